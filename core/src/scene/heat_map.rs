//! Who reaches whom, as a picture: a field for each row and column, with a sign for whoever sees no colors.

use std::fmt::Write as _;

use super::{
    measure::{self, Weight},
    svg::escape,
    theme::{Colors, Theme},
};
use crate::reach::Reached;

/// The side of a field.
const SIDE: i32 = 18;
/// The space around everything, and between words and fields.
const GAP: i32 = 12;
/// Names are cut at this width.
const WIDEST: i32 = 260;
const LEGEND: i32 = 34;
/// The size of the letters.
const SIZE: i32 = 11;

/// Returns a matrix as SVG: names of rows and columns, and the fields row by row.
#[must_use]
pub fn heat_map(
    rows: &[&str],
    columns: &[&str],
    fields: &[Option<Reached>],
    theme: Theme,
) -> String {
    let colors = theme.colors();
    let left = GAP + widest(rows) + GAP;
    let top = LEGEND + widest(columns) + GAP;
    let count = |names: &[&str]| i32::try_from(names.len()).unwrap_or(i32::MAX / SIDE);
    let wide = count(columns).saturating_mul(SIDE);
    let width = left.saturating_add(wide).saturating_add(GAP).max(480);
    let height = top.saturating_add(count(rows).saturating_mul(SIDE)).saturating_add(GAP);
    let mut out = String::new();
    let _ = writeln!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" font-family=\"Inter, system-ui, sans-serif\" \
         font-size=\"{SIZE}\" role=\"img\">\n<title>Who reaches whom</title>\n\
         <rect width=\"100%\" height=\"100%\" fill=\"{}\"/>",
        colors.page
    );
    legend(&mut out, colors);
    for (at, name) in (0..).zip(columns) {
        let (x, y) = (left + at * SIDE + SIDE / 2 + 4, top - GAP / 2);
        let _ = writeln!(
            out,
            "<text transform=\"translate({x} {y}) rotate(-90)\" fill=\"{}\">{}</text>",
            colors.text,
            escape(&measure::cut(name, SIZE, Weight::Regular, WIDEST))
        );
    }
    for (at, (name, row)) in (0..).zip(rows.iter().zip(fields.chunks(columns.len().max(1)))) {
        let y = top + at * SIDE;
        let _ = writeln!(
            out,
            "<text x=\"{}\" y=\"{}\" text-anchor=\"end\" fill=\"{}\">{}</text>",
            left - GAP / 2,
            y + SIDE - 5,
            colors.text,
            escape(&measure::cut(name, SIZE, Weight::Regular, WIDEST))
        );
        for (column, (reached, to)) in (0..).zip(row.iter().zip(columns)) {
            let Some(reached) = reached else { continue };
            let words = format!("{name} -> {to}: {}", reached.words());
            field(&mut out, colors, (left + column * SIDE, y), *reached, &words);
        }
    }
    out.push_str("</svg>\n");
    out
}

fn widest(names: &[&str]) -> i32 {
    let width = |name: &&str| measure::width(name, SIZE, Weight::Regular);
    names.iter().map(width).max().unwrap_or_default().min(WIDEST)
}

/// Draws one field: filled where packets get there, and signed by a shape.
fn field(out: &mut String, colors: &Colors, (x, y): (i32, i32), reached: Reached, words: &str) {
    let (fill, edge) = match reached {
        Reached::BothWays => (colors.there, colors.there),
        Reached::OneWay | Reached::Partly => (colors.back, colors.back),
        Reached::Never => (colors.inner, colors.edge),
        Reached::Unknown => (colors.page, colors.line),
    };
    let side = SIDE - 2;
    let _ = write!(
        out,
        "<g><title>{}</title><rect x=\"{x}\" y=\"{y}\" width=\"{side}\" height=\"{side}\" rx=\"2\" \
         fill=\"{fill}\" stroke=\"{edge}\"/>",
        escape(words)
    );
    let sign = match reached {
        Reached::BothWays => "=",
        Reached::OneWay => "&gt;",
        Reached::Partly => "~",
        Reached::Never => "",
        Reached::Unknown => "?",
    };
    if !sign.is_empty() {
        let ink = if reached == Reached::Unknown { colors.text } else { colors.page };
        let _ = write!(
            out,
            "<text x=\"{}\" y=\"{}\" text-anchor=\"middle\" fill=\"{ink}\">{sign}</text>",
            x + side / 2,
            y + side - 4
        );
    }
    out.push_str("</g>\n");
}

/// Draws what the fields mean.
fn legend(out: &mut String, colors: &Colors) {
    let all =
        [Reached::BothWays, Reached::OneWay, Reached::Partly, Reached::Never, Reached::Unknown];
    let mut x = GAP;
    for reached in all {
        field(out, colors, (x, GAP - 4), reached, reached.words());
        x += SIDE + 4;
        let _ = writeln!(
            out,
            "<text x=\"{x}\" y=\"{}\" fill=\"{}\">{}</text>",
            GAP + 8,
            colors.faint,
            reached.words()
        );
        x += measure::width(reached.words(), SIZE, Weight::Regular) + GAP;
    }
}
