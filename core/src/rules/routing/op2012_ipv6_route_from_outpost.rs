//! OP2012: routes for IPv6 that lead off an Outpost.

use crate::{
    diagnostic::{Code, Severity},
    model::{Destination, Key, RouteTarget, SubnetId},
    rules::{Check, Context, Findings, Rule},
};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP2012",
        name: "ipv6-route-from-outpost",
        severity: Severity::Warning,
        page: "The table of Outpost subnets sends IPv6 to a gateway in the Region, and IPv6 does not leave an Outpost.",
        facts: &["FF-25"],
    },
    docs: page!("op2012_ipv6_route_from_outpost.md"),
    check: Check::Parts(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    for (table, index, route) in cx.routes() {
        let prefix = match route.destination {
            Destination::Prefix(prefix) => Some(prefix).filter(|one| one.is_ipv6()),
            Destination::PrefixList(list) => {
                cx.model().prefix_lists[list].prefixes.iter().copied().find(|one| one.is_ipv6())
            }
        };
        let Some(prefix) = prefix.filter(|_| leads_off(&route.target)) else { continue };
        let Some(subnet) = only_on_outposts(cx, cx.subnets_of(table)) else { continue };
        found
            .report(
                table,
                Key::item(table, "routes", index),
                format!("{} sends {prefix} off the Outpost, which carries no IPv6", cx.title(table)),
            )
            .related(subnet, "has IPv6 addresses, on an Outpost")
            .because("On an Outpost IPv6 works between its own subnets only: neither the service link nor the local gateway takes it, and what follows this route is dropped.")
            .help("Remove the route, and let what leaves the Outpost use IPv4; hosts with an IPv6 address try that first, and wait.");
    }
}

/// Returns a subnet with IPv6 of those that use a table, if all of them lie on Outposts.
fn only_on_outposts(cx: &Context<'_>, subnets: &[SubnetId]) -> Option<SubnetId> {
    let model = cx.model();
    let on_outpost = |subnet: &SubnetId| model.subnets[*subnet].outpost().is_some();
    let has_ipv6 =
        |subnet: &&SubnetId| model.subnets[**subnet].prefixes.iter().any(|one| one.is_ipv6());
    let all = subnets.iter().all(on_outpost);
    subnets.iter().find(has_ipv6).copied().filter(|_| all)
}

/// Returns whether a target stands in the Region, whatever is behind it.
fn leads_off(target: &RouteTarget) -> bool {
    match target {
        RouteTarget::InternetGateway(_)
        | RouteTarget::EgressOnlyInternetGateway(_)
        | RouteTarget::NatGateway(_)
        | RouteTarget::RegionalNatGateway(_)
        | RouteTarget::TransitGateway(_)
        | RouteTarget::VirtualPrivateGateway(_) => true,
        // Those to a local gateway are refused; what is peered may stand on the same Outpost.
        RouteTarget::Local
        | RouteTarget::LocalGateway(_)
        | RouteTarget::VpcEndpoint(_)
        | RouteTarget::PeeringConnection(_)
        | RouteTarget::NetworkInterface(_)
        | RouteTarget::Instance(_)
        | RouteTarget::Unmodelled(_) => false,
    }
}
