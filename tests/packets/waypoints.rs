//! Nodes to pass and to avoid, in flows and in expectations; notes on the way.

use outpath_core::{
    expect::{Judgement, judge},
    forwarding::{Network, Note, Outcome, Trace, What},
    query::{parse_expectation, parse_flow},
};

use crate::{
    stems::{RACK, REGION},
    way::{read_text, trace},
};

fn network(text: &str) -> Network {
    let (model, errors) = read_text(text);
    assert_eq!(errors, [] as [&str; 0]);
    Network::build(model)
}

fn holds(network: &Network, line: &str) -> bool {
    let expectation = parse_expectation(line).unwrap_or_else(|error| panic!("{error}"));
    judge(network, &expectation) == Judgement::Holds
}

/// Both directions of a flow count.
#[test]
fn a_way_is_named_by_any_kind_of_node_on_it() {
    let network = network(RACK);
    let flow = |clauses: &str| format!("web -> db tcp/5432 {clauses}");
    for passed in [
        "via p.lgw",
        "via p.lgw.main.ond via c.r",
        "via vif_group:p.lgw.main",
        "via p",
        "via c",
        "via a",
        "via web via db",
        "via local_gateway:p.lgw not via p.service-link not via internet not via app",
    ] {
        assert!(holds(&network, &flow(passed)), "{passed}");
    }
    for missed in ["via p.service-link", "via internet", "via a.region", "not via c.r", "not via p"]
    {
        assert!(!holds(&network, &flow(missed)), "{missed}");
    }
    for (name, why) in [
        ("p.lgw.t", "`p.lgw.t` is a local gateway route table, which no packet passes"),
        ("p.lgx", "nothing is called `p.lgx`"),
        ("subnet:p.lgw", "nothing is called `p.lgw`"),
    ] {
        let flow = parse_flow(&flow(&format!("via {name}"))).unwrap();
        let wrong = outpath_core::forwarding::resolve(&network, &flow).unwrap_err();
        assert_eq!(wrong.message, why);
    }
}

/// What must never arrive by one way may arrive by another.
#[test]
fn a_forbidden_way_is_not_a_forbidden_flow() {
    let network = network(RACK);
    assert!(holds(&network, "web -x-> db tcp/5432 via p.service-link"));
    assert!(holds(&network, "web -x-> db tcp/5432 not via p.lgw"));
    assert!(!holds(&network, "web -x-> db tcp/5432 via p.lgw"));
}

/// A pair: the packet takes the same way, the reply another one.
#[test]
fn the_reply_must_meet_the_conditions_too() {
    let flow = "web -> far tcp/443 not via ab";
    // The public address of the other end is reached by the internet; its own table answers by the
    // peering connection, if it has such a route.
    let by_internet = |back: &str| {
        let text = REGION
            .replace("cidrs: [10.9.0.0/16]", "cidrs: [10.9.0.0/16]\n    internet_gateway: true")
            .replace("ip: 10.9.1.10", "ip: 10.9.1.10, public_ip: 198.51.100.9")
            .replace("s: { routes: { 10.0.0.0/16: peering_connection.ab } }", back);
        trace(&network(&text), &flow.replace("far", "198.51.100.9"))
    };
    let same = by_internet("s: { routes: { 0.0.0.0/0: igw } }");
    assert_eq!(same.verdict.word(), "reachable");
    let other =
        by_internet("s: { routes: { 198.51.100.7/32: peering_connection.ab, 0.0.0.0/0: igw } }");
    assert_eq!(other.verdict.word(), "one-way");
}

#[test]
fn what_leaves_is_narrowed_to_what_is_asked() {
    let region = network(REGION);
    let narrowed = trace(&region, "web -> app leaving protocol=udp leaving source-port=5000-6000");
    assert_eq!(narrowed.packet.to_string(), "10.0.1.10 > 10.0.2.10 udp/0-65535");
    assert_eq!(
        narrowed.packet.source_ports.map(|ports| ports.to_string()).as_deref(),
        Some("5000-6000")
    );
    let one = trace(&region, "web -> internet tcp/443 leaving destination=203.0.112.0/24");
    assert_eq!(one.packet.destination.to_string(), "203.0.112.1");
}

fn notes(trace: &Trace) -> Vec<Note> {
    let back = trace.replies.iter().flat_map(|reply| &reply.paths);
    let hops = trace.forward.iter().chain(back).flat_map(|path| &path.hops);
    hops.flat_map(|hop| &hop.steps)
        .filter_map(|step| if let What::Noted { note, .. } = step.what { Some(note) } else { None })
        .collect()
}

/// Pairs that differ in what the note is about.
#[test]
fn notes_tell_what_a_way_costs() {
    let zones = |private: &str| {
        let edits = [
            (
                "public: { cidr: 10.0.1.0/24,",
                "public: { cidr: 10.0.1.0/24, zone: usw2-az1,".to_owned(),
            ),
            (
                "private: { cidr: 10.0.2.0/24,",
                format!("private: {{ cidr: 10.0.2.0/24, zone: {private},"),
            ),
        ];
        let text = edits.iter().fold(REGION.to_owned(), |text, (old, new)| text.replace(old, new));
        trace(&network(&text), "web -> app tcp/443")
    };
    assert_eq!(notes(&zones("usw2-az1")), []);
    assert_eq!(notes(&zones("usw2-az2")), [Note::AzCrossed, Note::AzCrossed]);
    let region = network(REGION);
    assert_eq!(notes(&trace(&region, "app -> internet tcp/443 leaving source-port=99")), []);
    let narrow = trace(&region, "app -> internet tcp/443 leaving source-port=5000");
    assert_eq!(narrow.forward.first().map(|path| &path.outcome), Some(&Outcome::Delivered));
    assert_eq!(notes(&narrow), [Note::PortRemapped]);
}
