//! TypeScript types of what the browser module answers, read from the Rust structs that are serialized.
//!
//! The sources are read rather than compiled: neither the program nor the module carries anything for
//! this, and the structs say nothing about TypeScript. What the reader does not understand (a type, an
//! attribute of serde) ends the chore; it never guesses.

mod list;
mod print;
mod read;
mod shape;
mod words;

use std::{collections::BTreeSet, fs};

use crate::step::Failure;

use read::Read;
use shape::Shape;

/// Where the types stand.
pub(crate) const ANSWERS: &str = "wasm/web/src/engine/answers.ts";

/// Returns the types of all answers as one file of TypeScript.
pub(crate) fn answers() -> Result<String, Failure> {
    let mut files = Vec::new();
    for source in list::SOURCES {
        files.push(Read::new(source, &text(source.file)?)?);
    }
    let mut words = Vec::new();
    for known in list::WORDS {
        words.push((known.name, words::of(&text(known.file)?, known.function)?));
    }
    let shapes = read::shapes(&files)?;
    sound(&shapes)?;
    Ok(print::file(&words, &shapes))
}

fn text(file: &str) -> Result<String, Failure> {
    fs::read_to_string(crate::root().join(file)).map_err(|why| Failure::of(file, why))
}

/// Returns whether names are given once, and nothing on the list is about what is not there.
fn sound(shapes: &[Shape]) -> Result<(), Failure> {
    let mut names: BTreeSet<&str> = list::WORDS.iter().map(|known| known.name).collect();
    if let Some(twice) = shapes.iter().find(|shape| !names.insert(&shape.name)) {
        let words = format!("`{}` of {} is a name twice; list another", twice.name, twice.file);
        return Err(Failure::new(words));
    }
    let there: BTreeSet<String> = shapes.iter().flat_map(Shape::paths).collect();
    match list::MEANT.iter().find(|(field, _)| !there.contains(*field)) {
        Some((field, _)) => Err(Failure::new(format!("no answer has the field `{field}`"))),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn the_types_of_answers_are_current() {
        let made = answers().unwrap_or_else(|why| panic!("{why}"));
        let old = text(ANSWERS).unwrap_or_default();
        assert!(old == made, "{ANSWERS} is not current: `cargo xtask docs` writes it");
    }

    /// What is serialized is an answer of the module, or somebody has said what else it is.
    #[test]
    fn nothing_that_is_serialized_is_forgotten() {
        let listed = list::SOURCES.iter().map(|source| source.file);
        let listed: BTreeSet<&str> = listed.chain(list::OTHERS.iter().copied()).collect();
        let mut found = BTreeSet::new();
        for folder in ["core/src", "wasm/src"] {
            below(&crate::root().join(folder), &mut |path, text| {
                let file = syn::parse_file(text).unwrap_or_else(|why| panic!("{path}: {why}"));
                if read::serializes(&file) {
                    found.insert(path.to_owned());
                }
            });
        }
        let found: BTreeSet<&str> = found.iter().map(String::as_str).collect();
        assert_eq!(found, listed);
    }

    /// Shows every Rust file below a folder, by its path from the folder of the project.
    fn below(folder: &Path, see: &mut impl FnMut(&str, &str)) {
        for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                below(&path, see);
            } else if let Ok(text) = fs::read_to_string(&path)
                && text.contains("Serialize")
            {
                let own = path.strip_prefix(crate::root()).unwrap_or(&path);
                see(&own.to_string_lossy().replace('\\', "/"), &text);
            }
        }
    }
}
