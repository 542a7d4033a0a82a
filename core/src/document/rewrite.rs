//! What an object says, written otherwise: pieces of text that leave comments and layout alone.

use super::{
    edit::{Editor, edited, find},
    fields::Family,
    read::read,
    record::entry_span,
    scalar,
    tree::{Document, Entry, Node, Syntax, Value},
};
use crate::{
    diagnostic::{Edit, Severity},
    text::{Sources, Span},
};

/// What becomes different in the text of an object.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rewrite {
    /// A field gets a single value.
    Set {
        /// The keys that lead to it.
        path: Vec<String>,
        /// The value.
        value: String,
    },
    /// Every item of a list becomes the same.
    Fill {
        /// The list.
        field: String,
        /// The value of each item.
        value: String,
        /// How many there are where the list is not written.
        count: usize,
    },
    /// A list gets a prefix, or loses it.
    List {
        /// The list.
        field: String,
        /// The prefix.
        item: String,
        /// Whether it has it from now on.
        add: bool,
    },
    /// A mapping of routes gets one to a destination in the place of the one that it has.
    Route {
        /// The keys that lead to the mapping.
        path: Vec<String>,
        /// The ways to write the destination, the one to choose first.
        keys: Vec<String>,
        /// The target.
        target: String,
    },
    /// A mapping of routes loses those to a destination.
    Unroute {
        /// The keys that lead to the mapping.
        path: Vec<String>,
        /// The ways to write the destination.
        keys: Vec<String>,
    },
}

impl Rewrite {
    /// Returns the keys that lead to what is written.
    fn path(&self) -> Vec<&str> {
        match self {
            Self::Set { path, .. } => path.iter().map(String::as_str).collect(),
            Self::Route { path, .. } | Self::Unroute { path, .. } => {
                path.iter().map(String::as_str).collect()
            }
            Self::Fill { field, .. } | Self::List { field, .. } => vec![field],
        }
    }
}

const LAYOUT: &str = "the text is laid out in a way that has to be edited by hand";
const SHARED: &str = "the text is used in several places, and has to be edited by hand";

/// Returns the pieces of text that write something into one of the places that describe an object.
///
/// # Errors
/// Says why no text can be edited so.
pub fn rewrite(
    sources: &Sources,
    places: &[Span],
    what: &Rewrite,
) -> Result<Vec<Edit>, &'static str> {
    let path = what.path();
    // The places that say something about the field come first; if there are none, any will do.
    let mut saying: Vec<(Span, Document)> = Vec::new();
    let mut silent: Option<(Span, Document)> = None;
    for place in places {
        let (document, _) = read(sources, place.file);
        let Some(entry) = entry(&document, *place) else { continue };
        let says = at(&entry.value, &path).is_some();
        let ours = document.root.get("outpath").is_some() && sources.address(*place).is_none();
        match (says, ours) {
            (true, true) => saying.push((*place, document)),
            (true, false) => return Err("an input that no person wrote says so"),
            (false, true) => silent = silent.or(Some((*place, document))),
            (false, false) => {}
        }
    }
    if saying.len() > 1 {
        return Err("several files say so, and have to be edited by hand");
    }
    let Some((place, document)) = saying.pop().or(silent) else {
        return Err("no topology file describes it");
    };
    let source = sources.get(place.file).ok_or(LAYOUT)?;
    let editor = Editor { document: &document, text: &source.text };
    let edits = editor.rewrite(place, what)?;
    let after = edited(&source.text, &edits);
    let (before, after) = (errors(&source.name, &source.text), errors(&source.name, &after));
    if after > before { Err(LAYOUT) } else { Ok(edits) }
}

fn errors(name: &str, text: &str) -> usize {
    let mut sources = Sources::default();
    let file = sources.add(name, text);
    let (_, problems) = read(&sources, file);
    problems.iter().filter(|problem| problem.severity == Severity::Error).count()
}

fn entry(document: &Document, place: Span) -> Option<&Entry> {
    let (parent, index) = find(&document.root, place.start)?;
    parent.entries().get(index)
}

fn at<'a>(node: &'a Node, path: &[&str]) -> Option<&'a Node> {
    path.iter().try_fold(node, |node, key| node.get(key))
}

/// Returns whether two texts are the same prefix or name; host bits do not count.
fn same(one: &str, other: &str) -> bool {
    let prefix = |text| scalar::prefix(text, Family::Any).ok().map(|read| read.prefix);
    one == other || prefix(one).is_some_and(|one| prefix(other) == Some(one))
}

