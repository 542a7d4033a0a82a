//! CoIP pools, and the customer-owned addresses of interfaces.

use std::{collections::BTreeMap, net::IpAddr};

use crate::{
    addr::{Prefix, PrefixMap},
    diagnostic::code,
    document::suggest::listed,
    model::{
        AssociationState, CoipPoolId, Key, LocalGatewayId, LocalGatewayRouteTable,
        LocalGatewayRouteTableId, Mode, NetworkInterfaceId, Place, VpcId,
    },
};

use super::{
    Pair, Review,
    overlap::{across, overlaps},
};

pub(super) fn judge(review: &mut Review<'_, '_>) {
    judge_pools(review);
    judge_addresses(review);
}

/// One block of a pool, by its position.
type Block = (Prefix, (CoipPoolId, usize));

fn judge_pools(review: &mut Review<'_, '_>) {
    let mut blocks: BTreeMap<LocalGatewayId, Vec<Block>> = BTreeMap::new();
    for (id, pool) in review.model.coip_pools.iter() {
        let table = &review.model.local_gateway_route_tables[pool.table];
        match table.mode {
            Some(Mode::DirectVpcRouting) => report_direct(review, id, pool.table),
            Some(Mode::Coip) | None => {}
        }
        for (index, prefix) in pool.prefixes.iter().enumerate() {
            blocks.entry(table.local_gateway).or_default().push((*prefix, (id, index)));
            judge_block(review, id, *prefix, Key::item(id, "cidrs", index));
        }
    }
    for blocks in blocks.into_values() {
        report_overlaps(review, blocks);
    }
    for table in review.model.local_gateway_route_tables.values() {
        judge_vpcs(review, table);
    }
}

fn report_direct(review: &mut Review<'_, '_>, pool: CoipPoolId, table: LocalGatewayRouteTableId) {
    let name = review.name(table);
    let message =
        format!("CoIP pool `{}` stands in a table of direct VPC routing", review.name(pool));
    let mode = review.sources.span(Key::field(table, "mode"));
    let mut found = review
        .problem(code::POOL_ON_DIRECT_TABLE, pool, review.head(pool), message)
        .because("CoIP pools belong to tables in mode `coip`.")
        .help(format!("Write `mode: coip` in `{name}`, or remove the pool."));
    found = match mode {
        Some(place) => found.related(place, "the mode of the table"),
        None => {
            found.related(review.head(table), "no mode is written, so direct VPC routing holds")
        }
    };
    review.report(found, &[pool.into(), table.into()]);
}

fn judge_block(review: &mut Review<'_, '_>, pool: CoipPoolId, prefix: Prefix, key: Key) {
    if prefix.length() > 26 {
        let message =
            format!("CoIP pool `{}` has `{prefix}`, which is smaller than /26", review.name(pool));
        let found = review
            .problem(code::COIP_BLOCK_TOO_SMALL, pool, review.span(key), message)
            .because("The smallest block that AWS takes for a CoIP pool is a /26.");
        review.report(found, &[pool.into()]);
    }
}

/// Looks for blocks of pools that share addresses with an associated VPC.
fn judge_vpcs(review: &mut Review<'_, '_>, table: &LocalGatewayRouteTable) {
    let model = review.model;
    let blocks = table.coip_pools.iter().flat_map(|pool| {
        let prefixes = model.coip_pools[*pool].prefixes.iter().enumerate();
        prefixes.map(|(index, prefix)| (*prefix, Key::item(*pool, "cidrs", index)))
    });
    let own = table.vpcs.iter().flat_map(|association| {
        let prefixes = model.vpcs[association.vpc].prefixes.iter().enumerate();
        prefixes.map(|(index, prefix)| (*prefix, Key::item(association.vpc, "cidrs", index)))
    });
    for ((block, pool), (_, vpc)) in across(blocks.collect(), own.collect()) {
        let message = format!(
            "CoIP block `{block}` overlaps VPC `{}`, which is associated with its table",
            review.name(vpc.object)
        );
        let found = review
            .problem(code::COIP_OVERLAPS_VPC, pool.object, review.span(pool), message)
            .related(review.span(vpc), "a CIDR block of the VPC")
            .because("Within the VPC the local route wins, so its instances cannot reach these addresses.");
        review.report(found, &[]);
    }
}

fn report_overlaps(review: &mut Review<'_, '_>, blocks: Vec<Block>) {
    for ((outer, one), (inner, other)) in overlaps(blocks) {
        let place =
            |(pool, index): (CoipPoolId, usize)| review.span(Key::item(pool, "cidrs", index));
        let pair = Pair::new(((outer, one), place(one)), ((inner, other), place(other)));
        let ((first, (first_pool, _)), first_place) = pair.first;
        let ((second, (second_pool, _)), second_place) = pair.second;
        let message = format!("CoIP blocks `{first}` and `{second}` of one local gateway overlap");
        let found = review
            .problem(code::OVERLAPPING_POOLS, second_pool, second_place, message)
            .related(first_place, format!("a block of `{}`", review.name(first_pool)))
            .because("Nothing would tell which pool an address comes from.");
        review.report(found, &[first_pool.into(), second_pool.into()]);
    }
}

