//! The checks of Batfish's test networks, with the inputs of those networks where they are at hand.
//!
//! They are data of another project and no part of this one: where the folder beside this repository
//! is absent, the tests say so and pass.

use std::path::PathBuf;

use outpath_core::{forwarding::Network, graph::Node};

use crate::snapshot::{Snapshot, Texts, trace};

/// Returns the folder of a network, if it is at hand.
#[expect(clippy::print_stdout, reason = "a skipped network says so")]
fn folder(name: &str) -> Option<PathBuf> {
    let below = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/data/batfish-aws");
    let folder = PathBuf::from(below).join(name).join("aws_configs");
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: the network {name} is not at hand");
    None
}

/// One row: the flow, how it ends, the hops there, and how the reply ends.
pub(crate) struct Row {
    pub(crate) id: &'static str,
    pub(crate) flow: &'static str,
    /// The outcome, as a drop reason or `delivered`.
    pub(crate) ends: &'static str,
    /// AWS ids of the hops, without VPC routers and the backbone; `internet` for the internet.
    pub(crate) hops: &'static [&'static str],
    /// The outcome of the reply, and its hops where they matter.
    pub(crate) back: Option<(&'static str, &'static [&'static str])>,
}

pub(crate) const fn row(
    id: &'static str,
    flow: &'static str,
    ends: &'static str,
    hops: &'static [&'static str],
) -> Row {
    Row { id, flow, ends, hops, back: None }
}

pub(crate) const fn both(
    id: &'static str,
    flow: &'static str,
    hops: &'static [&'static str],
    back: &'static str,
    way: &'static [&'static str],
) -> Row {
    Row { id, flow, ends: "delivered", hops, back: Some((back, way)) }
}

/// Returns what a hop is called in the rows: the AWS id of an instance, subnet or gateway.
fn hop(network: &Network, node: Node) -> String {
    let model = &network.model;
    let id = match node {
        Node::NetworkInterface(id) => {
            let instance = model.network_interfaces[id].instance;
            instance.and_then(|id| model.instances[id].identity.aws_id.clone())
        }
        node => node.object().and_then(|object| model.identity(object).aws_id.clone()),
    };
    id.unwrap_or_else(|| network.node_name(node))
}

