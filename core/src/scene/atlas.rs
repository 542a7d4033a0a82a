//! From a network to its picture.

use std::collections::BTreeMap;

use super::{
    Chip, Input, Point, Scene, SceneBox, SceneWire, attach, bands, cloud, columns,
    draft::{Draft, End, GutterId, ItemId, WireId},
    fold::Folds,
    keys, overlay, ports,
    ports::Ports,
    premises, rack,
    route::Side,
    rows::{self, MARGIN, Rows, STEP, pixels},
    tracks::{Stretch, color},
    words,
};
use crate::{
    graph::Node,
    model::{Arena, Id},
};

/// A gutter: tracks side by side, and a lane that no wire takes.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Gutter {
    pub(super) x: i32,
    pub(super) width: i32,
    pub(super) tracks: usize,
}

impl Gutter {
    /// Returns the place of a track; they stand in the middle.
    pub(super) fn track(&self, at: usize) -> i32 {
        let all = STEP * (pixels(self.tracks) - 1);
        self.x + (self.width - all) / 2 + STEP * pixels(at)
    }

    /// Returns the place of the lane.
    pub(super) fn lane(&self) -> i32 {
        self.x + 8
    }
}

/// The finished geometry.
pub(super) struct Atlas {
    pub(super) rows: Rows,
    pub(super) gutters: Arena<GutterId, Gutter>,
    pub(super) width: i32,
}

/// Draws a network.
#[must_use]
pub fn scene(input: &Input<'_>) -> Scene {
    let mut draft = drafted(input);
    let atlas = place(&mut draft);
    let overlay = input.trace.map(|trace| overlay::of(&draft, &atlas, trace));
    // Containers before what they hold; there is one level of holding.
    let mut order: Vec<(ItemId, Option<ItemId>)> = draft
        .items
        .iter()
        .map(|(id, item)| item.parent.map_or((id, None), |parent| (parent, Some(id))))
        .collect();
    order.sort();
    let whole =
        |(outer, inner): (ItemId, Option<ItemId>)| End { item: inner.unwrap_or(outer), chip: None };
    let mut boxes: Vec<SceneBox> =
        order.into_iter().map(|at| finished(&draft, whole(at))).collect();
    keys::link(&mut boxes);
    let wires = draft.wires.values().map(|wire| SceneWire {
        id: wire.id.clone(),
        kind: wire.kind,
        from: draft.id_of(wire.ends[0]).to_owned(),
        to: draft.id_of(wire.ends[1]).to_owned(),
        down: wire.down,
        points: wire.points.clone(),
        label: None,
        description: wire.description.clone(),
    });
    Scene {
        version: 1,
        width: atlas.width,
        height: atlas.rows.bottom + MARGIN,
        bands: bands::of(&draft, &atlas),
        wires: wires.collect(),
        boxes,
        overlay,
    }
}

/// Returns the id of the box or chip that each node is drawn as.
#[must_use]
pub fn boxes(input: &Input<'_>) -> BTreeMap<Node, String> {
    let draft = drafted(input);
    let nodes = input.network.graph.nodes().chain([Node::Internet]);
    nodes.filter_map(|node| Some((node, draft.id_of(draft.box_of(node)?).to_owned()))).collect()
}

/// Decides what is drawn.
fn drafted<'a>(input: &Input<'a>) -> Draft<'a> {
    let folds = Folds::of(input);
    let mut draft = Draft {
        input: *input,
        columns: columns::all(input.network, &folds),
        folds,
        items: Arena::default(),
        wires: Arena::default(),
        ends: BTreeMap::new(),
        internet: None,
    };
    premises::draw(&mut draft);
    rack::draw(&mut draft);
    cloud::draw(&mut draft);
    attach::draw(&mut draft);
    draft
}

/// Gives everything its place.
fn place(draft: &mut Draft<'_>) -> Atlas {
    let rows = rows::arrange(draft);
    let ports = ports::choose(draft, &rows);
    let (on, tracks) = gutters(&rows, &ports);
    let gutters = across(draft, &tracks);
    let width = gutters.values().last().map_or(0, |last| last.x + last.width) + MARGIN - STEP;
    for id in draft.items.ids().collect::<Vec<_>>() {
        let x = draft.columns[draft.items[id].column].x;
        let item = &mut draft.items[id];
        item.x = if item.parent.is_some() { x + STEP } else { x };
    }
    let atlas = Atlas { rows, gutters, width: width.max(2 * MARGIN) };
    for id in draft.wires.ids().collect::<Vec<_>>() {
        draft.wires[id].points = points(draft, &atlas, &ports, &on, id);
    }
    atlas
}

/// The track of each wire in each of its gutters.
type On = BTreeMap<(WireId, usize), usize>;

/// A wire in a gutter: what orders it there, what it needs, and which step of the wire it is.
type User = ((i32, i32, i32), Stretch, WireId, usize);

