//! Speakers of BGP, made at random, and what they come to, computed in the plainest way.

pub mod naive;

use std::{
    collections::{BTreeMap, BTreeSet},
    net::{IpAddr, Ipv4Addr},
};

use outpath_core::{
    addr::{Asn, Community, Prefix},
    bgp::control_plane::{
        End, MedComparison, Origin, Origination, Session, Speaker, SpeakerId, Speakers, Underlay,
    },
    model::{
        Aggregate, Identity, Multipath, PrefixRange, RouteMap, RouteMapEntry, RouteMapMatch,
        RouteMapSet,
    },
};
use proptest::prelude::*;

/// Interior costs that are made of the numbers of speaker and address.
#[derive(Debug, Clone, Copy)]
pub struct Costs {
    /// What the numbers are mixed with.
    pub seed: u32,
    /// Whether some next hops cannot be reached.
    pub holes: bool,
}

impl Underlay for Costs {
    fn cost(&self, from: SpeakerId, to: IpAddr) -> Option<u32> {
        let IpAddr::V4(to) = to else { return None };
        let mixed = (from.0.wrapping_mul(31) ^ to.to_bits().wrapping_mul(17) ^ self.seed)
            .wrapping_mul(0x9E37_79B1);
        let cost = (mixed >> 16) % 13;
        (cost < 12 || !self.holes).then_some(cost / 3)
    }
}

/// The prefixes that speakers originate: some inside others.
#[must_use]
pub fn prefixes() -> Vec<Prefix> {
    let texts =
        ["0.0.0.0/0", "10.0.0.0/8", "10.1.0.0/16", "10.1.2.0/24", "10.1.3.0/24", "192.0.2.0/24"];
    texts.iter().map(|text| text.parse().expect("invariant: a prefix")).collect()
}

fn a_prefix() -> impl Strategy<Value = Prefix> {
    prop::sample::select(prefixes())
}

fn a_community() -> impl Strategy<Value = Community> {
    let known = [Community::NO_EXPORT, Community::NO_ADVERTISE];
    prop_oneof![
        6 => (0_u32..3).prop_map(|low| Community(65_000 << 16 | low)),
        1 => prop::sample::select(known.to_vec()),
    ]
}

fn communities() -> impl Strategy<Value = Vec<Community>> {
    prop::collection::btree_set(a_community(), 0..3).prop_map(|set| set.into_iter().collect())
}

/// Paths behind originators: of numbers that nobody else has, and now and then of some that somebody has.
fn as_path() -> impl Strategy<Value = Vec<Asn>> {
    let number = prop_oneof![3 => 901_u32..905, 1 => 1_u32..5];
    prop::collection::vec(number.prop_map(Asn), 0..3)
}

fn origination() -> impl Strategy<Value = Origination> {
    let origin = prop_oneof![
        3 => Just(Origin::Igp), 1 => Just(Origin::Egp), 1 => Just(Origin::Incomplete)
    ];
    let med = prop::option::weighted(0.4, 0_u32..3);
    let condition = prop::option::weighted(0.15, a_prefix());
    (a_prefix(), origin, as_path(), med, communities(), condition).prop_map(
        |(prefix, origin, as_path, med, communities, condition)| {
            let condition = condition.filter(|one| one.length() > prefix.length());
            Origination { prefix, origin, as_path, med, communities, condition }
        },
    )
}

fn a_match() -> impl Strategy<Value = RouteMapMatch> {
    let range = (a_prefix(), 0_u8..9, 0_u8..9).prop_map(|(prefix, more, further)| {
        let shortest = (prefix.length() + more).min(32);
        PrefixRange { prefix, shortest, longest: (shortest + further).min(32) }
    });
    let patterns = ["^$", "^1_", "_2$", "_3_", "^. .$", "_901$", "_902_", ".*", "^1 .* 903$"];
    let pattern = prop::sample::select(patterns.to_vec())
        .prop_map(|text| text.parse().expect("invariant: a pattern"));
    prop_oneof![
        prop::collection::vec(range, 1..3).prop_map(RouteMapMatch::Prefixes),
        prop::collection::vec(pattern, 1..3).prop_map(RouteMapMatch::AsPath),
        prop::collection::vec(a_community(), 1..3).prop_map(RouteMapMatch::Communities),
    ]
}

fn a_set() -> impl Strategy<Value = RouteMapSet> {
    prop_oneof![
        (1_u32..4).prop_map(|step| RouteMapSet::LocalPreference(step * 60)),
        (0_u32..3).prop_map(RouteMapSet::Med),
        (0_u8..3).prop_map(RouteMapSet::Prepend),
        communities().prop_map(RouteMapSet::AddCommunities),
        communities().prop_map(RouteMapSet::RemoveCommunities),
        Just(RouteMapSet::NextHopSelf),
    ]
}

