//! The page `docs/coverage.md`: what packets can meet, and every reason, beside two other tools.
//!
//! Our columns come from the cases of `reasons`; the others cite their sources.

mod components;

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
};

use outpath_core::{
    analysis::explain,
    forwarding::{
        ANALYZER_CODES, Counterpart, EXPLAINED, Network, Note, Path, Reason, Trace, codes_of,
    },
};
use outpath_tests::files::root;

use crate::{
    reasons::asked_and_answered,
    way::{read_text, trace},
};
use components::{COMPONENTS, SOURCES};

/// What the cases show of each kind of node: whether packets pass, and the reasons that end them.
type Shown = BTreeMap<&'static str, (bool, BTreeSet<&'static str>)>;

fn shown() -> Shown {
    let mut found = Shown::new();
    for (text, flow) in asked_and_answered() {
        let (model, _) = read_text(&text);
        let network = Network::build(model);
        let trace: Trace = trace(&network, flow);
        let back = trace.replies.iter().flat_map(|reply| &reply.paths);
        trace.forward.iter().chain(back).for_each(|path| note(&network, path, &mut found));
    }
    found
}

fn note(network: &Network, path: &Path, found: &mut Shown) {
    for hop in path.hops.iter().rev().skip(1) {
        found.entry(hop.node.kind()).or_default().0 = true;
    }
    let Some(last) = path.hops.last() else { return };
    match path.outcome.blocker() {
        None => found.entry(last.node.kind()).or_default().0 = true,
        Some(blocker) => {
            let filters = blocker.keys.iter().map(|key| network.model.noun(key.object));
            let filter =
                filters.into_iter().find(|noun| ["security group", "network ACL"].contains(noun));
            let kind = filter.unwrap_or(last.node.kind());
            found.entry(kind).or_default().1.insert(blocker.reason.id());
        }
    }
}

fn page() -> String {
    let shown = shown();
    let mut page = String::from(
        "# Coverage\n\nMade by `cargo xtask docs` from the test cases of the project: the column of Outpath says what they\nshow. The other columns cite their sources, which stand at the end. [Rules that are not modelled](not-modelled.md)\nare listed apart.\n\n## Components\n\n| Component | Outpath | Batfish | AWS Reachability Analyzer |\n| --- | --- | --- | --- |\n",
    );
    for component in COMPONENTS {
        let of: Vec<_> = component.kinds.iter().filter_map(|kind| shown.get(kind)).collect();
        let reasons: BTreeSet<&str> = of.iter().flat_map(|(_, reasons)| reasons).copied().collect();
        let ends: Vec<String> = reasons.iter().map(|reason| format!("`{reason}`")).collect();
        let ours = match (of.is_empty(), ends.is_empty()) {
            (true, _) => "no case".to_owned(),
            (false, true) => "yes".to_owned(),
            (false, false) => format!("yes; {}", ends.join(", ")),
        };
        let (batfish, analyzer) = (component.batfish, component.analyzer);
        page.push_str(&format!("| {} | {ours} | {batfish} | {analyzer} |\n", component.name));
    }
    page.push_str("\n## Codes of AWS Reachability Analyzer\n\nAll of [C01] and [C03], as they were when the pages were read.\n\n| Code | Outpath |\n| --- | --- |\n");
    for (code, answer) in ANALYZER_CODES {
        page.push_str(&format!("| `{code}` | {} |\n", words(*answer)));
    }
    page.push_str("\n## Reasons without a code of AWS\n\n");
    let ours = Reason::ALL.iter().filter(|reason| codes_of(reason.id()).next().is_none());
    for reason in ours {
        page.push_str(&format!("- `{}`: {}\n", reason.id(), reason.page().meaning));
    }
    page.push_str("\n## Sources\n\n");
    for (key, title, link) in SOURCES {
        page.push_str(&format!("- {key}: [{title}]({link})\n"));
    }
    page
}

fn words(answer: Counterpart) -> String {
    match answer {
        Counterpart::Pages(pages) => {
            let pages: Vec<String> = pages.iter().map(|id| format!("`{id}`")).collect();
            pages.join(", ")
        }
        Counterpart::Boundary(why) | Counterpart::Other(why) => why.to_owned(),
    }
}

