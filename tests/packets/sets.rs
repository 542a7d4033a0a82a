//! Expectations over sets of addresses: they hold for every address, or one address refutes them.

use std::net::IpAddr;

use outpath_core::{
    expect::{Judgement, MOST_CASES, judge},
    forwarding::Network,
    query::parse_expectation,
};

use outpath_tests::files::root;

use crate::way::{read_text, trace};

/// An Outpost with two LANs behind one device; the second one is not announced.
const PLANT: &str = "\
outpath: 1
region: us-west-2
vpcs:
  shop:
    cidrs: [10.0.0.0/16]
    internet_gateway: true
    subnets:
      rack: { cidr: 10.0.3.0/24, outpost: plant-1, route_table: rack }
      inner: { cidr: 10.0.4.0/24, outpost: plant-1 }
      public: { cidr: 10.0.1.0/24, route_table: public }
    route_tables:
      rack: { routes: { 172.16.0.0/12: lgw } }
      public: { routes: { 0.0.0.0/0: igw } }
outposts:
  plant-1:
    zone: usw2-az1
    local_gateway:
      vif_groups:
        main: { asn: 64512, vifs: { ond-1: { local: 172.31.0.1/30, peer: campus.cnd-1 } } }
      route_tables:
        campus: { mode: direct-vpc-routing, vif_group: main, vpcs: [shop], routes: { 172.16.0.0/12: vif_group.main } }
instances:
  web: { subnet: shop.rack, ip: 10.0.3.112 }
  app: { subnet: shop.public, ip: 10.0.1.10, public_ip: 198.51.100.7 }
on_premises:
  campus:
    segments:
      lab: { cidr: 172.16.50.0/24, next_hop: cnd-1 }
      lan: { cidr: 172.16.100.0/24, next_hop: cnd-1 }
    routers:
      cnd-1:
        asn: 65010
        interfaces: { ond: 172.31.0.2/30, lab: 172.16.50.1/24, lan: 172.16.100.1/24 }
        announce: [172.16.100.0/24]
    hosts: { db: { ip: 172.16.100.10 } }
";

/// Returns the plant with replacements, each of which must apply exactly once.
fn plant(edits: &[(&str, &str)]) -> String {
    edits.iter().fold(PLANT.to_owned(), |text, (old, new)| {
        assert_eq!(text.matches(old).count(), 1, "{old}");
        text.replace(old, new)
    })
}

fn network(text: &str) -> Network {
    let (model, errors) = read_text(text);
    assert_eq!(errors, [] as [&str; 0]);
    Network::build(model)
}

/// Returns `holds`, or another word with the flow that decides.
fn judged(network: &Network, expectation: &str) -> String {
    let parsed = parse_expectation(expectation).unwrap_or_else(|error| panic!("{error}"));
    match judge(network, &parsed) {
        Judgement::Holds => "holds".to_owned(),
        Judgement::Refuted(evidence) => format!("refuted by {}", evidence.flow),
        Judgement::Undecided(evidence) => format!("undecided by {}", evidence.flow),
        Judgement::TooMany => "too many".to_owned(),
        Judgement::Told(told) => told.wrong,
        Judgement::NoEndpoint(wrong) => wrong.message,
    }
}

#[test]
fn one_address_of_a_set_refutes() {
    let network = network(PLANT);
    for (expectation, judgement) in [
        // The first segment of the prefix is out of reach, the second is not.
        (
            "web -x-> onprem:172.16.0.0/12 tcp/443",
            "refuted by web -> onprem:172.16.100.2/32 tcp/443",
        ),
        ("web -x-> onprem:172.16.50.0/24 tcp/443", "holds"),
        ("web -> onprem:172.16.100.0/24 tcp/443", "holds"),
        ("web -> onprem:172.16.0.0/12 tcp/443", "refuted by web -> onprem:172.16.50.2/32 tcp/443"),
        ("onprem:172.16.100.0/24 -> web tcp/443", "holds"),
        ("internet -x-> web", "holds"),
        ("internet -> app tcp/443", "holds"),
        ("internet -x-> app", "refuted by internet(8.8.8.8) -> app"),
        ("app -x-> internet", "refuted by app -> internet(8.8.8.8)"),
    ] {
        assert_eq!(judged(&network, expectation), judgement, "{expectation}");
    }
}

