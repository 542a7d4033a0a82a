//! Outposts and their local gateways.

use super::{Family, Field, Kind, Noun, Shape, field, id, tags};

const ANY_ASN: Kind = Kind::Integer { min: 1, max: 4_294_967_294 };

/// An Outpost.
pub(in crate::document) static OUTPOST: Shape = Shape {
    name: "Outpost",
    doc: "An Outpost.",
    segment: None,
    fields: &[
        id(),
        field(
            "form",
            Kind::Word(&[
                ("rack", "Racks, with a local gateway."),
                ("server", "A server, without one."),
            ]),
            "Its form.",
        )
        .default("rack")
        .facts(&["FF-06"]),
        field("generation", Kind::Integer { min: 1, max: 2 }, "The generation of its racks.")
            .default("1"),
        field(
            "zone",
            Kind::Text,
            "The id of the Availability Zone that it is anchored to, such as `usw2-az1`.",
        )
        .required()
        .facts(&["FF-01"]),
        field("region", Kind::Text, "The Region that its zone lies in.")
            .default("the file's `region`"),
        field("account", Kind::Reference(&[Noun::Account]), "The account that owns it.")
            .default("the file's `account`"),
        field(
            "site",
            Kind::Reference(&[Noun::Site]),
            "The site of `on_premises` that it stands at.",
        ),
        field(
            "backup_of",
            Kind::OneOrMany(&Kind::Reference(&[Noun::Outpost])),
            "The Outpost that it is meant to take over from, or several. `outpath check` looks whether one failure takes both.",
        )
        .facts(&["FF-27"]),
        field("service_link", Kind::Object(&SERVICE_LINK), "Its service link.").facts(&["SL-01"]),
        field(
            "local_gateway",
            Kind::Object(&LOCAL_GATEWAY),
            "Its local gateway; a server has none.",
        )
        .facts(&["LGW-01", "FF-06"]),
        tags(),
    ],
};

/// A service link.
pub(in crate::document) static SERVICE_LINK: Shape = Shape {
    name: "service link",
    doc: "The service link of an Outpost.",
    segment: Some("service-link"),
    fields: &[
        field(
            "connectivity",
            Kind::Word(&[
                ("public", "Over public addresses."),
                ("private", "Over Direct Connect to a VPC."),
            ]),
            "How it reaches its anchors.",
        )
        .facts(&["SL-02"]),
        field("block", Kind::OneOrMany(&Kind::Prefix(Family::V4)), "The infrastructure blocks.")
            .facts(&["Q-13"]),
        field(
            "vifs",
            Kind::Map { key: &Kind::Name, value: &Kind::Object(&SERVICE_LINK_VIF) },
            "Its virtual interfaces. With them and `anchors`, its way through the customer's network decides whether it is up.",
        )
        .facts(&["SL-11"]),
        field(
            "anchors",
            Kind::OneOrMany(&Kind::Address(Family::V4)),
            "The addresses of its anchors: public ones of the Region, or those of a VPC behind Direct Connect. `OUTPOST.anchor` names the first one in flows.",
        )
        .facts(&["SL-01", "SL-03", "SL-04"]),
        field(
            "state",
            Kind::Word(&[("up", "It is up."), ("down", "It is down.")]),
            "Whether it is up; one whose described way is broken is down all the same.",
        )
        .default("up"),
        field(
            "resolver",
            Kind::Word(&[
                ("region", "The resolver in the Region, over the service link."),
                ("local", "Route 53 on Outposts, which goes on with what it has seen."),
            ]),
            "Who resolves names for its instances. It shows as a note in answers.",
        )
        .facts(&["SL-18", "SVC-12"]),
    ],
};

/// Whether AWS asks to avoid a virtual interface.
const fn maintenance() -> Field {
    field(
        "maintenance",
        Kind::Bool,
        "Whether the Outpost network device behind it is in maintenance: it then announces with an AS path of length 4, which asks the customer's network to take another way.",
    )
    .default("false")
    .facts(&["BGP-07"])
}

