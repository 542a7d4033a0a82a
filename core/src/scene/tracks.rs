//! Tracks: no two wires that share one meet on it.

/// A stretch that a wire needs for itself, ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Stretch {
    pub(super) from: i32,
    pub(super) to: i32,
}

impl Stretch {
    /// Returns the stretch between two places.
    pub(super) fn new(one: i32, other: i32) -> Self {
        Self { from: one.min(other), to: one.max(other) }
    }

    fn meets(self, other: Self) -> bool {
        self.from <= other.to && other.from <= self.to
    }
}

/// Gives every stretch, in the order that they come, the first track where it meets none. Returns the
/// track of each, and how many there are.
pub(super) fn color(stretches: &[Stretch]) -> (Vec<usize>, usize) {
    let mut tracks: Vec<Vec<Stretch>> = Vec::new();
    let mut chosen = Vec::with_capacity(stretches.len());
    for stretch in stretches {
        let free = tracks.iter().position(|on| on.iter().all(|other| !other.meets(*stretch)));
        let track = free.unwrap_or(tracks.len());
        match tracks.get_mut(track) {
            Some(on) => on.push(*stretch),
            None => tracks.push(vec![*stretch]),
        }
        chosen.push(track);
    }
    (chosen, tracks.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stretches_that_meet_get_different_tracks() {
        let all = [Stretch::new(0, 10), Stretch::new(20, 10), Stretch::new(11, 12)];
        assert_eq!(color(&all), (vec![0, 1, 0], 2));
    }
}
