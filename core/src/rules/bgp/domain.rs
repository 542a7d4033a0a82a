//! The routing domains in use, and what their local gateways hear over each session.

use std::collections::BTreeSet;

use crate::{
    addr::Prefix,
    bgp::{Advertised, Session, SessionDown},
    model::{
        Destination, Key, LocalGatewayRouteTable, LocalGatewayRouteTableId,
        LocalGatewayRouteTarget, RouterId, VifGroupId, VifId,
    },
    rules::Context,
};

/// A local gateway route table that serves a VPC, with its VIF group.
#[derive(Debug, Clone, Copy)]
pub(super) struct Domain<'a> {
    /// The table.
    pub(super) id: LocalGatewayRouteTableId,
    /// What it holds.
    pub(super) table: &'a LocalGatewayRouteTable,
    /// The VIF group.
    pub(super) group: VifGroupId,
}

/// Returns the routing domains that VPCs use.
pub(super) fn domains<'a>(cx: &Context<'a>) -> impl Iterator<Item = Domain<'a>> {
    cx.model().local_gateway_route_tables.iter().filter_map(|(id, table)| {
        let group = table.vif_group.filter(|one| one.state.is_meant())?;
        let used = table.vpcs.iter().any(|one| one.state.is_meant());
        used.then_some(Domain { id, table, group: group.group })
    })
}

impl Domain<'_> {
    /// Returns the virtual interfaces whose sessions are up, with the customer devices; `None` if the files
    /// leave open which device one of them ends on.
    pub(super) fn sessions(self, cx: &Context<'_>) -> Option<Vec<(VifId, RouterId)>> {
        let vifs = cx.model().vif_groups[self.group].vifs.iter();
        let mut up = Vec::new();
        for vif in vifs {
            match cx.network.bgp.session(*vif) {
                Session::Up(router) => up.push((*vif, router)),
                Session::Down(SessionDown::NoPeer) => return None,
                Session::Down(_) => {}
            }
        }
        Some(up)
    }

    /// Returns the customer devices whose sessions are down.
    pub(super) fn silent(self, cx: &Context<'_>) -> BTreeSet<RouterId> {
        let vifs = cx.model().vif_groups[self.group].vifs.iter();
        let down = vifs.filter(|vif| matches!(cx.network.bgp.session(**vif), Session::Down(_)));
        down.filter_map(|vif| cx.model().vifs[*vif].router).collect()
    }

    /// Returns what the local gateway hears over a session.
    pub(super) fn heard(self, cx: &Context<'_>, vif: VifId) -> Vec<Advertised> {
        cx.network.bgp.learned_over(cx.model(), vif)
    }

    /// Returns the static routes to the VIF group, each with where it is written.
    pub(super) fn routes(self, cx: &Context<'_>) -> Vec<(Key, Vec<Prefix>)> {
        let routes = self.table.routes.iter().enumerate();
        let routes = routes.filter_map(|(at, route)| match route.target {
            LocalGatewayRouteTarget::VifGroup(_) => {
                let prefixes = match route.destination {
                    Destination::Prefix(prefix) => vec![prefix],
                    Destination::PrefixList(list) => cx.model().prefix_lists[list].prefixes.clone(),
                };
                Some((Key::item(self.id, "routes", at), prefixes))
            }
            LocalGatewayRouteTarget::NetworkInterface(_) => None,
        });
        routes.collect()
    }
}

/// Returns whether any of several prefixes covers another one.
pub(super) fn covered(by: &BTreeSet<Prefix>, prefix: Prefix) -> bool {
    let shorter =
        (0..=prefix.length()).filter_map(|length| Prefix::holding(prefix.network(), length));
    shorter.into_iter().any(|one| by.contains(&one))
}

/// Returns whether a part of a range is heard, or nobody can say.
pub(super) fn may_be_heard(cx: &Context<'_>, heard: &BTreeSet<Prefix>, range: Prefix) -> bool {
    // Prefixes are sorted by their first address, so that those inside a range follow it.
    let next = heard.range(range..).next();
    let inside = next.is_some_and(|one| range.covers(*one));
    let customer = cx.network.bgp.customer();
    covered(heard, range) || inside || customer.unstable_for(range.network()).is_some()
}

/// Names the first few of several prefixes.
pub(super) fn listed(prefixes: &[Prefix]) -> String {
    match prefixes {
        [] => "nothing".to_owned(),
        [only] => only.to_string(),
        [one, other] => format!("{one} and {other}"),
        [one, other, rest @ ..] => format!("{one}, {other} and {} more", rest.len()),
    }
}
