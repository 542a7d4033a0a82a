//! Applying a change.

use std::collections::BTreeSet;

use super::{
    Change,
    place::{fail_outpost, fail_zone},
    several::{change_lag, change_peering, change_router, change_vif_group, maintain},
};
use crate::model::{Model, ObjectId, Route, VpcAssociation};

/// The objects that a change made different.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Touched {
    /// Their ids; empty if nothing differs.
    pub objects: BTreeSet<ObjectId>,
}

/// Returns the model after a change, and what the change touched.
///
/// Ids keep their meaning: a change never adds or removes an object.
#[must_use]
pub fn apply(model: &Model, change: &Change) -> (Model, Touched) {
    let mut after = model.clone();
    let mut touched = Touched { objects: make(&mut after, change) };
    if after == *model {
        touched.objects.clear();
    }
    (after, touched)
}

/// Returns the model after several changes, one after the other.
#[must_use]
pub fn apply_all<'a>(model: &Model, changes: impl IntoIterator<Item = &'a Change>) -> Model {
    let mut after = model.clone();
    for change in changes {
        make(&mut after, change);
    }
    after
}

/// Makes a change, and returns what may differ after it.
fn make(model: &mut Model, change: &Change) -> BTreeSet<ObjectId> {
    match change {
        Change::Lag { gateway, lag, state } => change_lag(model, *gateway, lag, *state),
        Change::Maintenance { gateway, lag, begins } => maintain(model, *gateway, lag, *begins),
        Change::Peering { routers, state } => change_peering(model, *routers, *state),
        Change::Router { router, up } => change_router(model, *router, *up),
        Change::OutpostFails(outpost) => fail_outpost(model, *outpost),
        Change::ZoneFails(zone) => fail_zone(model, *zone),
        Change::VifGroup { group, state } => change_vif_group(model, *group, *state),
        Change::Nothing
        | Change::ServiceLink { .. }
        | Change::Vif { .. }
        | Change::Session { .. }
        | Change::DirectConnectSession { .. }
        | Change::ServiceLinkSession { .. }
        | Change::Segment { .. }
        | Change::Tunnels { .. }
        | Change::DirectConnectPort { .. }
        | Change::DirectConnectInterface { .. }
        | Change::VpcAssociation { .. }
        | Change::VifGroupAssociation { .. }
        | Change::AddRoute { .. }
        | Change::RemoveRoute { .. }
        | Change::AddLocalGatewayRoute { .. }
        | Change::RemoveLocalGatewayRoute { .. }
        | Change::Announce { .. }
        | Change::Withdraw { .. }
        | Change::Coip { .. }
        | Change::NatGateway { .. }
        | Change::RegionalNatGateway { .. }
        | Change::Attachment { .. }
        | Change::SubnetAssociation { .. }
        | Change::Instance { .. } => change_in_place(model, change).into_iter().collect(),
    }
}

/// Lets so many tunnels be up. Those that are down come first: how many are up decides, not which.
fn change_tunnels(tunnels: &mut [bool], up: usize) {
    let down = tunnels.len().saturating_sub(up);
    for (at, tunnel) in tunnels.iter_mut().enumerate() {
        *tunnel = at >= down;
    }
}

/// Changes the state of one object, or one field of it.
#[expect(clippy::wildcard_enum_match_arm, reason = "`make` lists all changes")]
fn change_in_place(model: &mut Model, change: &Change) -> Option<ObjectId> {
    match change {
        Change::DirectConnectSession { interface, state } => {
            model.direct_connect_interfaces[*interface].session = *state;
            return Some((*interface).into());
        }
        Change::ServiceLinkSession { vif, state } => {
            model.service_link_vifs[*vif].session = *state;
            return Some((*vif).into());
        }
        Change::Segment { segment, up } => {
            model.segments[*segment].up = *up;
            return Some((*segment).into());
        }
        Change::Tunnels { connection, up } => {
            change_tunnels(&mut model.vpn_connections[*connection].tunnels, *up);
            return Some((*connection).into());
        }
        Change::DirectConnectPort { connection, up } => {
            model.direct_connect_connections[*connection].up = *up;
            return Some((*connection).into());
        }
        Change::DirectConnectInterface { interface, state } => {
            model.direct_connect_interfaces[*interface].state = *state;
            return Some((*interface).into());
        }
        Change::ServiceLink { outpost, up } => {
            model.outposts[*outpost].service_link.up = *up;
            return Some((*outpost).into());
        }
        Change::Vif { vif, state } => {
            model.vifs[*vif].state = *state;
            return Some((*vif).into());
        }
        Change::Session { vif, state } => {
            model.vifs[*vif].session = *state;
            return Some((*vif).into());
        }
        Change::Coip { interface, address } => {
            model.network_interfaces[*interface].coip = *address;
            return Some((*interface).into());
        }
        Change::Instance { instance, state } => {
            model.instances[*instance].state = *state;
            return Some((*instance).into());
        }
        _other => {}
    }
    change_of_aws(model, change).or_else(|| change_list(model, change))
}

