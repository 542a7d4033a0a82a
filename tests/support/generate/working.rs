//! Networks that work: every route has its way back, and what is announced is expected.

use std::net::IpAddr;

use outpath_core::{
    addr::Prefix,
    model::{
        AssociationState, Id, InstanceState, LocalGatewayId, LocalGatewayRouteTarget, Mode, Model,
        NextHop, OutpostId, RouteTableId, RouteTarget, RouterId, SegmentId, SessionState,
        SourceNat, VifState, VpcId,
    },
};
use proptest::{bool::weighted, collection::vec, prelude::*};

use super::{
    Pick,
    guarded::{Guard, guard},
    hub::{Hub, Spoke, hub},
    pick,
};
use crate::{
    build::{Build, address, prefix},
    print::Printed,
};

/// What a working network is raised from.
#[derive(Debug, Clone)]
struct Plan {
    outposts: Vec<OutpostPlan>,
    vpcs: Vec<VpcPlan>,
    hosts: usize,
    hub: Option<Hub>,
    faults: Vec<(Fault, Pick)>,
}

#[derive(Debug, Clone)]
struct OutpostPlan {
    coip: bool,
    devices: usize,
}

#[derive(Debug, Clone)]
struct VpcPlan {
    exit: Exit,
    /// Another instance in each subnet, which differs in one thing only.
    second: Option<Twin>,
    /// Reaches other VPCs of the same Outpost by peering rather than by the local gateway.
    peering: bool,
    /// What its filters let pass.
    guard: Option<Guard>,
}

/// What the second instance of a subnet lacks or has beside the first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Twin {
    Nothing,
    NoCoip,
    NoPublicAddress,
    NoCheck,
}

/// Where the default route of an Outpost subnet leads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Exit {
    LocalGateway,
    InternetGateway,
    Nat,
}

/// What is wrong with an otherwise working network.
#[derive(Debug, Clone, Copy)]
enum Fault {
    ServiceLink,
    Vif,
    Session,
    Association,
    Route,
    GatewayRoute,
    RouterRoute,
    Announcement,
    Instance,
}

/// A network in which most flows get through.
pub fn working_estate() -> impl Strategy<Value = Printed> {
    let fault = prop_oneof![
        Just(Fault::ServiceLink),
        Just(Fault::Vif),
        Just(Fault::Session),
        Just(Fault::Association),
        Just(Fault::Route),
        Just(Fault::GatewayRoute),
        Just(Fault::RouterRoute),
        Just(Fault::Announcement),
        Just(Fault::Instance),
    ];
    estate(prop_oneof![2 => Just(Vec::new()), 1 => vec((fault, any::<Pick>()), 1..=2)])
}

/// A network with nothing wrong in it.
pub fn sound_estate() -> impl Strategy<Value = Printed> {
    estate(Just(Vec::new()))
}

fn estate(faults: impl Strategy<Value = Vec<(Fault, Pick)>>) -> impl Strategy<Value = Printed> {
    let outpost =
        (weighted(0.4), 1_usize..=2).prop_map(|(coip, devices)| OutpostPlan { coip, devices });
    let exit = prop_oneof![Just(Exit::LocalGateway), Just(Exit::InternetGateway), Just(Exit::Nat),];
    let guard = proptest::option::of(guard());
    let twin = prop_oneof![
        Just(Twin::Nothing),
        Just(Twin::NoCoip),
        Just(Twin::NoPublicAddress),
        Just(Twin::NoCheck)
    ];
    let vpc = (exit, proptest::option::of(twin), any::<bool>(), guard);
    let vpc =
        vpc.prop_map(|(exit, second, peering, guard)| VpcPlan { exit, second, peering, guard });
    let hub = proptest::option::weighted(0.4, hub());
    (vec(outpost, 1..=3), vec(vpc, 1..=3), 1_usize..=2, hub, faults)
        .prop_map(|(outposts, vpcs, hosts, hub, faults)| Plan {
            outposts,
            vpcs,
            hosts,
            hub,
            faults,
        })
        .prop_map(|plan| Printed(plan.raise()))
}

/// What was built at one Outpost.
struct Rack {
    outpost: OutpostId,
    gateway: LocalGatewayId,
    coip: bool,
    devices: Vec<RouterId>,
}

/// What was built for one VPC: its table on each Outpost.
struct Cloud {
    vpc: VpcId,
    tables: Vec<RouteTableId>,
    spoke: Spoke,
}

