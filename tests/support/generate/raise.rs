//! Raises a wild model from its description. A record that points at nothing, or that would say what
//! no file can say, is left out.

use std::net::IpAddr;

use outpath_core::{
    addr::{Asn, Prefix},
    model::{
        AssociationState, InstanceId, LocalGatewayId, LocalGatewayRouteTarget, Mode, Model,
        NetworkInterfaceId, OutpostForm, SessionState, SubnetId, VifGroupAssociation, VifGroupId,
        VpcAssociation, VpcId,
    },
};

use super::{
    Pick, cloud, endpoint, filters, gateways, pick, private, routes,
    spec::{PortSpec, Spec, VifSpec},
    transit,
};
use crate::build::{Build, address, named, prefix};

/// Returns the model of a description.
pub(super) fn raise(spec: &Spec) -> Model {
    let mut b = Build::default();
    for index in 0..=usize::from(spec.premises.second_site) {
        b.site(&format!("c{index}"));
    }
    cloud::add(&mut b, spec);
    gateways::make(&mut b, &spec.gateways);
    edges(&mut b, spec);
    premises(&mut b, spec);
    for (index, vif) in spec.edge.vifs.iter().enumerate() {
        wire(&mut b, index, vif);
    }
    transit::make(&mut b, &spec.transit);
    private::make(&mut b, &spec.private);
    ports(&mut b, spec);
    endpoint::make(&mut b, &spec.endpoints);
    routes::add(&mut b, spec);
    gateways::fill(&mut b, &spec.gateways);
    if spec.doubts.no_hairpin {
        b.model.assume.insert("UNK-03".to_owned(), "deny".to_owned());
    }
    if spec.doubts.fall_back {
        b.model.assume.insert("UNK-19".to_owned(), "fall-back".to_owned());
    }
    if spec.doubts.no_surprise {
        b.model.assume.insert("UNK-20".to_owned(), "deny".to_owned());
    }
    let mut model = b.finish();
    if let Some(number) = spec.doubts.incomplete {
        let objects: Vec<_> = std::iter::once(outpath_core::model::ObjectId::Topology)
            .chain(model.objects())
            .collect();
        let index = usize::from(number) % objects.len();
        model.incomplete.extend(objects.get(index));
    }
    model
}

fn edges(b: &mut Build, spec: &Spec) {
    let racks: Vec<LocalGatewayId> = b.model.local_gateways.ids().collect();
    for (index, group) in spec.edge.groups.iter().enumerate() {
        if let Some(gateway) = pick(&racks, group.gateway) {
            let id = b.vif_group(gateway, &format!("g{index}"));
            b.model.vif_groups[id].state = group.state;
        }
    }
    let vpcs: Vec<VpcId> = b.model.vpcs.ids().collect();
    for (index, table) in spec.edge.gateway_tables.iter().enumerate() {
        let Some(gateway) = pick(&racks, table.gateway) else { continue };
        let all = &b.model.local_gateway_route_tables;
        let taken = |group: VifGroupId| {
            all.values().any(|t| t.vif_group.is_some_and(|association| association.group == group))
        };
        let groups = b.model.vif_groups.iter();
        let groups: Vec<VifGroupId> = groups
            .filter(|(id, g)| g.local_gateway == gateway && !taken(*id))
            .map(|(id, _)| id)
            .collect();
        let mut associations: Vec<VpcAssociation> = Vec::new();
        let stated = table.vpcs.iter().filter_map(|(n, state)| Some((pick(&vpcs, *n)?, *state)));
        let others = vpcs.iter().filter(|_| !table.few_vpcs);
        let others = others.map(|vpc| (*vpc, AssociationState::Associated));
        for (vpc, state) in stated.chain(others) {
            let here = all.values().filter(|other| other.local_gateway == gateway);
            let mut others = here.flat_map(|other| &other.vpcs).chain(&associations);
            if !others.any(|other| other.vpc == vpc) {
                associations.push(VpcAssociation { vpc, state });
            }
        }
        let group = table.group.and_then(|(group, state)| {
            pick(&groups, group).map(|group| VifGroupAssociation { group, state })
        });
        let first = VifGroupId(0);
        let id = b.gateway_table(gateway, &format!("r{index}"), Mode::DirectVpcRouting, first);
        let made = &mut b.model.local_gateway_route_tables[id];
        (made.mode, made.vif_group, made.vpcs) = (table.mode, group, associations);
        if let Some(association) = group.filter(|_| !table.no_default) {
            let target = LocalGatewayRouteTarget::VifGroup(association.group);
            b.gateway_route(id, "0.0.0.0/0", target);
        }
        if table.mode == Some(Mode::Coip) {
            let pool = format!("10.200.{index}.0/26");
            b.coip_pool(id, "pool", vec![prefix(&pool)]);
        }
    }
}

