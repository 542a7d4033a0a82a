//! What speakers come to.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends where it stands")]

use std::{collections::BTreeMap, fs};

use outpath_core::{
    addr::Prefix,
    bgp::control_plane::{
        Decision, EndId, Path, Ribs, SessionId, SpeakerId, Speakers, Stability, solve, update,
    },
};
use outpath_tests::{
    files::root,
    speakers::{
        Costs,
        naive::{self, Route, fixpoint},
        prefixes, speakers,
    },
};
use proptest::prelude::*;

fn costs() -> impl Strategy<Value = Costs> {
    (any::<u32>(), prop::bool::weighted(0.3)).prop_map(|(seed, holes)| Costs { seed, holes })
}

fn plain(path: Path) -> Route {
    let from = path.from.map(|end| (end.session.0 as usize, usize::from(end.second)));
    Route {
        as_path: path.as_path,
        origin: path.origin,
        next_hop: path.next_hop,
        med: path.med,
        preference: path.local_preference,
        communities: path.communities,
        from,
        originator: path.originator_id,
        clusters: path.cluster_list,
    }
}

/// Compares one prefix at one speaker.
fn compare(
    ribs: &Ribs,
    naive: &naive::State,
    at: SpeakerId,
    prefix: Prefix,
) -> Result<(), TestCaseError> {
    let best = ribs.best(at, prefix).map(|decision| decision.winners).unwrap_or_default();
    let best: Vec<Route> = best.into_iter().map(plain).collect();
    let expected = naive.used.get(&(at.0 as usize, prefix)).cloned().unwrap_or_default();
    prop_assert_eq!(&best, &expected, "{} at {:?}", prefix, at);
    Ok(())
}

/// Puts speakers and sessions in another order; returns also the new place of each.
fn permuted(speakers: &Speakers, seed: u32) -> (Speakers, Vec<usize>, Vec<usize>) {
    let order = |count: usize| -> Vec<usize> {
        let mut order: Vec<usize> = (0..count).collect();
        let mixed = |at: &usize| {
            u32::try_from(*at).unwrap_or(0).wrapping_add(seed).wrapping_mul(0x9E37_79B1) >> 7
        };
        order.sort_by_key(mixed);
        order
    };
    let (people, sessions) = (order(speakers.speakers.len()), order(speakers.sessions.len()));
    let place = |order: &[usize], at: usize| order.iter().position(|one| *one == at).unwrap();
    let mut other = Speakers {
        speakers: people.iter().map(|at| speakers.speakers[*at].clone()).collect(),
        sessions: sessions.iter().map(|at| speakers.sessions[*at].clone()).collect(),
        route_maps: speakers.route_maps.clone(),
    };
    for speaker in &mut other.speakers {
        speaker.originations.reverse();
    }
    for end in other.sessions.iter_mut().flat_map(|session| &mut session.ends) {
        let at = place(&people, end.speaker.0 as usize);
        end.speaker = SpeakerId(u32::try_from(at).unwrap());
    }
    let people_at = (0..people.len()).map(|at| place(&people, at)).collect();
    let sessions_at = (0..sessions.len()).map(|at| place(&sessions, at)).collect();
    (other, people_at, sessions_at)
}

/// Costs by the old numbers of speakers.
struct Renumbered(Costs, Vec<usize>);

impl outpath_core::bgp::control_plane::Underlay for Renumbered {
    fn cost(&self, from: SpeakerId, to: std::net::IpAddr) -> Option<u32> {
        let old = self.1.iter().position(|new| *new == from.0 as usize)?;
        self.0.cost(SpeakerId(u32::try_from(old).ok()?), to)
    }
}

fn renamed(path: &mut Path, sessions: &[usize]) {
    if let Some(from) = &mut path.from {
        from.session = SessionId(u32::try_from(sessions[from.session.0 as usize]).unwrap());
    }
}

fn renamed_all(decision: Option<Decision>, sessions: &[usize]) -> Option<Decision> {
    let mut decision = decision?;
    decision.winners.iter_mut().for_each(|path| renamed(path, sessions));
    decision.losers.iter_mut().for_each(|(path, _)| renamed(path, sessions));
    // Losers of one line stand in the order of the ends.
    decision.losers.sort_by_key(|(path, lost)| (std::cmp::Reverse(*lost), path.clone()));
    Some(decision)
}

