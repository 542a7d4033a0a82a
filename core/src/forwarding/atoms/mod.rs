//! The parts of the address space that nothing in a network tells apart.
//!
//! What becomes of a packet depends on its addresses only by what is asked about them on the way: in which of
//! the prefixes that the model mentions they lie (`told`), and how the customer's routers send them on
//! (`routed`). A router may have a full table of the internet, but most of that leads the same way. So
//! its prefixes do not part the space by themselves; only where another route wins, or wins over
//! others, another part begins. One sweep over all who are asked finds the parts.

mod routed;
mod told;

use std::{
    collections::{BTreeMap, BTreeSet},
    net::IpAddr,
};

use super::Network;
use crate::addr::{
    Answers, Atom, EntryId, Line, Pieces, Prefix, PrefixTable, PrefixTables, TableId, six_of_four,
    sweep,
};

/// The whole address space of a network, in parts.
#[derive(Debug, Clone)]
pub(super) struct Parts {
    v4: Pieces<u32>,
    v6: Pieces<u128>,
    /// Every prefix that the network mentions, to name parts by.
    mentioned: PrefixTables,
    /// All parts, as long as no question tells more apart.
    plain: Vec<Atom>,
}

/// The only table among some.
const ONLY: TableId = TableId::FIRST;

impl Parts {
    /// Parts the address space. One of the preferred addresses stands for its part.
    pub(super) fn new(network: &Network, preferred: &[IpAddr]) -> Self {
        let told = told::told(network);
        let asked = routed::Asked::new(network, &told);
        let v4 = sweep(&asked.v4, |_| {});
        let mut in_v6 = asked.v6;
        let translates = translates(network);
        if translates {
            in_v6.push(embedded(&v4));
        }
        let v6 = sweep(&in_v6, |_| {});
        let mut all: Vec<Prefix> = told;
        all.extend(network.model.routers.values().flat_map(|router| router.routed()));
        all.extend(network.bgp.customer().ribs().all());
        if translates {
            let six: Vec<Prefix> = all.iter().copied().filter_map(six_of_four).collect();
            all.extend(six);
        }
        let mentioned = PrefixTables::build([all]);
        let mut parts = Self { v4, v6, mentioned, plain: Vec::new() };
        parts.plain = parts.find(&[], &[], preferred);
        parts
    }

    /// Returns the parts that neither of two networks tells apart.
    pub(super) fn common(both: [&Self; 2]) -> Self {
        let mentioned = both.iter().flat_map(|one| one.mentioned.table(ONLY).prefixes()).collect();
        Self {
            v4: sweep(&both.map(|one| one.v4.answers()), |_| {}),
            v6: sweep(&both.map(|one| one.v6.answers()), |_| {}),
            mentioned: PrefixTables::build([mentioned]),
            plain: Vec::new(),
        }
    }

    /// Returns the parts of the space, or of some prefixes of it, that neither the network tells apart nor
    /// some more prefixes.
    pub(super) fn atoms(
        &self,
        more: &[Prefix],
        within: &[Prefix],
        preferred: &[IpAddr],
    ) -> Vec<Atom> {
        if more.is_empty() && within.is_empty() && !self.plain.is_empty() {
            return self.plain.clone();
        }
        self.find(more, within, preferred)
    }

    /// Returns the number of the part that an address lies in, among those of its family.
    pub(super) fn of(&self, address: IpAddr) -> u32 {
        match address {
            IpAddr::V4(address) => self.v4.class(address.to_bits()),
            IpAddr::V6(address) => self.v6.class(address.to_bits()),
        }
    }

    fn find(&self, more: &[Prefix], within: &[Prefix], preferred: &[IpAddr]) -> Vec<Atom> {
        let more = PrefixTables::build([more.to_vec()]);
        let within: Vec<Prefix> = if within.is_empty() {
            [IpAddr::from([0; 4]), IpAddr::from([0; 16])].map(Prefix::default_for).to_vec()
        } else {
            let outermost =
                |one: &&Prefix| !within.iter().any(|other| other != *one && other.covers(**one));
            within.iter().filter(outermost).copied().collect::<BTreeSet<_>>().into_iter().collect()
        };
        let tables = [&more, &self.mentioned].map(|tables| tables.table(ONLY));
        let mut found = Found { tables, within: &within, preferred }.atoms(&self.v4);
        found.extend(Found { tables, within: &within, preferred }.atoms(&self.v6));
        found.sort_unstable_by_key(|atom| {
            (atom.prefix.is_ipv6(), atom.prefix.network(), atom.prefix.length())
        });
        found
    }
}

/// Returns whether a network has a NAT gateway, which reads an IPv4 address out of an IPv6 one.
fn translates(network: &Network) -> bool {
    network.model.nat_gateways.len() + network.model.regional_nat_gateways.len() > 0
}

/// Returns the classes of IPv4 as answers about the IPv6 addresses that stand for them (fact NAT-15).
fn embedded(v4: &Pieces<u32>) -> Answers<u128> {
    let whole = six_of_four(Prefix::default_for(IpAddr::from([0; 4])));
    let ends = whole.and_then(|whole| Some((u128::of(whole.network())?, u128::of(whole.last())?)));
    let mut answers = vec![(u128::FIRST, 0)];
    if let Some((first, last)) = ends {
        answers.extend(v4.iter().map(|(start, _, class)| (first + u128::from(start), class + 1)));
        answers.extend(last.after().map(|next| (next, 0)));
    }
    answers
}

