//! Packets by what BGP comes to among the customer's routers, before and after something fails.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends where it stands")]

use outpath_core::{
    forwarding::{Network, Trace},
    graph::Node,
    model::{Model, SessionState},
    scenario::{Change, apply},
};

use crate::way::{read_text, trace};

/// The shipped network of two sites.
fn two_sites() -> Model {
    let path =
        outpath_tests::files::root().join("topologies/two-sites-fourteen-routers/topology.yaml");
    let text = std::fs::read_to_string(path).unwrap();
    let (model, errors) = read_text(&text);
    assert!(errors.is_empty(), "{errors:?}");
    model
}

/// The outcomes of the way there and of the way back, and the routers of all ways there.
fn ways(model: &Model, flow: &str) -> (Vec<String>, Vec<String>) {
    let found: Trace = trace(&Network::build(model.clone()), flow);
    let back = found.replies.iter().flat_map(|reply| &reply.paths);
    let outcomes = found.forward.iter().chain(back).map(|path| path.outcome.id().to_owned());
    let mut outcomes: Vec<String> = outcomes.collect();
    outcomes.sort_unstable();
    outcomes.dedup();
    let mut routers: Vec<String> = found
        .forward
        .iter()
        .flat_map(|path| &path.hops)
        .filter_map(|hop| match hop.node {
            Node::Router(id) => Some(model.routers[id].identity.name.clone()),
            _ => None,
        })
        .collect();
    routers.sort_unstable();
    routers.dedup();
    (outcomes, routers)
}

fn after(model: &Model, change: &Change) -> Model {
    let (changed, touched) = apply(model, change);
    assert!(!touched.objects.is_empty(), "{change:?}");
    changed
}

fn vif(model: &Model, name: &str) -> outpath_core::model::VifId {
    model.vifs.iter().find(|(_, vif)| vif.identity.name.ends_with(name)).unwrap().0
}

/// PKT-39: one network device down, the flows move to the other, and the subnet stays announced.
#[test]
fn the_remaining_network_device_takes_over() {
    let before = two_sites();
    let (outcomes, routers) = ways(&before, "mill -> web tcp/443");
    assert_eq!(outcomes, ["delivered"]);
    assert!(
        routers.contains(&"north.cnd-1".to_owned()) && routers.contains(&"north.cnd-2".to_owned())
    );
    let down = Change::Session { vif: vif(&before, "ond-1"), state: SessionState::Down };
    let one = after(&before, &down);
    let (outcomes, routers) = ways(&one, "mill -> web tcp/443");
    assert_eq!(outcomes, ["delivered"]);
    assert!(!routers.contains(&"north.cnd-1".to_owned()), "{routers:?}");
    let down = Change::Session { vif: vif(&one, "ond-2"), state: SessionState::Down };
    let none = after(&one, &down);
    // Nobody announces the subnet any more: what is left is the VPC by Direct Connect, and from there
    // the service link. Its reply has no session to leave by.
    let (outcomes, routers) = ways(&none, "mill -> web tcp/443");
    assert!(routers.contains(&"north.dx".to_owned()), "{routers:?}");
    assert!(!outcomes.contains(&"delivered".to_owned()) || outcomes.len() > 1, "{outcomes:?}");
}

/// PKT-40: a network device in maintenance announces with AS path 4. The customer shifts, and the
/// Outpost steers away.
#[test]
fn a_network_device_in_maintenance_is_avoided_both_ways() {
    let mut model = two_sites();
    let one = vif(&model, "ond-1");
    model.vifs[one].maintenance = true;
    for flow in ["mill -> web tcp/443", "web -> mill tcp/443"] {
        let (outcomes, routers) = ways(&model, flow);
        assert_eq!(outcomes, ["delivered"], "{flow}");
        assert!(!routers.contains(&"north.cnd-1".to_owned()), "{flow}: {routers:?}");
    }
    // Both in maintenance: both are used again.
    let other = vif(&model, "ond-2");
    model.vifs[other].maintenance = true;
    let (outcomes, routers) = ways(&model, "web -> mill tcp/443");
    assert_eq!(outcomes, ["delivered"]);
    assert!(
        routers.contains(&"north.cnd-1".to_owned()) && routers.contains(&"north.cnd-2".to_owned())
    );
}

