//! VPCs and what stands in them.

use super::{
    Family, Kind, NETWORK_ACL, Noun, SECURITY_GROUP, Shape, VIRTUAL_PRIVATE_GATEWAY, VPC_ENDPOINT,
    field, id, tags,
};

/// A VPC.
pub(in crate::document) static VPC: Shape = Shape {
    name: "VPC",
    doc: "A virtual private cloud.",
    segment: None,
    fields: &[
        id(),
        field("region", Kind::Text, "The Region that it lies in.").default("the file's `region`"),
        field("account", Kind::Reference(&[Noun::Account]), "The account that owns it.").default("the file's `account`"),
        field("cidrs", Kind::List(&Kind::Prefix(Family::Any)), "Its CIDR blocks; IPv4 ones from /16 to /28.")
            .required()
            .facts(&["RT-12"]),
        field("internet_gateway", Kind::Either(&[Kind::Bool, Kind::Object(&INTERNET_GATEWAY)]), "Its internet gateway: `true`, or a mapping.")
            .default("false")
            .facts(&["NAT-02"]),
        field("virtual_private_gateway", Kind::Either(&[Kind::Bool, Kind::Object(&VIRTUAL_PRIVATE_GATEWAY)]), "Its virtual private gateway: `true`, or a mapping.")
            .default("false"),
        field("egress_only_internet_gateway", Kind::Either(&[Kind::Bool, Kind::Object(&EGRESS_ONLY)]), "Its egress-only internet gateway, for IPv6: `true`, or a mapping.")
            .default("false")
            .facts(&["NAT-14"]),
        field("subnets", Kind::Map { key: &Kind::Name, value: &Kind::Object(&SUBNET) }, "Its subnets."),
        field("route_tables", Kind::Map { key: &Kind::Name, value: &Kind::Object(&ROUTE_TABLE) }, "Its route tables. The table called `main` is the main one unless another says so; it exists even if it is not written.")
            .facts(&["RT-01"]),
        field("security_groups", Kind::Map { key: &Kind::Name, value: &Kind::Object(&SECURITY_GROUP) }, "Its security groups.")
            .facts(&["SG-01"]),
        field("network_acls", Kind::Map { key: &Kind::Name, value: &Kind::Object(&NETWORK_ACL) }, "Its network ACLs.")
            .facts(&["ACL-01"]),
        field("vpc_endpoints", Kind::Map { key: &Kind::Name, value: &Kind::Object(&VPC_ENDPOINT) }, "Its VPC endpoints."),
        field("block_public_access", Kind::Word(BLOCKED), "What its account has blocked in its Region with VPC Block Public Access.")
            .default("the file's `block_public_access`")
            .facts(&["NAT-13"]),
        field("block_public_access_exclusion", Kind::Word(EXCLUDED), "What of it is excluded from that.")
            .default("nothing")
            .facts(&["NAT-13"]),
        field("nat_gateways", Kind::Map { key: &Kind::Name, value: &Kind::Object(&NAT_GATEWAY) }, "Its NAT gateways."),
        tags(),
    ],
};

/// What Block Public Access blocks.
pub(super) const BLOCKED: &[(&str, &str)] = &[
    ("off", "Nothing."),
    ("bidirectional", "All traffic of internet gateways and egress-only internet gateways."),
    ("ingress-only", "All but what NAT gateways and egress-only internet gateways let out."),
];

const EXCLUDED: &[(&str, &str)] = &[
    ("bidirectional", "Traffic in both directions."),
    ("egress-only", "What is opened from the inside, where `bidirectional` is blocked."),
];

/// An internet gateway.
pub(in crate::document) static INTERNET_GATEWAY: Shape = Shape {
    name: "internet gateway",
    doc: "The internet gateway of a VPC.",
    segment: Some("igw"),
    fields: &[
        id(),
        field("attached", Kind::Bool, "Whether it is attached to the VPC.")
            .default("true")
            .facts(&["NAT-02"]),
        field(
            "edge_route_table",
            Kind::Reference(&[Noun::RouteTable]),
            "The gateway route table that decides about what comes in from the internet.",
        )
        .default("what comes in follows the local route")
        .facts(&["RT-50"]),
        field(
            "public_pools",
            Kind::Map { key: &Kind::Name, value: &Kind::Object(&PUBLIC_POOL) },
            "The public IPv4 pools that it brings in without translation.",
        )
        .facts(&["RT-56"]),
        tags(),
    ],
};

/// A pool of public addresses.
pub(in crate::document) static PUBLIC_POOL: Shape = Shape {
    name: "public pool",
    doc: "A pool of public IPv4 addresses, associated with an internet gateway.",
    segment: None,
    fields: &[
        field("cidrs", Kind::List(&Kind::Prefix(Family::V4)), "Its CIDR blocks.").required(),
        field(
            "route_table",
            Kind::Reference(&[Noun::RouteTable]),
            "The gateway route table of its own, which leads its addresses to network interfaces.",
        )
        .required()
        .facts(&["RT-56"]),
    ],
};

/// An egress-only internet gateway.
pub(in crate::document) static EGRESS_ONLY: Shape = Shape {
    name: "egress-only internet gateway",
    doc: "The egress-only internet gateway of a VPC.",
    segment: Some("eigw"),
    fields: &[id(), tags()],
};

