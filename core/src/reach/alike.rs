//! Ends of flows that nothing in a network tells apart.
//!
//! Two interfaces are alike if exchanging them, instances and addresses and all, leaves the model as it
//! is. Whatever follows packets by the model alone then says of one what it says of the other: from
//! everything, to everything, and between any two of their kind. So one of them is traced for all, and
//! nothing about the engine needs to be known to trust that. An instance that a route names, an address that
//! a filter or the question names, or an interface with a group of its own is alike to nothing.

use std::{collections::BTreeMap, net::IpAddr};

use crate::{
    addr::{Prefix, PrefixMap, special},
    forwarding::{Network, Place, Point},
    model::{
        HostId, InstanceId, InstanceState, LocalGatewayRouteTarget, Model, NetworkInterfaceId,
        ObjectId, RouterId, SecurityGroupId, SegmentId, Service, SubnetId, VpcEndpointKind,
    },
};

/// All that a model says of an end that may be alike to others, but the name and the exact address.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Likeness {
    Interface {
        subnet: SubnetId,
        private: Vec<Option<Prefix>>,
        public: Option<Option<Prefix>>,
        coip: Option<Option<Prefix>>,
        runs: Option<InstanceState>,
        managed: (bool, bool, Option<Service>, Option<String>),
        source_dest_check: bool,
        up: bool,
        groups: Vec<SecurityGroupId>,
    },
    Host {
        segment: SegmentId,
        next_hops: Vec<RouterId>,
        address: Option<Prefix>,
    },
    Alone(Point),
}

/// Returns the class of each of some ends; ends of one class are alike.
#[must_use]
pub fn alike(network: &Network, points: &[Point]) -> Vec<usize> {
    Classes::new(network, points).of
}

/// The classes of ends that nothing tells apart.
#[derive(Debug, Clone, Default)]
pub(super) struct Classes {
    /// The class of each end.
    pub(super) of: Vec<usize>,
    /// The ends of each class, by position, in order.
    pub(super) members: Vec<Vec<usize>>,
}

impl Classes {
    /// Parts ends into classes.
    pub(super) fn new(network: &Network, points: &[Point]) -> Self {
        let alike = Alike::new(network, points);
        let mut known: BTreeMap<Likeness, usize> = BTreeMap::new();
        let mut classes = Self::default();
        for (at, point) in points.iter().enumerate() {
            let new = classes.members.len();
            let class = *known.entry(alike.likeness(*point)).or_insert(new);
            if class == new {
                classes.members.push(Vec::new());
            }
            classes.of.push(class);
            if let Some(members) = classes.members.get_mut(class) {
                members.push(at);
            }
        }
        classes
    }
}

/// What is needed to tell whether an end is alike to another one.
struct Alike<'n> {
    model: &'n Model,
    interfaces: Vec<bool>,
    hosts: Vec<bool>,
    /// The prefixes and addresses that the model mentions beside those of ends that may be alike.
    told: PrefixMap<()>,
}

impl<'n> Alike<'n> {
    fn new(network: &'n Network, points: &[Point]) -> Self {
        let model = &network.model;
        let named = Named::of(model, points);
        let interfaces: Vec<bool> =
            model.network_interfaces.ids().map(|id| named.may_be_alike(model, id)).collect();
        let hosts: Vec<bool> = model.hosts.ids().map(|id| named.host_may_be(model, id)).collect();
        let mut rest = model.clone();
        for (id, free) in model.network_interfaces.ids().zip(&interfaces) {
            if *free {
                let one = &mut rest.network_interfaces[id];
                one.addresses.clear();
                (one.public_address, one.coip) = (None, None);
            }
        }
        for (id, free) in model.hosts.ids().zip(&hosts) {
            if *free {
                let segment = model.hosts[id].segment;
                rest.hosts[id].address = model.segments[segment].prefix.network();
            }
        }
        let told: PrefixMap<()> =
            rest.mentions().into_iter().chain(special()).map(|prefix| (prefix, ())).collect();
        Self { model, interfaces, hosts, told }
    }

    fn likeness(&self, point: Point) -> Likeness {
        match point.place {
            Place::Interface(id) if self.is_free(&self.interfaces, id) => self.interface(id),
            Place::Host(id) if self.is_free(&self.hosts, id) => {
                let host = &self.model.hosts[id];
                Likeness::Host {
                    segment: host.segment,
                    next_hops: host.next_hops.clone(),
                    address: self.around(host.address),
                }
            }
            Place::Interface(_)
            | Place::Host(_)
            | Place::Segment(..)
            | Place::Router(..)
            | Place::ServiceLink(..)
            | Place::Internet(_)
            | Place::Service(..)
            | Place::Address(_) => Likeness::Alone(point),
        }
    }

