//! What completion says at places of half-typed files.

use super::*;
use crate::{
    document::{lower, read_bytes},
    text::Sources,
};

const TOPOLOGY: &str =
    include_str!("../../../../topologies/ra-01-direct-vpc-routing/topology.yaml");

/// Returns what is offered at `|` in a text.
fn at(file: &str, marked: &str) -> (Completion, String) {
    let place = marked.find('|').unwrap();
    let text = marked.replacen('|', "", 1);
    let mut sources = Sources::default();
    let (document, _) = read_bytes(&mut sources, file, text.as_bytes());
    let lowered = lower(&[document]);
    (complete(&lowered.model, &text, notation(file, &text), place), text)
}

/// Returns the labels that are offered where a part of a topology is replaced by another one with `|`.
fn labels(old: &str, new: &str) -> Vec<String> {
    assert!(TOPOLOGY.contains(old), "{old}");
    let (found, _) = at("a.yaml", &TOPOLOGY.replacen(old, new, 1));
    found.options.into_iter().map(|offer| offer.label).collect()
}

/// Returns the text after the option with a label was taken.
fn taken(file: &str, marked: &str, label: &str) -> String {
    let (found, text) = at(file, marked);
    let labels: Vec<&str> = found.options.iter().map(|offer| offer.label.as_str()).collect();
    let offer = found.options.iter().find(|offer| offer.label == label);
    let offer = offer.unwrap_or_else(|| panic!("{label} is not among {labels:?}"));
    format!("{}{}{}", &text[..found.start], offer.insert, &text[found.end..])
}

#[test]
fn keys_are_those_that_are_missing_and_required_ones_come_first() {
    let found = labels("    id: vpc-0c5e8f2a91b7d3460\n    cidrs: [10.0.0.0/16]\n", "    |\n");
    assert_eq!(found.first().map(String::as_str), Some("cidrs"));
    assert!(found.iter().any(|key| key == "nat_gateways"), "{found:?}");
    assert!(!found.iter().any(|key| key == "subnets"), "{found:?}");
    let found = labels("reports: { subnet: shop.region-b, ip: 10.0.2.20 }", "reports: { | }");
    assert_eq!(found.first().map(String::as_str), Some("subnet"));
    let found = labels("region: us-west-2", "region: us-west-2\n|");
    assert!(found.iter().any(|key| key == "transit_gateways"), "{found:?}");
    assert!(!found.iter().any(|key| key == "vpcs"), "{found:?}");
}

#[test]
fn a_route_leads_to_what_the_vpc_has() {
    let rack = "172.16.100.0/24: lgw  # any";
    let hosts =
        ["instance.reports", "instance.web", "network_interface.reports", "network_interface.web"];
    let targets = [&["igw", "lgw"][..], &hosts].concat();
    assert_eq!(labels(rack, "172.16.100.0/24: |  # any"), targets);
    assert_eq!(labels(rack, "172.16.100.0/24: { target: | }"), targets);
    // Of a table in the Region, `lgw` would say nothing.
    let public = "public: { routes: { 0.0.0.0/0: igw } }";
    let found = labels(public, "public: { routes: { 0.0.0.0/0: | } }");
    assert_eq!(found, [&["igw"][..], &hosts].concat());
    let fresh = labels(public, "fresh: { routes: { 0.0.0.0/0: | } }");
    assert_eq!(fresh, [&["igw", "plant-1.lgw"][..], &hosts].concat());
    let found = labels("internet_gateway: true", "internet_gateway: |");
    assert_eq!(found, ["true", "false"]);
    let without = TOPOLOGY.replace("    internet_gateway: true\n", "");
    let (found, _) = at("a.yaml", &without.replacen(rack, "172.16.100.0/24: |", 1));
    assert!(found.options.iter().all(|offer| offer.label != "igw"));
    let lgw = labels("{ 172.16.100.0/24: vif_group.main }", "{ 172.16.100.0/24: | }");
    assert_eq!(lgw, ["vif_group.main", "network_interface.web"]);
}

