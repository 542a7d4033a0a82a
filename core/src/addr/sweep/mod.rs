//! Pieces of the line of addresses that nobody tells apart.
//!
//! Whoever is asked about addresses, a table or a filter, cuts the line into intervals, in each of which
//! the answer is one number. All of them together cut it into *pieces*:
//!
//! ```text
//!   one      a a a a a b b b b b a a a a a a
//!   another  x x x x x x x y y y x x x z z z
//!   pieces   0 . . . . 1 . 2 . . 0 . . 3 . .
//! ```
//!
//! A walk over all places at which an answer changes keeps one number for the answers of all, the
//! *signature*: the exclusive or of one mark for each (who is asked, answer). A change takes two more of
//! these, however many are asked. Pieces of one signature are one *class*: one address of it speaks
//! for all. Different answers have one signature only by an accident whose odds, with a million
//! classes, are 1 in 10^27; tests compare the answers themselves.

mod order;

use std::collections::BTreeMap;

pub use order::Line;

/// Where an answer changes, the lowest address first, and what it is from there on.
pub type Answers<A> = Vec<(A, u32)>;

/// The line of addresses of one family, in pieces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pieces<A> {
    /// Where each piece begins. The first begins where the line does.
    pub starts: Vec<A>,
    /// The class of each piece; no two beside each other are of one class.
    pub classes: Vec<u32>,
    /// The signature of each class.
    pub signatures: Vec<u128>,
}

impl<A: Line> Pieces<A> {
    /// Returns the class of an address.
    #[must_use]
    pub fn class(&self, address: A) -> u32 {
        let after = self.starts.partition_point(|start| *start <= address);
        after.checked_sub(1).and_then(|at| self.classes.get(at)).copied().unwrap_or_default()
    }

    /// Returns the classes as answers, for a sweep over the pieces of several lines.
    #[must_use]
    pub fn answers(&self) -> Answers<A> {
        self.starts.iter().copied().zip(self.classes.iter().copied()).collect()
    }

    /// Returns the pieces in order: where each begins and ends, and its class.
    pub fn iter(&self) -> impl Iterator<Item = (A, A, u32)> + '_ {
        let ends = self.starts.iter().skip(1).map(|next| next.before()).chain([A::LAST]);
        self.starts
            .iter()
            .zip(ends)
            .zip(&self.classes)
            .map(|((first, last), class)| (*first, last, *class))
    }
}

/// Cuts the line into pieces; `new` gets the answers of each class when it is met first.
///
/// The answers of each begin with the lowest address.
pub fn sweep<A: Line>(asked: &[Answers<A>], mut new: impl FnMut(&[u32])) -> Pieces<A> {
    let mut known: BTreeMap<u128, u32> = BTreeMap::new();
    let mut pieces = Pieces { starts: Vec::new(), classes: Vec::new(), signatures: Vec::new() };
    // What each answers here, and where it answers otherwise.
    let mut here: Vec<u32> = vec![0; asked.len()];
    let mut ahead: Vec<_> = asked.iter().map(|one| one.iter()).collect();
    let mut signature = (0..).zip(&here).fold(0, |sum, (who, answer)| sum ^ mark(who, *answer));
    let mut changes = A::order(asked).into_iter().peekable();
    while let Some((start, who)) = changes.next() {
        if let (Some(answer), Some((_, next))) =
            (here.get_mut(who as usize), ahead.get_mut(who as usize).and_then(Iterator::next))
        {
            signature ^= mark(who, *answer) ^ mark(who, *next);
            *answer = *next;
        }
        if changes.peek().is_some_and(|(next, _)| *next == start) {
            continue;
        }
        let count =
            u32::try_from(pieces.signatures.len()).expect("invariant: fewer than 2^32 classes");
        let class = *known.entry(signature).or_insert(count);
        if class == count {
            pieces.signatures.push(signature);
            new(&here);
        }
        if pieces.classes.last() != Some(&class) {
            pieces.starts.push(start);
            pieces.classes.push(class);
        }
    }
    pieces
}

/// Returns the mark of an answer, by which signatures are made.
#[must_use]
pub fn mark(who: u32, answer: u32) -> u128 {
    let key = u64::from(who) << 32 | u64::from(answer);
    u128::from(mixed(key)) << 64 | u128::from(mixed(key ^ 0xD1B5_4A32_D192_ED03))
}

/// Mixes the bits of a number (the finalizer of SplitMix64).
fn mixed(number: u64) -> u64 {
    let number = number.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let number = (number ^ number >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let number = (number ^ number >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ number >> 31
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Makes answers that change at some places.
    fn answers() -> impl Strategy<Value = Answers<u32>> {
        let changes = prop::collection::btree_map(0_u32..200, 0_u32..3, 0..12);
        (0_u32..3, changes).prop_map(|(first, changes)| {
            let mut found = vec![(0, first)];
            found.extend(changes.into_iter().filter(|(at, _)| *at > 0));
            found
        })
    }

    fn at(asked: &[Answers<u32>], address: u32) -> Vec<u32> {
        let one = |answers: &Answers<u32>| {
            answers.iter().rev().find(|(start, _)| *start <= address).unwrap().1
        };
        asked.iter().map(one).collect()
    }

    proptest! {
        #[test]
        fn addresses_are_of_one_class_if_and_only_if_all_answers_are_the_same(
            asked in prop::collection::vec(answers(), 0..8),
        ) {
            let mut met = Vec::new();
            let pieces = sweep(&asked, |answers| met.push(answers.to_vec()));
            prop_assert_eq!(met.len(), pieces.signatures.len());
            let mut class_of = BTreeMap::new();
            for address in (0..220).chain([u32::MAX]) {
                let answers = at(&asked, address);
                let class = if asked.is_empty() { continue } else { pieces.class(address) };
                prop_assert_eq!(&met[class as usize], &answers);
                prop_assert_eq!(*class_of.entry(answers).or_insert(class), class);
            }
        }

        /// Numbers of 128 bits are sorted in another way.
        #[test]
        fn both_families_are_cut_alike(asked in prop::collection::vec(answers(), 1..8)) {
            let wide: Vec<Answers<u128>> = asked
                .iter()
                .map(|one| one.iter().map(|(at, answer)| (u128::from(*at), *answer)).collect())
                .collect();
            let (narrow, wide) = (sweep(&asked, |_| {}), sweep(&wide, |_| {}));
            prop_assert_eq!(narrow.classes, wide.classes);
            prop_assert_eq!(narrow.signatures, wide.signatures);
        }
    }
}
