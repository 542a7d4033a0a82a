//! OP4011: a Multi-AZ standby of RDS that stands beside its primary, or lacks what customer-owned addresses need.

use std::{collections::BTreeSet, net::IpAddr};

use crate::{
    addr::Prefix,
    diagnostic::{Code, Severity},
    model::{Key, LocalGatewayRouteTableId, Mode, NetworkInterfaceId},
    rules::{Check, Context, Findings, Rule},
};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP4011",
        name: "standby-without-coip",
        severity: Severity::Error,
        page: "A database and its Multi-AZ standby do not stand on Outposts of two zones, or one of these has no table that gives customer-owned addresses.",
        facts: &["COIP-16", "COIP-29"],
    },
    docs: page!("op4011_standby_without_coip.md"),
    check: Check::Whole(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    for (standby, one) in cx.model().network_interfaces.iter() {
        let Some(primary) = one.standby_of else { continue };
        // What stands in one place has to move before anything else matters.
        if let Some(together) = together(cx, primary, standby) {
            report(cx, found, (primary, standby, standby), &together);
            continue;
        }
        for end in [primary, standby] {
            if let Some(lack) = lacks(cx, end) {
                report(cx, found, (primary, standby, end), &lack);
            }
        }
    }
}

/// What stands in the way of Multi-AZ, why, and what to do.
struct Lack {
    what: String,
    because: &'static str,
    help: String,
    severity: Severity,
}

/// Says what two databases share that must not go down under both.
fn together(
    cx: &Context<'_>,
    primary: NetworkInterfaceId,
    standby: NetworkInterfaceId,
) -> Option<Lack> {
    let model = cx.model();
    let outpost =
        |id: NetworkInterfaceId| model.subnets[model.network_interfaces[id].subnet].outpost();
    let (here, there) = (outpost(primary)?, outpost(standby)?);
    let zone = model.outposts[here].zone;
    let what = if here == there {
        format!("both are on {}", cx.title(here))
    } else if model.outposts[there].zone == zone {
        format!("{} and {} are both anchored to {}", cx.name(here), cx.name(there), cx.name(zone))
    } else {
        return None;
    };
    Some(Lack {
        what,
        because: "RDS keeps the two databases on two Outposts that are anchored to different Availability Zones.",
        help: "Put the standby into a subnet on an Outpost of another zone.".to_owned(),
        severity: Severity::Error,
    })
}

const BY_COIP: &str = "RDS replicates between Outposts by customer-owned addresses: both Outposts need a table in CoIP mode that the VPC is associated with, and a pool from which RDS takes addresses for each database.";

/// Says what a database on an Outpost lacks for Multi-AZ.
fn lacks(cx: &Context<'_>, end: NetworkInterfaceId) -> Option<Lack> {
    let model = cx.model();
    let subnet = &model.subnets[model.network_interfaces[end].subnet];
    let outpost = subnet.outpost()?;
    let gateway = model.outposts[outpost].local_gateway?;
    let vpc = cx.title(subnet.vpc);
    let lack = |what, help| Some(Lack { what, because: BY_COIP, help, severity: Severity::Error });
    let table = cx.network.gateway_table(gateway, subnet.vpc).filter(|(_, state)| state.is_meant());
    let Some((table, _)) = table else {
        return lack(
            format!(
                "{vpc} is associated with no local gateway route table of {}",
                cx.name(outpost)
            ),
            format!("Associate {vpc} with a table in CoIP mode there."),
        );
    };
    match model.local_gateway_route_tables[table].mode {
        None => None,
        Some(Mode::DirectVpcRouting) => lack(
            format!("{} is in direct VPC routing mode", cx.title(table)),
            "Make a table in CoIP mode and associate the VPC with that; the mode of a table cannot be changed.".to_owned(),
        ),
        Some(Mode::Coip) if model.local_gateway_route_tables[table].coip_pools.is_empty() => lack(
            format!("{} has no CoIP pool", cx.title(table)),
            format!("Give {} a pool; RDS takes addresses of it by itself.", cx.title(table)),
        ),
        // Those that RDS needs may be among them.
        Some(Mode::Coip) if all_taken(cx, table) => lack(
            format!("every customer-owned address of {} is taken", cx.title(table)),
            format!("Add a block to a pool of {}, or release addresses.", cx.title(table)),
        )
        .map(|lack| Lack { severity: Severity::Warning, ..lack }),
        Some(Mode::Coip) => None,
    }
}

/// Returns whether interfaces have all addresses that the pools of a table hold. RDS takes one more for
/// each database than it shows (fact COIP-29).
fn all_taken(cx: &Context<'_>, table: LocalGatewayRouteTableId) -> bool {
    let model = cx.model();
    let pools = model.local_gateway_route_tables[table].coip_pools.iter();
    let blocks: Vec<Prefix> =
        pools.flat_map(|pool| model.coip_pools[*pool].prefixes.iter().copied()).collect();
    let size = |block: &Prefix| 1_u64 << 32_u32.saturating_sub(u32::from(block.length()));
    let held = blocks.iter().map(size).fold(0, u64::saturating_add);
    let given = model.network_interfaces.values().filter_map(|one| one.coip);
    let inside = |address: &IpAddr| blocks.iter().any(|block| block.contains(*address));
    let taken: BTreeSet<IpAddr> = given.filter(inside).collect();
    u64::try_from(taken.len()).is_ok_and(|taken| taken >= held)
}

fn report(
    cx: &Context<'_>,
    found: &mut Findings,
    (primary, standby, end): (NetworkInterfaceId, NetworkInterfaceId, NetworkInterfaceId),
    lack: &Lack,
) {
    let other = if end == primary { standby } else { primary };
    found
        .report(
            standby,
            Key::field(standby, "standby_of"),
            format!(
                "standby {} of {} cannot be kept: {}",
                cx.name(standby),
                cx.name(primary),
                lack.what
            ),
        )
        .related(end, "this end")
        .related(other, "the other end")
        .severity(lack.severity)
        .because(lack.because)
        .help(lack.help.clone());
}
