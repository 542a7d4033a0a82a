//! The pages of facts, reasons and codes.

use crate::{
    diagnostic::{CODES, Code},
    facts::{self, Fact},
    forwarding::{
        ANALYZER_CODES, Counterpart, EXPLAINED, Note, NotePage, Reason, ReasonPage, codes_of,
    },
    policy::nearest,
    report::{Role, Text},
    rules::{self, Rule},
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
    if let Some(note) = Note::ALL.iter().find(|note| same(note.id())) {
        return Ok(note_page(note.page()));
    }
    if let Some((code, answer)) = ANALYZER_CODES.iter().find(|(code, _)| same(code)) {
        return Ok(analyzer_page(code, *answer));
    }
    if let Some(rule) = rules::ALL.iter().find(|one| same(one.code.id) || same(one.code.name)) {
        return Ok(rule_page(rule));
    }
    if let Some(code) = CODES.iter().find(|code| same(code.id) || same(code.name)) {
        let mut text = Text::default();
        text.push(Role::Strong, format!("{} {}", code.id, code.name));
        text.line(Role::Plain, format!(" ({})", code.severity.word()));
        text.line(Role::Plain, format!("\n{}", code.page));
        cited(&mut text, code.facts);
        return Ok(text);
    }
    Err(nearest(asked, explainable().into_iter().map(|(other, _)| other)))
}

/// What a code means, in the forms that other programs show.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The code, name, usual severity, summary and facts.
    pub code: &'static Code,
    /// The whole page in Markdown.
    pub markdown: String,
    /// The same as text.
    pub text: Text,
    /// The first page of AWS that it rests on and that the public can open.
    pub link: Option<&'static str>,
}

/// Returns the page of a code that a finding may have.
#[must_use]
pub fn page(id: &str) -> Option<Page> {
    let rule = rules::ALL.iter().find(|rule| rule.code.id == id);
    let plain = CODES.iter().find(|code| code.id == id);
    let code = rule.map(|rule| rule.code).or(plain.copied())?;
    let markdown = rule.map_or(code.page, |rule| rule.docs).to_owned();
    let link = sources_of(code.facts).into_iter().find_map(facts::Source::public_link);
    Some(Page { code, markdown, text: explain(id).ok()?, link })
}

/// Returns every page as JSON: `{ID: {title, markdown}}`.
#[must_use]
pub fn pages() -> String {
    let mut pages = serde_json::Map::new();
    for (id, title) in explainable() {
        let rule = rules::ALL.iter().find(|rule| rule.code.id == id);
        let markdown = match (rule, explain(id)) {
            (Some(rule), _) => rule.docs.to_owned(),
            (None, Ok(page)) => markdown(&page),
            (None, Err(_)) => title.to_owned(),
        };
        pages.insert(id.to_owned(), serde_json::json!({ "title": title, "markdown": markdown }));
    }
    crate::report::to_json(&pages)
}

/// Returns a page as Markdown: what stands out is a heading, what is indented an item of a list.
fn markdown(page: &Text) -> String {
    let strong: Vec<&str> = page
        .spans
        .iter()
        .filter(|(role, _)| *role == Role::Strong)
        .map(|(_, text)| text.trim())
        .collect();
    let mut markdown = String::new();
    let text = page.to_string();
    for (at, line) in text.lines().enumerate() {
        let words = line.trim();
        let link = words.strip_prefix("https://");
        match (line.strip_prefix("  "), link) {
            _ if at == 0 => markdown.push_str(&format!("# {words}\n")),
            (Some(_), Some(link)) => markdown.push_str(&format!("  [{link}](https://{link})\n")),
            (Some(_), None) => markdown.push_str(&format!("- {words}\n")),
            (None, _) if strong.contains(&line) => markdown.push_str(&format!("## {words}\n\n")),
            (None, _) => markdown.push_str(&format!("{words}\n")),
        }
    }
    markdown
}

/// Returns the id and one line of everything that can be explained.
#[must_use]
pub fn explainable() -> Vec<(&'static str, &'static str)> {
    let plain = CODES.iter().filter(|code| rules::ALL.iter().all(|rule| rule.code.id != code.id));
    let rules = rules::ALL.iter().map(|rule| (rule.code.id, rule.code.name));
    let codes = rules.chain(plain.map(|code| (code.id, code.name)));
    let reasons = Reason::ALL.iter().map(|reason| (reason.id(), reason.page().meaning));
    let facts = facts::all().map(|fact| (fact.id, fact.text));
    let explained = EXPLAINED.iter().map(|page| (page.id, page.meaning));
    let notes = Note::ALL.iter().map(|note| (note.id(), note.page().meaning));
    let analyzer = ANALYZER_CODES.iter().map(|(code, answer)| {
        let ours = match answer {
            Counterpart::Pages(pages) => pages.first().copied().unwrap_or_default(),
            Counterpart::Boundary(why) | Counterpart::Other(why) => why,
        };
        (*code, ours)
    });
    codes.chain(reasons).chain(explained).chain(notes).chain(facts).chain(analyzer).collect()
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
    write_sources(&mut text, fact.sources);
    text
}

