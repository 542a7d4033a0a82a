//! Addresses that nothing is said to tell apart, beside what becomes of each of them.

use std::{
    collections::{BTreeMap, BTreeSet},
    net::IpAddr,
};

use outpath_core::{
    addr::{Prefix, is_global, six_of_four, special},
    analysis::{Estate, Loaded, Loader, Size, generate},
    document,
    forwarding::{Blocker, Intent, Network, Outcome, Path, Place, Point, case, trace},
    graph::Node,
    model::{Model, NextHop, ObjectId, RouterId, RouterRoute},
    query::{Flow, parse_flow},
};
use outpath_tests::generate::{estate, joined_estate, working_estate};
use proptest::prelude::*;

/// A route, or an announcement, of some router.
pub(crate) type Routed = (prop::sample::Index, usize, u32, u8, u8);

pub(crate) fn routed() -> impl Strategy<Value = Vec<Routed>> {
    let one = (any::<prop::sample::Index>(), 0..BASES.len(), any::<u32>(), 0_u8..=12, any::<u8>());
    prop::collection::vec(one, 0..30)
}

/// Where the prefixes lie that are added.
const BASES: [(&str, u8); 6] = [
    ("0.0.0.0", 8),
    ("8.0.0.0", 9),
    ("198.51.0.0", 16),
    ("172.16.0.0", 12),
    ("10.0.0.0", 8),
    ("2001:4860::", 32),
];

/// Gives routers more routes, and lets some of them tell BGP.
pub(crate) fn with_routes(mut model: Model, routed: &[Routed], tell: bool) -> Model {
    let routers: Vec<RouterId> = model.routers.ids().collect();
    if routers.is_empty() {
        return model;
    }
    for (router, base, bits, longer, next) in routed {
        let id = *router.get(&routers);
        let (base, length) = BASES[*base];
        let base: IpAddr = base.parse().expect("invariant: an address");
        // Few bits differ, so that prefixes nest.
        let bits = bits & 0x00C3_0000;
        let address = match base {
            IpAddr::V4(base) => IpAddr::from((base.to_bits() | bits).to_be_bytes()),
            IpAddr::V6(base) => {
                IpAddr::from((base.to_bits() | u128::from(bits) << 72).to_be_bytes())
            }
        };
        let prefix =
            Prefix::holding(address, length + longer).expect("invariant: a length that there is");
        let neighbors = model.routers.iter().flat_map(|(other, one)| {
            let interfaces = one.interfaces.iter().map(|one| one.address.address);
            interfaces.map(NextHop::Address).chain([NextHop::Router(other)])
        });
        let hops: Vec<NextHop> = neighbors.chain([NextHop::Internet, NextHop::Discard]).collect();
        let next_hop = hops[usize::from(*next) % hops.len()];
        if next % 7 == 6 {
            model.routers[id].announce.push(prefix);
            model.routers[id].announce.sort_unstable();
            model.routers[id].announce.dedup();
        } else if model.routers[id].routes.iter().all(|one| one.prefix != prefix) {
            model.routers[id].routes.push(RouterRoute { prefix, next_hop });
        }
        if let Some(bgp) = &mut model.routers[id].bgp {
            bgp.redistribute_static |= tell;
        }
    }
    model
}

/// Returns the addresses at both ends of every interval, and beside it.
pub(crate) fn told_apart(model: &Model) -> BTreeSet<IpAddr> {
    let all: Vec<Prefix> = model.mentions().into_iter().chain(special()).collect();
    let six: Vec<Prefix> = all.iter().copied().filter_map(six_of_four).collect();
    let next = |address: IpAddr, by: i8| -> IpAddr {
        match address {
            IpAddr::V4(v4) => v4.to_bits().wrapping_add_signed(i32::from(by)).to_be_bytes().into(),
            IpAddr::V6(v6) => v6.to_bits().wrapping_add_signed(i128::from(by)).to_be_bytes().into(),
        }
    };
    let of = |prefix: Prefix| {
        let (first, last) = (prefix.network(), prefix.last());
        [next(first, -1), first, next(first, 1), last, next(last, 1)]
    };
    all.into_iter().chain(six).flat_map(of).collect()
}

/// The objects that a blocker is about. It may name one route or another that leads the same way.
fn about(blocker: &Blocker) -> Vec<ObjectId> {
    blocker.keys.iter().map(|key| key.object).collect()
}

