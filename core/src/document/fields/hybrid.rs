//! Virtual private gateways, VPN connections and Direct Connect.

use super::{Family, Field, Kind, Noun, Shape, field, id, tags};

const ASN: Kind = Kind::Integer { min: 1, max: 4_294_967_294 };

/// A virtual private gateway.
pub(in crate::document) static VIRTUAL_PRIVATE_GATEWAY: Shape = Shape {
    name: "virtual private gateway",
    doc: "The virtual private gateway of a VPC.",
    segment: Some("vgw"),
    fields: &[
        id(),
        field("asn", ASN, "The AS number on AWS's side."),
        field("attached", Kind::Bool, "Whether it is attached to the VPC.")
            .default("true")
            .facts(&["RT-30"]),
        field(
            "edge_route_table",
            Kind::Reference(&[Noun::RouteTable]),
            "The gateway route table that decides about what comes in.",
        )
        .default("what comes in follows the local route")
        .facts(&["RT-50"]),
        tags(),
    ],
};

/// A VPN connection.
pub(in crate::document) static VPN_CONNECTION: Shape = Shape {
    name: "VPN connection",
    doc: "A Site-to-Site VPN connection, to a virtual private gateway or by an attachment to a transit gateway.",
    segment: None,
    fields: &[
        id(),
        field(
            "gateway",
            Kind::Reference(&[Noun::VirtualPrivateGateway]),
            "The virtual private gateway that it ends at, as in `shop.vgw`.",
        )
        .default("a transit gateway has an attachment for it"),
        field(
            "customer_gateway",
            Kind::Reference(&[Noun::Router]),
            "The router at the customer's end, as in `campus.edge`.",
        )
        .default("a path out of it is unknown"),
        field(
            "routing",
            Kind::Word(&[
                ("bgp", "By BGP."),
                ("static", "By the prefixes of `routes`; the router needs static routes, too."),
            ]),
            "How it knows what lies behind the customer's end.",
        )
        .default("bgp")
        .facts(&["VGW-01", "TGW-14"]),
        field(
            "routes",
            Kind::List(&Kind::Prefix(Family::Any)),
            "The customer's prefixes, where routing is static and it ends at a virtual private gateway.",
        )
        .facts(&["VGW-02"]),
        field(
            "transport",
            Kind::Word(&[
                ("internet", "The internet."),
                ("direct-connect", "A transit virtual interface, by private addresses."),
            ]),
            "What it runs over.",
        )
        .default("internet")
        .facts(&["TGW-03"]),
        field(
            "state",
            Kind::Word(&[
                ("pending", "It is being made."),
                ("available", "It is in service."),
                ("deleting", "It is being deleted."),
                ("deleted", "It is deleted."),
            ]),
            "Its state; only an available one forwards.",
        )
        .default("available"),
        field(
            "tunnels",
            Kind::List(&Kind::Word(&[("up", "It is up."), ("down", "It is down.")])),
            "Whether each of its tunnels is up. One is enough.",
        )
        .default("two, both up")
        .facts(&["VGW-01"]),
        announce(),
        prepend(),
        med(),
        tags(),
    ],
};

/// A Direct Connect connection.
pub(in crate::document) static DIRECT_CONNECT: Shape = Shape {
    name: "Direct Connect connection",
    doc: "A Direct Connect connection, the physical port, with its virtual interfaces.",
    segment: None,
    fields: &[
        id(),
        field(
            "state",
            Kind::Word(&[("up", "The port is up."), ("down", "The port is down.")]),
            "Whether the port is up.",
        )
        .default("up"),
        field(
            "virtual_interfaces",
            Kind::Map { key: &Kind::Name, value: &Kind::Object(&DIRECT_CONNECT_INTERFACE) },
            "Its virtual interfaces.",
        ),
        tags(),
    ],
};

