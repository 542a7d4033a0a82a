//! Heights: of boxes, rows, channels and sites.
//!
//! Every top is a multiple of [`STEP`]. Ports on right sides, ports on left sides, tracks of the cloud and
//! tracks of sites each have a remainder of their own, so that no two horizontal lines ever coincide.

use std::collections::BTreeMap;

use super::{
    draft::{ChannelId, ColumnKey, Draft, End, GutterId, ItemId, Spot, WireId},
    rack::HEAD,
    route::{Plan, Shape, Side, plan},
    tracks::{Stretch, color},
};
use crate::model::{Arena, Id, ObjectId};

/// The unit of all heights.
pub(super) const STEP: i32 = 12;

/// The room around the picture.
pub(super) const MARGIN: i32 = 24;

/// The room for the words at the top of a place or VPC.
pub(super) const STRIP: i32 = 36;

/// A channel: a stack of tracks.
#[derive(Debug, Clone, Copy)]
pub(super) struct Channel {
    pub(super) top: i32,
    pub(super) tracks: usize,
    remainder: i32,
}

impl Channel {
    /// Returns the height of a track.
    pub(super) fn track(&self, at: usize) -> i32 {
        self.top + STEP * pixels(at) + STEP / 2 + self.remainder
    }

    /// Returns the height of the lane that is always free.
    pub(super) fn lane(&self) -> i32 {
        let beside = if self.tracks == 0 { STEP / 2 } else { STEP };
        self.top + STEP * pixels(self.tracks) + beside
    }

    fn height(&self) -> i32 {
        STEP * pixels(self.tracks) + if self.tracks == 0 { STEP } else { 2 * STEP }
    }
}

/// A count as a number of pixels.
pub(super) fn pixels(count: usize) -> i32 {
    i32::try_from(count).unwrap_or(i32::MAX / 64)
}

/// Where something begins and ends.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Extent {
    pub(super) top: i32,
    pub(super) bottom: i32,
}

/// How the picture is divided, top to bottom.
pub(super) struct Rows {
    pub(super) shape: Shape,
    pub(super) plans: Arena<WireId, Plan>,
    pub(super) channels: Arena<ChannelId, Channel>,
    /// The track of each wire in each of its channels.
    pub(super) on: BTreeMap<(WireId, usize), usize>,
    /// The rows of the cloud; those of VPCs with the strip for their words.
    pub(super) rows: Vec<Extent>,
    pub(super) sites: Vec<Extent>,
    pub(super) bottom: i32,
}

/// Plans every wire, then gives every box its height and its top.
pub(super) fn arrange(draft: &mut Draft<'_>) -> Rows {
    let shape = Shape::of(draft);
    let mut plans: Arena<WireId, Plan> = Arena::default();
    for wire in draft.wires.values() {
        plans.push(plan(draft, &shape, wire.ends));
    }
    sizes(draft, &plans);
    let (channels, on) = channels(&shape, &plans);
    let mut rows =
        Rows { rows: Vec::new(), sites: Vec::new(), bottom: MARGIN, shape, plans, channels, on };
    let header = cloud(draft, &mut rows);
    sites(draft, &mut rows, header);
    rows
}

