//! Snapshots as networks.

use std::{collections::BTreeMap, path::Path};

use outpath_core::{
    analysis::{self, Loader, Workspace},
    diagnostic::{Diagnostic, Severity},
    document::Loaded,
    forwarding::{self, Network, Trace},
    model::Model,
    query::parse_flow,
    report::diagnostics,
    text::Sources,
};
use outpath_tests::files::files;

/// Texts by name, as a loader.
#[derive(Debug, Clone, Default)]
pub(crate) struct Texts(pub(crate) BTreeMap<String, Vec<u8>>);

impl Loader for Texts {
    fn load(&self, name: &str, _: Option<&str>) -> Result<Loaded, String> {
        let bytes = self.0.get(name).cloned().ok_or_else(|| "there is no such text".to_owned())?;
        Ok(Loaded { name: name.to_owned(), bytes })
    }
}

impl Texts {
    /// Returns the JSON files of a folder, by their names within it.
    pub(crate) fn folder(folder: &Path) -> Self {
        let named = files(folder, "json").into_iter().map(|path| {
            let bytes = std::fs::read(&path).expect("invariant: the file was listed");
            let name = path.strip_prefix(folder).expect("invariant: it lies there");
            (name.to_string_lossy().replace('\\', "/"), bytes)
        });
        Self(named.collect())
    }

    /// Adds a text.
    pub(crate) fn with(mut self, name: &str, text: &str) -> Self {
        self.0.insert(name.to_owned(), text.as_bytes().to_vec());
        self
    }

    /// Takes a text away.
    pub(crate) fn without(mut self, name: &str) -> Self {
        assert!(self.0.remove(name).is_some(), "there is no {name}");
        self
    }

    /// Opens everything.
    pub(crate) fn workspace(&self) -> Workspace {
        let names: Vec<&str> = self.0.keys().map(String::as_str).collect();
        Workspace::open(self, &names)
    }

    /// Imports everything.
    pub(crate) fn import(&self) -> Snapshot {
        let names: Vec<&str> = self.0.keys().map(String::as_str).collect();
        let opened = analysis::read(self, &names);
        let lowered = opened.lower();
        let mut problems = opened.diagnostics;
        problems.extend(lowered.diagnostics);
        Snapshot { sources: opened.sources, problems, model: lowered.model }
    }
}

/// What became of a snapshot.
pub(crate) struct Snapshot {
    pub(crate) sources: Sources,
    pub(crate) problems: Vec<Diagnostic>,
    pub(crate) model: Model,
}

impl Snapshot {
    /// Returns the codes of problems of a severity, in order.
    pub(crate) fn codes(&self, severity: Severity) -> Vec<&'static str> {
        let of = self.problems.iter().filter(|one| one.severity == severity);
        let mut codes: Vec<&str> = of.map(|one| one.code.id).collect();
        codes.sort_unstable();
        codes
    }

    /// Returns every problem as a user reads it.
    pub(crate) fn told(&self) -> String {
        diagnostics::human(&self.sources, &self.problems).to_string()
    }

    pub(crate) fn network(&self) -> Network {
        Network::build(self.model.clone())
    }
}

/// Follows a flow on a network.
pub(crate) fn trace(network: &Network, flow: &str) -> Result<Trace, String> {
    let parsed = parse_flow(flow).map_err(|error| error.message)?;
    let intent = forwarding::resolve(network, &parsed).map_err(|wrong| wrong.message)?;
    Ok(forwarding::trace(network, &intent))
}
