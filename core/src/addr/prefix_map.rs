//! The longest-prefix-match table.

use std::net::IpAddr;

use super::Prefix;

/// A table from prefixes to values that finds every prefix covering an address.
///
/// Looking up costs one step per bit of the longest match, whatever the table holds. Values of one
/// prefix keep the order of insertion.
#[derive(Debug, Clone)]
pub struct PrefixMap<V> {
    v4: Trie<V>,
    v6: Trie<V>,
}

#[derive(Debug, Clone)]
struct Trie<V> {
    nodes: Vec<TrieNode<V>>,
}

#[derive(Debug, Clone)]
struct TrieNode<V> {
    children: [Option<u32>; 2],
    values: Vec<(Prefix, V)>,
}

impl<V> Default for PrefixMap<V> {
    fn default() -> Self {
        Self { v4: Trie::new(), v6: Trie::new() }
    }
}

impl<V> PrefixMap<V> {
    /// Adds a value under a prefix; earlier values of the same prefix stay.
    pub fn insert(&mut self, prefix: Prefix, value: V) {
        let trie = if prefix.is_ipv6() { &mut self.v6 } else { &mut self.v4 };
        trie.insert(prefix, value);
    }

    /// Returns every entry whose prefix covers the address, shortest prefix first.
    pub fn covering(&self, address: IpAddr) -> impl DoubleEndedIterator<Item = (Prefix, &V)> {
        let trie = if address.is_ipv6() { &self.v6 } else { &self.v4 };
        let values = trie.path(address).into_iter().flat_map(|node| &node.values);
        values.map(|(prefix, value)| (*prefix, value))
    }

    /// Returns whether the table holds nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        let empty = |trie: &Trie<V>| trie.nodes.iter().all(|node| node.values.is_empty());
        empty(&self.v4) && empty(&self.v6)
    }
}

impl<V> Trie<V> {
    fn new() -> Self {
        Self { nodes: vec![TrieNode::empty()] }
    }

    fn insert(&mut self, prefix: Prefix, value: V) {
        let mut at = 0;
        for bit in bits(prefix.network()).take(usize::from(prefix.length())) {
            at = self.child(at, bit);
        }
        if let Some(node) = self.nodes.get_mut(at) {
            node.values.push((prefix, value));
        }
    }

    /// Returns the child of a node for a bit, made if it is not there.
    fn child(&mut self, at: usize, bit: bool) -> usize {
        let next = u32::try_from(self.nodes.len()).expect("invariant: fewer than 2^32 nodes");
        let node = self.nodes.get_mut(at).expect("invariant: node ids come from this trie");
        let [zero, one] = &mut node.children;
        let child = if bit { one } else { zero };
        match child {
            Some(child) => *child as usize,
            None => {
                *child = Some(next);
                self.nodes.push(TrieNode::empty());
                next as usize
            }
        }
    }

    fn path(&self, address: IpAddr) -> Vec<&TrieNode<V>> {
        let mut found: Vec<&TrieNode<V>> = self.nodes.first().into_iter().collect();
        let mut node = self.nodes.first();
        for bit in bits(address) {
            let child = node.and_then(|node| {
                let [zero, one] = node.children;
                if bit { one } else { zero }
            });
            node = child.and_then(|child| self.nodes.get(child as usize));
            match node {
                Some(node) => found.push(node),
                None => break,
            }
        }
        found
    }
}

impl<V> TrieNode<V> {
    fn empty() -> Self {
        Self { children: [None, None], values: Vec::new() }
    }
}

/// Returns the bits of an address, highest first.
fn bits(address: IpAddr) -> impl Iterator<Item = bool> {
    let (value, width) = match address {
        IpAddr::V4(v4) => (u128::from(v4.to_bits()), 32_u32),
        IpAddr::V6(v6) => (v6.to_bits(), 128),
    };
    (0..width).map(move |index| value >> (width - 1 - index) & 1 == 1)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn any_prefix() -> impl Strategy<Value = Prefix> {
        let v4 = (any::<[u8; 4]>(), 0_u8..=32).prop_map(|(bytes, length)| (bytes.into(), length));
        let v6 = (any::<[u8; 16]>(), 0_u8..=128).prop_map(|(bytes, length)| (bytes.into(), length));
        prop_oneof![v4, v6].prop_map(|(address, length)| Prefix::holding(address, length).unwrap())
    }

    proptest! {
        #[test]
        fn finds_what_a_scan_finds(
            prefixes in prop::collection::vec(any_prefix(), 0..60),
            picks in prop::collection::vec((any::<prop::sample::Index>(), any::<u32>()), 1..20),
        ) {
            let mut table = PrefixMap::default();
            for (index, prefix) in prefixes.iter().enumerate() {
                table.insert(*prefix, index);
            }
            for (pick, offset) in picks {
                let base = if prefixes.is_empty() {
                    Prefix::host(IpAddr::from([10, 0, 0, 1]))
                } else {
                    *pick.get(&prefixes)
                };
                let address = base.nth(offset % 1024).unwrap_or(base.last());
                let mut expected: Vec<(Prefix, usize)> = prefixes
                    .iter()
                    .enumerate()
                    .filter(|(_, prefix)| prefix.contains(address))
                    .map(|(index, prefix)| (*prefix, index))
                    .collect();
                expected.sort_by_key(|(prefix, index)| (prefix.length(), *index));
                let found: Vec<_> = table.covering(address).map(|(p, v)| (p, *v)).collect();
                prop_assert_eq!(found, expected);
            }
        }
    }
}
