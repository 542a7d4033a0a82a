//! Which findings of `check` count, and which are shown.

use crate::{
    diagnostic::{CODES, Code, Diagnostic, Severity},
    rules::{self, Limits},
};

/// The least severity that fails a run.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum FailOn {
    /// A note, a warning or an error.
    Note,
    /// A warning or an error.
    Warning,
    /// An error.
    #[default]
    Error,
    /// Nothing; inputs that cannot be understood fail all the same.
    Never,
}

impl FailOn {
    /// Returns the least severity that fails the run, if any does.
    #[must_use]
    pub fn severity(self) -> Option<Severity> {
        match self {
            Self::Note => Some(Severity::Note),
            Self::Warning => Some(Severity::Warning),
            Self::Error => Some(Severity::Error),
            Self::Never => None,
        }
    }
}

/// What a run of `check` looks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checking {
    /// The least severity that fails the run.
    pub fail_on: FailOn,
    /// Codes, names of codes, or the beginnings of codes: only these findings count, if any are given.
    pub select: Vec<String>,
    /// The same, for findings that do not count.
    pub ignore: Vec<String>,
    /// How many findings are shown; all are counted.
    pub most: usize,
    /// What the user was granted beyond AWS's default quotas.
    pub limits: Limits,
}

impl Default for Checking {
    fn default() -> Self {
        Self {
            fail_on: FailOn::default(),
            select: Vec::new(),
            ignore: Vec::new(),
            most: 5_000,
            limits: Limits::default(),
        }
    }
}

impl Checking {
    /// Looks whether each selector names a code.
    ///
    /// # Errors
    /// Returns the first selector that names none, with the codes most like it.
    pub fn verify(&self) -> Result<(), String> {
        for selector in self.select.iter().chain(&self.ignore) {
            if !codes().any(|code| picks(selector, code)) {
                let near = super::explain::nearest(selector, codes().map(|code| code.id));
                return Err(format!(
                    "`{selector}` is no code; did you mean {}? `outpath rules` lists the rules",
                    near.join(" or ")
                ));
            }
        }
        Ok(())
    }

    /// Returns whether a finding counts. That inputs cannot be understood always does.
    pub(super) fn counts(&self, finding: &Diagnostic) -> bool {
        let named =
            |selectors: &[String]| selectors.iter().any(|selector| picks(selector, finding.code));
        let selected = self.select.is_empty() || named(&self.select);
        finding.is_about_input() || (selected && !named(&self.ignore))
    }

    /// Returns whether a finding fails the run.
    pub(super) fn fails(&self, finding: &Diagnostic) -> bool {
        self.fail_on.severity().is_some_and(|least| finding.severity >= least)
    }
}

/// Every code that a finding may have.
fn codes() -> impl Iterator<Item = &'static Code> {
    let rules = rules::ALL.iter().filter(|rule| !CODES.contains(&rule.code));
    CODES.iter().copied().chain(rules.map(|rule| rule.code))
}

fn picks(selector: &str, code: &Code) -> bool {
    let upper = selector.to_ascii_uppercase();
    let family = upper.len() >= 3 && upper.starts_with("OP") && code.id.starts_with(&upper);
    family || code.name.eq_ignore_ascii_case(selector)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choosing(select: &[&str], ignore: &[&str]) -> Checking {
        let owned = |all: &[&str]| all.iter().map(|one| (*one).to_owned()).collect();
        Checking { select: owned(select), ignore: owned(ignore), ..Checking::default() }
    }

    fn finding(id: &str) -> Diagnostic {
        let code = codes().find(|code| code.id == id).unwrap();
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
