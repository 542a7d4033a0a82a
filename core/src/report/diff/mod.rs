//! The answer of `diff`: what a change does to the words of the inputs, and to every packet.

mod edit;
mod markdown;
mod text;

use serde::Serialize;

use super::{Role, assumptions, problems, words};
use crate::{
    diagnostic::{Diagnostic, Label, Severity, code},
    diff::{Cause, Comparison, Decided, Edit, Fate, Flows, Kind, Said, Side},
    forwarding::{Network, Trace},
    text::{Sources, Spanned},
};

/// What a change does.
#[derive(Debug, Serialize)]
pub struct Diff {
    /// The version of this form.
    version: u32,
    /// `clean` where nothing is lost or newly exposed that no line allows, else `findings`.
    outcome: &'static str,
    summary: Summary,
    /// The what-ifs that were tried, if the change is that.
    changes: Vec<String>,
    /// What the inputs say otherwise.
    edits: Vec<EditView>,
    /// Outposts that the change cuts off from the Region, with what fact SL-16 says goes on there.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    disconnected: Vec<String>,
    /// The expectations of which something else becomes.
    expectations: Vec<TurnedView>,
    /// The classes of packets that fare otherwise, new exposure first.
    flows: Vec<FlowsView>,
    /// The facts that some answer rests on beyond what AWS documents.
    assumptions: Vec<&'static str>,
    /// The same as findings, for forms that show such.
    findings: Vec<problems::FindingView>,
}

/// Numbers of classes of packets.
#[derive(Debug, Default, Serialize)]
struct Summary {
    edits: usize,
    exposed: usize,
    lost: usize,
    gained: usize,
    translated: usize,
    rerouted: usize,
    mtu_changed: usize,
    /// How many of the lost and exposed ones a line allows.
    allowed: usize,
    /// How many pairs of ends were compared.
    pairs: u64,
    errors: usize,
    warnings: usize,
    notes: usize,
}

/// An expectation of which something else becomes.
#[derive(Debug, Serialize)]
struct TurnedView {
    expectation: String,
    /// `holds`, `broken`, `undecided`, `unreadable` or `not-judged`.
    before: &'static str,
    after: &'static str,
    location: problems::LocationView,
}

/// One thing that the inputs say otherwise.
#[derive(Debug, Serialize)]
struct EditView {
    /// It in words.
    text: String,
    /// The keys that lead to it.
    path: Vec<String>,
    before: Option<SaidView>,
    after: Option<SaidView>,
}

#[derive(Debug, Serialize)]
struct SaidView {
    text: String,
    location: problems::LocationView,
}

/// Packets that fare otherwise in the same way: from every one of some ends to every one of others.
#[derive(Debug, Serialize)]
struct FlowsView {
    /// `lost`, `gained`, `re-translated`, `rerouted` or `mtu-changed`.
    kind: &'static str,
    /// Whether the internet or the customer's network reaches something in a VPC now that it did not.
    exposes: bool,
    /// Whether a line allows it.
    allowed: bool,
    from: Vec<String>,
    to: Vec<String>,
    traffic: Vec<String>,
    /// The words for that, if it is all traffic between the ends, or all of a family.
    #[serde(skip_serializing_if = "Option::is_none")]
    all_traffic: Option<&'static str>,
    before: FateView,
    after: FateView,
    /// The edits that it comes from, by position; empty where none is found.
    edits: Vec<usize>,
    /// Why, in words.
    because: Vec<String>,
    /// A flow that shows it; none where no words ask for just that.
    witness: Option<String>,
}

/// What becomes of packets.
#[derive(Debug, Serialize)]
struct FateView {
    /// `both ways`, `one way`, `partly`, `never`, `unknown`; `no such end` where an end is not there.
    reached: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    share: Option<String>,
    /// The largest packet that fits, where something limits it.
    mtu: Option<u32>,
    /// The addresses that packets arrive with, `SOURCE > DESTINATION`.
    arrive: Vec<String>,
    /// The way of the witness there, node by node, one line for each path.
    ways: Vec<String>,
}

/// An expectation of which something else becomes.
#[derive(Debug, Clone, Copy)]
pub struct Turned<'a> {
    /// The line.
    pub line: &'a Spanned<String>,
    /// The words for what became of it, and for what becomes of it.
    pub words: [&'static str; 2],
}

