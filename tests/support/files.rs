//! The files of the repository, for tests that read them.

use std::{
    fs,
    path::{Path, PathBuf},
};

use outpath_core::analysis::{Loaded, Loader};

/// Returns the top folder of the repository.
#[must_use]
pub fn root() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    tests.parent().map_or_else(PathBuf::new, Path::to_owned)
}

/// Returns the folders below a folder, in the order of their names.
#[must_use]
pub fn folders(below: &Path) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = entries(below).filter(|path| path.is_dir()).collect();
    found.sort();
    found
}

/// Returns every file with an ending below a folder, however deep, in the order of their paths.
#[must_use]
pub fn files(below: &Path, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for path in entries(below) {
        if path.is_dir() {
            found.append(&mut files(&path, ending));
        } else if path.extension().is_some_and(|extension| extension == ending) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn entries(below: &Path) -> impl Iterator<Item = PathBuf> {
    let entries = fs::read_dir(below).into_iter().flatten();
    entries.filter_map(|entry| Some(entry.ok()?.path()))
}

/// Loads files of one folder by their names.
#[derive(Debug, Clone)]
pub struct Folder(pub PathBuf);

impl Loader for Folder {
    fn load(&self, name: &str, _from: Option<&str>) -> Result<Loaded, String> {
        let bytes = fs::read(self.0.join(name)).map_err(|error| error.to_string())?;
        Ok(Loaded { name: name.to_owned(), bytes })
    }
}

/// Hands out one text whatever its name.
#[derive(Debug, Clone, Copy)]
pub struct OneText<'a>(pub &'a str);

impl Loader for OneText<'_> {
    fn load(&self, name: &str, _from: Option<&str>) -> Result<Loaded, String> {
        Ok(Loaded { name: name.to_owned(), bytes: self.0.as_bytes().to_vec() })
    }
}
