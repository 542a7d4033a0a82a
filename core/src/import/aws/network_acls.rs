//! Network ACLs.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    diagnostic::{Diagnostic, Severity, code},
    document::Entry,
    text::{Span, Spanned},
};

use super::{
    call::{Family, Page, Reader},
    draft::Draft,
    kind::Kind,
    part::{Part, broken, entry, map, plain, text},
    traffic::{Matching, matching},
};

/// The numbers of the last rules, which AWS shows and nobody can change: they deny the rest.
const LAST: i64 = 32_767;

pub(super) const FAMILY: Family = Family {
    readers: &[Reader {
        operation: "describe-network-acls",
        one: "NetworkAcl",
        id: "NetworkAclId",
        members: &["NetworkAclId", "Entries"],
        read: acl,
        takes: "rules by number, associations with subnets, which one is the default, tags",
    }],
    finish: Some(finish),
};

fn acl<'a>(draft: &mut Draft<'a>, page: &Page<'a>, part: Part<'a>) {
    let Some(id) = draft.id(part, "NetworkAclId") else { return };
    draft.describe(Kind::NetworkAcl, page, part);
    let Some(vpc) = draft.id(part, "VpcId") else { return };
    draft.place(Kind::NetworkAcl, id, (Kind::Vpc, vpc));
    if part.flag("IsDefault") == Some(true)
        && let Some(acl) = draft.get_mut(Kind::NetworkAcl, id.value)
    {
        acl.named_so = true;
        acl.wish.get_or_insert_with(|| "default".to_owned());
    }
    let mut rules: BTreeMap<(bool, i64), Entry> = BTreeMap::new();
    let last = |one: &Part<'_>| one.number("RuleNumber").is_some_and(|number| number >= LAST);
    let mut lost = false;
    for one in part.parts("Entries").filter(|one| !last(one)) {
        let Some((egress, number, rule)) = rule(draft, one) else {
            lost = true;
            continue;
        };
        rules.entry((egress, number)).or_insert(rule);
    }
    let span = part.get("Entries").map_or(part.span(), Part::span);
    for (field, side) in [("inbound", false), ("outbound", true)] {
        let own = rules.iter().filter(|((egress, _), _)| *egress == side);
        let own = own.map(|(_, rule)| rule.clone()).collect();
        // What a rule that is not understood decides, no later one does.
        let own = if lost { broken(span) } else { map(span, own) };
        draft.set(Kind::NetworkAcl, id, field, own);
    }
    for association in part.parts("Associations") {
        let Some(subnet) = draft.id(association, "SubnetId") else { continue };
        draft.place(Kind::Subnet, subnet, (Kind::Vpc, vpc));
        draft.set(Kind::Subnet, subnet, "network_acl", text(subnet.span, id.value));
    }
}

/// Returns a rule with its direction and its number.
fn rule(draft: &mut Draft<'_>, part: Part<'_>) -> Option<(bool, i64, Entry)> {
    let number = part.number("RuleNumber")?;
    let egress = part.flag("Egress") == Some(true);
    let side = if egress { "to" } else { "from" };
    let action = match part.word("RuleAction") {
        "allow" => "allow",
        "deny" => "deny",
        _other => {
            let message = format!("rule {number} neither allows nor denies");
            draft.report(code::SNAPSHOT_VALUE, message, part.span(), |found| {
                found.because("What the network ACL lets pass is unknown.")
            });
            return None;
        }
    };
    let pair = |outer: &str, first: &str, last: &str| {
        let inner = part.get(outer);
        (inner.and_then(|one| one.number(first)), inner.and_then(|one| one.number(last)))
    };
    let what = Matching {
        protocol: part.word("Protocol"),
        ports: pair("PortRange", "From", "To"),
        icmp: pair("IcmpTypeCode", "Type", "Code"),
    };
    let what = matching(draft, &what, part.span())?;
    let cidr = part.text("CidrBlock").or_else(|| part.text("Ipv6CidrBlock"))?;
    let said = format!("{action} {what} {side} {}", cidr.value);
    let place: Span = part.span();
    Some((egress, number, entry(number.to_string(), place, text(place, said))))
}

/// Gives VPCs whose default network ACL no answer holds the one that AWS makes (fact TOP-75): every
/// VPC has one, so that an answer without it is not all that there is.
fn assume(draft: &mut Draft<'_>) {
    let with = draft.all(Kind::NetworkAcl).filter(|(_, acl)| acl.named_so);
    let with = with.filter_map(|(_, acl)| acl.container.clone());
    let with: BTreeSet<String> = with.map(|(_, vpc)| vpc).collect();
    let open = draft.all(Kind::Subnet).filter(|(_, one)| !one.fields.contains_key("network_acl"));
    let open = open.filter_map(|(_, subnet)| subnet.container.clone());
    let open: BTreeSet<String> = open.map(|(_, vpc)| vpc).collect();
    for id in draft.ids(Kind::Vpc).into_iter().filter(|id| open.contains(id)) {
        let described = draft.get(Kind::Vpc, &id).and_then(|vpc| vpc.described.clone());
        let Some((part, _)) = described.filter(|_| !with.contains(&id)) else { continue };
        let (name, span) = (format!("{id}-acl"), part.span());
        let said = |value| Spanned { value, span };
        draft.place(Kind::NetworkAcl, said(name.as_str()), (Kind::Vpc, said(id.as_str())));
        for (field, side) in [("inbound", "from"), ("outbound", "to")] {
            let rule = |number: &str, prefix: &str| {
                entry(number, span, text(span, format!("allow any {side} {prefix}")))
            };
            let rules = map(span, vec![rule("100", "0.0.0.0/0"), rule("101", "::/0")]);
            draft.put(Kind::NetworkAcl, &name, field, rules);
        }
        draft.put(Kind::NetworkAcl, &name, "assumed", plain(span, true));
        if let Some(acl) = draft.get_mut(Kind::NetworkAcl, &name) {
            (acl.without_id, acl.named_so, acl.wish) = (true, true, Some("default".to_owned()));
        }
        let message = "no answer holds the default network ACL of every VPC".to_owned();
        draft.report_once(code::SNAPSHOT_GAP, message, span.part(0, 1), |found| {
            let found = found
                .because(
                    "Subnets that no answer associates with another are taken to have the one that AWS makes, which lets everything pass.",
                )
                .help("Add `aws ec2 describe-network-acls` of each account and Region.");
            Diagnostic { severity: Severity::Note, facts: vec!["TOP-75"], ..found }
        });
    }
}

/// Gives subnets without an association the default ACL of their VPC (fact ACL-01).
fn finish(draft: &mut Draft<'_>) {
    assume(draft);
    let defaults = draft.all(Kind::NetworkAcl).filter(|(_, acl)| acl.named_so);
    let defaults = defaults.filter(|(_, acl)| !acl.without_id).filter_map(|(id, acl)| {
        let (_, vpc) = acl.container.clone()?;
        Some((vpc, (id.to_owned(), acl.place()?)))
    });
    let defaults: BTreeMap<String, (String, Span)> = defaults.collect();
    for id in draft.ids(Kind::Subnet) {
        let Some((_, vpc)) = draft.get(Kind::Subnet, &id).and_then(|one| one.container.clone())
        else {
            continue;
        };
        if let Some((acl, span)) = defaults.get(&vpc) {
            let said = Spanned { value: acl.as_str(), span: *span };
            draft.put_if_absent(Kind::Subnet, &id, "network_acl", text(said.span, said.value));
        }
    }
}
