//! Where packets end up that follow tables, for all addresses at once.
//!
//! Each table cuts the line of addresses into intervals in which it does one thing: it hands packets to another
//! table, to one of several, or they end there. At one address the tables so point at each other,
//! and following them from each one is the answer. From one place on the line to the next little
//! changes, and that little is all the work:
//!
//! - Most tables, such as those of subnets, are pointed at by none. They do not decide about other tables. The
//!   rest is the *core*. What the core comes to is computed once for every different state of it: these
//!   are told by a signature, the exclusive or of a mark for each (table, action), see
//!   [`crate::addr::sweep`].
//! - While a table at the rim points at one of the core, it reaches what that one reaches in the meantime. So
//!   each table of the core remembers what it reached, the latest last, and one at the rim takes over the
//!   later part of that list when it turns to something else.
//!
//! Where every table of the core points at one, all pointers are doubled: what a table points at becomes what that
//! points at, so that after n rounds everybody sees 2^n steps ahead. Who sees no end after as many steps as there
//! are tables walks in circles. Where one points at several, circles are strongly connected components, and
//! what is reached is collected in the order in which components lead to each other.

use std::collections::BTreeMap;

use crate::{
    addr::{Answers, Line, mark},
    graph::components,
};

/// Where a table hands packets.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Next {
    /// To a table, by its place.
    Table(u32),
    /// To an end, by its number.
    End(u32),
}

/// Tables, and what each does with every address of one family.
#[derive(Debug, Clone)]
pub struct Forwarding<'a, A> {
    /// What each table does from each address on, as a number of an action.
    pub tables: &'a [Answers<A>],
    /// Where the actions lead; to several where packets are shared out.
    pub actions: &'a [Vec<Next>],
    /// How many ends there are. The next number is that of an end that no action names: walking in circles.
    pub ends: u32,
}

/// What each table reaches: the ends, each with an address for which it does.
pub type Reaches<A> = Vec<BTreeMap<u32, A>>;

/// Returns what each table reaches by any address, and how many states of the core were solved.
#[must_use]
pub fn reaches<A: Line>(all: &Forwarding<'_, A>) -> (Reaches<A>, usize) {
    let mut walk = Walk::new(all);
    let order = A::order(all.tables);
    for changes in order.chunk_by(|one, other| one.0 == other.0) {
        walk.step(changes);
    }
    walk.finish()
}

/// A table of the core while its outcome is the same.
#[derive(Debug, Clone)]
struct Held<A> {
    /// By number among the outcomes.
    outcome: u32,
    /// Since when, and for which address that is.
    since: (usize, A),
    /// The ends that it reached before, the latest last.
    order: Vec<u32>,
    /// For each of all ends, when it was reached, if it was.
    past: Vec<Option<Past<A>>>,
}

/// An end that a table of the core does not reach any more.
#[derive(Debug, Clone, Copy)]
struct Past<A> {
    /// Before which step it reached it last, and from which address on.
    until: usize,
    from: A,
    /// From which address on it ever did.
    first: A,
}

/// The walk along the line.
struct Walk<'a, A> {
    all: &'a Forwarding<'a, A>,
    core: Core,
    /// The outcomes of each state of the core, by signature.
    solved: BTreeMap<u128, Vec<u32>>,
    /// What each table does here, since when and from which address on.
    here: Vec<(u32, usize, A)>,
    ahead: Vec<std::slice::Iter<'a, (A, u32)>>,
    signature: u128,
    /// How many places were passed.
    step: usize,
    held: Vec<Held<A>>,
    found: Reaches<A>,
}

/// An action that no table does.
const NOT_YET: u32 = u32::MAX;

impl<'a, A: Line> Walk<'a, A> {
    fn new(all: &'a Forwarding<'a, A>) -> Self {
        let core = Core::new(all.tables.len(), all.actions, all.ends);
        let held = Held {
            outcome: core.unknown(),
            since: (0, A::FIRST),
            order: Vec::new(),
            past: vec![None; all.ends as usize + 1],
        };
        Self {
            all,
            held: vec![held; core.tables.len()],
            core,
            solved: BTreeMap::new(),
            here: vec![(NOT_YET, 0, A::FIRST); all.tables.len()],
            ahead: all.tables.iter().map(|table| table.iter()).collect(),
            signature: 0,
            step: 0,
            found: vec![BTreeMap::new(); all.tables.len()],
        }
    }

