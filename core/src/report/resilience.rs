//! The answer of `what-if --sweep`: what each failure costs.

use std::fmt::Write;

use serde::Serialize;

use super::{Role, Text, assumptions, plural};
use crate::diff::{Loss, Resilience as Found, Row};

/// What failures cost.
#[derive(Debug, Serialize)]
pub struct Resilience {
    /// The version of this form.
    version: u32,
    /// `clean` where no expectation breaks, or without expectations nothing is lost; else `findings`.
    outcome: &'static str,
    /// How many scenarios were tried.
    tried: usize,
    /// Whether some scenarios had too much to compare: then only their expectations count.
    only_expectations: bool,
    /// Single failures that cost something, the dearest first.
    single: Vec<RowView>,
    /// Pairs of failures that cost more than each alone, the dearest first.
    double: Vec<RowView>,
    /// Single failures that cost nothing.
    harmless: Vec<String>,
    /// The facts that some answer rests on beyond what AWS documents.
    assumptions: Vec<&'static str>,
}

/// Failures of one cost.
#[derive(Debug, Serialize)]
struct RowView {
    /// Each of these costs the same; two names fail at the same time.
    failures: Vec<Vec<String>>,
    /// The expectations that break.
    broken: Vec<String>,
    /// The packets that get lost; of two failures only what neither loses alone.
    lost: Vec<LossView>,
}

#[derive(Debug, Serialize)]
struct LossView {
    from: Vec<String>,
    to: Vec<String>,
    traffic: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    all_traffic: Option<&'static str>,
    /// What becomes of them instead.
    becomes: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    /// How much passes, where paths that share the load differ.
    #[serde(skip_serializing_if = "Option::is_none")]
    share: Option<String>,
}

/// No more names are listed for people.
const MOST_NAMES: usize = 6;
/// No more rows and lines are listed for people.
const MOST: usize = 50;

/// Returns what failures cost; `lines` are all expectations, none where the inputs have none.
#[must_use]
pub fn resilience(found: &Found, lines: &[String]) -> Resilience {
    let loss = |one: &Loss| LossView {
        from: one.from.clone(),
        to: one.to.clone(),
        traffic: one.traffic.clone(),
        all_traffic: one.all_traffic,
        becomes: one.becomes.words,
        reason: one.becomes.reason,
        share: one.becomes.share.map(|(some, all)| format!("{some}/{all}")),
    };
    let row = |one: &Row| RowView {
        failures: one.failures.clone(),
        broken: one.broken.iter().filter_map(|at| lines.get(*at)).cloned().collect(),
        lost: one.lost.iter().map(loss).collect(),
    };
    let single: Vec<RowView> = found.single.iter().map(row).collect();
    let double: Vec<RowView> = found.double.iter().map(row).collect();
    let counts = |row: &RowView| lines.is_empty() || !row.broken.is_empty();
    let fails = single.iter().chain(&double).any(counts);
    Resilience {
        version: 1,
        outcome: if fails { "findings" } else { "clean" },
        tried: found.tried,
        only_expectations: found.only_expectations,
        single,
        double,
        harmless: found.harmless.clone(),
        assumptions: assumptions::among(&found.cited),
    }
}

impl RowView {
    fn head(&self) -> String {
        let all: Vec<String> = self.failures.iter().map(|one| one.join(" + ")).collect();
        some(&all, "; or ")
    }

    /// Returns what it costs, one line for each expectation and class of packets.
    fn lines(&self) -> Vec<(Role, String)> {
        let broken = self.broken.iter().map(|line| (Role::Bad, format!("breaks  {line}")));
        broken.chain(self.lost.iter().map(|one| (Role::Plain, one.line()))).collect()
    }
}

impl LossView {
    fn line(&self) -> String {
        let traffic = self.all_traffic.map_or_else(|| some(&self.traffic, ", "), str::to_owned);
        let reason = self.reason.map_or_else(String::new, |reason| format!(" ({reason})"));
        let share = self.share.as_ref().map_or_else(String::new, |share| format!(" {share}"));
        let (from, to) = (some(&self.from, ", "), some(&self.to, ", "));
        format!("loses   {from} -> {to}  {traffic}: {}{share}{reason}", self.becomes)
    }
}

/// Returns the first of some names, and how many more there are.
fn some(names: &[String], between: &str) -> String {
    let shown: Vec<&str> = names.iter().take(MOST_NAMES).map(String::as_str).collect();
    let more = names.len().saturating_sub(MOST_NAMES);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{more}", shown.join(between))
}

