//! A topology file, rewritten field by field.
//!
//! The table of fields says where words of the language stand, which stay; everything else is taken
//! apart into addresses, ids and names, so that names match those of the snapshot beside it.

use crate::{
    diagnostic::{Diagnostic, code},
    document::{Entry, FIELDS, Form, Kind, Node, Noun, Shape, Value},
};

use super::words::{Words, is_plain};

/// Words that flows, expectations, rules and targets are made of.
#[rustfmt::skip]
const WORDS: &[&str] = &[
    "->", "-x->", "allow", "anchor", "and", "announces", "any", "arriving", "attachment", "blackhole",
    "carrier_gateway", "core_network", "deleted", "deny",
    "destination", "destination-port", "discard", "echo", "echo-reply", "eigw", "endpoint", "from", "ge", "icmp",
    "icmpv6", "igw", "interface", "internet", "ipv4", "ipv6", "le", "learns", "leaving", "lgw", "lni", "local",
    "main", "mtu", "network-firewall", "none", "not", "only", "onprem", "peering_connection", "over", "primary", "proto",
    "protocol", "router", "service-link", "size", "source", "source-port", "survives", "symmetric",
    "tcp", "to", "translated", "udp", "unreachable", "vgw", "via",
];

/// Fields with texts that say nothing about their owner.
const PLAIN: &[&str] = &["region", "zone", "state", "service", "assume"];
/// Fields with the number of an autonomous system.
const ASNS: &[&str] = &["asn", "peer_asn"];

/// Says what in a topology file cannot be redacted.
pub(super) fn refusals(root: &Node) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    named_files(root, &mut found);
    found
}

fn named_files(node: &Node, found: &mut Vec<Diagnostic>) {
    match &node.value {
        Value::Null | Value::Broken | Value::Scalar { .. } => {}
        Value::List(items) => items.iter().for_each(|item| named_files(item, found)),
        Value::Map(entries) => {
            for entry in entries {
                if matches!(entry.key.as_str(), "include" | "routes_from") {
                    let message = format!("files that `{}` names are not redacted", entry.key);
                    let problem = Diagnostic::new(code::NOT_REDACTED, message, entry.key_span);
                    found.push(problem.help("Name the files as inputs, and take the line out."));
                }
                named_files(&entry.value, found);
            }
        }
    }
}

/// Returns a topology file with everything replaced that must be.
pub(super) fn rewrite(root: &Node, words: &mut Words) -> Node {
    shaped(root, &FIELDS, words)
}

fn shaped(node: &Node, shape: &Shape, words: &mut Words) -> Node {
    let Value::Map(entries) = &node.value else { return loose(node, words) };
    let entries = entries.iter().map(|entry| match shape.field(&entry.key) {
        Some(field) => {
            Entry { value: of(&entry.value, field.name, &field.kind, words), ..entry.clone() }
        }
        None => Entry {
            key: phrase(&entry.key, words),
            key_span: entry.key_span,
            value: loose(&entry.value, words),
        },
    });
    Node::new(node.span, Value::Map(entries.collect()))
}

fn of(node: &Node, field: &str, kind: &Kind, words: &mut Words) -> Node {
    let kinds: &[Kind] = match kind.form() {
        Form::Either(kinds) => kinds,
        Form::Single | Form::List(_) | Form::OneOrMany(_) | Form::Map(..) | Form::Object(_) => {
            std::slice::from_ref(kind)
        }
    };
    let value = match &node.value {
        Value::Null | Value::Broken => Value::Null,
        Value::Scalar { text, quoted } => {
            let image = single(text, field, kinds, words);
            Value::Scalar { quoted: *quoted || image != *text, text: image }
        }
        Value::List(items) => {
            let inner = kinds.iter().find_map(|kind| match kind.form() {
                Form::List(item) | Form::OneOrMany(item) => Some(item),
                Form::Single | Form::Map(..) | Form::Object(_) | Form::Either(_) => None,
            });
            let item = |item: &Node| match inner {
                Some(kind) => of(item, field, kind, words),
                None => loose(item, words),
            };
            Value::List(items.iter().map(item).collect())
        }
        Value::Map(_) => {
            let inner = kinds.iter().find_map(|kind| match kind.form() {
                form @ (Form::Map(..) | Form::Object(_)) => Some(form),
                Form::Single | Form::List(_) | Form::OneOrMany(_) | Form::Either(_) => None,
            });
            return match inner {
                Some(Form::Object(shape)) => shaped(node, shape, words),
                Some(Form::Map(key, value)) => free(node, field, (key, value), words),
                Some(_) | None => loose(node, words),
            };
        }
    };
    Node::new(node.span, value)
}

/// Rewrites a mapping with free keys.
fn free(node: &Node, field: &str, (key, value): (&Kind, &Kind), words: &mut Words) -> Node {
    let entries = node.entries().iter().map(|entry| Entry {
        key: match key {
            Kind::Setting => entry.key.clone(),
            other => single(&entry.key, field, std::slice::from_ref(other), words),
        },
        key_span: entry.key_span,
        value: of(&entry.value, field, value, words),
    });
    Node::new(node.span, Value::Map(entries.collect()))
}

