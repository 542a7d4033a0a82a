//! The uplinks of a local gateway: virtual interfaces, sessions, learned prefixes (PKT-S5).

use std::{collections::BTreeMap, net::IpAddr};

use crate::{
    addr::Prefix,
    bgp::{Advertised, Session, SessionDown},
    forwarding::{
        Arrival, Blocker, Cx, Move, Onward, Reason, Step, Stop, Uplink, What,
        state::{end, go},
    },
    model::{
        Destination, LocalGatewayRouteTableId, LocalGatewayRouteTarget, RouterId, VifGroupId, VifId,
    },
};

/// Chooses the uplinks for a packet: the longest learned prefix, shared equally.
pub(super) fn choose(
    cx: Cx<'_>,
    (table, group): (LocalGatewayRouteTableId, VifGroupId),
    arrival: Arrival,
    steps: &mut Vec<Step>,
) -> Onward {
    let network = cx.network;
    let destination = arrival.packet.destination;
    network.whole([group.into()])?;
    let bounds = bounds(cx, table, group);
    let mut vifs: Vec<(VifId, Uplink)> = Vec::new();
    let mut lengths: BTreeMap<VifId, u8> = BTreeMap::new();
    for vif in &network.model.vif_groups[group].vifs {
        network.whole([(*vif).into()])?;
        let uplink = match network.bgp.session(*vif) {
            Session::Down(SessionDown::NoPeer) => return end(no_peer(cx, *vif)),
            Session::Down(why) => Uplink::Down(why),
            Session::Up(router) => {
                network.whole([router.into()])?;
                let learned = network.bgp.learned_over_for(&network.model, *vif, destination);
                stable(cx, router, destination, &learned)?;
                let uplink = offer(learned.iter().map(|one| one.prefix), &bounds);
                let length = |prefix| learned.iter().find(|one| one.prefix == prefix);
                if let Uplink::Used(prefix) = uplink {
                    lengths.extend(length(prefix).map(|one| (*vif, one.path.as_path)));
                }
                uplink
            }
        };
        vifs.push((*vif, uplink));
    }
    keep_longest(&mut vifs);
    let avoids = avoid(&mut vifs, |vif| network.model.vifs[vif].maintenance);
    let used = keep_shortest(&mut vifs, &lengths);
    let wider = wider(&vifs);
    let by_path = vifs.iter().any(|(_, uplink)| matches!(uplink, Uplink::LongerAsPath(_)));
    let mut facts = vec!["LGR-10", "BGP-06"];
    facts.extend(by_path.then_some("BGP-14"));
    facts.extend(avoids.then_some("PKT-40"));
    let all_down = vifs.iter().all(|(_, uplink)| matches!(uplink, Uplink::Down(_)));
    let silent = silent(cx, &vifs, destination);
    cx.tell(steps, || Step::new(What::Uplinks { vifs }).facts(&facts).key(group));
    if all_down {
        let message = format!("no session of {} is established", network.name(group));
        cx.block(steps, Blocker::new(Reason::BgpSessionDown, message).key(group))?;
        return all(cx, group, arrival);
    }
    if let (true, Some(wider)) = (used.is_empty(), wider) {
        return end(too_wide(cx, group, wider));
    }
    if used.is_empty() {
        let message = format!(
            "no customer device of {} announces a prefix that covers {destination}",
            network.name(group),
        );
        let blocker = Blocker::new(Reason::PrefixNotReceived, message).key(group);
        cx.block(steps, silent.map_or(blocker.clone(), |help| blocker.help(help)))?;
        return all(cx, group, arrival);
    }
    let moves = used.into_iter().map(|vif| Move::to(Stop::VifOut(vif), arrival.packet));
    Onward::Continue(moves.collect())
}