/// Checks the rows of one network.
pub(crate) fn check(snapshot: &Snapshot, rows: &[Row]) {
    let network = snapshot.network();
    let mut wrong = Vec::new();
    for row in rows {
        let found = match trace(&network, row.flow) {
            Ok(found) => found,
            Err(why) => {
                wrong.push(format!("{} {}: {why}", row.id, row.flow));
                continue;
            }
        };
        let there = |path: &outpath_core::forwarding::Path| {
            let hops: Vec<String> = path.nodes().map(|node| hop(&network, node)).collect();
            format!("{}: {}", path.outcome.id(), hops.join(" > "))
        };
        let [path] = found.forward.as_slice() else {
            wrong.push(format!("{} {}: {} paths", row.id, row.flow, found.forward.len()));
            continue;
        };
        let expected = format!("{}: {}", row.ends, row.hops.join(" > "));
        if there(path) != expected {
            wrong.push(format!(
                "{} {}\n  found    {}\n  expected {expected}",
                row.id,
                row.flow,
                there(path)
            ));
        }
        if let Some((outcome, hops)) = row.back {
            let replies: Vec<String> =
                found.replies.iter().flat_map(|reply| &reply.paths).map(there).collect();
            let expected = format!("{outcome}: {}", hops.join(" > "));
            if replies != [expected.clone()] {
                wrong.push(format!(
                    "{} back\n  found    {replies:?}\n  expected {expected}",
                    row.id
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}\n{}", wrong.join("\n"), snapshot.told());
}

#[test]
fn one_subnet() {
    const I1: &str = "i-08ef86e76fceabd8d";
    const I2: &str = "i-07519d6ba3f9497e4";
    const S: &str = "subnet-06c8307e34ffadb04";
    let Some(folder) = folder("test-subnet") else { return };
    // C04 starts at the VPC router, where no flow of ours does; its denial at the target is C01's.
    let rows = [
        row("C01", "i-08ef86e76fceabd8d -> 10.10.1.44 udp/33434", "sg-deny-in", &[I1, S, I2]),
        both(
            "C02",
            "i-08ef86e76fceabd8d -> 10.10.1.44 tcp/22",
            &[I1, S, I2],
            "delivered",
            &[I2, S, I1],
        ),
        row("C03", "i-08ef86e76fceabd8d -> 10.10.0.1 udp/33434", "no-such-subnet", &[I1, S]),
        row("C05", "i-08ef86e76fceabd8d -> 10.10.1.99 tcp/22", "no-such-host", &[I1, S]),
        row("C06", "i-08ef86e76fceabd8d -> 8.8.8.8 udp/33434", "no-route", &[I1, S]),
    ];
    check(&Texts::folder(&folder).import(), &rows);
}

#[test]
fn a_public_subnet() {
    const I: &str = "i-06669a407b2ef3ae5";
    const S: &str = "subnet-0bb82ae8b3ea5dc78";
    const G: &str = "igw-0a409e562d251f766";
    let Some(folder) = folder("test-public-subnet") else { return };
    let rows = [
        row(
            "C07",
            "internet(8.8.8.8) -> 18.216.80.133 tcp/80",
            "sg-deny-in",
            &["internet", G, S, I],
        ),
        both(
            "C08",
            "internet(8.8.8.8) -> 18.216.80.133 tcp/22",
            &["internet", G, S, I],
            "delivered",
            &[I, S, G, "internet"],
        ),
        both(
            "C12",
            "i-06669a407b2ef3ae5 -> 8.8.8.8 udp/33434",
            &[I, S, G, "internet"],
            "delivered",
            &["internet", G, S, I],
        ),
        // C09: a public address that nobody here uses is a host on the internet to us (TOP-03);
        // Batfish knows which ranges are AWS's.
        row(
            "C10",
            "internet(8.8.8.8) -> 10.0.0.91 udp/33434",
            "not-routable-on-internet",
            &["internet"],
        ),
        row("C11", "internet(8.8.8.8) -> 192.18.0.8 udp/33434", "delivered", &["internet"]),
        row("C14", "i-06669a407b2ef3ae5 -> 192.168.5.5 udp/33434", "igw-private-dst", &[I, S, G]),
    ];
    check(&Texts::folder(&folder).import(), &rows);
    // C13: the same subnet with an instance that has no public address.
    const OTHER: &str = r#"{"Reservations": [{"ReservationId": "r-1", "Instances": [{
        "InstanceId": "i-92", "State": {"Name": "running"}, "PrivateIpAddress": "10.0.0.92",
        "SubnetId": "subnet-0bb82ae8b3ea5dc78", "VpcId": "vpc-0672bce73895d7252"}]}]}"#;
    let rows = [row("C13", "i-92 -> 8.8.8.8 tcp/80", "igw-no-public-association", &["i-92", S, G])];
    check(&Texts::folder(&folder).with("more.json", OTHER).import(), &rows);
}

/// The customer's side of the VPN connection of [`public_and_private`], beside the snapshot.
const SITE: &str = "\
outpath: 1
vpn_connections:
  vpn-05044757278685fd3: { id: vpn-05044757278685fd3, customer_gateway: campus.edge }
on_premises:
  campus:
    segments: { lan: { cidr: 19.168.0.0/24, next_hop: edge } }
    routers:
      edge:
        interfaces: { lan: 19.168.0.1/24 }
        routes: { 10.0.0.0/16: vpn_connection.vpn-05044757278685fd3 }
    hosts: { desk: { ip: 19.168.0.10 } }