/// A pair: the same line, and a route for half of the set that only one of the files has.
#[test]
fn a_route_for_a_part_of_a_set_is_seen() {
    let routes = |routes: &str| {
        plant(&[("announce:", &format!("routes: {{ {routes} }}\n        announce:"))])
    };
    let lan = "web -> campus.lan tcp/443";
    assert_eq!(judged(&network(PLANT), lan), "holds");
    let half = network(&routes("172.16.100.128/25: discard"));
    assert_eq!(judged(&half, lan), "refuted by web -> onprem:172.16.100.129/32 tcp/443");
    let one = network(&routes("172.16.100.77/32: discard"));
    assert_eq!(judged(&one, lan), "refuted by web -> onprem:172.16.100.77/32 tcp/443");
    // No host can have the last address.
    let last = network(&routes("172.16.100.255/32: discard"));
    assert_eq!(judged(&last, lan), "holds");
}

#[test]
fn a_part_of_the_internet_is_seen() {
    let narrow = plant(&[("0.0.0.0/0: igw", "0.0.0.0/1: igw, 203.0.112.0/22: igw")]);
    let narrow = network(&narrow);
    let word = judged(&narrow, "app -> internet tcp/443");
    assert!(word.starts_with("refuted by app -> internet("), "{word}");
    assert_eq!(judged(&narrow, "app -> internet(203.0.113.9) tcp/443"), "holds");
    assert_eq!(judged(&network(PLANT), "app -> internet tcp/443"), "holds");
}

/// What must never arrive is tried with every address that either end has.
#[test]
fn never_means_every_address_of_both_ends() {
    let two = plant(&[(
        "web: { subnet: shop.rack, ip: 10.0.3.112 }",
        "web: { subnet: shop.inner, ip: 10.0.4.20, interfaces: { side: { subnet: shop.rack, ip: 10.0.3.5 } } }",
    )]);
    let two = network(&two);
    assert_eq!(judged(&two, "db -x-> web"), "refuted by db -> web.side");
    assert_eq!(judged(&two, "web -x-> db"), "refuted by web.side -> db");
    let one = network(&plant(&[("shop.rack, ip: 10.0.3.112", "shop.inner, ip: 10.0.4.20")]));
    assert_eq!(judged(&one, "db -x-> web"), "holds");
}

#[test]
fn routers_count_where_nothing_may_arrive() {
    let text = plant(&[("172.16.100.0/24]", "172.16.100.0/24, 172.16.50.1/32]")]);
    let network = network(&text);
    let line = |arrow| format!("web {arrow} onprem:172.16.50.0/24 tcp/22");
    let router = "refuted by web -> onprem:172.16.50.1/32 tcp/22";
    assert_eq!(judged(&network, &line("-x->")), router);
    let host = "refuted by web -> onprem:172.16.50.2/32 tcp/22";
    assert_eq!(judged(&network, &line("->")), host);
}

#[test]
fn the_members_of_a_set_do_not_send_to_themselves() {
    let network = network(PLANT);
    let lan = "campus.lan -> campus.lan tcp/22";
    assert_eq!(judged(&network, lan), "holds");
    let word = judged(&network, "campus.lan -x-> campus.lan tcp/22");
    assert!(word.starts_with("refuted by "), "{word}");
}

#[test]
fn a_service_link_is_every_address_of_its_blocks() {
    let stem = include_str!("files/service-link-private.yaml");
    let there = "plant-1.service-link -> plant-1.anchor tcp/443";
    let found = network(stem);
    assert_eq!(judged(&found, there), "holds");
    // AWS hears only of the first half of the block.
    let half = stem.replace("announce: [10.200.0.0/26]", "announce: [10.200.0.0/27]");
    let found = network(&half);
    let of_half = |from: &str| format!("{there} leaving source={from}");
    let other = of_half("10.200.0.33/32");
    assert_eq!(judged(&found, there), format!("refuted by {other}"));
    assert_eq!(judged(&found, &other), format!("refuted by {other}"));
    assert_eq!(judged(&found, &of_half("10.200.0.0/27")), "holds");
    let (way, far) = (trace(&found, there), trace(&found, &other));
    assert_eq!((way.verdict.word(), far.verdict.word()), ("reachable", "one-way"));
}

