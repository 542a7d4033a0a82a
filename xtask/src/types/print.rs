//! Shapes as TypeScript.

use std::fmt::{self, Display};

use super::shape::{Field, Form, Shape};

const HEAD: &str = "\
/**
 * What the module answers, made of the Rust structs that it serializes. Do not edit: `cargo xtask docs` writes
 * this file, and a test says when it is not current.
 *
 * A field with `?` is left out where there is nothing to say; one with `| null` is always there.
 */
";

/// A set of words that is longer has a line for each.
const WIDEST: usize = 120;

/// Returns sets of words and shapes as one file.
pub(super) fn file(words: &[(&str, Vec<String>)], shapes: &[Shape]) -> String {
    let words = words.iter().map(|(name, words)| set(name, words));
    let shapes = shapes.iter().map(ToString::to_string);
    let parts: Vec<String> = words.chain(shapes).collect();
    format!("{HEAD}\n{}", parts.join("\n"))
}

fn set(name: &str, words: &[String]) -> String {
    let words: Vec<String> = words.iter().map(|word| quoted(word)).collect();
    let short = format!("export type {name} = {};\n", words.join(" | "));
    if short.len() <= WIDEST {
        return short;
    }
    format!("export type {name} =\n  | {};\n", words.join("\n  | "))
}

fn quoted(word: &str) -> String {
    format!("'{}'", word.replace('\\', "\\\\").replace('\'', "\\'"))
}

/// Returns a comment of Rust as one of TypeScript, with names of Rust as words.
fn comment(docs: &str, indent: &str) -> String {
    if docs.is_empty() {
        return String::new();
    }
    let docs = docs.replace("[`", "`").replace("`]", "`").replace("*/", "* /");
    format!("{indent}/** {docs} */\n")
}

impl Display for Shape {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let also = if self.also.is_empty() { "" } else { " extends " };
        out.write_str(&comment(&self.docs, ""))?;
        writeln!(out, "export interface {}{also}{} {{", self.name, self.also.join(", "))?;
        for field in &self.fields {
            field.fmt(out)?;
        }
        out.write_str("}\n")
    }
}

impl Display for Field {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mark = if self.optional { "?" } else { "" };
        out.write_str(&comment(&self.docs, "  "))?;
        writeln!(out, "  {}{mark}: {};", self.key, self.form)
    }
}

impl Display for Form {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Plain(word) => out.write_str(word),
            Self::OrNull(inner) => write!(out, "{inner} | null"),
            Self::List(inner) => {
                let inner = inner.to_string();
                if inner.contains(" | ") {
                    write!(out, "({inner})[]")
                } else {
                    write!(out, "{inner}[]")
                }
            }
            Self::Tuple(parts) => {
                let parts: Vec<String> = parts.iter().map(ToString::to_string).collect();
                write!(out, "[{}]", parts.join(", "))
            }
        }
    }
}
