//! Which box an arrow key leads to.

use std::collections::BTreeMap;

use super::SceneBox;

/// What decides of two boxes which one is nearer.
type Cost = (i32, i32);

/// A way to look.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Toward {
    Left,
    Right,
    Up,
    Down,
}

/// The boxes by what they stand in, in order; what stands in nothing under the empty id.
type Family<'a> = BTreeMap<&'a str, Vec<&'a SceneBox>>;

/// Tells every box its neighbors.
pub(super) fn link(boxes: &mut [SceneBox]) {
    let found: Vec<[Option<String>; 4]> = {
        let mut family = Family::new();
        for one in &*boxes {
            family.entry(parent(one)).or_default().push(one);
        }
        let parents: BTreeMap<&str, &SceneBox> =
            boxes.iter().map(|one| (one.id.as_str(), one)).collect();
        let all = [Toward::Left, Toward::Right, Toward::Up, Toward::Down];
        let ways =
            |one| all.map(|toward| nearest(&family, &parents, one, toward).map(str::to_owned));
        boxes.iter().map(ways).collect()
    };
    for (one, [left, right, up, down]) in boxes.iter_mut().zip(found) {
        one.left = left;
        one.right = right;
        one.up = up;
        one.down_to = down;
    }
}

fn parent(one: &SceneBox) -> &str {
    one.parent.as_deref().unwrap_or_default()
}

fn nearest<'a>(
    family: &Family<'a>,
    parents: &BTreeMap<&str, &'a SceneBox>,
    from: &'a SceneBox,
    toward: Toward,
) -> Option<&'a str> {
    let inside = family.get(from.id.as_str()).and_then(|inside| inside.first());
    if let (Toward::Down, Some(inside)) = (toward, inside) {
        return Some(&inside.id);
    }
    let best = |from: &SceneBox, among: &str| {
        let others = family.get(among).into_iter().flatten();
        let costs = others
            .filter_map(|other| cost(from, other, toward).map(|cost| (cost, other.id.as_str())));
        costs.min().map(|(_, id)| id)
    };
    let among = match toward {
        // Up and down stay inside a box; left and right leave it.
        Toward::Up | Toward::Down => parent(from),
        Toward::Left | Toward::Right => "",
    };
    best(from, among).or_else(|| match (toward, from.parent.as_deref()) {
        (Toward::Up, parent) => parents.get(parent?).map(|parent| parent.id.as_str()),
        (Toward::Down, parent) => best(parents.get(parent?)?, ""),
        (Toward::Left | Toward::Right, _) => None,
    })
}

/// Returns how far another box is in a direction; none if it is not there.
fn cost(from: &SceneBox, other: &SceneBox, toward: Toward) -> Option<Cost> {
    let gap = |one: (i32, i32), other: (i32, i32)| (other.0 - one.1).max(one.0 - other.1).max(0);
    let rows = [from, other].map(|one| (one.y, one.y + one.height));
    let columns = [from, other].map(|one| (one.x, one.x + one.width));
    let [own, others] = rows;
    let [own_columns, other_columns] = columns;
    let (along, across) = match toward {
        Toward::Left => (own_columns.0 - other_columns.1, gap(own, others)),
        Toward::Right => (other_columns.0 - own_columns.1, gap(own, others)),
        Toward::Up => (own.0 - others.1, gap(own_columns, other_columns)),
        Toward::Down => (others.0 - own.1, gap(own_columns, other_columns)),
    };
    (along >= 0).then_some((along + 2 * across, across))
}
