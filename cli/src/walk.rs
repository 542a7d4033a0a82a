//! Folders as inputs: the files in them that may be one, in a fixed order.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

/// What the names of inputs end in.
const ENDINGS: [&str; 3] = ["json", "yaml", "yml"];
/// What a baseline is called where it may lie among the inputs.
const BASELINE: &str = "outpath-baseline.json";
/// One more than the core opens, so that it can say that there are too many.
const MOST: usize = 4_097;
/// No snapshot nests deeper.
const DEPTH: usize = 16;

/// Returns the inputs below a folder by their names, sorted; what cannot be listed stands there itself,
/// and what is not looked at stands there with the reason.
///
/// Hidden files and folders are left out, so is a baseline, and no folder is entered twice, whatever links lead to it.
pub(crate) fn inputs(folder: &Path, name: &str) -> Walk {
    let mut walk = Walk::default();
    walk.folder(folder, name, 0);
    walk
}

/// What lies in a folder.
#[derive(Default)]
pub(crate) struct Walk {
    /// The names of the inputs.
    pub(crate) found: Vec<String>,
    /// Why some of them are not looked at.
    pub(crate) passed: BTreeMap<String, &'static str>,
    entered: BTreeSet<std::path::PathBuf>,
}

impl Walk {
    fn folder(&mut self, path: &Path, name: &str, depth: usize) {
        let first = path.canonicalize().is_ok_and(|real| self.entered.insert(real));
        if !first || self.found.len() >= MOST {
            return;
        }
        if depth > DEPTH {
            return self.pass(name.to_owned(), "it lies deeper than folders are entered");
        }
        let Ok(listing) = fs::read_dir(path) else {
            self.found.push(name.to_owned());
            return;
        };
        let (mut entries, mut unnamed) = (Vec::new(), Vec::new());
        for entry in listing.filter_map(Result::ok) {
            match entry.file_name().into_string() {
                Ok(entry) => entries.push(entry),
                Err(entry) => unnamed.push(entry),
            }
        }
        entries.retain(|entry| !entry.starts_with('.') && entry != BASELINE);
        entries.sort();
        unnamed.sort();
        for entry in unnamed {
            let words = entry.to_string_lossy();
            if !words.starts_with('.') && (is_input(&words) || path.join(&entry).is_dir()) {
                let full = Path::new(name).join(&*words).to_string_lossy().into_owned();
                self.pass(full, "its name is not UTF-8");
            }
        }
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

    /// Names what is not looked at, so that nothing is left out in silence.
    fn pass(&mut self, name: String, why: &'static str) {
        self.passed.insert(crate::files::tidy(Path::new(&name)), why);
        self.found.push(name);
    }
}

fn is_input(name: &str) -> bool {
    let ending = Path::new(name).extension().and_then(|ending| ending.to_str());
    ending.is_some_and(|ending| ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known)))
}
