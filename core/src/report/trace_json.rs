//! A trace for programs: the interface of `outpath trace --format json`, version 1.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{Places, assumptions, blockers, notes, words};
use crate::{
    addr::Packet,
    facts,
    forwarding::{Block, Hop, Network, Note, Outcome, Path, Reply, Step, Trace, What, shadowed},
    graph::Node,
    model::Key,
    routing::{Candidate, Choice},
};

/// More paths than this in one direction are merged by outcome.
const MOST_PATHS: usize = 64;

#[derive(Debug, Serialize)]
struct Answer {
    version: u32,
    flow: String,
    verdict: &'static str,
    source: NodeView,
    #[serde(skip_serializing_if = "Option::is_none")]
    destination: Option<NodeView>,
    forward: Direction,
    #[serde(rename = "return")]
    back: Direction,
    symmetric: Option<bool>,
    blockers: Vec<BlockerView>,
    notes: Vec<NoteView>,
    assumptions: Vec<AssumptionView>,
}

#[derive(Debug, Serialize)]
struct Direction {
    paths: Vec<PathView>,
    /// Why there is no path, where none belongs here.
    #[serde(skip_serializing_if = "Option::is_none")]
    none: Option<String>,
}

#[derive(Debug, Serialize)]
struct PathView {
    #[serde(skip_serializing_if = "Option::is_none")]
    answers: Option<Vec<usize>>,
    share: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    merged: Option<usize>,
    outcome: OutcomeView,
    mtu: Option<u32>,
    hops: Vec<HopView>,
}

#[derive(Debug, Serialize)]
struct OutcomeView {
    kind: &'static str,
    class: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    facts: Vec<&'static str>,
}

#[derive(Debug, Serialize)]
struct NodeView {
    kind: &'static str,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
}

#[derive(Debug, Serialize)]
struct HopView {
    node: NodeView,
    packet_in: PacketView,
    packet_out: PacketView,
    steps: Vec<StepView>,
}

#[derive(Debug, Serialize)]
struct PacketView {
    source: String,
    destination: String,
    protocol: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    source_ports: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    destination_ports: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    icmp: Option<String>,
}

#[derive(Debug, Serialize)]
struct StepView {
    kind: &'static str,
    text: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    table: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    winner: Option<RouteView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    winners: Option<Vec<RouteView>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    losers: Option<Vec<LoserView>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    details: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    facts: Vec<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    mtu: Option<u32>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rests_on: Vec<KeyView>,
}

#[derive(Debug, Serialize)]
struct RouteView {
    prefix: String,
    target: String,
    kind: &'static str,
}

#[derive(Debug, Serialize)]
struct LoserView {
    #[serde(flatten)]
    route: RouteView,
    why: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
}

#[derive(Debug, Serialize)]
struct KeyView {
    object: String,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    file: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<u32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    address: Option<String>,
}

#[derive(Debug, Serialize)]
struct BlockerView {
    direction: &'static str,
    node: NodeView,
    reason: &'static str,
    message: String,
    help: String,
    facts: Vec<&'static str>,
}

#[derive(Debug, Serialize)]
struct NoteView {
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    direction: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    node: Option<NodeView>,
    text: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    facts: Vec<&'static str>,
}

#[derive(Debug, Serialize)]
struct AssumptionView {
    fact: &'static str,
    text: String,
    mark: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    default: Option<bool>,
}

/// Returns the answer as one JSON document with a line end.
#[must_use]
pub fn json(network: &Network, places: &Places<'_>, flow: &str, trace: &Trace) -> String {
    let view = View { network, places };
    let forward = trace.forward.iter().map(|path| view.path(path, None)).collect();
    let (forward, places) = merge(forward);
    let back = trace.replies.iter().flat_map(|reply| {
        let answers = answers(reply, &places);
        reply.paths.iter().map(move |path| (path, Some(answers.clone())))
    });
    let back = back.map(|(path, answers)| view.path(path, answers)).collect();
    let answer = Answer {
        version: 1,
        flow: flow.to_owned(),
        verdict: trace.verdict.word(),
        source: view.node(trace.source),
        destination: trace.destination.map(|node| view.node(node)),
        forward: Direction { paths: forward, none: None },
        back: Direction { paths: merge(back).0, none: words::unanswered(trace) },
        symmetric: trace.symmetric,
        blockers: view.blockers(trace),
        notes: view.notes(trace),
        assumptions: view.assumptions(trace),
    };
    super::to_json(&answer)
}

