//! What is asked: every shipped topology, every flow that its expectations and traces name.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use outpath_core::query;

/// One shipped topology.
pub(crate) struct Topology {
    /// The name of its file.
    pub(crate) main: String,
    /// Every topology file of its folder, by name.
    pub(crate) files: BTreeMap<String, String>,
    /// Flows to trace.
    pub(crate) flows: BTreeSet<String>,
}

/// Returns every shipped topology, broken ones included.
pub(crate) fn topologies() -> Vec<Topology> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../topologies");
    let folders = [folders(&root), folders(&root.join("broken"))].concat();
    let read = folders.iter().filter(|folder| folder.join("topology.yaml").is_file());
    let topologies: Vec<Topology> = read.map(|folder| topology(folder)).collect();
    assert!(topologies.len() > 8, "the shipped topologies are not where they were");
    topologies
}

fn topology(folder: &Path) -> Topology {
    let text = |path: &Path| fs::read_to_string(path).unwrap();
    let main = folder.join("topology.yaml");
    let yaml = files(folder).into_iter().filter(|path| path.extension() == Some("yaml".as_ref()));
    let files: BTreeMap<String, String> = yaml.map(|path| (name(&path), text(&path))).collect();
    let mut flows: BTreeSet<String> = text(&main).lines().filter_map(expected).collect();
    for trace in self::files(&folder.join("traces")) {
        flows.extend(text(&trace).lines().filter_map(traced));
    }
    // A flow that cannot be read is refused in the same words, too.
    flows.insert("web -> db tpc/443".to_owned());
    Topology { main: name(&main), files, flows }
}

/// Returns the flow of a line `  - web -> db tcp/443  # why`.
fn expected(line: &str) -> Option<String> {
    let line = line.trim().strip_prefix("- ")?;
    let line = line.split(" #").next().unwrap_or(line);
    let expectation = query::parse_expectation(line.trim_matches('\'')).ok()?;
    let flow = expectation.flow()?.flow.to_string();
    query::parse_flow(&flow).is_ok().then_some(flow)
}

/// Returns the flow of a line `$ outpath trace topology.yaml 'web -> db tcp/443'`.
fn traced(line: &str) -> Option<String> {
    let command = line.strip_prefix("$ outpath trace ")?;
    Some(command.split('\'').nth(1)?.to_owned())
}

fn folders(root: &Path) -> Vec<PathBuf> {
    children(root).into_iter().filter(|path| path.is_dir()).collect()
}

fn files(folder: &Path) -> Vec<PathBuf> {
    children(folder).into_iter().filter(|path| path.is_file()).collect()
}

fn children(folder: &Path) -> Vec<PathBuf> {
    let Ok(children) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut children: Vec<PathBuf> = children.map(|child| child.unwrap().path()).collect();
    children.sort();
    children
}

/// Returns the name that both sides use: without `..`, which each resolves in names.
fn name(path: &Path) -> String {
    let path = path.canonicalize().unwrap();
    path.to_str().unwrap().to_owned()
}