/// What there is to say of a change beside what packets make of it.
#[derive(Debug, Clone, Copy, Default)]
pub struct Change<'a> {
    /// The what-ifs that were tried, if the change is that.
    pub tried: &'a [String],
    /// What the inputs say otherwise.
    pub edits: &'a [Edit],
    /// The expectations of which something else becomes; none where the inputs have no expectations, or are not
    /// asked for any: then every loss counts.
    pub turned: Option<&'a [Turned<'a>]>,
}

/// What a diff is made of.
#[derive(Debug, Clone, Copy)]
pub struct Sides<'a> {
    /// Before and after.
    pub sides: [Side<'a>; 2],
    /// Their texts.
    pub sources: [&'a Sources; 2],
}

/// The word for an expectation that holds.
const HOLDS: &str = "holds";
/// More classes than this are not listed for people; every other form has all.
const MOST: usize = 100;
/// No more names of ends are listed for people.
const MOST_NAMES: usize = 6;

/// Returns what a change does; `stamp` gives findings their fingerprints.
#[must_use]
pub fn diff(
    of: Sides<'_>,
    change: Change<'_>,
    comparison: &Comparison,
    stamp: impl Fn(&mut [Diagnostic]),
) -> Diff {
    let Change { tried, edits, turned } = change;
    let views: Vec<EditView> = edits.iter().map(|one| edit(of, one)).collect();
    let flows: Vec<FlowsView> = comparison.flows.iter().map(|one| flows(of, &views, one)).collect();
    let findings = comparison.flows.iter().zip(&flows).filter(|(one, _)| !one.allowed);
    let mut findings: Vec<Diagnostic> =
        findings.map(|(one, view)| finding(change, one, view)).collect();
    stamp(&mut findings);
    let count = |fits: &dyn Fn(&FlowsView) -> bool| flows.iter().filter(|one| fits(one)).count();
    let of_kind = |kind: Kind| count(&|one| one.kind == kind.word() && !one.exposes);
    let severity = |severity| findings.iter().filter(|one| one.severity == severity).count();
    let fails = |one: &FlowsView| one.exposes || one.kind == Kind::Lost.word();
    let summary = Summary {
        edits: edits.len(),
        exposed: count(&|one| one.exposes),
        lost: of_kind(Kind::Lost),
        gained: of_kind(Kind::Gained),
        translated: of_kind(Kind::Translated),
        rerouted: of_kind(Kind::Rerouted),
        mtu_changed: of_kind(Kind::Mtu),
        allowed: count(&|one| fails(one) && one.allowed),
        pairs: comparison.pairs,
        errors: severity(Severity::Error),
        warnings: severity(Severity::Warning),
        notes: severity(Severity::Note),
    };
    let [_, sources] = of.sources;
    let lost = || flows.iter().any(|one| fails(one) && !one.allowed);
    let broken = |one: &Turned<'_>| one.words[0] == HOLDS && one.words[1] != HOLDS;
    let fails_run = turned.map_or_else(lost, |turned| turned.iter().any(broken));
    let turned = turned.unwrap_or_default().iter().map(|one| TurnedView {
        expectation: one.line.value.clone(),
        before: one.words[0],
        after: one.words[1],
        location: problems::location(sources, one.line.span),
    });
    Diff {
        disconnected: disconnected(of),
        version: 1,
        outcome: if fails_run { "findings" } else { "clean" },
        expectations: turned.collect(),
        summary,
        changes: tried.to_vec(),
        edits: views,
        assumptions: assumptions::among(&comparison.cited),
        findings: problems::views(sources, &findings, Some(Severity::Error)),
        flows,
    }
}

/// Returns the Outposts whose service link is down after the change and was not before.
fn disconnected(of: Sides<'_>) -> Vec<String> {
    let [old, new] = of.sides.map(|side| &side.network.model);
    let up = |name: &str| {
        old.outposts.values().any(|one| one.identity.name == name && one.service_link.up)
    };
    let all = new.outposts.values().filter(|one| !one.service_link.up);
    all.map(|one| one.identity.name.clone()).filter(|name| up(name)).collect()
}

fn edit(of: Sides<'_>, one: &Edit) -> EditView {
    let [before, after] = of.sources;
    let view = |sources: &Sources, said: &Said| SaidView {
        text: said.text.clone(),
        location: problems::location(sources, said.span),
    };
    EditView {
        text: edit::words(of, one),
        path: one.path.clone(),
        before: one.before.as_ref().map(|said| view(before, said)),
        after: one.after.as_ref().map(|said| view(after, said)),
    }
}

fn flows(of: Sides<'_>, edits: &[EditView], one: &Flows) -> FlowsView {
    let [before, after] = &one.fates;
    let [old, new] = of.sides.map(|side| side.network);
    let [was, is] = &one.witness.traces;
    FlowsView {
        kind: one.kind.word(),
        exposes: one.exposes,
        allowed: one.allowed,
        from: one.from.clone(),
        to: one.to.clone(),
        traffic: one.traffic.clone(),
        all_traffic: one.all_traffic,
        before: fate(old, before, was.as_ref()),
        after: fate(new, after, is.as_ref()),
        edits: one.cause.edits.clone(),
        because: because(of, edits, &one.cause),
        witness: one.witness.flow.clone(),
    }
}

fn fate(network: &Network, fate: &Fate, trace: Option<&Trace>) -> FateView {
    FateView {
        reached: fate.reached.map_or("no such end", |reached| reached.words()),
        reason: fate.reason.map(|reason| reason.id()),
        share: fate.share.map(|(some, all)| format!("{some}/{all}")),
        mtu: fate.mtu,
        arrive: fate.arrive.iter().map(|(from, to)| format!("{from} > {to}")).collect(),
        ways: trace.map(|trace| ways(network, trace)).unwrap_or_default(),
    }
}

/// Returns the ways there and back as names, each with its end.
fn ways(network: &Network, trace: &Trace) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let back = trace.replies.iter().flat_map(|reply| &reply.paths);
    let all = trace.forward.iter().map(|path| ("there", path));
    for (word, path) in all.chain(back.map(|path| ("back", path))) {
        let nodes: Vec<String> = path.nodes().map(|node| network.node_name(node)).collect();
        let end = path.outcome.blocker().map_or("delivered", |one| one.reason.id());
        let line = format!("{word}: {}: {end}", nodes.join(" > "));
        if !found.contains(&line) {
            found.push(line);
        }
    }
    found
}

