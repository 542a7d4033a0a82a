//! The service link between an Outpost and its Region (rulebook section 6).

use crate::{
    forwarding::{Arrival, Blocker, Cx, Left, Location, Onward, Reason, Step, state::end},
    model::{Key, OutpostId},
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
    }
    let words = if toward_outpost {
        arrival.location = Location::Outpost(outpost);
        "the service link is up: the packet crosses from the Region to the Outpost"
    } else {
        arrival.location = Location::Region;
        arrival.left = Some(Left { outpost, through_internet_gateway: false });
        "the service link is up: the packet crosses from the Outpost to the Region"
    };
    steps.push(Step::passed(words).facts(&["SL-01", "SL-09"]).key(outpost).mtu(MTU));
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
