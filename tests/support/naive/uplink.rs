//! What crosses the uplinks of a local gateway: packets outward (I), and announcements (N).

use std::collections::BTreeSet;

use outpath_core::{
    addr::Prefix,
    model::{
        AssociationState, LocalGatewayRouteTableId, LocalGatewayRouteTarget, Mode, Model,
        RouteTarget, SessionState, SubnetId, Vif, VifGroupId, VifGroupState, VifId, VifState,
    },
};

use super::walk::{At, Next, Rules, Step, Walk, dropped, unknown};

impl Rules<'_> {
    /// I.
    pub(super) fn uplinks(
        self,
        walk: &Walk,
        table: LocalGatewayRouteTableId,
        group: VifGroupId,
    ) -> Step {
        self.consult(&[group.into()])?;
        let vifs = &self.model.vif_groups[group].vifs;
        let mut usable = Vec::new();
        for id in vifs {
            self.consult(&[(*id).into()])?;
            let vif = &self.model.vifs[*id];
            match vif.router {
                None if held_by_nothing(self.model, vif) => return unknown("left-model"),
                Some(router) if session_up(self.model, *id) => {
                    self.consult(&[router.into()])?;
                    usable.push((*id, router));
                }
                None | Some(_) => {}
            }
        }
        if usable.is_empty() {
            return dropped("bgp-session-down");
        }
        let mut bounds = Vec::new();
        for route in &self.model.local_gateway_route_tables[table].routes {
            if route.target == LocalGatewayRouteTarget::VifGroup(group) {
                bounds.extend(self.expand(route.destination)?.0);
            }
        }
        let mut offers = Vec::new();
        let mut too_wide = false;
        for (vif, router) in usable {
            let announced = self.model.routers[router].announce.iter();
            let covering = announced.filter(|prefix| prefix.contains(walk.packet.destination));
            // What the customer announces lies within a static route, or is a default (LGR-10).
            let (good, wide): (Vec<Prefix>, Vec<Prefix>) = covering.copied().partition(|prefix| {
                prefix.length() == 0 || bounds.iter().any(|bound| bound.covers(*prefix))
            });
            too_wide |= !wide.is_empty();
            if let Some(length) = good.iter().map(|prefix| prefix.length()).max() {
                offers.push((length, At::Router(router, Some(vif))));
            }
        }
        let Some(longest) = offers.iter().map(|(length, _)| *length).max() else {
            return if too_wide {
                unknown("unmodelled-state")
            } else {
                dropped("prefix-not-received")
            };
        };
        offers.retain(|(length, _)| *length == longest);
        Ok(Next::Share(offers.into_iter().map(|(_, way)| way).collect()))
    }
}

/// Returns whether the BGP session of a virtual interface is up.
#[must_use]
pub fn session_up(model: &Model, id: VifId) -> bool {
    let vif = &model.vifs[id];
    let Some(router) = vif.router else { return false };
    let router = &model.routers[router];
    let asns_agree = match (vif.peer_asn, router.asn) {
        (Some(expected), Some(actual)) => expected == actual,
        (None, _) | (_, None) => true,
    };
    let faces = router.interfaces.iter().any(|interface| {
        let address = interface.address.address;
        let vlans_agree = match (vif.vlan, interface.vlan) {
            (Some(here), Some(there)) => here == there,
            (None, _) | (_, None) => true,
        };
        vif.local.prefix.contains(address)
            && address != vif.local.address
            && vif.peer_address.is_none_or(|peer| peer == address)
            && vlans_agree
    });
    held_by_nothing(model, vif) && asns_agree && faces
}

/// Returns whether the customer device stands in another VLAN than a virtual interface, so that nothing
/// crosses, by BGP or without (fact VIF-04).
pub(super) fn other_vlan(model: &Model, vif: &Vif) -> bool {
    let Some(router) = vif.router else { return false };
    let mut vlans = Vec::new();
    for interface in &model.routers[router].interfaces {
        let address = interface.address.address;
        if vif.local.prefix.contains(address) && address != vif.local.address {
            vlans.push(interface.vlan);
        }
    }
    let fits = |vlan: &Option<u16>| vlan.is_none() || vif.vlan.is_none() || *vlan == vif.vlan;
    !vlans.is_empty() && !vlans.iter().any(fits)
}

/// Returns whether nothing on the Outpost's side holds a virtual interface down.
fn held_by_nothing(model: &Model, vif: &Vif) -> bool {
    vif.state == VifState::Available
        && vif.session == SessionState::Up
        && model.vif_groups[vif.group].state == VifGroupState::Available
}

/// Returns what a local gateway route table announces over every session of its VIF group (N).
#[must_use]
pub fn announced(model: &Model, table: LocalGatewayRouteTableId) -> BTreeSet<Prefix> {
    propagated(model, table).into_iter().map(|(prefix, _)| prefix).collect()
}

/// Returns the propagated routes of a table, each with the subnet that it stands for; a CoIP block
/// stands for none.
pub(super) fn propagated(
    model: &Model,
    id: LocalGatewayRouteTableId,
) -> Vec<(Prefix, Option<SubnetId>)> {
    let table = &model.local_gateway_route_tables[id];
    let associated = |state| state == AssociationState::Associated;
    let domain = table.vif_group.is_some_and(|association| associated(association.state));
    let vpcs: Vec<_> = table
        .vpcs
        .iter()
        .filter(|a| associated(a.state))
        .map(|association| association.vpc)
        .collect();
    if !domain || vpcs.is_empty() {
        return Vec::new();
    }
    match table.mode {
        None => Vec::new(),
        Some(Mode::Coip) => {
            let pools = table.coip_pools.iter();
            let prefixes = pools.flat_map(|pool| &model.coip_pools[*pool].prefixes);
            prefixes.map(|prefix| (*prefix, None)).collect()
        }
        Some(Mode::DirectVpcRouting) => {
            let outpost = model.local_gateways[table.local_gateway].outpost;
            let target = RouteTarget::LocalGateway(table.local_gateway);
            let mut found = Vec::new();
            for (subnet_id, subnet) in model.subnets.iter() {
                let routes = &model.route_tables[subnet.route_table].routes;
                if subnet.outpost() == Some(outpost)
                    && vpcs.contains(&subnet.vpc)
                    && routes.iter().any(|route| route.target == target)
                {
                    let prefixes = subnet.prefixes.iter().filter(|prefix| !prefix.is_ipv6());
                    found.extend(prefixes.map(|prefix| (*prefix, Some(subnet_id))));
                }
            }
            found
        }
    }
}
