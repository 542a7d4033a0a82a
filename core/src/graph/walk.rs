//! Questions of adjacency.

use super::{Graph, Node, Wire};

impl Graph {
    /// Returns the neighbors of a node with the wires to them, in the order of nodes.
    #[must_use]
    pub fn neighbors(&self, node: Node) -> Vec<(Node, Wire)> {
        let Some(index) = self.index.get(&node) else { return Vec::new() };
        let mut found: Vec<(Node, Wire)> = self
            .graph
            .edges(*index)
            .filter_map(|edge| {
                let (from, to) = self.graph.edge_endpoints(petgraph::visit::EdgeRef::id(&edge))?;
                let other = if from == *index { to } else { from };
                Some((*self.graph.node_weight(other)?, *edge.weight()))
            })
            .collect();
        found.sort_unstable();
        found
    }

    /// Returns whether two nodes are neighbors.
    #[must_use]
    pub fn connected(&self, from: Node, to: Node) -> bool {
        match (self.index.get(&from), self.index.get(&to)) {
            (Some(from), Some(to)) => self.graph.contains_edge(*from, *to),
            (Some(_) | None, _) => false,
        }
    }

    /// Returns every node, in order.
    pub fn nodes(&self) -> impl Iterator<Item = Node> + '_ {
        self.index.keys().copied()
    }

    /// Returns the nodes that stand on the same segments as a node, with the segment between.
    #[must_use]
    pub fn on_link(&self, node: Node) -> Vec<(crate::model::SegmentId, Node)> {
        let mut found = Vec::new();
        for (neighbor, _) in self.neighbors(node) {
            let Node::Segment(segment) = neighbor else { continue };
            let others = self.neighbors(neighbor).into_iter();
            found.extend(others.filter(|(o, _)| *o != node).map(|(other, _)| (segment, other)));
        }
        found
    }
}
