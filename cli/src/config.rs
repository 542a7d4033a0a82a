//! Where the configuration lies, and the files that it names.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use outpath_core::analysis::{Answer, Configured, Workspace};

use crate::{Io, args::Check, exit, files::tidy, style};

const NAME: &str = "outpath.toml";

/// What a run of `check` is told by files.
#[derive(Debug, Default)]
pub(crate) struct Found {
    pub(crate) configured: Configured,
    /// The name and text of the baseline.
    pub(crate) baseline: Option<(String, String)>,
    /// The configuration and the baseline, where they lie.
    pub(crate) paths: Vec<PathBuf>,
}

impl Found {
    /// Accepts what the files accept.
    ///
    /// # Errors
    /// Says why the baseline is none.
    pub(crate) fn apply(&self, workspace: &mut Workspace) -> Result<(), Answer> {
        workspace.configure(&self.configured);
        match &self.baseline {
            None => Ok(()),
            Some((name, text)) => workspace.expect_baseline(name, text),
        }
    }
}

/// Reads the configuration and the baseline. `Err` is the exit code; the user has been told why.
pub(crate) fn find(io: &mut Io<'_>, args: &Check) -> io::Result<Result<Found, u8>> {
    let named = match &args.config {
        Some(name) => Some(name.clone()),
        None if args.no_config => None,
        None => nearest(io.folder),
    };
    let mut found = Found::default();
    if let Some(name) = &named {
        let Some(text) = read(io, name)? else { return Ok(Err(exit::FAILED)) };
        found.paths.push(io.folder.join(name));
        match Configured::read(name, &text) {
            Ok(configured) => found.configured = configured,
            Err(answer) => {
                style::write(&mut *io.stderr, answer.text(), io.looks.1)?;
                return Ok(Err(exit::FAILED));
            }
        }
    }
    let configured = found.configured.baseline().map(|baseline| {
        let folder = named.as_deref().map(Path::new).and_then(Path::parent);
        tidy(&folder.unwrap_or(Path::new("")).join(baseline))
    });
    let baseline = args.baseline.clone().or(configured);
    if let Some(name) = baseline.filter(|_| args.write_baseline.is_none()) {
        let Some(text) = read(io, &name)? else { return Ok(Err(exit::FAILED)) };
        found.paths.push(io.folder.join(&name));
        found.baseline = Some((name, text));
    }
    Ok(Ok(found))
}

/// Returns the name of the nearest configuration: in a folder, or above it, up to the top of the
/// repository.
fn nearest(folder: &Path) -> Option<String> {
    let whole = std::env::current_dir().unwrap_or_default().join(folder);
    let mut name = NAME.to_owned();
    for above in whole.ancestors() {
        // What stands there and cannot be read is said, not passed over.
        if above.join(NAME).symlink_metadata().is_ok() {
            return Some(name);
        }
        if above.join(".git").exists() {
            return None;
        }
        name.insert_str(0, "../");
    }
    None
}

fn read(io: &mut Io<'_>, name: &str) -> io::Result<Option<String>> {
    match fs::read_to_string(io.folder.join(name)) {
        Ok(text) => Ok(Some(text)),
        Err(failure) => {
            writeln!(io.stderr, "outpath: `{name}` cannot be read: {failure}")?;
            Ok(None)
        }
    }
}
