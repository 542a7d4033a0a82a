//! What a name in an expectation stands for.

use crate::{
    forwarding::{Missing, NoEndpoint},
    model::{Model, ObjectId},
    query::{Placed, Selector},
};

/// Returns the first object of a name that something can be made of.
///
/// # Errors
/// Says that nothing has the name, or that it is of another kind than `what`.
pub(super) fn find<T>(
    model: &Model,
    name: &Placed<Selector>,
    what: &str,
    made: impl Fn(ObjectId) -> Option<T>,
) -> Result<T, NoEndpoint> {
    let text = name.value.name.value.as_str();
    let kind = name.value.kind.as_ref().map(|kind| kind.value.as_str());
    let of_kind = |object: ObjectId| {
        let noun = || model.noun(object).to_lowercase().replace([' ', '-'], "_");
        kind.is_none_or(|kind| kind == noun())
    };
    let fits = |object: &ObjectId| {
        let identity = model.identity(*object);
        (identity.name == text || identity.aws_id.as_deref() == Some(text)) && of_kind(*object)
    };
    let named: Vec<ObjectId> = model.objects().filter(fits).collect();
    if let Some(found) = named.iter().copied().find_map(&made) {
        return Ok(found);
    }
    let message = match named.first() {
        Some(object) => format!("`{text}` is a {}, not {what}", model.noun(*object)),
        None => format!("nothing is called `{text}`"),
    };
    let missing = named.is_empty().then(|| Missing::Name(text.to_owned()));
    let possible = model.objects().filter(|object| made(*object).is_some());
    let names = possible.map(|object| model.identity(object).name.as_str());
    Err(NoEndpoint { span: name.span.clone(), message, help: help(text, what, names), missing })
}

/// Returns what to write instead: the name that is most like the wrong one, or what belongs there.
fn help<'a>(text: &str, what: &str, names: impl Iterator<Item = &'a str>) -> String {
    let near = names.map(|name| (strsim::damerau_levenshtein(name, text), name)).min();
    match near {
        Some((distance, best)) if distance <= text.len().max(3) / 3 + 1 => {
            format!("Did you mean `{best}`?")
        }
        Some(_) | None => format!("Name {what}."),
    }
}
