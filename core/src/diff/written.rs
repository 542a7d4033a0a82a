//! What differs in the words of the inputs: two trees, matched by key and by AWS id.

use crate::{
    document::{Document, Entry, Node, Value},
    text::Span,
};

/// One thing that the inputs say otherwise.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// The keys that lead to it, the outermost first.
    pub path: Vec<String>,
    /// What was said; none where it is new.
    pub before: Option<Said>,
    /// What is said; none where it is gone.
    pub after: Option<Said>,
    /// The place in the inputs after the change that is nearest: of what is said, else of what held it.
    pub near: Span,
}

/// A part of an input.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Said {
    /// The text on one line, as JSON writes it but without quotes where none are needed.
    pub text: String,
    /// The place of it, with its key.
    pub span: Span,
}

/// Returns what two inputs say differently, in the order of the first.
///
/// The order of keys and of list items is no difference, nor is the file that something stands in.
/// What has another name but the same AWS `id` is the same thing under a new name.
#[must_use]
pub fn edits(before: &Document, after: &Document) -> Vec<Edit> {
    let mut walk = Walk { path: Vec::new(), near: vec![after.root.span], found: Vec::new() };
    walk.values((&before.root, before.root.span), (&after.root, after.root.span));
    walk.found
}

/// A value with the place of it and its key.
type Placed<'d> = (&'d Node, Span);

/// A walk through two trees at once.
struct Walk {
    /// The keys down to here.
    path: Vec<String>,
    /// The places of these keys in the tree after the change, and of its root.
    near: Vec<Span>,
    found: Vec<Edit>,
}

impl Walk {
    fn values(&mut self, before: Placed<'_>, after: Placed<'_>) {
        match (&before.0.value, &after.0.value) {
            (Value::Map(one), Value::Map(other)) => self.entries(one, other),
            (Value::Map(one), Value::Null) => self.entries(one, &[]),
            (Value::Null, Value::Map(other)) => self.entries(&[], other),
            (Value::List(one), Value::List(other)) => self.items(one, other),
            _parts if same(before.0, after.0) => {}
            _parts => self.note(Some(said(before)), Some(said(after))),
        }
    }

    fn note(&mut self, before: Option<Said>, after: Option<Said>) {
        let held = self.near.last().copied();
        let near = after.as_ref().map(|said| said.span).or(held);
        let near = near.unwrap_or(Span::new(crate::text::FileId(0), 0, 0));
        self.found.push(Edit { path: self.path.clone(), before, after, near });
    }

    fn entries(&mut self, before: &[Entry], after: &[Entry]) {
        let same_key = |key: &str| after.iter().find(|one| one.key == key);
        let renamed = |entry: &Entry| {
            let free = |one: &&Entry| before.iter().all(|known| known.key != one.key);
            let own = id(entry)?;
            after.iter().filter(free).find(|one| id(one) == Some(own))
        };
        let mut taken: Vec<&str> = Vec::new();
        for entry in before {
            self.path.push(entry.key.clone());
            match same_key(&entry.key).or_else(|| renamed(entry)) {
                Some(other) => {
                    taken.push(&other.key);
                    if other.key != entry.key {
                        let name = |one: &Entry| Said { text: one.key.clone(), span: one.key_span };
                        self.note(Some(name(entry)), Some(name(other)));
                    }
                    self.near.push(other.key_span);
                    self.values(placed(entry), placed(other));
                    self.near.pop();
                }
                None => self.note(Some(said(placed(entry))), None),
            }
            self.path.pop();
        }
        for entry in after.iter().filter(|entry| !taken.contains(&entry.key.as_str())) {
            self.path.push(entry.key.clone());
            self.note(None, Some(said(placed(entry))));
            self.path.pop();
        }
    }

    /// Compares lists whose order means nothing: what stands in both is the same.
    fn items(&mut self, before: &[Node], after: &[Node]) {
        let mut left: Vec<&Node> = after.iter().collect();
        let mut gone: Vec<&Node> = Vec::new();
        for one in before {
            match left.iter().position(|other| same(one, other)) {
                Some(at) => _ = left.remove(at),
                None => gone.push(one),
            }
        }
        if let ([one], [other]) = (gone.as_slice(), left.as_slice()) {
            return self.values((one, one.span), (other, other.span));
        }
        for one in gone {
            self.note(Some(said((one, one.span))), None);
        }
        for one in left {
            self.note(None, Some(said((one, one.span))));
        }
    }
}

