//! Small topologies whose VPCs are joined with each other and with the customer.

/// Two VPCs and a site behind a VPN connection, joined by a transit gateway. `z` stands in a zone
/// without a subnet of the attachment: it is reached and cannot send.
pub(crate) const TRANSIT: &str = "\
outpath: 1
region: us-west-2
vpcs:
  a:
    cidrs: [10.1.0.0/16]
    subnets:
      app: { cidr: 10.1.1.0/24, zone: usw2-az1, route_table: app }
      far: { cidr: 10.1.2.0/24, zone: usw2-az2, route_table: app }
      edge: { cidr: 10.1.9.0/24, zone: usw2-az1 }
    route_tables:
      app: { routes: { 10.0.0.0/8: transit_gateway.core, 172.16.0.0/12: transit_gateway.core } }
  b:
    cidrs: [10.2.0.0/16]
    subnets:
      app: { cidr: 10.2.1.0/24, zone: usw2-az1, route_table: app }
      edge: { cidr: 10.2.9.0/24, zone: usw2-az1, route_table: edge }
    route_tables:
      app: { routes: { 10.0.0.0/8: transit_gateway.core, 172.16.0.0/12: transit_gateway.core } }
      edge: {}
transit_gateways:
  core:
    attachments:
      a: { vpc: a, subnets: [edge], association: main, propagate_to: main }
      b: { vpc: b, subnets: [edge], association: main, propagate_to: main }
      wan: { vpn: wan, association: main, propagate_to: main }
    route_tables: { main: {} }
vpn_connections: { wan: { customer_gateway: c.r } }
instances:
  x: { subnet: a.app, ip: 10.1.1.10 }
  z: { subnet: a.far, ip: 10.1.2.10 }
  y: { subnet: b.app, ip: 10.2.1.10 }
on_premises:
  c:
    segments: { lan: { cidr: 172.16.0.0/24 } }
    routers: { r: { interfaces: { lan: 172.16.0.1/24 }, announce: [172.16.0.0/24] } }
    hosts: { db: { ip: 172.16.0.10 } }
";

/// Two VPCs with virtual private gateways. VPC `a` has a VPN connection of its own; both are behind
/// one Direct Connect gateway.
pub(crate) const HYBRID: &str = "\
outpath: 1
region: us-west-2
vpcs:
  a:
    cidrs: [10.1.0.0/16]
    virtual_private_gateway: true
    subnets: { app: { cidr: 10.1.1.0/24, route_table: app } }
    route_tables: { app: { propagate: true } }
  b:
    cidrs: [10.2.0.0/16]
    virtual_private_gateway: true
    subnets: { app: { cidr: 10.2.1.0/24, route_table: app } }
    route_tables: { app: { propagate: true } }
vpn_connections: { wan: { gateway: a.vgw, customer_gateway: c.r } }
direct_connect_gateways:
  dxgw: { asn: 64520, associations: { b.vgw: [10.2.0.0/16] } }
direct_connect:
  port: { virtual_interfaces: { dx: { type: private, gateway: dxgw, peer: c.s, mtu: 9001 } } }
instances:
  x: { subnet: a.app, ip: 10.1.1.10 }
  y: { subnet: b.app, ip: 10.2.1.10 }
on_premises:
  c:
    segments: { lan: { cidr: 172.16.0.0/24, next_hop: [r] }, wing: { cidr: 172.17.0.0/24 } }
    routers:
      r: { asn: 65001, interfaces: { lan: 172.16.0.1/24 }, announce: [172.16.0.0/24] }
      s: { asn: 65002, interfaces: { wing: 172.17.0.1/24 }, announce: [172.17.0.0/24] }
    hosts: { db: { ip: 172.16.0.10 }, log: { ip: 172.17.0.10 } }
";