    /// Passes a place at which some tables change what they do.
    fn step(&mut self, changes: &[(A, u32)]) {
        self.step += 1;
        let mut changed = false;
        for (start, table) in changes {
            let at = *table as usize;
            let Some((_, action)) = self.ahead.get_mut(at).and_then(Iterator::next) else {
                continue;
            };
            match self.core.place(*table) {
                None => self.settle(at),
                Some(place) => {
                    let before = self.core.set(place, *action);
                    self.signature ^= mark(place, before) ^ mark(place, *action);
                    changed = true;
                }
            }
            if let Some(slot) = self.here.get_mut(at) {
                *slot = (*action, self.step, *start);
            }
        }
        if let (true, Some((start, _))) = (changed, changes.first()) {
            self.turn(*start);
        }
    }

    /// Notes where the core leads now.
    fn turn(&mut self, start: A) {
        let core = &mut self.core;
        let outcomes = self.solved.entry(self.signature).or_insert_with(|| core.solve());
        for (held, outcome) in self.held.iter_mut().zip(&*outcomes) {
            if held.outcome != *outcome {
                held.leave(&self.core.known, self.step);
                held.outcome = *outcome;
                held.since = (self.step, start);
            }
        }
    }

    /// Notes what a table at the rim reached while it did one thing.
    fn settle(&mut self, at: usize) {
        let Some((action, since, from)) = self.here.get(at).copied() else { return };
        let (Some(next), Some(found)) =
            (self.all.actions.get(action as usize), self.found.get_mut(at))
        else {
            return;
        };
        for next in next {
            match next {
                Next::End(end) => _ = found.entry(*end).or_insert(from),
                Next::Table(table) => {
                    let place = self.core.place(*table).map(|place| place as usize);
                    let Some(held) = place.and_then(|place| self.held.get(place)) else { continue };
                    let late = |one: A| one.max(from);
                    for end in self.core.known.ends(held.outcome) {
                        found.entry(*end).or_insert(late(held.since.1));
                    }
                    for (end, past) in
                        held.latest_first().take_while(|(_, past)| past.until > since)
                    {
                        found.entry(end).or_insert(late(past.from));
                    }
                }
            }
        }
    }

    fn finish(mut self) -> (Reaches<A>, usize) {
        self.step += 1;
        for at in 0..self.all.tables.len() {
            self.settle(at);
        }
        for (place, held) in self.held.iter_mut().enumerate() {
            held.leave(&self.core.known, self.step);
            let table = self.core.tables.get(place).copied().unwrap_or_default();
            if let Some(found) = self.found.get_mut(table as usize) {
                *found = held.latest_first().map(|(end, past)| (end, past.first)).collect();
            }
        }
        (self.found, self.solved.len())
    }
}

impl<A: Line> Held<A> {
    /// Remembers what is reached now as what was reached before a step.
    fn leave(&mut self, known: &Outcomes, until: usize) {
        for end in known.ends(self.outcome) {
            let Some(past) = self.past.get_mut(*end as usize) else { continue };
            let from = self.since.1;
            let first = past.map_or(from, |past| past.first);
            // An end that was reached before was mostly reached not long ago.
            if past.is_some()
                && let Some(at) = self.order.iter().rposition(|one| one == end)
            {
                self.order.remove(at);
            }
            self.order.push(*end);
            *past = Some(Past { until, from, first });
        }
    }

    /// Returns the ends that were reached before, the latest first.
    fn latest_first(&self) -> impl Iterator<Item = (u32, Past<A>)> + '_ {
        let past = |end: &u32| self.past.get(*end as usize).copied().flatten();
        self.order.iter().rev().filter_map(move |end| Some((*end, past(end)?)))
    }
}

/// The tables that others point at, and what they come to.
#[derive(Debug, Clone)]
pub(super) struct Core {
    pub(super) actions: Vec<Vec<Next>>,
    ends: u32,
    /// Which tables these are.
    pub(super) tables: Vec<u32>,
    /// The place of each table among them.
    places: Vec<Option<u32>>,
    /// What each of them does here.
    here: Vec<u32>,
    known: Outcomes,
}

