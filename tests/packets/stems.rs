//! Small topologies that work, for tests that break them in one place.

/// Replacements, each of which must apply exactly once.
pub(crate) type Edits = &'static [(&'static str, &'static str)];

/// Two peered VPCs in the Region; one has an internet gateway and a NAT gateway.
pub(crate) const REGION: &str = "\
outpath: 1
region: us-west-2
vpcs:
  a:
    cidrs: [10.0.0.0/16]
    internet_gateway: true
    subnets:
      public: { cidr: 10.0.1.0/24, route_table: public }
      private: { cidr: 10.0.2.0/24, route_table: private }
    route_tables:
      public: { routes: { 0.0.0.0/0: igw } }
      private: { routes: { 10.9.0.0/16: peering_connection.ab, 0.0.0.0/0: nat_gateway.n } }
    nat_gateways: { n: { subnet: public, ip: 10.0.1.5, public_ip: 203.0.113.5 } }
  b:
    cidrs: [10.9.0.0/16]
    subnets: { s: { cidr: 10.9.1.0/24, route_table: s } }
    route_tables: { s: { routes: { 10.0.0.0/16: peering_connection.ab } } }
peering_connections: { ab: { vpcs: [a, b] } }
instances:
  web: { subnet: a.public, ip: 10.0.1.10, public_ip: 198.51.100.7 }
  app: { subnet: a.private, ip: 10.0.2.10 }
  far: { subnet: b.s, ip: 10.9.1.10 }
";

/// One VPC on an Outpost and in the Region, in direct VPC routing, and one device of the customer.
pub(crate) const RACK: &str = "\
outpath: 1
region: us-west-2
vpcs:
  a:
    cidrs: [10.0.0.0/16]
    subnets:
      rack: { cidr: 10.0.1.0/24, outpost: p, route_table: rack }
      region: { cidr: 10.0.2.0/24 }
    route_tables:
      rack: { routes: { 172.16.0.0/16: lgw } }
outposts:
  p:
    zone: usw2-az1
    local_gateway:
      vif_groups:
        main: { asn: 64512, vifs: { ond: { local: 172.31.0.1/30, peer: c.r } } }
      route_tables:
        t:
          { mode: direct-vpc-routing, vif_group: main, vpcs: [a], routes: { 0.0.0.0/0: vif_group.main } }
on_premises:
  c:
    segments: { lan: { cidr: 172.16.0.0/24 } }
    routers:
      r:
        { interfaces: { ond: 172.31.0.2/30, lan: 172.16.0.1/24 }, announce: [172.16.0.0/24] }
    hosts: { db: { ip: 172.16.0.10 } }
instances:
  web: { subnet: a.rack, ip: 10.0.1.10 }
  two: { subnet: a.rack, ip: 10.0.1.11 }
  app: { subnet: a.region, ip: 10.0.2.10 }
";

/// An Outpost with some customer devices that all announce 10.7.0.0/16 and send it back: the packet
/// wanders from one device to the next in every order there is.
pub(crate) fn devices(count: usize) -> String {
    let mut text = String::from(
        "\
outpath: 1
region: us-west-2
vpcs:
  a:
    cidrs: [10.0.0.0/16]
    subnets: { rack: { cidr: 10.0.1.0/24, outpost: p, route_table: rack } }
    route_tables: { rack: { routes: { 10.7.0.0/16: lgw } } }
instances: { web: { subnet: a.rack, ip: 10.0.1.10 } }
outposts:
  p:
    zone: usw2-az1
    local_gateway:
      route_tables:
        t: { vif_group: main, vpcs: [a], routes: { 0.0.0.0/0: vif_group.main } }
      vif_groups:
        main:
          asn: 64512
          vifs:
",
    );
    for device in 0..count {
        let near = 4 * device + 1;
        text +=
            &format!("            v{device}: {{ local: 172.31.0.{near}/30, peer: c.r{device} }}\n");
    }
    text += "on_premises:\n  c:\n    routers:\n";
    for device in 0..count {
        let (near, far) = (4 * device + 1, 4 * device + 2);
        text += &format!(
            "      r{device}: {{ interfaces: {{ ond: 172.31.0.{far}/30 }}, announce: [10.7.0.0/16], \
             routes: {{ 10.7.0.0/16: 172.31.0.{near} }} }}\n",
        );
    }
    text
}

/// Applies edits to a text.
pub(crate) fn edited(mut text: String, edits: Edits) -> String {
    for (old, new) in edits {
        assert_eq!(text.matches(old).count(), 1, "{old}\n{text}");
        text = text.replace(old, new);
    }
    text
}
