//! The order of all changes along the line.

use std::net::IpAddr;

use super::Answers;

/// An address as a number: `u32` for IPv4, `u128` for IPv6.
pub trait Line: Copy + Ord + Send + Sync {
    /// The lowest one.
    const FIRST: Self;
    /// The highest one.
    const LAST: Self;

    /// Returns the address.
    fn address(self) -> IpAddr;

    /// Returns the number of an address of this family.
    fn of(address: IpAddr) -> Option<Self>;

    /// Returns the number before this one; the first stands for itself.
    #[must_use]
    fn before(self) -> Self;

    /// Returns the number after this one, if there is one.
    fn after(self) -> Option<Self>;

    /// Returns all places at which answers change, sorted, each with who answers otherwise there.
    fn order(asked: &[Answers<Self>]) -> Vec<(Self, u32)>;
}

macro_rules! line {
    ($number:ty, $family:path, $order:path) => {
        impl Line for $number {
            const FIRST: Self = 0;
            const LAST: Self = Self::MAX;

            fn address(self) -> IpAddr {
                IpAddr::from(self.to_be_bytes())
            }

            fn of(address: IpAddr) -> Option<Self> {
                if let $family(address) = address { Some(address.to_bits()) } else { None }
            }

            fn before(self) -> Self {
                self.saturating_sub(1)
            }

            fn after(self) -> Option<Self> {
                self.checked_add(1)
            }

            fn order(asked: &[Answers<Self>]) -> Vec<(Self, u32)> {
                $order(asked)
            }
        }
    };
}

line!(u32, IpAddr::V4, by_digits);
line!(u128, IpAddr::V6, by_comparing);

/// Returns the changes one by one, not sorted.
fn changes<A: Copy>(asked: &[Answers<A>]) -> Vec<(A, u32)> {
    let all = (0..).zip(asked).flat_map(|(who, one)| one.iter().map(move |(at, _)| (*at, who)));
    let mut found = Vec::with_capacity(asked.iter().map(Vec::len).sum());
    found.extend(all);
    found
}

fn by_comparing<A: Copy + Ord>(asked: &[Answers<A>]) -> Vec<(A, u32)> {
    let mut found = changes(asked);
    found.sort_unstable();
    found
}

/// How many bits of an address are one digit.
const DIGIT: u32 = 11;

/// With fewer changes than this, comparing them is quicker.
const FEW: usize = 1 << 12;

/// Sorts by the lowest digit of the address, then by the next, then by the highest: each pass keeps the order
/// of the one before, counts how often each digit occurs, and writes every change to its place.
fn by_digits(asked: &[Answers<u32>]) -> Vec<(u32, u32)> {
    let mut from = changes(asked);
    if from.len() < FEW {
        from.sort_unstable();
        return from;
    }
    let mut to = vec![(0, 0); from.len()];
    for shift in (0..u32::BITS).step_by(DIGIT as usize) {
        let digit = |address: u32| (address >> shift) as usize & ((1 << DIGIT) - 1);
        let mut places = [0; 1 << DIGIT];
        for (address, _) in &from {
            if let Some(count) = places.get_mut(digit(*address)) {
                *count += 1;
            }
        }
        let mut next = 0;
        for place in &mut places {
            (*place, next) = (next, next + *place);
        }
        for change in &from {
            if let Some(place) = places.get_mut(digit(change.0))
                && let Some(slot) = to.get_mut(*place)
            {
                *slot = *change;
                *place += 1;
            }
        }
        (from, to) = (to, from);
    }
    from
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_and_comparing_give_one_order() {
        let one = |who: u32| {
            let mut all: Answers<u32> =
                (0..3_000_u32).map(|at| (at.wrapping_mul(who * 2 + 0x9E37_79B1), 0)).collect();
            all.sort_unstable();
            all
        };
        let asked: Vec<Answers<u32>> = (0..7).map(one).collect();
        assert_eq!(by_digits(&asked), by_comparing(&asked));
    }
}
