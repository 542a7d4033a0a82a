//! Contenders that take turns in one process, so that a noisy machine is noisy for all of them.

use std::{hint::black_box, time::Instant};

/// How many rounds there are.
pub const ROUNDS: usize = 9;

/// One that does the work on some input, and returns a sum of what it found.
pub struct Contender<'a, I: ?Sized> {
    /// Its name.
    pub name: &'a str,
    /// The work.
    pub work: Box<dyn Fn(&I) -> u64 + 'a>,
}

impl<I: ?Sized> std::fmt::Debug for Contender<'_, I> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.name)
    }
}

/// Seconds of each contender in each round.
#[derive(Debug, Clone)]
pub struct Rounds(Vec<Vec<f64>>);

impl<'a, I: ?Sized> Contender<'a, I> {
    /// Returns a contender.
    pub fn new(name: &'a str, work: impl Fn(&I) -> u64 + 'a) -> Self {
        Self { name, work: Box::new(work) }
    }
}

/// Lets contenders take turns. `mixed` ones find the data of the others in the cache; warm ones work four
/// times in a row, of which the best of the last three counts.
///
/// # Panics
/// If two contenders find different sums.
pub fn race<I: ?Sized>(contenders: &[Contender<'_, I>], input: &I, mixed: bool) -> Rounds {
    let mut seconds = vec![Vec::new(); contenders.len()];
    let mut sum = None;
    for _ in 0..ROUNDS {
        for (own, contender) in seconds.iter_mut().zip(contenders) {
            let mut once = || {
                let start = Instant::now();
                let found = (contender.work)(black_box(input));
                let taken = start.elapsed().as_secs_f64();
                assert_eq!(*sum.get_or_insert(found), found, "{}", contender.name);
                taken
            };
            let first = once();
            own.push(if mixed { first } else { once().min(once()).min(once()) });
        }
    }
    Rounds(seconds)
}

impl Rounds {
    /// Returns how many times faster one contender is than another: the median of all rounds.
    #[must_use]
    pub fn ratio(&self, one: usize, other: usize) -> f64 {
        let of = |at: usize| self.0.get(at).map(Vec::as_slice).unwrap_or_default();
        let mut ratios: Vec<f64> =
            of(one).iter().zip(of(other)).map(|(one, other)| other / one).collect();
        ratios.sort_by(f64::total_cmp);
        ratios.get(ratios.len() / 2).copied().unwrap_or(f64::NAN)
    }

    /// Returns the best time of a contender, in seconds.
    #[must_use]
    pub fn best(&self, one: usize) -> f64 {
        let own = self.0.get(one).map(Vec::as_slice).unwrap_or_default();
        own.iter().copied().fold(f64::INFINITY, f64::min)
    }
}
