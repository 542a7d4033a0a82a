//! Tables with what stands behind each prefix.

use std::{collections::BTreeMap, net::IpAddr};

use super::{Builder, EntryId, FULL_FROM, PrefixTable, PrefixTables, TableId};
use crate::addr::Prefix;

/// Maps from prefixes to values, built together; a prefix may have several values in a map.
#[derive(Debug, Clone)]
pub struct PrefixMaps<V> {
    tables: PrefixTables,
    /// The place of each table's first entry among those of all.
    entries: Vec<usize>,
    /// The place of each entry's first value; at the end, how many there are.
    firsts: Vec<u32>,
    values: Vec<V>,
}

impl<V> PrefixMaps<V> {
    /// Builds maps. Values of one prefix keep their order.
    #[must_use]
    pub fn build(maps: impl IntoIterator<Item = Vec<(Prefix, V)>>) -> Self {
        let mut builder = Builder::new(FULL_FROM);
        let (mut entries, mut firsts, mut values) = (Vec::new(), Vec::new(), Vec::new());
        for mut map in maps {
            entries.push(firsts.len());
            map.sort_by_key(|(prefix, _)| *prefix);
            let mut prefixes: Vec<Prefix> = Vec::with_capacity(map.len());
            for (prefix, value) in map {
                if prefixes.last() != Some(&prefix) {
                    prefixes.push(prefix);
                    firsts.push(number(values.len()));
                }
                values.push(value);
            }
            builder.add(&prefixes);
        }
        firsts.push(number(values.len()));
        Self { tables: builder.finish(), entries, firsts, values }
    }

    /// Returns the tables, to ask for entries.
    #[must_use]
    pub fn tables(&self) -> &PrefixTables {
        &self.tables
    }

    /// Returns the values of an entry of a map, in the order in which they were given.
    #[must_use]
    pub fn values(&self, map: TableId, entry: EntryId) -> &[V] {
        let first = self.entries.get(map.index()).map(|first| first + entry.index());
        let range = first.and_then(|first| match self.firsts.get(first..first + 2)? {
            [first, end] => self.values.get(*first as usize..*end as usize),
            _ => None,
        });
        range.unwrap_or_default()
    }

    /// Returns the longest prefix of a map that covers an address, with its values.
    #[must_use]
    pub fn longest(&self, map: TableId, address: IpAddr) -> Option<(Prefix, &[V])> {
        let table = self.tables.table(map);
        let entry = table.longest(address)?;
        Some((table.prefix(entry), self.values(map, entry)))
    }

    /// Returns every value of a map whose prefix covers an address, shortest prefix first.
    pub fn covering(
        &self,
        map: TableId,
        address: IpAddr,
    ) -> impl DoubleEndedIterator<Item = (Prefix, &V)> {
        let table = self.tables.table(map);
        table.covering(address).into_iter().flat_map(move |entry| {
            let prefix = table.prefix(entry);
            self.values(map, entry).iter().map(move |value| (prefix, value))
        })
    }
}

/// A map from prefixes to values that finds every prefix covering an address.
///
/// It is made of an iterator and then asked. Values of one prefix keep their order.
#[derive(Debug, Clone)]
pub struct PrefixMap<V>(PrefixMaps<V>);

/// The only table of a map.
const ONLY: TableId = TableId(0);

impl<V> Default for PrefixMap<V> {
    fn default() -> Self {
        [].into_iter().collect()
    }
}

impl<V> FromIterator<(Prefix, V)> for PrefixMap<V> {
    fn from_iter<I: IntoIterator<Item = (Prefix, V)>>(entries: I) -> Self {
        Self(PrefixMaps::build([entries.into_iter().collect()]))
    }
}

impl<V> PrefixMap<V> {
    /// Builds a map for each key.
    pub fn grouped<K: Ord>(
        entries: impl IntoIterator<Item = (K, (Prefix, V))>,
    ) -> BTreeMap<K, Self> {
        let mut groups: BTreeMap<K, Vec<(Prefix, V)>> = BTreeMap::new();
        for (key, entry) in entries {
            groups.entry(key).or_default().push(entry);
        }
        groups.into_iter().map(|(key, group)| (key, group.into_iter().collect())).collect()
    }

    /// Returns the longest prefix that covers an address, with its values.
    #[must_use]
    pub fn longest(&self, address: IpAddr) -> Option<(Prefix, &[V])> {
        self.0.longest(ONLY, address)
    }

    /// Returns every value whose prefix covers an address, shortest prefix first.
    pub fn covering(&self, address: IpAddr) -> impl DoubleEndedIterator<Item = (Prefix, &V)> {
        self.0.covering(ONLY, address)
    }

    /// Returns the table, to ask for entries.
    #[must_use]
    pub fn table(&self) -> PrefixTable<'_> {
        self.0.tables.table(ONLY)
    }

    /// Returns the values of an entry, in the order in which they were given.
    #[must_use]
    pub fn values(&self, entry: EntryId) -> &[V] {
        self.0.values(ONLY, entry)
    }

    /// Returns whether the map holds nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.table().is_empty()
    }
}

fn number(at: usize) -> u32 {
    u32::try_from(at).expect("invariant: fewer than 2^32 values")
}
