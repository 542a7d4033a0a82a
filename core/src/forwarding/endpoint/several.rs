//! Ends that name several things at once: what holds ends, a tag, a prefix, and anything at all.

use std::collections::BTreeSet;

use super::{
    Extent, Missing, NoEndpoint, Place, Point,
    every::{points_apart, stations, undeclared},
    find::{named, of_outpost, place_of},
    local,
};
use crate::{
    addr::Prefix,
    forwarding::Network,
    model::{NetworkInterfaceId, ObjectId, Service, SiteId, SubnetId},
    query::{Endpoint, Flow, Placed},
};

/// Returns whether an end names several things: then it is one of expectations only.
pub(super) fn is_several(network: &Network, end: &Endpoint) -> bool {
    match end {
        Endpoint::Any | Endpoint::Tag { .. } | Endpoint::Prefix(_) => true,
        Endpoint::Name(name) => container(network, name).is_some(),
        Endpoint::Address { .. }
        | Endpoint::Internet(_)
        | Endpoint::AwsService(_)
        | Endpoint::OnPremises(_) => false,
    }
}

/// Returns every end that such an end stands for.
///
/// # Errors
/// Says that there is none.
pub(super) fn several(
    network: &Network,
    end: &Placed<Endpoint>,
    (is_source, extent, more): (bool, Extent, &[Prefix]),
) -> Result<Vec<Point>, NoEndpoint> {
    let scope = Scope { network, is_source, extent, more };
    let (found, none) = match &end.value {
        Endpoint::Any => (scope.anything(), "the input declares nothing that could be one".into()),
        Endpoint::Prefix(prefix) => {
            (scope.inside(*prefix), format!("nothing of the input has an address in {prefix}"))
        }
        Endpoint::Tag { key, value } => {
            let tagged = network.model.objects().filter(|object| {
                network.model.identity(*object).tags.get(key).is_some_and(|one| one == value)
            });
            let found = tagged.flat_map(|object| scope.members(object)).collect();
            (found, format!("no end of a flow has `{}`", end.value))
        }
        Endpoint::Name(name) => {
            let found = container(network, name).map(|object| scope.members(object));
            (found.unwrap_or_default(), format!("`{name}` holds no end of a flow"))
        }
        Endpoint::Address { .. }
        | Endpoint::Internet(_)
        | Endpoint::AwsService(_)
        | Endpoint::OnPremises(_) => (Vec::new(), String::new()),
    };
    let mut seen = BTreeSet::new();
    let found: Vec<Point> = found.into_iter().filter(|point| seen.insert(*point)).collect();
    if !found.is_empty() {
        return Ok(found);
    }
    Err(NoEndpoint {
        span: end.span.clone(),
        message: none,
        help: "An expectation about no packet would always hold.".to_owned(),
        missing: Some(Missing::Address),
    })
}

/// Returns every interface of an instance.
pub(super) fn interfaces(network: &Network, name: &str) -> Vec<Point> {
    // The primary interface has the name of the instance, but means no more than itself elsewhere.
    let instance = named(network, name)
        .into_iter()
        .find_map(|object| if let ObjectId::Instance(id) = object { Some(id) } else { None });
    let interfaces = instance.map(|id| &network.model.instances[id].interfaces);
    let own = interfaces.into_iter().flatten().map(|id| Place::Interface(*id));
    let on_lan = instance.and_then(|id| local::interface(network, id)).map(Place::Host);
    own.chain(on_lan).map(Point::only).collect()
}

/// Returns what holds ends and has a name that no end has.
fn container(network: &Network, name: &str) -> Option<ObjectId> {
    let found = named(network, name);
    let ends = found.iter().any(|object| place_of(network, *object).is_some());
    if ends || of_outpost(network, name).is_some() {
        return None;
    }
    let last = |full: &str| full.rsplit('.').next() == Some(name);
    if network.model.hosts.values().any(|host| last(&host.identity.name)) {
        return None;
    }
    found.into_iter().find(|object| holds_ends(*object))
}

#[expect(clippy::wildcard_enum_match_arm, reason = "few kinds of objects hold ends of flows")]
fn holds_ends(object: ObjectId) -> bool {
    match object {
        ObjectId::Group(_)
        | ObjectId::Subnet(_)
        | ObjectId::Vpc(_)
        | ObjectId::Outpost(_)
        | ObjectId::Zone(_)
        | ObjectId::Region(_)
        | ObjectId::Site(_) => true,
        _other => false,
    }
}

/// Returns whether a packet would be one of something to itself; one within the internet is none of ours.
pub(super) fn is_itself(network: &Network, source: Place, destination: Place) -> bool {
    if let (Place::Internet(_), Place::Internet(_)) = (source, destination) {
        return true;
    }
    if let (Place::Interface(id), Place::Address(address)) = (source, destination) {
        return network.model.network_interfaces[id].addresses.contains(&address);
    }
    source == destination
}

/// Says that no packet fits a flow between several ends.
pub(super) fn no_packet(flow: &Flow) -> NoEndpoint {
    let (source, destination) = (&flow.source.value, &flow.destination.value);
    NoEndpoint {
        span: flow.source.span.clone(),
        message: format!("no packet goes from `{source}` to `{destination}`"),
        help: "Their addresses are of different families, or they are one and the same.".to_owned(),
        missing: Some(Missing::Address),
    }
}

