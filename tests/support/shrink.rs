//! The smallest topology file on which the two forwarders still differ.
//!
//! The file is made from a failing model: piece by piece, largest first, whatever is not needed for
//! the difference goes. So a new noun needs nothing here; what can be printed can be shrunk.

use std::panic::{AssertUnwindSafe, catch_unwind};

use outpath_core::{
    diagnostic::Severity,
    document::{lower, read},
    forwarding::Network,
    model::{Arena, Id, Identity, Model, ObjectId},
    text::Sources,
};

use crate::{
    compare::{Disagreement, agree, node, whole},
    naive::{NaiveFlow, Place},
    print::{Map, Tree, tree},
};

/// A difference between the two forwarders, as a file that shows it.
#[derive(Debug, Clone)]
pub struct Shrunk {
    /// The topology file; comments at its top tell the flow and both answers.
    pub file: String,
    /// Whether reading the file shows the difference. Otherwise it is the whole model as well as it can
    /// be printed.
    pub again: bool,
}

/// Returns the smallest file found on which the answers for a flow differ; `None` if they agree.
#[must_use]
pub fn smallest(model: &Model, flow: &NaiveFlow) -> Option<Shrunk> {
    let difference = difference(&Network::build(model.clone()), flow)?;
    let kind = difference.kind.clone();
    let named = Named::of(model, flow);
    let whole = tree(model);
    let Some(first) = named.attempt(&whole) else {
        return Some(Shrunk { file: named.file(&whole, &difference.text), again: false });
    };
    let (mut best, mut found) = (whole, first);
    loop {
        let before = places(&best).len();
        let mut at = 0;
        // The largest pieces first; after a success the places that are left are other ones.
        while let Some(place) = by_size(&best).get(at).cloned() {
            let mut smaller = best.clone();
            remove(&mut smaller, &place);
            match named.attempt(&smaller) {
                // A smaller file often shows another difference; that is not the one to show.
                Some(other) if other.errors <= found.errors && other.difference.kind == kind => {
                    (best, found) = (smaller, other)
                }
                Some(_) | None => at += 1,
            }
        }
        if places(&best).len() == before {
            return Some(Shrunk { file: named.file(&best, &found.difference.text), again: true });
        }
    }
}

/// What an attempt shows.
struct Found {
    errors: usize,
    difference: Disagreement,
}

