//! Bytes to text, and text to tree by the right reader.

use super::tree::{Document, Node, Syntax, Value};
use super::{json, yaml};
use crate::diagnostic::{Diagnostic, code};
use crate::text::{FileId, Sources, Span};

/// The largest file that is read, in bytes.
const LARGEST: usize = 64 << 20;

/// Reads one of the sources as YAML or JSON; returns what could be read and what is wrong.
///
/// A name in `.json` means JSON. Otherwise a text that starts with a bracket is read as JSON if it
/// is JSON, and everything else is YAML. An unknown file reads as broken, without a word.
#[must_use]
pub fn read(sources: &Sources, file: FileId) -> (Document, Vec<Diagnostic>) {
    let Some(source) = sources.get(file) else {
        return (broken(file), Vec::new());
    };
    let text = source.text.as_str();
    if text.len() > LARGEST {
        return (broken(file), vec![too_large(file, &source.name)]);
    }
    let skip = text.len() - text.trim_start_matches('\u{feff}').len();
    let name = source.name.to_ascii_lowercase();
    if name.ends_with(".json") {
        return json::read(file, text, skip);
    }
    let start = text.get(skip..).unwrap_or_default().trim_start();
    if start.starts_with(['{', '[']) {
        let (document, diagnostics) = json::read(file, text, skip);
        let malformed = diagnostics.iter().any(|found| found.code == code::SYNTAX);
        if !malformed {
            return (document, diagnostics);
        }
    }
    yaml::read(file, text)
}

/// Adds a file to the sources and reads it; see [`read()`].
///
/// What is not UTF-8 text becomes an empty source and a diagnostic.
#[must_use]
pub fn read_bytes(sources: &mut Sources, name: &str, bytes: &[u8]) -> (Document, Vec<Diagnostic>) {
    let refused = |sources: &mut Sources, describe: &dyn Fn(FileId) -> Diagnostic| {
        let file = sources.add(name, "");
        (broken(file), vec![describe(file)])
    };
    if bytes.len() > LARGEST {
        return refused(sources, &|file| too_large(file, name));
    }
    match decode(bytes) {
        Ok(text) => {
            let file = sources.add(name, text);
            read(sources, file)
        }
        Err(binary) => refused(sources, &|file| {
            let place = Span::new(file, 0, 0);
            Diagnostic::new(code::NOT_TEXT, format!("`{name}` {}", binary.problem), place)
                .because("a topology file is YAML or JSON in UTF-8")
                .help(binary.help)
        }),
    }
}

/// Adds a text that is no topology to the sources.
///
/// # Errors
/// Says why it cannot be read.
pub(super) fn add_text(sources: &mut Sources, name: &str, bytes: &[u8]) -> Result<FileId, String> {
    if bytes.len() > LARGEST {
        return Err(format!("`{name}` is larger than {} MiB", LARGEST >> 20));
    }
    match decode(bytes) {
        Ok(text) => Ok(sources.add(name, text)),
        Err(binary) => Err(format!("`{name}` {}", binary.problem)),
    }
}

/// Why bytes are not a text.
struct Binary {
    problem: String,
    help: &'static str,
}

fn decode(bytes: &[u8]) -> Result<&str, Binary> {
    let binary = |problem: &str, help| Binary { problem: problem.to_owned(), help };
    if bytes.starts_with(&[0x1f, 0x8b]) {
        return Err(binary(
            "is compressed with gzip",
            "Unpack it with `gunzip` and name the file inside.",
        ));
    }
    if bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06") {
        return Err(binary("is a zip archive", "Unpack it and name the file inside."));
    }
    if is_utf16(bytes) {
        return Err(binary(
            "is not UTF-8: this is UTF-16, save it as UTF-8",
            "Choose UTF-8 when saving it in the editor.",
        ));
    }
    let line = |at: usize| bytes.iter().take(at).filter(|byte| **byte == b'\n').count() + 1;
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(text).map_err(|error| Binary {
        problem: format!("is not UTF-8: line {} holds other bytes", line(error.valid_up_to())),
        help: "Save it as UTF-8, or name the file that was meant.",
    })?;
    match text.find('\0') {
        Some(at) => Err(Binary {
            problem: format!("is not a text: line {} holds a zero byte", line(at)),
            help: "Name the file that was meant.",
        }),
        None => Ok(text),
    }
}

/// UTF-16 has a byte-order mark, or every second byte of its first words is zero.
fn is_utf16(bytes: &[u8]) -> bool {
    let every_second_is_zero = |first: usize| {
        let mut pairs = bytes.chunks_exact(2).take(8).peekable();
        let zero = |pair: &[u8], at: usize| pair.get(at) == Some(&0);
        pairs.peek().is_some() && pairs.all(|pair| zero(pair, first) && !zero(pair, 1 - first))
    };
    bytes.starts_with(&[0xff, 0xfe])
        || bytes.starts_with(&[0xfe, 0xff])
        || every_second_is_zero(0)
        || every_second_is_zero(1)
}

fn too_large(file: FileId, name: &str) -> Diagnostic {
    let message = format!("`{name}` is larger than {} MiB", LARGEST >> 20);
    Diagnostic::new(code::TOO_LARGE, message, Span::new(file, 0, 0)).because(
        "no topology comes near this limit, which keeps hostile files from exhausting memory",
    )
}

fn broken(file: FileId) -> Document {
    Document {
        file,
        syntax: Syntax::Yaml,
        root: Node::new(Span::new(file, 0, 0), Value::Broken),
        comments: Vec::new(),
    }
}
