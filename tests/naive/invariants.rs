//! What the rulebook's invariants (section 16) say of every path, on random networks.

use std::collections::BTreeMap;

use outpath_core::model::{Mode, Model};
use outpath_tests::{
    generate::{estate, joined_estate, picks, working_estate},
    naive::{Class, NaivePath, forward, round_trip},
    print::Printed,
};
use proptest::{prelude::*, strategy::ValueTree, test_runner::TestRunner};

fn sound(model: &Model, paths: &[NaivePath]) -> Result<(), TestCaseError> {
    let total: f64 = paths.iter().map(|path| path.share.0 as f64 / path.share.1 as f64).sum();
    prop_assert!((total - 1.0).abs() < 1e-9, "shares add up to {}", total);
    let coip = model.local_gateway_route_tables.values().any(|t| t.mode == Some(Mode::Coip));
    for path in paths {
        let mut left: Option<&str> = None;
        for place in &path.places {
            let crossed = place.strip_prefix("service-link ");
            let gateway =
                place == "internet" || model.routers.values().any(|r| r.identity.name == *place);
            if crossed.is_some() && left.is_some() && path.class == Class::Delivered {
                prop_assert_eq!(crossed, left, "invariant 4");
            }
            left = if gateway { None } else { crossed.or(left) };
        }
        let edge =
            path.places.iter().any(|place| place.ends_with(".lgw") || place.contains("link "));
        let ipv6 = path.packet.is_ipv6();
        prop_assert!(!(ipv6 && edge && path.class == Class::Delivered), "invariant 5");
        let translators = path.places.iter().any(|place| {
            let nat = model.nat_gateways.values().any(|nat| nat.identity.name == *place);
            let mut routers = model.routers.values().filter(|r| !r.source_nat.is_empty());
            let router = routers.any(|router| router.identity.name == *place);
            let mut interfaces = model.network_interfaces.values();
            let appliance = interfaces.any(|interface| {
                let instance = interface.instance.map(|id| &model.instances[id]);
                interface.identity.name == *place
                    && instance.is_some_and(|instance| instance.forwards.is_some())
            });
            nat || router || appliance || place == "internet" || (coip && place.ends_with(".lgw"))
        });
        prop_assert!(translators || path.translations == 0, "invariant 3");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn wild_paths_are_sound(picks in picks(), model in estate()) {
        let trip = round_trip(&model, &picks.on(&model));
        sound(&model, &trip.forward)?;
        trip.replies.iter().try_for_each(|(_, paths)| sound(&model, paths))?;
    }

    #[test]
    fn paths_without_a_service_link_do_not_need_one(picks in picks(), model in working_estate()) {
        let flow = picks.on(&model);
        let up = forward(&model, &flow);
        sound(&model, &up)?;
        let mut down = model.0.clone();
        for id in model.outposts.ids() {
            down.outposts[id].service_link.up = false;
        }
        let lone = |path: &&NaivePath| !path.places.iter().any(|p| p.starts_with("service-link"));
        let down = forward(&down, &flow);
        prop_assert!(up.iter().filter(lone).eq(down.iter().filter(lone)), "invariant 6");
    }
}

type Counts = BTreeMap<&'static str, u32>;

/// Counts the verdicts and the reasons of many flows; the same in every run.
fn count(
    runner: &mut TestRunner,
    (networks, models): (usize, impl Strategy<Value = Printed>),
    (verdicts, reasons): (&mut Counts, &mut Counts),
) {
    let cases = (models, proptest::collection::vec(picks(), 8));
    for _ in 0..networks {
        let (model, all) = cases.new_tree(runner).expect("nothing is filtered").current();
        for picks in all {
            let trip = round_trip(&model, &picks.on(&model));
            *verdicts.entry(trip.verdict).or_default() += 1;
            let back = trip.replies.iter().flat_map(|(_, paths)| paths);
            for path in trip.forward.iter().chain(back) {
                *reasons.entry(path.reason).or_default() += 1;
            }
        }
    }
}

/// The reasons that random networks must meet.
const REASONS: &[&str] = &[
    "ambiguous-prefix-lists",
    "attachment-not-ready",
    "bgp-session-down",
    "coip-not-allocated",
    "coip-unknown-dst",
    "component-not-ready",
    "dxgw-no-transit",
    "edge-appliance-no-public-ip",
    "edge-asymmetry",
    "egress-only-inbound",
    "igw-dst-not-in-vpc",
    "igw-no-public-association",
    "igw-private-dst",
    "igw-private-src",
    "ipv6-unsupported",
    "left-model",
    "lgw-eni-not-eligible",
    "lgw-foreign",
    "lgw-no-route",
    "lgw-no-vif-group",
    "lgw-subnet-not-on-outpost",
    "lgw-table-inactive",
    "lgw-vpc-not-associated",
    "loop",
    "nacl-deny-in",
    "nacl-deny-out",
    "nat-az-not-covered",
    "nat-no-session",
    "nat-source-not-in-vpc",
    "no-route",
    "no-such-host",
    "no-such-subnet",
    "not-routable-on-internet",
    "outpost-region-hairpin-blocked",
    "pcx-address-not-in-peer",
    "prefix-not-received",
    "protocol-unsupported",
    "return-asymmetric",
    "return-nacl-deny",
    "return-no-route",
    "route-blackhole",
    "service-link-down",
    "sg-deny-in",
    "sg-deny-out",
    "sg-empty",
    "sg-ref-lost",
    "sg-ref-unknown-peer",
    "spoofed-source",
    "src-dst-check",
    "tgw-az-not-attached",
    "tgw-no-association",
    "tgw-no-route",
    "tgw-route-blackhole",
    "unknown-object",
    "unknown-tgw-routes",
    "unmodelled-state",
    "unsupported-object",
    "vgw-dst-not-eni",
    "vgw-source-not-in-vpc",
    "vpc-bpa",
    "vpn-down",
    "wrong-destination",
];

/// Some are rare, and which ones come first changes with everything that is drawn.
const ROUNDS: usize = 30;

#[test]
fn random_networks_meet_every_rule() {
    let mut runner = TestRunner::deterministic();
    let (mut verdicts, mut reasons) = (Counts::new(), Counts::new());
    let mut missing = Vec::new();
    for _ in 0..ROUNDS {
        count(&mut runner, (1000, estate()), (&mut verdicts, &mut reasons));
        count(&mut runner, (1000, joined_estate()), (&mut verdicts, &mut reasons));
        missing = REASONS.iter().filter(|reason| !reasons.contains_key(**reason)).collect();
        if missing.is_empty() {
            break;
        }
    }
    assert!(missing.is_empty(), "{verdicts:?} {reasons:#?}, never met: {missing:?}");
    let delivered = reasons.get("delivered").copied().unwrap_or_default();
    assert!(delivered > 1000, "{reasons:#?}");
}

#[test]
fn working_networks_work() {
    let (mut verdicts, mut reasons) = (Counts::new(), Counts::new());
    let mut runner = TestRunner::deterministic();
    count(&mut runner, (3000, working_estate()), (&mut verdicts, &mut reasons));
    let reachable = verdicts.get("reachable").copied().unwrap_or_default();
    assert!(reachable > 7000, "{verdicts:?} {reasons:#?}");
}