/// Gives every box the height that its text, its chips, its wires and its contents need.
fn sizes(draft: &mut Draft<'_>, plans: &Arena<WireId, Plan>) {
    let mut ports: BTreeMap<(End, Side), usize> = BTreeMap::new();
    for (id, wire) in draft.wires.iter() {
        for (end, side) in wire.ends.into_iter().zip(plans[id].sides) {
            *ports.entry((end, side)).or_default() += 1;
        }
    }
    let most = |end: End| {
        let of = |side| ports.get(&(end, side)).copied().unwrap_or(0);
        pixels(of(Side::Left).max(of(Side::Right)))
    };
    for id in draft.items.ids().collect::<Vec<_>>() {
        let more = STEP * (most(End { item: id, chip: None }) - 3).max(0);
        let width = draft.columns[draft.items[id].column].width;
        let item = &mut draft.items[id];
        let inside = item.parent.is_some();
        item.width = if inside { width - 2 * STEP } else { width };
        let low = match (inside, item.is_fold()) {
            (_, true) => 2 * STEP,
            (true, false) => 3 * STEP,
            (false, false) => 4 * STEP,
        };
        if item.chips.is_empty() {
            item.head = low + more;
            item.height = item.head;
            continue;
        }
        item.head = HEAD + more;
        let mut top = item.head;
        for (at, chip) in item.chips.iter_mut().enumerate() {
            chip.top = top;
            chip.height = 20 + STEP * (most(End { item: id, chip: Some(at) }) - 1).max(0);
            top += chip.height + 4;
        }
        item.height = top + 4;
    }
    for id in draft.items.ids().collect::<Vec<_>>() {
        if let Some(parent) = draft.items[id].parent {
            let height = draft.items[id].height;
            draft.items[parent].height += height + STEP;
        }
    }
}

/// Gives every wire a track in every channel that it takes.
fn channels(
    shape: &Shape,
    plans: &Arena<WireId, Plan>,
) -> (Arena<ChannelId, Channel>, BTreeMap<(WireId, usize), usize>) {
    let mut users: BTreeMap<ChannelId, Vec<(i32, Stretch, WireId, usize)>> = BTreeMap::new();
    for (id, plan) in plans.iter() {
        let pairs = plan.gutters.iter().zip(plan.gutters.iter().skip(1));
        for (at, (channel, (from, to))) in plan.channels.iter().zip(pairs).enumerate() {
            let place = |gutter: &GutterId| pixels(gutter.index());
            let stretch = Stretch::new(place(from), place(to));
            // The longest one runs outermost.
            let user = (stretch.from - stretch.to, stretch, id, at);
            users.entry(*channel).or_default().push(user);
        }
    }
    let mut channels = Arena::default();
    let mut on = BTreeMap::new();
    for index in 0..shape.channels() {
        let id = ChannelId::from_index(index);
        let mut here = users.remove(&id).unwrap_or_default();
        here.sort();
        let stretches: Vec<Stretch> = here.iter().map(|(_, stretch, _, _)| *stretch).collect();
        let (chosen, tracks) = color(&stretches);
        on.extend(here.iter().zip(chosen).map(|((_, _, wire, at), track)| ((*wire, *at), track)));
        let remainder = if index <= shape.rows { 3 } else { -3 };
        channels.push(Channel { top: 0, tracks, remainder });
    }
    (channels, on)
}

/// Gives every box of a cell its top, row by row. Returns where the header begins.
fn cloud(draft: &mut Draft<'_>, rows: &mut Rows) -> i32 {
    let mut y = MARGIN + STRIP;
    let mut header = y;
    for row in 0..rows.shape.rows {
        let channel = &mut rows.channels[rows.shape.cloud(row)];
        channel.top = y;
        y += channel.height();
        let top = y;
        if row == 0 {
            header = y;
        } else {
            y += STRIP;
        }
        let bottom = cells(draft, row, y);
        y = if row == 0 { bottom } else { bottom.max(y + 2 * STEP) } + STEP;
        rows.rows.push(Extent { top, bottom: y });
    }
    let last = &mut rows.channels[rows.shape.cloud(rows.shape.rows)];
    last.top = y;
    rows.bottom = y + last.height();
    header
}

