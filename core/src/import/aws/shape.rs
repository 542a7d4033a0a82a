//! What is not an answer of AWS as the CLI prints it, and the command that gives one.

use crate::{
    diagnostic::{Diagnostic, code},
    document::{Document, Node, Value},
    import::calls::Call,
};

use super::{
    call::{Reader, command},
    pages::{has_all, is_bundle},
    readers,
};

/// Returns whether a mapping is an answer of AWS, or clearly comes from one.
pub(in crate::import) fn knows(root: &Node) -> bool {
    let key = |key: &str| {
        readers().any(|(call, reader)| call.key == key || !key.is_empty() && reader.one == key)
    };
    is_bundle(root)
        || root.entries().iter().any(|entry| key(&entry.key) || is_error(&entry.key))
        || reader_of(root).is_some()
}

/// Returns the call that an object without its list must come from.
pub(super) fn reader_of(item: &Node) -> Option<(&'static Call, &'static Reader)> {
    let fits = readers().filter(|(_, reader)| has_all(item, reader.members));
    fits.max_by_key(|(_, reader)| reader.members.len())
}

/// Returns whether an object comes from an answer of AWS.
pub(in crate::import) fn is_item(item: &Node) -> bool {
    reader_of(item).is_some()
}

/// Returns whether a text is what the CLI prints with `--output text`, or an error of it.
pub(in crate::import) fn is_text_output(text: &str) -> bool {
    let first = text.trim_start().split([' ', '\t', '\n']).next().unwrap_or_default();
    is_error(text.trim_start()) || by_word(first).is_some()
}

fn is_error(text: &str) -> bool {
    text.starts_with("An error occurred (")
}

/// Returns the call whose objects `--output text` writes with this word in front.
fn by_word(word: &str) -> Option<&'static Call> {
    let capital = word.len() > 3 && word.bytes().all(|byte| byte.is_ascii_uppercase());
    let found = readers().find(|(call, _)| capital && call.key.to_ascii_uppercase() == word);
    found.map(|(call, _)| call)
}

/// Says what a document is that holds no answer.
pub(super) fn explain(document: &Document) -> Vec<Diagnostic> {
    let root = &document.root;
    match &root.value {
        Value::List(items) => vec![a_list(root, items)],
        Value::Scalar { text, .. } => vec![a_text(root, text)],
        Value::Map(_) => a_map(root),
        Value::Null | Value::Broken => Vec::new(),
    }
}

fn refuse(root: &Node, message: impl Into<String>) -> Diagnostic {
    Diagnostic::new(code::SNAPSHOT_SHAPE, message, root.span.part(0, 1))
}

fn a_list(root: &Node, items: &[Node]) -> Diagnostic {
    let found = refuse(root, "this is a list, and an answer of AWS is a mapping")
        .because("The CLI leaves a list when `--query` picks one out, and then nothing says what it is about.");
    match items.iter().find_map(reader_of) {
        Some((call, _)) => found.help(format!("Run `{}` without `--query`.", command(call))),
        None => found.help("Run the call again with `--output json` and without `--query`."),
    }
}

fn a_text(root: &Node, text: &str) -> Diagnostic {
    if is_error(text.trim_start()) {
        return an_error(root, text);
    }
    let first = text.trim_start().split([' ', '\t', '\n']).next().unwrap_or_default();
    let found = refuse(root, "this is what `--output text` prints")
        .because("It leaves out the names of members, so nobody can tell them apart.");
    match by_word(first) {
        Some(call) => found.help(format!("Run `{}`.", command(call))),
        None => found.help("Run the call again with `--output json`."),
    }
}

fn an_error(root: &Node, text: &str) -> Diagnostic {
    let line: String = text.trim().lines().next().unwrap_or_default().chars().take(160).collect();
    refuse(root, "this is an error of AWS instead of an answer")
        .because(line)
        .help("Give the caller the permission, or correct the call, and run it again.")
}

fn a_map(root: &Node) -> Vec<Diagnostic> {
    if let Some(error) = root.entries().iter().find(|entry| is_error(&entry.key)) {
        return vec![an_error(root, &error.key)];
    }
    if let Some((call, _)) = reader_of(root) {
        let message = format!("this is one object out of an answer of `{}`", call.operation);
        let found = refuse(root, message)
            .because("The CLI leaves it when `--query` picks it out.")
            .help(format!("Run `{}` without `--query`.", command(call)));
        return vec![found];
    }
    let pascal = |key: &str| key.starts_with(|first: char| first.is_ascii_uppercase());
    let named: Vec<_> = root.entries().iter().filter(|entry| pascal(&entry.key)).collect();
    if named.is_empty() {
        let found = refuse(root, "this is neither a topology file nor an answer of AWS")
            .help("A topology file starts with `outpath: 1`.")
            .help("An answer of AWS is what `aws ec2 describe-vpcs --output json` and the like print.");
        return vec![found];
    }
    let unread = named.into_iter().filter(|entry| {
        matches!(entry.value.value, Value::List(_) | Value::Map(_))
            && entry.key != "ResponseMetadata"
    });
    let unread = unread.map(|entry| {
        let message =
            format!("answers that hold `{}` are not read", super::pages::clip(&entry.key));
        Diagnostic::new(code::SNAPSHOT_UNREAD, message, entry.key_span)
    });
    unread.take(20).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is built without the importer knows an answer by that.
    #[test]
    fn every_key_that_tells_an_answer_begins_with_a_capital() {
        for (call, reader) in readers() {
            for key in [call.key, reader.one].iter().chain(reader.members) {
                let capital = key.starts_with(|first: char| first.is_ascii_uppercase());
                assert!(key.is_empty() || capital, "{key} of {}", call.operation);
            }
        }
    }
}
