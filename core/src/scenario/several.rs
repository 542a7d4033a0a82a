//! Changes that touch several objects.

use std::collections::BTreeSet;

use crate::model::{
    LocalGatewayId, Model, Neighbor, NeighborAt, ObjectId, RouterId, ServiceLinkVifId,
    SessionState, VifGroupId, VifId, VifState,
};

/// Gives every session over a LAG a state, and returns the virtual interfaces that changed.
pub(super) fn change_lag(
    model: &mut Model,
    gateway: LocalGatewayId,
    lag: &str,
    state: SessionState,
) -> BTreeSet<ObjectId> {
    let (vifs, service_link_vifs) = over(model, gateway, lag);
    let mut changed = BTreeSet::new();
    for id in vifs {
        if model.vifs[id].session != state {
            model.vifs[id].session = state;
            changed.insert(id.into());
        }
    }
    for id in service_link_vifs {
        if model.service_link_vifs[id].session != state {
            model.service_link_vifs[id].session = state;
            changed.insert(id.into());
        }
    }
    changed
}

/// Puts a network device into maintenance, or ends it, and returns the virtual interfaces that changed.
pub(super) fn maintain(
    model: &mut Model,
    gateway: LocalGatewayId,
    lag: &str,
    begins: bool,
) -> BTreeSet<ObjectId> {
    let (vifs, service_link_vifs) = over(model, gateway, lag);
    let mut changed = BTreeSet::new();
    for id in vifs {
        if model.vifs[id].maintenance != begins {
            model.vifs[id].maintenance = begins;
            changed.insert(id.into());
        }
    }
    for id in service_link_vifs {
        if model.service_link_vifs[id].maintenance != begins {
            model.service_link_vifs[id].maintenance = begins;
            changed.insert(id.into());
        }
    }
    changed
}

/// Returns the virtual interfaces over a LAG: those of the local gateway, and those of the service link.
fn over(model: &Model, gateway: LocalGatewayId, lag: &str) -> (Vec<VifId>, Vec<ServiceLinkVifId>) {
    let outpost = model.local_gateways[gateway].outpost;
    let vifs = model
        .vifs
        .iter()
        .filter(|(_, vif)| vif.lag == lag && model.vif_groups[vif.group].local_gateway == gateway);
    let service_link_vifs =
        model.service_link_vifs.iter().filter(|(_, vif)| vif.outpost == outpost && vif.lag == lag);
    (vifs.map(|(id, _)| id).collect(), service_link_vifs.map(|(id, _)| id).collect())
}

/// Gives the session of two routers a state at both ends, and returns those that changed.
pub(super) fn change_peering(
    model: &mut Model,
    [one, other]: [RouterId; 2],
    state: SessionState,
) -> BTreeSet<ObjectId> {
    let mut changed = BTreeSet::new();
    for (id, toward) in [(one, other), (other, one)] {
        let Some(bgp) = model.routers[id].bgp.as_deref_mut() else { continue };
        let at = NeighborAt::Router(toward);
        let differing = |neighbor: &&mut Neighbor| neighbor.at == at && neighbor.session != state;
        for neighbor in bgp.neighbors.iter_mut().filter(differing) {
            neighbor.session = state;
            changed.insert(id.into());
        }
    }
    changed
}

/// Takes a device down or up, and returns it with its VRFs, if it changed.
pub(super) fn change_router(model: &mut Model, router: RouterId, up: bool) -> BTreeSet<ObjectId> {
    let device = model.routers[router].vrf_of.unwrap_or(router);
    if model.routers[device].up == up {
        return BTreeSet::new();
    }
    let members: Vec<RouterId> =
        model.routers.ids().filter(|id| model.one_device(*id, device)).collect();
    for id in &members {
        model.routers[*id].up = up;
    }
    members.into_iter().map(ObjectId::from).collect()
}

/// Gives every virtual interface of a group a state, and returns those that changed.
pub(super) fn change_vif_group(
    model: &mut Model,
    group: VifGroupId,
    state: VifState,
) -> BTreeSet<ObjectId> {
    let mut changed = BTreeSet::new();
    for id in model.vif_groups[group].vifs.clone() {
        if model.vifs[id].state != state {
            model.vifs[id].state = state;
            changed.insert(id.into());
        }
    }
    changed
}
