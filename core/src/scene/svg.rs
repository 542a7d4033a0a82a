//! The picture as one SVG file that needs nothing else.

use std::fmt::Write as _;

use super::{
    Band, Point, Scene, SceneBox, SceneWire,
    bands::TITLE,
    measure::{self, Weight},
    theme::{Colors, Theme},
    words::DETAIL,
};

/// The radius of corners of boxes and wires.
pub(super) const ROUND: i32 = 5;

/// Returns a scene as SVG.
#[must_use]
pub fn svg(scene: &Scene, theme: Theme, title: &str) -> String {
    let colors = theme.colors();
    let mut out = Svg { out: String::new(), colors };
    let (width, height) = (scene.width, scene.height);
    out.line(format_args!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" font-family=\"Inter, system-ui, sans-serif\" \
         role=\"img\">"
    ));
    out.line(format_args!("<title>{}</title>", escape(title)));
    out.defs();
    out.line(format_args!("<rect width=\"100%\" height=\"100%\" fill=\"{}\"/>", colors.page));
    for band in &scene.bands {
        out.band(band);
    }
    for one in scene.boxes.iter().filter(|one| one.kind == "subnet") {
        out.frame(one);
    }
    for wire in &scene.wires {
        out.wire(wire);
    }
    let legs = scene.overlay.as_ref().map_or(&[][..], |overlay| &overlay.legs);
    out.legs(legs, false);
    out.legs(legs, true);
    for one in &scene.boxes {
        out.one(one);
    }
    for back in [false, true] {
        if let Some(first) = legs.iter().find(|leg| leg.back == back) {
            out.numbers(first, &scene.boxes);
        }
    }
    for leg in legs {
        out.marks(leg);
    }
    out.line(format_args!("</svg>"));
    out.out
}

/// Returns a text as it may stand in SVG: what markup means is escaped, what XML forbids replaced.
pub(super) fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for one in text.chars() {
        match one {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            one if one.is_control() || matches!(one, '\u{fffe}' | '\u{ffff}') => {
                out.push('\u{fffd}');
            }
            one => out.push(one),
        }
    }
    out
}

/// An SVG in the making.
pub(super) struct Svg<'a> {
    out: String,
    pub(super) colors: &'a Colors,
}

/// A text to be written.
pub(super) struct Words<'a> {
    pub(super) at: Point,
    pub(super) size: i32,
    pub(super) weight: Weight,
    pub(super) color: &'a str,
    pub(super) anchor: &'a str,
}