/// Says which device would announce the destination if its session were up.
fn silent(cx: Cx<'_>, vifs: &[(VifId, Uplink)], destination: IpAddr) -> Option<String> {
    let network = cx.network;
    let (vif, why, router, prefix) = vifs.iter().find_map(|(vif, uplink)| {
        let Uplink::Down(why) = uplink else { return None };
        let router = network.model.vifs[*vif].router?;
        let mut announced = network.model.routers[router].announce.iter();
        let prefix = announced.find(|prefix| prefix.contains(destination))?;
        Some((*vif, *why, router, *prefix))
    })?;
    Some(format!(
        "Bring up the BGP session of {}, over which {} would announce {prefix}: {}.",
        network.short(vif),
        network.name(router),
        why.words(),
    ))
}

/// Goes on over every uplink that has a customer device: the intended way past uplinks that are down.
fn all(cx: Cx<'_>, group: VifGroupId, arrival: Arrival) -> Onward {
    let vifs = cx.network.model.vif_groups[group].vifs.iter();
    let with_device = vifs.filter(|vif| cx.network.model.vifs[**vif].router.is_some());
    let moves: Vec<Move> =
        with_device.map(|vif| Move::to(Stop::VifOut(*vif), arrival.packet)).collect();
    if moves.is_empty() {
        let message = format!("{} has no virtual interface", cx.network.name(group));
        return end(Blocker::new(Reason::BgpSessionDown, message).key(group).dropped());
    }
    Onward::Continue(moves)
}

/// Returns the destinations of the static routes to a VIF group: they bound what BGP may announce
/// (fact LGR-10).
fn bounds(cx: Cx<'_>, table: LocalGatewayRouteTableId, group: VifGroupId) -> Vec<Prefix> {
    let model = &cx.network.model;
    let routes = model.local_gateway_route_tables[table].routes.iter();
    let to_group = routes.filter(|route| route.target == LocalGatewayRouteTarget::VifGroup(group));
    to_group
        .flat_map(|route| match route.destination {
            Destination::Prefix(prefix) => vec![prefix],
            Destination::PrefixList(list) => model.prefix_lists[list].prefixes.clone(),
        })
        .collect()
}

/// Returns what a session offers: the longest prefix within the bounds, or a default (LGR-10).
fn offer(covering: impl Iterator<Item = Prefix>, bounds: &[Prefix]) -> Uplink {
    let within =
        |prefix: &Prefix| prefix.length() == 0 || bounds.iter().any(|bound| bound.covers(*prefix));
    let (usable, wider): (Vec<Prefix>, Vec<Prefix>) = covering.partition(within);
    let longest = |prefixes: Vec<Prefix>| prefixes.into_iter().max_by_key(|prefix| prefix.length());
    match (longest(usable), longest(wider)) {
        (Some(prefix), _) => Uplink::Used(prefix),
        (None, Some(prefix)) => Uplink::TooWide(prefix),
        (None, None) => Uplink::NotCovered,
    }
}

/// Marks uplinks with a shorter prefix than the best.
fn keep_longest(vifs: &mut [(VifId, Uplink)]) {
    let best = vifs.iter().filter_map(|(_, uplink)| used(*uplink)).map(Prefix::length).max();
    for (_, uplink) in vifs {
        if let Some(prefix) = used(*uplink).filter(|prefix| Some(prefix.length()) < best) {
            *uplink = Uplink::ShorterPrefix(prefix);
        }
    }
}

/// Marks uplinks whose network device is in maintenance, if another one offers the same; returns whether
/// there are any (fact PKT-40).
fn avoid(vifs: &mut [(VifId, Uplink)], maintained: impl Fn(VifId) -> bool) -> bool {
    let mut offers = vifs.iter().filter(|(_, uplink)| used(*uplink).is_some());
    let others = offers.any(|(vif, _)| !maintained(*vif));
    let mut any = false;
    for (vif, uplink) in vifs {
        if let Some(prefix) = used(*uplink).filter(|_| others && maintained(*vif)) {
            *uplink = Uplink::Maintenance(prefix);
            any = true;
        }
    }
    any
}

