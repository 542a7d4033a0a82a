//! From texts to answers: which calls a text answers, where, and about which object.

use crate::{
    diagnostic::{Diagnostic, code},
    document::{Entry, Node, Value, is_name},
    import::calls::{CALLS, Call, pascal},
    text::Span,
};

use super::{
    Input,
    call::{Page, Reader, Scope, command},
    part::Part,
    readers, shape,
};

/// What a text holds, and what is wrong with it.
#[derive(Debug, Default)]
pub(super) struct Pages<'a> {
    pub(super) all: Vec<Page<'a>>,
    pub(super) problems: Vec<Diagnostic>,
}

/// Returns the answers in a text.
pub(super) fn pages<'a>(input: &Input<'a>) -> Pages<'a> {
    let mut pages = Pages::default();
    let root = Part::new(&input.document.root);
    let named = Named::of(input.name);
    if is_bundle(root.node) {
        pages.bundle(root);
    } else {
        pages.output(root, &named);
        if pages.all.is_empty() {
            pages.problems.extend(shape::explain(input.document));
        }
    }
    pages
}

/// Returns whether a tree is a bundle of answers.
pub(in crate::import) fn is_bundle(root: &Node) -> bool {
    root.get("snapshotVersion").is_some()
        || root.get("calls").is_some_and(|calls| {
            matches!(calls.value, Value::List(_)) && root.get("outpath").is_none()
        })
}

/// What a name or the parameters say about an answer.
#[derive(Debug, Default, Clone)]
struct Named {
    operation: Option<&'static Call>,
    about: Option<String>,
    scope: Scope,
}

impl Named {
    /// Reads `123456789012/eu-west-1/search-local-gateway-routes--lgw-rtb-1.json`.
    fn of(path: &str) -> Self {
        let mut parts: Vec<&str> = path.split(['/', '\\']).collect();
        let file = parts.pop().unwrap_or_default();
        let stem =
            ["json", "yaml", "yml"].iter().find_map(|end| file.strip_suffix(&format!(".{end}")));
        let stem = stem.unwrap_or(file);
        let (operation, about) = stem.split_once("--").unwrap_or((stem, ""));
        let account = parts.iter().rev().find(|part| is_account(part));
        let region = parts.iter().rev().find(|part| is_region(part));
        Self {
            operation: operation_of(operation),
            about: Some(about).filter(|about| is_name(about)).map(str::to_owned),
            scope: Scope {
                account: account.map(|part| (*part).to_owned()),
                region: region.map(|part| (*part).to_owned()),
            },
        }
    }
}

/// Returns the call of an operation, in the spelling of the CLI or the API.
fn operation_of(text: &str) -> Option<&'static Call> {
    CALLS.iter().find(|call| call.operation == text || pascal(call.operation) == text)
}

pub(super) fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Returns whether a text has the form of a Region, such as `us-gov-west-1`.
pub(super) fn is_region(text: &str) -> bool {
    let mut words: Vec<&str> = text.split('-').collect();
    let number = words.pop().unwrap_or_default();
    let letters = |word: &&str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_lowercase());
    let digits =
        !number.is_empty() && number.len() <= 2 && number.bytes().all(|b| b.is_ascii_digit());
    (2..=3).contains(&words.len())
        && digits
        && words.iter().all(letters)
        && words.first().is_some_and(|first| (2..=5).contains(&first.len()))
}

impl<'a> Pages<'a> {
    fn bundle(&mut self, root: Part<'a>) {
        let version = root.text("snapshotVersion");
        if let Some(version) = version.filter(|version| version.value != "1") {
            let message =
                format!("version `{}` of a snapshot is not one that is read", version.value);
            let found = Diagnostic::new(code::SNAPSHOT_SHAPE, message, version.span)
                .help("This program reads version 1, as `outpath snapshot-script` writes it.");
            self.problems.push(found);
        }
        for call in root.parts("calls") {
            self.bundled(call);
        }
    }

    fn bundled(&mut self, call: Part<'a>) {
        let Some(operation) = call.text("operation") else {
            let message = "a call of the snapshot lacks `operation`";
            self.problems.push(Diagnostic::new(code::SNAPSHOT_SHAPE, message, head(call.span())));
            return;
        };
        let known = operation_of(operation.value);
        let about = known.and_then(|known| {
            let parameters = call.get("parameters")?.node.entries();
            let per = known.per?;
            let found = parameters.iter().find(|entry| same_parameter(&entry.key, per.option))?;
            let node = match &found.value.value {
                Value::List(items) => items.first()?,
                Value::Null | Value::Scalar { .. } | Value::Map(_) | Value::Broken => &found.value,
            };
            node.text().filter(|text| is_name(text)).map(str::to_owned)
        });
        let text = |key: &str| call.text(key).map(|text| text.value.to_owned());
        let scope = Scope {
            account: text("account").filter(|account| is_account(account)),
            region: text("region").filter(|region| is_region(region)),
        };
        let Some(operation) = known else {
            self.not_read(operation.value, operation.span);
            return;
        };
        let Some(output) = call.get("output") else {
            // A call that AWS refused, or one without an answer.
            let error = call.word("error");
            let message = format!("`{}` has no answer", operation.operation);
            let found = Diagnostic::new(code::SNAPSHOT_SHAPE, message, head(call.span()));
            let because = if error.is_empty() { "the bundle holds no `output`" } else { error };
            self.problems.push(found.because(clip(because)).help(rerun(operation)));
            return;
        };
        self.output(output, &Named { operation: Some(operation), about, scope });
    }

