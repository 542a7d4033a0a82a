//! The network of a large user: many VPCs, most of them on Outposts, and a site with a full table.

use std::fmt::Write as _;

use outpath_core::analysis::{Loaded, Loader};

/// How much there is of what.
#[derive(Debug, Clone, Copy)]
pub struct Size {
    /// VPCs: at most 250.
    pub vpcs: usize,
    /// Subnets in each VPC: at most 200. One of four is on the Outpost of the VPC.
    pub subnets: usize,
    /// Instances in each subnet: at most 200.
    pub instances: usize,
    /// Routes of the site, in a file of their own: at most 1,048,576.
    pub routes: usize,
}

/// The texts of an estate.
#[derive(Debug)]
pub struct Estate {
    /// The topology file.
    pub topology: String,
    /// The file of routes that it names.
    pub routes: String,
}

impl Loader for Estate {
    fn load(&self, name: &str, _from: Option<&str>) -> Result<Loaded, String> {
        let text = if name.ends_with(".csv") { &self.routes } else { &self.topology };
        Ok(Loaded { name: name.to_owned(), bytes: text.clone().into_bytes() })
    }
}

impl Estate {
    /// Returns an estate of a size. Nothing in it is wrong.
    ///
    /// # Panics
    /// Never: writing to a string does not fail.
    #[must_use]
    pub fn of(size: Size) -> Self {
        let mut text = String::from("outpath: 1\nregion: us-west-2\nvpcs:\n");
        (0..size.vpcs).for_each(|at| vpc(&mut text, at, size.subnets));
        text.push_str("instances:\n");
        for vpc in 0..size.vpcs {
            for subnet in 0..size.subnets {
                for at in 0..size.instances {
                    let host = at + 10;
                    let _ = writeln!(
                        text,
                        "  i{vpc}-{subnet}-{at}: {{ subnet: v{vpc}.s{subnet}, ip: 10.{vpc}.{subnet}.{host}, security_groups: [app] }}"
                    );
                }
            }
        }
        text.push_str("outposts:\n");
        (0..size.vpcs).for_each(|at| outpost(&mut text, at));
        site(&mut text, size.vpcs);
        Self { topology: text, routes: routes(size.routes) }
    }
}

fn vpc(text: &mut String, vpc: usize, subnets: usize) {
    let _ = write!(
        text,
        "  v{vpc}:\n    cidrs: [10.{vpc}.0.0/16]\n    internet_gateway: true\n    subnets:\n"
    );
    for subnet in 0..subnets {
        let place = if subnet % 4 == 0 {
            format!("outpost: o{vpc}, route_table: rack")
        } else {
            format!("zone: usw2-az{}, route_table: region", subnet % 3 + 1)
        };
        let _ = writeln!(text, "      s{subnet}: {{ cidr: 10.{vpc}.{subnet}.0/24, {place} }}");
    }
    text.push_str(
        "    route_tables:
      region: { routes: { 0.0.0.0/0: igw } }
      rack: { routes: { 172.16.0.0/12: lgw } }
    security_groups:
      app:
        inbound: [tcp/443 from 172.16.0.0/12, any from security_group.app]
",
    );
}

fn outpost(text: &mut String, at: usize) {
    let net = at * 8;
    let (third, fourth) = (net / 256, net % 256);
    let (ours_1, ours_2) = (fourth + 1, fourth + 5);
    let _ = write!(
        text,
        "  o{at}:
    zone: usw2-az1
    site: campus
    local_gateway:
      vif_groups:
        main:
          asn: 64512
          vifs:
            ond-1: {{ vlan: {vlan}, local: 172.31.{third}.{ours_1}/30, peer: campus.cnd-1 }}
            ond-2: {{ vlan: {vlan}, local: 172.31.{third}.{ours_2}/30, peer: campus.cnd-2 }}
      route_tables:
        campus: {{ vif_group: main, vpcs: [v{at}], routes: {{ 172.16.0.0/12: vif_group.main }} }}
",
        vlan = 100 + at,
    );
}

fn site(text: &mut String, outposts: usize) {
    text.push_str(
        "on_premises:
  campus:
    segments:
      lan: { cidr: 172.16.100.0/24, next_hop: [cnd-1, cnd-2] }
      transit: { cidr: 172.16.101.0/24 }
    hosts: { db: { ip: 172.16.100.10 } }
    routers:
      isp:
        interfaces: { transit: 172.16.101.1/24 }
        routes_from: { file: routes.csv, next_hop: internet }
",
    );
    for device in 1..=2 {
        let _ = write!(text, "      cnd-{device}:\n        asn: 65010\n        interfaces:\n");
        for at in 0..outposts {
            let net = at * 8 + (device - 1) * 4;
            let (third, fourth) = (net / 256, net % 256 + 2);
            let _ = writeln!(
                text,
                "          o{at}: {{ address: 172.31.{third}.{fourth}/30, vlan: {} }}",
                100 + at
            );
        }
        let _ = write!(
            text,
            "          lan: 172.16.100.{own}/24
          transit: 172.16.101.{own}/24
        announce: [172.16.0.0/12]
        routes: {{ 0.0.0.0/0: isp }}
",
            own = device + 1
        );
    }
}

/// Returns a file of routes, all different, that cover a part of the internet.
fn routes(count: usize) -> String {
    let mut text = String::from("prefix\n");
    for at in 0..count {
        // 64.0.0.0/6 and what follows, a /24 each.
        let net = 0x0040_0000 + at;
        let _ = writeln!(text, "{}.{}.{}.0/24", net >> 16, net >> 8 & 255, net & 255);
    }
    text
}