impl Svg<'_> {
    pub(super) fn line(&mut self, text: std::fmt::Arguments<'_>) {
        self.out.write_fmt(text).expect("invariant: writing to a string cannot fail");
        self.out.push('\n');
    }

    fn defs(&mut self) {
        let bad = self.colors.bad;
        self.line(format_args!(
            "<defs><pattern id=\"down\" width=\"6\" height=\"6\" patternUnits=\"userSpaceOnUse\" \
             patternTransform=\"rotate(45)\"><path d=\"M0 0V6\" stroke=\"{bad}\" stroke-width=\"1.5\" \
             stroke-opacity=\"0.45\"/></pattern>"
        ));
        for (id, color) in [("there", self.colors.there), ("back", self.colors.back)] {
            self.line(format_args!(
                "<marker id=\"{id}\" viewBox=\"0 0 10 10\" refX=\"9\" refY=\"5\" markerWidth=\"5\" \
                 markerHeight=\"5\" orient=\"auto\"><path d=\"M0 0L10 5L0 10z\" fill=\"{color}\"/></marker>"
            ));
        }
        self.line(format_args!("</defs>"));
    }

    pub(super) fn text(&mut self, text: &str, words: &Words<'_>) {
        if text.is_empty() {
            return;
        }
        let Words { at: (x, y), size, weight, color, anchor } = *words;
        let width = measure::width(text, size, weight);
        let weight = match weight {
            Weight::Regular => 400,
            Weight::SemiBold => 600,
        };
        self.line(format_args!(
            "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" font-weight=\"{weight}\" fill=\"{color}\" \
             text-anchor=\"{anchor}\" textLength=\"{width}\" lengthAdjust=\"spacingAndGlyphs\">{}</text>",
            escape(text)
        ));
    }

    fn band(&mut self, band: &Band) {
        let Band { x, y, width, height, .. } = *band;
        let c = self.colors;
        self.line(format_args!("<g><title>{}</title>", escape(&band.id)));
        if band.kind == "vpc" {
            self.line(format_args!(
                "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"8\" fill=\"{}\" \
                 fill-opacity=\"0.07\" stroke=\"{}\" stroke-opacity=\"0.7\" stroke-dasharray=\"6 4\"/>",
                c.vpc, c.vpc
            ));
        } else {
            let kind = band.id.split(' ').next().unwrap_or_default();
            let fill = match kind {
                "site" => c.site,
                "outpost" => c.outpost,
                "region" => c.region,
                "zone" => c.zone,
                _ => "none",
            };
            let edge = if kind == "zone" { "none" } else { c.edge };
            self.line(format_args!(
                "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"10\" \
                 fill=\"{fill}\" stroke=\"{edge}\"/>"
            ));
        }
        let words = Words {
            at: (x + band_inset(band), y + 22),
            size: TITLE,
            weight: Weight::SemiBold,
            color: if band.kind == "vpc" { c.faint } else { c.text },
            anchor: "start",
        };
        self.text(&band.label, &words);
        let after = measure::width(&band.label, TITLE, Weight::SemiBold) + 8;
        let words = Words {
            at: (x + band_inset(band) + after, y + 22),
            size: DETAIL,
            weight: Weight::Regular,
            color: c.faint,
            ..words
        };
        self.text(&band.detail, &words);
        self.line(format_args!("</g>"));
    }

    fn frame(&mut self, one: &SceneBox) {
        let SceneBox { x, y, width, height, .. } = *one;
        self.line(format_args!(
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"{ROUND}\" \
             fill=\"{}\" stroke=\"{}\"/>",
            self.colors.fill, self.colors.line
        ));
    }

    fn wire(&mut self, wire: &SceneWire) {
        let c = self.colors;
        let (color, dash) = match (wire.down, wire.kind) {
            (true, _) => (c.bad, " stroke-dasharray=\"2 4\""),
            (false, "route") => (c.wire, " stroke-dasharray=\"7 3\""),
            (false, "member") => (c.wire, " stroke-dasharray=\"1 3\""),
            (false, _) => (c.wire, ""),
        };
        let way = way(&wire.points);
        self.line(format_args!(
            "<path d=\"{way}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"1.25\"{dash}><title>{}</title></path>",
            escape(&wire.description)
        ));
        if wire.down
            && let Some((x, y)) = halfway(&wire.points)
        {
            self.cross(x, y, 4);
        }
    }

    pub(super) fn cross(&mut self, x: i32, y: i32, arm: i32) {
        let (page, bad) = (self.colors.page, self.colors.bad);
        self.line(format_args!(
            "<circle cx=\"{x}\" cy=\"{y}\" r=\"{}\" fill=\"{page}\" stroke=\"{bad}\" stroke-width=\"1.5\"/>\
             <path d=\"M{} {}l{} {}m0 {}l{} {}\" stroke=\"{bad}\" stroke-width=\"1.5\" fill=\"none\"/>",
            arm + 4,
            x - arm / 2 - 1,
            y - arm / 2 - 1,
            arm + 2,
            arm + 2,
            -(arm + 2),
            -(arm + 2),
            arm + 2
        ));
    }
}

/// Returns how far the words of a band stand from its edge: over the edge of its first boxes.
fn band_inset(band: &Band) -> i32 {
    if band.kind == "vpc" { 10 } else { 14 }
}

/// Returns the middle of the longest stretch of a way.
fn halfway(points: &[Point]) -> Option<Point> {
    let pairs = points.iter().zip(points.iter().skip(1));
    let length = |(a, b): &(&Point, &Point)| (a.0 - b.0).abs() + (a.1 - b.1).abs();
    let (a, b) = pairs.max_by_key(length)?;
    Some(((a.0 + b.0) / 2, (a.1 + b.1) / 2))
}

/// Returns a way as path data, with round corners.
pub(super) fn way(points: &[Point]) -> String {
    let mut out = String::new();
    let mut put = |text: std::fmt::Arguments<'_>| {
        out.write_fmt(text).expect("invariant: writing to a string cannot fail");
    };
    for (at, point) in points.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| points.get(at));
        match (before, points.get(at + 1)) {
            (None, _) => put(format_args!("M{} {}", point.0, point.1)),
            (Some(_), None) => put(format_args!("L{} {}", point.0, point.1)),
            (Some(before), Some(next)) => {
                let [one, other] = [toward(*point, *before), toward(*point, *next)];
                let (x, y) = point;
                put(format_args!("L{} {}Q{x} {y} {} {}", one.0, one.1, other.0, other.1));
            }
        }
    }
    out
}

/// Returns the point a little way from one point to another.
fn toward(from: Point, to: Point) -> Point {
    let step = |from: i32, to: i32| {
        let half = (to - from).abs() / 2;
        from + (to - from).signum() * half.min(ROUND)
    };
    (step(from.0, to.0), step(from.1, to.1))
}
