//! Intervals searched by sixteens: the form of small tables, and of IPv6.
//!
//! A table is the sorted list of the addresses at which another match begins. They stand sixteen in a
//! *line*, which for IPv4 is exactly a line of the processor's cache. Above the lines stand lines of their first
//! addresses, one for each sixteen, and so on up to a single one:
//!
//! ```text
//!                       0        51        88                            first of each line below
//!        0 3 9 .. 49 50   51 54 .. 87   88 90 91 - - -                   where matches begin
//!        a b a ..  b  c    a  d ..  e    a  f  a                         what matches
//! ```
//!
//! A search counts in each line, from the top, how many addresses are not above the one in question: that
//! is the way down. It reads one line for each level, two for a table of 100 routes and five for a million,
//! and never guesses: all sixteen are compared, which a processor does four at a time.

/// How many numbers stand in a line, as a power of two.
const WIDTH: u32 = 4;

/// A number that is searched for.
pub(super) trait Key: Copy + Ord {
    const MAX: Self;

    /// Returns how many numbers of a line are not above a key.
    fn count(line: &[Self; 1 << WIDTH], key: Self) -> u32;
}

macro_rules! key {
    ($key:ty) => {
        impl Key for $key {
            const MAX: Self = <$key>::MAX;

            fn count(line: &[Self; 1 << WIDTH], key: Self) -> u32 {
                // Counted in numbers of the same size, so that the sum needs no conversion.
                line.iter().map(|start| Self::from(*start <= key)).sum::<Self>() as u32
            }
        }
    };
}

key!(u32);
key!(u64);

/// The lines of many tables, with a number of size `I` for what matches.
#[derive(Debug, Clone)]
pub(super) struct Lines<K, I> {
    lines: Vec<[K; 1 << WIDTH]>,
    found: Vec<[I; 1 << WIDTH]>,
}

/// Where the lines of one table stand: the top one first, level by level.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Span {
    top: u32,
    /// The first line of what matches.
    found: u32,
    /// How many lines the lowest level has.
    lowest: u32,
    /// How many levels there are.
    levels: u32,
}

impl<K, I> Default for Lines<K, I> {
    fn default() -> Self {
        Self { lines: Vec::new(), found: Vec::new() }
    }
}

impl<K: Key, I: Copy + TryFrom<u32> + Into<u32>> Lines<K, I> {
    /// Adds a table: where matches begin, sorted, the lowest number first.
    pub(super) fn add(&mut self, intervals: &[(K, u32)]) -> Span {
        let number = |at| u32::try_from(at).expect("invariant: fewer than 2^32 lines");
        let top = number(self.lines.len());
        let found = number(self.found.len());
        let starts: Vec<K> = intervals.iter().map(|(start, _)| *start).collect();
        let mut levels = vec![lines(&starts, K::MAX)];
        while let Some(level) = levels.last().filter(|level| level.len() > 1) {
            let firsts: Vec<K> = level.iter().map(|[first, ..]| *first).collect();
            levels.push(lines(&firsts, K::MAX));
        }
        let lowest = levels.first().map_or(0, Vec::len);
        self.lines.extend(levels.iter().rev().flatten());
        let small = |number| I::try_from(number).ok();
        let matches: Vec<I> = intervals.iter().filter_map(|(_, found)| small(*found)).collect();
        assert_eq!(matches.len(), intervals.len(), "invariant: what matches fits");
        // What matches last goes on to the end of its line, for the highest key of all.
        self.found.extend(matches.last().map(|last| lines(&matches, *last)).unwrap_or_default());
        Span { top, found, lowest: number(lowest), levels: number(levels.len()) }
    }

    /// Returns what matches a key.
    pub(super) fn get(&self, span: Span, key: K) -> u32 {
        let mut search = Search::new(span);
        while search.left > 0 {
            search.step(&self.lines, key);
        }
        self.found(search)
    }

    /// Returns what matches each of some keys: all of them go down one level, then the next, so that the
    /// processor waits for many lines at once.
    pub(super) fn get_many<const N: usize>(&self, asked: &[(Span, K); N]) -> [u32; N] {
        let mut searches = asked.map(|(span, _)| Search::new(span));
        let levels = searches.iter().map(|search| search.left).max().unwrap_or(0);
        for _ in 0..levels {
            for (search, (_, key)) in searches.iter_mut().zip(asked) {
                if search.left > 0 {
                    search.step(&self.lines, *key);
                }
            }
        }
        searches.map(|search| self.found(search))
    }

    fn found(&self, search: Search) -> u32 {
        let (line, slot) = (search.at >> WIDTH, search.at & ((1 << WIDTH) - 1));
        let line = self.found.get((search.span.found + line) as usize);
        line.and_then(|line| line.get(slot as usize)).map_or(0, |found| (*found).into())
    }
}

/// Cuts numbers into lines; what is left of the last one is filled.
fn lines<T: Copy>(numbers: &[T], filler: T) -> Vec<[T; 1 << WIDTH]> {
    let line = |some: &[T]| {
        let mut line = [filler; 1 << WIDTH];
        line.iter_mut().zip(some).for_each(|(slot, number)| *slot = *number);
        line
    };
    numbers.chunks(1 << WIDTH).map(line).collect()
}

/// A search on its way down.
#[derive(Debug, Clone, Copy)]
struct Search {
    span: Span,
    /// How many levels are still to be read.
    left: u32,
    /// Where the level begins.
    level: u32,
    /// The line of the level; at the end, the number in the lowest level.
    at: u32,
}

impl Search {
    fn new(span: Span) -> Self {
        Self { span, left: span.levels, level: span.top, at: 0 }
    }

    /// Reads the line of one level.
    fn step<K: Key>(&mut self, lines: &[[K; 1 << WIDTH]], key: K) {
        self.left -= 1;
        let below = WIDTH * self.left;
        let count = self.span.lowest.div_ceil(1 << below);
        // No line begins above the key, as the first number of a table is the lowest there is; but
        // the highest key counts fillers.
        let at = self.at.min(count - 1);
        let line = lines.get((self.level + at) as usize);
        let counted = line.map_or(1, |line| K::count(line, key));
        self.at = (at << WIDTH) + counted - 1;
        self.level += count;
    }
}
