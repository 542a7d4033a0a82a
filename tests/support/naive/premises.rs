//! The customer's own network: a router (J), and hosts and segments as sources (L).

use std::net::IpAddr;

use outpath_core::{
    addr::Prefix,
    model::{HostId, InstanceState, Link, NextHop, RouterId, SegmentId, Vif, VifId},
};

use super::{
    Place,
    gateway::local,
    uplink::{announced, session_up},
    walk::{At, Next, Rules, Step, Stop, Walk, dropped, unknown},
};

/// Where a router sends a packet, by rank: equally long connected routes come before static ones, and
/// these before learned ones.
#[derive(Debug, Clone, Copy)]
enum Target {
    Connected(SegmentId),
    Static(NextHop),
    Learned(VifId),
    LearnedOver(Link),
}

impl Target {
    fn rank(self) -> u8 {
        match self {
            Self::Connected(_) => 0,
            Self::Static(_) => 1,
            Self::Learned(_) | Self::LearnedOver(_) => 2,
        }
    }
}

impl Rules<'_> {
    /// L, a host.
    pub(super) fn host_sends(self, walk: &mut Walk, id: HostId) -> Step {
        self.enter(walk, id)?;
        let host = &self.model.hosts[id];
        self.local_interface(id)?;
        self.premises_send(walk, host.segment, &host.next_hops)
    }

    /// Ends the path at the local network interface of an instance that does not run (fact FF-09).
    fn local_interface(self, id: HostId) -> Result<(), Stop> {
        let Some(instance) = self.model.hosts[id].instance else { return Ok(()) };
        self.consult(&[instance.into()])?;
        if self.model.instances[instance].state == InstanceState::Running {
            Ok(())
        } else {
            dropped("component-not-ready")
        }
    }

    /// L, an address that no host is declared for.
    pub(super) fn segment_sends(self, walk: &mut Walk, id: SegmentId) -> Step {
        self.enter(walk, id)?;
        self.premises_send(walk, id, &[])
    }

    fn premises_send(self, walk: &mut Walk, id: SegmentId, own: &[RouterId]) -> Step {
        self.consult(&[id.into()])?;
        let segment = &self.model.segments[id];
        if segment.prefix.contains(walk.packet.destination) {
            return self.on_segment(walk, id);
        }
        let stated = if own.is_empty() { &segment.next_hops } else { own };
        if !stated.is_empty() {
            let ways = stated.iter().map(|router| At::Router(*router, None));
            return Ok(Next::Share(ways.collect()));
        }
        let routers = self.model.routers.iter();
        let mut here =
            routers.filter(|(_, router)| router.interfaces.iter().any(|i| i.segment == id));
        match (here.next(), here.next()) {
            (Some((only, _)), None) => Ok(Next::Go(At::Router(only, None))),
            (None, _) | (Some(_), Some(_)) => unknown("left-model"),
        }
    }

    /// Finds who has the destination on a segment.
    fn on_segment(self, walk: &mut Walk, id: SegmentId) -> Step {
        self.consult(&[id.into()])?;
        let to = walk.packet.destination;
        let mut hosts = self.model.hosts.iter();
        if let Some((host, _)) = hosts.find(|(_, host)| host.segment == id && host.address == to) {
            self.enter(walk, host)?;
            self.local_interface(host)?;
            return Ok(Next::Delivered(Place::Host(host)));
        }
        if let Some(router) = self.router_at(id, to) {
            return Ok(Next::Go(At::Router(router, None)));
        }
        if self.model.vifs.values().any(|vif| vif.local.address == to) {
            return dropped("no-such-host");
        }
        self.enter(walk, id)?;
        Ok(Next::Delivered(Place::Segment(id)))
    }

    /// Returns the router that has an address on a segment.
    fn router_at(self, segment: SegmentId, address: IpAddr) -> Option<RouterId> {
        let mut routers = self.model.routers.iter();
        let found = routers.find(|(_, router)| {
            router.interfaces.iter().any(|i| i.segment == segment && i.address.address == address)
        });
        found.map(|(id, _)| id)
    }

    /// J.
    pub(super) fn router(self, walk: &mut Walk, id: RouterId, via: Option<VifId>) -> Step {
        if let Some(vif) = via {
            self.enter(walk, vif)?;
        }
        self.enter_router(walk, id)?;
        walk.once(id.into())?;
        self.router_routes(walk, id)
    }

    /// J, the answer to a translated packet comes back from the internet.
    pub(super) fn router_reply(self, walk: &mut Walk, id: RouterId) -> Step {
        self.enter_router(walk, id)?;
        let Some(session) = walk.session(id.into()) else { return dropped("nat-no-session") };
        walk.restore(session);
        walk.once(id.into())?;
        self.router_routes(walk, id)
    }

    fn enter_router(self, walk: &mut Walk, id: RouterId) -> Result<(), Stop> {
        walk.left = None;
        walk.outpost = None;
        self.enter(walk, id)?;
        if self.model.routers[id].firewall { unknown("unsupported-object") } else { Ok(()) }
    }

    fn router_routes(self, walk: &mut Walk, id: RouterId) -> Step {
        let to = walk.packet.destination;
        let interfaces = &self.model.routers[id].interfaces;
        if interfaces.iter().any(|interface| interface.address.address == to) {
            return Ok(Next::Delivered(Place::Router(id)));
        }
        let mut found = self.router_table(id);
        found.retain(|(prefix, _)| prefix.contains(to));
        let longest = found.iter().map(|(prefix, _)| prefix.length()).max();
        found.retain(|(prefix, _)| Some(prefix.length()) == longest);
        let best = found.iter().map(|(_, target)| target.rank()).min();
        found.retain(|(_, target)| Some(target.rank()) == best);
        if let Some((_, Target::Connected(segment))) = found.first() {
            return self.on_segment(walk, *segment);
        }
        let ways: Vec<At> = found
            .iter()
            .filter_map(|(_, target)| match target {
                Target::Connected(_) => None,
                Target::Static(hop) => Some(At::NextHop(id, *hop)),
                Target::Learned(vif) => Some(At::Vif(*vif)),
                Target::LearnedOver(link) => Some(At::LinkIn(*link)),
            })
            .collect();
        if !ways.is_empty() {
            return Ok(Next::Share(ways));
        }
        let (_, untold) = self.learned_over_links(id);
        if untold { unknown("left-model") } else { dropped("no-route") }
    }

    /// Lists every route that a router knows.
    fn router_table(self, id: RouterId) -> Vec<(Prefix, Target)> {
        let router = &self.model.routers[id];
        let connected = router.interfaces.iter();
        let connected = connected.map(|i| (i.address.prefix, Target::Connected(i.segment)));
        let fixed = router.routes.iter().map(|r| (r.prefix, Target::Static(r.next_hop)));
        let mut found: Vec<_> = connected.chain(fixed).collect();
        for (vif_id, vif) in self.model.vifs.iter() {
            if vif.router != Some(id) || !session_up(self.model, vif_id) {
                continue;
            }
            for (table_id, table) in self.model.local_gateway_route_tables.iter() {
                if table.vif_group.is_some_and(|association| association.group == vif.group) {
                    let prefixes = announced(self.model, table_id);
                    found.extend(prefixes.into_iter().map(|p| (p, Target::Learned(vif_id))));
                }
            }
        }
        let (over, _) = self.learned_over_links(id);
        found.extend(over.into_iter().map(|(prefix, link)| (prefix, Target::LearnedOver(link))));
        found
    }

    /// J, the next hop of a static route.
    pub(super) fn next_hop(self, walk: &mut Walk, id: RouterId, hop: NextHop) -> Step {
        let interfaces = &self.model.routers[id].interfaces;
        match hop {
            NextHop::Discard => dropped("route-blackhole"),
            NextHop::Vpn(vpn) => Ok(Next::Go(At::LinkIn(Link::Vpn(vpn)))),
            NextHop::Internet => self.leave_to_internet(walk, id),
            NextHop::Router(next) => {
                let theirs = &self.model.routers[next].interfaces;
                let device = |id: RouterId| self.model.routers[id].vrf_of.unwrap_or(id);
                if id != next && device(id) == device(next) {
                    return Ok(Next::Go(At::Router(next, None)));
                }
                let shared =
                    interfaces.iter().find(|i| theirs.iter().any(|t| t.segment == i.segment));
                let Some(shared) = shared else { return unknown("left-model") };
                self.consult(&[shared.segment.into()])?;
                Ok(Next::Go(At::Router(next, None)))
            }
            NextHop::Address(address) => {
                let facing =
                    |i: &&outpath_core::model::RouterInterface| i.address.prefix.contains(address);
                let Some(link) = interfaces.iter().find(facing) else {
                    return unknown("left-model");
                };
                self.consult(&[link.segment.into()])?;
                if let Some(next) = self.router_at(link.segment, address) {
                    return Ok(Next::Go(At::Router(next, None)));
                }
                let mut vifs = self.model.vifs.iter();
                let prefix = link.address.prefix;
                // Where the files do not say who is at the other end, it may be somebody else.
                let faces = |vif: &Vif| {
                    vif.local.address == address
                        && vif.local.prefix == prefix
                        && vif.router.is_some()
                };
                match vifs.find(|(_, vif)| faces(vif)) {
                    Some((vif, _)) => Ok(Next::Go(At::Vif(vif))),
                    None => unknown("left-model"),
                }
            }
        }
    }

    fn leave_to_internet(self, walk: &mut Walk, id: RouterId) -> Step {
        let source = walk.packet.source;
        let rule = self.model.routers[id].source_nat.iter().find(|nat| {
            let applies = nat.from.iter().any(|prefix| prefix.contains(source))
                || (nat.from.is_empty() && local(source));
            applies && nat.to.is_ipv4() == source.is_ipv4()
        });
        if let Some(rule) = rule {
            self.translate(walk, id.into(), rule.to, walk.packet.destination);
        }
        if local(walk.packet.source) || local(walk.packet.destination) {
            return dropped("not-routable-on-internet");
        }
        Ok(Next::Go(At::Internet))
    }
}
