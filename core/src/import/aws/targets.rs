//! The targets of VPC routes: each by its AWS id.

use crate::{document::Node, text::Spanned};

use super::{
    draft::Draft,
    kind::Kind,
    part::{broken, same, text},
    vpcs::not_understood,
};

/// Returns the target that a member of a route names.
pub(super) fn named(
    draft: &mut Draft<'_>,
    (vpc, state): (Spanned<&str>, &str),
    member: &str,
    said: Spanned<&str>,
) -> Node {
    let kind = match member {
        "CarrierGatewayId" => return text(said.span, format!("carrier_gateway.{}", said.value)),
        "CoreNetworkArn" => {
            let name = said.value.rsplit(['/', ':']).next().unwrap_or_default();
            return text(said.span, format!("core_network.{name}"));
        }
        "IpAddress" => return by_address(draft, vpc, said),
        "GatewayId" => of_gateway(said.value),
        "EgressOnlyInternetGatewayId" => Some(Kind::EgressOnly),
        "NatGatewayId" => Some(Kind::NatGateway),
        "TransitGatewayId" => Some(Kind::TransitGateway),
        "LocalGatewayId" => Some(Kind::LocalGateway),
        "VpcPeeringConnectionId" => Some(Kind::Peering),
        "NetworkInterfaceId" => Some(Kind::Interface),
        "InstanceId" => Some(Kind::Instance),
        _other => None,
    };
    let Some(kind) = kind else {
        not_understood(draft, "target", said);
        return broken(said.span);
    };
    let known = draft.is_described(kind, said.value);
    if !known && state == "blackhole" {
        // What it led to is gone, which is why it is a black hole.
        return text(said.span, format!("deleted.{}", said.value));
    }
    if kind.containers().contains(&Kind::Vpc) {
        draft.place(kind, said, (Kind::Vpc, vpc));
    } else if kind == Kind::Interface || kind == Kind::Instance {
        if !known {
            let message = format!("`{}` is named, but not described", said.value);
            draft.report(crate::diagnostic::code::SNAPSHOT_GAP, message, said.span, |found| {
                found
                    .because("The route leads to it, and where it stands is unknown.")
                    .help("Add `aws ec2 describe-network-interfaces` of its account and Region.")
            });
            return broken(said.span);
        }
    } else {
        draft.mention(kind, said);
    }
    same(said)
}

fn of_gateway(id: &str) -> Option<Kind> {
    match id.split('-').next() {
        Some("igw") => Some(Kind::InternetGateway),
        Some("vgw") => Some(Kind::PrivateGateway),
        Some("vpce") => Some(Kind::Endpoint),
        Some("eigw") => Some(Kind::EgressOnly),
        Some("nat") => Some(Kind::NatGateway),
        Some("lgw") => Some(Kind::LocalGateway),
        Some(_) | None => None,
    }
}

/// Returns the interface of a VPC that has an address.
fn by_address(draft: &mut Draft<'_>, vpc: Spanned<&str>, said: Spanned<&str>) -> Node {
    let key = (vpc.value.to_owned(), said.value.to_owned());
    match draft.addresses.get(&key).cloned() {
        Some(id) => text(said.span, id),
        None => {
            not_understood(draft, "next hop", said);
            broken(said.span)
        }
    }
}