/// A virtual interface of a service link.
pub(in crate::document) static SERVICE_LINK_VIF: Shape = Shape {
    name: "service link virtual interface",
    doc: "A virtual interface of a service link: one VLAN toward the customer's network.",
    segment: None,
    fields: &[
        id(),
        field("vlan", Kind::Integer { min: 1, max: 4094 }, "The VLAN.").facts(&["SL-11"]),
        field(
            "local",
            Kind::InterfaceAddress,
            "The Outpost's own address with the length of the link.",
        )
        .required(),
        field("asn", ANY_ASN, "The AS number on the Outpost's side.").facts(&["VIF-08"]),
        field("peer", Kind::Reference(&[Noun::Router]), "The customer's router at the other end."),
        field("peer_ip", Kind::Address(Family::V4), "The address of the customer's router.")
            .default("that of its interface on this link"),
        field("peer_asn", ANY_ASN, "The AS number that the Outpost expects there."),
        field(
            "announce",
            Kind::List(&Kind::Prefix(Family::V4)),
            "The prefixes that the router announces over it.",
        )
        .default("what the router announces"),
        field(
            "half",
            Kind::Prefix(Family::V4),
            "The half of the block that its network device announces with the shorter AS path, on a first-generation rack.",
        )
        .default("both halves alike")
        .facts(&["SL-12"]),
        field(
            "session",
            Kind::Word(&[
                ("up", "Nothing holds it down."),
                ("down", "It is shut down, or assumed failed."),
            ]),
            "Whether its BGP session may come up.",
        )
        .default("up"),
        field(
            "lag",
            Kind::Text,
            "The LAG that it runs on. Those of the local gateway on the same LAG share its network device.",
        )
        .default("the name of the virtual interface"),
        maintenance(),
        tags(),
    ],
};

/// A local gateway.
pub(in crate::document) static LOCAL_GATEWAY: Shape = Shape {
    name: "local gateway",
    doc: "The local gateway of a rack. Its name is `OUTPOST.lgw`.",
    segment: Some("lgw"),
    fields: &[
        id(),
        field(
            "vif_groups",
            Kind::Map { key: &Kind::Name, value: &Kind::Object(&VIF_GROUP) },
            "Its VIF groups.",
        ),
        field(
            "route_tables",
            Kind::Map { key: &Kind::Name, value: &Kind::Object(&LOCAL_GATEWAY_ROUTE_TABLE) },
            "Its route tables.",
        ),
        tags(),
    ],
};

/// A VIF group.
pub(in crate::document) static VIF_GROUP: Shape = Shape {
    name: "VIF group",
    doc: "A group of virtual interfaces, one for each LAG.",
    segment: None,
    fields: &[
        id(),
        field("asn", ANY_ASN, "The AS number on the Outpost's side, a private one.")
            .facts(&["VIF-01", "VIF-08"]),
        field("state", Kind::Word(GROUP_STATES), "Its state.")
            .default("available")
            .facts(&["VIF-07"]),
        field(
            "vifs",
            Kind::Map { key: &Kind::Name, value: &Kind::Object(&VIF) },
            "Its virtual interfaces.",
        )
        .facts(&["VIF-04"]),
        tags(),
    ],
};

const GROUP_STATES: &[(&str, &str)] = &[
    ("pending", "It is being made."),
    ("incomplete", "It has too few virtual interfaces."),
    ("available", "It is in service."),
    ("deleting", "It is being deleted."),
    ("deleted", "It is deleted."),
];

/// A virtual interface.
pub(in crate::document) static VIF: Shape = Shape {
    name: "virtual interface",
    doc: "A virtual interface: one VLAN on one LAG.",
    segment: None,
    fields: &[
        id(),
        field("vlan", Kind::Integer { min: 1, max: 4094 }, "The VLAN.").facts(&["VIF-02"]),
        field(
            "local",
            Kind::InterfaceAddress,
            "The Outpost's own address with the length of the link.",
        )
        .required()
        .facts(&["VIF-01"]),
        field("peer", Kind::Reference(&[Noun::Router]), "The customer's router at the other end."),
        field("peer_ip", Kind::Address(Family::V4), "The address of the customer's router.")
            .default("that of its interface on this link"),
        field("peer_asn", ANY_ASN, "The AS number that the Outpost expects there.")
            .facts(&["VIF-01"]),
        field("lag", Kind::Text, "The LAG that it runs on.")
            .default("the name of the virtual interface"),
        field("state", Kind::Word(VIF_STATES), "Its state; only an available one carries traffic.")
            .default("available")
            .facts(&["VIF-07"]),
        field(
            "session",
            Kind::Word(&[
                ("up", "Nothing holds it down."),
                ("down", "It is shut down, or assumed failed."),
            ]),
            "Whether its BGP session may come up.",
        )
        .default("up"),
        maintenance(),
        tags(),
    ],
};

const VIF_STATES: &[(&str, &str)] = &[
    ("pending", "It is being made."),
    ("available", "It is in service."),
    ("deleting", "It is being deleted."),
    ("deleted", "It is deleted."),
];