#[test]
fn names_are_those_that_fit_and_short_where_they_may_be() {
    assert_eq!(labels("vif_group: main", "vif_group: |"), ["main"]);
    assert_eq!(labels("route_table: rack", "route_table: |"), ["main", "public", "rack"]);
    let subnets = ["shop.rack", "shop.region-a", "shop.region-b"];
    assert_eq!(labels("web: { subnet: shop.rack,", "web: { subnet: |,"), subnets);
    assert_eq!(labels("web: { subnet: shop.rack,", "web: { subnet: shop.r|ack,"), subnets);
    assert_eq!(labels("next_hop: [cnd-1, cnd-2]", "next_hop: [cnd-1, |]"), ["cnd-2"]);
    assert_eq!(labels("peer: campus.cnd-1", "peer: |"), ["campus.cnd-1", "campus.cnd-2"]);
    assert_eq!(labels("vpcs: [shop]", "vpcs: [|]"), ["shop"]);
    assert_eq!(labels("outpost: plant-1", "outpost: |"), ["plant-1"]);
    assert_eq!(
        labels("mode: direct-vpc-routing", "mode: d|"),
        ["direct-vpc-routing", "coip", "unknown"]
    );
    assert_eq!(labels("zone: usw2-az1, route_table: public", "zone: |"), ["usw2-az1", "usw2-az2"]);
}

#[test]
fn assumptions_are_facts_with_their_values() {
    let found = labels("expect:\n", "assume:\n  |\nexpect:\n");
    assert_eq!(found, ["UNK-03", "UNK-19", "UNK-20"]);
    assert_eq!(labels("expect:\n", "assume: { UNK-03: | }\nexpect:\n"), ["allow", "deny"]);
}

#[test]
fn an_expectation_is_offered_word_by_word() {
    let line = |part: &str| labels("  - web -> db tcp/5432", &format!("  - {part}"));
    let ends = ["reports", "web", "campus.db", "internet"];
    let has = |found: &[String], all: &[&str]| {
        for one in all {
            assert!(found.contains(&(*one).to_owned()), "{one} of {found:?}");
        }
    };
    has(&line("|"), &ends);
    has(&line("we|"), &ends);
    assert_eq!(line("web |"), ["->", "-x->", "announces", "learns"]);
    has(&line("web -> |"), &ends);
    has(&line("web -x-> d|"), &ends);
    has(&line("web -> db |"), &["tcp/443", "icmp/echo", "via", "not via"]);
    has(&line("web -> db tcp/443 via |"), &["plant-1.lgw", "plant-1.service-link", "shop.igw"]);
    has(&line("web -> db tcp/443 |"), &["survives", "translated from", "mtu >=", "symmetric"]);
    has(&line("web -> db survives |"), &["plant-1.service-link", "web", "any single failure"]);
    has(&line("web -> db survives web and |"), &["plant-1.service-link"]);
    has(&line("web -> db translated from |"), &["plant-1.lgw", "shop.igw"]);
    has(&line("plant-1 |"), &["->", "announces", "learns"]);
    has(&line("plant-1 announces |"), &["only", "nothing"]);
    has(&line("plant-1 announces 10.0.0.0/8 to |"), &["plant-1.lgw"]);
    let (found, text) =
        at("a.yaml", &TOPOLOGY.replacen("web -> db tcp/5432", "web -> d|b tcp/5432", 1));
    assert_eq!(&text[found.start..found.end], "db");
}

#[test]
fn rules_of_filters_are_offered_word_by_word() {
    let rule = |part: &str| {
        let groups = format!(
            "    security_groups:\n      app:\n        inbound:\n          - {part}\n    subnets:\n"
        );
        labels("    subnets:\n", &groups)
    };
    assert!(rule("|").contains(&"tcp/443".to_owned()));
    assert_eq!(rule("tcp/443 |"), ["from"]);
    assert!(rule("tcp/443 from |").contains(&"security_group.app".to_owned()));
    assert!(rule("tcp/443 from |").contains(&"172.16.100.0/24".to_owned()));
}