/// A virtual interface of Direct Connect.
pub(in crate::document) static DIRECT_CONNECT_INTERFACE: Shape = Shape {
    name: "Direct Connect virtual interface",
    doc: "A virtual interface of Direct Connect: one VLAN with a BGP session.",
    segment: None,
    fields: &[
        id(),
        field(
            "type",
            Kind::Word(&[
                ("private", "To a virtual private gateway, or to several by a Direct Connect gateway."),
                ("transit", "To transit gateways, by a Direct Connect gateway."),
                ("public", "To public addresses of AWS. A path that may use it is unknown."),
            ]),
            "What it reaches.",
        )
        .required(),
        field(
            "gateway",
            Kind::Reference(&[Noun::VirtualPrivateGateway, Noun::DirectConnectGateway]),
            "Where it ends on AWS's side; a public one ends nowhere.",
        )
        .default("required unless its type is `public`"),
        field("vlan", Kind::Integer { min: 1, max: 4094 }, "The VLAN."),
        field("local", Kind::InterfaceAddress, "AWS's own address with the length of the link."),
        field("peer", Kind::Reference(&[Noun::Router]), "The router of the customer, as in `campus.edge`.")
            .default("a path out of it is unknown"),
        field("peer_ip", Kind::Address(Family::Any), "The address of the router."),
        field("mtu", Kind::Integer { min: 1500, max: 9001 }, "The largest packet that it takes: 1500, or for jumbo frames 9001 on a private and 8500 on a transit one.")
            .default("1500")
            .facts(&["MTU-08", "MTU-11"]),
        field(
            "state",
            Kind::Word(&[
                ("confirming", "It waits for its owner."),
                ("verifying", "Its public prefixes are being verified."),
                ("pending", "It is being made."),
                ("available", "It is in service."),
                ("down", "Its BGP session is down."),
                ("testing", "It is under a failover test: its BGP session is down."),
                ("deleting", "It is being deleted."),
                ("deleted", "It is deleted."),
                ("rejected", "It was refused."),
            ]),
            "Its state; only an available one forwards.",
        )
        .default("available"),
        field(
            "session",
            Kind::Word(&[
                ("up", "Nothing holds it down."),
                ("down", "It is shut down, or assumed failed."),
            ]),
            "Whether its BGP session may come up.",
        )
        .default("up"),
        announce(),
        prepend(),
        med(),
        field(
            "local_preference",
            Kind::Word(&[
                ("low", "Community 7224:7100."),
                ("medium", "Community 7224:7200."),
                ("high", "Community 7224:7300."),
            ]),
            "How much AWS prefers this way, by the community that the router sets.",
        )
        .default("medium")
        .facts(&["VGW-05"]),
        tags(),
    ],
};

/// A Direct Connect gateway.
pub(in crate::document) static DIRECT_CONNECT_GATEWAY: Shape = Shape {
    name: "Direct Connect gateway",
    doc: "A Direct Connect gateway. Transit gateways attach to it by an attachment of theirs.",
    segment: None,
    fields: &[
        id(),
        field("asn", ASN, "The AS number on AWS's side.").facts(&["DXG-06"]),
        field(
            "associations",
            Kind::Map {
                key: &Kind::Reference(&[Noun::VirtualPrivateGateway]),
                value: &Kind::List(&Kind::Prefix(Family::Any)),
            },
            "The virtual private gateways, each with its allowed prefixes.",
        )
        .facts(&["DXG-01"]),
        tags(),
    ],
};

const fn announce() -> Field {
    field(
        "announce",
        Kind::List(&Kind::Prefix(Family::Any)),
        "The prefixes that the router announces over it.",
    )
    .default("what the router announces")
}

const fn prepend() -> Field {
    field(
        "prepend",
        Kind::Integer { min: 0, max: 100 },
        "How often the router prepends its AS number.",
    )
    .default("0")
    .facts(&["VGW-01", "TGW-03"])
}

const fn med() -> Field {
    field(
        "med",
        Kind::Integer { min: 0, max: 4_294_967_295 },
        "The multi-exit discriminator that the router sets.",
    )
    .default("0 on Direct Connect, 100 on a VPN")
    .facts(&["TGW-03"])
}
