//! The checks of Batfish's test networks, with the inputs of those networks where they are at hand.
//!
//! They are data of another project and no part of this one: where the folder beside this repository
//! is absent, the tests say so and pass.

use std::path::PathBuf;

use outpath_core::{forwarding::Network, graph::Node};

use crate::snapshot::{Snapshot, Texts, trace};

/// Returns the folder of a network, if it is at hand.
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

const fn row(
    id: &'static str,
    flow: &'static str,
    ends: &'static str,
    hops: &'static [&'static str],
) -> Row {
    Row { id, flow, ends, hops, back: None }
}

const fn both(
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
        row("C14", "i-06669a407b2ef3ae5 -> 192.168.5.5 udp/33434", "igw-private-dst", &[I, S, G]),
    ];
    check(&Texts::folder(&folder).import(), &rows);
}
