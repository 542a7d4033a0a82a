//! Texts that the page holds, by name.

use std::{
    collections::BTreeMap,
    path::{Component, Path, PathBuf},
};

use outpath_core::analysis::{Loaded, Loader};
use serde::Deserialize;

/// The texts.
#[derive(Debug, Default, Deserialize)]
#[serde(transparent)]
pub(crate) struct Files(BTreeMap<String, String>);

impl Loader for Files {
    fn load(&self, name: &str, from: Option<&str>) -> Result<Loaded, String> {
        let folder = from.map(Path::new).and_then(Path::parent).unwrap_or(Path::new(""));
        let name = tidy(&folder.join(name));
        match self.0.get(&name) {
            Some(text) => Ok(Loaded { bytes: text.clone().into_bytes(), name }),
            None => Err("there is no such file".to_owned()),
        }
    }
}

/// Resolves `.` and `..` in a name by its text, as the command line does.
fn tidy(path: &Path) -> String {
    let mut tidy = PathBuf::new();
    for component in path.components() {
        let steps_out = component == Component::ParentDir;
        match tidy.components().next_back() {
            Some(Component::Normal(_)) if steps_out => {
                tidy.pop();
            }
            _ if component == Component::CurDir => {}
            _ => tidy.push(component),
        }
    }
    tidy.to_string_lossy().into_owned()
}
