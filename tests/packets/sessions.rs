//! BGP sessions: up while both ends agree, and the reason if not, whichever end it is at; and the ways
//! inside an AS that sessions and next hops stand on.

use std::net::IpAddr;

use outpath_core::{
    bgp::{Bgp, Peering, Session, Toward, link_down, peering, service_link_session},
    model::{Link, Model, RouterId},
};

use crate::{stems::RACK, way::read_text};

fn model(text: &str) -> Model {
    let (model, errors) = read_text(text);
    assert!(errors.is_empty(), "{errors:?}\n{text}");
    model
}

fn router(model: &Model, name: &str) -> RouterId {
    let named = |id: &RouterId| model.routers[*id].identity.name == name;
    model.routers.ids().find(named).expect("the router is there")
}

/// One of two routers, as a test writes it.
#[derive(Clone, Copy)]
struct End {
    fields: &'static str,
    interface: &'static str,
    bgp: &'static str,
}

const ONE: End = End {
    fields: "asn: 65010",
    interface: "address: 192.168.0.1/29, segment: wan, vlan: 7",
    bgp: "bgp: { neighbors: { OTHER: {} } }",
};
const TWO: End = End {
    fields: "asn: 65020",
    interface: "address: 192.168.0.2/29, segment: wan, vlan: 7",
    bgp: "bgp: { neighbors: { OTHER: {} } }",
};

/// What breaks an end.
type Break = fn(End) -> End;

fn written(name: &str, other: &str, end: End) -> String {
    let End { fields, interface, bgp } = end;
    let bgp = bgp.replace("OTHER", other);
    format!("      {name}: {{ {fields}, interfaces: {{ wan: {{ {interface} }} }}, {bgp} }}\n")
}

fn between(one: End, other: End, wan: &str) -> Peering {
    let text = format!(
        "outpath: 1\non_premises:\n  c:\n    segments: {{ wan: {{ cidr: 192.168.0.0/29{wan} }}, far: {{ cidr: 10.1.0.0/24 }} }}\n    routers:\n{}{}",
        written("r", "s", one),
        written("s", "r", other),
    );
    let model = model(&text);
    let bgp = Bgp::build(&model);
    peering(&model, bgp.interior(), [router(&model, "c.r"), router(&model, "c.s")])
}

fn words(found: Peering, text: &str) -> String {
    match found {
        Peering::Up(addresses) => format!("up {addresses:?}"),
        Peering::Down(why) => why.words(&model(text)),
    }
}

/// Two routers by the names of those that sessions are judged between.
const NAMES: &str = "outpath: 1\non_premises: { c: { routers: { r: {}, s: {} } } }\n";

#[test]
fn two_routers_that_agree_have_a_session() {
    let addresses = ["192.168.0.1", "192.168.0.2"].map(|one| one.parse::<IpAddr>().unwrap());
    assert_eq!(between(ONE, TWO, ""), Peering::Up(addresses));
    let full =
        End { bgp: "bgp: { neighbors: { OTHER: { asn: 65020, address: 192.168.0.2 } } }", ..ONE };
    assert_eq!(between(full, TWO, ""), Peering::Up(addresses));
    let one_as = End { fields: "asn: 65010", ..TWO };
    assert_eq!(between(ONE, one_as, ""), Peering::Up(addresses));
    let untagged = End { interface: "address: 192.168.0.1/29, segment: wan", ..ONE };
    assert_eq!(between(untagged, TWO, ""), Peering::Up(addresses));
}

