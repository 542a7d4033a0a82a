//! The maps of a network, made once.

use std::collections::{BTreeMap, BTreeSet};

use super::{Network, PublicOwner, Resident};
use crate::{
    addr::{Prefix, PrefixMaps, is_private},
    model::{
        AttachmentResource, Id, NatConnectivity, PeeringConnection, PeeringState, RouterId,
        TransitGatewayAttachment, VpcEndpointKind,
    },
};

impl Network {
    /// Makes the maps that are asked on the way.
    pub(super) fn index(&mut self) {
        self.index_addresses();
        self.index_prefixes();
        self.index_attachments();
        self.index_local_gateways();
        self.index_vpcs();
    }

    fn index_addresses(&mut self) {
        let model = &self.model;
        for (id, interface) in model.network_interfaces.iter() {
            for address in &interface.addresses {
                self.residents.add((interface.subnet, *address), Resident::Interface(id));
                self.private.list(*address).push(id);
            }
            if let Some(public) = interface.public_address {
                self.public.add(public, PublicOwner::Interface(id));
            }
            if let Some(coip) = interface.coip {
                self.coip.list(coip).push(id);
            }
        }
        // A deleted gateway is still shown, and what it had may belong to another one by then.
        for holds in [true, false] {
            self.index_nat_gateways(holds);
        }
        for (id, host) in self.model.hosts.iter() {
            self.hosts.add((host.segment, host.address), id);
        }
        for (id, vif) in self.model.vifs.iter() {
            self.vifs.add(vif.local.address, id);
        }
        for (id, router) in self.model.routers.iter() {
            for interface in &router.interfaces {
                let routers = self.routers.list(interface.address.address);
                if routers.last() != Some(&id) {
                    routers.push(id);
                }
            }
            for nat in &router.source_nat {
                self.public.add(nat.to, PublicOwner::Router(id));
            }
        }
    }

    fn index_nat_gateways(&mut self, holds: bool) {
        let model = &self.model;
        let gateways = model.nat_gateways.iter();
        for (id, gateway) in gateways.filter(|(_, one)| one.state.holds_addresses() == holds) {
            self.residents.add((gateway.subnet, gateway.address), Resident::NatGateway(id));
            if let NatConnectivity::Public(public) = gateway.connectivity {
                self.public.add(public, PublicOwner::NatGateway(id));
            }
        }
        let regional = model.regional_nat_gateways.iter();
        for (id, gateway) in regional.filter(|(_, one)| one.state.holds_addresses() == holds) {
            for address in gateway.zones.values().flatten() {
                self.public.add(*address, PublicOwner::RegionalNatGateway(id));
            }
        }
    }

    fn index_prefixes(&mut self) {
        let model = &self.model;
        let mut public: BTreeMap<Prefix, Vec<RouterId>> = BTreeMap::new();
        for (id, router) in model.routers.iter() {
            for prefix in &router.public {
                public.entry(*prefix).or_default().push(id);
            }
        }
        self.public_routers = public.into_iter().collect();
        let mut subnets = vec![Vec::new(); model.vpcs.len()];
        for (id, subnet) in model.subnets.iter() {
            if let Some(own) = subnets.get_mut(subnet.vpc.index()) {
                own.extend(subnet.prefixes.iter().map(|prefix| (*prefix, id)));
            }
        }
        self.subnets = PrefixMaps::build(subnets);
        let global = |prefix: &&Prefix| prefix.is_ipv6() && !is_private(prefix.network());
        let own = model.vpcs.iter().flat_map(|(id, vpc)| {
            vpc.prefixes.iter().filter(global).map(move |prefix| (*prefix, id))
        });
        let brought = model.internet_gateways.values().flat_map(|gateway| {
            let prefixes = gateway.public_pools.iter().flat_map(|pool| &pool.prefixes);
            prefixes.map(|prefix| (*prefix, gateway.vpc))
        });
        self.public_vpcs = own.chain(brought).collect();
        let services = model.prefix_lists.iter().filter(|(_, list)| list.service.is_some());
        self.services = services
            .flat_map(|(id, list)| list.prefixes.iter().map(move |prefix| (*prefix, id)))
            .collect();
        for (id, endpoint) in model.vpc_endpoints.iter() {
            if let VpcEndpointKind::Interface { interfaces } = &endpoint.kind {
                interfaces.iter().for_each(|interface| self.endpoints.replace(*interface, id));
            }
        }
        let mut declared: BTreeSet<Prefix> = BTreeSet::new();
        declared.extend(model.vpcs.values().flat_map(|vpc| &vpc.prefixes));
        let pools = model.internet_gateways.values().flat_map(|gateway| &gateway.public_pools);
        declared.extend(pools.flat_map(|pool| &pool.prefixes));
        let services = model.prefix_lists.values().filter(|list| list.service.is_some());
        declared.extend(services.flat_map(|list| &list.prefixes));
        declared.extend(model.coip_pools.values().flat_map(|pool| &pool.prefixes));
        declared.extend(model.segments.values().map(|segment| segment.prefix));
        declared.extend(model.routers.values().flat_map(|router| &router.announce));
        let declared = declared.into_iter().filter(|prefix| prefix.length() > 0);
        self.declared = declared.map(|prefix| (prefix, ())).collect();
    }

    fn index_attachments(&mut self) {
        // One that forwards comes before one that is gone.
        let forwards = |(_, one): &(_, &TransitGatewayAttachment)| one.state.forwards();
        let all = || self.model.transit_gateway_attachments.iter();
        for (id, found) in all().filter(forwards).chain(all().filter(|one| !forwards(one))) {
            match &found.resource {
                AttachmentResource::Vpc { vpc, .. } => {
                    self.attachments.add((found.transit_gateway, *vpc), id);
                }
                AttachmentResource::Vpn(vpn) => {
                    self.vpn_attachments.add(*vpn, id);
                }
                AttachmentResource::DirectConnectGateway { .. }
                | AttachmentResource::Peering(_)
                | AttachmentResource::Connect
                | AttachmentResource::ClientVpn
                | AttachmentResource::VpnConcentrator
                | AttachmentResource::NetworkFunction => {}
            }
        }
    }

    fn index_local_gateways(&mut self) {
        for (id, table) in self.model.local_gateway_route_tables.iter() {
            for one in &table.vpcs {
                self.gateway_tables.add((table.local_gateway, one.vpc), (id, one.state));
            }
            if let Some(one) = table.vif_group {
                self.group_tables.add(one.group, (id, one.state));
            }
        }
    }

    fn index_vpcs(&mut self) {
        let model = &self.model;
        let active = |one: &&PeeringConnection| one.state == PeeringState::Active;
        for peering in model.peering_connections.values().filter(active) {
            let [one, other] = peering.vpcs;
            if model.vpcs[one].region == model.vpcs[other].region {
                self.peered.add((one, other), ());
                self.peered.add((other, one), ());
            }
        }
        for instance in model.instances.values().filter(|one| one.forwards.is_some()) {
            for id in &instance.interfaces {
                let subnet = model.network_interfaces[*id].subnet;
                self.with_appliance.add(model.subnets[subnet].vpc, ());
            }
        }
    }
}