/// The backup takes over there and back when the port of the first site fails.
#[test]
fn the_backup_port_takes_over() {
    let before = two_sites();
    let port = before.direct_connect_connections.iter();
    let mut port = port.filter(|(_, one)| one.identity.name == "port-1").map(|(id, _)| id);
    let connection = port.next().unwrap();
    let down = after(&before, &Change::DirectConnectPort { connection, up: false });
    for flow in ["office -> reports tcp/443", "mill -> reports tcp/443"] {
        let (outcomes, routers) = ways(&before, flow);
        assert_eq!(outcomes, ["delivered"], "{flow}");
        assert!(routers.contains(&"north.dx".to_owned()), "{flow}: {routers:?}");
        let (outcomes, routers) = ways(&down, flow);
        assert_eq!(outcomes, ["delivered"], "{flow}");
        assert!(routers.contains(&"south.dx".to_owned()), "{flow}: {routers:?}");
        assert!(!routers.contains(&"north.dx".to_owned()), "{flow}: {routers:?}");
    }
}

/// A provider that no longer announces its prefix takes the default of its site along.
#[test]
fn the_other_provider_takes_over() {
    let mut model = two_sites();
    let (outcomes, routers) = ways(&model, "web -> 9.9.9.9 tcp/443");
    assert_eq!(outcomes, ["delivered"]);
    assert!(routers.contains(&"north.edge".to_owned()), "{routers:?}");
    let isp =
        model.routers.iter().find(|(_, one)| one.identity.name == "providers.isp-1").unwrap().0;
    let prefix = *model.routers[isp].announce.first().unwrap();
    model = after(&model, &Change::Withdraw { router: isp, prefix });
    let (outcomes, routers) = ways(&model, "web -> 9.9.9.9 tcp/443");
    assert_eq!(outcomes, ["delivered"]);
    assert!(routers.contains(&"south.edge".to_owned()), "{routers:?}");
    assert!(!routers.contains(&"north.edge".to_owned()), "{routers:?}");
}

/// LGR-11: a static route to the VIF group carries nothing that no device announces, and a filter of
/// the device decides what that is.
#[test]
fn what_the_device_filters_does_not_leave_the_outpost() {
    let path =
        outpath_tests::files::root().join("topologies/two-sites-fourteen-routers/topology.yaml");
    let text = std::fs::read_to_string(path).unwrap();
    let narrow = text.replacen("[0.0.0.0/0, 172.16.0.0/12 le 24]", "172.16.1.0/24", 1);
    assert_ne!(text, narrow);
    let (model, errors) = read_text(&narrow);
    assert!(errors.is_empty(), "{errors:?}");
    assert_eq!(ways(&model, "web -> office tcp/443").0, ["delivered"]);
    assert_eq!(ways(&model, "web -> mill tcp/443").0, ["prefix-not-received"]);
}

/// Every part that can fail, one after the other and two at once.
fn failures(model: &Model) -> Vec<Change> {
    let down = SessionState::Down;
    let vifs = model.vifs.ids().map(|vif| Change::Session { vif, state: down });
    let ports = model.direct_connect_connections.ids();
    let ports = ports.map(|connection| Change::DirectConnectPort { connection, up: false });
    let withdrawn = model.routers.iter().flat_map(|(router, one)| {
        one.announce.iter().map(move |prefix| Change::Withdraw { router, prefix: *prefix })
    });
    let routers = model.routers.ids().map(|router| Change::Router { router, up: false });
    vifs.chain(ports).chain(withdrawn).chain(routers).collect()
}

