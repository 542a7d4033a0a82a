//! One row of the rulebook's path matrix (12.2) after the other, each with the service links up and
//! down.

use std::collections::BTreeSet;

use outpath_core::{
    forwarding::Network,
    model::{LocalGatewayRouteTarget, Mode, Model, NatConnectivity, NextHop, RouteTarget},
};
use outpath_tests::{
    build::{Build, address, prefix},
    compare::agree,
    naive::{self, NaiveFlow, NaivePath, NaiveTrip, announced},
};

use crate::estate::{Estate, flow};

/// A row: its id and mode, what it changes, the flow, the ways there and back, and the verdict with
/// the service links up and down. A way is written `reason mtu translations source`.
struct Row {
    id: &'static str,
    mode: Mode,
    change: fn(&mut Estate),
    flow: &'static str,
    there: &'static str,
    back: &'static str,
    up: &'static str,
    down: &'static str,
}

const D: Mode = Mode::DirectVpcRouting;
const C: Mode = Mode::Coip;

type Texts = [&'static str; 5];

const fn row(id: &'static str, mode: Mode, change: fn(&mut Estate), texts: Texts) -> Row {
    let [flow, there, back, up, down] = texts;
    Row { id, mode, change, flow, there, back, up, down }
}

fn as_is(_: &mut Estate) {}

fn default_by_gateway(e: &mut Estate) {
    e.by_gateway(e.rack, "0.0.0.0/0", 1);
}

fn public_address(e: &mut Estate) {
    let igw = e.build.model.vpcs[e.vpcs[0]].internet_gateway.expect("the VPC has one");
    e.route(e.rack, "0.0.0.0/0", RouteTarget::InternetGateway(igw));
    e.build.model.network_interfaces[e.web].public_address = Some(address("198.51.100.7"));
}

fn nat_gateway(e: &mut Estate) {
    let public = Some(address("203.0.113.5"));
    let nat = e.build.nat_gateway(e.public, "nat", address("10.0.0.5"), public);
    e.route(e.rack, "0.0.0.0/0", RouteTarget::NatGateway(nat));
}

fn one_side(e: &mut Estate) {
    e.by_gateway(e.rack, "10.0.6.0/24", 1);
}

fn both_sides(e: &mut Estate) {
    one_side(e);
    e.by_gateway(e.far, "10.0.3.0/24", 2);
}

fn both_pools(e: &mut Estate) {
    e.by_gateway(e.rack, "10.1.0.64/26", 1);
    e.by_gateway(e.far, "10.1.0.0/26", 2);
}

fn peering(e: &mut Estate) {
    let pcx = RouteTarget::PeeringConnection(e.build.peering("ab", e.vpcs));
    e.route(e.rack, "10.20.0.0/16", pcx);
    e.route(e.kim, "10.0.0.0/16", pcx);
    e.route(e.jay, "10.0.0.0/16", pcx);
}

fn vpcs_by_gateway(e: &mut Estate) {
    e.by_gateway(e.rack, "10.20.0.0/16", 1);
    e.by_gateway(e.kim, "10.0.0.0/16", 1);
    e.by_gateway(e.jay, "10.0.0.0/16", 2);
}

fn region_by_gateway(e: &mut Estate) {
    e.by_gateway(e.main, "172.16.0.0/12", 1);
}

const ROWS: &[Row] = &[
    row(
        "PKT-01",
        D,
        as_is,
        [
            "web -> shelf",
            "delivered - 0 10.0.3.112",
            "delivered - 0 10.0.5.10",
            "reachable",
            "reachable",
        ],
    ),
    row(
        "PKT-02",
        D,
        as_is,
        [
            "web -> app",
            "delivered 1300 0 10.0.3.112",
            "delivered 1300 0 10.0.1.10",
            "reachable",
            "unreachable",
        ],
    ),
    row(
        "PKT-05",
        D,
        as_is,
        [
            "web -> db",
            "delivered 1500 0 10.0.3.112",
            "delivered 1500 0 172.16.100.10",
            "reachable",
            "reachable",
        ],
    ),
    row(
        "PKT-06",
        C,
        as_is,
        [
            "web -> db",
            "delivered 1500 1 10.1.0.2",
            "delivered 1500 1 172.16.100.10",
            "reachable",
            "reachable",
        ],
    ),
    row(
        "PKT-07",
        C,
        as_is,
        ["lonely -> db", "coip-not-allocated - 0 10.0.3.113", "", "unreachable", "unreachable"],
    ),
    row(
        "PKT-08",
        C,
        as_is,
        [
            "db -> 10.0.3.112",
            "not-routable-on-internet - 1 203.0.113.1, not-routable-on-internet - 1 203.0.113.2",
            "",
            "unreachable",
            "unreachable",
        ],
    ),
    row(
        "PKT-09",
        D,
        as_is,
        [
            "db -> shelf",
            "not-routable-on-internet - 1 203.0.113.1, not-routable-on-internet - 1 203.0.113.2",
            "",
            "unreachable",
            "unreachable",
        ],
    ),
    row(
        "PKT-11",
        D,
        default_by_gateway,
        [
            "web -> internet",
            "delivered 1500 1 203.0.113.1, delivered 1500 1 203.0.113.2",
            "delivered 1500 1 8.8.8.8",
            "reachable",
            "reachable",
        ],
    ),
    row(
        "PKT-12",
        C,
        default_by_gateway,
        [
            "web -> internet",
            "delivered 1500 2 203.0.113.1, delivered 1500 2 203.0.113.2",
            "delivered 1500 2 8.8.8.8",
            "reachable",
            "reachable",
        ],
    ),
    row(
        "PKT-13",
        D,
        public_address,
        [
            "web -> internet",
            "delivered 1300 1 198.51.100.7",
            "delivered 1300 1 8.8.8.8",
            "reachable",
            "unreachable",
        ],
    ),
    row(
        "PKT-14",
        D,
        nat_gateway,
        [
            "web -> internet",
            "delivered 1300 2 203.0.113.5",
            "delivered 1300 2 8.8.8.8",
            "reachable",
            "unreachable",
        ],
    ),
    row(
        "PKT-15",
        D,
        as_is,
        [
            "web -> far",
            "outpost-region-hairpin-blocked - 0 10.0.3.112",
            "",
            "unreachable",
            "unreachable",
        ],
    ),
    row(
        "PKT-16",
        D,
        both_sides,
        [
            "web -> far",
            "delivered 1500 0 10.0.3.112",
            "delivered 1500 0 10.0.6.10",
            "reachable",
            "reachable",
        ],
    ),
    row(
        "PKT-17",
        D,
        one_side,
        [
            "web -> far",
            "delivered 1500 0 10.0.3.112",
            "outpost-region-hairpin-blocked - 0 10.0.6.10",
            "one-way",
            "one-way",
        ],
    ),
    row(
        "PKT-18",
        C,
        both_pools,
        [
            "web -> 10.1.0.66",
            "delivered 1500 2 10.1.0.2",
            "delivered 1500 2 10.1.0.66",
            "reachable",
            "reachable",
        ],
    ),
    row(
        "PKT-19",
        D,
        peering,
        [
            "web -> kim",
            "delivered - 0 10.0.3.112",
            "delivered - 0 10.20.1.10",
            "reachable",
            "reachable",
        ],
    ),
    row(
        "PKT-20",
        D,
        vpcs_by_gateway,
        [
            "web -> kim",
            "delivered 1500 0 10.0.3.112",
            "delivered 1500 0 10.20.1.10",
            "reachable",
            "reachable",
        ],
    ),
    row(
        "PKT-23",
        D,
        vpcs_by_gateway,
        [
            "web -> jay",
            "delivered 1500 0 10.0.3.112",
            "delivered 1500 0 10.20.2.10",
            "reachable",
            "reachable",
        ],
    ),
    row(
        "PKT-24",
        D,
        peering,
        [
            "web -> jay",
            "outpost-region-hairpin-blocked - 0 10.0.3.112",
            "",
            "unreachable",
            "unreachable",
        ],
    ),
    row(
        "PKT-28",
        D,
        region_by_gateway,
        ["app -> db", "lgw-subnet-not-on-outpost - 0 10.0.1.10", "", "unreachable", "unreachable"],
    ),
];

#[test]
fn the_path_matrix_holds() {
    for row in ROWS {
        let mut estate = Estate::new(row.mode);
        (row.change)(&mut estate);
        let model = estate.build.finish();
        let up = round_trip(&model, &flow(&model, row.flow));
        assert_eq!(ways(&up.forward), row.there, "{} there: {:#?}", row.id, up.forward);
        let back = up.replies.iter().flat_map(|(_, paths)| paths);
        assert_eq!(ways(back), row.back, "{} back", row.id);
        assert_eq!(up.verdict, row.up, "{} connected", row.id);
        assert!(whole(&up.forward), "{} shares", row.id);
        let model = disconnected(model);
        let down = round_trip(&model, &flow(&model, row.flow));
        assert_eq!(down.verdict, row.down, "{} disconnected", row.id);
        if row.up != row.down {
            assert!(down.forward.iter().all(|path| path.reason == "service-link-down"));
        } else {
            assert_eq!(down, up, "{}: only paths over a service link change", row.id);
        }
    }
}

#[test]
fn announcements_follow_the_mode() {
    for (mode, one, two) in [
        (D, vec!["10.0.3.0/24", "10.20.1.0/24"], vec!["10.0.6.0/24", "10.20.2.0/24"]),
        (C, vec!["10.1.0.0/26"], vec!["10.1.0.64/26"]),
    ] {
        let model = Estate::new(mode).build.finish();
        for (table, expected) in model.local_gateway_route_tables.ids().zip([one, two]) {
            let expected: BTreeSet<_> = expected.into_iter().map(prefix).collect();
            assert_eq!(announced(&model, table), expected);
        }
    }
}

#[test]
fn a_private_nat_gateway_needs_no_route_back() {
    let mut estate = Estate::new(D);
    let nat = estate.build.nat_gateway(estate.public, "nat", address("10.0.0.5"), None);
    assert_eq!(estate.build.model.nat_gateways[nat].connectivity, NatConnectivity::Private);
    let pcx = RouteTarget::PeeringConnection(estate.build.peering("ab", estate.vpcs));
    let public = estate.build.model.subnets[estate.public].route_table;
    estate.route(estate.main, "10.20.0.0/16", RouteTarget::NatGateway(nat));
    estate.route(public, "10.20.0.0/16", pcx);
    estate.route(estate.kim, "10.0.0.0/24", pcx);
    let model = estate.build.finish();
    let trip = round_trip(&model, &flow(&model, "app -> kim"));
    assert_eq!(ways(&trip.forward), "delivered 1300 1 10.0.0.5");
    assert_eq!(trip.verdict, "reachable");
}

/// Follows a flow both ways, once the engine agrees.
fn round_trip(model: &Model, flow: &NaiveFlow) -> NaiveTrip {
    if let Err(difference) = agree(&Network::build(model.clone()), flow) {
        panic!("{}", difference.text);
    }
    naive::round_trip(model, flow)
}

#[test]
fn a_reply_from_another_address_does_not_count() {
    let mut estate = Estate::new(C);
    let tables = estate.build.model.local_gateway_route_tables.ids();
    let table = tables.min().unwrap();
    let to_web = LocalGatewayRouteTarget::NetworkInterface(estate.web);
    estate.build.gateway_route(table, "10.0.3.112/32", to_web);
    for id in estate.build.model.routers.ids().take(2) {
        let vif = estate.build.model.vifs.iter().find(|(_, vif)| vif.router == Some(id));
        let local = vif.unwrap().1.local.address;
        estate.build.router_route(id, "10.0.3.112/32", NextHop::Address(local));
    }
    let model = estate.build.finish();
    let trip = round_trip(&model, &flow(&model, "db -> web"));
    assert_eq!(ways(&trip.forward), "delivered 1500 0 172.16.100.10");
    let back = trip.replies.iter().flat_map(|(_, paths)| paths);
    assert_eq!(ways(back), "return-source-mismatch 1500 1 10.1.0.2");
    assert_eq!(trip.verdict, "one-way");
}

#[test]
fn a_reply_to_another_vpc_does_not_count() {
    let mut b = Build::default();
    let [hub, left, right] =
        [("hub", "10.9.0.0/16"), ("left", "10.0.0.0/16"), ("right", "10.0.0.0/16")]
            .map(|(name, cidr)| b.vpc(name, &[cidr]));
    let to_left = RouteTarget::PeeringConnection(b.peering("to-left", [hub, left]));
    let to_right = RouteTarget::PeeringConnection(b.peering("to-right", [hub, right]));
    let main = |b: &Build, vpc| b.model.vpcs[vpc].main_route_table;
    for (vpc, to, target) in [(left, "10.9.0.0/16", to_left), (hub, "10.0.0.0/16", to_right)] {
        let table = main(&b, vpc);
        b.route(table, to, target);
    }
    for (name, vpc, cidr, ip) in [
        ("far", hub, "10.9.1.0/24", "10.9.1.10"),
        ("web", left, "10.0.1.0/24", "10.0.1.10"),
        ("twin", right, "10.0.1.0/24", "10.0.1.10"),
    ] {
        let subnet = b.subnet(vpc, "a", cidr, None, None);
        b.instance(name, subnet, address(ip));
    }
    let model = b.finish();
    let trip = round_trip(&model, &flow(&model, "web -> far"));
    let back = trip.replies.iter().flat_map(|(_, paths)| paths);
    assert_eq!(ways(back), "return-wrong-vpc 9001 0 10.9.1.10");
}

/// Writes ways as the table does, each once.
fn ways<'a>(paths: impl IntoIterator<Item = &'a NaivePath>) -> String {
    let texts = paths.into_iter().map(|path| {
        let mtu = path.mtu.map_or("-".to_owned(), |mtu| mtu.to_string());
        format!("{} {mtu} {} {}", path.reason, path.translations, path.packet.source)
    });
    texts.collect::<BTreeSet<_>>().into_iter().collect::<Vec<_>>().join(", ")
}

/// Returns whether the shares are all of the load.
fn whole(paths: &[NaivePath]) -> bool {
    let common: u128 = paths.iter().map(|path| path.share.1).product();
    paths.iter().map(|path| path.share.0 * (common / path.share.1)).sum::<u128>() == common
}

fn disconnected(mut model: Model) -> Model {
    for id in model.outposts.ids() {
        model.outposts[id].service_link.up = false;
    }
    model
}
