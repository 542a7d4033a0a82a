//! Expectations of packets, proved over every kind of them.

use super::{Evidence, Judgement, MOST_CASES, Word, failure, guarantee::Asked};
use crate::{
    addr::PortRange,
    forwarding::{
        self, Case, Cases, Extent, Intent, Network, NoEndpoint, Outcome, Trace, Verdict, What,
        resolve_every,
    },
    parallel,
    query::{Demand, ExpectedFlow, Flow, Trial},
};

/// How many kinds of packets are tried at once, before one that refutes ends the search.
const AT_ONCE: usize = 128;

/// A line with what it names, found.
pub(super) struct Ready<'a> {
    pub(super) line: &'a ExpectedFlow,
    pub(super) cases: Cases,
    asked: Asked,
}

/// Judges a line: as the network is, and then through each failure that it must survive.
pub(super) fn judge(network: &Network, line: &ExpectedFlow) -> Judgement {
    let ready = match Ready::new(network, line) {
        Ok(ready) => ready,
        Err(wrong) => return Judgement::NoEndpoint(wrong),
    };
    let failures = match failure::find(network, &line.guarantees) {
        Ok(failures) => failures,
        Err(wrong) => return Judgement::NoEndpoint(wrong),
    };
    let decided = ready.first(network, |_| true).map(|heard| heard.judgement(&ready, network, &[]));
    let decided = decided.or_else(|| failure::judge(network, &ready, &failures));
    match decided {
        Some(decided) => decided,
        None if ready.cases.complete => Judgement::Holds,
        None => Judgement::TooMany,
    }
}

/// Returns what a line names and the input does not have.
pub(super) fn unfound(network: &Network, line: &ExpectedFlow) -> Option<NoEndpoint> {
    let cases = resolve_every(network, &line.flow, Extent::Hosts, 1).err();
    let asked = || Asked::find(network, &line.guarantees).err();
    cases.or_else(asked).or_else(|| failure::find(network, &line.guarantees).err())
}

/// What one kind of packet says against a line, or does not know.
pub(super) struct Heard {
    pub(super) word: Word,
    /// Which of the kinds.
    at: usize,
    pub(super) trace: Trace,
    wrong: Option<String>,
}

impl<'a> Ready<'a> {
    pub(super) fn new(network: &Network, line: &'a ExpectedFlow) -> Result<Self, NoEndpoint> {
        let asked = Asked::find(network, &line.guarantees)?;
        let extent = match line.demand {
            Demand::Reaches => Extent::Hosts,
            Demand::NeverReaches => Extent::Everything,
        };
        let cases = resolve_every(network, &line.flow, extent, MOST_CASES)?;
        Ok(Self { line, cases, asked })
    }

    /// Returns the first kind of packet that refutes the line in a network, else the first that nobody
    /// knows about; `None` if it holds for all that count.
    pub(super) fn first(
        &self,
        network: &Network,
        counts: impl Fn(&Case) -> bool + Sync,
    ) -> Option<Heard> {
        let mut unknown = None;
        let all: Vec<usize> = (0..self.cases.cases.len()).collect();
        for some in all.chunks(AT_ONCE) {
            let heard = parallel::map(some, |at| self.hear(network, *at, &counts));
            for heard in heard.into_iter().flatten() {
                match heard.word {
                    Word::Against => return Some(heard),
                    Word::Neither if unknown.is_none() => unknown = Some(heard),
                    Word::Neither | Word::For => {}
                }
            }
        }
        unknown
    }

    /// Returns the ways of the kinds of packets that count.
    pub(super) fn traces(
        &self,
        network: &Network,
        counts: impl Fn(&Case) -> bool + Sync,
    ) -> Vec<Trace> {
        let traces = parallel::map(&self.cases.cases, |case| {
            counts(case).then(|| forwarding::trace(network, &case.intent))
        });
        traces.into_iter().flatten().collect()
    }

    /// Returns what one kind of packet says, unless it is for the line or does not count.
    pub(super) fn hear(
        &self,
        network: &Network,
        at: usize,
        counts: impl Fn(&Case) -> bool,
    ) -> Option<Heard> {
        let case = self.cases.cases.get(at).filter(|case| counts(case))?;
        let trace = forwarding::trace(network, &case.intent);
        let (word, wrong) = self.word(network, &trace);
        (word != Word::For).then_some(Heard { word, at, trace, wrong })
    }

