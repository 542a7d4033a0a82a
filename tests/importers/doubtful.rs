//! A small snapshot in which something is missing, said twice or in an odd state: no answer rests on it.

use outpath_core::diagnostic::Severity;
use outpath_tests::files::root;

use crate::snapshot::{Snapshot, Texts, trace};

/// Returns the small snapshot with an answer changed.
fn with(file: &str, change: impl FnOnce(String) -> String) -> Snapshot {
    let texts = Texts::folder(&root().join("tests/importers/fixtures/small"));
    let name = format!("{file}.json");
    let bytes = texts.0.get(&name).cloned().expect("the fixture has the answer");
    let before = String::from_utf8(bytes).expect("the fixture is text");
    let after = change(before.clone());
    assert_ne!(after, before, "the change does something");
    texts.with(&name, &after).import()
}

/// Returns what becomes of a flow on the way there.
fn outcome(snapshot: &Snapshot, flow: &str) -> &'static str {
    let found = trace(&snapshot.network(), flow).unwrap_or_else(|error| panic!("{flow}: {error}"));
    found.forward.first().map_or("nothing", |path| path.outcome.id())
}

#[test]
fn an_interface_that_two_answers_hold_is_one() {
    let snapshot = with("describe-network-interfaces", |text| {
        let inner = text.trim().strip_prefix('{').and_then(|text| text.strip_suffix('}'));
        let items = inner.and_then(|text| text.split_once('[')).map(|(_, items)| items);
        let items = items.and_then(|text| text.rsplit_once(']')).map(|(items, _)| items);
        let items = items.expect("it is one list");
        format!("{{\"NetworkInterfaces\": [{items}, {items}]}}")
    });
    assert_eq!(snapshot.codes(Severity::Error), [""; 0], "{}", snapshot.told());
    assert_eq!(outcome(&snapshot, "web -> 10.1.1.21 tcp/22"), "delivered");
}

#[test]
fn an_association_in_motion_is_not_known() {
    for (state, end) in [
        ("associated", "delivered"),
        ("associating", "unknown-object"),
        ("disassociating", "unknown-object"),
        ("wobbling", "unknown-object"),
        ("disassociated", "no-route"),
    ] {
        let snapshot = with("describe-route-tables", |text| {
            // The first three are those of subnets.
            text.replacen("\"State\": \"associated\"", &format!("\"State\":  \"{state}\""), 3)
        });
        assert_eq!(snapshot.codes(Severity::Error), [""; 0], "{}", snapshot.told());
        assert_eq!(outcome(&snapshot, "app -> 8.8.8.8 tcp/80"), end, "{state}");
    }
}

#[test]
fn an_instance_in_a_state_of_no_name_is_not_known() {
    for (state, end) in [
        ("running", "delivered"),
        ("stopping", "component-not-ready"),
        ("wobbling", "unknown-object"),
    ] {
        let snapshot = with("describe-instances", |text| {
            text.replace("\"Name\": \"running\"", &format!("\"Name\":  \"{state}\""))
        });
        assert_eq!(outcome(&snapshot, "web -> app tcp/22"), end, "{state}\n{}", snapshot.told());
    }
}

#[test]
fn a_rule_of_a_network_acl_that_is_not_understood_decides_nothing() {
    for (said, end) in [("deny", "nacl-deny-in"), ("ponder", "unknown-object")] {
        let snapshot = with("describe-network-acls", |text| {
            text.replace("\"RuleAction\": \"deny\"", &format!("\"RuleAction\":  \"{said}\""))
        });
        assert_eq!(outcome(&snapshot, "web -> far tcp/22"), end, "{said}\n{}", snapshot.told());
    }
}

