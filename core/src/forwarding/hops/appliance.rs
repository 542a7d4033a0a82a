//! Instances that forward what is not addressed to them: routers, firewalls, NAT instances.

use std::{collections::BTreeSet, net::IpAddr};

use crate::{
    addr::{Packet, PortRange},
    forwarding::{
        Arrival, Blocker, Cx, Memory, Move, Note, Onward, Reason, Session, Step, Stop, Translator,
        What,
        session::restore,
        state::{end, go},
    },
    model::{Appliance, InstanceId, Key, NetworkInterfaceId},
};

/// Returns the appliance that takes a packet even though the interface has its destination: a reply
/// of a connection that it translated, or a destination that it rewrites.
pub(super) fn takes(cx: Cx<'_>, instance: InstanceId, packet: Packet) -> bool {
    let Some(appliance) = &cx.network.model.instances[instance].forwards else { return false };
    let session = restore(cx.sessions(), Translator::Instance(instance), packet);
    let rewritten = appliance.destination_nat.iter().any(|rule| rule.from == packet.destination);
    session.is_some_and(|restored| restored != packet) || rewritten
}

/// Forwards a packet that came in by one interface of an instance.
pub(super) fn forward(
    cx: Cx<'_>,
    (instance, by): (InstanceId, NetworkInterfaceId),
    appliance: &Appliance,
    arrival: Arrival,
    steps: &mut Vec<Step>,
    memory: &mut Memory,
) -> Onward {
    let network = cx.network;
    let packet = arrival.packet;
    memory.passed_appliance();
    let device = Translator::Instance(instance);
    let answered = restore(cx.sessions(), device, packet);
    if cx.remembered.is_some() && answered.is_none() {
        out_of_state(cx, instance, appliance, packet, steps)?;
    }
    let translated = match answered {
        Some(restored) => restored,
        None => destination(appliance, packet),
    };
    let interfaces = &network.model.instances[instance].interfaces;
    let own = |id: &NetworkInterfaceId| {
        network.model.network_interfaces[*id].addresses.contains(&translated.destination)
    };
    if interfaces.iter().any(own) {
        let message = format!(
            "{} takes a packet for an address of {} itself that is not its own, or not as it came",
            network.name(by),
            network.name(instance),
        );
        return end(Blocker::new(Reason::UnmodelledState, message).key(by).unknown());
    }
    let out = leaves_by(cx, (instance, by), appliance, translated.destination, steps)?;
    let translated = match answered {
        Some(restored) => restored,
        None if appliance.source_nat => source(cx, instance, out, translated)?,
        None => translated,
    };
    if answered.is_none() {
        memory.sessions.push(Session { device, original: packet, translated });
    }
    note_translation(instance, packet, translated, steps);
    go(Move::to(Stop::Send(out), translated).anonymous())
}

/// Decides about a reply of a connection that the appliance did not see begin (facts RT-54, TOP-42).
fn out_of_state(
    cx: Cx<'_>,
    instance: InstanceId,
    appliance: &Appliance,
    packet: Packet,
    steps: &mut Vec<Step>,
) -> Onward<()> {
    let name = cx.network.name(instance);
    if appliance.keeps_state() {
        let message = format!(
            "{name} drops the reply from {}: the packet that it answers took another way",
            packet.source
        );
        return cx.block(steps, Blocker::new(Reason::ReturnAsymmetric, message).key(instance));
    }
    let words = "the packet that this answers took another way; the appliance keeps no state";
    cx.tell(steps, || Step::passed(words).facts(&["TOP-42"]).key(instance));
    Onward::Continue(())
}

/// Rewrites the destination where a rule says so.
fn destination(appliance: &Appliance, packet: Packet) -> Packet {
    let rule = appliance.destination_nat.iter().find(|rule| rule.from == packet.destination);
    rule.map_or(packet, |rule| Packet { destination: rule.to, ..packet })
}

/// Rewrites the source to the address of the interface that the packet leaves by.
fn source(
    cx: Cx<'_>,
    instance: InstanceId,
    out: NetworkInterfaceId,
    packet: Packet,
) -> Onward<Packet> {
    let network = cx.network;
    let same_family = |address: &IpAddr| address.is_ipv6() == packet.is_ipv6();
    let mut addresses = network.model.network_interfaces[out].addresses.iter().copied();
    let Some(source) = addresses.find(same_family) else {
        let message = format!(
            "{} has no address of the family of {} to translate to",
            network.name(out),
            packet.source
        );
        return end(Blocker::new(Reason::LeftModel, message).key(instance).unknown());
    };
    let source_ports = packet.source_ports.map(|_| PortRange::EPHEMERAL);
    Onward::Continue(Packet { source, source_ports, ..packet })
}

