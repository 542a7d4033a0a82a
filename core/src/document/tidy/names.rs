//! Names where AWS ids stood.

use std::collections::BTreeMap;

use crate::document::{
    check::takes,
    fields::{FIELDS, Form, Kind, Shape},
    tree::{Node, Value},
};

/// What has an AWS id.
#[derive(Clone)]
struct Named {
    noun: &'static str,
    /// The full name of what it stands in; empty at the top.
    container: String,
    /// The name within it.
    local: String,
    /// Whether it is called by what it is, such as `lgw`, not by a key.
    fixed: bool,
}

impl Named {
    fn full(&self) -> String {
        within(&self.container, &self.local)
    }

    /// Returns the name as it may be written within something.
    fn as_seen_from(&self, place: &str) -> String {
        let inside = !self.container.is_empty()
            && place
                .strip_prefix(&self.container)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        if inside && !self.fixed { self.local.clone() } else { self.full() }
    }
}

/// Writes names in place of ids wherever one thing is meant.
pub(super) fn write(root: &mut Node) {
    let mut index = Index::default();
    index.collect(&FIELDS, root, ("", "", false));
    index.0.retain(|_, named| named.is_some());
    index.fields(&FIELDS, root, "");
}

/// Things by AWS id; none where several have one.
#[derive(Default)]
struct Index(BTreeMap<String, Option<Named>>);

fn within(container: &str, name: &str) -> String {
    match (container, name) {
        ("", _) => name.to_owned(),
        (_, "") => container.to_owned(),
        _ => format!("{container}.{name}"),
    }
}

impl Index {
    fn add(&mut self, id: Option<&Node>, named: Named) {
        if let Some(id) = id.and_then(Node::text) {
            let first = !self.0.contains_key(id);
            self.0.insert(id.to_owned(), first.then_some(named));
        }
    }

    fn collect(
        &mut self,
        shape: &'static Shape,
        node: &Node,
        (container, local, fixed): (&str, &str, bool),
    ) {
        let named = |noun| Named { noun, container: container.into(), local: local.into(), fixed };
        if !local.is_empty() {
            self.add(node.get("id"), named(shape.name));
            self.add(node.get("interface_id"), named("network interface"));
        }
        let path = within(container, local);
        for entry in node.entries() {
            let Some(field) = shape.field(&entry.key) else { continue };
            if let Form::Map(Kind::Name, value) = field.kind.form()
                && let Some(inner) = value.shape()
            {
                for thing in entry.value.entries() {
                    self.collect(inner, &thing.value, (&path, &thing.key, false));
                }
            } else if let Some(inner) = field.kind.shape() {
                let segment = inner.segment.unwrap_or_default();
                self.collect(inner, &entry.value, (&path, segment, true));
            }
        }
    }

    fn get(&self, id: &str) -> Option<&Named> {
        self.0.get(id)?.as_ref()
    }

    fn fields(&self, shape: &'static Shape, node: &mut Node, place: &str) {
        let place = within(place, shape.segment.unwrap_or_default());
        let Value::Map(entries) = &mut node.value else { return };
        for entry in entries {
            if let Some(field) = shape.field(&entry.key) {
                self.value(&field.kind, &mut entry.value, &place);
            }
        }
    }

    fn value(&self, kind: &'static Kind, node: &mut Node, place: &str) {
        match kind.form() {
            Form::Object(shape) => self.fields(shape, node, place),
            Form::Map(key, value) => {
                let Value::Map(entries) = &mut node.value else { return };
                for entry in entries {
                    if let Some(name) = self.text(key, &entry.key, place) {
                        entry.key = name;
                    }
                    let named = matches!(key, Kind::Name);
                    let below = if named { within(place, &entry.key) } else { place.to_owned() };
                    self.value(value, &mut entry.value, &below);
                }
            }
            Form::List(item) | Form::OneOrMany(item) => match &mut node.value {
                Value::List(items) => {
                    items.iter_mut().for_each(|node| self.value(item, node, place))
                }
                Value::Scalar { .. } | Value::Map(_) => self.value(item, node, place),
                Value::Null | Value::Broken => {}
            },
            Form::Either(kinds) => {
                if let Some(fitting) = kinds.iter().find(|kind| takes(kind, node)) {
                    self.value(fitting, node, place);
                }
            }
            Form::Single => {
                if let Value::Scalar { text, .. } = &mut node.value
                    && let Some(name) = self.text(kind, text, place)
                {
                    *text = name;
                }
            }
        }
    }

    /// Returns what to write instead of a text, if it has an id in it.
    fn text(&self, kind: &Kind, text: &str, place: &str) -> Option<String> {
        match kind {
            Kind::Reference(_) | Kind::NextHop => Some(self.get(text)?.as_seen_from(place)),
            Kind::Target | Kind::LocalGatewayTarget | Kind::TransitGatewayTarget => {
                match self.get(text) {
                    Some(named) => target(named, place),
                    None => self.behind(text, '.', place),
                }
            }
            Kind::Destination => self.behind(text, '.', place),
            Kind::SecurityGroupRule(_) => {
                let (rule, peer) = text.rsplit_once(' ')?;
                Some(format!("{rule} {}", self.behind(peer, '.', place)?))
            }
            _other => None,
        }
    }

    /// Writes the name of what stands behind a word and a sign, as in `nat_gateway.nat-0abc`.
    fn behind(&self, text: &str, sign: char, place: &str) -> Option<String> {
        let (word, id) = text.split_once(sign)?;
        Some(format!("{word}{sign}{}", self.get(id)?.as_seen_from(place)))
    }
}

/// Returns a thing as the target of a route.
fn target(named: &Named, place: &str) -> Option<String> {
    let own = || named.as_seen_from(place) != named.full() || place.starts_with(&named.container);
    let word = match named.noun {
        "internet gateway" => return own().then(|| "igw".to_owned()),
        "egress-only internet gateway" => return own().then(|| "eigw".to_owned()),
        "virtual private gateway" if own() => return Some("vgw".to_owned()),
        "local gateway" => return Some(named.full()),
        "virtual private gateway" => "virtual_private_gateway",
        "NAT gateway" => "nat_gateway",
        "VPC peering connection" => "peering_connection",
        "instance" => "instance",
        "network interface" => "network_interface",
        "VPC endpoint" => "vpc_endpoint",
        "transit gateway" => "transit_gateway",
        "VIF group" => "vif_group",
        "transit gateway attachment" => "attachment",
        _other => return None,
    };
    Some(format!("{word}.{}", named.as_seen_from(place)))
}
