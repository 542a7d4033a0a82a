//! Where packets end up by routes alone, beside what becomes of each of them among routers.

use outpath_core::{
    forwarding::{Network, Outcome, Path, Place, Point, Reason, case, trace},
    graph::Node,
    model::Model,
    query::parse_flow,
    reach::{End, ends},
    routing::TableRef,
};
use outpath_tests::generate::{estate, working_estate};
use proptest::prelude::*;

use crate::atoms::{Routed, routed, speaking, told_apart, with_routes};

/// Returns where a path among routers ends by their tables, if it does.
fn end(path: &Path) -> Option<End> {
    let among_routers = path.hops.iter().all(|hop| matches!(hop.node, Node::Router(_)));
    let Outcome::Dropped(blocker) = &path.outcome else { return None };
    if !among_routers {
        return None;
    }
    match blocker.reason {
        Reason::Loop => Some(End::Circle),
        Reason::NoRoute => Some(End::NoRoute),
        Reason::RouteBlackhole => Some(End::BlackHole),
        _other => None,
    }
}

fn no_end_is_forgotten(model: Model) -> Result<usize, TestCaseError> {
    let network = Network::build(model);
    let flow = parse_flow("internet -> internet tcp/443").expect("invariant: a flow");
    let found = ends(&network);
    let mut circles = 0;
    for id in network.model.routers.ids().take(4) {
        let said = &found[&TableRef::Router(id)];
        for address in told_apart(&network.model) {
            let to = Point::only(Place::Address(address));
            let from = Point::only(Place::Router(id, None));
            let Some(case) = case(&network, &flow, from, to) else { continue };
            for end in trace(&network, &case.intent).forward.iter().filter_map(end) {
                prop_assert!(said.contains_key(&end), "{} {:?} {:?}", address, end, said);
                circles += usize::from(end == End::Circle);
            }
        }
    }
    Ok(circles)
}

fn busy(model: &Model, routed: &[Routed]) -> Model {
    with_routes(Model::clone(model), routed, false)
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(24) })]

    #[test]
    fn no_end_is_forgotten_in_any_network(model in estate(), routed in routed()) {
        no_end_is_forgotten(busy(&model, &routed))?;
    }

    #[test]
    fn no_end_is_forgotten_where_most_works(model in working_estate(), routed in routed()) {
        no_end_is_forgotten(busy(&model, &routed))?;
    }

    #[test]
    fn no_end_is_forgotten_among_speakers(seed in 0_u64..1000, routed in routed()) {
        no_end_is_forgotten(with_routes(speaking(seed), &routed, true))?;
    }
}
