//! Facts that the user may decide: `assume: { UNK-03: deny }`.

/// A gap in AWS's documentation that Outpath fills by default and the user may fill otherwise.
#[derive(Debug, PartialEq, Eq)]
pub struct Setting {
    /// The id of the fact that it decides, of the family `UNK`.
    pub fact: &'static str,
    /// The values, each with its meaning in a few words.
    pub values: &'static [(&'static str, &'static str)],
    /// The value that holds when the user says nothing.
    pub default: &'static str,
}

impl Setting {
    /// Returns the meaning of a value, or `None` if it is not one of this setting's.
    #[must_use]
    pub fn meaning(&self, value: &str) -> Option<&'static str> {
        let found = self.values.iter().find(|(name, _)| *name == value)?;
        Some(found.1)
    }
}

/// All settings, sorted by fact.
pub const SETTINGS: &[Setting] = &[
    Setting {
        fact: "UNK-03",
        values: &[
            ("allow", "a local gateway forwards between VPCs of one route table"),
            ("deny", "a local gateway drops packets between VPCs of one route table"),
        ],
        default: "allow",
    },
    Setting {
        fact: "UNK-19",
        values: &[
            ("drop", "a blackhole static local gateway route drops what it matches"),
            ("fall-back", "an equal propagated route takes over from a blackhole static one"),
        ],
        default: "drop",
    },
    Setting {
        fact: "UNK-20",
        values: &[
            ("allow", "a packet for a routed but never announced range is delivered"),
            ("deny", "a packet for a routed but never announced range is dropped"),
        ],
        default: "allow",
    },
];

/// Returns the setting of a fact, if the user may decide it.
#[must_use]
pub fn setting(fact: &str) -> Option<&'static Setting> {
    SETTINGS.iter().find(|setting| setting.fact == fact)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facts::{Mark, fact};

    #[test]
    fn every_setting_decides_a_fact_that_aws_leaves_open() {
        for setting in SETTINGS {
            let known = fact(setting.fact).map(|fact| (fact.family(), fact.mark));
            assert_eq!(known, Some(("UNK", Mark::Unknown)), "{}", setting.fact);
            assert!(setting.meaning(setting.default).is_some(), "{}", setting.fact);
            assert!(setting.values.len() > 1, "{}", setting.fact);
        }
        assert!(SETTINGS.is_sorted_by(|one, next| one.fact < next.fact));
    }

    #[test]
    fn what_holds_by_default_is_known() {
        let default = |id| setting(id).map(|setting| setting.default);
        assert_eq!(default("UNK-03"), Some("allow"));
        assert_eq!(default("UNK-19"), Some("drop"));
        assert_eq!(default("UNK-20"), Some("allow"));
        assert_eq!(setting("UNK-09"), None);
        assert_eq!(setting("UNK-03").and_then(|setting| setting.meaning("drop")), None);
    }

    #[test]
    fn the_fact_itself_names_the_value_that_is_not_the_default() {
        for setting in SETTINGS {
            let text = fact(setting.fact).map_or("", |fact| fact.text);
            let other = setting.values.iter().find(|(value, _)| *value != setting.default);
            let other = other.map_or("", |(value, _)| value);
            assert!(text.contains(&format!("unless the setting says `{other}`")), "{text}");
        }
    }
}
