//! Where packets end up while tables change: only what a change touches is looked at again.
//!
//! The line is kept in pieces in which the core of the tables (see `solve`) does the same, each with
//! its signature. A change of one table cuts the line at both of its ends, and gives each piece between them a
//! new signature by two exclusive ors. Where that is a known one, so is what the core comes to; else it is
//! solved once, and known from then on.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::RangeInclusive,
};

use super::solve::{Core, Forwarding, Next};
use crate::addr::{Answers, Line, mark, sweep};

/// Tables that change, and where packets end up from each.
#[derive(Debug, Clone)]
pub struct Live<A> {
    /// What each table does from each address on.
    tables: Vec<BTreeMap<A, u32>>,
    core: Core,
    /// Where the core does something else, and its signature from there on.
    pieces: BTreeMap<A, u128>,
    /// What the core comes to, by signature.
    solved: BTreeMap<u128, Vec<u32>>,
}

/// What a change came to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Touched {
    /// How many pieces of the line it changes.
    pub pieces: usize,
    /// How many states of the core were not known before.
    pub solved: usize,
    /// Where packets of these addresses end up from the table that changed.
    pub ends: BTreeSet<u32>,
}

impl<A: Line> Live<A> {
    /// Solves tables as they are.
    #[must_use]
    pub fn new(all: &Forwarding<'_, A>) -> Self {
        let mut core = Core::new(all.tables.len(), all.actions, all.ends);
        let own = core.tables.iter().filter_map(|table| all.tables.get(*table as usize).cloned());
        let own: Vec<Answers<A>> = own.collect();
        let mut rows = Vec::new();
        let pieces = sweep(&own, |actions| rows.push(core.solved_for(actions)));
        let signature = |class: &u32| pieces.signatures.get(*class as usize).copied();
        let starts = pieces.starts.iter().zip(&pieces.classes);
        Self {
            tables: all.tables.iter().map(|table| merged(table.iter().copied())).collect(),
            core,
            pieces: starts.filter_map(|(start, class)| Some((*start, signature(class)?))).collect(),
            solved: pieces.signatures.iter().copied().zip(rows).collect(),
        }
    }

    /// Returns where packets to an address end up from a table.
    #[must_use]
    pub fn ends(&self, table: u32, address: A) -> BTreeSet<u32> {
        let action = self.action(table, address);
        let next = action.and_then(|action| self.core.actions.get(action as usize));
        let row = self.piece(address).and_then(|(_, signature)| self.solved.get(&signature));
        let mut found = BTreeSet::new();
        if let Some(place) = self.core.place(table) {
            found.extend(row.into_iter().flat_map(|row| self.core.ends_of(row, place)));
            return found;
        }
        for next in next.into_iter().flatten() {
            match next {
                Next::End(end) => _ = found.insert(*end),
                Next::Table(to) => {
                    let place = self.core.place(*to);
                    let known = row.zip(place);
                    found
                        .extend(known.into_iter().flat_map(|(row, at)| self.core.ends_of(row, at)));
                }
            }
        }
        found
    }

    /// Lets a table do something else with some addresses. Actions are those that it was made with, and may
    /// point only at tables that some did before.
    pub fn change(&mut self, table: u32, range: RangeInclusive<A>, action: u32) -> Touched {
        let (first, last) = range.into_inner();
        let mut touched = Touched::default();
        let Some(own) = self.tables.get_mut(table as usize) else { return touched };
        cut(own, first);
        last.after().into_iter().for_each(|next| cut(own, next));
        let before: Vec<(A, u32)> = own.range(first..=last).map(|(at, one)| (*at, *one)).collect();
        for (at, _) in &before {
            own.insert(*at, action);
        }
        if let Some(place) = self.core.place(table) {
            for (at, (start, old)) in before.iter().enumerate() {
                let end = before.get(at + 1).map_or(last, |(next, _)| next.before());
                self.sign(*start..=end, mark(place, *old) ^ mark(place, action), &mut touched);
            }
            join(&mut self.pieces, first, last);
        } else {
            touched.pieces = before.len();
        }
        if let Some(own) = self.tables.get_mut(table as usize) {
            join(own, first, last);
        }
        let starts: Vec<A> = self.pieces.range(first..=last).map(|(start, _)| *start).collect();
        for address in starts.into_iter().chain([first]) {
            touched.ends.extend(self.ends(table, address));
        }
        touched
    }

