//! BGP on the customer's routers.

use super::{Family, Field, Kind, Noun, Shape, field};

/// The route maps of a site.
pub(super) const fn route_maps() -> Field {
    field(
        "route_maps",
        Kind::Map { key: &Kind::Name, value: &ENTRIES },
        "Its route maps: lists of entries that are tried in order. The first one that matches decides, and what none matches is refused. Neighbors name them as `import` and `export`.",
    )
}

static ENTRIES: Kind = Kind::List(&Kind::Object(&ROUTE_MAP_ENTRY));

/// The BGP of a router or VRF.
pub(super) const fn bgp() -> Field {
    field(
        "bgp",
        Kind::Object(&BGP),
        "How it passes on what it learns. Without it the router announces exactly `announce` to AWS and tells other routers nothing. Needs `asn` (of a VRF, that of its router).",
    )
}

/// The cost of an interface.
pub(super) const fn cost() -> Field {
    field(
        "cost",
        Kind::Integer { min: 1, max: 65_535 },
        "Its cost in the interior routing (such as OSPF or IS-IS) of its AS. Routers of one AS whose interfaces with a cost share a segment tell each other the prefixes of all such interfaces.",
    )
    .default("it takes no part in interior routing")
}

/// Any AS number of a neighbor.
const ANY_ASN: Kind = Kind::Integer { min: 1, max: 4_294_967_294 };

/// One entry of a route map.
pub(in crate::document) static ROUTE_MAP_ENTRY: Shape = Shape {
    name: "route map entry",
    doc: "An entry of a route map. An empty one matches and permits everything.",
    segment: None,
    fields: &[
        field(
            "action",
            Kind::Word(&[("permit", "It passes, changed."), ("deny", "It is refused.")]),
            "What becomes of a route that matches.",
        )
        .default("permit"),
        field("match", Kind::Object(&ROUTE_MAP_MATCH), "What must hold of a route, all of it.")
            .default("every route matches"),
        field("set", Kind::Object(&ROUTE_MAP_SET), "What is changed in a route that passes."),
    ],
};

/// The conditions of an entry.
pub(in crate::document) static ROUTE_MAP_MATCH: Shape = Shape {
    name: "route map match",
    doc: "The conditions of an entry: each one that is written must hold.",
    segment: None,
    fields: &[
        field(
            "prefixes",
            Kind::OneOrMany(&Kind::PrefixRange),
            "The prefix is one of these: `10.0.0.0/8` is exactly that one; with `ge LENGTH`, `le LENGTH` or both, those within it that are at least, or at most, so long.",
        ),
        field(
            "as_path",
            Kind::OneOrMany(&Kind::AsPath),
            "The AS path fits one of these. `^65010_` starts with 65010, `_65020$` was originated by 65020, `_7_` has 7 in it, `^$` is empty; `.` is any AS, `.*` any number of them.",
        ),
        field(
            "communities",
            Kind::OneOrMany(&Kind::Community),
            "It carries one of these communities, such as `65000:100`, `no-export` or `no-advertise`.",
        ),
    ],
};

/// The changes of an entry.
pub(in crate::document) static ROUTE_MAP_SET: Shape = Shape {
    name: "route map change",
    doc: "What an entry changes in a route that passes.",
    segment: None,
    fields: &[
        field(
            "local_preference",
            Kind::Integer { min: 0, max: 4_294_967_295 },
            "The local preference, which the whole AS goes by; 100 without any.",
        ),
        field(
            "med",
            Kind::Integer { min: 0, max: 4_294_967_295 },
            "The multi-exit discriminator, a hint for the neighboring AS.",
        ),
        field(
            "prepend",
            Kind::Integer { min: 1, max: 16 },
            "How often the router's own AS number is put in front of the path once more.",
        ),
        field(
            "add_communities",
            Kind::OneOrMany(&Kind::Community),
            "Communities that it gets in addition.",
        ),
        field(
            "remove_communities",
            Kind::OneOrMany(&Kind::Community),
            "Communities that it loses.",
        ),
        field("next_hop_self", Kind::Bool, "Whether the router puts itself in as next hop.")
            .default("false"),
    ],
};

