//! An edit in words.

use std::cmp::Reverse;

use super::Sides;
use crate::{
    diff::{Edit, Said, Side},
    document::Origin,
    model::{Field, Key, ObjectId},
    text::Span,
};

/// Longer texts of the inputs are cut.
const LONGEST: usize = 60;

/// Returns an edit in words: the thing that it is about, and what is said of it.
pub(super) fn words(of: Sides<'_>, one: &Edit) -> String {
    let [old, new] = of.sides;
    let said =
        one.after.as_ref().map(|said| (new, said)).or(one.before.as_ref().map(|said| (old, said)));
    let found = said.and_then(|(side, said)| holder(side, said.span));
    let (subject, rest) = match found {
        Some((noun, name)) => {
            // The names of a path stand in it in order, each below what holds it.
            let mut after = 0;
            for part in name.split('.') {
                let below = one.path.get(after..).unwrap_or_default();
                after += below.iter().position(|key| key == part).map_or(0, |at| at + 1);
            }
            let rest = one.path.get(after..).unwrap_or_default();
            (format!("{noun} `{name}`"), rest.join(" "))
        }
        None => (String::new(), one.path.join(" ")),
    };
    let subject = match (subject.is_empty(), rest.is_empty()) {
        (true, _) => format!("`{rest}`"),
        (false, true) => subject,
        (false, false) => format!("{subject}, {rest}"),
    };
    let quoted = |said: &Said| format!("`{}`", short(&said.text));
    let plain = |said: &Said| said.text.is_empty() || rest.is_empty();
    match (&one.before, &one.after) {
        (Some(before), Some(after)) if before.text.is_empty() => {
            format!("{subject}: now {}", quoted(after))
        }
        (Some(before), Some(after)) if after.text.is_empty() => {
            format!("{subject}: empty (was {})", quoted(before))
        }
        (Some(before), Some(after)) => {
            format!("{subject}: {} became {}", quoted(before), quoted(after))
        }
        (Some(before), None) if plain(before) => format!("{subject}: gone"),
        (Some(before), None) => format!("{subject}: gone (was {})", quoted(before)),
        (None, Some(after)) if plain(after) => format!("{subject}: new"),
        (None, Some(after)) => format!("{subject}: new ({})", quoted(after)),
        (None, None) => subject,
    }
}

fn short(text: &str) -> String {
    // Texts of the inputs stand in backticks and on one line, whatever they say.
    let text = text.replace('`', "'").replace(char::is_control, " ");
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

/// Returns the innermost thing that was said at a place: its noun and name.
fn holder(side: Side<'_>, place: Span) -> Option<(&'static str, String)> {
    let within =
        |span: &Span| span.file == place.file && span.start <= place.start && place.end <= span.end;
    let whole = side.map.iter().filter_map(|(key, origin)| match (key, origin) {
        (Key { object, field: Field::Whole }, Origin::Text(span))
            if object != ObjectId::Topology =>
        {
            within(span).then_some((span.end - span.start, object))
        }
        _other => None,
    });
    // An instance stands where its interface does.
    let (_, object) = whole.min_by_key(|(length, object)| (*length, Reverse(*object)))?;
    let model = &side.network.model;
    Some((model.noun(object), model.identity(object).name.clone()))
}
