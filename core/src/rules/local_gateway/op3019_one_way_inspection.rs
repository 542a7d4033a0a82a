//! OP3019: a stateful appliance that sees one direction only.

use crate::{
    diagnostic::{Code, Severity},
    model::{InstanceId, Key, RouteTarget, SubnetId, VpcId},
    routing::{Choice, RouteRef, TableRef},
    rules::{Check, Context, Findings, InterfaceRoute, Rule},
};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP3019",
        name: "one-way-inspection",
        severity: Severity::Warning,
        page: "Packets from the site pass a stateful appliance, and replies go straight to the local gateway.",
        facts: &["LGR-12", "TOP-42"],
    },
    docs: page!("op3019_one_way_inspection.md"),
    check: Check::Whole(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    let model = cx.model();
    for route in cx.interface_routes() {
        let interface = &model.network_interfaces[route.interface];
        let Some(instance) = interface.instance else { continue };
        let appliance = model.instances[instance].forwards.as_ref();
        if !appliance.is_some_and(crate::model::Appliance::keeps_state) {
            continue;
        }
        let subnets = model.subnets.iter().filter(|(id, one)| {
            *id != interface.subnet
                && stands_in(cx, instance, one.vpc)
                && one.prefixes.iter().any(|prefix| route.destination.covers(*prefix))
        });
        for (subnet, _) in subnets {
            if let Some(way) = straight(cx, &route, subnet) {
                report(cx, found, &route, (subnet, way));
            }
        }
    }
}

/// Returns whether an appliance has an interface in a VPC, which the tables there could name.
fn stands_in(cx: &Context<'_>, instance: InstanceId, vpc: VpcId) -> bool {
    let model = cx.model();
    let interfaces = model.instances[instance].interfaces.iter();
    let mut subnets = interfaces.map(|id| model.network_interfaces[*id].subnet);
    subnets.any(|subnet| model.subnets[subnet].vpc == vpc)
}

/// Returns the route by which a subnet sends to a LAN of the site past the appliance.
fn straight(cx: &Context<'_>, route: &InterfaceRoute, subnet: SubnetId) -> Option<Key> {
    let model = cx.model();
    let site = model.outposts[model.local_gateways[route.gateway].outpost].site;
    let segments = model.segments.values().filter(|one| site.is_none_or(|site| site == one.site));
    let table = TableRef::Vpc(model.subnets[subnet].route_table);
    let ways = segments.flat_map(|segment| {
        let choice = cx.network.tables.select_for(model, table, segment.prefix).choice;
        match choice {
            Choice::Nothing => Vec::new(),
            Choice::Routes(routes) | Choice::Ambiguous(routes) => routes,
        }
    });
    ways.into_iter().find_map(|one| {
        let RouteRef::Vpc(table, index) = one.route else { return None };
        let written = model.route_tables[table].routes.get(index as usize)?;
        let past = written.target == RouteTarget::LocalGateway(route.gateway);
        past.then(|| Key::item(table, "routes", index as usize))
    })
}

fn report(
    cx: &Context<'_>,
    found: &mut Findings,
    route: &InterfaceRoute,
    (subnet, way): (SubnetId, Key),
) {
    found
        .report(
            subnet,
            way,
            format!(
                "subnet {} answers straight to the local gateway, and {} sees only what comes in",
                cx.name(subnet),
                cx.title(route.interface)
            ),
        )
        .related(route.key(), "the way in leads through the appliance")
        .because("A stateful appliance drops connections of which it sees one direction.")
        .help(format!("Send the site's ranges to {} here, too.", cx.title(route.interface)));
}
