//! Which object an end of a flow names.

use std::net::IpAddr;

use super::{Missing, NoEndpoint, Place};
use crate::{
    addr::Prefix,
    forwarding::{Network, Resident},
    model::{
        HostId, Identity, ObjectId, PrefixList, PrefixListId, SegmentId, VpcEndpointKind, VpcId,
    },
    query::{Endpoint, Placed},
};

/// Finds one end of a flow; one address stands for a set.
pub(super) fn find(
    network: &Network,
    end: &Placed<Endpoint>,
    is_source: bool,
) -> Result<Place, NoEndpoint> {
    let wrong = |(message, help, missing): Wrong| NoEndpoint {
        span: end.span.clone(),
        message,
        help,
        missing,
    };
    match &end.value {
        Endpoint::Internet(address) => Ok(Place::Internet(*address)),
        Endpoint::OnPremises(prefix) => match on_premises(network, *prefix) {
            Some(place) => Ok(place),
            None if is_source => Err(wrong((
                format!("no LAN segment of the input holds {prefix}"),
                "Add a segment with this prefix to a site.".to_owned(),
                Some(Missing::Address),
            ))),
            None => Ok(Place::Address(prefix.nth(1).unwrap_or(prefix.network()))),
        },
        Endpoint::Address { vpc, address } => {
            let vpc = vpc.as_deref().map(|name| vpc_named(network, name)).transpose();
            let vpc = vpc.map_err(wrong)?;
            by_address(network, vpc, *address, is_source).map_err(wrong)
        }
        Endpoint::AwsService(name) => service_named(network, name).map_err(wrong),
        Endpoint::Name(name) => by_name(network, name).map_err(wrong),
        several @ (Endpoint::Prefix(_) | Endpoint::Tag { .. } | Endpoint::Any) => Err(wrong((
            format!("`{several}` may be several ends; a flow has one at each side"),
            "Name one of them.".to_owned(),
            None,
        ))),
    }
}

/// Returns the service whose addresses a prefix list holds, by one of them.
fn service(network: &Network, list: PrefixListId) -> Option<Place> {
    let prefixes = &network.model.prefix_lists[list].prefixes;
    let v4 = prefixes.iter().find(|prefix| !prefix.is_ipv6());
    let first = v4.or_else(|| prefixes.first())?;
    Some(Place::Service(list, first.nth(1).unwrap_or(first.network())))
}

/// Finds an AWS service by its name, or by that of its prefix list.
fn service_named(network: &Network, name: &str) -> Result<Place, Wrong> {
    let lists = network.model.prefix_lists.iter();
    let fits = |list: &PrefixList| {
        list.service.as_deref() == Some(name)
            || (list.service.is_some() && list.identity.name == name)
    };
    let found: Vec<PrefixListId> = lists.filter(|(_, list)| fits(list)).map(|(id, _)| id).collect();
    let missing = || {
        let message = format!("no prefix list of the input holds the addresses of `{name}`");
        let help = "Add a prefix list with `service:`, or a gateway endpoint.".to_owned();
        (message, help, Some(Missing::Name(name.to_owned())))
    };
    match found.as_slice() {
        [only] => service(network, *only).ok_or_else(missing),
        [] => Err(missing()),
        [_, _, ..] => {
            let names: Vec<String> = found.iter().map(|id| network.short(*id)).collect();
            let message =
                format!("several prefix lists are those of `{name}`: {}", names.join(", "));
            Err((message, "Write the name of the prefix list.".to_owned(), None))
        }
    }
}

fn vpc_named(network: &Network, name: &str) -> Result<VpcId, Wrong> {
    let mut vpcs = network.model.vpcs.iter();
    let fits =
        |identity: &Identity| identity.name == name || identity.aws_id.as_deref() == Some(name);
    let found = vpcs.find(|(_, vpc)| fits(&vpc.identity));
    found.map(|(id, _)| id).ok_or_else(|| {
        let message = format!("there is no VPC `{name}`");
        (message, "Write the name of a VPC.".to_owned(), Some(Missing::Name(name.to_owned())))
    })
}

/// Finds a station on the segment that holds a prefix, or lies in it.
fn on_premises(network: &Network, prefix: Prefix) -> Option<Place> {
    let mut segments = network.model.segments.iter();
    let (id, segment) = segments.find(|(_, segment)| segment.prefix.overlaps(prefix))?;
    let inner = if segment.prefix.covers(prefix) { prefix } else { segment.prefix };
    if inner.network() == inner.last() {
        return Some(station(network, id, inner.network()));
    }
    let taken = |address: &IpAddr| {
        let routers = network.model.routers.values();
        let mut interfaces = routers.flat_map(|router| &router.interfaces);
        interfaces.any(|interface| interface.address.address == *address)
    };
    let free = (1..256).filter_map(|offset| inner.nth(offset)).find(|address| !taken(address));
    free.map(|address| station(network, id, address))
}

