//! Transit gateways.

use super::{Family, Kind, Noun, Shape, field, id, tags};

/// A transit gateway.
pub(in crate::document) static TRANSIT_GATEWAY: Shape = Shape {
    name: "transit gateway",
    doc: "A transit gateway: a router of one Region.",
    segment: None,
    fields: &[
        id(),
        field("region", Kind::Text, "The Region that it lies in.").default("the file's `region`"),
        field("account", Kind::Reference(&[Noun::Account]), "The account that owns it.")
            .default("the file's `account`"),
        field("asn", Kind::Integer { min: 1, max: 4_294_967_294 }, "The AS number on AWS's side.")
            .facts(&["DXG-06"]),
        field("vpn_ecmp", Kind::Bool, "Whether equal VPN paths share the load.")
            .default("true")
            .facts(&["TGW-05"]),
        field(
            "security_group_referencing",
            Kind::Bool,
            "Whether security groups may refer to each other across it.",
        )
        .default("false")
        .facts(&["TGW-11"]),
        field(
            "attachments",
            Kind::Map { key: &Kind::Name, value: &Kind::Object(&TRANSIT_GATEWAY_ATTACHMENT) },
            "Its attachments.",
        )
        .facts(&["TGW-01"]),
        field(
            "route_tables",
            Kind::Map { key: &Kind::Name, value: &Kind::Object(&TRANSIT_GATEWAY_ROUTE_TABLE) },
            "Its route tables.",
        )
        .facts(&["TGW-02"]),
        tags(),
    ],
};

/// An attachment.
pub(in crate::document) static TRANSIT_GATEWAY_ATTACHMENT: Shape = Shape {
    name: "transit gateway attachment",
    doc: "An attachment of a transit gateway: exactly one of `vpc`, `vpn`, `direct_connect_gateway`, `peer` and `kind` says what is attached.",
    segment: None,
    fields: &[
        id(),
        field("vpc", Kind::Reference(&[Noun::Vpc]), "The VPC that is attached."),
        field(
            "subnets",
            Kind::List(&Kind::Reference(&[Noun::Subnet])),
            "The subnets of the VPC that hold its interfaces, one for each zone.",
        )
        .facts(&["IV-05", "TGW-06"]),
        field("vpn", Kind::Reference(&[Noun::VpnConnection]), "The VPN connection that is attached."),
        field(
            "direct_connect_gateway",
            Kind::Reference(&[Noun::DirectConnectGateway]),
            "The Direct Connect gateway that is attached.",
        ),
        field(
            "allowed_prefixes",
            Kind::List(&Kind::Prefix(Family::Any)),
            "What the Direct Connect gateway announces to the customer for this transit gateway.",
        )
        .facts(&["DXG-02"]),
        field(
            "peer",
            Kind::Reference(&[Noun::TransitGatewayAttachment]),
            "The attachment at the other end of a peering, as in `other.to-core`.",
        )
        .facts(&["TGW-04"]),
        field(
            "kind",
            Kind::Word(&[
                ("peering", "A peering with a transit gateway that the file does not describe."),
                ("connect", "A Connect attachment."),
                ("client-vpn", "A Client VPN endpoint."),
                ("vpn-concentrator", "A VPN concentrator."),
                ("network-function", "A network function."),
            ]),
            "What is attached, where nothing behind it is judged.",
        ),
        field("state", Kind::Word(STATES), "Its state.").default("available"),
        field(
            "association",
            Kind::Reference(&[Noun::TransitGatewayRouteTable]),
            "The route table that decides about what it sends.",
        )
        .default("none: what it sends is dropped")
        .facts(&["TGW-02"]),
        field(
            "propagate_to",
            Kind::OneOrMany(&Kind::Reference(&[Noun::TransitGatewayRouteTable])),
            "The route tables that learn its prefixes.",
        )
        .facts(&["TGW-02", "TGW-10"]),
        field("appliance_mode", Kind::Bool, "Whether both directions of a flow keep to one zone.")
            .default("false")
            .facts(&["TGW-08"]),
        field("ipv6", Kind::Bool, "Whether a VPC attachment carries IPv6.")
            .default("false")
            .facts(&["TGW-09"]),
        field(
            "security_group_referencing",
            Kind::Bool,
            "Whether security groups may refer to each other across it, if the transit gateway lets them.",
        )
        .default("true")
        .facts(&["TGW-11"]),
        field(
            "created",
            Kind::Text,
            "When it was made, such as `2026-03-01`. Of two VPCs that overlap, the later one's CIDR block is not propagated.",
        )
        .facts(&["TGW-10"]),
        tags(),
    ],
};

const STATES: &[(&str, &str)] = &[
    ("available", "It is in service."),
    ("modifying", "It is in service, and being changed."),
    ("initiating", "It is being requested."),
    ("initiatingRequest", "It is being requested."),
    ("pendingAcceptance", "It waits to be accepted."),
    ("rollingBack", "It is being undone."),
    ("pending", "It is being made."),
    ("deleting", "It is being deleted."),
    ("deleted", "It is deleted."),
    ("failed", "It could not be made."),
    ("failing", "It is failing."),
    ("rejected", "It was refused."),
    ("rejecting", "It is being refused."),
];

/// A transit gateway route table.
pub(in crate::document) static TRANSIT_GATEWAY_ROUTE_TABLE: Shape = Shape {
    name: "transit gateway route table",
    doc: "A transit gateway route table. Propagated routes are not written.",
    segment: None,
    fields: &[
        id(),
        field(
            "known",
            Kind::Bool,
            "Whether the file tells its routes. A path that asks a table of which it does not is unknown.",
        )
        .default("true"),
        field(
            "routes",
            Kind::Map {
                key: &Kind::Destination,
                value: &Kind::Either(&[
                    Kind::TransitGatewayTarget,
                    Kind::Object(&TRANSIT_GATEWAY_ROUTE),
                ]),
            },
            "Its static routes, from destination to `attachment.NAME` or `blackhole`.",
        )
        .facts(&["TGW-03", "RT-32"]),
        tags(),
    ],
};

/// The long form of a transit gateway route.
pub(in crate::document) static TRANSIT_GATEWAY_ROUTE: Shape = Shape {
    name: "transit gateway route",
    doc: "A transit gateway route in its long form.",
    segment: None,
    fields: &[
        field("target", Kind::TransitGatewayTarget, "Where it sends packets.").required(),
        field(
            "state",
            Kind::Word(&[
                ("active", "Its target is usable."),
                ("blackhole", "Its target is gone: it matches, and drops."),
            ]),
            "The state that AWS shows.",
        )
        .default("derived from the target"),
    ],
};