fn premises(b: &mut Build, spec: &Spec) {
    let sites: Vec<_> = b.model.sites.ids().collect();
    for (index, segment) in spec.premises.segments.iter().enumerate() {
        if let Some(site) = pick(&sites, segment.site) {
            let cidr = prefix(&format!("172.16.{index}.0/24"));
            b.segment(site, &format!("lan-{index}"), cidr);
        }
    }
    let segments: Vec<_> = b.model.segments.ids().collect();
    for (index, router) in spec.premises.routers.iter().enumerate() {
        let Some(site) = pick(&sites, router.site) else { continue };
        let id = b.router(site, &format!("r{index}"));
        b.model.routers[id].firewall = router.firewall;
        for segment in &router.segments {
            let Some(segment) = pick(&segments, *segment) else { continue };
            let interfaces = &b.model.routers[id].interfaces;
            if interfaces.iter().all(|interface| interface.segment != segment) {
                let name = format!("e{}", interfaces.len());
                let base = b.model.segments[segment].prefix;
                let text = format!("172.16.{}.{}/24", third(base), index + 1);
                let text = text.parse().expect("invariant: a correct address");
                b.attach(id, &name, text, segment);
            }
        }
    }
    for (index, segment) in spec.premises.segments.iter().enumerate() {
        let Some(id) = segments.get(index) else { continue };
        b.model.segments[*id].next_hops = next_hops(b, *id, &segment.next_hops);
    }
    for (index, host) in spec.premises.hosts.iter().enumerate() {
        let Some(segment) = pick(&segments, host.segment) else { continue };
        let base = b.model.segments[segment].prefix;
        let address = address(&format!("172.16.{}.{}", third(base), index + 10));
        let id = b.host(segment, &format!("h{index}"), address);
        b.model.hosts[id].next_hops = next_hops(b, segment, &host.next_hops);
    }
}

fn third(prefix: Prefix) -> u8 {
    match prefix.network() {
        IpAddr::V4(network) => network.octets()[2],
        IpAddr::V6(_) => 0,
    }
}

/// Picks routers that stand on a segment, each once.
fn next_hops(
    b: &Build,
    segment: outpath_core::model::SegmentId,
    picks: &[Pick],
) -> Vec<outpath_core::model::RouterId> {
    let here = b.model.routers.iter();
    let here = here.filter(|(_, router)| router.interfaces.iter().any(|i| i.segment == segment));
    let here: Vec<_> = here.map(|(id, _)| id).collect();
    let mut found = Vec::new();
    for router in picks.iter().filter_map(|number| pick(&here, *number)) {
        if !found.contains(&router) {
            found.push(router);
        }
    }
    found
}

/// Adds a virtual interface and the interface of the router that faces it.
fn wire(b: &mut Build, index: usize, spec: &VifSpec) {
    let groups: Vec<VifGroupId> = b.model.vif_groups.ids().collect();
    let routers: Vec<_> = b.model.routers.ids().collect();
    let Some(group) = pick(&groups, spec.group) else { return };
    let router = spec.router.and_then(|number| pick(&routers, number));
    if b.model.vif_groups[group].vifs.len() == 4 {
        return;
    }
    let id = b.vif(group, &format!("i{index}"), &format!("172.31.{index}.1/30"), router);
    if let Some(router) = router {
        b.router_interface(router, &format!("ond{index}"), &format!("172.31.{index}.2/30"));
        if let Some(interface) = b.model.routers[router].interfaces.last_mut() {
            interface.vlan = spec.vlan.map(|right| if right { 101 } else { 102 });
        }
    }
    let vif = &mut b.model.vifs[id];
    vif.state = spec.state;
    vif.session = if spec.down { SessionState::Down } else { SessionState::Up };
    vif.peer_asn = spec.peer_asn.map(|right| Asn(if right { 65_010 } else { 65_011 }));
    let wrong = |right: bool| if right { 2 } else { 3 };
    vif.peer_address =
        spec.peer_address.map(|right| address(&format!("172.31.{index}.{}", wrong(right))));
}

