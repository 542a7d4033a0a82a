//! Rules on random networks: they end, say the same each time, and keep to the form of messages.

use outpath_core::{
    analysis::{Checking, Workspace},
    model::{LocalGatewayRoute, LocalGatewayRouteTarget},
};
use outpath_tests::{
    files::OneText,
    generate::{estate, working_estate},
    print::topology,
};
use proptest::prelude::*;
use serde_json::Value;

/// Returns the findings of the rules in a topology, after a look at the form of each.
fn findings(text: &str) -> Vec<Value> {
    let open = || Workspace::open(&OneText(text), &["topology.yaml"]).check(&Checking::default());
    let answer = open();
    assert_eq!(answer.json(), open().json());
    let json: Value = serde_json::from_str(answer.json()).unwrap();
    let all = json["findings"].as_array().unwrap().iter();
    let ours = all.filter(|one| !one["code"].as_str().unwrap().starts_with("OP9"));
    let found: Vec<Value> = ours.cloned().collect();
    for one in &found {
        form(one);
    }
    found
}

/// Looks whether a finding says what, where, why, and what to do.
fn form(finding: &Value) {
    let message = finding["message"].as_str().unwrap();
    assert!(!message.ends_with('.') && !message.is_empty(), "{finding}");
    assert!(finding["location"]["line"].as_u64() >= Some(1), "{finding}");
    let because = finding["because"].as_str().unwrap();
    assert!(because.is_empty() || because.ends_with('.'), "{finding}");
    for help in finding["help"].as_array().unwrap() {
        assert!(help.as_str().unwrap().ends_with(['.', '?']), "{finding}");
    }
}

#[test]
fn examples_keep_to_the_form() {
    for rule in outpath_core::rules::ALL {
        for example in crate::page::examples(rule, "Fails") {
            let found = findings(&example.text);
            for one in found.iter().filter(|one| one["code"] == rule.code.id) {
                let says = |key: &str| !one[key].as_str().unwrap_or_default().is_empty();
                let helps = one["help"].as_array().is_some_and(|help| !help.is_empty());
                assert!(says("because") || helps, "{one}");
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn rules_end_on_wild_networks(network in estate()) {
        findings(&topology(&network));
    }

    #[test]
    fn errors_on_working_networks_are_the_faults_put_into_them(network in working_estate()) {
        let found = findings(&topology(&network));
        for one in found.iter().filter(|one| one["severity"] == "error") {
            // The only fault of these networks that a rule calls an error.
            prop_assert_eq!(one["code"].as_str(), Some("OP3013"), "{}", one);
            let tables = network.local_gateway_route_tables.values();
            let leads = |route: &LocalGatewayRoute| {
                matches!(route.target, LocalGatewayRouteTarget::VifGroup(_))
            };
            let named = |name: &str| one["subject"].as_str().is_some_and(|all| all.ends_with(name));
            let mut named = tables.filter(|table| named(&table.identity.name));
            prop_assert!(named.all(|table| !table.routes.iter().any(leads)), "{}", one);
        }
    }
}
