//! What a change does to every packet, beside tracing every pair of ends on its own, port by port.

use std::collections::BTreeSet;

use outpath_core::{
    addr::{Family, PortRange},
    diff::{Comparison, Flows, Kind, Loss, Side, Sweep, compare},
    document::SourceMap,
    forwarding::{Network, Outcome, Place, Point, Trace, Verdict, case, in_common, trace},
    model::{Model, NetworkInterface, SecurityGroupId},
    query::{Flow, parse_flow, parse_traffic},
    scenario::{Group, apply, possible, understand},
};
use outpath_tests::generate::{estate, working_estate};
use proptest::{prelude::*, sample::Index};

use crate::reach::with_neighbors;

fn compared(before: &Network, after: &Network) -> Comparison {
    let map = SourceMap::default();
    let sides = [before, after].map(|network| Side { network, map: &map });
    compare(sides, &[], &[]).expect("invariant: small networks can be compared")
}

/// Changes something small.
fn changed(model: &Model, what: u8, at: Index) -> Model {
    let mut after = model.clone();
    match what % 8 {
        7 => {
            // One of several that are alike is so no more.
            let plain = |one: &NetworkInterface| one.identity.name.starts_with("zz-");
            let all = model.network_interfaces.iter().filter(|(_, one)| plain(one));
            let ids: Vec<_> = all.map(|(id, _)| id).collect();
            if !ids.is_empty() {
                after.network_interfaces[*at.get(&ids)].security_groups.clear();
                after.network_interfaces[*at.get(&ids)].addresses.pop();
            }
        }
        0 | 1 => {
            let all = possible(model);
            if all.is_empty() {
                return after;
            }
            let change = understand(model, &at.get(&all).trial).expect("invariant: it is possible");
            after = apply(model, &change).0;
        }
        2 => {
            let tables: Vec<_> = model.route_tables.ids().collect();
            if !tables.is_empty() {
                after.route_tables[*at.get(&tables)].routes.pop();
            }
        }
        3 => {
            let tables: Vec<_> = model.local_gateway_route_tables.ids().collect();
            if !tables.is_empty() {
                after.local_gateway_route_tables[*at.get(&tables)].routes.clear();
            }
        }
        4 | 5 => {
            let groups: Vec<SecurityGroupId> = model.security_groups.ids().collect();
            if !groups.is_empty() {
                let group = &mut after.security_groups[*at.get(&groups)];
                if what % 8 == 4 {
                    group.inbound.pop();
                } else {
                    let halved = PortRange { first: 100, last: 443 };
                    group.inbound.iter_mut().for_each(|rule| rule.matcher.ports = Some(halved));
                    group
                        .inbound
                        .retain(|rule| [Some(6), Some(17)].contains(&rule.matcher.protocol));
                }
            }
        }
        _addresses => {
            let ids: Vec<_> = model.network_interfaces.ids().collect();
            if !ids.is_empty() {
                let one = &mut after.network_interfaces[*at.get(&ids)];
                (one.coip, one.public_address) = (None, None);
            }
        }
    }
    after
}

/// What somebody would note of a trace to compare it with another.
#[derive(Debug, PartialEq, Eq)]
struct Noted {
    works: u8,
    arrives: BTreeSet<String>,
    there: BTreeSet<Vec<String>>,
    back: BTreeSet<Vec<String>>,
    mtu: Option<u32>,
}

fn noted(network: &Network, trace: &Trace) -> Noted {
    let names = |nodes: &outpath_core::forwarding::Path| {
        nodes.nodes().map(|node| network.node_name(node)).collect::<Vec<String>>()
    };
    let back = || trace.replies.iter().flat_map(|reply| &reply.paths);
    let arrived = trace.forward.iter().filter(|path| path.outcome == Outcome::Delivered);
    let last = |path: &outpath_core::forwarding::Path| {
        let packet = path.hops.last().expect("invariant: a hop").packet_out;
        format!("{} {}", packet.source, packet.destination)
    };
    Noted {
        works: match trace.verdict {
            Verdict::Unreachable => 0,
            Verdict::Unknown => 1,
            Verdict::OneWay => 2,
            Verdict::Partial => 3,
            Verdict::Reachable => 4,
        },
        arrives: arrived.map(last).collect(),
        there: trace.forward.iter().map(names).collect(),
        back: back().map(names).collect(),
        mtu: trace.paths().filter_map(|path| path.mtu).min(),
    }
}

