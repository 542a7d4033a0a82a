//! Network interfaces: where packets start and arrive (PKT-S1 and PKT-I4).

use std::net::IpAddr;

use crate::{
    addr::Packet,
    forwarding::{
        Arrival, Arriving, Blocker, Cx, Memory, Move, Network, Note, Onward, Outcome, Reason,
        Sender, Session, Step, Stop, Translator, Way, What,
        filter::security_groups,
        hops::{appliance, endpoint},
        state::{end, go},
    },
    model::{
        InstanceState, Key, NetworkInterface, NetworkInterfaceId, Resolver, Service, VpcEndpointId,
        VpcEndpointState,
    },
};

/// Lets an interface send a packet.
pub(super) fn send(
    cx: Cx<'_>,
    id: NetworkInterfaceId,
    arrival: Arrival,
    steps: &mut Vec<Step>,
    memory: &mut Memory,
) -> Onward {
    let network = cx.network;
    let interface = &network.model.network_interfaces[id];
    let packet = arrival.packet;
    usable(cx, id, interface, steps)?;
    own_service(cx, id, interface, packet.destination)?;
    resolver(cx, interface, steps);
    security_groups(cx, id, Way::Out, arrival, steps, memory)?;
    if interface.source_dest_check && !interface.addresses.contains(&packet.source) {
        let message = format!("{} may not send from {}", network.name(id), packet.source);
        let key = Key::field(id, "source_dest_check");
        cx.block(steps, Blocker::new(Reason::SrcDstCheck, message).key(key))?;
    }
    let subnet = &network.model.subnets[interface.subnet];
    if subnet.prefixes.iter().any(|prefix| prefix.contains(packet.destination)) {
        cx.tell(steps, || {
            Step::passed("the destination is in the same subnet: no route table is asked")
                .facts(&["RT-07"])
                .key(interface.subnet)
        });
        let arriving = Arriving { same_subnet: true, ..Arriving::into(interface.subnet) };
        return go(Move::to(Stop::Arrive(arriving), packet));
    }
    go(Move::to(Stop::Route(interface.subnet, Sender::Interface(id)), packet))
}