#[test]
fn what_is_taken_is_written_as_its_neighbors() {
    let yaml = |marked: &str, label: &str| taken("a.yaml", marked, label);
    assert_eq!(yaml("outpath: 1\nreg|\n", "region"), "outpath: 1\nregion: \n");
    assert_eq!(yaml("outpath: 1\nvp|", "vpcs"), "outpath: 1\nvpcs:\n  ");
    assert_eq!(yaml("outpath: 1\nexp|", "expect"), "outpath: 1\nexpect:\n  - ");
    assert_eq!(yaml("vpcs:\n  a: { | }", "cidrs"), "vpcs:\n  a: { cidrs:  }");
    assert_eq!(yaml("vpcs:\n  a: { ci|: [] }", "cidrs"), "vpcs:\n  a: { cidrs: [] }");
    assert_eq!(
        yaml("vpcs:\n  a:\n    internet_gateway:|\n", "true"),
        "vpcs:\n  a:\n    internet_gateway: true\n"
    );
    assert_eq!(yaml("expect:\n  |\n", "internet"), "expect:\n  - internet\n");
    assert_eq!(
        yaml("expect:\n  - a -> b\n  |\n", "internet"),
        "expect:\n  - a -> b\n  - internet\n"
    );
    assert_eq!(yaml("expect:\n  -|\n", "internet"), "expect:\n  - internet\n");
    assert_eq!(
        yaml("on_premises:\n  a:\n    routers:\n      r:\n        routes:\n          |\n", "::/0"),
        "on_premises:\n  a:\n    routers:\n      r:\n        routes:\n          ::/0: \n"
    );
    let json = |marked: &str, label: &str| taken("a.json", marked, label);
    assert_eq!(json("{ \"outpath\": 1, \"reg|\" }", "region"), "{ \"outpath\": 1, \"region\":  }");
    assert_eq!(json("{ | }", "region"), "{ \"region\":  }");
    assert_eq!(
        json("{ \"vpcs\": { \"a\": { \"internet_gateway\": | } } }", "true"),
        "{ \"vpcs\": { \"a\": { \"internet_gateway\": true } } }"
    );
    assert_eq!(
        json("{ \"block_public_access\": \"|\" }", "off"),
        "{ \"block_public_access\": \"off\" }"
    );
    assert_eq!(
        json("{ \"block_public_access\": | }", "off"),
        "{ \"block_public_access\": \"off\" }"
    );
}

/// Every shipped topology, cut anywhere and asked anywhere, gives an answer within the text, and what
/// is offered in place of a whole value that is right is right there, too.
#[test]
fn every_text_has_an_answer_anywhere() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../topologies");
    let mut texts = 0;
    for folder in [folder.clone(), folder.join("broken")] {
        for entry in std::fs::read_dir(folder).unwrap() {
            let Ok(text) = std::fs::read_to_string(entry.unwrap().path().join("topology.yaml"))
            else {
                continue;
            };
            texts += 1;
            asked_anywhere(&text, texts);
        }
    }
    assert!(texts > 50, "{texts} topologies");
}

fn asked_anywhere(text: &str, seed: usize) {
    let mut sources = Sources::default();
    let (document, _) = read_bytes(&mut sources, "a.yaml", text.as_bytes());
    let model = lower(&[document]).model;
    let ask = |text: &str, at: usize, syntax: Syntax| {
        let found = complete(&model, text, syntax, at);
        assert!(found.start <= found.end && found.end <= text.len(), "{at}");
        assert!(text.get(found.start..found.end).is_some(), "{at}");
        assert!(found.start <= at || found.options.is_empty(), "{at}");
    };
    for at in 0..text.len() + 2 {
        if at % 29 == seed % 29 {
            ask(text, at, Syntax::Yaml);
        }
    }
    // Half a text: the line that is typed last, at each of its places.
    let cuts = (0..text.len()).filter(|at| at % 509 == seed % 509 && text.is_char_boundary(*at));
    for cut in cuts {
        let half = text.get(..cut).unwrap();
        let line = half.rfind('\n').map_or(0, |end| end + 1);
        for at in line..=cut {
            ask(half, at, if cut % 2 == 0 { Syntax::Yaml } else { Syntax::Json });
        }
    }
}

/// What is offered for a value does not break a file that was right.
#[test]
fn what_is_offered_fits() {
    let errors = |text: &str| {
        let mut sources = Sources::default();
        let (document, problems) = read_bytes(&mut sources, "a.yaml", text.as_bytes());
        let lowered = lower(&[document]);
        let all = problems.into_iter().chain(lowered.diagnostics);
        let bad = |one: &crate::diagnostic::Diagnostic| {
            // What cannot be read, a reference to nothing, a target of another place.
            ["OP9005", "OP9101", "OP9102", "OP9104", "OP9201", "OP9202", "OP9420"]
                .contains(&one.code.id)
        };
        all.filter(bad).map(|one| format!("{} {}", one.code.id, one.message)).collect::<Vec<_>>()
    };
    for keyword in [
        "route_table: ",
        "subnet: ",
        "outpost: ",
        "0/24: ",
        "vif_group: ",
        "peer: ",
        "0.0.0.0/0: ",
        "mode: ",
    ] {
        for (at, _) in TOPOLOGY.match_indices(keyword) {
            let at = at + keyword.len();
            let (found, text) = at_byte(at);
            for offer in found.options {
                let (head, tail) = (&text[..found.start], &text[found.end..]);
                let changed = format!("{head}{}{tail}", offer.insert);
                assert_eq!(errors(&changed), Vec::<String>::new(), "{keyword}{}", offer.label);
            }
        }
    }
}

