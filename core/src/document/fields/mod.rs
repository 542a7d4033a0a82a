//! Every field of the topology file, once.
//!
//! This table says what may stand where: names, forms, defaults, the facts behind them. Form
//! checking, lowering, the JSON Schema and the file reference are walks over it, so that they cannot
//! disagree. It never holds code that reads a file, and no rule that needs more than one field.

mod bgp;
mod endpoint;
mod hybrid;
mod instance;
mod noun;
mod outpost;
mod security_group;
mod site;
mod topology;
mod transit_gateway;
mod vpc;

pub(super) use bgp::{
    BGP, DEFAULT_ORIGINATION, MULTIPATH, NEIGHBOR, NEIGHBORS, ROUTE_MAP_ENTRY, ROUTE_MAP_MATCH,
    ROUTE_MAP_SET,
};
pub(super) use endpoint::{ENDPOINT_INTERFACE, VPC_ENDPOINT};
pub(super) use hybrid::{
    DIRECT_CONNECT, DIRECT_CONNECT_GATEWAY, DIRECT_CONNECT_INTERFACE, VIRTUAL_PRIVATE_GATEWAY,
    VPN_CONNECTION,
};
pub(super) use instance::{
    APPLIANCE, DESTINATION_NAT, INSTANCE, INTERFACE, LNI, SERVICE_INTERFACE,
};
pub use noun::Noun;
pub(super) use outpost::{
    COIP_POOL, GROUP_ASSOCIATION, LOCAL_GATEWAY, LOCAL_GATEWAY_ROUTE, LOCAL_GATEWAY_ROUTE_TABLE,
    OUTPOST, SERVICE_LINK, SERVICE_LINK_VIF, VIF, VIF_GROUP, VPC_ASSOCIATION,
};
pub(super) use security_group::{NETWORK_ACL, SECURITY_GROUP};
pub(super) use site::{
    HOST, ROUTER, ROUTER_INTERFACE, ROUTES_FROM, SEGMENT, SITE, SOURCE_NAT, VRF,
};
pub use topology::FIELDS;
pub(super) use topology::{ACCOUNT, GROUP, PEERING_CONNECTION, PREFIX_LIST};
pub(super) use transit_gateway::{
    TRANSIT_GATEWAY, TRANSIT_GATEWAY_ATTACHMENT, TRANSIT_GATEWAY_ROUTE, TRANSIT_GATEWAY_ROUTE_TABLE,
};
pub(super) use vpc::{
    EGRESS_ONLY, INTERNET_GATEWAY, NAT_GATEWAY, PUBLIC_POOL, ROUTE, ROUTE_TABLE, SUBNET, VPC,
};

use crate::query::Side;

/// One kind of mapping with fixed keys.
#[derive(Debug, PartialEq, Eq)]
pub struct Shape {
    /// The noun, in the singular.
    pub name: &'static str,
    /// One or two sentences.
    pub doc: &'static str,
    /// The part of a full name that the thing gets where its key gives none, such as `lgw`.
    pub segment: Option<&'static str>,
    /// Its fields, in the order of the reference.
    pub fields: &'static [Field],
}

/// One key of a shape.
#[derive(Debug, PartialEq, Eq)]
pub struct Field {
    /// The key.
    pub name: &'static str,
    /// One or two sentences.
    pub doc: &'static str,
    /// What it takes.
    pub kind: Kind,
    /// Whether the mapping is wrong without it.
    pub required: bool,
    /// What holds without it, in words; empty if there is nothing to say.
    pub default: &'static str,
    /// The facts that it rests on.
    pub facts: &'static [&'static str],
    /// Whether what several inputs say adds up, where other lists must agree.
    pub adds_up: bool,
}

/// An IP version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    /// IPv4 or IPv6.
    Any,
    /// IPv4.
    V4,
    /// IPv6.
    V6,
}

