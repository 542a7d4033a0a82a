//! Which gutters and channels a wire takes.

use super::draft::{ChannelId, ColumnId, ColumnKey, Draft, End, GutterId, Spot};
use crate::model::Id;

/// The side of a box that a wire leaves by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Side {
    Left,
    Right,
}

/// The way of a wire: out of one box, through gutters with channels between, into the other.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Plan {
    pub(super) sides: [Side; 2],
    pub(super) gutters: Vec<GutterId>,
    /// One fewer than gutters.
    pub(super) channels: Vec<ChannelId>,
}

/// The rows of a picture: how many channels each part has.
#[derive(Debug, Clone, Default)]
pub(super) struct Shape {
    /// The column that the cloud begins with: how many columns the sites have.
    pub(super) sites_end: usize,
    /// The rows of the cloud, the header among them.
    pub(super) rows: usize,
    /// The rows of the grid of each site.
    pub(super) grids: Vec<usize>,
}

impl Shape {
    /// Returns the shape of what is to be drawn.
    pub(super) fn of(draft: &Draft<'_>) -> Self {
        let model = &draft.input.network.model;
        let of_site = |key: ColumnKey| match key {
            ColumnKey::Hosts
            | ColumnKey::Lans
            | ColumnKey::Core
            | ColumnKey::Transit
            | ColumnKey::Border => true,
            ColumnKey::Edge(_)
            | ColumnKey::Rack(_)
            | ColumnKey::Wide
            | ColumnKey::Gateways(_)
            | ColumnKey::Zone(_)
            | ColumnKey::NoZone(_) => false,
        };
        let sites_end = draft.columns.values().filter(|column| of_site(column.key)).count();
        let grid = |at: usize| {
            let slots = draft.items.values().filter_map(|item| match item.spot {
                Spot::Grid { site, slot } if site == at => Some(slot + 1),
                Spot::Grid { .. } | Spot::Cell(_) | Spot::Free { .. } | Spot::Inside => None,
            });
            slots.max().unwrap_or(0)
        };
        let grids = (0..model.sites.len()).map(grid).collect();
        Self { sites_end, rows: 1 + model.vpcs.len(), grids }
    }

    /// Returns the channel above a row of the cloud; that of one past the last row is below it.
    pub(super) fn cloud(&self, row: usize) -> ChannelId {
        ChannelId::from_index(row)
    }

    /// Returns the channel above a row of the grid of a site, or the one below the last.
    pub(super) fn site(&self, site: usize, slot: usize) -> ChannelId {
        let before: usize = self.grids.iter().take(site).map(|rows| rows + 1).sum();
        ChannelId::from_index(self.rows + 1 + before + slot)
    }

    /// Returns how many channels there are.
    pub(super) fn channels(&self) -> usize {
        self.site(self.grids.len(), 0).index()
    }
}

/// Where a box stands for the purpose of choosing a channel.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Row {
    Cloud(usize),
    Grid(usize, usize),
    Free(usize),
}

fn row_of(draft: &Draft<'_>, end: End) -> Row {
    let item = &draft.items[end.item];
    match item.spot {
        Spot::Cell(row) => Row::Cloud(row),
        Spot::Grid { site, slot } => Row::Grid(site, slot),
        Spot::Free { site } => Row::Free(site),
        Spot::Inside => match item.parent {
            Some(parent) => row_of(draft, End { item: parent, chip: None }),
            None => Row::Cloud(0),
        },
    }
}

fn right_of(column: ColumnId) -> GutterId {
    GutterId::from_index(column.index() + 1)
}

fn left_of(column: ColumnId) -> GutterId {
    GutterId::from_index(column.index())
}

/// Chooses the way between two boxes; the first one stands no further right than the second.
pub(super) fn plan(draft: &Draft<'_>, shape: &Shape, [from, to]: [End; 2]) -> Plan {
    let columns = [from, to].map(|end| draft.items[end.item].column);
    let [first, second] = columns;
    if first == second {
        return within(draft, first);
    }
    let (out, into) = (right_of(first), left_of(second));
    let sides = [Side::Right, Side::Left];
    if out == into {
        return Plan { sides, gutters: vec![out], channels: Vec::new() };
    }
    let rim = GutterId::from_index(shape.sites_end);
    match [from, to].map(|end| row_of(draft, end)) {
        [Row::Cloud(one), Row::Cloud(other)] => {
            let channels = vec![shape.cloud(between(one, other))];
            Plan { sides, gutters: vec![out, into], channels }
        }
        [here, Row::Cloud(row)] => {
            let mut gutters = vec![out];
            let mut channels = Vec::new();
            if out < rim {
                gutters.push(rim);
                channels.push(site_channel(shape, here, None));
            }
            if into > rim {
                gutters.push(into);
                channels.push(shape.cloud(row));
            }
            Plan { sides, gutters, channels }
        }
        [here, there] => {
            let channels = vec![site_channel(shape, here, Some(there))];
            Plan { sides, gutters: vec![out, into], channels }
        }
    }
}

/// The way between two boxes of one column, on the side where there is less to meet.
fn within(draft: &Draft<'_>, column: ColumnId) -> Plan {
    let left = match draft.columns[column].key {
        ColumnKey::Border | ColumnKey::Rack(_) | ColumnKey::Zone(_) | ColumnKey::NoZone(_) => true,
        ColumnKey::Hosts
        | ColumnKey::Lans
        | ColumnKey::Core
        | ColumnKey::Transit
        | ColumnKey::Edge(_)
        | ColumnKey::Wide
        | ColumnKey::Gateways(_) => false,
    };
    let (side, gutter) =
        if left { (Side::Left, left_of(column)) } else { (Side::Right, right_of(column)) };
    Plan { sides: [side, side], gutters: vec![gutter], channels: Vec::new() }
}

/// Returns the row whose channel joins two rows: the one above the lower of them.
fn between(one: usize, other: usize) -> usize {
    one.max(other)
}

fn site_channel(shape: &Shape, here: Row, there: Option<Row>) -> ChannelId {
    let grid = |row: Row| match row {
        Row::Grid(site, slot) => Some((site, slot)),
        Row::Free(_) | Row::Cloud(_) => None,
    };
    match (grid(here), there.and_then(grid)) {
        (Some(one), Some(other)) if one.0 == other.0 => shape.site(one.0, between(one.1, other.1)),
        (_, Some((site, slot))) | (Some((site, slot)), None) => shape.site(site, slot),
        (None, None) => match here {
            Row::Free(site) | Row::Grid(site, _) => shape.site(site, 0),
            Row::Cloud(row) => shape.cloud(row),
        },
    }
}
