//! Regional NAT gateways.

use std::collections::BTreeMap;

use crate::{
    diagnostic::{Diagnostic, code},
    document::{
        fields::{Family, Noun},
        record, scalar,
    },
    model::{NatGatewayState, RegionalNatGateway, VpcId},
};

use super::{context::Context, gather::Item, internet::gateway_table, region};

/// Makes a NAT gateway that has zones instead of a subnet.
pub(super) fn make<'a>(
    context: &mut Context<'a>,
    name: &str,
    (vpc_name, vpc): (&str, Option<VpcId>),
    item: &Item<'a>,
    state: NatGatewayState,
) {
    let record = item.record;
    for field in ["subnet", "ip", "public_ip", "private"] {
        let Some(node) = record.get(field) else { continue };
        let message = format!("NAT gateway `{name}` gives both `zones` and `{field}`");
        let found = Diagnostic::new(code::CONFLICTING_FIELDS, message, node.span)
            .because("A regional NAT gateway stands in no subnet and is always public.")
            .help(format!("Remove `{field}`, or `zones`."));
        context.problems.report(found);
    }
    let Some(vpc) = vpc else {
        context.unmade(item, None);
        return;
    };
    if !record.is_written("route_table") {
        let message = format!("NAT gateway `{name}` lacks `route_table`");
        let found = Diagnostic::new(code::MISSING_FIELD, message, item.name_span)
            .because("A regional NAT gateway has a route table of its own.")
            .help("Add `route_table:` with a table that has a route to `igw`.");
        context.problems.report(found);
    }
    let Some(route_table) = gateway_table(context, vpc_name, vpc, record, "route_table") else {
        context.unmade(item, None);
        return;
    };
    let mut zones = BTreeMap::new();
    for entry in record.entries("zones") {
        let Some(zone) = region::zone(context, &entry.key) else { continue };
        let addresses = record::items(&entry.value).iter().filter_map(|node| node.text());
        let mut addresses: Vec<_> =
            addresses.filter_map(|text| scalar::address(text, Family::V4).ok()).collect();
        addresses.sort();
        addresses.dedup();
        zones.insert(zone, addresses);
    }
    let identity = context.identity(Noun::NatGateway, name, record);
    let gateway = RegionalNatGateway { identity, vpc, zones, route_table, state };
    let id = context.model.regional_nat_gateways.push(gateway);
    context.made(Noun::NatGateway, name, id, item);
}
