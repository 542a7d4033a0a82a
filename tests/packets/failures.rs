//! What fails, as a change of the model: the flow before and after, and what was touched.

use outpath_core::{
    forwarding::{Network, Path, Trace},
    model::{DirectConnectInterfaceState, Model, ObjectId, SessionState},
    routing::{Candidate, Choice, RouteRef, TableRef},
    scenario::{Change, apply},
};

use crate::{
    joined::HYBRID,
    stems::RACK,
    way::{read_text, trace},
};

fn model(text: &str) -> Model {
    let (model, errors) = read_text(text);
    assert!(errors.is_empty(), "{errors:?}\n{text}");
    model
}

fn outcomes(model: &Model, flow: &str) -> Vec<&'static str> {
    let trace: Trace = trace(&Network::build(model.clone()), flow);
    trace.forward.iter().map(|path| path.outcome.id()).collect()
}

/// Applies a change, which names what it touches, and is the same when it is applied twice.
fn after(model: &Model, change: &Change, touched: &[ObjectId]) -> Model {
    let (changed, objects) = apply(model, change);
    assert_eq!(objects.objects.into_iter().collect::<Vec<_>>(), touched, "{change:?}");
    let (again, nothing) = apply(&changed, change);
    assert_eq!(again, changed, "{change:?}");
    assert!(nothing.objects.is_empty(), "{change:?}");
    changed
}

#[test]
fn one_tunnel_carries_a_vpn_connection_and_none_does_not() {
    let before = model(HYBRID);
    let flow = "x -> db tcp/443";
    assert_eq!(outcomes(&before, flow), ["delivered"]);
    let connection = before.vpn_connections.ids().next().unwrap();
    let tunnels = |up| Change::Tunnels { connection, up };
    let one = after(&before, &tunnels(1), &[connection.into()]);
    assert_eq!(outcomes(&one, flow), ["delivered"]);
    let none = after(&one, &tunnels(0), &[connection.into()]);
    // What the gateway knew of the site is gone with the tunnels.
    let both = after(&none, &tunnels(2), &[connection.into()]);
    assert_eq!(both, before);
}

/// A gateway that knows nothing because its link is down says which.
#[test]
fn a_gateway_names_its_link_that_is_down() {
    let written = HYBRID.replacen("propagate: true", "routes: { 172.16.0.0/24: vgw }", 1);
    let help = |text: &str| {
        let trace = trace(&Network::build(model(text)), "x -> db tcp/443");
        let blocker = trace.forward.first().and_then(|path| path.outcome.blocker()).unwrap();
        assert_eq!(blocker.reason.id(), "no-route");
        blocker.help.clone()
    };
    let without = written.replace("announce: [172.16.0.0/24]", "announce: [172.16.9.0/24]");
    assert!(help(&without).starts_with("Announce the prefix"), "{}", help(&without));
    let down = written.replace("customer_gateway: c.r", "customer_gateway: c.r, tunnels: [down]");
    assert_eq!(help(&down), "Bring VPN connection `wan` up: no tunnel is up.");
}

#[test]
fn a_port_takes_its_virtual_interfaces_with_it() {
    let before = model(HYBRID);
    let flow = "log -> y tcp/443";
    assert_eq!(outcomes(&before, flow), ["delivered"]);
    let connection = before.direct_connect_connections.ids().next().unwrap();
    let port = Change::DirectConnectPort { connection, up: false };
    assert_ne!(outcomes(&after(&before, &port, &[connection.into()]), flow), ["delivered"]);
    let interface = before.direct_connect_interfaces.ids().next().unwrap();
    let state = DirectConnectInterfaceState::Down;
    let down = Change::DirectConnectInterface { interface, state };
    assert_ne!(outcomes(&after(&before, &down, &[interface.into()]), flow), ["delivered"]);
}

