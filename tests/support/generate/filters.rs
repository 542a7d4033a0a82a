//! Security groups and network ACLs of random models.

use std::collections::BTreeSet;

use outpath_core::{
    addr::{Matcher, PortRange, Prefix},
    model::{
        NetworkAcl, NetworkAclId, NetworkAclRule, PrefixListId, SecurityGroup, SecurityGroupId,
        SecurityGroupRule, SecurityPeer, VpcId,
    },
};
use proptest::{bool::weighted, collection::vec, option, prelude::*};

use super::{Pick, pick};
use crate::build::{Build, named, prefix};

/// The filters of a model.
#[derive(Debug, Clone, Default)]
pub(super) struct FilterSpec {
    groups: Vec<GroupSpec>,
    acls: Vec<AclSpec>,
}

#[derive(Debug, Clone)]
struct GroupSpec {
    vpc: Pick,
    further: Option<Pick>,
    default: bool,
    inbound: Vec<RuleSpec>,
    /// Nothing is what AWS makes: everything.
    outbound: Option<Vec<RuleSpec>>,
}

#[derive(Debug, Clone)]
struct AclSpec {
    vpc: Pick,
    default: bool,
    inbound: Vec<(u8, bool, RuleSpec)>,
    outbound: Vec<(u8, bool, RuleSpec)>,
}

#[derive(Debug, Clone)]
struct RuleSpec {
    what: Pick,
    peer: Peer,
}

#[derive(Debug, Clone, Copy)]
enum Peer {
    Anywhere,
    AnywhereIpv6,
    Prefix(Pick),
    List(Pick),
    Group(Pick),
}

/// Returns filters, often none.
pub(super) fn filters() -> impl Strategy<Value = FilterSpec> {
    let some = (vec(group(), 0..=4), vec(acl(), 0..=2));
    prop_oneof![
        1 => Just((Vec::new(), Vec::new())),
        2 => some,
    ]
    .prop_map(|(groups, acls)| FilterSpec { groups, acls })
}

prop_compose! {
    fn group()(
        vpc in any::<Pick>(),
        further in option::weighted(0.15, any::<Pick>()),
        default in weighted(0.15),
        inbound in vec(rule(), 0..=4),
        outbound in option::weighted(0.4, vec(rule(), 0..=4)),
    ) -> GroupSpec {
        GroupSpec { vpc, further, default, inbound, outbound }
    }
}

prop_compose! {
    fn acl()(
        vpc in any::<Pick>(),
        default in weighted(0.2),
        inbound in vec((any::<u8>(), weighted(0.75), rule()), 0..=5),
        outbound in vec((any::<u8>(), weighted(0.75), rule()), 0..=5),
    ) -> AclSpec {
        AclSpec { vpc, default, inbound, outbound }
    }
}

prop_compose! {
    fn rule()(
        what in any::<Pick>(),
        peer in prop_oneof![
            5 => Just(Peer::Anywhere),
            1 => Just(Peer::AnywhereIpv6),
            5 => any::<Pick>().prop_map(Peer::Prefix),
            1 => any::<Pick>().prop_map(Peer::List),
            6 => any::<Pick>().prop_map(Peer::Group),
        ],
    ) -> RuleSpec {
        RuleSpec { what, peer }
    }
}

/// Adds the groups and ACLs, without rules.
pub(super) fn make(b: &mut Build, spec: &FilterSpec) {
    let vpcs: Vec<VpcId> = b.model.vpcs.ids().collect();
    for (index, group) in spec.groups.iter().enumerate() {
        let Some(vpc) = pick(&vpcs, group.vpc) else { continue };
        let default = format!("{}.default", b.model.vpcs[vpc].identity.name);
        let groups = &b.model.security_groups;
        let taken = groups.values().any(|group| group.identity.name == default);
        let name = format!("{}.sg{index}", b.model.vpcs[vpc].identity.name);
        let further = group.further.and_then(|number| pick(&vpcs, number));
        b.model.security_groups.push(SecurityGroup {
            identity: named(if group.default && !taken { default } else { name }),
            vpc,
            further_vpcs: further.into_iter().filter(|further| *further != vpc).collect(),
            inbound: Vec::new(),
            outbound: Vec::new(),
        });
    }
    for (index, acl) in spec.acls.iter().enumerate() {
        let Some(vpc) = pick(&vpcs, acl.vpc) else { continue };
        let default = format!("{}.default", b.model.vpcs[vpc].identity.name);
        let taken = b.model.network_acls.values().any(|acl| acl.identity.name == default);
        let name = format!("{}.acl{index}", b.model.vpcs[vpc].identity.name);
        b.model.network_acls.push(NetworkAcl {
            assumed: false,
            identity: named(if acl.default && !taken { default } else { name }),
            vpc,
            inbound: Vec::new(),
            outbound: Vec::new(),
        });
    }
}

/// Returns the groups of an interface in a VPC: those that are picked, or the default one.
pub(super) fn groups(b: &Build, vpc: VpcId, picks: &[Pick]) -> Vec<SecurityGroupId> {
    let all = b.model.security_groups.iter();
    let own = all.filter(|(_, group)| group.vpc == vpc || group.further_vpcs.contains(&vpc));
    let own: Vec<SecurityGroupId> = own.map(|(id, _)| id).collect();
    let mut found: Vec<_> = picks.iter().filter_map(|number| pick(&own, *number)).collect();
    if found.is_empty() {
        let default = format!("{}.default", b.model.vpcs[vpc].identity.name);
        let of = |id: &SecurityGroupId| b.model.security_groups[*id].identity.name == default;
        found.extend(own.into_iter().find(of));
    }
    found.sort();
    found.dedup();
    found
}

