//! `outpath import`: the inputs as one topology file.

use std::io;

use crate::{Io, args::Import, exit, files::STDIN, print, save, style};

/// Writes the file, or prints it.
pub(crate) fn run(args: &Import, io: &mut Io<'_>) -> io::Result<u8> {
    let file = args.output.as_deref().filter(|name| *name != STDIN);
    if let Some(name) = file
        && save::stands_in_the_way(io, name, args.force)?
    {
        return Ok(exit::FAILED);
    }
    let (workspace, files) = print::read(io, &args.inputs);
    let problems = workspace.problems();
    let broken = workspace.has_errors();
    if broken || !problems.concise().to_string().is_empty() {
        style::write(&mut *io.stderr, problems.text(), io.looks.1)?;
    }
    if broken && (!args.keep_going || files.any_missing()) {
        return Ok(if files.any_missing() { exit::NO_INPUT } else { exit::FAILED });
    }
    let Some(text) = workspace.topology() else {
        writeln!(io.stderr, "outpath: the inputs describe nothing")?;
        return Ok(exit::FAILED);
    };
    match file {
        None => io.stdout.write_all(text.as_bytes())?,
        Some(name) => {
            if !save::new_file(io, name, args.force, &text)? {
                return Ok(exit::FAILED);
            }
        }
    }
    Ok(if broken { exit::FINDINGS } else { exit::CLEAN })
}
