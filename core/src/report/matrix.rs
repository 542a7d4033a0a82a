//! The answer of `matrix`: who reaches whom, as a table, JSON, CSV and Markdown.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt::Write,
};

use serde::Serialize;

use super::{Role, Text, assumptions, plural};
use crate::{
    forwarding::Network,
    reach::{Cell, Job, Line, Portion, Reached},
};

/// Who reaches whom.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Matrix {
    /// The version of this form.
    version: u32,
    /// The kinds of packets that were asked about.
    traffic: Vec<String>,
    /// The rows.
    from: Vec<LineView>,
    /// The columns.
    to: Vec<LineView>,
    /// What becomes of packets, row by row.
    cells: Vec<CellView>,
    /// The facts that some answer rests on beyond what AWS documents.
    assumptions: Vec<&'static str>,
}

/// A row or a column.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
struct LineView {
    /// Its name.
    name: String,
    /// The kind of what it stands for.
    kind: &'static str,
    /// How many ends of flows there are in it.
    ends: usize,
}

/// From a row to a column.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct CellView {
    /// The row.
    from: String,
    /// The column.
    to: String,
    /// `both ways`, `one way`, `partly`, `never` or `unknown`; none where there is nobody to ask about.
    reached: Option<&'static str>,
    /// How many pairs of ends there are.
    pairs: u64,
    /// The parts of which different things become, the best first.
    portions: Vec<PortionView>,
    #[serde(skip)]
    sum: Option<Reached>,
}

/// Packets of which one thing becomes.
#[derive(Debug, Clone, PartialEq, Serialize)]
struct PortionView {
    /// Protocol and ports, as a flow writes them.
    traffic: String,
    /// What becomes of them.
    reached: &'static str,
    /// The reason why not better.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    /// The part of them that gets there and back, where paths that share the load differ.
    #[serde(skip_serializing_if = "Option::is_none")]
    share: Option<String>,
    /// Of how many pairs of ends it holds.
    pairs: u64,
    /// The ends in the row that it holds of, where it does not hold of all; the first few.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    from: Vec<String>,
    /// The ends in the column that it holds of, where it does not hold of all; the first few.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    to: Vec<String>,
    /// A flow whose trace shows it.
    #[serde(skip_serializing_if = "Option::is_none")]
    witness: Option<String>,
}

/// More parts than this are not listed for people; every other form has all.
const MOST_LINES: usize = 200;

/// Returns what a job came to.
#[must_use]
pub fn matrix(network: &Network, job: &Job) -> Matrix {
    let line =
        |line: &Line| LineView { name: line.name.clone(), kind: line.kind, ends: line.ends() };
    let pairs = job.rows().iter().flat_map(|row| job.columns().iter().map(move |to| (row, to)));
    let cell = |(row, column): (&Line, &Line)| {
        let Cell { reached, pairs, portions } = job.cell(row, column);
        CellView {
            from: row.name.clone(),
            to: column.name.clone(),
            reached: reached.map(Reached::words),
            pairs,
            portions: portions
                .iter()
                .map(|one| portion(network, job, (row, column), one))
                .collect(),
            sum: reached,
        }
    };
    Matrix {
        version: 1,
        traffic: job.traffic(),
        from: job.rows().iter().map(line).collect(),
        to: job.columns().iter().map(line).collect(),
        cells: pairs.map(cell).collect(),
        assumptions: assumptions::among(job.facts()),
    }
}

fn portion(network: &Network, job: &Job, lines: (&Line, &Line), one: &Portion) -> PortionView {
    let [from, to] = job.ends_of(network, lines, one);
    PortionView {
        from,
        to,
        traffic: one.traffic.to_string(),
        reached: one.reached.words(),
        reason: one.reason.map(|reason| reason.id()),
        share: one.share.map(|(some, all)| format!("{some}/{all}")),
        pairs: one.pairs,
        witness: job.witness(network, one),
    }
}

/// Returns the sign of a field, for those who do not see its color.
fn sign(reached: Option<Reached>) -> (Role, &'static str) {
    match reached {
        None => (Role::Plain, " "),
        Some(Reached::BothWays) => (Role::Good, "="),
        Some(Reached::OneWay) => (Role::Warn, ">"),
        Some(Reached::Partly) => (Role::Warn, "~"),
        Some(Reached::Never) => (Role::Dim, "."),
        Some(Reached::Unknown) => (Role::Warn, "?"),
    }
}

impl Matrix {
    /// Returns the sums, row by row, with the names of rows and columns.
    #[must_use]
    pub fn fields(&self) -> (Vec<&str>, Vec<&str>, Vec<Option<Reached>>) {
        (
            self.from.iter().map(|line| line.name.as_str()).collect(),
            self.to.iter().map(|line| line.name.as_str()).collect(),
            self.cells.iter().map(|cell| cell.sum).collect(),
        )
    }

