//! Security groups: rules that only allow, with memory (facts SG-01 to SG-14).

use std::net::IpAddr;

use super::{Way, parts};
use crate::{
    addr::{Matcher, Packet, Protocol, Taken},
    forwarding::{
        Arrival, Blocker, Cx, Memory, Network, Onward, Reason, Step, Tracked, Translator, What,
        state::end,
    },
    graph::Node,
    model::{
        Key, Model, NetworkInterfaceId, Referencing, SecurityGroupId, SecurityGroupRule,
        SecurityPeer, Service, VpcEndpointKind, VpcId,
    },
};

/// One rule with the place where it stands.
#[derive(Debug, Clone, Copy)]
struct Placed<'n> {
    group: SecurityGroupId,
    at: usize,
    rule: &'n SecurityGroupRule,
}

/// Whether the other end of a rule is the one of a packet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fit {
    Yes,
    No,
    /// The address belongs to the group that the rule names, but the packet does not show it any
    /// more (fact SG-07).
    Lost,
    /// The address belongs to a group of a VPC that nothing joins with this one (fact SG-05).
    Foreign,
}

/// A rule whose other end may be that of a packet, by its position in the list of all.
#[derive(Debug, Clone, Copy)]
struct Fitting {
    at: usize,
    matcher: Matcher,
    fit: Fit,
}

/// What groups without any rule say.
const EMPTY: Verdict = Verdict::Denied(Reason::SgEmpty);

/// What the groups of an interface say about a packet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    /// By the rule at this position of the list of all.
    Allowed(usize),
    Denied(Reason),
    Unclear,
}

/// Asks the security groups of an interface about a packet that enters or leaves it.
pub(in crate::forwarding) fn security_groups(
    cx: Cx<'_>,
    interface: NetworkInterfaceId,
    way: Way,
    arrival: Arrival,
    steps: &mut Vec<Step>,
    memory: &mut Memory,
) -> Onward<()> {
    let network = cx.network;
    let groups = &network.model.network_interfaces[interface].security_groups;
    if groups.is_empty() {
        cx.tell(steps, || {
            Step::new(What::NoFilters(interface.into())).facts(&["TOP-01"]).key(interface)
        });
        return Onward::Continue(());
    }
    groups.iter().try_for_each(|group| network.whole([(*group).into()]))?;
    if reply(cx, interface, arrival.packet, steps) {
        return Onward::Continue(());
    }
    let mut placed = rules(&network.model, groups, way);
    placed.try_for_each(|placed| consult(cx, placed.rule.peer))?;
    let empty = rules(&network.model, groups, way).next().is_none();
    // Whether the other end fits is the same for every port.
    let fitting: Vec<Fitting> = (rules(&network.model, groups, way).enumerate())
        .map(|(at, placed)| {
            let fit = fits(cx, placed.rule.peer, interface, way, arrival);
            Fitting { at, matcher: placed.rule.matcher, fit }
        })
        .filter(|one| one.fit != Fit::No)
        .collect();
    let verdict = parts::judge(
        arrival.packet,
        &fitting,
        |one| one.matcher,
        |packet, fitting| if empty { EMPTY } else { ask(fitting, way, packet) },
    )?;
    match verdict {
        Verdict::Allowed(at) => {
            allowed(cx, at, (interface, way), arrival.packet, steps, memory);
            Onward::Continue(())
        }
        Verdict::Denied(reason) => {
            let blocker = denied(cx, interface, way, arrival, reason);
            cx.block(steps, blocker)?;
            // Had a rule let it pass, the connection would be tracked.
            let packet = arrival.packet;
            memory.tracked.push(Tracked { interface, packet, tracked: true });
            Onward::Continue(())
        }
        Verdict::Unclear => {
            let message = format!(
                "rules of the security groups of {} let some of what `{}` stands for pass",
                network.name(interface),
                arrival.packet.protocol,
            );
            let blocker = Blocker::new(Reason::UnmodelledState, message).facts(&["SG-01"]);
            let help = "Name the protocol and port, or the ICMP message, in the flow.";
            end(blocker.help(help).key(interface).unknown())
        }
    }
}

