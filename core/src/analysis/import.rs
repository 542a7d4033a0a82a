//! The command `import`: the inputs as one topology file.

use std::collections::BTreeMap;

use super::Workspace;
use crate::{
    diagnostic::Diagnostic,
    document::{self, Document, Node},
    text::{FileId, Sources},
};

/// Where comments are broken, in characters.
const WIDTH: usize = 100;
/// More inputs than this are counted, not named.
const NAMED: usize = 3;

/// A remark on the thing of an AWS id, or on the whole.
type Remark = (Option<String>, String);

/// Returns the inputs as a topology file that a person would have written.
pub(super) fn topology(workspace: &Workspace) -> Option<String> {
    let mut document = workspace.document.clone()?;
    let remarks: Vec<Remark> =
        workspace.remarks.iter().map(|one| remark(&workspace.sources, one)).collect();
    document::tidy(&mut document);
    let text = document::format(&document, "");
    Some(with_remarks(&text, &origin(&workspace.sources), remarks))
}

/// Returns what the import had to say, and about what.
fn remark(sources: &Sources, diagnostic: &Diagnostic) -> Remark {
    let place = diagnostic.primary.as_ref().map(|label| label.span);
    let address = place.and_then(|place| sources.address(place));
    let id = address.and_then(|address| address.split_once(' ')).map(|(_, id)| id.to_owned());
    (id, diagnostic.message.clone())
}

fn origin(sources: &Sources) -> String {
    let names: Vec<&str> = sources.iter().map(|(_, source)| source.name.as_str()).collect();
    let rest = names.len().saturating_sub(NAMED);
    let named = names.iter().take(NAMED).copied().collect::<Vec<_>>().join(", ");
    let more = if rest == 0 { String::new() } else { format!(" and {rest} more") };
    format!("Made by `outpath import` from {named}{more}.")
}

/// Puts each remark above the line of what it is about, or at the top.
fn with_remarks(text: &str, origin: &str, remarks: Vec<Remark>) -> String {
    let mut sources = Sources::default();
    let (document, _) = document::read_bytes(&mut sources, "", text.as_bytes());
    let lines = lines_by_id(&document, &sources);
    let mut above: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    above.entry(1).or_default().push(origin.to_owned());
    for (id, words) in remarks {
        let line = id.as_ref().and_then(|id| lines.get(id));
        let words = match (&id, line) {
            (Some(id), None) => format!("{id}: {words}"),
            (Some(_), Some(_)) | (None, _) => words,
        };
        let said = above.entry(line.copied().unwrap_or(1)).or_default();
        if !said.contains(&words) {
            said.push(words);
        }
    }
    let mut out = String::new();
    for (number, line) in (1..).zip(text.lines()) {
        let indent = line.len() - line.trim_start().len();
        for words in above.get(&number).into_iter().flatten() {
            comment(&mut out, indent, words);
        }
        out.push_str(line);
        out.push('\n');
    }
    out
}

/// Returns the line on which each thing with an AWS id starts.
fn lines_by_id(document: &Document, sources: &Sources) -> BTreeMap<String, u32> {
    fn within(node: &Node, line: &dyn Fn(u32) -> u32, found: &mut BTreeMap<String, u32>) {
        for entry in node.entries() {
            if let Some(id) = entry.value.get("id").and_then(Node::text) {
                found.entry(id.to_owned()).or_insert_with(|| line(entry.key_span.start));
            }
            within(&entry.value, line, found);
        }
    }
    let mut found = BTreeMap::new();
    let source = sources.get(FileId(0));
    let line = |at: u32| source.map_or(1, |source| source.line_column(at).0);
    within(&document.root, &line, &mut found);
    found
}

/// Writes a comment, broken between words.
fn comment(out: &mut String, indent: usize, words: &str) {
    let mut line = String::new();
    let mut flush = |line: &mut String| {
        if !line.is_empty() {
            out.extend(std::iter::repeat_n(' ', indent));
            out.push_str(&format!("#{line}\n"));
            line.clear();
        }
    };
    for word in words.split_whitespace() {
        if indent + line.chars().count() + word.chars().count() + 2 > WIDTH {
            flush(&mut line);
        }
        line.push(' ');
        line.push_str(word);
    }
    flush(&mut line);
}
