//! Every prefix and address that a model mentions.
//!
//! What becomes of a packet depends on its addresses only by their membership in these prefixes and
//! in the special ranges of [`crate::addr::special`]. That is what makes an answer about a whole set
//! of addresses exact, so nothing may be missing here: every noun names all of its fields, those with
//! addresses before the semicolon, and a new field does not build until it has its place.

use std::{
    collections::{BTreeMap, BTreeSet},
    net::IpAddr,
};

use super::{
    Account, Appliance, ApplianceRoute, Arena, AttachmentResource, Bgp, CoipPool, Destination,
    DestinationNat, DirectConnectConnection, DirectConnectGateway, DirectConnectGatewayAssociation,
    DirectConnectInterface, EgressOnlyInternetGateway, Group, Host, Instance, InternetGateway,
    LocalGateway, LocalGatewayRouteTable, Model, NatConnectivity, NatGateway, NetworkAcl,
    NetworkAclRule, NetworkInterface, NextHop, Outpost, PeeringConnection, PrefixList, PublicPool,
    Region, RegionalNatGateway, Route, RoutePolicy, RouteTable, Router, RouterInterface,
    RouterRoute, SecurityGroup, SecurityGroupRule, SecurityPeer, Segment, ServiceLink,
    ServiceLinkVif, Site, SourceNat, Subnet, TransitGateway, TransitGatewayAttachment,
    TransitGatewayRouteTable, Unmodelled, Vif, VifGroup, VirtualPrivateGateway, Vpc, VpcEndpoint,
    VpnConnection, VpnRouting, Zone,
};
use crate::addr::{InterfaceAddress, Prefix};

/// Something that may mention addresses.
trait Mentions {
    fn mention(&self, to: &mut BTreeSet<Prefix>);
}

impl Model {
    /// Returns every prefix and address that the model mentions, addresses as prefixes of their own.
    #[must_use]
    pub fn mentions(&self) -> BTreeSet<Prefix> {
        let mut found = self.mentions_but_of_routers();
        found.extend(self.routers.values().flat_map(Router::routed));
        found
    }

    /// Returns the same without the prefixes that are only routes, or announcements, of the customer's
    /// routers: full tables of the internet, of which most lead the same way.
    #[must_use]
    pub fn mentions_but_of_routers(&self) -> BTreeSet<Prefix> {
        let mut found = BTreeSet::new();
        self.mention(&mut found);
        found
    }
}

impl Router {
    /// Returns the prefixes of its routes, and those that it announces.
    pub fn routed(&self) -> impl Iterator<Item = Prefix> + '_ {
        self.routes.iter().map(|route| route.prefix).chain(self.announce.iter().copied())
    }
}

/// Says which fields of a noun mention addresses, and which do not.
macro_rules! mentions {
    ($($noun:ident { $($with:ident),*; $($without:ident),* })*) => {$(
        impl Mentions for $noun {
            fn mention(&self, to: &mut BTreeSet<Prefix>) {
                let Self { $($with,)* $($without: _,)* } = self;
                let _ = &to;
                $($with.mention(to);)*
            }
        }
    )*};
}

mentions! {
    Model {
        regions, zones, accounts, vpcs, subnets, route_tables, internet_gateways, nat_gateways,
        regional_nat_gateways, egress_only_internet_gateways, vpc_endpoints, peering_connections, prefix_lists,
        security_groups, network_acls, network_interfaces, instances, outposts, local_gateways,
        local_gateway_route_tables, vif_groups, vifs, service_link_vifs, coip_pools, sites, routers, segments, hosts,
        transit_gateways, transit_gateway_attachments, transit_gateway_route_tables,
        virtual_private_gateways, vpn_connections, direct_connect_connections,
        direct_connect_interfaces, direct_connect_gateways, groups, unmodelled;
        route_maps, assume, incomplete
    }
    Region { ; identity }
    Zone { ; identity, region }
    Account { ; identity }
    Subnet {
        prefixes;
        identity, vpc, place, route_table, explicit_route_table, network_acl, coip_pool_on_launch,
        public_access_exclusion,
        lni_device_index
    }
    RouteTable { routes; identity, vpc, main, propagates }
    InternetGateway { public_pools; identity, vpc, attached, edge_route_table }
    PublicPool { prefixes; name, route_table }
    RegionalNatGateway { zones; identity, vpc, route_table, state }
    EgressOnlyInternetGateway { ; identity, vpc }
    NatGateway { address, connectivity; identity, subnet, state }
    PeeringConnection { ; identity, vpcs, state }
    PrefixList { prefixes; identity, service, max_entries }
    VpcEndpoint { ; identity, vpc, kind, state }
    SecurityGroup { inbound, outbound; identity, vpc, further_vpcs }
    SecurityGroupRule { peer; matcher }
    NetworkAcl { inbound, outbound; identity, vpc, assumed }
    NetworkAclRule { prefix; number, allow, matcher }
    NetworkInterface {
        addresses, public_address, coip;
        identity, subnet, instance, up, requester_managed, service, instance_attached, standby_of,
        load_balancer, source_dest_check, security_groups
    }
    Instance { forwards; identity, state, interfaces }
    Appliance { routes, destination_nat; source_nat, stateful }
    ApplianceRoute { prefix; interface }
    DestinationNat { from, to; }
    Outpost {
        service_link;
        identity, form, generation, zone, account, site, backup_of, local_gateway
    }
    ServiceLink { blocks, anchors; connectivity, up, resolver }
    ServiceLinkVif {
        local, peer_address, policy, half;
        identity, outpost, lag, vlan, asn, peer_asn, router, session, maintenance
    }
    LocalGateway { ; identity, outpost }
    LocalGatewayRouteTable {
        routes;
        identity, local_gateway, mode, declared_state, vif_group, vpcs, coip_pools, shared_with
    }
    VifGroup { ; identity, local_gateway, asn, state, vifs }
    Vif {
        local, peer_address;
        identity, group, lag, vlan, peer_asn, router, state, session, maintenance
    }
    CoipPool { prefixes; identity, table, shared_with }
    Site { ; identity }
    // What it announces, and the prefixes of its routes, are told apart: see `Router::routed`.
    Router { interfaces, routes, source_nat, public, bgp; identity, site, asn, announce, firewall, shares_state_with, up, vrf_of }
    RouterInterface { address; name, segment, vlan, cost, lacp }
    RouterRoute { next_hop; prefix }
    SourceNat { from, to; }
    Segment { prefix; identity, site, next_hops, up }
    Host { address; identity, site, segment, next_hops, instance }
    TransitGateway {
        ;
        identity, region, account, asn, vpn_ecmp, security_group_referencing
    }
    TransitGatewayAttachment {
        resource;
        identity, transit_gateway, state, route_table, propagates_to, appliance_mode, ipv6,
        security_group_referencing, created
    }
    TransitGatewayRouteTable { routes; identity, transit_gateway, known }
    VirtualPrivateGateway { ; identity, vpc, asn, attached, edge_route_table }
    VpnConnection {
        routing, policy;
        identity, gateway, router, transport, state, tunnels
    }
    RoutePolicy { announce; prepend, med, local_preference }
    DirectConnectConnection { ; identity, up }
    DirectConnectInterface {
        local, peer_address, policy;
        identity, connection, kind, end, vlan, router, mtu, state, session
    }
    DirectConnectGateway { associations; identity, asn }
    DirectConnectGatewayAssociation { allowed; gateway }
    Group { ; identity, members }
    Unmodelled { ; identity, kind }
}

