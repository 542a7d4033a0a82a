//! One answer, rewritten value by value.
//!
//! What is not known to be harmless is replaced: an unknown member keeps its name and its form, and
//! nothing that stands in it.

use std::{
    collections::{BTreeMap, BTreeSet},
    net::IpAddr,
};

use crate::{
    addr::{InterfaceAddress, Prefix},
    document::{Entry, Node, Value},
};

use super::{
    address::Role,
    json::is_number,
    members::{Member, member},
    path::is_call,
    words::{Words, is_id, is_plain, is_time},
};

/// How the descriptions begin that AWS gives the interfaces of its services.
const DESCRIPTIONS: &[&str] = &[
    "ELB app/",
    "ELB net/",
    "RDSNetworkInterface",
    "ElastiCache",
    "S3 on Outposts",
    "Amazon S3 on Outposts",
    "Interface for NAT Gateway",
    "VPC Endpoint Interface",
    "Network Interface for Transit Gateway Attachment",
];

/// Where a value stands.
#[derive(Debug, Clone, Copy)]
struct Spot<'a> {
    /// The member that it is the value of, or an item of.
    key: &'a str,
    /// The member around that.
    parent: &'a str,
    /// Whether every member around it is known.
    known: bool,
}

/// Returns an answer with everything replaced that must be.
pub(super) fn rewrite(root: &Node, words: &mut Words) -> Node {
    of(root, Spot { key: "", parent: "", known: true }, words)
}

fn of(node: &Node, spot: Spot<'_>, words: &mut Words) -> Node {
    let value = match &node.value {
        Value::Null | Value::Broken => Value::Null,
        Value::Scalar { text, quoted } => scalar(text, *quoted, spot, words),
        Value::List(items) => Value::List(items.iter().map(|item| of(item, spot, words)).collect()),
        Value::Map(entries) => {
            let entries = entries.iter().map(|entry| Entry {
                key: key(&entry.key, spot, words),
                key_span: entry.key_span,
                value: of(&entry.value, inside(&entry.key, spot), words),
            });
            Value::Map(entries.collect())
        }
    };
    Node::new(node.span, value)
}

/// Returns whether the keys of a mapping are the user's own words: the service `outposts` writes
/// tags as a mapping.
fn holds_own_keys(spot: Spot<'_>) -> bool {
    matches!(spot.key, "Tags" | "TagSet")
}

/// Returns the spot of the value of a key.
fn inside<'a>(key: &'a str, spot: Spot<'a>) -> Spot<'a> {
    let of_list = holds_own_keys(spot) && matches!(key, "Key" | "Value");
    let known = spot.known && member(key).known && (!holds_own_keys(spot) || of_list);
    Spot { key, parent: spot.key, known }
}

/// Returns what stands for a key.
fn key(key: &str, spot: Spot<'_>, words: &mut Words) -> String {
    let member = member(key);
    let form = key.starts_with(|first: char| first.is_ascii_uppercase())
        && key.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && key.len() <= 64;
    let stays = if holds_own_keys(spot) {
        matches!(key, "Name" | "Key" | "Value")
    } else {
        member.known || spot.known && form
    };
    if stays { key.to_owned() } else { words.text(key) }
}

/// Returns what stands for a single value.
fn scalar(text: &str, quoted: bool, spot: Spot<'_>, words: &mut Words) -> Value {
    let mut of = member(spot.key);
    if spot.key == "Name" && spot.parent == "State" {
        of.word = true;
    }
    if !spot.known {
        of = Member { known: false, word: false, number: false, asn: false };
    }
    let bare = !quoted && is_number(text);
    let flag = !quoted && matches!(text, "true" | "false");
    let image = if of.asn { words.asn(text) } else { None };
    let image = image.unwrap_or_else(|| match (flag, bare) {
        (true, _) => text.to_owned(),
        (false, true) if of.number => text.to_owned(),
        (false, true) => words.account(text).unwrap_or_else(|| "0".to_owned()),
        (false, false) => worded(text, of.word, spot.key, words),
    });
    Value::Scalar { text: image, quoted: !(flag || bare) }
}

/// Returns what stands for a text.
fn worded(text: &str, word: bool, key: &str, words: &mut Words) -> String {
    if key == "operation" && is_call(text) {
        return text.to_owned();
    }
    if word && is_plain(text) && !is_id(text) && text.parse::<IpAddr>().is_err() {
        return text.to_owned();
    }
    if key == "Description"
        && let Some(start) = DESCRIPTIONS.iter().find(|start| text.starts_with(**start))
    {
        return format!("{start} {}", words.name(text));
    }
    words.text(text)
}

/// What must be known of all files before anything is replaced.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Prefixes in which some addresses have a role.
    pub(super) roles: BTreeMap<Prefix, Role>,
    /// Points in time, whose order stays.
    pub(super) times: BTreeSet<String>,
}

/// Members and fields with the blocks of what holds them.
const BLOCKS: &[&str] =
    &["CidrBlock", "Ipv6CidrBlock", "PoolCidrs", "cidr", "cidrs", "ipv6_cidr", "ipv6_cidrs"];

/// Notes what must be known of a file, an answer of AWS or a topology file.
pub(super) fn find(node: &Node, found: &mut Found) {
    visit(node, "", None, found);
}

fn visit(node: &Node, key: &str, within: Option<Role>, found: &mut Found) {
    match &node.value {
        Value::Null | Value::Broken => {}
        Value::Scalar { text, .. } => {
            note(text, within.filter(|_| BLOCKS.contains(&key)), found);
            if is_time(text) {
                found.times.insert(text.clone());
            }
        }
        Value::List(items) => {
            for item in items {
                visit(item, key, within, found);
            }
        }
        Value::Map(entries) => {
            for entry in entries {
                let within = match entry.key.as_str() {
                    "Vpcs" | "AccepterVpcInfo" | "RequesterVpcInfo" | "vpcs" => Some(Role::First),
                    "Subnets" | "CoipPools" | "subnets" | "segments" => Some(Role::Ends),
                    _other => within,
                };
                visit(&entry.value, &entry.key, within, found);
            }
        }
    }
}

fn note(text: &str, role: Option<Role>, found: &mut Found) {
    let (prefix, role) = match (text.parse::<Prefix>(), role) {
        (Ok(prefix), Some(role)) => (prefix, role),
        (Ok(_), None) => return,
        // An address with the length of its link: the link has ends.
        (Err(_), _) => match text.parse::<InterfaceAddress>() {
            Ok(link) => (link.prefix, Role::Ends),
            Err(_) => return,
        },
    };
    let noted = found.roles.entry(prefix).or_insert(role);
    *noted = role.max(*noted);
}
