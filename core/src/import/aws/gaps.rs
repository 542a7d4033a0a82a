//! What the answers name and do not hold: made, but incomplete.

use std::collections::BTreeSet;

use crate::{
    diagnostic::code,
    text::{Span, Spanned},
};

use super::{
    draft::{Draft, Object},
    kind::Kind,
    part::broken,
};

/// Leaves out what is incomplete by nature and marks what is not known.
pub(super) fn fill(draft: &mut Draft<'_>) {
    let found: Vec<(Kind, String, Span)> = draft
        .objects()
        .filter(|(_, _, object)| object.described.is_none() && !object.without_id)
        .filter_map(|(kind, id, object)| Some((kind, id.to_owned(), object.mentioned?)))
        .collect();
    // The subnets of a VPC that other answers describe are known, if not whether they are all.
    let subnets = draft.all(Kind::Subnet).filter_map(|(_, subnet)| subnet.container.clone());
    let filled: BTreeSet<(Kind, String)> = subnets.collect();
    for (kind, id, place) in found {
        let info = kind.info();
        let lacks = |draft: &Draft<'_>, field: &str| {
            let object = draft.get(kind, &id);
            object.is_some_and(|object| !object.fields.contains_key(field))
                && (field != "subnets" || !filled.contains(&(kind, id.clone())))
        };
        let unknown: Vec<&'static str> =
            info.unknown.iter().copied().filter(|field| lacks(draft, field)).collect();
        if unknown.is_empty() {
            continue;
        }
        for field in unknown {
            draft.put(kind, &id, field, broken(place));
        }
        report(draft, kind, Spanned { value: &id, span: place });
    }
    doubtful(draft);
    placeless(draft);
}

/// Marks what nobody knows of objects that may or may not be in force.
fn doubtful(draft: &mut Draft<'_>) {
    for (kind, id) in std::mem::take(&mut draft.doubted) {
        let Some(place) = draft.get(kind, &id).and_then(Object::place) else { continue };
        // A kind without fields of its own is at least attached, or not.
        let unknown = kind.info().unknown;
        let unknown = if unknown.is_empty() { &["attached"] } else { unknown };
        for field in unknown {
            draft.put(kind, &id, field, broken(place));
        }
    }
}

fn report(draft: &mut Draft<'_>, kind: Kind, id: Spanned<&str>) {
    let info = kind.info();
    let message = format!("{} `{}` is named, but not described", info.noun, id.value);
    draft.report(code::SNAPSHOT_GAP, message, id.span, |found| {
        found
            .because("No answer that was given holds it, so paths that depend on it are unknown.")
            .help(format!("Add `aws {}` of its account and Region.", info.call))
    });
}

/// Reports what stands in something that nothing names.
fn placeless(draft: &mut Draft<'_>) {
    let lost: Vec<(Kind, String, Span)> = draft
        .objects()
        .filter(|(kind, _, object)| object.container.is_none() && kind.needs_container())
        .filter_map(|(kind, id, object)| Some((kind, id.to_owned(), object.place()?)))
        .collect();
    for (kind, id, place) in lost {
        let info = kind.info();
        let message = format!("nothing says where {} `{id}` belongs", info.noun);
        let container = kind.containers().first();
        draft.report(code::SNAPSHOT_GAP, message, place, |found| {
            let found = found.because("It is left out.");
            match container {
                Some(container) => {
                    let call = container.info().call;
                    found.help(format!("Add `aws {}` and `aws {call}`.", info.call))
                }
                None => found,
            }
        });
    }
}
