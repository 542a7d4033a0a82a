//! The way of a packet, laid over the picture.
//!
//! A way follows the wires that are drawn. Where two hops in a row have none between them, it takes the
//! lane that every gutter and channel keeps free: it never moves a box or a wire.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Leg, LegEnd, LegHop, Overlay, Point,
    atlas::{Atlas, side_of},
    draft::{Draft, End, ItemId, WireId},
    ports::extent,
    route::plan,
};
use crate::forwarding::{Outcome, Path, Reply, Trace};

/// Ways back are drawn beside ways there.
const BESIDE: i32 = 4;

/// How far inside the edge of a box a way runs.
const RIM: i32 = 5;

/// More paths than these in one direction are drawn by the first one of each outcome, as the answer
/// lists them.
const MOST_PATHS: usize = 64;

/// Returns the ways of a trace.
pub(super) fn of(draft: &Draft<'_>, atlas: &Atlas, trace: &Trace) -> Overlay {
    let near = Near::of(draft);
    let forward: Vec<(Vec<usize>, &Path)> =
        trace.forward.iter().map(|path| (Vec::new(), path)).collect();
    let (forward, places) = merged(forward);
    let back = trace.replies.iter().flat_map(|reply| {
        let answers = answers(reply, &places);
        reply.paths.iter().map(move |path| (answers.clone(), path))
    });
    let (back, _) = merged(back.collect());
    let both = [(false, forward), (true, back)];
    let legs = both.iter().flat_map(|(back, paths)| {
        let near = &near;
        paths.iter().enumerate().map(move |(at, path)| leg(draft, atlas, near, (*back, at), path))
    });
    let legs: Vec<Leg> = legs.collect();
    Overlay { verdict: trace.verdict.word(), parts: parts(&legs), legs }
}

/// Returns the paths that the answer lists, and the new position of each old one.
fn merged(paths: Vec<(Vec<usize>, &Path)>) -> (Vec<&Path>, Vec<usize>) {
    let few = paths.len() <= MOST_PATHS;
    let mut kept: Vec<(Vec<usize>, &Path)> = Vec::new();
    let mut places = Vec::new();
    for (answers, path) in paths {
        let alike = kept.iter().position(|(other, one)| {
            !few && (other, one.outcome.id()) == (&answers, path.outcome.id())
        });
        places.push(alike.unwrap_or(kept.len()));
        if alike.is_none() {
            kept.push((answers, path));
        }
    }
    (kept.into_iter().map(|(_, path)| path).collect(), places)
}

fn answers(reply: &Reply, places: &[usize]) -> Vec<usize> {
    let new = reply.answers.iter().filter_map(|at| places.get(*at).copied());
    new.collect::<BTreeSet<usize>>().into_iter().collect()
}

/// The wires at each box.
struct Near {
    wires: BTreeMap<ItemId, Vec<(ItemId, WireId)>>,
}

impl Near {
    fn of(draft: &Draft<'_>) -> Self {
        let mut wires: BTreeMap<ItemId, Vec<(ItemId, WireId)>> = BTreeMap::new();
        for (id, wire) in draft.wires.iter() {
            let [one, other] = wire.ends.map(|end| end.item);
            wires.entry(one).or_default().push((other, id));
            wires.entry(other).or_default().push((one, id));
        }
        Self { wires }
    }

    fn at(&self, item: ItemId) -> &[(ItemId, WireId)] {
        self.wires.get(&item).map_or(&[], Vec::as_slice)
    }