/// Says how a packet fares otherwise; `Err` where how much of it passes would have to be measured.
fn kind(before: Option<&Noted>, after: Option<&Noted>) -> Result<Option<Kind>, ()> {
    let works = |one: Option<&Noted>| one.map_or(0, |one| one.works);
    Ok(match (works(before), works(after)) {
        (3, 3) => return Err(()),
        (one, other) if one > other => Some(Kind::Lost),
        (one, other) if one < other => Some(Kind::Gained),
        (0, _) => None,
        (_, _) => before.zip(after).and_then(|(before, after)| {
            if before.arrives != after.arrives {
                Some(Kind::Translated)
            } else if (&before.there, &before.back) != (&after.there, &after.back) {
                Some(Kind::Rerouted)
            } else {
                (before.mtu != after.mtu).then_some(Kind::Mtu)
            }
        }),
    })
}

/// Every end of two networks of which one is the other after a change that leaves ids alone.
fn ends(before: &Network, after: &Network) -> Vec<(String, [Option<Point>; 2], bool)> {
    let model = &before.model;
    let interfaces = model.network_interfaces.iter();
    let interfaces = interfaces.map(|(id, one)| (one.identity.name.clone(), Place::Interface(id)));
    let hosts = model.hosts.iter().map(|(id, one)| (one.identity.name.clone(), Place::Host(id)));
    let named = interfaces.chain(hosts);
    let named = named.map(|(name, place)| (name, [Some(Point::only(place)); 2], false));
    let sets = in_common([before, after]).into_iter().map(|one| {
        let abroad = |point: &Point| matches!(point.place, Place::Internet(_) | Place::Service(..));
        (one.part.to_string(), one.points, one.points.iter().flatten().all(abroad))
    });
    named.chain(sets).collect()
}

/// Returns what a comparison says of some traffic of a pair.
fn said(
    comparison: &Comparison,
    internet: &BTreeSet<&str>,
    [from, to]: [&str; 2],
    port: Option<u16>,
    like: &str,
) -> BTreeSet<Kind> {
    let holds = |one: &&Flows| {
        let name = |names: &[String], name: &str| {
            let everywhere = |one: &String| {
                (one == "internet" && !name.contains(':'))
                    || (one == "internet (IPv6)" && name.contains(':'))
            };
            names.iter().any(|one| one == name)
                || (name.contains('/') && names.iter().any(everywhere) && internet.contains(name))
        };
        let traffic = |text: &String| {
            let traffic = parse_traffic(text).expect("invariant: traffic in words");
            let asked = parse_traffic(like).expect("invariant: traffic in words");
            let ports = match (traffic.destination_ports, port) {
                (Some(ports), Some(port)) => ports.covers(PortRange::single(port)),
                (_, _) => true,
            };
            (traffic.protocol, traffic.icmp) == (asked.protocol, asked.icmp)
                // IPv4 goes without saying.
                && traffic.family.unwrap_or(Family::V4) == asked.family.unwrap_or(Family::V4)
                && ports
        };
        name(&one.from, from) && name(&one.to, to) && one.traffic.iter().any(traffic)
    };
    comparison.flows.iter().filter(holds).map(|one| one.kind).collect()
}

fn agrees(
    before: &Network,
    after: &Network,
    traffic: &str,
    numbers: &mut usize,
) -> Result<(), TestCaseError> {
    let comparison = compared(before, after);
    let like: Flow =
        parse_flow(&format!("internet -> internet {traffic}")).expect("invariant: a flow");
    let mut ports: BTreeSet<Option<u16>> = BTreeSet::from([None]);
    if like.destination_ports.is_some() {
        let all = comparison.flows.iter().flat_map(|one| &one.traffic);
        let ranges = all.filter_map(|text| parse_traffic(text).ok()?.destination_ports);
        let cuts = ranges.flat_map(|ports| {
            [
                Some(ports.first),
                Some(ports.last),
                ports.first.checked_sub(1),
                ports.last.checked_add(1),
            ]
        });
        ports = cuts.flatten().chain([0, u16::MAX, 443]).map(Some).collect();
    }
    let ends = ends(before, after);
    let is_abroad = |point: &Point| matches!(point.place, Place::Internet(_));
    let internet: BTreeSet<&str> = ends
        .iter()
        .filter(|(_, points, _)| points.iter().flatten().any(is_abroad))
        .map(|(name, ..)| name.as_str())
        .collect();
    for (from, sources, one_abroad) in &ends {
        for (to, destinations, other_abroad) in &ends {
            if *one_abroad && *other_abroad {
                continue;
            }
            for port in &ports {
                let mut flow = like.clone();
                flow.destination_ports = port.map(PortRange::single).or(flow.destination_ports);
                let sides = [(before, 0), (after, 1)].map(|(network, side)| {
                    let (source, destination) = (sources[side]?, destinations[side]?);
                    if matches!(source.place, Place::Address(_)) {
                        return None;
                    }
                    let case = case(network, &flow, source, destination)?;
                    Some(noted(network, &trace(network, &case.intent)))
                });
                let [one, other] = &sides;
                let Ok(expected) = kind(one.as_ref(), other.as_ref()) else { continue };
                let found = said(&comparison, &internet, [from, to], *port, traffic);
                *numbers += usize::from(expected.is_some());
                prop_assert_eq!(
                    found,
                    expected.into_iter().collect(),
                    "{} -> {} {} {:?}: {:?}",
                    from,
                    to,
                    traffic,
                    port,
                    sides
                );
            }
        }
    }
    Ok(())
}