impl Plan {
    fn raise(&self) -> Model {
        let mut b = Build::default();
        let site = b.site("campus");
        let lan = b.segment(site, "lan", prefix("172.16.0.0/24"));
        for index in 0..self.hosts {
            b.host(lan, &format!("h{index}"), last(prefix("172.16.0.0/24"), 100 + index));
        }
        let racks: Vec<Rack> =
            (0..self.outposts.len()).map(|o| self.rack(&mut b, o, lan)).collect();
        let clouds: Vec<Cloud> =
            (0..self.vpcs.len()).map(|v| self.cloud(&mut b, v, &racks)).collect();
        for (index, rack) in racks.iter().enumerate() {
            self.domain(&mut b, index, rack, &clouds);
        }
        self.join(&mut b, &racks, &clouds);
        if let Some(hub) = &self.hub {
            let spokes: Vec<Spoke> = clouds.into_iter().map(|cloud| cloud.spoke).collect();
            hub.join(&mut b, &spokes);
        }
        self.route_premises(&mut b, &racks);
        let first = racks.first().map(|rack| rack.devices.clone()).unwrap_or_default();
        b.model.segments[lan].next_hops = first;
        for (fault, number) in &self.faults {
            fault.strike(&mut b.model, *number);
        }
        b.finish()
    }

    fn rack(&self, b: &mut Build, index: usize, lan: SegmentId) -> Rack {
        let (outpost, gateway) = b.outpost(&format!("o{index}"));
        let plan = self.outposts.get(index);
        let devices = (0..plan.map_or(1, |plan| plan.devices)).map(|device| {
            let router = b.router(b.model.segments[lan].site, &format!("cnd-{index}-{device}"));
            let own = format!("172.16.0.{}/24", 1 + 2 * index + device);
            let own = own.parse().expect("invariant: a correct address");
            b.attach(router, "lan", own, lan);
            router
        });
        let devices = devices.collect();
        Rack { outpost, gateway, coip: plan.is_some_and(|plan| plan.coip), devices }
    }

    /// A VPC with a public and a private subnet in the Region, and one on every Outpost.
    fn cloud(&self, b: &mut Build, index: usize, racks: &[Rack]) -> Cloud {
        let name = format!("v{index}");
        let vpc = b.vpc(&name, &[&format!("10.{index}.0.0/16")]);
        let igw = RouteTarget::InternetGateway(b.internet_gateway(vpc));
        let public = b.table(vpc, "public");
        b.route(public, "0.0.0.0/0", igw);
        let cidr = format!("10.{index}.0.0/24");
        let public = b.subnet(vpc, "public", &cidr, None, Some(public));
        let elastic = Some(address(&format!("203.0.113.{}", 100 + index)));
        let nat = b.nat_gateway(public, "nat", last(prefix(&cidr), 5), elastic);
        let plan = self.vpcs.get(index);
        let exit = plan.map_or(Exit::LocalGateway, |plan| plan.exit);
        let region = b.subnet(vpc, "app", &format!("10.{index}.1.0/24"), None, None);
        b.route(b.model.vpcs[vpc].main_route_table, "0.0.0.0/0", RouteTarget::NatGateway(nat));
        let mut subnets = vec![(region, "app".to_owned())];
        let mut tables = Vec::new();
        for (o, rack) in racks.iter().enumerate() {
            let table = b.table(vpc, &format!("rack-{o}"));
            let cidr = format!("10.{index}.{}.0/24", 10 + o);
            let short = format!("rack-{o}");
            let subnet = b.subnet(vpc, &short, &cidr, Some(rack.outpost), Some(table));
            subnets.push((subnet, short));
            b.route(table, "172.16.0.0/12", RouteTarget::LocalGateway(rack.gateway));
            let target = match exit {
                Exit::LocalGateway => RouteTarget::LocalGateway(rack.gateway),
                Exit::InternetGateway => igw,
                Exit::Nat => RouteTarget::NatGateway(nat),
            };
            b.route(table, "0.0.0.0/0", target);
            tables.push(table);
        }
        let guard = plan.and_then(|plan| plan.guard.clone());
        let groups = guard.as_ref().map(|guard| guard.group(b, vpc)).unwrap_or_default();
        if let Some(guard) = guard {
            guard.acl(b, vpc);
        }
        let twin = plan.and_then(|plan| plan.second);
        let count = if twin.is_some() { 2 } else { 1 };
        for (place, (subnet, short)) in subnets.into_iter().enumerate() {
            for number in 0..count {
                let cidr = b.model.subnets[subnet].prefixes.first().copied();
                let ip = cidr.map(|cidr| last(cidr, 10 + number));
                let ip = ip.expect("invariant: a subnet has a prefix");
                let id = b.instance(&format!("{name}-{short}-{number}"), subnet, ip);
                let id = b.primary(id);
                b.model.network_interfaces[id].security_groups.clone_from(&groups);
                let lacks = |what| number == 1 && twin == Some(what);
                b.model.network_interfaces[id].source_dest_check = !lacks(Twin::NoCheck);
                if exit == Exit::InternetGateway && place > 0 && !lacks(Twin::NoPublicAddress) {
                    let public = format!("198.51.100.{}", 10 + 30 * index + 5 * place + number);
                    b.model.network_interfaces[id].public_address = Some(address(&public));
                }
            }
        }
        let spoke = Spoke { vpc, app: region, public, nat, racks: tables.clone() };
        Cloud { vpc, tables, spoke }
    }