#[test]
fn a_lag_takes_every_session_over_it() {
    let both = "vifs: { ond: { lag: one, local: 172.31.0.1/30, peer: c.r }, \
                two: { lag: two, local: 172.31.0.9/30, peer: c.s } }";
    let text = RACK.replace("vifs: { ond: { local: 172.31.0.1/30, peer: c.r } }", both).replace(
        "    routers:\n",
        "    routers:\n      s: { interfaces: { ond: 172.31.0.10/30, lan: 172.16.0.2/24 }, announce: [172.16.0.0/24] }\n",
    );
    let before = model(&text);
    let flow = "web -> db tcp/443";
    assert_eq!(outcomes(&before, flow), ["delivered", "delivered"]);
    let gateway = before.local_gateways.ids().next().unwrap();
    let down = |lag: &str| Change::Lag { gateway, lag: lag.to_owned(), state: SessionState::Down };
    let vifs: Vec<ObjectId> = before.vifs.ids().map(ObjectId::from).collect();
    let one = after(&before, &down("one"), &vifs[..1]);
    assert_eq!(outcomes(&one, flow), ["delivered"]);
    let none = after(&one, &down("two"), &vifs[1..]);
    assert_eq!(outcomes(&none, flow), ["bgp-session-down"]);
    let nothing = after(&before, &down("three"), &[]);
    assert_eq!(nothing, before);
}

/// A router fails with its VRFs, a segment with what stands on it, and each session by itself.
#[test]
fn routers_segments_and_sessions_fail_and_come_back() {
    let text = RACK.replace(
        "announce: [172.16.0.0/24] }",
        "announce: [172.16.0.0/24], vrfs: { v: { interfaces: { x: 10.99.0.1/24 } } } }\n      s: { asn: 65020, interfaces: { lan: 172.16.0.2/24 }, bgp: { neighbors: { r: {} } } }",
    );
    let text = text.replace(
        "        { interfaces: { ond",
        "        { asn: 65010, bgp: { neighbors: { s: {} } }, interfaces: { ond",
    );
    let text =
        text.replace("lan: { cidr: 172.16.0.0/24 }", "lan: { cidr: 172.16.0.0/24, next_hop: r }");
    let before = model(&text);
    let named = |name: &str| {
        let found = before.routers.iter().find(|(_, router)| router.identity.name == name);
        found.map(|(id, _)| id).unwrap()
    };
    let (router, vrf, other) = (named("c.r"), named("c.r.v"), named("c.s"));
    assert_eq!(outcomes(&before, "web -> db tcp/443"), ["delivered"]);
    assert_eq!(outcomes(&before, "db -> web tcp/443"), ["delivered"]);
    // The name of a VRF means the device as well.
    let fails = |up| Change::Router { router: vrf, up };
    let without = after(&before, &fails(false), &[router.into(), vrf.into()]);
    assert_eq!(outcomes(&without, "web -> db tcp/443"), ["bgp-session-down"]);
    assert_eq!(outcomes(&without, "db -> web tcp/443"), ["router-down"]);
    assert_eq!(after(&without, &fails(true), &[router.into(), vrf.into()]), before);

    let segment = before.hosts.values().next().unwrap().segment;
    let cut = |up| Change::Segment { segment, up };
    let without = after(&before, &cut(false), &[segment.into()]);
    assert_eq!(outcomes(&without, "db -> web tcp/443"), ["segment-down"]);
    assert_eq!(outcomes(&without, "web -> db tcp/443"), ["no-route"]);
    assert_eq!(after(&without, &cut(true), &[segment.into()]), before);

    let state = SessionState::Down;
    let peering = Change::Peering { routers: [other, router], state };
    let apart = after(&before, &peering, &[router.into(), other.into()]);
    let sessions =
        |model: &Model| Network::build(model.clone()).bgp.customer().sessions(other).count();
    assert_eq!((sessions(&before), sessions(&apart)), (1, 0));
    let nobody = Change::Peering { routers: [vrf, other], state };
    assert_eq!(after(&before, &nobody, &[]), before);
}

