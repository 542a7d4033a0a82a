//! What the languages read, refuse and print.

use proptest::prelude::*;

use super::*;
use crate::addr::{Family, Icmp, PortRange, Protocol};

/// Reads a text and draws the error under it.
fn refused<T: std::fmt::Debug>(
    parse: impl Fn(&str) -> Result<T, QueryError>,
    text: &str,
) -> String {
    let error = parse(text).unwrap_err();
    let carets = "^".repeat(error.span.len().max(1));
    format!("{text}\n{:start$}{carets} {error}", "", start = error.span.start)
}

fn printed(text: &str) -> String {
    parse_flow(text).unwrap().to_string()
}

#[test]
fn flows_are_read_and_printed() {
    for text in [
        "web -> 172.16.100.10 tcp/443",
        "shop.rack.web -> i-0abc udp/53",
        "\"my web\" -> db",
        "\"internet\" -> \"10.0.0.1\"",
        "\"my vpc\"/10.0.0.1 -> shop/2001:db8::5 icmp",
        "internet -> internet(8.8.8.8) proto/107",
        "onprem:172.16.0.0/12 -> arn:aws:ec2:us-west-2:111122223333:instance/i-0abc tcp/1-1024",
        "a -> b tcp/5000>443",
        "a -> b tcp/5000>0-65535",
        "a -> b udp",
    ] {
        assert_eq!(printed(text), text);
    }
    assert_eq!(printed(" web->db\ttcp/1024-65535>443 "), "web -> db tcp/443");
    assert_eq!(printed("web -> db any"), "web -> db");
    assert_eq!(printed("web -> db ICMP/echo"), "web -> db icmp/echo");
    assert_eq!(printed("web -> db proto/6"), "web -> db tcp");
    assert_eq!(printed("web -> db tcp/443 over ipv6"), "web -> db tcp/443 over ipv6");
    assert_eq!(printed("web -> db over  ipv4 "), "web -> db over ipv4");
    assert_eq!(printed("web -> db icmpv6/echo"), "web -> db icmp/echo over ipv6");
}

#[test]
fn parts_know_their_places_and_defaults() {
    let flow = parse_flow("  web -> shop/10.0.3.112 tcp/443").unwrap();
    assert_eq!((flow.source.span, flow.destination.span), (2..5, 9..24));
    assert_eq!(flow.protocol, Protocol::Tcp);
    assert_eq!(flow.source_ports, Some(PortRange::EPHEMERAL));
    assert_eq!(flow.destination_ports, Some(PortRange::single(443)));
    let any = parse_flow("web -> db").unwrap();
    assert_eq!((any.protocol, any.source_ports), (Protocol::Any, None));
}

#[test]
fn wrong_flows_point_at_the_character() {
    let cases = [
        "",
        "-> db",
        "web",
        "web db",
        "web => db",
        "web -> ",
        "web -x-> db",
        "web -> db tpc/443",
        "web -> db 443/tcp",
        "web -> db tcp/",
        "web -> db tcp/70000",
        "web -> db tcp/443-80",
        "web -> db tcp/https",
        "web -> db tcp/443 udp/53",
        "web -> db tcp/443>",
        "web -> db icmp/eho",
        "web -> db proto",
        "web -> db proto/256",
        "10.0.3.999 -> db",
        "shop/10.0.3.999 -> db",
        "10.0.0.0/16 -> db",
        "/10.0.0.1 -> db",
        "shop..rack -> db",
        "web. -> db",
        "internet(8.8.8 -> db",
        "internet(8.8.8.8 -> db",
        "onprem:172.16.1.0/12 -> db",
        "onprem:172.16.0.0/40 -> db",
        "onprem: -> db",
        "\"my web -> db",
        "\"\" -> db",
        "web -> db tcp/443\u{e9}",
        "(web) -> db",
    ];
    let drawn: Vec<String> = cases.iter().map(|text| refused(parse_flow, text)).collect();
    insta::assert_snapshot!(drawn.join("\n\n"));
}

#[test]
fn expectations_demand_or_forbid() {
    let read = |text: &str| parse_expectation(text).unwrap();
    let demand = |text: &str| read(text).flow().unwrap().demand;
    assert_eq!(demand("web -> db tcp/5432"), Demand::Reaches);
    assert_eq!(demand("internet -x-> web"), Demand::NeverReaches);
    assert_eq!(read("internet-x->web").to_string(), "internet -x-> web");
}

