//! Node and a browser: what the page is built and tested with.

use std::{
    env,
    ffi::OsString,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    say,
    step::{Failure, read, show, works},
};

/// The oldest Node that the packages of the page run on.
const NODE: (u32, u32) = (20, 19);
/// What a browser may be called.
const BROWSERS: [&str; 4] =
    ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// Makes sure of Node and npm. Returns whether something had to be installed.
pub(crate) fn node() -> Result<bool, Failure> {
    if let Some(version) = version(Path::new("node"))
        && version >= NODE
        && has_npm()
    {
        say(&format!("    have: Node {}.{}", version.0, version.1));
        return Ok(false);
    }
    if own_node().is_some_and(|node| version(&node) >= Some(NODE)) {
        say("    have: Node in target/node");
        return Ok(false);
    }
    if !has_npm() {
        debian(&["nodejs", "npm"], "npm")?;
    }
    say("    missing: Node 20.19; installing it into target/node");
    let folder = folder();
    std::fs::create_dir_all(&folder).map_err(|why| Failure::of("target/node", why))?;
    let mut npm = npm();
    npm.args(["install", "--no-audit", "--no-fund", "--no-save", "--prefix"]);
    show(npm.arg(&folder).arg("node@20"))?;
    match own_node().and_then(|node| version(&node)) {
        Some(version) if version >= NODE => Ok(true),
        _ => {
            Err(Failure::new("Node 20.19 or newer is missing; install it from https://nodejs.org"))
        }
    }
}

/// Makes sure of a browser. Returns whether it had to be installed.
pub(crate) fn browser() -> Result<bool, Failure> {
    if let Some(path) = chromium() {
        say(&format!("    have: {}", path.display()));
        return Ok(false);
    }
    debian(&["chromium"], "Chromium")?;
    match chromium() {
        Some(_) => Ok(true),
        None => Err(Failure::new("Chromium is still missing after it was installed")),
    }
}

/// Returns the browser: the one that `OUTPATH_CHROMIUM` names, else the first that is installed.
pub(crate) fn chromium() -> Option<PathBuf> {
    if let Some(named) = env::var_os("OUTPATH_CHROMIUM").map(PathBuf::from) {
        return named.is_file().then_some(named);
    }
    let paths = env::var_os("PATH")?;
    env::split_paths(&paths)
        .flat_map(|folder| BROWSERS.map(|name| folder.join(name)))
        .find(|path| path.is_file())
}

/// Returns npm, run by a Node that is new enough.
pub(crate) fn npm() -> Command {
    let mut command = Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
    if version(Path::new("node")) < Some(NODE)
        && let Some(node) = own_node()
    {
        let paths = env::var_os("PATH").unwrap_or_default();
        let own = node.parent().map(Path::to_path_buf);
        let all = own.into_iter().chain(env::split_paths(&paths));
        command.env("PATH", env::join_paths(all).unwrap_or(paths));
    }
    command
}

fn has_npm() -> bool {
    works(Command::new(if cfg!(windows) { "npm.cmd" } else { "npm" }).arg("--version"))
}

fn folder() -> PathBuf {
    crate::root().join("target/node")
}

/// Returns the Node that the chore has installed for itself.
fn own_node() -> Option<PathBuf> {
    let node = folder().join("node_modules/node/bin/node");
    node.is_file().then_some(node)
}

/// Returns the version of a Node as two numbers.
fn version(node: &Path) -> Option<(u32, u32)> {
    let mut command = Command::new(node);
    if !works(command.arg("--version")) {
        return None;
    }
    let printed = read(Command::new(node).arg("--version")).ok()?;
    let mut numbers = printed.trim().trim_start_matches('v').split('.').map(str::parse);
    Some((numbers.next()?.ok()?, numbers.next()?.ok()?))
}

/// Installs packages of Debian, where that is possible without asking.
fn debian(packages: &[&str], what: &str) -> Result<(), Failure> {
    let by_hand = || Failure::new(format!("{what} is missing; install it and run this again"));
    let root = read(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    if !root || !works(Command::new("apt-get").arg("--version")) {
        return Err(by_hand());
    }
    say(&format!("    missing: {what}; running apt-get install {}", packages.join(" ")));
    let apt = |arguments: &[&str]| {
        let mut command = Command::new("apt-get");
        command.args(arguments).env("DEBIAN_FRONTEND", OsString::from("noninteractive"));
        show(&mut command)
    };
    apt(&["update", "-qq"])?;
    apt(&[&["install", "-y", "-qq"], packages].concat())
}