/// Stacks the boxes of every cell of a row. Returns where the longest one ends.
fn cells(draft: &mut Draft<'_>, row: usize, top: i32) -> i32 {
    let mut ends: BTreeMap<super::draft::ColumnId, i32> = BTreeMap::new();
    let mut inner: BTreeMap<ItemId, i32> = BTreeMap::new();
    let mut bottom = top;
    for id in draft.items.ids().collect::<Vec<_>>() {
        let item = &mut draft.items[id];
        match (item.spot, item.parent) {
            (Spot::Cell(own), _) if own == row => {
                let end = ends.entry(item.column).or_insert(top);
                item.y = *end;
                *end += item.height + STEP;
                bottom = bottom.max(item.y + item.height);
                inner.insert(id, item.y + item.head);
            }
            (Spot::Inside, Some(parent)) => {
                if let Some(next) = inner.get_mut(&parent) {
                    item.y = *next;
                    *next += item.height + STEP;
                }
            }
            (Spot::Cell(_) | Spot::Grid { .. } | Spot::Free { .. } | Spot::Inside, _) => {}
        }
    }
    bottom
}

/// Stacks the sites.
fn sites(draft: &mut Draft<'_>, rows: &mut Rows, header: i32) {
    let mut y = MARGIN;
    for site in 0..rows.shape.grids.len() {
        let top = y;
        y += STRIP;
        let channel = &mut rows.channels[rows.shape.site(site, 0)];
        let above = if channel.tracks == 0 { 0 } else { channel.height() };
        // The first row of the first site stands beside the header.
        y = if site == 0 { (y + above).max(header) } else { y + above };
        channel.top = y - above;
        let begin = y;
        let slots = rows.shape.grids.get(site).copied().unwrap_or(0);
        for slot in 0..slots {
            let height = grid_row(draft, site, slot, y);
            y += height;
            let channel = &mut rows.channels[rows.shape.site(site, slot + 1)];
            channel.top = y;
            let last = slot + 1 == slots && channel.tracks == 0;
            y += if last { 0 } else { channel.height() };
        }
        y = y.max(lans(draft, site, begin)).max(begin + 2 * STEP) + STEP;
        rows.sites.push(Extent { top, bottom: y });
        y += 2 * STEP;
    }
    rows.bottom = rows.bottom.max(y - STEP);
}

/// Places the boxes of one row of the grid of a site. Returns its height.
fn grid_row(draft: &mut Draft<'_>, site: usize, slot: usize, top: i32) -> i32 {
    let mut height = 0;
    for id in draft.items.ids().collect::<Vec<_>>() {
        let item = &mut draft.items[id];
        if item.spot == (Spot::Grid { site, slot }) {
            item.y = top;
            height = height.max(item.height);
        }
    }
    height
}

/// Stacks the segments of a site with their hosts beside them. Returns where they end.
fn lans(draft: &mut Draft<'_>, site: usize, top: i32) -> i32 {
    let model = &draft.input.network.model;
    let free: Vec<ItemId> = draft
        .items
        .iter()
        .filter(|(_, item)| item.spot == Spot::Free { site })
        .map(|(id, _)| id)
        .collect();
    let in_column = |key: ColumnKey| {
        let column = draft.column(key);
        let own = free.iter().copied();
        own.filter(|id| Some(draft.items[*id].column) == column).collect::<Vec<ItemId>>()
    };
    let (segments, mut hosts) = (in_column(ColumnKey::Lans), in_column(ColumnKey::Hosts));
    let on = |draft: &Draft<'_>, host: ItemId| match draft.items[host].object {
        Some(ObjectId::Host(host)) => draft.end(model.hosts[host].segment).map(|end| end.item),
        _ => None,
    };
    let mut y = top;
    for segment in segments {
        let mut end = y;
        let beside = |host: &ItemId| on(draft, *host) == Some(segment);
        let (here, others): (Vec<ItemId>, Vec<ItemId>) = hosts.into_iter().partition(beside);
        for host in here {
            draft.items[host].y = end;
            end += draft.items[host].height + STEP;
        }
        hosts = others;
        let item = &mut draft.items[segment];
        item.y = y;
        item.height = item.height.max(end - STEP - y);
        item.head = item.height;
        y += item.height + 2 * STEP;
    }
    for host in hosts {
        draft.items[host].y = y;
        y += draft.items[host].height + STEP;
    }
    if y > top { y - STEP } else { top }
}
