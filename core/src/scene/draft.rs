//! What is to be drawn, before it has a place.

use std::collections::BTreeMap;

use super::{Findings, Input, Line, fold::Folds};
use crate::{
    graph::Node,
    model::{Arena, Id, ObjectId, OutpostId, RegionId, VpcId, ZoneId},
};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub(super) struct $name(u32);

        impl Id for $name {
            fn from_index(index: usize) -> Self {
                Self(u32::try_from(index).expect("invariant: fewer than 2^32 parts"))
            }

            fn index(self) -> usize {
                self.0 as usize
            }
        }
    )*};
}

ids! {
    /// A box.
    ItemId;
    /// A wire.
    WireId;
    /// A column.
    ColumnId;
    /// The room to the left of a column, or to the right of the last one.
    GutterId;
    /// The room above a row, or below the last one.
    ChannelId;
}

/// What a column holds, in the order of columns but for Outposts, which go by site.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ColumnKey {
    /// The hosts of all sites.
    Hosts,
    /// The segments of all sites that hosts stand on.
    Lans,
    /// The routers that do not meet AWS or the internet.
    Core,
    /// The segments between routers.
    Transit,
    /// The routers that do.
    Border,
    /// What of an Outpost faces the site.
    Edge(OutpostId),
    /// The service link and the subnets of an Outpost.
    Rack(OutpostId),
    /// What lies between the customer and a Region.
    Wide,
    /// The gateways of a Region.
    Gateways(RegionId),
    /// The subnets of a zone.
    Zone(ZoneId),
    /// The subnets of a Region whose zone the files do not say.
    NoZone(RegionId),
}

/// Where in its column a box stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Spot {
    /// In a row of the cloud: 0 is the header, then one row for each VPC.
    Cell(usize),
    /// In the grid of routers of a site.
    Grid { site: usize, slot: usize },
    /// In a site, in a column that no wire crosses.
    Free { site: usize },
    /// In its parent.
    Inside,
}

/// A box.
#[derive(Debug, Clone)]
pub(super) struct Item {
    pub(super) id: String,
    pub(super) kind: &'static str,
    pub(super) name: String,
    pub(super) label: String,
    pub(super) detail: String,
    /// Noun and name, then where it stands.
    pub(super) description: String,
    pub(super) object: Option<ObjectId>,
    pub(super) column: ColumnId,
    pub(super) spot: Spot,
    pub(super) parent: Option<ItemId>,
    pub(super) vpc: Option<VpcId>,
    pub(super) chips: Vec<ChipItem>,
    pub(super) down: bool,
    pub(super) container: bool,
    pub(super) x: i32,
    pub(super) y: i32,
    pub(super) width: i32,
    pub(super) height: i32,
    /// The height of its upper part, where wires to the box itself end.
    pub(super) head: i32,
}

impl Item {
    /// Returns a box without words in a place.
    pub(super) fn blank(column: ColumnId, spot: Spot) -> Self {
        Self {
            id: String::new(),
            kind: "",
            name: String::new(),
            label: String::new(),
            detail: String::new(),
            description: String::new(),
            object: None,
            column,
            spot,
            parent: None,
            vpc: None,
            chips: Vec::new(),
            down: false,
            container: false,
            x: 0,
            y: 0,
            width: 0,
            height: 0,
            head: 0,
        }
    }

    /// Returns whether this stands for several things of a VPC that are folded away.
    pub(super) fn is_fold(&self) -> bool {
        matches!(self.kind, "subnets" | "gateways")
    }
}

/// A chip.
#[derive(Debug, Clone)]
pub(super) struct ChipItem {
    pub(super) id: String,
    pub(super) object: ObjectId,
    pub(super) label: String,
    pub(super) full: String,
    pub(super) used: Option<f64>,
    pub(super) down: bool,
    /// Below the top of its box.
    pub(super) top: i32,
    pub(super) height: i32,
}