impl Editor<'_> {
    fn rewrite(&self, place: Span, what: &Rewrite) -> Result<Vec<Edit>, &'static str> {
        let found = entry(self.document, place).ok_or(SHARED)?;
        let one = |edit: Option<Edit>| edit.map(|edit| vec![edit]).ok_or(LAYOUT);
        match what {
            Rewrite::Set { path, value } => one(self.set(found, path, value)),
            Rewrite::Fill { field, value, count } => self.fill(found, field, value, *count),
            Rewrite::List { field, item, add } => match found.value.get(field) {
                Some(Node { share: Some(_), .. }) => Err(SHARED),
                Some(list @ Node { value: Value::List(items), .. }) => {
                    let index =
                        items.iter().position(|one| one.text().is_some_and(|one| same(one, item)));
                    match (add, index) {
                        (true, _) => one(self.add_item(list, items, item)),
                        (false, Some(index)) => one(self.remove_item(list, items, index)),
                        (false, None) => Err(LAYOUT),
                    }
                }
                Some(_) | None if *add => {
                    let path = [field.clone()];
                    one(self.set(found, &path, &self.list(&[item])))
                }
                Some(_) | None => Err(LAYOUT),
            },
            Rewrite::Route { path, keys, target } => {
                let routes = at(&found.value, &what.path());
                match routes.map(|routes| route(routes, keys)).transpose()?.flatten() {
                    Some(index) => self.reroute(routes.ok_or(LAYOUT)?, index, target),
                    None => {
                        let path: Vec<String> = path.iter().chain(keys.first()).cloned().collect();
                        one(self.set(found, &path, target))
                    }
                }
            }
            Rewrite::Unroute { keys, .. } => {
                let routes = at(&found.value, &what.path()).ok_or(LAYOUT)?;
                let index = route(routes, keys)?.ok_or(LAYOUT)?;
                if routes.share.is_some() {
                    return Err(SHARED);
                }
                one(self.take_out(routes, index))
            }
        }
    }

    fn fill(
        &self,
        found: &Entry,
        field: &str,
        value: &str,
        count: usize,
    ) -> Result<Vec<Edit>, &'static str> {
        match found.value.get(field).map(|node| (&node.value, &node.share)) {
            Some((Value::List(items), None)) => {
                let write = |item: &Node| {
                    let alone = item.share.is_none() && item.text().is_some();
                    self.write(item.span, value).filter(|_| alone).ok_or(LAYOUT)
                };
                let other = items.iter().filter(|item| item.text() != Some(value));
                other.map(write).collect()
            }
            Some((_, Some(_))) => Err(SHARED),
            Some(_) | None => {
                let path = [field.to_owned()];
                let edit = self.set(found, &path, &self.list(&vec![value; count]));
                edit.map(|edit| vec![edit]).ok_or(LAYOUT)
            }
        }
    }

    /// Gives a route that is there another target.
    fn reroute(
        &self,
        routes: &Node,
        index: usize,
        target: &str,
    ) -> Result<Vec<Edit>, &'static str> {
        let entry = routes.entries().get(index).ok_or(LAYOUT)?;
        let value = match &entry.value.value {
            Value::Map(_) => {
                let is_static =
                    entry.value.get("origin").is_none_or(|one| one.text() == Some("static"));
                if !is_static || entry.value.get("state").is_some() {
                    return Err("the route to this destination says more than its target");
                }
                entry.value.get("target").ok_or(LAYOUT)?
            }
            Value::List(_) => return Err("several routes to this destination stand there"),
            Value::Null | Value::Scalar { .. } | Value::Broken => &entry.value,
        };
        let alone = value.share.is_none() && entry.value.share.is_none() && value.text().is_some();
        let edit = self.write(value.span, target).filter(|_| alone);
        edit.map(|edit| vec![edit]).ok_or(LAYOUT)
    }

    /// Takes an entry out; one with a comment becomes a comment.
    fn take_out(&self, mapping: &Node, index: usize) -> Option<Edit> {
        let entry = entry_span(mapping.entries().get(index)?);
        if self.is_bracketed(mapping) && mapping.entries().len() == 1 {
            return self.empty(mapping);
        }
        let bracketed = self.is_bracketed(mapping);
        let hidden = || self.hide(entry.start, entry).filter(|_| !bracketed);
        self.remove(mapping, index).or_else(hidden)
    }

    /// Empties brackets that hold no comment.
    fn empty(&self, node: &Node) -> Option<Edit> {
        let (start, end) = (node.span.start + 1, node.span.end.checked_sub(1)?);
        let comments = &self.document.comments;
        let within = comments.iter().any(|one| one.span.start >= start && one.span.end <= end);
        let closed = matches!(self.part(end, end + 1), "]" | "}");
        (closed && !within).then(|| self.piece(start, end, ""))
    }

    /// Makes a comment of the lines of a part, which begins at the start of a line.
    fn hide(&self, start: u32, part: Span) -> Option<Edit> {
        let (from, to) = (self.line_start(start), self.line_end(part.end));
        let rest = self.part(part.end, to).trim();
        let begins = self.part(from, start).trim().is_empty();
        if !begins || !(rest.is_empty() || rest.starts_with('#')) {
            return None;
        }
        let indent = (start - from) as usize;
        let hidden = |line: &str| match (line.get(..indent), line.get(indent..)) {
            (Some(before), Some(after)) if !after.trim().is_empty() => format!("{before}# {after}"),
            _empty => line.to_owned(),
        };
        let lines: Vec<String> = self.part(from, to).split('\n').map(hidden).collect();
        Some(self.piece(from, to, lines.join("\n")))
    }

    fn list<T: AsRef<str>>(&self, items: &[T]) -> String {
        let json = self.document.syntax == Syntax::Json;
        let quoted = |item: &T| match json {
            true => format!("\"{}\"", item.as_ref()),
            false => item.as_ref().to_owned(),
        };
        format!("[{}]", items.iter().map(quoted).collect::<Vec<_>>().join(", "))
    }

    fn add_item(&self, list: &Node, items: &[Node], item: &str) -> Option<Edit> {
        let written = self.list(&[item]);
        let written = written.get(1..written.len() - 1)?;
        let (Some(first), Some(last)) = (items.first(), items.last()) else {
            let at = list.span.start + 1;
            return self.is_bracketed(list).then(|| self.piece(at, at, written));
        };
        let end = last.span.end;
        if self.is_bracketed(list) {
            let gap = self.gap(first.span.start, end);
            return Some(self.piece(end, end, format!(",{gap}{written}")));
        }
        let before = self.part(self.line_start(last.span.start), last.span.start);
        let to = self.line_end(end);
        let rest = self.part(end, to).trim();
        let plain = before.trim() == "-" && (rest.is_empty() || rest.starts_with('#'));
        plain.then(|| self.piece(to, to, format!("\n{before}{written}")))
    }

    fn remove_item(&self, list: &Node, items: &[Node], index: usize) -> Option<Edit> {
        let item = items.get(index)?.span;
        if self.is_bracketed(list) {
            let before = index.checked_sub(1).and_then(|before| items.get(before));
            let (start, end) = match (before, items.get(index + 1)) {
                (_, Some(after)) => (item.start, after.span.start),
                (Some(before), None) => (before.span.end, item.end),
                (None, None) => return self.empty(list),
            };
            let comments = &self.document.comments;
            let within = comments.iter().any(|one| one.span.start >= start && one.span.end <= end);
            return (!within).then(|| self.piece(start, end, ""));
        }
        let line = self.line_start(item.start);
        let dash = self.part(line, item.start);
        let column = u32::try_from(dash.len() - dash.trim_start().len()).ok()?;
        let to = self.line_end(item.end);
        let alone = dash.trim() == "-" && self.part(item.end, to).trim().is_empty();
        if !alone || self.is_below_comment(line + column) {
            return self.hide(line + column, item).filter(|_| dash.trim() == "-");
        }
        let after = if self.part(to, to + 1) == "\n" { to + 1 } else { to };
        Some(self.piece(line, after, ""))
    }
}

/// Returns the position of the route to a destination.
fn route(routes: &Node, keys: &[String]) -> Result<Option<usize>, &'static str> {
    let entries = routes.entries().iter().enumerate();
    let fits = |entry: &Entry| keys.iter().any(|key| same(&entry.key, key));
    let mut found = entries.filter(|(_, entry)| fits(entry)).map(|(at, _)| at);
    match (found.next(), found.next()) {
        (_, Some(_)) => Err("several routes to this destination stand there"),
        (found, None) => Ok(found),
    }
}
