//! The ways of packets in SVG.

use std::collections::BTreeSet;

use super::{
    Leg, LegHop, Point, SceneBox,
    measure::{self, Weight},
    svg::{Svg, Words, way},
    words::DETAIL,
};

impl Svg<'_> {
    /// Draws the ways of one direction; a stretch that several of them take is drawn once, so that the
    /// dashes show.
    pub(super) fn legs(&mut self, legs: &[Leg], back: bool) {
        let c = self.colors;
        let (color, dash, arrow) = if back {
            (c.back, " stroke-dasharray=\"6 4\"", "back")
        } else {
            (c.there, "", "there")
        };
        let mut drawn: BTreeSet<(Point, Point)> = BTreeSet::new();
        for leg in legs.iter().filter(|leg| leg.back == back) {
            let mut parts: Vec<Vec<Point>> = Vec::new();
            let mut going = false;
            for (from, to) in leg.points.iter().zip(leg.points.iter().skip(1)) {
                if !drawn.insert((*from.min(to), *from.max(to))) {
                    going = false;
                    continue;
                }
                match parts.last_mut() {
                    Some(part) if going => part.push(*to),
                    Some(_) | None => parts.push(vec![*from, *to]),
                }
                going = true;
            }
            let last = leg.points.last();
            for part in parts {
                let end = if part.last() == last {
                    format!(" marker-end=\"url(#{arrow})\"")
                } else {
                    String::new()
                };
                self.line(format_args!(
                    "<path d=\"{}\" fill=\"none\" stroke=\"{color}\" stroke-width=\"2.5\" \
                     stroke-linejoin=\"round\"{dash}{end}/>",
                    way(&part)
                ));
            }
        }
    }

    /// Numbers the hops of the first way of each direction.
    pub(super) fn numbers(&mut self, leg: &Leg, boxes: &[SceneBox]) {
        let c = self.colors;
        let color = if leg.back { c.back } else { c.there };
        for hop in &leg.hops {
            let Some((x, y)) = corner(hop, leg.back, boxes) else { continue };
            let (fill, text) = if leg.back { (c.page, color) } else { (color, c.page) };
            self.line(format_args!(
                "<circle cx=\"{x}\" cy=\"{y}\" r=\"8\" fill=\"{fill}\" stroke=\"{color}\" \
                 stroke-width=\"1.5\"/>"
            ));
            let words = Words {
                at: (x, y + 3),
                size: 9,
                weight: Weight::SemiBold,
                color: text,
                anchor: "middle",
            };
            self.text(&(hop.hop + 1).to_string(), &words);
        }
    }

    /// Where the packet starts, and where it ends short of delivery.
    pub(super) fn marks(&mut self, leg: &Leg) {
        let c = self.colors;
        if let Some(end) = &leg.end {
            self.cross(end.x, end.y, 6);
            let words = Words {
                at: (end.x + 16, end.y + 4),
                size: DETAIL,
                weight: Weight::SemiBold,
                color: c.bad,
                anchor: "start",
            };
            let width = measure::width(end.reason, DETAIL, Weight::SemiBold);
            self.line(format_args!(
                "<rect x=\"{}\" y=\"{}\" width=\"{}\" height=\"16\" rx=\"4\" fill=\"{}\" stroke=\"{}\"/>",
                end.x + 12,
                end.y - 8,
                width + 8,
                c.page,
                c.bad
            ));
            self.text(end.reason, &words);
        }
    }
}

/// Returns where the number of a hop stands: on the upper edge of a box, ways there beside ways back.
fn corner(hop: &LegHop, back: bool, boxes: &[SceneBox]) -> Option<Point> {
    let one = boxes.iter().find(|one| one.id == hop.on)?;
    let aside = if back { 26 } else { 44 };
    let y = if hop.chip.is_some() { hop.y } else { one.y };
    Some((one.x + one.width - aside, y))
}
