//! Instances and network interfaces.

use super::{Family, Field, Kind, Noun, Shape, field, id, tags};

const fn subnet() -> Field {
    field("subnet", Kind::Reference(&[Noun::Subnet]), "The subnet that it stands in.").required()
}

const fn ip() -> Field {
    field("ip", Kind::Address(Family::V4), "Its private IPv4 address.")
        .default("required unless `ipv6` is given")
        .facts(&["RT-12"])
}

const fn ipv6() -> Field {
    field("ipv6", Kind::Address(Family::V6), "Its IPv6 address.")
}

const fn public_ip() -> Field {
    field("public_ip", Kind::Address(Family::V4), "The public or Elastic IPv4 address of `ip`.")
        .facts(&["NAT-01"])
}

const fn coip() -> Field {
    field(
        "coip",
        Kind::Address(Family::V4),
        "The customer-owned address of `ip`, out of a CoIP pool.",
    )
    .facts(&["COIP-03"])
}

const fn source_dest_check() -> Field {
    field(
        "source_dest_check",
        Kind::Bool,
        "Whether it drops packets that are neither from it nor to it.",
    )
    .default("true")
}

const fn security_groups() -> Field {
    field(
        "security_groups",
        Kind::List(&Kind::Reference(&[Noun::SecurityGroup])),
        "Its security groups.",
    )
    .default("the group of the VPC that is called `default`; without one nothing is filtered")
    .facts(&["SG-01", "TOP-01"])
}

/// An instance.
pub(in crate::document) static INSTANCE: Shape = Shape {
    name: "instance",
    doc: "An EC2 instance with its primary network interface.",
    segment: None,
    fields: &[
        id(),
        field(
            "interface_id",
            Kind::Text,
            "The id that AWS gave its primary network interface. It works wherever the instance's name means that.",
        ),
        subnet(),
        ip(),
        ipv6(),
        public_ip(),
        coip(),
        field(
            "state",
            Kind::Word(&[("running", "It runs."), ("stopped", "It neither sends nor receives.")]),
            "Whether it runs.",
        )
        .default("running"),
        source_dest_check(),
        security_groups(),
        field(
            "forwards",
            Kind::Either(&[Kind::Bool, Kind::Object(&APPLIANCE)]),
            "Whether it forwards packets that are not for it: `true`, or a mapping. Its own filters are taken to let them pass.",
        )
        .default("false")
        .facts(&["TOP-40"]),
        field(
            "interfaces",
            Kind::Map { key: &Kind::Name, value: &Kind::Object(&INTERFACE) },
            "Its further interfaces, named `INSTANCE.NAME`.",
        ),
        field(
            "lni",
            Kind::Object(&LNI),
            "Its local network interface, named `INSTANCE.lni`, on an Outposts server.",
        )
        .facts(&["FF-07"]),
        tags(),
    ],
};

/// A local network interface.
pub(in crate::document) static LNI: Shape = Shape {
    name: "local network interface",
    doc: "The local network interface of an instance on an Outposts server. It stands on the customer's LAN, where nothing of the VPC applies.",
    segment: Some("lni"),
    fields: &[
        field(
            "segment",
            Kind::Reference(&[Noun::Segment]),
            "The LAN segment that it stands on, as `SITE.NAME`.",
        )
        .required()
        .facts(&["FF-09"]),
        field("ip", Kind::Address(Family::Any), "Its address there.").required(),
        field(
            "next_hop",
            Kind::OneOrMany(&Kind::Reference(&[Noun::Router])),
            "The router that it sends to, or several that share the load.",
        )
        .default("what its segment says"),
    ],
};

/// What an instance that forwards does with packets.
pub(in crate::document) static APPLIANCE: Shape = Shape {
    name: "appliance",
    doc: "An instance that forwards: a router, a firewall, a NAT instance.",
    segment: None,
    fields: &[
        field(
            "routes",
            Kind::Map {
                key: &Kind::RouterDestination,
                value: &Kind::Reference(&[Noun::NetworkInterface]),
            },
            "The routes of its operating system, from prefix to the interface that packets leave by: `primary`, or the name of a further one.",
        )
        .default("the only interface"),
        field(
            "source_nat",
            Kind::Bool,
            "Whether packets leave from the address of the interface that they leave by.",
        )
        .default("false"),
        field(
            "destination_nat",
            Kind::List(&Kind::Object(&DESTINATION_NAT)),
            "The destinations that it rewrites.",
        ),
        field(
            "stateful",
            Kind::Bool,
            "Whether it drops the reply of a connection that it did not see begin. Translation implies it.",
        )
        .default("false"),
    ],
};

/// Destination translation.
pub(in crate::document) static DESTINATION_NAT: Shape = Shape {
    name: "destination translation",
    doc: "A rule of destination translation.",
    segment: None,
    fields: &[
        field("from", Kind::Address(Family::Any), "The address that packets arrive for.")
            .required(),
        field("to", Kind::Address(Family::Any), "The address that they go on to.").required(),
    ],
};

/// A further interface of an instance.
pub(in crate::document) static INTERFACE: Shape = Shape {
    name: "network interface",
    doc: "A further network interface of an instance.",
    segment: None,
    fields: &[
        id(),
        subnet(),
        ip(),
        ipv6(),
        public_ip(),
        coip(),
        source_dest_check(),
        security_groups(),
        tags(),
    ],
};

/// An interface without an instance.
pub(in crate::document) static SERVICE_INTERFACE: Shape = Shape {
    name: "network interface",
    doc: "A network interface without an instance, such as that of an AWS service.",
    segment: None,
    fields: &[
        id(),
        subnet(),
        ip(),
        ipv6(),
        public_ip(),
        coip(),
        source_dest_check(),
        security_groups(),
        field("requester_managed", Kind::Bool, "Whether it belongs to an AWS service.")
            .default("false, or true if `service` is given")
            .facts(&["LGW-18"]),
        field(
            "service",
            Kind::Word(SERVICES),
            "The AWS service that it belongs to: whether local gateways take it depends on that.",
        )
        .facts(&["DVR-06", "COIP-15"]),
        field(
            "instance_attached",
            Kind::Bool,
            "Whether the service attached it to an instance on the Outpost. S3 on Outposts always does.",
        )
        .default("false")
        .facts(&["DVR-18"]),
        field(
            "standby_of",
            Kind::Reference(&[Noun::NetworkInterface]),
            "The interface of the primary database, if this is that of its standby in a Multi-AZ deployment of RDS. `outpath check` looks whether replication can work.",
        )
        .facts(&["COIP-16"]),
        field(
            "load_balancer",
            Kind::Text,
            "The name of the load balancer that it is a node of. Nodes with one name belong together.",
        )
        .facts(&["SVC-06"]),
        tags(),
    ],
};

const SERVICES: &[(&str, &str)] = &[
    ("rds", "RDS on Outposts; with a CoIP everybody uses that."),
    ("s3-outposts", "An endpoint of S3 on Outposts; with a CoIP everybody uses that."),
    ("alb", "A node of an Application Load Balancer."),
    ("nlb", "A node of a Network Load Balancer, in the Region."),
    ("clb", "A node of a Classic Load Balancer, in the Region."),
    ("elasticache", "ElastiCache on Outposts, which has no CoIP."),
    ("interface-endpoint", "An interface endpoint, which no local gateway reaches."),
    ("other", "Another one."),
];
