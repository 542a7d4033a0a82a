//! OP1004: announced ranges that overlap a service link.

use crate::{
    addr::Prefix,
    bgp::{Advertisement, Because},
    diagnostic::{Code, Severity},
    model::{Connectivity, Key, ObjectId},
    rules::{Check, Context, Findings, Rule},
};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP1004",
        name: "overlaps-service-link",
        severity: Severity::Error,
        page: "What a local gateway announces shares addresses with the block of a service link or with the VPC of private anchors.",
        facts: &["LGW-12"],
    },
    docs: page!("op1004_overlaps_service_link.md"),
    check: Check::Parts(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    let kept = kept(cx);
    for table in cx.model().local_gateway_route_tables.ids() {
        for announced in cx.network.bgp.announced(table) {
            for (prefix, key, what) in &kept {
                if prefix.overlaps(announced.prefix) && !is_own(cx, announced, *key) {
                    report(cx, found, announced, (*prefix, *key, what));
                    break;
                }
            }
        }
    }
}

/// Returns the ranges that service links need, where they are written, and what they are.
fn kept(cx: &Context<'_>) -> Vec<(Prefix, Key, &'static str)> {
    let model = cx.model();
    let mut kept = Vec::new();
    for (id, outpost) in model.outposts.iter() {
        let link = &outpost.service_link;
        let blocks = link.blocks.iter();
        kept.extend(
            blocks.map(|block| (*block, Key::field(id, "block"), "the block of a service link")),
        );
        if link.connectivity != Some(Connectivity::Private) {
            continue;
        }
        for (vpc, one) in model.vpcs.iter() {
            let holds = |prefix: &&Prefix| link.anchors.iter().any(|one| prefix.contains(*one));
            let own = one.prefixes.iter().filter(holds);
            kept.extend(
                own.map(|prefix| (*prefix, Key::field(vpc, "cidrs"), "the VPC of its anchors")),
            );
        }
    }
    kept
}

/// Returns whether a subnet is announced of the very VPC: that is another mistake.
fn is_own(cx: &Context<'_>, announced: &Advertisement, key: Key) -> bool {
    match announced.because {
        Because::Subnet(subnet) => key.object == cx.model().subnets[subnet].vpc.into(),
        Because::CoipPool(_) => false,
    }
}

fn report(
    cx: &Context<'_>,
    found: &mut Findings,
    announced: &Advertisement,
    (prefix, key, what): (Prefix, Key, &str),
) {
    let (subject, place): (ObjectId, Key) = match announced.because {
        Because::Subnet(subnet) => (subnet.into(), Key::field(subnet, "cidr")),
        Because::CoipPool(pool) => {
            let blocks = cx.model().coip_pools[pool].prefixes.iter();
            let at = blocks.take_while(|block| **block != announced.prefix).count();
            (pool.into(), Key::item(pool, "cidrs", at))
        }
    };
    found
        .report(
            subject,
            place,
            format!(
                "{} is announced with {}, which overlaps {what} ({prefix})",
                cx.title(subject),
                announced.prefix
            ),
        )
        .related(key, what)
        .because("Once the local gateway announces the range, the customer network may send the service link's packets to the local gateway, and the Outpost loses its Region.")
        .help("Give the subnet or the pool a range of its own.");
}