#[test]
fn every_reason_is_found_at_either_end() {
    let cases: &[(&str, Break)] = &[
        ("router `c.AT` is down", |end| End {
            fields: if end.fields == ONE.fields {
                "asn: 65010, state: down"
            } else {
                "asn: 65020, state: down"
            },
            ..end
        }),
        ("router `c.AT` does not speak BGP", |end| End { bgp: "announce: []", ..end }),
        ("router `c.AT` does not name the other as neighbor", |end| End { bgp: "bgp: {}", ..end }),
        ("it is shut down at router `c.AT`", |end| End {
            bgp: "bgp: { neighbors: { OTHER: { session: down } } }",
            ..end
        }),
        ("router `c.AT` expects AS65099, but its neighbor is ASTHERE", |end| End {
            bgp: "bgp: { neighbors: { OTHER: { asn: 65099 } } }",
            ..end
        }),
        (
            "router `c.AT` expects the address 192.168.0.6, which its neighbor does not have there",
            |end| End { bgp: "bgp: { neighbors: { OTHER: { address: 192.168.0.6 } } }", ..end },
        ),
        ("they share no segment", |end| End {
            interface: "address: 10.1.0.1/24, segment: far",
            ..end
        }),
    ];
    for (expected, broken) in cases {
        let at_one = between(broken(ONE), TWO, "");
        let expected_at = |at, asn| expected.replace("AT", at).replace("THERE", asn);
        assert_eq!(words(at_one, NAMES), expected_at("r", "65020"));
        let at_other = between(ONE, broken(TWO), "");
        assert_eq!(words(at_other, NAMES), expected_at("s", "65010"));
    }
    let tagged = |end: End| End {
        interface: if end.fields == ONE.fields {
            "address: 192.168.0.1/29, segment: wan, vlan: 8"
        } else {
            "address: 192.168.0.2/29, segment: wan, vlan: 8"
        },
        ..end
    };
    let vlans = [between(tagged(ONE), TWO, ""), between(ONE, tagged(TWO), "")];
    assert_eq!(
        vlans.map(|one| words(one, NAMES)),
        ["their interfaces are in VLAN 8 and VLAN 7", "their interfaces are in VLAN 7 and VLAN 8"]
    );
    assert_eq!(
        words(between(ONE, TWO, ", state: down"), NAMES),
        "the segment that they share is down"
    );
}

/// A line of three routers: `r` and `s` share no segment, `m` stands between.
fn line(r: &str, s: &str, costs: &str) -> Model {
    model(&format!(
        "outpath: 1
on_premises:
  c:
    routers:
      r: {{ asn: 65010, interfaces: {{ m: {{ address: 192.168.1.1/30{costs} }}, lo: {{ address: 10.255.0.1/32{costs} }} }}, {r} }}
      m: {{ asn: 65010, interfaces: {{ r: {{ address: 192.168.1.2/30{costs} }}, s: {{ address: 192.168.2.1/30{costs} }} }} }}
      s: {{ interfaces: {{ m: {{ address: 192.168.2.2/30{costs} }}, lo: {{ address: 10.255.0.2/32{costs} }} }}, {s} }}
"
    ))
}

fn across(model: &Model) -> String {
    let bgp = Bgp::build(model);
    match peering(model, bgp.interior(), [router(model, "c.r"), router(model, "c.s")]) {
        Peering::Up([one, other]) => format!("{one} {other}"),
        Peering::Down(why) => why.words(model),
    }
}

#[test]
fn routers_of_one_as_reach_each_other_by_the_interior() {
    let (r, s) = ("bgp: { neighbors: { s: {} } }", "asn: 65010, bgp: { neighbors: { r: {} } }");
    assert_eq!(across(&line(r, s, ", cost: 10")), "10.255.0.1 10.255.0.2");
    assert_eq!(across(&line(r, s, "")), "router `c.r` has no way to 10.255.0.2");
    // Static routes to the loopback do as well, if both have one.
    let r = "bgp: { neighbors: { s: {} } }, routes: { 10.255.0.2/32: 192.168.1.2 }";
    assert_eq!(across(&line(r, s, "")), "router `c.s` has no way to 10.255.0.1");
    let s = "asn: 65010, bgp: { neighbors: { r: {} } }, routes: { 10.255.0.1/32: 192.168.2.1 }";
    assert_eq!(across(&line(r, s, "")), "10.255.0.1 10.255.0.2");
}