    fn is_free(&self, free: &[bool], id: impl crate::model::Id) -> bool {
        free.get(id.index()).copied().unwrap_or_default()
    }

    fn interface(&self, id: NetworkInterfaceId) -> Likeness {
        let one = &self.model.network_interfaces[id];
        let mut groups = one.security_groups.clone();
        groups.sort_unstable();
        Likeness::Interface {
            subnet: one.subnet,
            private: one.addresses.iter().map(|address| self.around(*address)).collect(),
            public: one.public_address.map(|address| self.around(address)),
            coip: one.coip.map(|address| self.around(address)),
            runs: one.instance.map(|id| self.model.instances[id].state),
            managed: (
                one.requester_managed,
                one.instance_attached,
                one.service,
                one.load_balancer.clone(),
            ),
            source_dest_check: one.source_dest_check,
            up: one.up,
            groups,
        }
    }

    /// Returns the longest prefix that the model mentions around an address. Two addresses with the same
    /// one lie in the same prefixes of the model.
    fn around(&self, address: IpAddr) -> Option<Prefix> {
        self.told.longest(address).map(|(prefix, _)| prefix)
    }
}

/// What other objects name: whoever is named is alike to nobody.
#[derive(Default)]
struct Named {
    interfaces: BTreeMap<NetworkInterfaceId, ()>,
    instances: BTreeMap<InstanceId, ()>,
    /// How many ends have an address, or are asked about by it.
    addresses: BTreeMap<IpAddr, usize>,
}

impl Named {
    fn of(model: &Model, points: &[Point]) -> Self {
        let mut named = Self::default();
        // Who is asked about by address cannot change places with another.
        for address in points.iter().filter_map(|point| point.place.address()) {
            *named.addresses.entry(address).or_default() += 1;
        }
        let routes = model.route_tables.values().flat_map(|table| &table.routes);
        for object in routes.filter_map(|route| route.target.object()) {
            named.object(object);
        }
        for table in model.local_gateway_route_tables.values() {
            for route in &table.routes {
                match route.target {
                    LocalGatewayRouteTarget::NetworkInterface(id) => named.object(id.into()),
                    LocalGatewayRouteTarget::VifGroup(_) => {}
                }
            }
        }
        for endpoint in model.vpc_endpoints.values() {
            match &endpoint.kind {
                VpcEndpointKind::Interface { interfaces } => {
                    interfaces.iter().for_each(|id| named.object((*id).into()));
                }
                VpcEndpointKind::Gateway { .. } | VpcEndpointKind::Inspection { .. } => {}
            }
        }
        for (id, one) in model.network_interfaces.iter() {
            if let Some(primary) = one.standby_of {
                named.object(primary.into());
                named.object(id.into());
            }
            let outside = [one.public_address, one.coip];
            for address in one.addresses.iter().copied().chain(outside.into_iter().flatten()) {
                *named.addresses.entry(address).or_default() += 1;
            }
        }
        for host in model.hosts.values() {
            if let Some(instance) = host.instance {
                named.object(instance.into());
            }
            *named.addresses.entry(host.address).or_default() += 1;
        }
        model.incomplete.iter().for_each(|object| named.object(*object));
        named
    }

    #[expect(clippy::wildcard_enum_match_arm, reason = "few kinds of objects are ends of flows")]
    fn object(&mut self, object: ObjectId) {
        match object {
            ObjectId::NetworkInterface(id) => _ = self.interfaces.insert(id, ()),
            ObjectId::Instance(id) => _ = self.instances.insert(id, ()),
            _other => {}
        }
    }

    fn may_be_alike(&self, model: &Model, id: NetworkInterfaceId) -> bool {
        let one = &model.network_interfaces[id];
        let plain = |instance: InstanceId| {
            let found = &model.instances[instance];
            found.forwards.is_none()
                && found.interfaces.as_slice() == [id]
                && !self.instances.contains_key(&instance)
        };
        let outside = [one.public_address, one.coip].into_iter().flatten();
        let mut addresses = one.addresses.iter().copied().chain(outside);
        !self.interfaces.contains_key(&id)
            && one.instance.is_none_or(plain)
            && addresses.all(|address| self.is_unique(address))
    }

    fn host_may_be(&self, model: &Model, id: HostId) -> bool {
        let host = &model.hosts[id];
        host.instance.is_none()
            && !model.incomplete.contains(&id.into())
            && self.is_unique(host.address)
    }

    fn is_unique(&self, address: IpAddr) -> bool {
        self.addresses.get(&address) == Some(&1)
    }
}
