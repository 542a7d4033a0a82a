//! A diff for people: what changes, and which packets fare otherwise.

use super::{Diff, HOLDS, MOST, some};
use crate::{
    diff::Kind,
    facts,
    report::{Role, Text, assumptions, plural},
};

impl Diff {
    /// Returns what changes in words, and which packets fare otherwise.
    #[must_use]
    pub fn human(&self) -> Text {
        let mut text = Text::default();
        let role = if self.has_findings() { Role::Bad } else { Role::Good };
        text.line(role, self.headline());
        text.line(
            Role::Dim,
            format!(
                "{} of ends compared, every protocol and port",
                plural(usize::try_from(self.summary.pairs).unwrap_or(usize::MAX), "pair")
            ),
        );
        self.list_edits(&mut text);
        self.list_disconnected(&mut text);
        self.list_expectations(&mut text);
        for one in self.flows.iter().take(MOST) {
            text.line(Role::Plain, "");
            text.push(one.role(), if one.exposes { "newly exposed" } else { one.kind });
            text.push(Role::Plain, if one.allowed { " (allowed)  " } else { "  " });
            text.push(Role::Strong, format!("{} -> {}", some(&one.from), some(&one.to)));
            text.line(Role::Plain, format!("  {}", one.traffic()));
            text.line(Role::Plain, format!("  {}", one.fates()));
            for line in &one.because {
                text.line(
                    Role::Dim,
                    format!("  because {line}")
                        .replace("because before,", "before,")
                        .replace("because after,", "after,"),
                );
            }
            if one.kind == Kind::Rerouted.word() || one.kind == Kind::Translated.word() {
                for (word, fate) in [("before", &one.before), ("after", &one.after)] {
                    for way in &fate.ways {
                        text.line(Role::Dim, format!("  {word} {way}"));
                    }
                }
            }
            if let Some(flow) = &one.witness {
                text.push(Role::Dim, "  such as ");
                text.line(Role::Code, flow.clone());
            }
        }
        if let Some(left @ 1..) = self.flows.len().checked_sub(MOST) {
            text.line(
                Role::Dim,
                format!("\nand {}; --format json lists all", plural(left, "more class")),
            );
        }
        if let Some(words) = assumptions::rests_on(&self.assumptions) {
            text.line(Role::Plain, "");
            text.line(Role::Warn, words);
        }
        text
    }

    fn list_edits(&self, text: &mut Text) {
        if self.edits.is_empty() && self.changes.is_empty() {
            return;
        }
        text.line(Role::Plain, "");
        text.line(Role::Strong, "What changes");
        for change in &self.changes {
            text.line(Role::Plain, format!("  {change}"));
        }
        for one in self.edits.iter().take(MOST) {
            text.push(Role::Plain, format!("  {}", one.text));
            text.line(
                Role::Dim,
                one.place().map_or_else(String::new, |place| format!("  {place}")),
            );
        }
        if let Some(left @ 1..) = self.edits.len().checked_sub(MOST) {
            text.line(Role::Dim, format!("  and {left} more"));
        }
    }

    /// Says what goes on where an Outpost is cut off, beyond packets.
    fn list_disconnected(&self, text: &mut Text) {
        let Some(fact) = facts::fact("SL-16").filter(|_| !self.disconnected.is_empty()) else {
            return;
        };
        text.line(Role::Plain, "");
        text.push(
            Role::Strong,
            format!("Cut off from the Region: {}", self.disconnected.join(", ")),
        );
        text.line(Role::Dim, format!("  [{}]", fact.id));
        text.line(Role::Plain, format!("  {}", fact.text));
    }

    fn list_expectations(&self, text: &mut Text) {
        if self.expectations.is_empty() {
            return;
        }
        text.line(Role::Plain, "");
        text.line(Role::Strong, "Expectations");
        for one in &self.expectations {
            let role = if one.after == HOLDS { Role::Good } else { Role::Bad };
            text.push(role, format!("  {}", one.turn()));
            text.push(Role::Plain, format!("  {}", one.expectation));
            text.line(Role::Dim, format!("  {}", one.location.shown()));
        }
    }

    /// Returns one line for each class of packets.
    #[must_use]
    pub fn concise(&self) -> Text {
        let mut text = Text::default();
        for one in &self.expectations {
            let role = if one.after == HOLDS { Role::Good } else { Role::Bad };
            text.push(role, one.turn());
            text.line(Role::Plain, format!(": {}", one.expectation));
        }
        for one in &self.flows {
            let allowed = if one.allowed { " (allowed)" } else { "" };
            text.push(one.role(), one.headline());
            text.line(Role::Plain, allowed);
        }
        let role = if self.has_findings() { Role::Bad } else { Role::Good };
        text.line(role, self.headline());
        text
    }
}
