//! Circles in graphs of numbers.

use petgraph::{
    algo::tarjan_scc,
    graph::{DiGraph, NodeIndex},
};

/// Returns the strongly connected components of a graph, each after all that it leads to.
///
/// The nodes are the places in `next`, which holds what each leads to.
#[must_use]
pub fn components(next: &[Vec<u32>]) -> Vec<Vec<usize>> {
    let edges = (0_u32..).zip(next).flat_map(|(from, next)| next.iter().map(move |to| (from, *to)));
    let mut graph: DiGraph<(), ()> = DiGraph::with_capacity(next.len(), next.len());
    for _ in next {
        graph.add_node(());
    }
    graph.extend_with_edges(edges);
    let found = tarjan_scc(&graph);
    found.into_iter().map(|one| one.into_iter().map(NodeIndex::index).collect()).collect()
}