/// Two VPCs in two zones, whose packets for each other a transit gateway sends through an appliance
/// in one of the zones of a third VPC.
pub(crate) const INSPECTED: &str = "\
outpath: 1
region: us-west-2
vpcs:
  a:
    cidrs: [10.1.0.0/16]
    subnets: { app: { cidr: 10.1.1.0/24, zone: usw2-az1, route_table: app } }
    route_tables: { app: { routes: { 10.0.0.0/8: transit_gateway.core } } }
  c:
    cidrs: [10.3.0.0/16]
    subnets: { app: { cidr: 10.3.1.0/24, zone: usw2-az2, route_table: app } }
    route_tables: { app: { routes: { 10.0.0.0/8: transit_gateway.core } } }
  hub:
    cidrs: [10.9.0.0/16]
    subnets:
      edge-1: { cidr: 10.9.1.0/24, zone: usw2-az1, route_table: edge-1 }
      edge-2: { cidr: 10.9.2.0/24, zone: usw2-az2, route_table: edge-2 }
      fw-1: { cidr: 10.9.3.0/24, zone: usw2-az1, route_table: fw }
      fw-2: { cidr: 10.9.4.0/24, zone: usw2-az2, route_table: fw }
    route_tables:
      edge-1: { routes: { 10.0.0.0/8: instance.fw-1 } }
      edge-2: { routes: { 10.0.0.0/8: instance.fw-2 } }
      fw: { routes: { 10.0.0.0/8: transit_gateway.core } }
transit_gateways:
  core:
    attachments:
      a: { vpc: a, subnets: [app], association: spokes, propagate_to: back }
      c: { vpc: c, subnets: [app], association: spokes, propagate_to: back }
      hub: { vpc: hub, subnets: [edge-1, edge-2], appliance_mode: false, association: back }
    route_tables:
      spokes: { routes: { 10.0.0.0/8: attachment.hub } }
      back: {}
instances:
  x: { subnet: a.app, ip: 10.1.1.10 }
  w: { subnet: c.app, ip: 10.3.1.10 }
  fw-1: { subnet: hub.fw-1, ip: 10.9.3.5, source_dest_check: false, forwards: { stateful: true } }
  fw-2: { subnet: hub.fw-2, ip: 10.9.4.5, source_dest_check: false, forwards: { stateful: true } }
";

/// Two VPCs joined by a transit gateway, which sends what is for the customer to VPC `a`; that has a
/// virtual private gateway.
pub(crate) const STACKED: &str = "\
outpath: 1
region: us-west-2
vpcs:
  a:
    cidrs: [10.1.0.0/16]
    virtual_private_gateway: true
    subnets: { app: { cidr: 10.1.1.0/24, zone: usw2-az1, route_table: app } }
    route_tables: { app: { propagate: true, routes: { 10.2.0.0/16: transit_gateway.core } } }
  b:
    cidrs: [10.2.0.0/16]
    subnets: { app: { cidr: 10.2.1.0/24, zone: usw2-az1, route_table: app } }
    route_tables: { app: { routes: { 0.0.0.0/0: transit_gateway.core } } }
transit_gateways:
  core:
    attachments:
      a: { vpc: a, subnets: [app], association: main, propagate_to: main }
      b: { vpc: b, subnets: [app], association: main, propagate_to: main }
    route_tables: { main: { routes: { 0.0.0.0/0: attachment.a } } }
vpn_connections: { wan: { gateway: a.vgw, customer_gateway: c.r } }
instances:
  x: { subnet: a.app, ip: 10.1.1.10 }
  y: { subnet: b.app, ip: 10.2.1.10 }
on_premises:
  c:
    segments: { lan: { cidr: 172.16.0.0/24 } }
    routers: { r: { interfaces: { lan: 172.16.0.1/24 }, announce: [172.16.0.0/24] } }
    hosts: { db: { ip: 172.16.0.10 } }
";

/// Two VPCs at a transit gateway each; the two are peered.
pub(crate) const PEERED: &str = "\
outpath: 1
region: us-west-2
vpcs:
  a:
    cidrs: [10.1.0.0/16]
    subnets: { app: { cidr: 10.1.1.0/24, zone: usw2-az1, route_table: app } }
    route_tables: { app: { routes: { 10.0.0.0/8: transit_gateway.core } } }
  b:
    cidrs: [10.2.0.0/16]
    subnets: { app: { cidr: 10.2.1.0/24, zone: usw2-az1, route_table: app } }
    route_tables: { app: { routes: { 10.0.0.0/8: transit_gateway.other } } }
transit_gateways:
  core:
    attachments:
      a: { vpc: a, subnets: [app], association: near, propagate_to: near }
      peer: { peer: other.peer, association: near }
    route_tables: { near: { routes: { 10.2.0.0/16: attachment.peer } } }
  other:
    attachments:
      b: { vpc: b, subnets: [app], association: far, propagate_to: far }
      peer: { peer: core.peer, association: far }
    route_tables: { far: { routes: { 10.1.0.0/16: attachment.peer } } }
instances:
  x: { subnet: a.app, ip: 10.1.1.10 }
  y: { subnet: b.app, ip: 10.2.1.10 }
";