/// Returns whether a packet passes because it answers one that the interface let through.
fn reply(cx: Cx<'_>, interface: NetworkInterfaceId, packet: Packet, steps: &mut Vec<Step>) -> bool {
    let Some(remembered) = cx.remembered else { return false };
    let Some(found) = remembered.answered(interface, packet) else { return false };
    let mut devices = remembered.sessions.iter().map(|session| session.device);
    let always = devices.any(|device| always_tracked(cx, device)) || of_balancer(cx, packet);
    if found.tracked || always {
        let words = "the security groups track the connection and let its replies pass";
        cx.tell(steps, || {
            let mut step = Step::passed(words).facts(&["SG-08"]).key(interface);
            step.facts.extend((!found.tracked).then_some("SG-10"));
            step.facts.extend(matches!(packet.protocol, Protocol::Other(_)).then_some("SG-11"));
            step
        });
        return true;
    }
    let words = "the connection is not tracked, so the rules are asked about the reply";
    cx.tell(steps, || Step::passed(words).facts(&["SG-09"]).key(interface));
    false
}

/// Returns whether an end of a packet is a Network Load Balancer (fact SG-10).
fn of_balancer(cx: Cx<'_>, packet: Packet) -> bool {
    let balances = |id: &NetworkInterfaceId| {
        cx.network.model.network_interfaces[*id].service == Some(Service::NetworkLoadBalancer)
    };
    [packet.source, packet.destination]
        .into_iter()
        .any(|address| cx.network.with_address(address).iter().any(balances))
}

/// Returns whether connections through a device are tracked whatever the rules say (fact SG-10).
fn always_tracked(cx: Cx<'_>, device: Translator) -> bool {
    match device {
        Translator::NatGateway(_)
        | Translator::RegionalNatGateway(_)
        | Translator::EgressOnly(_) => true,
        // What passes a firewall is, and what ends at a service; a load balancer's fleet is not named.
        Translator::Endpoint(id) => match cx.network.model.vpc_endpoints[id].kind {
            VpcEndpointKind::Inspection { firewall, .. } => firewall,
            VpcEndpointKind::Gateway { .. } | VpcEndpointKind::Interface { .. } => true,
        },
        Translator::Router(_) | Translator::Instance(_) => false,
    }
}

fn rules<'n>(
    model: &'n Model,
    groups: &'n [SecurityGroupId],
    way: Way,
) -> impl Iterator<Item = Placed<'n>> {
    let of_group = move |group: &SecurityGroupId| {
        let found = &model.security_groups[*group];
        let rules = match way {
            Way::In => &found.inbound,
            Way::Out => &found.outbound,
        };
        let group = *group;
        rules.iter().enumerate().map(move |(at, rule)| Placed { group, at, rule })
    };
    groups.iter().flat_map(of_group)
}

fn consult(cx: Cx<'_>, peer: SecurityPeer) -> Onward<()> {
    match peer {
        SecurityPeer::Prefix(_) => Onward::Continue(()),
        SecurityPeer::PrefixList(list) => cx.network.whole([list.into()]),
        SecurityPeer::SecurityGroup(group) => cx.network.whole([group.into()]),
    }
}

fn ask(fitting: &mut dyn Iterator<Item = &Fitting>, way: Way, packet: Packet) -> Verdict {
    let (mut of_some, mut lost, mut foreign) = (false, false, false);
    for one in fitting {
        match (one.fit, one.matcher.on(packet)) {
            (Fit::No, _) | (_, Taken::Nothing) => {}
            (Fit::Yes, Taken::All) => return Verdict::Allowed(one.at),
            (Fit::Yes, Taken::Some | Taken::Ports(_)) => of_some = true,
            (Fit::Lost, _) => lost = true,
            (Fit::Foreign, _) => foreign = true,
        }
    }
    match (of_some, lost, foreign, way) {
        (true, ..) => Verdict::Unclear,
        (false, true, ..) => Verdict::Denied(Reason::SgRefLost),
        (false, false, true, _) => Verdict::Denied(Reason::SgRefUnknownPeer),
        (false, false, false, Way::In) => Verdict::Denied(Reason::SgDenyIn),
        (false, false, false, Way::Out) => Verdict::Denied(Reason::SgDenyOut),
    }
}

