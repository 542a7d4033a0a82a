//! Direct Connect gateways, in both directions (U).

use outpath_core::{
    addr::Prefix,
    model::{
        AttachmentResource, DirectConnectEnd, DirectConnectGatewayId, Link, VirtualPrivateGatewayId,
    },
};

use super::{
    link::Known,
    walk::{At, Next, Rules, Step, Walk, dropped, unknown},
};

impl Rules<'_> {
    /// U, from the customer: to what the Direct Connect gateway announced (facts DXG-01 to DXG-04).
    pub(super) fn direct_connect_in(self, walk: &mut Walk, id: DirectConnectGatewayId) -> Step {
        self.enter(walk, id)?;
        let to = walk.packet.destination;
        let associations = &self.model.direct_connect_gateways[id].associations;
        let behind = associations.iter().any(|one| {
            let vpc = self.model.virtual_private_gateways[one.gateway].vpc;
            self.model.vpc_contains(vpc, walk.packet.source)
        });
        if behind {
            return dropped("dxgw-no-transit");
        }
        let mut found = Vec::new();
        for association in &self.model.direct_connect_gateways[id].associations {
            self.consult(&[association.gateway.into()])?;
            for prefix in self.announced_for(association.gateway, &association.allowed) {
                found.push((prefix, At::PrivateIn(association.gateway, None)));
            }
        }
        for (attachment, one) in self.model.transit_gateway_attachments.iter() {
            if let AttachmentResource::DirectConnectGateway { gateway, allowed } = &one.resource
                && *gateway == id
                && one.state.forwards()
            {
                found.extend(allowed.iter().map(|prefix| (*prefix, At::TransitIn(attachment))));
            }
        }
        found.retain(|(prefix, _)| prefix.contains(to));
        let longest = found.iter().map(|(prefix, _)| prefix.length()).max();
        found.retain(|(prefix, _)| Some(prefix.length()) == longest);
        let mut ways: Vec<At> = Vec::new();
        for (_, way) in found {
            if !ways.contains(&way) {
                ways.push(way);
            }
        }
        match ways.as_slice() {
            [] => dropped("no-route"),
            [only] => Ok(Next::Go(*only)),
            // AWS lets nobody allow the same at two gateways.
            _ => unknown("unmodelled-state"),
        }
    }

    /// Lists the blocks of a VPC that a Direct Connect gateway announces: those that an allowed prefix
    /// covers (fact DXG-01).
    pub(super) fn announced_for(
        self,
        gateway: VirtualPrivateGatewayId,
        allowed: &[Prefix],
    ) -> Vec<Prefix> {
        let gateway = &self.model.virtual_private_gateways[gateway];
        let blocks = self.model.vpcs[gateway.vpc].prefixes.iter();
        let passes = |block: &&Prefix| allowed.iter().any(|allowed| allowed.covers(**block));
        if gateway.attached { blocks.filter(passes).copied().collect() } else { Vec::new() }
    }

    /// Returns what a Direct Connect gateway announces to the customer.
    pub(super) fn direct_connect_announces(self, id: DirectConnectGatewayId) -> Vec<Prefix> {
        let associations = self.model.direct_connect_gateways[id].associations.iter();
        let mut found: Vec<Prefix> =
            associations.flat_map(|one| self.announced_for(one.gateway, &one.allowed)).collect();
        for one in self.model.transit_gateway_attachments.values() {
            if let AttachmentResource::DirectConnectGateway { gateway, allowed } = &one.resource
                && *gateway == id
                && one.state.forwards()
            {
                found.extend(allowed);
            }
        }
        found
    }

    /// Lists the virtual interfaces at a Direct Connect gateway.
    pub(super) fn interfaces_at(self, id: DirectConnectGatewayId) -> Vec<Link> {
        let all = self.model.direct_connect_interfaces.iter();
        let all = all.filter(|(_, one)| one.end == DirectConnectEnd::DirectConnectGateway(id));
        all.map(|(id, _)| Link::DirectConnect(id)).collect()
    }

    /// U, toward the customer, or from a VPC to another that the customer announces a wider prefix for (fact
    /// DXG-04).
    pub(super) fn direct_connect_out(
        self,
        walk: &mut Walk,
        id: DirectConnectGatewayId,
        private: bool,
    ) -> Step {
        self.consult(&[id.into()])?;
        let to = walk.packet.destination;
        let links = self.interfaces_at(id);
        let known = links.iter().flat_map(|link| self.known_over(*link).unwrap_or_default());
        let known: Vec<Known> = known.collect();
        let longest = known.iter().filter(|one| one.prefix.contains(to));
        let longest = longest.map(|one| one.prefix.length()).max();
        for association in &self.model.direct_connect_gateways[id].associations {
            for block in self.announced_for(association.gateway, &association.allowed) {
                let wider = known.iter().any(|one| one.prefix != block && one.prefix.covers(block));
                if block.contains(to) && wider && longest < Some(block.length()) {
                    return match private {
                        true => Ok(Next::Go(At::PrivateIn(association.gateway, None))),
                        false => dropped("dxgw-no-transit"),
                    };
                }
            }
        }
        self.by_best_link(walk, &links, false)
    }
}