/// Returns what a comparison says of each pair of ends, as if time ran backwards if that is asked for.
fn pairs(comparison: &Comparison, backwards: bool) -> BTreeSet<(Kind, String, String, String)> {
    let mut found = BTreeSet::new();
    for one in &comparison.flows {
        let kind = match one.kind {
            Kind::Lost if backwards => Kind::Gained,
            Kind::Gained if backwards => Kind::Lost,
            other => other,
        };
        for (from, to) in one.from.iter().flat_map(|from| one.to.iter().map(move |to| (from, to))) {
            let all = one.traffic.iter();
            found.extend(all.map(|traffic| (kind, from.clone(), to.clone(), traffic.clone())));
        }
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(32) })]

    #[test]
    fn a_change_does_what_tracing_both_sides_says(model in estate(), what in any::<u8>(), at in any::<Index>()) {
        // Neighbors that are alike stand for each other, until one of them changes.
        let model = with_neighbors(Model::clone(&model), at, &[3, 4, 5]);
        let after = Network::build(changed(&model, what, at));
        let before = Network::build(model);
        for traffic in ["tcp over ipv4", "icmp/echo over ipv4", "udp over ipv6"] {
            agrees(&before, &after, traffic, &mut 0)?;
        }
    }

    #[test]
    fn a_change_does_what_tracing_both_sides_says_where_most_works(
        model in working_estate(), what in any::<u8>(), at in any::<Index>(),
    ) {
        // Neighbors that are alike stand for each other, until one of them changes.
        let model = with_neighbors(Model::clone(&model), at, &[3, 4, 5]);
        let after = Network::build(changed(&model, what, at));
        let before = Network::build(model);
        for traffic in ["tcp over ipv4", "proto/253 over ipv4"] {
            agrees(&before, &after, traffic, &mut 0)?;
        }
    }

    #[test]
    fn nothing_differs_from_itself_and_back_is_the_mirror(
        model in prop_oneof![estate(), working_estate()], what in any::<u8>(), at in any::<Index>(),
    ) {
        let before = Network::build(Model::clone(&model));
        let after = Network::build(changed(&model, what, at));
        prop_assert_eq!(&compared(&before, &before).flows, &[]);
        let (there, back) = (compared(&before, &after), compared(&after, &before));
        prop_assert_eq!(pairs(&there, true), pairs(&back, false));
    }
}

proptest! {
    // One of these is a comparison for each failure.
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(6) })]

    #[test]
    fn a_sweep_costs_what_each_failure_costs_by_hand(model in prop_oneof![estate(), working_estate()]) {
        let before = Network::build(Model::clone(&model));
        let map = SourceMap::default();
        let mut sweep = Sweep::new(&before, &[], 1).expect("invariant: few failures");
        while !sweep.advance(Side { network: &before, map: &map }, 3) {}
        let found = sweep.resilience();
        for one in possible(&model).into_iter().filter(|one| !matches!(one.group, Group::Prefixes | Group::Instances)) {
            let change = understand(&model, &one.trial).expect("invariant: it is possible");
            let after = Network::build(apply(&model, &change).0);
            let name = one.trial.to_string();
            let lost: BTreeSet<_> = pairs(&compared(&before, &after), false)
                .into_iter()
                .filter(|(kind, ..)| *kind == Kind::Lost)
                .map(|(_, from, to, traffic)| (from, to, traffic))
                .collect();
            let rows: Vec<&[Loss]> = found
                .single
                .iter()
                .filter(|row| row.failures.contains(&vec![name.clone()]))
                .map(|row| row.lost.as_slice())
                .collect();
            let each = |loss: &Loss| {
                let mut all = BTreeSet::new();
                for (from, to) in loss.from.iter().flat_map(|from| loss.to.iter().map(move |to| (from, to))) {
                    all.extend(loss.traffic.iter().map(|traffic| (from.clone(), to.clone(), traffic.clone())));
                }
                all
            };
            let said: BTreeSet<_> = rows.iter().copied().flatten().flat_map(each).collect();
            prop_assert_eq!(&said, &lost, "{}", &name);
            prop_assert_eq!(rows.len(), usize::from(!lost.is_empty()), "{}", &name);
            prop_assert_eq!(found.harmless.contains(&name), lost.is_empty(), "{}", &name);
        }
    }
}
