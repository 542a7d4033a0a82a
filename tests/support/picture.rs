//! What must hold for every picture, whatever it shows.

use std::collections::BTreeMap;

use outpath_core::scene::{Point, Scene, SceneBox, SceneWire};

/// A rectangle: left, top, right, bottom.
type Area = (i32, i32, i32, i32);

/// One stretch of a wire, from left to right or from top to bottom.
type Stretch = (Point, Point);

fn area(one: &SceneBox) -> Area {
    (one.x, one.y, one.x + one.width, one.y + one.height)
}

fn stretches(points: &[Point]) -> impl Iterator<Item = Stretch> + '_ {
    points.iter().zip(points.iter().skip(1)).map(|(a, b)| (*a.min(b), *a.max(b)))
}

/// Returns whether a stretch comes into a rectangle; its edge is outside.
fn enters(((ax, ay), (bx, by)): Stretch, (left, top, right, bottom): Area) -> bool {
    ax < right && bx > left && ay < bottom && by > top
}

/// Returns everything that is wrong with a picture.
#[must_use]
pub fn faults(scene: &Scene) -> Vec<String> {
    let mut faults = Vec::new();
    boxes(scene, &mut faults);
    wires(scene, &mut faults);
    overlaps(scene, &mut faults);
    words(scene, &mut faults);
    outside(scene, &mut faults);
    ways(scene, &mut faults);
    faults
}

fn boxes(scene: &Scene, faults: &mut Vec<String>) {
    let mut known: BTreeMap<&str, &SceneBox> = BTreeMap::new();
    for one in &scene.boxes {
        if let Some(parent) = &one.parent {
            match known.get(parent.as_str()) {
                Some(parent) if contains(area(parent), area(one)) => {}
                Some(parent) => faults.push(format!("{} sticks out of {}", one.id, parent.id)),
                None => faults.push(format!("{} comes before what it stands in", one.id)),
            }
        }
        for chip in &one.chips {
            let chip_area = (chip.x, chip.y, chip.x + chip.width, chip.y + chip.height);
            if !contains(area(one), chip_area) {
                faults.push(format!("{} sticks out of {}", chip.id, one.id));
            }
        }
        if known.insert(&one.id, one).is_some() {
            faults.push(format!("two boxes are {}", one.id));
        }
    }
    for (at, one) in scene.boxes.iter().enumerate() {
        for other in scene.boxes.iter().skip(at + 1) {
            let related =
                one.parent.as_ref() == Some(&other.id) || other.parent.as_ref() == Some(&one.id);
            let ((a, b, c, d), (e, f, g, h)) = (area(one), area(other));
            if !related && a < g && e < c && b < h && f < d {
                faults.push(format!("{} lies on {}", one.id, other.id));
            }
        }
        for next in [&one.left, &one.right, &one.up, &one.down_to].into_iter().flatten() {
            if !known.contains_key(next.as_str()) {
                faults.push(format!("{} leads to {next}, which is not there", one.id));
            }
        }
    }
}

fn contains(outer: Area, inner: Area) -> bool {
    outer.0 <= inner.0 && outer.1 <= inner.1 && inner.2 <= outer.2 && inner.3 <= outer.3
}

/// Returns whether a box is an end of a wire, or holds one.
fn is_end(one: &SceneBox, wire: &SceneWire, scene: &Scene) -> bool {
    let own = |one: &SceneBox| {
        let chips = one.chips.iter().map(|chip| &chip.id);
        std::iter::once(&one.id).chain(chips).any(|id| *id == wire.from || *id == wire.to)
    };
    let inside = scene.boxes.iter().filter(|inner| inner.parent.as_ref() == Some(&one.id));
    own(one) || inside.into_iter().any(own)
}

