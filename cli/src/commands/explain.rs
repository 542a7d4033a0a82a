//! `outpath explain`: pages of facts, drop reasons and codes.

use std::io;

use outpath_core::analysis::{self, Role, Text};

use crate::{Io, args::Explain, exit, style};

/// How wide a line of the list is where no terminal says it.
const WIDTH: usize = 100;

/// Prints the page, or the list of all.
pub(crate) fn run(args: &Explain, io: &mut Io<'_>) -> io::Result<u8> {
    if args.json {
        io.stdout.write_all(analysis::pages().as_bytes())?;
        return Ok(exit::CLEAN);
    }
    let page = match &args.id {
        None => list(io.looks.0.width.unwrap_or(WIDTH)),
        Some(id) => match analysis::explain(id) {
            Ok(page) => page,
            Err(near) => {
                let near = one_of(&near);
                writeln!(io.stderr, "outpath: nothing is called `{id}`{near}")?;
                writeln!(io.stderr, "`outpath explain` lists everything.")?;
                return Ok(exit::FAILED);
            }
        },
    };
    style::write(&mut *io.stdout, &page, io.looks.0)?;
    Ok(exit::CLEAN)
}

fn one_of(near: &[String]) -> String {
    match near.split_last() {
        None => String::new(),
        Some((last, [])) => format!("; did you mean {last}?"),
        Some((last, others)) => format!("; did you mean {} or {last}?", others.join(", ")),
    }
}

/// Lists everything, a heading above each group.
fn list(width: usize) -> Text {
    let mut text = Text::default();
    let mut heading = "";
    for (id, line) in analysis::explainable() {
        let group = group(id);
        if group != heading {
            let gap = if heading.is_empty() { "" } else { "\n" };
            text.line(Role::Strong, format!("{gap}{group}"));
            heading = group;
        }
        text.push(Role::Code, format!("  {id}"));
        text.line(Role::Plain, format!("  {}", cut(line, width.saturating_sub(id.len() + 4))));
    }
    text
}

/// Returns what an id names, by its form: `OP9101`, `no-route`, `BAD_STATE`, `LGR-05`.
fn group(id: &str) -> &'static str {
    if id.starts_with(|first: char| first.is_ascii_lowercase()) {
        "Reasons and remarks"
    } else if id.starts_with("OP") {
        "Codes of findings"
    } else if id.contains('-') {
        "Facts"
    } else {
        "Codes of AWS Reachability Analyzer, and what Outpath says"
    }
}

/// Cuts a line after a word.
fn cut(line: &str, width: usize) -> String {
    let line = line.lines().next().unwrap_or_default();
    if line.chars().count() <= width {
        return line.to_owned();
    }
    let kept: String = line.chars().take(width.saturating_sub(4)).collect();
    let kept = kept.rsplit_once(' ').map_or(kept.as_str(), |(kept, _)| kept);
    format!("{kept} ...")
}
