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
    /// The root is the first.
    nodes: Vec<TrieNode>,
    entries: Vec<Entry<V>>,
}

/// One bit of a prefix. Numbers instead of vectors, as a full table has millions.
#[derive(Debug, Clone, Copy)]
struct TrieNode {
    /// The root is nobody's child, so 0 means none.
    children: [u32; 2],
    first: u32,
    last: u32,
}

/// One entry, in the chain of those of its node.
#[derive(Debug, Clone)]
struct Entry<V> {
    prefix: Prefix,
    value: V,
    next: u32,
}

/// The end of a chain.
const NONE: u32 = u32::MAX;

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
        trie.path(address).into_iter().map(|entry| (entry.prefix, &entry.value))
    }

    /// Returns whether the table holds nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.v4.entries.is_empty() && self.v6.entries.is_empty()
    }
}

impl<V> Trie<V> {
    fn new() -> Self {
        Self { nodes: vec![TrieNode::EMPTY], entries: Vec::new() }
    }

    fn insert(&mut self, prefix: Prefix, value: V) {
        let mut at = 0;
        for bit in bits(prefix.network()).take(usize::from(prefix.length())) {
            at = self.child(at, bit);
        }
        let new = number(self.entries.len());
        self.entries.push(Entry { prefix, value, next: NONE });
        let node = self.nodes.get_mut(at).expect("invariant: node ids come from this trie");
        let last = std::mem::replace(&mut node.last, new);
        if last == NONE {
            node.first = new;
        } else if let Some(last) = self.entries.get_mut(last as usize) {
            last.next = new;
        }
    }

    /// Returns the child of a node for a bit, made if it is not there.
    fn child(&mut self, at: usize, bit: bool) -> usize {
        let next = number(self.nodes.len());
        let node = self.nodes.get_mut(at).expect("invariant: node ids come from this trie");
        let [zero, one] = &mut node.children;
        let child = if bit { one } else { zero };
        if *child == 0 {
            *child = next;
            self.nodes.push(TrieNode::EMPTY);
            return next as usize;
        }
        *child as usize
    }

    /// Returns the entries of every node on the way to an address.
    fn path(&self, address: IpAddr) -> Vec<&Entry<V>> {
        let mut found = Vec::new();
        let mut node = self.nodes.first().copied();
        self.collect(node, &mut found);
        for bit in bits(address) {
            let child = node.map_or(0, |node| {
                let [zero, one] = node.children;
                if bit { one } else { zero }
            });
            if child == 0 {
                break;
            }
            node = self.nodes.get(child as usize).copied();
            self.collect(node, &mut found);
        }
        found
    }

    /// Adds the entries of a node.
    fn collect<'a>(&'a self, node: Option<TrieNode>, found: &mut Vec<&'a Entry<V>>) {
        let mut next = node.map_or(NONE, |node| node.first);
        while let Some(entry) = self.entries.get(next as usize) {
            found.push(entry);
            next = entry.next;
        }
    }
}

impl TrieNode {
    const EMPTY: Self = Self { children: [0, 0], first: NONE, last: NONE };
}

fn number(at: usize) -> u32 {
    u32::try_from(at).expect("invariant: fewer than 2^32 nodes and entries")
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