#[test]
fn the_page_about_coverage_is_current() {
    let (path, page) = (root().join("docs/coverage.md"), page());
    if std::env::var_os("OUTPATH_BLESS").is_some() {
        fs::write(&path, &page).unwrap();
    }
    assert_eq!(fs::read_to_string(&path).unwrap_or_default(), page, "run `cargo xtask docs`");
}

#[test]
fn every_code_is_known_once_and_has_pages() {
    let mut codes: Vec<&str> = ANALYZER_CODES.iter().map(|(code, _)| *code).collect();
    let count = codes.len();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), count);
    let reasons = Reason::ALL.iter().map(|reason| reason.id());
    let notes = Note::ALL.iter().map(|note| note.id());
    let pages: BTreeSet<&str> =
        reasons.chain(notes).chain(EXPLAINED.iter().map(|page| page.id)).collect();
    for (code, answer) in ANALYZER_CODES {
        if let Counterpart::Pages(ids) = answer {
            assert!(!ids.is_empty() && ids.iter().all(|id| pages.contains(id)), "{code}");
        }
    }
}

/// What Outpath says where Reachability Analyzer has a code for a path, and what it says beyond that of
/// Outposts, the way back and packet sizes. What load balancers alone do is not among it.
const NEEDED: &[&str] = &[
    "ambiguous-prefix-lists",
    "attachment-not-ready",
    "bgp-filtered",
    "bgp-session-down",
    "coip-not-allocated",
    "coip-pool-overlap",
    "coip-unknown-dst",
    "component-not-ready",
    "edge-appliance-no-public-ip",
    "edge-asymmetry",
    "egress-only-inbound",
    "header-filter-at-destination",
    "header-filter-at-source",
    "header-impossible",
    "igw-dst-not-in-vpc",
    "igw-expects-public-address",
    "igw-no-public-association",
    "igw-private-dst",
    "igw-private-src",
    "ipv6-unsupported",
    "left-model",
    "lgw-eni-not-eligible",
    "lgw-eni-route-loop",
    "lgw-foreign",
    "lgw-no-route",
    "lgw-no-vif-group",
    "lgw-overlapping-cidr",
    "lgw-route-blackhole",
    "lgw-subnet-not-on-outpost",
    "lgw-table-inactive",
    "lgw-vpc-not-associated",
    "local-route-out-of-cidr",
    "loop",
    "mtu-exceeded",
    "nacl-deny-in",
    "nacl-deny-out",
    "nat-az-not-covered",
    "nat-no-session",
    "nat-source-not-in-vpc",
    "no-next-hop",
    "no-path",
    "no-route",
    "no-such-host",
    "no-such-subnet",
    "not-in-a-vpc",
    "outpost-peer-route-missing",
    "outpost-region-hairpin-blocked",
    "pcx-address-not-in-peer",
    "pmtud-blocked",
    "prefix-not-received",
    "protocol-unsupported",
    "return-asymmetric",
    "return-nacl-deny",
    "return-no-route",
    "return-wrong-vpc",
    "route-blackhole",
    "route-does-not-match",
    "route-shadowed-longer-prefix",
    "route-shadowed-same-prefix",
    "service-link-down",
    "sg-deny-in",
    "sg-deny-out",
    "sg-empty",
    "sg-ref-lost",
    "sg-ref-unknown-peer",
    "spoofed-source",
    "src-dst-check",
    "subnet-not-advertised",
    "tgw-az-affinity",
    "tgw-az-not-attached",
    "tgw-no-association",
    "tgw-no-route",
    "tgw-route-blackhole",
    "tgw-route-does-not-match",
    "tgw-route-shadowed-longer-prefix",
    "tgw-route-shadowed-same-prefix",
    "unknown-object",
    "unknown-tgw-routes",
    "unmodelled-state",
    "unsupported-object",
    "vgw-dst-not-eni",
    "vgw-source-not-in-vpc",
    "vpc-bpa",
    "vpce-cannot-initiate",
    "vpce-source-not-in-list",
    "vpcs-not-connected",
    "vpn-down",
    "waypoint-excluded",
    "waypoint-not-on-path",
];

#[test]
fn every_reason_that_is_needed_has_a_page() {
    for id in NEEDED {
        assert!(explain(id).is_ok(), "{id}");
    }
}