/// Changes what AWS runs: NAT gateways, attachments, associations of subnets.
#[expect(clippy::wildcard_enum_match_arm, reason = "`make` lists all changes")]
fn change_of_aws(model: &mut Model, change: &Change) -> Option<ObjectId> {
    match change {
        Change::NatGateway { gateway, state } => {
            model.nat_gateways[*gateway].state = *state;
            Some((*gateway).into())
        }
        Change::RegionalNatGateway { gateway, state } => {
            model.regional_nat_gateways[*gateway].state = *state;
            Some((*gateway).into())
        }
        Change::Attachment { attachment, state } => {
            model.transit_gateway_attachments[*attachment].state = *state;
            Some((*attachment).into())
        }
        Change::SubnetAssociation { subnet, table } => {
            let vpc = model.subnets[*subnet].vpc;
            let main = model.route_tables.iter().find(|(_, one)| one.vpc == vpc && one.main);
            let main = main.map(|(id, _)| id);
            let one = &mut model.subnets[*subnet];
            one.explicit_route_table = table.is_some();
            one.route_table = table.or(main).unwrap_or(one.route_table);
            Some((*subnet).into())
        }
        _other => None,
    }
}

/// Applies the changes that add to or take from a list.
#[expect(clippy::wildcard_enum_match_arm, reason = "`make` lists all changes")]
fn change_list(model: &mut Model, change: &Change) -> Option<ObjectId> {
    match change {
        Change::Announce { router, prefix } => {
            let announce = &mut model.routers[*router].announce;
            announce.push(*prefix);
            announce.sort_unstable();
            announce.dedup();
            Some((*router).into())
        }
        Change::Withdraw { router, prefix } => {
            model.routers[*router].announce.retain(|one| one != prefix);
            Some((*router).into())
        }
        Change::AddRoute { table, route } => {
            add(&mut model.route_tables[*table].routes, route);
            Some((*table).into())
        }
        Change::RemoveRoute { table, destination } => {
            model.route_tables[*table].routes.retain(|one| one.destination != *destination);
            Some((*table).into())
        }
        Change::AddLocalGatewayRoute { table, route } => {
            add(&mut model.local_gateway_route_tables[*table].routes, route);
            Some((*table).into())
        }
        Change::RemoveLocalGatewayRoute { table, destination } => {
            let routes = &mut model.local_gateway_route_tables[*table].routes;
            routes.retain(|one| one.destination != *destination);
            Some((*table).into())
        }
        Change::VpcAssociation { table, vpc, state } => {
            let vpcs = &mut model.local_gateway_route_tables[*table].vpcs;
            vpcs.retain(|one| one.vpc != *vpc);
            vpcs.extend(state.map(|state| VpcAssociation { vpc: *vpc, state }));
            vpcs.sort_by_key(|one| one.vpc);
            Some((*table).into())
        }
        Change::VifGroupAssociation { table, association } => {
            model.local_gateway_route_tables[*table].vif_group = *association;
            Some((*table).into())
        }
        _other => None,
    }
}

/// Adds a route in its place, instead of one with the same destination and origin.
fn add<T: Clone + Ord>(routes: &mut Vec<Route<T>>, route: &Route<T>) {
    routes.retain(|one| one.destination != route.destination || one.origin != route.origin);
    routes.push(route.clone());
    routes.sort_by(|one, other| {
        (one.destination, &one.target, one.origin).cmp(&(
            other.destination,
            &other.target,
            other.origin,
        ))
    });
}