/// A flow whose ends are named, so that it can be asked of another model.
struct Named {
    source: Option<(&'static str, String)>,
    intended: Option<Option<(&'static str, String)>>,
    incomplete: Vec<(&'static str, String)>,
    flow: NaiveFlow,
}

impl Named {
    fn of(model: &Model, flow: &NaiveFlow) -> Self {
        let name = |object: ObjectId| (object.noun(), model.identity(object).name.clone());
        let place = |place: Place| node(place).object().map(name);
        Self {
            source: place(flow.source),
            intended: flow.intended.map(place),
            incomplete: model.incomplete.iter().copied().map(name).collect(),
            flow: *flow,
        }
    }

    /// Reads a file and asks both forwarders; `None` if they agree or the ends are not there.
    fn attempt(&self, tree: &Tree) -> Option<Found> {
        let mut sources = Sources::default();
        let file = sources.add("topology.yaml", &tree.to_string());
        let (document, problems) = read(&sources, file);
        let lowered = lower(&[document]);
        let all = problems.iter().chain(&lowered.diagnostics);
        let errors = all.filter(|found| found.severity == Severity::Error).count();
        let mut model = lowered.model;
        let objects: Vec<ObjectId> = model.objects().collect();
        let is = |object: &ObjectId, (noun, name): &(&str, String)| {
            object.noun() == *noun && model.identity(*object).name == *name
        };
        let incomplete = self.incomplete.iter().map(|named| match named {
            (noun, _) if *noun == ObjectId::Topology.noun() => Some(ObjectId::Topology),
            named => objects.iter().copied().find(|object| is(object, named)),
        });
        let incomplete = incomplete.collect::<Option<_>>()?;
        let flow = NaiveFlow {
            source: place(&model, self.source.as_ref())?,
            intended: match &self.intended {
                Some(named) => Some(place(&model, named.as_ref())?),
                None => None,
            },
            packet: self.flow.packet,
        };
        model.incomplete = incomplete;
        let difference = difference(&Network::build(model), &flow)?;
        Some(Found { errors, difference })
    }

    /// Writes a file with the flow and both answers at its top.
    fn file(&self, tree: &Tree, difference: &str) -> String {
        let name = |named: &Option<(_, String)>| {
            named.as_ref().map_or("internet".to_owned(), |(_, name)| name.clone())
        };
        let mut lines = vec![format!("{} sends {}", name(&self.source), whole(self.flow.packet))];
        lines.extend(self.intended.as_ref().map(|intended| format!("to reach {}", name(intended))));
        lines
            .extend(self.incomplete.iter().map(|(noun, name)| format!("not known: {noun} {name}")));
        lines.extend(difference.lines().map(ToOwned::to_owned));
        let lines = lines.iter().map(|line| format!("# {line}\n"));
        format!("{}{tree}", lines.collect::<String>())
    }
}

/// Returns how the answers differ, or how one of the forwarders broke.
fn difference(network: &Network, flow: &NaiveFlow) -> Option<Disagreement> {
    let asked = catch_unwind(AssertUnwindSafe(|| agree(network, flow)));
    let panics = Disagreement { text: "one of them panics".to_owned(), kind: Default::default() };
    asked.unwrap_or_else(|_| Err(Box::new(panics))).err().map(|difference| *difference)
}

/// Finds a place by its name.
fn place(model: &Model, named: Option<&(&'static str, String)>) -> Option<Place> {
    fn find<I: Id, T>(arena: &Arena<I, T>, of: impl Fn(&T) -> &Identity, name: &str) -> Option<I> {
        arena.iter().find(|(_, object)| of(object).name == name).map(|(id, _)| id)
    }
    let Some((noun, name)) = named else { return Some(Place::Internet) };
    let interface = || find(&model.network_interfaces, |one| &one.identity, name);
    match *noun {
        "network interface" => interface().map(Place::Interface),
        "host" => find(&model.hosts, |one| &one.identity, name).map(Place::Host),
        "LAN segment" => find(&model.segments, |one| &one.identity, name).map(Place::Segment),
        "prefix list" => find(&model.prefix_lists, |one| &one.identity, name).map(Place::Service),
        "router" => find(&model.routers, |one| &one.identity, name).map(Place::Router),
        _ => None,
    }
}

/// Lists the places of all entries and items, each by the numbers that lead to it.
fn places(tree: &Tree) -> Vec<(usize, Vec<usize>)> {
    fn walk(tree: &Tree, here: &mut Vec<usize>, all: &mut Vec<(usize, Vec<usize>)>) -> usize {
        let children: Vec<&Tree> = match tree {
            Tree::Plain(_) | Tree::Text(_) => Vec::new(),
            Tree::List(items) => items.iter().collect(),
            Tree::Map(Map(entries)) => entries.iter().map(|(_, value)| value).collect(),
        };
        let mut size = 1;
        for (at, child) in children.into_iter().enumerate() {
            here.push(at);
            let own = walk(child, here, all);
            all.push((own, here.clone()));
            here.pop();
            size += own;
        }
        size
    }
    let mut all = Vec::new();
    walk(tree, &mut Vec::new(), &mut all);
    all
}

fn by_size(tree: &Tree) -> Vec<Vec<usize>> {
    let mut all = places(tree);
    all.sort_by(|one, other| other.cmp(one));
    all.into_iter().map(|(_, place)| place).collect()
}

fn remove(tree: &mut Tree, place: &[usize]) {
    let Some((at, rest)) = place.split_first() else { return };
    match tree {
        Tree::Plain(_) | Tree::Text(_) => {}
        Tree::List(items) if rest.is_empty() => drop(items.remove(*at)),
        Tree::List(items) => items.iter_mut().skip(*at).take(1).for_each(|one| remove(one, rest)),
        Tree::Map(Map(entries)) if rest.is_empty() => drop(entries.remove(*at)),
        Tree::Map(Map(entries)) => {
            entries.iter_mut().skip(*at).take(1).for_each(|(_, one)| remove(one, rest));
        }
    }
}
