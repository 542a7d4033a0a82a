//! OP4010: private addresses where the site knows customer-owned ones.

use std::collections::BTreeSet;
use std::net::IpAddr;

use crate::{
    diagnostic::{Code, Severity},
    model::{Key, LocalGatewayRouteTable, Mode, Model, NetworkInterfaceId, NextHop, VpcId},
    query::{Demand, Endpoint},
    rules::{Check, Context, Findings, Place, Rule},
};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP4010",
        name: "private-address-of-coip-instance",
        severity: Severity::Warning,
        page: "The site uses the private address of an instance that it can reach by its customer-owned address only.",
        facts: &["COIP-05", "COIP-06"],
    },
    docs: page!("op4010_private_address_of_coip_instance.md"),
    check: Check::Parts(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    expectations(cx, found);
    routes(cx, found);
}

/// Looks for expectations from the site to a private address.
fn expectations(cx: &Context<'_>, found: &mut Findings) {
    for (span, one) in cx.expected() {
        let Endpoint::Address { address, .. } = one.flow.destination.value else { continue };
        if one.demand != Demand::Reaches || !is_at_site(cx.model(), &one.flow.source.value) {
            continue;
        }
        for interface in cx.network.with_address(address).iter().copied() {
            let Some(coip) = cx.model().network_interfaces[interface].coip else { continue };
            report_line(cx, found, Place::Text(*span), (interface, address, coip));
        }
    }
}

fn is_at_site(model: &Model, end: &Endpoint) -> bool {
    match end {
        Endpoint::OnPremises(_) => true,
        Endpoint::Name(name) => {
            let is = |full: &str| full == name || full.rsplit('.').next() == Some(name);
            let hosts = model.hosts.values().map(|one| &one.identity.name);
            let segments = model.segments.values().map(|one| &one.identity.name);
            hosts.chain(segments).any(|full| is(full))
        }
        Endpoint::Address { .. }
        | Endpoint::Internet(_)
        | Endpoint::AwsService(_)
        | Endpoint::Prefix(_)
        | Endpoint::Tag { .. }
        | Endpoint::Any => false,
    }
}

fn report_line(
    cx: &Context<'_>,
    found: &mut Findings,
    place: Place,
    (interface, address, coip): (NetworkInterfaceId, IpAddr, IpAddr),
) {
    found
        .report(
            interface,
            place,
            format!("the site expects {} at its private address {address}", cx.title(interface)),
        )
        .related(Key::field(interface, "coip"), "its customer-owned address")
        .because("In CoIP mode the site knows customer-owned addresses only.")
        .help(format!("Write {coip}, or the name of the instance."));
}

/// Looks for routes of customer devices for the range of a VPC, toward a local gateway in CoIP mode.
fn routes(cx: &Context<'_>, found: &mut Findings) {
    let model = cx.model();
    for table in model.local_gateway_route_tables.values() {
        if table.mode != Some(Mode::Coip) {
            continue;
        }
        let ends = ends(model, table);
        for association in table.vpcs.iter().filter(|one| one.state.is_meant()) {
            toward(cx, found, &ends, association.vpc);
        }
    }
}

/// Returns the Outpost's addresses of the virtual interfaces of a table.
fn ends(model: &Model, table: &LocalGatewayRouteTable) -> BTreeSet<IpAddr> {
    let vifs = table.vif_group.iter().flat_map(|group| &model.vif_groups[group.group].vifs);
    vifs.map(|vif| model.vifs[*vif].local.address).collect()
}

fn toward(cx: &Context<'_>, found: &mut Findings, ends: &BTreeSet<IpAddr>, vpc: VpcId) {
    let model = cx.model();
    for (router, one) in model.routers.iter() {
        for (at, route) in one.routes.iter().enumerate() {
            let NextHop::Address(next) = route.next_hop else { continue };
            let inside = model.vpcs[vpc].prefixes.iter().any(|own| own.covers(route.prefix));
            if !inside || !ends.contains(&next) {
                continue;
            }
            found
                .report(
                    router,
                    Key::item(router, "routes", at),
                    format!("{} sends {} of VPC {} to the local gateway", cx.title(router), route.prefix, cx.name(vpc)),
                )
                .related(vpc, "the VPC")
                .because("In CoIP mode the local gateway takes packets for its pools, and knows nothing of the VPC's own range toward the site.")
                .help("Remove the route: the pools are announced over BGP.");
        }
    }
}