/// A box, or a chip on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct End {
    pub(super) item: ItemId,
    pub(super) chip: Option<usize>,
}

/// A wire.
#[derive(Debug, Clone)]
pub(super) struct Wire {
    pub(super) id: String,
    pub(super) kind: &'static str,
    pub(super) description: String,
    pub(super) down: bool,
    /// The left end, then the right one.
    pub(super) ends: [End; 2],
    pub(super) points: Vec<super::Point>,
}

/// A column.
#[derive(Debug, Clone)]
pub(super) struct Column {
    pub(super) key: ColumnKey,
    pub(super) x: i32,
    pub(super) width: i32,
}

/// Everything that is to be drawn.
pub(super) struct Draft<'a> {
    pub(super) input: Input<'a>,
    pub(super) folds: Folds,
    pub(super) columns: Arena<ColumnId, Column>,
    pub(super) items: Arena<ItemId, Item>,
    pub(super) wires: Arena<WireId, Wire>,
    pub(super) ends: BTreeMap<ObjectId, End>,
    pub(super) internet: Option<End>,
}

impl Draft<'_> {
    /// Returns the box of a node, or the chip.
    pub(super) fn box_of(&self, node: Node) -> Option<End> {
        match node.object() {
            Some(object) => self.ends.get(&object).copied(),
            None => self.internet,
        }
    }

    /// Returns the id of a box or chip.
    pub(super) fn id_of(&self, end: End) -> &str {
        let item = &self.items[end.item];
        end.chip.and_then(|chip| item.chips.get(chip)).map_or(&item.id, |chip| &chip.id)
    }

    /// Returns the column of a key.
    pub(super) fn column(&self, key: ColumnKey) -> Option<ColumnId> {
        self.columns.iter().find(|(_, column)| column.key == key).map(|(id, _)| id)
    }

    /// Returns what is found about an object.
    pub(super) fn findings(&self, object: Option<ObjectId>) -> Findings {
        object.and_then(|object| self.input.findings.get(&object)).copied().unwrap_or_default()
    }

    /// Returns where an object is defined.
    pub(super) fn line(&self, object: Option<ObjectId>) -> Option<Line> {
        object.and_then(|object| self.input.lines.get(&object)).cloned()
    }

    /// Adds a box and says which object it is the box of.
    pub(super) fn add(&mut self, item: Item) -> ItemId {
        let object = item.object;
        let chips: Vec<ObjectId> = item.chips.iter().map(|chip| chip.object).collect();
        let id = self.items.push(item);
        if let Some(object) = object {
            self.ends.entry(object).or_insert(End { item: id, chip: None });
        }
        for (at, object) in chips.into_iter().enumerate() {
            self.ends.entry(object).or_insert(End { item: id, chip: Some(at) });
        }
        id
    }

    /// Joins two ends, unless they are one box or joined in this way already.
    pub(super) fn join(&mut self, kind: &'static str, from: End, to: End, down: bool) {
        let described = format!("{} and {}", self.id_of(from), self.id_of(to));
        self.join_as(None, kind, [from, to], (down, described));
    }

    /// Joins two ends by a wire of a certain id. The wires of what is folded are folded away with it.
    pub(super) fn join_as(
        &mut self,
        id: Option<String>,
        kind: &'static str,
        [from, to]: [End; 2],
        (down, description): (bool, String),
    ) {
        let folded = [from, to].iter().any(|end| self.items[end.item].is_fold());
        if from.item == to.item || folded {
            return;
        }
        let (a, b) = (&self.items[from.item], &self.items[to.item]);
        let ends = if (a.column, from) <= (b.column, to) { [from, to] } else { [to, from] };
        if id.is_none() && self.wires.values().any(|wire| wire.ends == ends) {
            return;
        }
        let [left, right] = ends.map(|end| self.id_of(end).to_owned());
        let id = id.unwrap_or_else(|| format!("{left} -- {right}"));
        self.wires.push(Wire { id, kind, description, down, ends, points: Vec::new() });
    }
}