    /// The routing domain of an Outpost, with an uplink to each of its devices.
    fn domain(&self, b: &mut Build, index: usize, rack: &Rack, clouds: &[Cloud]) {
        let group = b.vif_group(rack.gateway, "main");
        for (device, router) in rack.devices.iter().enumerate() {
            let link = 8 * index + 4 * device;
            let local = format!("172.31.0.{}/30", link + 1);
            b.vif(group, &format!("ond-{device}"), &local, Some(*router));
            b.router_interface(*router, "ond", &format!("172.31.0.{}/30", link + 2));
        }
        let mode = if rack.coip { Mode::Coip } else { Mode::DirectVpcRouting };
        let table = b.gateway_table(rack.gateway, "campus", mode, group);
        b.gateway_route(table, "0.0.0.0/0", LocalGatewayRouteTarget::VifGroup(group));
        clouds.iter().for_each(|cloud| b.associate(table, cloud.vpc));
        if rack.coip {
            let pool = pool_of(index);
            b.coip_pool(table, "pool", vec![pool]);
            let ids: Vec<_> = b.model.network_interfaces.ids().collect();
            for id in ids {
                let subnet = b.model.network_interfaces[id].subnet;
                let name = &b.model.network_interfaces[id].identity.name;
                let plain = name.ends_with("-1") && self.lacks_coip(b.model.subnets[subnet].vpc);
                if b.model.subnets[subnet].outpost() == Some(rack.outpost) && !plain {
                    b.model.network_interfaces[id].coip = pool.nth(2 + id.0);
                }
            }
        }
    }

    /// Returns whether the second instances of a VPC have no customer-owned addresses. VPCs are made in the
    /// order of their plans.
    fn lacks_coip(&self, vpc: VpcId) -> bool {
        self.vpcs.get(vpc.index()).is_some_and(|plan| plan.second == Some(Twin::NoCoip))
    }

    /// Routes between the Outpost subnets of everybody.
    fn join(&self, b: &mut Build, racks: &[Rack], clouds: &[Cloud]) {
        let mut peerings = Vec::new();
        for (from, first) in clouds.iter().enumerate() {
            for (to, second) in clouds.iter().enumerate().skip(from + 1) {
                if self.vpcs.get(from).is_some_and(|plan| plan.peering) {
                    let id = b.peering(&format!("p-{from}-{to}"), [first.vpc, second.vpc]);
                    peerings.push(([from, to], RouteTarget::PeeringConnection(id)));
                }
            }
        }
        for (here, rack) in racks.iter().enumerate() {
            for (from, cloud) in clouds.iter().enumerate() {
                let Some(table) = pick(&cloud.tables, u8::try_from(here).unwrap_or(0)) else {
                    continue;
                };
                let gateway = RouteTarget::LocalGateway(rack.gateway);
                for (there, other) in racks.iter().enumerate().filter(|(there, _)| *there != here) {
                    if other.coip {
                        b.add_route(table, pool_of(there), gateway);
                    } else if !rack.coip {
                        for to in 0..clouds.len() {
                            b.route(table, &rack_cidr(to, there), gateway);
                        }
                    }
                }
                for to in (0..clouds.len()).filter(|to| *to != from) {
                    let joins = |ends: &[usize; 2]| ends.contains(&from) && ends.contains(&to);
                    let peering = peerings.iter().find(|(ends, _)| joins(ends));
                    match peering {
                        Some((_, target)) => b.route(table, &format!("10.{to}.0.0/16"), *target),
                        None if !rack.coip => b.route(table, &rack_cidr(to, here), gateway),
                        None => {}
                    }
                }
            }
        }
        for ([from, to], target) in peerings {
            for (here, there) in [(from, to), (to, from)] {
                if let Some(cloud) = clouds.get(here) {
                    let main = b.model.vpcs[cloud.vpc].main_route_table;
                    b.route(main, &format!("10.{there}.0.0/16"), target);
                }
            }
        }
    }