/// Returns the declared host or router with an address on a segment, else the segment itself.
pub(super) fn station(network: &Network, segment: SegmentId, address: IpAddr) -> Place {
    let mut hosts = network.model.hosts.iter();
    if let Some((id, _)) =
        hosts.find(|(_, host)| host.segment == segment && host.address == address)
    {
        return Place::Host(id);
    }
    let mut routers = network.model.routers.iter();
    let found = routers.find(|(_, router)| {
        let mut interfaces = router.interfaces.iter();
        interfaces.any(|one| one.segment == segment && one.address.address == address)
    });
    found.map_or(Place::Segment(segment, address), |(id, _)| Place::Router(id, Some(address)))
}

/// What is wrong, what to write instead, and what the input lacks.
type Wrong = (String, String, Option<Missing>);

fn by_address(
    network: &Network,
    vpc: Option<VpcId>,
    address: IpAddr,
    is_source: bool,
) -> Result<Place, Wrong> {
    let holds = |id: &VpcId| network.model.vpc_contains(*id, address);
    let vpcs: Vec<VpcId> = match vpc {
        Some(one) => vec![one],
        None => network.model.vpcs.ids().filter(holds).collect(),
    };
    if let [_, _, ..] = vpcs.as_slice() {
        let names: Vec<String> = vpcs.iter().map(|id| network.short(*id)).collect();
        let first = vpcs.first().map(|id| network.model.vpcs[*id].identity.name.clone());
        let help = format!("Write `{}/{address}` to pick one.", first.unwrap_or_default());
        return Err((format!("{address} lies in several VPCs: {}", names.join(", ")), help, None));
    }
    let in_vpc = vpcs.first().and_then(|id| {
        let subnet = network.subnet_of(*id, address)?;
        match network.resident(subnet, address)? {
            Resident::Interface(id) => Some(Place::Interface(id)),
            Resident::NatGateway(_) => None,
        }
    });
    match (in_vpc, vpc.is_some() || is_source) {
        (Some(place), true) => return Ok(place),
        (Some(_) | None, _) if !is_source => return Ok(Place::Address(address)),
        (Some(_) | None, _) => {}
    }
    let segments = network.model.segments.iter();
    let found: Vec<SegmentId> =
        segments.filter(|(_, one)| one.prefix.contains(address)).map(|(id, _)| id).collect();
    match found.as_slice() {
        [only] => Ok(station(network, *only, address)),
        [] => Err((
            format!("nothing in the input has the address {address}"),
            "Name an instance or host, or add a LAN segment that holds the address.".to_owned(),
            Some(Missing::Address),
        )),
        several => {
            let names: Vec<String> = several.iter().map(|id| network.short(*id)).collect();
            let message = format!("{address} lies on several segments: {}", names.join(", "));
            Err((message, "Name a host instead.".to_owned(), None))
        }
    }
}

fn by_name(network: &Network, name: &str) -> Result<Place, Wrong> {
    let model = &network.model;
    let exact = named(network, name);
    if let Some(place) = exact.iter().find_map(|object| place_of(network, *object)) {
        return Ok(place);
    }
    if let Some(place) = of_outpost(network, name) {
        return place;
    }
    let short: Vec<HostId> = model
        .hosts
        .iter()
        .filter(|(_, host)| host.identity.name.rsplit('.').next() == Some(name))
        .map(|(id, _)| id)
        .collect();
    match (short.as_slice(), exact.first()) {
        ([only], _) => Ok(Place::Host(*only)),
        ([_, ..], _) => {
            let names: Vec<String> = short.iter().map(|id| network.short(*id)).collect();
            Err((
                format!("several hosts are called `{name}`: {}", names.join(", ")),
                "Write the name with its site.".to_owned(),
                None,
            ))
        }
        ([], Some(object)) => Err((
            format!("`{name}` is a {}, which is no end of a flow", model.noun(*object)),
            "Name an instance, a network interface, a host, a router, a LAN segment or an address."
                .to_owned(),
            None,
        )),
        ([], None) => {
            let missing = Some(Missing::Name(name.to_owned()));
            Err((format!("nothing is called `{name}`"), near(network, name), missing))
        }
    }
}