/// Notes who resolves names for a sender on an Outpost, if the files say (facts SL-18 and SVC-12).
fn resolver(cx: Cx<'_>, interface: &NetworkInterface, steps: &mut Vec<Step>) {
    let model = &cx.network.model;
    let Some(outpost) = model.subnets[interface.subnet].outpost() else { return };
    if model.outposts[outpost].service_link.resolver.is_none() {
        return;
    }
    let name = cx.network.name(outpost);
    let (text, facts): (String, &[&'static str]) = match model.outposts[outpost]
        .service_link
        .resolver
    {
        None => return,
        Some(Resolver::Region) => (
            format!(
                "names are resolved in the Region: not while the service link of {name} is down"
            ),
            &["SL-18"],
        ),
        Some(Resolver::Local) => (
            format!(
                "{name} resolves names itself: local and cached ones also while its service link is down"
            ),
            &["SL-18", "SVC-12", "SVC-17"],
        ),
    };
    let key = Key::field(outpost, "service_link");
    cx.tell(steps, || Step::note(Note::NamesResolved, text).facts(facts).key(key));
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
    usable(cx, id, interface, steps)?;
    security_groups(cx, id, Way::In, arrival, steps, memory)?;
    let destination = arrival.packet.destination;
    let packet = arrival.packet;
    let takes = |instance| appliance::takes(cx, instance, packet);
    if interface.addresses.contains(&destination) && !interface.instance.is_some_and(takes) {
        return arrived(cx, id, packet, steps, memory);
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

/// Metadata, resolver, time, Windows activation, and the metadata of ECS tasks (fact SG-12).
const OWN_SERVICES: [[u8; 4]; 6] = [
    [169, 254, 169, 254],
    [169, 254, 169, 253],
    [169, 254, 169, 123],
    [169, 254, 169, 250],
    [169, 254, 169, 251],
    [169, 254, 170, 2],
];

/// Ends a path to what AWS itself answers inside a VPC: the resolver at the third address, and the
/// link-local services. No filter applies to them, and they are not modelled (fact SG-12).
fn own_service(
    cx: Cx<'_>,
    id: NetworkInterfaceId,
    interface: &NetworkInterface,
    destination: IpAddr,
) -> Onward<()> {
    let network = cx.network;
    let vpc = network.model.subnets[interface.subnet].vpc;
    let prefixes = network.model.vpcs[vpc].prefixes.iter();
    let mut resolvers = prefixes.filter(|prefix| !prefix.is_ipv6()).filter_map(|one| one.nth(2));
    let service = match destination {
        IpAddr::V4(address) => OWN_SERVICES.contains(&address.octets()),
        IpAddr::V6(address) => address.segments().starts_with(&[0xfd00, 0x0ec2]),
    };
    if !service && resolvers.all(|resolver| resolver != destination) {
        return Onward::Continue(());
    }
    let message = format!("AWS itself answers to {destination} inside {}", network.name(vpc));
    let help = "The resolver, instance metadata and time of a VPC are not modelled.";
    let blocker = Blocker::new(Reason::UnsupportedObject, message).facts(&["SG-12"]);
    end(blocker.help(help).key(id).unknown())
}

/// Ends a path where it was meant to; what a load balancer does next is a flow of its own.
fn arrived(
    cx: Cx<'_>,
    id: NetworkInterfaceId,
    packet: Packet,
    steps: &mut Vec<Step>,
    memory: &mut Memory,
) -> Onward {
    let network = cx.network;
    if let Some(endpoint) = network.endpoint_of(id) {
        // Security groups track what goes to a service here, whatever their rules (fact SG-10).
        let device = Translator::Endpoint(endpoint);
        memory.sessions.push(Session { device, original: packet, translated: packet });
        cx.tell(steps, || endpoint::policy(cx, endpoint));
    }
    if network.model.network_interfaces[id].service.is_some_and(Service::is_load_balancer) {
        let text = format!("what {} sends to its targets is a flow of its own", network.name(id));
        cx.tell(steps, || Step::note(Note::NotAnalysed, text).facts(&["TOP-48"]).key(id));
    }
    cx.tell(steps, || Step::new(What::Delivered).key(id));
    end(Outcome::Delivered)
}

/// Ends a path at an interface that is not in service.
fn usable(
    cx: Cx<'_>,
    id: NetworkInterfaceId,
    interface: &NetworkInterface,
    steps: &mut Vec<Step>,
) -> Onward<()> {
    let network = cx.network;
    network.whole([id.into(), interface.subnet.into()])?;
    let (message, help) = match interface.instance {
        _any if !interface.up => {
            (format!("{} is down", network.name(id)), "Let the place work that it stands in.")
        }
        Some(instance) => {
            network.whole([instance.into()])?;
            match network.model.instances[instance].state {
                InstanceState::Running => return Onward::Continue(()),
                InstanceState::Stopped => {
                    (format!("{} is stopped", network.name(instance)), "Start the instance.")
                }
            }
        }
        None if interface.requester_managed => match network.endpoint_of(id) {
            Some(endpoint) if !in_service(network, endpoint) => {
                let state = network.model.vpc_endpoints[endpoint].state.word();
                let message = format!("{} is {state}", network.name(endpoint));
                (message, "Finish creating the endpoint.")
            }
            Some(_) | None => return Onward::Continue(()),
        },
        None => {
            let message = format!("{} is not attached to an instance", network.name(id));
            (message, "Attach the interface to a running instance.")
        }
    };
    let blocker = Blocker::new(Reason::ComponentNotReady, message).help(help).facts(&[]);
    cx.block(steps, blocker.key(id))
}

fn in_service(network: &Network, id: VpcEndpointId) -> bool {
    network.model.vpc_endpoints[id].state == VpcEndpointState::Available
}
