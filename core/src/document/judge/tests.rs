//! Every mistake, made once in a clean topology, and its near miss.

mod bgp;
mod gateways;
mod joined;

use gateways::GATEWAYS;

use super::configuration::CONFIGURATION;

use crate::{
    diagnostic::{Diagnostic, Severity},
    document::{Lowered, lower, read_bytes},
    text::Sources,
};

const CLEAN: &str = include_str!("clean.yaml");

/// One mistake: its code, what is underlined, the clean text, the mistake, and a near miss that
/// must be silent.
pub(super) type Case = (&'static str, &'static str, &'static str, &'static str, &'static str);

const ADDRESSING: &[Case] = &[
    (
        "OP9301",
        "172.16.100.1/24",
        "  rack: { routes: { 172.16.100.0/24: lgw",
        "  rack: { routes: { 172.16.100.1/24: lgw",
        "  rack: { routes: { 172.16.100.1/32: lgw",
    ),
    ("OP9301", "10.9.0.1/16", "10.9.0.0/16: cnd-2", "10.9.0.1/16: cnd-2", "10.9.0.1/32: cnd-2"),
    ("OP9302", "10.20.0.1/16", "[10.20.0.0/16]", "[10.20.0.1/16]", "[10.21.0.0/16]"),
    ("OP9302", "172.16.0.1/12", "[172.16.0.0/12]", "[172.16.0.1/12]", "[172.16.0.1/32]"),
    ("OP1020", "10.20.0.0/15", "[10.20.0.0/16]", "[10.20.0.0/15]", "[10.20.0.0/28]"),
    ("OP1020", "10.0.4.0/29", "cidr: 10.0.4.0/24", "cidr: 10.0.4.0/29", "cidr: 10.0.4.0/28"),
    ("OP1021", "10.30.4.0/24", "cidr: 10.0.4.0/24", "cidr: 10.30.4.0/24", "cidr: 10.0.255.0/24"),
    ("OP1022", "10.0.3.128/25", "cidr: 10.0.4.0/24", "cidr: 10.0.3.128/25", "cidr: 10.0.2.0/24"),
    (
        "OP1023",
        "10.20.4.0/24",
        "[10.20.0.0/16]",
        "[10.20.0.0/16, 10.20.4.0/24]",
        "[10.20.0.0/16, 10.21.0.0/16]",
    ),
    ("OP1024", "10.0.4.113", "ip: 10.0.3.113", "ip: 10.0.4.113", "ip: 10.0.3.4"),
    ("OP1024", "10.0.3.5", "ip: 10.0.1.5", "ip: 10.0.3.5", "ip: 10.0.1.6"),
    ("OP1025", "10.0.3.3", "ip: 10.0.3.113", "ip: 10.0.3.3", "ip: 10.0.3.4"),
    ("OP1025", "10.0.3.255", "ip: 10.0.3.113", "ip: 10.0.3.255", "ip: 10.0.3.254"),
    ("OP1026", "10.0.3.112", "ip: 10.0.3.113", "ip: 10.0.3.112", "ip: 10.0.3.111"),
    ("OP1026", "10.0.1.5", "ip: 10.0.1.9", "ip: 10.0.1.5", "ip: 10.0.1.6"),
    ("OP1027", "198.51.100.7", "198.51.100.8", "198.51.100.7", "198.51.100.9"),
    ("OP1027", "203.0.113.5", "198.51.100.8", "203.0.113.5", "203.0.113.6"),
    ("OP4002", "10.1.0.64", "coip: 10.1.0.3", "coip: 10.1.0.64", "coip: 10.1.0.63"),
    ("OP4003", "10.1.0.2", "coip: 10.1.0.3", "coip: 10.1.0.2", "coip: 10.1.0.4"),
    (
        "OP4004",
        "10.1.0.9",
        "ip: 10.0.1.9",
        "ip: 10.0.1.9, coip: 10.1.0.9",
        "ip: 10.0.1.9, public_ip: 198.51.100.9",
    ),
    ("OP9315", "10.1.0.0/25", "[10.1.0.64/26]", "[10.1.0.0/25]", "[10.1.0.128/25]"),
    ("OP4005", "10.1.0.64/27", "[10.1.0.64/26]", "[10.1.0.64/27]", "[10.1.0.128/25]"),
    (
        "OP4006",
        "10.8.1.0/26",
        "[10.1.0.0/26]",
        "[10.1.0.0/26, 10.8.1.0/26]",
        "[10.1.0.0/26, 10.9.1.0/26]",
    ),
    (
        "OP1001",
        "lab",
        "[10.8.0.0/16]",
        "[10.8.0.0/16, 10.0.128.0/17]",
        "[10.8.0.0/16, 10.9.0.0/16]",
    ),
    (
        "OP1028",
        "[shop, far]",
        "[10.20.0.0/16]",
        "[10.20.0.0/16, 10.0.128.0/17]",
        "[10.20.0.0/16, 10.8.0.0/16]",
    ),
    (
        "OP2030",
        "169.254.169.0/24: igw",
        "{ 0.0.0.0/0: igw }",
        "{ 169.254.169.0/24: igw }",
        "{ 169.254.0.0/16: igw }",
    ),
    (
        "OP3011",
        "172.31.0.4/31",
        "172.31.0.5/30, peer: campus.cnd-2, peer_ip: 172.31.0.6",
        "172.31.0.5/30, peer: campus.cnd-2, peer_ip: 172.31.0.6, lag: x }\n            ond-3: { lag: x, local: 172.31.0.4/31",
        "172.31.0.5/30, peer: campus.cnd-2, peer_ip: 172.31.0.6 }\n            ond-3: { local: 172.31.0.9/30",
    ),
    (
        "OP3011",
        "172.31.0.1/30",
        "172.31.0.5/30, peer: campus.cnd-2, peer_ip: 172.31.0.6",
        "172.31.0.1/30",
        "172.31.0.13/30, peer: campus.cnd-2, peer_ip: 172.31.0.14",
    ),
    ("OP3012", "172.31.0.9", "peer_ip: 172.31.0.6", "peer_ip: 172.31.0.9", "peer_ip: 172.31.0.6"),
    (
        "OP9323",
        "x: 192.0.2.129/25",
        "{ x: 192.0.2.1/24 }",
        "{ a: 192.0.2.1/24, x: 192.0.2.129/25 }",
        "{ a: 192.0.2.1/25, x: 192.0.2.129/25 }",
    ),
    ("OP9324", "172.16.101.10", "ip: 172.16.100.10", "ip: 172.16.101.10", "ip: 172.16.100.12"),
    ("OP9324", "172.16.101.11", "ip: 172.16.100.11", "ip: 172.16.101.11", "ip: 172.16.100.12"),
    ("OP9325", "172.16.100.10", "ip: 172.16.100.11", "ip: 172.16.100.10", "ip: 172.16.100.12"),
    ("OP9325", "172.16.100.2", "ip: 172.16.100.11", "ip: 172.16.100.2", "ip: 172.16.100.3"),
];

const REFERENCES: &[Case] = &[
    (
        "OP9201",
        "shop.rak",
        "app: { subnet: shop.rack",
        "app: { subnet: shop.rak",
        "app: { subnet: shop.rack",
    ),
    (
        "OP9201",
        "igw",
        "route_tables: { rack: { routes: { 172.16.100.0/24: lgw",
        "route_tables: { rack: { routes: { 1.1.0.0/16: igw, 172.16.100.0/24: lgw",
        "route_tables: { rack: { routes: { 1.1.0.0/16: lgw, 172.16.100.0/24: lgw",
    ),
    (
        "OP9201",
        "onprm",
        "  rack: { routes: { 172.16.100.0/24: lgw",
        "  rack: { routes: { prefix_list.onprm: lgw",
        "  rack: { routes: { prefix_list.onprem: lgw",
    ),
    ("OP9201", "nobody", "[web, db]", "[web, nobody]", "[web, campus.db]"),
    (
        "OP9202",
        "campus.lan",
        "app: { subnet: shop.rack",
        "app: { subnet: campus.lan",
        "app: { subnet: shop.rack",
    ),
    (
        "OP9202",
        "plant-2.lgw",
        "vif_group: spare",
        "vif_group: plant-2.lgw",
        "vif_group: plant-1.lgw.spare",
    ),
    ("OP9203", "lgw", "route_table: other", "route_table: rack", "route_table: main"),
    (
        "OP9203",
        "lgw",
        "  other: { routes: { 172.16.100.0/24: plant-2.lgw } }",
        "  other: { routes: { 172.16.100.0/24: plant-2.lgw } }\n      x: { routes: { 172.16.100.0/24: lgw } }",
        "  other: { routes: { 172.16.100.0/24: plant-2.lgw } }\n      x: { routes: { 172.16.100.0/24: plant-1.lgw } }",
    ),
    (
        "OP9203",
        "172.16.100.10",
        "    segments:\n",
        "    segments:\n      all: { cidr: 172.16.0.0/16 }\n",
        "    segments:\n      all: { cidr: 172.17.0.0/16 }\n",
    ),
    (
        "OP9204",
        "web",
        "groups: {",
        "network_interfaces: { web: { subnet: shop.rack, ip: 10.0.3.114 } }\ngroups: {",
        "network_interfaces: { svc: { subnet: shop.rack, ip: 10.0.3.114 } }\ngroups: {",
    ),
];

const FORM: &[Case] = &[
    (
        "OP9101",
        "cidrz",
        "far: { cidrs:",
        "far: { cidrz: x, cidrs:",
        "far: { tags: { cidrz: x }, cidrs:",
    ),
    ("OP9102", "[a]", "far: { cidrs:", "far: { id: [a], cidrs:", "far: { id: a, cidrs:"),
    (
        "OP9102",
        "yes",
        "far: { cidrs: [10.20.0.0/16] }",
        "far: { cidrs: [10.20.0.0/16], tags: yes }",
        "far: { cidrs: [10.20.0.0/16], tags: { yes: no } }",
    ),
    (
        "OP9103",
        "edge",
        "edge: { form: server, zone: usw2-az1 }",
        "edge: { form: server }",
        "edge: { form: server, zone: x }",
    ),
    (
        "OP9103",
        "app",
        "app: { subnet: shop.rack, ip: 10.0.3.113, public_ip: 198.51.100.8, coip: 10.1.0.3 }",
        "app: { subnet: shop.rack }",
        "app: { subnet: shop.rack, ip: 10.0.3.114 }",
    ),
    (
        "OP9103",
        "a",
        "ip: 10.0.1.5, public_ip: 203.0.113.5",
        "ip: 10.0.1.5",
        "ip: 10.0.1.5, private: true",
    ),
    ("OP9104", "33", "[10.20.0.0/16]", "[10.20.0.0/33]", "[10.20.0.0/16]"),
    ("OP9104", "10.0.3.300", "ip: 10.0.3.113", "ip: 10.0.3.300", "ip: 10.0.3.30"),
    (
        "OP9104",
        "4095",
        "vlan: 101, local: 172.31.0.1",
        "vlan: 4095, local: 172.31.0.1",
        "vlan: 4094, local: 172.31.0.1",
    ),
    ("OP9104", "11112222333", "\"111122223333\"", "\"11112222333\"", "111122223333"),
    ("OP9104", "172.31.0.4/30", "172.31.0.5/30", "172.31.0.4/30", "172.31.0.5/30"),
    ("OP9104", "denny", "UNK-03: deny", "UNK-03: denny", "UNK-03: allow"),
    ("OP9104", "coipp", "mode: coip\n", "mode: coipp\n", "mode: coip\n"),
    ("OP9104", ".", "  far:", "  fa.r:", "  far:"),
    ("OP9105", "2", "outpath: 1", "outpath: 2", "outpath: 1"),
];

fn lowered(text: &str) -> Lowered {
    let (document, problems) = read_bytes(&mut Sources::default(), "t.yaml", text.as_bytes());
    assert!(problems.is_empty(), "{:?}\n{text}", problems.first().map(|problem| &problem.message));
    lower(&[document])
}

/// Returns the text under a problem.
fn underlined<'a>(text: &'a str, problem: &Diagnostic) -> &'a str {
    let span = problem.primary.as_ref().unwrap().span;
    text[span.start as usize..span.end as usize].trim_matches('"')
}