#[test]
fn routers_of_two_ases_need_multihop_at_both_ends_to_go_further() {
    let near =
        "bgp: { neighbors: { s: { multihop: true } } }, routes: { 10.255.0.2/32: 192.168.1.2 }";
    let far = "asn: 65020, bgp: { neighbors: { r: { multihop: true } } }, routes: { 10.255.0.1/32: 192.168.2.1 }";
    assert_eq!(across(&line(near, far, "")), "10.255.0.1 10.255.0.2");
    let plain = |text: &str| text.replace("multihop: true", "multihop: false");
    assert_eq!(across(&line(&plain(near), far, "")), "they share no segment");
    assert_eq!(across(&line(near, &plain(far), "")), "they share no segment");
    // Between loopbacks, also of routers that share a segment.
    let one = End {
        fields: "asn: 65010, routes: { 10.255.0.2/32: 192.168.0.2 }",
        bgp: "bgp: { neighbors: { OTHER: { multihop: true, address: 10.255.0.2 } } }",
        interface: "address: 192.168.0.1/29, segment: wan }, lo: { address: 10.255.0.1/32",
    };
    let other = End {
        fields: "asn: 65020, routes: { 10.255.0.1/32: 192.168.0.1 }",
        bgp: "bgp: { neighbors: { OTHER: { multihop: true, address: 10.255.0.1 } } }",
        interface: "address: 192.168.0.2/29, segment: wan }, lo: { address: 10.255.0.2/32",
    };
    assert_eq!(words(between(one, other, ""), NAMES), "up [10.255.0.1, 10.255.0.2]");
}

/// A square over two sites: `a` reaches `d` by `b` and by `c`, equally far.
const SQUARE: &str = "\
outpath: 1
on_premises:
  x:
    segments: { ac: { cidr: 10.0.0.4/30 }, bd: { cidr: 10.0.0.8/30 } }
    routers:
      a: { asn: 1, interfaces: { b: { address: 10.0.0.1/30, cost: 10 }, c: { address: 10.0.0.5/30, cost: 10 }, up: 10.9.0.1/24 }, routes: { 10.7.0.0/16: 10.9.0.2, 192.168.1.0/24: discard } }
      b: { asn: 1, interfaces: { a: { address: 10.0.0.2/30, cost: 10 }, d: { address: 10.0.0.9/30, cost: 10 } } }
  y:
    routers:
      c: { asn: 1, interfaces: { a: { address: 10.0.0.6/30, segment: x.ac, cost: 10 }, d: { address: 10.0.0.13/30, cost: 10 } } }
      d: { asn: 1, interfaces: { b: { address: 10.0.0.10/30, segment: x.bd, cost: 10 }, c: { address: 10.0.0.14/30, cost: 10 }, lan: { address: 192.168.0.1/23, cost: 1 }, dark: 192.168.9.1/24 } }
";

/// Returns how `a` gets somewhere: the kind, the cost and the first hops.
fn toward(text: &str, to: &str) -> String {
    let model = model(text);
    let bgp = Bgp::build(&model);
    let found =
        bgp.interior().toward(&model, router(&model, "x.a"), to.parse().expect("an address"));
    match found {
        None => "nothing".to_owned(),
        Some((Toward::Connected, cost)) => format!("connected {cost}"),
        Some((Toward::Static(prefix), cost)) => format!("static {prefix} {cost}"),
        Some((Toward::Interior(route), cost)) => {
            let hops = route.hops.iter().map(|id| model.routers[*id].identity.name.as_str());
            format!("{cost} by {}", hops.collect::<Vec<_>>().join(" "))
        }
    }
}

