//! Filters: security groups at an interface, network ACLs at the border of a subnet (P).
//!
//! Ports need no arithmetic here: a packet is cut beforehand along all the ports that any rule names
//! (see [`classes`]), so that a rule takes all of its ports or none.

use std::net::IpAddr;

use outpath_core::{
    addr::{Icmp, Matcher, Packet, PortRange, Protocol},
    model::{
        Model, NetworkInterfaceId, ObjectId, PeeringState, SecurityGroupId, SecurityGroupRule,
        SecurityPeer, SubnetId, VpcId,
    },
};

use super::walk::{Rules, Stop, Tracked, Walk, answers, dropped, unknown};

/// The direction of a packet as the interface or the subnet sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Way {
    In,
    Out,
}

/// How much of a packet a rule takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Takes {
    Nothing,
    /// Some of the protocols or messages that the packet stands for.
    Part,
    All,
}

/// Whom the other end of a packet is to a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Peer {
    /// The one that the rule means.
    Meant,
    /// One that has the group, in a VPC that a transit gateway without referencing joins.
    Lost,
    /// One that has the group, in a VPC whose groups the rule cannot mean.
    Stranger,
    /// Somebody else.
    Other,
}

impl Rules<'_> {
    /// Asks the security groups of an interface.
    pub(super) fn security_groups(
        self,
        walk: &mut Walk,
        id: NetworkInterfaceId,
        way: Way,
    ) -> Result<(), Stop> {
        let groups = self.groups_of(id)?;
        if groups.is_empty() {
            return Ok(());
        }
        let packet = walk.packet;
        let known = |flow: &Tracked| flow.interface == id && answers(packet, flow.packet);
        let always = self.always_tracked(walk);
        if walk.remembered_flows().any(|flow| (flow.tracked || always) && known(flow)) {
            return Ok(());
        }
        let all = |way| groups.iter().flat_map(move |group| self.rules(*group, way));
        let other = if way == Way::In { packet.source } else { packet.destination };
        let (mut part, mut lost, mut stranger) = (false, false, false);
        for rule in all(way) {
            let takes = takes(rule.matcher, packet);
            if takes == Takes::Nothing {
                continue;
            }
            match self.is_peer(way, self.vpc_of(id), rule.peer, other)? {
                Peer::Other => continue,
                Peer::Lost => lost = true,
                Peer::Stranger => stranger = true,
                // What a packet lost is who sent it; whom it goes to is still known.
                Peer::Meant if way == Way::In && walk.anonymous && by_group(rule.peer) => {
                    lost = true;
                }
                Peer::Meant if takes == Takes::All => {
                    let tracked = !self.untracked(&groups, packet, way);
                    walk.flows.push(Tracked { interface: id, packet, tracked });
                    return Ok(());
                }
                Peer::Meant => part = true,
            }
        }
        if part {
            return unknown("unmodelled-state");
        }
        let empty = all(way).next().is_none();
        match way {
            _ if lost => dropped("sg-ref-lost"),
            _ if stranger => dropped("sg-ref-unknown-peer"),
            _ if empty => dropped("sg-empty"),
            Way::In => dropped("sg-deny-in"),
            Way::Out => dropped("sg-deny-out"),
        }
    }

    /// Returns whether a reply is one of a connection that is tracked whatever the rules say (fact SG-10).
    fn always_tracked(self, walk: &Walk) -> bool {
        let such = |by: ObjectId| {
            matches!(
                by,
                ObjectId::NatGateway(_)
                    | ObjectId::RegionalNatGateway(_)
                    | ObjectId::EgressOnlyInternetGateway(_)
                    | ObjectId::VpcEndpoint(_)
            )
        };
        let ends = [walk.packet.source, walk.packet.destination];
        let mut interfaces = self.model.network_interfaces.iter();
        walk.remembered_sessions().any(|session| such(session.by))
            || interfaces.any(|(id, interface)| {
                ends.iter().any(|end| interface.addresses.contains(end))
                    && self.endpoint_of(id).is_some()
            })
    }

    fn groups_of(self, id: NetworkInterfaceId) -> Result<Vec<SecurityGroupId>, Stop> {
        let groups = self.model.network_interfaces[id].security_groups.clone();
        for group in &groups {
            self.consult(&[(*group).into()])?;
        }
        Ok(groups)
    }

    fn rules(self, group: SecurityGroupId, way: Way) -> impl Iterator<Item = SecurityGroupRule> {
        let group = &self.model.security_groups[group];
        match way {
            Way::In => group.inbound.iter().copied(),
            Way::Out => group.outbound.iter().copied(),
        }
    }

    /// Tells whom the other end is to a rule in a VPC.
    fn is_peer(
        self,
        way: Way,
        here: VpcId,
        peer: SecurityPeer,
        other: IpAddr,
    ) -> Result<Peer, Stop> {
        let meant = |meant| if meant { Peer::Meant } else { Peer::Other };
        match peer {
            SecurityPeer::Prefix(prefix) => Ok(meant(prefix.contains(other))),
            SecurityPeer::PrefixList(id) => {
                self.consult(&[id.into()])?;
                let list = &self.model.prefix_lists[id];
                Ok(meant(list.prefixes.iter().any(|prefix| prefix.contains(other))))
            }
            SecurityPeer::SecurityGroup(group) => {
                let interfaces = self.model.network_interfaces.iter();
                let with = interfaces.filter(|(_, interface)| {
                    interface.addresses.contains(&other)
                        && interface.security_groups.contains(&group)
                });
                let vpcs: Vec<VpcId> = with.map(|(id, _)| self.vpc_of(id)).collect();
                let across = |there: &VpcId| match way {
                    Way::In => self.referring_across(here, *there),
                    Way::Out => None,
                };
                let may =
                    |there: &VpcId| self.may_refer(here, *there) || across(there) == Some(true);
                if vpcs.iter().any(may) {
                    return Ok(Peer::Meant);
                }
                Ok(match vpcs.iter().any(|there| across(there).is_some()) {
                    true => Peer::Lost,
                    false if vpcs.is_empty() => Peer::Other,
                    false => Peer::Stranger,
                })
            }
        }
    }

    fn vpc_of(self, id: NetworkInterfaceId) -> VpcId {
        self.model.subnets[self.model.network_interfaces[id].subnet].vpc
    }

    /// Returns whether rules in a VPC may mean interfaces in another: the same one, or a peer in its Region
    /// (SG-05).
    fn may_refer(self, here: VpcId, there: VpcId) -> bool {
        let region = |vpc| self.model.vpcs[vpc].region;
        let mut peerings = self.model.peering_connections.values();
        here == there
            || region(here) == region(there)
                && peerings.any(|peering| {
                    peering.state == PeeringState::Active && peering.other(here) == Some(there)
                })
    }

    /// Returns whether a flow is not tracked: its rule is for everybody, and the other direction lets
    /// everything pass (SG-09). Only TCP and UDP are meant.
    fn untracked(self, groups: &[SecurityGroupId], packet: Packet, way: Way) -> bool {
        let everybody = |rule: &SecurityGroupRule| match rule.peer {
            SecurityPeer::Prefix(prefix) => {
                prefix.length() == 0 && prefix.is_ipv6() == packet.is_ipv6()
            }
            SecurityPeer::PrefixList(_) | SecurityPeer::SecurityGroup(_) => false,
        };
        let protocol = |rule: &SecurityGroupRule| {
            rule.matcher.protocol.is_none() || rule.matcher.protocol == number(packet)
        };
        let every = |rule: &SecurityGroupRule| {
            rule.matcher.ports.is_none_or(|ports| ports.first == 0 && ports.last == u16::MAX)
        };
        let all = |way| groups.iter().flat_map(move |group| self.rules(*group, way));
        let back = if way == Way::In { Way::Out } else { Way::In };
        matches!(packet.protocol, Protocol::Tcp | Protocol::Udp)
            && all(way).any(|rule| everybody(&rule) && takes(rule.matcher, packet) == Takes::All)
            && all(back).any(|rule| everybody(&rule) && protocol(&rule) && every(&rule))
    }

    /// Asks the network ACL of a subnet.
    pub(super) fn network_acl(self, walk: &Walk, id: SubnetId, way: Way) -> Result<(), Stop> {
        let Some(acl) = self.model.subnets[id].network_acl else { return Ok(()) };
        self.consult(&[acl.into()])?;
        let acl = &self.model.network_acls[acl];
        let (rules, other, reason) = match way {
            Way::In => (&acl.inbound, walk.packet.source, "nacl-deny-in"),
            Way::Out => (&acl.outbound, walk.packet.destination, "nacl-deny-out"),
        };
        let mut rules = rules.clone();
        rules.sort_by_key(|rule| rule.number);
        let (mut some, mut not_all) = (false, false);
        for rule in rules.into_iter().filter(|rule| rule.prefix.contains(other)) {
            match (takes(rule.matcher, walk.packet), rule.allow) {
                (Takes::Nothing, _) => {}
                (Takes::Part, true) => some = true,
                (Takes::Part, false) => not_all = true,
                (Takes::All, true) if not_all => return unknown("unmodelled-state"),
                (Takes::All, true) => return Ok(()),
                (Takes::All, false) => break,
            }
        }
        if some { unknown("unmodelled-state") } else { dropped(reason) }
    }
}

