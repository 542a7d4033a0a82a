//! The goals that benches measure themselves by, and the table that they print.

use std::fmt::Write as _;

/// Something to reach, as a number for each case.
#[derive(Debug, Clone, Copy)]
pub struct Goal {
    /// Its number.
    pub number: u8,
    /// What is measured.
    pub what: &'static str,
    /// What it is measured beside, in the same run.
    pub rival: &'static str,
    /// What the numbers count, such as `x` or ` B`.
    pub unit: &'static str,
    /// Whether more is better.
    pub more: bool,
    /// What is not shipped below, case by case.
    pub floor: &'static [f64],
    /// What would be remarkable.
    pub stretch: &'static [f64],
}

/// What came of a goal.
#[derive(Debug, Clone)]
pub struct Measured {
    /// The goal.
    pub goal: Goal,
    /// The numbers, case by case.
    pub numbers: Vec<f64>,
    /// How, or what else there is to say.
    pub note: String,
}

impl Goal {
    /// Returns the goal with what was measured.
    #[must_use]
    pub fn measured(self, numbers: Vec<f64>, note: impl Into<String>) -> Measured {
        Measured { goal: self, numbers, note: note.into() }
    }

    fn reached(&self, numbers: &[f64], wanted: &[f64]) -> bool {
        let reached = |(number, wanted): (&f64, &f64)| {
            if self.more { number >= wanted } else { number <= wanted }
        };
        numbers.len() == wanted.len() && numbers.iter().zip(wanted).all(reached)
    }

    fn show(&self, numbers: &[f64]) -> String {
        let each: Vec<String> = numbers.iter().map(|one| format!("{one:.3}")).collect();
        let each = each.iter().map(|one| short(one) + self.unit);
        each.collect::<Vec<_>>().join(" / ")
    }
}

/// Cuts a number with three decimals down to about three digits.
fn short(number: &str) -> String {
    let (whole, _) = number.split_once('.').unwrap_or((number, ""));
    let length = match whole.len() {
        1 => 4,
        2 => 4,
        other => other,
    };
    let cut: String = number.chars().take(length).collect();
    if cut.contains('.') { cut.trim_end_matches('0').trim_end_matches('.').to_owned() } else { cut }
}

/// Returns a table in Markdown.
///
/// # Panics
/// Never: writing to a string does not fail.
#[must_use]
pub fn table(all: &[Measured]) -> String {
    let mut text = String::from(
        "| # | goal | rival | floor | stretch | measured | | how |\n| --- | --- | --- | --- | --- | --- | --- | --- |\n",
    );
    for Measured { goal, numbers, note } in all {
        let verdict = if goal.reached(numbers, goal.stretch) {
            "stretch"
        } else if goal.reached(numbers, goal.floor) {
            "floor"
        } else {
            "below"
        };
        let _ = writeln!(
            text,
            "| {} | {} | {} | {} | {} | **{}** | {verdict} | {note} |",
            goal.number,
            goal.what,
            goal.rival,
            goal.show(goal.floor),
            goal.show(goal.stretch),
            goal.show(numbers),
        );
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_goal_is_reached_if_every_case_is() {
        let goal = Goal {
            number: 1,
            what: "speed",
            rival: "a snail",
            unit: "x",
            more: true,
            floor: &[2.0, 3.0],
            stretch: &[10.0, 12.0],
        };
        let verdict = |numbers: &[f64]| table(&[goal.measured(numbers.to_vec(), "")]);
        assert!(verdict(&[11.0, 2.5]).contains("**11x / 2.5x** | below"));
        assert!(verdict(&[2.04, 3.0]).contains("2x / 3x | 10x / 12x | **2.04x / 3x** | floor"));
        assert!(verdict(&[123.46, 12.0]).contains("**123x / 12x** | stretch"));
        let less = Goal { more: false, ..goal };
        let verdict = |numbers: &[f64]| table(&[less.measured(numbers.to_vec(), "")]);
        assert!(verdict(&[1.0, 3.0]).contains("**1x / 3x** | stretch"));
        assert!(verdict(&[1.0, 13.0]).contains("**1x / 13x** | below"));
    }
}
