//! Two Outposts, two VPCs on both, a campus and a WAN; the rows change it and ask it.

use outpath_core::{
    addr::{PortRange, Protocol},
    model::{
        InstanceId, LocalGatewayId, LocalGatewayRouteTarget, Mode, Model, NetworkInterfaceId,
        NextHop, RouteTableId, RouteTarget, RouterId, SourceNat, SubnetId, VpcId,
    },
};
use outpath_tests::{
    build::{Build, address, prefix},
    naive::{NaiveFlow, Place},
};

/// The estate, with the ids that the rows need.
pub(crate) struct Estate {
    pub(crate) build: Build,
    pub(crate) vpcs: [VpcId; 2],
    pub(crate) gateways: [LocalGatewayId; 2],
    /// The subnet of the NAT gateway.
    pub(crate) public: SubnetId,
    /// The tables of web and far, of kim and jay, and the main one of the VPC `shop`.
    pub(crate) rack: RouteTableId,
    pub(crate) far: RouteTableId,
    pub(crate) kim: RouteTableId,
    pub(crate) jay: RouteTableId,
    pub(crate) main: RouteTableId,
    pub(crate) web: NetworkInterfaceId,
}

impl Estate {
    pub(crate) fn new(mode: Mode) -> Self {
        let mut b = Build::default();
        let (one, lgw_one) = b.outpost("plant-1");
        let (two, lgw_two) = b.outpost("plant-2");
        let shop = b.vpc("shop", &["10.0.0.0/16"]);
        let other = b.vpc("other", &["10.20.0.0/16"]);
        let public_table = b.table(shop, "public");
        let [rack, bare, far] = ["rack", "bare", "far"].map(|name| b.table(shop, name));
        let [kim, jay] = ["kim", "jay"].map(|name| b.table(other, name));
        let public = b.subnet(shop, "public", "10.0.0.0/24", None, Some(public_table));
        let igw = b.internet_gateway(shop);
        b.route(public_table, "0.0.0.0/0", RouteTarget::InternetGateway(igw));
        let app = b.subnet(shop, "app", "10.0.1.0/24", None, None);
        let rack_subnet = b.subnet(shop, "rack", "10.0.3.0/24", Some(one), Some(rack));
        let bare_subnet = b.subnet(shop, "bare", "10.0.5.0/24", Some(one), Some(bare));
        let far_subnet = b.subnet(shop, "far", "10.0.6.0/24", Some(two), Some(far));
        let kim_subnet = b.subnet(other, "kim", "10.20.1.0/24", Some(one), Some(kim));
        let jay_subnet = b.subnet(other, "jay", "10.20.2.0/24", Some(two), Some(jay));
        for (table, gateway) in [(rack, lgw_one), (kim, lgw_one), (far, lgw_two), (jay, lgw_two)] {
            b.route(table, "172.16.0.0/12", RouteTarget::LocalGateway(gateway));
        }
        let mut add = |name: &str, subnet, ip: &str, coip: Option<&str>| {
            let id: InstanceId = b.instance(name, subnet, address(ip));
            let interface = b.primary(id);
            let coip = coip.filter(|_| mode == Mode::Coip).map(address);
            b.model.network_interfaces[interface].coip = coip;
            interface
        };
        let web = add("web", rack_subnet, "10.0.3.112", Some("10.1.0.2"));
        add("lonely", rack_subnet, "10.0.3.113", None);
        add("shelf", bare_subnet, "10.0.5.10", None);
        add("app", app, "10.0.1.10", None);
        add("far", far_subnet, "10.0.6.10", Some("10.1.0.66"));
        add("kim", kim_subnet, "10.20.1.10", Some("10.1.0.3"));
        add("jay", jay_subnet, "10.20.2.10", Some("10.1.0.67"));
        premises(&mut b, mode, [lgw_one, lgw_two], [shop, other]);
        let main = b.model.vpcs[shop].main_route_table;
        let (vpcs, gateways) = ([shop, other], [lgw_one, lgw_two]);
        Self { build: b, vpcs, gateways, public, rack, far, kim, jay, main, web }
    }

    pub(crate) fn route(&mut self, table: RouteTableId, to: &str, target: RouteTarget) {
        self.build.route(table, to, target);
    }

