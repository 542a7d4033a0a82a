//! Where wires meet boxes.
//!
//! Ports on a side are ordered by where their wires go. A wire between boxes that face each other is
//! straight where it can be.

use std::collections::BTreeMap;

use super::{
    draft::{Draft, End, WireId},
    route::Side,
    rows::{Extent, Rows, STEP, pixels},
};
/// The height at which each wire leaves each of its boxes.
pub(super) type Ports = BTreeMap<(WireId, usize), i32>;

/// The least room between a port and the edge.
const RIM: i32 = 6;

/// Returns the part of a box or chip where ports may be.
pub(super) fn extent(draft: &Draft<'_>, end: End) -> Extent {
    let item = &draft.items[end.item];
    match end.chip.and_then(|chip| item.chips.get(chip)) {
        Some(chip) => Extent { top: item.y + chip.top, bottom: item.y + chip.top + chip.height },
        None => Extent { top: item.y, bottom: item.y + item.head },
    }
}

/// Returns the heights at which a side has ports.
fn slots(draft: &Draft<'_>, end: End, side: Side) -> Vec<i32> {
    let Extent { top, bottom } = extent(draft, end);
    let rim = if end.chip.is_some() { 4 } else { RIM };
    let remainder = match side {
        Side::Right => 0,
        Side::Left => STEP / 2,
    };
    let first = (top + rim - remainder + STEP - 1).div_euclid(STEP) * STEP + remainder;
    let count = (bottom - rim - first).div_euclid(STEP) + 1;
    (0..count.max(0)).map(|at| first + STEP * at).collect()
}

/// Chooses every port.
pub(super) fn choose(draft: &Draft<'_>, rows: &Rows) -> Ports {
    let mut sides: BTreeMap<(Side, End), Vec<(WireId, usize)>> = BTreeMap::new();
    for (id, wire) in draft.wires.iter() {
        for (at, (end, side)) in wire.ends.into_iter().zip(rows.plans[id].sides).enumerate() {
            sides.entry((side, end)).or_default().push((id, at));
        }
    }
    let mut ports = Ports::new();
    // What has no choice comes first: chips; then right sides; left sides follow them.
    let rank = |(side, end): &(Side, End)| (end.chip.is_none(), *side == Side::Left);
    let mut order: Vec<(Side, End)> = sides.keys().copied().collect();
    order.sort_by_key(|key| (rank(key), *key));
    for key in order {
        let Some(here) = sides.get(&key) else { continue };
        one_side(draft, rows, key, here, &mut ports);
    }
    ports
}

fn one_side(
    draft: &Draft<'_>,
    rows: &Rows,
    (side, end): (Side, End),
    here: &[(WireId, usize)],
    ports: &mut Ports,
) {
    let mut wanted: Vec<(i32, WireId, usize)> = Vec::new();
    let area = extent(draft, end);
    for (wire, at) in here {
        let other = ports.get(&(*wire, 1 - at)).copied();
        let facing = rows.plans[*wire].channels.is_empty()
            && rows.plans[*wire].sides == [Side::Right, Side::Left];
        match other {
            Some(height)
                if facing
                    && end.chip.is_none()
                    && (area.top + RIM..=area.bottom - RIM).contains(&height) =>
            {
                ports.insert((*wire, *at), height);
            }
            Some(_) | None => wanted.push((toward(draft, rows, *wire, *at, ports), *wire, *at)),
        }
    }
    wanted.sort();
    let slots = slots(draft, end, side);
    let last = pixels(slots.len()) - 1;
    let first = slots.first().copied().unwrap_or(area.top);
    let count = pixels(wanted.len());
    let mut next = 0;
    for (rank, (target, wire, at)) in wanted.into_iter().enumerate() {
        let left = count - pixels(rank) - 1;
        let near = (target - first + STEP / 2).div_euclid(STEP).clamp(0, last.max(0));
        let alone = count == 1 && !(area.top..=area.bottom).contains(&target);
        let slot = if alone { last / 2 } else { near };
        let slot = slot.max(next).min((last - left).max(next));
        next = slot + 1;
        ports.insert((wire, at), first + STEP * slot);
    }
}

/// Returns the height that a wire goes to from one of its ends.
fn toward(draft: &Draft<'_>, rows: &Rows, wire: WireId, at: usize, ports: &Ports) -> i32 {
    let plan = &rows.plans[wire];
    let channel = if at == 0 { plan.channels.first() } else { plan.channels.last() };
    if let Some(channel) = channel {
        let index = if at == 0 { 0 } else { plan.channels.len() - 1 };
        let track = rows.on.get(&(wire, index)).copied().unwrap_or(0);
        return rows.channels[*channel].track(track);
    }
    if let Some(height) = ports.get(&(wire, 1 - at)) {
        return *height;
    }
    let [first, second] = draft.wires[wire].ends;
    let other = if at == 0 { second } else { first };
    let area = extent(draft, other);
    (area.top + area.bottom) / 2
}
