//! Longest-prefix match.
//!
//! A table is built once, from prefixes, and then asked which of them is the longest that covers an
//! address. Prefixes nest, so a table cuts the line of all addresses into *intervals* in each of which the
//! answer is the same (see `nest`). Looking up is finding the interval, and there is a form for each case
//! (`forms` chooses):
//!
//! - `lines`: many small tables in common arrays, searched by sixteens. Also IPv6, by `halves`.
//! - `full`: a full IPv4 table of the internet, in two reads.
//!
//! A table answers with the number of the entry. Each entry knows the next shorter one that covers it, so
//! that all the others that cover the address follow without another search: this is the *explaining*
//! view. The *forwarding* view knows only what entries lead to, and merges the intervals between
//! which that does not change.
//!
//! Tables with the same prefixes are kept once. What stands behind an entry is not in the table but in
//! [`PrefixMaps`], or wherever the caller keeps it.

mod entry;
mod forms;
mod forwarding;
mod full;
mod halves;
mod lines;
mod map;
mod nest;
mod number;
mod units;

#[cfg(test)]
mod tests;

use std::{
    collections::BTreeMap,
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
};

pub use self::{
    entry::EntryId,
    forwarding::ForwardingTable,
    map::{PrefixMap, PrefixMaps},
};
use self::{
    forms::{Form, Forms},
    full::BATCH,
    nest::{Nest, Nests},
    number::{Number, prefix},
};
use super::Prefix;

/// Tables of prefixes, built together.
#[derive(Debug, Clone, Default)]
pub struct PrefixTables {
    tables: Vec<Table>,
    /// The form of each table, apart from what only explaining takes.
    shapes: Vec<Form>,
    v4: Nests<u32>,
    v6: Nests<u128>,
    forms: Forms,
}

/// One of [`PrefixTables`]: they are numbered as they were built.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TableId(u32);

#[derive(Debug, Clone, Copy)]
struct Table {
    v4: Nest,
    v6: Nest,
}

/// One table, to ask.
#[derive(Debug, Clone, Copy)]
pub struct PrefixTable<'a> {
    all: &'a PrefixTables,
    id: TableId,
    form: &'a Form,
}

/// With as many IPv4 prefixes a table is a full one: entries of smaller ones are numbered with 16 bits.
const FULL_FROM: u32 = 1 << 16;

impl TableId {
    /// The first of some tables.
    pub const FIRST: Self = Self(0);

    /// Returns the id of the table that was built at a place, from 0 on.
    ///
    /// # Panics
    /// If the place is 2^32 or higher: there are never as many tables.
    #[must_use]
    pub fn new(index: usize) -> Self {
        Self(u32::try_from(index).expect("invariant: fewer than 2^32 tables"))
    }

    /// Returns the place of the table, from 0 on.
    #[must_use]
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl PrefixTables {
    /// Builds tables of prefixes, in whatever order these are and however often.
    #[must_use]
    pub fn build(tables: impl IntoIterator<Item = Vec<Prefix>>) -> Self {
        Builder::new(FULL_FROM).build(tables)
    }

    /// Returns a table.
    ///
    /// # Panics
    /// If the id is not of these tables.
    #[must_use]
    pub fn table(&self, id: TableId) -> PrefixTable<'_> {
        let form = self.shapes.get(id.index()).expect("invariant: ids come from these tables");
        PrefixTable { all: self, id, form }
    }

    /// Looks up IPv4 addresses, each in a table of its own: the same as [`PrefixTable::longest`] one by
    /// one, but faster. Results for which there is no room are left out.
    pub fn longest_many(&self, asked: &[(TableId, Ipv4Addr)], found: &mut [Option<EntryId>]) {
        let form = |id: TableId| *self.table(id).form;
        let mut found = found.chunks_mut(BATCH);
        for (asked, found) in asked.chunks(BATCH).zip(&mut found) {
            let one = |(id, address): &(TableId, Ipv4Addr)| (form(*id), address.to_bits());
            write(found, asked, |asked| self.forms.get_each_v4(&asked.map(|asked| one(&asked))));
        }
    }

    /// Returns the ids of all tables.
    pub fn ids(&self) -> impl Iterator<Item = TableId> + use<> {
        (0..self.tables.len()).map(TableId::new)
    }
}