fn wires(scene: &Scene, faults: &mut Vec<String>) {
    for wire in &scene.wires {
        for (a, b) in stretches(&wire.points) {
            if a.0 != b.0 && a.1 != b.1 {
                faults.push(format!("{} is not level", wire.id));
            }
            for one in scene.boxes.iter().filter(|one| enters((a, b), area(one))) {
                if !is_end(one, wire, scene) {
                    faults.push(format!("{} passes through {}", wire.id, one.id));
                }
            }
        }
        if let Some(label) = &wire.label {
            let area = (label.x - 20, label.y - 10, label.x + 20, label.y + 2);
            let on =
                |one: &&SceneBox| enters(((area.0, area.1), (area.2, area.3)), self::area(one));
            if let Some(one) = scene.boxes.iter().find(on) {
                faults.push(format!("the label of {} lies on {}", wire.id, one.id));
            }
        }
    }
}

/// Looks for wires that lie on each other.
fn overlaps(scene: &Scene, faults: &mut Vec<String>) {
    let mut level: BTreeMap<i32, Vec<(i32, i32, &str)>> = BTreeMap::new();
    let mut upright: BTreeMap<i32, Vec<(i32, i32, &str)>> = BTreeMap::new();
    for wire in &scene.wires {
        for (a, b) in stretches(&wire.points) {
            if a.1 == b.1 && a.0 != b.0 {
                level.entry(a.1).or_default().push((a.0, b.0, &wire.id));
            } else if a.0 == b.0 && a.1 != b.1 {
                upright.entry(a.0).or_default().push((a.1, b.1, &wire.id));
            }
        }
    }
    for lines in level.values_mut().chain(upright.values_mut()) {
        lines.sort_unstable();
        for (at, (_, end, id)) in lines.iter().enumerate() {
            for (from, _, other) in lines.iter().skip(at + 1) {
                if from < end && id != other {
                    faults.push(format!("{id} lies on {other}"));
                }
            }
        }
    }
}

/// Looks for wires across the words of places and VPCs, which stand over their first column.
fn words(scene: &Scene, faults: &mut Vec<String>) {
    for band in &scene.bands {
        let words = (band.x + 16, band.y + 6, (band.x + band.width).min(band.x + 144), band.y + 30);
        for wire in &scene.wires {
            if stretches(&wire.points).any(|stretch| enters(stretch, words)) {
                faults.push(format!("{} crosses the words of {}", wire.id, band.id));
            }
        }
        for one in scene.boxes.iter().filter(|one| {
            let (left, top, right, bottom) = area(one);
            enters(((left, top), (right, bottom)), words)
        }) {
            faults.push(format!("{} lies on the words of {}", one.id, band.id));
        }
    }
}

fn outside(scene: &Scene, faults: &mut Vec<String>) {
    let canvas = (0, 0, scene.width, scene.height);
    for one in &scene.boxes {
        if !contains(canvas, area(one)) {
            faults.push(format!("{} lies outside", one.id));
        }
    }
    for band in &scene.bands {
        if !contains(canvas, (band.x, band.y, band.x + band.width, band.y + band.height)) {
            faults.push(format!("{} lies outside", band.id));
        }
    }
    let legs = scene.overlay.iter().flat_map(|overlay| &overlay.legs).map(|leg| &leg.points);
    for (x, y) in scene.wires.iter().map(|wire| &wire.points).chain(legs).flatten() {
        if *x < 0 || *y < 0 || *x > scene.width || *y > scene.height {
            faults.push(format!("a line leaves the canvas at {x}, {y}"));
        }
    }
}

/// Looks for ways that leave the wires and gutters.
fn ways(scene: &Scene, faults: &mut Vec<String>) {
    for leg in scene.overlay.iter().flat_map(|overlay| &overlay.legs) {
        let hops: Vec<&str> = leg.hops.iter().map(|hop| hop.on.as_str()).collect();
        for (a, b) in stretches(&leg.points) {
            if a.0 != b.0 && a.1 != b.1 {
                faults.push(format!("a way is not level at {a:?}"));
            }
            for one in scene.boxes.iter().filter(|one| enters((a, b), area(one))) {
                let parent = |id: &&str| {
                    let inner = scene.boxes.iter().find(|inner| inner.id == **id);
                    inner.is_some_and(|inner| inner.parent.as_ref() == Some(&one.id))
                };
                let part_of = hops.contains(&one.id.as_str()) || hops.iter().any(parent);
                if !part_of && one.kind != "segment" {
                    faults.push(format!("a way passes through {}", one.id));
                }
            }
        }
    }
}
