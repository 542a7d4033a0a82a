//! Security groups and network ACLs.

use crate::{
    diagnostic::{Diagnostic, code},
    document::{
        fields::Noun,
        record::{self, entry_span},
        tree::Node,
    },
    model::{
        NetworkAcl, NetworkAclRule, ObjectId, SecurityGroup, SecurityGroupId, SecurityGroupRule,
        SecurityPeer, SubnetId,
    },
    query::{RulePeer, Side, parse_network_acl_rule, parse_security_group_rule},
    text::{Span, Spanned},
};

use super::{
    context::{Context, ids},
    gather::Item,
    instance,
    names::Found,
    vpc,
};

/// The name of the group or ACL that holds where none is named (facts SG-02 and ACL-01).
const DEFAULT: &str = "default";

/// Makes them, without rules.
pub(super) fn make(context: &mut Context<'_>) {
    for (name, vpc_name, item) in context.items(Noun::SecurityGroup) {
        let Some(vpc) = vpc::named(context, &vpc_name) else {
            context.unmade(&item, None);
            continue;
        };
        let identity = context.identity(Noun::SecurityGroup, &name, item.record);
        let (inbound, outbound, further_vpcs) = (Vec::new(), Vec::new(), Vec::new());
        let group = SecurityGroup { identity, vpc, further_vpcs, inbound, outbound };
        let id = context.model.security_groups.push(group);
        context.made(Noun::SecurityGroup, &name, id, &item);
    }
    for (name, vpc_name, item) in context.items(Noun::NetworkAcl) {
        let Some(vpc) = vpc::named(context, &vpc_name) else {
            context.unmade(&item, None);
            continue;
        };
        let identity = context.identity(Noun::NetworkAcl, &name, item.record);
        let assumed = item.record.flag("assumed") == Some(true);
        let (inbound, outbound) = (Vec::new(), Vec::new());
        let acl = NetworkAcl { identity, vpc, inbound, outbound, assumed };
        let id = context.model.network_acls.push(acl);
        context.made(Noun::NetworkAcl, &name, id, &item);
    }
}

/// Gives them their rules, interfaces their groups, and subnets their ACLs.
pub(super) fn link(context: &mut Context<'_>) {
    for (name, vpc_name, item) in context.items(Noun::SecurityGroup) {
        let found = context.names.look_up(&name, &[Noun::SecurityGroup], &[]);
        let Found::Object(ObjectId::SecurityGroup(id)) = found else { continue };
        let inbound = group_rules(context, &item, &vpc_name, Side::From);
        let outbound = match item.record.get("outbound") {
            Some(_) => group_rules(context, &item, &vpc_name, Side::To),
            None => everything(item.name_span),
        };
        let inbound = context.sorted(id, "inbound", inbound);
        let outbound = context.sorted(id, "outbound", outbound);
        let further = item.record.texts("further_vpcs");
        let further = context.references(further, Noun::Vpc, &[], ids::vpc);
        let further = context.sorted(id, "further_vpcs", further);
        let group = &mut context.model.security_groups[id];
        (group.inbound, group.outbound, group.further_vpcs) = (inbound, outbound, further);
    }
    for (name, _, item) in context.items(Noun::NetworkAcl) {
        let found = context.names.look_up(&name, &[Noun::NetworkAcl], &[]);
        let Found::Object(ObjectId::NetworkAcl(id)) = found else { continue };
        let inbound = context.sorted(id, "inbound", acl_rules(&item, Side::From));
        let outbound = context.sorted(id, "outbound", acl_rules(&item, Side::To));
        let acl = &mut context.model.network_acls[id];
        (acl.inbound, acl.outbound) = (inbound, outbound);
    }
    give_groups(context);
}

/// What AWS puts into the outbound rules of a new group (fact SG-02).
fn everything(place: Span) -> Vec<(SecurityGroupRule, Span)> {
    let prefixes = ["0.0.0.0/0", "::/0"].iter().filter_map(|text| text.parse().ok());
    let rule = |prefix| SecurityGroupRule {
        matcher: crate::addr::Matcher::ANY,
        peer: SecurityPeer::Prefix(prefix),
    };
    prefixes.map(|prefix| (rule(prefix), place)).collect()
}

