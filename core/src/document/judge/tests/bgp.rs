//! Mistakes in the BGP of routers, made once in a clean topology.

use super::{Case, lowered, shown, try_cases_of};

const CLEAN: &str = include_str!("../bgp.yaml");

pub(super) const CASES: &[Case] = &[
    (
        "OP9467",
        "edge",
        "core: { route_reflector_client: true }",
        "edge: { route_reflector_client: true }",
        "core: {}",
    ),
    ("OP9467", "r-core", "            wan: {}", "            r-core: {}", "            wan:"),
    (
        "OP9467",
        "plant-1.lgw.main.ond-2: { import: in }",
        "plant-1.lgw.main.ond-1: { import: in }",
        "plant-1.lgw.main.ond-2: { import: in }",
        "plant-1.lgw.main.ond-1: {}",
    ),
    ("OP9467", "old: {}", "            wan: {}", "            old: {}", "            wan:"),
    ("OP9468", "far: {}", "far: { asn: 65020 }", "far: {}", "campus.far: { asn: 65010 }"),
    (
        "OP9468",
        "{ neighbors: { edge: {} } }",
        "core: { id: r-core, asn: 65010, ",
        "core: { id: r-core, ",
        "core: { id: r-core, asn: 65010, ",
    ),
    (
        "OP6021",
        "far: { asn: 65020, route_reflector_client: true }",
        "far: { asn: 65020 }",
        "far: { asn: 65020, route_reflector_client: true }",
        "far: { asn: 65010, route_reflector_client: true }",
    ),
    (
        "OP6021",
        "wan: { route_reflector_client: true }",
        "wan: {}",
        "wan: { route_reflector_client: true }",
        "wan: { route_reflector_client: false }",
    ),
    ("OP9201", "inn", "import: in }", "import: inn }", "import: branch.in }"),
    ("OP9201", "coor", "core: { route", "coor: { route", "campus.core: { route"),
    ("OP9202", "branch", "import: in }", "import: branch }", "import: campus.in }"),
    ("OP9104", "0.0.0.0/0", "while: 192.0.2.0/24", "while: 0.0.0.0/0", "while: 192.0.0.0/1"),
    ("OP9104", "core-1", "cluster_id: 10.255.0.1", "cluster_id: core-1", "cluster_id: 0.0.0.1"),
    ("OP9104", "10.0.0.0/8 le 7", "10.0.0.0/8 le 24", "10.0.0.0/8 le 7", "10.0.0.0/8 ge 24"),
    ("OP9104", "10.0.0.1/8", "10.0.0.0/8 le 24", "10.0.0.1/8 le 24", "10.0.0.1/32"),
    ("OP9104", "^6451x", "^64512_", "^6451x", "^64512 .*"),
    ("OP9104", "65000", "\"65000:100\"", "65000", "no-export"),
];

#[test]
fn mistakes_in_bgp_are_found() {
    assert_eq!(shown(CLEAN, &lowered(CLEAN)), Vec::<String>::new());
    try_cases_of(CLEAN, CASES);
}

#[test]
fn a_router_whose_route_map_is_not_known_is_not_known() {
    let text = CLEAN.replacen("^64512_", "^x", 1);
    let model = lowered(&text).model;
    let name = |object: &crate::model::ObjectId| model.identity(*object).name.clone();
    let names: Vec<String> = model.incomplete.iter().map(name).collect();
    assert_eq!(names, ["campus.edge", "campus.in"]);
}