/// Returns the service link of an Outpost, or its first anchor, which have names but are no objects.
pub(super) fn of_outpost(network: &Network, name: &str) -> Option<Result<Place, Wrong>> {
    let (outpost, part) = name.rsplit_once('.')?;
    let mut outposts = network.model.outposts.iter();
    let (id, found) = outposts.find(|(_, one)| one.identity.name == outpost)?;
    match part {
        "service-link" if found.service_link.blocks.is_empty() => {
            let help = "Add `block` to the service link.".to_owned();
            Some(Err((format!("`{name}` has no address"), help, Some(Missing::Address))))
        }
        "service-link" => Some(Ok(Place::ServiceLink(id, None))),
        "anchor" => Some(match found.service_link.anchors.first() {
            Some(anchor) => Ok(Place::Address(*anchor)),
            None => {
                let help = "Add `anchors` to the service link.".to_owned();
                Err((
                    format!("the input gives no anchor of `{outpost}`"),
                    help,
                    Some(Missing::Address),
                ))
            }
        }),
        _other => None,
    }
}

/// Returns the objects with a name or an AWS id.
pub(super) fn named(network: &Network, name: &str) -> Vec<ObjectId> {
    let fits = |object: &ObjectId| {
        let identity = network.model.identity(*object);
        identity.name == name || identity.aws_id.as_deref() == Some(name)
    };
    network.model.objects().filter(fits).collect()
}

/// Returns the end of a flow that an object is, if it is one.
pub(super) fn place_of(network: &Network, object: ObjectId) -> Option<Place> {
    let model = &network.model;
    match object {
        ObjectId::Instance(id) => {
            model.instances[id].interfaces.first().copied().map(Place::Interface)
        }
        ObjectId::NetworkInterface(id) => Some(Place::Interface(id)),
        ObjectId::VpcEndpoint(id) => match &model.vpc_endpoints[id].kind {
            VpcEndpointKind::Gateway { prefix_list, .. } => service(network, *prefix_list),
            VpcEndpointKind::Interface { interfaces } => {
                interfaces.first().copied().map(Place::Interface)
            }
            VpcEndpointKind::Inspection { .. } => None,
        },
        ObjectId::Host(id) => Some(Place::Host(id)),
        ObjectId::Router(id) => Some(Place::Router(id, None)),
        ObjectId::Segment(id) => on_premises(network, model.segments[id].prefix),
        ObjectId::Topology
        | ObjectId::Region(_)
        | ObjectId::Zone(_)
        | ObjectId::Account(_)
        | ObjectId::Vpc(_)
        | ObjectId::Subnet(_)
        | ObjectId::RouteTable(_)
        | ObjectId::InternetGateway(_)
        | ObjectId::NatGateway(_)
        | ObjectId::RegionalNatGateway(_)
        | ObjectId::EgressOnlyInternetGateway(_)
        | ObjectId::PeeringConnection(_)
        | ObjectId::PrefixList(_)
        | ObjectId::SecurityGroup(_)
        | ObjectId::NetworkAcl(_)
        | ObjectId::Outpost(_)
        | ObjectId::LocalGateway(_)
        | ObjectId::LocalGatewayRouteTable(_)
        | ObjectId::VifGroup(_)
        | ObjectId::Vif(_)
        | ObjectId::CoipPool(_)
        | ObjectId::Site(_)
        | ObjectId::RouteMap(_)
        | ObjectId::TransitGateway(_)
        | ObjectId::TransitGatewayAttachment(_)
        | ObjectId::TransitGatewayRouteTable(_)
        | ObjectId::VirtualPrivateGateway(_)
        | ObjectId::VpnConnection(_)
        | ObjectId::DirectConnectConnection(_)
        | ObjectId::DirectConnectInterface(_)
        | ObjectId::ServiceLinkVif(_)
        | ObjectId::DirectConnectGateway(_)
        | ObjectId::Group(_)
        | ObjectId::Unmodelled(_) => None,
    }
}

/// Returns the names that are most like a wrong one.
fn near(network: &Network, name: &str) -> String {
    let model = &network.model;
    let ends = model.objects().filter(|object| place_of(network, *object).is_some());
    let mut names: Vec<(usize, &str)> = ends
        .map(|object| model.identity(object).name.as_str())
        .map(|one| (strsim::damerau_levenshtein(one, name), one))
        .collect();
    names.sort_unstable();
    names.dedup();
    match names.first() {
        Some((distance, best)) if *distance <= name.len().max(3) / 3 + 1 => {
            format!("Did you mean `{best}`?")
        }
        Some(_) => {
            let some: Vec<String> =
                names.iter().take(8).map(|(_, one)| format!("`{one}`")).collect();
            format!("The input has: {}.", some.join(", "))
        }
        None => "The input declares no instance, host or router.".to_owned(),
    }
}
