//! Filters of a network that works: they let web servers be asked and answer, more or less exactly.

use outpath_core::{
    addr::{Matcher, PortRange},
    model::{
        NetworkAcl, NetworkAclRule, SecurityGroup, SecurityGroupId, SecurityGroupRule,
        SecurityPeer, SubnetId, VpcId,
    },
};
use proptest::{bool::weighted, prelude::*, sample::select};

use super::filters::everything;
use crate::build::{Build, named, prefix};

/// The filters of one VPC.
#[derive(Debug, Clone)]
pub(super) struct Guard {
    /// Whether interfaces have a security group.
    groups: bool,
    /// Whether the group lets its own members in, beside web clients.
    members: bool,
    /// Whether it lets out only TCP.
    narrow: bool,
    /// The ports of clients, as the network ACLs of all subnets have them.
    clients: Option<PortRange>,
    /// Whether the ACLs let ICMP pass.
    icmp: bool,
}

prop_compose! {
    pub(super) fn guard()(
        groups in weighted(0.7),
        members in any::<bool>(),
        narrow in weighted(0.3),
        clients in prop::option::weighted(0.5, select(vec![
            PortRange { first: 1024, last: 65_535 },
            PortRange { first: 32_768, last: 61_000 },
            PortRange { first: 49_152, last: 65_535 },
        ])),
        icmp in weighted(0.8),
    ) -> Guard {
        Guard { groups, members, narrow, clients, icmp }
    }
}

const TCP: Matcher = Matcher { protocol: Some(6), ports: None, icmp: None };
const ICMP: Matcher = Matcher { protocol: Some(1), ports: None, icmp: None };

impl Guard {
    /// Adds the security group of a VPC, if it has one.
    pub(super) fn group(&self, b: &mut Build, vpc: VpcId) -> Vec<SecurityGroupId> {
        if !self.groups {
            return Vec::new();
        }
        let anywhere = SecurityPeer::Prefix(prefix("0.0.0.0/0"));
        let https = Matcher { ports: Some(PortRange::single(443)), ..TCP };
        let mut inbound = vec![
            SecurityGroupRule { matcher: https, peer: anywhere },
            SecurityGroupRule { matcher: ICMP, peer: anywhere },
        ];
        let id = b.model.security_groups.push(SecurityGroup {
            identity: named(format!("{}.web", b.model.vpcs[vpc].identity.name)),
            vpc,
            further_vpcs: Vec::new(),
            inbound: Vec::new(),
            outbound: Vec::new(),
        });
        if self.members {
            let peer = SecurityPeer::SecurityGroup(id);
            inbound.push(SecurityGroupRule { matcher: Matcher::ANY, peer });
        }
        let group = &mut b.model.security_groups[id];
        group.inbound = inbound;
        group.outbound = everything();
        if self.narrow {
            group.outbound = vec![SecurityGroupRule { matcher: TCP, peer: anywhere }];
        }
        vec![id]
    }

    /// Gives every subnet of a VPC the same network ACL, if the VPC has one.
    pub(super) fn acl(&self, b: &mut Build, vpc: VpcId) {
        let Some(clients) = self.clients else { return };
        let anywhere = prefix("0.0.0.0/0");
        let rule =
            |number, matcher| NetworkAclRule { number, allow: true, matcher, prefix: anywhere };
        let mut rules = vec![
            rule(100, Matcher { ports: Some(PortRange::single(443)), ..TCP }),
            rule(200, Matcher { ports: Some(clients), ..TCP }),
        ];
        if self.icmp {
            rules.push(rule(300, ICMP));
        }
        let id = b.model.network_acls.push(NetworkAcl {
            assumed: false,
            identity: named(format!("{}.guard", b.model.vpcs[vpc].identity.name)),
            vpc,
            inbound: rules.clone(),
            outbound: rules,
        });
        let subnets: Vec<SubnetId> = b.model.subnets.ids().collect();
        for subnet in subnets {
            if b.model.subnets[subnet].vpc == vpc {
                b.model.subnets[subnet].network_acl = Some(id);
            }
        }
    }
}
