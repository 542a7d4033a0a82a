//! The picture as text for Mermaid.

use std::fmt::Write as _;

use super::{
    Scene, SceneBox,
    outline::{EdgeKind, Outline, lines},
};

/// Returns a scene as a flowchart of Mermaid.
#[must_use]
pub fn mermaid(scene: &Scene) -> String {
    let outline = Outline::of(scene);
    let mut out = String::from("flowchart LR\n");
    for (at, (band, boxes)) in outline.places.iter().enumerate() {
        let title = band.map_or("", |band| band.label.as_str());
        put(&mut out, format_args!("  subgraph p{at}[{}]\n", quoted(&[title])));
        for one in boxes {
            add(&mut out, &outline, one);
        }
        out.push_str("  end\n");
    }
    let mut styles = String::new();
    for (at, edge) in outline.edges.iter().enumerate() {
        let label = if edge.label.is_empty() {
            String::new()
        } else {
            format!("|{}|", quoted(&[&edge.label]))
        };
        let (line, style) = match edge.kind {
            EdgeKind::Wire => ("---", None),
            EdgeKind::Down => ("-.-", Some("stroke:#b3261e")),
            EdgeKind::There => ("==>", Some("stroke:#0b62c4")),
            EdgeKind::Back => ("-.->", Some("stroke:#b45309,stroke-width:2px")),
        };
        put(&mut out, format_args!("  n{} {line}{label} n{}\n", edge.from, edge.to));
        if let Some(style) = style {
            put(&mut styles, format_args!("  linkStyle {at} {style}\n"));
        }
    }
    out.push_str(&styles);
    out
}

fn add(out: &mut String, outline: &Outline<'_>, one: &SceneBox) {
    let number = outline.number(one);
    let inside = outline.inside(one);
    if inside.is_empty() {
        put(out, format_args!("    n{number}[{}]\n", quoted(&lines(one))));
        return;
    }
    put(out, format_args!("    subgraph n{number}[{}]\n", quoted(&lines(one))));
    for inner in inside {
        add(out, outline, inner);
    }
    out.push_str("    end\n");
}

fn put(out: &mut String, text: std::fmt::Arguments<'_>) {
    out.write_fmt(text).expect("invariant: writing to a string cannot fail");
}

/// Returns lines as one quoted text; what means something to Mermaid is written by number.
fn quoted(lines: &[&str]) -> String {
    let escape = |line: &&str| {
        line.chars().fold(String::new(), |mut out, one| {
            match one {
                '#' | '"' | '<' | '>' | '&' | '`' | '\\' => {
                    put(&mut out, format_args!("#{};", u32::from(one)));
                }
                one if one.is_control() => out.push(' '),
                one => out.push(one),
            }
            out
        })
    };
    format!("\"{}\"", lines.iter().map(escape).collect::<Vec<_>>().join("<br/>"))
}