/// Rewrites what no field expects.
fn loose(node: &Node, words: &mut Words) -> Node {
    let value = match &node.value {
        Value::Null | Value::Broken => Value::Null,
        Value::Scalar { text, .. } => Value::Scalar { text: words.text(text), quoted: true },
        Value::List(items) => Value::List(items.iter().map(|item| loose(item, words)).collect()),
        Value::Map(entries) => {
            let entries = entries.iter().map(|entry| Entry {
                key: words.text(&entry.key),
                key_span: entry.key_span,
                value: loose(&entry.value, words),
            });
            Value::Map(entries.collect())
        }
    };
    Node::new(node.span, value)
}

/// Rewrites a single value, which is of one of some kinds.
fn single(text: &str, field: &str, kinds: &[Kind], words: &mut Words) -> String {
    if ASNS.contains(&field)
        && let Some(image) = words.asn(text)
    {
        return image;
    }
    let plain = PLAIN.contains(&field) && is_plain(text);
    if plain || kinds.iter().any(|kind| stays(text, kind)) {
        return text.to_owned();
    }
    match kinds {
        [Kind::Text] => words.text(text),
        [Kind::AsPath | Kind::OneOrMany(Kind::AsPath)] => as_path(text, words),
        [Kind::Community | Kind::OneOrMany(Kind::Community)] => words.community(text),
        _other => phrase(text, words),
    }
}

/// Rewrites the AS numbers of a pattern over AS paths.
fn as_path(text: &str, words: &mut Words) -> String {
    if text.parse::<crate::addr::AsPathPattern>().is_err() {
        return phrase(text, words);
    }
    let mut out = String::new();
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        let (before, from) = rest.split_at(at);
        let end = from.find(|c: char| !c.is_ascii_digit()).unwrap_or(from.len());
        let (number, after) = from.split_at(end);
        out.push_str(before);
        out.push_str(&words.asn(number).unwrap_or_default());
        rest = after;
    }
    out + rest
}

/// Returns whether a text is a word or a number that a kind has.
fn stays(text: &str, kind: &Kind) -> bool {
    match kind {
        Kind::Version | Kind::Setting => true,
        Kind::Bool => matches!(text, "true" | "false"),
        Kind::Integer { .. } => text.bytes().all(|byte| byte.is_ascii_digit()),
        Kind::Word(known) => known.iter().any(|(word, _)| *word == text),
        Kind::OneOrMany(kind) => stays(text, kind),
        Kind::Text
        | Kind::Name
        | Kind::AccountNumber
        | Kind::Prefix(_)
        | Kind::Destination
        | Kind::RouterDestination
        | Kind::Address(_)
        | Kind::InterfaceAddress
        | Kind::Reference(_)
        | Kind::Target
        | Kind::LocalGatewayTarget
        | Kind::TransitGatewayTarget
        | Kind::NextHop
        | Kind::Expectation
        | Kind::SecurityGroupRule(_)
        | Kind::NetworkAclRule(_)
        | Kind::PrefixRange
        | Kind::AsPath
        | Kind::Community
        | Kind::List(_)
        | Kind::Map { .. }
        | Kind::Object(_)
        | Kind::Either(_) => false,
    }
}

/// Rewrites what is made of words, names, ids and addresses.
fn phrase(text: &str, words: &mut Words) -> String {
    let apart = |c: char| c.is_whitespace() || "(),[]{}<>\"'=".contains(c);
    let mut out = String::new();
    for part in text.split_inclusive(apart) {
        let word = part.trim_end_matches(apart);
        let rest = part.get(word.len()..).unwrap_or_default();
        // The heads of arrows are signs too.
        match rest {
            ">" => out.push_str(word),
            _other => out.push_str(&one(word, words)),
        }
        out.push_str(rest);
    }
    out
}

/// Rewrites a part of a phrase.
fn one(word: &str, words: &mut Words) -> String {
    if word.is_empty() || is_word(word) {
        return word.to_owned();
    }
    if let Some(image) = words.address(word) {
        return image;
    }
    if let Some((head, tail)) = word.split_once(':')
        && (is_word(head) || head == "aws-service")
    {
        let tail = if head == "aws-service" { tail.to_owned() } else { one(tail, words) };
        return format!("{head}:{tail}");
    }
    if let Some((head, tail)) = word.split_once('/') {
        let protocol = matches!(head, "tcp" | "udp" | "icmp" | "icmpv6" | "proto" | "any");
        if protocol {
            return word.to_owned();
        }
        if let Some(image) = words.address(tail) {
            return format!("{}/{image}", one(head, words));
        }
    }
    let numbers = word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
    if numbers && word.len() < 12 {
        return word.to_owned();
    }
    let parts =
        word.split('.').map(|part| if is_word(part) { part.to_owned() } else { words.text(part) });
    parts.collect::<Vec<_>>().join(".")
}

/// Returns whether a text is a word of the language.
pub(super) fn is_word(word: &str) -> bool {
    let noun = |noun: &Noun| noun.word().to_lowercase().replace([' ', '-'], "_") == word;
    WORDS.contains(&word) || Noun::ALL.iter().any(noun)
}