    /// Returns the wires from one box to another: one, or two with a segment or so between.
    fn between(&self, draft: &Draft<'_>, [from, to]: [End; 2]) -> Vec<WireId> {
        let mut direct: Vec<WireId> = Vec::new();
        for (other, wire) in self.at(from.item) {
            if *other == to.item {
                direct.push(*wire);
            }
        }
        // Of several, the one at the very chip that the packet is at.
        let exact = |wire: &WireId| {
            let ends = draft.wires[*wire].ends;
            let meets = |end: End| end.chip.is_none() || ends.contains(&end);
            !(meets(from) && meets(to))
        };
        direct.sort_by_key(exact);
        if let Some(wire) = direct.first() {
            return vec![*wire];
        }
        for (middle, first) in self.at(from.item) {
            if draft.items[*middle].kind != "segment" {
                continue;
            }
            let second = self.at(*middle).iter().find(|(other, _)| *other == to.item);
            if let Some((_, second)) = second {
                return vec![*first, *second];
            }
        }
        Vec::new()
    }
}

fn leg(
    draft: &Draft<'_>,
    atlas: &Atlas,
    near: &Near,
    (back, at): (bool, usize),
    path: &Path,
) -> Leg {
    let mut points: Vec<Point> = Vec::new();
    let mut hops = Vec::new();
    let mut last: Option<End> = None;
    for (hop, node) in path.nodes().enumerate() {
        let Some(end) = draft.box_of(node) else { continue };
        if let Some(before) = last
            && before.item != end.item
        {
            go(draft, atlas, near, [before, end], &mut points);
        }
        let (x, y) = middle(draft, end);
        let item = &draft.items[end.item];
        let chip = end.chip.and_then(|chip| item.chips.get(chip)).map(|chip| chip.id.clone());
        hops.push(LegHop { on: item.id.clone(), chip, hop, x, y });
        last = Some(end);
    }
    let beside = if back { BESIDE } else { 0 };
    let shift = |(x, y): Point| (x + beside, y + beside);
    let ended = path.outcome.blocker().zip(last).map(|(blocker, end)| {
        let (x, y) = mark(draft, end);
        LegEnd { on: draft.items[end.item].id.clone(), reason: blocker.reason.id(), x, y }
    });
    Leg {
        back,
        path: at,
        share: path.share.number(),
        delivered: matches!(path.outcome, Outcome::Delivered),
        points: tidy(points.into_iter().map(shift)),
        hops,
        end: ended,
    }
}

/// Returns the middle of a box, or of a chip.
fn middle(draft: &Draft<'_>, end: End) -> Point {
    let item = &draft.items[end.item];
    let area = extent(draft, end);
    (item.x + item.width / 2, (area.top + area.bottom) / 2)
}

/// Returns where the mark of an end stands: on the lower edge of the words of a box.
fn mark(draft: &Draft<'_>, end: End) -> Point {
    let area = extent(draft, end);
    (draft.items[end.item].x + 24, area.bottom)
}

/// Adds the way from one box to the next, from edge to edge.
fn go(draft: &Draft<'_>, atlas: &Atlas, near: &Near, ends: [End; 2], points: &mut Vec<Point>) {
    let [from, to] = ends;
    // What stands in a box is left and entered along the inner edge of that box.
    if draft.items[from.item].parent == Some(to.item) {
        let inner = middle(draft, from);
        if let Some((_, y)) = points.last().copied() {
            points.push((inner.0, y));
        }
        points.push(inner);
        return;
    }
    if draft.items[to.item].parent == Some(from.item) {
        let inner = middle(draft, to);
        match points.last().copied() {
            Some(last) => along(draft, from.item, [last, inner], points),
            None => points.push((draft.items[from.item].x + RIM, inner.1)),
        }
        points.push(inner);
        return;
    }
    let wires = near.between(draft, ends);
    let mut here = from.item;
    for wire in &wires {
        let wire = &draft.wires[*wire];
        let forward = wire.ends.first().map(|end| end.item) == Some(here);
        let mut way = wire.points.clone();
        if !forward {
            way.reverse();
        }
        on(draft, here, way, points);
        let [one, other] = wire.ends.map(|end| end.item);
        here = if one == here { other } else { one };
    }
    if wires.is_empty() {
        on(draft, here, lane(draft, atlas, ends), points);
    }
}