#[test]
fn what_was_not_tried_is_not_proved() {
    let hosts = |count: usize| {
        let line =
            |at: usize| format!("h{at}: {{ ip: 172.16.{}.{} }}", 100 + at / 250, 2 + at % 250);
        let hosts: Vec<String> = (0..count).map(line).collect();
        let lan = [
            ("cidr: 172.16.100.0/24", "cidr: 172.16.96.0/19"),
            ("lan: 172.16.100.1/24", "lan: 172.16.96.1/19"),
            ("announce: [172.16.100.0/24]", "announce: [172.16.96.0/19]"),
        ];
        let text = plant(&lan);
        network(&text.replace("db: { ip: 172.16.100.10 }", &hosts.join(", ")))
    };
    let few = hosts(MOST_CASES - 100);
    assert_eq!(judged(&few, "web -> campus.lan tcp/22"), "holds");
    let many = hosts(MOST_CASES + 100);
    assert_eq!(judged(&many, "web -> campus.lan tcp/22"), "too many");
    assert_eq!(
        judged(&many, "web -x-> campus.lan tcp/22"),
        "refuted by web -> onprem:172.16.96.2/32 tcp/22"
    );
}

/// A pair: the flow says which version of IP, and that decides.
#[test]
fn the_flow_says_which_version_of_ip() {
    let text = plant(&[
        ("cidrs: [10.0.0.0/16]", "cidrs: [10.0.0.0/16, 2001:db8:1::/56]"),
        (
            "public: { cidr: 10.0.1.0/24,",
            "public: { cidr: 10.0.1.0/24, ipv6_cidr: 2001:db8:1:1::/64,",
        ),
        ("ip: 10.0.1.10,", "ip: 10.0.1.10, ipv6: 2001:db8:1:1::10,"),
    ]);
    let network = network(&text);
    assert_eq!(judged(&network, "app -> internet tcp/443"), "holds");
    assert_eq!(
        judged(&network, "app -> internet tcp/443 over ipv6"),
        "refuted by app -> internet(2001:4860:4860::8888) tcp/443 over ipv6"
    );
    assert_eq!(judged(&network, "web -> internet over ipv6"), "web has no IPv6 address");
    let routed = text.replace("0.0.0.0/0: igw }", "0.0.0.0/0: igw, \"::/0\": igw }");
    let network = self::network(&routed);
    assert_eq!(judged(&network, "app -> internet tcp/443 over ipv6"), "holds");
    assert_eq!(judged(&network, "internet -> app tcp/443 over ipv6"), "holds");
    // Without a public IPv4 address the other version is left, and never means both.
    let private = self::network(&routed.replace(", public_ip: 198.51.100.7", ""));
    assert_eq!(judged(&private, "internet -> app tcp/443"), "holds");
    assert_eq!(
        judged(&private, "internet -x-> app"),
        "refuted by internet(2001:4860:4860::8888) -> app"
    );
}

/// The proof about a set rests on this list; a file that uses every field shows that it is complete.
#[test]
fn every_address_of_a_model_is_on_the_list_of_mentions() {
    let folder = root().join("core/src/document/lower");
    for file in ["full.yaml", "sketch.yaml"] {
        let (model, _) = read_text(&std::fs::read_to_string(folder.join(file)).unwrap());
        let mentions = model.mentions();
        let debug = format!("{model:?}");
        let outside = |letter: char| !letter.is_ascii_hexdigit() && !matches!(letter, '.' | ':');
        // Paths of types look like short IPv6 addresses.
        let words =
            debug.split(outside).filter(|word| word.contains(|one: char| one.is_ascii_digit()));
        let addresses = words.filter_map(|word| word.parse::<IpAddr>().ok());
        let mut count = 0;
        for address in addresses {
            count += 1;
            let known = mentions.iter().any(|prefix| prefix.network() == address);
            assert!(known, "{address} of {file} is not mentioned");
        }
        assert!(count > 10, "{file} has {count} addresses");
    }
}
