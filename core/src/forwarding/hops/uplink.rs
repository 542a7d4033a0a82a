//! The uplinks of a local gateway: virtual interfaces, sessions, learned prefixes (PKT-S5).

use crate::{
    addr::Prefix,
    bgp::{Session, SessionDown},
    forwarding::{
        Arrival, Blocker, Cx, Move, Onward, Reason, Step, Stop, Uplink, What,
        state::{end, go},
    },
    model::{VifGroupId, VifId},
};

/// Chooses the uplinks for a packet: the longest learned prefix, shared equally.
pub(super) fn choose(
    cx: Cx<'_>,
    group: VifGroupId,
    arrival: Arrival,
    steps: &mut Vec<Step>,
) -> Onward {
    let network = cx.network;
    let destination = arrival.packet.destination;
    network.whole([group.into()])?;
    let mut vifs: Vec<(VifId, Uplink)> = Vec::new();
    for vif in &network.model.vif_groups[group].vifs {
        network.whole([(*vif).into()])?;
        let covers = |prefix: &&Prefix| prefix.contains(destination);
        let uplink = match network.bgp.session(*vif) {
            Session::Down(SessionDown::NoPeer) => return end(no_peer(cx, *vif)),
            Session::Down(why) => Uplink::Down(why),
            Session::Up(router) => {
                network.whole([router.into()])?;
                let learned = network.bgp.learned_over(&network.model, *vif).iter();
                let best = learned.filter(covers).max_by_key(|prefix| prefix.length());
                best.map_or(Uplink::NotCovered, |prefix| Uplink::Used(*prefix))
            }
        };
        vifs.push((*vif, uplink));
    }
    let used = keep_longest(&mut vifs);
    let all_down = vifs.iter().all(|(_, uplink)| matches!(uplink, Uplink::Down(_)));
    steps.push(Step::new(What::Uplinks { vifs }).facts(&["LGR-10", "BGP-06"]).key(group));
    if all_down {
        let message = format!("no session of {} is established", network.name(group));
        return end(Blocker::new(Reason::BgpSessionDown, message).key(group).dropped());
    }
    if used.is_empty() {
        let message = format!(
            "no customer device of {} announces a prefix that covers {destination}",
            network.name(group),
        );
        return end(Blocker::new(Reason::PrefixNotReceived, message).key(group).dropped());
    }
    let moves = used.into_iter().map(|vif| Move::to(Stop::VifOut(vif), arrival.packet));
    Onward::Continue(moves.collect())
}

/// Marks uplinks with a shorter prefix than the best, and returns those that are used.
fn keep_longest(vifs: &mut [(VifId, Uplink)]) -> Vec<VifId> {
    let length = |uplink: &Uplink| match uplink {
        Uplink::Used(prefix) => Some(prefix.length()),
        Uplink::ShorterPrefix(_) | Uplink::NotCovered | Uplink::Down(_) => None,
    };
    let best = vifs.iter().filter_map(|(_, uplink)| length(uplink)).max();
    let mut used = Vec::new();
    for (vif, uplink) in vifs {
        match *uplink {
            Uplink::Used(prefix) if Some(prefix.length()) < best => {
                *uplink = Uplink::ShorterPrefix(prefix);
            }
            Uplink::Used(_) => used.push(*vif),
            Uplink::ShorterPrefix(_) | Uplink::NotCovered | Uplink::Down(_) => {}
        }
    }
    used
}

fn no_peer(cx: Cx<'_>, vif: VifId) -> crate::forwarding::Outcome {
    let message = format!("the input names no customer device behind {}", cx.network.name(vif));
    let help = "Add `peer` to the virtual interface.";
    Blocker::new(Reason::LeftModel, message).help(help).key(vif).unknown()
}

/// Leaves the Outpost over a virtual interface.
pub(super) fn leave(cx: Cx<'_>, vif: VifId, arrival: Arrival, steps: &mut Vec<Step>) -> Onward {
    let Session::Up(router) = cx.network.bgp.session(vif) else {
        unreachable!("invariant: only uplinks with a session are chosen")
    };
    steps.push(Step::passed("the session is established").facts(&["BGP-01"]).key(vif));
    go(Move { on_premises: true, ..Move::to(Stop::Router(router), arrival.packet) })
}
