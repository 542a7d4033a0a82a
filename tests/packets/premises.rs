//! The customer's network: shared load, segments between sites, full tables.

use std::time::Instant;

use outpath_core::{
    addr::Prefix,
    analysis::{Loaded, Loader, Workspace},
    forwarding::Network,
};

use crate::{
    stems::{RACK, edited},
    way::{read_text, there, trace},
};

/// The campus has two routers behind its device, and the host stands behind both.
const BEHIND: (&str, &str) = (
    "{ interfaces: { ond: 172.31.0.2/30, lan: 172.16.0.1/24 }, announce: [172.16.0.0/24] }",
    "{ interfaces: { ond: 172.31.0.2/30, core: 172.16.9.1/29 }, announce: [172.16.0.0/24], \
     routes: { 172.16.0.0/24: NEXT } }\n      \
     one: { interfaces: { core: 172.16.9.2/29, lan: 172.16.0.1/24 }, routes: { 0.0.0.0/0: r } }\n      \
     two: { interfaces: { core: 172.16.9.3/29, lan: 172.16.0.2/24 }, routes: { 0.0.0.0/0: r } }",
);

fn ways(text: &str, flow: &str) -> Vec<String> {
    let (model, errors) = read_text(text);
    assert!(errors.is_empty(), "{errors:?}\n{text}");
    let network = Network::build(model);
    let trace = trace(&network, flow);
    let shares = trace.forward.iter().map(|path| path.share.number());
    let lines = there(&network, &trace).into_iter().zip(shares);
    lines.map(|(line, share)| format!("{share} {line}")).collect()
}

#[test]
fn several_next_hops_share_the_load() {
    let text = RACK.replace(BEHIND.0, BEHIND.1).replace(
        "segments: { lan: { cidr: 172.16.0.0/24 } }",
        "segments: { lan: { cidr: 172.16.0.0/24, next_hop: one } }",
    );
    let to = |next: &str| ways(&text.replace("NEXT", next), "web -> db tcp/443");
    let way = |share: &str, by: &str| {
        format!(
            "{share} delivered 1500: web > a.rack > p.lgw > p.lgw.main.ond > c.r > c.{by} > c.db"
        )
    };
    assert_eq!(to("one"), [way("1", "one")]);
    assert_eq!(to("[one, 172.16.9.3]"), [way("0.5", "two"), way("0.5", "one")]);
    assert_eq!(to("[two, one]"), [way("0.5", "one"), way("0.5", "two")]);
}

#[test]
fn a_segment_joins_sites_where_both_name_it() {
    let other = |segment: &str| {
        format!(
            "on_premises:\n  d:\n    routers: {{ s: {{ interfaces: {{ wan: {segment}, lan: 172.16.0.1/24 }} }} }}\n    \
             hosts: {{ far: {{ ip: 172.16.0.20 }} }}\n"
        )
    };
    let text = edited(
        RACK.to_owned(),
        &[
            (
                "segments: { lan: { cidr: 172.16.0.0/24 } }",
                "segments: { wan: { cidr: 172.16.9.0/29 } }",
            ),
            (
                "lan: 172.16.0.1/24 }, announce",
                "wan: 172.16.9.1/29 }, routes: { 172.16.0.0/24: 172.16.9.2 }, announce",
            ),
            ("    hosts: { db: { ip: 172.16.0.10 } }\n", ""),
        ],
    );
    let flow = "web -> 172.16.0.20 tcp/443";
    let joined =
        text.replace("on_premises:\n", &other("{ address: 172.16.9.2/29, segment: c.wan }"));
    assert_eq!(
        ways(&joined, flow),
        ["1 delivered 1500: web > a.rack > p.lgw > p.lgw.main.ond > c.r > d.s > d.far"]
    );
    let apart = text.replace("on_premises:\n", &other("172.16.9.2/29"));
    assert_eq!(ways(&apart, flow), ["1 left-model: web > a.rack > p.lgw > p.lgw.main.ond > c.r"]);
}

/// Hands out the topology and a table of the internet.
struct FullTable {
    topology: String,
    table: String,
}

impl Loader for FullTable {
    fn load(&self, name: &str, _from: Option<&str>) -> Result<Loaded, String> {
        let text = if name == "rib.csv" { &self.table } else { &self.topology };
        Ok(Loaded { name: name.to_owned(), bytes: text.clone().into_bytes() })
    }
}

#[test]
fn a_full_table_of_a_million_routes_is_read_in_seconds() {
    const LINES: u32 = 1_000_000;
    let mut table = String::from("prefix,next_hop\n");
    for line in 0..LINES {
        let network = Prefix::holding((0x0100_0000 + line * 0x100).to_be_bytes().into(), 24);
        let next = if line % 2 == 0 { "172.16.9.2" } else { "two" };
        table += &format!("{},{next}\n", network.expect("a prefix"));
    }
    let topology = RACK
        .replace(BEHIND.0, BEHIND.1)
        .replace("routes: { 172.16.0.0/24: NEXT } }", "routes_from: rib.csv }")
        .replace("announce: [172.16.0.0/24]", "announce: [0.0.0.0/0]")
        .replace("172.16.0.0/16: lgw", "0.0.0.0/0: lgw")
        .replace(
            "routes: { 0.0.0.0/0: r }",
            "routes: { 0.0.0.0/0: internet }, source_nat: [{ to: 203.0.113.1 }]",
        );
    let began = Instant::now();
    let workspace = Workspace::open(&FullTable { topology, table }, &["topology.yaml"]);
    assert!(!workspace.has_errors(), "{}", workspace.problems().text());
    for (address, by) in
        [("1.0.0.7", "one"), ("1.0.1.7", "two"), ("16.66.62.1", "one"), ("16.66.63.1", "two")]
    {
        let answer = workspace.trace(&format!("web -> {address} tcp/443"));
        let answer = answer.unwrap_or_else(|wrong| panic!("{}", wrong.text()));
        let json: serde_json::Value = serde_json::from_str(answer.json()).expect("JSON");
        let hops = json["forward"]["paths"][0]["hops"].as_array().expect("hops").clone();
        let names: Vec<&str> = hops.iter().filter_map(|hop| hop["node"]["name"].as_str()).collect();
        assert!(names.contains(&format!("c.{by}").as_str()), "{address}: {names:?}");
    }
    let missing = workspace.trace("web -> 99.0.0.1 tcp/443");
    let missing = missing.unwrap_or_else(|wrong| panic!("{}", wrong.text()));
    assert!(missing.json().contains("\"no-route\""), "{}", missing.text());
    // Generous: the machines of a build are slow, and a table that is walked line by line for each
    // line would take hours.
    assert!(began.elapsed().as_secs() < 60, "{:?}", began.elapsed());
}
