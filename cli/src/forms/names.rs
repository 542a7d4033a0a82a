//! How other programs find a file: from the top of the repository, with forward slashes.

use std::path::{Component, Path, PathBuf};

use crate::files::{STDIN, STDIN_SHOWN, tidy};

/// The inputs by their names, and the folder that names start from.
#[derive(Debug)]
pub(crate) struct Names {
    inputs: Vec<String>,
    /// The folder that the names of files are relative to.
    folder: PathBuf,
    /// The top of the repository that the folder lies in, else the folder itself.
    top: PathBuf,
}

impl Names {
    /// Returns the names of inputs that were given in a folder.
    pub(crate) fn new(folder: &Path, inputs: &[String]) -> Self {
        let folder = std::env::current_dir().unwrap_or_default().join(folder);
        let folder = PathBuf::from(tidy(&folder));
        let top = folder.ancestors().find(|above| above.join(".git").exists());
        let top = top.unwrap_or(&folder).to_owned();
        let shown = |input: &String| if input == STDIN { STDIN_SHOWN } else { input }.to_owned();
        Self { inputs: inputs.iter().map(shown).collect(), folder, top }
    }

    /// Returns the inputs as they are found from the top.
    pub(super) fn inputs(&self) -> impl Iterator<Item = String> {
        self.inputs.iter().map(|input| self.shown(input))
    }

    /// Returns the address of the first input.
    pub(super) fn first_uri(&self) -> String {
        self.inputs.first().map_or_else(|| ".".to_owned(), |input| self.uri(input))
    }

    /// Returns a file as it is found from the top; one that lies elsewhere by its whole path.
    pub(crate) fn shown(&self, name: &str) -> String {
        if name == STDIN_SHOWN {
            return name.to_owned();
        }
        let whole = PathBuf::from(tidy(&self.folder.join(name)));
        let within = whole.strip_prefix(&self.top).unwrap_or(&whole);
        let words = within.components().filter_map(|part| match part {
            Component::Normal(word) => Some(word.to_string_lossy().into_owned()),
            Component::Prefix(drive) => Some(drive.as_os_str().to_string_lossy().into_owned()),
            Component::RootDir => Some(String::new()),
            Component::CurDir | Component::ParentDir => None,
        });
        let joined = words.collect::<Vec<String>>().join("/");
        if joined.is_empty() { ".".to_owned() } else { joined }
    }

    /// Returns the address of a file: a relative one, unless it lies outside of the top.
    pub(super) fn uri(&self, name: &str) -> String {
        let name = self.shown(name);
        let encoded: String = name.bytes().map(encoded).collect();
        if Path::new(&name).is_absolute() { format!("file://{encoded}") } else { encoded }
    }
}

/// Escapes what has a meaning in an address, or none.
fn encoded(byte: u8) -> String {
    if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
        char::from(byte).to_string()
    } else {
        format!("%{byte:02X}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_named_from_the_top() {
        let names = Names {
            inputs: vec!["<stdin>".to_owned(), ".".to_owned(), "a.yaml".to_owned()],
            folder: PathBuf::from("/src/site/envs"),
            top: PathBuf::from("/src/site"),
        };
        for (name, uri) in [
            ("a.yaml", "envs/a.yaml"),
            ("./prod/../a b.yaml", "envs/a%20b.yaml"),
            ("../ä:1.yaml", "%C3%A4%3A1.yaml"),
            ("/src/site/b.yaml", "b.yaml"),
            ("/elsewhere/b.yaml", "file:///elsewhere/b.yaml"),
            ("../../b.yaml", "file:///src/b.yaml"),
            ("<stdin>", "%3Cstdin%3E"),
        ] {
            assert_eq!(names.uri(name), uri);
        }
        assert_eq!(names.inputs().collect::<Vec<_>>(), ["<stdin>", "envs", "envs/a.yaml"]);
    }
}
