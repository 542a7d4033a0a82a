//! OP2023: nat gateway without way out.

use std::collections::BTreeMap;

use super::target::{has_way_out, to_the_internet};
use crate::{
    diagnostic::{Code, Severity},
    model::{Destination, Key, NatConnectivity, NatGatewayId, RouteTarget},
    rules::{Check, Context, Findings, Rule},
};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP2023",
        name: "nat-gateway-without-way-out",
        severity: Severity::Warning,
        page: "Subnets send to the internet by a NAT gateway that cannot pass it on.",
        facts: &["NAT-05", "NAT-06", "NAT-10"],
    },
    docs: page!("op2023_nat_gateway_without_way_out.md"),
    check: Check::Whole(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    let mut used: BTreeMap<NatGatewayId, Key> = BTreeMap::new();
    for (table, index, route) in cx.routes() {
        let Destination::Prefix(prefix) = route.destination else { continue };
        let RouteTarget::NatGateway(id) = route.target else { continue };
        let stands = cx.model().nat_gateways[id].state.stands();
        let default = prefix.length() == 0 && !prefix.is_ipv6();
        if stands && default && !cx.subnets_of(table).is_empty() {
            used.entry(id).or_insert_with(|| Key::item(table, "routes", index));
        }
    }
    for (id, default) in used {
        report(cx, found, id, default);
    }
}

fn report(cx: &Context<'_>, found: &mut Findings, id: NatGatewayId, default: Key) {
    let model = cx.model();
    let gateway = &model.nat_gateways[id];
    let table = model.subnets[gateway.subnet].route_table;
    let place = Key::field(id, "subnet");
    let private = gateway.connectivity == NatConnectivity::Private;
    let name = cx.title(id);
    let subnet = cx.name(gateway.subnet);
    let (headline, why, help, facts): (_, _, _, &[&'static str]) = match to_the_internet(cx, table)
    {
        None if private || has_way_out(cx, table) => return,
        None => (
            format!("{name} stands in subnet {subnet}, which has no route to the internet"),
            "A public NAT gateway sends by the route table of its own subnet, and that leads nowhere.",
            "Place it in a subnet whose default route leads to the internet gateway, or add that route.",
            &["NAT-05"],
        ),
        Some((_, RouteTarget::NatGateway(own))) if own == id => (
            format!("{name} stands in subnet {subnet}, whose default route leads to it"),
            "What it sends comes back to it: packets go in a circle.",
            "Place it in a subnet whose default route leads to the internet gateway.",
            &["NAT-10"],
        ),
        Some((_, RouteTarget::InternetGateway(_))) if private => (
            format!("{name} is private, and subnet {subnet} sends by the internet gateway"),
            "A private NAT gateway has no Elastic IP address, and the internet gateway drops what has none.",
            "Make a public NAT gateway, or send by another network that leads to the internet.",
            &["NAT-06"],
        ),
        Some(_) => return,
    };
    found
        .report(id, place, headline)
        .related(default, "subnets with this route send to the internet by it")
        .related(table, "the table that decides")
        .because(why)
        .help(help)
        .facts(facts);
}
