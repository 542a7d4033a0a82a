//! What may be typed at a place of an open text, and what stands there already.

use super::Workspace;
use crate::document::{self, Completion, Hover, notation};

impl Workspace {
    /// Returns what may stand at a byte of a text that was read; nothing in a text that was not.
    #[must_use]
    pub fn complete(&self, file: &str, byte: usize) -> Completion {
        let Some(text) = self.text(file) else { return Completion::default() };
        document::complete(&self.lowered.model, text, notation(file, text), byte)
    }

    /// Returns what the word at a byte of a text that was read means, if that is known.
    #[must_use]
    pub fn hover(&self, file: &str, byte: usize) -> Option<Hover> {
        let mut sources = self.sources.iter();
        let (file, _) = sources.find(|(_, source)| source.name == file)?;
        document::hover(&self.lowered, &self.sources, file, byte)
    }
}
