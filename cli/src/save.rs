//! New files: nothing is replaced unless the user says so.

use std::{
    fs::OpenOptions,
    io::{self, ErrorKind, Write},
    path::Path,
};

use crate::Io;

/// Writes a new file; returns whether it was written. If not, the user has been told why.
pub(crate) fn new_file(io: &mut Io<'_>, name: &str, force: bool, text: &str) -> io::Result<bool> {
    let why = match put(&io.folder.join(name), force, text) {
        Ok(()) => return Ok(true),
        Err(failure) if failure.kind() == ErrorKind::AlreadyExists => {
            "it exists already; --force replaces it".to_owned()
        }
        Err(failure) => failure.to_string(),
    };
    writeln!(io.stderr, "outpath: `{name}` cannot be written: {why}")?;
    Ok(false)
}

/// Says that a file would not be written, before any work is done for it.
pub(crate) fn stands_in_the_way(io: &mut Io<'_>, name: &str, force: bool) -> io::Result<bool> {
    let there = !force && io.folder.join(name).symlink_metadata().is_ok();
    if there {
        writeln!(io.stderr, "outpath: `{name}` exists already; --force replaces it")?;
    }
    Ok(there)
}

fn put(path: &Path, force: bool, text: &str) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true);
    if force {
        options.create(true).truncate(true);
    } else {
        options.create_new(true);
    }
    options.open(path)?.write_all(text.as_bytes())
}
