//! What may be typed at a place of a topology file.
//!
//! The keys and words come from the table of fields, the names from what the files describe: after
//! `route_table:` stand the tables of this VPC, in its routes the gateways that it has.

mod describe;
mod find;
mod lines;
mod spell;
mod targets;
#[cfg(test)]
mod tests;
mod values;
mod view;

use super::{
    cursor::{Cursor, Slot, Step},
    fields::{FIELDS, Field, Form, Kind, Shape},
    format::scalar::{self, Spot},
    tree::Syntax,
};
use crate::model::Model;

pub(super) use describe::{describe, noun};
pub(super) use find::find;
pub use spell::spelled;
pub(super) use view::View;

/// What may stand at a place.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Completion {
    /// The first byte of what an option replaces.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// The options, the likeliest first.
    pub options: Vec<Offer>,
}

/// One thing that may stand there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// What a person reads and types.
    pub label: String,
    /// A few words about it; may be empty.
    pub detail: String,
    /// Sentences about it; may be empty.
    pub doc: String,
    /// What comes into the text.
    pub insert: String,
    /// What it is.
    pub kind: OfferKind,
}

/// What an option is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum OfferKind {
    /// A key of the format.
    Field,
    /// A word or value of the format.
    Value,
    /// The name of something in these files.
    Name,
}

impl OfferKind {
    /// Returns the word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Field => "field",
            Self::Value => "value",
            Self::Name => "name",
        }
    }
}

impl Offer {
    fn new(kind: OfferKind, label: impl Into<String>) -> Self {
        let label = label.into();
        let (detail, doc) = (String::new(), String::new());
        Self { insert: label.clone(), label, detail, doc, kind }
    }

    fn value(label: impl Into<String>, doc: impl Into<String>) -> Self {
        Self { doc: doc.into(), ..Self::new(OfferKind::Value, label) }
    }

    fn name(label: impl Into<String>, detail: impl Into<String>) -> Self {
        Self { detail: detail.into(), ..Self::new(OfferKind::Name, label) }
    }
}

/// What a path leads to: a kind of value, and the field that it belongs to.
#[derive(Debug, Clone, Copy)]
pub(super) struct Spec {
    pub(super) kind: &'static Kind,
    pub(super) owner: Option<(&'static Shape, &'static Field)>,
}

/// Returns what a path leads to; several where a value has several forms.
pub(super) fn specs(path: &[Step]) -> Vec<Spec> {
    static FILE: Kind = Kind::Object(&FIELDS);
    let mut found = vec![Spec { kind: &FILE, owner: None }];
    for step in path {
        let inner = |spec: &Spec| {
            let Spec { kind, owner } = *spec;
            match (kind.form(), step) {
                (Form::Object(shape), Step::Key(key)) => {
                    let field = shape.field(key)?;
                    Some(Spec { kind: &field.kind, owner: Some((shape, field)) })
                }
                (Form::Map(_, value), Step::Key(_)) => Some(Spec { kind: value, owner }),
                (Form::List(item) | Form::OneOrMany(item), Step::Item) => {
                    Some(Spec { kind: item, owner })
                }
                _other => None,
            }
        };
        found = found.iter().filter_map(inner).flat_map(forms).collect();
    }
    found
}

/// Returns the forms of a value that has several.
fn forms(spec: Spec) -> Vec<Spec> {
    match spec.kind.form() {
        Form::Either(kinds) => kinds.iter().flat_map(|kind| forms(Spec { kind, ..spec })).collect(),
        Form::Single | Form::List(_) | Form::OneOrMany(_) | Form::Map(..) | Form::Object(_) => {
            vec![spec]
        }
    }
}