    /// Returns the answer as JSON.
    #[must_use]
    pub fn json(&self) -> String {
        super::to_json(self)
    }

    /// Returns the table, and what the fields stand for that hold several things.
    #[must_use]
    pub fn human(&self) -> Text {
        let mut text = Text::default();
        text.line(Role::Strong, format!("Who reaches whom by {}", self.traffic.join(", ")));
        text.line(Role::Dim, "= both ways   > one way   ~ partly   . never   ? unknown");
        text.line(Role::Plain, "");
        let wide = |lines: &[LineView]| lines.iter().map(|line| line.name.chars().count()).max();
        let name = wide(&self.from).unwrap_or_default();
        let number = self.from.len().max(self.to.len()).to_string().len();
        self.heading(&mut text, number + name + 3);
        for (at, (row, cells)) in self.from.iter().zip(self.rows()).enumerate() {
            text.push(Role::Dim, format!("{:>number$} ", at + 1));
            text.push(Role::Strong, format!("{:<name$} ", row.name));
            // No space is left at the end of a line.
            let last = cells.iter().rposition(|cell| cell.sum.is_some()).map_or(0, |last| last + 1);
            for cell in cells.iter().take(last) {
                let (role, sign) = sign(cell.sum);
                text.push(Role::Plain, " ");
                text.push(role, sign);
            }
            text.line(Role::Plain, "");
        }
        text.line(Role::Plain, "");
        for (at, column) in self.to.iter().enumerate() {
            text.push(Role::Dim, format!("{:>number$} ", at + 1));
            text.push(Role::Strong, column.name.clone());
            let ends = if column.ends == 1 { String::new() } else { ends(column.ends) };
            text.line(Role::Dim, format!("  {}{ends}", column.kind));
        }
        self.details(&mut text);
        self.reasons(&mut text);
        if let Some(words) = assumptions::rests_on(&self.assumptions) {
            text.line(Role::Plain, "");
            text.line(Role::Warn, words);
        }
        text
    }

    fn rows(&self) -> impl Iterator<Item = &[CellView]> {
        self.cells.chunks(self.to.len().max(1))
    }

    /// Writes the numbers of the columns, digit above digit.
    fn heading(&self, text: &mut Text, indent: usize) {
        let digits = self.to.len().to_string().len();
        for digit in 0..digits {
            let mut line = " ".repeat(indent);
            for column in 1..=self.to.len() {
                let number = format!("{column:>digits$}");
                line.push_str(number.get(digit..=digit).unwrap_or(" "));
                line.push(' ');
            }
            text.line(Role::Dim, line.trim_end());
        }
    }

    /// Writes why packets do not get through, with one example for each reason.
    fn reasons(&self, text: &mut Text) {
        let mut reasons: BTreeMap<&str, (u64, &CellView, &PortionView)> = BTreeMap::new();
        for cell in &self.cells {
            let mut seen = BTreeSet::new();
            for one in &cell.portions {
                let Some(reason) = one.reason else { continue };
                let slot = reasons.entry(reason).or_insert((0, cell, one));
                slot.0 += u64::from(seen.insert(reason));
            }
        }
        if reasons.is_empty() {
            return;
        }
        text.line(Role::Plain, "");
        text.line(Role::Strong, "Why not better");
        for (reason, (count, cell, one)) in reasons {
            let fields = plural(usize::try_from(count).unwrap_or(usize::MAX), "field");
            text.push(Role::Code, format!("  {reason}"));
            text.push(Role::Plain, format!("  {fields}, such as "));
            let plain = || format!("{} -> {} {}", cell.from, cell.to, one.traffic);
            text.line(Role::Plain, one.witness.clone().unwrap_or_else(plain));
        }
        text.line(
            Role::Dim,
            "`outpath explain REASON` says what a reason means; `outpath trace` shows a way.",
        );
    }

    fn details(&self, text: &mut Text) {
        let partly = self.cells.iter().filter(|cell| cell.sum == Some(Reached::Partly));
        let unknown = self.cells.iter().filter(|cell| cell.sum == Some(Reached::Unknown));
        let all: Vec<&CellView> = partly.chain(unknown).collect();
        if all.is_empty() {
            return;
        }
        text.line(Role::Plain, "");
        for cell in all.iter().take(MOST_LINES) {
            text.push(Role::Strong, format!("{} -> {}", cell.from, cell.to));
            text.line(Role::Plain, format!("  {}", cell.summary()));
        }
        if let Some(left @ 1..) = all.len().checked_sub(MOST_LINES) {
            let more = plural(left, "more pair");
            text.line(Role::Dim, format!("and {more}; --form csv or json lists all"));
        }
    }

