//! Targets and destinations of routes: what this table can lead to.

use super::{Offer, describe::describe, view::View};
use crate::model::{
    AttachmentResource, InstanceId, LocalGatewayId, NetworkInterfaceId, ObjectId, VpcEndpointKind,
    VpcId,
};

/// Returns the targets that a route table of a VPC has.
pub(super) fn of_vpc(view: &View<'_>) -> Vec<Offer> {
    let Some(vpc) = view.vpc() else { return Vec::new() };
    let model = view.model;
    let own = &model.vpcs[vpc];
    let word = |word: &str, object: ObjectId| {
        let detail = format!("{} of {}", model.noun(object), own.identity.name);
        Offer::name(word, detail)
    };
    let mut offers: Vec<Offer> = Vec::new();
    offers.extend(own.internet_gateway.map(|id| word("igw", id.into())));
    offers.extend(own.egress_only_internet_gateway.map(|id| word("eigw", id.into())));
    offers.extend(own.virtual_private_gateway.map(|id| word("vgw", id.into())));
    offers.extend(local_gateways(view, vpc));
    let prefixes = own.prefixes.iter().map(ToString::to_string);
    let destination = view.cursor.path.iter().rev().find_map(|step| match step {
        crate::document::cursor::Step::Key(key) if key.contains('/') => Some(key),
        _other => None,
    });
    if destination.is_some_and(|key| { prefixes }.any(|prefix| prefix == *key)) {
        offers.push(Offer::value("local", "The VPC itself."));
    }
    let named = |object| Some((rank(view, object), named(view, vpc, object)?));
    let mut others: Vec<(u8, Offer)> = model.objects().filter_map(named).collect();
    others.sort_by_key(|(rank, _)| *rank);
    offers.extend(others.into_iter().map(|(_, offer)| offer));
    offers
}

/// Returns how far down a target stands: gateways before instances, those that forward before others.
fn rank(view: &View<'_>, object: ObjectId) -> u8 {
    let instances = &view.model.instances;
    let forwards = |instance: InstanceId| instances[instance].forwards.is_some();
    match object {
        ObjectId::Instance(id) if forwards(id) => 1,
        ObjectId::NetworkInterface(id)
            if view.model.network_interfaces[id].instance.is_some_and(forwards) =>
        {
            1
        }
        ObjectId::Instance(_) => 2,
        ObjectId::NetworkInterface(_) => 3,
        _gateway => 0,
    }
}

/// Returns a target that is written as `kind.NAME`, if it belongs to a VPC.
fn named(view: &View<'_>, vpc: VpcId, object: ObjectId) -> Option<Offer> {
    let model = view.model;
    let stands = |interface: NetworkInterfaceId| {
        model.subnets[model.network_interfaces[interface].subnet].vpc == vpc
    };
    let (kind, fits) = match object {
        ObjectId::NatGateway(id) => {
            ("nat_gateway", model.subnets[model.nat_gateways[id].subnet].vpc == vpc)
        }
        ObjectId::RegionalNatGateway(id) => {
            ("nat_gateway", model.regional_nat_gateways[id].vpc == vpc)
        }
        ObjectId::PeeringConnection(id) => {
            ("peering_connection", model.peering_connections[id].vpcs.contains(&vpc))
        }
        ObjectId::TransitGateway(id) => {
            let mut attachments = model.transit_gateway_attachments.values();
            let of = |resource: &AttachmentResource| matches!(resource, AttachmentResource::Vpc { vpc: attached, .. } if *attached == vpc);
            let attached = attachments.any(|one| one.transit_gateway == id && of(&one.resource));
            ("transit_gateway", attached)
        }
        ObjectId::VpcEndpoint(id) => {
            let endpoint = &model.vpc_endpoints[id];
            let target = !matches!(endpoint.kind, VpcEndpointKind::Interface { .. });
            ("vpc_endpoint", endpoint.vpc == vpc && target)
        }
        ObjectId::Instance(id) => {
            let only = matches!(model.instances[id].interfaces.as_slice(), [only] if stands(*only));
            ("instance", only)
        }
        ObjectId::NetworkInterface(id) => ("network_interface", stands(id)),
        _other => return None,
    };
    let name = || match object {
        ObjectId::VpcEndpoint(_) => {
            let name = &model.identity(object).name;
            name.split_once('.').map_or(name.clone(), |(_, short)| short.to_owned())
        }
        _other => view.written(object),
    };
    fits.then(|| Offer::name(format!("{kind}.{}", name()), describe(model, object)))
}

/// Returns the local gateways of the Outposts that a VPC stands on: `lgw` where that says which one.
fn local_gateways(view: &View<'_>, vpc: VpcId) -> Vec<Offer> {
    let model = view.model;
    let table = view.table();
    // AWS takes such a route neither in the main table nor in one that serves the Region.
    let refused = |table| {
        let mut users = model.subnets.values().filter(|subnet| subnet.route_table == table);
        model.route_tables[table].main || users.any(|subnet| subnet.outpost().is_none())
    };
    if table.is_some_and(refused) {
        return Vec::new();
    }
    let users = table.map(|table| view.outposts_by(table)).unwrap_or_default();
    let offer = |outpost: &crate::model::OutpostId, word: Option<&str>| {
        let outpost = &model.outposts[*outpost];
        let gateway = &model.local_gateways[outpost.local_gateway?].identity.name;
        let detail = format!("local gateway of {}", outpost.identity.name);
        Some(Offer::name(word.unwrap_or(gateway), detail))
    };
    match users.as_slice() {
        [only] => offer(only, Some("lgw")).into_iter().collect(),
        [] => view.outposts_of(vpc).iter().filter_map(|one| offer(one, None)).collect(),
        [_, _, ..] => users.iter().filter_map(|one| offer(one, None)).collect(),
    }
}

