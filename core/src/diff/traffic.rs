//! The protocols that a comparison asks about.

use std::collections::BTreeSet;

use crate::{
    addr::{Family, Icmp, PortRange, Protocol},
    forwarding::Network,
    query::Traffic,
};

/// Returns every protocol that matters to two networks, of each family: all ports of TCP and UDP, the messages and
/// protocols that a filter names, and one of each kind for all others.
pub(super) fn traffic(networks: [&Network; 2]) -> Vec<Traffic> {
    let mut numbers = BTreeSet::new();
    // What filters name of each family: types of messages, and codes of some of them.
    let mut named: [BTreeSet<(u8, Option<u8>)>; 2] = Default::default();
    for network in networks {
        let groups = network.model.security_groups.values();
        let groups =
            groups.flat_map(|one| one.inbound.iter().chain(&one.outbound)).map(|rule| rule.matcher);
        let lists = network.model.network_acls.values();
        let lists =
            lists.flat_map(|one| one.inbound.iter().chain(&one.outbound)).map(|rule| rule.matcher);
        let [v4, v6] = &mut named;
        for matcher in groups.chain(lists) {
            match (matcher.protocol, matcher.icmp) {
                (Some(1), Some(message)) => _ = v4.insert(message),
                (Some(58), Some(message)) => _ = v6.insert(message),
                (Some(number), _) if ![1, 6, 17, 58].contains(&number) => {
                    _ = numbers.insert(number);
                }
                (Some(_) | None, _) => {}
            }
        }
    }
    // 253 is kept for experiments: nothing treats it in a way of its own.
    let other = (0..=253).rev().find(|number| !numbers.contains(number));
    numbers.extend(other);
    let plain = |protocol, icmp| Traffic {
        protocol,
        source_ports: None,
        destination_ports: None,
        icmp,
        family: None,
    };
    let ported = |protocol| Traffic {
        source_ports: Some(PortRange::EPHEMERAL),
        destination_ports: Some(PortRange::ALL),
        ..plain(protocol, None)
    };
    let numbers = numbers.into_iter().map(|number| plain(Protocol::Other(number), None));
    let both: Vec<Traffic> =
        [Protocol::Tcp, Protocol::Udp].map(ported).into_iter().chain(numbers).collect();
    let [v4, v6] = &named;
    let of = |family: Family, echo: Icmp, named: &BTreeSet<(u8, Option<u8>)>| {
        let all =
            messages(echo, named).into_iter().map(move |one| plain(Protocol::Icmp, Some(one)));
        let all: Vec<Traffic> = both.iter().copied().chain(all).collect();
        // An echo request is one word in both families.
        let worded = |icmp: Icmp| if icmp == Icmp::ECHO_V6 { Icmp::ECHO } else { icmp };
        all.into_iter().map(move |one| Traffic {
            family: Some(family),
            icmp: one.icmp.map(worded),
            ..one
        })
    };
    of(Family::V4, Icmp::ECHO, v4).chain(of(Family::V6, Icmp::ECHO_V6, v6)).collect()
}

/// The type of timestamp requests, which are answered in IPv4.
const TIMESTAMP: u8 = 13;

/// Returns messages that stand for all of a family: echo requests, what filters name, of each type that they name
/// a code that none of them names, and of all other types one.
fn messages(echo: Icmp, named: &BTreeSet<(u8, Option<u8>)>) -> BTreeSet<Icmp> {
    let mut found = BTreeSet::from([echo]);
    let kinds: BTreeSet<u8> = named.iter().map(|(kind, _)| *kind).chain([echo.kind]).collect();
    let unnamed = |taken: &dyn Fn(u8) -> bool| (0..=u8::MAX).rev().find(|one| !taken(*one));
    for kind in kinds.iter().copied() {
        let codes: BTreeSet<u8> =
            named.iter().filter(|(of, _)| *of == kind).filter_map(|(_, code)| *code).collect();
        found.extend(
            unnamed(&|code| codes.contains(&code))
                .filter(|_| kind != echo.kind || !codes.is_empty())
                .map(|code| Icmp { kind, code }),
        );
        found.extend(codes.into_iter().map(|code| Icmp { kind, code }));
    }
    // Where no filter names a message, an echo request fares as all do. A timestamp request has a reply, as it has.
    if !named.is_empty() {
        let other = if kinds.contains(&TIMESTAMP) || echo != Icmp::ECHO {
            unnamed(&|kind| kinds.contains(&kind))
        } else {
            Some(TIMESTAMP)
        };
        found.extend(other.map(|kind| Icmp { kind, code: 0 }));
    }
    found
}
