//! OP7004: network acl rule never asked.

use crate::{
    diagnostic::{Code, Severity},
    model::{Key, NetworkAclId, NetworkAclRule},
    rules::{Check, Context, Findings, Rule},
};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP7004",
        name: "network-acl-rule-never-asked",
        severity: Severity::Warning,
        page: "A rule of a network ACL is never asked, because one with a lower number takes all that it would.",
        facts: &["ACL-02"],
    },
    docs: page!("op7004_network_acl_rule_never_asked.md"),
    check: Check::Parts(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    for (id, acl) in cx.model().network_acls.iter() {
        for (field, rules) in [("inbound", &acl.inbound), ("outbound", &acl.outbound)] {
            let mut ordered: Vec<(usize, &NetworkAclRule)> = rules.iter().enumerate().collect();
            ordered.sort_by_key(|(_, rule)| rule.number);
            let mut earlier: Vec<(usize, &NetworkAclRule)> = Vec::new();
            for (at, rule) in ordered {
                match before(&earlier, rule) {
                    Some(by) => report(cx, found, (id, field), (at, rule), by),
                    // What is never asked takes nothing from others.
                    None => earlier.push((at, rule)),
                }
            }
        }
    }
}

/// Returns a rule of those asked before that takes all that one would: that of the widest prefix.
fn before<'a>(
    earlier: &[(usize, &'a NetworkAclRule)],
    rule: &NetworkAclRule,
) -> Option<(usize, &'a NetworkAclRule)> {
    let covers = |(_, one): &&(usize, &NetworkAclRule)| {
        one.prefix.covers(rule.prefix) && one.matcher.covers(rule.matcher)
    };
    earlier.iter().filter(covers).min_by_key(|(_, one)| one.prefix.length()).copied()
}

fn report(
    cx: &Context<'_>,
    found: &mut Findings,
    (id, field): (NetworkAclId, &'static str),
    (at, rule): (usize, &NetworkAclRule),
    (earlier, by): (usize, &NetworkAclRule),
) {
    let finding = found.report(
        id,
        Key::item(id, field, at),
        format!(
            "rule {} of {} is never asked: rule {} decides before it",
            rule.number,
            cx.title(id),
            by.number
        ),
    );
    let words = format!("takes all that rule {} would", rule.number);
    finding.related(Key::item(id, field, earlier), words);
    if rule.allow == by.allow {
        finding
            .severity(Severity::Note)
            .because("Both say the same, and the one with the lower number is asked first.")
            .help("Remove it.");
    } else {
        finding
            .because("Rules are asked by ascending number, and the first that matches decides.")
            .help(format!(
                "Give it a number below {}, if it was meant as an exception; else remove it.",
                by.number
            ));
    }
}
