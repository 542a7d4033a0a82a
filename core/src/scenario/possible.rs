//! What a model offers to try.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a name can be that of anything, and few kinds of things fit"
)]

use std::{collections::BTreeMap, fmt};

use super::{apply, understand};
use crate::{
    model::{Model, ObjectId, VifGroupId},
    query::{Placed, Selector, Trial},
};

/// What kind of thing a possible trial is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Service links of Outposts.
    ServiceLinks,
    /// Virtual interfaces of local gateways, service links and Direct Connect.
    VirtualInterfaces,
    /// The BGP sessions over them.
    Sessions,
    /// Prefixes that routers announce.
    Prefixes,
    /// Routers of the customer.
    Routers,
    /// LAN and WAN segments of the customer.
    Segments,
    /// VPN and Direct Connect connections.
    Links,
    /// NAT gateways and attachments of transit gateways.
    Gateways,
    /// Whole Outposts, and Availability Zones of the Region.
    Places,
    /// Instances.
    Instances,
}

impl fmt::Display for Group {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::ServiceLinks => "service links",
            Self::VirtualInterfaces => "virtual interfaces",
            Self::Sessions => "BGP sessions",
            Self::Prefixes => "announced prefixes",
            Self::Routers => "routers",
            Self::Segments => "segments",
            Self::Links => "links",
            Self::Gateways => "gateways",
            Self::Places => "places",
            Self::Instances => "instances",
        })
    }
}

/// One failure that can be tried.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Possible {
    /// The trial.
    pub trial: Trial,
    /// What it is about.
    pub group: Group,
    /// The object that fails; that of a service link is its Outpost.
    pub object: ObjectId,
}

/// Returns the single failures of a model: of everything that can fail, session that can be shut down, prefix
/// that can be withdrawn and instance that can stop, in the order of groups and names. The names of a
/// trial carry their kind where others share them.
#[must_use]
pub fn possible(model: &Model) -> Vec<Possible> {
    let mut named: BTreeMap<&str, usize> = BTreeMap::new();
    for object in model.objects() {
        *named.entry(&model.identity(object).name).or_default() += 1;
    }
    let mut found = Vec::new();
    for (id, outpost) in model.outposts.iter() {
        let name = format!("{}.service-link", outpost.identity.name);
        let trial = Trial::Fail { name: placed(plain(&name)), restore: false };
        found.push(Possible { trial, group: Group::ServiceLinks, object: id.into() });
    }
    for object in model.objects() {
        for (group, trial) in of_object(model, object, &named) {
            found.push(Possible { trial, group, object });
        }
    }
    found.extend(lags(model));
    found.retain(|one| match one.group {
        // Of a zone in which nothing stands, nothing fails.
        Group::Gateways | Group::Places => changes(model, &one.trial),
        Group::ServiceLinks
        | Group::VirtualInterfaces
        | Group::Sessions
        | Group::Prefixes
        | Group::Routers
        | Group::Segments
        | Group::Links
        | Group::Instances => true,
    });
    found.sort_by_key(|one| one.group);
    found
}

/// Returns whether a trial changes anything.
fn changes(model: &Model, trial: &Trial) -> bool {
    understand(model, trial).is_ok_and(|change| !apply(model, &change).1.objects.is_empty())
}

/// Returns the failure of each LAG that carries several virtual interfaces: of the device behind it.
fn lags(model: &Model) -> Vec<Possible> {
    let mut found = Vec::new();
    for (id, gateway) in model.local_gateways.iter() {
        let own = |group: VifGroupId| model.vif_groups[group].local_gateway == id;
        let mut carried: BTreeMap<&str, (usize, ObjectId)> = BTreeMap::new();
        for (vif, one) in model.vifs.iter().filter(|(_, one)| own(one.group)) {
            carried.entry(&one.lag).or_insert((0, vif.into())).0 += 1;
        }
        for one in model.service_link_vifs.values().filter(|one| one.outpost == gateway.outpost) {
            if let Some((count, _)) = carried.get_mut(one.lag.as_str()) {
                *count += 1;
            }
        }
        let outpost = &model.outposts[gateway.outpost].identity.name;
        found.extend(carried.into_iter().filter(|(_, (count, _))| *count > 1).map(
            |(lag, (_, object))| {
                let name = placed(plain(&format!("{outpost}.{lag}")));
                let trial = Trial::Fail { name, restore: false };
                Possible { trial, group: Group::VirtualInterfaces, object }
            },
        ));
    }
    found
}

fn of_object(
    model: &Model,
    object: ObjectId,
    named: &BTreeMap<&str, usize>,
) -> Vec<(Group, Trial)> {
    let name = || placed(selector(model, object, named));
    let fail = || Trial::Fail { name: name(), restore: false };
    let shut = || Trial::Session { name: name(), allow: false };
    match object {
        ObjectId::Vif(_) | ObjectId::ServiceLinkVif(_) | ObjectId::DirectConnectInterface(_) => {
            vec![(Group::VirtualInterfaces, fail()), (Group::Sessions, shut())]
        }
        ObjectId::Router(id) => {
            let withdraw = |prefix: &crate::addr::Prefix| {
                let prefix = Placed { value: prefix.to_string(), span: 0..0 };
                (Group::Prefixes, Trial::Announce { prefix, router: name(), withdraw: true })
            };
            let announced = model.routers[id].announce.iter().map(withdraw);
            let announced = announced.filter(|(_, trial)| understand(model, trial).is_ok());
            std::iter::once((Group::Routers, fail())).chain(announced).collect()
        }
        ObjectId::Segment(_) => vec![(Group::Segments, fail())],
        ObjectId::VpnConnection(_) | ObjectId::DirectConnectConnection(_) => {
            vec![(Group::Links, fail())]
        }
        ObjectId::NatGateway(_)
        | ObjectId::RegionalNatGateway(_)
        | ObjectId::TransitGatewayAttachment(_) => {
            let trial = fail();
            let possible = understand(model, &trial).is_ok();
            possible.then_some((Group::Gateways, trial)).into_iter().collect()
        }
        ObjectId::Outpost(_) | ObjectId::Zone(_) => vec![(Group::Places, fail())],
        ObjectId::Instance(_) => {
            vec![(Group::Instances, Trial::Instance { name: name(), start: false })]
        }
        _other => Vec::new(),
    }
}

fn plain(name: &str) -> Selector {
    Selector { kind: None, name: Placed { value: name.to_owned(), span: 0..0 } }
}

/// Returns the name of an object, with its kind where the name alone would be taken for another one.
fn selector(model: &Model, object: ObjectId, named: &BTreeMap<&str, usize>) -> Selector {
    let name = model.identity(object).name.as_str();
    let mut selector = plain(name);
    if named.get(name).is_some_and(|count| *count > 1) {
        let kind = model.noun(object).to_lowercase().replace([' ', '-'], "_");
        selector.kind = Some(Placed { value: kind, span: 0..0 });
    }
    selector
}

fn placed(value: Selector) -> Placed<Selector> {
    Placed { value, span: 0..0 }
}