/// Returns the ACL of a subnet in a VPC: the one that is picked, or the default one.
pub(super) fn acl_of(b: &Build, vpc: VpcId, number: Option<Pick>) -> Option<NetworkAclId> {
    let all = b.model.network_acls.iter().filter(|(_, acl)| acl.vpc == vpc);
    let all: Vec<NetworkAclId> = all.map(|(id, _)| id).collect();
    let default = format!("{}.default", b.model.vpcs[vpc].identity.name);
    let of = |id: &NetworkAclId| b.model.network_acls[*id].identity.name == default;
    number.and_then(|number| pick(&all, number)).or_else(|| all.iter().copied().find(of))
}

/// Gives the groups and ACLs their rules.
pub(super) fn fill(b: &mut Build, prefixes: &[Prefix], spec: &FilterSpec) {
    let ids: Vec<SecurityGroupId> = b.model.security_groups.ids().collect();
    for (id, group) in ids.into_iter().zip(&spec.groups) {
        let rules = |rules: &[RuleSpec]| -> Vec<SecurityGroupRule> {
            let rules = rules.iter().filter_map(|rule| group_rule(b, prefixes, rule));
            rules.collect::<BTreeSet<_>>().into_iter().collect()
        };
        let inbound = rules(&group.inbound);
        let outbound = match &group.outbound {
            Some(outbound) => rules(outbound),
            None => everything(),
        };
        let group = &mut b.model.security_groups[id];
        (group.inbound, group.outbound) = (inbound, outbound);
    }
    let ids: Vec<NetworkAclId> = b.model.network_acls.ids().collect();
    for (id, acl) in ids.into_iter().zip(&spec.acls) {
        let [inbound, outbound] =
            [&acl.inbound, &acl.outbound].map(|rules| acl_rules(prefixes, rules));
        let acl = &mut b.model.network_acls[id];
        (acl.inbound, acl.outbound) = (inbound, outbound);
    }
}

/// What AWS puts into the outbound rules of a new group (fact SG-02).
pub(crate) fn everything() -> Vec<SecurityGroupRule> {
    let to = |text| SecurityPeer::Prefix(prefix(text));
    ["0.0.0.0/0", "::/0"]
        .map(|text| SecurityGroupRule { matcher: Matcher::ANY, peer: to(text) })
        .into()
}

fn group_rule(b: &Build, prefixes: &[Prefix], rule: &RuleSpec) -> Option<SecurityGroupRule> {
    let peer = match rule.peer {
        Peer::Anywhere => SecurityPeer::Prefix(prefix("0.0.0.0/0")),
        Peer::AnywhereIpv6 => SecurityPeer::Prefix(prefix("::/0")),
        Peer::Prefix(number) => SecurityPeer::Prefix(pick(prefixes, number)?),
        Peer::List(number) => {
            let lists: Vec<PrefixListId> = b.model.prefix_lists.ids().collect();
            SecurityPeer::PrefixList(pick(&lists, number)?)
        }
        Peer::Group(number) => {
            let groups: Vec<SecurityGroupId> = b.model.security_groups.ids().collect();
            SecurityPeer::SecurityGroup(pick(&groups, number)?)
        }
    };
    Some(SecurityGroupRule { matcher: matcher(rule.what), peer })
}

/// Makes rules of an ACL; of two with one number the first counts.
fn acl_rules(prefixes: &[Prefix], rules: &[(u8, bool, RuleSpec)]) -> Vec<NetworkAclRule> {
    let mut made: Vec<NetworkAclRule> = Vec::new();
    for (number, allow, rule) in rules {
        let peer = match rule.peer {
            Peer::Anywhere | Peer::List(_) | Peer::Group(_) => Some(prefix("0.0.0.0/0")),
            Peer::AnywhereIpv6 => Some(prefix("::/0")),
            Peer::Prefix(number) => pick(prefixes, number),
        };
        let number = u16::from(*number) + 1;
        if let Some(prefix) = peer
            && made.iter().all(|other| other.number != number)
        {
            made.push(NetworkAclRule {
                number,
                allow: *allow,
                matcher: matcher(rule.what),
                prefix,
            });
        }
    }
    made
}

/// Returns what a rule is about, the first the most useful.
fn matcher(number: Pick) -> Matcher {
    let tcp = |first, last| Matcher {
        protocol: Some(6),
        ports: Some(PortRange { first, last }),
        icmp: None,
    };
    let of = |protocol| Matcher { protocol: Some(protocol), ..Matcher::ANY };
    let message = |protocol, kind, code| Matcher { icmp: Some((kind, code)), ..of(protocol) };
    match number % 20 {
        1 | 2 => of(6),
        3 | 4 => tcp(443, 443),
        5 => tcp(1024, 65_535),
        6 => tcp(22, 22),
        7 => tcp(0, 40_000),
        8 => tcp(32_768, 61_000),
        9 => tcp(450, 60_000),
        10 => of(17),
        11 => Matcher { protocol: Some(17), ..tcp(1024, 65_535) },
        12 => of(1),
        13 => message(1, 8, None),
        14 => message(1, 3, Some(4)),
        15 => of(58),
        16 => of(47),
        _ => Matcher::ANY,
    }
}
