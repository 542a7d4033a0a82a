//! Contenders that take turns in one process, so that a noisy machine is noisy for all of them.

use std::{hint::black_box, time::Instant};

/// How many rounds there are.
pub const ROUNDS: usize = 9;

/// Does the work on some keys, and returns a sum of what it found.
pub type Work<'a, K> = Box<dyn Fn(&[K]) -> u64 + 'a>;

/// One that does the work on some keys, and returns a sum of what it found.
pub struct Contender<'a, K> {
    /// Its name.
    pub name: &'a str,
    /// The work.
    pub work: Work<'a, K>,
}

impl<K> std::fmt::Debug for Contender<'_, K> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.name)
    }
}

/// Seconds of each contender in each round.
#[derive(Debug, Clone)]
pub struct Rounds(Vec<Vec<f64>>);

impl<'a, K> Contender<'a, K> {
    /// Returns a contender.
    pub fn new(name: &'a str, work: impl Fn(&[K]) -> u64 + 'a) -> Self {
        Self { name, work: Box::new(work) }
    }

    /// Returns the sum for all keys, and the seconds. These are counted piece by piece, and the median
    /// stands for each: a piece during which the machine did something else counts for nothing, or who takes
    /// longer would also be interrupted more often.
    fn once(&self, keys: &[K], piece: usize) -> (u64, f64) {
        let mut found = 0_u64;
        let mut seconds = Vec::new();
        for keys in keys.chunks(piece) {
            let start = Instant::now();
            found += (self.work)(black_box(keys));
            seconds.push(start.elapsed().as_secs_f64());
        }
        let count = seconds.len() as f64;
        (found, median(seconds) * count)
    }
}

/// Lets contenders take turns. `mixed` ones find the data of the others in the cache; warm ones work four
/// times in a row, of which the best of the last three counts.
///
/// # Panics
/// If two contenders find different sums.
pub fn race<K>(contenders: &[Contender<'_, K>], keys: &[K], piece: usize, mixed: bool) -> Rounds {
    let mut seconds = vec![Vec::new(); contenders.len()];
    let mut sum = None;
    for _ in 0..ROUNDS {
        for (own, contender) in seconds.iter_mut().zip(contenders) {
            let mut once = || {
                let (found, taken) = contender.once(keys, piece);
                assert_eq!(*sum.get_or_insert(found), found, "{}", contender.name);
                taken
            };
            let first = once();
            own.push(if mixed { first } else { once().min(once()).min(once()) });
        }
    }
    Rounds(seconds)
}

fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied().unwrap_or(f64::NAN)
}

impl Rounds {
    /// Returns how many times faster one contender is than another: the median of all rounds.
    #[must_use]
    pub fn ratio(&self, one: usize, other: usize) -> f64 {
        let of = |at: usize| self.0.get(at).map(Vec::as_slice).unwrap_or_default();
        median(of(one).iter().zip(of(other)).map(|(one, other)| other / one).collect())
    }

    /// Returns the best time of a contender, in seconds.
    #[must_use]
    pub fn best(&self, one: usize) -> f64 {
        let own = self.0.get(one).map(Vec::as_slice).unwrap_or_default();
        own.iter().copied().fold(f64::INFINITY, f64::min)
    }
}
