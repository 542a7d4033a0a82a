//! `outpath format`: topology files in their canonical form.

use std::{fs, io};

use outpath_core::analysis::{self, Loader};

use crate::{
    Io,
    args::FormatFiles,
    exit,
    files::{Files, STDIN},
    style,
};

/// Formats every file, also after one that cannot be; the worst exit code counts.
pub(crate) fn run(args: &FormatFiles, io: &mut Io<'_>) -> io::Result<u8> {
    let files = Files::new(io, &args.files);
    let mut code = exit::CLEAN;
    for name in &args.files {
        code = code.max(one(args, io, &files, name)?);
    }
    Ok(code)
}

fn one(args: &FormatFiles, io: &mut Io<'_>, files: &Files, name: &str) -> io::Result<u8> {
    if name != STDIN && files.path(name).is_dir() {
        writeln!(io.stderr, "outpath: `{name}` is a folder; name the topology files in it")?;
        return Ok(exit::FAILED);
    }
    let loaded = match files.load(name, None) {
        Ok(loaded) => loaded,
        Err(why) => {
            writeln!(io.stderr, "outpath: `{name}` cannot be read: {why}")?;
            return Ok(if files.any_missing() { exit::NO_INPUT } else { exit::FAILED });
        }
    };
    let text = match analysis::format(&loaded.name, &loaded.bytes) {
        Ok(text) => text,
        Err(answer) => {
            style::write(&mut *io.stderr, answer.text(), io.looks.1)?;
            return Ok(exit::of(answer.status()));
        }
    };
    let same = text.as_bytes() == loaded.bytes;
    if args.check {
        if same {
            return Ok(exit::CLEAN);
        }
        writeln!(io.stdout, "{}", loaded.name)?;
        return Ok(exit::FINDINGS);
    }
    if args.stdout || name == STDIN {
        io.stdout.write_all(text.as_bytes())?;
    } else if !same && let Err(failure) = fs::write(files.path(name), text) {
        writeln!(io.stderr, "outpath: `{name}` cannot be written: {failure}")?;
        return Ok(exit::FAILED);
    }
    Ok(exit::CLEAN)
}
