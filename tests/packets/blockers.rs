//! Everything that stands in the way of a flow, not only the first thing, there and back.

use outpath_core::forwarding::Network;

use crate::{
    rules::tgw::grouped,
    stems::{Edits, RACK, REGION, edited},
    way::{read_text, trace},
};

/// Returns the blockers of a flow as `NODE: REASON`, those on the way back after `<-`.
fn blockers(text: &str, flow: &str) -> Vec<String> {
    let (model, errors) = read_text(text);
    assert!(errors.is_empty(), "{errors:?}\n{text}");
    let network = Network::build(model);
    let found = trace(&network, flow).blockers;
    let line = |block: &outpath_core::forwarding::Block| {
        let arrow = if block.back { "<- " } else { "" };
        format!("{arrow}{}: {}", network.node_name(block.node), block.blocker.reason.id())
    };
    found.iter().map(line).collect()
}

#[test]
fn a_flow_that_passes_has_none() {
    assert!(blockers(REGION, "web -> app tcp/443").is_empty());
}

#[test]
fn every_filter_on_the_way_there_and_back_is_named() {
    let edits: Edits = &[
        (
            "    nat_gateways: {",
            "    security_groups:\n      web: { outbound: [udp to 0.0.0.0/0] }\n      \
             app: { inbound: [tcp/80 from 10.0.0.0/8] }\n    network_acls:\n      \
             n: { inbound: { 1: allow udp from 0.0.0.0/0 }, outbound: {} }\n    nat_gateways: {",
        ),
        ("public_ip: 198.51.100.7 }", "public_ip: 198.51.100.7, security_groups: [web] }"),
        ("ip: 10.0.2.10 }", "ip: 10.0.2.10, state: stopped, security_groups: [app] }"),
        ("cidr: 10.0.2.0/24,", "cidr: 10.0.2.0/24, network_acl: n,"),
    ];
    assert_eq!(
        blockers(&edited(REGION.to_owned(), edits), "web -> app tcp/443"),
        [
            "web: sg-deny-out",
            "a.private: nacl-deny-in",
            "app: component-not-ready",
            "app: sg-deny-in",
            "<- a.private: return-nacl-deny",
        ],
    );
}

#[test]
fn what_is_behind_a_service_link_that_is_down_is_named_too() {
    let edits: Edits = &[
        ("    zone: usw2-az1\n", "    zone: usw2-az1\n    service_link: { state: down }\n"),
        ("ip: 10.0.2.10 }", "ip: 10.0.2.10, state: stopped }"),
    ];
    let found = blockers(&edited(RACK.to_owned(), edits), "web -> app tcp/443");
    assert_eq!(found, ["p.service-link: service-link-down", "app: component-not-ready",],);
}

#[test]
fn a_missing_route_is_the_last_thing_that_can_be_named() {
    let edits: Edits = &[
        ("10.9.0.0/16: peering_connection.ab, 0.0.0.0/0: nat_gateway.n", ""),
        ("ip: 10.0.2.10 }", "ip: 10.0.2.10, state: stopped }"),
    ];
    let found = blockers(&edited(REGION.to_owned(), edits), "app -> far tcp/443");
    assert_eq!(found, ["app: component-not-ready", "a.private: no-route"]);
}

#[test]
fn sessions_that_are_down_hide_nothing_behind_them() {
    let edits: Edits = &[
        ("peer: c.r }", "peer: c.r, session: down }"),
        ("hosts: { db: { ip: 172.16.0.10 } }", "hosts: { other: { ip: 172.16.0.11 } }"),
        ("lan: 172.16.0.1/24 }", "lan: 172.16.0.1/24 }, firewall: true"),
    ];
    let found = blockers(&edited(RACK.to_owned(), edits), "web -> 172.16.0.11 tcp/443");
    assert_eq!(found, ["p.lgw: bgp-session-down", "c.r: unsupported-object"]);
}

#[test]
fn what_loses_a_group_says_what_would_help() {
    let rack: Edits = &[
        ("cidr: 10.1.2.0/24, zone: usw2-az2", "cidr: 10.1.2.0/24, outpost: p"),
        ("instances:\n", "outposts: { p: { zone: usw2-az2 } }\ninstances:\n"),
    ];
    for (edits, facts, help) in [
        (&[] as Edits, &["TGW-11"] as &[_], "referencing on"),
        (rack, &["TGW-11", "IV-06"], "address range"),
    ] {
        let (model, errors) = read_text(&edited(grouped(), edits));
        assert!(errors.is_empty(), "{errors:?}");
        let found = trace(&Network::build(model), "x -> y tcp/443").blockers;
        let lost = found.iter().find(|one| one.blocker.reason.id() == "sg-ref-lost");
        let blocker = &lost.expect("the group is lost").blocker;
        assert_eq!(blocker.facts, facts);
        assert!(blocker.help.contains(help), "{}", blocker.help);
    }
}