/// Decides whether the other end of a rule is that of a packet.
fn fits(
    cx: Cx<'_>,
    peer: SecurityPeer,
    interface: NetworkInterfaceId,
    way: Way,
    arrival: Arrival,
) -> Fit {
    let model = &cx.network.model;
    let other_end = match way {
        Way::In => arrival.packet.source,
        Way::Out => arrival.packet.destination,
    };
    let yes = |fits: bool| if fits { Fit::Yes } else { Fit::No };
    match peer {
        SecurityPeer::Prefix(prefix) => yes(prefix.contains(other_end)),
        SecurityPeer::PrefixList(list) => {
            let mut prefixes = model.prefix_lists[list].prefixes.iter();
            yes(prefixes.any(|prefix| prefix.contains(other_end)))
        }
        SecurityPeer::SecurityGroup(group) => {
            let own = vpc_of(model, interface);
            let mut best = Fit::No;
            for member in members(cx, group, other_end) {
                let reach = references_reach(cx, vpc_of(model, member), own, way);
                match (reach, way, arrival.anonymous_since) {
                    (Reach::None, ..) => best = Fit::Foreign,
                    (Reach::Off, ..) | (Reach::Full, Way::In, Some(_)) => return Fit::Lost,
                    (Reach::Full, Way::In, None) | (Reach::Full, Way::Out, _) => return Fit::Yes,
                }
            }
            best
        }
    }
}

/// Returns the interfaces that have a group and a private address (fact SG-04).
fn members(
    cx: Cx<'_>,
    group: SecurityGroupId,
    address: IpAddr,
) -> impl Iterator<Item = NetworkInterfaceId> {
    cx.network
        .with_address(address)
        .iter()
        .copied()
        .filter(move |id| cx.network.model.network_interfaces[*id].security_groups.contains(&group))
}

fn vpc_of(model: &Model, interface: NetworkInterfaceId) -> VpcId {
    model.subnets[model.network_interfaces[interface].subnet].vpc
}

/// Whether rules of one VPC may name groups whose members stand in another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Reach {
    Full,
    /// They are joined by a transit gateway without referencing.
    Off,
    None,
}

/// Tells whether a rule of one VPC may name a group whose members stand in another (fact SG-05).
///
/// Across a transit gateway only inbound rules may, and where referencing is on (fact TGW-11).
fn references_reach(cx: Cx<'_>, member: VpcId, own: VpcId, way: Way) -> Reach {
    let model = &cx.network.model;
    if member == own || cx.network.are_peered(own, member) {
        return Reach::Full;
    }
    let both = |gateway| {
        let of = |vpc| cx.network.attachment_of(gateway, vpc);
        Some(model.referencing(of(member)?, of(own)?))
    };
    let across: Vec<_> = match way {
        Way::In => model.transit_gateways.ids().filter_map(both).collect(),
        Way::Out => Vec::new(),
    };
    if across.contains(&Referencing::On) {
        Reach::Full
    } else if across.is_empty() {
        Reach::None
    } else {
        Reach::Off
    }
}

/// Notes the rule that lets a packet pass, and remembers the connection.
fn allowed(
    cx: Cx<'_>,
    at: usize,
    (interface, way): (NetworkInterfaceId, Way),
    packet: Packet,
    steps: &mut Vec<Step>,
    memory: &mut Memory,
) {
    cx.tell(steps, || {
        let groups = &cx.network.model.network_interfaces[interface].security_groups;
        let placed = rules(&cx.network.model, groups, way).nth(at);
        let placed = placed.expect("invariant: a verdict names a rule");
        let rule = rule_text(cx, placed.rule, way);
        let what = What::Allowed { filter: placed.group.into(), rule };
        let key = Key::item(placed.group, way.field(), placed.at);
        let mut step = Step::new(what).facts(&["SG-01"]).key(key);
        let by_group = matches!(placed.rule.peer, SecurityPeer::SecurityGroup(_));
        step.facts.extend(by_group.then_some("SG-04"));
        step
    });
    if cx.remembered.is_none() {
        let tracked = !untracked(cx, interface, way, packet);
        memory.tracked.push(Tracked { interface, packet, tracked });
    }
}