impl Core {
    pub(super) fn new(count: usize, actions: &[Vec<Next>], ends: u32) -> Self {
        let mut pointed = vec![false; count];
        for next in actions.iter().flatten() {
            if let Next::Table(table) = next
                && let Some(slot) = pointed.get_mut(*table as usize)
            {
                *slot = true;
            }
        }
        let tables: Vec<u32> =
            (0..).zip(&pointed).filter(|(_, one)| **one).map(|(at, _)| at).collect();
        let mut places = vec![None; count];
        for (place, table) in (0..).zip(&tables) {
            if let Some(slot) = places.get_mut(*table as usize) {
                *slot = Some(place);
            }
        }
        let here = vec![NOT_YET; tables.len()];
        let known = Outcomes::new(ends);
        Self { actions: actions.to_vec(), ends, tables, places, here, known }
    }

    /// Returns the outcome of who has done nothing yet.
    fn unknown(&self) -> u32 {
        self.ends + 1
    }

    pub(super) fn place(&self, table: u32) -> Option<u32> {
        self.places.get(table as usize).copied().flatten()
    }

    /// Changes what a table does; returns what it did.
    fn set(&mut self, place: u32, action: u32) -> u32 {
        self.here.get_mut(place as usize).map_or(NOT_YET, |slot| std::mem::replace(slot, action))
    }

    /// Returns the ends that a table comes to, of the outcomes of all.
    pub(super) fn ends_of(&self, outcomes: &[u32], place: u32) -> impl Iterator<Item = u32> + '_ {
        let outcome = outcomes.get(place as usize).copied();
        outcome.into_iter().flat_map(|outcome| self.known.ends(outcome)).copied()
    }

    /// Returns the outcome of each table, given what each does.
    pub(super) fn solved_for(&mut self, actions: &[u32]) -> Vec<u32> {
        self.here.clear();
        self.here.extend_from_slice(actions);
        self.solve()
    }

    /// Returns the outcome of each table.
    fn solve(&mut self) -> Vec<u32> {
        let count = u32::try_from(self.tables.len()).expect("invariant: fewer than 2^32 tables");
        let next = |action: &u32| self.actions.get(*action as usize).map_or(&[][..], Vec::as_slice);
        // Ends have the numbers after those of the tables.
        let target = |next: &Next| match next {
            Next::Table(table) => self.place(*table).unwrap_or(count + self.ends),
            Next::End(end) => count + end,
        };
        let single = |action: &u32| match next(action) {
            [only] => Some(target(only)),
            _ => None,
        };
        if let Some(at) = self.here.iter().map(single).collect::<Option<Vec<u32>>>() {
            return doubled(at, count)
                .into_iter()
                .map(|at| at.map_or(self.ends, |at| at - count))
                .collect();
        }
        let all: Vec<Vec<u32>> =
            self.here.iter().map(|action| next(action).iter().map(target).collect()).collect();
        self.shared(&all, count)
    }

    /// Collects what is reached where some tables point at several.
    fn shared(&mut self, next: &[Vec<u32>], count: u32) -> Vec<u32> {
        let among: Vec<Vec<u32>> = next
            .iter()
            .map(|next| next.iter().copied().filter(|to| *to < count).collect())
            .collect();
        let mut found = vec![self.unknown(); next.len()];
        for component in components(&among) {
            let mut ends = Vec::new();
            let mut circle = component.len() > 1;
            for at in &component {
                for to in next.get(*at).into_iter().flatten() {
                    circle |= *to as usize == *at;
                    match to.checked_sub(count) {
                        Some(end) => ends.push(end),
                        None => ends.extend(
                            found
                                .get(*to as usize)
                                .into_iter()
                                .flat_map(|one| self.known.ends(*one)),
                        ),
                    }
                }
            }
            ends.extend(circle.then_some(self.ends));
            let outcome = self.known.number(ends);
            for at in component {
                if let Some(slot) = found.get_mut(at) {
                    *slot = outcome;
                }
            }
        }
        found
    }
}

/// Follows pointers until they end: to a number from `count` on. Who walks in circles gets nothing.
fn doubled(mut at: Vec<u32>, count: u32) -> Vec<Option<u32>> {
    let mut steps = 1_u32;
    let mut ended = false;
    while !ended && steps < count.saturating_mul(2) {
        ended = true;
        let before = at.clone();
        for one in &mut at {
            if let Some(next) = before.get(*one as usize) {
                *one = *next;
                ended &= *next >= count;
            }
        }
        steps = steps.saturating_mul(2);
    }
    at.into_iter().map(|one| (one >= count).then_some(one)).collect()
}