fn group_rules<'a>(
    context: &mut Context<'a>,
    item: &Item<'a>,
    vpc: &str,
    side: Side,
) -> Vec<(SecurityGroupRule, Span)> {
    let mut rules = Vec::new();
    for node in item.record.items(field(side)) {
        let Some(text) = node.text() else { continue };
        let Ok(rule) = parse_security_group_rule(text, side) else { continue };
        let place = part(node, text, &rule.peer.span);
        let peer = match &rule.peer.value {
            RulePeer::Prefix(prefix) => Some(SecurityPeer::Prefix(*prefix)),
            RulePeer::PrefixList(name) => {
                let name = Spanned { value: name.as_str(), span: place };
                let list = context.resolve(name, &[Noun::PrefixList], &[]);
                list.and_then(ids::prefix_list).map(SecurityPeer::PrefixList)
            }
            RulePeer::SecurityGroup(name) => {
                let name = Spanned { value: name.as_str(), span: place };
                let group = context.resolve(name, &[Noun::SecurityGroup], &[vpc]);
                group.and_then(ids::security_group).map(SecurityPeer::SecurityGroup)
            }
        };
        let matcher = rule.matcher;
        rules.extend(peer.map(|peer| (SecurityGroupRule { matcher, peer }, node.span)));
    }
    rules
}

/// Returns the place of a part of a value; all of it where quotes or escapes shift the bytes.
fn part(node: &Node, text: &str, part: &std::ops::Range<usize>) -> Span {
    let plain = (node.span.end - node.span.start) as usize == text.len();
    if plain { node.span.part(part.start, part.end) } else { node.span }
}

fn acl_rules(item: &Item<'_>, side: Side) -> Vec<(NetworkAclRule, Span)> {
    let mut rules = Vec::new();
    for entry in item.record.entries(field(side)) {
        let Ok(number) = entry.key.parse() else { continue };
        let Some(text) = record::spanned(&entry.value) else { continue };
        let Ok(rule) = parse_network_acl_rule(text.value, side) else { continue };
        let RulePeer::Prefix(prefix) = rule.peer.value else { continue };
        let (allow, matcher) = (rule.allow, rule.matcher);
        rules.push((NetworkAclRule { number, allow, matcher, prefix }, entry_span(entry)));
    }
    rules
}

fn field(side: Side) -> &'static str {
    match side {
        Side::From => "inbound",
        Side::To => "outbound",
    }
}

fn give_groups(context: &mut Context<'_>) {
    for (name, _, item) in context.items(Noun::NetworkInterface) {
        let Some((interface, subnet)) = instance::interface(context, &name) else { continue };
        let vpc = context.model.subnets[subnet].vpc;
        let vpc = context.model.vpcs[vpc].identity.name.clone();
        let texts = item.record.texts("security_groups");
        let groups = if item.record.get("security_groups").is_some() {
            let groups =
                context.references(texts, Noun::SecurityGroup, &[&vpc], ids::security_group);
            groups.iter().for_each(|(group, place)| of_vpc(context, *group, &vpc, *place));
            groups
        } else {
            let name = format!("{vpc}.{DEFAULT}");
            match context.names.look_up(&name, &[Noun::SecurityGroup], &[]) {
                Found::Object(ObjectId::SecurityGroup(id)) => vec![(id, item.name_span)],
                Found::Object(_) | Found::Unmade | Found::Nothing => Vec::new(),
            }
        };
        let groups = context.sorted(interface, "security_groups", groups);
        context.model.network_interfaces[interface].security_groups = groups;
    }
}

/// Reports a security group that the VPC of an interface does not have (fact SG-14).
fn of_vpc(context: &mut Context<'_>, group: SecurityGroupId, vpc: &str, place: Span) {
    let found = &context.model.security_groups[group];
    let own = std::iter::once(&found.vpc).chain(&found.further_vpcs);
    if own.into_iter().any(|id| context.model.vpcs[*id].identity.name == vpc) {
        return;
    }
    let message =
        format!("security group `{}` does not belong to VPC `{vpc}`", found.identity.name);
    let found = Diagnostic::new(code::WRONG_KIND, message, place)
        .because("An interface has groups of its own VPC.")
        .help("Name a group of the VPC, or add the VPC to the group's `further_vpcs`.");
    context.problems.report(found);
}

/// Gives a subnet its network ACL.
pub(super) fn give_acl(context: &mut Context<'_>, item: &Item<'_>, vpc: &str, subnet: SubnetId) {
    let acl = if item.record.get("network_acl").is_some() {
        let text = item.record.text("network_acl");
        text.and_then(|text| context.resolve(text, &[Noun::NetworkAcl], &[vpc]))
    } else {
        let name = format!("{vpc}.{DEFAULT}");
        match context.names.look_up(&name, &[Noun::NetworkAcl], &[]) {
            Found::Object(object) => Some(object),
            Found::Unmade | Found::Nothing => None,
        }
    };
    context.model.subnets[subnet].network_acl = acl.and_then(ids::network_acl);
}
