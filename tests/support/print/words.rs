//! The words of the topology file for states, modes, destinations and targets.

use outpath_core::model::{
    AssociationState, Destination, LocalGatewayRouteTarget, Mode, Model, NatGatewayState,
    PeeringState, RouteOrigin, RouteState, RouteTarget, UnmodelledKind, VifGroupState, VifState,
};

use super::{name_of, within};

pub(super) fn association(state: AssociationState) -> &'static str {
    match state {
        AssociationState::Associating => "associating",
        AssociationState::Associated => "associated",
        AssociationState::Disassociating => "disassociating",
        AssociationState::Disassociated => "disassociated",
    }
}

pub(super) fn vif(state: VifState) -> &'static str {
    match state {
        VifState::Pending => "pending",
        VifState::Available => "available",
        VifState::Deleting => "deleting",
        VifState::Deleted => "deleted",
    }
}

pub(super) fn vif_group(state: VifGroupState) -> &'static str {
    match state {
        VifGroupState::Pending => "pending",
        VifGroupState::Incomplete => "incomplete",
        VifGroupState::Available => "available",
        VifGroupState::Deleting => "deleting",
        VifGroupState::Deleted => "deleted",
    }
}

pub(super) fn nat_gateway(state: NatGatewayState) -> &'static str {
    match state {
        NatGatewayState::Pending => "pending",
        NatGatewayState::Failed => "failed",
        NatGatewayState::Available => "available",
        NatGatewayState::Deleting => "deleting",
        NatGatewayState::Deleted => "deleted",
    }
}

pub(super) fn peering(state: PeeringState) -> &'static str {
    match state {
        PeeringState::InitiatingRequest => "initiating-request",
        PeeringState::Failed => "failed",
        PeeringState::PendingAcceptance => "pending-acceptance",
        PeeringState::Expired => "expired",
        PeeringState::Rejected => "rejected",
        PeeringState::Provisioning => "provisioning",
        PeeringState::Active => "active",
        PeeringState::Deleting => "deleting",
        PeeringState::Deleted => "deleted",
    }
}

pub(super) fn mode(mode: Option<Mode>) -> &'static str {
    match mode {
        Some(Mode::DirectVpcRouting) => "direct-vpc-routing",
        Some(Mode::Coip) => "coip",
        None => "unknown",
    }
}

pub(super) fn origin(origin: RouteOrigin) -> Option<&'static str> {
    match origin {
        RouteOrigin::Static => None,
        RouteOrigin::DirectConnect => Some("direct-connect"),
        RouteOrigin::VpnStatic => Some("vpn-static"),
        RouteOrigin::VpnBgp => Some("vpn-bgp"),
        RouteOrigin::RouteServer => Some("route-server"),
    }
}

pub(super) fn route(state: RouteState) -> &'static str {
    match state {
        RouteState::Active => "active",
        RouteState::Blackhole => "blackhole",
    }
}

pub(super) fn destination(model: &Model, destination: Destination) -> String {
    match destination {
        Destination::Prefix(prefix) => prefix.to_string(),
        Destination::PrefixList(id) => format!("prefix_list.{}", name_of(model, id)),
    }
}

/// The target of a route of a table of the VPC called `vpc`.
pub(super) fn target(model: &Model, vpc: &str, target: RouteTarget) -> String {
    match target {
        RouteTarget::Local => "local".to_owned(),
        RouteTarget::InternetGateway(_) => "igw".to_owned(),
        RouteTarget::EgressOnlyInternetGateway(_) => "eigw".to_owned(),
        RouteTarget::LocalGateway(id) => name_of(model, id),
        RouteTarget::RegionalNatGateway(id) => {
            format!("nat_gateway.{}", within(&name_of(model, id), vpc))
        }
        RouteTarget::NatGateway(id) => format!("nat_gateway.{}", within(&name_of(model, id), vpc)),
        RouteTarget::VpcEndpoint(id) => {
            format!("vpc_endpoint.{}", within(&name_of(model, id), vpc))
        }
        RouteTarget::PeeringConnection(id) => {
            format!("peering_connection.{}", name_of(model, id))
        }
        RouteTarget::NetworkInterface(id) => format!("network_interface.{}", name_of(model, id)),
        RouteTarget::Instance(id) => format!("instance.{}", name_of(model, id)),
        RouteTarget::TransitGateway(id) => format!("transit_gateway.{}", name_of(model, id)),
        RouteTarget::VirtualPrivateGateway(_) => "vgw".to_owned(),
        RouteTarget::Unmodelled(id) => {
            let kind = match model.unmodelled[id].kind {
                UnmodelledKind::TransitGateway => "transit_gateway",
                UnmodelledKind::VirtualPrivateGateway => "virtual_private_gateway",
                UnmodelledKind::VpcEndpoint => "vpc_endpoint",
                UnmodelledKind::CarrierGateway => "carrier_gateway",
                UnmodelledKind::CoreNetwork => "core_network",
                UnmodelledKind::Deleted => "deleted",
            };
            format!("{kind}.{}", name_of(model, id))
        }
    }
}

/// The target of a route of a table of the local gateway called `gateway`.
pub(super) fn gateway_target(
    model: &Model,
    gateway: &str,
    target: LocalGatewayRouteTarget,
) -> String {
    match target {
        LocalGatewayRouteTarget::VifGroup(id) => {
            format!("vif_group.{}", within(&name_of(model, id), gateway))
        }
        LocalGatewayRouteTarget::NetworkInterface(id) => {
            format!("network_interface.{}", name_of(model, id))
        }
    }
}