/// Merges paths by outcome where there are too many; the first of each kind keeps its hops. Returns
/// the paths that are left, and the new position of each old one.
fn merge(paths: Vec<PathView>) -> (Vec<PathView>, Vec<usize>) {
    if paths.len() <= MOST_PATHS {
        let places = (0..paths.len()).collect();
        return (paths, places);
    }
    let mut merged: Vec<PathView> = Vec::new();
    let mut places = Vec::new();
    for path in paths {
        let alike = |other: &PathView| {
            (&other.answers, other.outcome.kind) == (&path.answers, path.outcome.kind)
        };
        match merged.iter().position(alike) {
            Some(at) => {
                places.push(at);
                if let Some(first) = merged.get_mut(at) {
                    first.share += path.share;
                    first.merged = Some(first.merged.unwrap_or(1) + 1);
                    first.mtu = first.mtu.into_iter().chain(path.mtu).min();
                }
            }
            None => {
                places.push(merged.len());
                merged.push(PathView { merged: Some(1), ..path });
            }
        }
    }
    (merged, places)
}

/// Returns the positions after merging of the forward paths that a reply answers.
fn answers(reply: &Reply, places: &[usize]) -> Vec<usize> {
    let new = reply.answers.iter().filter_map(|at| places.get(*at).copied());
    new.collect::<BTreeSet<usize>>().into_iter().collect()
}

/// What every part of the answer needs to know.
struct View<'n> {
    network: &'n Network,
    places: &'n Places<'n>,
}

