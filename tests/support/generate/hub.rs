//! A transit gateway that joins the VPCs of a network that works.

use outpath_core::model::{
    AttachmentResource, Destination, NatGatewayId, Place, Route, RouteOrigin, RouteTableId,
    RouteTarget, SubnetId, TransitGateway, TransitGatewayAttachment, TransitGatewayAttachmentId,
    TransitGatewayAttachmentState, TransitGatewayRouteTable, TransitGatewayRouteTableId,
    TransitGatewayRouteTarget, VpcId,
};
use proptest::{bool::weighted, prelude::*};

use crate::build::{Build, named, prefix};

/// How VPCs are joined.
#[derive(Debug, Clone)]
pub(super) struct Hub {
    /// Whether security groups may refer to each other.
    referencing: bool,
    /// Whether all but the first VPC use the NAT gateway of the first.
    egress: bool,
    /// Whether the subnet of that NAT gateway has a route back.
    way_back: bool,
    /// Whether attachments have a second subnet in another zone.
    two_zones: bool,
    appliance: bool,
    /// Whether VPCs have attachments in one table, not in two.
    one_table: bool,
}

prop_compose! {
    pub(super) fn hub()(
        referencing in any::<bool>(),
        egress in weighted(0.4),
        way_back in weighted(0.6),
        two_zones in weighted(0.4),
        appliance in weighted(0.3),
        one_table in weighted(0.8),
    ) -> Hub {
        Hub { referencing, egress, way_back, two_zones, appliance, one_table }
    }
}

/// What the hub needs to know of a VPC.
#[derive(Debug)]
pub(super) struct Spoke {
    pub(super) vpc: VpcId,
    /// The subnets in the Region: one with instances, and one with the NAT gateway.
    pub(super) app: SubnetId,
    pub(super) public: SubnetId,
    pub(super) nat: NatGatewayId,
    /// The route tables of its subnets on Outposts.
    pub(super) racks: Vec<RouteTableId>,
}

impl Hub {
    pub(super) fn join(&self, b: &mut Build, spokes: &[Spoke]) {
        let region = b.region("us-west-2");
        let gateway = b.model.transit_gateways.push(TransitGateway {
            identity: named("core"),
            region,
            account: None,
            asn: None,
            vpn_ecmp: true,
            security_group_referencing: self.referencing,
        });
        let names: &[&str] = if self.one_table { &["main"] } else { &["first", "others"] };
        let tables = names.iter().map(|name| {
            b.model.transit_gateway_route_tables.push(TransitGatewayRouteTable {
                identity: named(format!("core.{name}")),
                transit_gateway: gateway,
                known: true,
                routes: Vec::new(),
            })
        });
        let tables: Vec<_> = tables.collect();
        let target = RouteTarget::TransitGateway(gateway);
        for (index, spoke) in spokes.iter().enumerate() {
            let near = b.zone(region, "usw2-az1");
            let far = if self.two_zones { b.zone(region, "usw2-az2") } else { near };
            b.model.subnets[spoke.app].place = Place::Region(Some(near));
            b.model.subnets[spoke.public].place = Place::Region(Some(far));
            let mut subnets = vec![spoke.app];
            subnets.extend(self.two_zones.then_some(spoke.public));
            subnets.sort_unstable();
            let vpc = spoke.vpc;
            let table = tables.get(index).or(tables.last()).copied();
            let id = b.model.transit_gateway_attachments.push(TransitGatewayAttachment {
                identity: named(format!("core.{}", b.model.vpcs[vpc].identity.name)),
                transit_gateway: gateway,
                resource: AttachmentResource::Vpc { vpc, subnets },
                state: TransitGatewayAttachmentState::Available,
                route_table: table,
                propagates_to: tables.clone(),
                appliance_mode: self.appliance && index == 0,
                ipv6: false,
                security_group_referencing: true,
                created: Some(format!("2026-03-0{}", index + 1)),
            });
            self.lead(b, (index, spoke), (id, &tables), target);
        }
    }

    /// Leads the tables of a VPC to the hub.
    fn lead(
        &self,
        b: &mut Build,
        (index, spoke): (usize, &Spoke),
        (id, tables): (TransitGatewayAttachmentId, &[TransitGatewayRouteTableId]),
        target: RouteTarget,
    ) {
        let main = b.model.vpcs[spoke.vpc].main_route_table;
        for table in spoke.racks.iter().chain([&main]) {
            b.route(*table, "10.0.0.0/8", target);
        }
        if index == 0 && self.way_back {
            let table = b.model.subnets[spoke.public].route_table;
            b.route(table, "10.0.0.0/8", target);
        }
        if index == 0 && self.egress {
            for table in tables {
                b.model.transit_gateway_route_tables[*table].routes.push(Route {
                    destination: Destination::Prefix(prefix("0.0.0.0/0")),
                    target: TransitGatewayRouteTarget::Attachment(id),
                    origin: RouteOrigin::Static,
                    declared_state: None,
                });
            }
        }
        if index > 0 && self.egress {
            let nat = RouteTarget::NatGateway(spoke.nat);
            for route in &mut b.model.route_tables[main].routes {
                if route.target == nat {
                    route.target = target;
                }
            }
        }
    }
}
