//! From the draft to a tree: containers around what stands in them, and a name for each.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    document::{Entry, Node},
    text::Span,
};

use super::{
    draft::{Draft, Object},
    gaps,
    kind::Kind,
    part::{entry, map, plain, text},
};

/// The kinds in the order in which a topology has them.
const ORDER: &[Kind] = &[
    Kind::Account,
    Kind::Vpc,
    Kind::InternetGateway,
    Kind::PrivateGateway,
    Kind::EgressOnly,
    Kind::Subnet,
    Kind::RouteTable,
    Kind::SecurityGroup,
    Kind::NetworkAcl,
    Kind::Endpoint,
    Kind::NatGateway,
    Kind::PrefixList,
    Kind::Peering,
    Kind::TransitGateway,
    Kind::Attachment,
    Kind::TransitRouteTable,
    Kind::Vpn,
    Kind::DirectConnectGateway,
    Kind::Outpost,
    Kind::LocalGateway,
    Kind::VifGroup,
    Kind::Vif,
    Kind::LocalRouteTable,
    Kind::CoipPool,
    Kind::Instance,
    Kind::Interface,
    Kind::Site,
];

/// Names that mean something where AWS did not say it.
const RESERVED: &[(Kind, &str, &str)] = &[
    (Kind::RouteTable, "main", "main"),
    (Kind::SecurityGroup, "default", ""),
    (Kind::NetworkAcl, "default", ""),
];

/// An object by kind and id.
type Key = (Kind, String);

/// Returns the topology.
pub(super) fn render(draft: &mut Draft<'_>, span: Span) -> Node {
    gaps::fill(draft);
    let names = names(draft);
    let mut inside: BTreeMap<Option<Key>, BTreeMap<Kind, Vec<String>>> = BTreeMap::new();
    for (kind, id, object) in draft.objects() {
        let container = object.container.clone();
        if container.is_none() && kind.needs_container() {
            continue;
        }
        inside.entry(container).or_default().entry(kind).or_default().push(id.to_owned());
    }
    let rendering = Rendering { draft, names, inside };
    let mut entries = vec![entry("outpath", span, plain(span, 1))];
    entries.extend(rendering.children(None, 0));
    map(span, entries)
}

struct Rendering<'a, 'b> {
    draft: &'a Draft<'b>,
    names: BTreeMap<Key, String>,
    inside: BTreeMap<Option<Key>, BTreeMap<Kind, Vec<String>>>,
}

impl Rendering<'_, '_> {
    /// Returns the sections of what stands in a container.
    fn children(&self, container: Option<&Key>, depth: usize) -> Vec<Entry> {
        // A container in itself cannot be said by AWS, only by a hostile file.
        let Some(found) = self.inside.get(&container.cloned()).filter(|_| depth < 8) else {
            return Vec::new();
        };
        let mut entries = Vec::new();
        for kind in ORDER {
            let Some(ids) = found.get(kind) else { continue };
            let made: Vec<Entry> =
                ids.iter().filter_map(|id| self.object(*kind, id, depth)).collect();
            let Some(first) = made.first().map(|one| one.key_span) else { continue };
            let section = kind.section(container.map(|(kind, _)| *kind));
            if kind.info().single {
                entries
                    .extend(made.into_iter().take(1).map(|one| entry(section, first, one.value)));
            } else {
                let mut made = made;
                made.sort_by(|one, other| one.key.cmp(&other.key));
                entries.push(entry(section, first, map(first, made)));
            }
        }
        entries
    }

    fn object(&self, kind: Kind, id: &str, depth: usize) -> Option<Entry> {
        let object = self.draft.get(kind, id)?;
        let place = object.place()?;
        let key = (kind, id.to_owned());
        let mut entries = Vec::new();
        if !object.without_id {
            entries.push(entry("id", place, text(object.mentioned.unwrap_or(place), id)));
        }
        let tags = object.fields.get("tags");
        let fields = object.fields.iter().filter(|(field, _)| **field != "tags");
        entries.extend(fields.map(|(field, node)| entry(*field, node.span, node.clone())));
        let inside = self.children(Some(&key), depth + 1);
        let written = |one: &Entry| entries.iter().any(|other| other.key == one.key);
        let inside: Vec<Entry> = inside.into_iter().filter(|one| !written(one)).collect();
        entries.extend(inside);
        entries.extend(tags.map(|node| entry("tags", node.span, node.clone())));
        let name = self.names.get(&key).cloned().unwrap_or_else(|| id.to_owned());
        Some(entry(name, place, map(place, entries)))
    }
}

/// Returns what each object is called: as its tag says where that is unique, else by its id.
fn names(draft: &Draft<'_>) -> BTreeMap<Key, String> {
    let ids: BTreeSet<&str> = draft.objects().map(|(_, id, _)| id).collect();
    let mut wishes: BTreeMap<(Option<&Key>, &str, &str), usize> = BTreeMap::new();
    let wish = |kind: Kind, object: &'_ Object<'_>| -> Option<String> {
        let wish = object.wish.clone()?;
        let reserved = RESERVED.iter().any(|(of, name, unless)| {
            *of == kind && *name == wish && !object.fields.contains_key(unless) && !object.named_so
        });
        (!reserved && !ids.contains(wish.as_str())).then_some(wish)
    };
    let all: Vec<(Kind, &str, &Object<'_>, Option<String>)> =
        draft.objects().map(|(kind, id, object)| (kind, id, object, wish(kind, object))).collect();
    for (kind, _, object, wish) in &all {
        if let Some(wish) = wish {
            *wishes.entry((object.container.as_ref(), kind.namespace(), wish)).or_default() += 1;
        }
    }
    let mut names = BTreeMap::new();
    for (kind, id, object, wish) in &all {
        let unique = wish.as_ref().filter(|wish| {
            wishes.get(&(object.container.as_ref(), kind.namespace(), wish.as_str())) == Some(&1)
        });
        let name = unique.cloned().unwrap_or_else(|| (*id).to_owned());
        names.insert((*kind, (*id).to_owned()), name);
    }
    names
}
