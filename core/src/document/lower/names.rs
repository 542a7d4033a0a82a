//! Names, AWS ids, and what they refer to.

use std::collections::BTreeMap;

use crate::{
    diagnostic::{Diagnostic, code},
    document::{fields::Noun, suggest::Suggest},
    model::ObjectId,
    text::{Span, Spanned},
};

use super::problems::Problems;

/// What a name stands for.
#[derive(Clone, Copy)]
struct Slot {
    span: Span,
    /// The object, once it is made; it may never be, and then an error says why.
    object: Option<ObjectId>,
}

/// Every name that the files define, kind by kind.
#[derive(Default)]
pub(super) struct Names {
    slots: BTreeMap<Noun, BTreeMap<String, Slot>>,
    aws_ids: BTreeMap<String, (Noun, String)>,
    /// The names of what has a `Name` tag, by kind and tag.
    tags: BTreeMap<Noun, BTreeMap<String, Vec<String>>>,
    suggest: Suggest,
}

/// What came of looking a name up.
pub(super) enum Found {
    /// An object.
    Object(ObjectId),
    /// Something that is defined but could not be made.
    Unmade,
    /// Nothing.
    Nothing,
}

impl Names {
    /// Notes a name; the place of the first one is kept.
    pub(super) fn declare(&mut self, noun: Noun, name: &str, span: Span) {
        let slot = Slot { span, object: None };
        self.slots.entry(noun).or_default().entry(name.to_owned()).or_insert(slot);
    }

    /// Says which object a declared name stands for.
    pub(super) fn define(&mut self, noun: Noun, name: &str, object: impl Into<ObjectId>) {
        if let Some(slot) = self.slots.get_mut(&noun).and_then(|names| names.get_mut(name)) {
            slot.object = Some(object.into());
        }
    }

    /// Notes the AWS id of something named.
    pub(super) fn identify(
        &mut self,
        noun: Noun,
        name: &str,
        id: Spanned<&str>,
        problems: &mut Problems,
    ) {
        let earlier = self.aws_ids.get(id.value);
        if let Some(earlier) = earlier {
            if earlier.0 == noun && earlier.1 == name {
                return;
            }
            let first = self.slots.get(&earlier.0).and_then(|names| names.get(&earlier.1));
            let message = format!(
                "AWS id `{}` belongs to {} `{}` already",
                id.value,
                earlier.0.word(),
                earlier.1
            );
            let mut found = Diagnostic::new(code::DUPLICATE_NAME, message, id.span)
                .because("An AWS id names one thing only.")
                .subject(format!("{} {name}", noun.word()));
            if let Some(first) = first {
                found = found.related(head(first.span, &earlier.1), "the first one");
            }
            problems.report(found);
        } else {
            self.aws_ids.insert(id.value.to_owned(), (noun, name.to_owned()));
        }
    }

    /// Notes the `Name` tag of something named.
    pub(super) fn tag(&mut self, noun: Noun, name: &str, tag: &str) {
        let tags = self.tags.entry(noun).or_default();
        tags.entry(tag.to_owned()).or_default().push(name.to_owned());
    }

    /// Returns the one thing of some kinds with a `Name` tag, if it is the only one.
    fn by_tag(&self, tag: &str, nouns: &[Noun]) -> Option<&Slot> {
        let of = |noun: &Noun| Some((*noun, self.tags.get(noun)?.get(tag)?));
        let named = nouns.iter().filter_map(of);
        let mut found = named.flat_map(|(noun, names)| names.iter().map(move |name| (noun, name)));
        let (noun, name) = found.next().filter(|_| found.next().is_none())?;
        self.slots.get(&noun)?.get(name)
    }

    /// Returns the place where a name is defined.
    pub(super) fn place(&self, noun: Noun, name: &str) -> Option<Span> {
        Some(self.slots.get(&noun)?.get(name)?.span)
    }

    /// Looks a name, AWS id or `Name` tag up, a name first within some containers.
    pub(super) fn look_up(&self, text: &str, nouns: &[Noun], scopes: &[&str]) -> Found {
        let short = |scope: &&str| format!("{scope}.{text}");
        for name in scopes.iter().map(short).chain([text.to_owned()]) {
            for noun in nouns {
                if let Some(slot) = self.slots.get(noun).and_then(|names| names.get(&name)) {
                    return slot.object.map_or(Found::Unmade, Found::Object);
                }
            }
        }
        let by_id = self.aws_ids.get(text).filter(|(noun, _)| nouns.contains(noun));
        let slot = by_id.and_then(|(noun, name)| self.slots.get(noun)?.get(name));
        match slot.or_else(|| self.by_tag(text, nouns)) {
            Some(slot) => slot.object.map_or(Found::Unmade, Found::Object),
            None => Found::Nothing,
        }
    }

