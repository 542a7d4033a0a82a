//! What is generated can be printed as a topology file, and the file says the same again.

use outpath_core::{
    document::{lower, read},
    model::Model,
    text::Sources,
};
use outpath_tests::{
    generate::{estate, joined_estate, working_estate},
    print::{sayable, topology},
};
use proptest::prelude::*;

/// Prints a model and reads it again. What AWS would refuse is reported, but it is read all the same.
fn same(model: &Model) -> Result<(), TestCaseError> {
    let text = topology(model);
    let mut sources = Sources::default();
    let file = sources.add("topology.yaml", &text);
    let (document, problems) = read(&sources, file);
    prop_assert!(problems.is_empty(), "{problems:?}");
    let mut lowered = lower(&[document]);
    lowered.model.incomplete.clear();
    if lowered.model == *model {
        return Ok(());
    }
    let problems: Vec<&String> = lowered.diagnostics.iter().map(|found| &found.message).collect();
    let again = topology(&lowered.model);
    Err(TestCaseError::fail(format!("{problems:#?}\nread again:\n{again}")))
}

#[test]
fn bgp_of_routers_can_be_printed() {
    let text = include_str!("../../core/src/document/judge/bgp.yaml");
    let mut sources = Sources::default();
    let file = sources.add("topology.yaml", text);
    let (document, _) = read(&sources, file);
    let model = lower(&[document]).model;
    assert!(!model.route_maps.is_empty());
    same(&model).expect("it is the same again");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn wild_networks_can_be_printed(model in estate()) {
        prop_assume!(sayable(&model));
        same(&model)?;
    }

    #[test]
    fn joined_networks_can_be_printed(model in joined_estate()) {
        prop_assume!(sayable(&model));
        same(&model)?;
    }

    #[test]
    fn working_networks_can_be_printed(model in working_estate()) {
        same(&model)?;
    }
}