    /// Returns one line for each field.
    #[must_use]
    pub fn concise(&self) -> Text {
        let mut text = Text::default();
        for cell in &self.cells {
            let (role, _) = sign(cell.sum);
            let Some(reached) = cell.reached else { continue };
            text.push(Role::Plain, format!("{} -> {}: ", cell.from, cell.to));
            text.push(role, reached);
            let partly = matches!(cell.sum, Some(Reached::Partly));
            let more = if partly { format!(": {}", cell.summary()) } else { String::new() };
            text.line(Role::Plain, more);
        }
        text
    }

    /// Returns one line for each part of each field, with a heading.
    #[must_use]
    pub fn csv(&self) -> String {
        let mut out =
            "from,to,reached,pairs,traffic,portion,portion_pairs,reason,share,witness\n".to_owned();
        for cell in &self.cells {
            let reached = cell.reached.unwrap_or_default();
            let head =
                format!("{},{},{reached},{}", quoted(&cell.from), quoted(&cell.to), cell.pairs);
            if cell.portions.is_empty() {
                let _ = writeln!(out, "{head},,,,,,");
            }
            for one in &cell.portions {
                let fields = [
                    quoted(&one.traffic),
                    one.reached.to_owned(),
                    one.pairs.to_string(),
                    one.reason.unwrap_or_default().to_owned(),
                    one.share.clone().unwrap_or_default(),
                    quoted(one.witness.as_deref().unwrap_or_default()),
                ];
                let _ = writeln!(out, "{head},{}", fields.join(","));
            }
        }
        out
    }

    /// Returns a table for a comment or a page.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut out = format!("Who reaches whom by {}\n\n|", self.traffic.join(", "));
        for column in [""].into_iter().chain(self.to.iter().map(|line| line.name.as_str())) {
            let _ = write!(out, " {} |", escaped(column));
        }
        let _ = write!(out, "\n|{}\n", " --- |".repeat(self.to.len() + 1));
        for (row, cells) in self.from.iter().zip(self.rows()) {
            let _ = write!(out, "| {} |", escaped(&row.name));
            for cell in cells {
                let _ = write!(out, " {} |", escaped(&cell.short()));
            }
            out.push('\n');
        }
        if let Some(words) = assumptions::rests_on(&self.assumptions) {
            let _ = write!(out, "\n{words}\n");
        }
        out
    }
}

impl CellView {
    /// Returns the parts in words, what gets through first.
    fn summary(&self) -> String {
        let mut parts: Vec<(String, Vec<String>)> = Vec::new();
        for one in &self.portions {
            let share = one.share.as_ref().map_or(String::new(), |share| format!(" {share}"));
            let why = one.reason.map_or(String::new(), |reason| format!(" ({reason})"));
            let ends = |word: &str, ends: &[String]| match ends {
                [] => String::new(),
                ends => format!(" {word} {}", ends.join(", ")),
            };
            let (from, to) = (ends("from", &one.from), ends("to", &one.to));
            let of = match one.pairs == self.pairs {
                true => String::new(),
                false if from.is_empty() && to.is_empty() => {
                    format!(" for {} of {} pairs", one.pairs, self.pairs)
                }
                false => format!("{from}{to}"),
            };
            let what = format!("{}{share}{why}{of}", one.reached);
            match parts.iter_mut().find(|(known, _)| *known == what) {
                Some((_, traffic)) => traffic.push(one.traffic.clone()),
                None => parts.push((what, vec![one.traffic.clone()])),
            }
        }
        let words =
            |(what, traffic): (String, Vec<String>)| format!("{} {what}", traffic.join(", "));
        parts.into_iter().map(words).collect::<Vec<_>>().join("; ")
    }

    /// Returns the sum, with what gets through where that is a part.
    fn short(&self) -> String {
        let Some(reached) = self.reached else { return String::new() };
        if self.sum != Some(Reached::Partly) {
            return reached.to_owned();
        }
        let through = self.portions.iter().filter(|one| one.reached == Reached::BothWays.words());
        let through: Vec<&str> = through.map(|one| one.traffic.as_str()).collect();
        if through.is_empty() {
            reached.to_owned()
        } else {
            format!("{reached}: {}", through.join(", "))
        }
    }
}

fn ends(count: usize) -> String {
    if count == 0 { " (nothing in it)".to_owned() } else { format!(" ({})", plural(count, "end")) }
}

/// Returns a field of CSV, in quotes where it must be; a leading sign that a spreadsheet would take for
/// a formula does not come first.
fn quoted(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let safe = if formula { format!("'{text}") } else { text.to_owned() };
    if safe.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", safe.replace('"', "\"\""))
    } else {
        safe
    }
}

fn escaped(text: &str) -> String {
    text.replace('\\', "\\\\").replace('|', "\\|").replace('<', "&lt;").replace(['\n', '\r'], " ")
}