fn shown(text: &str, lowered: &Lowered) -> Vec<String> {
    let show = |problem: &Diagnostic| {
        format!("{} `{}` {}", problem.code.id, underlined(text, problem), problem.message)
    };
    lowered.diagnostics.iter().map(show).collect()
}

fn try_cases(cases: &[Case]) {
    try_cases_of(CLEAN, cases);
}

fn try_cases_of(file: &str, cases: &[Case]) {
    for (code, under, clean, wrong, near) in cases {
        assert!(file.contains(clean), "{clean} is not in the clean file");
        let text = file.replacen(clean, wrong, 1);
        let bad = lowered(&text);
        let hit = |problem: &&Diagnostic| {
            problem.code.id == *code && underlined(&text, problem) == *under
        };
        let hits = bad.diagnostics.iter().filter(hit).count();
        assert_eq!(hits, 1, "{code} at {under} after {wrong}: {:#?}", shown(&text, &bad));
        let errors = bad.diagnostics.iter().any(|problem| problem.severity == Severity::Error);
        assert_eq!(errors, !bad.model.incomplete.is_empty(), "{code} marks what it spoils");
        let text = file.replacen(clean, near, 1);
        let good = lowered(&text);
        let fires = good.diagnostics.iter().any(|problem| problem.code.id == *code);
        assert!(!fires, "{code} fires after {near}: {:#?}", shown(&text, &good));
    }
}

