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
    assert_eq!(read("web -> db tcp/5432").demand, Demand::Reaches);
    assert_eq!(read("internet -x-> web").demand, Demand::NeverReaches);
    assert_eq!(read("internet-x->web").to_string(), "internet -x-> web");
}

#[test]
fn later_forms_are_known_but_unsupported() {
    let cases = [
        "web -> db survives plant-1.service-link",
        "web -> db tcp/5432 via plant-1.lgw survives plant-1.service-link",
        "plant-1 announces only 10.1.0.0/26",
        "web -> db tcp/443 mtu 1500",
    ];
    for text in cases {
        assert!(parse_expectation(text).unwrap_err().unsupported, "{text}");
        assert!(!parse_flow(text).unwrap_err().unsupported, "{text}");
    }
    let drawn: Vec<String> = cases.iter().map(|text| refused(parse_expectation, text)).collect();
    insta::assert_snapshot!(drawn.join("\n\n"));
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
