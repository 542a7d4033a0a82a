//! OP6005: customer routers that keep to a network device which asks to be avoided.

use std::collections::BTreeSet;

use crate::{
    addr::Prefix,
    bgp::{
        Customer,
        control_plane::{Decision, Lost, Path},
    },
    diagnostic::{Code, Severity},
    model::{Model, NeighborAt, RouteMapSet, RouterId, VifId},
    rules::{Check, Context, Findings, Rule},
    scenario::{Change, apply_all},
};

use super::domain::{Domain, domains};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP6005",
        name: "longer-path-preferred",
        severity: Severity::Warning,
        page: "While an Outpost network device announces with a longer AS path, a customer router goes on to send to it.",
        facts: &["BGP-07", "BGP-14"],
    },
    docs: page!("op6005_longer_path_preferred.md"),
    check: Check::Whole(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    if !some_policy_decides(cx.model()) {
        return;
    }
    let asked: Vec<Asked<'_>> = domains(cx).filter_map(|domain| asked(cx, domain)).collect();
    let mut told = BTreeSet::new();
    let most = asked.iter().map(|one| one.vifs.len()).max().unwrap_or(0);
    // One network device of every Outpost at a time.
    for round in 0..most {
        let now: Vec<(VifId, &Asked<'_>)> =
            asked.iter().filter_map(|one| Some((*one.vifs.get(round)?, one))).collect();
        let changes: Vec<Change> =
            now.iter().map(|(vif, one)| maintenance(cx, *vif, one)).collect();
        let model = apply_all(cx.model(), &changes);
        let bgp = cx.network.bgp.update(cx.model(), &model);
        for (vif, one) in &now {
            if told.contains(&one.domain.id) {
                continue;
            }
            if let Some(ignores) = ignored_by(cx.model(), bgp.customer(), one.prefix) {
                told.insert(one.domain.id);
                report(cx, found, *vif, one.prefix, &ignores);
            }
        }
    }
}

/// A routing domain with several sessions, at least one of them with a router that speaks BGP.
struct Asked<'a> {
    domain: Domain<'a>,
    vifs: Vec<VifId>,
    /// What it announces, one for all.
    prefix: Prefix,
}

fn asked<'a>(cx: &Context<'a>, domain: Domain<'a>) -> Option<Asked<'a>> {
    let prefix = cx.network.bgp.announced(domain.id).first()?.prefix;
    let sessions = domain.sessions(cx)?;
    let speaks = |router: &RouterId| cx.network.bgp.customer().speaks(*router);
    let some = sessions.iter().any(|(_, router)| speaks(router));
    let mut vifs: Vec<VifId> = sessions.into_iter().map(|(vif, _)| vif).collect();
    // Domains of one Outpost share its network devices.
    vifs.sort_by_key(|vif| &cx.model().vifs[*vif].lag);
    (vifs.len() > 1 && some).then_some(Asked { domain, vifs, prefix })
}

fn maintenance(cx: &Context<'_>, vif: VifId, asked: &Asked<'_>) -> Change {
    let gateway = asked.domain.table.local_gateway;
    Change::Maintenance { gateway, lag: cx.model().vifs[vif].lag.clone(), begins: true }
}

/// Returns whether a policy of any router sets what is compared before AS paths, or makes them longer:
/// without one every router of the customer prefers the shorter path.
fn some_policy_decides(model: &Model) -> bool {
    let sets = model.route_maps.values().flat_map(|map| &map.entries).flat_map(|entry| &entry.sets);
    sets.into_iter().any(|set| match set {
        RouteMapSet::LocalPreference(_) | RouteMapSet::Prepend(_) => true,
        RouteMapSet::Med(_)
        | RouteMapSet::AddCommunities(_)
        | RouteMapSet::RemoveCommunities(_)
        | RouteMapSet::NextHopSelf => false,
    })
}

/// A router that sends to a network device in maintenance.
struct Ignores {
    router: RouterId,
    /// The neighbor that the path comes from which it uses.
    used: Option<NeighborAt>,
    /// The neighbor that the path comes from which it should use.
    better: Option<NeighborAt>,
    why: Lost,
}

/// Returns a router that keeps to a network device in maintenance.
fn ignored_by(model: &Model, customer: &Customer, prefix: Prefix) -> Option<Ignores> {
    if customer.unstable(prefix) {
        return None;
    }
    let speaking = model.routers.ids().filter(|router| customer.speaks(*router));
    let mut found = speaking.filter_map(|router| {
        let decision = customer.decision(router, prefix)?;
        ignored(customer, router, &decision)
    });
    found.next()
}

/// Looks for a path that a router does not use, although it leads to the same Outpost by fewer ASes.
fn ignored(customer: &Customer, router: RouterId, decision: &Decision) -> Option<Ignores> {
    let used = decision.winners.iter().max_by_key(|path| length(path))?;
    let (better, why) = decision.losers.iter().find(|(path, lost)| {
        let usable = !matches!(lost, Lost::NextHop | Lost::NotOwn);
        let same = path.as_path.last() == used.as_path.last();
        usable && same && lengthened(path) < lengthened(used) && length(path) < length(used)
    })?;
    let neighbor = |path: &Path| path.from.and_then(|end| customer.neighbor(end));
    Some(Ignores { router, used: neighbor(used), better: neighbor(better), why: *why })
}

/// Returns how often the number of the Outpost stands at the end of an AS path: more than once if AWS made
/// the path longer (fact BGP-07).
fn lengthened(path: &Path) -> usize {
    let outpost = path.as_path.last();
    path.as_path.iter().rev().take_while(|asn| Some(*asn) == outpost).count()
}

/// Returns the length of an AS path as AWS made it: what the customer's ASes put in front more than once
/// does not count.
fn length(path: &Path) -> usize {
    let outpost = path.as_path.last();
    let mut before = None;
    let counted = path.as_path.iter().filter(|asn| {
        let again = before == Some(**asn) && Some(*asn) != outpost;
        before = Some(**asn);
        !again
    });
    counted.count()
}

fn report(cx: &Context<'_>, found: &mut Findings, vif: VifId, prefix: Prefix, it: &Ignores) {
    let name = |at: Option<NeighborAt>| match at {
        None => "itself".to_owned(),
        Some(NeighborAt::Router(id)) => cx.title(id),
        Some(NeighborAt::Vif(id)) => cx.title(id),
        Some(NeighborAt::ServiceLinkVif(id)) => cx.title(id),
        Some(NeighborAt::VpnConnection(id)) => cx.title(id),
        Some(NeighborAt::DirectConnectInterface(id)) => cx.title(id),
    };
    let because = format!(
        "It uses what it hears from {}; what it hears from {} leads there by a shorter AS path and loses, as {}.",
        name(it.used),
        name(it.better),
        it.why.words()
    );
    let help = if it.why == Lost::AsPathLength {
        "Take the `prepend` out of the route maps on the way from the Outpost: it hides what AWS prepends."
    } else {
        "Take the local preference out of the route maps for what the Outpost announces, and let the AS path decide."
    };
    found
        .report(
            it.router,
            it.router,
            format!(
                "{} goes on to send {prefix} to {} while AWS asks to avoid it",
                cx.title(it.router),
                cx.title(vif)
            ),
        )
        .related(vif, "the network device behind it is in maintenance")
        .because(because)
        .help(help);
}
