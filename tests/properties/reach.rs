//! Who reaches whom, beside tracing every pair of ends on its own.

use std::collections::BTreeMap;

use outpath_core::{
    addr::PortRange,
    forwarding::{Extent, Network, Place, Point, Verdict, case, points, resolve, trace},
    model::{InstanceState, Model, NetworkInterfaceId},
    query::{Endpoint, Flow, Placed, parse_flow},
    reach::{Cell, Job, Line, Question, Reached, Shard},
};
use outpath_tests::generate::{estate, working_estate};
use proptest::prelude::*;

fn solved(network: &Network, question: &Question) -> Job {
    let mut job = Job::new(network, question, Shard::WHOLE).expect("invariant: this can be asked");
    while !job.advance(network, 7) {}
    job
}

/// Returns the ends in a line of a matrix of everything.
fn ends(network: &Network, line: &Line, at: usize, is_source: bool) -> Vec<Point> {
    let model = &network.model;
    if line.kind == "internet" {
        let internet = Placed { value: Endpoint::Internet(None), span: 0..0 };
        return points(network, &internet, is_source, Extent::Hosts).expect("invariant: it exists");
    }
    let interfaces = model.network_interfaces.ids().map(Place::Interface);
    let mut all = interfaces.chain(model.hosts.ids().map(Place::Host));
    vec![Point::only(all.nth(at).expect("invariant: lines are in the order of ends"))]
}

/// Traces all pairs of ends with one port, one by one.
fn one_by_one(
    network: &Network,
    flow: &Flow,
    from: &[Point],
    to: &[Point],
) -> BTreeMap<Reached, u64> {
    let mut found = BTreeMap::new();
    for (source, destination) in from.iter().flat_map(|one| to.iter().map(move |to| (one, to))) {
        let abroad = |point: &Point| matches!(point.place, Place::Internet(_));
        let itself = source.place == destination.place && !source.is_of_set();
        if itself || (abroad(source) && abroad(destination)) {
            continue;
        }
        let Some(case) = case(network, flow, *source, *destination) else { continue };
        let reached = reached(trace(network, &case.intent).verdict);
        *found.entry(reached).or_default() += 1;
    }
    found
}

/// Returns what a cell says of one port.
fn said(cell: &Cell, like: &Flow, port: Option<u16>) -> BTreeMap<Reached, u64> {
    let mut found = BTreeMap::new();
    for portion in &cell.portions {
        let traffic = portion.traffic;
        let single = port.map(PortRange::single);
        let holds = match (traffic.destination_ports, single) {
            (Some(ports), Some(port)) => ports.covers(port),
            (None, _) | (_, None) => true,
        };
        if traffic.protocol == like.protocol && holds {
            *found.entry(portion.reached).or_default() += portion.pairs;
        }
    }
    found
}

fn compare(network: &Network, traffic: &str) -> Result<(), TestCaseError> {
    let question = Question { traffic: vec![traffic.to_owned()], ..Question::default() };
    let job = solved(network, &question);
    let like = parse_flow(&format!("internet -> internet {traffic}")).expect("invariant: a flow");
    for (row_at, row) in job.rows().iter().enumerate() {
        for (column_at, column) in job.columns().iter().enumerate() {
            let from = ends(network, row, row_at, true);
            let to = ends(network, column, column_at, false);
            let cell = job.cell(row, column);
            let mut tried: Vec<Option<u16>> = cell
                .portions
                .iter()
                .filter_map(|portion| portion.traffic.destination_ports)
                .flat_map(|ports| [Some(ports.first), Some(ports.last)])
                .collect();
            if tried.is_empty() {
                tried.push(None);
            }
            for port in tried {
                let mut flow = like.clone();
                if let Some(port) = port {
                    flow.destination_ports = Some(PortRange::single(port));
                }
                let expected = one_by_one(network, &flow, &from, &to);
                let found = said(&cell, &like, port);
                prop_assert_eq!(&found, &expected, "{} -> {} {:?}", &row.name, &column.name, port);
            }
            for portion in &cell.portions {
                let Some(witness) = job.witness(network, portion) else { continue };
                let flow = parse_flow(&witness).expect("invariant: a witness is a flow");
                let intent = resolve(network, &flow).expect("invariant: a witness names ends");
                let verdict = trace(network, &intent).verdict;
                prop_assert_eq!(
                    reached(verdict),
                    portion.reached,
                    "{} of {} -> {}",
                    &witness,
                    &row.name,
                    &column.name
                );
            }
        }
    }
    Ok(())
}

fn reached(verdict: Verdict) -> Reached {
    match verdict {
        Verdict::Reachable => Reached::BothWays,
        Verdict::Unreachable => Reached::Never,
        Verdict::OneWay => Reached::OneWay,
        Verdict::Partial => Reached::Partly,
        Verdict::Unknown => Reached::Unknown,
    }
}

/// Adds neighbors of an interface that are like it, but for one property each.
pub(crate) fn with_neighbors(mut model: Model, at: prop::sample::Index, changes: &[u8]) -> Model {
    let ids: Vec<NetworkInterfaceId> = model.network_interfaces.ids().collect();
    if ids.is_empty() {
        return model;
    }
    let like = model.network_interfaces[*at.get(&ids)].clone();
    let subnet = model.subnets[like.subnet].clone();
    let taken: Vec<_> =
        model.network_interfaces.values().flat_map(|one| one.addresses.clone()).collect();
    let block = subnet.prefixes.iter().find(|prefix| !prefix.is_ipv6());
    let free = block.into_iter().flat_map(|block| (5..250).filter_map(|at| block.nth(at)));
    let free = free.filter(|address| !taken.contains(address));
    for (number, (change, address)) in changes.iter().zip(free).enumerate() {
        let mut new = like.clone();
        new.identity.name = format!("zz-{number}");
        new.addresses = vec![address];
        (new.public_address, new.coip, new.instance, new.standby_of) = (None, None, None, None);
        match change % 6 {
            0 => new.source_dest_check = !new.source_dest_check,
            1 => new.security_groups = Vec::new(),
            2 => {
                let mut instance = match like.instance {
                    Some(id) => model.instances[id].clone(),
                    None => continue,
                };
                instance.identity.name = new.identity.name.clone();
                instance.state = InstanceState::Stopped;
                instance.forwards = None;
                let id = model.instances.push(instance);
                new.instance = Some(id);
                let own = model.network_interfaces.push(new);
                model.instances[id].interfaces = vec![own];
                continue;
            }
            _plain => {}
        }
        model.network_interfaces.push(new);
    }
    model
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(150) })]

    #[test]
    fn one_for_all_says_what_each_says_in_any_network(
        model in estate(),
        at in any::<prop::sample::Index>(),
        changes in prop::collection::vec(any::<u8>(), 0..6),
    ) {
        let model = with_neighbors(Model::clone(&model), at, &changes);
        let network = Network::build(model);
        compare(&network, "tcp")?;
        compare(&network, "icmp/echo")?;
    }

    #[test]
    fn one_for_all_says_what_each_says_where_most_works(
        model in working_estate(),
        at in any::<prop::sample::Index>(),
        changes in prop::collection::vec(any::<u8>(), 0..6),
    ) {
        let model = with_neighbors(Model::clone(&model), at, &changes);
        let network = Network::build(model);
        compare(&network, "tcp")?;
        compare(&network, "udp/53")?;
    }
}