fn route_map() -> impl Strategy<Value = RouteMap> {
    let entry = (
        prop::bool::weighted(0.7),
        prop::collection::vec(a_match(), 0..3),
        prop::collection::vec(a_set(), 0..3),
    );
    let entry = entry.prop_map(|(permit, matches, sets)| RouteMapEntry { permit, matches, sets });
    prop::collection::vec(entry, 0..4).prop_map(|mut entries| {
        entries.push(RouteMapEntry { permit: true, matches: Vec::new(), sets: Vec::new() });
        let name = "map".to_owned();
        RouteMap { identity: Identity { name, aws_id: None, tags: BTreeMap::new() }, entries }
    })
}

fn speaker() -> impl Strategy<Value = Speaker> {
    let aggregate = (a_prefix(), any::<bool>())
        .prop_map(|(prefix, summary_only)| Aggregate { prefix, summary_only });
    let med = prop_oneof![
        3 => Just(MedComparison::SameNeighbor),
        1 => Just(MedComparison::Always),
        1 => Just(MedComparison::Never),
    ];
    let multipath = (1_u8..4, 1_u8..4, any::<bool>())
        .prop_map(|(ebgp, ibgp, relax_as_path)| Multipath { ebgp, ibgp, relax_as_path });
    (
        1_u32..5,
        prop::collection::vec(origination(), 0..4),
        prop::collection::vec(aggregate, 0..2),
        multipath,
        med,
        prop::bool::weighted(0.85),
    )
        .prop_map(|(asn, originations, aggregates, multipath, med, passes_on)| Speaker {
            asn: Asn(asn),
            router_id: 0,
            cluster_id: 0,
            originations,
            aggregates,
            multipath,
            med,
            passes_on,
        })
}

fn end() -> impl Strategy<Value = End> {
    let map = || prop::option::weighted(0.5, 0_u32..4);
    (
        (map(), map(), any::<bool>(), any::<bool>()),
        (prop::bool::weighted(0.1), 0_u8..2, 0_u8..2, 0_u32..3),
        prop::option::weighted(0.1, 1_u32..6),
        prop::option::weighted(0.1, prop::collection::vec(a_prefix(), 1..4)),
    )
        .prop_map(
            |(
                (import, export, client, next_hop_self),
                (policy, allow, prepend, preference),
                most,
                only,
            )| {
                End {
                    speaker: SpeakerId(0),
                    address: IpAddr::V4(Ipv4Addr::UNSPECIFIED),
                    import,
                    export,
                    route_reflector_client: client,
                    next_hop_self,
                    allowas_in: allow * allow,
                    max_prefixes: most,
                    prepend,
                    local_preference: 80 + preference * 20,
                    require_policy: policy,
                    only,
                }
            },
        )
}

/// Makes speakers with sessions between some of them.
pub fn speakers() -> impl Strategy<Value = Speakers> {
    let session = (any::<prop::sample::Index>(), any::<prop::sample::Index>(), end(), end());
    (
        prop::collection::vec(speaker(), 2..8),
        prop::collection::vec(session, 1..14),
        prop::collection::vec(route_map(), 4),
        any::<u32>(),
    )
        .prop_map(|(mut speakers, sessions, route_maps, seed)| {
            let count = u32::try_from(speakers.len()).expect("invariant: few speakers");
            for (at, speaker) in (0..).zip(&mut speakers) {
                // Nothing decides between two paths of one speaker's own but the order of the input.
                let mut seen: BTreeSet<Prefix> =
                    speaker.aggregates.iter().map(|one| one.prefix).collect();
                speaker.originations.retain(|one| seen.insert(one.prefix));
                // Different ones, in no order.
                speaker.router_id = ((at + seed % count) * 7) % 61 + 1;
                speaker.cluster_id = if at % 3 == 0 { 500 } else { speaker.router_id };
            }
            let mut made = Vec::new();
            for (number, (one, other, mut left, mut right)) in (0_u8..).zip(sessions) {
                let (one, other) = (one.index(speakers.len()), other.index(speakers.len()));
                if one == other {
                    continue;
                }
                let id = |at| SpeakerId(u32::try_from(at).expect("invariant: few speakers"));
                (left.speaker, right.speaker) = (id(one), id(other));
                left.address = IpAddr::from([172, 16, number, 1]);
                right.address = IpAddr::from([172, 16, number, 2]);
                // Two ends of one AS may not both take the other for a client.
                right.route_reflector_client &= !left.route_reflector_client;
                made.push(Session { up: true, ends: [left, right] });
            }
            Speakers { speakers, sessions: made, route_maps }
        })
}