/// What a field takes.
#[derive(Debug, PartialEq, Eq)]
pub enum Kind {
    /// The version of the format.
    Version,
    /// Any text.
    Text,
    /// A name that the file gives to something.
    Name,
    /// Twelve digits.
    AccountNumber,
    /// `true` or `false`.
    Bool,
    /// A whole number.
    Integer {
        /// The smallest.
        min: u64,
        /// The largest.
        max: u64,
    },
    /// A prefix without host bits.
    Prefix(Family),
    /// The destination of a route: a prefix, or `prefix_list.NAME`. AWS clears host bits.
    Destination,
    /// The destination of a router's route: a prefix.
    RouterDestination,
    /// An address.
    Address(Family),
    /// An address with the length of its link.
    InterfaceAddress,
    /// One of some words, each with its meaning.
    Word(&'static [(&'static str, &'static str)]),
    /// The name or AWS id of something defined elsewhere.
    Reference(&'static [Noun]),
    /// The target of a VPC route.
    Target,
    /// The target of a local gateway route.
    LocalGatewayTarget,
    /// The target of a transit gateway route: an attachment, or nowhere.
    TransitGatewayTarget,
    /// The next hop of a router's route.
    NextHop,
    /// The id of a fact that is a setting.
    Setting,
    /// A line of `expect`.
    Expectation,
    /// A rule of a security group.
    SecurityGroupRule(Side),
    /// A rule of a network ACL.
    NetworkAclRule(Side),
    /// A prefix, perhaps with lengths of more specific ones.
    PrefixRange,
    /// A pattern over AS paths.
    AsPath,
    /// A BGP community.
    Community,
    /// A list.
    List(&'static Kind),
    /// One, or a list.
    OneOrMany(&'static Kind),
    /// A mapping with free keys.
    Map {
        /// What the keys are.
        key: &'static Kind,
        /// What the values are.
        value: &'static Kind,
    },
    /// A mapping with fixed keys.
    Object(&'static Shape),
    /// A short or a long form, told apart by single value, list or mapping.
    Either(&'static [Kind]),
}

/// The form of value that a kind takes: alone, or made of others.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A single value.
    Single,
    /// A list.
    List(&'static Kind),
    /// One, or a list.
    OneOrMany(&'static Kind),
    /// A mapping with free keys.
    Map(&'static Kind, &'static Kind),
    /// A mapping with fixed keys.
    Object(&'static Shape),
    /// One of several.
    Either(&'static [Kind]),
}

impl Kind {
    /// Returns the mapping with fixed keys that it takes, in its long form.
    pub(super) fn shape(&'static self) -> Option<&'static Shape> {
        match self.form() {
            Form::Object(shape) => Some(shape),
            Form::Either(kinds) => kinds.iter().find_map(Self::shape),
            Form::Single | Form::List(_) | Form::OneOrMany(_) | Form::Map(..) => None,
        }
    }

    /// Returns the form of value that it takes.
    #[must_use]
    pub fn form(&self) -> Form {
        match self {
            Self::List(item) => Form::List(item),
            Self::OneOrMany(item) => Form::OneOrMany(item),
            Self::Map { key, value } => Form::Map(key, value),
            Self::Object(shape) => Form::Object(shape),
            Self::Either(kinds) => Form::Either(kinds),
            Self::Version
            | Self::Text
            | Self::Name
            | Self::AccountNumber
            | Self::Bool
            | Self::Integer { .. }
            | Self::Prefix(_)
            | Self::Destination
            | Self::RouterDestination
            | Self::Address(_)
            | Self::InterfaceAddress
            | Self::Word(_)
            | Self::Reference(_)
            | Self::Target
            | Self::LocalGatewayTarget
            | Self::TransitGatewayTarget
            | Self::NextHop
            | Self::Setting
            | Self::Expectation
            | Self::SecurityGroupRule(_)
            | Self::NetworkAclRule(_)
            | Self::PrefixRange
            | Self::AsPath
            | Self::Community => Form::Single,
        }
    }
}

impl Shape {
    /// Returns the field of a name.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<&'static Field> {
        self.fields.iter().find(|field| field.name == name)
    }
}

/// An optional field; the table's own shorthand.
const fn field(name: &'static str, kind: Kind, doc: &'static str) -> Field {
    Field { name, doc, kind, required: false, default: "", facts: &[], adds_up: false }
}

impl Field {
    const fn required(self) -> Self {
        Self { required: true, ..self }
    }

    const fn default(self, default: &'static str) -> Self {
        Self { default, ..self }
    }

    const fn adds_up(self) -> Self {
        Self { adds_up: true, ..self }
    }

    const fn facts(self, facts: &'static [&'static str]) -> Self {
        Self { facts, ..self }
    }
}

/// The AWS id that any object may carry.
const fn id() -> Field {
    field("id", Kind::Text, "The id that AWS gave it. It works wherever the name does.")
}

/// The tags that any object may carry.
const fn tags() -> Field {
    field("tags", Kind::Map { key: &Kind::Text, value: &Kind::Text }, "Tags, as in AWS.")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn visit(shape: &'static Shape, look: &mut impl FnMut(&'static Shape, &'static Field)) {
        for field in shape.fields {
            look(shape, field);
            visit_kind(&field.kind, look);
        }
    }

    fn visit_kind(kind: &'static Kind, look: &mut impl FnMut(&'static Shape, &'static Field)) {
        if let Kind::Object(shape) = kind {
            visit(shape, look);
        } else if let Kind::List(value) | Kind::OneOrMany(value) | Kind::Map { value, .. } = kind {
            visit_kind(value, look);
        } else if let Kind::Either(kinds) = kind {
            kinds.iter().for_each(|kind| visit_kind(kind, look));
        }
    }

    #[test]
    fn every_field_is_told_and_every_fact_exists() {
        visit(&FIELDS, &mut |shape, field| {
            let name = format!("{}.{}", shape.name, field.name);
            assert!(field.doc.ends_with('.'), "{name} is told in sentences");
            assert!(!field.required || field.default.is_empty(), "{name} needs no default");
            for fact in field.facts {
                assert!(crate::facts::fact(fact).is_some(), "{name} cites {fact}");
            }
        });
    }

    #[test]
    fn no_key_stands_twice_in_a_shape() {
        visit(&FIELDS, &mut |shape, field| {
            let same = shape.fields.iter().filter(|other| other.name == field.name);
            assert_eq!(same.count(), 1, "{}.{}", shape.name, field.name);
        });
    }
}