impl View<'_> {
    fn path(&self, path: &Path, answers: Option<Vec<usize>>) -> PathView {
        PathView {
            answers,
            share: path.share.number(),
            merged: None,
            outcome: outcome(&path.outcome),
            mtu: path.mtu,
            hops: path.hops.iter().map(|hop| self.hop(hop)).collect(),
        }
    }

    fn hop(&self, hop: &Hop) -> HopView {
        HopView {
            node: self.node(hop.node),
            packet_in: packet(hop.packet_in),
            packet_out: packet(hop.packet_out),
            steps: hop.steps.iter().map(|step| self.step(step)).collect(),
        }
    }

    fn node(&self, node: Node) -> NodeView {
        let id =
            node.object().and_then(|object| self.network.model.identity(object).aws_id.clone());
        NodeView { kind: node.kind(), name: self.network.node_name(node), id }
    }

    fn step(&self, step: &Step) -> StepView {
        let (text, details) = words::step(self.network, step);
        let mut view = StepView {
            kind: kind(&step.what),
            text,
            table: None,
            winner: None,
            winners: None,
            losers: None,
            details,
            facts: step.facts.clone(),
            mtu: step.mtu,
            rests_on: step.keys.iter().map(|key| self.key(*key)).collect(),
        };
        if let What::Routed { table, selection, .. } = &step.what {
            view.details = Vec::new();
            view.table = Some(words::table_name(self.network, *table));
            match &selection.choice {
                Choice::Nothing => {}
                Choice::Routes(routes) => match routes.as_slice() {
                    [only] => view.winner = Some(self.route(only)),
                    several => view.winners = Some(several.iter().map(|r| self.route(r)).collect()),
                },
                Choice::Ambiguous(routes) => {
                    view.winners = Some(routes.iter().map(|route| self.route(route)).collect());
                }
            }
            let loser = |loser: &crate::routing::Loser| LoserView {
                route: self.route(&loser.candidate),
                why: loser.why.words(),
                reason: shadowed(*table, loser.why),
            };
            view.losers = Some(selection.losers.iter().map(loser).collect());
        }
        view
    }

    fn route(&self, candidate: &Candidate) -> RouteView {
        RouteView {
            prefix: candidate.prefix.to_string(),
            target: words::target(&self.network.model, candidate.route),
            kind: candidate.rank.words(),
        }
    }

    fn key(&self, key: Key) -> KeyView {
        let place = self.places.of(key);
        KeyView {
            object: self.network.model.noun(key.object).to_owned(),
            name: self.network.model.identity(key.object).name.clone(),
            file: place.as_ref().map(|place| place.file.clone()),
            line: place.as_ref().map(|place| place.line),
            column: place.as_ref().map(|place| place.column),
            address: place.and_then(|place| place.address),
        }
    }

    fn blockers(&self, trace: &Trace) -> Vec<BlockerView> {
        let view = |block: Block| BlockerView {
            direction: direction(block.back),
            node: self.node(block.node),
            reason: block.blocker.reason.id(),
            message: block.blocker.message,
            help: block.blocker.help,
            facts: block.blocker.facts,
        };
        blockers::of(trace).into_iter().map(view).collect()
    }

    /// Returns the remarks of the steps, then one for each value that is assumed.
    fn notes(&self, trace: &Trace) -> Vec<NoteView> {
        let of_steps = notes::of(trace).into_iter().map(|remark| NoteView {
            kind: remark.note.id(),
            direction: Some(direction(remark.back)),
            node: Some(self.node(remark.node)),
            text: remark.text,
            facts: remark.facts,
        });
        let assumed = assumptions::of(self.network, trace).into_iter().filter_map(|one| {
            let text = format!("{} = {}", one.fact, one.value?);
            let kind = Note::Assumed.id();
            Some(NoteView { kind, direction: None, node: None, text, facts: vec![one.fact] })
        });
        of_steps.chain(assumed).collect()
    }

    fn assumptions(&self, trace: &Trace) -> Vec<AssumptionView> {
        let found = assumptions::of(self.network, trace).into_iter();
        found
            .map(|one| AssumptionView {
                fact: one.fact,
                text: one.text,
                mark: facts::fact(one.fact).map_or("", |fact| fact.mark.words()),
                value: one.value,
                default: one.default,
            })
            .collect()
    }
}

fn direction(back: bool) -> &'static str {
    if back { "return" } else { "forward" }
}

fn outcome(outcome: &Outcome) -> OutcomeView {
    let class = match outcome {
        Outcome::Delivered => "delivered",
        Outcome::Dropped(_) => "dropped",
        Outcome::Unknown(_) => "unknown",
    };
    OutcomeView {
        kind: outcome.id(),
        class,
        message: outcome.blocker().map(|blocker| blocker.message.clone()),
        facts: outcome.blocker().map(|blocker| blocker.facts.clone()).unwrap_or_default(),
    }
}

fn packet(packet: Packet) -> PacketView {
    PacketView {
        source: packet.source.to_string(),
        destination: packet.destination.to_string(),
        protocol: packet.protocol.to_string(),
        source_ports: packet.source_ports.map(|ports| ports.to_string()),
        destination_ports: packet.destination_ports.map(|ports| ports.to_string()),
        icmp: packet.icmp.map(|icmp| icmp.to_string()),
    }
}

fn kind(what: &What) -> &'static str {
    match what {
        What::Passed(_) => "passed",
        What::Routed { .. } => "route",
        What::SourceTranslated { .. } => "source-translated",
        What::DestinationTranslated { .. } => "destination-translated",
        What::Uplinks { .. } => "uplinks",
        What::NoFilters(_) => "no-filters",
        What::Allowed { .. } => "allowed",
        What::Assumed { .. } => "assumed",
        What::Narrowed { .. } => "narrowed",
        What::Fragmented { .. } => "fragmented",
        What::Blocked(_) => "blocked",
        What::Noted { .. } => "note",
        What::Delivered => "delivered",
    }
}
