//! A diff as a comment of a pull request.

use std::fmt::Write;

use super::{Diff, FlowsView, MOST, some};
use crate::{diff::Kind, facts, report::assumptions};

/// Which classes stand under a title.
type Fits = fn(&FlowsView) -> bool;

/// The parts of the comment, in order.
const PARTS: [(&str, Fits); 6] = [
    ("New exposure", |one| one.exposes),
    ("Lost", |one| one.kind == Kind::Lost.word()),
    ("Gained", |one| one.kind == Kind::Gained.word() && !one.exposes),
    ("Re-translated", |one| one.kind == Kind::Translated.word()),
    ("Rerouted", |one| one.kind == Kind::Rerouted.word()),
    ("Another MTU", |one| one.kind == Kind::Mtu.word()),
];

impl Diff {
    /// Returns a comment for a pull request.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut out = format!("## Outpath: {}\n", self.headline());
        self.what_changes(&mut out);
        for (title, fits) in PARTS {
            let here: Vec<&FlowsView> = self.flows.iter().filter(|one| fits(one)).collect();
            if here.is_empty() {
                continue;
            }
            let _ = writeln!(
                out,
                "\n### {title}\n\n| From | To | Traffic | What becomes of it | Why |\n| --- | --- | --- | --- | --- |"
            );
            for one in here {
                let allowed = if one.allowed { " (allowed)" } else { "" };
                let why: Vec<String> = one.because.iter().map(|line| escaped(line)).collect();
                let _ = writeln!(
                    out,
                    "| {} | {} | {} | {}{allowed} | {} |",
                    escaped(&some(&one.from)),
                    escaped(&some(&one.to)),
                    escaped(&one.traffic()),
                    escaped(&one.fates()),
                    why.join("<br>"),
                );
            }
        }
        self.details(&mut out);
        if let Some(words) = assumptions::rests_on(&self.assumptions) {
            let _ = writeln!(out, "\n{words}");
        }
        out
    }

    /// Adds what is written otherwise, and what becomes of expectations.
    fn what_changes(&self, out: &mut String) {
        if !self.edits.is_empty() || !self.changes.is_empty() {
            out.push_str("\n### What changes\n\n");
            for change in &self.changes {
                let _ = writeln!(out, "- {}", code_span(change));
            }
            for one in &self.edits {
                let place = one
                    .place()
                    .map_or_else(String::new, |place| format!(" ({})", code_span(&place)));
                let _ = writeln!(out, "- {}{place}", escaped(&one.text));
            }
        }
        if let Some(fact) = facts::fact("SL-16").filter(|_| !self.disconnected.is_empty()) {
            let names = code_span(&self.disconnected.join(", "));
            let _ =
                writeln!(out, "\nCut off from the Region: {names}. {} ({})", fact.text, fact.id);
        }
        if !self.expectations.is_empty() {
            out.push_str("\n### Expectations\n\n");
            for one in &self.expectations {
                let _ = writeln!(out, "- {}: {}", one.turn(), code_span(&one.expectation));
            }
        }
    }

    /// Adds the ways of one packet of each class, folded.
    fn details(&self, out: &mut String) {
        let shown: Vec<&FlowsView> =
            self.flows.iter().filter(|one| one.witness.is_some()).take(MOST).collect();
        if shown.is_empty() {
            return;
        }
        out.push_str("\n<details><summary>Ways before and after</summary>\n\n```text\n");
        for one in shown {
            let _ =
                writeln!(out, "{}", one.witness.as_deref().unwrap_or_default().replace('`', "'"));
            for (word, fate) in [("before", &one.before), ("after", &one.after)] {
                for way in &fate.ways {
                    let _ = writeln!(out, "  {word} {}", way.replace('`', "'"));
                }
            }
        }
        out.push_str("```\n\n</details>\n");
    }
}

fn escaped(text: &str) -> String {
    text.replace('|', "\\|").replace('<', "&lt;").replace(['\r', '\n'], " ")
}

fn code_span(text: &str) -> String {
    format!("`{}`", escaped(text).replace('`', "'"))
}
