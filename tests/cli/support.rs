//! Folders with files, and runs in them.

use std::{
    fs,
    io::Read,
    path::{Path, PathBuf},
    sync::atomic::{AtomicU32, Ordering},
};

use outpath::{Io, Look, run};

/// A topology with one way that works and one that does not.
pub(crate) const TOPOLOGY: &str = "\
outpath: 1
region: us-west-2
vpcs:
  shop:
    cidrs: [10.0.0.0/16]
    subnets:
      a: { cidr: 10.0.1.0/24 }
      b: { cidr: 10.0.2.0/24 }
instances:
  web: { subnet: shop.a, ip: 10.0.1.10 }
  db: { subnet: shop.b, ip: 10.0.2.10 }
expect:
  - web -> db tcp/5432
  - internet -x-> web
";

/// The same with an error in it that does not touch `web` and `db`.
pub(crate) fn with_error() -> String {
    let other = "instances:\n  other: { subnet: shop.b, ip: 10.0.2.11, colour: red }";
    TOPOLOGY.replace("instances:", other)
}

/// An empty folder of one test.
pub(crate) struct Folder(PathBuf);

/// What one run left behind.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: u8,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Folder {
    /// Makes a folder with `plant.yaml` in it, the top of a repository.
    pub(crate) fn new() -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let number = COUNT.fetch_add(1, Ordering::Relaxed);
        let name = format!("{}-{number}", std::process::id());
        let folder = Self(Path::new(env!("CARGO_TARGET_TMPDIR")).join(name));
        fs::create_dir_all(folder.path(".git")).unwrap();
        folder.write("plant.yaml", TOPOLOGY);
        folder
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        fs::write(self.path(name), bytes).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap()
    }

    /// Runs a command in this folder.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        self.run_with(arguments, &mut std::io::empty())
    }

    /// Runs a command in this folder on a terminal of a width.
    pub(crate) fn run_wide(&self, arguments: &[&str], width: usize) -> Ran {
        self.run_as(arguments, &mut std::io::empty(), Look { color: false, width: Some(width) })
    }

    /// Runs a command in this folder with something on the standard input.
    pub(crate) fn run_with(&self, arguments: &[&str], stdin: &mut dyn Read) -> Ran {
        self.run_as(arguments, stdin, Look::default())
    }

    fn run_as(&self, arguments: &[&str], stdin: &mut dyn Read, look: Look) -> Ran {
        let (mut out, mut err) = (Vec::new(), Vec::new());
        let mut io = Io::plain(&self.0, stdin, &mut out, &mut err);
        io.looks = (look, look);
        let code = run(["outpath"].iter().chain(arguments), &mut io);
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Ran { code, out: text(out), err: text(err) }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        // What is left over lies in the target folder and harms nobody.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A standard input that nobody may touch: on a terminal, reading it would wait for ever.
pub(crate) struct Untouched;

impl Read for Untouched {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        panic!("the standard input was read");
    }
}

/// Removes colors from a text.
pub(crate) fn without_colors(text: &str) -> String {
    let mut plain = String::new();
    let mut parts = text.split('\x1b');
    plain.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (_, words) = part.split_once('m').unwrap();
        plain.push_str(words);
    }
    plain
}