fn ports(b: &mut Build, spec: &Spec) {
    let subnets: Vec<SubnetId> = b.model.subnets.ids().collect();
    for (index, instance) in spec.cloud.instances.iter().enumerate() {
        let Some(subnet) = pick(&subnets, instance.port.subnet) else { continue };
        let id = b.instance(&format!("i{index}"), subnet, host(b, subnet, index));
        if instance.stopped {
            b.model.instances[id].state = outpath_core::model::InstanceState::Stopped;
        }
        let primary = b.primary(id);
        dress(b, primary, &instance.port);
        local_interface(b, id, index);
    }
    let instances: Vec<_> = b.model.instances.ids().collect();
    for (index, interface) in spec.cloud.interfaces.iter().enumerate() {
        let Some(subnet) = pick(&subnets, interface.port.subnet) else { continue };
        let ip = host(b, subnet, index + 20);
        let instance = interface.instance.and_then(|number| pick(&instances, number));
        let id = match instance {
            Some(instance) => b.further(instance, &format!("eth{}", index + 1), subnet, ip),
            None => b.interface(&format!("x{index}"), subnet, ip),
        };
        let loose = instance.is_none();
        let found = &mut b.model.network_interfaces[id];
        found.service = interface.service.filter(|_| loose);
        found.requester_managed = loose && (!interface.unmanaged || found.service.is_some());
        found.instance_attached = loose && interface.attached;
        dress(b, id, &interface.port);
    }
    for (index, nat) in spec.cloud.nat_gateways.iter().enumerate() {
        let Some(subnet) = pick(&subnets, nat.subnet) else { continue };
        let public = (!nat.private).then(|| address(&format!("203.0.113.{}", 100 + index)));
        let id = b.nat_gateway(subnet, &format!("nat{index}"), host(b, subnet, index + 40), public);
        b.model.nat_gateways[id].state = nat.state;
    }
}

/// Gives every other instance on a server a local network interface (fact FF-08).
fn local_interface(b: &mut Build, id: InstanceId, index: usize) {
    let subnet = b.model.network_interfaces[b.primary(id)].subnet;
    let outpost = b.model.subnets[subnet].outpost();
    let server = outpost.is_some_and(|id| b.model.outposts[id].form == OutpostForm::Server);
    let segments = b.model.segments.iter();
    let lans = segments.filter(|(_, one)| one.identity.name.contains(".lan-"));
    let lans: Vec<_> = lans.map(|(id, one)| (id, one.prefix)).collect();
    if !server || index % 3 == 2 {
        return;
    }
    let Some((segment, lan)) = pick(&lans, u8::try_from(index).unwrap_or_default()) else { return };
    b.model.subnets[subnet].lni_device_index = Some(1);
    let own = address(&format!("172.16.{}.{}", third(lan), 200 + index));
    let host = b.host(segment, "lni", own);
    let name = format!("{}.lni", b.model.instances[id].identity.name);
    b.model.hosts[host].identity = named(name);
    b.model.hosts[host].instance = Some(id);
}

pub(super) fn host(b: &Build, subnet: SubnetId, number: usize) -> IpAddr {
    let first = b.model.subnets[subnet].prefixes.first();
    let offset = u32::try_from(number + 10).ok();
    let found = first.zip(offset).and_then(|(prefix, offset)| prefix.nth(offset));
    found.expect("invariant: subnets are /24")
}

/// Gives an interface its further addresses and attributes.
fn dress(b: &mut Build, id: NetworkInterfaceId, spec: &PortSpec) {
    let number = id.0 + 1;
    let subnet = b.model.network_interfaces[id].subnet;
    let outpost = b.model.subnets[subnet].outpost();
    let tables = &b.model.local_gateway_route_tables;
    let near = |gateway: LocalGatewayId| Some(b.model.local_gateways[gateway].outpost) == outpost;
    let pools = b.model.coip_pools.values();
    let pools = pools.filter(|pool| near(tables[pool.table].local_gateway));
    let pools: Vec<Prefix> = pools.flat_map(|pool| pool.prefixes.clone()).collect();
    let pool = spec.coip.and_then(|number| pick(&pools, number));
    let ipv6 = b.model.subnets[subnet].prefixes.iter().find(|prefix| prefix.is_ipv6());
    let ipv6 = ipv6.and_then(|prefix| prefix.nth(number + 15));
    let groups = filters::groups(b, b.model.subnets[subnet].vpc, &spec.security_groups);
    let interface = &mut b.model.network_interfaces[id];
    interface.security_groups = groups;
    interface.addresses.extend(ipv6);
    interface.coip = pool.and_then(|pool| pool.nth(number + 4));
    interface.public_address = spec.public.then(|| address(&format!("198.51.100.{number}")));
    interface.source_dest_check = !spec.check_off;
}
