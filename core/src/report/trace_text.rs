//! A trace for people: the answer first, then the hops, then why, then what would fix it.

use super::{
    Role, Text,
    assumptions::{self, Assumption},
    blockers, notes,
    text::plural,
    words,
};
use crate::{
    addr::Packet,
    facts,
    forwarding::{Hop, Network, Outcome, Path, Trace, Verdict, What},
    graph::Node,
};

/// Returns the whole answer.
#[must_use]
pub fn human(network: &Network, flow: &str, trace: &Trace) -> Text {
    let mut text = concise(network, flow, trace);
    text.push(Role::Plain, "\n");
    for (title, paths) in ways(network, trace) {
        way(&mut text, network, &title, &paths);
    }
    if let Some(words) = words::unanswered(trace) {
        text.push(Role::Strong, "Back");
        text.line(Role::Plain, format!("   no reply: {words}\n"));
    }
    blockers(&mut text, network, trace);
    notes(&mut text, network, trace);
    settings(&mut text, &assumptions::of(network, trace));
    text
}

/// Returns the answer in one line.
#[must_use]
pub fn concise(network: &Network, flow: &str, trace: &Trace) -> Text {
    let mut text = Text::default();
    let role = match trace.verdict {
        Verdict::Reachable => Role::Good,
        Verdict::Unreachable | Verdict::OneWay => Role::Bad,
        Verdict::Partial | Verdict::Unknown => Role::Warn,
    };
    text.push(role, trace.verdict.word());
    text.push(Role::Plain, ": ");
    text.push(Role::Strong, flow);
    text.line(Role::Plain, summary(network, trace));
    text
}

fn summary(network: &Network, trace: &Trace) -> String {
    let first = |paths: Vec<&Path>| {
        let mut ended = paths.into_iter().filter_map(|path| Some((path, path.outcome.blocker()?)));
        ended.next().map(|(path, blocker)| {
            let at = path.hops.last().map(|hop| network.node_name(hop.node)).unwrap_or_default();
            format!("{} at {at}", blocker.reason.id())
        })
    };
    let there = first(trace.forward.iter().collect());
    let back = first(trace.replies.iter().flat_map(|reply| &reply.paths).collect());
    let more = match blockers::alike(trace).len() {
        0 | 1 => String::new(),
        several => format!("; {several} things stand in the way"),
    };
    match (trace.verdict, there, back) {
        (Verdict::Reachable, _, _) if trace.symmetric == Some(false) => {
            ", there and back, but the way back takes other gateways".to_owned()
        }
        (Verdict::Reachable, _, _) if words::unanswered(trace).is_some() => {
            ", there; it has no reply".to_owned()
        }
        (Verdict::Reachable, _, _) => ", there and back".to_owned(),
        (_, Some(there), None) => format!(", {there}{more}"),
        (_, None, Some(back)) => format!(", the reply ends with {back}{more}"),
        (_, Some(there), Some(back)) => format!(", {there}; the reply ends with {back}{more}"),
        (_, None, None) => String::new(),
    }
}

/// Returns the titles and paths of both directions.
fn ways<'t>(network: &Network, trace: &'t Trace) -> Vec<(String, Vec<&'t Path>)> {
    let there = ("There".to_owned(), trace.forward.iter().collect());
    let several = trace.replies.len() > 1;
    let back = trace.replies.iter().map(|reply| {
        let paths: Vec<&Path> = reply.paths.iter().collect();
        let start = paths.first().and_then(|path| path.hops.first());
        let from = start.map(|hop| network.node_name(hop.node)).unwrap_or_default();
        let title = if several { format!("Back from {from}") } else { "Back".to_owned() };
        (title, paths)
    });
    std::iter::once(there).chain(back).collect()
}

/// Writes one direction: each kind of path once, in full.
fn way(text: &mut Text, network: &Network, title: &str, paths: &[&Path]) {
    let mut groups: Vec<(&Path, Vec<&Path>)> = Vec::new();
    for path in paths {
        match groups.iter_mut().find(|(first, _)| alike(first, path)) {
            Some((_, more)) => more.push(path),
            None => groups.push((path, Vec::new())),
        }
    }
    for (first, more) in groups {
        let share: f64 = std::iter::once(&first).chain(&more).map(|path| path.share.number()).sum();
        text.push(Role::Strong, title);
        text.line(Role::Plain, format!("   {}", heading(first, share)));
        for (index, hop) in first.hops.iter().enumerate() {
            write_hop(text, network, index + 1, hop);
        }
        ending(text, first);
        for (differing, share) in others(network, first, &more) {
            let share = percent(share);
            text.line(Role::Dim, format!("    the same for {share} by {}", differing.join(", ")));
        }
        text.push(Role::Plain, "\n");
    }
}

/// Returns the devices by which other paths differ from the first one, with the share of each kind.
/// Paths that differ in nothing that has a name, such as the uplink back in, are not told apart.
fn others(network: &Network, first: &Path, more: &[&Path]) -> Vec<(Vec<String>, f64)> {
    let mut kinds: Vec<(Vec<String>, f64)> = Vec::new();
    for other in more {
        let differing = first.nodes().zip(other.nodes()).filter(|(one, other)| one != other);
        let names: Vec<String> = differing.map(|(_, other)| network.node_name(other)).collect();
        if names.is_empty() {
            continue;
        }
        let share = other.share.number();
        match kinds.iter_mut().find(|(known, _)| *known == names) {
            Some((_, sum)) => *sum += share,
            None => kinds.push((names, share)),
        }
    }
    kinds
}

