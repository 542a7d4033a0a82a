//! Codes, names of codes, and families of codes.

use crate::{
    diagnostic::{CODES, Code, Severity},
    rules::{self, Check},
};

/// Returns every code that a finding may have.
pub fn codes() -> impl Iterator<Item = &'static Code> {
    // A rule that is judged while the model is made has its code in the catalog.
    let rules = rules::ALL.iter().filter(|rule| !matches!(rule.check, Check::Judged));
    CODES.iter().copied().chain(rules.map(|rule| rule.code))
}

/// Returns whether a selector means a code: `OP3001`, its name, or a family such as `OP3`.
#[must_use]
pub fn picks(selector: &str, code: &Code) -> bool {
    let upper = selector.to_ascii_uppercase();
    let family = upper.len() >= 3 && upper.starts_with("OP") && code.id.starts_with(&upper);
    family || code.name.eq_ignore_ascii_case(selector)
}

/// Returns a selector as it is compared with others: a code in place of its name, in capitals.
pub(super) fn canonical(selector: &str) -> String {
    let named = codes().find(|code| code.name.eq_ignore_ascii_case(selector));
    named.map_or_else(|| selector.to_ascii_uppercase(), |code| code.id.to_owned())
}

/// Looks whether a selector means any code.
///
/// # Errors
/// Says that it means none, and which ones are most like it.
pub fn verify(selector: &str) -> Result<(), String> {
    if codes().any(|code| picks(selector, code)) {
        return Ok(());
    }
    let ids = codes().flat_map(|code| [code.id, code.name]);
    Err(format!(
        "`{selector}` is no code; did you mean {}? `outpath rules` lists the rules",
        nearest(selector, ids).join(" or ")
    ))
}

/// No word of ours is longer.
const LONGEST: usize = 100;

/// Returns the three words that are most like one.
#[must_use]
pub fn nearest<'a>(asked: &str, all: impl Iterator<Item = &'a str>) -> Vec<String> {
    let asked: String = asked.chars().take(LONGEST).collect();
    let distance =
        |other: &str| strsim::damerau_levenshtein(&other.to_lowercase(), &asked.to_lowercase());
    let mut near: Vec<(usize, &str)> = all.map(|other| (distance(other), other)).collect();
    near.sort_unstable();
    near.into_iter().take(3).map(|(_, other)| other.to_owned()).collect()
}

/// Returns whether a code says that an input cannot be understood: it is an error, and neither of a
/// rule, of an expectation, nor about what is accepted.
#[must_use]
pub(crate) fn is_about_input(code: &Code) -> bool {
    let of = |family: &str| code.id.starts_with(family);
    code.severity == Severity::Error && of("OP9") && !of("OP95") && !of("OP962")
}

/// Returns whether nobody can accept what a code says: that an input, an expectation or an
/// acceptance itself cannot be understood, or that something was not looked at.
#[must_use]
pub(super) fn is_fixed(code: &Code) -> bool {
    let is_acceptance = code.id.starts_with("OP962");
    is_about_input(code) || is_acceptance || ["OP9503", "OP9505", "OP9507"].contains(&code.id)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_is_listed_once() {
        let mut ids: Vec<&str> = codes().map(|code| code.id).collect();
        let all = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), all);
        assert!(rules::ALL.iter().all(|rule| ids.binary_search(&rule.code.id).is_ok()));
    }

    #[test]
    fn what_cannot_be_understood_cannot_be_accepted() {
        let fixed = |id| is_fixed(codes().find(|code| code.id == id).unwrap());
        for id in ["OP9101", "OP9005", "OP9601", "OP9503", "OP9507", "OP9620", "OP9623"] {
            assert!(fixed(id), "{id}");
        }
        for id in ["OP3001", "OP9501", "OP9502", "OP9301", "OP9604"] {
            assert!(!fixed(id), "{id}");
        }
    }
}
