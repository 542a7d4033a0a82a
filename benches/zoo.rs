//! One graph of the Topology Zoo as a network in which all routers speak BGP: here, and in `bgpsim`.
//!
//! All routers are of one AS, three of them reflect routes to the rest, and five providers at routers far
//! apart tell them the prefixes, each a fifth. Links cost different amounts, so that ways are seldom tied.

use std::{
    fmt::Write as _,
    net::{IpAddr, Ipv4Addr},
};

use bgpsim::{prelude::*, topology_zoo::TopologyZoo};
use outpath_benches::OneText;
use outpath_core::{
    addr::{Icmp, Packet, Protocol},
    analysis,
    forwarding::{Conditions, Intent, Network as Ours, Stop},
    graph::Node,
    model::{Id, RouterId as OurRouter},
};

/// How many routers reflect, how many providers there are, and how many prefixes they tell.
const REFLECTORS: usize = 3;
const PROVIDERS: usize = 5;
const PREFIXES: usize = 100;

pub(crate) type Theirs = Network<SimplePrefix, BasicEventQueue<SimplePrefix>, GlobalOspf>;

/// The same network in both simulators.
pub(crate) struct Zoo {
    pub(crate) ours: Ours,
    pub(crate) theirs: Theirs,
    /// Every router and prefix: in both.
    pub(crate) asked: Vec<(Intent, RouterId, SimplePrefix)>,
    routers: Vec<(OurRouter, RouterId)>,
}

impl Zoo {
    /// Builds both, or a part of the questions only.
    pub(crate) fn build(graph: TopologyZoo, part: usize) -> Self {
        let (count, links) = links(graph);
        let text = text(count, &links);
        let made = analysis::read(&OneText(&text), &["zoo.yaml"]).lower();
        assert!(made.diagnostics.is_empty(), "{:?}", made.diagnostics.first());
        let ours = Ours::build(made.model);
        let (theirs, numbers) = theirs(count, &links);
        let named = |name: &str| {
            let mut routers = ours.model.routers.iter();
            routers.find(|(_, one)| one.identity.name == name).map(|(id, _)| id)
        };
        let names = (0..count).map(|at| format!("zoo.r{at}"));
        let providers = (0..PROVIDERS).map(|at| format!("zoo.p{at}"));
        let routers: Vec<(OurRouter, RouterId)> = names
            .chain(providers)
            .zip(numbers)
            .map(|(name, theirs)| (named(&name).expect("a router of this name"), theirs))
            .collect();
        let inside = routers.iter().take(count);
        let every = inside.flat_map(|(ours, theirs)| {
            (0..PREFIXES).map(|at| (intent(*ours, at), *theirs, prefix(at)))
        });
        let asked = every.step_by(part).collect();
        Self { ours, theirs, asked, routers }
    }

    /// Returns a router of ours, as it is numbered in the other.
    pub(crate) fn there(&self, node: Node) -> Option<RouterId> {
        let Node::Router(own) = node else { return None };
        self.routers.iter().find(|(ours, _)| *ours == own).map(|(_, theirs)| *theirs)
    }
}

/// Returns the number of routers and the links of a graph.
fn links(graph: TopologyZoo) -> (usize, Vec<(usize, usize)>) {
    let built: Theirs = graph.build_internal(BasicEventQueue::<SimplePrefix>::new(), 65010);
    #[expect(deprecated, reason = "what replaces it names no links")]
    let topology = built.get_topology();
    let ends = topology.edge_indices().filter_map(|edge| topology.edge_endpoints(edge));
    let sorted = |one: usize, other: usize| (one.min(other), one.max(other));
    let mut links: Vec<_> = ends.map(|(one, other)| sorted(one.index(), other.index())).collect();
    links.retain(|(one, other)| one != other);
    links.sort_unstable();
    links.dedup();
    (built.num_routers(), links)
}

/// Returns what a link costs.
fn cost(at: usize) -> u16 {
    10 + (at * 37 % 91) as u16
}

/// Returns the router that a provider stands at.
fn border(provider: usize, count: usize) -> usize {
    count - 1 - provider * count / (PROVIDERS + 1)
}

fn intent(from: OurRouter, prefix: usize) -> Intent {
    // An error message has no answer: only the way there is asked, as in the other simulator.
    let packet = Packet {
        source: IpAddr::from([10, 255, (from.index() / 250) as u8, (from.index() % 250) as u8]),
        destination: Ipv4Addr::new(20, prefix as u8, 0, 10).into(),
        protocol: Protocol::Icmp,
        source_ports: None,
        destination_ports: None,
        icmp: Some(Icmp::TOO_BIG),
    };
    Intent {
        start: Stop::Router(from),
        packet,
        destination: None,
        refused: None,
        sampled: false,
        size: None,
        conditions: Conditions::default(),
    }
}

fn prefix(at: usize) -> SimplePrefix {
    SimplePrefix::from(u32::try_from(at).unwrap_or(u32::MAX))
}

