//! Snapshots that can be shared.

use serde_json::{Map, Value, json};

use super::Answer;
use crate::{
    import::redact::{self, File, Key, Redacted, Refused, Sort},
    report,
};

pub use crate::import::redact::VISIBLE;

/// Replaces everything in a snapshot that tells whose it is.
///
/// # Errors
/// Says which file cannot be read whole, or is no answer of AWS.
pub fn redact(files: &[File], key: Key) -> Result<Redacted, Answer> {
    redact::redact(files, key)
        .map_err(|Refused { sources, problems }| Answer::invalid(&sources, &problems))
}

/// Returns how many texts of each sort were replaced, in words.
#[must_use]
pub fn replaced(redacted: &Redacted) -> String {
    let sorts = [Sort::Id, Sort::Account, Sort::Address, Sort::Name, Sort::Asn];
    let count = |sort: Sort| redacted.replaced.keys().filter(|(of, _)| *of == sort).count();
    let parts: Vec<String> =
        sorts.iter().map(|sort| format!("{} {}", count(*sort), sort.plural())).collect();
    parts.join(", ")
}

/// Returns what stands for what, as JSON.
#[must_use]
pub fn map(redacted: &Redacted) -> String {
    let mut sorts = Map::new();
    for ((sort, text), image) in &redacted.replaced {
        let of = sorts.entry(sort.plural()).or_insert_with(|| json!({}));
        if let Some(of) = of.as_object_mut() {
            of.insert(text.clone(), Value::from(image.as_str()));
        }
    }
    report::to_json(&json!({ "version": 1, "replaced": sorts }))
}