/// A subnet.
pub(in crate::document) static SUBNET: Shape = Shape {
    name: "subnet",
    doc: "A subnet, in the Region or on one Outpost.",
    segment: None,
    fields: &[
        id(),
        field("cidr", Kind::Prefix(Family::V4), "Its IPv4 CIDR block, from /16 to /28.")
            .default("required unless `ipv6_cidr` is given")
            .facts(&["RT-12", "FF-04"]),
        field("ipv6_cidr", Kind::Prefix(Family::V6), "Its IPv6 CIDR block."),
        field(
            "zone",
            Kind::Text,
            "The id of its Availability Zone, such as `usw2-az1`; not together with `outpost`.",
        ),
        field("outpost", Kind::Reference(&[Noun::Outpost]), "The Outpost that it lies on.")
            .default("it lies in the Region")
            .facts(&["FF-03"]),
        field(
            "block_public_access_exclusion",
            Kind::Word(EXCLUDED),
            "What of it is excluded from Block Public Access.",
        )
        .default("what its VPC says")
        .facts(&["NAT-13"]),
        field("route_table", Kind::Reference(&[Noun::RouteTable]), "Its route table.")
            .default("the main route table")
            .facts(&["RT-01"]),
        field(
            "network_acl",
            Kind::Reference(&[Noun::NetworkAcl]),
            "Its network ACL.",
        )
        .default("the network ACL of the VPC that is called `default`, else one that lets everything pass")
        .facts(&["ACL-01"]),
        field(
            "coip_on_launch",
            Kind::Reference(&[Noun::CoipPool]),
            "The CoIP pool that gives new instances an address. It is recorded only.",
        )
        .facts(&["COIP-03"]),
        field(
            "lni_device_index",
            Kind::Integer { min: 1, max: 15 },
            "The device position at which instances have a local network interface, on an Outposts server.",
        )
        .facts(&["FF-08"]),
        tags(),
    ],
};

/// A route table.
pub(in crate::document) static ROUTE_TABLE: Shape = Shape {
    name: "route table",
    doc: "A route table of a VPC. The local routes are not written.",
    segment: None,
    fields: &[
        id(),
        field("main", Kind::Bool, "Whether it is the main table.")
            .default("true for the table called `main`")
            .facts(&["RT-01"]),
        field(
            "routes",
            Kind::Map {
                key: &Kind::Destination,
                value: &Kind::Either(&[
                    Kind::Target,
                    Kind::Object(&ROUTE),
                    Kind::List(&Kind::Either(&[Kind::Target, Kind::Object(&ROUTE)])),
                ]),
            },
            "Its routes, from destination to target. A list holds a static route and propagated ones for the same destination.",
        )
        .facts(&["RT-06"]),
        field(
            "propagate",
            Kind::Bool,
            "Whether the virtual private gateway of the VPC propagates what it knows into it.",
        )
        .default("false")
        .facts(&["VGW-04", "RT-22"]),
        tags(),
    ],
};

/// The long form of a route.
pub(in crate::document) static ROUTE: Shape = Shape {
    name: "route",
    doc: "A route in its long form.",
    segment: None,
    fields: &[
        field("target", Kind::Target, "Where it sends packets.").required(),
        field(
            "state",
            Kind::Word(&[
                ("active", "Its target is usable."),
                ("blackhole", "Its target is gone: it matches, and drops."),
            ]),
            "The state that AWS shows.",
        )
        .default("derived from the target")
        .facts(&["RT-30"]),
        field("origin", Kind::Word(ORIGINS), "How it came into the table.")
            .default("static")
            .facts(&["RT-21"]),
    ],
};

const ORIGINS: &[(&str, &str)] = &[
    ("static", "Written by a person or a tool."),
    ("direct-connect", "Propagated from Direct Connect."),
    ("vpn-static", "Propagated from the static routes of a VPN connection."),
    ("vpn-bgp", "Propagated from a VPN connection by BGP."),
    ("route-server", "Advertised by VPC Route Server."),
];

/// A NAT gateway.
pub(in crate::document) static NAT_GATEWAY: Shape = Shape {
    name: "NAT gateway",
    doc: "A NAT gateway: in a subnet, or regional, with zones instead.",
    segment: None,
    fields: &[
        id(),
        field("subnet", Kind::Reference(&[Noun::Subnet]), "The subnet that it stands in.")
            .default("required unless `zones` is given")
            .facts(&["SVC-04"]),
        field("ip", Kind::Address(Family::V4), "Its private address.")
            .default("required unless `zones` is given"),
        field(
            "zones",
            Kind::Map { key: &Kind::Text, value: &Kind::OneOrMany(&Kind::Address(Family::V4)) },
            "Makes it a regional one: the ids of the zones that it serves, each with its Elastic IP addresses there.",
        )
        .facts(&["NAT-11"]),
        field(
            "route_table",
            Kind::Reference(&[Noun::RouteTable]),
            "The route table of a regional one.",
        )
        .default("required if `zones` is given")
        .facts(&["NAT-11"]),
        field("public_ip", Kind::Address(Family::V4), "Its Elastic IP address.")
            .default("required unless `private: true` or `zones` is given")
            .facts(&["NAT-05"]),
        field("private", Kind::Bool, "Whether it is a private NAT gateway.")
            .default("false")
            .facts(&["NAT-06"]),
        field("state", Kind::Word(STATES), "Its state; only an available one forwards.")
            .default("available")
            .facts(&["NAT-12"]),
        tags(),
    ],
};

const STATES: &[(&str, &str)] = &[
    ("pending", "It is being made."),
    ("failed", "It could not be made."),
    ("available", "It is in service."),
    ("deleting", "It is being deleted."),
    ("deleted", "It is deleted."),
];