impl Resilience {
    /// Returns whether something counts.
    #[must_use]
    pub fn has_findings(&self) -> bool {
        self.outcome == "findings"
    }

    /// Returns the answer as JSON.
    #[must_use]
    pub fn json(&self) -> String {
        super::to_json(self)
    }

    fn headline(&self) -> String {
        let count = |rows: &[RowView]| rows.iter().map(|row| row.failures.len()).sum::<usize>();
        let tried = plural(self.tried, "scenario");
        let double = match count(&self.double) {
            0 => String::new(),
            pairs => format!(
                "; {} more than each alone",
                if pairs == 1 { "1 pair costs".to_owned() } else { format!("{pairs} pairs cost") }
            ),
        };
        format!(
            "{tried} tried: {} something{double}",
            match count(&self.single) {
                1 => "1 single failure costs".to_owned(),
                single => format!("{single} single failures cost"),
            }
        )
    }

    fn parts(&self) -> [(&'static str, &[RowView]); 2] {
        [
            ("Single points of failure", &self.single),
            ("Two failures at the same time: what neither costs alone", &self.double),
        ]
    }

    /// Returns the table for people.
    #[must_use]
    pub fn human(&self) -> Text {
        let mut text = Text::default();
        text.line(if self.has_findings() { Role::Bad } else { Role::Good }, self.headline());
        if self.only_expectations {
            text.line(
                Role::Warn,
                "Some scenarios have too many packets to compare; only expectations count there.",
            );
        }
        for (title, rows) in self.parts().into_iter().filter(|(_, rows)| !rows.is_empty()) {
            text.line(Role::Plain, "");
            text.line(Role::Strong, title);
            for row in rows.iter().take(MOST) {
                text.line(Role::Plain, format!("  {}", row.head()));
                let lines = row.lines();
                for (role, line) in lines.iter().take(MOST) {
                    text.line(*role, format!("      {line}"));
                }
                if let Some(left @ 1..) = lines.len().checked_sub(MOST) {
                    text.line(Role::Dim, format!("      and {left} more"));
                }
            }
            if let Some(left @ 1..) = rows.len().checked_sub(MOST) {
                text.line(
                    Role::Dim,
                    format!("  and {}; --format json lists all", plural(left, "more group")),
                );
            }
        }
        if !self.harmless.is_empty() {
            text.line(Role::Plain, "");
            text.line(Role::Strong, "Nothing is lost by");
            for one in &self.harmless {
                text.line(Role::Good, format!("  {one}"));
            }
        }
        if let Some(words) = assumptions::rests_on(&self.assumptions) {
            text.line(Role::Plain, "");
            text.line(Role::Warn, words);
        }
        text
    }

    /// Returns one line for each group of failures.
    #[must_use]
    pub fn concise(&self) -> Text {
        let mut text = Text::default();
        for row in self.single.iter().chain(&self.double) {
            text.push(if row.broken.is_empty() { Role::Warn } else { Role::Bad }, row.head());
            let lost = row.lost.iter().map(|one| one.from.len() * one.to.len()).sum::<usize>();
            let broken = plural(row.broken.len(), "expectation");
            text.line(
                Role::Plain,
                format!(": breaks {broken}, loses traffic of {}", plural(lost, "pair")),
            );
        }
        text.line(if self.has_findings() { Role::Bad } else { Role::Good }, self.headline());
        text
    }

    /// Returns a table for a comment or a page.
    #[must_use]
    pub fn markdown(&self) -> String {
        let escaped = |text: &str| text.replace('|', "\\|").replace('<', "&lt;").replace('\n', " ");
        let mut out = format!("## Outpath: {}\n", self.headline());
        for (title, rows) in self.parts().into_iter().filter(|(_, rows)| !rows.is_empty()) {
            let _ = writeln!(out, "\n### {title}\n\n| Failure | What it costs |\n| --- | --- |");
            for row in rows {
                let lines: Vec<String> =
                    row.lines().iter().map(|(_, line)| escaped(line)).collect();
                let _ = writeln!(out, "| {} | {} |", escaped(&row.head()), lines.join("<br>"));
            }
        }
        if !self.harmless.is_empty() {
            let _ = writeln!(out, "\nNothing is lost by: {}.", escaped(&self.harmless.join(", ")));
        }
        if let Some(words) = assumptions::rests_on(&self.assumptions) {
            let _ = writeln!(out, "\n{words}");
        }
        out
    }
}
