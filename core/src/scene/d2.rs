//! The picture as text for D2.

use std::{collections::BTreeMap, fmt::Write as _};

use super::{
    Scene, SceneBox,
    outline::{EdgeKind, Outline, lines},
};

/// Returns a scene in the language of D2.
#[must_use]
pub fn d2(scene: &Scene) -> String {
    let outline = Outline::of(scene);
    let mut out = String::from("direction: right\n");
    let mut paths: BTreeMap<usize, String> = BTreeMap::new();
    for (at, (band, boxes)) in outline.places.iter().enumerate() {
        let title = band.map_or("", |band| band.label.as_str());
        put(&mut out, format_args!("p{at}: {} {{\n", quoted(&[title])));
        for one in boxes {
            add(&mut out, &outline, (one, &format!("p{at}")), &mut paths);
        }
        out.push_str("}\n");
    }
    for edge in &outline.edges {
        let (Some(from), Some(to)) = (paths.get(&edge.from), paths.get(&edge.to)) else { continue };
        let label = if edge.label.is_empty() {
            String::new()
        } else {
            format!(": {}", quoted(&[&edge.label]))
        };
        let (line, style) = match edge.kind {
            EdgeKind::Wire => ("--", ""),
            EdgeKind::Down => ("--", "style.stroke: \"#b3261e\"; style.stroke-dash: 2"),
            EdgeKind::There => ("->", "style.stroke: \"#0b62c4\"; style.stroke-width: 3"),
            EdgeKind::Back => ("->", "style.stroke: \"#b45309\"; style.stroke-dash: 4"),
        };
        let block = match (label.is_empty(), style.is_empty()) {
            (_, true) => String::new(),
            (true, false) => format!(": {{{style}}}"),
            (false, false) => format!(" {{{style}}}"),
        };
        put(&mut out, format_args!("{from} {line} {to}{label}{block}\n"));
    }
    out
}

fn add(
    out: &mut String,
    outline: &Outline<'_>,
    (one, within): (&SceneBox, &str),
    paths: &mut BTreeMap<usize, String>,
) {
    let number = outline.number(one);
    let path = format!("{within}.n{number}");
    let indent = "  ".repeat(within.split('.').count());
    put(out, format_args!("{indent}n{number}: {} {{\n", quoted(&lines(one))));
    put(out, format_args!("{indent}  tooltip: {}\n", quoted(&[&one.description])));
    if one.down {
        put(out, format_args!("{indent}  style.stroke-dash: 3\n"));
    }
    for inner in outline.inside(one) {
        add(out, outline, (inner, &path), paths);
    }
    put(out, format_args!("{indent}}}\n"));
    paths.insert(number, path);
}

fn put(out: &mut String, text: std::fmt::Arguments<'_>) {
    out.write_fmt(text).expect("invariant: writing to a string cannot fail");
}

/// Returns lines as one quoted text.
fn quoted(lines: &[&str]) -> String {
    let escape = |line: &&str| {
        let line = line.replace('\\', "\\\\").replace('"', "\\\"").replace('$', "\\$");
        line.replace(['\n', '\r'], " ")
    };
    format!("\"{}\"", lines.iter().map(escape).collect::<Vec<_>>().join("\\n"))
}