/// Returns whether two paths differ only in which of several equal devices they use.
fn alike(one: &Path, other: &Path) -> bool {
    let kinds = |path: &Path| -> Vec<&'static str> { path.nodes().map(Node::kind).collect() };
    let packets =
        |path: &Path| -> Vec<Packet> { path.hops.iter().map(|hop| hop.packet_out).collect() };
    one.outcome.id() == other.outcome.id()
        && one.outcome == Outcome::Delivered
        && kinds(one) == kinds(other)
        && packets(one) == packets(other)
}

fn heading(path: &Path, share: f64) -> String {
    let packet = path.hops.first().map(|hop| hop.packet_in.to_string()).unwrap_or_default();
    let mut words = packet;
    if share < 0.9999 {
        words.push_str(&format!("   {} of the flows", percent(share)));
    }
    if let Some(mtu) = path.mtu {
        words.push_str(&format!("   MTU {mtu}"));
    }
    words
}

fn percent(share: f64) -> String {
    let percent = share * 100.0;
    if (percent - percent.round()).abs() < 0.05 {
        format!("{percent:.0} %")
    } else {
        format!("{percent:.1} %")
    }
}

fn write_hop(text: &mut Text, network: &Network, number: usize, hop: &Hop) {
    let name = network.node_name(hop.node);
    text.push(Role::Plain, format!("  {number:>2} "));
    text.push(Role::Strong, name);
    text.line(Role::Dim, format!("  {}", hop.node.kind().replace('-', " ")));
    for step in &hop.steps {
        let quiet = matches!(step.what, What::NoFilters(_) | What::Noted { .. } | What::Delivered);
        if quiet {
            continue;
        }
        let (headline, under) = words::step(network, step);
        text.push(Role::Plain, format!("       {headline}"));
        if !step.facts.is_empty() {
            text.push(Role::Dim, format!("  [{}]", step.facts.join(", ")));
        }
        text.push(Role::Plain, "\n");
        for line in under {
            text.line(Role::Dim, format!("         {line}"));
        }
    }
}

fn ending(text: &mut Text, path: &Path) {
    match &path.outcome {
        Outcome::Delivered => text.line(Role::Good, "     delivered"),
        Outcome::Dropped(blocker) => {
            text.push(Role::Bad, format!("     dropped, {}", blocker.reason.id()));
            text.line(Role::Plain, format!(": {}", blocker.message));
        }
        Outcome::Unknown(blocker) => {
            text.push(Role::Warn, format!("     unknown, {}", blocker.reason.id()));
            text.line(Role::Plain, format!(": {}", blocker.message));
        }
    }
}

/// Writes what would fix it: everything that stands in the way, there and then back.
fn blockers(text: &mut Text, network: &Network, trace: &Trace) {
    let found = blockers::alike(trace);
    if found.is_empty() {
        return;
    }
    let title = match found.len() {
        1 => "What would fix it".to_owned(),
        several => format!("What would fix it: {several} things, in the order of the way"),
    };
    text.line(Role::Strong, title);
    let mut told: Vec<&'static str> = Vec::new();
    for (block, nodes) in &found {
        let blocker = &block.blocker;
        let way = if block.back { "back, " } else { "" };
        let names: Vec<String> = nodes.iter().map(|node| network.node_name(*node)).collect();
        text.push(Role::Plain, format!("  {way}{}: {}", names.join(", "), blocker.help));
        if !blocker.facts.is_empty() {
            text.push(Role::Dim, format!("  [{}]", blocker.facts.join(", ")));
        }
        text.push(Role::Plain, "\n");
        if !blockers::ended_a_path(trace, block) {
            let id = blocker.reason.id();
            text.line(Role::Plain, format!("    because of {id}: {}", blocker.message));
        }
        let known = blocker.facts.iter().filter_map(|id| facts::fact(id));
        // What is assumed stands in a section of its own.
        for fact in known.filter(|fact| !fact.mark.is_assumption()) {
            if !told.contains(&fact.id) {
                text.line(Role::Dim, format!("    {}: {}", fact.id, fact.text));
                told.push(fact.id);
            }
        }
    }
    text.push(Role::Plain, "\n");
}

/// Writes what is worth knowing beside the answer.
fn notes(text: &mut Text, network: &Network, trace: &Trace) {
    let found = notes::of(trace);
    if found.is_empty() {
        return;
    }
    text.line(Role::Strong, "Notes");
    for remark in found {
        let at = network.node_name(remark.node);
        text.push(Role::Warn, format!("  {}", remark.note.id()));
        text.push(Role::Plain, format!("  {at}: {}", remark.text));
        if !remark.facts.is_empty() {
            text.push(Role::Dim, format!("  [{}]", remark.facts.join(", ")));
        }
        text.push(Role::Plain, "\n");
    }
    text.push(Role::Plain, "\n");
}

/// Writes what the answer rests on beyond AWS's word.
fn settings(text: &mut Text, assumptions: &[Assumption]) {
    if assumptions.is_empty() {
        return;
    }
    let count = plural(assumptions.len(), "assumption");
    text.line(Role::Strong, format!("Rests on {count}, not on AWS's word"));
    for assumption in assumptions {
        text.push(Role::Warn, format!("  {}", assumption.fact));
        if let Some(value) = &assumption.value {
            let whose = if assumption.default == Some(true) { " by default" } else { "" };
            text.push(Role::Plain, format!(" = {value}{whose}"));
        }
        text.line(Role::Plain, format!("  {}", assumption.text));
    }
}
