//! What estates are: always the same, canonical, and of the size that was asked for.

use super::*;

fn small() -> Size {
    Size::named("small").unwrap()
}

#[test]
fn a_seed_gives_the_same_bytes() {
    let made = |seed| generate(seed, Size { routes: 100, ..small() }, "table.csv").unwrap();
    assert_eq!(made(7), made(7));
    assert_ne!(made(7).topology, made(8).topology);
    assert_ne!(made(7).routes, made(8).routes);
}

#[test]
fn the_same_bytes_on_every_machine() {
    let estate = generate(1, Size { routes: 10, ..small() }, "table.csv").unwrap();
    insta::assert_snapshot!(estate.topology);
    insta::assert_snapshot!(estate.routes.unwrap());
}

#[test]
fn a_full_table_has_what_is_asked_for_and_no_more() {
    let text = full_table::full_table(5_000, &mut Random::new(3, 4));
    let lines: Vec<&str> = text.lines().skip(1).collect();
    assert_eq!(lines.len(), 5_000);
    let prefixes: std::collections::BTreeSet<crate::addr::Prefix> =
        lines.iter().map(|line| line.parse().unwrap()).collect();
    assert_eq!(prefixes.len(), 5_000);
    let private: crate::addr::Prefix = "10.0.0.0/8".parse().unwrap();
    assert!(prefixes.iter().all(|prefix| !private.overlaps(*prefix)));
}

#[test]
fn sizes_out_of_bounds_are_told() {
    let small = small();
    for (wrong, word) in [
        (Size { outposts: 0, ..small }, "outposts"),
        (Size { vpcs: 1, ..small }, "vpcs"),
        (Size { subnets: 11, ..small }, "subnets"),
        (Size { subnets: 601, ..small }, "subnets"),
        (Size { instances: 3_601, ..small }, "instances"),
        (Size { sites: 0, ..small }, "sites"),
        (Size { routes: 2_000_000, ..small }, "routes"),
    ] {
        let why = generate(1, wrong, "").unwrap_err().to_string();
        assert!(why.starts_with(&format!("--{word} ")), "{why}");
    }
    assert!(PRESETS.iter().all(|(_, size)| size.verify().is_ok()));
}
