//! The picture as data: what a page or a printer of SVG needs, and nothing else.

use serde::Serialize;

/// A point of the canvas.
pub type Point = (i32, i32);

/// A picture of a network.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Scene {
    /// The version of this format.
    pub version: u32,
    /// The width of the canvas.
    pub width: i32,
    /// The height of the canvas.
    pub height: i32,
    /// What lies behind the boxes: places and VPCs, outer ones first.
    pub bands: Vec<Band>,
    /// Every box, containers before what they hold.
    pub boxes: Vec<SceneBox>,
    /// Every wire.
    pub wires: Vec<SceneWire>,
    /// The way of a packet, if one was asked for.
    pub overlay: Option<Overlay>,
}

/// A place or a VPC: a tinted area behind the boxes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Band {
    /// `site campus`, `outpost plant-1`, `wide-area`, `region us-west-2`, `zone usw2-az1` or `vpc shop`.
    pub id: String,
    /// `place` or `vpc`.
    pub kind: &'static str,
    /// The name of the place or VPC.
    pub name: String,
    /// What is written at its top, cut to fit.
    pub label: String,
    /// The second part of that: CIDR blocks, or the zone of an Outpost; cut to fit.
    pub detail: String,
    /// The left edge.
    pub x: i32,
    /// The top edge.
    pub y: i32,
    /// The width.
    pub width: i32,
    /// The height.
    pub height: i32,
    /// Whether its contents are folded away.
    pub folded: bool,
    /// How many errors are about it.
    pub errors: u32,
    /// How many warnings are about it.
    pub warnings: u32,
    /// Where the inputs define it.
    pub line: Option<Line>,
}

/// A place in the inputs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Line {
    /// The name of the input.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// The column, from 1.
    pub column: u32,
}

/// A thing of the network.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SceneBox {
    /// Kind and name, as those of the node of a trace: `network-interface web`.
    pub id: String,
    /// The kind.
    pub kind: &'static str,
    /// The name.
    pub name: String,
    /// What is written on it, cut to fit.
    pub label: String,
    /// The second line: an address or a CIDR block, cut to fit.
    pub detail: String,
    /// All that is written on it, uncut.
    pub full: String,
    /// The left edge.
    pub x: i32,
    /// The top edge.
    pub y: i32,
    /// The width.
    pub width: i32,
    /// The height.
    pub height: i32,
    /// The box that it stands in.
    pub parent: Option<String>,
    /// The band of the place that it stands in.
    pub place: Option<String>,
    /// The band of the VPC that it belongs to.
    pub vpc: Option<String>,
    /// Small parts of it that have names of their own.
    pub chips: Vec<Chip>,
    /// What it is, where it stands, and how many findings there are about it.
    pub description: String,
    /// How many errors are about it.
    pub errors: u32,
    /// How many warnings are about it.
    pub warnings: u32,
    /// Whether it is down, stopped, or not available.
    pub down: bool,
    /// Where the inputs define it.
    pub line: Option<Line>,
    /// The box to the left.
    pub left: Option<String>,
    /// The box to the right.
    pub right: Option<String>,
    /// The box above, or the one around it.
    pub up: Option<String>,
    /// The box below, or the first one in it.
    pub down_to: Option<String>,
}

/// A small part of a box that has a name of its own.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Chip {
    /// Kind and name: `virtual-interface plant-1.lgw.main.ond-1`.
    pub id: String,
    /// What is written on it, cut to fit.
    pub label: String,
    /// All that is written on it, uncut, with its noun and name.
    pub full: String,
    /// The left edge.
    pub x: i32,
    /// The top edge.
    pub y: i32,
    /// The width.
    pub width: i32,
    /// The height.
    pub height: i32,
    /// The part of a pool that is in use.
    pub used: Option<f64>,
    /// Whether it is down or not available.
    pub down: bool,
    /// How many errors are about it.
    pub errors: u32,
    /// How many warnings are about it.
    pub warnings: u32,
    /// Where the inputs define it.
    pub line: Option<Line>,
}

/// A wire between two boxes or chips.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SceneWire {
    /// Its id; the wire of a segment between two routers has the id of the segment's node.
    pub id: String,
    /// The kind of [`crate::graph::Wire`] in kebab case, or `route`.
    pub kind: &'static str,
    /// The box or chip at one end.
    pub from: String,
    /// The box or chip at the other end.
    pub to: String,
    /// Whether nothing passes it.
    pub down: bool,
    /// Its corners, from end to end.
    pub points: Vec<Point>,
    /// What is written beside it.
    pub label: Option<Label>,
    /// What it is, in words.
    pub description: String,
}

/// A text beside a wire; the point is the middle of its base line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Label {
    /// The text.
    pub text: String,
    /// The middle.
    pub x: i32,
    /// The base line.
    pub y: i32,
}

/// The way of a packet over the picture.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Overlay {
    /// The verdict, as in the trace.
    pub verdict: &'static str,
    /// Every way there, then every way back.
    pub legs: Vec<Leg>,
    /// The boxes where the way back leaves the way there.
    pub parts: Vec<String>,
}

/// One way of a packet.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Leg {
    /// Whether it is a way back.
    pub back: bool,
    /// Its position among the paths of that direction in the answer.
    pub path: usize,
    /// The part of the flows that takes it.
    pub share: f64,
    /// Whether it arrives.
    pub delivered: bool,
    /// The line that it draws.
    pub points: Vec<Point>,
    /// Where each hop lands.
    pub hops: Vec<LegHop>,
    /// Where it ends short of delivery, and why.
    pub end: Option<LegEnd>,
}

/// Where a hop lands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LegHop {
    /// The box.
    #[serde(rename = "box")]
    pub on: String,
    /// The chip of that box, if the hop is at one.
    pub chip: Option<String>,
    /// The position of the hop in its path.
    pub hop: usize,
    /// The middle of the box, or of the chip.
    pub x: i32,
    /// The middle of the box, or of the chip.
    pub y: i32,
}

/// Where a way ends short of delivery.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LegEnd {
    /// The box.
    #[serde(rename = "box")]
    pub on: String,
    /// The id of the reason.
    pub reason: &'static str,
    /// Where its mark stands.
    pub x: i32,
    /// Where its mark stands.
    pub y: i32,
}

impl Scene {
    /// Returns the scene as one line of JSON.
    #[must_use]
    pub fn json(&self) -> String {
        serde_json::to_string(self).expect("invariant: a scene has text keys only")
    }
}