/// A local gateway route table.
pub(in crate::document) static LOCAL_GATEWAY_ROUTE_TABLE: Shape = Shape {
    name: "local gateway route table",
    doc: "A local gateway route table. Propagated routes are not written.",
    segment: None,
    fields: &[
        id(),
        field("mode", Kind::Word(MODES), "Its mode, fixed for its life.")
            .default("direct-vpc-routing")
            .facts(&["LGW-03", "LGW-33"]),
        field("state", Kind::Text, "The state that AWS shows. It is recorded only.")
            .facts(&["LGW-30"]),
        field(
            "vif_group",
            Kind::Either(&[Kind::Reference(&[Noun::VifGroup]), Kind::Object(&GROUP_ASSOCIATION)]),
            "The VIF group: a name, or a mapping.",
        )
        .facts(&["RD-01"]),
        field(
            "vpcs",
            Kind::Either(&[
                Kind::List(&Kind::Reference(&[Noun::Vpc])),
                Kind::Map {
                    key: &Kind::Reference(&[Noun::Vpc]),
                    value: &Kind::Object(&VPC_ASSOCIATION),
                },
            ]),
            "The associated VPCs: a list, or a mapping.",
        )
        .facts(&["LGW-07", "LGW-09"]),
        field(
            "coip_pools",
            Kind::Map {
                key: &Kind::Name,
                value: &Kind::Either(&[
                    Kind::List(&Kind::Prefix(Family::V4)),
                    Kind::Object(&COIP_POOL),
                ]),
            },
            "Its CoIP pools, each a list of CIDRs or a mapping.",
        )
        .facts(&["COIP-01"]),
        field(
            "routes",
            Kind::Map {
                key: &Kind::Destination,
                value: &Kind::Either(&[
                    Kind::LocalGatewayTarget,
                    Kind::Object(&LOCAL_GATEWAY_ROUTE),
                ]),
            },
            "Its static routes, from destination to target.",
        )
        .facts(&["LGR-03"]),
        field(
            "shared_with",
            Kind::List(&Kind::Reference(&[Noun::Account])),
            "The accounts that it is shared with.",
        )
        .facts(&["LGW-13"]),
        tags(),
    ],
};

const MODES: &[(&str, &str)] = &[
    ("direct-vpc-routing", "Private addresses end to end."),
    ("coip", "Customer-owned addresses, translated at the local gateway."),
    ("unknown", "The inventory does not say."),
];

const ASSOCIATION_STATES: &[(&str, &str)] = &[
    ("associating", "It is being made."),
    ("associated", "It is in force."),
    ("disassociating", "It is being removed."),
    ("disassociated", "It is removed."),
];

/// The long form of a local gateway route.
pub(in crate::document) static LOCAL_GATEWAY_ROUTE: Shape = Shape {
    name: "local gateway route",
    doc: "A local gateway route in its long form.",
    segment: None,
    fields: &[
        field("target", Kind::LocalGatewayTarget, "Where it sends packets.").required(),
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

/// The long form of `vif_group`.
pub(in crate::document) static GROUP_ASSOCIATION: Shape = Shape {
    name: "VIF group association",
    doc: "The association of a VIF group: a routing domain.",
    segment: None,
    fields: &[
        field("group", Kind::Reference(&[Noun::VifGroup]), "The VIF group.").required(),
        field("state", Kind::Word(ASSOCIATION_STATES), "Its state.")
            .default("associated")
            .facts(&["LGW-23"]),
    ],
};

/// The long form of an item of `vpcs`.
pub(in crate::document) static VPC_ASSOCIATION: Shape = Shape {
    name: "VPC association",
    doc: "The association of a VPC.",
    segment: None,
    fields: &[field("state", Kind::Word(ASSOCIATION_STATES), "Its state.")
        .default("associated")
        .facts(&["LGW-23"])],
};

/// The long form of a CoIP pool.
pub(in crate::document) static COIP_POOL: Shape = Shape {
    name: "CoIP pool",
    doc: "A pool of customer-owned IP addresses.",
    segment: None,
    fields: &[
        id(),
        field(
            "cidrs",
            Kind::List(&Kind::Prefix(Family::V4)),
            "Its CIDR blocks, none longer than /26.",
        )
        .required()
        .facts(&["Q-03"]),
        field(
            "shared_with",
            Kind::List(&Kind::Reference(&[Noun::Account])),
            "The accounts that it is shared with.",
        )
        .facts(&["COIP-21"]),
        tags(),
    ],
};
