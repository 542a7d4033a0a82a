//! What the answers say, object by object, until all of them are read.
//!
//! Answers come in any order, from several accounts, and speak of each other's objects. So an object
//! exists from its first mention on, is described by whichever call describes it, and what two answers
//! say differently of it is a conflict with both places.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    diagnostic::{Code, Diagnostic, code},
    document::{Node, Value, is_name},
    text::{Span, Spanned},
};

use super::{
    call::{Page, Scope},
    kind::Kind,
    part::{Part, text},
    route_tables::Learned,
};

/// One object of the network.
#[derive(Debug, Default)]
pub(super) struct Object<'a> {
    /// The item that describes it, with where it was asked for.
    pub(super) described: Option<(Part<'a>, Scope)>,
    /// Where it is named first.
    pub(super) mentioned: Option<Span>,
    /// What it stands in.
    pub(super) container: Option<(Kind, String)>,
    /// What it would like to be called.
    pub(super) wish: Option<String>,
    /// Whether it may have a name that means something, such as `default`.
    pub(super) named_so: bool,
    /// Its fields in the topology.
    pub(super) fields: BTreeMap<&'static str, Node>,
    /// Whether it has no AWS id: it follows from others.
    pub(super) without_id: bool,
    /// Whether another object has its fields, so that it is not written itself.
    pub(super) merged: bool,
}

impl Object<'_> {
    /// Returns the place that stands for it.
    pub(super) fn place(&self) -> Option<Span> {
        let described = self.described.as_ref().map(|(part, _)| part.span());
        described.or(self.mentioned)
    }

    /// Returns the text of a field.
    pub(super) fn text(&self, field: &str) -> Option<Spanned<&str>> {
        let node = self.fields.get(field)?;
        Some(Spanned { value: node.text()?, span: node.span })
    }
}

