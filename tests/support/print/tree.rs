//! The YAML that is printed: block mappings, flow lists, quotes where plain text would mean more.

use std::fmt;

/// A piece of YAML.
#[derive(Debug, Clone)]
pub(crate) enum Tree {
    /// A number or `true`, written as it is.
    Plain(String),
    /// Text, quoted where it must be.
    Text(String),
    List(Vec<Tree>),
    Map(Map),
}

/// A mapping, in the order that it was filled in.
#[derive(Debug, Clone, Default)]
pub(crate) struct Map(pub(crate) Vec<(String, Tree)>);

impl Map {
    pub(super) fn text(&mut self, key: &str, value: impl fmt::Display) {
        self.0.push((key.to_owned(), Tree::Text(value.to_string())));
    }

    /// Adds a text if there is one.
    pub(super) fn text_of(&mut self, key: &str, value: Option<impl fmt::Display>) {
        if let Some(value) = value {
            self.text(key, value);
        }
    }

    pub(super) fn plain(&mut self, key: &str, value: impl fmt::Display) {
        self.0.push((key.to_owned(), Tree::Plain(value.to_string())));
    }

    /// Adds a number if there is one.
    pub(super) fn plain_of(&mut self, key: &str, value: Option<impl fmt::Display>) {
        if let Some(value) = value {
            self.plain(key, value);
        }
    }

    /// Adds a mapping unless it is empty.
    pub(super) fn map(&mut self, key: &str, value: Map) {
        if !value.0.is_empty() {
            self.0.push((key.to_owned(), Tree::Map(value)));
        }
    }

    /// Adds a mapping of named things unless there are none; the things may be empty.
    pub(super) fn named(&mut self, key: &str, things: Vec<(String, Map)>) {
        let things = things.into_iter().map(|(name, map)| (name, Tree::Map(map)));
        self.map(key, Map(things.collect()));
    }

    /// Adds a list of texts unless it is empty.
    pub(super) fn list(&mut self, key: &str, values: Vec<String>) {
        if !values.is_empty() {
            self.0.push((key.to_owned(), Tree::texts(values)));
        }
    }
}

impl Tree {
    pub(super) fn texts(values: impl IntoIterator<Item = String>) -> Self {
        Self::List(values.into_iter().map(Self::Text).collect())
    }

    fn flow(&self) -> String {
        match self {
            Self::Plain(text) => text.clone(),
            Self::Text(text) => quoted(text),
            Self::List(items) => {
                format!("[{}]", items.iter().map(Self::flow).collect::<Vec<_>>().join(", "))
            }
            Self::Map(Map(entries)) if entries.is_empty() => "{}".to_owned(),
            Self::Map(Map(entries)) => {
                let entries = entries.iter();
                let entries =
                    entries.map(|(key, value)| format!("{}: {}", quoted(key), value.flow()));
                format!("{{ {} }}", entries.collect::<Vec<_>>().join(", "))
            }
        }
    }

    /// Returns whether a mapping is short enough for one line.
    fn is_leaf(&self) -> bool {
        match self {
            Self::Map(Map(entries)) => entries.iter().all(|(_, value)| match value {
                Self::Plain(_) | Self::Text(_) => true,
                Self::List(items) => !items.iter().any(|item| matches!(item, Self::Map(_))),
                Self::Map(_) => false,
            }),
            Self::Plain(_) | Self::Text(_) | Self::List(_) => true,
        }
    }

    fn block(&self, out: &mut fmt::Formatter<'_>, depth: usize) -> fmt::Result {
        let Self::Map(Map(entries)) = self else { return write!(out, "{}", self.flow()) };
        for (key, value) in entries {
            write!(out, "{:width$}{}:", "", quoted(key), width = 2 * depth)?;
            let flow = value.flow();
            // A mapping of one line is easier to read and no harder to parse.
            if value.is_leaf() && (depth > 0 || !matches!(value, Self::Map(_))) && flow.len() < 90 {
                writeln!(out, " {flow}")?;
            } else if matches!(value, Self::Map(_)) {
                writeln!(out)?;
                value.block(out, depth + 1)?;
            } else {
                writeln!(out, " {flow}")?;
            }
        }
        Ok(())
    }
}

impl fmt::Display for Tree {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.block(out, 0)
    }
}

/// Quotes a text unless it is plainly a text.
fn quoted(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '/' | '-' | '_');
    let word = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"];
    let special = word.contains(&text.to_ascii_lowercase().as_str()) || text.parse::<f64>().is_ok();
    let begins = text.starts_with(|c: char| c.is_ascii_alphanumeric());
    if begins && text.chars().all(plain) && !special {
        text.to_owned()
    } else {
        format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
    }
}