/// Returns what may stand at a byte of a text, given what the files describe.
#[must_use]
pub fn complete(model: &Model, text: &str, syntax: Syntax, at: usize) -> Completion {
    let Some(cursor) = Cursor::at(text, at) else { return Completion::default() };
    let view = View { model, cursor: &cursor };
    let specs = specs(&cursor.path);
    let writer = Writer { cursor: &cursor, text, syntax };
    let word = cursor.word.clone();
    let typed = text.get(word.start..at.clamp(word.start, word.end)).unwrap_or_default();
    if let Some((from, offers)) = specs.iter().find_map(|spec| lines::offers(&view, spec, typed)) {
        let start = word.start + from;
        let rest = text.get(at.max(start)..word.end).unwrap_or_default();
        let length = rest.find(' ').unwrap_or(rest.len());
        let options = offers.into_iter().map(|offer| writer.line(offer, from > 0)).collect();
        return Completion { start, end: at.max(start) + length, options };
    }
    let mut options = Vec::new();
    let done = typed.ends_with(' ') && !typed.trim().is_empty();
    let (keys, values) = match cursor.slot {
        Slot::Key => (true, false),
        Slot::Value => (false, true),
        Slot::Open => (true, true),
    };
    for spec in specs.iter().filter(|_| !done) {
        if keys {
            options.extend(writer.keys(&view, spec));
        }
        if values {
            options.extend(writer.values(&view, spec));
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    options.retain(|offer| seen.insert(offer.label.clone()));
    Completion { start: word.start, end: writer.end(), options }
}

/// Returns the notation that a text is, or is going to be, written in.
#[must_use]
pub fn notation(name: &str, text: &str) -> Syntax {
    let json = name.to_ascii_lowercase().ends_with(".json");
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if json || text.starts_with(['{', '[']) { Syntax::Json } else { Syntax::Yaml }
}

/// Writes options as the text around the place is written.
struct Writer<'a> {
    cursor: &'a Cursor,
    text: &'a str,
    syntax: Syntax,
}

impl Writer<'_> {
    /// Returns where the replaced text ends: a key in quotes takes its closing one with it.
    fn end(&self) -> usize {
        let end = self.cursor.word.end;
        let closes = self.text.get(end..).is_some_and(|rest| rest.starts_with(['"', '\'']));
        let key = matches!(self.cursor.slot, Slot::Key) && !self.cursor.colon;
        if self.cursor.quoted && closes && key { end + 1 } else { end }
    }

    /// Returns what is there already and not being replaced.
    fn has(&self, key: &str) -> bool {
        let word = self.text.get(self.cursor.word.clone()).unwrap_or_default();
        key != word && self.cursor.here.iter().any(|(other, _)| other == key)
    }

    fn keys(&self, view: &View<'_>, spec: &Spec) -> Vec<Offer> {
        // The items of a list that has not begun are mappings behind a dash.
        let kind = match spec.kind.form() {
            Form::List(item)
                if self.cursor.dash && self.cursor.path.last() != Some(&Step::Item) =>
            {
                item
            }
            _itself => spec.kind,
        };
        match kind.form() {
            Form::Object(shape) => self.fields(shape),
            Form::Map(key, value) => {
                let offers = values::offers(view, &Spec { kind: key, ..*spec });
                let fresh = offers.into_iter().filter(|offer| !self.has(&offer.label));
                fresh.map(|offer| self.key(offer, value)).collect()
            }
            Form::Single | Form::List(_) | Form::OneOrMany(_) | Form::Either(_) => Vec::new(),
        }
    }

    fn fields(&self, shape: &'static Shape) -> Vec<Offer> {
        let (required, others): (Vec<&Field>, Vec<&Field>) =
            shape.fields.iter().partition(|field| field.required);
        let fresh = required.into_iter().chain(others).filter(|field| !self.has(field.name));
        let offer = |field: &Field| {
            let detail = match (field.required, field.default) {
                (true, _) => "required".to_owned(),
                (false, "") => String::new(),
                (false, default) => format!("without it: {default}"),
            };
            let doc = field.doc.to_owned();
            let offer = Offer { detail, doc, ..Offer::new(OfferKind::Field, field.name) };
            self.key(offer, &field.kind)
        };
        fresh.map(offer).collect()
    }

    /// Writes a key with its colon, and the beginning of what it takes.
    fn key(&self, offer: Offer, kind: &Kind) -> Offer {
        let Cursor { quoted, colon, indent, .. } = *self.cursor;
        let spot = if indent.is_some() { Spot::Name } else { Spot::NameInBrackets };
        let name = &offer.label;
        let has_colon = colon && self.cursor.slot == Slot::Key;
        let colon = if has_colon { "" } else { ":" };
        let insert = match self.syntax {
            _ if quoted && has_colon => name.clone(),
            Syntax::Json if quoted => format!("{name}\"{colon} "),
            Syntax::Yaml if quoted => format!("{name}{}{colon} ", self.quote()),
            Syntax::Json if has_colon => scalar::in_json_quotes(name),
            Syntax::Json => format!("{}: ", scalar::in_json_quotes(name)),
            Syntax::Yaml if has_colon => scalar::name(name, spot),
            Syntax::Yaml => {
                let below = indent.map(|indent| "\n".to_owned() + &" ".repeat(indent + 2));
                let after = match (kind.form(), below) {
                    (Form::Object(_) | Form::Map(..), Some(below)) => below,
                    (Form::List(Kind::Expectation | Kind::Object(_)), Some(below)) => below + "- ",
                    _short => " ".to_owned(),
                };
                format!("{}{}:{after}", self.lead(), scalar::name(name, spot))
            }
        };
        Offer { insert, ..offer }
    }

    fn quote(&self) -> &str {
        let start = self.cursor.word.start;
        self.text.get(start.saturating_sub(1)..start).unwrap_or("\"")
    }

    /// Returns what must stand before an entry or value: the dash of an item, or a space.
    fn lead(&self) -> &'static str {
        match (self.cursor.dash, self.cursor.path.last(), self.cursor.colon) {
            (true, Some(Step::Item), _) => "- ",
            (_, _, true) if self.cursor.slot != Slot::Key => " ",
            _other => "",
        }
    }

    fn values(&self, view: &View<'_>, spec: &Spec) -> Vec<Offer> {
        let below = self.cursor.dash && self.cursor.path.last() != Some(&Step::Item);
        let (kind, dash) = match spec.kind.form() {
            Form::List(item) | Form::OneOrMany(item) if below => (item, "- "),
            Form::OneOrMany(item) => (item, ""),
            Form::Single if !below => (spec.kind, ""),
            _other => return Vec::new(),
        };
        let offers = values::offers(view, &Spec { kind, ..*spec });
        let word = self.text.get(self.cursor.word.clone()).unwrap_or_default();
        let taken = |offer: &Offer| {
            let same = |said: &&(String, Option<String>)| said.1.as_deref() == Some(&offer.label);
            let items = self.cursor.here.iter().filter(|said| said.0.is_empty());
            offer.label != word && { items }.any(|said| same(&said))
        };
        let fresh = offers.into_iter().filter(|offer| !taken(offer));
        fresh.map(|offer| self.single(offer, dash)).collect()
    }

    /// Writes a single value.
    fn single(&self, offer: Offer, dash: &str) -> Offer {
        let plain = matches!(offer.label.as_str(), "true" | "false")
            || offer.label.bytes().all(|byte| byte.is_ascii_digit());
        let spot = if self.cursor.indent.is_some() { Spot::Value } else { Spot::Brackets };
        let text = match self.syntax {
            _ if self.cursor.quoted => offer.insert,
            Syntax::Json if plain => offer.insert,
            Syntax::Json => scalar::in_json_quotes(&offer.insert),
            Syntax::Yaml => scalar::value(&offer.insert, false, spot),
        };
        Offer { insert: format!("{}{dash}{text}", self.lead()), ..offer }
    }

    /// Writes a word of a line, which is a value made of several.
    fn line(&self, offer: Offer, goes_on: bool) -> Offer {
        if goes_on || self.cursor.quoted {
            return offer;
        }
        let below = self.cursor.dash && self.cursor.path.last() != Some(&Step::Item);
        let quote = if self.syntax == Syntax::Json { "\"" } else { "" };
        let dash = if below { "- " } else { "" };
        Offer { insert: format!("{}{dash}{quote}{}{quote}", self.lead(), offer.insert), ..offer }
    }
}
