//! OP2008: overlapping prefix lists with different targets in one table.

use crate::{
    addr::Prefix,
    diagnostic::{Code, Severity},
    model::{Destination, Key, PrefixListId, RouteTable, RouteTableId, RouteTarget},
    rules::{Check, Context, Findings, Rule},
};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP2008",
        name: "ambiguous-prefix-lists",
        severity: Severity::Warning,
        page: "Prefix lists that overlap lead to different targets in one table, and AWS picks one of them.",
        facts: &["VRT-07"],
    },
    docs: page!("op2008_ambiguous_prefix_lists.md"),
    check: Check::Parts(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    for (id, table) in cx.model().route_tables.iter() {
        let lists = lists(table);
        for (at, one) in lists.iter().enumerate() {
            let earlier = lists.iter().take(at);
            for other in earlier.filter(|other| other.2 != one.2) {
                if let Some(shared) = shared(cx, one.1, other.1) {
                    report(cx, found, id, (one, other, shared));
                }
            }
        }
    }
}

/// A route with a prefix list: its position, the list, the target.
type Listed = (usize, PrefixListId, RouteTarget);

fn lists(table: &RouteTable) -> Vec<Listed> {
    let routes = table.routes.iter().enumerate();
    let listed = routes.filter_map(|(at, route)| match route.destination {
        Destination::PrefixList(list) => Some((at, list, route.target)),
        Destination::Prefix(_) => None,
    });
    listed.collect()
}

/// Returns a prefix that two lists both cover.
fn shared(cx: &Context<'_>, one: PrefixListId, other: PrefixListId) -> Option<Prefix> {
    let lists = &cx.model().prefix_lists;
    let pairs = lists[one]
        .prefixes
        .iter()
        .flat_map(|a| lists[other].prefixes.iter().map(move |b| (*a, *b)));
    let mut shared = pairs.filter(|(a, b)| a.overlaps(*b));
    shared.next().map(|(a, b)| if a.covers(b) { b } else { a })
}

fn report(
    cx: &Context<'_>,
    found: &mut Findings,
    table: RouteTableId,
    (one, other, shared): (&Listed, &Listed, Prefix),
) {
    found
        .report(
            table,
            Key::item(table, "routes", one.0),
            format!(
                "prefix lists {} and {} both hold {shared} and lead to different targets",
                cx.name(one.1),
                cx.name(other.1)
            ),
        )
        .related(Key::item(table, "routes", other.0), "the other route")
        .because("Between prefix lists AWS does not compare lengths: it picks one of the targets and keeps it, and nobody knows which.")
        .help("Take the shared range out of one of the lists, or write it as a route of its own: a route with a CIDR wins over prefix lists.");
}
