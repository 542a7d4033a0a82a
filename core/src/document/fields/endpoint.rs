//! VPC endpoints.

use super::{Family, Kind, Noun, Shape, field, id, tags};

/// A VPC endpoint.
pub(in crate::document) static VPC_ENDPOINT: Shape = Shape {
    name: "VPC endpoint",
    doc: "A VPC endpoint. Which fields it has follows from its type.",
    segment: None,
    fields: &[
        id(),
        field("type", Kind::Word(TYPES), "Its type.").required(),
        field(
            "service",
            Kind::Word(&[("s3", "Amazon S3."), ("dynamodb", "Amazon DynamoDB.")]),
            "The service of a gateway endpoint.",
        )
        .default("required for a gateway endpoint")
        .facts(&["VPCE-01"]),
        field(
            "prefix_list",
            Kind::Reference(&[Noun::PrefixList]),
            "The prefix list of the service; routes to the endpoint have it as destination.",
        )
        .default("required for a gateway endpoint")
        .facts(&["RT-26"]),
        field(
            "interfaces",
            Kind::Map { key: &Kind::Name, value: &Kind::Object(&ENDPOINT_INTERFACE) },
            "The network interfaces of an interface endpoint, named `VPC.ENDPOINT.NAME`.",
        )
        .default("required for an interface endpoint"),
        field(
            "subnet",
            Kind::Reference(&[Noun::Subnet]),
            "The subnet of an endpoint that packets pass on their way.",
        )
        .default("required for the endpoint of a Gateway Load Balancer or a firewall"),
        field(
            "passes",
            Kind::Bool,
            "Whether what is behind it is taken to let packets pass. Without that, a path through a firewall is unknown.",
        )
        .default("true for a Gateway Load Balancer, false for a firewall")
        .facts(&["TOP-47"]),
        field("state", Kind::Word(STATES), "Its state; only an available one works.")
            .default("available"),
        tags(),
    ],
};

const TYPES: &[(&str, &str)] = &[
    ("gateway", "A gateway endpoint, of S3 or DynamoDB."),
    ("interface", "An interface endpoint."),
    (
        "gateway-load-balancer",
        "An endpoint that leads through the appliances of a Gateway Load Balancer.",
    ),
    ("network-firewall", "An endpoint of AWS Network Firewall."),
];

const STATES: &[(&str, &str)] = &[
    ("pending-acceptance", "It waits to be accepted."),
    ("pending", "It is being made."),
    ("available", "It is in service."),
    ("rejected", "It was refused."),
    ("failed", "It could not be made."),
    ("deleting", "It is being deleted."),
    ("deleted", "It is deleted."),
];

/// An interface of an endpoint.
pub(in crate::document) static ENDPOINT_INTERFACE: Shape = Shape {
    name: "endpoint interface",
    doc: "A network interface of an interface endpoint.",
    segment: None,
    fields: &[
        id(),
        field("subnet", Kind::Reference(&[Noun::Subnet]), "The subnet that it stands in.")
            .required(),
        field("ip", Kind::Address(Family::V4), "Its private IPv4 address.")
            .default("required unless `ipv6` is given"),
        field("ipv6", Kind::Address(Family::V6), "Its IPv6 address."),
        field(
            "security_groups",
            Kind::List(&Kind::Reference(&[Noun::SecurityGroup])),
            "Its security groups.",
        )
        .default("the group of the VPC that is called `default`; without one nothing is filtered")
        .facts(&["SG-01", "TOP-01"]),
        tags(),
    ],
};