    /// Finds the answers in an output.
    fn output(&mut self, output: Part<'a>, named: &Named) {
        let before = self.all.len();
        for entry in output.node.entries() {
            if let Some((call, reader, one)) = find(entry, named) {
                if one {
                    self.explain_one(entry, call, reader);
                }
                self.page(output, named, (call, reader));
            }
        }
        self.truncated(output, before, named);
    }

    fn page(
        &mut self,
        output: Part<'a>,
        named: &Named,
        (call, reader): (&'static Call, &'static Reader),
    ) {
        let echo = call.per.and_then(|per| per.echo);
        let echoed = echo.and_then(|echo| output.text(echo)).filter(|text| is_name(text.value));
        let own = named.about.clone().filter(|_| call.per.is_some());
        let about = echoed.map(|text| text.value.to_owned()).or(own);
        if self.all.iter().any(|page| page.call == call && page.output.node == output.node) {
            return;
        }
        self.all.push(Page { call, reader, output, about, scope: named.scope.clone() });
    }

    /// Says that something was cut off: what is not there may be on the next page.
    fn truncated(&mut self, output: Part<'a>, before: usize, named: &Named) {
        let first = self.all.get(before).map(|page| page.call).or(named.operation);
        let left = output.text("NextToken").or_else(|| output.text("nextToken"));
        let more = output.get("AdditionalRoutesAvailable");
        let more = more.filter(|_| output.flag("AdditionalRoutesAvailable") == Some(true));
        let Some(place) = left.map(|text| text.span).or_else(|| more.map(Part::span)) else {
            return;
        };
        let Some(call) = first else { return };
        let member = if left.is_some() { "NextToken" } else { "AdditionalRoutesAvailable" };
        let message =
            format!("the answer of `{}` is cut off: `{member}` is left over", call.operation);
        let mut found = Diagnostic::new(code::SNAPSHOT_TRUNCATED, message, place).because(
            "That a route or an object is absent decides about packets, and the rest may hold it.",
        );
        found = if left.is_some() {
            found.help("Call again with `--starting-token` or `--next-token` and this value, and give both files; or without `--max-items` and `--max-results`.")
        } else {
            found.help("Search in parts, such as `Name=type,Values=static` and `Name=type,Values=propagated`, and give all files.")
        };
        self.problems.push(found);
    }

    /// Says that one item stands where a list belongs.
    fn explain_one(&mut self, entry: &Entry, call: &'static Call, reader: &Reader) {
        let message = format!("`{}` holds one object where `{}` has a list", entry.key, call.key);
        let found = Diagnostic::new(code::SNAPSHOT_NOTE, message, entry.key_span)
            .because(format!(
                "Calls that create have this form, and so do some of AWS's own examples. It is read as one item of `{}`.",
                call.operation
            ))
            .help(format!("`{}` gives all of them.", command(call)));
        if !reader.one.is_empty() {
            self.problems.push(found);
        }
    }

    fn not_read(&mut self, operation: &str, place: Span) {
        let message = format!("answers of `{}` are not read", clip(operation));
        self.problems.push(Diagnostic::new(code::SNAPSHOT_UNREAD, message, place));
    }
}

/// Returns the call whose answer stands at a key, and whether one item stands there alone.
fn find(entry: &Entry, named: &Named) -> Option<(&'static Call, &'static Reader, bool)> {
    let matches: Vec<_> = readers()
        .filter(|(call, reader)| {
            call.key == entry.key || !reader.one.is_empty() && reader.one == entry.key
        })
        .collect();
    let by_name = matches.iter().find(|(call, _)| named.operation == Some(call));
    let by_form = || {
        let first = match &entry.value.value {
            Value::List(items) => items.first(),
            Value::Map(_) => Some(&entry.value),
            Value::Null | Value::Scalar { .. } | Value::Broken => None,
        };
        let fits = |reader: &Reader| first.is_some_and(|item| has_all(item, reader.members));
        matches.iter().find(|(_, reader)| fits(reader)).or_else(|| matches.first())
    };
    let (call, reader) = by_name.or_else(by_form)?;
    let one = call.key != entry.key && matches!(entry.value.value, Value::Map(_));
    Some((*call, *reader, one))
}

/// Returns whether an item has all of these members.
pub(super) fn has_all(item: &Node, members: &[&str]) -> bool {
    !members.is_empty() && members.iter().all(|member| item.get(member).is_some())
}

/// Returns the items of an answer, each alone.
pub(super) fn items<'a>(page: &Page<'a>) -> Vec<Part<'a>> {
    let keys = [page.call.key, page.reader.one];
    let found = keys.iter().filter(|key| !key.is_empty()).find_map(|key| page.output.get(key));
    match found.map(|part| part.node) {
        Some(Node { value: Value::List(items), .. }) => items.iter().map(Part::new).collect(),
        Some(node @ Node { value: Value::Map(_), .. }) => vec![Part::new(node)],
        Some(_) | None => Vec::new(),
    }
}

/// Returns whether two spellings are one parameter: `pool-id` and `PoolId`.
fn same_parameter(one: &str, other: &str) -> bool {
    let letters = |text: &str| {
        let plain = text.chars().filter(char::is_ascii_alphanumeric);
        plain.map(|letter| letter.to_ascii_lowercase()).collect::<String>()
    };
    letters(one) == letters(other) || letters(one) == format!("{}s", letters(other))
}

fn rerun(call: &Call) -> String {
    format!("Run `{}` again.", command(call))
}

/// Returns the beginning of a place, where the whole would be too much to underline.
fn head(place: Span) -> Span {
    place.part(0, 1)
}

pub(super) fn clip(text: &str) -> String {
    match text.char_indices().nth(120) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text.to_owned(),
    }
}