";

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn public_and_private() {
    const PUB: &str = "i-094a9e5b545a4fde4";
    const PRIV: &str = "i-099cf38911942421c";
    const SPUB: &str = "subnet-0cf7a93fbd779f3a3";
    const SPRIV: &str = "subnet-0f263105946ad1a1d";
    const IGW: &str = "igw-0eac198308206c358";
    const VGW: &str = "vgw-070087240d6fa2989";
    const VPN: &str = "vpn-05044757278685fd3";
    let Some(folder) = folder("test-public-private-subnet") else { return };
    let mut alone = Texts::folder(&folder);
    // Both tunnels were down when the snapshot was taken, which Batfish does not look at.
    let down = [row(
        "C24",
        "i-099cf38911942421c -> 19.168.0.0 udp/33434",
        "no-route",
        &[PRIV, SPRIV, VGW],
    )];
    check(&alone.import(), &down);
    let tunnels = alone.0.get_mut("VpnConnections.json").unwrap();
    *tunnels = String::from_utf8(tunnels.clone()).unwrap().replace("DOWN", "UP").into_bytes();
    let rows = [
        row("C15", "i-099cf38911942421c -> 13.58.55.60 udp/33434", "no-route", &[PRIV, SPRIV, VGW]),
        row(
            "C16",
            "i-099cf38911942421c -> 10.0.0.47 udp/33434",
            "sg-deny-in",
            &[PRIV, SPRIV, SPUB, PUB],
        ),
        row(
            "C17",
            "i-094a9e5b545a4fde4 -> 10.0.1.204 udp/33434",
            "sg-deny-in",
            &[PUB, SPUB, SPRIV, PRIV],
        ),
        both(
            "C18",
            "i-099cf38911942421c -> i-094a9e5b545a4fde4 tcp/22",
            &[PRIV, SPRIV, SPUB, PUB],
            "delivered",
            &[PUB, SPUB, SPRIV, PRIV],
        ),
        both(
            "C18",
            "i-094a9e5b545a4fde4 -> i-099cf38911942421c tcp/22",
            &[PUB, SPUB, SPRIV, PRIV],
            "delivered",
            &[PRIV, SPRIV, SPUB, PUB],
        ),
        row(
            "C19",
            "internet(8.8.8.8) -> 13.58.55.60 udp/33434",
            "sg-deny-in",
            &["internet", IGW, SPUB, PUB],
        ),
        row(
            "C20",
            "internet(8.8.8.8) -> 10.0.0.47 udp/33434",
            "not-routable-on-internet",
            &["internet"],
        ),
        row(
            "C21",
            "i-094a9e5b545a4fde4 -> 8.8.8.8 udp/33434",
            "delivered",
            &[PUB, SPUB, IGW, "internet"],
        ),
        row("C22", "i-099cf38911942421c -> 8.8.8.8 udp/33434", "no-route", &[PRIV, SPRIV, VGW]),
        row(
            "C23",
            "i-094a9e5b545a4fde4 -> 19.168.0.0 udp/33434",
            "delivered",
            &[PUB, SPUB, IGW, "internet"],
        ),
        row(
            "C24",
            "i-099cf38911942421c -> 19.168.0.0 udp/33434",
            "left-model",
            &[PRIV, SPRIV, VGW, VPN],
        ),
    ];
    check(&alone.import(), &rows);
    // C25 to C28 start at the virtual private gateway; ours start at a host behind it.
    let site = alone.with("site.yaml", SITE).import();
    let desk = |hops: &'static [&'static str]| hops;
    let rows = [
        row(
            "C26",
            "desk -> 10.0.0.47 udp/33434",
            "sg-deny-in",
            desk(&["campus.desk", "campus.edge", VPN, VGW, SPUB, PUB]),
        ),
        row(
            "C27",
            "desk -> 10.0.1.204 udp/33434",
            "sg-deny-in",
            desk(&["campus.desk", "campus.edge", VPN, VGW, SPRIV, PRIV]),
        ),
        both(
            "C28",
            "desk -> 10.0.0.47 tcp/22",
            desk(&["campus.desk", "campus.edge", VPN, VGW, SPUB, PUB]),
            "left-model",
            &[PUB, SPUB, IGW, "internet"],
        ),
    ];
    check(&site, &rows);
}

