//! What may be typed at a place of an open text.

use super::Workspace;
use crate::document::{self, Completion, notation};

impl Workspace {
    /// Returns what may stand at a byte of a text that was read; nothing in a text that was not.
    #[must_use]
    pub fn complete(&self, file: &str, byte: usize) -> Completion {
        let Some(text) = self.text(file) else { return Completion::default() };
        document::complete(&self.lowered.model, text, notation(file, text), byte)
    }
}
