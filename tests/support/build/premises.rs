//! Sites and what stands at them.

use std::net::IpAddr;

use outpath_core::{
    addr::{Asn, InterfaceAddress, Prefix},
    model::{
        Host, HostId, NextHop, Router, RouterId, RouterInterface, RouterRoute, Segment, SegmentId,
        Site, SiteId,
    },
};

use super::{Build, named, prefix};

impl Build {
    /// Adds a site.
    pub fn site(&mut self, name: &str) -> SiteId {
        self.model.sites.push(Site { identity: named(name) })
    }

    /// Adds a segment.
    pub fn segment(&mut self, site: SiteId, short: &str, cidr: Prefix) -> SegmentId {
        let identity = named(format!("{}.{short}", self.model.sites[site].identity.name));
        self.model.segments.push(Segment {
            identity,
            site,
            prefix: cidr,
            next_hops: Vec::new(),
            up: true,
        })
    }

    /// Adds a router.
    pub fn router(&mut self, site: SiteId, short: &str) -> RouterId {
        self.model.routers.push(Router {
            identity: named(format!("{}.{short}", self.model.sites[site].identity.name)),
            site,
            asn: Some(Asn(65_010)),
            interfaces: Vec::new(),
            announce: Vec::new(),
            routes: Vec::new(),
            source_nat: Vec::new(),
            firewall: false,
            shares_state_with: Vec::new(),
            public: Vec::new(),
            bgp: None,
            up: true,
            vrf_of: None,
        })
    }

    /// Adds an interface to a router, with an address such as `172.31.0.2/30`. It stands on the
    /// segment of its site that has this prefix, made if it is not there.
    pub fn router_interface(&mut self, router: RouterId, name: &str, text: &str) -> SegmentId {
        let address: InterfaceAddress =
            text.parse().expect("invariant: tests write correct addresses");
        let site = self.model.routers[router].site;
        let same = |segment: &Segment| segment.site == site && segment.prefix == address.prefix;
        let found = self.model.segments.iter().find(|(_, s)| same(s)).map(|(id, _)| id);
        let segment = match found {
            Some(id) => id,
            None => self.segment(site, &address.prefix.to_string(), address.prefix),
        };
        self.attach(router, name, address, segment);
        segment
    }

    /// Adds an interface to a router on a given segment.
    pub fn attach(
        &mut self,
        router: RouterId,
        name: &str,
        address: InterfaceAddress,
        segment: SegmentId,
    ) {
        let name = name.to_owned();
        let interface =
            RouterInterface { name, address, segment, vlan: None, cost: None, lacp: None };
        self.model.routers[router].interfaces.push(interface);
    }

    /// Adds a static route to a router.
    pub fn router_route(&mut self, router: RouterId, to: &str, next_hop: NextHop) {
        let route = RouterRoute { prefix: prefix(to), next_hop };
        self.model.routers[router].routes.push(route);
    }

    /// Adds a host to a segment.
    pub fn host(&mut self, segment: SegmentId, short: &str, address: IpAddr) -> HostId {
        let site = self.model.segments[segment].site;
        self.model.hosts.push(Host {
            identity: named(format!("{}.{short}", self.model.sites[site].identity.name)),
            site,
            address,
            segment,
            next_hops: Vec::new(),
            instance: None,
        })
    }
}
