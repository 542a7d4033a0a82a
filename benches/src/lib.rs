//! Inputs for the benches, made here so that every machine measures the same.

pub mod backbone;
pub mod dir24;
pub mod estate;
pub mod goals;
pub mod internet;
pub mod rounds;
pub mod table;

use std::fmt::Write as _;

use outpath_core::analysis::{Loaded, Loader};

/// Hands out one text whatever its name.
#[derive(Debug, Clone, Copy)]
pub struct OneText<'a>(pub &'a str);

impl Loader for OneText<'_> {
    fn load(&self, name: &str, _from: Option<&str>) -> Result<Loaded, String> {
        Ok(Loaded { name: name.to_owned(), bytes: self.0.as_bytes().to_vec() })
    }
}

/// Returns a topology file with one rack, `subnets` subnets on it and as many instances.
///
/// # Panics
/// Never: writing to a string does not fail.
#[must_use]
pub fn rack(subnets: usize) -> String {
    let mut text = String::from(HEAD);
    for at in 0..subnets {
        let (high, low) = (at / 250, at % 250);
        let _ = writeln!(
            text,
            "      s{at}: {{ cidr: 10.{high}.{low}.0/24, outpost: plant-1, route_table: rack }}"
        );
    }
    text.push_str("    route_tables:\n      rack: { routes: { 172.16.0.0/12: lgw } }\n");
    text.push_str("instances:\n");
    for at in 0..subnets {
        let (high, low) = (at / 250, at % 250);
        let _ = writeln!(text, "  i{at}: {{ subnet: shop.s{at}, ip: 10.{high}.{low}.10 }}");
    }
    text.push_str(TAIL);
    text
}

const HEAD: &str = "\
outpath: 1
region: us-west-2
vpcs:
  shop:
    cidrs: [10.0.0.0/16, 10.1.0.0/16, 10.2.0.0/16, 10.3.0.0/16]
    subnets:
";

const TAIL: &str = "\
outposts:
  plant-1:
    zone: usw2-az1
    local_gateway:
      vif_groups:
        main:
          asn: 64512
          vifs:
            ond-1: { vlan: 101, local: 172.31.0.1/30, peer: campus.cnd-1 }
            ond-2: { vlan: 101, local: 172.31.0.5/30, peer: campus.cnd-2 }
      route_tables:
        campus: { vif_group: main, vpcs: [shop], routes: { 0.0.0.0/0: vif_group.main } }
on_premises:
  campus:
    segments: { lan: { cidr: 172.16.100.0/24, next_hop: [cnd-1, cnd-2] } }
    routers:
      cnd-1: { asn: 65010, interfaces: { ond: 172.31.0.2/30, lan: 172.16.100.1/24 }, announce: [172.16.0.0/12] }
      cnd-2: { asn: 65010, interfaces: { ond: 172.31.0.6/30, lan: 172.16.100.2/24 }, announce: [172.16.0.0/12] }
    hosts: { db: { ip: 172.16.100.10 } }
";