#[test]
fn the_clean_file_is_clean() {
    let clean = lowered(CLEAN);
    assert_eq!(shown(CLEAN, &clean), Vec::<String>::new());
    assert!(clean.model.incomplete.is_empty());
}

#[test]
fn mistakes_of_addressing_are_found() {
    try_cases(ADDRESSING);
}

#[test]
fn mistakes_of_configuration_are_found() {
    try_cases(CONFIGURATION);
    try_cases(GATEWAYS);
}

#[test]
fn mistakes_of_reference_are_found() {
    try_cases(REFERENCES);
}

#[test]
fn mistakes_of_form_are_found() {
    try_cases(FORM);
}

#[test]
fn every_code_of_this_room_has_a_case() {
    let cases =
        [ADDRESSING, CONFIGURATION, GATEWAYS, REFERENCES, FORM, joined::CASES, bgp::CASES].concat();
    let mine = crate::diagnostic::CODES
        .iter()
        .filter(|code| !["OP9106", "OP9108", "OP9205"].contains(&code.id))
        .filter(|code| code.id < "OP9000" || (code.id >= "OP9101" && code.id < "OP9500"));
    for code in mine {
        assert!(cases.iter().any(|case| case.0 == code.id), "{} has no case", code.id);
    }
}

#[test]
fn every_message_says_what_to_look_at() {
    for (_, _, clean, wrong, _) in [ADDRESSING, CONFIGURATION, GATEWAYS, REFERENCES].concat() {
        for problem in lowered(&CLEAN.replacen(clean, wrong, 1)).diagnostics {
            assert!(problem.primary.is_some());
            assert!(!problem.message.ends_with('.'), "{}", problem.message);
            let placed = problem.primary.as_ref().is_some_and(|label| !label.text.is_empty());
            let helps = placed
                || !problem.because.is_empty()
                || !problem.help.is_empty()
                || !problem.related.is_empty();
            assert!(helps, "{}", problem.message);
            assert!(
                problem.because.is_empty() || problem.because.ends_with('.'),
                "{}",
                problem.because
            );
        }
    }
}

#[test]
fn a_prefix_may_be_shared_by_a_vlan() {
    let text =
        CLEAN.replace("172.31.0.1/30", "172.31.0.1/29").replace("172.31.0.5/30", "172.31.0.5/29");
    let text =
        text.replace("172.31.0.2/30", "172.31.0.2/29").replace("172.31.0.6/30", "172.31.0.6/29");
    assert_eq!(shown(&text, &lowered(&text)), Vec::<String>::new());
}
