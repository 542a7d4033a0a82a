//! OP2009: a gateway endpoint beside a default route to the local gateway.

use crate::{
    diagnostic::{Code, Severity},
    model::{Destination, Key, Route, RouteTarget, VpcEndpointId, VpcEndpointKind},
    rules::{Check, Context, Findings, Rule},
};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP2009",
        name: "gateway-endpoint-before-local-gateway",
        severity: Severity::Note,
        page: "A default route leads to the local gateway, but S3 or DynamoDB goes to a gateway endpoint in the Region.",
        facts: &["VRT-20"],
    },
    docs: page!("op2009_gateway_endpoint_before_local_gateway.md"),
    check: Check::Parts(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    for (table, index, route) in cx.routes() {
        let Some(endpoint) = gateway_endpoint(cx, route) else { continue };
        // A table has a default route for each family at most; it is looked for once for each endpoint.
        let routes = cx.model().route_tables[table].routes.iter().enumerate();
        let mut default = routes.filter_map(|(at, route)| {
            let RouteTarget::LocalGateway(gateway) = route.target else { return None };
            let Destination::Prefix(prefix) = route.destination else { return None };
            (prefix.length() == 0).then_some((at, gateway))
        });
        let Some((at, gateway)) = default.next() else { continue };
        found
            .report(
                table,
                Key::item(table, "routes", index),
                format!(
                    "{} takes its service off the way of the default route to {}",
                    cx.title(endpoint),
                    cx.name(gateway)
                ),
            )
            .related(Key::item(table, "routes", at), "the default route")
            .because("The endpoint's prefix list is more specific, so this traffic uses the service link, and stops when that is down.")
            .help("Remove the endpoint's route from this table if the service is to be reached by the local gateway.");
    }
}

fn gateway_endpoint(cx: &Context<'_>, route: &Route) -> Option<VpcEndpointId> {
    let RouteTarget::VpcEndpoint(endpoint) = route.target else { return None };
    match cx.model().vpc_endpoints[endpoint].kind {
        VpcEndpointKind::Gateway { .. } => Some(endpoint),
        VpcEndpointKind::Interface { .. } | VpcEndpointKind::Inspection { .. } => None,
    }
}