/// Returns the topology file.
fn text(count: usize, links: &[(usize, usize)]) -> String {
    let mut text =
        String::from("outpath: 1\nregion: us-west-2\non_premises:\n  zoo:\n    segments:\n");
    for at in 0..PREFIXES {
        let _ = writeln!(
            text,
            "      lan{at}: {{ cidr: 20.{at}.0.0/24, next_hop: p{} }}",
            at % PROVIDERS
        );
    }
    text.push_str("    routers:\n");
    let near = |at: usize, second: usize| {
        let number = at * 4 + 1 + second;
        format!("10.{}.{}.{}/30", number >> 16, number >> 8 & 255, number & 255)
    };
    for router in 0..count {
        let _ = writeln!(text, "      r{router}:\n        asn: 65010\n        interfaces:");
        let (high, low) = (router / 250, router % 250);
        let _ =
            writeln!(text, "          loopback: {{ address: 10.255.{high}.{low}/32, cost: 1 }}");
        for (at, (one, other)) in links.iter().enumerate() {
            let Some(second) = [one, other].iter().position(|end| **end == router) else {
                continue;
            };
            let peer = if second == 0 { other } else { one };
            let (address, cost) = (near(at, second), cost(at));
            let _ = writeln!(text, "          r{peer}: {{ address: {address}, cost: {cost} }}");
        }
        let providers: Vec<usize> =
            (0..PROVIDERS).filter(|at| border(*at, count) == router).collect();
        for at in &providers {
            let _ = writeln!(text, "          p{at}: {}", near(links.len() + at, 0));
        }
        text.push_str("        bgp:\n          neighbors:\n");
        let reflects = router < REFLECTORS;
        for peer in (0..count).filter(|peer| *peer != router && (reflects || *peer < REFLECTORS)) {
            let client = reflects && peer >= REFLECTORS;
            let _ = writeln!(
                text,
                "            r{peer}: {{ next_hop_self: true, route_reflector_client: {client} }}"
            );
        }
        for at in &providers {
            let _ = writeln!(text, "            p{at}: {{}}");
        }
    }
    for provider in 0..PROVIDERS {
        text.push_str(&of_provider(
            provider,
            border(provider, count),
            &near(links.len() + provider, 1),
        ));
    }
    text
}

/// Returns a provider, with its address on the link to a router.
fn of_provider(provider: usize, border: usize, address: &str) -> String {
    let own = || (0..PREFIXES).filter(|at| at % PROVIDERS == provider);
    let asn = 65101 + provider;
    let mut text = format!("      p{provider}:\n        asn: {asn}\n        interfaces:\n");
    let _ = writeln!(text, "          up: {address}");
    for at in own() {
        let _ = writeln!(text, "          lan{at}: 20.{at}.0.1/24");
    }
    let announced: Vec<String> = own().map(|at| format!("20.{at}.0.0/24")).collect();
    let _ = writeln!(text, "        announce: [{}]", announced.join(", "));
    let _ = writeln!(text, "        bgp: {{ neighbors: {{ r{border}: {{}} }} }}");
    text
}

/// Returns the network in the other simulator: its routers, then the providers.
fn theirs(count: usize, links: &[(usize, usize)]) -> (Theirs, Vec<RouterId>) {
    let mut made = Theirs::default();
    let mut routers: Vec<RouterId> =
        (0..count).map(|at| made.add_router(format!("r{at}"), 65010)).collect();
    routers.extend((0..PROVIDERS).map(|at| made.add_router(format!("p{at}"), 65101 + at as u32)));
    let id = |at: usize| *routers.get(at).expect("a router of this number");
    let borders = (0..PROVIDERS).map(|at| (border(at, count), count + at));
    let all = links.iter().copied().chain(borders.clone());
    made.add_links_from(all.map(|(one, other)| (id(one), id(other)))).expect("links");
    let weights = links.iter().enumerate().flat_map(|(at, (one, other))| {
        let cost = f64::from(cost(at));
        [(id(*one), id(*other), cost), (id(*other), id(*one), cost)]
    });
    made.set_link_weights_from(weights.collect::<Vec<_>>()).expect("weights");
    let reflectors = (0..REFLECTORS).flat_map(|server| {
        (server + 1..count).map(move |peer| (server, peer, Some(peer >= REFLECTORS)))
    });
    let sessions = reflectors.chain(borders.map(|(one, other)| (one, other, Some(false))));
    let sessions = sessions.map(|(one, other, client)| (id(one), id(other), client));
    made.set_bgp_session_from(sessions.collect::<Vec<_>>()).expect("sessions");
    for at in 0..PREFIXES {
        let provider = id(count + at % PROVIDERS);
        made.advertise_route(
            provider,
            prefix(at),
            [ASN(65101 + (at % PROVIDERS) as u32)],
            None,
            None,
        )
        .expect("a route");
    }
    (made, routers)
}