/// Marks uplinks with a longer AS path than the best, and returns those that are used (fact BGP-14).
fn keep_shortest(vifs: &mut [(VifId, Uplink)], lengths: &BTreeMap<VifId, u8>) -> Vec<VifId> {
    let length = |vif: VifId| lengths.get(&vif).copied().unwrap_or(0);
    let offers = vifs.iter().filter(|(_, uplink)| used(*uplink).is_some());
    let best = offers.map(|(vif, _)| length(*vif)).min();
    let mut left = Vec::new();
    for (vif, uplink) in vifs {
        match used(*uplink) {
            Some(prefix) if Some(length(*vif)) > best => *uplink = Uplink::LongerAsPath(prefix),
            Some(_) => left.push(*vif),
            None => {}
        }
    }
    left
}

/// Returns an uplink with a prefix that is larger than the routes to the group.
fn wider(vifs: &[(VifId, Uplink)]) -> Option<(VifId, Prefix)> {
    vifs.iter().find_map(|(vif, uplink)| match uplink {
        Uplink::TooWide(prefix) => Some((*vif, *prefix)),
        Uplink::Used(_)
        | Uplink::ShorterPrefix(_)
        | Uplink::LongerAsPath(_)
        | Uplink::Maintenance(_)
        | Uplink::NotCovered
        | Uplink::Down(_) => None,
    })
}

/// Returns the prefix of an uplink that takes part.
fn used(uplink: Uplink) -> Option<Prefix> {
    match uplink {
        Uplink::Used(prefix) => Some(prefix),
        Uplink::ShorterPrefix(_)
        | Uplink::LongerAsPath(_)
        | Uplink::Maintenance(_)
        | Uplink::TooWide(_)
        | Uplink::NotCovered
        | Uplink::Down(_) => None,
    }
}

/// Ends a path at what a router announces, if nobody can say what that is.
fn stable(cx: Cx<'_>, router: RouterId, destination: IpAddr, learned: &[Advertised]) -> Onward<()> {
    let customer = cx.network.bgp.customer();
    let longest = learned.iter().map(|one| one.prefix.length()).max();
    let doubtful = customer.unstable_for(destination).filter(|_| customer.speaks(router));
    match doubtful.filter(|prefix| Some(prefix.length()) >= longest) {
        Some(prefix) => end(super::unstable(cx, router, prefix)),
        None => Onward::Continue(()),
    }
}

/// Ends a path that only an announcement larger than the static route would carry. AWS asks for
/// one that is not, and says nothing of what happens otherwise (fact LGR-10).
fn too_wide(
    cx: Cx<'_>,
    group: VifGroupId,
    (vif, prefix): (VifId, Prefix),
) -> crate::forwarding::Outcome {
    let network = cx.network;
    let message = format!(
        "{prefix}, which is announced over {}, is larger than every static route to {}, and AWS \
         does not say whether it is used",
        network.name(vif),
        network.name(group),
    );
    let help = "Announce a prefix equal to or inside a route to the VIF group, or a default; or \
                widen the route.";
    let blocker = Blocker::new(Reason::UnmodelledState, message).facts(&["LGR-10"]);
    blocker.help(help).key(vif).key(group).unknown()
}

fn no_peer(cx: Cx<'_>, vif: VifId) -> crate::forwarding::Outcome {
    let message = format!("the input names no customer device behind {}", cx.network.name(vif));
    let help = "Add `peer` to the virtual interface.";
    Blocker::new(Reason::LeftModel, message).help(help).key(vif).unknown()
}

/// Leaves the Outpost over a virtual interface.
pub(super) fn leave(cx: Cx<'_>, vif: VifId, arrival: Arrival, steps: &mut Vec<Step>) -> Onward {
    let router = match cx.network.bgp.session(vif) {
        Session::Up(router) => {
            cx.tell(steps, || {
                Step::passed("the session is established").facts(&["BGP-01"]).key(vif)
            });
            Some(router)
        }
        Session::Down(_) => cx.network.model.vifs[vif].router,
    };
    let router = router.expect("invariant: only uplinks with a customer device are chosen");
    go(Move { on_premises: true, ..Move::to(Stop::Router(router), arrival.packet) })
}
