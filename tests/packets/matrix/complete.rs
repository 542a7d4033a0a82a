//! The matrix holds every row of the rulebook (12.2, and F.6 of its supplement).

use std::collections::BTreeSet;

use super::{
    Disconnected::{self, Cut, Lost, Same},
    Row, rows,
};

/// What the rulebook says of each of its rows: whether a packet and its reply arrive (`both`, only the
/// packet: `there`, or `neither`), and whether that goes on while the service link is down (`works`,
/// `fails`, or `reply fails`). A row that ends in a refusal has nothing to lose.
const CLAIMS: &[(&str, &str, &str)] = &[
    ("PKT-01", "both", "works"),
    ("PKT-02", "both", "fails"),
    ("PKT-03", "both", "fails"),
    ("PKT-04", "both", "fails"),
    ("PKT-05", "both", "works"),
    ("PKT-06", "both", "works"),
    ("PKT-07", "neither", "works"),
    ("PKT-08", "neither", "works"),
    ("PKT-09", "neither", "works"),
    ("PKT-10", "both", "reply fails"),
    ("PKT-11", "both", "works"),
    ("PKT-12", "both", "works"),
    ("PKT-13", "both", "fails"),
    ("PKT-14", "both", "fails"),
    ("PKT-15", "neither", "works"),
    ("PKT-16", "both", "works"),
    ("PKT-17", "there", "works"),
    ("PKT-18", "both", "works"),
    ("PKT-19", "both", "works"),
    ("PKT-20", "both", "works"),
    ("PKT-21", "both", "works"),
    ("PKT-22", "both", "fails"),
    ("PKT-23", "both", "works"),
    // By peering nothing changes; by a transit gateway the service link itself comes first.
    ("PKT-24", "neither", "works or fails"),
    ("PKT-25", "both", "works"),
    ("PKT-26", "both", "works"),
    // The appliance translates by itself, so what becomes of the reply is UNK-17.
    ("PKT-27", "there", "works"),
    ("PKT-28", "neither", "works"),
    ("PKT-29", "both", "works"),
    ("PKT-30", "both", "works"),
    ("PKT-31", "both", "works"),
    ("PKT-32", "both", "works"),
    ("PKT-33", "both", "fails"),
    ("PKT-34", "both", "works"),
    ("PKT-35", "both", "works"),
    ("PKT-36", "neither", "works"),
    ("PKT-37", "both", "works"),
    ("PKT-38", "both", "works"),
    ("PKT-41", "both", "works"),
    ("PKT-42", "both", "works"),
    ("PKT-43", "both", "works"),
    ("PKT-44", "neither", "works"),
    ("PKT-45", "neither", "works"),
    ("PKT-46", "neither", "works"),
    ("PKT-47", "both", "works"),
    ("PKT-48", "neither", "works"),
];

/// Rows whose other end opens no connection that takes the mirrored way, and why.
const ONE_END_OPENS: &[(&str, &str)] = &[
    ("PKT-03", "an interface endpoint answers only"),
    ("PKT-04", "a service answers only"),
    ("PKT-10", "the row is about ways that differ"),
    ("PKT-11", "the customer's edge translates"),
    ("PKT-12", "the customer's edge translates"),
    ("PKT-14", "a NAT gateway translates"),
    ("PKT-22", "each VPC is entered by the subnet of its attachment"),
    ("PKT-30", "an endpoint of S3 answers only"),
    ("PKT-31", "a database answers only"),
    ("PKT-37", "the Outpost opens its service link itself"),
    ("PKT-38", "the Outpost opens its service link itself"),
];

#[test]
fn every_row_of_the_rulebook_is_there() {
    let numbers = (1..=38).chain(41..=48);
    let expected: Vec<String> = numbers.map(|number| format!("PKT-{number:02}")).collect();
    let claimed: Vec<&str> = CLAIMS.iter().map(|(id, ..)| *id).collect();
    assert_eq!(claimed, expected);
    let shown: BTreeSet<&str> = rows().map(|row| row.id).collect();
    let missing: Vec<_> = claimed.iter().filter(|id| !shown.contains(*id)).collect();
    assert!(missing.is_empty(), "no row shows {missing:?}");
}

#[test]
fn every_row_shows_what_the_rulebook_says_of_it() {
    for (id, arrives, disconnected) in CLAIMS {
        for row in rows().filter(|row| row.id == *id) {
            assert_eq!(reach(row), *arrives, "{id}: {}", row.flow);
            let fate = fate(&row.disconnected);
            assert!(disconnected.split(" or ").any(|one| one == fate), "{id}: {}", row.flow);
        }
    }
}

#[test]
fn both_ends_open_connections_wherever_the_rulebook_lets_them() {
    for (id, arrives, _) in CLAIMS.iter().filter(|(_, arrives, _)| *arrives == "both") {
        let opened = rows().any(|row| row.id == *id && !row.opposite.is_empty());
        let excused = ONE_END_OPENS.iter().any(|(one, _)| one == id);
        assert_ne!(opened, excused, "{id} ({arrives})");
    }
    for (id, why) in ONE_END_OPENS {
        assert!(
            CLAIMS.iter().any(|(one, arrives, _)| one == id && *arrives == "both"),
            "{id}: {why}"
        );
    }
}

/// Says what arrives in a row.
fn reach(row: &Row) -> &'static str {
    let there = row.there.starts_with("delivered");
    match (there, row.back.starts_with("delivered"), row.verdict) {
        (true, true, "reachable") => "both",
        (true, false, "one-way" | "unknown") => "there",
        (false, false, "unreachable" | "unknown") => "neither",
        _ => "nothing that fits together",
    }
}

fn fate(disconnected: &Disconnected) -> &'static str {
    match disconnected {
        Same => "works",
        Cut(_) => "fails",
        Lost(_) => "reply fails",
    }
}