fn by_group(peer: SecurityPeer) -> bool {
    matches!(peer, SecurityPeer::SecurityGroup(_))
}

/// The number of the protocol of a packet.
fn number(packet: Packet) -> Option<u8> {
    match packet.protocol {
        Protocol::Tcp => Some(6),
        Protocol::Udp => Some(17),
        Protocol::Icmp if packet.is_ipv6() => Some(58),
        Protocol::Icmp => Some(1),
        Protocol::Other(number) => Some(number),
        Protocol::Any => None,
    }
}

/// Returns how much of a packet a rule takes, addresses aside.
fn takes(rule: Matcher, packet: Packet) -> Takes {
    let Some(asked) = rule.protocol else { return Takes::All };
    let Some(own) = number(packet) else { return Takes::Part };
    if asked != own {
        return Takes::Nothing;
    }
    let to = packet.destination_ports;
    match (rule.ports, to, rule.icmp, packet.icmp) {
        (Some(ports), Some(to), ..) if to.first < ports.first || ports.last < to.last => {
            Takes::Nothing
        }
        (_, _, Some(_), None) if matches!(own, 1 | 58) => Takes::Part,
        (_, _, Some((kind, code)), Some(Icmp { kind: own, code: its })) => {
            let fits = kind == own && code.is_none_or(|code| code == its);
            if fits { Takes::All } else { Takes::Nothing }
        }
        _ => Takes::All,
    }
}

