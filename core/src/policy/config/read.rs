//! From the text of `outpath.toml` to what it says, with all its mistakes at once.

use std::ops::Range;

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::{
    Config, Waiver,
    keys::{Form, KEYS, Key, WAIVER},
    version,
};
use crate::{
    diagnostic::{Diagnostic, code},
    policy::{Date, FailOn, Level, selector},
    text::{FileId, Span},
};

type Value<'a> = Spanned<DeValue<'a>>;

/// Reads a configuration, or returns everything that is wrong with it.
pub(super) fn read(file: FileId, text: &str, version: &str) -> Result<Config, Vec<Diagnostic>> {
    let (root, errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader { file, problems: Vec::new() };
    for error in errors {
        let place = error.span().unwrap_or(0..0);
        reader.refuse(place, "the text is not well-formed TOML").because(error.message());
    }
    if let Some(other) = reader.other_version(root.get_ref(), version) {
        return Err(vec![other]);
    }
    let mut config = Config::default();
    for (key, value) in reader.known(root.get_ref(), KEYS, "the configuration") {
        reader.field(&mut config, key, value);
    }
    if reader.problems.is_empty() { Ok(config) } else { Err(reader.problems) }
}

struct Reader {
    file: FileId,
    problems: Vec<Diagnostic>,
}

/// A problem that was just reported, for more words.
struct Refused<'a>(&'a mut Diagnostic);

impl Refused<'_> {
    fn because(self, why: &str) -> Self {
        why.clone_into(&mut self.0.because);
        self
    }

    fn help(self, help: impl Into<String>) {
        self.0.help.push(help.into());
    }
}

impl Reader {
    fn span(&self, place: Range<usize>) -> Span {
        let offset = |at| u32::try_from(at).unwrap_or(u32::MAX);
        Span::new(self.file, offset(place.start), offset(place.end))
    }