/// What is asked of the ends.
#[derive(Clone, Copy)]
struct Scope<'a> {
    network: &'a Network,
    is_source: bool,
    extent: Extent,
    /// Prefixes that are told apart beside those of the network.
    more: &'a [Prefix],
}

impl Scope<'_> {
    /// Returns the ends that an object is or holds.
    #[expect(clippy::wildcard_enum_match_arm, reason = "few kinds of objects hold ends of flows")]
    fn members(self, object: ObjectId) -> Vec<Point> {
        let model = &self.network.model;
        match object {
            ObjectId::Group(id) => {
                // Groups hold no groups, so that this comes to an end.
                let members = model.groups[id].members.iter().copied();
                let members = members.filter(|member| !matches!(member, ObjectId::Group(_)));
                members.flat_map(|member| self.members(member)).collect()
            }
            ObjectId::Instance(id) => {
                let own = &model.instances[id].interfaces;
                let on_lan = local::interface(self.network, id).map(Place::Host);
                let most = if self.extent == Extent::Everything { own.len() } else { 1 };
                let on_lan = on_lan.filter(|_| self.extent == Extent::Everything);
                let own = own.iter().take(most).copied().map(Place::Interface);
                own.chain(on_lan).map(Point::only).collect()
            }
            ObjectId::Subnet(id) => self.interfaces(|subnet| subnet == id),
            ObjectId::Vpc(id) => self.interfaces(|subnet| model.subnets[subnet].vpc == id),
            ObjectId::Zone(id) => self.interfaces(|subnet| model.zone_of(subnet) == Some(id)),
            ObjectId::Region(id) => {
                self.interfaces(|subnet| model.vpcs[model.subnets[subnet].vpc].region == id)
            }
            ObjectId::Outpost(id) => {
                self.interfaces(|subnet| model.subnets[subnet].outpost() == Some(id))
            }
            ObjectId::Site(id) => self.site(id),
            ObjectId::Segment(id) => {
                stations(self.network, &[id], model.segments[id].prefix, (self.extent, self.more))
            }
            end => place_of(self.network, end).map(Point::only).into_iter().collect(),
        }
    }

    /// Returns the interfaces of some subnets; those that never open a connection do not send.
    fn interfaces(self, within: impl Fn(SubnetId) -> bool) -> Vec<Point> {
        let all = self.network.model.network_interfaces.iter();
        let sends = |service| !self.is_source || service != Some(Service::InterfaceEndpoint);
        let fits = all.filter(|(_, one)| within(one.subnet) && sends(one.service));
        fits.map(|(id, _): (NetworkInterfaceId, _)| Point::only(Place::Interface(id))).collect()
    }

    fn site(self, id: SiteId) -> Vec<Point> {
        let model = &self.network.model;
        let segments = model.segments.iter().filter(|(_, one)| one.site == id);
        segments.flat_map(|(id, _)| self.members(id.into())).collect()
    }

    /// Returns whatever can be an end.
    fn anything(self) -> Vec<Point> {
        let model = &self.network.model;
        let mut found = self.interfaces(|_| true);
        found.extend(model.segments.ids().flat_map(|id| self.members(id.into())));
        found.extend(self.of(Endpoint::Internet(None)));
        if !self.is_source {
            let services = model.prefix_lists.values().filter(|list| list.service.is_some());
            let names = services.map(|list| Endpoint::AwsService(list.identity.name.clone()));
            found.extend(names.flat_map(|name| self.of(name)));
        }
        found
    }

    /// Returns what sends from a prefix, or the addresses in it that packets can be sent to.
    fn inside(self, prefix: Prefix) -> Vec<Point> {
        let model = &self.network.model;
        let mut found: Vec<Point> = Vec::new();
        for (id, one) in model.network_interfaces.iter() {
            let outside = [one.coip, one.public_address].into_iter().flatten();
            let all = one.addresses.iter().copied().chain(outside);
            let mut all = all.filter(|address| prefix.contains(*address));
            if !self.is_source {
                found.extend(all.map(|address| Point::only(Place::Address(address))));
            } else if one.service != Some(Service::InterfaceEndpoint) && all.next().is_some() {
                found.push(Point::only(Place::Interface(id)));
            }
        }
        let on = model.segments.iter().filter(|(_, one)| one.prefix.overlaps(prefix));
        let on: Vec<_> = on.map(|(id, _)| id).collect();
        found.extend(stations(self.network, &on, prefix, (self.extent, self.more)));
        let more = [self.more, &[prefix]].concat();
        let public = Scope { more: &more, ..self }.of(Endpoint::Internet(None)).into_iter();
        let in_prefix =
            |point: &Point| point.place.address().is_some_and(|one| prefix.contains(one));
        found.extend(public.filter(in_prefix));
        if !self.is_source && (found.is_empty() || self.extent == Extent::Everything) {
            let declared = |point: &Point| {
                let address = point.place.address();
                address
                    .is_some_and(|one| on.iter().any(|id| model.segments[*id].prefix.contains(one)))
            };
            let others = undeclared(self.network, prefix, self.more).into_iter();
            found.extend(others.filter(|point| !declared(point)));
        }
        found
    }

    fn of(self, end: Endpoint) -> Vec<Point> {
        let end = Placed { value: end, span: 0..0 };
        points_apart(self.network, &end, self.is_source, self.extent, self.more).unwrap_or_default()
    }
}
