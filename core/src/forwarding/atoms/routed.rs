//! How the customer's routers send addresses on, as far as it matters to a packet.
//!
//! A table says of an address which of its prefixes cover it, and what leads where behind each. That decides who
//! wins. Of the winner it matters where it leads, of those that lost to a longer prefix only which
//! there are. Their prefixes do not matter, unless something else asks about them (`told`).
//! What BGP comes to is the same for all prefixes of a class, at every router; so these count as one
//! table of classes for all routers, of which each knows how many are longer than its own best route.

use std::collections::BTreeMap;

use crate::{
    addr::{Answers, EntryId, Line, Prefix, PrefixMap, PrefixTable},
    bgp::PathAttributes,
    forwarding::Network,
    model::{NextHop, RouterId},
    routing::{Candidate, Rank, RouteRef, TableRef},
};

/// What is asked about the addresses of both families.
#[derive(Debug, Default)]
pub(super) struct Asked {
    pub(super) v4: Vec<Answers<u32>>,
    pub(super) v6: Vec<Answers<u128>>,
}

impl Asked {
    /// Collects what the prefixes say that are told apart anyway, and every router.
    pub(super) fn new(network: &Network, told: &[Prefix]) -> Self {
        let mut asked = Self::default();
        let map: PrefixMap<()> = told.iter().map(|prefix| (*prefix, ())).collect();
        let numbers: Vec<u32> = (1..).take(map.table().len()).collect();
        asked.add(map.table(), &numbers);
        let announced = network.model.routers.values().flat_map(|router| &router.announce);
        let announced = announced.filter(|prefix| prefix.length() > 0);
        let declared: PrefixMap<()> = announced.map(|prefix| (*prefix, ())).collect();
        asked.add(declared.table(), &vec![1; declared.table().len()]);
        let classes: PrefixMap<u32> = network.bgp.customer().ribs().with_classes().collect();
        asked.add(classes.table(), &of_bgp(&classes, told));
        for router in network.model.routers.ids() {
            let table = network.tables.id(TableRef::Router(router));
            let table = network.tables.lookup().tables().table(table);
            asked.add(table, &of_router(network, router, told));
        }
        asked
    }

    /// Adds what a table answers, given a number for each entry; 0 is that of no entry.
    fn add(&mut self, table: PrefixTable<'_>, numbers: &[u32]) {
        let number = |entry: Option<EntryId>| {
            entry.and_then(|entry| numbers.get(entry.index())).copied().unwrap_or_default()
        };
        add(&mut self.v4, table.intervals_v4().map(|(at, entry)| (at.to_bits(), number(entry))));
        add(&mut self.v6, table.intervals_v6().map(|(at, entry)| (at.to_bits(), number(entry))));
    }
}

/// Adds answers, where they differ from those around; none that are always the same, or known.
fn add<A: Line>(asked: &mut Vec<Answers<A>>, answers: impl Iterator<Item = (A, u32)>) {
    let mut answers: Answers<A> = answers.collect();
    answers.dedup_by_key(|(_, answer)| *answer);
    if asked.is_empty() || (answers.len() > 1 && !asked.contains(&answers)) {
        asked.push(answers);
    }
}

/// Numbers for what is the same, from 1 on.
#[derive(Debug)]
struct Numbers<K>(BTreeMap<K, u32>);

impl<K: Ord> Numbers<K> {
    fn new() -> Self {
        Self(BTreeMap::new())
    }

    fn of(&mut self, key: K) -> u32 {
        let next = u32::try_from(self.0.len() + 1).expect("invariant: fewer than 2^32 numbers");
        *self.0.entry(key).or_insert(next)
    }
}

/// Returns the place of a prefix among those that are told apart.
fn place(told: &[Prefix], prefix: Prefix) -> Option<usize> {
    told.binary_search(&prefix).ok()
}

/// Numbers entries of BGP by the classes of all that cover them, in order.
fn of_bgp(classes: &PrefixMap<u32>, told: &[Prefix]) -> Vec<u32> {
    let table = classes.table();
    let mut known = Numbers::new();
    let mut numbers: Vec<u32> = Vec::with_capacity(table.len());
    for (at, prefix) in table.prefixes().enumerate() {
        let entry = EntryId::new(at);
        let parent = table.parent(entry).and_then(|parent| numbers.get(parent.index())).copied();
        let class = classes.values(entry).first().copied();
        numbers.push(known.of((parent, class, place(told, prefix))));
    }
    numbers
}

/// A route, without what tells it from others that lead the same way.
type Way = (Leads, Rank, PathAttributes);

/// Where a route leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Leads {
    /// To the next hop of a static route.
    Over(NextHop),
    /// To what a route of another kind names.
    By(RouteRef),
}

/// Numbers entries of a router's own table by where packets go, and by what else covers them.
fn of_router(network: &Network, id: RouterId, told: &[Prefix]) -> Vec<u32> {
    let router = &network.model.routers[id];
    let customer = network.bgp.customer();
    let (lookup, number) = (network.tables.lookup(), network.tables.id(TableRef::Router(id)));
    let table = lookup.tables().table(number);
    let way = |one: &Candidate| -> Way {
        let next = |at: u32| router.routes.get(at as usize).map(|route| route.next_hop);
        let leads = if let RouteRef::RouterStatic(_, at) = one.route { next(at) } else { None };
        (leads.map_or(Leads::By(one.route), Leads::Over), one.rank, one.path)
    };
    let mut ways = Numbers::new();
    let mut sets = Sets::default();
    let mut known = Numbers::new();
    // Of each entry: its own ways, and all shorter ones.
    let mut entries: Vec<(u32, u32)> = Vec::with_capacity(table.len());
    let mut numbers: Vec<u32> = Vec::with_capacity(table.len());
    for (at, prefix) in table.prefixes().enumerate() {
        let entry = EntryId::new(at);
        let own: Vec<Way> = lookup.values(number, entry).iter().map(way).collect();
        let own = ways.of((own, place(told, prefix)));
        let parent = table.parent(entry).and_then(|parent| entries.get(parent.index())).copied();
        let shorter = parent.map_or(Sets::NONE, |(own, shorter)| sets.with(shorter, own));
        let around = if customer.speaks(id) { customer.around(prefix) } else { (0, false) };
        entries.push((own, shorter));
        numbers.push(known.of((own, shorter, around)));
    }
    numbers
}

/// Sets of numbers, by number.
#[derive(Debug, Default)]
struct Sets {
    sets: Vec<Vec<u32>>,
    known: BTreeMap<Vec<u32>, u32>,
    /// What a set becomes with one more number.
    more: BTreeMap<(u32, u32), u32>,
}

impl Sets {
    /// The empty set.
    const NONE: u32 = 0;

    fn with(&mut self, set: u32, one: u32) -> u32 {
        if let Some(known) = self.more.get(&(set, one)) {
            return *known;
        }
        let before = (set as usize).checked_sub(1).and_then(|at| self.sets.get(at));
        let mut all = before.cloned().unwrap_or_default();
        if let Err(at) = all.binary_search(&one) {
            all.insert(at, one);
        }
        let next = u32::try_from(self.sets.len() + 1).expect("invariant: fewer than 2^32 sets");
        let new = *self.known.entry(all.clone()).or_insert(next);
        if new == next {
            self.sets.push(all);
        }
        self.more.insert((set, one), new);
        new
    }
}
