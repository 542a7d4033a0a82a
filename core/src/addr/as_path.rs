//! Patterns over AS paths.

use std::{fmt, str::FromStr};

use super::Asn;

/// A pattern over the AS numbers of a path, written in the manner of routers: `^65010_`, `_65020$`,
/// `^65010 . 65020$`, `^$`. Numbers match whole AS numbers, `.` any one and `.*` any run of them;
/// without `^` or `$` the path may go on there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AsPathPattern {
    text: String,
    parts: Vec<Part>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Number(Asn),
    One,
    Run,
}

/// A text that is not a pattern.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AsPathPatternError(String);

impl fmt::Display for AsPathPatternError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "`{}` is neither an AS number nor `.` or `.*`; a pattern looks like `^65010_` or `_65020$`",
            self.0
        )
    }
}

impl std::error::Error for AsPathPatternError {}

impl FromStr for AsPathPattern {
    type Err = AsPathPatternError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let inner = text.trim();
        let (starts, inner) = inner.strip_prefix('^').map_or((false, inner), |rest| (true, rest));
        let (ends, inner) = inner.strip_suffix('$').map_or((false, inner), |rest| (true, rest));
        let mut parts = Vec::new();
        if !starts {
            parts.push(Part::Run);
        }
        for word in inner.split(['_', ' ']).filter(|word| !word.is_empty()) {
            parts.push(match word {
                "." => Part::One,
                ".*" => Part::Run,
                word => {
                    let number = word.parse::<u32>().ok().filter(|_| !word.starts_with('+'));
                    Part::Number(Asn(number.ok_or_else(|| AsPathPatternError(word.to_owned()))?))
                }
            });
        }
        if !ends {
            parts.push(Part::Run);
        }
        Ok(Self { text: text.to_owned(), parts })
    }
}

impl fmt::Display for AsPathPattern {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.text)
    }
}

impl AsPathPattern {
    /// Returns whether a path matches, its nearest AS first.
    #[must_use]
    pub fn matches(&self, path: impl IntoIterator<Item = Asn>) -> bool {
        // The states that may be reached: how many parts are done. Runs may be skipped at once.
        let mut states = vec![false; self.parts.len() + 1];
        if let Some(first) = states.first_mut() {
            *first = true;
        }
        self.skip_runs(&mut states);
        for asn in path {
            let mut next = vec![false; states.len()];
            for (at, part) in
                self.parts.iter().enumerate().filter(|(at, _)| states.get(*at) == Some(&true))
            {
                let to = match part {
                    Part::Number(number) => (*number == asn).then_some(at + 1),
                    Part::One => Some(at + 1),
                    Part::Run => Some(at),
                };
                if let Some(slot) = to.and_then(|to| next.get_mut(to)) {
                    *slot = true;
                }
            }
            self.skip_runs(&mut next);
            states = next;
        }
        states.last() == Some(&true)
    }

    /// Returns every AS number that the pattern names.
    pub fn numbers(&self) -> impl Iterator<Item = Asn> + '_ {
        self.parts.iter().filter_map(|part| match part {
            Part::Number(number) => Some(*number),
            Part::One | Part::Run => None,
        })
    }

    fn skip_runs(&self, states: &mut [bool]) {
        for (at, part) in self.parts.iter().enumerate() {
            if *part == Part::Run
                && states.get(at) == Some(&true)
                && let Some(slot) = states.get_mut(at + 1)
            {
                *slot = true;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(pattern: &str, path: &[u32]) -> bool {
        let pattern: AsPathPattern = pattern.parse().expect("the pattern is one");
        pattern.matches(path.iter().map(|number| Asn(*number)))
    }

    #[test]
    fn numbers_match_whole_as_numbers_where_the_anchors_say() {
        assert!(matches("^$", &[]));
        assert!(!matches("^$", &[1]));
        assert!(matches("^65010_", &[65010, 7]));
        assert!(!matches("^65010_", &[7, 65010]));
        assert!(!matches("^6501_", &[65010]));
        assert!(matches("_65020$", &[1, 65020]));
        assert!(matches("_7_", &[1, 7, 2]));
        assert!(matches("^1 . 3$", &[1, 2, 3]));
        assert!(!matches("^1 . 3$", &[1, 3]));
        assert!(matches("^1 .* 3$", &[1, 3]));
        assert!(matches(".*", &[]));
        assert!("^65010(_.*)?$".parse::<AsPathPattern>().is_err());
        assert!("+1".parse::<AsPathPattern>().is_err());
    }
}