/// Goes on from a box by a way that begins at its edge, or at the edge of what it stands in.
fn on(draft: &Draft<'_>, item: ItemId, way: Vec<Point>, points: &mut Vec<Point>) {
    if let (Some(last), Some(first)) = (points.last().copied(), way.first().copied()) {
        along(draft, item, [last, first], points);
    }
    points.extend(way);
}

/// Crosses a box from one point to another: a container inside its edge, so that its words stay free, any
/// other box by its middle, where it is out of sight.
fn along(draft: &Draft<'_>, item: ItemId, [from, to]: [Point; 2], points: &mut Vec<Point>) {
    let item = &draft.items[item];
    if !item.container {
        let x = item.x + item.width / 2;
        points.extend([(x, from.1), (x, to.1)]);
        return;
    }
    let (left, right) = (item.x + RIM, item.x + item.width - RIM);
    let outside = |(x, _): Point| x <= item.x || x >= item.x + item.width;
    let edge = |(x, _): Point| if x <= item.x { left } else { right };
    match (outside(from), outside(to)) {
        (true, true) if edge(from) != edge(to) => {
            let y = item.y + RIM;
            points.extend([(edge(from), from.1), (edge(from), y), (edge(to), y), (edge(to), to.1)]);
        }
        (true, _) => points.extend([(edge(from), from.1), (edge(from), to.1)]),
        (false, true) => points.extend([(edge(to), from.1), (edge(to), to.1)]),
        (false, false) => points.extend([(left, from.1), (left, to.1)]),
    }
}

/// Returns a way through the lanes.
fn lane(draft: &Draft<'_>, atlas: &Atlas, [from, to]: [End; 2]) -> Vec<Point> {
    let key = |end: End| (draft.items[end.item].column, end);
    let turned = key(from) > key(to);
    let ends = if turned { [to, from] } else { [from, to] };
    let plan = plan(draft, &atlas.rows.shape, ends);
    let [first, second] = ends;
    let [left, right] = plan.sides;
    let mut heights = vec![middle(draft, first).1];
    heights.extend(plan.channels.iter().map(|channel| atlas.rows.channels[*channel].lane()));
    heights.push(middle(draft, second).1);
    let mut found = vec![(side_of(draft, first, left), middle(draft, first).1)];
    let steps = heights.iter().zip(heights.iter().skip(1));
    for (gutter, (from, to)) in plan.gutters.iter().zip(steps) {
        let x = atlas.gutters[*gutter].lane();
        found.extend([(x, *from), (x, *to)]);
    }
    found.push((side_of(draft, second, right), middle(draft, second).1));
    if turned {
        found.reverse();
    }
    found
}

/// Leaves out points that say nothing.
fn tidy(points: impl Iterator<Item = Point>) -> Vec<Point> {
    let mut kept: Vec<Point> = Vec::new();
    for point in points {
        if kept.last() == Some(&point) {
            continue;
        }
        if let [.., before, last] = kept.as_slice() {
            let level = before.1 == last.1 && last.1 == point.1;
            let upright = before.0 == last.0 && last.0 == point.0;
            if level || upright {
                kept.pop();
            }
        }
        kept.push(point);
    }
    kept
}

/// Returns the boxes where a way back goes on to a box that no way there came by.
fn parts(legs: &[Leg]) -> Vec<String> {
    let steps = |leg: &Leg| {
        let on: Vec<String> = leg.hops.iter().map(|hop| hop.on.clone()).collect();
        let pairs = on.iter().cloned().zip(on.iter().skip(1).cloned());
        pairs.filter(|(one, other)| one != other).collect::<Vec<(String, String)>>()
    };
    let there: BTreeSet<String> = legs
        .iter()
        .filter(|leg| !leg.back)
        .flat_map(|leg| leg.hops.iter().map(|hop| hop.on.clone()))
        .collect();
    let back = legs.iter().filter(|leg| leg.back).flat_map(steps);
    let left = back.filter(|(from, to)| there.contains(from) && !there.contains(to));
    left.map(|(from, _)| from).collect::<BTreeSet<String>>().into_iter().collect()
}