/// Everything that the answers say.
#[derive(Debug, Default)]
pub(super) struct Draft<'a> {
    objects: BTreeMap<(Kind, String), Object<'a>>,
    /// What to tell the user.
    pub(super) problems: Vec<Diagnostic>,
    /// The calls that were answered, with where they were asked.
    pub(super) answered: BTreeSet<(&'static str, Scope)>,
    /// Items that only make sense once everything is read, by call.
    kept: BTreeMap<&'static str, Vec<(Page<'a>, Part<'a>)>>,
    /// The ids of zones by their names, account by account.
    pub(super) zones: BTreeMap<(Option<String>, String), String>,
    /// The interfaces by VPC and address, once they are made.
    pub(super) addresses: BTreeMap<(String, String), String>,
    /// The VPCs of groups that rules refer to, as far as the rules say.
    pub(super) referred: BTreeMap<String, (String, Span)>,
    /// The blocks that peering connections show of VPCs.
    pub(super) peer_blocks: BTreeMap<String, Node>,
    /// The prefix lists of the routes that lead to gateway endpoints.
    pub(super) endpoint_lists: BTreeMap<String, (String, Span)>,
    /// Answers about one object without any item, by call.
    pub(super) empty: Vec<(&'static str, String, Span)>,
    /// The Outposts that have LAGs to show.
    pub(super) with_lags: BTreeMap<String, Span>,
    /// What virtual private gateways know by their VPN connections.
    pub(super) learned: BTreeMap<String, Learned>,
    /// What VPN connections must have brought, by their ids.
    pub(super) announced: BTreeMap<String, Vec<(String, Span)>>,
    /// What may or may not be in force.
    pub(super) doubted: BTreeSet<(Kind, String)>,
    /// What was said once already.
    said: BTreeSet<String>,
}

impl<'a> Draft<'a> {
    /// Returns an id that can name an object, or says why it cannot.
    pub(super) fn id<'p>(&mut self, part: Part<'p>, member: &str) -> Option<Spanned<&'p str>> {
        let found = part.text(member)?;
        self.usable(found).then_some(found)
    }

    /// Returns whether a text can be an id.
    pub(super) fn usable(&mut self, id: Spanned<&str>) -> bool {
        let fine = is_name(id.value) && id.value.len() <= 128;
        if !fine {
            let message = "this is no id of AWS".to_owned();
            self.report(code::SNAPSHOT_VALUE, message, id.span, |found| {
                found.because("An id holds letters, digits and hyphens; what it names is left out.")
            });
        }
        fine
    }

    /// Notes that an object is described here; returns its id if it is the one to be read.
    pub(super) fn describe(
        &mut self,
        kind: Kind,
        page: &Page<'a>,
        part: Part<'a>,
    ) -> Option<&'a str> {
        let id = self.id(part, page.reader.id)?;
        self.describe_as(kind, id, page, part);
        Some(id.value)
    }

    /// Notes that an object of this id is described here.
    pub(super) fn describe_as(
        &mut self,
        kind: Kind,
        id: Spanned<&str>,
        page: &Page<'a>,
        part: Part<'a>,
    ) {
        let object = self.mention(kind, id);
        if object.described.is_none() {
            object.described = Some((part, page.scope.clone()));
        }
        let name = name_tag(part);
        let tags = tags(part);
        if object.wish.is_none() {
            object.wish = name;
        }
        if let Some(tags) = tags {
            object.fields.entry("tags").or_insert(tags);
        }
    }

    /// Returns an object, new or old.
    pub(super) fn mention(&mut self, kind: Kind, id: Spanned<&str>) -> &mut Object<'a> {
        let object = self.objects.entry((kind, id.value.to_owned())).or_default();
        object.mentioned.get_or_insert(id.span);
        object
    }

    /// Mentions an object and what it stands in.
    pub(super) fn place(
        &mut self,
        kind: Kind,
        id: Spanned<&str>,
        container: (Kind, Spanned<&str>),
    ) {
        if !self.usable(id) || !self.usable(container.1) {
            return;
        }
        self.mention(container.0, container.1);
        let object = self.mention(kind, id);
        let own = (container.0, container.1.value.to_owned());
        match &object.container {
            None => object.container = Some(own),
            Some(earlier) if *earlier != own => {
                let place = object.place().unwrap_or(id.span);
                let message = format!(
                    "{} `{}` stands in `{}` here and in `{}` there",
                    kind.info().noun,
                    id.value,
                    own.1,
                    earlier.1
                );
                self.conflict(message, container.1.span, place);
            }
            Some(_) => {}
        }
    }

    /// Returns an object that is named somewhere.
    pub(super) fn get(&self, kind: Kind, id: &str) -> Option<&Object<'a>> {
        self.objects.get(&(kind, id.to_owned()))
    }

    pub(super) fn get_mut(&mut self, kind: Kind, id: &str) -> Option<&mut Object<'a>> {
        self.objects.get_mut(&(kind, id.to_owned()))
    }

    /// Returns whether some answer describes an object.
    pub(super) fn is_described(&self, kind: Kind, id: &str) -> bool {
        self.get(kind, id).is_some_and(|object| object.described.is_some())
    }

    /// Returns the ids of a kind, in order.
    pub(super) fn ids(&self, kind: Kind) -> Vec<String> {
        self.all(kind).map(|(id, _)| id.to_owned()).collect()
    }

    /// Returns the objects of a kind, in the order of their ids.
    pub(super) fn all(&self, kind: Kind) -> impl Iterator<Item = (&str, &Object<'a>)> {
        let of = self.objects.range((kind, String::new())..);
        let of = of.take_while(move |((other, _), _)| *other == kind);
        of.map(|((_, id), object)| (id.as_str(), object))
    }

    /// Returns every object that is written.
    pub(super) fn objects(&self) -> impl Iterator<Item = (Kind, &str, &Object<'a>)> {
        let live = self.objects.iter().filter(|(_, object)| !object.merged);
        live.map(|((kind, id), object)| (*kind, id.as_str(), object))
    }

    /// Gives an object a field. Another value than before is a conflict, and the first one stays.
    pub(super) fn set(&mut self, kind: Kind, id: Spanned<&str>, field: &'static str, value: Node) {
        let object = self.mention(kind, id);
        match object.fields.get(field) {
            None => {
                object.fields.insert(field, value);
            }
            Some(earlier) if earlier.says_same_as(&value) || is_broken(&value) => {}
            Some(earlier) if is_broken(earlier) => {
                object.fields.insert(field, value);
            }
            Some(earlier) => {
                let place = earlier.span;
                let message = format!(
                    "two answers differ about `{field}` of {} `{}`",
                    kind.info().noun,
                    id.value
                );
                self.conflict(message, value.span, place);
            }
        }
    }

    /// Gives an object a field, whatever it had.
    pub(super) fn put(&mut self, kind: Kind, id: &str, field: &'static str, value: Node) {
        if let Some(object) = self.objects.get_mut(&(kind, id.to_owned())) {
            object.fields.insert(field, value);
        }
    }

    /// Gives an object a field if it has none yet.
    pub(super) fn put_if_absent(&mut self, kind: Kind, id: &str, field: &'static str, value: Node) {
        if let Some(object) = self.objects.get_mut(&(kind, id.to_owned())) {
            object.fields.entry(field).or_insert(value);
        }
    }

    /// Returns the objects of a kind whose ids begin so.
    pub(super) fn beginning<'b>(
        &'b self,
        kind: Kind,
        start: &'b str,
    ) -> impl Iterator<Item = (&'b str, &'b Object<'a>)> {
        let of = self.objects.range((kind, start.to_owned())..);
        let of = of.take_while(move |((other, id), _)| *other == kind && id.starts_with(start));
        of.map(|((_, id), object)| (id.as_str(), object))
    }

    /// Returns the interfaces by VPC and address.
    pub(super) fn interfaces_by_address(&self) -> BTreeMap<(String, String), String> {
        let mut found = BTreeMap::new();
        for (id, one) in self.all(Kind::Interface).filter(|(_, one)| !one.without_id) {
            let subnet = one.text("subnet").and_then(|id| self.get(Kind::Subnet, id.value));
            let Some((_, vpc)) = subnet.and_then(|subnet| subnet.container.clone()) else {
                continue;
            };
            for address in ["ip", "ipv6"].iter().filter_map(|field| one.text(field)) {
                found.insert((vpc.clone(), address.value.to_owned()), id.to_owned());
            }
        }
        found
    }

    /// Returns the interface endpoint that each interface belongs to.
    pub(super) fn endpoints_of_interfaces(&self) -> BTreeMap<String, String> {
        let mut found = BTreeMap::new();
        for (id, endpoint) in self.all(Kind::Endpoint) {
            let Some((part, _)) = &endpoint.described else { continue };
            if endpoint.text("type").is_some_and(|kind| kind.value == "interface") {
                let own = part.texts("NetworkInterfaceIds");
                found.extend(own.map(|interface| (interface.value.to_owned(), id.to_owned())));
            }
        }
        found
    }

    /// Notes that nobody can tell whether an object is in force.
    pub(super) fn doubt(&mut self, kind: Kind, id: Spanned<&str>) {
        self.doubted.insert((kind, id.value.to_owned()));
    }

    /// Keeps an item until everything is read.
    pub(super) fn keep(&mut self, what: &'static str, page: &Page<'a>, part: Part<'a>) {
        self.kept.entry(what).or_default().push((page.clone(), part));
    }

    /// Returns what was kept.
    pub(super) fn take(&mut self, what: &str) -> Vec<(Page<'a>, Part<'a>)> {
        self.kept.remove(what).unwrap_or_default()
    }

    /// Returns the objects that an answer of a call is about, and says nothing of.
    pub(super) fn empty_answers(&self, operation: &str) -> Vec<(String, Span)> {
        let of = self.empty.iter().filter(|(call, _, _)| *call == operation);
        of.map(|(_, about, span)| (about.clone(), *span)).collect()
    }

    /// Reports a problem.
    pub(super) fn report(
        &mut self,
        code: &'static Code,
        message: String,
        place: Span,
        more: impl FnOnce(Diagnostic) -> Diagnostic,
    ) {
        self.problems.push(more(Diagnostic::new(code, message, place)));
    }

    /// Reports something once, however often it occurs.
    pub(super) fn report_once(
        &mut self,
        code: &'static Code,
        message: String,
        place: Span,
        more: impl FnOnce(Diagnostic) -> Diagnostic,
    ) {
        if self.said.insert(message.clone()) {
            self.report(code, message, place, more);
        }
    }

    /// Reports that two places differ. The first one is the object's own, which is incomplete.
    fn conflict(&mut self, message: String, place: Span, earlier: Span) {
        self.report_once(code::SNAPSHOT_CONFLICT, message, earlier, |found| {
            found.related(place, "said otherwise here").because(
                "Answers of several accounts or moments are one network only if they agree.",
            )
        });
    }
}

