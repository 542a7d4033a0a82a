//! Security groups and network ACLs.

use super::{Kind, Noun, Shape, field, id, tags};
use crate::query::Side;

/// A security group.
pub(in crate::document) static SECURITY_GROUP: Shape = Shape {
    name: "security group",
    doc: "A security group of a VPC. It only allows. The group called `default` is that of every interface that names none.",
    segment: None,
    fields: &[
        id(),
        field(
            "inbound",
            Kind::List(&Kind::SecurityGroupRule(Side::From)),
            "What it lets in: `tcp/443 from 10.0.0.0/8`, `any from security_group.web`, `icmp/echo from prefix_list.sites`.",
        )
        .default("nothing")
        .facts(&["SG-01", "SG-02", "SG-03"]),
        field(
            "outbound",
            Kind::List(&Kind::SecurityGroupRule(Side::To)),
            "What it lets out: `tcp/5432 to 172.16.0.0/12`.",
        )
        .default("`any to 0.0.0.0/0` and `any to ::/0`, as AWS makes a new group")
        .facts(&["SG-02"]),
        field(
            "further_vpcs",
            Kind::List(&Kind::Reference(&[Noun::Vpc])),
            "Other VPCs that it is associated with.",
        )
        .facts(&["SG-14"]),
        tags(),
    ],
};

/// A network ACL.
pub(in crate::document) static NETWORK_ACL: Shape = Shape {
    name: "network ACL",
    doc: "A network ACL of a VPC: rules by number, the lowest that fits decides, and what none fits is denied. The one called `default` is that of every subnet that names none.",
    segment: None,
    fields: &[
        id(),
        field(
            "inbound",
            rules(&Kind::NetworkAclRule(Side::From)),
            "What may enter: `100: allow tcp/443 from 0.0.0.0/0`.",
        )
        .default("nothing")
        .facts(&["ACL-02", "ACL-05"]),
        field(
            "outbound",
            rules(&Kind::NetworkAclRule(Side::To)),
            "What may leave: `100: allow tcp/1024-65535 to 0.0.0.0/0`.",
        )
        .default("nothing")
        .facts(&["ACL-02", "ACL-03"]),
        field(
            "assumed",
            Kind::Bool,
            "Whether nobody described it, and its rules are only taken to be so; answers then say that.",
        )
        .default("false")
        .facts(&["TOP-75"]),
        tags(),
    ],
};

const fn rules(value: &'static Kind) -> Kind {
    Kind::Map { key: &Kind::Integer { min: 1, max: 32_766 }, value }
}
