//! One answer, rewritten value by value.
//!
//! What is not known to be harmless is replaced: an unknown member keeps its name and its form, and
//! nothing that stands in it.

use std::{collections::BTreeMap, net::IpAddr};

use crate::{
    addr::{InterfaceAddress, Prefix},
    document::{Node, Value},
};

use super::{
    address::Role,
    members::{Member, member},
    words::{Words, is_id, is_plain},
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

/// Writes an answer as JSON with everything replaced that must be.
pub(super) fn rewrite(root: &Node, words: &mut Words) -> String {
    let mut out = String::new();
    write(root, Spot { key: "", parent: "", known: true }, 0, words, &mut out);
    out.push('\n');
    out
}

fn write(node: &Node, spot: Spot<'_>, depth: usize, words: &mut Words, out: &mut String) {
    let line = |out: &mut String, depth: usize| {
        out.push('\n');
        out.extend(std::iter::repeat_n("    ", depth));
    };
    match &node.value {
        Value::Null | Value::Broken => out.push_str("null"),
        Value::Scalar { text, quoted } => out.push_str(&scalar(text, *quoted, spot, words)),
        Value::List(items) => {
            out.push('[');
            for (at, item) in items.iter().enumerate() {
                out.push_str(if at == 0 { "" } else { "," });
                line(out, depth + 1);
                write(item, spot, depth + 1, words, out);
            }
            if !items.is_empty() {
                line(out, depth);
            }
            out.push(']');
        }
        Value::Map(entries) => {
            out.push('{');
            for (at, entry) in entries.iter().enumerate() {
                out.push_str(if at == 0 { "" } else { "," });
                line(out, depth + 1);
                out.push_str(&quoted(&key(&entry.key, spot, words)));
                out.push_str(": ");
                write(&entry.value, inside(&entry.key, spot), depth + 1, words, out);
            }
            if !entries.is_empty() {
                line(out, depth);
            }
            out.push('}');
        }
    }
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

/// Returns what stands for a single value, as JSON.
fn scalar(text: &str, is_quoted: bool, spot: Spot<'_>, words: &mut Words) -> String {
    let mut of = member(spot.key);
    if spot.key == "Name" && spot.parent == "State" {
        of.word = true;
    }
    if !spot.known {
        of = Member { known: false, word: false, number: false, asn: false };
    }
    if !is_quoted && matches!(text, "true" | "false") {
        return text.to_owned();
    }
    let bare = !is_quoted && serde_json::from_str::<serde_json::Number>(text).is_ok();
    let image = if of.asn { words.asn(text) } else { None };
    match image {
        Some(image) if bare => image,
        Some(image) => quoted(&image),
        None if bare && of.number => text.to_owned(),
        None if bare => words.account(text).unwrap_or_else(|| "0".to_owned()),
        None => quoted(&worded(text, of.word, spot.key, words)),
    }
}

/// Returns what stands for a text.
fn worded(text: &str, word: bool, key: &str, words: &mut Words) -> String {
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

fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// Notes every prefix in which some addresses have a role.
pub(super) fn roles(node: &Node, roles: &mut BTreeMap<Prefix, Role>) {
    visit(node, "", None, roles);
}

fn visit(node: &Node, key: &str, within: Option<Role>, roles: &mut BTreeMap<Prefix, Role>) {
    match &node.value {
        Value::Null | Value::Broken => {}
        Value::Scalar { text, .. } => {
            let block = matches!(key, "CidrBlock" | "Ipv6CidrBlock" | "PoolCidrs");
            note(text, within.filter(|_| block), roles);
        }
        Value::List(items) => {
            for item in items {
                visit(item, key, within, roles);
            }
        }
        Value::Map(entries) => {
            for entry in entries {
                let within = match entry.key.as_str() {
                    "Vpcs" | "AccepterVpcInfo" | "RequesterVpcInfo" => Some(Role::First),
                    "Subnets" | "CoipPools" => Some(Role::Ends),
                    _other => within,
                };
                visit(&entry.value, &entry.key, within, roles);
            }
        }
    }
}

fn note(text: &str, role: Option<Role>, roles: &mut BTreeMap<Prefix, Role>) {
    let found = match (text.parse::<Prefix>(), role) {
        (Ok(prefix), Some(role)) => (prefix, role),
        (Ok(_), None) => return,
        // An address with the length of its link: the link has ends.
        (Err(_), _) => match text.parse::<InterfaceAddress>() {
            Ok(link) => (link.prefix, Role::Ends),
            Err(_) => return,
        },
    };
    let noted = roles.entry(found.0).or_insert(found.1);
    *noted = found.1.max(*noted);
}