#[test]
fn every_kind_of_expectation_is_read_and_printed_back() {
    for text in [
        "web -> db tcp/5432 via plant-1.lgw not via plant-1.service-link",
        "web -> db tcp/5432 survives plant-1.service-link",
        "web -> db survives a and router:b survives any single failure",
        "web -> db survives \"any\" and any-1",
        "internet -x-> web survives campus.cnd-1",
        "web -> db udp/53 size 900 mtu >= 1500 symmetric",
        "web -> db translated from plant-1.lgw.campus.pool mtu >= 1500 symmetric survives x",
        "web -> db translated from 10.1.0.0/26",
        "web -> db translated from \"10.1.0.0/26\"",
        "10.0.0.0/16 -> tag:team=shop tcp/443 over ipv6",
        "tag:\"cost center\"=\"a b\" -x-> any",
        "\"any\" -> shop.rack",
        "plant-1 announces only 10.1.0.0/26",
        "plant-1.lgw announces 10.1.0.0/26, 2001:db8::/32 to campus.cnd-1",
        "router:campus.cnd-1 learns nothing from plant-1",
        "\"my router\" learns 10.0.0.0/8",
    ] {
        let read = parse_expectation(text).unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(read.to_string(), text);
    }
    let printed = |text: &str| parse_expectation(text).unwrap().to_string();
    assert_eq!(
        printed(" web->db survives  b mtu>=1500 size 40 via c"),
        "web -> db via c size 40 mtu >= 1500 survives b"
    );
    assert_eq!(printed("a announces at least 10.0.0.1 ,::/0"), "a announces 10.0.0.1/32, ::/0");
}

#[test]
fn wrong_expectations_point_at_the_character() {
    let cases = [
        "web -> db survive plant-1.service-link",
        "web -> db tcp/443 survives",
        "web -> db survives any failure",
        "web -> db survives a and",
        "web -> db mtu 1500",
        "web -> db mtu >= big",
        "web -> db mtu >= 1500 mtu >= 9001",
        "web -> db symetric",
        "web -> db translated 10.0.0.0/8",
        "web -> db translated from 10.0.0.1/8",
        "web -> db tcp/443 survives a b",
        "internet -x-> web symmetric",
        "plant-1 announce 10.0.0.0/8",
        "plant-1 announces",
        "plant-1 announces only",
        "plant-1 announces at 10.0.0.0/8",
        "plant-1 announces 10.0.0.1/8",
        "plant-1 announces 10.0.0.0/8,",
        "plant-1 announces 10.0.0.0/8, 10.0.0.0/8",
        "plant-1 announces 10.0.0.0/8 from x",
        "plant-1 learns nothing from",
        "tag:team -> db",
        "tag:=x -> db",
        "10.0.0.1/16 -> db",
        "web -> 10.0.0.0/40",
    ];
    let drawn: Vec<String> = cases.iter().map(|text| refused(parse_expectation, text)).collect();
    insta::assert_snapshot!(drawn.join("\n\n"));
    for text in ["any -> db", "web -> tag:a=b", "web -> 10.0.0.0/8"] {
        assert!(parse_flow(text).is_err(), "{text}");
        assert!(parse_expectation(text).is_ok(), "{text}");
    }
}

#[test]
fn clauses_are_read_and_printed() {
    let printed = |text: &str| parse_flow(text).unwrap().to_string();
    for text in [
        "web -> db tcp/5432 via plant-1.lgw not via plant-1.service-link",
        "web -> db via subnet:shop.rack via \"my node\" size 1500",
        "web -> db over ipv6 not via a not via b",
        "web -> db leaving source-port=5000-6000 arriving source=10.1.0.0/26 arriving protocol=tcp",
    ] {
        assert_eq!(printed(text), text);
        assert!(parse_expectation(text).is_ok(), "{text}");
    }
    assert_eq!(printed("web -> db size 99 via a"), "web -> db via a size 99");
    assert_eq!(
        printed("web -> db arriving destination=10.0.0.1"),
        "web -> db arriving destination=10.0.0.1/32"
    );
    let via = parse_flow("web -> db via plant-1.lgw").unwrap().clauses.via;
    assert_eq!(via.first().map(|node| node.span.clone()), Some(14..25));
}

#[test]
fn wrong_clauses_point_at_the_character() {
    let cases = [
        "web -> db via",
        "web -> db not plant-1.lgw",
        "web -> db tcp/443 size 0",
        "web -> db tcp/443 size big",
        "web -> db leaving 10.0.0.0/8",
        "web -> db leaving port=443",
        "web -> db arriving source=10.0.0.1/8",
        "web -> db arriving source-port=90-80",
        "web -> db arriving source-port=80x",
        "web -> db arriving protocol=tpc",
        "web -> db via a b",
    ];
    let drawn: Vec<String> = cases.iter().map(|text| refused(parse_flow, text)).collect();
    insta::assert_snapshot!(drawn.join("\n\n"));
}

