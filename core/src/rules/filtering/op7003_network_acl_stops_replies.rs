//! OP7003: network acl stops replies.

use std::collections::BTreeSet;

use crate::{
    addr::{PortRange, Prefix, overlaps_any},
    diagnostic::{Code, Severity},
    model::{Key, NetworkAclId, NetworkAclRule},
    rules::{Check, Context, Findings, Rule},
};

/// The ports that replies go to: those of every usual client, load balancer and NAT gateway.
const REPLIES: PortRange = PortRange { first: 1024, last: 65535 };

/// A rule for more ports than this, none of them well-known, is one for replies.
const MANY: u32 = 10_000;

/// The ports that clients such as those of NFS send from, to show that they may.
const PRIVILEGED: PortRange = PortRange { first: 512, last: 1023 };

const TCP: u8 = 6;

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP7003",
        name: "network-acl-stops-replies",
        severity: Severity::Warning,
        page: "A network ACL lets connections begin, and none of its rules lets the replies pass.",
        facts: &["ACL-03"],
    },
    docs: page!("op7003_network_acl_stops_replies.md"),
    check: Check::Parts(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    let model = cx.model();
    let used = model.subnets.values().filter_map(|subnet| subnet.network_acl);
    for id in used.collect::<BTreeSet<NetworkAclId>>() {
        let acl = &model.network_acls[id];
        let both = [
            ("inbound", &acl.inbound, "outbound", &acl.outbound),
            ("outbound", &acl.outbound, "inbound", &acl.inbound),
        ];
        for (field, rules, back, replies) in both {
            // A direction that lets nothing pass is a finding of its own.
            if !replies.iter().any(|rule| rule.allow) {
                continue;
            }
            let answering = replies.iter().filter(|rule| answers(rule));
            let answering: Vec<Prefix> = answering.map(|rule| rule.prefix).collect();
            let opening = replies.iter().filter(|rule| opens(rule));
            let opening: Vec<Prefix> = opening.map(|rule| rule.prefix).collect();
            for (index, rule) in rules.iter().enumerate() {
                if begins(rule, &opening) && overlaps_any(rule.prefix, &answering).is_none() {
                    report(cx, found, Key::item(id, field, index), (id, rule, back));
                }
            }
        }
    }
}

/// Returns whether a rule lets connections begin, rather than pass the replies to those that the other
/// direction opens to the given prefixes.
fn begins(rule: &NetworkAclRule, opening: &[Prefix]) -> bool {
    let ports = rule.matcher.ports.unwrap_or(PortRange::ALL);
    let several = is_high_range(ports);
    let for_replies =
        several && (ports.count() > MANY || overlaps_any(rule.prefix, opening).is_some());
    rule.allow && is_tcp(rule) && !for_replies
}

/// Returns whether a rule lets connections begin, whatever else there is.
fn opens(rule: &NetworkAclRule) -> bool {
    let ports = rule.matcher.ports.unwrap_or(PortRange::ALL);
    rule.allow && is_tcp(rule) && !is_high_range(ports)
}

/// Returns whether ports are several, none of them well-known.
fn is_high_range(ports: PortRange) -> bool {
    ports.first >= REPLIES.first && ports.count() > 1
}

/// Returns whether a rule lets some replies of TCP pass.
fn answers(rule: &NetworkAclRule) -> bool {
    let ports = rule.matcher.ports.unwrap_or(PortRange::ALL);
    let privileged = ports.common(PRIVILEGED).is_some() && ports.count() > 1;
    rule.allow && is_tcp(rule) && (privileged || ports.common(REPLIES).is_some())
}

fn is_tcp(rule: &NetworkAclRule) -> bool {
    rule.matcher.protocol.is_none_or(|number| number == TCP)
}

fn report(
    cx: &Context<'_>,
    found: &mut Findings,
    place: Key,
    (id, rule, back): (NetworkAclId, &NetworkAclRule, &'static str),
) {
    let word = if back == "outbound" { "to" } else { "from" };
    found
        .report(
            id,
            place,
            format!(
                "{} lets `{}` of {} pass, and no `{back}` rule lets a reply {word} it pass",
                cx.title(id),
                rule.matcher,
                rule.prefix
            ),
        )
        .related(id, "the rule for the replies would go here")
        .because("A network ACL remembers no connection: a reply is judged on its own, with the client's own port as its destination.")
        .help(format!("Add `allow tcp/1024-65535 {word} {}` to `{back}`.", rule.prefix));
}
