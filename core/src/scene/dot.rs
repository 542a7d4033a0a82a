//! The picture as text for Graphviz.

use std::fmt::Write as _;

use super::{
    Scene, SceneBox,
    outline::{EdgeKind, Outline, lines},
};

/// Returns a scene in the language of Graphviz.
#[must_use]
pub fn dot(scene: &Scene) -> String {
    let outline = Outline::of(scene);
    let mut out = String::from(
        "graph network {\n  rankdir=LR;\n  compound=true;\n  \
         node [shape=box, style=rounded, fontname=\"Inter, sans-serif\", fontsize=11];\n  \
         edge [fontname=\"Inter, sans-serif\", fontsize=9];\n",
    );
    for (at, (band, boxes)) in outline.places.iter().enumerate() {
        let title = band.map_or("", |band| band.label.as_str());
        put(
            &mut out,
            format_args!("  subgraph cluster_p{at} {{\n    label={};\n", quoted(&[title])),
        );
        for one in boxes {
            add(&mut out, &outline, one);
        }
        out.push_str("  }\n");
    }
    for edge in &outline.edges {
        let style = match edge.kind {
            EdgeKind::Wire => "",
            EdgeKind::Down => "style=dotted, color=\"#b3261e\"",
            EdgeKind::There => "dir=forward, color=\"#0b62c4\", penwidth=2",
            EdgeKind::Back => "dir=forward, color=\"#b45309\", penwidth=2, style=dashed",
        };
        let label = if edge.label.is_empty() {
            String::new()
        } else {
            format!("label={}", quoted(&[&edge.label]))
        };
        let parts: Vec<&str> =
            [style, &label].into_iter().filter(|part| !part.is_empty()).collect();
        let attributes =
            if parts.is_empty() { String::new() } else { format!(" [{}]", parts.join(", ")) };
        put(&mut out, format_args!("  n{} -- n{}{attributes};\n", edge.from, edge.to));
    }
    out.push_str("}\n");
    out
}

fn add(out: &mut String, outline: &Outline<'_>, one: &SceneBox) {
    let number = outline.number(one);
    let style = if one.down { ", style=\"rounded,dashed\"" } else { "" };
    let label = quoted(&lines(one));
    let tooltip = quoted(&[&one.description]);
    put(out, format_args!("    n{number} [label={label}, tooltip={tooltip}{style}];\n"));
    let inside = outline.inside(one);
    if inside.is_empty() {
        return;
    }
    // What stands in a box hangs below it; clusters cannot be ends of edges themselves.
    for inner in inside {
        add(out, outline, inner);
        put(out, format_args!("    n{number} -- n{} [style=dotted];\n", outline.number(inner)));
    }
}

fn put(out: &mut String, text: std::fmt::Arguments<'_>) {
    out.write_fmt(text).expect("invariant: writing to a string cannot fail");
}

/// Returns lines as one quoted text.
fn quoted(lines: &[&str]) -> String {
    let escape =
        |line: &&str| line.replace('\\', "\\\\").replace('"', "\\\"").replace(['\n', '\r'], " ");
    format!("\"{}\"", lines.iter().map(escape).collect::<Vec<_>>().join("\\n"))
}