#[test]
fn selectors_may_name_the_kind() {
    let read = |text: &str| parse_selector(text).unwrap();
    let table = read("route_table:shop.rack");
    assert_eq!(table.kind.map(|kind| kind.value).as_deref(), Some("route_table"));
    assert_eq!((table.name.value.as_str(), table.name.span), ("shop.rack", 12..21));
    assert_eq!(read("arn:aws:x").kind, None);
    assert_eq!(read("\"lan:1\"").to_string(), "\"lan:1\"");
    assert_eq!(parse_selector("router:").unwrap_err().span, 7..7);
}

/// Texts made of the pieces of the languages, in any order, so that most parsers get far.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("web"),
        Just(" "),
        Just(" -> "),
        Just("->"),
        Just("-x->"),
        Just("\""),
        Just("\\"),
        Just("internet"),
        Just("("),
        Just(")"),
        Just("onprem:"),
        Just("10.0.0.1"),
        Just("/"),
        Just("::1"),
        Just("12"),
        Just("tcp/"),
        Just("443"),
        Just("-"),
        Just(">"),
        Just("icmp"),
        Just("proto/"),
        Just("."),
        Just("\u{e9}"),
        Just("via"),
        Just("announces"),
        Just("only"),
        Just(", "),
        Just("survives"),
        Just("mtu >="),
        Just("tag:"),
        Just("="),
        Just("any"),
        Just("translated from"),
        Just(":"),
    ];
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

fn endpoint() -> impl Strategy<Value = Endpoint> {
    let v4 = any::<[u8; 4]>().prop_map(std::net::IpAddr::from);
    let v6 = any::<[u8; 16]>().prop_map(std::net::IpAddr::from);
    let address = prop_oneof![v4, v6];
    let prefix = (address.clone(), 0..=32u8)
        .prop_map(|(address, length)| crate::addr::Prefix::holding(address, length).unwrap());
    prop_oneof![
        pieces().prop_filter("not empty", |name| !name.is_empty()).prop_map(Endpoint::Name),
        (proptest::option::of("[a-z .]{1,6}"), address.clone())
            .prop_map(|(vpc, address)| Endpoint::Address { vpc, address }),
        proptest::option::of(address).prop_map(Endpoint::Internet),
        "[a-z0-9-]{1,8}".prop_map(Endpoint::AwsService),
        prefix.prop_map(Endpoint::OnPremises),
    ]
}

/// Ends that only an expectation may have.
fn several() -> impl Strategy<Value = Endpoint> {
    let text = || "[a-zA-Z0-9 =\\\\\"./:-]{1,6}";
    prop_oneof![
        Just(Endpoint::Any),
        (text(), text()).prop_map(|(key, value)| Endpoint::Tag { key, value }),
        prefix().prop_map(Endpoint::Prefix),
    ]
}

fn prefix() -> impl Strategy<Value = crate::addr::Prefix> {
    (any::<[u8; 4]>(), 0..=32u8)
        .prop_map(|(address, length)| crate::addr::Prefix::holding(address.into(), length).unwrap())
}

fn anywhere<T>(value: T) -> Placed<T> {
    Placed { value, span: 0..0 }
}

fn selector() -> impl Strategy<Value = Placed<Selector>> {
    let kind = proptest::option::of("[a-z_]{1,5}".prop_filter("no id", |kind| kind != "arn"));
    let name =
        prop_oneof![pieces(), Just("any".to_owned()), prefix().prop_map(|it| it.to_string())];
    let name = name.prop_filter("not empty", |name| !name.is_empty());
    (kind, name).prop_map(|(kind, name)| {
        anywhere(Selector { kind: kind.map(anywhere), name: anywhere(name) })
    })
}

fn guarantees() -> impl Strategy<Value = Guarantees> {
    let translated = prop_oneof![
        prefix().prop_map(TranslatedFrom::Prefix),
        selector().prop_map(|name| TranslatedFrom::Named(name.value)),
    ];
    let survives = prop_oneof![
        Just(Survives::AnySingleFailure),
        prop::collection::vec(selector(), 1..3).prop_map(Survives::Failure),
    ];
    (
        proptest::option::of(translated.prop_map(anywhere)),
        proptest::option::of((1_u16..).prop_map(u32::from)),
        any::<bool>(),
        prop::collection::vec(survives, 0..3),
    )
        .prop_map(|(translated, mtu, symmetric, survives)| Guarantees {
            translated,
            mtu,
            symmetric,
            survives,
        })
}

