//! The pages of facts, reasons and codes.

use crate::{
    diagnostic::CODES,
    facts::{self, Fact},
    forwarding::{EXPLAINED, Reason, ReasonPage},
    report::{Role, Text},
};

/// Returns the page of a fact, reason or code.
///
/// # Errors
/// Returns the ids that are most like an unknown one.
pub fn explain(id: &str) -> Result<Text, Vec<String>> {
    let asked = id.trim();
    let same = |other: &str| other.eq_ignore_ascii_case(asked);
    if let Some(fact) = facts::all().find(|fact| same(fact.id)) {
        return Ok(fact_page(fact));
    }
    if let Some(reason) = Reason::ALL.iter().find(|reason| same(reason.id())) {
        return Ok(reason_page(reason.page()));
    }
    if let Some(page) = EXPLAINED.iter().find(|page| same(page.id)) {
        return Ok(reason_page(page));
    }
    if let Some(code) = CODES.iter().find(|code| same(code.id) || same(code.name)) {
        let mut text = Text::default();
        text.push(Role::Strong, format!("{} {}", code.id, code.name));
        text.line(Role::Plain, format!(" ({})", code.severity.word()));
        text.line(Role::Plain, format!("\n{}", code.page));
        cited(&mut text, code.facts);
        return Ok(text);
    }
    let mut near: Vec<(usize, &str)> = explainable()
        .into_iter()
        .map(|(other, _)| {
            let distance =
                strsim::damerau_levenshtein(&other.to_lowercase(), &asked.to_lowercase());
            (distance, other)
        })
        .collect();
    near.sort_unstable();
    Err(near.into_iter().take(3).map(|(_, other)| other.to_owned()).collect())
}

/// Returns the id and one line of everything that can be explained.
#[must_use]
pub fn explainable() -> Vec<(&'static str, &'static str)> {
    let codes = CODES.iter().map(|code| (code.id, code.name));
    let reasons = Reason::ALL.iter().map(|reason| (reason.id(), reason.page().meaning));
    let facts = facts::all().map(|fact| (fact.id, fact.text));
    let explained = EXPLAINED.iter().map(|page| (page.id, page.meaning));
    codes.chain(reasons).chain(explained).chain(facts).collect()
}

fn fact_page(fact: &Fact) -> Text {
    let mut text = Text::default();
    text.push(Role::Strong, fact.id);
    text.line(Role::Plain, format!(" ({})", fact.mark.words()));
    text.line(Role::Plain, format!("\n{}", fact.text));
    if !fact.note.is_empty() {
        text.line(Role::Plain, format!("\nNote: {}", fact.note));
    }
    if let Some(setting) = facts::setting(fact.id) {
        text.line(Role::Strong, "\nThis is a setting");
        for (value, meaning) in setting.values {
            let default = if *value == setting.default { " (default)" } else { "" };
            text.line(Role::Plain, format!("  {} = {value}{default}: {meaning}", fact.id));
        }
    }
    if !fact.sources.is_empty() {
        text.line(Role::Strong, "\nSources");
        for source in fact.sources {
            text.line(Role::Plain, format!("  {} ({})", source.title, source.date));
            text.line(Role::Dim, format!("    {}", source.link));
        }
    }
    text
}

fn reason_page(page: &ReasonPage) -> Text {
    let mut text = Text::default();
    text.line(Role::Strong, page.id);
    text.line(Role::Plain, format!("\n{}", page.meaning));
    text.line(Role::Plain, format!("\nWhat fixes it: {}", page.fix));
    if !page.analyzer.is_empty() {
        let code = page.analyzer;
        text.line(Role::Plain, format!("\nAWS Reachability Analyzer calls it {code}."));
    }
    cited(&mut text, page.facts);
    text
}

fn cited(text: &mut Text, ids: &[&'static str]) {
    for fact in ids.iter().filter_map(|id| facts::fact(id)) {
        text.push(Role::Strong, format!("\n{}", fact.id));
        text.line(Role::Plain, format!(" ({}): {}", fact.mark.words(), fact.text));
    }
}