/// Returns whether nobody knows a value.
pub(super) fn is_broken(node: &Node) -> bool {
    matches!(node.value, Value::Broken)
}

/// Returns the tags of an item, whichever way its service writes them.
fn all_tags(part: Part<'_>) -> Vec<(Spanned<&str>, Spanned<&str>)> {
    let member = if part.get("TagSet").is_some() { "TagSet" } else { "Tags" };
    let pairs = part.parts(member).filter_map(|tag| {
        let key = tag.text("Key")?;
        let empty = Spanned { value: "", span: key.span };
        Some((key, tag.text("Value").unwrap_or(empty)))
    });
    let map = part.get(member).map_or(&[][..], |tags| tags.node.entries());
    let map = map.iter().filter_map(|entry| {
        let key = Spanned { value: entry.key.as_str(), span: entry.key_span };
        Some((key, Spanned { value: entry.value.text()?, span: entry.value.span }))
    });
    pairs.chain(map).collect()
}

/// Returns the name that tags give, if it can be one.
pub(super) fn name_tag(part: Part<'_>) -> Option<String> {
    let found = all_tags(part).into_iter().find(|(key, _)| key.value == "Name")?;
    legal(found.1.value)
}

/// Returns a name as one that can stand in a flow, with dashes for what cannot, if it can be one.
pub(in crate::import) fn legal(name: &str) -> Option<String> {
    let plain = |one: char| is_name(one.encode_utf8(&mut [0; 4]));
    let parts = name.split(|one| !plain(one)).filter(|part| !part.is_empty());
    let name = parts.collect::<Vec<_>>().join("-");
    (is_name(&name) && name.len() <= 128).then_some(name)
}

/// Returns the tags as a mapping.
fn tags(part: Part<'_>) -> Option<Node> {
    let mut seen = BTreeSet::new();
    let mut entries = Vec::new();
    let mut all = all_tags(part);
    all.sort_by_key(|(key, _)| key.value);
    for (key, value) in all {
        if seen.insert(key.value) {
            let value = text(value.span, value.value);
            entries.push(super::part::entry(key.value, key.span, value));
        }
    }
    let span = part.span();
    (!entries.is_empty()).then(|| super::part::map(span, entries))
}
