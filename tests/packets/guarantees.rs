//! Expectations beyond arriving: each kind holds, fails and says why, or is not decided.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends where it stands")]

use outpath_core::analysis::{Checking, Loaded, Loader, Workspace};

struct Text(String);

impl Loader for Text {
    fn load(&self, name: &str, _: Option<&str>) -> Result<Loaded, String> {
        Ok(Loaded { name: name.to_owned(), bytes: self.0.clone().into_bytes() })
    }
}

const COIP: &str = include_str!("../../core/src/rules/base/coip.yaml");

/// Returns `holds`, or what is said about a line, message and reason.
fn judged(base: &str, line: &str) -> String {
    let text = format!("{base}\nexpect: ['{line}']\n");
    let workspace = Workspace::open(&Text(text), &["a.yaml"]);
    assert!(!workspace.has_errors(), "{:?}", workspace.problems());
    let answer: serde_json::Value =
        serde_json::from_str(workspace.check(&Checking::default()).json()).unwrap();
    let outcome = answer["expectations"][0]["outcome"].as_str().unwrap();
    if outcome == "holds" {
        return outcome.to_owned();
    }
    let finding = answer["findings"].as_array().unwrap().iter();
    let mut findings = finding.filter(|one| one["code"].as_str().unwrap().starts_with("OP95"));
    let finding = findings.next().unwrap();
    let message = finding["message"].as_str().unwrap();
    let message = message.split_once(" not hold: ").map_or(message, |(_, why)| why);
    let because = finding["because"].as_str().unwrap_or_default();
    let help = finding["help"].as_array().into_iter().flatten();
    let help: Vec<&str> = help.filter_map(|one| one.as_str()).collect();
    format!("{outcome}: {message} | {because} | {}", help.join(" "))
}

/// Lines about one network, each with what is said about it: its start, and something in the rest.
fn all(base: &str, lines: &[(&str, &str, &str)]) {
    for (line, start, part) in lines {
        let said = judged(base, line);
        assert!(said.starts_with(start) && said.contains(part), "{line}\n  {said}");
    }
}

#[test]
fn failures_are_survived_or_named() {
    let both = "after `fail campus.cnd-1` and `fail campus.cnd-2`, it is unreachable";
    all(
        COIP,
        &[
            ("web -> campus.db tcp/5432 survives plant-1.service-link", "holds", ""),
            ("web -> campus.db tcp/5432 survives campus.cnd-1", "holds", ""),
            ("web -> campus.db survives campus.cnd-1 survives campus.cnd-2", "holds", ""),
            ("web -> campus.db survives campus.cnd-1 and campus.cnd-2", "broken", both),
            ("web -> campus.db survives web", "broken", "after `stop web`"),
            ("web -> reports survives plant-1.service-link", "broken", "service-link-down"),
            ("web -> reports survives any single failure", "broken", "`fail plant-1.service-link`"),
            ("reports -x-> campus.db survives any single failure", "holds", ""),
            ("web -> app survives any single failure", "holds", ""),
            // What stands in one line fails in one way, and is told once.
            (
                "web -> campus.db survives any single failure",
                "broken",
                "alone: `fail plant-1.lgw.main.ond-1` or `shut plant-1.lgw.main.ond-1` or \
             `fail campus.172.16.0.0/30`; `fail plant-1.lgw.main.ond-2` or",
            ),
            ("web -> campus.db survives shop.rack", "unreadable", "`shop.rack` is a subnet"),
            ("web -> campus.db survives campus.cnd-3", "unreadable", "nothing is called"),
        ],
    );
}

#[test]
fn sizes_hold_only_where_all_of_the_way_is_known() {
    all(
        COIP,
        &[
            ("web -> reports mtu >= 1300", "holds", ""),
            (
                "web -> reports mtu >= 1301",
                "broken",
                "at most 1300 bytes fit at `plant-1.service-link`",
            ),
            ("web -> campus.db mtu >= 9001", "broken", "at most 1500 bytes fit at `plant-1.lgw`"),
            (
                "web -> campus.db mtu >= 1500",
                "undecided",
                "how large a packet `campus.cnd-1` carries",
            ),
            ("web -> app mtu >= 100", "undecided", "how large a packet the way from `web` carries"),
        ],
    );
}

#[test]
fn translations_are_told_apart() {
    all(
        COIP,
        &[
            ("web -> campus.db translated from 10.1.0.0/26", "holds", ""),
            ("web -> campus.db translated from plant-1.lgw.campus.pool", "holds", ""),
            ("web -> campus.db translated from plant-1.lgw", "holds", ""),
            (
                "web -> campus.db translated from 10.1.0.0/31",
                "broken",
                "arrives from 10.1.0.2, and not",
            ),
            (
                "web -> campus.db translated from campus.cnd-1",
                "broken",
                "arrives from 10.1.0.2, and not",
            ),
            ("web -> reports translated from 10.0.0.0/8", "broken", "which nothing translated"),
            (
                "web -> campus.db translated from plant-1.lgw.campus.pol",
                "unreadable",
                "Did you mean",
            ),
            ("web -> campus.db translated from shop", "unreadable", "`shop` is a VPC, not a pool"),
        ],
    );
}

