//! How many rules and entries there are where AWS counts them.

use std::collections::BTreeMap;

use super::quotas::Counted;
use crate::{
    model::{Destination, Key, PrefixListId, SecurityGroupId, SecurityGroupRule, SecurityPeer},
    rules::{Context, Place},
};

/// Returns the word for an address family.
pub(super) fn family(ipv6: bool) -> &'static str {
    if ipv6 { "IPv6" } else { "IPv4" }
}

/// What the prefix lists of AWS services count for, by a part of the name (fact Q-23). Others count once.
const WEIGHTS: &[(&str, usize)] = &[
    ("cloudfront", 55),
    ("ec2-instance-connect", 2),
    ("groundstation", 5),
    ("route53-healthchecks", 25),
    ("s3express", 6),
    ("vpc-lattice", 10),
];

/// Returns what a prefix list counts for where it is used (facts ).
fn weight(cx: &Context<'_>, list: PrefixListId, ipv6: bool) -> usize {
    let list = &cx.model().prefix_lists[list];
    let first = list.prefixes.first();
    match (&list.service, first.is_some_and(|first| first.is_ipv6() != ipv6)) {
        (_, true) => 0,
        // Without entries the name says which family it is.
        (Some(name), false) if first.is_none() && is_ipv6(name) != ipv6 => 0,
        (Some(name), false) => weight_of_service(name),
        (None, false) => list.size(),
    }
}

fn is_ipv6(name: &str) -> bool {
    name.split('.').any(|part| part == "ipv6")
}

fn weight_of_service(name: &str) -> usize {
    let weight = |part: &str| WEIGHTS.iter().find(|(name, _)| *name == part);
    name.split('.').find_map(weight).map_or(1, |(_, weight)| *weight)
}

/// Returns what a destination counts for among the routes of an address family.
pub(super) fn weight_of(cx: &Context<'_>, destination: Destination, ipv6: bool) -> usize {
    match destination {
        Destination::Prefix(prefix) => usize::from(prefix.is_ipv6() == ipv6),
        Destination::PrefixList(list) => weight(cx, list, ipv6),
    }
}

/// Returns what a rule counts for; one that names a group counts in both families.
fn weight_of_rule(cx: &Context<'_>, rule: &SecurityGroupRule, ipv6: bool) -> usize {
    match rule.peer {
        SecurityPeer::Prefix(prefix) => usize::from(prefix.is_ipv6() == ipv6),
        SecurityPeer::PrefixList(list) => weight(cx, list, ipv6),
        SecurityPeer::SecurityGroup(_) => 1,
    }
}

/// The entries of prefix lists of the customer.
pub(super) fn prefix_lists(cx: &Context<'_>, tell: &mut dyn FnMut(Counted)) {
    let lists = cx.model().prefix_lists.iter().filter(|(_, list)| list.service.is_none());
    for (id, list) in lists {
        let parts = vec![(Place::Head(id.into()), list.size())];
        tell(Counted { subject: id.into(), of: String::new(), parts });
    }
}

/// The rules of network ACLs.
pub(super) fn network_acls(cx: &Context<'_>, tell: &mut dyn FnMut(Counted)) {
    for (id, acl) in cx.model().network_acls.iter() {
        for (field, rules) in [("inbound", &acl.inbound), ("outbound", &acl.outbound)] {
            for ipv6 in [false, true] {
                let rules = rules.iter().enumerate();
                let rules = rules.filter(|(_, rule)| rule.prefix.is_ipv6() == ipv6);
                let parts = rules.map(|(at, _)| (Key::item(id, field, at).into(), 1)).collect();
                let of = format!(" for {} {field}", family(ipv6));
                tell(Counted { subject: id.into(), of, parts });
            }
        }
    }
}

/// The rules of security groups.
pub(super) fn security_groups(cx: &Context<'_>, tell: &mut dyn FnMut(Counted)) {
    for (id, group) in cx.model().security_groups.iter() {
        for (field, rules) in [("inbound", &group.inbound), ("outbound", &group.outbound)] {
            for ipv6 in [false, true] {
                let parts = rules.iter().enumerate().map(|(at, rule)| {
                    (Key::item(id, field, at).into(), weight_of_rule(cx, rule, ipv6))
                });
                let parts = parts.filter(|(_, weight)| *weight > 0).collect();
                let of = format!(" for {} {field}", family(ipv6));
                tell(Counted { subject: id.into(), of, parts });
            }
        }
    }
}

/// The rules of all groups of an interface.
pub(super) fn interfaces(cx: &Context<'_>, tell: &mut dyn FnMut(Counted)) {
    for (field, inbound) in [("inbound", true), ("outbound", false)] {
        for ipv6 in [false, true] {
            let sizes: BTreeMap<SecurityGroupId, usize> = cx
                .model()
                .security_groups
                .iter()
                .map(|(id, group)| {
                    let rules = if inbound { &group.inbound } else { &group.outbound };
                    (id, rules.iter().map(|rule| weight_of_rule(cx, rule, ipv6)).sum())
                })
                .collect();
            for (id, interface) in cx.model().network_interfaces.iter() {
                let sizes = interface.security_groups.iter().filter_map(|one| sizes.get(one));
                let place = Key::field(id, "security_groups").into();
                let parts = vec![(place, sizes.sum())];
                let of = format!(" for {} {field}", family(ipv6));
                tell(Counted { subject: id.into(), of, parts });
            }
        }
    }
}

/// The groups of interfaces.
pub(super) fn groups_of_interfaces(cx: &Context<'_>, tell: &mut dyn FnMut(Counted)) {
    for (id, interface) in cx.model().network_interfaces.iter() {
        let place = Key::field(id, "security_groups").into();
        let parts = vec![(place, interface.security_groups.len())];
        tell(Counted { subject: id.into(), of: String::new(), parts });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_services_have_their_weights() {
        let names = [
            ("s3", 1),
            ("com.amazonaws.us-west-2.dynamodb", 1),
            ("com.amazonaws.us-west-2.s3express", 6),
            ("com.amazonaws.global.cloudfront.origin-facing", 55),
            ("com.amazonaws.global.ipv6.cloudfront.origin-facing", 55),
            ("com.amazonaws.us-west-2.ipv6.vpc-lattice", 10),
            ("com.amazonaws.us-west-2.route53-healthchecks", 25),
        ];
        for (name, weight) in names {
            assert_eq!(weight_of_service(name), weight, "{name}");
        }
    }

    #[test]
    fn the_name_of_a_list_says_its_family() {
        assert!(is_ipv6("com.amazonaws.global.ipv6.cloudfront.origin-facing"));
        assert!(!is_ipv6("com.amazonaws.global.cloudfront.origin-facing"));
    }
}
