//! What a word of a topology file means: a field, a value, the name of something.

use std::ops::Range;

use super::{
    complete::{Spec, View, describe, find, specs},
    cursor::{Cursor, Slot},
    fields::{Field, Form, Kind, Shape},
    lower::Lowered,
    reference::takes,
    source_map::Origin,
};
use crate::{
    facts::{fact, setting},
    model::{Field as Part, Model, ObjectId},
    text::{FileId, Sources},
};

/// What a word means.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hover {
    /// The first byte of the word.
    pub start: usize,
    /// One past its last byte.
    pub end: usize,
    /// The word with what it is, as plain text.
    pub title: String,
    /// More about it, as Markdown; may be empty.
    pub markdown: String,
}

/// Returns what the word at a byte of a text means, if that is known.
#[must_use]
pub fn hover(lowered: &Lowered, sources: &Sources, file: FileId, at: usize) -> Option<Hover> {
    let text = sources.get(file)?.text.as_str();
    let cursor = Cursor::at(text, at)?;
    let word = text.get(cursor.word.clone())?;
    let place = cursor.word.start..cursor.word.start + word.trim_end().len();
    let asked = Asked { lowered, sources, file, cursor: &cursor, word: word.trim_end() };
    if asked.word.is_empty() || at > place.end {
        return None;
    }
    let (title, markdown) = specs(&cursor.path).iter().find_map(|spec| match cursor.slot {
        Slot::Key => asked.key(spec, &place),
        Slot::Value | Slot::Open => asked.value(spec, spec.kind),
    })?;
    Some(Hover { start: place.start, end: place.end, title, markdown })
}

/// A word, and all that may tell of it.
struct Asked<'a> {
    lowered: &'a Lowered,
    sources: &'a Sources,
    file: FileId,
    cursor: &'a Cursor,
    word: &'a str,
}

type Told = (String, String);

impl Asked<'_> {
    fn view(&self) -> View<'_> {
        View { model: &self.lowered.model, cursor: self.cursor }
    }

    fn key(&self, spec: &Spec, place: &Range<usize>) -> Option<Told> {
        match spec.kind.form() {
            Form::Object(shape) => shape.field(self.word).map(|field| told(shape, field)),
            Form::Map(Kind::Name, value) => self.defined(value, place),
            Form::Map(key, _) => self.value(spec, key),
            Form::Single | Form::List(_) | Form::OneOrMany(_) | Form::Either(_) => None,
        }
    }

    /// Tells of the thing that a key gives a name to.
    fn defined(&self, value: &Kind, place: &Range<usize>) -> Option<Told> {
        let start = place.start - usize::from(self.cursor.quoted);
        let here = |origin: &Origin| match origin {
            Origin::Text(span) => span.file == self.file && span.start as usize == start,
            Origin::Resource { .. } => false,
        };
        let whole = self.lowered.source_map.iter().filter(|(key, _)| key.field == Part::Whole);
        let mut made = whole.filter(|(_, origin)| here(origin)).map(|(key, _)| key.object);
        // An instance stands for its primary interface.
        let first = made.next();
        let object = match first {
            Some(ObjectId::NetworkInterface(_)) => made.next().or(first),
            Some(_) | None => first,
        };
        match object {
            Some(object) => Some(self.object(object)),
            None => {
                let shape = shape(value)?;
                Some((format!("{} {}", shape.name, self.word), shape.doc.to_owned()))
            }
        }
    }

    fn value(&self, spec: &Spec, kind: &'static Kind) -> Option<Told> {
        match kind {
            Kind::Word(words) => {
                let (word, doc) = words.iter().find(|(word, _)| *word == self.word)?;
                Some(((*word).to_owned(), (*doc).to_owned()))
            }
            Kind::Setting => {
                let (setting, fact) = (setting(self.word)?, fact(self.word)?);
                let values = setting.values.iter();
                let values = values.map(|(value, meaning)| format!("- `{value}`: {meaning}\n"));
                let default = format!("Without it: `{}`.", setting.default);
                let list: String = values.collect();
                Some((self.word.to_owned(), format!("{}\n\n{list}\n{default}", fact.text)))
            }
            Kind::Text if spec.owner.is_some_and(|(_, field)| field.name == "assume") => {
                let meaning = setting(self.cursor.key(1)?)?.meaning(self.word)?;
                Some((self.word.to_owned(), format!("It is assumed that {meaning}.")))
            }
            Kind::OneOrMany(item) => self.value(spec, item),
            _other => find(&self.view(), kind, self.word).map(|object| self.object(object)),
        }
    }

    /// Tells what an object is, and where it is defined.
    fn object(&self, object: ObjectId) -> Told {
        let model: &Model = &self.lowered.model;
        let identity = model.identity(object);
        let mut lines = vec![capital(&describe(model, object))];
        lines.extend(identity.aws_id.as_ref().map(|id| format!("AWS id `{id}`")));
        let place = self.lowered.source_map.head(object, &identity.name);
        lines.extend(place.map(|place| {
            let position = self.sources.position(place);
            format!("Defined in {}, line {}", position.file, position.line)
        }));
        let mut markdown = lines.iter().map(|line| format!("{line}.\n\n")).collect::<String>();
        if model.incomplete.contains(&object) {
            markdown.push_str("It has an error: a path that needs it is unknown.\n");
        }
        (format!("{} {}", model.noun(object), identity.name), markdown.trim_end().to_owned())
    }
}