/// Sets of ends, by number: those of one end have its number, the empty one comes after them.
#[derive(Debug, Clone)]
struct Outcomes {
    sets: Vec<Vec<u32>>,
    known: BTreeMap<Vec<u32>, u32>,
}

impl Outcomes {
    fn new(ends: u32) -> Self {
        let sets: Vec<Vec<u32>> = (0..=ends).map(|end| vec![end]).chain([Vec::new()]).collect();
        let known = sets.iter().cloned().zip(0..).collect();
        Self { sets, known }
    }

    fn ends(&self, number: u32) -> &[u32] {
        self.sets.get(number as usize).map_or(&[], Vec::as_slice)
    }

    fn number(&mut self, mut ends: Vec<u32>) -> u32 {
        ends.sort_unstable();
        ends.dedup();
        let new = u32::try_from(self.sets.len()).expect("invariant: fewer than 2^32 sets");
        let number = *self.known.entry(ends.clone()).or_insert(new);
        if number == new {
            self.sets.push(ends);
        }
        number
    }
}

#[cfg(test)]
pub(super) mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    pub(in crate::reach) const ENDS: u32 = 3;

    fn next(tables: u32) -> impl Strategy<Value = Next> {
        prop_oneof![3 => (0..tables).prop_map(Next::Table), 2 => (0..ENDS).prop_map(Next::End)]
    }

    pub(in crate::reach) type Made = (Vec<Answers<u32>>, Vec<Vec<Next>>);

    pub(in crate::reach) fn made() -> impl Strategy<Value = Made> {
        (1_usize..9, 1_usize..3).prop_flat_map(|(tables, widest)| {
            // Fewer are pointed at than there are.
            let count = u32::try_from(tables).unwrap();
            let actions = prop::collection::vec(
                prop::collection::vec(next(count.div_ceil(2)), 1..=widest),
                1..6,
            );
            (actions, Just(tables)).prop_flat_map(|(actions, tables)| {
                let last = u32::try_from(actions.len()).unwrap();
                let changes = prop::collection::btree_map(1_u32..100, 0..last, 0..8);
                let table = (0..last, changes)
                    .prop_map(|(first, more)| [(0, first)].into_iter().chain(more).collect());
                (prop::collection::vec(table, tables), Just(actions))
            })
        })
    }

    /// Follows one address from one table, step by step; returns the ends.
    fn follow(
        (tables, actions): &Made,
        table: u32,
        address: u32,
        way: &mut Vec<u32>,
    ) -> BTreeSet<u32> {
        if way.contains(&table) {
            return BTreeSet::from([ENDS]);
        }
        way.push(table);
        let answers = &tables[table as usize];
        let (_, action) = answers.iter().rev().find(|(start, _)| *start <= address).unwrap();
        let mut found = BTreeSet::new();
        for next in &actions[*action as usize] {
            match next {
                Next::End(end) => _ = found.insert(*end),
                Next::Table(to) => {
                    found.extend(follow(&(tables.clone(), actions.clone()), *to, address, way))
                }
            }
        }
        way.pop();
        found
    }

    proptest! {
        #[test]
        fn it_is_what_following_every_address_comes_to(made in made()) {
            let all = Forwarding { tables: &made.0, actions: &made.1, ends: ENDS };
            let (found, _) = reaches(&all);
            for (table, found) in (0..).zip(&found) {
                let mut expected = BTreeSet::new();
                for address in (0..101).chain([u32::MAX]) {
                    expected.extend(follow(&made, table, address, &mut Vec::new()));
                }
                prop_assert_eq!(found.keys().copied().collect::<BTreeSet<_>>(), expected, "{}", table);
                for (end, witness) in found {
                    let ends = follow(&made, table, *witness, &mut Vec::new());
                    prop_assert!(ends.contains(end), "{} {} {}", table, end, witness);
                }
            }
        }
    }

    #[test]
    fn pointers_see_the_end_of_a_long_way_and_circles_see_none() {
        let count = 1000;
        let mut at: Vec<u32> = (1..=count).collect();
        assert!(doubled(at.clone(), count).into_iter().all(|one| one == Some(count)));
        at[999] = 0;
        assert!(doubled(at, count).into_iter().all(|one| one.is_none()));
    }
}