#[test]
fn the_interior_takes_the_cheapest_ways_and_shares_equal_ones() {
    assert_eq!(toward(SQUARE, "192.168.0.9"), "21 by x.b y.c");
    for (from, to, expected) in [
        ("10.0.0.5/30, cost: 10", "10.0.0.5/30, cost: 11", "21 by x.b"),
        // What it costs to come back does not matter.
        (
            "10.0.0.6/30, segment: x.ac, cost: 10",
            "10.0.0.6/30, segment: x.ac, cost: 11",
            "21 by x.b y.c",
        ),
        ("bd: { cidr: 10.0.0.8/30 }", "bd: { cidr: 10.0.0.8/30, state: down }", "21 by y.c"),
        ("b: { asn: 1,", "b: { state: down, asn: 1,", "21 by y.c"),
        ("b: { asn: 1,", "b: { asn: 2,", "21 by y.c"),
        ("10.0.0.2/30, cost: 10", "10.0.0.2/30", "21 by y.c"),
        ("10.0.0.2/30, cost: 10", "10.0.0.2/30, vlan: 5, cost: 10", "21 by x.b y.c"),
        ("d: { asn: 1,", "d: { state: down, asn: 1,", "nothing"),
    ] {
        assert!(SQUARE.contains(from), "{from}");
        assert_eq!(toward(&SQUARE.replacen(from, to, 1), "192.168.0.9"), expected, "{to}");
    }
    let vlans = SQUARE.replace("10.0.0.2/30,", "10.0.0.2/30, vlan: 5,");
    let vlans = vlans.replace("10.0.0.1/30,", "10.0.0.1/30, vlan: 6,");
    assert_eq!(toward(&vlans, "192.168.0.9"), "21 by y.c");
}

#[test]
fn the_longest_prefix_decides_then_connected_then_static_then_the_interior() {
    assert_eq!(toward(SQUARE, "10.0.0.2"), "connected 0");
    assert_eq!(toward(SQUARE, "10.0.0.10"), "20 by x.b");
    assert_eq!(toward(SQUARE, "10.7.1.1"), "static 10.7.0.0/16 0");
    assert_eq!(toward(SQUARE, "192.168.1.1"), "nothing", "discarded");
    assert_eq!(toward(SQUARE, "192.168.9.1"), "nothing", "an interface without a cost is not told");
    let statics = SQUARE.replace("192.168.1.0/24: discard", "192.168.0.0/23: 10.9.0.2");
    assert_eq!(toward(&statics, "192.168.0.9"), "static 192.168.0.0/23 0");
}

/// The rack with a device that speaks BGP, a VPN connection and Direct Connect.
fn with_aws(edits: &[(&str, &str)]) -> Model {
    let mut text = RACK
        .replace("        { interfaces: { ond: 172.31.0.2/30,", "        { asn: 65010, bgp: { neighbors: { p.lgw.main.ond: {}, p.service-link.ond: {}, wan: {}, port.dx: {} } }, interfaces: { ond: { address: 172.31.0.2/30, vlan: 7 }, sl: { address: 172.31.1.2/30, vlan: 8 }, dx: { address: 169.254.0.2/30, vlan: 9 },")
        .replace("ond: { local: 172.31.0.1/30, peer: c.r }", "ond: { local: 172.31.0.1/30, vlan: 7, peer: c.r }")
        .replace("    zone: usw2-az1\n", "    zone: usw2-az1\n    service_link: { block: 10.8.0.0/26, vifs: { ond: { local: 172.31.1.1/30, vlan: 8, peer: c.r } } }\n")
        .replace("    cidrs: [10.0.0.0/16]\n", "    cidrs: [10.0.0.0/16]\n    virtual_private_gateway: { asn: 64600 }\n");
    text.push_str("vpn_connections: { wan: { gateway: a.vgw, customer_gateway: c.r } }\ndirect_connect: { port: { virtual_interfaces: { dx: { type: private, gateway: a.vgw, peer: c.r, vlan: 9, local: 169.254.0.1/30 } } } }\n");
    for (from, to) in edits {
        assert_eq!(text.matches(from).count(), 1, "{from}");
        text = text.replacen(from, to, 1);
    }
    model(&text)
}

/// Returns the sessions of the local gateway, the service link, the VPN connection and Direct Connect.
fn sessions(edits: &[(&str, &str)]) -> [String; 4] {
    let model = with_aws(edits);
    let session = |session| match session {
        Session::Up(_) => "up".to_owned(),
        Session::Down(why) => why.words(),
    };
    let link = |link| link_down(&model, link).map_or_else(|| "up".to_owned(), |why| why.words());
    [
        session(Bgp::build(&model).session(model.vifs.ids().next().expect("there is one"))),
        session(service_link_session(
            &model,
            model.service_link_vifs.ids().next().expect("there is one"),
        )),
        link(Link::Vpn(model.vpn_connections.ids().next().expect("there is one"))),
        link(Link::DirectConnect(
            model.direct_connect_interfaces.ids().next().expect("there is one"),
        )),
    ]
}