/// BGP on a router.
pub(in crate::document) static BGP: Shape = Shape {
    name: "BGP configuration",
    doc: "BGP on a router that passes on what it learns. It announces `announce` to its neighbors, and what it learned from others by the rules of BGP.",
    segment: None,
    fields: &[
        field("router_id", Kind::Address(Family::V4), "Its BGP identifier.")
            .default("its highest IPv4 address"),
        field("cluster_id", Kind::Address(Family::V4), "The cluster that it reflects routes for.")
            .default("its identifier"),
        field(
            "multipath",
            Kind::Either(&[Kind::Integer { min: 1, max: 255 }, Kind::Object(&MULTIPATH)]),
            "How many equal paths share the load: a number for all, or a mapping.",
        )
        .default("1"),
        field(
            "always_compare_med",
            Kind::Bool,
            "Whether the MED decides also between paths of different neighboring ASes.",
        )
        .default("false"),
        field(
            "require_policy",
            Kind::Bool,
            "Whether neighbors of other ASes are told, and believed, nothing without a route map (RFC 8212).",
        )
        .default("false"),
        field(
            "redistribute",
            Kind::OneOrMany(&Kind::Word(&[
                ("connected", "The prefixes of its interfaces."),
                ("static", "Its static routes."),
            ])),
            "What it announces beside `announce`: `connected`, the prefixes of its interfaces, or `static`, its static routes, or both.",
        ),
        field(
            "aggregates",
            Kind::Map {
                key: &Kind::Prefix(Family::Any),
                value: &Kind::Word(&[
                    ("summary-only", "Announced instead of the more specific prefixes."),
                    ("with-specifics", "Announced beside the more specific prefixes."),
                ]),
            },
            "The prefixes that it announces while it knows a more specific one, each `summary-only` (instead of the more specific ones) or `with-specifics` (beside them).",
        ),
        field(
            "default",
            Kind::Either(&[
                Kind::Word(&[("always", "Whatever it knows.")]),
                Kind::Object(&DEFAULT_ORIGINATION),
            ]),
            "When it originates 0.0.0.0/0: `always`, or a mapping such as `{ while: 192.0.2.0/24 }`.",
        )
        .default("never"),
        field(
            "neighbors",
            Kind::Map { key: &Kind::Reference(NEIGHBORS), value: &Kind::Object(&NEIGHBOR) },
            "Its neighbors, by name: routers, which must name it in turn, and virtual interfaces, VPN connections or Direct Connect virtual interfaces that have it as their customer device. Those of AWS speak to it in any case; an entry adds what is written there.",
        )
        .facts(&["BGP-01"]),
    ],
};

/// What a router can have as its neighbor.
pub(in crate::document) const NEIGHBORS: &[Noun] = &[
    Noun::Router,
    Noun::Vif,
    Noun::ServiceLinkVif,
    Noun::VpnConnection,
    Noun::DirectConnectInterface,
];

/// The long form of `multipath`.
pub(in crate::document) static MULTIPATH: Shape = Shape {
    name: "BGP multipath",
    doc: "How many equal paths share the load.",
    segment: None,
    fields: &[
        field("ebgp", Kind::Integer { min: 1, max: 255 }, "Paths from other ASes.").default("1"),
        field("ibgp", Kind::Integer { min: 1, max: 255 }, "Paths from the own AS.").default("1"),
        field(
            "relax_as_path",
            Kind::Bool,
            "Whether AS paths need only be of one length, instead of being the same.",
        )
        .default("false"),
    ],
};

/// The long form of `default`.
pub(in crate::document) static DEFAULT_ORIGINATION: Shape = Shape {
    name: "default origination",
    doc: "When a router originates a default route.",
    segment: None,
    fields: &[field(
        "while",
        Kind::Prefix(Family::V4),
        "The prefix, longer than the default route, that it must know.",
    )
    .required()],
};

/// A neighbor.
pub(in crate::document) static NEIGHBOR: Shape = Shape {
    name: "BGP neighbor",
    doc: "A neighbor as the router is configured with it. Nothing has to be written: `core-1: {}` is a neighbor without policies.",
    segment: None,
    fields: &[
        field("asn", ANY_ASN, "The AS number that the router expects.").default("what the neighbor has"),
        field("address", Kind::Address(Family::Any), "The address that the router expects.")
            .default("one of the neighbor on a common segment; without such, one that the interior routing knows"),
        field(
            "import",
            Kind::Reference(&[Noun::RouteMap]),
            "The route map for what the neighbor announces. That of another site is `SITE.NAME`.",
        )
        .default("everything is accepted as it is"),
        field(
            "export",
            Kind::Reference(&[Noun::RouteMap]),
            "The route map for what is announced to the neighbor.",
        )
        .default("everything is announced as it is"),
        field(
            "route_reflector_client",
            Kind::Bool,
            "Whether the router reflects routes for this neighbor of its own AS (RFC 4456).",
        )
        .default("false"),
        field(
            "next_hop_self",
            Kind::Bool,
            "Whether it names itself as next hop also to a neighbor of its own AS.",
        )
        .default("false"),
        field(
            "allowas_in",
            Kind::Integer { min: 0, max: 10 },
            "How often its own AS number may stand in a path that it accepts.",
        )
        .default("0"),
        field(
            "max_prefixes",
            Kind::Integer { min: 1, max: 4_294_967_295 },
            "More prefixes than these take the session down.",
        )
        .default("any number"),
        field(
            "multihop",
            Kind::Bool,
            "Whether a neighbor of another AS need not stand on a common segment. Both ends must say so.",
        )
        .default("false"),
        field(
            "session",
            Kind::Word(&[
                ("up", "Nothing holds it down."),
                ("down", "It is shut down, or assumed failed."),
            ]),
            "Whether the session may come up.",
        )
        .default("up"),
    ],
};