/// What becomes of a packet, the addresses aside.
fn fate(network: &Network, intent: &Intent) -> String {
    let trace = trace(network, intent);
    let path = |path: &Path| {
        let outcome = match &path.outcome {
            Outcome::Delivered => "delivered".to_owned(),
            Outcome::Dropped(blocker) => format!("{:?} {:?}", blocker.reason, about(blocker)),
            Outcome::Unknown(blocker) => format!("? {:?} {:?}", blocker.reason, about(blocker)),
        };
        let nodes: Vec<Node> = path.hops.iter().map(|hop| hop.node).collect();
        format!("{:?} {nodes:?} {outcome}", path.share)
    };
    let forward: Vec<String> = trace.forward.iter().map(path).collect();
    let back: Vec<String> = trace.replies.iter().flat_map(|one| &one.paths).map(path).collect();
    format!("{forward:#?} {back:#?} {:?} {:?}", trace.verdict, trace.facts())
}

/// Returns the packets between an address and some ends.
fn packets(network: &Network, flow: &Flow, address: IpAddr, ends: &[Point]) -> Vec<Option<Intent>> {
    let to = Point::only(Place::Address(address));
    let from = Point::only(Place::Internet(Some(address)));
    let there = ends.iter().map(|end| case(network, flow, *end, to));
    let here =
        ends.iter().filter(|_| is_global(address)).map(|end| case(network, flow, from, *end));
    there.chain(here).map(|case| case.map(|case| case.intent)).collect()
}

fn one_speaks_for_all(model: Model) -> Result<(), TestCaseError> {
    let network = Network::build(model);
    let model = &network.model;
    let interfaces = model.network_interfaces.ids().map(Place::Interface);
    let hosts = model.hosts.ids().map(Place::Host);
    let routers = model.routers.ids().map(|id| Place::Router(id, None));
    let some = |places: &mut dyn Iterator<Item = Place>| places.take(2).collect::<Vec<_>>();
    let mut places = some(&mut interfaces.into_iter());
    places.extend(some(&mut hosts.into_iter()));
    places.extend(routers.take(3));
    let points: Vec<Point> = places.into_iter().map(Point::only).collect();
    let flow = parse_flow("internet -> internet tcp/443").expect("invariant: a flow");
    let mut known: BTreeMap<u32, (IpAddr, Vec<Option<String>>)> = BTreeMap::new();
    for address in told_apart(model) {
        let family = u32::from(address.is_ipv6()) << 31;
        let part = network.part_of(address) | family;
        // What has an address of its own is a part of its own.
        let intents = packets(&network, &flow, address, &points);
        let fates: Vec<Option<String>> = intents
            .iter()
            .map(|intent| intent.as_ref().map(|intent| fate(&network, intent)))
            .collect();
        let (first, said) = known.entry(part).or_insert_with(|| (address, fates.clone()));
        for (at, (said, fate)) in said.iter().zip(&fates).enumerate() {
            prop_assert_eq!(said, fate, "{} and {} are told apart, packet {}", first, address, at);
        }
    }
    Ok(())
}

/// The texts of a generated estate.
struct Texts(Estate);

impl Loader for Texts {
    fn load(&self, name: &str, _from: Option<&str>) -> Result<Loaded, String> {
        let routes = self.0.routes.as_ref().filter(|_| name == "routes.csv");
        let text = routes.unwrap_or(&self.0.topology);
        Ok(Loaded { name: name.to_owned(), bytes: text.clone().into_bytes() })
    }
}

/// A small estate whose routers speak BGP, some of them with a part of a full table.
pub(crate) fn speaking(seed: u64) -> Model {
    let size = Size { outposts: 1, vpcs: 1, subnets: 4, instances: 4, sites: 2, routes: 40 };
    let estate = generate(seed, size, "routes.csv").expect("invariant: a small estate");
    document::open(&Texts(estate), &["estate.yaml"]).lower().model
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(CASES) })]

    #[test]
    fn one_address_speaks_for_its_part_of_any_network(model in estate(), routed in routed()) {
        one_speaks_for_all(with_routes(Model::clone(&model), &routed, false))?;
    }

    #[test]
    fn one_address_speaks_for_its_part_where_most_works(
        model in working_estate(),
        routed in routed(),
    ) {
        one_speaks_for_all(with_routes(Model::clone(&model), &routed, false))?;
    }

    #[test]
    fn one_address_speaks_for_its_part_of_joined_networks(
        model in joined_estate(),
        routed in routed(),
    ) {
        one_speaks_for_all(with_routes(Model::clone(&model), &routed, false))?;
    }

    #[test]
    fn one_address_speaks_for_its_part_among_speakers(
        seed in 0_u64..1000,
        routed in routed(),
        tell in any::<bool>(),
    ) {
        one_speaks_for_all(with_routes(speaking(seed), &routed, tell))?;
    }
}

/// How many networks of each kind.
const CASES: u32 = 16;
