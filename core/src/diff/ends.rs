//! The ends of flows of two networks, matched: what is the same thing in both.

use std::collections::BTreeMap;

use crate::{
    addr::Prefix,
    document::SourceMap,
    forwarding::{Network, Place, Point, in_common},
    model::{Model, ObjectId},
    reach::alike,
};

/// A network with the places where it was said.
#[derive(Debug, Clone, Copy)]
pub struct Side<'a> {
    /// The network.
    pub network: &'a Network,
    /// Where each part of its model was said.
    pub map: &'a SourceMap,
}

/// Where an end lies, for whoever asks what is exposed to whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Realm {
    /// In a VPC.
    Vpc,
    /// In the customer's own network.
    OnPremises,
    /// Beyond both.
    Internet,
    /// An AWS service.
    Service,
}

/// An end of flows, before and after.
#[derive(Debug, Clone)]
pub(super) struct End {
    /// Its name, or the part of a set.
    pub(super) name: String,
    pub(super) realm: Realm,
    /// What it is in each network, if it is there.
    pub(super) points: [Option<Point>; 2],
    /// The part of the address space that it stands for, if it has no name.
    pub(super) part: Option<Prefix>,
    /// Whether more prefixes than that belong to it.
    pub(super) is_several: bool,
}

/// The ends of two networks.
#[derive(Debug, Default)]
pub(super) struct Ends {
    pub(super) all: Vec<End>,
    /// The members of each class of ends that neither network tells apart.
    pub(super) classes: Vec<Vec<usize>>,
}

/// Returns the ends of two networks.
pub(super) fn matched(sides: [Side<'_>; 2]) -> Vec<End> {
    let networks = sides.map(|side| side.network);
    let mut all = Vec::new();
    let interfaces = networks.map(|one| {
        one.model
            .network_interfaces
            .ids()
            .map(|id| (ObjectId::from(id), Place::Interface(id)))
            .collect()
    });
    let hosts = networks
        .map(|one| one.model.hosts.ids().map(|id| (ObjectId::from(id), Place::Host(id))).collect());
    all.extend(named(networks, interfaces, Realm::Vpc));
    all.extend(named(networks, hosts, Realm::OnPremises));
    all.extend(in_common(networks).into_iter().map(|common| {
        let realm = common.points.iter().flatten().map(|point| realm(point.place)).max();
        End {
            name: match common.more {
                0 => common.part.to_string(),
                more => format!("{} and {more} more", common.part),
            },
            realm: realm.unwrap_or(Realm::Internet),
            points: common.points,
            part: Some(common.part),
            is_several: common.more > 0,
        }
    }));
    all
}

impl Ends {
    /// Parts ends into classes; `marks` is what else tells them apart.
    pub(super) fn new(
        sides: [Side<'_>; 2],
        all: Vec<End>,
        marks: impl Fn(usize) -> Vec<bool>,
    ) -> Self {
        let classes = classes(sides.map(|side| side.network), &all, marks);
        Self { all, classes }
    }
}

fn realm(place: Place) -> Realm {
    match place {
        Place::Interface(_) => Realm::Vpc,
        Place::Internet(_) => Realm::Internet,
        Place::Service(..) => Realm::Service,
        Place::Host(_)
        | Place::Segment(..)
        | Place::Router(..)
        | Place::ServiceLink(..)
        | Place::Address(_) => Realm::OnPremises,
    }
}

/// Returns the AWS id of a thing; that of its instance for an interface that has none.
fn aws_id(model: &Model, object: ObjectId) -> Option<&str> {
    let own = model.identity(object).aws_id.as_deref();
    let ObjectId::NetworkInterface(id) = object else { return own };
    let instance = model.network_interfaces[id].instance;
    own.or_else(|| model.instances[instance?].identity.aws_id.as_deref())
}

/// Matches things that have names: by AWS id, else by name.
fn named(
    networks: [&Network; 2],
    [before, after]: [Vec<(ObjectId, Place)>; 2],
    realm: Realm,
) -> Vec<End> {
    let [old, new] = networks.map(|network| &network.model);
    let mut by_name: BTreeMap<&str, usize> = BTreeMap::new();
    let mut by_id: BTreeMap<&str, usize> = BTreeMap::new();
    for (at, (object, _)) in after.iter().enumerate() {
        by_name.insert(&new.identity(*object).name, at);
        by_id.extend(aws_id(new, *object).map(|id| (id, at)));
    }
    let mut taken = vec![false; after.len()];
    let mut found = Vec::new();
    for (object, place) in before {
        let name = &old.identity(object).name;
        let aws_id = aws_id(old, object);
        let same = aws_id.and_then(|id| by_id.get(id)).or_else(|| by_name.get(name.as_str()));
        let other = same.and_then(|at| {
            let slot = taken.get_mut(*at).filter(|taken| !**taken)?;
            *slot = true;
            after.get(*at)
        });
        let name = other.map_or(name, |(object, _)| &new.identity(*object).name).clone();
        let other = other.map(|(_, place)| Point::only(*place));
        found.push(End {
            name,
            realm,
            points: [Some(Point::only(place)), other],
            part: None,
            is_several: false,
        });
    }
    for ((object, place), _) in after.into_iter().zip(taken).filter(|(_, taken)| !taken) {
        let name = new.identity(object).name.clone();
        found.push(End {
            name,
            realm,
            points: [None, Some(Point::only(place))],
            part: None,
            is_several: false,
        });
    }
    found
}

/// Ends are of one class if each network holds them alike.
fn classes(
    networks: [&Network; 2],
    all: &[End],
    marks: impl Fn(usize) -> Vec<bool>,
) -> Vec<Vec<usize>> {
    let mut keys: Vec<[Option<usize>; 2]> = vec![[None; 2]; all.len()];
    for (side, network) in networks.into_iter().enumerate() {
        let here = |end: &End| end.points.get(side).copied().flatten();
        let points: Vec<Point> = all.iter().filter_map(here).collect();
        let mut classes = alike(network, &points).into_iter();
        for (end, key) in all.iter().zip(&mut keys) {
            if here(end).is_some()
                && let Some(slot) = key.get_mut(side)
            {
                *slot = classes.next();
            }
        }
    }
    let mut order: BTreeMap<([Option<usize>; 2], Vec<bool>), usize> = BTreeMap::new();
    let mut found: Vec<Vec<usize>> = Vec::new();
    for (at, key) in keys.into_iter().enumerate() {
        let class = *order.entry((key, marks(at))).or_insert_with(|| {
            found.push(Vec::new());
            found.len() - 1
        });
        found.get_mut(class).expect("invariant: made just now").push(at);
    }
    found
}