fn at_byte(at: usize) -> (Completion, String) {
    let (before, after) = TOPOLOGY.split_at(at);
    self::at("a.yaml", &format!("{before}|{after}"))
}

/// Whoever types a shipped topology again is offered each key and each name of it when its turn comes.
#[test]
fn what_people_write_is_offered() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../topologies");
    let (mut asked, mut missing) = (0, Vec::new());
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path().join("topology.yaml");
        let Ok(text) = std::fs::read_to_string(&path) else { continue };
        let mut sources = Sources::default();
        let (document, _) = read_bytes(&mut sources, "a.yaml", text.as_bytes());
        let model = lower(std::slice::from_ref(&document)).model;
        let mut typing = Typing { text: &text, model: &model, asked: 0, missing: Vec::new() };
        typing.node(&document.root, &mut Vec::new());
        asked += typing.asked;
        let name = path.parent().unwrap().file_name().unwrap().to_str().unwrap().to_owned();
        missing.extend(typing.missing.iter().map(|one| format!("{name}: {one}")));
    }
    assert!(missing.is_empty(), "{} of {asked}:\n{}", missing.len(), missing.join("\n"));
    assert!(asked > 3_000, "{asked}");
}

struct Typing<'a> {
    text: &'a str,
    model: &'a Model,
    asked: usize,
    missing: Vec<String>,
}

impl Typing<'_> {
    fn node(&mut self, node: &crate::document::Node, path: &mut Vec<Step>) {
        use crate::document::Value;
        match &node.value {
            Value::Map(entries) => {
                for entry in entries {
                    let known = |spec: &Spec| matches!(spec.kind, Kind::Object(shape) if shape.field(&entry.key).is_some());
                    if specs(path).iter().any(known) {
                        self.offered(entry.key_span.start, &entry.key, None);
                    }
                    path.push(Step::Key(entry.key.clone()));
                    self.node(&entry.value, path);
                    path.pop();
                }
            }
            Value::List(items) => {
                for item in items {
                    path.push(Step::Item);
                    self.node(item, path);
                    path.pop();
                }
            }
            Value::Scalar { text, .. } => {
                for spec in specs(path) {
                    let spec = match spec.kind {
                        Kind::OneOrMany(kind) => Spec { kind, ..spec },
                        _itself => spec,
                    };
                    let words = matches!(spec.kind, Kind::Word(_) | Kind::Bool);
                    let names = matches!(
                        spec.kind,
                        Kind::Reference(_)
                            | Kind::Target
                            | Kind::LocalGatewayTarget
                            | Kind::TransitGatewayTarget
                            | Kind::NextHop
                    );
                    let address = text.parse::<std::net::IpAddr>().is_ok();
                    if words || names && !address {
                        self.offered(node.span.start, text, Some(spec.kind));
                    }
                }
            }
            Value::Null | Value::Broken => {}
        }
    }

    fn offered(&mut self, at: u32, wanted: &str, kind: Option<&'static Kind>) {
        self.asked += 1;
        let typed = self.text.get(..at as usize).unwrap();
        let found = complete(self.model, typed, Syntax::Yaml, typed.len());
        let cursor = Cursor::at(typed, typed.len());
        let means = |label: &str| {
            let view = View { model: self.model, cursor: cursor.as_ref()? };
            find(&view, kind?, label)
        };
        let same = |offer: &Offer| {
            offer.label == wanted || means(wanted).is_some() && means(&offer.label) == means(wanted)
        };
        if !found.options.iter().any(same) {
            let line = typed.lines().count();
            self.missing.push(format!("line {line}: {wanted}, {:?}", cursor.map(|one| one.path)));
        }
    }
}