/// Returns the shape of a thing that has a name, in its long form.
fn shape(kind: &Kind) -> Option<&'static Shape> {
    match kind.form() {
        Form::Object(shape) => Some(shape),
        Form::Either(kinds) => kinds.iter().find_map(shape),
        Form::Single | Form::List(_) | Form::OneOrMany(_) | Form::Map(..) => None,
    }
}

/// Tells of a field: what it means, what it takes, what holds without it, and why.
fn told(shape: &Shape, field: &Field) -> Told {
    let mut markdown = format!("{}\n\nTakes {}.", field.doc, takes(&field.kind));
    match (field.required, field.default) {
        (true, _) => markdown.push_str(" It is required."),
        (false, "") => {}
        (false, default) => markdown.push_str(&format!(" Without it: {default}.")),
    }
    if let Kind::Word(words) = field.kind {
        markdown.push('\n');
        for (word, doc) in words {
            markdown.push_str(&format!("\n- `{word}`: {doc}"));
        }
    }
    for fact in field.facts.iter().filter_map(|id| fact(id)) {
        markdown.push_str(&format!("\n\n{}: {} ({})", fact.id, fact.text, fact.mark.words()));
    }
    (format!("{} of {}", field.name, super::check::with_article(shape.name)), markdown)
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or(String::new(), |first| first.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{lower, read_bytes};

    const TOPOLOGY: &str =
        include_str!("../../../topologies/ra-01-direct-vpc-routing/topology.yaml");

    /// Returns what is said at the second character of a part of the topology.
    fn said(part: &str) -> Option<(String, String)> {
        let at = TOPOLOGY.find(part).unwrap() + 1;
        let mut sources = Sources::default();
        let (document, _) = read_bytes(&mut sources, "a.yaml", TOPOLOGY.as_bytes());
        let lowered = lower(&[document]);
        let found = hover(&lowered, &sources, FileId(0), at)?;
        assert!(found.start < at && at <= found.end);
        Some((found.title, found.markdown))
    }

    fn title(part: &str) -> String {
        said(part).map_or_else(|| "nothing".to_owned(), |(title, _)| title)
    }

    #[test]
    fn a_field_tells_what_it_takes_and_why() {
        let (title, markdown) = said("mode: direct").unwrap();
        assert_eq!(title, "mode of a local gateway route table");
        assert!(
            markdown.starts_with("Its mode, fixed for its life.\n\nTakes `direct-vpc-routing`")
        );
        assert!(markdown.contains("Without it: direct-vpc-routing."), "{markdown}");
        assert!(markdown.contains("\n- `coip`: Customer-owned"), "{markdown}");
        assert!(markdown.contains("\n\nLGW-03: "), "{markdown}");
        assert!(markdown.contains("(documented by AWS)"), "{markdown}");
    }

    #[test]
    fn a_word_and_a_name_tell_what_they_mean() {
        let word = said("direct-vpc-routing\n").unwrap();
        assert_eq!(word.1, "Private addresses end to end.");
        let (subnet, markdown) = said("rack, ip: 10.0.3.112").unwrap();
        assert_eq!(subnet, "subnet shop.rack");
        let told = "Subnet, 10.0.3.0/24 on plant-1.\n\nDefined in a.yaml, line 14.";
        assert_eq!(markdown, told);
        assert_eq!(title_of("route_table: rack }", 13), "route table shop.rack");
        assert_eq!(title("igw\n"), "internet gateway shop.igw");
        assert_eq!(title("lgw  # any"), "local gateway plant-1.lgw");
        assert_eq!(title("vif_group.main }"), "VIF group plant-1.lgw.main");
        assert_eq!(title("cnd-1, cnd-2]"), "router campus.cnd-1");
        assert_eq!(title("campus.cnd-2"), "router campus.cnd-2");
        assert_eq!(title("web: {"), "instance web");
        assert_eq!(title("main:\n"), "VIF group plant-1.lgw.main");
        assert_eq!(title("ond-2:\n"), "virtual interface plant-1.lgw.main.ond-2");
    }

    fn title_of(part: &str, shift: usize) -> String {
        let at = TOPOLOGY.find(part).unwrap() + shift;
        title(TOPOLOGY.get(at..).unwrap())
    }

    #[test]
    fn what_says_nothing_of_itself_is_left_alone() {
        assert_eq!(title("web -> db"), "nothing");
        assert_eq!(title("10.0.3.112"), "nothing");
        assert_eq!(title("# A table"), "nothing");
        assert_eq!(title("    subnets"), "nothing");
    }

    #[test]
    fn every_place_has_an_answer() {
        let mut sources = Sources::default();
        let (document, _) = read_bytes(&mut sources, "a.yaml", TOPOLOGY.as_bytes());
        let lowered = lower(&[document]);
        let found = |at| hover(&lowered, &sources, FileId(0), at);
        let said = (0..TOPOLOGY.len() + 2).filter_map(found);
        assert!(said.map(|one| assert!(!one.title.is_empty())).count() > 500);
        assert_eq!(hover(&lowered, &sources, FileId(7), 3), None);
    }
}
