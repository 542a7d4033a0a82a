//! Transit gateways (R): a packet enters by one attachment and leaves by another.

use outpath_core::{
    addr::Prefix,
    model::{
        AttachmentResource, Link, RouteState, SubnetId, TransitGatewayAttachment,
        TransitGatewayAttachmentId, TransitGatewayId, TransitGatewayRouteTableId,
        TransitGatewayRouteTarget, VpcId, VpnRouting, ZoneId,
    },
};

use super::{
    filter,
    link::{Known, Way},
    vpc::Sender,
    walk::{At, Guest, Next, Pin, Rules, Step, Stop, Walk, dropped, unknown},
};

/// The ranks of equally long routes (fact TGW-03).
const STATIC: u8 = 0;
const LIST: u8 = 1;
const VPC: u8 = 2;
const DIRECT_CONNECT: u8 = 3;

/// A route of a transit gateway route table.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    length: u8,
    rank: u8,
    way: Way,
    /// Nothing is a blackhole.
    target: Option<TransitGatewayAttachmentId>,
    /// Whether nobody can tell if the route is there.
    doubtful: bool,
    /// Whether it is said to be a blackhole.
    declared: bool,
}

impl Rules<'_> {
    /// Returns the attachment of a VPC to a transit gateway that a route leads to.
    pub(super) fn attachment_of(
        self,
        gateway: TransitGatewayId,
        vpc: VpcId,
    ) -> Result<TransitGatewayAttachmentId, Stop> {
        let mut all = self.model.transit_gateway_attachments.iter();
        let of_vpc = |attachment: &TransitGatewayAttachment| match attachment.resource {
            AttachmentResource::Vpc { vpc: own, .. } => own == vpc,
            _ => false,
        };
        let found = all.find(|(_, one)| one.transit_gateway == gateway && of_vpc(one));
        let Some((id, _)) = found else { return dropped("route-blackhole") };
        self.consult(&[id.into()])?;
        Ok(id)
    }

    /// R, from a VPC: by the subnet of the attachment in the zone of the sender (fact TGW-06).
    pub(super) fn to_transit(
        self,
        walk: &mut Walk,
        gateway: TransitGatewayId,
        vpc: VpcId,
        from: SubnetId,
    ) -> Step {
        let id = self.attachment_of(gateway, vpc)?;
        if walk.outpost.is_some() {
            self.cross(walk, None)?;
        }
        if !self.model.transit_gateway_attachments[id].state.forwards() {
            return dropped("attachment-not-ready");
        }
        self.carries(walk, id)?;
        match self.subnet_in_zone(id, from)? {
            Some(by) => self.enter_transit(walk, id, by, from),
            None => dropped("tgw-az-not-attached"),
        }
    }

    /// Hands a packet to the interface of an attachment: the network ACL of its subnet sees it even if it
    /// comes from there (table B.3). Nobody says how others reach one that stands on an Outpost (UNK-14).
    pub(super) fn enter_transit(
        self,
        walk: &mut Walk,
        id: TransitGatewayAttachmentId,
        by: SubnetId,
        from: SubnetId,
    ) -> Step {
        self.consult(&[by.into()])?;
        let place = |id: SubnetId| self.model.subnets[id].outpost();
        if place(by).is_some() && place(by) != place(from) {
            return unknown("unmodelled-state");
        }
        self.network_acl(walk, by, filter::Way::In)?;
        Ok(Next::Go(At::Transit(id, self.model.zone_of(by))))
    }

    /// Returns the subnet of an attachment in the zone of another subnet.
    pub(super) fn subnet_in_zone(
        self,
        id: TransitGatewayAttachmentId,
        from: SubnetId,
    ) -> Result<Option<SubnetId>, Stop> {
        let AttachmentResource::Vpc { subnets, .. } =
            &self.model.transit_gateway_attachments[id].resource
        else {
            return Ok(None);
        };
        if subnets.contains(&from) {
            return Ok(Some(from));
        }
        let zone = |id: SubnetId| self.model.zone_of(id);
        let Some(own) = zone(from) else { return unknown("left-model") };
        let found = subnets.iter().copied().find(|id| zone(*id) == Some(own));
        let unplaced = subnets.iter().any(|id| zone(*id).is_none());
        // A Local Zone uses the attachment in its parent, and nobody says which zone that is (TGW-17).
        let parts = self.model.zones[own].identity.name.split('-').count();
        if found.is_none() && (unplaced || parts == 3 && !subnets.is_empty()) {
            return unknown("left-model");
        }
        Ok(found)
    }

    /// Ends the path of an IPv6 packet at an attachment that does not carry it (fact TGW-09).
    fn carries(self, walk: &Walk, id: TransitGatewayAttachmentId) -> Result<(), Stop> {
        if walk.packet.is_ipv6() && !self.model.transit_gateway_attachments[id].ipv6 {
            return dropped("ipv6-unsupported");
        }
        Ok(())
    }

    /// R: the route table that the attachment is associated with decides (fact TGW-02).
    pub(super) fn transit(
        self,
        walk: &mut Walk,
        via: TransitGatewayAttachmentId,
        zone: Option<ZoneId>,
    ) -> Step {
        let entered = &self.model.transit_gateway_attachments[via];
        self.enter(walk, entered.transit_gateway)?;
        if !matches!(entered.resource, AttachmentResource::Vpc { .. }) {
            walk.once(via.into())?;
        }
        walk.limit(8500);
        // Whether the table is asked about what is returned without a route is not known.
        let nowhere = |reason| {
            if walk.returned { unknown("unmodelled-state") } else { dropped(reason) }
        };
        let Some(table) = entered.route_table else { return nowhere("tgw-no-association") };
        self.consult(&[table.into()])?;
        if !self.model.transit_gateway_route_tables[table].known {
            return unknown("unknown-tgw-routes");
        }
        let ways = self.ways_of(walk, table)?;
        let mut all = Vec::new();
        for id in &ways {
            self.consult(&[(*id).into()])?;
            all.extend(self.leaves(walk, via, *id, zone)?);
        }
        Ok(Next::Share(all))
    }

    /// Returns the attachments that the best route leads to.
    fn ways_of(
        self,
        walk: &Walk,
        table: TransitGatewayRouteTableId,
    ) -> Result<Vec<TransitGatewayAttachmentId>, Stop> {
        let mut found = self.transit_candidates(walk, table)?;
        let lists: Vec<_> = found.iter().filter(|one| one.rank == LIST).copied().collect();
        let longest = found.iter().map(|one| one.length).max();
        found.retain(|one| Some(one.length) == longest);
        let best = found.iter().map(|one| (one.rank, one.way)).min();
        found.retain(|one| Some((one.rank, one.way)) == best);
        if found.iter().any(|one| one.doubtful) {
            return unknown("unmodelled-state");
        }
        let Some(first) = found.first() else {
            let told = self.learned_by(table).is_some();
            return match (told, walk.returned) {
                (false, _) => unknown("unknown-tgw-routes"),
                (true, false) => dropped("tgw-no-route"),
                (true, true) => unknown("unmodelled-state"),
            };
        };
        if first.rank == LIST && lists.iter().any(|other| other.target != first.target) {
            return unknown("ambiguous-prefix-lists");
        }
        let mut ways = Vec::new();
        for one in found {
            let Some(id) = one.target else {
                return if walk.returned {
                    unknown("unmodelled-state")
                } else {
                    dropped("tgw-route-blackhole")
                };
            };
            if !self.model.transit_gateway_attachments[id].state.forwards() {
                return dropped("tgw-route-blackhole");
            }
            if one.declared {
                return unknown("unmodelled-state");
            }
            if !ways.contains(&id) {
                ways.push(id);
            }
        }
        Ok(ways)
    }

    fn transit_candidates(
        self,
        walk: &Walk,
        id: TransitGatewayRouteTableId,
    ) -> Result<Vec<Candidate>, Stop> {
        let to = walk.packet.destination;
        let mut found = Vec::new();
        for route in &self.model.transit_gateway_route_tables[id].routes {
            let (prefixes, list) = self.expand(route.destination)?;
            let rank = if list { LIST } else { STATIC };
            let target = match route.target {
                TransitGatewayRouteTarget::Attachment(id) => Some(id),
                TransitGatewayRouteTarget::Blackhole => None,
            };
            let (doubtful, declared) = (false, route.declared_state == Some(RouteState::Blackhole));
            for prefix in prefixes.into_iter().filter(|prefix| prefix.contains(to)) {
                let (length, way) = (prefix.length(), (0, 0, 0));
                found.push(Candidate { length, rank, way, target, doubtful, declared });
            }
        }
        for (attachment, prefix, doubtful) in self.propagated_by_vpcs(id) {
            if prefix.contains(to) {
                let (length, target) = (prefix.length(), Some(attachment));
                let (rank, way, declared) = (VPC, (0, 0, 0), false);
                found.push(Candidate { length, rank, way, target, doubtful, declared });
            }
        }
        for (attachment, known) in self.told_by(id) {
            if known.prefix.contains(to) {
                let (length, target) = (known.prefix.length(), Some(attachment));
                let (rank, way) = (known.rank, known.way);
                let (doubtful, declared) = (false, false);
                found.push(Candidate { length, rank, way, target, doubtful, declared });
            }
        }
        Ok(found)
    }

    /// Lists what attachments of VPN connections and Direct Connect gateways propagate into a table, as far
    /// as it is told, with the rank and the way in that table.
    fn told_by(
        self,
        table: TransitGatewayRouteTableId,
    ) -> Vec<(TransitGatewayAttachmentId, Known)> {
        let all = self.model.transit_gateway_attachments.iter();
        let all = all.filter(|(_, one)| one.propagates_to.contains(&table) && one.state.forwards());
        let mut found = Vec::new();
        for (id, one) in all {
            let (links, rank) = match &one.resource {
                AttachmentResource::Vpn(vpn) => {
                    let fixed = self.model.vpn_connections[*vpn].routing != VpnRouting::Bgp;
                    let links = if fixed { Vec::new() } else { vec![Link::Vpn(*vpn)] };
                    (links, self.vpn_rank(*vpn))
                }
                AttachmentResource::DirectConnectGateway { gateway, .. } => {
                    (self.interfaces_at(*gateway), DIRECT_CONNECT)
                }
                _ => continue,
            };
            for known in
                links.into_iter().flat_map(|link| self.known_over(link).unwrap_or_default())
            {
                let (_, path, med) = known.way;
                found.push((id, Known { rank, way: (0, path, med), ..known }));
            }
        }
        found
    }

    /// Returns whether it is told what every attachment propagates into a table.
    fn learned_by(self, table: TransitGatewayRouteTableId) -> Option<()> {
        let all = self.model.transit_gateway_attachments.values();
        let mut all = all.filter(|one| one.propagates_to.contains(&table) && one.state.forwards());
        let told = |link| self.known_over(link).is_some();
        let every = all.all(|one| match &one.resource {
            AttachmentResource::Vpc { .. } | AttachmentResource::Peering(_) => true,
            AttachmentResource::NetworkFunction => true,
            AttachmentResource::Vpn(vpn) => {
                let fixed = self.model.vpn_connections[*vpn].routing != VpnRouting::Bgp;
                fixed || told(Link::Vpn(*vpn))
            }
            AttachmentResource::DirectConnectGateway { gateway, .. } => {
                self.interfaces_at(*gateway).into_iter().all(told)
            }
            AttachmentResource::Connect
            | AttachmentResource::ClientVpn
            | AttachmentResource::VpnConcentrator => false,
        });
        every.then_some(())
    }

    /// Returns what a transit gateway announces over the VPN connection of an attachment: what the associated
    /// table holds, but for what leads back there or nowhere (fact TGW-14). What it has of the customer comes
    /// apart; last, whether that is all.
    pub(super) fn transit_announces(
        self,
        id: TransitGatewayAttachmentId,
    ) -> (Vec<Prefix>, Vec<Prefix>, bool) {
        let attachment = &self.model.transit_gateway_attachments[id];
        let Some(table) = attachment.route_table.filter(|_| attachment.state.forwards()) else {
            return (Vec::new(), Vec::new(), true);
        };
        if !self.model.transit_gateway_route_tables[table].known {
            return (Vec::new(), Vec::new(), false);
        }
        let mut found = Vec::new();
        for route in &self.model.transit_gateway_route_tables[table].routes {
            let elsewhere = match route.target {
                TransitGatewayRouteTarget::Attachment(to) => to != id,
                TransitGatewayRouteTarget::Blackhole => false,
            };
            if elsewhere
                && route.declared_state != Some(RouteState::Blackhole)
                && let Ok((prefixes, _)) = self.expand(route.destination)
            {
                found.extend(prefixes);
            }
        }
        let vpcs = self.propagated_by_vpcs(table);
        let doubtful = vpcs.iter().any(|(.., doubtful)| *doubtful);
        found.extend(vpcs.into_iter().filter(|(.., doubt)| !doubt).map(|(_, prefix, _)| prefix));
        let told = self.told_by(table).into_iter().filter(|(by, _)| *by != id);
        let relayed = told.map(|(_, known)| known.prefix).collect();
        (found, relayed, !doubtful && self.learned_by(table).is_some())
    }

    /// Lists what VPC attachments propagate into a table: their blocks, but for one that overlaps that of a
    /// VPC that was attached before (fact TGW-10).
    fn propagated_by_vpcs(
        self,
        table: TransitGatewayRouteTableId,
    ) -> Vec<(TransitGatewayAttachmentId, Prefix, bool)> {
        let all = self.model.transit_gateway_attachments.iter();
        let all = all.filter(|(_, one)| one.propagates_to.contains(&table) && one.state.forwards());
        let all: Vec<_> = all
            .filter_map(|(id, one)| match one.resource {
                AttachmentResource::Vpc { vpc, .. } => Some((id, one, vpc)),
                _ => None,
            })
            .collect();
        let mut found = Vec::new();
        for (id, own, vpc) in &all {
            for prefix in &self.model.vpcs[*vpc].prefixes {
                if prefix.is_ipv6() && !own.ipv6 {
                    continue;
                }
                let rivals = all.iter().filter(|(_, _, other)| {
                    let blocks = &self.model.vpcs[*other].prefixes;
                    other != vpc && blocks.iter().any(|block| block.overlaps(*prefix))
                });
                let orders: Vec<_> = rivals
                    .map(|(_, other, _)| match (&own.created, &other.created) {
                        (Some(own), Some(other)) if own != other => Some(own < other),
                        _ => None,
                    })
                    .collect();
                if !orders.contains(&Some(false)) {
                    found.push((*id, *prefix, orders.contains(&None)));
                }
            }
        }
        found
    }

    /// Returns where a packet goes that leaves by an attachment.
    fn leaves(
        self,
        walk: &Walk,
        via: TransitGatewayAttachmentId,
        id: TransitGatewayAttachmentId,
        zone: Option<ZoneId>,
    ) -> Result<Vec<At>, Stop> {
        let attachment = &self.model.transit_gateway_attachments[id];
        match &attachment.resource {
            AttachmentResource::Vpc { subnets, .. } => {
                self.carries(walk, id)?;
                let pinned = walk.pinned(id).filter(|_| attachment.appliance_mode);
                if let Some(subnet) = pinned {
                    return Ok(vec![At::LeavesTransit(via, id, subnet)]);
                }
                let zone = zone.filter(|_| !attachment.appliance_mode);
                let near = |id: &&SubnetId| zone.is_some() && self.model.zone_of(**id) == zone;
                let near = subnets.iter().find(near).copied();
                let ways = near.map_or_else(|| subnets.clone(), |near| vec![near]);
                if ways.is_empty() {
                    return unknown("left-model");
                }
                Ok(ways.into_iter().map(|subnet| At::LeavesTransit(via, id, subnet)).collect())
            }
            AttachmentResource::Peering(Some(peer)) => {
                self.consult(&[(*peer).into()])?;
                if !self.model.transit_gateway_attachments[*peer].state.forwards() {
                    return dropped("attachment-not-ready");
                }
                Ok(vec![At::Transit(*peer, None)])
            }
            AttachmentResource::Vpn(vpn) => Ok(vec![At::LinkOut(Link::Vpn(*vpn))]),
            AttachmentResource::DirectConnectGateway { gateway, .. } => {
                Ok(vec![At::DirectConnectOut(*gateway, false)])
            }
            AttachmentResource::Peering(None)
            | AttachmentResource::Connect
            | AttachmentResource::ClientVpn
            | AttachmentResource::VpnConcentrator
            | AttachmentResource::NetworkFunction => unknown("left-model"),
        }
    }

    /// A packet comes out of a transit gateway into a VPC: its subnet of the attachment decides (fact
    /// TGW-07). What stays in that subnet meets no network ACL (table B.3).
    pub(super) fn leaves_transit(
        self,
        walk: &mut Walk,
        (via, id): (TransitGatewayAttachmentId, TransitGatewayAttachmentId),
        by: SubnetId,
    ) -> Step {
        let subnet = &self.model.subnets[by];
        self.consult(&[by.into(), subnet.vpc.into()])?;
        walk.once(by.into())?;
        walk.pins.push(Pin { attachment: id, subnet: by, packet: walk.packet });
        walk.anonymous |= !self.keeps_identity(via, id);
        let passed = walk.passed.len() + walk.inspected.len();
        walk.guest = Some(Guest { vpc: subnet.vpc, by: id, passed });
        walk.returned = false;
        walk.limit(8500);
        self.cross(walk, subnet.outpost())?;
        if subnet.prefixes.iter().any(|prefix| prefix.contains(walk.packet.destination)) {
            return self.in_subnet(walk, by);
        }
        self.network_acl(walk, by, filter::Way::Out)?;
        self.route(walk, Sender::Transit(by))
    }

    /// Returns whether a packet keeps what it has to do with security groups from one attachment to another
    /// (facts TGW-11 and IV-06).
    fn keeps_identity(
        self,
        via: TransitGatewayAttachmentId,
        by: TransitGatewayAttachmentId,
    ) -> bool {
        let attachments = &self.model.transit_gateway_attachments;
        let (from, to) = (&attachments[via], &attachments[by]);
        let racks = |vpc| {
            let mut subnets = self.model.subnets.values();
            subnets.any(|subnet| subnet.vpc == vpc && subnet.outpost().is_some())
        };
        from.transit_gateway == to.transit_gateway
            && self.model.transit_gateways[from.transit_gateway].security_group_referencing
            && [from, to].iter().all(|one| match one.resource {
                AttachmentResource::Vpc { vpc, .. } => {
                    one.security_group_referencing && !racks(vpc)
                }
                _ => false,
            })
    }

    /// Returns whether a transit gateway joins two VPCs, and if so whether any such lets their security
    /// groups refer to each other (fact TGW-11).
    pub(super) fn referring_across(self, here: VpcId, there: VpcId) -> Option<bool> {
        let mut found = None;
        for (gateway, own) in self.model.transit_gateways.iter() {
            let of = |vpc: VpcId| {
                let all = self.model.transit_gateway_attachments.values();
                let mut all = all.filter(|one| one.transit_gateway == gateway);
                all.find(|one| match one.resource {
                    AttachmentResource::Vpc { vpc: own, .. } => own == vpc,
                    _ => false,
                })
            };
            if let (Some(one), Some(other)) = (of(here), of(there)) {
                let on = [one, other].iter().all(|one| one.security_group_referencing);
                let on = on && own.security_group_referencing;
                found = Some(on || found == Some(true));
            }
        }
        found
    }
}
