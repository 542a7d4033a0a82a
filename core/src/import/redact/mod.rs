//! A snapshot that can be shared: everything that tells whose it is, replaced alike everywhere.
//!
//! This room takes answers of AWS, and topology files beside them, and gives files of the same form with
//! the same ways for packets.
//! Ids, accounts, names and addresses are replaced by what a [`Key`] draws for each, so that they
//! match across files and, under the same key, across runs. What is unknown is replaced as well.
//! [`VISIBLE`] says what stays. It never decides what an answer means.
//!
//! ```
//! use outpath_core::import::redact::{File, Key, redact};
//!
//! let key = Key::new("nobody guesses this")?;
//! let text = r#"{"Vpcs": [{"VpcId": "vpc-0a1b2c3d", "State": "available"}]}"#;
//! let file = File { path: "describe-vpcs.json".into(), bytes: text.into() };
//! let shared = redact(&[file], key).expect("it can be read");
//! assert!(shared.files[0].text.contains("available"));
//! assert!(!shared.files[0].text.contains("vpc-0a1b2c3d"));
//! # Ok::<(), String>(())
//! ```

mod address;
mod json;
mod key;
mod members;
mod path;
#[cfg(test)]
mod tests;
mod topology;
mod tree;
mod words;

use std::collections::BTreeMap;

use crate::{
    diagnostic::{Diagnostic, Severity, code},
    document::{Document, Value, read_bytes},
    text::Sources,
};

pub use key::Key;
pub use words::Sort;

use address::Addresses;
use words::Words;

/// What stays visible in a redacted snapshot, for the user to weigh.
pub const VISIBLE: &[&str] = &[
    "how many objects of which kind there are, their states, how they are joined, the names of members",
    "Regions, zones, instance types, AWS's own services",
    "protocols, ports, ICMP types, VLANs, rule numbers, private AS numbers, AWS's AS numbers",
    "the lengths of prefixes, which of them hold which, and how many leading bits addresses share",
    "the range that an address is of: 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10, ranges \
     for documentation, unique local or global IPv6; a prefix as short as its range",
    "link-local, loopback and multicast addresses, whole",
    "low and last host numbers in a subnet, and low numbers of subnets in a VPC, nearly whole",
    "which texts are equal, the order of points in time, words of the topology file such as `internet`",
];

/// One file of a snapshot.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its path within the snapshot, parts separated by `/`.
    pub path: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// One file that can be shared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shared {
    /// Its path, with nothing of the user's in it.
    pub path: String,
    /// Its content.
    pub text: String,
}

/// A snapshot that can be shared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Redacted {
    /// The files, in the order of those given.
    pub files: Vec<Shared>,
    /// What stands for what, which must not be shared.
    pub replaced: BTreeMap<(Sort, String), String>,
}

/// What is wrong with files that cannot be redacted.
#[derive(Debug, Clone)]
pub struct Refused {
    /// The texts.
    pub sources: Sources,
    /// What is wrong.
    pub problems: Vec<Diagnostic>,
}

/// Replaces everything in a snapshot that tells whose it is.
///
/// # Errors
/// If a file cannot be read whole, or is neither an answer of AWS nor a topology file: what is not understood cannot be hidden.
pub fn redact(files: &[File], key: Key) -> Result<Redacted, Refused> {
    let mut sources = Sources::default();
    let mut problems = Vec::new();
    let mut documents: Vec<Document> = Vec::new();
    for file in files {
        let (document, found) = read_bytes(&mut sources, &file.path, &file.bytes);
        problems.extend(found.into_iter().filter(|one| one.severity == Severity::Error));
        problems.extend(refusals(&document));
        documents.push(document);
    }
    if !problems.is_empty() {
        return Err(Refused { sources, problems });
    }
    let mut found = tree::Found::default();
    for document in &documents {
        tree::find(&document.root, &mut found);
    }
    let mut words = Words::new(key, Addresses::new(key, &found.roles), found.times);
    let shared = files.iter().zip(&documents).map(|(file, document)| {
        let root = &document.root;
        let of = if is_topology(document) { topology::rewrite } else { tree::rewrite };
        let text = json::print(&of(root, &mut words));
        Shared { path: path::rewrite(&file.path, &mut words), text }
    });
    let files = shared.collect();
    Ok(Redacted { files, replaced: words.into_found() })
}

fn is_topology(document: &Document) -> bool {
    document.root.get("outpath").is_some()
}

/// Returns why a document is no answer of AWS and no topology file.
fn refusals(document: &Document) -> Vec<Diagnostic> {
    let place = document.root.span.part(0, 1);
    match &document.root.value {
        Value::Broken => Vec::new(),
        Value::Map(_) if is_topology(document) => topology::refusals(&document.root),
        Value::Map(_) => Vec::new(),
        Value::Null | Value::List(_) | Value::Scalar { .. } => {
            let message =
                "this is neither an answer of AWS nor a topology file: those are mappings";
            vec![Diagnostic::new(code::NOT_REDACTED, message, place)]
        }
    }
}