    /// Returns what the way of one kind of packet says about the line.
    fn word(&self, network: &Network, trace: &Trace) -> (Word, Option<String>) {
        let arrives = trace.forward.iter().any(|path| path.outcome == Outcome::Delivered);
        let unclear = trace.forward.iter().any(|path| matches!(path.outcome, Outcome::Unknown(_)));
        match (self.line.demand, trace.verdict) {
            (Demand::Reaches, Verdict::Reachable) => self.asked.hear(network, trace),
            (Demand::Reaches, Verdict::Unknown) => (Word::Neither, None),
            (Demand::Reaches, Verdict::Unreachable | Verdict::OneWay | Verdict::Partial) => {
                (Word::Against, None)
            }
            (Demand::NeverReaches, _) if arrives => (Word::Against, None),
            (Demand::NeverReaches, _) if unclear => (Word::Neither, None),
            (Demand::NeverReaches, _) => (Word::For, None),
        }
    }
}

impl Heard {
    /// Returns the judgement that follows, with the packet as evidence.
    pub(super) fn judgement(
        self,
        ready: &Ready<'_>,
        network: &Network,
        failures: &[Trial],
    ) -> Judgement {
        let word = self.word;
        let evidence = Box::new(self.evidence(ready, network, failures));
        if word == Word::Against {
            Judgement::Refuted(evidence)
        } else {
            Judgement::Undecided(evidence)
        }
    }

    fn evidence(self, ready: &Ready<'_>, network: &Network, failures: &[Trial]) -> Evidence {
        let asked = &ready.line.flow;
        let case = ready.cases.cases.get(self.at);
        let whole = case.map_or_else(|| asked.clone(), |case| case.flow(network, asked));
        let narrower = narrowed(&self, ready, network);
        let (flow, trace) = match narrower {
            Some((intent, trace)) => {
                let Intent { packet, .. } = intent;
                let ports = |ports: Option<PortRange>, asked| ports.or(asked);
                let source_ports = ports(packet.source_ports, whole.source_ports);
                let destination_ports = ports(packet.destination_ports, whole.destination_ports);
                (Flow { source_ports, destination_ports, ..whole }, trace)
            }
            None => (whole, self.trace),
        };
        Evidence { flow, trace, wrong: self.wrong, failures: failures.to_vec(), alone: Vec::new() }
    }
}

/// Returns the part of a kind of packet that refutes a line, where filters let only some of its ports
/// pass: its first ports, so that one packet is shown.
fn narrowed(heard: &Heard, ready: &Ready<'_>, network: &Network) -> Option<(Intent, Trace)> {
    let back = heard.trace.replies.iter().flat_map(|reply| &reply.paths);
    let splits = heard.trace.forward.iter().chain(back).flat_map(|path| &path.hops);
    let splits = splits.flat_map(|hop| &hop.steps);
    let narrowed = splits.filter_map(|step| match &step.what {
        What::Narrowed { source, destination } => Some((*source, *destination)),
        _other => None,
    });
    let case = ready.cases.cases.get(heard.at)?;
    let mut tried = Vec::new();
    for (source, destination) in narrowed {
        if tried.contains(&(source, destination)) {
            continue;
        }
        tried.push((source, destination));
        let mut intent = case.intent.clone();
        let first = |ports: PortRange| Some(PortRange::single(ports.first));
        let fits = |asked: Option<PortRange>, part: PortRange| {
            asked.is_some_and(|asked| asked.common(part) == Some(part))
        };
        for (part, asked) in [
            (source, &mut intent.packet.source_ports),
            (destination, &mut intent.packet.destination_ports),
        ] {
            if let Some(part) = part.filter(|part| fits(*asked, *part)) {
                *asked = first(part);
            }
        }
        if intent.packet == case.intent.packet {
            continue;
        }
        let trace = forwarding::trace(network, &intent);
        if ready.word(network, &trace).0 == heard.word {
            return Some((intent, trace));
        }
    }
    None
}