#[test]
fn replies_turn_where_the_packets_turn() {
    let away = COIP.replace("next_hop: [cnd-1, cnd-2]", "next_hop: cnd-1");
    all(COIP, &[("web -> campus.db symmetric", "holds", "")]);
    let wrong = "the reply does not pass `campus.cnd-2`, which the packet passes";
    all(
        &away,
        &[("web -> campus.db symmetric", "broken", wrong), ("web -> campus.db", "holds", "")],
    );
}

#[test]
fn announcements_are_all_or_some() {
    all(
        COIP,
        &[
            ("plant-1 announces 10.1.0.0/26", "holds", ""),
            ("plant-1 announces only 10.1.0.0/26", "holds", ""),
            ("plant-1 announces only 10.1.0.0/24", "broken", "it announces 10.1.0.0/26, too"),
            (
                "plant-1 announces 10.1.0.0/26, 10.2.0.0/16",
                "broken",
                "does not announce 10.2.0.0/16",
            ),
            ("plant-1.lgw announces nothing", "broken", "it announces 10.1.0.0/26, too"),
            ("plant-1.lgw.main learns only 172.16.100.0/24", "holds", ""),
            ("plant-1.lgw.main.ond-1 learns nothing", "broken", "it learns 172.16.100.0/24, too"),
            ("campus.cnd-1 learns only 10.1.0.0/26 from plant-1", "holds", ""),
            ("campus.cnd-1 announces only 172.16.100.0/24 to plant-1.lgw", "holds", ""),
            ("campus.cnd-1 announces 0.0.0.0/0", "broken", "it does not announce 0.0.0.0/0"),
            ("plant-1 announces 10.1.0.0/26 to campus.cnd-1", "holds", ""),
            ("plant-1.service-link announces nothing", "holds", ""),
            ("campus.cnd-1 learns nothing from campus.cnd-2", "unreadable", "has no session with"),
            ("shop announces nothing", "unreadable", "`shop` is a VPC, not a router"),
        ],
    );
    let down =
        COIP.replace("state: up", "").replace("asn: 64512", "asn: 64512\n          state: pending");
    let wrong = "none of its sessions is established";
    all(&down, &[("plant-1 announces 10.1.0.0/26", "broken", wrong)]);
}

#[test]
fn ends_may_be_several() {
    let tagged = COIP.replace("ip: 10.0.3.113,", "ip: 10.0.3.113, tags: { team: shop floor },");
    all(
        &tagged,
        &[
            ("tag:team=\"shop floor\" -> campus.db tcp/443", "holds", ""),
            ("web -> tag:team=\"shop floor\" tcp/443", "holds", ""),
            (
                "tag:team=\"shop floor\" -x-> campus.db",
                "broken",
                "a packet of `app -> campus.db` arrives",
            ),
            ("tag:team=shop -> campus.db", "unreadable", "no end of a flow has `tag:team=shop`"),
            ("shop.rack -> campus tcp/443", "holds", ""),
            ("campus -> shop.rack tcp/443", "holds", ""),
            (
                "shop -> campus.db tcp/443",
                "broken",
                "`reports -> campus.db tcp/443` is unreachable",
            ),
            ("plant-1 -> shop.region-a tcp/443", "holds", ""),
            ("10.0.3.0/24 -> campus.db tcp/443", "holds", ""),
            ("10.0.0.0/16 -> campus.db", "broken", "`reports -> campus.db` is unreachable"),
            ("campus.db -> 10.1.0.0/26 tcp/22", "holds", ""),
            ("10.1.0.0/26 -x-> campus.db", "broken", "a packet of `app -> campus.db` arrives"),
            ("10.99.0.0/16 -> campus.db", "unreadable", "nothing of the input has an address in"),
            ("any -x-> 10.0.1.20 tcp/22", "broken", "`app -> 10.0.1.20 tcp/22` arrives"),
            ("internet -x-> any", "holds", ""),
            ("any -> web", "broken", "`internet(8.8.8.8) -> web` is unreachable"),
        ],
    );
    let group = format!("{COIP}\ngroups: {{ floor: [app, campus.db] }}");
    all(
        &group,
        &[
            ("floor -> web tcp/443", "holds", ""),
            ("floor -> reports tcp/443", "broken", "`campus.db -> reports tcp/443` is unreachable"),
        ],
    );
}
