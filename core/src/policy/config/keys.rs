//! The keys of `outpath.toml`.

/// One key.
#[derive(Debug)]
pub(super) struct Key {
    pub(super) name: &'static str,
    pub(super) form: Form,
    pub(super) text: &'static str,
}

/// What stands after a key.
#[derive(Debug, Clone, Copy)]
pub(super) enum Form {
    /// A text.
    Text,
    /// A number of things.
    Count,
    /// One of some words.
    Word(&'static [&'static str]),
    /// Codes, names of codes, and families.
    Selectors,
    /// A table of severities by selector.
    Severities,
    /// A table of numbers by limit.
    Limits,
    /// A list of tables with these keys, all of them required.
    Tables(&'static [Key]),
    /// A day.
    Day,
}

impl Form {
    /// Returns what is expected, for messages.
    pub(super) fn words(self) -> &'static str {
        match self {
            Self::Text => "a text in quotes",
            Self::Count => "a whole number that is not negative",
            Self::Word(_) => "`\"error\"`, `\"warning\"`, `\"note\"` or `\"never\"`",
            Self::Selectors => "a list of codes in quotes, as in `[\"OP3001\", \"OP4\"]`",
            Self::Severities => "a table of severities, as in `OP3001 = \"warning\"`",
            Self::Limits => "a table of numbers, as in `vpcs-per-region = 20`",
            Self::Tables(_) => "tables that begin with `[[waivers]]`",
            Self::Day => "a day, as in `2027-03-31`",
        }
    }
}

/// The words for how bad the least finding is that fails a run.
pub(super) const FAIL_ON: &[&str] = &["error", "warning", "note", "never"];

/// The words for a severity.
pub(super) const LEVELS: &[&str] = &["error", "warning", "note", "off"];

const fn key(name: &'static str, form: Form, text: &'static str) -> Key {
    Key { name, form, text }
}

pub(super) const KEYS: &[Key] = &[
    key(
        "required-version",
        Form::Text,
        "The versions of Outpath that the file is for, as in `>=0.1, <0.3`; `0.1` stands for every 0.1.x.",
    ),
    key("fail-on", Form::Word(FAIL_ON), "The least severity that makes the exit code 1."),
    key("select", Form::Selectors, "Only findings with these codes count."),
    key("ignore", Form::Selectors, "Findings with these codes do not count."),
    key(
        "severity",
        Form::Severities,
        "Other severities than the usual ones, by code, name or family; the narrowest wins.",
    ),
    key("max-findings", Form::Count, "How many findings are shown at most; all are counted."),
    key("limits", Form::Limits, "What AWS granted beyond its default quotas."),
    key(
        "waivers",
        Form::Tables(WAIVER),
        "Findings that somebody accepts until a day, for inputs that have no comments.",
    ),
    key(
        "baseline",
        Form::Text,
        "The file with the findings that were there before, relative to this one.",
    ),
];

pub(super) const WAIVER: &[Key] = &[
    key("rule", Form::Text, "The code, its name, or a family such as `OP4`."),
    key(
        "subject",
        Form::Text,
        "What the finding is about, as in `subnet shop.rack` or `shop.*`: `*` stands for anything, `?` for one character; the noun may be left out.",
    ),
    key("reason", Form::Text, "Why it is accepted."),
    key("owner", Form::Text, "Who answers for it."),
    key("expires", Form::Day, "The last day on which it is accepted."),
];