/// What differs with an edit: the session by its position, and its state.
#[track_caller]
fn differ(edits: &[(&str, &str)], expected: &[(usize, &str)]) {
    let mut all = ["up"; 4];
    for (at, words) in expected {
        all[*at] = words;
    }
    assert_eq!(sessions(edits), all, "{edits:?}");
}

#[test]
fn aws_and_a_router_agree_on_addresses_numbers_and_vlans() {
    differ(&[], &[]);
    let at_link = "it is in VLAN 9, but the customer device in VLAN 10";
    differ(&[("169.254.0.2/30, vlan: 9", "169.254.0.2/30, vlan: 10")], &[(3, at_link)]);
    differ(&[("169.254.0.2/30, vlan: 9", "169.254.0.2/30")], &[]);
    let address = "it expects the customer device at 169.254.0.3, but that has 169.254.0.2";
    differ(
        &[
            ("local: 169.254.0.1/30", "local: 169.254.0.1/29, peer_ip: 169.254.0.3"),
            ("169.254.0.2/30", "169.254.0.2/29"),
        ],
        &[(3, address)],
    );
    // The interface of Direct Connect may go without saying, those toward an Outpost may not.
    differ(&[("dx: { address: 169.254.0.2/30, vlan: 9 },", "")], &[]);
    let none = "its customer device has no address in the same subnet";
    differ(&[("sl: { address: 172.31.1.2/30, vlan: 8 },", "")], &[(1, none)]);
    for (at, name, asn) in [(0, "p.lgw.main.ond", 64512), (2, "wan", 64600), (3, "port.dx", 64600)]
    {
        let expects = |asn: u32| (format!("{name}: {{}}"), format!("{name}: {{ asn: {asn} }}"));
        let (from, right) = expects(asn);
        differ(&[(&from, &right)], &[]);
        let words = format!("its customer device expects AS65099, but it is AS{asn}");
        differ(&[(&from, &expects(65099).1)], &[(at, &words)]);
    }
    for (at, name, address) in [
        (0, "p.lgw.main.ond", "172.31.0.1"),
        (1, "p.service-link.ond", "172.31.1.1"),
        (3, "port.dx", "169.254.0.1"),
    ] {
        let from = format!("{name}: {{}}");
        let right = format!("{name}: {{ address: {address} }}");
        differ(&[(&from, &right)], &[]);
        let wrong = format!("{name}: {{ address: 192.0.2.1 }}");
        let words = format!("its customer device expects it at 192.0.2.1, but it has {address}");
        differ(&[(&from, &wrong)], &[(at, &words)]);
    }
}

#[test]
fn what_fails_takes_its_sessions_down() {
    let down = "its customer device is down";
    let all = [(0, down), (1, down), (2, down), (3, down)];
    differ(&[("{ asn: 65010,", "{ state: down, asn: 65010,")], &all);
    let segment = "the segment to its customer device is down";
    let segments = "lan: { cidr: 172.16.0.0/24 }";
    for (at, cidr) in [(0, "172.31.0.0/30"), (1, "172.31.1.0/30"), (3, "169.254.0.0/30")] {
        let to = format!("{segments}, x: {{ cidr: {cidr}, state: down }}");
        differ(&[(segments, &to)], &[(at, segment)]);
    }
    let names = ["p.lgw.main.ond", "p.service-link.ond", "wan", "port.dx"];
    for (at, name) in names.into_iter().enumerate() {
        let shut = format!("{name}: {{ session: down }}");
        let words = "its customer device holds the session down";
        differ(&[(&format!("{name}: {{}}"), &shut)], &[(at, words)]);
    }
}
