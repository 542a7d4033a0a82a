//! Routes to a local gateway that are more specific than the local route: from one Outpost of a VPC
//! to another (facts RT-40 to RT-42, VRT-09 to VRT-12, VRT-19 and COIP-14).
//!
//! AWS documents them for the whole CIDR of a subnet on another Outpost, in direct VPC routing. What
//! any other such route does is not known.

use crate::{
    addr::Prefix,
    forwarding::{Blocker, Cx, Onward, Outcome, Reason, Step, state::end},
    model::{LocalGatewayId, Mode, OutpostId, Place, SubnetId, VpcId},
};

/// Ends a path by a route inside the VPC that AWS does not document; `prefix` is what the route is
/// for, and the packet goes from `from` to an address of its own VPC.
pub(super) fn documented(
    cx: Cx<'_>,
    gateway: LocalGatewayId,
    from: SubnetId,
    prefix: Prefix,
    steps: &mut Vec<Step>,
) -> Onward<()> {
    let network = cx.network;
    let vpc = network.model.subnets[from].vpc;
    let own = &network.model.vpcs[vpc].prefixes;
    if !own.iter().any(|block| block.covers(prefix)) {
        return Onward::Continue(());
    }
    let outpost = network.model.local_gateways[gateway].outpost;
    if network.model.subnets[from].outpost() != Some(outpost) {
        // The local gateway itself refuses the packet.
        return Onward::Continue(());
    }
    let whole = network.model.subnets.iter().find(|(_, subnet)| {
        subnet.vpc == vpc && subnet.prefixes.contains(&prefix) && !own.contains(&prefix)
    });
    let Some((to, _)) = whole else {
        return end(not_documented(
            cx,
            (gateway, prefix),
            "which is not the whole CIDR block of one subnet",
            &["VRT-09", "RT-40"],
        ));
    };
    network.whole([to.into()])?;
    let (what, facts): (String, &[&'static str]) = match network.model.subnets[to].place {
        Place::Region(_) => {
            (format!("which is {} in the Region", network.name(to)), &["VRT-19", "VRT-09"])
        }
        Place::Outpost(there) if there == outpost => {
            (format!("which is {} on the same Outpost", network.name(to)), &["VRT-09", "VRT-10"])
        }
        Place::Outpost(there) => {
            customer_owned(cx, gateway, vpc, (to, there))?;
            let words = "the route is for a whole subnet of the VPC on another Outpost";
            cx.tell(steps, || Step::passed(words).facts(&["RT-41", "VRT-10", "VRT-11"]).key(to));
            return Onward::Continue(());
        }
    };
    end(not_documented(cx, (gateway, prefix), &what, facts))
}

/// Ends a path between two Outposts of one VPC by private address in CoIP mode (fact COIP-14).
fn customer_owned(
    cx: Cx<'_>,
    gateway: LocalGatewayId,
    vpc: VpcId,
    (to, there): (SubnetId, OutpostId),
) -> Onward<()> {
    let network = cx.network;
    let far = network.model.outposts[there].local_gateway;
    for gateway in [Some(gateway), far].into_iter().flatten() {
        let Some((table, _)) = network.gateway_table(gateway, vpc) else { continue };
        if network.model.local_gateway_route_tables[table].mode != Some(Mode::Coip) {
            continue;
        }
        let message = format!(
            "the route leads to {} by its private addresses, but {} is in CoIP mode, where AWS \
             offers no such route",
            network.name(to),
            network.name(table),
        );
        let help = "Address the instance by its customer-owned address, or use direct VPC routing \
                    on both Outposts.";
        let blocker = Blocker::new(Reason::UnmodelledState, message);
        let blocker = blocker.facts(&["COIP-14", "VRT-11"]).help(help);
        return end(blocker.key(table).key(to).unknown());
    }
    Onward::Continue(())
}

fn not_documented(
    cx: Cx<'_>,
    (gateway, prefix): (LocalGatewayId, Prefix),
    what: &str,
    facts: &[&'static str],
) -> Outcome {
    let message = format!(
        "a route inside the VPC sends {prefix} to {}, {what}: AWS documents such a route for a \
         whole subnet on another Outpost only",
        cx.network.name(gateway),
    );
    let help =
        "Remove the route: the local route reaches every subnet but those on other Outposts.";
    let blocker = Blocker::new(Reason::UnmodelledState, message).facts(facts);
    blocker.help(help).key(gateway).unknown()
}
