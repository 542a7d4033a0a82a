//! Objects in a few words.

use std::{fmt::Display, net::IpAddr};

use crate::{
    document::fields::Noun,
    model::{Model, ObjectId, Place, SubnetId},
};

/// Returns the kind of name that an object has.
pub(in crate::document) fn noun(object: ObjectId) -> Option<Noun> {
    Some(match object {
        ObjectId::Topology | ObjectId::Region(_) | ObjectId::Zone(_) | ObjectId::Unmodelled(_) => {
            return None;
        }
        ObjectId::Account(_) => Noun::Account,
        ObjectId::Vpc(_) => Noun::Vpc,
        ObjectId::Subnet(_) => Noun::Subnet,
        ObjectId::RouteTable(_) => Noun::RouteTable,
        ObjectId::InternetGateway(_) => Noun::InternetGateway,
        ObjectId::NatGateway(_) | ObjectId::RegionalNatGateway(_) => Noun::NatGateway,
        ObjectId::EgressOnlyInternetGateway(_) => Noun::EgressOnlyInternetGateway,
        ObjectId::VpcEndpoint(_) => Noun::VpcEndpoint,
        ObjectId::PeeringConnection(_) => Noun::PeeringConnection,
        ObjectId::PrefixList(_) => Noun::PrefixList,
        ObjectId::SecurityGroup(_) => Noun::SecurityGroup,
        ObjectId::NetworkAcl(_) => Noun::NetworkAcl,
        ObjectId::NetworkInterface(_) => Noun::NetworkInterface,
        ObjectId::Instance(_) => Noun::Instance,
        ObjectId::Outpost(_) => Noun::Outpost,
        ObjectId::LocalGateway(_) => Noun::LocalGateway,
        ObjectId::LocalGatewayRouteTable(_) => Noun::LocalGatewayRouteTable,
        ObjectId::VifGroup(_) => Noun::VifGroup,
        ObjectId::Vif(_) => Noun::Vif,
        ObjectId::ServiceLinkVif(_) => Noun::ServiceLinkVif,
        ObjectId::CoipPool(_) => Noun::CoipPool,
        ObjectId::Site(_) => Noun::Site,
        ObjectId::Router(_) => Noun::Router,
        ObjectId::RouteMap(_) => Noun::RouteMap,
        ObjectId::Segment(_) => Noun::Segment,
        ObjectId::Host(_) => Noun::Host,
        ObjectId::TransitGateway(_) => Noun::TransitGateway,
        ObjectId::TransitGatewayAttachment(_) => Noun::TransitGatewayAttachment,
        ObjectId::TransitGatewayRouteTable(_) => Noun::TransitGatewayRouteTable,
        ObjectId::VirtualPrivateGateway(_) => Noun::VirtualPrivateGateway,
        ObjectId::VpnConnection(_) => Noun::VpnConnection,
        ObjectId::DirectConnectConnection(_) => Noun::DirectConnect,
        ObjectId::DirectConnectInterface(_) => Noun::DirectConnectInterface,
        ObjectId::DirectConnectGateway(_) => Noun::DirectConnectGateway,
        ObjectId::Group(_) => Noun::Group,
    })
}

/// Returns the noun of an object with what tells it best: its prefixes, its address, where it is.
pub(in crate::document) fn describe(model: &Model, object: ObjectId) -> String {
    let about = about(model, object);
    let noun = model.noun(object);
    if about.is_empty() { noun.to_owned() } else { format!("{noun}, {about}") }
}

fn about(model: &Model, object: ObjectId) -> String {
    match object {
        ObjectId::Vpc(id) => listed(&model.vpcs[id].prefixes),
        ObjectId::Subnet(id) => subnet(model, id),
        ObjectId::PrefixList(id) => listed(&model.prefix_lists[id].prefixes),
        ObjectId::CoipPool(id) => listed(&model.coip_pools[id].prefixes),
        ObjectId::Segment(id) => model.segments[id].prefix.to_string(),
        ObjectId::Host(id) => model.hosts[id].address.to_string(),
        ObjectId::Vif(id) => model.vifs[id].local.to_string(),
        ObjectId::ServiceLinkVif(id) => model.service_link_vifs[id].local.to_string(),
        ObjectId::Instance(id) => {
            let first = model.instances[id].interfaces.first();
            first.map_or(String::new(), |first| {
                let interface = &model.network_interfaces[*first];
                standing(model, interface.subnet, &interface.addresses)
            })
        }
        ObjectId::NetworkInterface(id) => {
            let interface = &model.network_interfaces[id];
            standing(model, interface.subnet, &interface.addresses)
        }
        ObjectId::NatGateway(id) => {
            let gateway = &model.nat_gateways[id];
            standing(model, gateway.subnet, &[gateway.address])
        }
        ObjectId::Router(id) => model.routers[id].asn.map_or(String::new(), |asn| asn.to_string()),
        ObjectId::VifGroup(id) => {
            model.vif_groups[id].asn.map_or(String::new(), |asn| asn.to_string())
        }
        ObjectId::RouteTable(id) if model.route_tables[id].main => "the main one".to_owned(),
        ObjectId::Outpost(id) => {
            format!("zone {}", model.zones[model.outposts[id].zone].identity.name)
        }
        ObjectId::PeeringConnection(id) => {
            let [one, other] = model.peering_connections[id].vpcs;
            format!("{} and {}", model.vpcs[one].identity.name, model.vpcs[other].identity.name)
        }
        _other => String::new(),
    }
}

fn subnet(model: &Model, id: SubnetId) -> String {
    let subnet = &model.subnets[id];
    let place = match subnet.place {
        Place::Outpost(outpost) => format!("on {}", model.outposts[outpost].identity.name),
        Place::Region(Some(zone)) => format!("in {}", model.zones[zone].identity.name),
        Place::Region(None) => "in the Region".to_owned(),
    };
    format!("{} {place}", listed(&subnet.prefixes))
}

fn standing(model: &Model, subnet: SubnetId, addresses: &[IpAddr]) -> String {
    format!("{} in {}", listed(addresses), model.subnets[subnet].identity.name)
}

fn listed<T: Display>(all: &[T]) -> String {
    all.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
}
