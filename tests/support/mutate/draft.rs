//! A topology file that is being changed.

use std::fmt;

use serde_json::{Map, Value};

use crate::print::{self, Tree};

/// A topology file as a tree, and a source of choices.
#[derive(Clone)]
pub struct Draft {
    /// The file.
    pub(super) file: Value,
    state: u64,
}

/// A VPC on an Outpost, by the names that working networks give.
#[derive(Debug, Clone)]
pub(super) struct Rack {
    /// The number of the Outpost.
    pub(super) o: usize,
    /// The number of the VPC.
    pub(super) v: usize,
    pub(super) outpost: String,
    pub(super) vpc: String,
    /// The VPC's subnet on the Outpost; its route table has the same name.
    pub(super) subnet: String,
}

impl Rack {
    /// Returns an address of the subnet, or with 0 and a length its whole CIDR block.
    pub(super) fn address(&self, host: &str) -> String {
        format!("10.{}.{}.{host}", self.v, 10 + self.o)
    }

    /// Returns the subnet as things outside the VPC name it.
    pub(super) fn full_subnet(&self) -> String {
        format!("{}.{}", self.vpc, self.subnet)
    }
}

impl Draft {
    /// Returns the file of a network; the seed decides about every choice.
    #[must_use]
    pub fn new(model: &outpath_core::model::Model, seed: u64) -> Self {
        Self { file: value(&print::tree(model)), state: seed }
    }

    /// Returns a number below another one.
    pub(super) fn below(&mut self, end: usize) -> usize {
        // SplitMix64: https://prng.di.unimi.it/splitmix64.c
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^= mixed >> 31;
        let end = u64::try_from(end.max(1)).unwrap_or(u64::MAX);
        usize::try_from(mixed % end).unwrap_or(0)
    }

    /// Says yes once in so many times.
    pub(super) fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// Picks one of some things.
    pub(super) fn one<T: Clone>(&mut self, things: &[T]) -> Option<T> {
        let at = self.below(things.len());
        things.get(at).cloned()
    }

    /// Returns what stands at a path; `Null` if nothing does.
    pub(super) fn get(&self, path: &[&str]) -> &Value {
        path.iter().fold(&self.file, |at, key| at.get(*key).unwrap_or(&Value::Null))
    }

    /// Returns the keys of the mapping at a path.
    pub(super) fn keys(&self, path: &[&str]) -> Vec<String> {
        let map = self.get(path).as_object();
        map.into_iter().flat_map(Map::keys).cloned().collect()
    }

    /// Returns the place at a path, made if it is not there.
    pub(super) fn place(&mut self, path: &[&str]) -> &mut Value {
        path.iter().fold(&mut self.file, |at, key| &mut at[*key])
    }

    /// Writes something at a path, in place of what was there.
    pub(super) fn put(&mut self, path: &[&str], value: Value) {
        *self.place(path) = value;
    }

    /// Adds something to the list at a path.
    pub(super) fn push(&mut self, path: &[&str], value: Value) {
        match self.place(path) {
            Value::Array(list) => list.push(value),
            other => *other = Value::Array(vec![value]),
        }
    }

    /// Removes what stands at a path.
    pub(super) fn remove(&mut self, path: &[&str]) -> Option<Value> {
        let (last, path) = path.split_last()?;
        self.place(path).as_object_mut()?.shift_remove(*last)
    }

    /// Returns every VPC on every Outpost.
    pub(super) fn racks(&self) -> Vec<Rack> {
        let outposts = self.keys(&["outposts"]);
        let number = |name: &str, mark: char| name.strip_prefix(mark)?.parse::<usize>().ok();
        let mut racks = Vec::new();
        for vpc in self.keys(&["vpcs"]) {
            for outpost in &outposts {
                if let (Some(v), Some(o)) = (number(&vpc, 'v'), number(outpost, 'o')) {
                    let (outpost, vpc) = (outpost.clone(), vpc.clone());
                    racks.push(Rack { o, v, outpost, vpc, subnet: format!("rack-{o}") });
                }
            }
        }
        racks
    }

    /// Picks a VPC on an Outpost.
    pub(super) fn rack(&mut self) -> Rack {
        self.one(&self.racks()).expect("invariant: a working network has a VPC and an Outpost")
    }

    /// Picks a VPC on an Outpost whose local gateway route table has a mode.
    pub(super) fn rack_in(&mut self, mode: &str) -> Option<Rack> {
        let mut racks = self.racks();
        racks.retain(|rack| *self.get(&table(rack, &["mode"])) == mode);
        self.one(&racks)
    }
}

/// Returns a path in the local gateway route table of a rack.
pub(super) fn table<'a>(rack: &'a Rack, rest: &[&'a str]) -> Vec<&'a str> {
    let outpost = rack.outpost.as_str();
    [&["outposts", outpost, "local_gateway", "route_tables", "campus"], rest].concat()
}

/// Returns a path in the VIF group of a rack.
pub(super) fn group<'a>(rack: &'a Rack, rest: &[&'a str]) -> Vec<&'a str> {
    let outpost = rack.outpost.as_str();
    [&["outposts", outpost, "local_gateway", "vif_groups", "main"], rest].concat()
}

/// Returns a path in the VPC of a rack.
pub(super) fn vpc<'a>(rack: &'a Rack, rest: &[&'a str]) -> Vec<&'a str> {
    [&["vpcs", rack.vpc.as_str()], rest].concat()
}

fn value(tree: &Tree) -> Value {
    match tree {
        Tree::Plain(text) => serde_json::from_str(text).expect("invariant: a number or a boolean"),
        Tree::Text(text) => Value::String(text.clone()),
        Tree::List(items) => Value::Array(items.iter().map(value).collect()),
        Tree::Map(map) => {
            Value::Object(map.0.iter().map(|(key, tree)| (key.clone(), value(tree))).collect())
        }
    }
}

impl fmt::Display for Draft {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:#}", self.file)
    }
}

impl fmt::Debug for Draft {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "\n{self}")
    }
}