/// Cuts a packet along all the ports that any rule of the model names, each part with how many of how
/// many ports it has.
pub(super) fn classes(model: &Model, packet: Packet) -> Vec<(Packet, (u128, u128))> {
    let (Some(from), Some(to)) = (packet.source_ports, packet.destination_ports) else {
        return vec![(packet, (1, 1))];
    };
    let groups = model.security_groups.values();
    let groups = groups.flat_map(|group| group.inbound.iter().chain(&group.outbound));
    let acls = model.network_acls.values();
    let acls = acls.flat_map(|acl| acl.inbound.iter().chain(&acl.outbound));
    let rules = groups.map(|rule| rule.matcher).chain(acls.map(|rule| rule.matcher));
    let mut cuts: Vec<u32> = rules
        .filter_map(|rule| rule.ports)
        .flat_map(|ports| [u32::from(ports.first), u32::from(ports.last) + 1])
        .collect();
    cuts.sort_unstable();
    cuts.dedup();
    let mut parts = Vec::new();
    for source in cut(from, &cuts) {
        for destination in cut(to, &cuts) {
            let part = Packet {
                source_ports: Some(source),
                destination_ports: Some(destination),
                ..packet
            };
            let some = size(source) * size(destination);
            parts.push((part, (some, size(from) * size(to))));
        }
    }
    parts
}

fn cut(range: PortRange, cuts: &[u32]) -> Vec<PortRange> {
    let mut parts = Vec::new();
    let mut first = range.first;
    for cut in cuts {
        if u32::from(first) < *cut && *cut <= u32::from(range.last) {
            let next = u16::try_from(*cut).unwrap_or(u16::MAX);
            parts.push(PortRange { first, last: next - 1 });
            first = next;
        }
    }
    parts.push(PortRange { first, last: range.last });
    parts
}

fn size(range: PortRange) -> u128 {
    u128::from(range.last) - u128::from(range.first) + 1
}