fn routes() -> impl Strategy<Value = ExpectedRoutes> {
    let prefixes = prop::collection::btree_set(prefix(), 0..3);
    let verb = prop_oneof![Just(Exchange::Announces), Just(Exchange::Learns)];
    (selector(), verb, any::<bool>(), prefixes, proptest::option::of(selector())).prop_map(
        |(who, verb, only, prefixes, peer)| {
            let prefixes: Vec<_> = prefixes.into_iter().map(anywhere).collect();
            let only = only || prefixes.is_empty();
            ExpectedRoutes { who, verb, only, prefixes, peer }
        },
    )
}

/// Takes the places out of what was read.
fn bare(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once("span: ") {
        out.push_str(before);
        rest = after.trim_start_matches(|found: char| found.is_ascii_digit() || found == '.');
    }
    out + rest
}

fn message() -> impl Strategy<Value = Option<Icmp>> {
    proptest::option::of((any::<u8>(), any::<u8>()).prop_map(|(kind, code)| Icmp { kind, code }))
}

fn family() -> impl Strategy<Value = Option<Family>> {
    proptest::option::of(prop_oneof![Just(Family::V4), Just(Family::V6)])
}

fn traffic() -> impl Strategy<Value = (Protocol, Option<PortRange>, Option<PortRange>)> {
    let range = any::<(u16, u16)>()
        .prop_map(|(one, two)| Some(PortRange { first: one.min(two), last: one.max(two) }));
    let source = prop_oneof![Just(Some(PortRange::EPHEMERAL)), range.clone()];
    let ported = prop_oneof![Just(Protocol::Tcp), Just(Protocol::Udp)];
    let plain = prop_oneof![
        Just(Protocol::Icmp),
        Just(Protocol::Any),
        (100..=255u8).prop_map(Protocol::Other),
    ];
    prop_oneof![(ported, source, range), plain.prop_map(|protocol| (protocol, None, None))]
}

proptest! {
    #[test]
    fn what_is_printed_is_read_back(
        (source, destination) in (endpoint(), endpoint()),
        (protocol, source_ports, destination_ports) in traffic(),
        (icmp, family, size) in (message(), family(), proptest::option::of(1_u16..)),
    ) {
        let icmp = icmp.filter(|_| protocol == Protocol::Icmp);
        let anywhere = |value| Placed { value, span: 0..0 };
        let (source, destination) = (anywhere(source), anywhere(destination));
        let clauses = Clauses { size: size.map(u32::from), ..Clauses::default() };
        let flow =
            Flow { source, destination, protocol, source_ports, destination_ports, icmp, family, clauses };
        let mut read = parse_flow(&flow.to_string()).unwrap();
        (read.source.span, read.destination.span) = (0..0, 0..0);
        prop_assert_eq!(read, flow);
    }

    #[test]
    fn what_is_printed_of_an_expectation_is_read_back(
        source in prop_oneof![endpoint(), several()],
        destination in prop_oneof![endpoint(), several()],
        (demand, guarantees) in prop_oneof![
            guarantees().prop_map(|it| (Demand::Reaches, it)),
            guarantees().prop_map(|it| {
                (Demand::NeverReaches, Guarantees { survives: it.survives, ..Guarantees::default() })
            }),
        ],
        via in prop::collection::vec(selector(), 0..2),
        routes in routes(),
    ) {
        let mut flow = parse_flow("a -> b tcp/443").unwrap();
        (flow.source, flow.destination) = (anywhere(source), anywhere(destination));
        flow.clauses.via = via;
        let packets = Expectation::Flow(ExpectedFlow { flow, demand, guarantees });
        for line in [packets, Expectation::Routes(routes)] {
            let text = line.to_string();
            let read = parse_expectation(&text);
            prop_assert!(read.is_ok(), "{}: {:?}", text, read);
            prop_assert_eq!(bare(&format!("{:?}", read.unwrap())), bare(&format!("{line:?}")));
        }
    }

    #[test]
    fn every_text_is_read_or_refused_at_a_place_within(
        text in prop_oneof![pieces(), any::<String>()],
    ) {
        let errors = [
            parse_flow(&text).err(),
            parse_expectation(&text).err(),
            parse_selector(&text).err(),
        ];
        for error in errors.into_iter().flatten() {
            prop_assert!(text.get(error.span.clone()).is_some(), "{:?} of {:?}", error, text);
            prop_assert!(!error.message.is_empty());
        }
    }
}
