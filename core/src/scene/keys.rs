//! Which box an arrow key leads to.

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

/// Tells every box its neighbors.
pub(super) fn link(boxes: &mut [SceneBox]) {
    let found: Vec<[Option<String>; 4]> = boxes
        .iter()
        .map(|one| {
            [Toward::Left, Toward::Right, Toward::Up, Toward::Down]
                .map(|toward| nearest(boxes, one, toward))
        })
        .collect();
    for (one, [left, right, up, down]) in boxes.iter_mut().zip(found) {
        one.left = left;
        one.right = right;
        one.up = up;
        one.down_to = down;
    }
}

fn nearest(boxes: &[SceneBox], from: &SceneBox, toward: Toward) -> Option<String> {
    let among = |other: &&SceneBox| match (toward, &from.parent) {
        // Up and down stay inside a box; left and right leave it.
        (Toward::Up | Toward::Down, Some(parent)) => other.parent.as_ref() == Some(parent),
        (Toward::Up | Toward::Down, None) | (Toward::Left | Toward::Right, _) => {
            other.parent.is_none()
        }
    };
    let inside = boxes.iter().find(|other| other.parent.as_ref() == Some(&from.id));
    if let (Toward::Down, Some(inside)) = (toward, inside) {
        return Some(inside.id.clone());
    }
    let costs = boxes
        .iter()
        .filter(among)
        .filter_map(|other| cost(from, other, toward).map(|cost| (cost, other.id.clone())));
    let best = costs.min().map(|(_, id)| id);
    match (toward, &from.parent, best) {
        (_, _, Some(best)) => Some(best),
        (Toward::Up, Some(parent), None) => Some(parent.clone()),
        (Toward::Down, Some(parent), None) => {
            let parent = boxes.iter().find(|one| one.id == *parent)?;
            let costs = boxes.iter().filter(|one| one.parent.is_none()).filter_map(|other| {
                cost(parent, other, toward).map(|cost| (cost, other.id.clone()))
            });
            costs.min().map(|(_, id)| id)
        }
        (Toward::Left | Toward::Right | Toward::Up | Toward::Down, _, None) => None,
    }
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
