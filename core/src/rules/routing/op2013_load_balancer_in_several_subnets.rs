//! OP2013: an Application Load Balancer on an Outpost with nodes in several subnets.

use std::collections::BTreeMap;

use crate::{
    diagnostic::{Code, Severity},
    model::{Key, NetworkInterfaceId, Service, VpcId},
    rules::{Check, Context, Findings, Rule},
};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP2013",
        name: "load-balancer-in-several-subnets",
        severity: Severity::Error,
        page: "An Application Load Balancer has a node in a subnet of an Outpost and another one in another subnet.",
        facts: &["SVC-06"],
    },
    docs: page!("op2013_load_balancer_in_several_subnets.md"),
    check: Check::Parts(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    let model = cx.model();
    let mut nodes: BTreeMap<(VpcId, &str), Vec<NetworkInterfaceId>> = BTreeMap::new();
    for (id, one) in model.network_interfaces.iter() {
        if let (Some(name), Some(Service::LoadBalancer)) = (&one.load_balancer, one.service) {
            nodes.entry((model.subnets[one.subnet].vpc, name)).or_default().push(id);
        }
    }
    let subnet = |node: NetworkInterfaceId| model.network_interfaces[node].subnet;
    for ((_, name), nodes) in nodes {
        let on_outpost =
            nodes.iter().copied().find(|node| model.subnets[subnet(*node)].outpost().is_some());
        let Some(first) = on_outpost else { continue };
        let Some(other) = nodes.iter().copied().find(|node| subnet(*node) != subnet(first)) else {
            continue;
        };
        found
            .report(
                other,
                Key::field(other, "subnet"),
                format!(
                    "load balancer `{name}` has a node on an Outpost and another one in {}",
                    cx.title(subnet(other))
                ),
            )
            .related(Key::field(first, "subnet"), "on the Outpost")
            .because("An Application Load Balancer on an Outpost uses exactly one subnet, of that Outpost.")
            .help("Make a load balancer for each Outpost, and one for the Region, and let DNS share out clients.");
    }
}
