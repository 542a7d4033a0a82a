//! How a path ends.

use super::Reason;
use crate::model::Key;

/// The end of one path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The packet arrived where it was meant to.
    Delivered,
    /// The packet is dropped.
    Dropped(Blocker),
    /// The inputs do not say, or the tool does not judge it.
    Unknown(Blocker),
}

/// What ends a path short of delivery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Blocker {
    /// The reason.
    pub reason: Reason,
    /// What happens here, in the user's names.
    pub message: String,
    /// What would fix it here.
    pub help: String,
    /// The facts that say so.
    pub facts: Vec<&'static str>,
    /// The parts of the model that it rests on.
    pub keys: Vec<Key>,
}

impl Blocker {
    /// Returns a blocker with the usual help and facts of its reason.
    #[must_use]
    pub fn new(reason: Reason, message: impl Into<String>) -> Self {
        let page = reason.page();
        Self {
            reason,
            message: message.into(),
            help: page.fix.to_owned(),
            facts: page.facts.to_vec(),
            keys: Vec::new(),
        }
    }

    /// Replaces the help.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = help.into();
        self
    }

    /// Replaces the facts.
    #[must_use]
    pub fn facts(mut self, facts: &[&'static str]) -> Self {
        self.facts = facts.to_vec();
        self
    }

    /// Adds a part of the model that it rests on.
    #[must_use]
    pub fn key(mut self, key: impl Into<Key>) -> Self {
        self.keys.push(key.into());
        self
    }

    /// Returns the end of a dropped packet.
    #[must_use]
    pub fn dropped(self) -> Outcome {
        Outcome::Dropped(self)
    }

    /// Returns an end that nobody can know.
    #[must_use]
    pub fn unknown(self) -> Outcome {
        Outcome::Unknown(self)
    }
}

impl Outcome {
    /// Returns `delivered` or the id of the reason.
    #[must_use]
    pub fn id(&self) -> &'static str {
        match self {
            Self::Delivered => "delivered",
            Self::Dropped(blocker) | Self::Unknown(blocker) => blocker.reason.id(),
        }
    }

    /// Returns what ended the path, unless it was delivered.
    #[must_use]
    pub fn blocker(&self) -> Option<&Blocker> {
        match self {
            Self::Delivered => None,
            Self::Dropped(blocker) | Self::Unknown(blocker) => Some(blocker),
        }
    }
}