impl<'a> PrefixTable<'a> {
    /// Returns the longest entry that covers an address.
    #[must_use]
    #[inline]
    pub fn longest(self, address: impl Into<IpAddr>) -> Option<EntryId> {
        self.all.forms.get(self.form, address.into())
    }

    /// Looks up IPv4 addresses: the same as [`Self::longest`] one by one, but faster. Results for which
    /// there is no room are left out.
    pub fn longest_many_v4(self, addresses: &[Ipv4Addr], found: &mut [Option<EntryId>]) {
        for (addresses, found) in addresses.chunks(BATCH).zip(found.chunks_mut(BATCH)) {
            write(found, addresses, |addresses| {
                self.all.forms.get_many_v4(*self.form, &addresses.map(Ipv4Addr::to_bits))
            });
        }
    }

    /// Looks up IPv6 addresses: the same as [`Self::longest`] one by one, but faster. Results for which
    /// there is no room are left out.
    pub fn longest_many_v6(self, addresses: &[Ipv6Addr], found: &mut [Option<EntryId>]) {
        for (addresses, found) in addresses.chunks(BATCH).zip(found.chunks_mut(BATCH)) {
            write(found, addresses, |addresses| {
                self.all.forms.get_many_v6(*self.form, &addresses.map(Ipv6Addr::to_bits))
            });
        }
    }

    /// Returns the next shorter entry that covers one.
    #[must_use]
    pub fn parent(self, entry: EntryId) -> Option<EntryId> {
        match self.v6_entry(entry) {
            None => self.all.v4.parent(self.own().v4, entry),
            Some(own) => self.all.v6.parent(self.own().v6, own).map(|one| self.of_v6(one)),
        }
    }

    /// Returns all entries that cover an address, the longest first.
    pub fn upward(self, address: IpAddr) -> impl Iterator<Item = EntryId> + use<'a> {
        std::iter::successors(self.longest(address), move |entry| self.parent(*entry))
    }

    /// Returns all entries that cover an address, the shortest first.
    #[must_use]
    pub fn covering(self, address: impl Into<IpAddr>) -> Vec<EntryId> {
        let mut chain: Vec<EntryId> = self.upward(address.into()).collect();
        chain.reverse();
        chain
    }

    /// Returns the prefix of an entry.
    ///
    /// # Panics
    /// If the entry is not of this table.
    #[must_use]
    pub fn prefix(self, entry: EntryId) -> Prefix {
        let found = match self.v6_entry(entry) {
            None => self.all.v4.get(self.own().v4, entry).map(|(at, length)| prefix(at, length)),
            Some(own) => self.all.v6.get(self.own().v6, own).map(|(at, length)| prefix(at, length)),
        };
        found.expect("invariant: entries come from their table")
    }

    /// Returns all prefixes, in the order of entries.
    pub fn prefixes(self) -> impl Iterator<Item = Prefix> + use<'a> {
        let v4 = self.all.v4.prefixes(self.own().v4).map(|(at, length)| prefix(at, length));
        let v6 = self.all.v6.prefixes(self.own().v6).map(|(at, length)| prefix(at, length));
        v4.chain(v6)
    }

    /// Returns how many entries there are.
    #[must_use]
    pub fn len(self) -> usize {
        (self.own().v4.count + self.own().v6.count) as usize
    }

    /// Returns whether there are no entries.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// Returns where, from 0.0.0.0 on, another entry or none becomes the longest match.
    pub fn intervals_v4(self) -> impl Iterator<Item = (Ipv4Addr, Option<EntryId>)> + use<'a> {
        let intervals = self.all.v4.intervals(self.own().v4);
        intervals.map(|(start, entry)| (Ipv4Addr::from_bits(start), entry))
    }

    /// Returns where, from :: on, another entry or none becomes the longest match.
    pub fn intervals_v6(self) -> impl Iterator<Item = (Ipv6Addr, Option<EntryId>)> + use<'a> {
        let intervals = self.all.v6.intervals(self.own().v6);
        intervals.map(move |(start, entry)| {
            (Ipv6Addr::from_bits(start), entry.map(|entry| self.of_v6(entry)))
        })
    }

    fn own(self) -> Table {
        *self.all.tables.get(self.id.index()).expect("invariant: each table has a form")
    }

    /// Returns an entry among those of IPv6, if it is one.
    fn v6_entry(self, entry: EntryId) -> Option<EntryId> {
        entry.index().checked_sub(self.own().v4.count as usize).map(EntryId::new)
    }

    /// Returns an entry of those of IPv6 among all.
    fn of_v6(self, entry: EntryId) -> EntryId {
        entry.plus(self.own().v4.count)
    }
}