/// Lets sessions go down and prefixes be withdrawn, by the bits of a number.
fn with_failures(speakers: &Speakers, bits: u64) -> Speakers {
    let mut failed = speakers.clone();
    let mut bits = (0..64_u64).cycle().map(|at| (bits >> at) & 1 == 1);
    for session in &mut failed.sessions {
        session.up &= !(bits.next() == Some(true) && bits.next() == Some(true));
    }
    for speaker in &mut failed.speakers {
        speaker.originations.retain(|_| bits.next() != Some(true) || bits.next() != Some(true));
    }
    failed
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(600) })]

    /// What is updated after sessions went down, came up, and prefixes were withdrawn is what would be
    /// computed anew.
    #[test]
    fn an_update_is_a_rebuild(
        speakers in speakers(), costs in costs(), first in any::<u64>(), second in any::<u64>(),
    ) {
        let one = with_failures(&speakers, first);
        let other = with_failures(&one, second);
        let before = solve(&speakers, &costs);
        let after_one = update(&before, (&speakers, &costs), (&one, &costs));
        prop_assert!(after_one == solve(&one, &costs));
        let after_both = update(&after_one, (&one, &costs), (&other, &costs));
        prop_assert!(after_both == solve(&other, &costs));
        let back = update(&after_both, (&other, &costs), (&speakers, &costs));
        prop_assert!(back == before);
    }

    /// The engine and the plainest fixpoint agree wherever there is only one.
    #[test]
    fn the_plainest_fixpoint_agrees(speakers in speakers(), costs in costs()) {
        let ribs = solve(&speakers, &costs);
        let prefixes = prefixes();
        let restless = prefixes.iter().any(|prefix| ribs.stable(*prefix) != &Stability::Stable);
        let mut ends = speakers.sessions.iter().flat_map(|session| &session.ends);
        prop_assume!(!(restless && ends.any(|end| end.max_prefixes.is_some())));
        let naive = fixpoint(&speakers, &costs, &prefixes);
        let closed: BTreeMap<(usize, usize), u32> = ribs.closed().iter()
            .map(|(end, count)| ((end.session.0 as usize, usize::from(end.second)), *count))
            .collect();
        prop_assert_eq!(&closed, &naive.closed);
        for prefix in prefixes.iter().filter(|prefix| ribs.stable(**prefix) == &Stability::Stable) {
            for at in 0..speakers.speakers.len() {
                let at = SpeakerId(u32::try_from(at).unwrap());
                compare(&ribs, &naive, at, *prefix)?;
            }
        }
    }

    /// No order in the input shows.
    #[test]
    fn the_order_of_the_input_does_not_show(
        speakers in speakers(), costs in costs(), seed in any::<u32>(),
    ) {
        let ribs = solve(&speakers, &costs);
        let (other, people, sessions) = permuted(&speakers, seed);
        let again = solve(&other, &Renumbered(costs, people.clone()));
        let end = |end: EndId| EndId {
            session: SessionId(u32::try_from(sessions[end.session.0 as usize]).unwrap()),
            ..end
        };
        let mut closed: Vec<_> =
            ribs.closed().iter().map(|(one, count)| (end(*one), *count)).collect();
        closed.sort();
        prop_assert_eq!(closed, again.closed());
        for (old, place) in (0..).map(SpeakerId).zip(&people) {
            let new = SpeakerId(u32::try_from(*place).unwrap());
            for prefix in prefixes() {
                let identity: Vec<usize> = (0..sessions.len()).collect();
                let expected = renamed_all(ribs.best(old, prefix), &sessions);
                prop_assert_eq!(expected, renamed_all(again.best(new, prefix), &identity));
                let calm = |ribs: &Ribs| ribs.stable(prefix) == &Stability::Stable;
                prop_assert_eq!(calm(&ribs), calm(&again));
            }
        }
    }
}

#[test]
fn the_plainest_fixpoint_knows_only_the_input() {
    let text = fs::read_to_string(root().join("tests/support/speakers/naive.rs")).unwrap();
    for word in ["solve", "Ribs", "Lost", "Path,", "Decision", "PrefixMap", "PrefixTable"] {
        assert!(!text.contains(word), "{word}");
    }
}
