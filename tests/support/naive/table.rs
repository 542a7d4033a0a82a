//! The route tables of a VPC: which route wins, and whether it can be used (B).

use std::net::{IpAddr, Ipv4Addr};

use outpath_core::{
    addr::Prefix,
    model::{
        Destination, NatGatewayState, NetworkInterfaceId, PeeringConnectionId, PeeringState,
        RouteOrigin, RouteState, RouteTable, RouteTableId, RouteTarget, VpcId,
    },
};

use super::{
    link::Known,
    walk::{Rules, Stop, dropped, unknown},
};

/// One route that covers the destination.
#[derive(Debug, Clone, Copy)]
pub(super) struct Candidate {
    pub(super) length: u8,
    rank: u8,
    pub(super) target: RouteTarget,
    declared: Option<RouteState>,
}

/// The rank of a static route whose destination is a prefix list (fact RT-21).
const PREFIX_LIST: u8 = 1;

impl Rules<'_> {
    /// Chooses the route that wins.
    pub(super) fn choose(self, table: RouteTableId, to: IpAddr) -> Result<Candidate, Stop> {
        let mut found = self.candidates(table, to)?;
        let lists: Vec<Candidate> =
            found.iter().filter(|candidate| candidate.rank == PREFIX_LIST).copied().collect();
        let longest = found.iter().map(|candidate| candidate.length).max();
        found.retain(|candidate| Some(candidate.length) == longest);
        let best = found.iter().map(|candidate| candidate.rank).min();
        found.retain(|candidate| Some(candidate.rank) == best);
        let Some(first) = found.first().copied() else { return dropped("no-route") };
        if first.rank == PREFIX_LIST && lists.iter().any(|other| other.target != first.target) {
            return unknown("ambiguous-prefix-lists");
        }
        Ok(first)
    }

    fn candidates(self, table: RouteTableId, to: IpAddr) -> Result<Vec<Candidate>, Stop> {
        let table = &self.model.route_tables[table];
        let locals: Vec<Prefix> = self.model.vpcs[table.vpc].prefixes.clone();
        let mut found = Vec::new();
        for route in &table.routes {
            let (prefixes, list) = self.expand(route.destination)?;
            for prefix in prefixes {
                let inside = locals.iter().any(|local| local.contains(to) && local.covers(prefix));
                let rank = match route.origin {
                    RouteOrigin::Static if list => PREFIX_LIST,
                    RouteOrigin::Static => 0,
                    RouteOrigin::DirectConnect | RouteOrigin::VpnStatic | RouteOrigin::VpnBgp
                        if inside =>
                    {
                        continue;
                    }
                    RouteOrigin::DirectConnect => 2,
                    RouteOrigin::VpnStatic => 3,
                    RouteOrigin::VpnBgp => 4,
                    RouteOrigin::RouteServer => 5,
                };
                let (target, declared) = (route.target, route.declared_state);
                found.push((prefix, Candidate { length: prefix.length(), rank, target, declared }));
            }
        }
        for known in self.propagated_into(table) {
            let inside =
                locals.iter().any(|local| local.contains(to) && local.covers(known.prefix));
            if !inside && let Some(gateway) = self.model.vpcs[table.vpc].virtual_private_gateway {
                let (length, rank) = (known.prefix.length(), 2 + known.rank);
                let target = RouteTarget::VirtualPrivateGateway(gateway);
                found.push((known.prefix, Candidate { length, rank, target, declared: None }));
            }
        }
        let replaced: Vec<Prefix> =
            found.iter().filter(|(_, route)| route.rank == 0).map(|(prefix, _)| *prefix).collect();
        for local in locals.into_iter().filter(|local| !replaced.contains(local)) {
            let (target, declared) = (RouteTarget::Local, None);
            found.push((local, Candidate { length: local.length(), rank: 0, target, declared }));
        }
        found.retain(|(prefix, _)| prefix.contains(to) && !kept_by_aws(*prefix, to));
        Ok(found.into_iter().map(|(_, candidate)| candidate).collect())
    }

    /// Lists what the virtual private gateway of a VPC propagates into a table (fact VGW-04).
    fn propagated_into(self, table: &RouteTable) -> Vec<Known> {
        let gateway = self.model.vpcs[table.vpc].virtual_private_gateway;
        let attached = gateway
            .filter(|id| self.model.virtual_private_gateways[*id].attached && table.propagates);
        let links = attached.map(|id| self.links_of(id)).unwrap_or_default();
        links.into_iter().flat_map(|link| self.known_over(link).unwrap_or_default()).collect()
    }

    /// Returns the prefixes of a destination, and whether they come from a prefix list. A list that
    /// is not known whole might hold any prefix.
    pub(super) fn expand(self, destination: Destination) -> Result<(Vec<Prefix>, bool), Stop> {
        match destination {
            Destination::Prefix(prefix) => Ok((vec![prefix], false)),
            Destination::PrefixList(id) => {
                self.consult(&[id.into()])?;
                Ok((self.model.prefix_lists[id].prefixes.clone(), true))
            }
        }
    }

    /// Derives the state of the winner (facts RT-30 and RT-34).
    pub(super) fn usable(self, vpc: VpcId, winner: Candidate) -> Result<(), Stop> {
        let blackhole = winner.declared == Some(RouteState::Blackhole);
        match winner.target {
            RouteTarget::Local
            | RouteTarget::LocalGateway(_)
            | RouteTarget::EgressOnlyInternetGateway(_) => {}
            RouteTarget::VpcEndpoint(id) => self.endpoint_usable(id)?,
            RouteTarget::VirtualPrivateGateway(id) => {
                self.consult(&[id.into()])?;
                if !self.model.virtual_private_gateways[id].attached {
                    return dropped("route-blackhole");
                }
            }
            RouteTarget::TransitGateway(id) => {
                self.consult(&[id.into()])?;
                let attachment = self.attachment_of(id, vpc)?;
                if !self.model.transit_gateway_attachments[attachment].state.forwards() {
                    return Ok(());
                }
            }
            RouteTarget::InternetGateway(id) => {
                self.consult(&[id.into()])?;
                if !self.model.internet_gateways[id].attached {
                    return dropped("route-blackhole");
                }
            }
            RouteTarget::NatGateway(id) => {
                self.consult(&[id.into()])?;
                nat_usable(self.model.nat_gateways[id].state)?;
            }
            RouteTarget::RegionalNatGateway(id) => {
                self.consult(&[id.into()])?;
                nat_usable(self.model.regional_nat_gateways[id].state)?;
            }
            RouteTarget::PeeringConnection(id) => self.peering_usable(id)?,
            RouteTarget::NetworkInterface(id) => self.interface_usable(id)?,
            RouteTarget::Instance(id) => {
                self.consult(&[id.into()])?;
                if let Some(first) = self.model.instances[id].interfaces.first() {
                    self.interface_usable(*first)?;
                }
            }
            RouteTarget::Unmodelled(_) if blackhole => return dropped("route-blackhole"),
            RouteTarget::Unmodelled(_) => return unknown("unsupported-object"),
        }
        if blackhole { unknown("unmodelled-state") } else { Ok(()) }
    }

    fn interface_usable(self, id: NetworkInterfaceId) -> Result<(), Stop> {
        self.consult(&[id.into()])?;
        if let Some(instance) = self.model.network_interfaces[id].instance {
            self.consult(&[instance.into()])?;
        }
        let interface = &self.model.network_interfaces[id];
        let service = interface.requester_managed && interface.instance.is_none();
        if service || self.runs(id) { Ok(()) } else { dropped("route-blackhole") }
    }

    fn peering_usable(self, id: PeeringConnectionId) -> Result<(), Stop> {
        self.consult(&[id.into()])?;
        match self.model.peering_connections[id].state {
            PeeringState::Active => Ok(()),
            PeeringState::InitiatingRequest
            | PeeringState::PendingAcceptance
            | PeeringState::Provisioning => dropped("component-not-ready"),
            PeeringState::Failed
            | PeeringState::Expired
            | PeeringState::Rejected
            | PeeringState::Deleting
            | PeeringState::Deleted => dropped("route-blackhole"),
        }
    }
}

fn nat_usable(state: NatGatewayState) -> Result<(), Stop> {
    match state {
        NatGatewayState::Available => Ok(()),
        NatGatewayState::Pending | NatGatewayState::Failed => dropped("component-not-ready"),
        NatGatewayState::Deleting | NatGatewayState::Deleted => dropped("route-blackhole"),
    }
}

/// Returns whether a route is larger than the range that AWS keeps for itself, which such a route
/// never forwards (fact RT-14).
fn kept_by_aws(prefix: Prefix, to: IpAddr) -> bool {
    let kept = Prefix::holding(Ipv4Addr::new(169, 254, 168, 0).into(), 22);
    kept.is_some_and(|kept| kept.contains(to) && prefix.length() < kept.length())
}