    /// Routes between the devices of different Outposts, over the LAN, and to the internet.
    fn route_premises(&self, b: &mut Build, racks: &[Rack]) {
        for (here, rack) in racks.iter().enumerate() {
            for (device, router) in rack.devices.iter().enumerate() {
                b.model.routers[*router].announce = vec![prefix("0.0.0.0/0")];
                b.router_route(*router, "0.0.0.0/0", NextHop::Internet);
                let to = address(&format!("203.0.113.{}", 1 + 2 * here + device));
                b.model.routers[*router].source_nat = vec![SourceNat { from: Vec::new(), to }];
                for (there, other) in racks.iter().enumerate().filter(|(there, _)| *there != here) {
                    let Some(next) = other.devices.first() else { continue };
                    if other.coip {
                        b.router_route(
                            *router,
                            &pool_of(there).to_string(),
                            NextHop::Router(*next),
                        );
                    } else {
                        for vpc in 0..self.vpcs.len() {
                            b.router_route(*router, &rack_cidr(vpc, there), NextHop::Router(*next));
                        }
                    }
                }
            }
        }
    }
}

fn rack_cidr(vpc: usize, outpost: usize) -> String {
    format!("10.{vpc}.{}.0/24", 10 + outpost)
}

fn pool_of(outpost: usize) -> Prefix {
    prefix(&format!("10.200.{outpost}.0/26"))
}

fn last(prefix: Prefix, offset: usize) -> IpAddr {
    let offset = u32::try_from(offset).ok();
    offset.and_then(|offset| prefix.nth(offset)).expect("invariant: prefixes are /24")
}

impl Fault {
    fn strike(self, model: &mut Model, number: Pick) {
        match self {
            Self::ServiceLink => {
                if let Some(id) = pick(&model.outposts.ids().collect::<Vec<_>>(), number) {
                    model.outposts[id].service_link.up = false;
                }
            }
            Self::Vif => {
                if let Some(id) = pick(&model.vifs.ids().collect::<Vec<_>>(), number) {
                    model.vifs[id].state = VifState::Deleting;
                }
            }
            Self::Session => {
                if let Some(id) = pick(&model.vifs.ids().collect::<Vec<_>>(), number) {
                    model.vifs[id].session = SessionState::Down;
                }
            }
            Self::Association => {
                let tables = model.local_gateway_route_tables.ids().collect::<Vec<_>>();
                if let Some(id) = pick(&tables, number) {
                    let table = &mut model.local_gateway_route_tables[id];
                    if let Some(association) = table.vpcs.first_mut() {
                        association.state = AssociationState::Disassociating;
                    }
                }
            }
            Self::Route => {
                if let Some(id) = pick(&model.route_tables.ids().collect::<Vec<_>>(), number) {
                    model.route_tables[id].routes.pop();
                }
            }
            Self::GatewayRoute => {
                let tables = model.local_gateway_route_tables.ids().collect::<Vec<_>>();
                if let Some(id) = pick(&tables, number) {
                    model.local_gateway_route_tables[id].routes.pop();
                }
            }
            Self::RouterRoute => {
                if let Some(id) = pick(&model.routers.ids().collect::<Vec<_>>(), number) {
                    model.routers[id].routes.pop();
                }
            }
            Self::Announcement => {
                if let Some(id) = pick(&model.routers.ids().collect::<Vec<_>>(), number) {
                    model.routers[id].announce.pop();
                }
            }
            Self::Instance => {
                if let Some(id) = pick(&model.instances.ids().collect::<Vec<_>>(), number) {
                    model.instances[id].state = InstanceState::Stopped;
                }
            }
        }
    }
}
