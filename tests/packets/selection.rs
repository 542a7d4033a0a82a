//! Route selection, rule by rule: the winner, and every loser with its reason.
//!
//! Each row asks one table of one small text for one address. A line is a route as the answer of
//! `routes` has it, best first: `*` wins, `-` lost, and after the colon stands why. Where a table has
//! a static and propagated routes for one CIDR, they stand in a list, or the propagated ones are
//! written with bits after the length, which AWS clears.

mod outpost;
mod region;

use std::collections::BTreeSet;

use outpath_core::analysis::Workspace;
use outpath_tests::files::OneText;

use crate::{
    followed,
    stems::{Edits, REGION, edited},
};

/// What one table says about one address.
struct Pick {
    rule: &'static str,
    stem: &'static str,
    edits: Edits,
    node: &'static str,
    to: &'static str,
    expected: &'static [&'static str],
}

/// Rules of the three families that say nothing about the choice or the way, and where they belong.
const ELSEWHERE: &[(&str, &str)] = &[
    ("RT-27", "the words of the AWS API for origins: an importer's; RT-21 and RT-28 show ours"),
    (
        "VRT-11",
        "what has to be so before the routes of VRT-10 help; PKT-16 and PKT-17 show the ways",
    ),
    ("VRT-18", "AWS refuses changes while an Outpost is disconnected"),
    ("LGR-02", "states as AWS lists them; the two that forwarding derives are in LGR-13"),
    ("LGR-03", "AWS refuses a route with two targets, and the file has no way to write one"),
    ("LGR-06", "AWS refuses a second route for a destination; so does the file, with OP9006"),
    ("LGR-17", "how AWS changes and deletes a route"),
    ("LGR-18", "filters for searching a table; the longest match is what every row here asks"),
];

fn picks() -> impl Iterator<Item = &'static Pick> {
    region::PICKS.iter().chain(outpost::PICKS)
}

/// Returns what a table says about an address, one route a line.
fn chosen(text: &str, node: &str, to: &str) -> Vec<String> {
    let workspace = Workspace::open(&OneText(text), &["topology.yaml"]);
    assert!(!workspace.has_errors(), "{}", workspace.problems().text());
    let answer = workspace.routes(node, Some(to));
    let answer = answer.unwrap_or_else(|wrong| panic!("{}", wrong.text()));
    let json: serde_json::Value = serde_json::from_str(answer.json()).expect("an answer is JSON");
    let routes = json["tables"][0]["routes"].as_array().expect("a table has routes");
    let line = |route: &serde_json::Value| {
        let word = |key: &str| route[key].as_str().expect("a route has these words").to_owned();
        let mark = if route["wins"] == true { '*' } else { '-' };
        let why = route["why"].as_str().map(|why| format!(": {why}")).unwrap_or_default();
        format!("{mark} {} {} ({}){why}", word("prefix"), word("target"), word("kind"))
    };
    routes.iter().map(line).collect()
}

#[test]
fn tables_choose_as_the_rules_say() {
    for pick in picks() {
        let text = edited(pick.stem.to_owned(), pick.edits);
        let found = chosen(&text, pick.node, pick.to);
        assert_eq!(found, pick.expected, "{}: {} to {}\n{text}", pick.rule, pick.node, pick.to);
    }
}

/// RT-24 and RT-25: whatever a static route leads to, it alone forwards.
#[test]
fn a_static_route_beats_a_propagated_one_for_every_target() {
    for (target, words) in [
        ("igw", "internet gateway a.igw"),
        ("virtual_private_gateway.w", "virtual private gateway w"),
        ("network_interface.web", "network interface web"),
        ("instance.web", "instance web"),
        ("peering_connection.ab", "VPC peering connection ab"),
        ("nat_gateway.n", "NAT gateway a.n"),
        ("transit_gateway.t", "transit gateway t"),
        ("vpc_endpoint.e", "VPC endpoint e"),
    ] {
        let routes = format!(
            "10.9.0.0/16: {target}, \
             10.9.0.1/16: {{ target: virtual_private_gateway.v, origin: direct-connect }}"
        );
        let text = REGION.replace(region::PRIVATE, &routes);
        let expected = [
            format!("* 10.9.0.0/16 {words} (static)"),
            "- 10.9.0.0/16 virtual private gateway v (propagated from Direct Connect): \
             a static route of the same prefix wins"
                .to_owned(),
        ];
        assert_eq!(chosen(&text, "a.private", "10.9.1.10"), expected, "{target}");
    }
}

#[test]
fn no_rule_is_forgotten() {
    let picked = picks().map(|pick| pick.rule).chain(["RT-24", "RT-25"]);
    let tested: BTreeSet<&str> = picked.chain(followed::rules()).collect();
    let elsewhere: BTreeSet<&str> = ELSEWHERE.iter().map(|(rule, _)| *rule).collect();
    assert!(tested.is_disjoint(&elsewhere));
    let families = [("RT", 20..=28), ("VRT", 7..=20), ("LGR", 1..=18)];
    for (family, numbers) in families {
        for number in numbers {
            let rule = format!("{family}-{number:02}");
            let known = tested.contains(rule.as_str()) || elsewhere.contains(rule.as_str());
            assert!(known, "{rule}");
        }
    }
}
