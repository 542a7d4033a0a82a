//! The service link between an Outpost and its Region (rulebook section 6).

use crate::{
    bgp::{Session, SessionDown, service_link_session},
    forwarding::{
        Arrival, Blocker, Carried, Cx, Failure, Left, Location, Move, Onward, Outcome, Reason,
        Step, Stop, What, state::end,
    },
    model::{Connectivity, Key, Link, OutpostId},
};

/// The largest packet between an Outpost instance and the Region (fact SL-09).
const MTU: u32 = 1300;

/// Takes a packet over the service link of an Outpost, in the direction that its location says.
pub(in crate::forwarding) fn cross(
    cx: Cx<'_>,
    outpost: OutpostId,
    arrival: &mut Arrival,
    steps: &mut Vec<Step>,
) -> Onward<()> {
    let network = cx.network;
    network.whole([outpost.into()])?;
    if arrival.packet.is_ipv6() {
        let message = "the service link does not carry IPv6";
        return end(Blocker::new(Reason::Ipv6Unsupported, message).key(outpost).dropped());
    }
    let toward_outpost = arrival.location == Location::Region;
    if toward_outpost {
        not_from_another_outpost(cx, outpost, arrival)?;
    }
    if !network.model.outposts[outpost].service_link.up {
        let message = format!("the service link of {} is down", network.name(outpost));
        let key = Key::field(outpost, "service_link");
        cx.block(steps, Blocker::new(Reason::ServiceLinkDown, message).key(key))?;
    } else {
        by_its_path(cx, outpost, steps)?;
    }
    let words = if toward_outpost {
        arrival.location = Location::Outpost(outpost);
        "the service link is up: the packet crosses from the Region to the Outpost"
    } else {
        arrival.location = Location::Region;
        arrival.left = Some(Left { outpost, through_internet_gateway: false });
        "the service link is up: the packet crosses from the Outpost to the Region"
    };
    cx.tell(steps, || Step::passed(words).facts(&["SL-01", "SL-09"]).key(outpost).mtu(MTU));
    Onward::Continue(())
}

/// Ends a path that left another Outpost and met no on-premises node since.
fn not_from_another_outpost(cx: Cx<'_>, outpost: OutpostId, arrival: &Arrival) -> Onward<()> {
    let Some(left) = arrival.left.filter(|left| left.outpost != outpost) else {
        return Onward::Continue(());
    };
    let network = cx.network;
    let (from, to) = (network.name(left.outpost), network.name(outpost));
    if left.through_internet_gateway {
        let message = format!("{from} reaches {to} by public addresses through internet gateways");
        let blocker = Blocker::new(Reason::UnmodelledState, message).facts(&["UNK-16"]);
        return end(blocker.key(left.outpost).key(outpost).unknown());
    }
    let message =
        format!("the packet came from {from} through the Region; AWS blocks it toward {to}");
    let blocker = Blocker::new(Reason::OutpostRegionHairpinBlocked, message);
    end(blocker.key(left.outpost).key(outpost).dropped())
}

/// Ends a path at a service link that the customer's network does not carry to its anchors, if the
/// files describe that way.
fn by_its_path(cx: Cx<'_>, outpost: OutpostId, steps: &mut Vec<Step>) -> Onward<()> {
    let network = cx.network;
    let key = Key::field(outpost, "service_link");
    let Some(found) = network.service_link_path(outpost) else { return Onward::Continue(()) };
    for object in &found.unfiltered {
        cx.tell(steps, || Step::new(What::NoFilters(*object)).facts(&["TOP-01"]).key(*object));
    }
    let facts = facts(cx, outpost);
    match &found.carried {
        Carried::Complete => {
            let words = "the customer's network carries it to its anchors and back";
            cx.tell(steps, || Step::passed(words).facts(facts).facts(&found.assumed).key(key));
        }
        Carried::Open(_) => {
            let words = "its way to the anchors is not known to the end; it is taken to be up";
            cx.tell(steps, || {
                Step::passed(words).facts(&["TOP-34"]).facts(&found.assumed).key(key)
            });
        }
        Carried::Unfit(failure, fact) => {
            let message = format!(
                "nobody can say whether the service link of {} is up: {}",
                network.name(outpost),
                failure.why,
            );
            let blocker = Blocker::new(Reason::UnmodelledState, message).facts(&[*fact]);
            return end(because(blocker, failure, &found.assumed).key(key).unknown());
        }
        Carried::Partly(failure) => {
            let message = format!(
                "the service link of {} reaches its anchors with a part of its connections only, {}",
                network.name(outpost),
                failure.why,
            );
            let blocker = Blocker::new(Reason::UnmodelledState, message).facts(&["TOP-80"]);
            return end(because(blocker, failure, &found.assumed).key(key).unknown());
        }
        Carried::Broken(failure) => {
            let message = format!(
                "the service link of {} is down: it does not reach its anchors, {}",
                network.name(outpost),
                failure.why,
            );
            let blocker = Blocker::new(Reason::ServiceLinkDown, message).facts(facts);
            cx.block(steps, because(blocker, failure, &found.assumed).key(key))?;
        }
    }
    Onward::Continue(())
}