/// The tables of each local gateway that each VPC is associated with.
type Tables = BTreeMap<(LocalGatewayId, VpcId), Vec<LocalGatewayRouteTableId>>;

fn judge_addresses(review: &mut Review<'_, '_>) {
    let mut tables = Tables::new();
    for (id, table) in review.model.local_gateway_route_tables.iter() {
        let in_force = table.vpcs.iter().filter(|vpc| vpc.state != AssociationState::Disassociated);
        for association in in_force {
            tables.entry((table.local_gateway, association.vpc)).or_default().push(id);
        }
    }
    let pools = review.model.coip_pools.values().flat_map(|pool| {
        let gateway = review.model.local_gateway_route_tables[pool.table].local_gateway;
        pool.prefixes.iter().map(move |prefix| (gateway, (*prefix, pool.table)))
    });
    let pools = PrefixMap::grouped(pools);
    let mut given: BTreeMap<(LocalGatewayId, IpAddr), NetworkInterfaceId> = BTreeMap::new();
    for (id, interface) in review.model.network_interfaces.iter() {
        let Some(address) = interface.coip else { continue };
        let subnet = &review.model.subnets[interface.subnet];
        let outpost = match subnet.place {
            Place::Outpost(outpost) => outpost,
            Place::Region(_) => {
                report_in_region(review, id, address);
                continue;
            }
        };
        let Some(gateway) = review.model.outposts[outpost].local_gateway else {
            report_outside(review, id, address, &[]);
            continue;
        };
        let of_vpc = tables.get(&(gateway, subnet.vpc)).map(Vec::as_slice).unwrap_or_default();
        let mut holding = pools.get(&gateway).into_iter().flat_map(|pools| pools.covering(address));
        if !holding.any(|(_, table)| of_vpc.contains(table)) {
            report_outside(review, id, address, of_vpc);
        }
        if let Some(earlier) = given.insert((gateway, address), id) {
            report_twice(review, earlier, id, address);
        }
    }
}

fn report_in_region(review: &mut Review<'_, '_>, id: NetworkInterfaceId, address: IpAddr) {
    let subnet = review.model.network_interfaces[id].subnet;
    let message = format!("{} has a CoIP but stands in the Region", review.title(id));
    let found = review
        .problem(code::COIP_IN_REGION, id, review.span(Key::field(id, "coip")), message)
        .related(
            review.head(subnet),
            format!("subnet `{}` lies in the Region", review.name(subnet)),
        )
        .because(format!("`{address}` is translated at a local gateway, which only Outposts have."))
        .help(
            "Use `public_ip` for an address of the internet, or move the instance to an Outpost.",
        );
    review.report(found, &[id.into()]);
}

fn report_outside(
    review: &mut Review<'_, '_>,
    id: NetworkInterfaceId,
    address: IpAddr,
    tables: &[LocalGatewayRouteTableId],
) {
    let model = review.model;
    let pools =
        tables.iter().flat_map(|table| &model.local_gateway_route_tables[*table].coip_pools);
    let blocks = pools.flat_map(|pool| &model.coip_pools[*pool].prefixes);
    let vpc = model.subnets[model.network_interfaces[id].subnet].vpc;
    let because = if tables.is_empty() {
        format!(
            "VPC `{}` is associated with no local gateway route table of this Outpost.",
            review.name(vpc)
        )
    } else {
        format!("Its pools have {}.", listed(blocks))
    };
    let message = format!("{} has CoIP `{address}`, which no pool gives", review.title(id));
    let found = review
        .problem(code::COIP_OUTSIDE_POOLS, id, review.span(Key::field(id, "coip")), message)
        .because(because)
        .help("Take an address of a pool in a table that the VPC is associated with.");
    review.report(found, &[id.into()]);
}

fn report_twice(
    review: &mut Review<'_, '_>,
    one: NetworkInterfaceId,
    other: NetworkInterfaceId,
    address: IpAddr,
) {
    let place = |id| review.span(Key::field(id, "coip"));
    let pair = Pair::new((one, place(one)), (other, place(other)));
    let message = format!(
        "{} has CoIP `{address}`, which {} has already",
        review.title(pair.second.0),
        review.title(pair.first.0)
    );
    let found = review
        .problem(code::COIP_TWICE, pair.second.0, pair.second.1, message)
        .related(pair.first.1, "given here first")
        .because("A customer-owned address is translated to one interface.");
    review.report(found, &[one.into(), other.into()]);
}
