//! Which findings of `check` count, and which are shown.

use crate::{
    diagnostic::Diagnostic,
    policy::{self, Date, FailOn, Level},
    rules::Limits,
};

/// What a run of `check` looks for.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Checking {
    /// The least severity that fails the run.
    pub fail_on: FailOn,
    /// Codes, names of codes, or the beginnings of codes: only these findings count, if any are given.
    pub select: Vec<String>,
    /// The same, for findings that do not count.
    pub ignore: Vec<String>,
    /// Other severities than the usual ones, by codes, names or families; the narrowest counts.
    pub severity: Vec<(String, Level)>,
    /// The day, for what is accepted until a day; without one nothing expires.
    pub today: Option<Date>,
    /// How many findings are shown, if somebody has decided; all are counted.
    pub most: Option<usize>,
    /// Whether to say what the expectations cover.
    pub coverage: bool,
    /// What the user was granted beyond AWS's default quotas.
    pub limits: Limits,
}

impl Checking {
    /// Looks whether each selector names a code.
    ///
    /// # Errors
    /// Returns the first selector that names none, with the codes most like it.
    pub fn verify(&self) -> Result<(), String> {
        self.select.iter().chain(&self.ignore).try_for_each(|selector| policy::verify(selector))
    }

    /// Returns whether a finding counts. That inputs cannot be understood always does.
    pub(super) fn counts(&self, finding: &Diagnostic) -> bool {
        let named = |selectors: &[String]| {
            selectors.iter().any(|selector| policy::picks(selector, finding.code))
        };
        let selected = self.select.is_empty() || named(&self.select);
        finding.is_about_input() || (selected && !named(&self.ignore))
    }

    /// Returns whether a finding fails the run.
    pub(super) fn fails(&self, finding: &Diagnostic) -> bool {
        self.fail_on.severity().is_some_and(|least| finding.severity >= least)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choosing(select: &[&str], ignore: &[&str]) -> Checking {
        let owned = |all: &[&str]| all.iter().map(|one| (*one).to_owned()).collect();
        Checking { select: owned(select), ignore: owned(ignore), ..Checking::default() }
    }

    fn finding(id: &str) -> Diagnostic {
        let code = policy::codes().find(|code| code.id == id).unwrap();
        Diagnostic::unplaced(code, "")
    }

    #[test]
    fn a_selector_is_a_code_a_name_or_a_family() {
        let found = finding("OP3001");
        for selector in ["OP3001", "op3001", "OP3", "OP30", "route-to-unassociated-gateway"] {
            assert!(choosing(&[selector], &[]).counts(&found), "{selector}");
            assert!(!choosing(&[], &[selector]).counts(&found), "{selector}");
            assert_eq!(choosing(&[selector], &[]).verify(), Ok(()));
        }
        assert!(!choosing(&["OP4"], &[]).counts(&found));
        assert!(choosing(&[], &["OP4", "OP9501"]).counts(&found));
    }

    #[test]
    fn nobody_can_ignore_that_an_input_is_not_understood() {
        assert!(choosing(&["OP3"], &["OP9"]).counts(&finding("OP9101")));
        assert!(!choosing(&[], &["OP9"]).counts(&finding("OP9501")));
    }

    #[test]
    fn what_names_nothing_is_refused() {
        for nothing in ["", "O", "OP", "OP0", "OP30011", "route"] {
            assert!(choosing(&[nothing], &[]).verify().is_err(), "{nothing}");
        }
        let near = choosing(&[], &["OP3999"]).verify().unwrap_err();
        assert!(near.contains("OP3"), "{near}");
    }
}
