//! Files by name, for the core that asks for them.

use std::{
    cell::{Cell, RefCell},
    collections::BTreeMap,
    fs::File,
    io::{ErrorKind, Read},
    path::{Component, Path, PathBuf},
};

use outpath_core::analysis::{Loaded, Loader};

use crate::{Io, forms::Names, walk};

/// The name that stands for the standard input.
pub(crate) const STDIN: &str = "-";
/// How the standard input is called in answers.
pub(crate) const STDIN_SHOWN: &str = "<stdin>";
/// One byte more than the core reads, so that it can say that there is too much.
const LARGEST: u64 = (64 << 20) + 1;

/// The file system and the standard input.
#[derive(Debug)]
pub(crate) struct Files {
    folder: PathBuf,
    stdin: Result<Vec<u8>, String>,
    /// Whether an input that was named in the arguments is not there.
    missing: Cell<bool>,
    /// The files that were read.
    opened: RefCell<Vec<PathBuf>>,
    /// Why something in a folder is not looked at.
    passed: RefCell<BTreeMap<String, &'static str>>,
    names: Names,
}

impl Files {
    /// Returns the files that commands of these arguments may ask for. The standard input is read
    /// here, once, and only if it is named.
    pub(crate) fn new(io: &mut Io<'_>, inputs: &[String]) -> Self {
        let stdin = if inputs.iter().any(|input| input == STDIN) {
            read_to_end(&mut *io.stdin)
        } else {
            Ok(Vec::new())
        };
        let names = Names::new(io.folder, inputs);
        Self {
            folder: io.folder.to_owned(),
            stdin,
            missing: Cell::new(false),
            opened: RefCell::default(),
            passed: RefCell::default(),
            names,
        }
    }

    /// Returns how other programs find the inputs.
    pub(crate) fn names(&self) -> &Names {
        &self.names
    }

    /// Returns inputs with what is in those that are folders.
    pub(crate) fn expand(&self, inputs: &[String]) -> Vec<String> {
        let files = inputs.iter().flat_map(|input| {
            let path = self.path(input);
            let within = if input != STDIN && path.is_dir() {
                let walked = walk::inputs(&path, input);
                self.passed.borrow_mut().extend(walked.passed);
                walked.found
            } else {
                Vec::new()
            };
            if within.is_empty() { vec![input.clone()] } else { within }
        });
        files.collect()
    }

    /// Returns whether an input that was named in the arguments is not there.
    pub(crate) fn any_missing(&self) -> bool {
        self.missing.get()
    }

    /// Returns the files that were read.
    pub(crate) fn opened(&self) -> Vec<PathBuf> {
        self.opened.borrow().clone()
    }

    /// Returns where a file lies on the disk.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    fn open(&self, name: &str, named: bool) -> Result<Vec<u8>, String> {
        let absent = |why: &str| {
            self.missing.set(self.missing.get() || named);
            Err(why.to_owned())
        };
        if let Some(why) = self.passed.borrow().get(name) {
            return Err((*why).to_owned());
        }
        let path = self.path(name);
        if path.is_dir() {
            return absent("it is a folder without a .yaml, .yml or .json file");
        }
        match File::open(&path) {
            Ok(file) => {
                self.opened.borrow_mut().push(path);
                read_to_end(file)
            }
            Err(failure) => match failure.kind() {
                ErrorKind::NotFound => absent("there is no such file"),
                ErrorKind::PermissionDenied => Err("you may not read it".to_owned()),
                _ => Err(failure.to_string()),
            },
        }
    }
}

impl Loader for Files {
    fn load(&self, name: &str, from: Option<&str>) -> Result<Loaded, String> {
        if name == STDIN && from.is_none() {
            let bytes = self.stdin.clone()?;
            return Ok(Loaded { name: STDIN_SHOWN.to_owned(), bytes });
        }
        let folder = from.map(Path::new).and_then(Path::parent).unwrap_or(Path::new(""));
        let name = tidy(&folder.join(name));
        let bytes = self.open(&name, from.is_none())?;
        Ok(Loaded { name, bytes })
    }
}

/// Reads as much as the core looks at.
fn read_to_end(source: impl Read) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::new();
    match source.take(LARGEST).read_to_end(&mut bytes) {
        Ok(_) => Ok(bytes),
        Err(failure) => Err(failure.to_string()),
    }
}

/// Resolves `.` and `..` in a name by its text alone, so that a file has one name, and the name is
/// the user's: nothing becomes absolute.
pub(crate) fn tidy(path: &Path) -> String {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_tidied_by_their_text() {
        let tidied = |name: &str| tidy(Path::new(name));
        assert_eq!(tidied("./a/./b.yaml"), "a/b.yaml");
        assert_eq!(tidied("a/../../b.yaml"), "../b.yaml");
        assert_eq!(tidied("/a/../b.yaml"), "/b.yaml");
    }
}
