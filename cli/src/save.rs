//! New files: nothing is replaced unless the user says so.

use std::{
    fs::{self, OpenOptions},
    io::{self, ErrorKind, Write},
    path::{Path, PathBuf},
};

use outpath_core::analysis::Corrected;

use crate::Io;

/// What some editors put before a text.
pub(crate) const BYTE_ORDER_MARK: &[u8] = b"\xef\xbb\xbf";

/// Looks whether a file that is to be written is another one of the run, which would be lost.
///
/// # Errors
/// Names the first that is one.
pub(crate) fn apart(read: &[PathBuf], written: &[PathBuf]) -> Result<(), String> {
    let mut taken: Vec<PathBuf> = read.iter().filter_map(|path| real(path)).collect();
    for path in written {
        let Some(real) = real(path) else { continue };
        if taken.contains(&real) {
            return Err(format!("`{}` is read or written by this run already", path.display()));
        }
        taken.push(real);
    }
    Ok(())
}

/// Returns where a file lies or would lie behind all links; none for what is no ordinary file.
fn real(path: &Path) -> Option<PathBuf> {
    // A pipe has no path, and whoever writes to a device or a pipe twice means it.
    if path.metadata().is_ok_and(|there| !there.is_file()) {
        return None;
    }
    path.canonicalize().ok().or_else(|| {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new(".")).canonicalize().ok()?;
        Some(folder.join(path.file_name()?))
    })
}

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

/// A new text that stands beside the old one.
struct Ready {
    new: PathBuf,
    old: PathBuf,
    /// What stands in the old one.
    before: Vec<u8>,
}

/// Replaces files by what was made of them: all new texts are written beside the old ones before the
/// first one takes its place, so that nothing is ever half written.
///
/// # Errors
/// Says what stands in the way; then every file is as it was, unless the words say otherwise.
pub(crate) fn replace(
    corrected: &Corrected<'_>,
    path: impl Fn(&str) -> PathBuf,
) -> Result<(), String> {
    let mut ready: Vec<Ready> = Vec::new();
    for (name, file) in corrected.files() {
        match beside(&path(name), &file.before, &file.after) {
            Ok(one) => ready.push(one),
            Err(why) => {
                discard(&ready);
                return Err(format!("nothing was corrected: `{name}` cannot be written: {why}"));
            }
        }
    }
    take_place(&ready, |new, old| fs::rename(new, old))
}

/// Puts every new text in its place; if one cannot be, the old texts are put back.
fn take_place(
    ready: &[Ready],
    rename: impl Fn(&Path, &Path) -> io::Result<()>,
) -> Result<(), String> {
    for (at, one) in ready.iter().enumerate() {
        let Err(failure) = rename(&one.new, &one.old) else { continue };
        let (done, left) = ready.split_at(at);
        discard(left);
        let kept = done.iter().filter(|one| fs::write(&one.old, &one.before).is_err());
        let kept: Vec<String> = kept.map(|one| format!("`{}`", one.old.display())).collect();
        let why = format!("`{}` cannot be written: {failure}", one.old.display());
        return Err(if kept.is_empty() {
            format!("nothing was corrected: {why}")
        } else {
            format!("only {} could be corrected: {why}", kept.join(", "))
        });
    }
    Ok(())
}

/// Removes new texts that do not take their places; what cannot be removed is a hidden file that
/// harms nobody.
fn discard(ready: &[Ready]) {
    for one in ready {
        let _ = fs::remove_file(&one.new);
    }
}

/// Writes a new text beside a file that still holds the old one; returns both, the
/// old one behind all links.
fn beside(path: &Path, before: &str, after: &str) -> Result<Ready, String> {
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
    Ok(Ready { new, old, before: bytes })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_taken_its_place_is_put_back_if_another_cannot() {
        let folder = std::env::temp_dir().join(format!("outpath-save-{}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let one = |name: &str| {
            let (new, old) = (folder.join(format!(".{name}")), folder.join(name));
            fs::write(&new, "new").unwrap();
            fs::write(&old, "old").unwrap();
            Ready { new, old, before: b"old".to_vec() }
        };
        let ready = [one("a"), one("b"), one("c")];
        let failing = |new: &Path, old: &Path| {
            if old.ends_with("b") {
                Err(ErrorKind::PermissionDenied.into())
            } else {
                fs::rename(new, old)
            }
        };
        let why = take_place(&ready, failing).unwrap_err();
        assert!(why.starts_with("nothing was corrected: `"), "{why}");
        for one in &ready {
            assert_eq!(fs::read(&one.old).unwrap(), b"old");
            assert!(!one.new.exists());
        }
        fs::remove_dir_all(&folder).unwrap();
    }
}
