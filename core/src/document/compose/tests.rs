//! What merges, what stands apart, and what contradicts.
use proptest::prelude::*;

use crate::{
    document::{Document, Entry, Lowered, Node, Opened, Value, format, lower, read_bytes},
    model::ObjectId,
    text::Sources,
};

/// Composes texts: those that people wrote, and what stands for an import.
fn composed(written: &[&str], imported: Option<&str>) -> Opened {
    let mut opened = Opened::default();
    let mut read = |name: &str, text: &str| -> Document {
        let (document, problems) = read_bytes(&mut opened.sources, name, text.as_bytes());
        assert_eq!(problems, []);
        document
    };
    let documents: Vec<Document> = written.iter().map(|text| read("w.yaml", text)).collect();
    let imported = imported.map(|text| read("i.yaml", text));
    opened.documents = documents;
    opened.compose(imported);
    opened
}

fn printed(opened: &Opened) -> String {
    assert_eq!(opened.documents.len(), 1);
    opened.documents.iter().map(|document| format(document, "")).collect()
}

fn conflicts(opened: &Opened) -> Vec<&str> {
    opened.diagnostics.iter().map(|found| found.message.as_str()).collect()
}

fn lowered(opened: &Opened) -> Lowered {
    assert_eq!(opened.diagnostics, []);
    let lowered = opened.lower();
    assert_eq!(lowered.diagnostics, []);
    lowered
}

const SNAPSHOT: &str = "
outpath: 1
region: us-west-2
vpcs:
  shop:
    id: vpc-1
    cidrs: [10.0.0.0/16]
    tags: { Name: shop }
    internet_gateway: { id: igw-1 }
    subnets:
      subnet-1: { id: subnet-1, cidr: 10.0.1.0/24, route_table: rtb-1, tags: { Name: web tier } }
    route_tables:
      rtb-1: { id: rtb-1, routes: { 0.0.0.0/0: igw-1 } }
instances:
  i-1: { id: i-1, subnet: subnet-1, ip: 10.0.1.9 }
";

#[test]
fn a_thing_is_named_by_id_by_name_and_by_tag() {
    for (vpc, subnet) in [("vpc-1", "subnet-1"), ("shop", "subnet-1"), ("vpc-1", "web tier")] {
        let hand = format!(
            "outpath: 1\nvpcs: {{ {vpc}: {{ subnets: {{ {subnet}: {{ zone: usw2-az1 }} }} }} }}\n"
        );
        let opened = composed(&[&hand], Some(SNAPSHOT));
        let lowered = lowered(&opened);
        assert_eq!((lowered.model.vpcs.len(), lowered.model.subnets.len()), (1, 1));
        let zones = lowered.model.zones.iter().map(|(_, zone)| zone.identity.name.clone());
        assert_eq!(zones.collect::<Vec<_>>(), ["usw2-az1"]);
        assert_eq!(lowered.model.vpcs.iter().next().unwrap().1.identity.name, "shop");
    }
}

#[test]
fn a_reference_may_be_a_tag_that_one_thing_has() {
    let hand = "outpath: 1\ninstances: { db: { subnet: web tier, ip: 10.0.1.10 } }\n";
    let model = lowered(&composed(&[hand], Some(SNAPSHOT))).model;
    assert_eq!(model.instances.len(), 2);
    let two = SNAPSHOT.replace(
        "    route_tables:",
        "      other: { cidr: 10.0.2.0/24, tags: { Name: web tier } }\n    route_tables:",
    );
    let ambiguous = composed(&[hand], Some(&two)).lower();
    assert_eq!(ambiguous.diagnostics.len(), 1);
}

#[test]
fn the_name_that_a_person_gives_wins_over_an_imported_one() {
    let hand = "outpath: 1\ninstances: { web: { id: i-1 } }\nexpect: [internet -x-> web]\n";
    let opened = composed(&[hand], Some(SNAPSHOT));
    let model = lowered(&opened).model;
    let names: Vec<_> = model.instances.iter().map(|(_, one)| one.identity.name.clone()).collect();
    assert_eq!(names, ["web"]);
}

#[test]
fn every_place_of_a_thing_is_kept() {
    let hand = "outpath: 1\nvpcs: { vpc-1: { subnets: { subnet-1: { zone: usw2-az1 } } } }\n";
    let lowered = lowered(&composed(&[hand], Some(SNAPSHOT)));
    let id = lowered.model.subnets.ids().next().unwrap();
    assert_eq!(lowered.source_map.origins(ObjectId::from(id)).count(), 2);
}

#[test]
fn an_error_in_a_further_input_spoils_its_own_thing_only() {
    let hand = "outpath: 1\nvpcs: { vpc-1: { subnets: { subnet-1: { network_acl: none } } } }\n";
    let opened = composed(&[hand], Some(SNAPSHOT));
    let lowered = opened.lower();
    assert_eq!(lowered.diagnostics.len(), 1);
    let incomplete: Vec<_> = lowered.model.incomplete.into_iter().collect();
    assert!(matches!(incomplete.as_slice(), [ObjectId::Subnet(_)]), "{incomplete:?}");
}

#[test]
fn what_two_inputs_say_differently_is_shown_once_with_both_places() {
    let hand = "outpath: 1\nvpcs: { shop: { cidrs: [10.1.0.0/16], subnets: { subnet-1: { cidr: 10.0.1.0/25 } } } }\n";
    let opened = composed(&[hand], Some(SNAPSHOT));
    assert_eq!(
        conflicts(&opened),
        [
            "`cidrs` of VPC `shop` is not here what it is in another input",
            "`cidr` of subnet `shop.subnet-1` is `10.0.1.0/24` here and `10.0.1.0/25` in another input",
        ]
    );
    assert!(opened.diagnostics.iter().all(|found| found.related.len() == 1));
    let incomplete = opened.lower().model.incomplete;
    assert!(!incomplete.contains(&ObjectId::Topology) && incomplete.len() == 2, "{incomplete:?}");
}

