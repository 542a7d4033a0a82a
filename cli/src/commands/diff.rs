//! `outpath diff`: what a change does.

use std::{fs, io, path::PathBuf};

use outpath_core::analysis;

use crate::{Io, args::Diff, exit, print};

/// Compares two networks.
pub(crate) fn run(args: &Diff, io: &mut Io<'_>) -> io::Result<u8> {
    let inputs = |one: &String| [vec![one.clone()], args.with.clone()].concat();
    let before = match print::open(io, &inputs(&args.before), &args.asking)? {
        Ok(opened) => opened,
        Err(code) => return Ok(code),
    };
    let after = match print::open(io, &inputs(&args.after), &args.asking)? {
        Ok(opened) => opened,
        Err(code) => return Ok(code),
    };
    let Some(allow) = allowed(io, &args.allow)? else { return Ok(exit::FAILED) };
    for opened in [&before, &after] {
        if opened.0.has_errors() && !print::goes_on(io, opened, args.keep_going)? {
            return print::print(io, &opened.1, &args.asking, &opened.0.problems());
        }
    }
    let answer = analysis::diff(&before.0, &after.0, &allow).unwrap_or_else(|wrong| wrong);
    print::print(io, &after.1, &args.asking, &answer)
}

/// Reads the files that say what is meant, by name and text; none if one of them cannot be read.
pub(crate) fn allowed(
    io: &mut Io<'_>,
    files: &[PathBuf],
) -> io::Result<Option<Vec<(String, String)>>> {
    let mut found = Vec::new();
    let mut sound = true;
    for name in files {
        match fs::read_to_string(io.folder.join(name)) {
            Ok(text) => found.push((name.display().to_string(), text)),
            Err(failure) => {
                writeln!(io.stderr, "outpath: --allow {}: {failure}", name.display())?;
                sound = false;
            }
        }
    }
    Ok(sound.then_some(found))
}
