//! Which entries of several inputs are one thing.
//!
//! A name is one thing within its container, and so is an AWS id. A key may be either, or the `Name`
//! tag of exactly one thing that another input gives.

use std::collections::BTreeMap;

use crate::document::tree::Entry;

/// One entry with the number of its input.
pub(super) struct Candidate {
    pub(super) input: usize,
    pub(super) entry: Entry,
}

impl Candidate {
    /// Returns the AWS id that it gives.
    pub(super) fn id(&self) -> Option<&str> {
        self.entry.value.get("id")?.text()
    }

    fn tag(&self) -> Option<&str> {
        self.entry.value.get("tags")?.get("Name")?.text()
    }
}

/// Sorts entries into things: each a list in the order of the inputs.
pub(super) fn groups(candidates: Vec<Candidate>) -> Vec<Vec<Candidate>> {
    let mut sets = Sets::default();
    for candidate in &candidates {
        let key = sets.of(&candidate.entry.key);
        if let Some(id) = candidate.id() {
            let id = sets.of(id);
            sets.join(key, id);
        }
    }
    join_by_tag(&candidates, &mut sets);
    let mut found: BTreeMap<usize, usize> = BTreeMap::new();
    let mut groups: Vec<Vec<Candidate>> = Vec::new();
    for candidate in candidates {
        let set = sets.of(&candidate.entry.key);
        let set = sets.find(set);
        let at = *found.entry(set).or_insert(groups.len());
        match groups.get_mut(at) {
            Some(group) => group.push(candidate),
            None => groups.push(vec![candidate]),
        }
    }
    groups
}

/// Joins things that only one input knows, and not by id, with the one thing of that `Name` tag.
fn join_by_tag(candidates: &[Candidate], sets: &mut Sets) {
    let mut tagged: BTreeMap<&str, Vec<(usize, usize)>> = BTreeMap::new();
    for candidate in candidates {
        if let Some(tag) = candidate.tag() {
            let set = sets.of(&candidate.entry.key);
            tagged.entry(tag).or_default().push((sets.find(set), candidate.input));
        }
    }
    for candidate in candidates.iter().filter(|one| one.id().is_none() && one.tag().is_none()) {
        let Some(others) = tagged.get(candidate.entry.key.as_str()) else { continue };
        let Some((set, _)) = others.first().copied() else { continue };
        let one = others.iter().all(|(other, _)| *other == set);
        if one && others.iter().all(|(_, input)| *input != candidate.input) {
            let own = sets.of(&candidate.entry.key);
            sets.join(own, set);
        }
    }
}

/// Names and ids, and which of them belong together.
#[derive(Default)]
struct Sets {
    numbers: BTreeMap<String, usize>,
    parents: Vec<usize>,
}

impl Sets {
    fn of(&mut self, text: &str) -> usize {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let number = self.parents.len();
        self.parents.push(number);
        self.numbers.insert(text.to_owned(), number);
        number
    }

    fn find(&mut self, mut set: usize) -> usize {
        while let Some(parent) = self.parents.get(set).copied()
            && parent != set
        {
            let above = self.parents.get(parent).copied().unwrap_or(parent);
            if let Some(slot) = self.parents.get_mut(set) {
                *slot = above;
            }
            set = parent;
        }
        set
    }

    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.find(one), self.find(other));
        if let Some(slot) = self.parents.get_mut(one.max(other)) {
            *slot = one.min(other);
        }
    }
}
