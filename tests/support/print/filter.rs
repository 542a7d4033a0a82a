//! Security groups and network ACLs.

use outpath_core::model::{
    Model, NetworkAclRule, SecurityGroup, SecurityGroupRule, SecurityPeer, VpcId,
};

use super::{
    id_and_tags, name_of,
    tree::{Map, Tree},
    within,
};
use crate::generate::everything;

/// Adds the filters of a VPC.
pub(super) fn add(map: &mut Map, model: &Model, vpc: VpcId) {
    let name = name_of(model, vpc);
    let groups = model.security_groups.values().filter(|group| group.vpc == vpc);
    let groups =
        groups.map(|group| (within(&group.identity.name, &name), of_group(model, &name, group)));
    map.named("security_groups", groups.collect());
    let acls = model.network_acls.values().filter(|acl| acl.vpc == vpc).map(|acl| {
        let mut map = Map::default();
        id_and_tags(&mut map, &acl.identity);
        map.map("inbound", acl_rules(&acl.inbound, "from"));
        map.map("outbound", acl_rules(&acl.outbound, "to"));
        if acl.assumed {
            map.0.push(("assumed".to_owned(), Tree::Text("true".to_owned())));
        }
        (within(&acl.identity.name, &name), map)
    });
    map.named("network_acls", acls.collect());
}

fn of_group(model: &Model, vpc: &str, group: &SecurityGroup) -> Map {
    let mut map = Map::default();
    id_and_tags(&mut map, &group.identity);
    let rule = |rule: &SecurityGroupRule, word: &str| {
        let peer = match rule.peer {
            SecurityPeer::Prefix(prefix) => prefix.to_string(),
            SecurityPeer::PrefixList(id) => format!("prefix_list.{}", name_of(model, id)),
            SecurityPeer::SecurityGroup(id) => {
                format!("security_group.{}", within(&name_of(model, id), vpc))
            }
        };
        format!("{} {word} {peer}", rule.matcher)
    };
    map.list("inbound", group.inbound.iter().map(|one| rule(one, "from")).collect());
    if group.outbound != everything() {
        // An empty list means something.
        let outbound = group.outbound.iter().map(|one| rule(one, "to"));
        map.0.push(("outbound".to_owned(), Tree::texts(outbound)));
    }
    map.list("further_vpcs", group.further_vpcs.iter().map(|id| name_of(model, *id)).collect());
    map
}

fn acl_rules(rules: &[NetworkAclRule], word: &str) -> Map {
    let rules = rules.iter().map(|rule| {
        let action = if rule.allow { "allow" } else { "deny" };
        let text = format!("{action} {} {word} {}", rule.matcher, rule.prefix);
        (rule.number.to_string(), Tree::Text(text))
    });
    Map(rules.collect())
}
