//! The picture: a grid of places and VPCs, with wires in the room between.
//!
//! A VPC spans its Region and its Outposts, and an Outpost hosts several VPCs: neither contains the
//! other, so the picture is a grid. Columns are places, left to right: the sites, each Outpost, what
//! lies between the customer and the Region, the gateways of the Region, its zones. Rows are a header
//! for what belongs to a place only, then one for each VPC. Sites have rows of their own.
//!
//! Wires run in the gutters between columns and in the channels above rows, each on a track of its own:
//! none passes through a box, and no two lie on each other. The ways of packets follow the wires; where
//! none is drawn they take the lane that every gutter and channel keeps free, so that they move nothing.
//!
//! The law of stability: columns, rows and boxes stand in the order of names, and columns have fixed
//! widths. What is added may widen gutters and channels and lengthen its own row; what new wires end at
//! may grow in height. Every other box keeps its size, its column and row, and its order among the boxes
//! there. A box without wires, such as an instance, changes no horizontal position at all: it lengthens its
//! subnet, and what is above or in other columns of its row keeps its exact place.
//!
//! The room draws what it is given. It runs no analysis.

mod atlas;
mod attach;
mod bands;
mod cloud;
mod columns;
mod d2;
mod dot;
mod draft;
mod fold;
mod glyphs;
mod heat_map;
mod input;
mod keys;
mod marks;
mod measure;
mod mermaid;
mod outline;
mod overlay;
mod ports;
mod premises;
mod rack;
mod route;
mod rows;
mod shapes;
mod subnets;
mod svg;
mod theme;
mod tracks;
mod types;
mod words;

pub use atlas::{boxes, scene};
pub use d2::d2;
pub use dot::dot;
pub use heat_map::heat_map;
pub use input::{Findings, Input};
pub use mermaid::mermaid;
pub use svg::svg;
pub use theme::Theme;
pub use types::{
    Band, Chip, Label, Leg, LegEnd, LegHop, Line, Overlay, Point, Scene, SceneBox, SceneWire,
};
