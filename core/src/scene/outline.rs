//! What the text forms have in common: the boxes by place, and what joins them.

use std::collections::{BTreeMap, BTreeSet};

use super::{Band, Scene, SceneBox};

/// A scene without geometry.
pub(super) struct Outline<'a> {
    /// The places, left to right, each with the boxes that stand in no other box.
    pub(super) places: Vec<(Option<&'a Band>, Vec<&'a SceneBox>)>,
    /// What stands in a box, by its id.
    inside: BTreeMap<&'a str, Vec<&'a SceneBox>>,
    /// The number of each box, and of the box of each chip.
    numbers: BTreeMap<&'a str, usize>,
    pub(super) edges: Vec<Edge>,
}

/// What joins two boxes.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Edge {
    pub(super) from: usize,
    pub(super) to: usize,
    pub(super) kind: EdgeKind,
    pub(super) label: String,
}

/// What an edge stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum EdgeKind {
    Wire,
    /// A wire that is down.
    Down,
    /// A step of a way there.
    There,
    /// A step of a way back.
    Back,
}

impl<'a> Outline<'a> {
    /// Returns the outline of a scene.
    pub(super) fn of(scene: &'a Scene) -> Self {
        let mut numbers = BTreeMap::new();
        let mut inside: BTreeMap<&str, Vec<&SceneBox>> = BTreeMap::new();
        let mut by_place: BTreeMap<Option<&str>, Vec<&SceneBox>> = BTreeMap::new();
        let mut chips: BTreeMap<&str, &str> = BTreeMap::new();
        for (number, one) in scene.boxes.iter().enumerate() {
            numbers.insert(one.id.as_str(), number);
            for chip in &one.chips {
                numbers.insert(chip.id.as_str(), number);
                chips.insert(&chip.id, &chip.label);
            }
            match &one.parent {
                Some(parent) => inside.entry(parent).or_default().push(one),
                None => by_place.entry(one.place.as_deref()).or_default().push(one),
            }
        }
        let bands = scene.bands.iter().filter(|band| band.kind == "place");
        let mut places: Vec<(Option<&Band>, Vec<&SceneBox>)> = Vec::new();
        for band in bands {
            if let Some(boxes) = by_place.remove(&Some(band.id.as_str())) {
                places.push((Some(band), boxes));
            }
        }
        places.extend(by_place.into_values().map(|boxes| (None, boxes)));
        let mut outline = Self { places, inside, numbers, edges: Vec::new() };
        outline.wires(scene, &chips);
        outline.legs(scene);
        outline
    }

    fn wires(&mut self, scene: &Scene, chips: &BTreeMap<&str, &str>) {
        for wire in &scene.wires {
            let ends = [&wire.from, &wire.to].map(|end| self.numbers.get(end.as_str()).copied());
            let [Some(from), Some(to)] = ends else { continue };
            let words = [&wire.from, &wire.to].map(|end| chips.get(end.as_str()).copied());
            let label = words.into_iter().flatten().collect::<Vec<_>>().join(" / ");
            let kind = if wire.down { EdgeKind::Down } else { EdgeKind::Wire };
            self.edges.push(Edge { from, to, kind, label });
        }
    }

    /// Adds every step of every way once.
    fn legs(&mut self, scene: &Scene) {
        let mut steps: BTreeSet<Edge> = BTreeSet::new();
        let parents: BTreeMap<&str, &str> = scene
            .boxes
            .iter()
            .filter_map(|one| Some((one.id.as_str(), one.parent.as_deref()?)))
            .collect();
        for leg in scene.overlay.iter().flat_map(|overlay| &overlay.legs) {
            let kind = if leg.back { EdgeKind::Back } else { EdgeKind::There };
            for (one, other) in leg.hops.iter().zip(leg.hops.iter().skip(1)) {
                let ends = [one, other].map(|hop| self.numbers.get(hop.on.as_str()).copied());
                let within = |inner: &str, outer: &str| parents.get(inner) == Some(&outer);
                // Nothing is drawn between a box and what stands in it.
                if let [Some(from), Some(to)] = ends
                    && from != to
                    && !within(&one.on, &other.on)
                    && !within(&other.on, &one.on)
                {
                    steps.insert(Edge { from, to, kind, label: String::new() });
                }
            }
        }
        self.edges.extend(steps);
    }

    /// Returns what stands in a box.
    pub(super) fn inside(&self, one: &SceneBox) -> &[&'a SceneBox] {
        self.inside.get(one.id.as_str()).map_or(&[], Vec::as_slice)
    }

    /// Returns the number of a box.
    pub(super) fn number(&self, one: &SceneBox) -> usize {
        self.numbers.get(one.id.as_str()).copied().unwrap_or_default()
    }
}

/// Returns the lines that stand on a box.
pub(super) fn lines(one: &SceneBox) -> Vec<&str> {
    let mut lines: Vec<&str> = one.full.split(", ").take(1).collect();
    let rest = one.full.split_once(", ").map(|(_, rest)| rest);
    lines.extend(rest);
    lines.extend(one.chips.iter().map(|chip| chip.label.as_str()));
    if one.down {
        lines.push("down");
    }
    lines
}
