//! OP6006: a customer router that knows several equal ways to an Outpost and uses one.

use crate::{
    addr::Prefix,
    bgp::{
        Customer,
        control_plane::{Decision, LearnedBy, Lost, Path},
    },
    diagnostic::{Code, Severity},
    model::{NeighborAt, RouterId, VifGroupId},
    rules::{Check, Context, Findings, Rule},
};

use super::domain::domains;

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP6006",
        name: "idle-uplink",
        severity: Severity::Warning,
        page: "A customer router hears of an Outpost over several equal sessions and has no BGP multipath to use them all.",
        facts: &["BGP-06", "BGP-14"],
    },
    docs: page!("op6006_idle_uplink.md"),
    check: Check::Whole(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    let customer = cx.network.bgp.customer();
    for domain in domains(cx) {
        let announced = cx.network.bgp.announced(domain.id);
        let Some(prefix) = announced.first().map(|one| one.prefix) else { continue };
        if customer.unstable(prefix) {
            continue;
        }
        for router in cx.model().routers.ids().filter(|router| customer.speaks(*router)) {
            let Some(decision) = customer.decision(router, prefix) else { continue };
            let idle = idle(cx, domain.group, &decision);
            if !idle.is_empty() {
                report(cx, found, router, prefix, (&decision, &idle));
            }
        }
    }
}

/// Returns the paths from outside the AS that are as good as those that a router uses, and idle. A
/// reflector, which hears of them from inside, need not carry packets.
fn idle<'a>(cx: &Context<'_>, group: VifGroupId, decision: &'a Decision) -> Vec<&'a Path> {
    let Some(best) = decision.winners.first() else { return Vec::new() };
    let equal = decision.losers.iter().filter(|(path, lost)| {
        let tied = match lost {
            Lost::OtherAsPath | Lost::EnoughPaths | Lost::RouterId | Lost::PeerAddress => true,
            Lost::NextHop
            | Lost::NotOwn
            | Lost::LocalPreference
            | Lost::AsPathLength
            | Lost::Origin
            | Lost::Med
            | Lost::LearnedInside
            | Lost::InteriorCost
            | Lost::SameNextHop
            | Lost::ClusterListLength
            | Lost::Duplicate => false,
        };
        tied && path.next_hop != best.next_hop && path.as_path.last() == best.as_path.last()
    });
    let outside = |path: &Path| path.learned_by == LearnedBy::Ebgp;
    let fits = |path: &Path| outside(path) && is_uplink(cx, group, path);
    equal.map(|(path, _)| path).filter(|path| fits(path) && fits(best)).collect()
}

/// Returns whether a path comes from the Outpost itself or from a device that its uplinks end on. Routers
/// that are further away have no uplinks.
fn is_uplink(cx: &Context<'_>, group: VifGroupId, path: &Path) -> bool {
    let model = cx.model();
    let mut vifs = model.vif_groups[group].vifs.iter();
    match path.from.and_then(|end| cx.network.bgp.customer().neighbor(end)) {
        Some(NeighborAt::Vif(id)) => vifs.any(|vif| *vif == id),
        Some(NeighborAt::Router(id)) => {
            vifs.any(|vif| model.vifs[*vif].router.is_some_and(|one| model.one_device(one, id)))
        }
        Some(
            NeighborAt::ServiceLinkVif(_)
            | NeighborAt::VpnConnection(_)
            | NeighborAt::DirectConnectInterface(_),
        )
        | None => false,
    }
}

fn report(
    cx: &Context<'_>,
    found: &mut Findings,
    router: RouterId,
    prefix: Prefix,
    (decision, idle): (&Decision, &[&Path]),
) {
    let customer: &Customer = cx.network.bgp.customer();
    let names = |paths: &mut dyn Iterator<Item = &Path>| -> Vec<String> {
        let neighbors = paths.filter_map(|path| customer.neighbor(path.from?));
        neighbors.map(|at| name(cx, at)).collect()
    };
    let used = names(&mut decision.winners.iter());
    let idle_names = names(&mut idle.iter().copied());
    let all = decision.winners.len() + idle.len();
    let best = decision.winners.first();
    let relax = idle.iter().any(|path| best.is_some_and(|best| best.as_path != path.as_path));
    let help = if relax {
        format!("Write `multipath: {{ ebgp: {all}, relax_as_path: true }}` in its `bgp`.")
    } else {
        format!("Write `multipath: {all}` in its `bgp`, and configure it on the device.")
    };
    found
        .report(
            router,
            router,
            format!(
                "{} sends {prefix} by {} only, and {} is idle",
                cx.title(router),
                used.join(" and "),
                idle_names.join(" and ")
            ),
        )
        .because("The Outpost spreads what it sends over all of its uplinks; without multipath the other direction has one of them.")
        .help(help);
}

fn name(cx: &Context<'_>, at: NeighborAt) -> String {
    match at {
        NeighborAt::Router(id) => cx.name(id),
        NeighborAt::Vif(id) => cx.name(id),
        NeighborAt::ServiceLinkVif(id) => cx.name(id),
        NeighborAt::VpnConnection(id) => cx.name(id),
        NeighborAt::DirectConnectInterface(id) => cx.name(id),
    }
}
