//! The protocols that a comparison asks about.

use std::collections::BTreeSet;

use crate::{
    addr::{Family, Icmp, PortRange, Protocol},
    forwarding::Network,
    query::Traffic,
};

/// Returns every protocol that matters to two networks, over both families: all ports of TCP and UDP,
/// echo requests, the protocols and messages that a filter names, and one protocol for all others.
pub(super) fn traffic(networks: [&Network; 2]) -> Vec<Traffic> {
    let mut numbers = BTreeSet::new();
    let mut messages = BTreeSet::from([Icmp::ECHO]);
    for network in networks {
        let groups = network.model.security_groups.values();
        let groups =
            groups.flat_map(|one| one.inbound.iter().chain(&one.outbound)).map(|rule| rule.matcher);
        let lists = network.model.network_acls.values();
        let lists =
            lists.flat_map(|one| one.inbound.iter().chain(&one.outbound)).map(|rule| rule.matcher);
        for matcher in groups.chain(lists) {
            match (matcher.protocol, matcher.icmp) {
                (Some(1), Some((kind, code))) => {
                    _ = messages.insert(Icmp { kind, code: code.unwrap_or_default() });
                }
                (Some(number), _) if ![1, 6, 17, 58].contains(&number) => {
                    _ = numbers.insert(number)
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
    let messages = messages.into_iter().map(|one| plain(Protocol::Icmp, Some(one)));
    let numbers = numbers.into_iter().map(|number| plain(Protocol::Other(number), None));
    let all = [Protocol::Tcp, Protocol::Udp].map(ported).into_iter().chain(messages).chain(numbers);
    let families = |one: Traffic| {
        [Family::V4, Family::V6].map(|family| Traffic { family: Some(family), ..one })
    };
    all.flat_map(families).collect()
}