/// Returns the targets that a local gateway route table has.
pub(super) fn of_local_gateway(view: &View<'_>) -> Vec<Offer> {
    let Some(gateway) = view.gateway() else { return Vec::new() };
    let model = view.model;
    let groups = model.vif_groups.iter().filter(|(_, one)| one.local_gateway == gateway);
    let groups = groups.map(|(id, _)| ("vif_group", ObjectId::from(id)));
    let interfaces = reached(view, gateway).into_iter();
    let interfaces = interfaces.map(|id| ("network_interface", ObjectId::from(id)));
    let offer = |(kind, object): (&str, ObjectId)| {
        Offer::name(format!("{kind}.{}", view.written(object)), describe(model, object))
    };
    groups.chain(interfaces).map(offer).collect()
}

/// Returns the interfaces on an Outpost, of the VPCs that are associated with the table.
fn reached(view: &View<'_>, gateway: LocalGatewayId) -> Vec<NetworkInterfaceId> {
    let model = view.model;
    let outpost = model.local_gateways[gateway].outpost;
    let table = view.gateway_table().map(|id| &model.local_gateway_route_tables[id]);
    let fits = |subnet: &crate::model::Subnet| {
        let associated =
            table.is_none_or(|table| table.vpcs.iter().any(|one| one.vpc == subnet.vpc));
        subnet.outpost() == Some(outpost) && associated
    };
    let all = model.network_interfaces.iter();
    all.filter(|(_, one)| fits(&model.subnets[one.subnet])).map(|(id, _)| id).collect()
}

/// Returns the targets that a transit gateway route table has.
pub(super) fn of_transit_gateway(view: &View<'_>) -> Vec<Offer> {
    let model = view.model;
    let own = view.transit_gateway();
    let attachments = model.transit_gateway_attachments.iter();
    let attachments = attachments.filter(|(_, one)| Some(one.transit_gateway) == own);
    let offer = |(id, one): (_, &crate::model::TransitGatewayAttachment)| {
        let name = &one.identity.name;
        let short = name.split_once('.').map_or(name.as_str(), |(_, short)| short);
        Offer::name(
            format!("attachment.{short}"),
            describe(model, ObjectId::TransitGatewayAttachment(id)),
        )
    };
    let nowhere = Offer::value("blackhole", "Nowhere: what it matches is dropped.");
    attachments.map(offer).chain([nowhere]).collect()
}

/// Returns the next hops that a router has: those on its segments, and its VPN connections.
pub(super) fn next_hops(view: &View<'_>) -> Vec<Offer> {
    let model = view.model;
    let own = view.router();
    let segments: Vec<_> = own
        .map(|own| model.routers[own].interfaces.iter().map(|one| one.segment).collect())
        .unwrap_or_default();
    let near = |(id, router): &(crate::model::RouterId, &crate::model::Router)| {
        let beside = router.interfaces.iter().any(|one| segments.contains(&one.segment));
        let device = own.is_some_and(|own| model.one_device(own, *id));
        own != Some(*id) && (own.is_none() || beside || device)
    };
    let routers = model.routers.iter().filter(near).map(|(id, _)| ObjectId::from(id));
    let routers = routers.map(|object| Offer::name(view.written(object), describe(model, object)));
    let connections = model.vpn_connections.values();
    let connections = connections
        .filter(|one| own.is_some() && one.router == own)
        .map(|one| Offer::name(format!("vpn_connection.{}", one.identity.name), "VPN connection"));
    let words = [
        Offer::value("internet", "The internet."),
        Offer::value("discard", "Nowhere: what it matches is dropped."),
    ];
    routers.chain(connections).chain(words).collect()
}

/// Returns the destinations that these files have reason to route.
pub(super) fn destinations(view: &View<'_>, lists: bool) -> Vec<Offer> {
    let model = view.model;
    let mut offers = vec![
        Offer::value("0.0.0.0/0", "Every IPv4 address."),
        Offer::value("::/0", "Every IPv6 address."),
    ];
    offers.extend(segments(view));
    let own = view.vpc();
    for (_, vpc) in model.vpcs.iter().filter(|(id, _)| own != Some(*id)) {
        let detail = format!("VPC {}", vpc.identity.name);
        let prefixes = vpc.prefixes.iter();
        offers.extend(prefixes.map(|prefix| Offer::name(prefix.to_string(), detail.clone())));
    }
    for (id, list) in model.prefix_lists.iter().filter(|_| lists) {
        let name = format!("prefix_list.{}", list.identity.name);
        offers.push(Offer::name(name, describe(model, id.into())));
    }
    offers
}

/// Returns the prefixes of the customer's segments that have hosts or lead somewhere.
pub(super) fn segments(view: &View<'_>) -> Vec<Offer> {
    let segments = view.model.segments.values();
    let site = view.cursor.key(1);
    let mut offers: Vec<(bool, Offer)> = segments
        .map(|one| {
            let name = &one.identity.name;
            let near = site.is_some_and(|site| name.split('.').next() == Some(site));
            (!near, Offer::name(one.prefix.to_string(), format!("LAN segment {name}")))
        })
        .collect();
    offers.sort_by_key(|(far, _)| *far);
    offers.into_iter().map(|(_, offer)| offer).collect()
}
