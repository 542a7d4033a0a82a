//! Links to the customer: VPN connections and Direct Connect (T), and the virtual private gateway (S) at
//! their end.

use outpath_core::{
    addr::Prefix,
    model::{
        AttachmentResource, DirectConnectEnd, DirectConnectGatewayId, DirectConnectInterfaceState,
        Link, LocalPreference, RoutePolicy, RouteTarget, RouterId, SessionState,
        TransitGatewayAttachmentId, VirtualPrivateGatewayId, VpnConnectionId, VpnRouting,
        VpnTransport,
    },
};

use super::walk::{At, Next, Rules, Step, Stop, Walk, dropped, unknown};

/// A prefix that AWS knows to be behind a link, and how good the way is: less is better.
#[derive(Debug, Clone, Copy)]
pub(super) struct Known {
    pub(super) prefix: Prefix,
    pub(super) link: Link,
    /// Direct Connect, VPN by static routes, VPN by BGP (fact VGW-01).
    pub(super) rank: u8,
    pub(super) way: Way,
}

/// What is at AWS's end of a link.
#[derive(Debug, Clone, Copy)]
enum Gateway {
    Private(VirtualPrivateGatewayId),
    Transit(TransitGatewayAttachmentId),
    DirectConnect(DirectConnectGatewayId),
}

/// What decides among ways of one rank: the local preference, the length of the AS path, the MED.
pub(super) type Way = (u8, u8, u32);

