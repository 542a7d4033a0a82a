//! Hands out the comments of a text in their order, each once, and knows its empty lines.

use crate::document::tree::{Comment, Node, Share};
use crate::text::Span;
use std::collections::BTreeSet;

/// The comments that are still to be printed.
#[derive(Debug)]
pub(super) struct Comments<'a> {
    all: &'a [Comment],
    next: usize,
    early: BTreeSet<usize>,
    source: &'a str,
}

impl<'a> Comments<'a> {
    /// Starts with all comments of a text.
    pub(super) fn new(all: &'a [Comment], source: &'a str) -> Self {
        Self { all, next: 0, early: BTreeSet::new(), source }
    }

    /// Returns the next comment without taking it.
    pub(super) fn peek(&mut self) -> Option<&'a Comment> {
        while self.early.remove(&self.next) {
            self.next += 1;
        }
        self.all.get(self.next)
    }

    /// Takes the next comment if `wanted` says so.
    pub(super) fn next_if(&mut self, wanted: impl FnOnce(&Comment) -> bool) -> Option<&'a Comment> {
        let comment = self.peek().filter(|comment| wanted(comment))?;
        self.next += 1;
        Some(comment)
    }

    /// Takes the next comment if it starts before `end`.
    pub(super) fn before(&mut self, end: u32) -> Option<&'a Comment> {
        self.next_if(|comment| comment.span.start < end)
    }

    /// Takes the next comment if it stands on the line on which something ends at `end`.
    pub(super) fn beside(&mut self, end: u32) -> Option<&'a Comment> {
        let source = self.source;
        self.next_if(|comment| comment.trailing && is_beside(source, end, comment))
    }

    /// Takes the comment behind a closing bracket ahead of those inside the brackets.
    pub(super) fn behind(&mut self, end: u32) -> Option<&'a Comment> {
        let index = self.all.partition_point(|comment| comment.span.start < end);
        let comment = self.all.get(index)?;
        let wanted = index >= self.next && comment.trailing && is_beside(self.source, end, comment);
        (wanted && self.early.insert(index)).then_some(comment)
    }

    /// Returns whether any comment stands inside a place.
    pub(super) fn any_inside(&self, place: Span) -> bool {
        let index = self.all.partition_point(|comment| comment.span.start < place.start);
        self.all.get(index).is_some_and(|comment| comment.span.start < place.end)
    }

    /// Returns the comment as it was written.
    pub(super) fn source_of(&self, comment: &Comment) -> &'a str {
        let range = comment.span.start as usize..comment.span.end as usize;
        self.source.get(range).unwrap_or_default().trim_end()
    }

    /// Returns whether an empty line stands before the line of `at`.
    pub(super) fn blank_before(&self, at: u32) -> bool {
        let before = self.source.get(..at as usize).unwrap_or_default();
        let space = before.trim_end().len();
        let gap = before.get(space..).unwrap_or_default();
        space > 0 && gap.bytes().filter(|byte| *byte == b'\n').count() > 1
    }

    /// Returns where the dash of a list item stands: before its value, its name and comments.
    pub(super) fn dash(&self, item: &Node) -> u32 {
        let mut before = self.source.get(..item.span.start as usize).unwrap_or_default();
        let mut anchor = match &item.share {
            Some(Share::Defined(name)) => Some(format!("&{name}")),
            Some(Share::Used(_)) | None => None,
        };
        loop {
            before = before.trim_end();
            let end = before.len();
            let index = self.all.partition_point(|comment| (comment.span.end as usize) < end);
            let here = self.all.get(index).filter(|comment| comment.span.end as usize == end);
            if let Some(comment) = here {
                before = self.source.get(..comment.span.start as usize).unwrap_or_default();
            } else if let Some(rest) = anchor.take().and_then(|name| before.strip_suffix(&name)) {
                before = rest;
            } else if let Some(rest) = without_block_mark(before) {
                before = rest;
            } else {
                break;
            }
        }
        let dash = before.strip_suffix('-').map(str::len);
        dash.and_then(|dash| u32::try_from(dash).ok()).unwrap_or(item.span.start)
    }

    /// Returns how many bytes stand before `at` on its line.
    pub(super) fn column(&self, at: u32) -> usize {
        let before = self.source.get(..at as usize).unwrap_or_default();
        before.len() - before.rfind('\n').map_or(0, |end| end + 1)
    }
}

/// Returns a text without the `|` or `>` at its end that starts a block of text.
fn without_block_mark(text: &str) -> Option<&str> {
    let mark = text.trim_end_matches(|c: char| c.is_ascii_digit() || c == '+' || c == '-');
    mark.strip_suffix(['|', '>'])
}

fn is_beside(source: &str, end: u32, comment: &Comment) -> bool {
    let between = source.get(end as usize..comment.span.start as usize);
    between.is_some_and(|between| !between.contains('\n'))
}
