//! The top of the file, and the small sections.

use super::{
    DIRECT_CONNECT, DIRECT_CONNECT_GATEWAY, Family, Field, INSTANCE, Kind, Noun, OUTPOST,
    SERVICE_INTERFACE, SITE, Shape, TRANSIT_GATEWAY, VPC, VPN_CONNECTION, field, id, tags,
};

/// A mapping from names to things of one shape.
const fn named(value: &'static Kind) -> Kind {
    Kind::Map { key: &Kind::Name, value }
}

/// The whole file.
pub static FIELDS: Shape = Shape {
    name: "topology",
    doc: "An AWS Outposts network: VPCs, Outposts, instances and the customer's own network.",
    segment: None,
    fields: &[
        field("outpath", Kind::Version, "The version of this format.").required(),
        field(
            "region",
            Kind::Text,
            "The Region of every VPC and Outpost of this file that gives none.",
        )
        .default("required if any of them gives none"),
        field(
            "account",
            Kind::Reference(&[Noun::Account]),
            "The account of every VPC and Outpost of this file that gives none.",
        ),
        field(
            "block_public_access",
            Kind::Word(super::vpc::BLOCKED),
            "What VPC Block Public Access blocks for every VPC of this file that does not say.",
        )
        .default("off")
        .facts(&["NAT-13"]),
        field(
            "include",
            Kind::List(&Kind::Text),
            "Other files, named relative to this one. Their sections merge with these.",
        )
        .adds_up(),
        field("accounts", named(&Kind::Object(&ACCOUNT)), "The AWS accounts."),
        field("vpcs", named(&Kind::Object(&VPC)), "The VPCs."),
        field("prefix_lists", named(&Kind::Object(&PREFIX_LIST)), "The prefix lists."),
        field(
            "peering_connections",
            named(&Kind::Object(&PEERING_CONNECTION)),
            "The VPC peering connections.",
        ),
        field("transit_gateways", named(&Kind::Object(&TRANSIT_GATEWAY)), "The transit gateways."),
        field(
            "vpn_connections",
            named(&Kind::Object(&VPN_CONNECTION)),
            "The Site-to-Site VPN connections.",
        ),
        field(
            "direct_connect",
            named(&Kind::Object(&DIRECT_CONNECT)),
            "The Direct Connect connections with their virtual interfaces.",
        ),
        field(
            "direct_connect_gateways",
            named(&Kind::Object(&DIRECT_CONNECT_GATEWAY)),
            "The Direct Connect gateways.",
        ),
        field("outposts", named(&Kind::Object(&OUTPOST)), "The Outposts."),
        field(
            "instances",
            named(&Kind::Object(&INSTANCE)),
            "The instances, in the Region and on Outposts.",
        ),
        field(
            "network_interfaces",
            named(&Kind::Object(&SERVICE_INTERFACE)),
            "Network interfaces without an instance, such as those of AWS services.",
        ),
        field("on_premises", named(&Kind::Object(&SITE)), "The customer's own sites."),
        field(
            "groups",
            named(&Kind::List(&Kind::Reference(Noun::ALL))),
            "Named sets of objects, for expectations.",
        ),
        field(
            "assume",
            Kind::Map { key: &Kind::Setting, value: &Kind::Text },
            "What to assume where AWS documents nothing: the id of a fact, and a value.",
        ),
        field(
            "expect",
            Kind::List(&Kind::Expectation),
            "What `outpath check` proves, one line each: `web -> db tcp/5432`, `-x->` for what must not arrive, `plant-1 announces only 10.1.0.0/26`.",
        )
        .adds_up(),
        field(
            "needs_disconnected",
            Kind::List(&Kind::Expectation),
            "Expectations, written as in `expect`, that must hold also while no Outpost has its service link.",
        )
        .facts(&["SL-16"])
        .adds_up(),
    ],
};

/// An account.
pub(in crate::document) static ACCOUNT: Shape = Shape {
    name: "account",
    doc: "An AWS account.",
    segment: None,
    fields: &[field("id", Kind::AccountNumber, "Its twelve digits."), tags()],
};

/// A prefix list.
pub(in crate::document) static PREFIX_LIST: Shape = Shape {
    name: "prefix list",
    doc: "A customer-managed or AWS-managed prefix list.",
    segment: None,
    fields: &[
        id(),
        field("entries", Kind::List(&Kind::Prefix(Family::Any)), "Its CIDRs.").required(),
        field(
            "service",
            Kind::Text,
            "The AWS service that answers to its addresses, such as `s3`; flows name it as `aws-service:s3`.",
        )
        .default("that of the gateway endpoints with this list"),
        field(
            "max_entries",
            Kind::Integer { min: 1, max: 1_000_000 },
            "How many entries it may have; that, not what it has, counts where it is used.",
        )
        .facts(&["Q-10"]),
        tags(),
    ],
};

/// A peering connection.
pub(in crate::document) static PEERING_CONNECTION: Shape = Shape {
    name: "VPC peering connection",
    doc: "A peering connection between two VPCs.",
    segment: None,
    fields: &[
        id(),
        field("vpcs", Kind::List(&Kind::Reference(&[Noun::Vpc])), "The two VPCs, in any order.")
            .required()
            .facts(&["PCX-02"]),
        state(),
        tags(),
    ],
};

const fn state() -> Field {
    const STATES: &[(&str, &str)] = &[
        ("initiating-request", "It is being requested."),
        ("pending-acceptance", "It waits to be accepted."),
        ("provisioning", "It is being made."),
        ("active", "It is in service."),
        ("failed", "It could not be made."),
        ("expired", "It was not accepted in time."),
        ("rejected", "It was refused."),
        ("deleting", "It is being deleted."),
        ("deleted", "It is deleted."),
    ];
    field("state", Kind::Word(STATES), "Its state; only an active one forwards.")
        .default("active")
        .facts(&["PCX-01"])
}

/// A group, which is a list and has no fields.
pub(in crate::document) static GROUP: Shape =
    Shape { name: "group", doc: "A named set of objects.", segment: None, fields: &[] };
