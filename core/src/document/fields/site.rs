//! The customer's own network.

use super::{
    Family, Field, Kind, Noun, Shape,
    bgp::{bgp, cost, route_maps},
    field, id, tags,
};

/// A site.
pub(in crate::document) static SITE: Shape = Shape {
    name: "site",
    doc: "A place of the customer's own network.",
    segment: None,
    fields: &[
        id(),
        field(
            "segments",
            Kind::Map { key: &Kind::Name, value: &Kind::Object(&SEGMENT) },
            "Its LAN and WAN segments. Those that only links need may be left out.",
        ),
        field(
            "routers",
            Kind::Map { key: &Kind::Name, value: &Kind::Object(&ROUTER) },
            "Its routers, switches and firewalls.",
        ),
        field("hosts", Kind::Map { key: &Kind::Name, value: &Kind::Object(&HOST) }, "Its hosts."),
        route_maps(),
        tags(),
    ],
};

/// A segment.
pub(in crate::document) static SEGMENT: Shape = Shape {
    name: "LAN segment",
    doc: "A segment: what stands on it can send to each other directly.",
    segment: None,
    fields: &[
        id(),
        field("cidr", Kind::Prefix(Family::Any), "Its prefix.").required(),
        field(
            "next_hop",
            Kind::OneOrMany(&Kind::Reference(&[Noun::Router])),
            "The router that its hosts send to, or several that share the load.",
        ),
        state("Whether it is up."),
        tags(),
    ],
};

/// A router.
pub(in crate::document) static ROUTER: Shape = Shape {
    name: "router",
    doc: "A router, switch or firewall.",
    segment: None,
    fields: &[
        id(),
        field("asn", Kind::Integer { min: 1, max: 4_294_967_294 }, "Its AS number.").facts(&["VIF-09"]),
        field(
            "interfaces",
            Kind::Map { key: &Kind::Name, value: &Kind::Either(&[Kind::InterfaceAddress, Kind::Object(&ROUTER_INTERFACE)]) },
            "Its interfaces, each an address with a length, or a mapping.",
        ),
        field("announce", Kind::List(&Kind::Prefix(Family::Any)), "The prefixes that it announces over every virtual interface and VPN connection that names it, unless that one says otherwise."),
        field(
            "routes",
            Kind::Map { key: &Kind::RouterDestination, value: &Kind::OneOrMany(&Kind::NextHop) },
            "Its static routes, from prefix to next hop: an address, a router, `vpn_connection.NAME`, `internet` or `discard`; or a list of several that share the load.",
        ),
        field(
            "routes_from",
            Kind::Either(&[Kind::Text, Kind::Object(&ROUTES_FROM)]),
            "A file with more of its routes, such as a full table of the internet: a name relative to this file, or a mapping. Each line has a prefix and, after a comma, the next hop.",
        ),
        field("source_nat", Kind::List(&Kind::Object(&SOURCE_NAT)), "Source translation for packets that leave to the internet; the first that applies wins."),
        public(),
        bgp(),
        field("firewall", Kind::Bool, "Whether it filters by rules that the file does not give. A path through it is unknown.").default("false"),
        field(
            "shares_state_with",
            Kind::OneOrMany(&Kind::Reference(&[Noun::Router])),
            "The firewall that it is a cluster with, or several: each knows of the connections of the others. It is enough to write it at one of them.",
        )
        .facts(&["SL-19"]),
        state("Whether it is up. With a router all of its VRFs are down."),
        field(
            "vrfs",
            Kind::Map { key: &Kind::Name, value: &Kind::Object(&VRF) },
            "Its further routing tables (VRFs), each with interfaces of its own. Their names are `SITE.ROUTER.VRF`, and stand wherever a router does; `routes` that name another one of the same router leak between the two.",
        ),
        tags(),
    ],
};

/// Whether a router or a segment works.
const fn state(doc: &'static str) -> Field {
    field(
        "state",
        Kind::Word(&[("up", "It works."), ("down", "It is assumed failed, and carries nothing.")]),
        doc,
    )
    .default("up")
}

