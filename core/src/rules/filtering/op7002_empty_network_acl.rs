//! OP7002: empty network acl.

use std::collections::BTreeMap;

use crate::{
    diagnostic::{Code, Severity},
    model::{NetworkAclId, NetworkAclRule, SubnetId},
    rules::{Check, Context, Findings, Rule},
};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP7002",
        name: "empty-network-acl",
        severity: Severity::Warning,
        page: "A network ACL allows nothing in one direction, and subnets use it.",
        facts: &["ACL-01", "ACL-02"],
    },
    docs: page!("op7002_empty_network_acl.md"),
    check: Check::Parts(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    let model = cx.model();
    let mut first: BTreeMap<NetworkAclId, SubnetId> = BTreeMap::new();
    for (id, subnet) in model.subnets.iter() {
        if let Some(acl) = subnet.network_acl.filter(|acl| !model.network_acls[*acl].assumed) {
            first.entry(acl).or_insert(id);
        }
    }
    for (id, subnet) in first {
        let acl = &model.network_acls[id];
        let allows = |rules: &[NetworkAclRule]| rules.iter().any(|rule| rule.allow);
        let (what, why) = match (allows(&acl.inbound), allows(&acl.outbound)) {
            (true, true) => continue,
            (false, false) => ("nothing in and nothing out", "Its subnets are cut off."),
            (false, true) => (
                "nothing in",
                "What its subnets send goes out, and no reply comes back: a network ACL remembers no connection.",
            ),
            (true, false) => (
                "nothing out",
                "What comes in is never answered: a network ACL remembers no connection.",
            ),
        };
        found
            .report(id, id, format!("{} lets {what}", cx.title(id)))
            .related(subnet, "uses it")
            .because(why)
            .help(
                "Add the rules that were meant, for both directions; what matches none is denied.",
            );
    }
}
