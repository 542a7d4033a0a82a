//! The rows and columns of a matrix: which ends of flows they stand for.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Range,
};

use crate::{
    addr::Prefix,
    forwarding::{Extent, Network, NoEndpoint, Place, Point, points},
    model::{ObjectId, Place as Lies},
    query::{Endpoint, Placed, QueryError, parse_endpoint, parse_selector},
};

/// What one row or column stands for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum By {
    /// One end of flows.
    #[default]
    Endpoint,
    /// Those of a group of the topology file.
    Group,
    /// Those in a subnet, or on a LAN segment.
    Subnet,
    /// Those in a VPC, or at a site.
    Vpc,
    /// Those on an Outpost, in a Region, or at a site.
    Outpost,
    /// Those at a site, or in a VPC.
    Site,
}

impl By {
    /// Every one with its word.
    pub const ALL: [(&'static str, Self); 6] = [
        ("endpoint", Self::Endpoint),
        ("group", Self::Group),
        ("subnet", Self::Subnet),
        ("vpc", Self::Vpc),
        ("outpost", Self::Outpost),
        ("site", Self::Site),
    ];
}

/// A row or a column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Its name, as a flow writes it where a flow can.
    pub name: String,
    /// The kind of what it stands for.
    pub kind: &'static str,
    /// The ends of flows in it, by position in the list of all.
    pub(super) points: Vec<usize>,
}

impl Line {
    /// Returns how many ends of flows there are in it.
    #[must_use]
    pub fn ends(&self) -> usize {
        self.points.len()
    }
}

/// What is wrong with the text that names a row or column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoLine {
    /// The text.
    pub text: String,
    /// The part of it.
    pub span: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: String,
}

/// Every end that some row or column stands for, once.
#[derive(Debug, Default)]
pub(super) struct Points {
    pub(super) all: Vec<Point>,
    known: BTreeMap<Point, usize>,
}

impl Points {
    fn add(&mut self, point: Point) -> usize {
        *self.known.entry(point).or_insert_with(|| {
            self.all.push(point);
            self.all.len() - 1
        })
    }

    fn line(&mut self, name: String, kind: &'static str, ends: Vec<Point>) -> Line {
        Line { name, kind, points: ends.into_iter().map(|point| self.add(point)).collect() }
    }
}

/// Makes the rows, or the columns, of what somebody chose; of everything, if nothing is chosen.
pub(super) fn lines(
    network: &Network,
    chosen: &[String],
    by: By,
    is_source: bool,
    points: &mut Points,
) -> Result<Vec<Line>, Vec<NoLine>> {
    let mut found: Vec<Line> = Vec::new();
    if chosen.is_empty() {
        found = parted(network, everything(network), by, points);
        let internet = Placed { value: Endpoint::Internet(None), span: 0..0 };
        if let Ok(ends) = self::points(network, &internet, is_source, Extent::Hosts) {
            found.push(points.line("internet".to_owned(), "internet", ends));
        }
        return Ok(found);
    }
    let mut wrong = Vec::new();
    for text in chosen {
        match choose(network, text, is_source) {
            Ok(Chosen::Parts(ends)) => {
                let new = parted(network, ends, by, points);
                found.extend(
                    new.into_iter().filter(|line| !found.contains(line)).collect::<Vec<_>>(),
                );
            }
            Ok(Chosen::One(kind, ends)) => {
                found.push(points.line(text.trim().to_owned(), kind, ends))
            }
            Err(no) => wrong.push(no),
        }
    }
    if wrong.is_empty() { Ok(merged(found)) } else { Err(wrong) }
}

/// Joins lines of one thing that was chosen in parts.
fn merged(lines: Vec<Line>) -> Vec<Line> {
    let mut found: Vec<Line> = Vec::new();
    for line in lines {
        match found.iter_mut().find(|one| (&one.name, one.kind) == (&line.name, line.kind)) {
            Some(same) => {
                let new: Vec<usize> =
                    line.points.into_iter().filter(|point| !same.points.contains(point)).collect();
                same.points.extend(new);
            }
            None => found.push(line),
        }
    }
    found
}

