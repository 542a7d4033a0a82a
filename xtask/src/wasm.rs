//! The browser module: compiled small, then given its JavaScript by wasm-bindgen.
//!
//! The library of wasm-bindgen is used instead of its command, so that its version cannot differ
//! from that of the crate and nothing has to be installed.

use std::path::{Path, PathBuf};

use wasm_bindgen_cli_support::Bindgen;

use crate::step::{Failure, cargo, read};

/// The target of browsers.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

/// Builds the browser module that a page loads first and returns its path; the JavaScript lies beside it.
///
/// # Errors
/// Returns what cargo or wasm-bindgen could not do.
pub fn module() -> Result<PathBuf, Failure> {
    build("outpath_wasm", &[])
}

/// Builds the module that reads answers of AWS too, beside the other.
pub(crate) fn module_with_import() -> Result<PathBuf, Failure> {
    build("outpath_import", &["--features", "import"])
}

fn build(name: &str, features: &[&str]) -> Result<PathBuf, Failure> {
    let compiled = compile(features)?;
    let folder = folder_beside(&compiled)?;
    let failed = |why| Failure::of("wasm-bindgen", format!("{why:#}"));
    let mut bindgen = Bindgen::new();
    bindgen.input_path(&compiled).out_name(name).typescript(true).web(true).map_err(failed)?;
    // The names of functions are a seventh of the module, and nobody reads them in a browser.
    bindgen.remove_name_section(true).remove_producers_section(true);
    bindgen.generate(&folder).map_err(failed)?;
    Ok(folder.join(format!("{name}_bg.wasm")))
}

/// Compiles the package and returns the module that cargo reports, wherever it puts it.
fn compile(features: &[&str]) -> Result<PathBuf, Failure> {
    let form = "--message-format=json-render-diagnostics";
    let build = ["build", "-p", "outpath-wasm", "--lib", "--target", TARGET, "--profile", "web"];
    let messages = read(cargo(&build).args([form, "--locked"]).args(features))?;
    let mut modules = messages.lines().filter_map(|line| {
        let message: serde_json::Value = serde_json::from_str(line).ok()?;
        let files = message.get("filenames")?.as_array()?;
        let mut files = files.iter().filter_map(|file| file.as_str());
        files.find(|file| file.ends_with("outpath_wasm.wasm")).map(PathBuf::from)
    });
    modules.next_back().ok_or_else(|| Failure::new("cargo built no outpath_wasm.wasm"))
}

/// Returns `target/browser`, for a module at `target/wasm32-unknown-unknown/web/NAME`. The folder
/// `target/web` belongs to cargo: it keeps what the profile `web` builds for the host there.
fn folder_beside(compiled: &Path) -> Result<PathBuf, Failure> {
    let target = compiled.ancestors().nth(3);
    let target = target.ok_or_else(|| Failure::new("the module lies outside a target folder"))?;
    Ok(target.join("browser"))
}
