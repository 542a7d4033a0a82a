//! Network interfaces: where packets start and arrive (PKT-S1 and PKT-I4).

use crate::{
    forwarding::{
        Arrival, Arriving, Blocker, Cx, Memory, Move, Onward, Outcome, Reason, Sender, Step, Stop,
        What,
        hops::appliance,
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
        let key = Key::field(id, "source_dest_check");
        cx.block(steps, Blocker::new(Reason::SrcDstCheck, message).key(key))?;
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
    memory: &mut Memory,
) -> Onward {
    let network = cx.network;
    let interface = &network.model.network_interfaces[id];
    usable(cx, id, interface)?;
    filters(cx, id, interface, steps)?;
    let destination = arrival.packet.destination;
    let packet = arrival.packet;
    let takes = |instance| appliance::takes(cx, instance, packet);
    if interface.addresses.contains(&destination) && !interface.instance.is_some_and(takes) {
        steps.push(Step::new(What::Delivered).key(id));
        return end(Outcome::Delivered);
    }
    let forwards = interface.instance.and_then(|instance| {
        network.model.instances[instance].forwards.as_ref().map(|how| (instance, how))
    });
    if interface.source_dest_check && !interface.addresses.contains(&destination) {
        let message = format!(
            "{} refuses a packet for {destination}: its source/destination check is on",
            network.name(id),
        );
        let key = Key::field(id, "source_dest_check");
        let blocker = Blocker::new(Reason::SrcDstCheck, message).key(key);
        if forwards.is_none() {
            return end(blocker.dropped());
        }
        cx.block(steps, blocker)?;
    }
    let Some((instance, how)) = forwards else {
        let message = format!(
            "{} takes a packet for {destination}; the input does not say that its instance forwards it",
            network.name(id),
        );
        let help = "Add `forwards: true` to the instance if it is an appliance.";
        return end(Blocker::new(Reason::UnsupportedObject, message).help(help).key(id).unknown());
    };
    appliance::forward(cx, (instance, id), how, arrival, steps, memory)
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