#[test]
fn what_means_the_same_is_no_conflict() {
    let hand = "
outpath: 1
region: us-west-2
vpcs:
  vpc-1:
    cidrs: [10.0.0.0/16]
    internet_gateway: true
    route_tables: { rtb-1: { routes: { 0.0.0.0/0: igw } } }
instances: { i-1: { subnet: shop.subnet-1, ip: '10.0.1.9' } }
";
    let opened = composed(&[hand], Some(SNAPSHOT));
    assert_eq!(conflicts(&opened), [""; 0]);
    let turned = composed(&[SNAPSHOT, hand], None);
    assert_eq!(lowered(&opened).model, lowered(&turned).model);
}

#[test]
fn expectations_add_up_and_gaps_are_filled() {
    let one = "outpath: 1\nexpect: [a -> b]\nvpcs: { shop: }\n";
    let two = "outpath: 1\nexpect: [b -> a]\nvpcs: { shop: { cidrs: [10.0.0.0/16] } }\n";
    let opened = composed(&[one, two], None);
    assert_eq!(
        printed(&opened),
        "outpath: 1\n\nexpect:\n  - a -> b\n  - b -> a\n\nvpcs:\n  shop: { cidrs: [10.0.0.0/16] }\n"
    );
}

#[test]
fn the_defaults_of_a_file_hold_for_its_own_things() {
    let one = "outpath: 1\nregion: r1\nvpcs: { a: { cidrs: [10.0.0.0/16] } }\n";
    let two = "outpath: 1\nregion: r2\nvpcs: { b: { cidrs: [10.1.0.0/16] }, a: {} }\n";
    for inputs in [[one, two], [two, one]] {
        let model = lowered(&composed(&inputs, None)).model;
        let region = |name: &str| {
            let (_, vpc) = model.vpcs.iter().find(|(_, vpc)| vpc.identity.name == name).unwrap();
            model.regions[vpc.region].identity.name.clone()
        };
        assert_eq!(region("b"), "r2");
        assert_eq!(region("a"), if inputs == [one, two] { "r1" } else { "r2" });
    }
}

#[test]
fn two_names_for_one_id_and_a_file_without_version_are_told() {
    let one = "outpath: 1\nregion: r\nvpcs: { a: { id: vpc-1, cidrs: [10.0.0.0/16] } }\n";
    let two = "vpcs: { b: { id: vpc-1 } }\n";
    let opened = composed(&[one, two], None);
    assert_eq!(
        conflicts(&opened),
        ["a topology lacks `outpath`", "one thing has two names, `a` and `b`"]
    );
}

/// Deals what a mapping says out to two inputs; `next` decides about each part.
fn deal(node: &Node, next: &mut dyn FnMut() -> u8) -> (Node, Node) {
    let (mut one, mut two) = (Vec::new(), Vec::new());
    for entry in node.entries() {
        let whole = entry.value.entries().is_empty() || entry.key == "outpath";
        match next() % 4 {
            0 if whole => one.push(entry.clone()),
            1 if whole => two.push(entry.clone()),
            _ if whole => {
                one.push(entry.clone());
                two.push(entry.clone());
            }
            _ => {
                let (first, second) = deal(&entry.value, next);
                one.push(Entry { value: first, ..entry.clone() });
                two.push(Entry { value: second, ..entry.clone() });
            }
        }
    }
    (Node::new(node.span, Value::Map(one)), Node::new(node.span, Value::Map(two)))
}

#[test]
fn the_order_of_a_route_map_is_part_of_what_it_says() {
    let site = |entries: &str| {
        format!("outpath: 1\non_premises: {{ c: {{ route_maps: {{ m: [{entries}] }} }} }}\n")
    };
    let (one, two) = ("{ action: deny, match: { prefixes: 10.0.0.0/8 } }", "{}");
    let forward = site(&format!("{one}, {two}"));
    let backward = site(&format!("{two}, {one}"));
    assert_eq!(conflicts(&composed(&[&forward, &forward], None)), [""; 0]);
    assert_eq!(
        conflicts(&composed(&[&forward, &backward], None)),
        ["`route_maps: m` of site `c` is not here what it is in another input"]
    );
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn what_is_dealt_out_to_two_inputs_is_one_again(choices in prop::collection::vec(any::<u8>(), 400)) {
        let text = include_str!("../lower/full.yaml");
        let (document, _) = read_bytes(&mut Sources::default(), "a.yaml", text.as_bytes());
        let mut choices = choices.iter().cycle();
        let mut next = || choices.next().copied().unwrap_or_default();
        let (one, two) = deal(&document.root, &mut next);
        // What adds up is not to be added twice.
        let rest = |node: Node| -> Vec<Entry> {
            let rest = node.entries().iter().filter(|entry| entry.key != "expect");
            rest.cloned().collect()
        };
        let version = |node: &Node| node.get("outpath").is_some();
        prop_assume!(version(&one) && version(&two));
        let expected = lower(std::slice::from_ref(&document)).model;
        for roots in [[one.clone(), two.clone()], [two, one]] {
            let mut opened = Opened::default();
            opened.documents = roots
                .map(|root| Document {
                    root: Node::new(root.span, Value::Map(rest(root))),
                    ..document.clone()
                })
                .into();
            opened.compose(None);
            prop_assert_eq!(&opened.diagnostics, &[]);
            prop_assert!(opened.lower().model == expected);
        }
    }
}