/// Writes what is found for a batch; one that is not full is filled with its last question.
fn write<T: Copy>(
    found: &mut [Option<EntryId>],
    asked: &[T],
    find: impl Fn([T; BATCH]) -> [u32; BATCH],
) {
    let Some(last) = asked.last() else { return };
    let batch = asked
        .first_chunk()
        .copied()
        .unwrap_or_else(|| std::array::from_fn(|at| *asked.get(at).unwrap_or(last)));
    for (slot, number) in found.iter_mut().zip(find(batch)) {
        *slot = EntryId::unpack(number);
    }
}

/// Tables that are being built.
struct Builder {
    built: PrefixTables,
    full_from: u32,
    /// Different tables, by a hash of their prefixes.
    known: BTreeMap<u64, Vec<TableId>>,
}

impl Builder {
    fn new(full_from: u32) -> Self {
        Self { built: PrefixTables::default(), full_from, known: BTreeMap::new() }
    }

    fn build(mut self, tables: impl IntoIterator<Item = Vec<Prefix>>) -> PrefixTables {
        for mut prefixes in tables {
            prefixes.sort_unstable();
            prefixes.dedup();
            self.add(&prefixes);
        }
        self.finish()
    }

    fn finish(mut self) -> PrefixTables {
        self.built.v4.shrink();
        self.built.v6.shrink();
        self.built.forms.shrink();
        self.built.tables.shrink_to_fit();
        self.built.shapes.shrink_to_fit();
        self.built
    }

    /// Adds a table of prefixes that are sorted and all different.
    fn add(&mut self, prefixes: &[Prefix]) {
        let key = prefixes.iter().fold(0, |key, prefix| hashed(key, *prefix));
        let known = self.known.entry(key).or_default();
        let same = |id: &&TableId| self.built.table(**id).prefixes().eq(prefixes.iter().copied());
        let id = TableId::new(self.built.tables.len());
        let (table, form) = match known.iter().find(same) {
            Some(known) => (self.built.table(*known).own(), *self.built.table(*known).form),
            None => {
                known.push(id);
                self.built.add(prefixes, self.full_from)
            }
        };
        self.built.shapes.push(form);
        self.built.tables.push(table);
    }
}

impl PrefixTables {
    fn add(&mut self, prefixes: &[Prefix], full_from: u32) -> (Table, Form) {
        let (four, six) = prefixes.split_at(prefixes.partition_point(|one| !one.is_ipv6()));
        let v4 = self.v4.add(numbers(four));
        let v6 = self.v6.add(numbers(six));
        let in_v6 = self.v6.intervals(v6);
        let in_v6 = in_v6.map(|(start, entry)| (start, entry.map(|one| one.plus(v4.count))));
        let form = self.forms.add(self.v4.intervals(v4), in_v6, (v4.count, full_from));
        (Table { v4, v6 }, form)
    }
}

/// Adds a prefix to a hash: a few instructions, as full tables have a million.
fn hashed(hash: u64, prefix: Prefix) -> u64 {
    let bits = match prefix.network() {
        IpAddr::V4(network) => u64::from(network.to_bits()),
        IpAddr::V6(network) => (network.to_bits() ^ network.to_bits() >> 64) as u64,
    };
    let mixed = hash.rotate_left(5) ^ bits << 8 ^ u64::from(prefix.length());
    mixed.wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

fn numbers<A: Number>(prefixes: &[Prefix]) -> impl Iterator<Item = (A, u8)> {
    let number = |one: &Prefix| A::of(one.network()).unwrap_or(A::ZERO);
    prefixes.iter().map(move |one| (number(one), one.length()))
}
