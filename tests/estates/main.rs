//! Generated estates: nothing in them is wrong, and what they expect holds.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends where it stands")]

use outpath_core::analysis::{
    Checking, Estate, Loaded, Loader, Size, Status, Workspace, format, generate,
};
use proptest::prelude::*;

const ROUTES: &str = "estate-routes.csv";

struct Texts(Estate);

impl Loader for Texts {
    fn load(&self, name: &str, _from: Option<&str>) -> Result<Loaded, String> {
        let routes = || self.0.routes.clone().ok_or_else(|| format!("there is no {name}"));
        let text = if name == ROUTES { routes()? } else { self.0.topology.clone() };
        Ok(Loaded { name: name.to_owned(), bytes: text.into_bytes() })
    }
}

/// Asserts that `outpath check` has nothing to say, and `outpath format` nothing to change.
fn clean(seed: u64, size: Size) {
    let estate = generate(seed, size, ROUTES).unwrap();
    let canonical = format("estate.yaml", estate.topology.as_bytes()).unwrap();
    assert!(canonical == estate.topology, "{seed} {size:?} is not canonical");
    // Whoever has an estate of this size has asked AWS for more.
    let checking = Checking { ignore: vec!["quota-exceeded".to_owned()], ..Checking::default() };
    let answer = Workspace::open(&Texts(estate), &["estate.yaml"]).check(&checking);
    let text = answer.text().to_string();
    assert_eq!(answer.status(), Status::Clean, "{seed} {size:?}: {text}");
    assert!(text.starts_with("clean: no problems"), "{seed} {size:?}: {text}");
}

#[test]
fn presets_are_clean() {
    clean(1, Size::named("small").unwrap());
    clean(1, Size::named("medium").unwrap());
}

/// Sizes of a few VPCs.
fn sizes() -> impl Strategy<Value = Size> {
    let places = (1..=6_usize, 0..=5_usize, 1..=7_usize, 0..=50_usize);
    places.prop_flat_map(|(outposts, further, sites, routes)| {
        let vpcs = outposts + further;
        (4 * vpcs..=14 * vpcs).prop_flat_map(move |subnets| {
            (0..=4 * subnets).prop_map(move |instances| Size {
                outposts,
                vpcs,
                subnets,
                instances,
                sites,
                routes,
            })
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 50, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn estates_of_any_size_are_clean(seed in any::<u64>(), size in sizes()) {
        clean(seed, size);
    }
}