const fn public() -> Field {
    field(
        "public",
        Kind::List(&Kind::Prefix(Family::Any)),
        "The public prefixes that the internet sends to it.",
    )
}

/// A VRF.
pub(in crate::document) static VRF: Shape = Shape {
    name: "VRF",
    doc: "A routing table of a router with the interfaces that belong to it. The AS number, and whether it is a firewall, are the router's.",
    segment: None,
    fields: &[
        id(),
        field(
            "interfaces",
            Kind::Map {
                key: &Kind::Name,
                value: &Kind::Either(&[Kind::InterfaceAddress, Kind::Object(&ROUTER_INTERFACE)]),
            },
            "Its interfaces, each an address with a length, or a mapping.",
        ),
        field(
            "announce",
            Kind::List(&Kind::Prefix(Family::Any)),
            "The prefixes that it announces over every virtual interface and VPN connection that names it, unless that one says otherwise.",
        ),
        field(
            "routes",
            Kind::Map { key: &Kind::RouterDestination, value: &Kind::OneOrMany(&Kind::NextHop) },
            "Its static routes, as those of a router.",
        ),
        field(
            "routes_from",
            Kind::Either(&[Kind::Text, Kind::Object(&ROUTES_FROM)]),
            "A file with more of its routes, as that of a router.",
        ),
        field(
            "source_nat",
            Kind::List(&Kind::Object(&SOURCE_NAT)),
            "Source translation for packets that leave to the internet; the first that applies wins.",
        ),
        public(),
        bgp(),
        tags(),
    ],
};

/// The long form of a router's interface.
pub(in crate::document) static ROUTER_INTERFACE: Shape = Shape {
    name: "router interface",
    doc: "An interface of a router in its long form.",
    segment: None,
    fields: &[
        field("address", Kind::InterfaceAddress, "Its address with the length of the link.")
            .required(),
        field(
            "segment",
            Kind::Reference(&[Noun::Segment]),
            "The segment that it stands on. That of another site, such as a WAN, is `SITE.NAME`.",
        )
        .default("the one of this site with its prefix"),
        field("vlan", Kind::Integer { min: 1, max: 4094 }, "The VLAN."),
        field(
            "lacp",
            Kind::Word(&[
                ("fast", "LACP with fast timers, which Outposts need."),
                ("slow", "LACP with slow timers."),
                ("off", "A static bundle, or a link without any."),
            ]),
            "How its links toward an Outpost are bundled. `outpath check` looks at it; packets pass all the same.",
        )
        .default("not said")
        .facts(&["FF-23"]),
        cost(),
    ],
};

/// The long form of `routes_from`.
pub(in crate::document) static ROUTES_FROM: Shape = Shape {
    name: "file of routes",
    doc: "A file of routes in its long form. Empty lines, lines that start with `#` and a first line \
          that starts with `prefix` are skipped. Lines of one prefix share the load; a prefix of \
          `routes` must not stand here again.",
    segment: None,
    fields: &[
        field("file", Kind::Text, "The name of the file, relative to this one.").required(),
        field("next_hop", Kind::NextHop, "The next hop of lines that give none.")
            .default("`internet`"),
    ],
};

/// Source translation.
pub(in crate::document) static SOURCE_NAT: Shape = Shape {
    name: "source translation",
    doc: "A rule of source translation.",
    segment: None,
    fields: &[
        field(
            "from",
            Kind::OneOrMany(&Kind::Prefix(Family::Any)),
            "The sources that it applies to.",
        )
        .default("all private sources"),
        field("to", Kind::Address(Family::Any), "The address that they get.").required(),
    ],
};

/// A host.
pub(in crate::document) static HOST: Shape = Shape {
    name: "host",
    doc: "A host on a segment.",
    segment: None,
    fields: &[
        id(),
        field("ip", Kind::Address(Family::Any), "Its address.").required(),
        field("segment", Kind::Reference(&[Noun::Segment]), "The segment that it stands on.")
            .default("the only one of the site that holds its address"),
        field(
            "next_hop",
            Kind::OneOrMany(&Kind::Reference(&[Noun::Router])),
            "The router that it sends to, or several that share the load.",
        )
        .default("what its segment says"),
        tags(),
    ],
};
