//! OP5004: too many prefixes toward the anchors.

use std::collections::BTreeSet;

use crate::{
    diagnostic::{Code, Severity},
    model::{
        Connectivity, DirectConnectEnd, DirectConnectInterfaceId, DirectConnectInterfaceType, Link,
        VpcId,
    },
    rules::{Check, Context, Findings, Rule},
};

/// AWS asks for fewer than this.
const MANY: usize = 100;

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP5004",
        name: "many-prefixes-to-the-anchors",
        severity: Severity::Warning,
        page: "A hundred or more prefixes are announced over the Direct Connect interface of a private service link.",
        facts: &["Q-12"],
    },
    docs: page!("op5004_many_prefixes_to_the_anchors.md"),
    check: Check::Whole(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    let vpcs = anchors(cx);
    let interfaces = cx.model().direct_connect_interfaces.iter();
    for (id, one) in interfaces.filter(|(_, one)| one.kind == DirectConnectInterfaceType::Private) {
        let ends: Vec<VpcId> = match one.end {
            DirectConnectEnd::VirtualPrivateGateway(gateway) => {
                vec![cx.model().virtual_private_gateways[gateway].vpc]
            }
            DirectConnectEnd::DirectConnectGateway(gateway) => {
                let associations = cx.model().direct_connect_gateways[gateway].associations.iter();
                let gateways = associations.map(|one| one.gateway);
                gateways.map(|one| cx.model().virtual_private_gateways[one].vpc).collect()
            }
            DirectConnectEnd::Public => continue,
        };
        if ends.iter().any(|vpc| vpcs.contains(vpc)) {
            judge(cx, found, id);
        }
    }
}

/// Returns the VPCs of private anchors.
fn anchors(cx: &Context<'_>) -> BTreeSet<VpcId> {
    let model = cx.model();
    let links = model.outposts.values().map(|outpost| &outpost.service_link);
    let private = links.filter(|link| link.connectivity == Some(Connectivity::Private));
    let interfaces =
        private.flat_map(|link| &link.anchors).flat_map(|one| cx.network.with_address(*one));
    interfaces.map(|one| model.subnets[model.network_interfaces[*one].subnet].vpc).collect()
}

fn judge(cx: &Context<'_>, found: &mut Findings, id: DirectConnectInterfaceId) {
    let heard = cx.network.bgp.heard().over(cx.model(), Link::DirectConnect(id));
    let Some(heard) = heard.filter(|heard| heard.len() >= MANY) else { return };
    found
        .report(id, id, format!("{} is told {} prefixes", cx.title(id), heard.len()))
        .because("AWS asks for fewer than 100 prefixes, or a default route, over the private virtual interface of a service link; beyond its limit the session goes down.")
        .help("Announce the service link's block alone, or a default route.");
}