impl Rules<'_> {
    /// Returns whether a link carries packets, and BGP.
    pub(super) fn link_up(self, link: Link) -> bool {
        match link {
            Link::Vpn(id) => self.model.vpn_connections[id].is_up(),
            Link::DirectConnect(id) => {
                let own = &self.model.direct_connect_interfaces[id];
                own.state == DirectConnectInterfaceState::Available
                    && own.session == SessionState::Up
                    && self.model.direct_connect_connections[own.connection].up
            }
            Link::ServiceLink(_) => false,
        }
    }

    pub(super) fn link_router(self, link: Link) -> Option<RouterId> {
        match link {
            Link::Vpn(id) => self.model.vpn_connections[id].router,
            Link::DirectConnect(id) => self.model.direct_connect_interfaces[id].router,
            Link::ServiceLink(_) => None,
        }
    }

    /// Returns what the customer announces over a link; `None` if nobody says.
    fn announced_over(self, link: Link) -> Option<(Vec<Prefix>, RoutePolicy)> {
        let policy = match link {
            Link::Vpn(id) => self.model.vpn_connections[id].policy.clone(),
            Link::DirectConnect(id) => self.model.direct_connect_interfaces[id].policy.clone(),
            Link::ServiceLink(_) => return None,
        };
        let of_router = || {
            let router = self.link_router(link)?;
            Some(self.model.routers[router].announce.clone())
        };
        let announced = policy.announce.clone().or_else(of_router)?;
        Some((announced, policy))
    }

    /// Returns what AWS knows by a link, if that is up; `None` if nobody says.
    pub(super) fn known_over(self, link: Link) -> Option<Vec<Known>> {
        if !self.link_up(link) {
            return Some(Vec::new());
        }
        if let Link::Vpn(id) = link
            && let VpnRouting::Static(routes) = &self.model.vpn_connections[id].routing
        {
            let of = |prefix: &Prefix| Known { prefix: *prefix, link, rank: 1, way: (0, 0, 0) };
            return Some(routes.iter().map(of).collect());
        }
        let (prefixes, policy) = self.announced_over(link)?;
        let (rank, med) = match link {
            Link::Vpn(_) => (2, 100),
            Link::DirectConnect(_) | Link::ServiceLink(_) => (0, 0),
        };
        let preference = match policy.local_preference {
            LocalPreference::High => 0,
            LocalPreference::Medium => 1,
            LocalPreference::Low => 2,
        };
        let way = (preference, policy.prepend, policy.med.unwrap_or(med));
        Some(prefixes.into_iter().map(|prefix| Known { prefix, link, rank, way }).collect())
    }

    /// Lists the links of a virtual private gateway, those behind a Direct Connect gateway included.
    pub(super) fn links_of(self, id: VirtualPrivateGatewayId) -> Vec<Link> {
        let vpns = self.model.vpn_connections.iter();
        let vpns = vpns.filter(|(_, vpn)| vpn.gateway == Some(id));
        let mut found: Vec<Link> = vpns.map(|(id, _)| Link::Vpn(id)).collect();
        for (link, own) in self.model.direct_connect_interfaces.iter() {
            let here = match own.end {
                DirectConnectEnd::VirtualPrivateGateway(end) => end == id,
                DirectConnectEnd::DirectConnectGateway(end) => {
                    let all = &self.model.direct_connect_gateways[end].associations;
                    all.iter().any(|one| one.gateway == id)
                }
                DirectConnectEnd::Public => false,
            };
            if here {
                found.push(Link::DirectConnect(link));
            }
        }
        found
    }

    /// S, outward (facts VGW-01 to VGW-03).
    pub(super) fn private_out(self, walk: &mut Walk, id: VirtualPrivateGatewayId) -> Step {
        if walk.outpost.is_some() {
            self.cross(walk, None)?;
        }
        self.enter(walk, id)?;
        let vpc = self.model.virtual_private_gateways[id].vpc;
        if !self.has_interface(vpc, walk.packet.source) {
            return dropped("vgw-source-not-in-vpc");
        }
        let links = self.links_of(id);
        self.by_best_link(walk, &links, true)
    }

    /// Returns whether an interface or a NAT gateway of a VPC has a private address.
    fn has_interface(self, vpc: outpath_core::model::VpcId, address: std::net::IpAddr) -> bool {
        let here = |subnet| self.model.subnets[subnet].vpc == vpc;
        let mut interfaces = self.model.network_interfaces.values();
        let mut gateways = self.model.nat_gateways.values();
        interfaces.any(|one| here(one.subnet) && one.addresses.contains(&address))
            || gateways.any(|one| here(one.subnet) && one.address == address)
    }

    /// Leaves by the best of some links.
    pub(super) fn by_best_link(self, walk: &mut Walk, links: &[Link], private: bool) -> Step {
        let to = walk.packet.destination;
        let mut found = Vec::new();
        let mut untold = false;
        for link in links {
            self.consult(&[(*link).into()])?;
            match self.known_over(*link) {
                Some(known) => {
                    found.extend(known.into_iter().filter(|one| one.prefix.contains(to)))
                }
                None => untold = true,
            }
        }
        // A VPN connection of a virtual private gateway carries IPv4 only (fact VGW-07).
        found.retain(|one| !(private && to.is_ipv6() && matches!(one.link, Link::Vpn(_))));
        let longest = found.iter().map(|one| one.prefix.length()).max();
        found.retain(|one| Some(one.prefix.length()) == longest);
        let best = found.iter().map(|one| (one.rank, one.way)).min();
        found.retain(|one| Some((one.rank, one.way)) == best);
        if found.is_empty() {
            return if untold { unknown("left-model") } else { dropped("no-route") };
        }
        let mut ways: Vec<At> = Vec::new();
        for one in found {
            let way = match self.gateway_of(one.link) {
                Some(Gateway::DirectConnect(id)) if private => At::DirectConnectOut(id, true),
                _ => At::LinkOut(one.link),
            };
            if !ways.contains(&way) {
                ways.push(way);
            }
        }
        Ok(Next::Share(ways))
    }

    /// T, toward the customer.
    pub(super) fn link_out(self, walk: &mut Walk, link: Link) -> Step {
        if let Link::DirectConnect(id) = link
            && let DirectConnectEnd::DirectConnectGateway(id) =
                self.model.direct_connect_interfaces[id].end
        {
            self.enter(walk, id)?;
        }
        self.on_link(walk, link)?;
        match self.link_router(link) {
            Some(router) => Ok(Next::Go(At::Router(router, None))),
            None => unknown("left-model"),
        }
    }

    fn on_link(self, walk: &mut Walk, link: Link) -> Result<(), Stop> {
        match link {
            Link::Vpn(id) => {
                self.enter(walk, id)?;
                if !self.link_up(link) {
                    return dropped("vpn-down");
                }
                if walk.packet.is_ipv6() && self.model.vpn_connections[id].gateway.is_some() {
                    return dropped("ipv6-unsupported");
                }
                walk.limit(1446);
            }
            Link::DirectConnect(id) => {
                self.enter(walk, id)?;
                if !self.link_up(link) {
                    return dropped("bgp-session-down");
                }
                walk.limit(self.model.direct_connect_interfaces[id].mtu);
            }
            Link::ServiceLink(_) => return unknown("unsupported-object"),
        }
        Ok(())
    }

    /// T, from the customer.
    pub(super) fn link_in(self, walk: &mut Walk, link: Link) -> Step {
        self.on_link(walk, link)?;
        walk.left = None;
        walk.outpost = None;
        walk.anonymous = true;
        match link {
            Link::Vpn(id) => match self.model.vpn_connections[id].gateway {
                Some(gateway) => Ok(Next::Go(At::PrivateIn(gateway, Some(link)))),
                None => match self.vpn_attachment(id) {
                    Some(attachment) => self.transit_from_outside(walk, attachment),
                    None => unknown("left-model"),
                },
            },
            Link::DirectConnect(id) => match self.model.direct_connect_interfaces[id].end {
                DirectConnectEnd::VirtualPrivateGateway(gateway) => {
                    Ok(Next::Go(At::PrivateIn(gateway, Some(link))))
                }
                DirectConnectEnd::DirectConnectGateway(gateway) => {
                    self.direct_connect_in(walk, gateway)
                }
                DirectConnectEnd::Public => unknown("unsupported-object"),
            },
            Link::ServiceLink(_) => unknown("unsupported-object"),
        }
    }

    pub(super) fn vpn_attachment(self, id: VpnConnectionId) -> Option<TransitGatewayAttachmentId> {
        let mut all = self.model.transit_gateway_attachments.iter();
        all.find(|(_, one)| one.resource == AttachmentResource::Vpn(id)).map(|(id, _)| id)
    }

    pub(super) fn transit_from_outside(
        self,
        walk: &mut Walk,
        id: TransitGatewayAttachmentId,
    ) -> Step {
        self.consult(&[id.into()])?;
        let attachment = &self.model.transit_gateway_attachments[id];
        if !attachment.state.forwards() {
            return dropped("attachment-not-ready");
        }
        if matches!(attachment.resource, AttachmentResource::Vpn(_)) {
            walk.limit(1500);
        }
        Ok(Next::Go(At::Transit(id, None)))
    }

    /// S, inward (facts VGW-03, VGW-06 and RT-50).
    pub(super) fn private_in(
        self,
        walk: &mut Walk,
        id: VirtualPrivateGatewayId,
        link: Option<Link>,
    ) -> Step {
        self.enter(walk, id)?;
        let gateway = &self.model.virtual_private_gateways[id];
        self.consult(&[gateway.vpc.into()])?;
        if !gateway.attached {
            return dropped("attachment-not-ready");
        }
        let to = walk.packet.destination;
        if !self.has_interface(gateway.vpc, to) {
            let links = self.links_of(id).into_iter();
            let known = links.flat_map(|other| self.known_over(other).unwrap_or_default());
            let mut known: Vec<Known> = known.filter(|one| one.prefix.contains(to)).collect();
            let longest = known.iter().map(|one| one.prefix.length()).max();
            known.retain(|one| Some(one.prefix.length()) == longest);
            let best = known.iter().map(|one| (one.rank, one.way)).min();
            known.retain(|one| Some((one.rank, one.way)) == best);
            let inside = self.model.vpc_contains(gateway.vpc, to);
            let other = |one: &Known| {
                let direct = matches!(self.gateway_of(one.link), Some(Gateway::Private(_)));
                link.is_some_and(|link| one.link != link) && direct
            };
            let hub = !inside && known.iter().any(other);
            return if hub { unknown("unmodelled-state") } else { dropped("vgw-dst-not-eni") };
        }
        let Some(table) = gateway.edge_route_table else {
            return self.deliver(walk, gateway.vpc, None, false);
        };
        self.consult(&[table.into()])?;
        let winner = self.choose(table, to)?;
        self.usable(gateway.vpc, winner)?;
        match winner.target {
            RouteTarget::Local => self.deliver(walk, gateway.vpc, None, false),
            RouteTarget::NetworkInterface(id) => self.hand_to(walk, id, None),
            RouteTarget::VpcEndpoint(id) => self.endpoint(walk, id, None),
            RouteTarget::Instance(id) => match self.model.instances[id].interfaces.first() {
                Some(first) => self.hand_to(walk, *first, None),
                None => dropped("route-blackhole"),
            },
            _ => unknown("unsupported-object"),
        }
    }

    /// Lists what a router learns over its links, and whether it may be more: over a VPN connection and a
    /// private virtual interface the blocks of the VPC (fact VGW-08) and the other sites (fact VGW-06), over
    /// a Direct Connect gateway what that announces, and from a transit gateway what the associated table
    /// holds (fact TGW-14). What it announces itself it does not learn from another site.
    pub(super) fn learned_over_links(self, id: RouterId) -> (Vec<(Prefix, Link)>, bool) {
        let (mut found, mut untold) = (Vec::new(), false);
        let vpns = self.model.vpn_connections.iter();
        let vpns = vpns.filter(|(_, vpn)| vpn.routing == VpnRouting::Bgp);
        let interfaces = self.model.direct_connect_interfaces.ids().map(Link::DirectConnect);
        for link in vpns.map(|(id, _)| Link::Vpn(id)).chain(interfaces) {
            if self.link_router(link) != Some(id) || !self.link_up(link) {
                continue;
            }
            let own = self.announced_over(link).map(|(own, _)| own).unwrap_or_default();
            match self.gateway_of(link) {
                Some(Gateway::Private(gateway)) => {
                    let (blocks, sites) = self.private_announces(gateway, link);
                    found.extend(blocks.into_iter().map(|prefix| (prefix, link)));
                    let sites = sites.into_iter().filter(|prefix| !own.contains(prefix));
                    found.extend(sites.map(|prefix| (prefix, link)));
                }
                Some(Gateway::Transit(attachment)) => {
                    let (all, relayed, told) = self.transit_announces(attachment);
                    found.extend(all.into_iter().map(|prefix| (prefix, link)));
                    let relayed = relayed.into_iter().filter(|prefix| !own.contains(prefix));
                    found.extend(relayed.map(|prefix| (prefix, link)));
                    untold |= !told;
                }
                Some(Gateway::DirectConnect(gateway)) => {
                    let all = self.direct_connect_announces(gateway);
                    found.extend(all.into_iter().map(|prefix| (prefix, link)));
                }
                None => {}
            }
        }
        found.sort_unstable();
        found.dedup();
        (found, untold)
    }

    fn gateway_of(self, link: Link) -> Option<Gateway> {
        match link {
            Link::Vpn(id) => match self.model.vpn_connections[id].gateway {
                Some(gateway) => Some(Gateway::Private(gateway)),
                None => self.vpn_attachment(id).map(Gateway::Transit),
            },
            Link::DirectConnect(id) => match self.model.direct_connect_interfaces[id].end {
                DirectConnectEnd::VirtualPrivateGateway(id) => Some(Gateway::Private(id)),
                DirectConnectEnd::DirectConnectGateway(id) => Some(Gateway::DirectConnect(id)),
                DirectConnectEnd::Public => None,
            },
            Link::ServiceLink(_) => None,
        }
    }

    /// Returns what a virtual private gateway announces over a link: the blocks of its VPC, and what it knows
    /// of the other sites, but for those behind a Direct Connect gateway (fact DXG-03).
    fn private_announces(
        self,
        id: VirtualPrivateGatewayId,
        link: Link,
    ) -> (Vec<Prefix>, Vec<Prefix>) {
        let gateway = &self.model.virtual_private_gateways[id];
        if !gateway.attached {
            return (Vec::new(), Vec::new());
        }
        let carries = |prefix: &Prefix| !(prefix.is_ipv6() && matches!(link, Link::Vpn(_)));
        let others = self.links_of(id).into_iter().filter(|other| {
            let elsewhere = self.link_router(*other) != self.link_router(link);
            let direct = matches!(self.gateway_of(*other), Some(Gateway::Private(_)));
            *other != link && elsewhere && direct
        });
        let known = others.flat_map(|other| self.known_over(other).unwrap_or_default());
        let sites = known.map(|known| known.prefix).filter(carries).collect();
        let blocks = self.model.vpcs[gateway.vpc].prefixes.iter().copied();
        (blocks.filter(carries).collect(), sites)
    }

    /// The rank of a VPN connection in a transit gateway route table (fact TGW-03).
    pub(super) fn vpn_rank(self, id: VpnConnectionId) -> u8 {
        match self.model.vpn_connections[id].transport {
            VpnTransport::DirectConnect => 5,
            VpnTransport::Internet => 6,
        }
    }
}
