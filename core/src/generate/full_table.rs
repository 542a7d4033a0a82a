//! A full table of the internet: prefixes of the lengths that a real one has.

use std::{collections::BTreeSet, fmt::Write as _};

use super::{cloud::cidr, random::Random};

/// What is not in the table: blocks with a meaning of their own, and those that estates use.
const LEFT_OUT: [(u32, u32); 11] = [
    (0x0000_0000, 8),
    (0x0A00_0000, 8),
    (0x2CE0_0000, 11),
    (0x6440_0000, 10),
    (0x7F00_0000, 8),
    (0xA9FE_0000, 16),
    (0xAC10_0000, 12),
    (0xC000_0000, 16),
    (0xC0A8_0000, 16),
    (0xC612_0000, 15),
    (0xC633_0000, 16),
];

/// Addresses from here on are no unicast ones.
const UNICAST: u64 = 0xE000_0000;

/// Returns a file of this many routes, all different, in ascending order.
pub(super) fn full_table(count: usize, random: &mut Random) -> String {
    let mut prefixes = BTreeSet::new();
    while prefixes.len() < count {
        // Shares of lengths as in the tables of 2023.
        let length = match random.below(100) {
            0..=59 => 24,
            60..=70 => 23,
            71..=82 => 22,
            83..=87 => 21,
            88..=92 => 20,
            93..=95 => 19,
            96 => 18,
            97 => 17,
            _rare => 16,
        };
        let address = u32::try_from(random.below(UNICAST)).unwrap_or(0);
        let base = address & (u32::MAX << (32 - length));
        let ours = LEFT_OUT.iter().any(|(start, length)| (base ^ start) >> (32 - length) == 0);
        if !ours && base >> 16 != 0xCB00 {
            prefixes.insert((base, length));
        }
    }
    let mut text = String::from("prefix\n");
    for prefix in prefixes {
        let _ = writeln!(text, "{}", cidr(prefix));
    }
    text
}
