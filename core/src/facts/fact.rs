//! What a fact is, and the notation of the families.

use super::Source;

/// How sure we are of a fact, from the surest to the least sure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Mark {
    /// Stated in AWS's documentation, API model or published source code.
    Documented,
    /// Told by an AWS blog or sample, or seen by somebody in the field.
    Blog,
    /// Concluded by us; no source says it.
    Inferred,
    /// Left open by AWS; the fact tells what Outpath does instead of knowing.
    Unknown,
}

impl Mark {
    /// Returns the words that are printed.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Documented => "documented by AWS",
            Self::Blog => "AWS blog or field report",
            Self::Inferred => "inferred by Outpath, not AWS's word",
            Self::Unknown => "not documented by AWS",
        }
    }

    /// Returns whether an answer that rests on such a fact must list it as an assumption.
    #[must_use]
    pub fn is_assumption(self) -> bool {
        match self {
            Self::Documented | Self::Blog => false,
            Self::Inferred | Self::Unknown => true,
        }
    }
}

/// One thing known, or knowingly not known, about how AWS behaves.
#[derive(Debug, PartialEq, Eq)]
pub struct Fact {
    /// The stable id: a family and a number, such as `LGR-05`. It is never given a second meaning.
    pub id: &'static str,
    /// One or two sentences that need no other text beside them.
    pub text: &'static str,
    /// How sure we are of [`Self::text`].
    pub mark: Mark,
    /// Where it was read; may be empty only where nobody says it.
    pub sources: &'static [&'static Source],
    /// What [`Self::mark`] does not tell, such as which part is inferred; may be empty.
    pub note: &'static str,
}

impl Fact {
    /// Returns the part of the id before the number, such as `LGR`.
    #[must_use]
    pub fn family(&self) -> &'static str {
        self.id.split_once('-').map_or(self.id, |(family, _)| family)
    }
}

/// Declares the facts of one family as `FACTS`.
///
/// Each entry reads `"id" Mark [sources] "text";`, with `note "remark"` before the semicolon if
/// there is something to add.
macro_rules! facts {
    ($($id:literal $mark:ident [$($source:ident),*] $text:literal $(note $note:literal)?;)*) => {
        /// The facts of this family, sorted by id.
        pub(super) const FACTS: &[$crate::facts::Fact] = &[$(
            $crate::facts::Fact {
                id: $id,
                text: $text,
                mark: $crate::facts::Mark::$mark,
                sources: &[$($crate::facts::sources::$source),*],
                note: on_page!(concat!($($note)?)),
            }
        ),*];
    };
}
pub(super) use facts;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_nobody_says_is_an_assumption() {
        assert!(Mark::Documented < Mark::Blog && Mark::Blog < Mark::Inferred);
        assert!(Mark::Inferred < Mark::Unknown);
        let marks = [Mark::Documented, Mark::Blog, Mark::Inferred, Mark::Unknown];
        assert_eq!(marks.map(Mark::is_assumption), [false, false, true, true]);
    }
}
