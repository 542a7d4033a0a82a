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
//! and never guesses: of sixteen small numbers all are compared, which a processor does four at a time; of
//! larger ones four are, each halving what is left.

/// How many numbers stand in a line, as a power of two.
const WIDTH: u32 = 4;

/// A number that is searched for.
pub(super) trait Key: Copy + Ord {
    const MIN: Self;
    const MAX: Self;

    /// Returns how many numbers of a line are not above a key, which the first never is.
    fn count(line: &[Self; 1 << WIDTH], key: Self) -> u32;
}

impl Key for u32 {
    const MIN: Self = 0;
    const MAX: Self = Self::MAX;

    fn count(line: &[Self; 1 << WIDTH], key: Self) -> u32 {
        line.iter().map(|start| Self::from(*start <= key)).sum()
    }
}

impl Key for u64 {
    const MIN: Self = 0;
    const MAX: Self = Self::MAX;

    fn count(line: &[Self; 1 << WIDTH], key: Self) -> u32 {
        // Two at a time are too few to gain by comparing all. The processor adds, and never jumps.
        let mut last = 0;
        for half in [8, 4, 2, 1] {
            let ahead = line.get(last + half).is_some_and(|start| *start <= key);
            last += half * usize::from(ahead);
        }
        last as u32 + 1
    }
}

/// The lines of many tables, with a number of size `I` for what matches.
#[derive(Debug, Clone)]
pub(super) struct Lines<K, I> {
    upper: Vec<[K; 1 << WIDTH]>,
    lowest: Vec<Line<K, I>>,
}

/// A line of the lowest level, with what matches from each of its addresses on.
#[derive(Debug, Clone, Copy)]
struct Line<K, I> {
    starts: [K; 1 << WIDTH],
    found: [I; 1 << WIDTH],
}

/// Where the lines of one table stand.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Span {
    /// The first upper line: that of the highest level, then level by level.
    upper: u32,
    /// How many levels of upper lines there are.
    levels: u32,
    /// The first line of the lowest level.
    lowest: u32,
    /// How many of those there are.
    count: u32,
}

impl<K, I> Default for Lines<K, I> {
    fn default() -> Self {
        Self { upper: Vec::new(), lowest: Vec::new() }
    }
}

impl<K: Key, I: Copy + TryFrom<u32> + Into<u32>> Lines<K, I> {
    /// Adds a table: where matches begin, sorted, the lowest number first.
    pub(super) fn add(&mut self, intervals: &[(K, u32)]) -> Span {
        if self.lowest.is_empty() {
            // All tables in which nothing matches have this one line.
            let nothing = I::try_from(0).ok().map(|none| [none; 1 << WIDTH]);
            self.lowest.extend(nothing.map(|found| Line { starts: [K::MIN; 1 << WIDTH], found }));
        }
        if let [(_, 0)] = intervals {
            return Span { count: 1, ..Span::default() };
        }
        let starts: Vec<K> = intervals.iter().map(|(start, _)| *start).collect();
        let small = |number| I::try_from(number).ok();
        let found: Vec<I> = intervals.iter().filter_map(|(_, found)| small(*found)).collect();
        assert_eq!(found.len(), starts.len(), "invariant: what matches fits");
        let Some(last) = found.last() else { return Span::default() };
        let starts = lines(&starts, K::MAX);
        // What matches last goes on to the end of its line, for the highest key of all.
        let found = lines(&found, *last);
        let mut levels = Vec::new();
        let mut firsts: Vec<K> = starts.iter().map(|[first, ..]| *first).collect();
        while firsts.len() > 1 {
            let level = lines(&firsts, K::MAX);
            firsts = level.iter().map(|[first, ..]| *first).collect();
            levels.push(level);
        }
        let span = Span {
            upper: number(self.upper.len()),
            levels: number(levels.len()),
            lowest: number(self.lowest.len()),
            count: number(starts.len()),
        };
        self.upper.extend(levels.iter().rev().flatten());
        let lines = starts.into_iter().zip(found);
        self.lowest.extend(lines.map(|(starts, found)| Line { starts, found }));
        span
    }

    /// Gives back what growing arrays reserved.
    pub(super) fn shrink(&mut self) {
        self.upper.shrink_to_fit();
        self.lowest.shrink_to_fit();
    }

    /// Returns what matches a key.
    #[inline]
    pub(super) fn get(&self, span: Span, key: K) -> u32 {
        let at = span.levels().fold(0, |at, level| self.down(level, at, key));
        self.found(span, at, key)
    }

    /// Returns what matches each of some keys in one table: all of them go down one level, then the next,
    /// so that the processor waits for many lines at once.
    pub(super) fn get_many<const N: usize>(&self, span: Span, keys: &[K; N]) -> [u32; N] {
        let mut all = keys.map(|key| (0, key));
        for level in span.levels() {
            for (at, key) in &mut all {
                *at = self.down(level, *at, *key);
            }
        }
        all.map(|(at, key)| self.found(span, at, key))
    }

    /// Returns what matches each of some keys, each in a table of its own.
    pub(super) fn get_each<const N: usize>(&self, asked: &[(Span, K); N]) -> [u32; N] {
        let mut all = asked.map(|(span, key)| (span, span.levels(), 0, key));
        for _ in 0..asked.iter().map(|(span, _)| span.levels).max().unwrap_or(0) {
            for (_, levels, at, key) in &mut all {
                if let Some(level) = levels.next() {
                    *at = self.down(level, *at, *key);
                }
            }
        }
        all.map(|(span, _, at, key)| self.found(span, at, key))
    }

    /// Goes down from a line of an upper level: returns the line of the next one.
    fn down(&self, level: Level, at: u32, key: K) -> u32 {
        let line = self.upper.get((level.first + at) as usize);
        // No line begins above the key: the first number of a table is the lowest there is.
        let counted = line.map_or(1, |line| K::count(line, key));
        // The highest key counts fillers, of which there are no lines below.
        ((at << WIDTH) + counted - 1).min(level.last_below)
    }

    /// Reads the lowest line.
    fn found(&self, span: Span, at: u32, key: K) -> u32 {
        let line = self.lowest.get((span.lowest + at) as usize);
        let found = line.and_then(|line| line.found.get(K::count(&line.starts, key) as usize - 1));
        found.map_or(0, |found| (*found).into())
    }
}

impl Span {
    /// Returns the upper levels, the highest first.
    fn levels(self) -> Levels {
        Levels { span: self, left: self.levels, first: self.upper }
    }
}

/// An upper level.
#[derive(Debug, Clone, Copy)]
struct Level {
    /// Its first line.
    first: u32,
    /// The place of the last line of the level below.
    last_below: u32,
}

/// The upper levels that are still to be read.
#[derive(Debug, Clone, Copy)]
struct Levels {
    span: Span,
    left: u32,
    first: u32,
}

impl Iterator for Levels {
    type Item = Level;

    #[inline]
    fn next(&mut self) -> Option<Level> {
        // Sixteen lines of a level are one of that above.
        let count = |left: u32| self.span.count.div_ceil(1 << (WIDTH * left));
        let below = self.left.checked_sub(1)?;
        let level = Level { first: self.first, last_below: count(below) - 1 };
        self.first += count(self.left);
        self.left = below;
        Some(level)
    }
}

fn number(at: usize) -> u32 {
    u32::try_from(at).expect("invariant: fewer than 2^32 lines")
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
