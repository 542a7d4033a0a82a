//! Network interfaces: where packets start and arrive (PKT-S1 and PKT-I4).

use crate::{
    forwarding::{
        Arrival, Arriving, Blocker, Cx, Move, Onward, Outcome, Reason, Sender, Step, Stop, What,
        state::{end, go},
    },
    model::{InstanceState, Key, NetworkInterface, NetworkInterfaceId},
};

/// Lets an interface send a packet.
pub(super) fn send(
    cx: Cx<'_>,
    id: NetworkInterfaceId,
    arrival: Arrival,
    steps: &mut Vec<Step>,
) -> Onward {
    let network = cx.network;
    let interface = &network.model.network_interfaces[id];
    let packet = arrival.packet;
    usable(cx, id, interface)?;
    filters(cx, id, interface, steps)?;
    if interface.source_dest_check && !interface.addresses.contains(&packet.source) {
        let message = format!("{} may not send from {}", network.name(id), packet.source);
        return end(Blocker::new(Reason::SrcDstCheck, message).key(id).dropped());
    }
    let subnet = &network.model.subnets[interface.subnet];
    if subnet.prefixes.iter().any(|prefix| prefix.contains(packet.destination)) {
        steps.push(
            Step::passed("the destination is in the same subnet: no route table is asked")
                .facts(&["RT-07"])
                .key(interface.subnet),
        );
        let arriving = Arriving { same_subnet: true, ..Arriving::into(interface.subnet) };
        return go(Move::to(Stop::Arrive(arriving), packet));
    }
    go(Move::to(Stop::Route(interface.subnet, Sender::Interface(id)), packet))
}

/// Lets an interface receive a packet.
pub(super) fn receive(
    cx: Cx<'_>,
    id: NetworkInterfaceId,
    arrival: Arrival,
    steps: &mut Vec<Step>,
) -> Onward {
    let network = cx.network;
    let interface = &network.model.network_interfaces[id];
    usable(cx, id, interface)?;
    filters(cx, id, interface, steps)?;
    let destination = arrival.packet.destination;
    if interface.addresses.contains(&destination) {
        steps.push(Step::new(What::Delivered).key(id));
        return end(Outcome::Delivered);
    }
    if interface.source_dest_check {
        let message = format!(
            "{} refuses a packet for {destination}: its source/destination check is on",
            network.name(id),
        );
        let key = Key::field(id, "source_dest_check");
        return end(Blocker::new(Reason::SrcDstCheck, message).key(key).dropped());
    }
    let message = format!(
        "{} takes a packet for {destination}; what its operating system does with it is not judged yet",
        network.name(id),
    );
    end(Blocker::new(Reason::UnsupportedObject, message).key(id).unknown())
}

/// Ends a path at an interface that is not in service.
fn usable(cx: Cx<'_>, id: NetworkInterfaceId, interface: &NetworkInterface) -> Onward<()> {
    let network = cx.network;
    network.whole([id.into(), interface.subnet.into()])?;
    let message = match interface.instance {
        Some(instance) => {
            network.whole([instance.into()])?;
            match network.model.instances[instance].state {
                InstanceState::Running => return Onward::Continue(()),
                InstanceState::Stopped => format!("{} is stopped", network.name(instance)),
            }
        }
        None if interface.requester_managed => return Onward::Continue(()),
        None => format!("{} is not attached to an instance", network.name(id)),
    };
    end(Blocker::new(Reason::ComponentNotReady, message).key(id).dropped())
}

/// Ends a path at security groups that are given: they are not judged yet.
fn filters(
    cx: Cx<'_>,
    id: NetworkInterfaceId,
    interface: &NetworkInterface,
    steps: &mut Vec<Step>,
) -> Onward<()> {
    let Some(group) = interface.security_groups.first() else {
        steps.push(Step::new(What::NoFilters(id.into())).facts(&["TOP-01"]).key(id));
        return Onward::Continue(());
    };
    let network = cx.network;
    let message = format!(
        "{} filters for {}, and security groups are not judged yet",
        network.name(*group),
        network.name(id),
    );
    end(Blocker::new(Reason::UnsupportedObject, message).key(*group).unknown())
}
