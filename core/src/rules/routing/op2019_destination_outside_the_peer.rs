//! OP2019: destination outside the peer.

use crate::{
    addr::Prefix,
    diagnostic::{Code, Severity},
    model::{Destination, Key, RouteTarget},
    rules::{Check, Context, Findings, Rule},
};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP2019",
        name: "destination-outside-the-peer",
        severity: Severity::Warning,
        page: "A route leads over a peering connection to addresses that no block of the peer holds.",
        facts: &["PCX-05"],
    },
    docs: page!("op2019_destination_outside_the_peer.md"),
    check: Check::Parts(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    let model = cx.model();
    for (table, index, route) in cx.routes() {
        let RouteTarget::PeeringConnection(peering) = route.target else { continue };
        let vpc = model.route_tables[table].vpc;
        let Some(peer) = model.peering_connections[peering].other(vpc) else { continue };
        let blocks = &model.vpcs[peer].prefixes;
        let outside = |prefix: &Prefix| !blocks.iter().any(|block| block.overlaps(*prefix));
        let (all_outside, what) = match route.destination {
            Destination::Prefix(prefix) => (outside(&prefix), prefix.to_string()),
            Destination::PrefixList(list) => {
                let entries = &model.prefix_lists[list].prefixes;
                (!entries.is_empty() && entries.iter().all(outside), cx.title(list))
            }
        };
        if !all_outside || blocks.is_empty() {
            continue;
        }
        found
            .report(
                table,
                Key::item(table, "routes", index),
                format!("a route leads {what} over {}, and VPC {} has nothing of it", cx.title(peering), cx.name(peer)),
            )
            .related(peer, "the peer")
            .because("A peering connection carries only what is for addresses of the peer VPC: nothing passes through to a third network.")
            .help("Name a block of the peer, or use a transit gateway to reach what lies behind it.");
    }
}
