//! Questions of adjacency.

use super::{Graph, Node, Wire};
use crate::model::SegmentId;

impl Graph {
    /// Returns the neighbors of a node with the wires to them, in the order of nodes.
    #[must_use]
    pub fn neighbors(&self, node: Node) -> &[(Node, Wire)] {
        let index = self.index.get(&node);
        let found = index.and_then(|index| self.neighbors.get(index.index()));
        found.map_or(&[], Vec::as_slice)
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
    pub fn on_link(&self, node: Node) -> impl Iterator<Item = (SegmentId, Node)> + '_ {
        let segments = self.neighbors(node).iter().filter_map(|(neighbor, _)| {
            if let Node::Segment(segment) = neighbor { Some(*segment) } else { None }
        });
        segments.flat_map(move |segment| {
            let others = self.neighbors(Node::Segment(segment)).iter().map(|(other, _)| *other);
            others.filter(move |other| *other != node).map(move |other| (segment, other))
        })
    }
}