/// Returns whether a connection is not tracked: anyone may open it, and the other direction is open
/// for every port (fact SG-09).
fn untracked(cx: Cx<'_>, interface: NetworkInterfaceId, way: Way, packet: Packet) -> bool {
    if !matches!(packet.protocol, Protocol::Tcp | Protocol::Udp) {
        return false;
    }
    let everyone = |peer: SecurityPeer| match peer {
        SecurityPeer::Prefix(prefix) => {
            prefix.length() == 0 && prefix.is_ipv6() == packet.is_ipv6()
        }
        SecurityPeer::PrefixList(_) | SecurityPeer::SecurityGroup(_) => false,
    };
    let Network { model, .. } = cx.network;
    let groups = &model.network_interfaces[interface].security_groups;
    let opened = rules(model, groups, way)
        .any(|placed| everyone(placed.rule.peer) && placed.rule.matcher.on(packet) == Taken::All);
    let opposite = match way {
        Way::In => Way::Out,
        Way::Out => Way::In,
    };
    let mut back = rules(model, groups, opposite);
    let open = |matcher: Matcher| matcher.takes_every_port_of(packet);
    opened && back.any(|placed| everyone(placed.rule.peer) && open(placed.rule.matcher))
}

fn rule_text(cx: Cx<'_>, rule: &SecurityGroupRule, way: Way) -> String {
    let word = match way {
        Way::In => "from",
        Way::Out => "to",
    };
    let peer = match rule.peer {
        SecurityPeer::Prefix(prefix) => prefix.to_string(),
        SecurityPeer::PrefixList(list) => cx.network.name(list),
        SecurityPeer::SecurityGroup(group) => cx.network.name(group),
    };
    format!("{} {word} {peer}", rule.matcher)
}

fn denied(
    cx: Cx<'_>,
    interface: NetworkInterfaceId,
    way: Way,
    arrival: Arrival,
    reason: Reason,
) -> Blocker {
    let network = cx.network;
    let groups = &network.model.network_interfaces[interface].security_groups;
    let names: Vec<String> = groups.iter().map(|group| network.short(*group)).collect();
    let (names, packet) = (names.join(", "), arrival.packet);
    let direction = match way {
        Way::In => "into",
        Way::Out => "out of",
    };
    let message = match (reason, arrival.anonymous_since) {
        (Reason::SgEmpty, _) => {
            format!("security group {names} has no {} rule at all", way.field())
        }
        (Reason::SgRefLost, Some(node)) => format!(
            "a rule of {names} names the group of {}, but behind `{}` only addresses match",
            packet.source,
            network.node_name(node),
        ),
        (_, _) => format!(
            "no rule of security group {names} lets {packet} {direction} {}",
            network.name(interface)
        ),
    };
    let mut blocker = Blocker::new(reason, message);
    if reason == Reason::SgRefLost {
        blocker = match arrival.anonymous_since {
            Some(Node::TransitGateway(_) | Node::TransitGatewayAttachment(_)) => {
                lost_at_transit(cx, interface, packet.source, blocker)
            }
            Some(_) | None => blocker.facts(&["SG-07"]),
        };
    }
    for group in groups {
        blocker = blocker.key(Key::field(*group, way.field()));
    }
    blocker
}

/// Says what would help where a transit gateway keeps no groups (facts TGW-11 and IV-06).
fn lost_at_transit(
    cx: Cx<'_>,
    interface: NetworkInterfaceId,
    source: IpAddr,
    blocker: Blocker,
) -> Blocker {
    let model = &cx.network.model;
    let mut ends = cx.network.with_address(source).iter().chain([&interface]);
    if ends.any(|end| model.stands_on_outposts(vpc_of(model, *end))) {
        let help = "Write the rule with the address range of the sender: transit gateways keep no groups for \
                    VPCs with subnets on Outposts.";
        return blocker.facts(&["TGW-11", "IV-06"]).help(help);
    }
    let help = "Turn security group referencing on for the transit gateway and both attachments, or write the \
                rule with the address range of the sender.";
    blocker.facts(&["TGW-11"]).help(help)
}
