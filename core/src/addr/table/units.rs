//! Intervals cut at coarse places.
//!
//! Nearly all prefixes of the internet end at /24 or before, or at /64 or before for IPv6. So the
//! line is cut into *units* of that size, and only the few units in which something begins midway need a
//! table of their own for the lowest bits.

use std::iter::Peekable;

use super::{EntryId, number::Number};

/// What holds from the beginning of a unit on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Unit<A> {
    /// One match, in this unit and those after it, up to the next.
    Same(Option<EntryId>),
    /// In this unit alone: where matches begin in its lowest bits, from 0 on.
    Mixed(Vec<(A, Option<EntryId>)>),
}

/// Cuts intervals at units that are 2^`low` addresses wide: returns each unit in which something begins,
/// or at whose beginning something ends.
pub(super) fn units<A: Number>(
    intervals: impl Iterator<Item = (A, Option<EntryId>)>,
    low: u8,
) -> impl Iterator<Item = (A, Unit<A>)> {
    Units { intervals: intervals.peekable(), low, rest: None, last: None }
}

struct Units<I: Iterator> {
    intervals: Peekable<I>,
    low: u8,
    /// What goes on after a mixed unit.
    rest: Option<I::Item>,
    /// What matches at the end of what was read.
    last: Option<EntryId>,
}

impl<A: Number, I: Iterator<Item = (A, Option<EntryId>)>> Iterator for Units<I> {
    type Item = (A, Unit<A>);

    fn next(&mut self) -> Option<Self::Item> {
        let low = self.low;
        let before = self.last;
        let (start, found) = match self.rest.take() {
            Some(rest) => rest,
            None => self.intervals.next()?,
        };
        self.last = found;
        let (unit, offset) = start.split(low);
        let mut within = Vec::new();
        while let Some((start, found)) = self.intervals.next_if(|(one, _)| one.split(low).0 == unit)
        {
            within.push((start.split(low).1, found));
            self.last = found;
        }
        if offset == A::ZERO && within.is_empty() {
            return Some((unit, Unit::Same(found)));
        }
        let mut all = Vec::new();
        if offset != A::ZERO {
            all.push((A::ZERO, before));
        }
        all.push((offset, found));
        all.append(&mut within);
        // The unit after this one; after the last there is none.
        let next = A::after(unit, low);
        let begins = self.intervals.peek().map(|(start, _)| *start);
        self.rest = next.filter(|next| begins != Some(*next)).map(|next| (next, self.last));
        Some((unit, Unit::Mixed(all)))
    }
}