/// Hosts notice that one of their routers is down; a static route does not (facts TOP-97 and TOP-98).
#[test]
fn a_next_hop_that_is_down_is_noticed_by_hosts_only() {
    let text = RACK
        .replace("lan: { cidr: 172.16.0.0/24 }", "lan: { cidr: 172.16.0.0/24, next_hop: [r, s] }, far: { cidr: 10.50.0.0/24, next_hop: t }")
        .replace("    routers:\n", "    routers:\n      s: { interfaces: { lan: 172.16.0.2/24 }, routes: { 10.0.0.0/8: 172.16.0.1 } }\n      t: { interfaces: { lan: 172.16.0.3/24, far: 10.50.0.1/24 }, routes: { 10.0.0.0/16: [r, s] } }\n")
        .replace("hosts: {", "hosts: { x: { ip: 10.50.0.9, segment: far },");
    let before = model(&text);
    let id = |name: &str| {
        before.routers.iter().find(|(_, one)| one.identity.name == name).map(|(id, _)| id).unwrap()
    };
    let fails = Change::Router { router: id("c.s"), up: false };
    let without = after(&before, &fails, &[id("c.s").into()]);
    assert_eq!(outcomes(&before, "db -> web tcp/443"), ["delivered", "delivered"]);
    assert_eq!(outcomes(&without, "db -> web tcp/443"), ["delivered"]);
    assert_eq!(outcomes(&before, "x -> web tcp/443"), ["delivered", "delivered"]);
    assert_eq!(outcomes(&without, "x -> web tcp/443"), ["delivered", "router-down"]);
}

/// What a network device in maintenance announces is avoided, and used where there is nothing else
/// (fact BGP-07).
#[test]
fn maintenance_moves_traffic_to_the_other_device() {
    let both = "vifs: { one: { local: 172.31.0.1/30, peer: c.r }, \
                two: { local: 172.31.0.9/30, peer: c.r } }";
    let text = RACK
        .replace("vifs: { ond: { local: 172.31.0.1/30, peer: c.r } }", both)
        .replace("ond: 172.31.0.2/30,", "ond: 172.31.0.2/30, two: 172.31.0.10/30,")
        .replace("    zone: usw2-az1\n", "    zone: usw2-az1\n    service_link: { block: 10.8.0.0/26, vifs: { one: { local: 172.31.1.1/30, peer: c.r } } }\n");
    for speaks in ["", "asn: 65010, bgp: { multipath: 4 }, "] {
        let text = text.replace(
            "        { interfaces: { ond",
            &format!("        {{ {speaks}interfaces: {{ ond"),
        );
        let before = model(&text);
        let gateway = before.local_gateways.ids().next().unwrap();
        let begins =
            |lag: &str, begins| Change::Maintenance { gateway, lag: lag.to_owned(), begins };
        let vifs: Vec<ObjectId> = before.vifs.ids().map(ObjectId::from).collect();
        let service_link = before.service_link_vifs.ids().next().unwrap().into();
        let ways = |model: &Model| {
            let network = Network::build(model.clone());
            assert!(outcomes(model, "db -> web tcp/443").iter().all(|one| *one == "delivered"));
            let router = TableRef::Router(model.routers.ids().next().unwrap());
            let selection = network.tables.select(model, router, "10.0.1.10".parse().unwrap());
            let Choice::Routes(routes) = selection.choice else { panic!("{selection:?}") };
            let vif = |route: &Candidate| match route.route {
                RouteRef::Learned(_, vif) => ObjectId::from(vif),
                other => panic!("{other:?}"),
            };
            routes.iter().map(vif).collect::<Vec<_>>()
        };
        // The Outpost steers its own traffic away as well (fact PKT-40).
        let out = |model: &Model| {
            let network = Network::build(model.clone());
            let trace = trace(&network, "web -> db tcp/443");
            let ways = trace.forward.iter();
            let by = |path: &Path| {
                path.hops.iter().find_map(|hop| hop.node.object().filter(|one| vifs.contains(one)))
            };
            ways.filter_map(by).collect::<Vec<_>>()
        };
        assert_eq!(ways(&before), vifs, "{speaks}");
        assert_eq!(out(&before), vifs, "{speaks}");
        let one = after(&before, &begins("one", true), &[vifs[0], service_link]);
        assert_eq!(ways(&one), vifs[1..], "{speaks}");
        assert_eq!(out(&one), vifs[1..], "{speaks}");
        let none = after(&one, &begins("two", true), &vifs[1..]);
        assert_eq!(ways(&none), vifs, "{speaks}");
        assert_eq!(out(&none), vifs, "{speaks}");
        let again = after(&none, &begins("one", false), &[vifs[0], service_link]);
        assert_eq!(ways(&again), vifs[..1], "{speaks}");
    }
}