    /// Gives the pieces of a range other signatures, and solves those that are new.
    fn sign(&mut self, range: RangeInclusive<A>, difference: u128, touched: &mut Touched) {
        let (first, last) = range.into_inner();
        cut(&mut self.pieces, first);
        last.after().into_iter().for_each(|next| cut(&mut self.pieces, next));
        let mut new = Vec::new();
        for (start, signature) in self.pieces.range_mut(first..=last) {
            *signature ^= difference;
            touched.pieces += 1;
            if !self.solved.contains_key(signature) {
                new.push((*start, *signature));
            }
        }
        for (start, signature) in new {
            let actions: Vec<u32> =
                self.core.tables.iter().filter_map(|table| self.action(*table, start)).collect();
            if let std::collections::btree_map::Entry::Vacant(slot) = self.solved.entry(signature) {
                slot.insert(self.core.solved_for(&actions));
                touched.solved += 1;
            }
        }
    }

    fn action(&self, table: u32, address: A) -> Option<u32> {
        let table = self.tables.get(table as usize)?;
        table.range(..=address).next_back().map(|(_, action)| *action)
    }

    fn piece(&self, address: A) -> Option<(A, u128)> {
        self.pieces.range(..=address).next_back().map(|(start, signature)| (*start, *signature))
    }
}

/// Lets something begin at a place that holds there anyway.
fn cut<A: Line, T: Copy>(line: &mut BTreeMap<A, T>, at: A) {
    let here = line.range(..=at).next_back().map(|(start, value)| (*start, *value));
    if let Some((start, value)) = here
        && start < at
    {
        line.insert(at, value);
    }
}

/// Joins what is the same on both sides of a place, in a range and at its ends.
fn join<A: Line, T: Copy + PartialEq>(line: &mut BTreeMap<A, T>, first: A, last: A) {
    let mut before = line.range(..first).next_back().map(|(_, value)| *value);
    let to = last.after().unwrap_or(A::LAST);
    let mut same = Vec::new();
    for (start, value) in line.range(first..=to) {
        if before == Some(*value) {
            same.push(*start);
        }
        before = Some(*value);
    }
    for start in same {
        line.remove(&start);
    }
}

fn merged<A: Line>(table: impl Iterator<Item = (A, u32)>) -> BTreeMap<A, u32> {
    let mut all: Vec<(A, u32)> = table.collect();
    all.dedup_by_key(|(_, action)| *action);
    all.into_iter().collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{
        super::solve::tests::{ENDS, Made, made},
        *,
    };

    type Change = (prop::sample::Index, u32, u32, prop::sample::Index);

    fn changes() -> impl Strategy<Value = Vec<Change>> {
        let one =
            (any::<prop::sample::Index>(), 0_u32..110, 0_u32..30, any::<prop::sample::Index>());
        prop::collection::vec(one, 1..12)
    }

    /// Changes tables plainly, address by address.
    fn plainly(tables: &mut [Answers<u32>], table: usize, range: RangeInclusive<u32>, action: u32) {
        let old = tables[table].clone();
        let at = |address: u32| old.iter().rev().find(|(start, _)| *start <= address).unwrap().1;
        let of = |address: u32| if range.contains(&address) { action } else { at(address) };
        tables[table] = (0..200).map(|address| (address, of(address))).collect();
    }

    proptest! {
        #[test]
        fn what_changed_is_what_was_made_so(made in made(), changes in changes()) {
            let (mut tables, actions): Made = made;
            let forwarding = Forwarding { tables: &tables, actions: &actions, ends: ENDS };
            let mut live = Live::new(&forwarding);
            for (table, first, length, action) in changes {
                let table = table.index(tables.len());
                let action = u32::try_from(action.index(actions.len())).unwrap();
                let range = first..=first + length;
                live.change(u32::try_from(table).unwrap(), range.clone(), action);
                plainly(&mut tables, table, range, action);
                let again = Live::new(&Forwarding { tables: &tables, actions: &actions, ends: ENDS });
                prop_assert_eq!(&live.tables, &again.tables);
                prop_assert_eq!(&live.pieces, &again.pieces);
                for (at, address) in (0..tables.len()).flat_map(|at| (0..150).map(move |one| (at, one))) {
                    let at = u32::try_from(at).unwrap();
                    prop_assert_eq!(live.ends(at, address), again.ends(at, address));
                }
            }
        }
    }
}