/// Returns the interface that a packet leaves by (facts TOP-41 and TOP-43).
fn leaves_by(
    cx: Cx<'_>,
    (instance, by): (InstanceId, NetworkInterfaceId),
    appliance: &Appliance,
    destination: IpAddr,
    steps: &mut Vec<Step>,
) -> Onward<NetworkInterfaceId> {
    let network = cx.network;
    let model = &network.model;
    let interfaces = &model.instances[instance].interfaces;
    let (out, fact) = match interfaces.as_slice() {
        [only] => (Some(*only), "TOP-41"),
        several => (route(cx, several, appliance, destination), "TOP-43"),
    };
    let Some(out) = out else {
        let message = format!(
            "{} has several interfaces, and the input does not say which leads to {destination}",
            network.name(instance),
        );
        let help = "Add `routes` to `forwards` of the instance.";
        let key = Key::field(instance, "forwards");
        return end(Blocker::new(Reason::LeftModel, message).help(help).key(key).unknown());
    };
    let subnet = |id: NetworkInterfaceId| model.network_interfaces[id].subnet;
    network.whole([out.into(), subnet(out).into()])?;
    let place = |id| model.subnets[subnet(id)].outpost();
    if place(by) != place(out) {
        let message = format!(
            "{} and {} do not stand in the same place, but belong to one instance",
            network.name(by),
            network.name(out),
        );
        return end(Blocker::new(Reason::UnmodelledState, message).key(instance).unknown());
    }
    let words = "the instance forwards what is not for it";
    let key = Key::field(instance, "forwards");
    let step = Step::passed(words).facts(&["TOP-40", fact]).key(key).key(out);
    let vpc = |id| model.subnets[subnet(id)].vpc;
    cx.tell(steps, || if vpc(by) == vpc(out) { step } else { step.facts(&["IV-17", "TOP-32"]) });
    let text = format!("what {} filters is not known; it is taken to pass", network.name(instance));
    cx.tell(steps, || Step::note(Note::NotAnalysed, text).facts(&["TOP-40"]).key(instance));
    one_account(cx, instance)?;
    Onward::Continue(out)
}

/// Ends a path through an instance with interfaces in VPCs of different accounts (fact IV-17).
fn one_account(cx: Cx<'_>, instance: InstanceId) -> Onward<()> {
    let model = &cx.network.model;
    let interfaces = model.instances[instance].interfaces.iter();
    let vpcs = interfaces.map(|id| model.subnets[model.network_interfaces[*id].subnet].vpc);
    let accounts: BTreeSet<_> = vpcs.filter_map(|vpc| model.vpcs[vpc].account).collect();
    if accounts.len() < 2 {
        return Onward::Continue(());
    }
    let message =
        format!("{} has interfaces in VPCs of different accounts", cx.network.name(instance),);
    let blocker = Blocker::new(Reason::UnmodelledState, message).facts(&["IV-17"]);
    let help = "AWS has no such instance; join the VPCs in another way.";
    end(blocker.help(help).key(instance).unknown())
}

/// Looks the destination up in what the operating system knows: its own subnets, and its routes.
fn route(
    cx: Cx<'_>,
    interfaces: &[NetworkInterfaceId],
    appliance: &Appliance,
    destination: IpAddr,
) -> Option<NetworkInterfaceId> {
    let model = &cx.network.model;
    let connected = interfaces.iter().flat_map(|id| {
        let subnet = &model.subnets[model.network_interfaces[*id].subnet];
        subnet.prefixes.iter().map(|prefix| (*prefix, *id))
    });
    let written = appliance.routes.iter().map(|route| (route.prefix, route.interface));
    let mut best = None;
    for (prefix, id) in connected.chain(written).filter(|(prefix, _)| prefix.contains(destination))
    {
        // The first of equals stays: a subnet of its own comes before a route.
        if best.is_none_or(|(length, _)| prefix.length() > length) {
            best = Some((prefix.length(), id));
        }
    }
    best.map(|(_, id)| id)
}

fn note_translation(instance: InstanceId, from: Packet, to: Packet, steps: &mut Vec<Step>) {
    let key = Key::field(instance, "forwards");
    if from.source != to.source {
        let what = What::SourceTranslated { from: from.source, to: to.source };
        steps.push(Step::new(what).key(key));
    }
    if from.destination != to.destination {
        let what = What::DestinationTranslated { from: from.destination, to: to.destination };
        steps.push(Step::new(what).key(key));
    }
}