/// What a text stands for.
enum Chosen {
    /// Ends that make lines of their own.
    Parts(Vec<Point>),
    /// A set that stays together.
    One(&'static str, Vec<Point>),
}

fn choose(network: &Network, text: &str, is_source: bool) -> Result<Chosen, NoLine> {
    if let Ok(prefix) = text.trim().parse::<Prefix>()
        && text.contains('/')
    {
        return Ok(Chosen::One("prefix", inside(network, prefix, is_source)));
    }
    let unread = |error: QueryError| NoLine {
        text: text.to_owned(),
        span: error.span,
        message: error.message,
        help: String::new(),
    };
    // A name means here what it means in a flow; what holds ends comes after that, or by its kind.
    let found = parse_endpoint(text).map_err(unread).and_then(|value| {
        let placed = Placed { value, span: 0..text.len() };
        let found = points(network, &placed, is_source, Extent::Hosts);
        found.map(|ends| (placed.value, ends)).map_err(
            |NoEndpoint { span, message, help, .. }| NoLine {
                text: text.to_owned(),
                span,
                message,
                help,
            },
        )
    });
    let (value, ends) = match found {
        Ok(found) => found,
        Err(no) => return container(network, text).map(Chosen::Parts).ok_or(no),
    };
    let kind = match &value {
        Endpoint::Internet(_) => "internet",
        Endpoint::AwsService(_) => "AWS service",
        Endpoint::OnPremises(_) | Endpoint::Prefix(_) => "prefix",
        Endpoint::Name(_) | Endpoint::Address { .. } | Endpoint::Tag { .. } | Endpoint::Any => "",
    };
    match (kind, ends.first().map(|point| point.place)) {
        ("", Some(Place::Segment(..))) => Ok(Chosen::One("LAN segment", ends)),
        ("", Some(Place::ServiceLink(..))) => Ok(Chosen::One("service link", ends)),
        ("", Some(Place::Router(..))) => Ok(Chosen::One("router", ends)),
        ("", Some(Place::Address(_))) => Ok(Chosen::One("address", ends)),
        ("", _) => Ok(Chosen::Parts(ends)),
        (kind, _) => Ok(Chosen::One(kind, ends)),
    }
}

/// Returns the ends in something that holds them: a group, subnet, VPC, Outpost, Region, or site.
fn container(network: &Network, text: &str) -> Option<Vec<Point>> {
    let model = &network.model;
    let selector = parse_selector(text).ok()?;
    let fits = |object: &ObjectId| {
        let identity = model.identity(*object);
        let name = &selector.name.value;
        let noun = || model.noun(*object).to_lowercase().replace(' ', "_");
        (identity.name == *name || identity.aws_id.as_deref() == Some(name))
            && selector.kind.as_ref().is_none_or(|kind| kind.value == noun())
    };
    let objects = model.objects().filter(fits);
    let mut found = objects.filter_map(|object| members(network, object));
    found.next()
}

/// Returns the ends in an object that is no end itself.
#[expect(clippy::wildcard_enum_match_arm, reason = "few kinds of objects hold ends of flows")]
fn members(network: &Network, object: ObjectId) -> Option<Vec<Point>> {
    let model = &network.model;
    let all = || everything(network).into_iter();
    let within = |by: By| {
        Some(all().filter(|point| home(network, point.place, by) == Some(object)).collect())
    };
    match object {
        ObjectId::Group(id) => {
            let mut ends: Vec<Point> = Vec::new();
            for member in &model.groups[id].members {
                let more = match member {
                    ObjectId::Instance(id) => model.instances[*id].interfaces.first().copied(),
                    ObjectId::NetworkInterface(id) => Some(*id),
                    ObjectId::Host(id) => {
                        ends.push(Point::only(Place::Host(*id)));
                        None
                    }
                    other => {
                        ends.extend(members(network, *other).into_iter().flatten());
                        None
                    }
                };
                ends.extend(more.map(|id| Point::only(Place::Interface(id))));
            }
            let mut seen = BTreeSet::new();
            ends.retain(|end| seen.insert(*end));
            Some(ends)
        }
        ObjectId::Subnet(_) => within(By::Subnet),
        ObjectId::Vpc(_) => within(By::Vpc),
        ObjectId::Outpost(_) | ObjectId::Region(_) => within(By::Outpost),
        ObjectId::Site(_) => within(By::Site),
        _other => None,
    }
}

/// Returns every declared end: interfaces and hosts.
fn everything(network: &Network) -> Vec<Point> {
    let model = &network.model;
    let interfaces = model.network_interfaces.ids().map(Place::Interface);
    interfaces.chain(model.hosts.ids().map(Place::Host)).map(Point::only).collect()
}

/// Returns what sends from a prefix, or the addresses in it that packets can be sent to: those of
/// interfaces of any kind, of hosts, of LAN segments and of the internet.
fn inside(network: &Network, prefix: Prefix, is_source: bool) -> Vec<Point> {
    let model = &network.model;
    let mut ends: Vec<Point> = Vec::new();
    for (id, one) in model.network_interfaces.iter() {
        let own = one.addresses.iter().copied().filter(|address| prefix.contains(*address));
        if is_source {
            ends.extend(own.take(1).map(|_| Point::only(Place::Interface(id))));
        } else {
            let outside = [one.coip, one.public_address].into_iter().flatten();
            let all = own.chain(outside.filter(|address| prefix.contains(*address)));
            ends.extend(all.map(|address| Point::only(Place::Address(address))));
        }
    }
    let hosts = model.hosts.iter().filter(|(_, host)| prefix.contains(host.address));
    ends.extend(hosts.map(|(id, _)| Point::only(Place::Host(id))));
    let more = |value| {
        let placed = Placed { value, span: 0..0 };
        points(network, &placed, is_source, Extent::Hosts).unwrap_or_default()
    };
    if model.segments.values().any(|segment| segment.prefix.overlaps(prefix)) {
        ends.extend(more(Endpoint::OnPremises(prefix)));
    }
    let public = more(Endpoint::Internet(None)).into_iter();
    let in_prefix = |address| prefix.contains(address);
    ends.extend(public.filter(|point| point.place.address().is_some_and(in_prefix)));
    let mut seen = BTreeSet::new();
    ends.retain(|end| seen.insert(end.place));
    ends
}

/// Parts ends into lines.
fn parted(network: &Network, ends: Vec<Point>, by: By, points: &mut Points) -> Vec<Line> {
    let model = &network.model;
    let mut order: Vec<ObjectId> = Vec::new();
    let mut of: BTreeMap<ObjectId, Vec<Point>> = BTreeMap::new();
    for point in ends {
        let homes = if by == By::Group {
            groups(network, point)
        } else {
            home(network, point.place, by).into_iter().collect()
        };
        for home in homes {
            of.entry(home).or_insert_with(|| {
                order.push(home);
                Vec::new()
            });
            of.entry(home).or_default().push(point);
        }
    }
    let line = |object: ObjectId| {
        let ends = of.remove(&object).unwrap_or_default();
        let name = Endpoint::Name(model.identity(object).name.clone()).to_string();
        points.line(name, model.noun(object), ends)
    };
    order.into_iter().map(line).collect()
}

/// Returns the groups that an end stands in.
fn groups(network: &Network, point: Point) -> Vec<ObjectId> {
    let ids = network.model.groups.ids().map(ObjectId::from);
    let holds =
        |group: &ObjectId| members(network, *group).is_some_and(|members| members.contains(&point));
    ids.filter(holds).collect()
}

/// Returns what holds an end, of the kind that lines are made by.
fn home(network: &Network, place: Place, by: By) -> Option<ObjectId> {
    let model = &network.model;
    match place {
        Place::Interface(id) => {
            let subnet = model.network_interfaces[id].subnet;
            let vpc = model.subnets[subnet].vpc;
            Some(match (by, model.subnets[subnet].place) {
                (By::Endpoint | By::Group, _) => id.into(),
                (By::Subnet, _) => subnet.into(),
                (By::Vpc | By::Site, _) => vpc.into(),
                (By::Outpost, Lies::Outpost(outpost)) => outpost.into(),
                (By::Outpost, Lies::Region(_)) => model.vpcs[vpc].region.into(),
            })
        }
        Place::Host(id) => {
            let host = &model.hosts[id];
            Some(match by {
                By::Endpoint | By::Group => id.into(),
                By::Subnet => host.segment.into(),
                By::Vpc | By::Outpost | By::Site => host.site.into(),
            })
        }
        Place::Segment(..)
        | Place::Router(..)
        | Place::ServiceLink(..)
        | Place::Internet(_)
        | Place::Service(..)
        | Place::Address(_) => None,
    }
}