/// Says which edits a difference comes from, and what was decided where the ways part.
fn because(of: Sides<'_>, edits: &[EditView], cause: &Cause) -> Vec<String> {
    let mut lines: Vec<String> =
        cause.edits.iter().filter_map(|at| edits.get(*at)).map(|edit| edit.text.clone()).collect();
    if let Some(turn) = &cause.turn {
        let way = if turn.back { ", on the way back" } else { "" };
        let [old, new] = of.sides.map(|side| side.network);
        let [was, is] = &turn.decided;
        let was = was.as_ref().map(|one| decided(old, one));
        let is = is.as_ref().map(|one| decided(new, one));
        // The same decision about another packet says nothing.
        if was != is {
            let told = [("before", was), ("after", is)];
            let told =
                told.into_iter().filter_map(|(word, words)| words.map(|words| (word, words)));
            lines.extend(
                told.map(|(word, words)| format!("{word}, at {}{way}: {words}", turn.node)),
            );
        }
    }
    lines
}

fn decided(network: &Network, one: &Decided) -> String {
    match one {
        Decided::Routed(table, destination, winners) => {
            let name = words::table_name(network, *table);
            let routes: Vec<String> =
                winners.iter().map(|one| words::route(&network.model, one)).collect();
            if routes.is_empty() {
                format!("{name}: nothing covers {destination}")
            } else {
                format!("{name}: {}", routes.join(", and "))
            }
        }
        Decided::Ended(reason, message, facts) if facts.is_empty() => {
            format!("{}: {message}", reason.id())
        }
        Decided::Ended(reason, message, facts) => {
            format!("{}: {message}  [{}]", reason.id(), facts.join(", "))
        }
        Decided::WentOn(node) => format!("on to {node}"),
        Decided::Arrived => "arrived".to_owned(),
    }
}

/// Returns a class of packets as a finding, at the place of the edit that it comes from. Where expectations decide,
/// it fails nothing by itself.
fn finding(change: Change<'_>, one: &Flows, view: &FlowsView) -> Diagnostic {
    let code = match one.kind {
        _exposed if one.exposes => code::NEWLY_EXPOSED,
        Kind::Lost => code::FLOW_LOST,
        Kind::Gained | Kind::Translated | Kind::Rerouted | Kind::Mtu => code::FLOW_CHANGED,
    };
    let mut problem = Diagnostic::unplaced(code, view.headline());
    if change.turned.is_some() {
        problem.severity = problem.severity.min(Severity::Warning);
    }
    problem.because = view.because.join("; ");
    let edits = change.edits;
    let place = one.cause.edits.first().and_then(|at| edits.get(*at)).map(|edit| edit.near);
    problem.primary = place.map(|span| Label { span, text: String::new() });
    problem.subject = format!("{} -> {}", some(&view.from), some(&view.to));
    let decided = one.cause.turn.iter().flat_map(|turn| turn.decided.iter().flatten());
    problem.facts.extend(decided.flat_map(|one| match one {
        Decided::Ended(_, _, facts) => facts.as_slice(),
        Decided::Routed(..) | Decided::WentOn(_) | Decided::Arrived => &[],
    }));
    problem.facts.sort_unstable();
    problem.facts.dedup();
    if let Some(flow) = &one.witness.flow {
        let sides =
            if change.tried.is_empty() { "on both sides" } else { "with and without `--what-if`" };
        problem = problem.help(format!("`outpath trace` with '{flow}' {sides} shows it."));
    }
    problem
}