    /// Routes to the local gateway of the first or second Outpost.
    pub(crate) fn by_gateway(&mut self, table: RouteTableId, to: &str, number: usize) {
        self.build.route(table, to, RouteTarget::LocalGateway(self.gateways[number - 1]));
    }
}

/// A campus with two devices for the first Outpost, one for the second, and a WAN between.
fn premises(b: &mut Build, mode: Mode, gateways: [LocalGatewayId; 2], vpcs: [VpcId; 2]) {
    let campus = b.site("campus");
    let lan = b.segment(campus, "lan", prefix("172.16.100.0/24"));
    let [first, second, far] = ["cnd-1", "cnd-2", "far-1"].map(|name| b.router(campus, name));
    b.model.segments[lan].next_hops = vec![first, second];
    b.host(lan, "db", address("172.16.100.10"));
    let wired = [
        (first, "172.16.100.1/24", "172.20.0.1/24", "172.31.0.2/30"),
        (second, "172.16.100.2/24", "172.20.0.2/24", "172.31.0.6/30"),
        (far, "", "172.20.0.3/24", "172.31.0.10/30"),
    ];
    for (router, lan, wan, ond) in wired {
        for (name, text) in [("lan", lan), ("wan", wan), ("ond", ond)] {
            if !text.is_empty() {
                b.router_interface(router, name, text);
            }
        }
        b.model.routers[router].announce = vec![prefix("0.0.0.0/0")];
    }
    for (router, public) in [(first, "203.0.113.1"), (second, "203.0.113.2")] {
        b.router_route(router, "0.0.0.0/0", NextHop::Internet);
        let to = address(public);
        b.model.routers[router].source_nat = vec![SourceNat { from: Vec::new(), to }];
        for there in ["10.0.6.0/24", "10.20.2.0/24", "10.1.0.64/26"] {
            b.router_route(router, there, NextHop::Address(address("172.20.0.3")));
        }
    }
    for back in ["10.0.3.0/24", "10.20.1.0/24", "10.1.0.0/26", "172.16.100.0/24"] {
        b.router_route(far, back, NextHop::Router(first));
    }
    let devices: [&[(&str, RouterId)]; 2] =
        [&[("172.31.0.1/30", first), ("172.31.0.5/30", second)], &[("172.31.0.9/30", far)]];
    let pools = ["10.1.0.0/26", "10.1.0.64/26"];
    for ((gateway, devices), pool) in gateways.into_iter().zip(devices).zip(pools) {
        let group = b.vif_group(gateway, "main");
        for (index, (local, router)) in devices.iter().enumerate() {
            b.vif(group, &format!("ond-{}", index + 1), local, Some(*router));
        }
        let table = b.gateway_table(gateway, "campus", mode, group);
        b.gateway_route(table, "0.0.0.0/0", LocalGatewayRouteTarget::VifGroup(group));
        vpcs.into_iter().for_each(|vpc| b.associate(table, vpc));
        if mode == Mode::Coip {
            b.coip_pool(table, "pool", vec![prefix(pool)]);
        }
    }
}

/// Reads `web -> db` or `web -> 8.8.8.8` as a TCP flow to port 443.
pub(crate) fn flow(model: &Model, text: &str) -> NaiveFlow {
    let (from, to) = text.split_once(" -> ").expect("a flow has an arrow");
    let (source, from) = endpoint(model, from).expect("the source exists");
    let (intended, to) = match endpoint(model, to) {
        Some((place, address)) => (Some(place), address),
        None => (None, address(to)),
    };
    let packet = outpath_core::addr::Packet {
        source: from,
        destination: to,
        protocol: Protocol::Tcp,
        source_ports: Some(PortRange::EPHEMERAL),
        destination_ports: Some(PortRange::single(443)),
        icmp: None,
    };
    NaiveFlow { source, packet, intended }
}

fn endpoint(model: &Model, name: &str) -> Option<(Place, std::net::IpAddr)> {
    if name == "internet" {
        return Some((Place::Internet, address("8.8.8.8")));
    }
    let interface = model.network_interfaces.iter().find(|(_, i)| i.identity.name == name);
    if let Some((id, interface)) = interface {
        return Some((Place::Interface(id), interface.primary()?));
    }
    let host = model.hosts.iter().find(|(_, h)| h.identity.name.ends_with(&format!(".{name}")));
    host.map(|(id, host)| (Place::Host(id), host.address))
}