/// Says where to look, and what else the answer takes for granted.
fn because(mut blocker: Blocker, failure: &Failure, assumed: &[&'static str]) -> Blocker {
    blocker.facts.extend(assumed);
    blocker.help(format!("`outpath trace` with '{}' shows its way.", failure.flow))
}

/// Returns what the way of a service link rests on: public addresses, or a VPC behind Direct Connect.
fn facts(cx: Cx<'_>, outpost: OutpostId) -> &'static [&'static str] {
    match cx.network.model.outposts[outpost].service_link.connectivity {
        Some(Connectivity::Public) => &["SL-01", "SL-03"],
        Some(Connectivity::Private) => &["SL-01", "SL-04"],
        None => &["SL-01"],
    }
}

/// Lets a service link send toward its anchors: over the uplinks with the longest announced prefix.
pub(super) fn send(
    cx: Cx<'_>,
    outpost: OutpostId,
    arrival: Arrival,
    steps: &mut Vec<Step>,
) -> Onward {
    let network = cx.network;
    network.whole([outpost.into()])?;
    let destination = arrival.packet.destination;
    let vifs = network.model.service_link_vifs.iter().filter(|(_, vif)| vif.outpost == outpost);
    let vifs: Vec<_> = vifs.map(|(id, _)| id).collect();
    vifs.iter().try_for_each(|id| network.whole([(*id).into()]))?;
    let session = |id| service_link_session(&network.model, id);
    let unknown = |id: &_| session(*id) == Session::Down(SessionDown::NoPeer);
    if vifs.is_empty() || vifs.iter().any(unknown) {
        let message =
            format!("the input does not say what {} is connected to", network.name(outpost));
        let help = "Add `vifs` to the service link, each with its `peer`.";
        return end(Blocker::new(Reason::LeftModel, message).help(help).key(outpost).unknown());
    }
    let offers = vifs.iter().filter_map(|id| {
        let link = Link::ServiceLink(*id);
        let heard = network.bgp.heard().longest(&network.model, link, destination)?;
        // The longest prefix first, then a device that is not in maintenance, then the shorter path.
        let maintained = network.model.service_link_vifs[*id].maintenance;
        let rank = (std::cmp::Reverse(heard.prefix.length()), maintained, heard.path.as_path);
        Some((rank, *id))
    });
    let offers: Vec<_> = offers.collect();
    let best = offers.iter().map(|(rank, _)| *rank).min();
    let used = offers.into_iter().filter(|(rank, _)| Some(*rank) == best);
    let moves: Vec<Move> = used
        .map(|(_, id)| Move::to(Stop::LinkOut(Link::ServiceLink(id)), arrival.packet))
        .collect();
    if moves.is_empty() {
        let down = vifs.iter().all(|id| matches!(session(*id), Session::Down(_)));
        let (reason, what) = if down {
            (Reason::BgpSessionDown, "no session of it is established".to_owned())
        } else {
            (
                Reason::PrefixNotReceived,
                format!("no device announces a prefix that covers {destination}"),
            )
        };
        let message = format!("the service link of {} goes nowhere: {what}", network.name(outpost));
        let blocker = Blocker::new(reason, message).facts(&["SL-11", "SL-20"]);
        return end(blocker.key(outpost).dropped());
    }
    let words = "the service link leaves by the uplinks whose devices announce its anchors";
    cx.tell(steps, || Step::passed(words).facts(&["SL-01", "SL-11"]).key(outpost));
    Onward::Continue(moves)
}

/// Lets a service link receive from the customer's network.
pub(super) fn receive(
    cx: Cx<'_>,
    outpost: OutpostId,
    arrival: Arrival,
    steps: &mut Vec<Step>,
) -> Onward {
    let network = cx.network;
    network.whole([outpost.into()])?;
    let destination = arrival.packet.destination;
    let blocks = &network.model.outposts[outpost].service_link.blocks;
    if !blocks.iter().any(|block| block.contains(destination)) {
        let message =
            format!("{destination} is no address of the service link of {}", network.name(outpost));
        return end(Blocker::new(Reason::NoSuchHost, message).key(outpost).dropped());
    }
    cx.tell(steps, || Step::new(What::Delivered).key(outpost));
    end(Outcome::Delivered)
}
