//! The page of the playground: its module, its data, and what Vite makes of them.

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::Command,
};

use crate::{
    browser, gallery, say,
    step::{Failure, cargo, read, show},
    wasm,
};

/// The sources of the page.
const WEB: &str = "wasm/web";
/// Where the program takes the built page from.
const EMBEDDED: &str = "cli/page";
/// What tells a folder that the chore may replace.
const MARK: &str = ".outpath-playground";

/// Builds the page into `wasm/web/dist`.
pub(crate) fn build() -> Result<(), Failure> {
    let web = crate::root().join(WEB);
    module(&web)?;
    data(&web)?;
    packages(&web)?;
    show(&mut npm(&web, &["run", "build"]))
}

/// Builds the page and puts it where the program takes it from, and into a folder for any web host.
pub(crate) fn dist(to: &Path) -> Result<(), Failure> {
    let taken = to.read_dir().is_ok_and(|mut entries| entries.next().is_some());
    if taken && !to.join(MARK).is_file() {
        let words = format!("{} holds other things; name an empty folder", to.display());
        return Err(Failure::new(words));
    }
    build()?;
    let dist = crate::root().join(WEB).join("dist");
    embed()?;
    fs::write(dist.join(MARK), "").map_err(|why| Failure::of(MARK, why))?;
    replace(&dist, to, |_| false).map_err(|why| Failure::of(&to.display().to_string(), why))?;
    say(&format!("the page is in {}", to.display()));
    Ok(())
}

/// Builds the page into the program and starts it.
pub(crate) fn playground(inputs: &[String]) -> Result<(), Failure> {
    build()?;
    embed()?;
    let run = ["run", "--release", "--locked", "--bin", "outpath", "--", "playground"];
    show(cargo(&run).args(inputs))
}

/// Puts the built page where the build of the program looks for it.
pub(crate) fn embed() -> Result<(), Failure> {
    let dist = crate::root().join(WEB).join("dist");
    let ours = |name: &str| name == ".gitignore";
    replace(&dist, &crate::root().join(EMBEDDED), ours).map_err(|why| Failure::of(EMBEDDED, why))
}

/// Builds both browser modules and puts them among the sources of the page.
fn module(web: &Path) -> Result<(), Failure> {
    let module = wasm::module()?;
    wasm::module_with_import()?;
    let package = web.join("src/engine/pkg");
    let folder = module.parent().unwrap_or(Path::new(""));
    replace(folder, &package, |_| false).map_err(|why| Failure::of("src/engine/pkg", why))
}

/// Writes what the page loads on demand: the shipped topologies, and the pages of facts and codes.
fn data(web: &Path) -> Result<(), Failure> {
    let public = web.join("public");
    let shown = public.join("gallery");
    let failed = |why| Failure::of("public", why);
    if shown.is_dir() {
        fs::remove_dir_all(&shown).map_err(failed)?;
    }
    fs::create_dir_all(&shown).map_err(failed)?;
    gallery::write(&shown)?;
    let pages =
        read(&mut cargo(&["run", "--quiet", "--package", "outpath", "--", "explain", "--json"]))?;
    fs::write(public.join("pages.json"), pages).map_err(failed)
}

/// Installs the packages of the page where they are not what the lock file says.
pub(crate) fn packages(web: &Path) -> Result<(), Failure> {
    let lock = fs::read(web.join("package-lock.json")).map_err(|why| Failure::of(WEB, why))?;
    let installed = web.join("node_modules/.installed");
    if fs::read(&installed).is_ok_and(|old| old == lock) {
        return Ok(());
    }
    show(&mut npm(web, &["ci", "--no-audit", "--no-fund", "--loglevel=error"]))?;
    fs::write(installed, lock).map_err(|why| Failure::of("node_modules", why))
}

/// Checks the types and sizes of the page, runs its own tests, and then those that press its keys in a browser.
pub(crate) fn test() -> Result<(), Failure> {
    let web = crate::root().join(WEB);
    show(&mut npm(&web, &["run", "check"]))?;
    show(&mut npm(&web, &["test"]))?;
    show(&mut npm(&web, &["run", "sizes"]))?;
    let browser = browser::chromium().ok_or_else(|| Failure::new("there is no Chromium"))?;
    let program = program()?;
    show(npm(&web, &["run", "e2e"]).env("OUTPATH_CHROMIUM", browser).env("OUTPATH_BIN", program))
}

/// Builds the program with the page in it, and returns its path.
fn program() -> Result<PathBuf, Failure> {
    let form = "--message-format=json-render-diagnostics";
    let messages = read(&mut cargo(&["build", "--bin", "outpath", "--locked", form]))?;
    let mut programs = messages.lines().filter_map(|line| {
        let message: serde_json::Value = serde_json::from_str(line).ok()?;
        message.get("executable")?.as_str().map(PathBuf::from)
    });
    programs.next_back().ok_or_else(|| Failure::new("cargo built no outpath"))
}

/// Returns npm in a folder.
fn npm(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = browser::npm();
    command.args(arguments).current_dir(folder);
    command
}

/// Makes a folder hold what another holds, except what is kept there.
fn replace(from: &Path, to: &Path, kept: impl Fn(&str) -> bool + Copy) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(to)? {
        let entry = entry?;
        match (kept(&entry.file_name().to_string_lossy()), entry.file_type()?.is_dir()) {
            (true, _) => {}
            (false, true) => fs::remove_dir_all(entry.path())?,
            (false, false) => fs::remove_file(entry.path())?,
        }
    }
    copy(from, to)
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