/// What tells parts apart beside the network, and what they are named by.
struct Found<'a> {
    /// What a question tells apart, and every prefix that the network mentions.
    tables: [PrefixTable<'a>; 2],
    within: &'a [Prefix],
    preferred: &'a [IpAddr],
}

/// One part while it is being found.
struct Group<A> {
    /// Its lowest addresses.
    lowest: Vec<A>,
    /// How many mentioned prefixes have their first own address in it.
    prefixes: usize,
}

/// A part: its class, and the longest prefix around it that a question tells apart.
type Key = (u32, Option<EntryId>);

/// So many addresses of each part are looked at.
const LOWEST: usize = 3;

impl Found<'_> {
    fn atoms<A: Line>(&self, pieces: &Pieces<A>) -> Vec<Atom> {
        let [more, mentioned] = self.tables;
        let more = intervals::<A>(more);
        // Where the first own address of each prefix is.
        let mut met = vec![false; mentioned.len()];
        let own = intervals::<A>(mentioned).into_iter().filter_map(|(start, entry)| {
            let met = met.get_mut(entry?.index())?;
            (!std::mem::replace(met, true)).then_some(start)
        });
        let mut own = own.peekable();
        let mut groups: BTreeMap<Key, Group<A>> = BTreeMap::new();
        for (from, to) in self.ranges::<A>() {
            for (first, last, key) in stretches(pieces, &more, from, to) {
                let new = || Group { lowest: Vec::new(), prefixes: 0 };
                let group = groups.entry(key).or_insert_with(new);
                let mut next = Some(first);
                while let Some(one) = next.filter(|one| group.lowest.len() < LOWEST && *one <= last)
                {
                    group.lowest.push(one);
                    next = one.after();
                }
                while own.next_if(|start| *start < first).is_some() {}
                while own.next_if(|start| *start <= last).is_some() {
                    group.prefixes += 1;
                }
            }
        }
        let mut stars: BTreeMap<Key, A> = BTreeMap::new();
        for address in self.preferred {
            let inside = self.within.iter().any(|prefix| prefix.contains(*address));
            if let Some(number) = A::of(*address).filter(|_| inside) {
                stars
                    .entry((pieces.class(number), self.tables[0].longest(*address)))
                    .or_insert(number);
            }
        }
        let atoms = groups
            .into_iter()
            .filter_map(|(key, group)| self.atom(group, stars.get(&key).copied()));
        atoms.collect()
    }

    fn atom<A: Line>(&self, group: Group<A>, star: Option<A>) -> Option<Atom> {
        let Group { lowest: mut own, prefixes } = group;
        let around = |address: A| {
            let [_, mentioned] = self.tables;
            let entry = mentioned.longest(address.address());
            let all = Prefix::default_for(address.address());
            entry.map_or(all, |entry| mentioned.prefix(entry))
        };
        // The lowest address of a prefix rarely belongs to a host.
        if own.len() == LOWEST
            && own.first().is_some_and(|one| around(*one).network() == one.address())
        {
            own.remove(0);
        }
        own.retain(|address| Some(*address) != star);
        let mut own = star.into_iter().chain(own);
        let one = own.next()?;
        let other = own.next().map(Line::address);
        let more = prefixes.saturating_sub(1);
        Some(Atom { prefix: around(one), one: one.address(), other, more })
    }

    /// Returns the first and the last address of each prefix that is looked into.
    fn ranges<A: Line>(&self) -> Vec<(A, A)> {
        let range = |prefix: &Prefix| Some((A::of(prefix.network())?, A::of(prefix.last())?));
        self.within.iter().filter_map(range).collect()
    }
}

/// Returns where another entry of a table becomes the longest match.
fn intervals<A: Line>(table: PrefixTable<'_>) -> Vec<(A, Option<EntryId>)> {
    let v4 = table.intervals_v4().map(|(start, entry)| (IpAddr::from(start), entry));
    let v6 = table.intervals_v6().map(|(start, entry)| (IpAddr::from(start), entry));
    v4.chain(v6).filter_map(|(start, entry)| Some((A::of(start)?, entry))).collect()
}

/// Cuts a range where a piece begins or another entry becomes the longest match.
fn stretches<'a, A: Line>(
    pieces: &'a Pieces<A>,
    more: &'a [(A, Option<EntryId>)],
    from: A,
    to: A,
) -> impl Iterator<Item = (A, A, Key)> + 'a {
    let mut piece = pieces.starts.partition_point(|start| *start <= from);
    let mut entry = more.partition_point(|(start, _)| *start <= from);
    let mut next = Some(from);
    std::iter::from_fn(move || {
        let first = next.filter(|first| *first <= to)?;
        let class = *pieces.classes.get(piece.checked_sub(1)?)?;
        let (_, longest) = *more.get(entry.checked_sub(1)?)?;
        let ahead = [pieces.starts.get(piece).copied(), more.get(entry).map(|(start, _)| *start)];
        next = ahead.into_iter().flatten().min();
        piece += usize::from(next.is_some() && ahead[0] == next);
        entry += usize::from(next.is_some() && ahead[1] == next);
        let last = next.map_or(A::LAST, Line::before).min(to);
        Some((first, last, (class, longest)))
    })
}
