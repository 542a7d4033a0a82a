//! Ends of flows that two networks have in common.

use std::{collections::BTreeSet, net::IpAddr};

use super::{
    Place, address,
    every::{Point, no_hosts},
    find::station,
};
use crate::{
    addr::{Atom, Prefix, is_global, is_private},
    forwarding::{Network, atoms::Parts},
    model::SegmentId,
};

/// A part of the address space that neither of two networks tells apart, and what it is in each.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Common {
    /// The part: a prefix without what longer ones hold of it.
    pub part: Prefix,
    /// So many more prefixes belong to it.
    pub more: usize,
    /// The end in each network; none where packets can neither start nor end there.
    pub points: [Option<Point>; 2],
}

/// Returns the parts of the internet, of AWS services, of LAN segments and of what routers announce that
/// two networks have in common. Interfaces and declared hosts have names and are not among them.
#[must_use]
pub fn in_common(networks: [&Network; 2]) -> Vec<Common> {
    let usual: Vec<IpAddr> = networks.iter().flat_map(|one| address::internet(one)).collect();
    let within = networks.map(Within::new);
    let segments = networks.iter().flat_map(|network| network.model.segments.values());
    let mut told: Vec<Prefix> = segments.flat_map(|one| no_hosts(one.prefix)).collect();
    told.extend(within.iter().flat_map(|within| within.announced.iter().copied()));
    let [before, after] = networks;
    let parts = Parts::common([before, after].map(|one| one.parts(&address::internet(one))));
    let common = |atom: Atom| {
        let held = within.iter().any(|within| within.is_held(atom.one));
        let points = within.each_ref().map(|within| within.point(atom).filter(|_| !held));
        let found = points.iter().any(Option::is_some);
        found.then_some(Common { part: atom.prefix, more: atom.more, points })
    };
    parts.atoms(&told, &[], &usual).into_iter().filter_map(common).collect()
}

/// What decides what an address of a network is.
struct Within<'n> {
    network: &'n Network,
    /// The addresses of local gateways.
    devices: BTreeSet<IpAddr>,
    /// What routers announce of private addresses.
    announced: Vec<Prefix>,
}

impl<'n> Within<'n> {
    fn new(network: &'n Network) -> Self {
        let model = &network.model;
        let devices = model.vifs.values().map(|vif| vif.local.address).collect();
        let announced = model.routers.values().flat_map(|router| router.announce.iter().copied());
        let announced = announced.filter(|prefix| is_private(prefix.network())).collect();
        Self { network, devices, announced }
    }

    fn point(&self, atom: Atom) -> Option<Point> {
        let place = self.place(atom.one)?;
        let twin = atom.other.and_then(|other| self.place(other));
        Some(Point::of_set(place, twin, (atom.prefix, atom.more)))
    }

    fn place(&self, address: IpAddr) -> Option<Place> {
        let model = &self.network.model;
        if let Some(list) = self.network.service_at(address) {
            return Some(Place::Service(list, address));
        }
        if let Some(segment) = self.segment(address) {
            let prefix = model.segments[segment].prefix;
            let link = self.devices.iter().any(|device| prefix.contains(*device));
            let no_host = no_hosts(prefix).iter().any(|end| end.network() == address);
            let place = station(self.network, segment, address);
            return (!link && !no_host && matches!(place, Place::Segment(..))).then_some(place);
        }
        if is_global(address) {
            let free =
                !self.network.declares(address) && self.network.public_owner(address).is_none();
            return free.then_some(Place::Internet(Some(address)));
        }
        let of_aws = model.vpcs.values().flat_map(|vpc| &vpc.prefixes);
        let of_aws = of_aws.chain(model.coip_pools.values().flat_map(|pool| &pool.prefixes));
        let in_aws = of_aws.into_iter().any(|prefix| prefix.contains(address));
        let ours = self.announced.iter().any(|prefix| prefix.contains(address));
        (ours && !in_aws).then_some(Place::Address(address))
    }

    /// Returns whether something with a name has an address, or AWS has it for us: it is compared by its name.
    fn is_held(&self, address: IpAddr) -> bool {
        let network = self.network;
        let public =
            network.public_owner(address).is_some() || network.public_vpc(address).is_some();
        let host = self.segment(address).is_some_and(|segment| {
            !matches!(station(network, segment, address), Place::Segment(..))
        });
        public || host
    }

    fn segment(&self, address: IpAddr) -> Option<SegmentId> {
        let segments = self.network.model.segments.iter();
        let holding = segments.filter(|(_, one)| one.prefix.contains(address));
        holding.max_by_key(|(_, one)| one.prefix.length()).map(|(id, _)| id)
    }
}