    fn refuse(&mut self, place: Range<usize>, message: impl Into<String>) -> Refused<'_> {
        let problem = Diagnostic::new(code::BAD_CONFIGURATION, message, self.span(place));
        self.problems.push(problem);
        Refused(self.problems.last_mut().expect("invariant: one was just pushed"))
    }

    /// Returns that the configuration is for other versions, if it says so.
    fn other_version(&mut self, root: &DeTable<'_>, own: &str) -> Option<Diagnostic> {
        let value = root.get("required-version")?;
        let required = value.get_ref().as_str()?;
        match version::fits(required, own) {
            Ok(true) => None,
            Ok(false) => {
                let message = format!("the configuration is for Outpath {required}");
                let problem =
                    Diagnostic::new(code::BAD_CONFIGURATION, message, self.span(value.span()));
                let why = format!("This is Outpath {own}, which may find other things.");
                Some(
                    problem
                        .because(why)
                        .help("Install a version that fits, or change `required-version`."),
                )
            }
            Err(part) => {
                let message = format!("`{part}` is no requirement of a version");
                self.refuse(value.span(), message).help(
                    "Write versions with `=`, `>=`, `>`, `<=` or `<`, and commas between them.",
                );
                None
            }
        }
    }

    /// Returns the values of a table with their keys, in the order of the text.
    fn known<'a, 'b>(
        &mut self,
        table: &'a DeTable<'b>,
        keys: &'static [Key],
        of: &str,
    ) -> Vec<(&'static Key, &'a Value<'b>)> {
        let mut found = Vec::new();
        for (name, value) in table {
            match keys.iter().find(|key| key.name == name.get_ref()) {
                Some(key) => found.push((key, value)),
                None => {
                    let names = keys.iter().map(|key| key.name);
                    let help = match likely(name.get_ref(), names.clone()) {
                        Some(near) => format!("Did you mean `{near}`?"),
                        None => format!("Its keys are {}.", names.collect::<Vec<_>>().join(", ")),
                    };
                    let message = format!("{of} has no key `{}`", name.get_ref());
                    self.refuse(name.span(), message).help(help);
                }
            }
        }
        found.sort_by_key(|(_, value)| value.span().start);
        found
    }

    fn field(&mut self, config: &mut Config, key: &'static Key, value: &Value<'_>) {
        match key.name {
            "fail-on" => {
                config.fail_on = self.word(key, value).and_then(FailOn::of);
            }
            "select" => config.select = self.selectors(key, value),
            "ignore" => config.ignore = self.selectors(key, value),
            "severity" => self.severities(config, key, value),
            "max-findings" => config.most = self.count(key, value),
            "limits" => self.limits(config, key, value),
            "waivers" => config.waivers = self.waivers(key, value),
            "baseline" => config.baseline = self.text(key, value),
            _required_version => {
                self.text(key, value);
            }
        }
    }

    fn wrong(&mut self, key: &Key, value: &Value<'_>) {
        let form = value.get_ref().type_str();
        self.refuse(value.span(), format!("`{}` cannot be a TOML {form}", key.name))
            .help(format!("Write {}.", key.form.words()));
    }

    fn text(&mut self, key: &Key, value: &Value<'_>) -> Option<String> {
        match value.get_ref().as_str() {
            None => self.wrong(key, value),
            Some(text) if text.trim().is_empty() => {
                self.refuse(value.span(), format!("`{}` is empty", key.name)).help(format!(
                    "{key} is: {}",
                    key.text,
                    key = key.name
                ));
            }
            Some(text) => return Some(text.trim().to_owned()),
        }
        None
    }

    fn word<'a>(&mut self, key: &Key, value: &'a Value<'_>) -> Option<&'a str> {
        let Form::Word(words) = key.form else { return None };
        self.one_of(key, words, value)
    }

    fn one_of<'a>(&mut self, key: &Key, words: &[&str], value: &'a Value<'_>) -> Option<&'a str> {
        let word = value.get_ref().as_str();
        let Some(word) = word else {
            self.wrong(key, value);
            return None;
        };
        if words.contains(&word) {
            return Some(word);
        }
        self.refuse(value.span(), format!("`{word}` is no value of `{}`", key.name))
            .help(format!("Its values are {}.", words.join(", ")));
        None
    }

    fn count(&mut self, key: &Key, value: &Value<'_>) -> Option<usize> {
        let number = value.get_ref().as_integer().and_then(|number| {
            let digits = number.as_str().replace('_', "");
            usize::from_str_radix(digits.trim_start_matches('+'), number.radix()).ok()
        });
        if number.is_none() {
            self.wrong(key, value);
        }
        number
    }

    fn selectors(&mut self, key: &Key, value: &Value<'_>) -> Vec<String> {
        let Some(items) = value.get_ref().as_array() else {
            self.wrong(key, value);
            return Vec::new();
        };
        let mut found = Vec::new();
        for item in items {
            match item.get_ref().as_str() {
                None => self.wrong(key, item),
                Some(selector) => match selector::verify(selector) {
                    Ok(()) => found.push(selector.to_owned()),
                    Err(why) => {
                        self.refuse(item.span(), why);
                    }
                },
            }
        }
        found
    }

    fn severities(&mut self, config: &mut Config, key: &Key, value: &Value<'_>) {
        let Some(table) = value.get_ref().as_table() else { return self.wrong(key, value) };
        let mut before: Vec<(String, String)> = Vec::new();
        for (selector, level) in table {
            if let Err(why) = selector::verify(selector.get_ref()) {
                self.refuse(selector.span(), why);
                continue;
            }
            let mut meant =
                selector::codes().filter(|code| selector::picks(selector.get_ref(), code));
            if meant.all(selector::is_about_input) {
                let message = format!("`{}` has no other severity", selector.get_ref());
                self.refuse(selector.span(), message)
                    .because(
                        "it says that an input cannot be understood, and then no answer counts",
                    )
                    .help("Correct the input, or leave it out.");
                continue;
            }
            let code = selector::canonical(selector.get_ref());
            if let Some((_, other)) = before.iter().find(|(before, _)| *before == code) {
                let message = format!("`{}` means the same as `{other}`", selector.get_ref());
                self.refuse(selector.span(), message).help("Remove one of them.");
                continue;
            }
            before.push((code, selector.get_ref().to_string()));
            let level = self.one_of(key, super::keys::LEVELS, level).and_then(Level::of);
            config.severity.extend(level.map(|level| (selector.get_ref().to_string(), level)));
        }
    }

    fn limits(&mut self, config: &mut Config, key: &Key, value: &Value<'_>) {
        let Some(table) = value.get_ref().as_table() else { return self.wrong(key, value) };
        for (name, value) in table {
            if let Some(count) = self.count(key, value)
                && let Err(why) = config.limits.set(name.get_ref(), count)
            {
                self.refuse(name.span(), why);
            }
        }
    }

    fn waivers(&mut self, key: &Key, value: &Value<'_>) -> Vec<Waiver> {
        let Some(items) = value.get_ref().as_array() else {
            self.wrong(key, value);
            return Vec::new();
        };
        items.iter().filter_map(|item| self.waiver(key, item)).collect()
    }

    fn waiver(&mut self, key: &Key, item: &Value<'_>) -> Option<Waiver> {
        let Some(table) = item.get_ref().as_table() else {
            self.wrong(key, item);
            return None;
        };
        let known = self.known(table, WAIVER, "a waiver");
        let find = |name: &str| known.iter().find(|(key, _)| key.name == name).copied();
        let text = |reader: &mut Self, name: &str| {
            find(name).and_then(|(key, value)| reader.text(key, value))
        };
        let rule = text(self, "rule").zip(find("rule"));
        let (subject, reason) = (text(self, "subject"), text(self, "reason"));
        let owner = text(self, "owner");
        let expires = find("expires").and_then(|(key, value)| self.day(key, value));
        for missing in WAIVER.iter().filter(|key| find(key.name).is_none()) {
            self.refuse(item.span(), format!("a waiver without `{}`", missing.name))
                .help(format!("Say it: {}", missing.text));
        }
        let rule = rule.and_then(|(rule, (_, value))| self.waivable(rule, value.span()));
        Some(Waiver {
            rule: rule?,
            subject: subject?,
            reason: reason?,
            owner: owner?,
            expires: expires?,
            span: self.span(item.span()),
        })
    }

    /// Returns a selector of a waiver, if what it means can be accepted.
    fn waivable(&mut self, rule: String, place: Range<usize>) -> Option<String> {
        if let Err(why) = selector::verify(&rule) {
            self.refuse(place, why);
            return None;
        }
        let mut meant = selector::codes().filter(|code| selector::picks(&rule, code));
        if meant.all(selector::is_fixed) {
            let message = format!("what `{rule}` says has to be put right; nobody can accept it");
            self.refuse(place, message);
            return None;
        }
        Some(rule)
    }

    fn day(&mut self, key: &Key, value: &Value<'_>) -> Option<Date> {
        let text = match value.get_ref() {
            DeValue::String(text) => text.to_string(),
            DeValue::Datetime(day) => day.to_string(),
            DeValue::Integer(_)
            | DeValue::Float(_)
            | DeValue::Boolean(_)
            | DeValue::Array(_)
            | DeValue::Table(_) => {
                self.wrong(key, value);
                return None;
            }
        };
        let day = Date::parse(&text);
        if day.is_none() {
            self.refuse(value.span(), format!("`{text}` is no day"))
                .help(format!("Write {}.", key.form.words()));
        }
        day
    }
}

/// Returns the word most like another one, if it is near enough to be meant.
fn likely<'a>(asked: &str, all: impl Iterator<Item = &'a str>) -> Option<String> {
    let near = selector::nearest(asked, all).into_iter().next()?;
    let far = strsim::damerau_levenshtein(asked, &near) > 2 + asked.chars().count() / 4;
    (!far).then_some(near)
}
