//! Boxes and chips in SVG.

use super::{
    Chip, SceneBox,
    glyphs::glyph,
    measure::Weight,
    svg::{ROUND, Svg, Words, escape},
    words::{DETAIL, LABEL},
};

impl Svg<'_> {
    pub(super) fn one(&mut self, one: &SceneBox) {
        self.line(format_args!(
            "<g><title>{}\n{}</title>",
            escape(&one.description),
            escape(&one.full)
        ));
        self.shape(one);
        if one.height < 36 {
            self.folded(one);
        } else {
            self.labels(one);
        }
        for chip in &one.chips {
            self.chip(chip);
        }
        if one.errors + one.warnings > 0 {
            self.badge(one);
        }
        self.line(format_args!("</g>"));
    }

    /// The edge of a box, with a pattern if it is down.
    fn shape(&mut self, one: &SceneBox) {
        let SceneBox { x, y, width, height, .. } = *one;
        let c = self.colors;
        if one.kind != "subnet" {
            let fill = if one.parent.is_some() { c.inner } else { c.fill };
            let dash = if one.kind == "subnets" || one.kind == "gateways" {
                " stroke-dasharray=\"3 2\""
            } else {
                ""
            };
            self.line(format_args!(
                "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"{ROUND}\" \
                 fill=\"{fill}\" stroke=\"{}\"{dash}/>",
                c.line
            ));
        }
        if one.down {
            self.line(format_args!(
                "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"{ROUND}\" \
                 fill=\"url(#down)\" stroke=\"{}\" stroke-dasharray=\"4 3\"/>",
                c.bad
            ));
        }
    }

    /// The glyph and both lines.
    fn labels(&mut self, one: &SceneBox) {
        let SceneBox { x, y, .. } = *one;
        let c = self.colors;
        let low = one.parent.is_some();
        let top = y + if low { 2 } else { 8 };
        self.line(format_args!(
            "<path transform=\"translate({} {})\" d=\"{}\" fill=\"none\" stroke=\"{}\" \
             stroke-width=\"1.2\" stroke-linecap=\"round\" stroke-linejoin=\"round\"/>",
            x + 8,
            top + 8,
            glyph(one.kind),
            c.faint
        ));
        let label = Words {
            at: (x + 32, top + if one.detail.is_empty() { 20 } else { 13 }),
            size: LABEL,
            weight: Weight::SemiBold,
            color: c.text,
            anchor: "start",
        };
        self.text(&one.label, &label);
        let detail = Words {
            at: (x + 32, top + 27),
            size: DETAIL,
            weight: Weight::Regular,
            color: c.faint,
            ..label
        };
        self.text(&one.detail, &detail);
    }

    /// The one line of what is folded.
    fn folded(&mut self, one: &SceneBox) {
        let words = Words {
            at: (one.x + 10, one.y + one.height / 2 + 3),
            size: DETAIL,
            weight: Weight::Regular,
            color: self.colors.faint,
            anchor: "start",
        };
        self.text(&one.label, &words);
    }

    fn chip(&mut self, chip: &Chip) {
        let Chip { x, y, width, height, .. } = *chip;
        let c = self.colors;
        let (edge, dash) =
            if chip.down { (c.bad, " stroke-dasharray=\"4 3\"") } else { (c.edge, "") };
        self.line(format_args!("<g><title>{}</title>", escape(&chip.full)));
        self.line(format_args!(
            "<rect x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"4\" fill=\"{}\" \
             stroke=\"{edge}\"{dash}/>",
            c.inner
        ));
        if let Some(used) = chip.used {
            #[expect(clippy::cast_possible_truncation, reason = "a part of a width of pixels")]
            let part = (f64::from(width - 2) * used.clamp(0.0, 1.0)).round() as i32;
            self.line(format_args!(
                "<rect x=\"{}\" y=\"{}\" width=\"{part}\" height=\"3\" fill=\"{}\"/>",
                x + 1,
                y + height - 4,
                c.faint
            ));
        }
        let mark = if chip.down { "✕ " } else { "" };
        let words = Words {
            at: (x + 8, y + height / 2 + 3),
            size: DETAIL,
            weight: Weight::Regular,
            color: if chip.down { c.bad } else { c.text },
            anchor: "start",
        };
        self.text(&format!("{mark}{}", chip.label), &words);
        self.line(format_args!("</g>"));
    }

    /// The number of findings: a triangle for errors, a disk for warnings.
    fn badge(&mut self, one: &SceneBox) {
        let c = self.colors;
        let (x, y) = (one.x + one.width - 4, one.y + 2);
        let (color, count) =
            if one.errors > 0 { (c.bad, one.errors) } else { (c.warning, one.warnings) };
        if one.errors > 0 {
            self.line(format_args!(
                "<path d=\"M{x} {}l11 19h-22z\" fill=\"{color}\" stroke=\"{}\"/>",
                y - 12,
                c.page
            ));
        } else {
            self.line(format_args!(
                "<circle cx=\"{x}\" cy=\"{y}\" r=\"8\" fill=\"{color}\" stroke=\"{}\"/>",
                c.page
            ));
        }
        let words = Words {
            at: (x, y + 4),
            size: 9,
            weight: Weight::SemiBold,
            color: c.page,
            anchor: "middle",
        };
        self.text(&count.to_string(), &words);
    }
}