    /// Resolves a reference, or reports why it cannot be.
    pub(super) fn resolve(
        &self,
        text: Spanned<&str>,
        nouns: &[Noun],
        scopes: &[&str],
        problems: &mut Problems,
    ) -> Option<ObjectId> {
        match self.look_up(text.value, nouns, scopes) {
            Found::Object(object) => Some(object),
            Found::Unmade => {
                problems.touch(text.span);
                None
            }
            Found::Nothing => {
                problems.report(self.unresolved(text, nouns, scopes));
                None
            }
        }
    }

    /// Returns what to say about a reference that leads nowhere.
    pub(super) fn unresolved(
        &self,
        text: Spanned<&str>,
        nouns: &[Noun],
        scopes: &[&str],
    ) -> Diagnostic {
        if let Some((noun, place)) = self.other_kind(text.value, scopes) {
            let is = noun.with_article();
            let wanted = wanted(nouns);
            let message = format!("`{}` is {is}, not {wanted}", text.value);
            return Diagnostic::new(code::WRONG_KIND, message, text.span)
                .label(format!("expected the name of {wanted}"))
                .related(head(place, text.value), format!("{is} of that name"));
        }
        let message = format!("`{}` is not defined", text.value);
        let found = Diagnostic::new(code::DANGLING, message, text.span)
            .because(format!("No {} has this name or AWS id.", words(nouns, " or ")));
        match self.near(text.value, nouns, scopes) {
            Some(near) => found.did_you_mean(near),
            None => found.label(format!("expected the name of {}", wanted(nouns))),
        }
    }

    /// Returns the kind of the thing that has this name, whatever it is.
    fn other_kind(&self, text: &str, scopes: &[&str]) -> Option<(Noun, Span)> {
        let short = |scope: &&str| format!("{scope}.{text}");
        let mut names = scopes.iter().map(short).chain([text.to_owned()]);
        let found = names.find_map(|name| {
            let slot = |noun: &Noun| Some((*noun, self.slots.get(noun)?.get(&name)?.span));
            Noun::ALL.iter().find_map(slot)
        });
        found.or_else(|| {
            let (noun, name) = self.aws_ids.get(text)?;
            Some((*noun, self.place(*noun, name)?))
        })
    }

    /// Returns the nearest name of some kinds, short where a scope makes that possible.
    fn near(&self, text: &str, nouns: &[Noun], scopes: &[&str]) -> Option<String> {
        let all = || {
            let of = nouns.iter().filter_map(|noun| self.slots.get(noun));
            of.flat_map(BTreeMap::keys).map(String::as_str)
        };
        let short = self.suggest.nearest(text, all().filter_map(|name| within(name, scopes)));
        short.or_else(|| self.suggest.nearest(text, all())).map(str::to_owned)
    }

    /// Returns the shared source of suggestions.
    pub(super) fn suggest(&self) -> &Suggest {
        &self.suggest
    }
}

/// Returns a name as it may be written within some containers.
fn within<'a>(name: &'a str, scopes: &[&str]) -> Option<&'a str> {
    scopes.iter().find_map(|scope| name.strip_prefix(*scope)?.strip_prefix('.'))
}

/// Returns kinds as words with their articles.
fn wanted(nouns: &[Noun]) -> String {
    if nouns.len() > 4 {
        return "something that can stand here".to_owned();
    }
    nouns.iter().map(|noun| noun.with_article()).collect::<Vec<_>>().join(" or ")
}

fn words(nouns: &[Noun], between: &str) -> String {
    if nouns.len() > 4 {
        return "object".to_owned();
    }
    nouns.iter().map(|noun| noun.word()).collect::<Vec<_>>().join(between)
}

/// Returns the place of the name at the beginning of a definition.
pub(in crate::document) fn head(place: Span, name: &str) -> Span {
    let local = name.rsplit('.').next().unwrap_or(name);
    place.part(0, local.len())
}