#[test]
fn nat_gateway() {
    const I1: &str = "i-0a128d26e59be60f3";
    const IN: &str = "i-0b31b509174d7f5de";
    const I20: &str = "i-0a73a1a6021c03ddb";
    const S1: &str = "subnet-06f469bcee42e408e";
    const NS: &str = "subnet-0428892a357fa1f94";
    const S20: &str = "subnet-02ff259e663e9613e";
    const NAT: &str = "nat-07ab4846da51f4612";
    const IGW: &str = "igw-071753b9c23d8a9b2";
    let Some(folder) = folder("test-nat-gateway") else { return };
    let rows = [
        both(
            "C29",
            "i-0a128d26e59be60f3 -> 8.8.8.8 tcp/80",
            &[I1, S1, NAT, NS, IGW, "internet"],
            "delivered",
            &["internet", IGW, NS, NAT, NS, S1, I1],
        ),
        row(
            "C30",
            "i-0a128d26e59be60f3 -> 8.8.8.8 proto/107",
            "protocol-unsupported",
            &[I1, S1, NAT],
        ),
        row(
            "C31",
            "internet(8.8.8.8) -> 3.135.127.225 tcp/80",
            "nat-no-session",
            &["internet", IGW, NS, NAT],
        ),
        row("C32", "i-0b31b509174d7f5de -> 10.1.250.210 tcp/80", "nat-no-session", &[IN, NS, NAT]),
        row("C33", "i-0a73a1a6021c03ddb -> 8.8.8.8 udp/33434", "no-route", &[I20, S20]),
        row(
            "C34",
            "internet(8.8.8.8) -> 18.216.129.140 tcp/22",
            "delivered",
            &["internet", IGW, NS, IN],
        ),
        both(
            "C35",
            "i-0a73a1a6021c03ddb -> 10.1.1.98 tcp/22",
            &[I20, S20, S1, I1],
            "delivered",
            &[I1, S1, S20, I20],
        ),
    ];
    let texts = Texts::folder(&folder);
    check(&texts.import(), &rows);
    // C36: the order of entries in the file means nothing.
    let mut swapped = texts;
    let acls = swapped.0.get_mut("NetworkAcls.json").unwrap();
    let mut read: serde_json::Value = serde_json::from_slice(acls).unwrap();
    for acl in read["NetworkAcls"].as_array_mut().unwrap() {
        acl["Entries"].as_array_mut().unwrap().reverse();
    }
    *acls = read.to_string().into_bytes();
    check(&swapped.import(), &rows);
}

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn peering() {
    const IA: &str = "i-06ba034d88c84ef07";
    const IB: &str = "i-0b14080af811fda3d";
    const IC: &str = "i-04a292ff83b3aa833";
    const SA: &str = "subnet-006a19c846f047bd7";
    const SB: &str = "subnet-0ebf6378a79a3e534";
    const SC: &str = "subnet-0af94b59d214ff20a";
    const AB: &str = "pcx-0b89b559e3319d6cf";
    const AC: &str = "pcx-0d5b836985ac8ca8c";
    let Some(folder) = folder("test-vpc-peering") else { return };
    let texts = Texts::folder(&folder);
    let rows = [
        row(
            "C37",
            "i-06ba034d88c84ef07 -> vpc-00a31ce9d0c06675c/192.168.1.106 udp/33434",
            "sg-deny-in",
            &[IA, SA, AB, SB, IB],
        ),
        row(
            "C38",
            "i-0b14080af811fda3d -> 10.10.10.157 udp/33434",
            "sg-deny-in",
            &[IB, SB, AB, SA, IA],
        ),
        row(
            "C39",
            "i-06ba034d88c84ef07 -> vpc-00a31ce9d0c06675c/192.168.100.1 udp/33434",
            "no-route",
            &[IA, SA],
        ),
        row("C40", "i-0b14080af811fda3d -> 10.10.100.1 udp/33434", "no-such-subnet", &[IB, SB, AB]),
        row(
            "C41",
            "i-0b14080af811fda3d -> 10.10.10.11 udp/33434",
            "no-such-host",
            &[IB, SB, AB, SA],
        ),
        both(
            "C42",
            "i-06ba034d88c84ef07 -> i-0b14080af811fda3d tcp/22",
            &[IA, SA, AB, SB, IB],
            "delivered",
            &[IB, SB, AB, SA, IA],
        ),
        both(
            "C42",
            "i-04a292ff83b3aa833 -> 10.10.10.157 tcp/22",
            &[IC, SC, AC, SA, IA],
            "delivered",
            &[IA, SA, AC, SC, IC],
        ),
        row("C43", "i-0b14080af811fda3d -> 8.8.8.8 udp/33434", "route-blackhole", &[IB, SB]),
        row("C44", "i-06ba034d88c84ef07 -> 10.11.0.5 udp/33434", "no-route", &[IA, SA]),
        row(
            "C45",
            "i-0b14080af811fda3d -> vpc-00a31ce9d0c06675c/192.168.2.229 udp/33434",
            "no-such-subnet",
            &[IB, SB],
        ),
    ];
    check(&texts.import(), &rows);
    // C46: one route to B for what is in B and in C.
    let mut mutated = texts;
    let tables = mutated.0.get_mut("RouteTables.json").unwrap();
    let text = String::from_utf8(tables.clone()).unwrap();
    let mut read: serde_json::Value = serde_json::from_str(&text).unwrap();
    for table in read["RouteTables"].as_array_mut().unwrap() {
        let routes = table["Routes"].as_array_mut().unwrap();
        routes.retain(|route| route["DestinationCidrBlock"] != "192.168.2.0/24");
        for route in routes {
            if route["DestinationCidrBlock"] == "192.168.1.0/24" {
                route["DestinationCidrBlock"] = "192.168.0.0/16".into();
            }
        }
    }
    *tables = read.to_string().into_bytes();
    let rows = [both(
        "C46",
        "i-04a292ff83b3aa833 -> 10.10.10.157 tcp/22",
        &[IC, SC, AC, SA, IA],
        "no-such-subnet",
        &[IA, SA, AB],
    )];
    check(&mutated.import(), &rows);
}

#[test]
fn peering_of_two_accounts() {
    const IA: &str = "i-07ae69cc808e8804e";
    const IB: &str = "i-066ce0b1efbb5602c";
    const SA: &str = "subnet-03a80d08017ee39ef";
    const SB: &str = "subnet-088d6408a3a6129fa";
    const PCX: &str = "pcx-0040f7640e10191f4";
    let Some(folder) = folder("test-vpc-peering-multi-account") else { return };
    let rows = [
        both(
            "C47",
            "i-07ae69cc808e8804e -> 10.2.1.252 tcp/22",
            &[IA, SA, PCX, SB, IB],
            "delivered",
            &[IB, SB, PCX, SA, IA],
        ),
        both(
            "C48",
            "i-066ce0b1efbb5602c -> 10.1.1.100 tcp/22",
            &[IB, SB, PCX, SA, IA],
            "delivered",
            &[IA, SA, PCX, SB, IB],
        ),
    ];
    let snapshot = Texts::folder(&folder).import();
    check(&snapshot, &rows);
    assert_eq!(snapshot.model.peering_connections.len(), 1, "the peering that both list is one");
}
