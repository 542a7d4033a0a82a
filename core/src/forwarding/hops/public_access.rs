//! VPC Block Public Access: what may not pass the gateways of a VPC to the internet (fact NAT-13).

use crate::{
    forwarding::{Blocker, Cx, Onward, Reason, Step, Way},
    model::{BlockPublicAccess, Key, PublicAccessExclusion, SubnetId, VpcId},
};

/// Whose packet passes a gateway between a VPC and the internet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Whose {
    /// That of something in a subnet, with an address of its own on the internet.
    Own(SubnetId),
    /// That of a NAT gateway or of an egress-only internet gateway, which only let connections out.
    OutwardOnly(Option<SubnetId>),
    /// That of an address of a public pool: only an exclusion of the whole VPC counts (fact RT-56).
    Pool,
}

/// Ends a path that is blocked between a VPC and the internet (facts NAT-13 and TOP-49).
pub(super) fn check(
    cx: Cx<'_>,
    vpc: VpcId,
    whose: Whose,
    way: Way,
    steps: &mut Vec<Step>,
) -> Onward<()> {
    let network = cx.network;
    let found = &network.model.vpcs[vpc];
    let mode = found.block_public_access;
    if mode == BlockPublicAccess::Off {
        return Onward::Continue(());
    }
    let subnet = match whose {
        Whose::Own(subnet) => Some(subnet),
        Whose::OutwardOnly(subnet) => subnet,
        Whose::Pool => None,
    };
    let of_subnet = subnet.and_then(|id| network.model.subnets[id].public_access_exclusion);
    let excluded = of_subnet.or(found.public_access_exclusion);
    let outward = matches!(whose, Whose::OutwardOnly(_));
    // What the VPC opens goes out on the way there, and comes in on the way back.
    let from_inside = (way == Way::Out) == cx.remembered.is_none();
    let passes = match (excluded, mode) {
        (Some(PublicAccessExclusion::Bidirectional), _) => Some("the subnet or VPC is excluded"),
        (Some(PublicAccessExclusion::EgressOnly), BlockPublicAccess::Bidirectional)
            if from_inside =>
        {
            Some("what the VPC opens is excluded")
        }
        (_, BlockPublicAccess::IngressOnly) if outward => {
            Some("only what is opened outside is blocked")
        }
        (Some(PublicAccessExclusion::EgressOnly) | None, _) => None,
    };
    let key = Key::field(vpc, "block_public_access");
    if let Some(words) = passes {
        cx.tell(steps, || Step::passed(words).facts(&["NAT-13", "TOP-49"]).key(key));
        return Onward::Continue(());
    }
    let message = format!("Block Public Access of {} stops the packet", network.name(vpc));
    cx.block(steps, Blocker::new(Reason::VpcBpa, message).key(key))
}
