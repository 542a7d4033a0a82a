//! The ten invariants of section 16 of the rulebook, on generated networks.

use std::collections::BTreeSet;

use outpath_core::{
    addr::Prefix,
    forwarding::{self, Hop, Network, Outcome, Path, Trace, Verdict, What},
    graph::Node,
    model::{Destination, LocalGatewayRouteTarget, Mode, Model, Route, RouteOrigin, RouteTarget},
    routing::{Choice, RouteRef, TableRef},
    scenario::{Change, apply},
};
use outpath_tests::{
    compare::intent,
    generate::{Picks, estate, picks, working_estate},
    naive,
};
use proptest::prelude::*;

fn trace(model: &Model, picks: &Picks) -> (Network, Trace) {
    let network = Network::build(model.clone());
    let trace = forwarding::trace(&network, &intent(&picks.on(model)));
    (network, trace)
}

fn paths(trace: &Trace) -> impl Iterator<Item = &Path> {
    trace.forward.iter().chain(trace.replies.iter().flat_map(|reply| &reply.paths))
}

fn translations(hop: &Hop) -> usize {
    let translated = |what: &What| {
        matches!(what, What::SourceTranslated { .. } | What::DestinationTranslated { .. })
    };
    hop.steps.iter().filter(|step| translated(&step.what)).count()
}

