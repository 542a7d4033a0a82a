//! OP7005: redundant security group rule.

use std::collections::BTreeMap;

use crate::{
    addr::{Matcher, Prefix, PrefixMap},
    diagnostic::{Code, Severity},
    model::{Key, SecurityGroupRule, SecurityPeer},
    rules::{Check, Context, Findings, Rule},
};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP7005",
        name: "redundant-security-group-rule",
        severity: Severity::Note,
        page: "A rule of a security group lets nothing pass that another rule of the group does not let pass.",
        facts: &["SG-01"],
    },
    docs: page!("op7005_redundant_security_group_rule.md"),
    check: Check::Parts(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    for (id, group) in cx.model().security_groups.iter() {
        for (field, rules) in [("inbound", &group.inbound), ("outbound", &group.outbound)] {
            let index = Index::of(rules);
            for (at, rule) in rules.iter().enumerate() {
                let Some(by) = index.covers(at, rule) else { continue };
                found
                    .report(
                        id,
                        Key::item(id, field, at),
                        format!("a rule of {} adds nothing to another one", cx.title(id)),
                    )
                    .related(Key::item(id, field, by), "lets all of it pass")
                    .because("Rules of security groups only allow, so a narrower one beside a wider one changes nothing.")
                    .help("Remove it; or remove the wider one, if that was not meant.");
            }
        }
    }
}

/// Rules by whom they are about.
struct Index {
    prefixes: PrefixMap<(usize, Matcher)>,
    others: BTreeMap<SecurityPeer, Vec<(usize, Matcher)>>,
}

impl Index {
    fn of(rules: &[SecurityGroupRule]) -> Self {
        let mut prefixes = Vec::new();
        let mut others: BTreeMap<_, Vec<_>> = BTreeMap::new();
        for (at, rule) in rules.iter().enumerate() {
            match rule.peer {
                SecurityPeer::Prefix(prefix) => prefixes.push((prefix, (at, rule.matcher))),
                peer @ (SecurityPeer::PrefixList(_) | SecurityPeer::SecurityGroup(_)) => {
                    others.entry(peer).or_default().push((at, rule.matcher));
                }
            }
        }
        Self { prefixes: prefixes.into_iter().collect(), others }
    }

    /// Returns another rule that lets pass all that a rule does; of two that are equal, the first.
    fn covers(&self, at: usize, rule: &SecurityGroupRule) -> Option<usize> {
        let wider = |own: Option<Prefix>, other: usize, matcher: Matcher| {
            let same = matcher.covers(rule.matcher) && rule.matcher.covers(matcher);
            let equal = same && own.is_none_or(|own| rule.peer == SecurityPeer::Prefix(own));
            other != at && matcher.covers(rule.matcher) && (!equal || other < at)
        };
        match rule.peer {
            SecurityPeer::Prefix(prefix) => {
                let mut covering = self.prefixes.covering(prefix.network());
                let found = covering.find(|(own, (other, matcher))| {
                    own.covers(prefix) && wider(Some(*own), *other, *matcher)
                });
                found.map(|(_, (other, _))| *other)
            }
            peer @ (SecurityPeer::PrefixList(_) | SecurityPeer::SecurityGroup(_)) => {
                let mut same = self.others.get(&peer)?.iter();
                same.find(|(other, matcher)| wider(None, *other, *matcher)).map(|(other, _)| *other)
            }
        }
    }
}
