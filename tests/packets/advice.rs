//! What would fix it, where one reason has several causes.

use outpath_core::forwarding::{Blocker, Network, Trace};

use crate::{
    stems::{Edits, RACK, REGION, edited},
    way::{read_text, trace},
};

fn first_blocker(trace: &Trace) -> &Blocker {
    let back = trace.replies.iter().flat_map(|reply| &reply.paths);
    let ended = trace.forward.iter().chain(back).find_map(|path| path.outcome.blocker());
    ended.expect("the flow does not pass")
}

/// Each row: the stem and its edits, the flow, what the help says, and the facts beside it.
const ROWS: &[(&str, Edits, &str, &str, &[&str])] = &[
    // The router never learned the subnet: its own session is down.
    (
        RACK,
        &[("local: 172.31.0.1/30, peer: c.r", "local: 172.31.0.1/30, peer: c.r, session: down")],
        "db -> web tcp/443",
        "Bring up the BGP session of `p.lgw.main.ond`, which would announce 10.0.1.10",
        &["BGP-01", "VIF-07"],
    ),
    // The session is up, but nothing is announced.
    (
        RACK,
        &[("routes: { 172.16.0.0/16: lgw }", "routes: {}")],
        "db -> web tcp/443",
        "Add a route to the local gateway to the route table of the subnet",
        &["DVR-02"],
    ),
    (
        REGION,
        &[("ip: 10.0.2.10", "ip: 10.0.2.10, state: stopped")],
        "web -> app tcp/443",
        "Start the instance.",
        &[],
    ),
    (
        REGION,
        &[("vpcs: [a, b] }", "vpcs: [a, b], state: pending-acceptance }")],
        "app -> far tcp/443",
        "Start, attach or finish",
        &["PCX-01"],
    ),
    (
        REGION,
        &[("public_ip: 203.0.113.5", "public_ip: 203.0.113.5, state: pending")],
        "app -> internet tcp/443",
        "Start, attach or finish",
        &["NAT-12"],
    ),
    // The private address of an instance that the site knows by another one.
    (
        RACK,
        &[
            ("mode: direct-vpc-routing", "mode: coip"),
            ("vpcs: [a],", "vpcs: [a], coip_pools: { x: [10.1.0.0/26] },"),
            ("0.0.0.0/0: vif_group.main", "172.16.0.0/16: vif_group.main"),
            (
                "announce: [172.16.0.0/24]",
                "announce: [172.16.0.0/24], routes: { 10.0.0.0/8: 172.31.0.1 }",
            ),
        ],
        "db -> 10.0.1.10 tcp/443",
        "Send to the customer-owned address of the instance",
        &["COIP-05"],
    ),
    // A service link that does not reach its anchors: the connection that fails.
    (
        include_str!("files/service-link-private.yaml"),
        &[("udp/443 from 10.200.0.0/26, ", "")],
        "web -> app tcp/443",
        "'plant-1.service-link -> 10.3.0.10 udp/443' shows its way",
        &["SL-01", "SL-04"],
    ),
    // A subnet that the table does not reach.
    (
        RACK,
        &[
            ("rack: { routes: { 172.16.0.0/16: lgw } }", "rack: {}"),
            ("0.0.0.0/0: vif_group.main", "172.16.0.0/16: vif_group.main"),
            (
                "announce: [172.16.0.0/24]",
                "announce: [172.16.0.0/24], routes: { 10.0.0.0/8: 172.31.0.1 }",
            ),
        ],
        "db -> 10.0.1.10 tcp/443",
        "Give the subnet of the destination a route to the local gateway",
        &["LGR-08"],
    ),
    // A subnet in the Region, that no local gateway ever reaches,
    (
        RACK,
        &[
            ("0.0.0.0/0: vif_group.main", "172.16.0.0/16: vif_group.main"),
            (
                "announce: [172.16.0.0/24]",
                "announce: [172.16.0.0/24], routes: { 10.0.0.0/8: 172.31.0.1 }",
            ),
        ],
        "db -> 10.0.2.10 tcp/443",
        "by Direct Connect or VPN",
        &["DVR-03"],
    ),
    // nor announces.
    (RACK, &[], "db -> app tcp/443", "by Direct Connect or VPN", &["DVR-03"]),
];

#[test]
fn the_help_fits_the_cause() {
    for (stem, edits, flow, help, facts) in ROWS {
        let (model, errors) = read_text(&edited((*stem).to_owned(), edits));
        assert_eq!(errors, [] as [&str; 0], "{help}");
        let trace = trace(&Network::build(model), flow);
        let blocker = first_blocker(&trace);
        assert!(blocker.help.contains(help), "{help}: {} {}", blocker.message, blocker.help);
        assert_eq!(&blocker.facts.as_slice(), facts, "{help}");
    }
}