/// What a trace says, without the positions of routes in their tables.
fn gist(network: &Network, trace: &Trace) -> Vec<(Vec<String>, &'static str, Option<u32>)> {
    paths(trace)
        .map(|path| {
            let nodes = path.nodes().map(|node| network.node_name(node)).collect();
            (nodes, path.outcome.id(), path.mtu)
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(400) })]

    #[test]
    fn invariants_1_and_2_announcements_are_what_the_rules_say(model in estate()) {
        let network = Network::build(Model::clone(&model));
        for (id, table) in model.local_gateway_route_tables.iter() {
            let announced: BTreeSet<Prefix> =
                network.bgp.announced(id).iter().map(|one| one.prefix).collect();
            prop_assert_eq!(&announced, &naive::announced(&model, id));
            if table.mode == Some(Mode::Coip) {
                let pools = table.coip_pools.iter().flat_map(|pool| &model.coip_pools[*pool].prefixes);
                let pools: BTreeSet<Prefix> = pools.copied().collect();
                prop_assert!(announced.is_subset(&pools));
            }
        }
    }

    #[test]
    fn invariant_3_translations_at_local_gateways(picks in picks(), model in estate()) {
        let (network, trace) = trace(&model, &picks);
        for hop in paths(&trace).flat_map(|path| &path.hops) {
            let Node::LocalGateway(_) = hop.node else { continue };
            let hairpin = hop.steps.iter().any(|step| step.facts.contains(&"UNK-03"));
            let table = hop.steps.iter().find_map(|step| match &step.what {
                What::Routed { table: TableRef::LocalGateway(table), .. } => Some(*table),
                _ => None,
            });
            let mode = table.and_then(|table| network.model.local_gateway_route_tables[table].mode);
            let untouched = hop.steps.iter().any(|step| step.facts.contains(&"LGR-14"));
            let inbound = hop.steps.iter().all(|step| !step.facts.contains(&"LGW-05"));
            let most = match mode {
                Some(Mode::Coip) if untouched && inbound => 0,
                Some(Mode::Coip) if hairpin => 2,
                Some(Mode::Coip) => 1,
                Some(Mode::DirectVpcRouting) => 0,
                None => 1,
            };
            prop_assert!(translations(hop) <= most, "{:?}", hop.steps);
        }
    }

    #[test]
    fn invariant_4_no_outpost_to_outpost_through_the_region(picks in picks(), model in estate()) {
        let (_, trace) = trace(&model, &picks);
        for path in paths(&trace).filter(|path| path.outcome == Outcome::Delivered) {
            let mut left = None;
            for node in path.nodes() {
                match node {
                    Node::ServiceLink(outpost) => {
                        prop_assert!(left.is_none_or(|left| left == outpost));
                        left = Some(outpost);
                    }
                    Node::Router(_) | Node::Internet => left = None,
                    _ => {}
                }
            }
        }
    }

    #[test]
    fn invariant_5_ipv6_never_leaves_an_outpost(picks in picks(), model in estate()) {
        let (_, trace) = trace(&model, &picks);
        for path in paths(&trace).filter(|path| path.outcome == Outcome::Delivered) {
            for hop in path.hops.iter().filter(|hop| hop.packet_in.is_ipv6()) {
                let edge = matches!(hop.node, Node::LocalGateway(_) | Node::ServiceLink(_) | Node::Vif(_));
                prop_assert!(!edge);
            }
        }
    }

    #[test]
    fn invariant_6_a_lost_service_link_takes_only_its_own_paths(picks in picks(), model in estate()) {
        let (network, before) = trace(&model, &picks);
        for outpost in model.outposts.ids() {
            let (after, touched) = apply(&model, &Change::ServiceLink { outpost, up: false });
            let (_, after) = trace(&after, &picks);
            let over = |path: &&Path| path.nodes().any(|node| node == Node::ServiceLink(outpost));
            let kept = |trace: &Trace| -> Vec<Path> {
                trace.forward.iter().filter(|path| !over(path)).cloned().collect()
            };
            prop_assert_eq!(kept(&before), kept(&after));
            for path in after.forward.iter().filter(over) {
                prop_assert!(path.outcome != Outcome::Delivered);
            }
            prop_assert_eq!(touched.objects.is_empty(), !network.model.outposts[outpost].service_link.up);
        }
    }

    #[test]
    fn invariant_7_a_less_specific_route_changes_nothing(
        model in estate(),
        at in any::<prop::sample::Index>(),
        address in any::<[u8; 4]>(),
    ) {
        prop_assume!(!model.route_tables.is_empty());
        let tables: Vec<_> = model.route_tables.ids().collect();
        let id = *at.get(&tables);
        let address = std::net::IpAddr::from(address);
        let before = Network::build(Model::clone(&model));
        let all = before.tables.select(&model, TableRef::Vpc(id), address);
        let Choice::Routes(winners) = &all.choice else { return Ok(()) };
        prop_assume!(winners.iter().all(|winner| winner.prefix.length() > 0));
        let wide = Destination::Prefix(Prefix::default_for(address));
        let free = model.route_tables[id].routes.iter().all(|route| route.destination != wide);
        prop_assume!(free);
        let route = Route {
            destination: wide,
            target: RouteTarget::Local,
            origin: RouteOrigin::Static,
            declared_state: None,
        };
        let (after, _) = apply(&model, &Change::AddRoute { table: id, route });
        let network = Network::build(after);
        let chosen = network.tables.select(&network.model, TableRef::Vpc(id), address);
        let prefixes = |choice: &Choice| match choice {
            Choice::Routes(routes) => routes.iter().map(|one| (one.prefix, one.rank)).collect(),
            Choice::Nothing | Choice::Ambiguous(_) => Vec::new(),
        };
        prop_assert_eq!(prefixes(&chosen.choice), prefixes(&all.choice));
    }

    #[test]
    fn invariant_8_the_order_of_routes_never_shows(picks in picks(), model in working_estate()) {
        let (network, before) = trace(&model, &picks);
        let mut turned = Model::clone(&model);
        for id in turned.route_tables.ids() {
            turned.route_tables[id].routes.reverse();
        }
        for id in turned.local_gateway_route_tables.ids() {
            turned.local_gateway_route_tables[id].routes.reverse();
        }
        for id in turned.routers.ids() {
            turned.routers[id].announce.reverse();
        }
        let (other, after) = trace(&turned, &picks);
        prop_assert_eq!(gist(&network, &before), gist(&other, &after));
    }

    #[test]
    fn invariant_9_without_the_static_route_the_propagated_one_wins(model in estate()) {
        let network = Network::build(Model::clone(&model));
        // An entry of a prefix list is static, too, and stays when the plain route goes.
        let plain = model.local_gateway_route_tables.iter().filter(|(_, table)| {
            table.routes.iter().all(|route| route.destination.list().is_none())
        });
        for (table, found) in plain {
            for one in network.bgp.announced(table) {
                let Some(group) = found.vif_group else { continue };
                let destination = Destination::Prefix(one.prefix);
                let target = LocalGatewayRouteTarget::VifGroup(group.group);
                let route = Route { destination, target, origin: RouteOrigin::Static, declared_state: None };
                let (with, _) = apply(&model, &Change::AddLocalGatewayRoute { table, route });
                let (without, _) = apply(&with, &Change::RemoveLocalGatewayRoute { table, destination });
                let propagated = |model: Model| {
                    let network = Network::build(model);
                    let at = one.prefix.last();
                    let chosen = network.tables.select(&network.model, TableRef::LocalGateway(table), at);
                    let Choice::Routes(routes) = chosen.choice else { return None };
                    let first = routes.first().copied()?;
                    (first.prefix == one.prefix).then_some(matches!(
                        first.route,
                        RouteRef::PropagatedSubnet(_) | RouteRef::PropagatedCoip(_)
                    ))
                };
                prop_assert_ne!(propagated(with), Some(true));
                prop_assert_ne!(propagated(without), Some(false));
            }
        }
    }

    #[test]
    fn invariant_10_reachable_means_there_and_back(picks in picks(), model in estate()) {
        let (_, trace) = trace(&model, &picks);
        let arrives = |path: &Path| path.outcome == Outcome::Delivered;
        let all = trace.forward.iter().all(arrives)
            && trace.replies.iter().flat_map(|reply| &reply.paths).all(arrives);
        prop_assert_eq!(trace.verdict == Verdict::Reachable, all);
        let answered: BTreeSet<usize> =
            trace.replies.iter().flat_map(|reply| reply.answers.iter().copied()).collect();
        let delivered: BTreeSet<usize> = trace
            .forward
            .iter()
            .enumerate()
            // What asks for no answer, as an ICMP error, has none.
            .filter(|(_, path)| arrives(path) && trace.packet.has_reply())
            .map(|(at, _)| at)
            .collect();
        prop_assert_eq!(answered, delivered);
    }
}