/// Returns the first of some names, and how many more there are.
fn some(names: &[String]) -> String {
    let shown: Vec<&str> = names.iter().take(MOST_NAMES).map(String::as_str).collect();
    let more = names.len().saturating_sub(MOST_NAMES);
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{}{more}", shown.join(", "))
}

impl FateView {
    fn words(&self) -> String {
        let share = self.share.as_ref().map_or_else(String::new, |share| format!(" {share}"));
        let reason = self.reason.map_or_else(String::new, |reason| format!(" ({reason})"));
        format!("{}{share}{reason}", self.reached)
    }
}

impl FlowsView {
    fn traffic(&self) -> String {
        self.all_traffic.map_or_else(|| some(&self.traffic), str::to_owned)
    }

    fn fates(&self) -> String {
        let mtu =
            |fate: &FateView| fate.mtu.map_or_else(|| "no limit".to_owned(), |mtu| mtu.to_string());
        if self.kind == Kind::Mtu.word() {
            return format!("MTU {} -> {}", mtu(&self.before), mtu(&self.after));
        }
        if self.kind == Kind::Translated.word() {
            let (before, after) = (some(&self.before.arrive), some(&self.after.arrive));
            return format!("{}, arriving as {after}, before as {before}", self.after.words());
        }
        let (before, after) = (self.before.words(), self.after.words());
        if before == after { before } else { format!("{before} -> {after}") }
    }

    fn headline(&self) -> String {
        let ends = format!("{} -> {} {}", some(&self.from), some(&self.to), self.traffic());
        let exposed = if self.exposes { "newly exposed" } else { self.kind };
        format!("{exposed}: {ends}: {}", self.fates())
    }

    fn role(&self) -> Role {
        match self.kind {
            _allowed if self.allowed => Role::Dim,
            _exposed if self.exposes => Role::Bad,
            "lost" => Role::Bad,
            "gained" => Role::Good,
            _other => Role::Warn,
        }
    }
}

impl Diff {
    /// Returns whether something is lost or newly exposed that no line allows.
    #[must_use]
    pub fn has_findings(&self) -> bool {
        self.outcome == "findings"
    }

    /// Returns the answer as JSON.
    #[must_use]
    pub fn json(&self) -> String {
        super::to_json(self)
    }

    /// Returns the sum in one line.
    fn headline(&self) -> String {
        let Summary { exposed, lost, gained, translated, rerouted, mtu_changed, allowed, .. } =
            self.summary;
        let parts = [
            (exposed, "newly exposed"),
            (lost, "lost"),
            (gained, "gained"),
            (translated, "re-translated"),
            (rerouted, "rerouted"),
            (mtu_changed, "with another MTU"),
        ];
        let parts: Vec<String> = parts
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, word)| format!("{count} {word}"))
            .collect();
        let allowed = if allowed > 0 { format!(" ({allowed} allowed)") } else { String::new() };
        if parts.is_empty() {
            "every packet fares as before".to_owned()
        } else {
            let all = self.flows.len();
            let classes = if all == 1 { "class" } else { "classes" };
            format!("{all} {classes} of packets fare otherwise: {}{allowed}", parts.join(", "))
        }
    }
}

impl TurnedView {
    fn turn(&self) -> String {
        match (self.before, self.after) {
            (_, HOLDS) => "holds now".to_owned(),
            (HOLDS, after) => after.to_owned(),
            (before, after) => format!("{before}, now {after}"),
        }
    }
}

impl EditView {
    /// Returns where it stands, after the change if it is there.
    fn place(&self) -> Option<String> {
        let said = self.after.as_ref().or(self.before.as_ref())?;
        Some(said.location.shown())
    }
}