/// What is updated after a change is what would be built anew, byte for byte, and nothing is left of a
/// failure that is over.
#[test]
fn an_update_is_a_rebuild() {
    let model = two_sites();
    let before = Network::build(model.clone());
    let ribs = |network: &Network| network.bgp.customer().ribs().clone();
    let flows = ["mill -> web tcp/443", "web -> mill tcp/443", "mill -> reports tcp/443"];
    for change in failures(&model) {
        let failed = after(&model, &change);
        let updated = before.update(failed.clone());
        let built = Network::build(failed);
        assert!(ribs(&updated) == ribs(&built), "{change:?}");
        for flow in flows {
            assert_eq!(trace(&updated, flow), trace(&built, flow), "{change:?}: {flow}");
        }
        let over = updated.update(model.clone());
        assert!(ribs(&over) == ribs(&before), "{change:?} is over");
    }
}

/// Two routers that each prefer the way by the other: which of them gets it depends on who speaks
/// first, so nobody can say where a packet goes.
const DISAGREE: &str = r"outpath: 1
region: us-west-2
vpcs:
  shop:
    cidrs: [10.7.0.0/16]
    virtual_private_gateway: true
    subnets: { app: { cidr: 10.7.1.0/24, zone: usw2-az1, route_table: main } }
    route_tables: { main: { propagate: true } }
instances: { x: { subnet: shop.app, ip: 10.7.1.10 } }
direct_connect:
  port: { virtual_interfaces: { shop: { type: private, gateway: shop.vgw, vlan: 7, peer: c.r1 } } }
on_premises:
  c:
    segments:
      lan-d: { cidr: 172.16.9.0/24, next_hop: d }
      lan-1: { cidr: 172.16.1.0/24, next_hop: r1 }
      d1: { cidr: 10.0.0.0/30 }
      d2: { cidr: 10.0.0.4/30 }
      l12: { cidr: 10.0.0.8/30 }
    route_maps:
      prefer: [{ set: { local_preference: 200 } }]
    routers:
      d:
        asn: 65000
        interfaces: { a: { address: 10.0.0.1/30, segment: d1 }, b: { address: 10.0.0.5/30, segment: d2 }, lan: { address: 172.16.9.1/24, segment: lan-d } }
        announce: [172.16.9.0/24]
        bgp: { neighbors: { r1: {}, r2: {} } }
      r1:
        asn: 65001
        interfaces: { a: { address: 10.0.0.2/30, segment: d1 }, b: { address: 10.0.0.9/30, segment: l12 }, lan: { address: 172.16.1.1/24, segment: lan-1 } }
        announce: [172.16.1.0/24]
        bgp: { neighbors: { d: {}, r2: { import: prefer } } }
      r2:
        asn: 65002
        interfaces: { a: { address: 10.0.0.6/30, segment: d2 }, b: { address: 10.0.0.10/30, segment: l12 } }
        bgp: { neighbors: { d: {}, r1: { import: prefer } } }
    hosts:
      h: { ip: 172.16.1.10, segment: lan-1 }
      t: { ip: 172.16.9.10, segment: lan-d }
";

#[test]
fn where_the_order_of_speaking_decides_the_way_is_unknown() {
    let read = |text: &str| {
        let (model, errors) = read_text(text);
        assert!(errors.is_empty(), "{errors:?}");
        model
    };
    let model = read(DISAGREE);
    assert_eq!(ways(&model, "h -> t tcp/443").0, ["unmodelled-state"]);
    // Nor does AWS know what it is told: the path ends before any router of the customer.
    assert_eq!(ways(&model, "x -> t tcp/443"), (vec!["unmodelled-state".to_owned()], Vec::new()));
    // What no policy pulls at is as sure as ever.
    let (outcomes, routers) = ways(&model, "t -> h tcp/443");
    assert_eq!((outcomes.len(), routers), (2, vec!["c.d".to_owned(), "c.r1".to_owned()]));
    let calm = read(&DISAGREE.replacen("r1: { import: prefer }", "r1: {}", 1));
    let (outcomes, routers) = ways(&calm, "h -> t tcp/443");
    assert_eq!(outcomes, ["delivered"]);
    assert!(routers.contains(&"c.r2".to_owned()), "{routers:?}");
}
