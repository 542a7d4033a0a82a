//! Folders as inputs: the files in them that may be one, in a fixed order.

use std::{collections::BTreeSet, fs, path::Path};

/// What the names of inputs end in.
const ENDINGS: [&str; 3] = ["json", "yaml", "yml"];
/// What a baseline is called where it may lie among the inputs.
const BASELINE: &str = "outpath-baseline.json";
/// One more than the core opens, so that it can say that there are too many.
const MOST: usize = 4_097;
/// No snapshot nests deeper.
const DEPTH: usize = 16;

/// Returns the inputs below a folder by their names, sorted; what cannot be listed stands there itself.
///
/// Hidden files and folders are left out, so is a baseline, and no folder is entered twice, whatever links lead to it.
pub(crate) fn inputs(folder: &Path, name: &str) -> Vec<String> {
    let mut walk = Walk { found: Vec::new(), entered: BTreeSet::new() };
    walk.folder(folder, name, 0);
    walk.found
}

struct Walk {
    found: Vec<String>,
    entered: BTreeSet<std::path::PathBuf>,
}

impl Walk {
    fn folder(&mut self, path: &Path, name: &str, depth: usize) {
        let first = path.canonicalize().is_ok_and(|real| self.entered.insert(real));
        if !first || depth > DEPTH || self.found.len() >= MOST {
            return;
        }
        let Ok(listing) = fs::read_dir(path) else {
            self.found.push(name.to_owned());
            return;
        };
        let mut entries: Vec<String> = listing
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .filter(|entry| !entry.starts_with('.') && entry != BASELINE)
            .collect();
        entries.sort();
        for entry in entries {
            let below = path.join(&entry);
            let full = Path::new(name).join(&entry).to_string_lossy().into_owned();
            if below.is_dir() {
                self.folder(&below, &full, depth + 1);
            } else if is_input(&entry) && self.found.len() < MOST {
                self.found.push(full);
            }
        }
    }
}

fn is_input(name: &str) -> bool {
    let ending = Path::new(name).extension().and_then(|ending| ending.to_str());
    ending.is_some_and(|ending| ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known)))
}