fn said((node, span): Placed<'_>) -> Said {
    Said { text: words(node), span }
}

/// Returns the AWS id of what an entry describes.
fn id(entry: &Entry) -> Option<&str> {
    let Value::Map(fields) = &entry.value.value else { return None };
    fields.iter().find(|field| field.key == "id").and_then(|field| field.value.text())
}

fn placed(entry: &Entry) -> Placed<'_> {
    let (key, value) = (entry.key_span, entry.value.span);
    let end = if key.file == value.file { value.end } else { key.end };
    (&entry.value, Span::new(key.file, key.start, end))
}

/// Returns whether two values say the same.
fn same(one: &Node, other: &Node) -> bool {
    match (&one.value, &other.value) {
        (Value::Map(_) | Value::List(_), Value::Map(_) | Value::List(_)) => {
            let mut walk = Walk { path: Vec::new(), near: Vec::new(), found: Vec::new() };
            walk.values((one, one.span), (other, other.span));
            walk.found.is_empty()
        }
        _scalars => words(one) == words(other),
    }
}

/// Returns a value on one line.
fn words(node: &Node) -> String {
    match &node.value {
        Value::Null | Value::Broken => String::new(),
        Value::Scalar { text, .. } => text.clone(),
        Value::List(items) if items.is_empty() => String::new(),
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(words).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Map(entries) if entries.is_empty() => String::new(),
        Value::Map(entries) => {
            let entry = |one: &Entry| match words(&one.value) {
                empty if empty.is_empty() => one.key.clone(),
                text => format!("{}: {text}", one.key),
            };
            let entries: Vec<String> = entries.iter().map(entry).collect();
            format!("{{ {} }}", entries.join(", "))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{document::read, text::Sources};

    fn told(before: &str, after: &str) -> Vec<String> {
        let mut sources = Sources::default();
        let mut tree = |text: &str| {
            let file = sources.add("a.yaml", text);
            read(&sources, file).0
        };
        let (before, after) = (tree(before), tree(after));
        let word =
            |said: &Option<Said>| said.as_ref().map_or("-".to_owned(), |one| one.text.clone());
        let shown = |one: &Edit| {
            format!("{}: {} => {}", one.path.join("/"), word(&one.before), word(&one.after))
        };
        edits(&before, &after).iter().map(shown).collect()
    }

    #[test]
    fn what_says_the_same_differs_in_nothing() {
        let one = "a: {b: 1, c: [x, {d: 1, e: 2}]}\nf:\n";
        let other = "f: {}\na:\n  c: [{e: 2, d: '1'}, x] # a comment\n  b: \"1\"\n";
        assert_eq!(told(one, other), Vec::<String>::new());
        assert_eq!(told(one, one), Vec::<String>::new());
    }

    #[test]
    fn values_keys_and_items_that_differ_are_told_with_their_path() {
        let one = "a: {b: 1, gone: {x: 1}}\nl: [p, q]\nm: [p, q]\n";
        let other = "a: {b: 2, new: [1]}\nl: [q, r]\nm: [q, r, s]\n";
        assert_eq!(
            told(one, other),
            [
                "a/b: 1 => 2",
                "a/gone: { x: 1 } => -",
                "a/new: - => [1]",
                "l: p => r",
                "m: p => -",
                "m: - => r",
                "m: - => s",
            ]
        );
    }

    #[test]
    fn a_thing_with_the_same_id_under_another_name_is_renamed() {
        let one = "vpcs: {shop: {id: vpc-1, cidrs: [10.0.0.0/16]}}\n";
        let other = "vpcs: {store: {id: vpc-1, cidrs: [10.1.0.0/16]}}\n";
        let expected = ["vpcs/shop: shop => store", "vpcs/shop/cidrs: 10.0.0.0/16 => 10.1.0.0/16"];
        assert_eq!(told(one, other), expected);
    }
}
