//! OP4007: a CoIP block that the site uses already.

use crate::{
    addr::Prefix,
    bgp::Session,
    diagnostic::{Code, Severity},
    model::{CoipPoolId, Key, LocalGatewayRouteTableId, ObjectId},
    rules::{Check, Context, Findings, Place, Rule},
};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP4007",
        name: "coip-pool-in-use-at-site",
        severity: Severity::Warning,
        page: "A CoIP block is in use at a site already.",
        facts: &["COIP-27", "LGW-10"],
    },
    docs: page!("op4007_coip_pool_in_use_at_site.md"),
    check: Check::Parts(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    for (pool, one) in cx.model().coip_pools.iter() {
        for (at, block) in one.prefixes.iter().enumerate() {
            if let Some((object, prefix, place)) = user(cx, one.table, *block) {
                report(cx, found, (pool, at, *block), (object, prefix, place));
            }
        }
    }
}

/// Returns what uses a part of a block: a LAN, or a customer device of the very table that announces
/// it from elsewhere.
fn user(
    cx: &Context<'_>,
    table: LocalGatewayRouteTableId,
    block: Prefix,
) -> Option<(ObjectId, Prefix, Place)> {
    let model = cx.model();
    let mut segments = model.segments.iter();
    if let Some((id, segment)) = segments.find(|(_, one)| one.prefix.overlaps(block)) {
        return Some((id.into(), segment.prefix, Key::field(id, "cidr").into()));
    }
    let group = model.local_gateway_route_tables[table].vif_group?.group;
    model.vif_groups[group].vifs.iter().find_map(|vif| {
        let Session::Up(id) = cx.network.bgp.session(*vif) else { return None };
        let router = &model.routers[id];
        let (at, prefix) =
            router.announce.iter().enumerate().find(|(_, prefix)| block.covers(**prefix))?;
        Some((id.into(), *prefix, Key::item(id, "announce", at).into()))
    })
}

fn report(
    cx: &Context<'_>,
    found: &mut Findings,
    (pool, at, block): (CoipPoolId, usize, Prefix),
    (object, prefix, place): (ObjectId, Prefix, Place),
) {
    found
        .report(
            pool,
            Key::item(pool, "cidrs", at),
            format!("CoIP block {block} of {} is in use: {} has {prefix}", cx.name(pool), cx.title(object)),
        )
        .related(place, "in use here")
        .because("The local gateway announces the whole block, so that part of the site's own addresses would lead to the Outpost.")
        .help("Choose a block that nothing at the site uses.");
}