fn write_sources(text: &mut Text, sources: &[&facts::Source]) {
    if sources.is_empty() {
        return;
    }
    text.line(Role::Strong, "\nSources");
    for source in sources {
        text.line(Role::Plain, format!("  {} ({})", source.title, source.date));
        text.line(Role::Dim, format!("    {}", source.link));
    }
}

/// Returns the page of a rule as it is written, with its references as the facts say them.
fn rule_page(rule: &Rule) -> Text {
    let mut text = Text::default();
    let (body, _) = rule.docs.split_once("\n## References").unwrap_or((rule.docs, ""));
    let mut fenced = false;
    // The lines of a paragraph are one: whoever shows it knows how wide they may be.
    let mut paragraph = String::new();
    for (number, line) in body.lines().enumerate() {
        let fence = line.starts_with("```");
        fenced ^= fence;
        let heading = line.trim_start_matches('#').trim_start();
        let goes_on = !fence && !fenced && !line.starts_with('#') && !line.is_empty();
        if (!goes_on || line.starts_with("- ")) && !paragraph.is_empty() {
            text.line(Role::Plain, std::mem::take(&mut paragraph));
        }
        match number {
            0 => {
                text.push(Role::Strong, heading);
                text.line(Role::Plain, format!(" ({})", rule.code.severity.word()));
            }
            _ if fence => {}
            _ if fenced => text.line(Role::Code, format!("    {line}").trim_end()),
            _ if line.starts_with('#') => text.line(Role::Strong, heading),
            _ if goes_on => {
                let gap = if paragraph.is_empty() { "" } else { " " };
                paragraph.push_str(&format!("{gap}{}", line.trim()));
            }
            _ => text.line(Role::Plain, line),
        }
    }
    if !paragraph.is_empty() {
        text.line(Role::Plain, paragraph);
    }
    let body_ends = "\nReferences";
    text.line(Role::Strong, body_ends);
    cited(&mut text, rule.code.facts);
    write_sources(&mut text, &sources_of(rule.code.facts));
    text
}

fn reason_page(page: &ReasonPage) -> Text {
    explained(page.id, page.meaning, ("What fixes it", page.fix), page.facts)
}

fn note_page(page: &NotePage) -> Text {
    explained(page.id, page.meaning, ("What to do about it", page.advice), page.facts)
}

/// Returns a page of ours: what it means, what to do, what AWS's tool calls it, what it rests on and
/// where that was read.
fn explained(id: &str, meaning: &str, (title, advice): (&str, &str), ids: &[&'static str]) -> Text {
    let mut text = Text::default();
    text.line(Role::Strong, id);
    text.line(Role::Plain, format!("\n{meaning}"));
    text.line(Role::Plain, format!("\n{title}: {advice}"));
    let codes: Vec<&str> = codes_of(id).collect();
    if !codes.is_empty() {
        let codes = codes.join(", ");
        text.line(Role::Plain, format!("\nAWS Reachability Analyzer says: {codes}."));
    }
    cited(&mut text, ids);
    write_sources(&mut text, &sources_of(ids));
    text
}

fn sources_of(ids: &[&'static str]) -> Vec<&'static facts::Source> {
    let known = ids.iter().filter_map(|id| facts::fact(id));
    let mut sources: Vec<&facts::Source> = Vec::new();
    for source in known.flat_map(|fact| fact.sources) {
        let page = |one: &facts::Source| one.public_link().unwrap_or(one.key);
        if sources.iter().all(|other| page(other) != page(source)) {
            sources.push(source);
        }
    }
    sources
}

/// Returns the page of a code of AWS: what of ours answers the same.
fn analyzer_page(code: &str, answer: Counterpart) -> Text {
    let mut text = Text::default();
    text.push(Role::Strong, code);
    text.line(Role::Plain, " (a code of AWS Reachability Analyzer)");
    match answer {
        Counterpart::Pages(pages) => {
            text.line(Role::Plain, "\nOutpath says:");
            for id in pages {
                let reason = Reason::ALL.iter().find(|reason| reason.id() == *id);
                let note = Note::ALL.iter().find(|note| note.id() == *id);
                let other = EXPLAINED.iter().find(|page| page.id == *id);
                let meaning = reason
                    .map(|reason| reason.page().meaning)
                    .or(note.map(|note| note.page().meaning))
                    .or(other.map(|page| page.meaning));
                text.push(Role::Code, format!("  {id}"));
                text.line(Role::Plain, format!("  {}", meaning.unwrap_or_default()));
            }
        }
        Counterpart::Boundary(why) => {
            text.line(Role::Plain, format!("\nNot modelled: {why}."));
        }
        Counterpart::Other(why) => text.line(Role::Plain, format!("\nIn Outpath: {why}.")),
    }
    text
}

fn cited(text: &mut Text, ids: &[&'static str]) {
    for fact in ids.iter().filter_map(|id| facts::fact(id)) {
        text.push(Role::Strong, format!("\n{}", fact.id));
        text.line(Role::Plain, format!(" ({}): {}", fact.mark.words(), fact.text));
    }
}
