//! The control plane beside `bgpsim`, a simulator that passes messages one by one.
//!
//! Random networks of several ASes, on graphs of the Topology Zoo and on generated ones: reflectors or a
//! full mesh inside, policies between. Where the engine says that a prefix has one stable end, every
//! router must select the same path in both. `docs/bgp.md` lists where the two models differ, and what
//! is done here so that they do not.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends where it stands")]

mod drawn;
mod simulated;

use bgpsim::{prelude::*, topology_zoo::TopologyZoo};
use drawn::{Drawn, Random};
use outpath_core::bgp::control_plane::{Path, SpeakerId, Stability, solve};

/// Returns the number of routers and the links of a graph.
fn graph(zoo: TopologyZoo) -> (usize, Vec<(usize, usize)>) {
    let queue = BasicEventQueue::<SimplePrefix>::new();
    let built: Network<SimplePrefix, _, GlobalOspf> = zoo.build_internal(queue, 100);
    #[expect(deprecated, reason = "what replaces it names no links")]
    let topology = built.get_topology();
    let mut links: Vec<(usize, usize)> = topology
        .edge_indices()
        .filter_map(|edge| topology.edge_endpoints(edge))
        .map(|(one, other)| (one.index().min(other.index()), one.index().max(other.index())))
        .collect();
    links.sort_unstable();
    links.dedup();
    (built.num_routers(), links)
}

/// Makes a ring with chords.
fn ring(random: &mut Random) -> (usize, Vec<(usize, usize)>) {
    let count = 4 + random.below(12);
    let mut links: Vec<_> = (0..count).map(|at| (at, (at + 1) % count)).collect();
    links.extend((0..count / 2).map(|_| (random.below(count), random.below(count))));
    let mut links: Vec<_> = links
        .into_iter()
        .filter(|(one, other)| one != other)
        .map(|(one, other)| (one.min(other), one.max(other)))
        .collect();
    links.sort_unstable();
    links.dedup();
    (count, links)
}

/// What happened over several networks.
#[derive(Debug, Default)]
struct Tally {
    /// Router and prefix, with the same path in both.
    same: usize,
    /// Those with more than one AS between.
    far: usize,
    /// Those that went through a reflector.
    reflected: usize,
    /// Networks in which the simulator gave up.
    restless: usize,
    /// Prefixes that have not one stable end.
    unstable: usize,
}

fn compare(drawn: &Drawn, tally: &mut Tally) {
    let ribs = solve(&drawn.speakers, drawn);
    let stable: Vec<usize> = (0..drawn.prefixes.len())
        .filter(|at| ribs.stable(drawn.prefixes[*at]) == &Stability::Stable)
        .collect();
    tally.unstable += drawn.prefixes.len() - stable.len();
    let Some(simulated) = simulated::converge(drawn, &stable) else {
        tally.restless += 1;
        return;
    };
    for at in stable {
        for router in 0..drawn.speakers.speakers.len() {
            let speaker = SpeakerId(u32::try_from(router).unwrap());
            let ours = ribs.best(speaker, drawn.prefixes[at]);
            let ours: Option<Path> = ours.and_then(|best| best.winners.into_iter().next());
            if let Some(path) = &ours {
                tally.far += usize::from(path.as_path.len() > 2);
                tally.reflected += usize::from(!path.cluster_list.is_empty());
            }
            let ours = ours.map(|path| drawn.selected(&path));
            let theirs = simulated.selected(router, at);
            assert_eq!(ours, theirs, "router {router}, prefix {at}: {drawn:?}");
            tally.same += 1;
        }
    }
}

fn enough(tally: &Tally) {
    assert!(tally.far * 10 > tally.same && tally.reflected * 20 > tally.same, "{tally:?}");
    // Messages on their way may go around where choices do not; `docs/bgp.md` says so.
    assert!(tally.restless <= 2, "{tally:?}");
    assert!(tally.unstable * 100 < tally.same, "{tally:?}");
}

#[test]
fn both_select_the_same_on_graphs_of_the_topology_zoo() {
    let graphs = [
        TopologyZoo::Abilene,
        TopologyZoo::Epoch,
        TopologyZoo::Compuserve,
        TopologyZoo::Sprint,
        TopologyZoo::Xeex,
        TopologyZoo::Bellsouth,
    ];
    let mut tally = Tally::default();
    for (number, zoo) in (1..).zip(graphs) {
        let (count, links) = graph(zoo);
        for seed in 0..6 {
            let mut random = Random(number * 1000 + seed);
            compare(&Drawn::new(&mut random, count, &links), &mut tally);
        }
    }
    enough(&tally);
}

#[test]
fn both_select_the_same_on_generated_graphs() {
    let mut tally = Tally::default();
    for seed in 0..120 {
        let mut random = Random(seed);
        let (count, links) = ring(&mut random);
        compare(&Drawn::new(&mut random, count, &links), &mut tally);
    }
    enough(&tally);
}
