//! A small snapshot of our own, in the shapes of Batfish's networks, and what a packet does in it.

use outpath_core::{analysis::Workspace, diagnostic::Severity};
use outpath_tests::files::root;

use crate::{
    batfish::{both, check, row},
    snapshot::{Snapshot, Texts},
};

fn texts() -> Texts {
    Texts::folder(&root().join("tests/importers/fixtures/small"))
}

fn snapshot() -> Snapshot {
    texts().import()
}

const WEB: &str = "i-web";
const APP: &str = "i-app";
const PUB: &str = "subnet-pub";
const PRIV: &str = "subnet-priv";
const FAR: &str = "subnet-far";

#[test]
fn nothing_is_wrong_with_it() {
    let snapshot = snapshot();
    assert_eq!(snapshot.codes(Severity::Error), [""; 0], "{}", snapshot.told());
    assert_eq!(snapshot.codes(Severity::Warning), [""; 0], "{}", snapshot.told());
    // The disassociated block, the deleted peering and the idle interface are told, and left out.
    assert_eq!(snapshot.codes(Severity::Note), ["OP9606"; 3], "{}", snapshot.told());
    assert_eq!(snapshot.model.instances.len(), 5, "a terminated instance is none");
    assert_eq!(snapshot.model.peering_connections.len(), 1);
    let names: Vec<&str> =
        snapshot.model.vpcs.iter().map(|(_, vpc)| vpc.identity.name.as_str()).collect();
    assert_eq!(names, ["data", "shop"]);
}