/// Gives every wire a track in every gutter that it takes. Returns also how many each gutter has.
fn gutters(rows: &Rows, ports: &Ports) -> (On, BTreeMap<GutterId, usize>) {
    // Turns on the left side, then what crosses, then turns on the right side.
    let mut users: BTreeMap<GutterId, Vec<User>> = BTreeMap::new();
    for (wire, plan) in rows.plans.iter() {
        let heights = heights(rows, ports, wire);
        let count = plan.gutters.len();
        for (at, gutter) in plan.gutters.iter().enumerate() {
            let (Some(from), Some(to)) = (heights.get(at), heights.get(at + 1)) else { continue };
            if from == to {
                continue;
            }
            let stretch = Stretch::new(*from, *to);
            let length = stretch.to - stretch.from;
            let order = match plan.sides {
                [Side::Right, Side::Right] => (0, length, 0),
                [Side::Left, Side::Left] => (4, -length, 0),
                [Side::Right | Side::Left, _] if at == 0 && count > 1 => lean(1, *from, *to),
                [Side::Right | Side::Left, _] if at + 1 == count && count > 1 => {
                    lean(3, *from, *to)
                }
                [Side::Right | Side::Left, _] => lean(2, *from, *to),
            };
            users.entry(*gutter).or_default().push((order, stretch, wire, at));
        }
    }
    let mut on = On::new();
    let mut counts = BTreeMap::new();
    for (gutter, mut here) in users {
        here.sort();
        let stretches: Vec<Stretch> = here.iter().map(|(_, stretch, _, _)| *stretch).collect();
        let (chosen, count) = color(&stretches);
        on.extend(here.iter().zip(chosen).map(|((_, _, wire, at), track)| ((*wire, *at), track)));
        counts.insert(gutter, count);
    }
    (on, counts)
}

/// Orders what goes from left to right so that little crosses: what rises from the top down, then what
/// falls from the bottom up.
fn lean(group: i32, from: i32, to: i32) -> (i32, i32, i32) {
    if to < from { (group, 0, from) } else { (group, 1, -from) }
}

/// Returns the heights that a wire goes through: its port, its channels, its other port.
fn heights(rows: &Rows, ports: &Ports, wire: WireId) -> Vec<i32> {
    let plan = &rows.plans[wire];
    let port = |at: usize| ports.get(&(wire, at)).copied().unwrap_or(0);
    let channels = plan.channels.iter().enumerate().map(|(at, channel)| {
        let track = rows.on.get(&(wire, at)).copied().unwrap_or(0);
        rows.channels[*channel].track(track)
    });
    std::iter::once(port(0)).chain(channels).chain([port(1)]).collect()
}

/// Gives every column and gutter its place.
fn across(draft: &mut Draft<'_>, tracks: &BTreeMap<GutterId, usize>) -> Arena<GutterId, Gutter> {
    let mut gutters = Arena::default();
    let mut x = MARGIN - STEP;
    let columns: Vec<_> = draft.columns.ids().collect();
    for at in 0..=columns.len() {
        let id = GutterId::from_index(at);
        let tracks = tracks.get(&id).copied().unwrap_or(0);
        let before = at.checked_sub(1).and_then(|at| columns.get(at)).copied();
        let after = columns.get(at).copied();
        let least = bands::room(draft, before, after);
        let needed = STEP * pixels(tracks) + 3 * STEP;
        let width = if tracks == 0 { least } else { least.max(needed) };
        gutters.push(Gutter { x, width, tracks });
        x += width;
        if let Some(column) = after {
            draft.columns[column].x = x;
            x += draft.columns[column].width;
        }
    }
    gutters
}

/// Returns the corners of a wire.
fn points(draft: &Draft<'_>, atlas: &Atlas, ports: &Ports, on: &On, wire: WireId) -> Vec<Point> {
    let plan = &atlas.rows.plans[wire];
    let heights = heights(&atlas.rows, ports, wire);
    let ends = draft.wires[wire].ends;
    let edge = |at: usize, end: End| {
        let side = if at == 0 { plan.sides[0] } else { plan.sides[1] };
        side_of(draft, end, side)
    };
    let mut found: Vec<Point> = Vec::new();
    let [first, second] = ends;
    found.push((edge(0, first), heights.first().copied().unwrap_or(0)));
    for (at, gutter) in plan.gutters.iter().enumerate() {
        let (Some(from), Some(to)) = (heights.get(at), heights.get(at + 1)) else { continue };
        if from == to {
            continue;
        }
        let x = atlas.gutters[*gutter].track(on.get(&(wire, at)).copied().unwrap_or(0));
        found.extend([(x, *from), (x, *to)]);
    }
    found.push((edge(1, second), heights.last().copied().unwrap_or(0)));
    found
}

/// Returns the edge of a box, or of a chip, on a side.
pub(super) fn side_of(draft: &Draft<'_>, end: End, side: Side) -> i32 {
    let item = &draft.items[end.item];
    let inset = if end.chip.is_some() { 8 } else { 0 };
    match side {
        Side::Left => item.x + inset,
        Side::Right => item.x + item.width - inset,
    }
}

/// Returns a box as others see it.
fn finished(draft: &Draft<'_>, end: End) -> SceneBox {
    let item = &draft.items[end.item];
    let chips: Vec<Chip> = item
        .chips
        .iter()
        .map(|chip| {
            let found = draft.findings(Some(chip.object));
            Chip {
                id: chip.id.clone(),
                label: words::chip(&chip.label, item.width - 16),
                full: chip.full.clone(),
                x: item.x + 8,
                y: item.y + chip.top,
                width: item.width - 16,
                height: chip.height,
                used: chip.used,
                down: chip.down,
                errors: found.errors,
                warnings: found.warnings,
                line: draft.line(Some(chip.object)),
            }
        })
        .collect();
    let found = bands::findings(draft, end);
    let (label, detail) = words::cut(item);
    SceneBox {
        id: item.id.clone(),
        kind: item.kind,
        name: item.name.clone(),
        label,
        detail,
        full: words::full(item),
        x: item.x,
        y: item.y,
        width: item.width,
        height: item.height,
        parent: item.parent.map(|parent| draft.items[parent].id.clone()),
        place: bands::place_of(draft, end),
        vpc: item.vpc.map(|vpc| bands::vpc_id(draft, vpc)),
        chips,
        description: words::described(item, found),
        errors: found.errors,
        warnings: found.warnings,
        down: item.down,
        line: draft.line(item.object),
        left: None,
        right: None,
        up: None,
        down_to: None,
    }
}
