//! Which columns there are, and in which order.

use std::collections::BTreeSet;

use super::{
    draft::{Column, ColumnId, ColumnKey},
    fold::Folds,
    premises,
};
use crate::{
    forwarding::Network,
    model::{Arena, Model, Outpost, OutpostId, Place, RegionId, Subnet, VpcId},
};

/// The width of each kind of column; no text and no number of boxes changes it.
fn width(key: ColumnKey) -> i32 {
    match key {
        ColumnKey::Hosts | ColumnKey::Lans | ColumnKey::Core => 132,
        ColumnKey::Transit | ColumnKey::Border => 132,
        ColumnKey::Edge(_) => 168,
        ColumnKey::Rack(_) | ColumnKey::Zone(_) | ColumnKey::NoZone(_) => 168,
        ColumnKey::Wide => 144,
        ColumnKey::Gateways(_) => 168,
    }
}

/// Returns the columns, left to right.
pub(super) fn all(network: &Network, folds: &Folds) -> Arena<ColumnId, Column> {
    let model = &network.model;
    let mut keys: Vec<ColumnKey> = premises::columns(model).into_iter().collect();
    for outpost in outposts(model) {
        let folded = folds.outposts.contains(&outpost);
        if !folded && has_edge(model, outpost) {
            keys.push(ColumnKey::Edge(outpost));
        }
        keys.push(ColumnKey::Rack(outpost));
    }
    if has_wide(model) {
        keys.push(ColumnKey::Wide);
    }
    for region in model.regions.ids() {
        if has_gateways(model, region) {
            keys.push(ColumnKey::Gateways(region));
        }
        let mut zones: BTreeSet<ColumnKey> = BTreeSet::new();
        for subnet in model.subnets.values() {
            if model.vpcs[subnet.vpc].region != region {
                continue;
            }
            match subnet.place {
                Place::Region(Some(zone)) => zones.insert(ColumnKey::Zone(zone)),
                Place::Region(None) => zones.insert(ColumnKey::NoZone(region)),
                Place::Outpost(_) => false,
            };
        }
        keys.extend(zones);
    }
    let mut columns = Arena::default();
    for key in keys {
        columns.push(Column { key, x: 0, width: width(key) });
    }
    columns
}

/// Returns the Outposts in the order of their sites, those of one site side by side.
pub(super) fn outposts(model: &Model) -> Vec<OutpostId> {
    let mut found: Vec<OutpostId> = model.outposts.ids().collect();
    found.sort_by_key(|id| {
        let site = model.outposts[*id].site;
        (site.is_none(), site, *id)
    });
    found
}

fn has_edge(model: &Model, outpost: OutpostId) -> bool {
    model.local_gateways.values().any(|gateway| gateway.outpost == outpost)
        || model.hosts.ids().any(|host| premises::outpost_of(model, host) == Some(outpost))
}

/// A flow may start at the internet, or end there, wherever there is a network.
fn has_wide(model: &Model) -> bool {
    !model.vpcs.is_empty() || !model.outposts.is_empty() || !model.sites.is_empty()
}

/// Returns whether a Region needs a column of gateways; where a zone is drawn it also holds the words of
/// the Region.
fn has_gateways(model: &Model, region: RegionId) -> bool {
    let own = |vpc: VpcId| model.vpcs[vpc].region == region;
    let zone = |outpost: &Outpost| model.zones[outpost.zone].region == region;
    let mut subnets = model.subnets.values().filter(|subnet| own(subnet.vpc));
    let nowhere = |subnet: &Subnet| subnet.place == Place::Region(None);
    let plain = model.subnets.values().any(|subnet| own(subnet.vpc) && nowhere(subnet));
    let drawn = model.vpcs.values().any(|vpc| vpc.region == region);
    (drawn && !(plain && subnets.all(nowhere)))
        || model.outposts.values().any(zone)
        || model.internet_gateways.values().any(|one| own(one.vpc))
        || model.egress_only_internet_gateways.values().any(|one| own(one.vpc))
        || model.virtual_private_gateways.values().any(|one| own(one.vpc))
        || model.regional_nat_gateways.values().any(|one| own(one.vpc))
        || model.vpc_endpoints.values().any(|one| own(one.vpc))
        || model.peering_connections.values().any(|one| one.vpcs.into_iter().any(own))
        || model.transit_gateways.values().any(|one| one.region == region)
}
