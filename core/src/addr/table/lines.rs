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
    const MIN: Self;
    const MAX: Self;

    /// Returns how many numbers of a line are not above a key.
    fn count(line: &[Self; 1 << WIDTH], key: Self) -> u32;
}

macro_rules! key {
    ($key:ty) => {
        impl Key for $key {
            const MIN: Self = 0;
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
    pub(super) fn get(&self, span: Span, key: K) -> u32 {
        let mut search = Search::new(span);
        while search.left > 0 {
            search.step(&self.upper, key);
        }
        self.found(search, key)
    }

    /// Returns what matches each of some keys: all of them go down one level, then the next, so that the
    /// processor waits for many lines at once.
    pub(super) fn get_many<const N: usize>(&self, asked: &[(Span, K); N]) -> [u32; N] {
        let mut searches = asked.map(|(span, key)| (Search::new(span), key));
        let levels = searches.iter().map(|(search, _)| search.left).max().unwrap_or(0);
        for _ in 0..levels {
            for (search, key) in searches.iter_mut().filter(|(search, _)| search.left > 0) {
                search.step(&self.upper, *key);
            }
        }
        searches.map(|(search, key)| self.found(search, key))
    }

    /// Reads the lowest line.
    fn found(&self, search: Search, key: K) -> u32 {
        let line = self.lowest.get((search.span.lowest + search.line(search.span.count)) as usize);
        let found = line.and_then(|line| line.found.get(K::count(&line.starts, key) as usize - 1));
        found.map_or(0, |found| (*found).into())
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

/// A search on its way down.
#[derive(Debug, Clone, Copy)]
struct Search {
    span: Span,
    /// How many upper levels are still to be read.
    left: u32,
    /// Where the level begins.
    level: u32,
    /// Which line of the level it is.
    at: u32,
}

impl Search {
    fn new(span: Span) -> Self {
        Self { span, left: span.levels, level: span.upper, at: 0 }
    }

    /// Reads the line of one upper level.
    fn step<K: Key>(&mut self, upper: &[[K; 1 << WIDTH]], key: K) {
        let count = self.span.count.div_ceil(1 << (WIDTH * self.left));
        let at = self.line(count);
        let line = upper.get((self.level + at) as usize);
        // No line begins above the key: the first number of a table is the lowest there is.
        self.at = (at << WIDTH) + line.map_or(1, |line| K::count(line, key)) - 1;
        self.level += count;
        self.left -= 1;
    }

    /// Returns which line of a level of `count` it is: the highest key counts fillers, of which there are
    /// no lines below.
    fn line(self, count: u32) -> u32 {
        self.at.min(count.saturating_sub(1))
    }
}
