//! Networks from texts and files, and paths as one line that a person can check.

use std::path::Path as FilePath;

use outpath_core::{
    analysis::Loader,
    diagnostic::Severity,
    document::{self, Opened},
    forwarding::{self, Hop, Network, Outcome, Path, Trace},
    model::Model,
    query::parse_flow,
};
use outpath_tests::files::{Folder, OneText, root};

/// Reads a file of this folder; returns the model and the codes of its errors.
pub(crate) fn read_file(name: &str) -> (Model, Vec<&'static str>) {
    let folder: &FilePath = &root().join("tests/packets/files");
    read(&Folder(folder.to_owned()), &format!("{name}.yaml"))
}

/// Reads a text; returns the model and the codes of its errors.
pub(crate) fn read_text(text: &str) -> (Model, Vec<&'static str>) {
    read(&OneText(text), "topology.yaml")
}

fn read(loader: &dyn Loader, name: &str) -> (Model, Vec<&'static str>) {
    let opened: Opened = document::open(loader, &[name]);
    let lowered = opened.lower();
    let found = opened.diagnostics.iter().chain(&lowered.diagnostics);
    let errors = found.filter(|one| one.severity == Severity::Error);
    let codes = errors.map(|one| one.code.id).collect();
    (lowered.model, codes)
}

/// Follows a flow on a network.
///
/// A flow may end in ` --size N`, as on the command line.
pub(crate) fn trace(network: &Network, flow: &str) -> Trace {
    let (flow, size) = flow.split_once(" --size ").map_or((flow, None), |(flow, size)| {
        (flow, Some(size.parse().expect("invariant: a test states a number")))
    });
    let parsed = parse_flow(flow).unwrap_or_else(|error| panic!("{flow}: {}", error.message));
    let intent = forwarding::resolve(network, &parsed);
    let mut intent = intent.unwrap_or_else(|wrong| panic!("{flow}: {}", wrong.message));
    intent.size = size;
    forwarding::trace(network, &intent)
}

/// Returns the ways there, one line each.
pub(crate) fn there(network: &Network, trace: &Trace) -> Vec<String> {
    trace.forward.iter().map(|path| way(network, path)).collect()
}

/// Returns the ways back, one line each.
pub(crate) fn back(network: &Network, trace: &Trace) -> Vec<String> {
    let paths = trace.replies.iter().flat_map(|reply| &reply.paths);
    paths.map(|path| way(network, path)).collect()
}

/// Writes a path as `OUTCOME MTU: NODE > NODE (source A = B) > ...`; MTU only of what arrives.
fn way(network: &Network, path: &Path) -> String {
    let mtu = match (&path.outcome, path.mtu) {
        (Outcome::Delivered, Some(mtu)) => format!(" {mtu}"),
        (Outcome::Delivered, None) => " -".to_owned(),
        (Outcome::Dropped(_) | Outcome::Unknown(_), _) => String::new(),
    };
    let hops: Vec<String> = path.hops.iter().map(|hop| station(network, hop)).collect();
    format!("{}{mtu}: {}", path.outcome.id(), hops.join(" > "))
}

fn station(network: &Network, hop: &Hop) -> String {
    let mut text = network.node_name(hop.node);
    let (before, after) = (hop.packet_in, hop.packet_out);
    if before.source != after.source {
        text.push_str(&format!(" (source {} = {})", before.source, after.source));
    }
    if before.destination != after.destination {
        text.push_str(&format!(" (destination {} = {})", before.destination, after.destination));
    }
    text
}
