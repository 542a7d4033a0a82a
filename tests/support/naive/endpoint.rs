//! VPC endpoints (V), and Block Public Access.

use std::net::IpAddr;

use outpath_core::{
    addr::{Packet, Protocol},
    model::{
        BlockPublicAccess, Destination, PrefixListId, PublicAccessExclusion, RouteTarget, SubnetId,
        VpcEndpointId, VpcEndpointKind, VpcEndpointState, VpcId,
    },
};

use super::{
    Place,
    filter::Way,
    vpc::Sender,
    walk::{At, Next, Rules, Session, Step, Stop, Walk, dropped, unknown},
};

/// Who has the address on the internet that a packet goes by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Public {
    /// Something in a subnet.
    Own(Option<SubnetId>),
    /// A NAT gateway or an egress-only internet gateway, which let connections out only.
    OutOnly(Option<SubnetId>),
    /// A public pool, for which only an exclusion of the VPC counts (fact RT-56).
    Pool,
}

impl Rules<'_> {
    /// Ends the path at an endpoint that is not in service.
    pub(super) fn endpoint_usable(self, id: VpcEndpointId) -> Result<(), Stop> {
        self.consult(&[id.into()])?;
        match self.model.vpc_endpoints[id].state {
            VpcEndpointState::Available => Ok(()),
            VpcEndpointState::PendingAcceptance
            | VpcEndpointState::Pending
            | VpcEndpointState::Rejected
            | VpcEndpointState::Failed => dropped("component-not-ready"),
            VpcEndpointState::Deleting | VpcEndpointState::Deleted => dropped("route-blackhole"),
        }
    }

    /// V: a gateway endpoint takes what its service's prefix lists hold.
    fn gateway_endpoint(
        self,
        walk: &mut Walk,
        id: VpcEndpointId,
        prefix_list: PrefixListId,
    ) -> Step {
        let endpoint = &self.model.vpc_endpoints[id];
        if walk.outpost.is_some() {
            self.cross(walk, None)?;
        }
        self.enter(walk, id)?;
        let service = &self.model.prefix_lists[prefix_list].service;
        let same = |list: &PrefixListId| {
            let other = &self.model.prefix_lists[*list].service;
            *list == prefix_list || service.is_some() && other == service
        };
        let mut lists: Vec<PrefixListId> = self.model.prefix_lists.ids().filter(same).collect();
        lists.sort_by_key(|list| *list != prefix_list);
        for list in &lists {
            self.consult(&[(*list).into()])?;
        }
        if !self.model.vpc_contains(endpoint.vpc, walk.packet.source) {
            return dropped("spoofed-source");
        }
        let holds = |list: &PrefixListId| {
            let mut prefixes = self.model.prefix_lists[*list].prefixes.iter();
            prefixes.any(|prefix| prefix.contains(walk.packet.destination))
        };
        let Some(list) = lists.into_iter().find(holds) else {
            let routes = self.model.route_tables.values().flat_map(|table| &table.routes);
            let mut here = routes.filter(|one| one.target == RouteTarget::VpcEndpoint(id));
            let nameless = here.any(|one| match one.destination {
                Destination::PrefixList(list) => {
                    holds(&list) && self.model.prefix_lists[list].service.is_none()
                }
                Destination::Prefix(_) => false,
            });
            return if nameless {
                unknown("unmodelled-state")
            } else {
                dropped("vpce-source-not-in-list")
            };
        };
        carried(walk.packet)?;
        let (original, translated) = (walk.packet, walk.packet);
        walk.sessions.push(Session { by: id.into(), original, translated, guest: None });
        Ok(Next::Delivered(Place::Service(list)))
    }

    /// V: what a route leads to an endpoint.
    pub(super) fn endpoint(
        self,
        walk: &mut Walk,
        id: VpcEndpointId,
        from: Option<SubnetId>,
    ) -> Step {
        let endpoint = &self.model.vpc_endpoints[id];
        match endpoint.kind {
            VpcEndpointKind::Inspection { subnet, passes, firewall } => {
                self.arrive(walk, subnet, from)?;
                self.enter(walk, id)?;
                walk.once(id.into())?;
                if !passes {
                    return unknown("unsupported-object");
                }
                // A firewall keeps state (fact TOP-42); of other appliances nothing is known.
                if firewall {
                    if walk.back && walk.session(id.into()).is_none() {
                        return dropped("return-asymmetric");
                    }
                    let (original, translated) = (walk.packet, walk.packet);
                    walk.sessions.push(Session {
                        by: id.into(),
                        original,
                        translated,
                        guest: None,
                    });
                }
                walk.anonymous = true;
                walk.inspected.push(id);
                Ok(Next::Go(At::Inspected(id)))
            }
            VpcEndpointKind::Gateway { prefix_list, .. } => {
                self.gateway_endpoint(walk, id, prefix_list)
            }
            VpcEndpointKind::Interface { .. } => unknown("unsupported-object"),
        }
    }

    /// V: it comes back out of an endpoint that inspects (fact VPCE-04).
    pub(super) fn inspected(self, walk: &mut Walk, id: VpcEndpointId) -> Step {
        let Some(subnet) = self.model.vpc_endpoints[id].inspects_in() else {
            return unknown("unsupported-object");
        };
        let prefixes = &self.model.subnets[subnet].prefixes;
        if prefixes.iter().any(|prefix| prefix.contains(walk.packet.destination)) {
            return self.in_subnet(walk, subnet);
        }
        self.network_acl(walk, subnet, Way::Out)?;
        self.route(walk, Sender::Inspection(id, subnet))
    }

    /// V: a service answers by the endpoint that it was asked by, and opens nothing (fact VPCE-03).
    pub(super) fn service_sends(self, walk: &mut Walk, list: PrefixListId) -> Step {
        let endpoints = self.model.vpc_endpoints.iter();
        let mut own = endpoints.filter(|(_, endpoint)| match endpoint.kind {
            VpcEndpointKind::Gateway { prefix_list, .. } => {
                let service = |list: PrefixListId| self.model.prefix_lists[list].service.as_ref();
                prefix_list == list
                    || service(list).is_some() && service(prefix_list) == service(list)
            }
            VpcEndpointKind::Interface { .. } | VpcEndpointKind::Inspection { .. } => false,
        });
        match own.find(|(id, _)| walk.session((*id).into()).is_some()) {
            Some((id, endpoint)) => {
                self.enter(walk, id)?;
                self.deliver(walk, endpoint.vpc, None, false)
            }
            None if walk.back => Ok(Next::Go(At::Internet)),
            None => dropped("vpce-cannot-initiate"),
        }
    }

    /// Returns the prefix list of the AWS service that has a public address.
    pub(super) fn service_at(self, to: IpAddr) -> Option<PrefixListId> {
        let mut lists = self.model.prefix_lists.iter();
        let found = lists.find(|(_, list)| {
            list.service.is_some() && list.prefixes.iter().any(|prefix| prefix.contains(to))
        });
        found.map(|(id, _)| id)
    }

    /// Returns the endpoint that an interface belongs to.
    pub(super) fn endpoint_of(
        self,
        interface: outpath_core::model::NetworkInterfaceId,
    ) -> Option<VpcEndpointId> {
        let mut all = self.model.vpc_endpoints.iter();
        let found = all.find(|(_, endpoint)| match &endpoint.kind {
            VpcEndpointKind::Interface { interfaces } => interfaces.contains(&interface),
            VpcEndpointKind::Gateway { .. } | VpcEndpointKind::Inspection { .. } => false,
        });
        found.map(|(id, _)| id)
    }

    /// Ends the path of a packet that Block Public Access stops between a VPC and the internet (facts NAT-13
    /// and TOP-49).
    pub(super) fn public_access(
        self,
        walk: &Walk,
        vpc: VpcId,
        whose: Public,
        way: Way,
    ) -> Result<(), Stop> {
        let subnet = match whose {
            Public::Own(subnet) | Public::OutOnly(subnet) => subnet,
            Public::Pool => None,
        };
        let own = subnet.and_then(|id| self.model.subnets[id].public_access_exclusion);
        let excluded = own.or(self.model.vpcs[vpc].public_access_exclusion);
        let opened_inside = (way == Way::Out) != walk.back;
        let passes = match self.model.vpcs[vpc].block_public_access {
            BlockPublicAccess::Off => true,
            // Nobody here has the address, so it does not go out or come in as one of the VPC.
            _ if whose == Public::Own(None) => true,
            _ if excluded == Some(PublicAccessExclusion::Bidirectional) => true,
            BlockPublicAccess::IngressOnly => matches!(whose, Public::OutOnly(_)),
            BlockPublicAccess::Bidirectional => {
                excluded == Some(PublicAccessExclusion::EgressOnly) && opened_inside
            }
        };
        if passes { Ok(()) } else { dropped("vpc-bpa") }
    }

    /// Tells who has a private address of a VPC that the internet gateway translates, or an IPv6 one.
    pub(super) fn public_at(self, vpc: VpcId, address: IpAddr) -> Public {
        let here = |subnet: SubnetId| self.model.subnets[subnet].vpc == vpc;
        let mut interfaces = self.model.network_interfaces.values();
        let mut gateways = self.model.nat_gateways.values();
        let found = interfaces.find(|one| here(one.subnet) && one.addresses.contains(&address));
        if let Some(interface) = found {
            return Public::Own(Some(interface.subnet));
        }
        let found = gateways.find(|one| here(one.subnet) && one.address == address);
        found.map_or(Public::Own(None), |nat| Public::OutOnly(Some(nat.subnet)))
    }
}

/// Ends the path of what a gateway endpoint does not carry: all but TCP and echo (fact VPCE-01).
fn carried(packet: Packet) -> Result<(), Stop> {
    match (packet.protocol, packet.icmp) {
        (Protocol::Tcp, _) => Ok(()),
        (Protocol::Icmp, Some(icmp)) if matches!((icmp.kind, icmp.code), (8 | 128, 0)) => Ok(()),
        (Protocol::Icmp, None) | (Protocol::Any, _) => unknown("unmodelled-state"),
        (Protocol::Icmp | Protocol::Udp | Protocol::Other(_), _) => dropped("protocol-unsupported"),
    }
}
