//! New files: nothing is replaced unless the user says so.

use std::{
    fs::{self, OpenOptions},
    io::{self, ErrorKind, Write},
    path::{Path, PathBuf},
};

use outpath_core::analysis::Corrected;

use crate::Io;

/// What some editors put before a text.
const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

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

/// Replaces files by what was made of them: all new texts are written beside the old ones before the
/// first one takes its place, so that nothing is ever half written.
///
/// # Errors
/// Says what stands in the way; then every file is as it was.
pub(crate) fn replace(
    corrected: &Corrected<'_>,
    path: impl Fn(&str) -> PathBuf,
) -> Result<(), String> {
    let mut ready: Vec<(PathBuf, PathBuf)> = Vec::new();
    let mut written = Ok(());
    for (name, file) in corrected.files() {
        match beside(&path(name), &file.before, &file.after) {
            Ok(pair) => ready.push(pair),
            Err(why) => {
                written = Err(format!("`{name}` cannot be written: {why}"));
                break;
            }
        }
    }
    for (new, old) in &ready {
        let moved = match &written {
            Ok(()) => fs::rename(new, old),
            Err(_) => fs::remove_file(new),
        };
        if let Err(failure) = moved
            && written.is_ok()
        {
            written = Err(format!("`{}` cannot be written: {failure}", old.display()));
        }
    }
    written
}

/// Writes a new text beside a file that still holds the old one; returns where, and the file itself
/// behind all links.
fn beside(path: &Path, before: &str, after: &str) -> Result<(PathBuf, PathBuf), String> {
    let told = |failure: io::Error| failure.to_string();
    let old = path.canonicalize().map_err(told)?;
    let bytes = fs::read(&old).map_err(told)?;
    let text = bytes.strip_prefix(BYTE_ORDER_MARK).unwrap_or(&bytes);
    if text != before.as_bytes() {
        return Err("it has changed since it was read".to_owned());
    }
    let permissions = fs::metadata(&old).map_err(told)?.permissions();
    if permissions.readonly() {
        return Err("it is read-only".to_owned());
    }
    let name = old.file_name().unwrap_or_default().to_string_lossy();
    let new = old.with_file_name(format!(".{name}.{}", std::process::id()));
    let mark: &[u8] = if text.len() < bytes.len() { BYTE_ORDER_MARK } else { b"" };
    let mut file = OpenOptions::new().write(true).create_new(true).open(&new).map_err(told)?;
    let written = file
        .write_all(mark)
        .and_then(|()| file.write_all(after.as_bytes()))
        .and_then(|()| file.sync_all())
        .and_then(|()| fs::set_permissions(&new, permissions));
    if let Err(failure) = written {
        // What is left over is a hidden file that harms nobody.
        let _ = fs::remove_file(&new);
        return Err(failure.to_string());
    }
    Ok((new, old))
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