/// The answer, what is said there now, the state that is in force, one that is not, a flow, and its
/// ends with the three: in force, not in force, in a state of no name.
type Row = (&'static str, &'static str, [&'static str; 2], &'static str, [&'static str; 3]);

#[test]
fn a_state_of_no_name_decides_nothing() {
    let rows: &[Row] = &[
        (
            "describe-internet-gateways",
            "\"State\": \"available\"",
            ["available", "detached"],
            "web -> 8.8.8.8 tcp/80",
            ["delivered", "route-blackhole", "unknown-object"],
        ),
        (
            "describe-vpn-gateways",
            "\"State\": \"attached\"",
            ["attached", "detaching"],
            "app -> 192.168.5.5 tcp/80",
            ["left-model", "igw-private-dst", "unknown-object"],
        ),
        (
            "describe-vpn-connections",
            "\"Source\": \"Static\",\n     \"State\": \"available\"",
            ["available", "deleted"],
            "app -> 192.168.5.5 tcp/80",
            ["left-model", "no-route", "unknown-object"],
        ),
        (
            "describe-vpcs",
            "\"State\": \"associated\"",
            ["associated", "disassociated"],
            "web -> 10.1.1.21 tcp/22",
            ["delivered", "unknown-object", "unknown-object"],
        ),
        (
            "describe-transit-gateways",
            "\"State\": \"available\"",
            ["available", "deleted"],
            "app -> 10.10.10.5 tcp/80",
            ["left-model", "unknown-object", "unknown-object"],
        ),
        (
            "search-transit-gateway-routes--tgw-rtb-1",
            "\"State\": \"blackhole\"",
            ["blackhole", "deleted"],
            "app -> 10.10.20.5 tcp/80",
            ["tgw-route-blackhole", "tgw-no-route", "unknown-object"],
        ),
    ];
    for (file, said, [on, off], flow, ends) in rows {
        for (state, end) in [*on, *off, "wobbling"].iter().zip(ends) {
            let snapshot = with(file, |text| {
                assert!(text.contains(said), "{file}: {said}");
                // Another number of spaces is a change that changes nothing.
                let (head, _) = said.rsplit_once(": ").expect("it is a member");
                text.replace(said, &format!("{head}:  \"{state}\""))
            });
            assert_eq!(outcome(&snapshot, flow), *end, "{file} {state}\n{}", snapshot.told());
        }
    }
}

#[test]
fn a_rule_of_a_security_group_that_is_not_understood_decides_nothing() {
    for (said, end) in [("tcp", "delivered"), ("256", "unknown-object")] {
        let snapshot = with("describe-security-groups", |text| {
            text.replace("\"IpProtocol\": \"tcp\"", &format!("\"IpProtocol\":  \"{said}\""))
        });
        assert_eq!(outcome(&snapshot, "web -> app tcp/22"), end, "{said}\n{}", snapshot.told());
    }
}

#[test]
fn a_vpc_without_its_default_network_acl_is_taken_to_have_one() {
    let snapshot = with("describe-network-acls", |_| "{\"NetworkAcls\": []}".to_owned());
    assert_eq!(snapshot.codes(Severity::Error), [""; 0], "{}", snapshot.told());
    assert!(snapshot.told().contains("TOP-75"), "{}", snapshot.told());
    let network = snapshot.network();
    let found = trace(&network, "web -> app tcp/22").unwrap();
    let steps = found.forward.iter().flat_map(|path| &path.hops).flat_map(|hop| &hop.steps);
    assert!(steps.flat_map(|step| &step.facts).any(|fact| *fact == "TOP-75"));
}

#[test]
fn subnets_of_a_vpc_that_nobody_describes_keep_their_names() {
    let texts = Texts::folder(&root().join("tests/importers/fixtures/small"));
    let snapshot = texts.without("describe-vpcs.json").import();
    assert_eq!(snapshot.codes(Severity::Error), [""; 0], "{}", snapshot.told());
    assert!(snapshot.told().contains("VPC `vpc-a` is named, but not described"));
    assert_eq!(outcome(&snapshot, "web -> app tcp/22"), "unknown-object");
}

#[test]
fn what_nobody_knows_stays_unknown_in_the_file_that_import_writes() {
    let texts = Texts::folder(&root().join("tests/importers/fixtures/small"));
    let texts = texts.without("describe-nat-gateways.json");
    let written = texts.workspace().topology().expect("the answers describe something");
    assert!(written.contains("subnet: !unknown"), "{written}");
    let again = Texts::default().with("topology.yaml", &written).import();
    assert_eq!(again.codes(Severity::Error), [""; 0], "{}", again.told());
    for snapshot in [&texts.import(), &again] {
        assert_eq!(outcome(snapshot, "app -> 8.8.8.8 tcp/80"), "unknown-object");
    }
}

#[test]
fn a_value_that_nobody_knows_spoils_no_more_than_what_it_belongs_to() {
    let text = "\
outpath: 1
region: us-west-2
vpcs:
  shop:
    cidrs: [10.0.0.0/16]
    subnets: { a: { cidr: 10.0.1.0/24, zone: usw2-az1 } }
  data:
    cidrs: [10.1.0.0/16]
    subnets: { b: { cidr: 10.1.1.0/24, zone: usw2-az1, route_table: !unknown } }
instances:
  web: { subnet: shop.a, ip: 10.0.1.10 }
  app: { subnet: shop.a, ip: 10.0.1.11 }
  job: { subnet: data.b, ip: 10.1.1.10 }
";
    let snapshot = Texts::default().with("topology.yaml", text).import();
    assert_eq!(snapshot.codes(Severity::Error), [""; 0], "{}", snapshot.told());
    assert_eq!(outcome(&snapshot, "web -> app tcp/22"), "delivered");
    assert_eq!(outcome(&snapshot, "job -> 10.1.9.9 tcp/22"), "unknown-object");
}
