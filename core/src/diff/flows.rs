//! Every packet of two networks: which of them fare otherwise, as classes.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    allowed::{Allowed, Found as Line},
    cause::{Cause, cause},
    compare::{Difference, Fate, Kind, Seen, differences, way},
    ends::{End, Ends, Realm, Side},
    traffic::traffic,
    written::Edit,
};
use crate::{
    addr::{Family, PortRange},
    forwarding::{Case, Network, NoEndpoint, Place, Point, Reason, Trace, case, trace},
    parallel,
    query::{Flow, Traffic},
    reach::Reached,
};

/// More traces than this are not begun.
const MOST: usize = 40_000_000;

/// What two networks make of all packets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// The classes of packets that fare otherwise: new exposure first, then by kind.
    pub flows: Vec<Flows>,
    /// How many pairs of ends were compared.
    pub pairs: u64,
    /// Every fact that the answers rest on.
    pub cited: BTreeSet<&'static str>,
}

/// A class of packets that fare otherwise in the same way: from every one of some ends to every one of
/// others.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flows {
    /// How they fare otherwise.
    pub kind: Kind,
    /// Whether the internet or the customer's network reaches something in a VPC now that it did not.
    pub exposes: bool,
    /// Whether a line allows it.
    pub allowed: bool,
    /// The sources, by name or by the part of a set.
    pub from: Vec<String>,
    /// The destinations.
    pub to: Vec<String>,
    /// Protocols and ports.
    pub traffic: Vec<String>,
    /// The words for that, if it is all that was compared of one family, or of both.
    pub all_traffic: Option<&'static str>,
    /// What becomes of one of them before and after.
    pub fates: [Fate; 2],
    /// Why.
    pub cause: Cause,
    /// A packet that shows it.
    pub witness: Witness,
}

/// A packet that shows a difference.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Witness {
    /// The flow in words; none where no words ask for just that.
    pub flow: Option<String>,
    /// Its ways before and after; none where an end is not there.
    pub traces: [Option<Trace>; 2],
}

/// Why two networks are not compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum NoComparison {
    /// There are more kinds of packets than anybody could wait for.
    TooMany(usize),
    /// The end of a line that allows something is in neither network; its position, and why.
    NoEndpoint(usize, NoEndpoint),
}

