//! Security groups and their rules.

use std::collections::BTreeMap;

use crate::{
    document::Node,
    text::{Span, Spanned},
};

use super::{
    call::{Family, Page, Reader},
    draft::{Draft, legal, name_tag},
    kind::Kind,
    part::{Part, broken, list, text},
    traffic::{Matching, matching},
};

pub(super) const FAMILY: Family = Family {
    readers: &[
        Reader {
            operation: "describe-security-groups",
            one: "SecurityGroup",
            id: "GroupId",
            members: &["GroupId", "IpPermissions"],
            read: group,
            takes: "inbound and outbound rules, VPC, name, tags",
        },
        Reader {
            operation: "describe-security-group-rules",
            one: "SecurityGroupRule",
            id: "SecurityGroupRuleId",
            members: &["SecurityGroupRuleId", "IsEgress"],
            read: rule,
            takes: "rules of security groups, where `describe-security-groups` is not given",
        },
    ],
    finish: Some(finish),
};

fn group<'a>(draft: &mut Draft<'a>, page: &Page<'a>, part: Part<'a>) {
    let Some(id) = draft.id(part, "GroupId") else { return };
    draft.describe(Kind::SecurityGroup, page, part);
    let vpc = draft.id(part, "VpcId");
    if let Some(vpc) = vpc {
        draft.place(Kind::SecurityGroup, id, (Kind::Vpc, vpc));
    }
    let name = part.word("GroupName");
    let tag = name_tag(part);
    if let Some(group) = draft.get_mut(Kind::SecurityGroup, id.value) {
        group.named_so = name == "default";
        group.wish = tag.or_else(|| legal(name));
    }
    for (member, field, side) in
        [("IpPermissions", "inbound", "from"), ("IpPermissionsEgress", "outbound", "to")]
    {
        let mut rules = Some(Vec::new());
        for permission in part.parts(member) {
            let more = permission_rules(draft, (vpc, side), permission);
            rules = rules.zip(more).map(|(rules, more)| [rules, more].concat());
        }
        let span = part.get(member).map_or(part.span(), Part::span);
        draft.set(Kind::SecurityGroup, id, field, written(span, rules));
    }
}

/// Rules with their places; none if one of them is not understood, because what the group lets pass
/// is unknown then.
type Rules = Option<Vec<(String, Span)>>;

/// Returns rules as a list, in one order whatever AWS's was.
fn written(span: Span, rules: Rules) -> Node {
    let Some(mut rules) = rules else { return broken(span) };
    rules.sort();
    rules.dedup_by(|one, other| one.0 == other.0);
    Node {
        flow: false,
        ..list(span, rules.into_iter().map(|(rule, span)| text(span, rule)).collect())
    }
}

/// Returns the rules of one permission, one for each other end.
fn permission_rules(
    draft: &mut Draft<'_>,
    (vpc, side): (Option<Spanned<&str>>, &str),
    part: Part<'_>,
) -> Rules {
    let ports = (part.number("FromPort"), part.number("ToPort"));
    let what = Matching { protocol: part.word("IpProtocol"), ports, icmp: ports };
    let what = matching(draft, &what, part.span())?;
    let mut rules = Vec::new();
    let mut add = |peer: String, span: Span| rules.push((format!("{what} {side} {peer}"), span));
    for (set, member) in [("IpRanges", "CidrIp"), ("Ipv6Ranges", "CidrIpv6")] {
        for range in part.parts(set) {
            if let Some(cidr) = range.text(member) {
                add(cidr.value.to_owned(), cidr.span);
            }
        }
    }
    for one in part.parts("PrefixListIds") {
        let id = draft.id(one, "PrefixListId")?;
        draft.mention(Kind::PrefixList, id);
        add(format!("prefix_list.{}", id.value), id.span);
    }
    for pair in part.parts("UserIdGroupPairs") {
        let id = draft.id(pair, "GroupId")?;
        refer(draft, id, pair.text("VpcId").or(vpc));
        add(format!("security_group.{}", id.value), id.span);
    }
    Some(rules)
}

/// Mentions a group that a rule refers to, in its own VPC or that of a peer.
fn refer(draft: &mut Draft<'_>, group: Spanned<&str>, vpc: Option<Spanned<&str>>) {
    draft.mention(Kind::SecurityGroup, group);
    if let Some(vpc) = vpc {
        draft.referred.entry(group.value.to_owned()).or_insert((vpc.value.to_owned(), vpc.span));
    }
}

fn rule<'a>(draft: &mut Draft<'a>, page: &Page<'a>, part: Part<'a>) {
    if draft.id(part, "GroupId").is_some() {
        draft.keep("rules", page, part);
    }
}

/// Reads single rules of groups that no other answer describes, and places groups of peers.
fn finish(draft: &mut Draft<'_>) {
    let mut found: BTreeMap<(String, bool), Rules> = BTreeMap::new();
    let mut groups = BTreeMap::new();
    for (page, part) in draft.take("rules") {
        let Some(group) = part.text("GroupId") else { continue };
        if draft.is_described(Kind::SecurityGroup, group.value) {
            continue;
        }
        groups.entry(group.value).or_insert((page, part, group));
        let egress = part.flag("IsEgress") == Some(true);
        let rule = single(draft, part, if egress { "to" } else { "from" });
        let side =
            found.entry((group.value.to_owned(), egress)).or_insert_with(|| Some(Vec::new()));
        *side = side.take().zip(rule).map(|(mut rules, rule)| {
            rules.push(rule);
            rules
        });
    }
    for (id, (page, part, group)) in groups {
        draft.describe_as(Kind::SecurityGroup, group, &page, part);
        for (egress, field) in [(false, "inbound"), (true, "outbound")] {
            let rules = found.remove(&(id.to_owned(), egress)).unwrap_or_else(|| Some(Vec::new()));
            draft.put(Kind::SecurityGroup, id, field, written(part.span(), rules));
        }
    }
    for (group, (vpc, span)) in std::mem::take(&mut draft.referred) {
        let lost =
            draft.get(Kind::SecurityGroup, &group).is_some_and(|one| one.container.is_none());
        if lost {
            let said = Spanned { value: group.as_str(), span };
            draft.place(Kind::SecurityGroup, said, (Kind::Vpc, Spanned { value: &vpc, span }));
        }
    }
}

fn single(draft: &mut Draft<'_>, part: Part<'_>, side: &str) -> Option<(String, Span)> {
    let ports = (part.number("FromPort"), part.number("ToPort"));
    let what = Matching { protocol: part.word("IpProtocol"), ports, icmp: ports };
    let what = matching(draft, &what, part.span())?;
    let peer = if let Some(cidr) = part.text("CidrIpv4").or_else(|| part.text("CidrIpv6")) {
        cidr.value.to_owned()
    } else if let Some(list) = part.text("PrefixListId").filter(|list| draft.usable(*list)) {
        draft.mention(Kind::PrefixList, list);
        format!("prefix_list.{}", list.value)
    } else {
        let info = part.get("ReferencedGroupInfo")?;
        let group = draft.id(info, "GroupId")?;
        refer(draft, group, info.text("VpcId"));
        format!("security_group.{}", group.value)
    };
    Some((format!("{what} {side} {peer}"), part.span()))
}