#[test]
fn packets_in_one_vpc() {
    let rows = [
        both(
            "local",
            "web -> app tcp/22",
            &[WEB, PUB, PRIV, APP],
            "delivered",
            &[APP, PRIV, PUB, WEB],
        ),
        row("no subnet", "web -> 10.1.9.9 tcp/22", "no-such-subnet", &[WEB, PUB]),
        row("no host", "web -> 10.1.1.99 tcp/22", "no-such-host", &[WEB, PUB, PRIV]),
        row("RT-11", "web -> 10.9.0.1 tcp/22", "igw-private-dst", &[WEB, PUB, "igw-a"]),
        row("blackhole", "web -> 198.51.100.9 tcp/80", "route-blackhole", &[WEB, PUB]),
        // A further address of an interface is as good as the first.
        row("secondary", "web -> 10.1.1.21 tcp/22", "delivered", &[WEB, PUB, PRIV, APP]),
    ];
    check(&snapshot(), &rows);
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn packets_through_gateways() {
    let rows = [
        both(
            "IGW",
            "internet -> web tcp/80",
            &["internet", "igw-a", PUB, WEB],
            "delivered",
            &[WEB, PUB, "igw-a", "internet"],
        ),
        row(
            "IGW and group",
            "internet -> web tcp/443",
            "sg-deny-in",
            &["internet", "igw-a", PUB, WEB],
        ),
        row(
            "NAT",
            "app -> 8.8.8.8 tcp/80",
            "delivered",
            &[APP, PRIV, "nat-a", PUB, "igw-a", "internet"],
        ),
        row(
            "NAT carries three protocols",
            "app -> 8.8.8.8 proto/107",
            "protocol-unsupported",
            &[APP, PRIV, "nat-a"],
        ),
        row(
            "VPN, propagated",
            "app -> 192.168.1.1 tcp/80",
            "left-model",
            &[APP, PRIV, "vgw-a", "vpn-a"],
        ),
        row("endpoint", "app -> 52.218.0.9 tcp/443", "delivered", &[APP, PRIV, "vpce-s3", "pl-s3"]),
        row(
            "peering by group",
            "web -> db tcp/5432",
            "delivered",
            &[WEB, PUB, "pcx-ab", "subnet-db", "i-db"],
        ),
        row(
            "peering, other port",
            "web -> db tcp/22",
            "sg-deny-in",
            &[WEB, PUB, "pcx-ab", "subnet-db", "i-db"],
        ),
        row(
            "peering that is gone",
            "db -> 10.7.0.1 tcp/22",
            "route-blackhole",
            &["i-db", "subnet-db"],
        ),
        row(
            "transit gateway, learned",
            "app -> 10.10.10.9 tcp/80",
            "left-model",
            &[APP, PRIV, "tgw-attach-a", "tgw-core", "tgw-attach-vpn", "vpn-b"],
        ),
        row(
            "transit gateway, black hole",
            "app -> 10.10.20.9 tcp/80",
            "tgw-route-blackhole",
            &[APP, PRIV, "tgw-attach-a", "tgw-core"],
        ),
    ];
    check(&snapshot(), &rows);
}

/// The unit-level facts of Batfish's tests. U02 and U03 stand beside the reader of rules, U05, U06,
/// U10 and U15 are the engine's own (`SG-08`, `LGW-17`, `NAT-10` and `NAT-07` in `tests/packets`).
#[test]
fn unit_level_facts() {
    let rows = [
        row(
            "U01 own set: 22 by the second",
            "app -> 10.1.1.10 tcp/22",
            "delivered",
            &[APP, PRIV, WEB],
        ),
        row("U01 own set: not 80", "app -> 10.1.1.10 tcp/80", "sg-deny-in", &[APP, PRIV, WEB]),
        row("U01 union: 80 and 22", "web -> app tcp/80", "delivered", &[WEB, PUB, PRIV, APP]),
        row("U04 not in the list", "web -> app tcp/8000", "sg-deny-in", &[WEB, PUB, PRIV, APP]),
        row("U07 no public address", "shut -> 8.8.8.8 tcp/80", "sg-empty", &["i-shut"]),
        row(
            "U08 not of the service",
            "app -> 52.218.200.1 tcp/443",
            "delivered",
            &[APP, PRIV, "nat-a", PUB, "igw-a", "internet"],
        ),
        row(
            "U09 zone without attachment",
            "far -> 10.10.10.9 tcp/80",
            "tgw-az-not-attached",
            &["i-far", FAR, "tgw-attach-a"],
        ),
        row(
            "U11 second prefix of the list",
            "app -> 10.10.20.9 tcp/80",
            "tgw-route-blackhole",
            &[APP, PRIV, "tgw-attach-a", "tgw-core"],
        ),
        row("U12 explicit: 100 before 200", "web -> far tcp/22", "nacl-deny-in", &[WEB, PUB, FAR]),
        row("U12 default of the VPC", "web -> app tcp/22", "delivered", &[WEB, PUB, PRIV, APP]),
        row("U13 another port", "web -> far tcp/80", "delivered", &[WEB, PUB, FAR, "i-far"]),
        row("U13 ICMP type", "web -> far icmp/echo", "nacl-deny-in", &[WEB, PUB, FAR]),
    ];
    check(&snapshot(), &rows);
}

#[test]
fn two_accounts_that_differ_are_told_with_both_places() {
    let other = r#"{"Subnets": [{"SubnetId": "subnet-pub", "VpcId": "vpc-a", "CidrBlock": "10.1.7.0/24", "State": "available"}]}"#;
    let snapshot = texts().with("444455556666/eu-west-1/describe-subnets.json", other).import();
    assert!(snapshot.codes(Severity::Error).contains(&"OP9605"), "{}", snapshot.told());
    let told = snapshot.told();
    assert!(told.contains("two answers differ about `cidr` of subnet `subnet-pub`"), "{told}");
    // The same answer twice is one network.
    let same = texts();
    let again = String::from_utf8(same.0["describe-subnets.json"].clone()).unwrap();
    let twice = same.with("444455556666/eu-west-1/describe-subnets.json", &again).import();
    assert_eq!(twice.codes(Severity::Error), [""; 0], "{}", twice.told());
    assert_eq!(twice.model.subnets.len(), 4);
}

#[test]
fn what_is_named_but_not_held_is_unknown() {
    let mut without = texts();
    without.0.remove("describe-nat-gateways.json");
    let snapshot = without.import();
    assert!(snapshot.told().contains("aws ec2 describe-nat-gateways"), "{}", snapshot.told());
    let rows = [
        row("NAT", "app -> 8.8.8.8 tcp/80", "unknown-object", &[APP, PRIV]),
        row("all else", "web -> app tcp/22", "delivered", &[WEB, PUB, PRIV, APP]),
    ];
    check(&snapshot, &rows);
}

#[test]
fn a_state_that_its_target_contradicts_is_told() {
    let mut texts = texts();
    let tables = texts.0.get_mut("describe-route-tables.json").unwrap();
    let mut read: serde_json::Value = serde_json::from_slice(tables).unwrap();
    for table in read["RouteTables"].as_array_mut().unwrap() {
        for route in table["Routes"].as_array_mut().unwrap() {
            if route["NatGatewayId"] == "nat-a" {
                route["State"] = "blackhole".into();
            }
        }
    }
    *tables = read.to_string().into_bytes();
    let snapshot = texts.import();
    assert_eq!(snapshot.codes(Severity::Warning), ["OP9606"], "{}", snapshot.told());
    let rows = [row("RT-34", "app -> 8.8.8.8 tcp/80", "unmodelled-state", &[APP, PRIV])];
    check(&snapshot, &rows);
}

#[test]
fn network_acls_that_nobody_asked_for_are_an_assumption() {
    let mut texts = texts();
    texts.0.remove("describe-network-acls.json");
    let names: Vec<&str> = texts.0.keys().map(String::as_str).collect();
    let workspace = Workspace::open(&texts, &names);
    let told = |flow: &str| workspace.trace(flow).unwrap().text().to_string();
    assert!(told("web -> far tcp/22").contains("TOP-75"), "{}", told("web -> far tcp/22"));
    let whole = self::texts();
    let workspace =
        Workspace::open(&whole, &whole.0.keys().map(String::as_str).collect::<Vec<_>>());
    assert!(!workspace.trace("web -> app tcp/22").unwrap().text().to_string().contains("TOP-75"));
}