/// The work: what all pairs of ends are asked.
struct Work<'a> {
    sides: [Side<'a>; 2],
    networks: [&'a Network; 2],
    edits: &'a [Edit],
    lines: &'a [Line],
    ends: &'a Ends,
    traffic: Vec<Traffic>,
    cuts: BTreeSet<u16>,
}

/// A difference of two ends, standing for those of two classes.
struct One {
    traffic: Traffic,
    difference: Difference,
    cause: Cause,
    /// The ends that were asked.
    asked: (usize, usize),
}

/// Compares what two networks make of every packet between any two ends, by the usual addresses of those
/// that have names.
///
/// # Errors
/// Says that there is too much to compare, or which line means nothing.
pub fn compare(
    sides: [Side<'_>; 2],
    edits: &[Edit],
    allowed: &[Allowed<'_>],
) -> Result<Comparison, NoComparison> {
    let networks = sides.map(|side| side.network);
    let all = super::ends::matched(sides);
    let line = |(at, one): (usize, &Allowed<'_>)| {
        Line::new(one, networks, &all).map_err(|why| NoComparison::NoEndpoint(at, why))
    };
    let lines: Vec<Line> = allowed.iter().enumerate().map(line).collect::<Result<_, _>>()?;
    let marks = |end: usize| lines.iter().flat_map(|line| line.marks(end)).collect();
    let ends = Ends::new(sides, all, marks);
    let cuts = lines
        .iter()
        .filter_map(|line| line.ports)
        .flat_map(|ports| std::iter::once(ports.first).chain(ports.last.checked_add(1)));
    let work = Work {
        sides,
        networks,
        edits,
        lines: &lines,
        ends: &ends,
        traffic: traffic(networks),
        cuts: cuts.collect(),
    };
    let pairs = work.pairs();
    let traces = pairs.len().saturating_mul(work.traffic.len());
    if traces > MOST {
        return Err(NoComparison::TooMany(traces));
    }
    let found = parallel::map(&pairs, |pair| work.pair(*pair));
    let mut cited = BTreeSet::new();
    let mut groups = Groups::new();
    for ((from, to), (ones, facts)) in pairs.iter().zip(found) {
        cited.extend(facts);
        for one in ones {
            work.sort_in(&mut groups, (*from, *to), &one);
        }
    }
    let number = |class: &usize| ends.classes.get(*class).map_or(0, Vec::len) as u64;
    let pairs = pairs.iter().map(|(from, to)| {
        let same = if from == to { number(from) } else { 0 };
        number(from) * number(to) - same
    });
    let mut flows: Vec<Flows> =
        groups.into_iter().flat_map(|(key, group)| work.flows(key, group)).collect();
    flows.sort_by_key(|one| (!one.exposes, one.kind));
    Ok(Comparison { flows, pairs: pairs.sum(), cited })
}

/// What becomes of packets, without their ways.
type Sum = (Option<Reached>, Option<Reason>, Option<(u128, u128)>);

/// What the differences of one class of packets have in common.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Shared {
    kind: Kind,
    exposes: bool,
    allowed: bool,
    fates: [Sum; 2],
    /// What is on the way before and not after, and the other way round, where that is the difference.
    nodes: [Vec<String>; 2],
    mtu: [Option<u32>; 2],
    edits: Vec<usize>,
}

/// What of a difference is told of the whole class.
#[derive(Debug, Clone)]
struct Sample {
    fates: [Fate; 2],
    cause: Cause,
    asked: (usize, usize),
    traffic: Traffic,
}

/// The pairs of ends of a class of packets, with their traffic.
#[derive(Debug, Default)]
struct Group {
    pairs: BTreeMap<(usize, usize), (BTreeSet<String>, Option<Sample>)>,
}

type Groups = BTreeMap<Shared, Group>;

impl Work<'_> {
    /// Returns the pairs of classes between which packets may go.
    fn pairs(&self) -> Vec<(usize, usize)> {
        let first = |class: usize| {
            self.ends.classes.get(class).and_then(|members| self.ends.all.get(*members.first()?))
        };
        let sends = |end: &End| end.points.iter().flatten().any(|point| can_send(*point));
        let ours = |end: &End| matches!(end.realm, Realm::Vpc | Realm::OnPremises);
        let classes = 0..self.ends.classes.len();
        let mut found = Vec::new();
        for from in classes.clone() {
            let Some(source) = first(from).filter(|end| sends(end)) else { continue };
            for to in classes.clone() {
                let Some(destination) = first(to) else { continue };
                // What the internet sends to itself is nobody's question.
                if (ours(source) || ours(destination)) && self.asked(from, to).is_some() {
                    found.push((from, to));
                }
            }
        }
        found
    }

    /// Returns the ends that speak for two classes.
    fn asked(&self, from: usize, to: usize) -> Option<(usize, usize)> {
        let source = *self.ends.classes.get(from)?.first()?;
        let members = self.ends.classes.get(to)?;
        if from != to {
            return Some((source, *members.first()?));
        }
        let of_set = self.ends.all.get(source)?.part.is_some();
        members.get(1).copied().or(of_set.then_some(source)).map(|other| (source, other))
    }

    /// Compares what two ends send each other, with every traffic.
    fn pair(&self, (from, to): (usize, usize)) -> (Vec<One>, BTreeSet<&'static str>) {
        let mut found = Vec::new();
        let mut facts = BTreeSet::new();
        let Some(asked) = self.asked(from, to) else { return (found, facts) };
        for traffic in &self.traffic {
            let cases = self.cases(asked, traffic);
            let traces = self.traces(&cases);
            // That packets fare as before rests on facts, too.
            facts.extend(traces.iter().flatten().flat_map(Trace::facts));
            let seen = self.seen(&traces);
            for difference in differences(seen, &self.cuts) {
                let ways = seen
                    .map(|seen| seen.map(|(network, trace)| way(network, trace, difference.ports)));
                let cause =
                    cause(self.sides, seen, ways.each_ref().map(Option::as_ref), self.edits);
                found.push(One { traffic: *traffic, difference, cause, asked });
            }
        }
        (found, facts)
    }

    fn cases(&self, (from, to): (usize, usize), traffic: &Traffic) -> [Option<Case>; 2] {
        let flow = Flow::of(*traffic);
        [0, 1].map(|side: usize| {
            let point = |end: usize| *self.ends.all.get(end)?.points.get(side)?;
            let source = point(from).filter(|point| can_send(*point))?;
            case(self.networks.get(side)?, &flow, source, point(to)?)
        })
    }

    fn traces(&self, cases: &[Option<Case>; 2]) -> [Option<Trace>; 2] {
        let [before, after] = cases;
        let [old, new] = self.networks;
        let of = |network, case: &Option<Case>| Some(trace(network, &case.as_ref()?.intent));
        [of(old, before), of(new, after)]
    }

    fn seen<'t>(&self, traces: &'t [Option<Trace>; 2]) -> [Seen<'t>; 2]
    where
        Self: 't,
    {
        let [old, new] = self.networks;
        let [before, after] = traces;
        [before.as_ref().map(|trace| (old, trace)), after.as_ref().map(|trace| (new, trace))]
    }

    /// Notes a difference for all ends of two classes.
    fn sort_in(&self, groups: &mut Groups, (from, to): (usize, usize), one: &One) {
        let Difference { kind, ports, fates, opens } = &one.difference;
        let realm = |end: usize| self.ends.all.get(end).map(|end| end.realm);
        let (source, destination) = (realm(one.asked.0), realm(one.asked.1));
        let outside = matches!(source, Some(Realm::Internet | Realm::OnPremises));
        let exposes = *opens && outside && destination == Some(Realm::Vpc);
        let allowed =
            self.lines.iter().any(|line| line.allows(*kind, one.asked, (&one.traffic, *ports)));
        let [before, after] = fates;
        let nodes = match kind {
            Kind::Rerouted => {
                [before.nodes.difference(&after.nodes), after.nodes.difference(&before.nodes)]
                    .map(|nodes| nodes.cloned().collect())
            }
            Kind::Lost | Kind::Gained | Kind::Translated | Kind::Mtu => [Vec::new(), Vec::new()],
        };
        let mtu = if *kind == Kind::Mtu { [before.mtu, after.mtu] } else { [None, None] };
        let shared = Shared {
            kind: *kind,
            exposes,
            allowed,
            fates: fates.each_ref().map(|fate| (fate.reached, fate.reason, fate.share)),
            nodes,
            mtu,
            edits: one.cause.edits.clone(),
        };
        let traffic =
            Traffic { destination_ports: ports.or(one.traffic.destination_ports), ..one.traffic };
        let text = shown(traffic);
        let sample =
            Sample { fates: fates.clone(), cause: one.cause.clone(), asked: one.asked, traffic };
        let group = groups.entry(shared).or_default();
        let members = |class: usize| self.ends.classes.get(class).into_iter().flatten();
        for source in members(from) {
            for destination in members(to) {
                let set = self.ends.all.get(*source).is_some_and(|end| end.part.is_some());
                if source != destination || set {
                    let slot = group.pairs.entry((*source, *destination)).or_default();
                    slot.0.insert(text.clone());
                    slot.1.get_or_insert_with(|| sample.clone());
                }
            }
        }
    }

    /// Puts the pairs of a class together: as many sources and destinations in one as send each other all
    /// of the same.
    fn flows(&self, shared: Shared, group: Group) -> Vec<Flows> {
        let mut by_traffic: BTreeMap<BTreeSet<String>, BTreeMap<usize, BTreeSet<usize>>> =
            BTreeMap::new();
        let mut samples: BTreeMap<(usize, usize), Sample> = BTreeMap::new();
        for ((from, to), (traffic, sample)) in group.pairs {
            by_traffic.entry(traffic).or_default().entry(from).or_default().insert(to);
            samples.extend(sample.map(|sample| ((from, to), sample)));
        }
        let mut found = Vec::new();
        for (traffic, of) in by_traffic {
            let mut rectangles: BTreeMap<BTreeSet<usize>, BTreeSet<usize>> = BTreeMap::new();
            for (from, to) in of {
                rectangles.entry(to).or_default().insert(from);
            }
            for (to, from) in rectangles {
                let first = from.first().zip(to.first()).map(|(from, to)| (*from, *to));
                let Some(sample) = first.and_then(|pair| samples.get(&pair)) else { continue };
                found.push(Flows {
                    kind: shared.kind,
                    exposes: shared.exposes,
                    allowed: shared.allowed,
                    from: self.names(&from),
                    to: self.names(&to),
                    all_traffic: self.is_all(&traffic, sample.asked),
                    traffic: traffic.iter().cloned().collect(),
                    fates: sample.fates.clone(),
                    cause: sample.cause.clone(),
                    witness: self.witness(sample),
                });
            }
        }
        found
    }

    /// Returns the words for texts of traffic that are all there are: of both families, or of the one in which
    /// the ends have addresses.
    fn is_all(&self, texts: &BTreeSet<String>, asked: (usize, usize)) -> Option<&'static str> {
        let [v4, v6] = [Family::V4, Family::V6].map(|family| {
            let mut of_family = self.traffic.iter().filter(|one| one.family == Some(family));
            let whole = of_family.clone().all(|one| texts.contains(&shown(*one)));
            let exists = of_family
                .next()
                .is_some_and(|one| self.cases(asked, one).iter().any(Option::is_some));
            (whole, exists)
        });
        match (v4, v6) {
            ((true, _), (true, _)) | ((true, _), (_, false)) => Some("all traffic"),
            ((_, false), (true, _)) => Some("all traffic"),
            ((true, _), (false, true)) => Some("all traffic over ipv4"),
            ((false, true), (true, _)) => Some("all traffic over ipv6"),
            ((false, _), (false, _)) => None,
        }
    }

    /// Returns the names of ends; the whole internet of a family is one.
    fn names(&self, ends: &BTreeSet<usize>) -> Vec<String> {
        let family = |end: &End| {
            let part = end.part.filter(|_| end.realm == Realm::Internet)?;
            Some(Family::of(part.network()))
        };
        let chosen = || ends.iter().filter_map(|end| self.ends.all.get(*end));
        let count = |of: Family| {
            let all = self.ends.all.iter().filter(|end| family(end) == Some(of)).count();
            (all, chosen().filter(|end| family(end) == Some(of)).count())
        };
        let whole = |of: Family| matches!(count(of), (all, here) if all > 0 && all == here);
        let named = [(Family::V4, "internet"), (Family::V6, "internet (IPv6)")];
        let internet =
            named.iter().filter(|(of, _)| whole(*of)).map(|(_, name)| (*name).to_owned());
        let rest = chosen().filter(|end| !family(end).is_some_and(whole));
        internet.chain(rest.map(|end| end.name.clone())).collect()
    }

    fn witness(&self, sample: &Sample) -> Witness {
        let one = |ports: PortRange| {
            if ports == PortRange::ALL { ports } else { PortRange::single(ports.first) }
        };
        let destination_ports = sample.traffic.destination_ports.map(one);
        let traffic = Traffic { destination_ports, ..sample.traffic };
        let cases = self.cases(sample.asked, &traffic);
        let words = |side: usize| {
            let case = cases.get(side)?.as_ref()?;
            // IPv4 need not be said where it is what the words mean anyhow.
            let family = traffic.family.filter(|family| *family == Family::V6);
            let like = Flow::of(Traffic { family, ..traffic });
            case.words(self.networks.get(side)?, &like).map(|flow| flow.to_string())
        };
        Witness { flow: words(1).or_else(|| words(0)), traces: self.traces(&cases) }
    }
}

/// Returns whether packets may start at an end: not at a bare address, which is only a destination.
fn can_send(point: Point) -> bool {
    !matches!(point.place, Place::Address(_))
}

/// Returns traffic in words; IPv4 is what is meant where nothing is said.
fn shown(traffic: Traffic) -> String {
    let family = traffic.family.filter(|family| *family == Family::V6);
    Traffic { family, ..traffic }.to_string()
}