impl<T> Mentions for Route<T> {
    fn mention(&self, to: &mut BTreeSet<Prefix>) {
        let Self { destination, target: _, origin: _, declared_state: _ } = self;
        match destination {
            Destination::Prefix(prefix) => prefix.mention(to),
            Destination::PrefixList(_) => {}
        }
    }
}

impl Mentions for Vpc {
    fn mention(&self, to: &mut BTreeSet<Prefix>) {
        let Self {
            prefixes,
            identity: _,
            region: _,
            account: _,
            main_route_table: _,
            virtual_private_gateway: _,
            internet_gateway: _,
            egress_only_internet_gateway: _,
            block_public_access: _,
            public_access_exclusion: _,
        } = self;
        for prefix in prefixes {
            prefix.mention(to);
            // The resolver of the VPC (fact SG-12).
            prefix.nth(2).mention(to);
        }
    }
}

impl Mentions for SecurityPeer {
    fn mention(&self, to: &mut BTreeSet<Prefix>) {
        match self {
            Self::Prefix(prefix) => prefix.mention(to),
            Self::PrefixList(_) | Self::SecurityGroup(_) => {}
        }
    }
}

impl Mentions for Box<Bgp> {
    fn mention(&self, to: &mut BTreeSet<Prefix>) {
        // Only what becomes a route tells addresses apart: conditions and route maps do not.
        self.aggregates.iter().for_each(|aggregate| aggregate.prefix.mention(to));
    }
}

impl Mentions for NatConnectivity {
    fn mention(&self, to: &mut BTreeSet<Prefix>) {
        match self {
            Self::Public(address) => address.mention(to),
            Self::Private => {}
        }
    }
}

impl Mentions for NextHop {
    fn mention(&self, to: &mut BTreeSet<Prefix>) {
        match self {
            Self::Address(address) => address.mention(to),
            Self::Router(_) | Self::Vpn(_) | Self::Internet | Self::Discard => {}
        }
    }
}

impl Mentions for AttachmentResource {
    fn mention(&self, to: &mut BTreeSet<Prefix>) {
        match self {
            Self::DirectConnectGateway { gateway: _, allowed } => allowed.mention(to),
            Self::Vpc { .. }
            | Self::Vpn(_)
            | Self::Peering(_)
            | Self::Connect
            | Self::ClientVpn
            | Self::VpnConcentrator
            | Self::NetworkFunction => {}
        }
    }
}

impl Mentions for VpnRouting {
    fn mention(&self, to: &mut BTreeSet<Prefix>) {
        match self {
            Self::Static(prefixes) => prefixes.mention(to),
            Self::Bgp => {}
        }
    }
}

impl Mentions for Prefix {
    fn mention(&self, to: &mut BTreeSet<Prefix>) {
        to.insert(*self);
    }
}

impl Mentions for IpAddr {
    fn mention(&self, to: &mut BTreeSet<Prefix>) {
        to.insert(Prefix::host(*self));
    }
}

impl Mentions for InterfaceAddress {
    fn mention(&self, to: &mut BTreeSet<Prefix>) {
        self.address.mention(to);
        self.prefix.mention(to);
    }
}

impl<K, T: Mentions> Mentions for BTreeMap<K, T> {
    fn mention(&self, to: &mut BTreeSet<Prefix>) {
        self.values().for_each(|one| one.mention(to));
    }
}

impl<T: Mentions> Mentions for Option<T> {
    fn mention(&self, to: &mut BTreeSet<Prefix>) {
        self.iter().for_each(|one| one.mention(to));
    }
}

impl<T: Mentions> Mentions for Vec<T> {
    fn mention(&self, to: &mut BTreeSet<Prefix>) {
        self.iter().for_each(|one| one.mention(to));
    }
}

impl<I: super::Id, T: Mentions> Mentions for Arena<I, T> {
    fn mention(&self, to: &mut BTreeSet<Prefix>) {
        self.values().for_each(|one| one.mention(to));
    }
}
