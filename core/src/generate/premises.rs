//! What the customer has: sites with their routers and hosts, and the carrier between them.

use std::fmt::Write as _;

use super::{
    cloud::{cidr, ip},
    plan::{Outpost, Plan, Site, Vpc, bits},
};

/// The AS number of the carrier; those of the sites follow [`SITE_ASN`].
const CARRIER_ASN: usize = 64_999;
const SITE_ASN: usize = 65_010;

/// The hosts of a site, with the last part of their addresses.
pub(super) const HOSTS: [(&str, u32); 3] = [("erp", 10), ("files", 11), ("scada", 12)];

impl Outpost {
    /// Returns the VLAN of its local gateway's uplinks; `at` is its number.
    pub(super) fn vlan(&self, at: usize) -> usize {
        100 + at
    }
}

/// Writes the sites; `routes` names the file with the full table, if there is one.
pub(super) fn sites(text: &mut String, plan: &Plan, routes: Option<&str>) {
    text.push_str("on_premises:\n");
    if plan.sites.len() > 1 {
        carrier(text, plan);
    }
    for (at, site) in plan.sites.iter().enumerate() {
        let _ = write!(
            text,
            "  {}:
    segments:
      servers: {{ cidr: {}, next_hop: [cnd-1, cnd-2] }}
      desks: {{ cidr: {}, next_hop: [cnd-1, cnd-2] }}
      core: {{ cidr: {} }}
",
            site.name,
            cidr((site.base, 24)),
            cidr((site.base + 256, 24)),
            cidr((site.core(), 29))
        );
        route_maps(text, site);
        text.push_str("    routers:\n");
        for device in 1..=2 {
            network_device(text, plan, site, at, device);
        }
        edge(text, plan, at, site, routes);
        text.push_str("    hosts:\n");
        for (name, address) in HOSTS {
            let _ = writeln!(text, "      {name}: {{ ip: {} }}", ip(site.base + address));
        }
        let _ = writeln!(text, "      desk-1: {{ ip: {} }}", ip(site.base + 256 + 10));
    }
}

impl Site {
    /// Returns the network between its routers.
    fn core(&self) -> u32 {
        self.base + 15 * 256
    }
}

fn carrier(text: &mut String, plan: &Plan) {
    text.push_str("  carrier:\n    segments:\n");
    for site in &plan.sites {
        let _ = writeln!(text, "      {}: {{ cidr: {} }}", site.name, cidr((site.link, 30)));
    }
    let _ =
        write!(text, "    routers:\n      pe:\n        asn: {CARRIER_ASN}\n        interfaces:\n");
    for site in &plan.sites {
        let _ = writeln!(text, "          {}: {}/30", site.name, ip(site.link + 1));
    }
    text.push_str("        bgp:\n          neighbors:\n");
    for site in &plan.sites {
        let _ = writeln!(text, "            {}.edge: {{}}", site.name);
    }
}

fn route_maps(text: &mut String, site: &Site) {
    text.push_str("    route_maps:\n");
    if !site.outposts.is_empty() {
        text.push_str(
            "      # Everything but the Regions, which racks reach over their service links.
      to-outpost:
        - match: { prefixes: [0.0.0.0/0, 10.128.0.0/9 le 24, 100.64.0.0/10 le 26, 172.16.0.0/12 le 24] }
",
        );
    }
    if site.hub {
        text.push_str(
            "      to-region:
        - match: { prefixes: 172.16.0.0/12 }
      from-region:
        - match: { prefixes: 10.0.0.0/9 le 24 }
",
        );
    }
}

fn network_device(text: &mut String, plan: &Plan, site: &Site, at: usize, device: u32) {
    let other = 3 - device;
    let _ = write!(
        text,
        "      cnd-{device}:
        asn: {}
        interfaces:
          servers: {}/24
          desks: {}/24
          core: {}/29
",
        SITE_ASN + at,
        ip(site.base + 1 + device),
        ip(site.base + 256 + 1 + device),
        ip(site.core() + device)
    );
    let outposts = || site.outposts.iter().filter_map(|at| Some((*at, plan.outposts.get(*at)?)));
    for (at, outpost) in outposts() {
        let [first, second] = outpost.uplinks;
        let uplink = if device == 1 { first } else { second };
        let _ = writeln!(
            text,
            "          {}: {{ address: {}/30, vlan: {} }}",
            outpost.name,
            ip(uplink + 2),
            outpost.vlan(at)
        );
    }
    let _ = write!(
        text,
        "        announce: [{}, {}]
        bgp:
          neighbors:
            cnd-{other}: {{ next_hop_self: true }}
            edge: {{ next_hop_self: true }}
",
        cidr((site.base, 24)),
        cidr((site.base + 256, 24))
    );
    for (_, outpost) in outposts() {
        let name = &outpost.name;
        let _ =
            writeln!(text, "            {name}.lgw.main.ond-{device}: {{ export: to-outpost }}");
    }
}

fn edge(text: &mut String, plan: &Plan, at: usize, site: &Site, routes: Option<&str>) {
    let _ = write!(
        text,
        "      edge:\n        asn: {}\n        interfaces:\n          core: {}/29\n",
        SITE_ASN + at,
        ip(site.core() + 3)
    );
    let several = plan.sites.len() > 1;
    if several {
        let _ = writeln!(
            text,
            "          carrier: {{ address: {}/30, segment: carrier.{} }}",
            ip(site.link + 2),
            site.name
        );
    }
    if site.hub {
        text.push_str("        routes: { 0.0.0.0/0: internet }\n");
        if let Some(file) = routes {
            let _ = writeln!(text, "        routes_from: {file}");
        }
        let _ = writeln!(
            text,
            "        source_nat: [{{ from: [10.0.0.0/8, 100.64.0.0/10, 172.16.0.0/12], to: {} }}]",
            ip(0xC633_6400 + 10 + bits(at))
        );
    }
    text.push_str("        bgp:\n          multipath: 2\n");
    let direct = site.outposts.iter().filter_map(|at| plan.outposts.get(*at));
    let direct = direct.filter(|outpost| outpost.pool.is_none());
    let vpcs: Vec<&Vpc> =
        direct.flat_map(|outpost| &outpost.vpcs).filter_map(|at| plan.vpcs.get(*at)).collect();
    if site.hub || !vpcs.is_empty() {
        text.push_str("          aggregates:\n");
    }
    if site.hub {
        text.push_str(
            "            10.0.0.0/9: summary-only\n            172.16.0.0/12: with-specifics\n",
        );
    }
    for vpc in vpcs.into_iter().filter(|vpc| vpc.rack_block.1 < 24) {
        let _ = writeln!(text, "            {}: summary-only", cidr(vpc.rack_block));
    }
    if site.hub {
        text.push_str("          default: always\n");
    }
    text.push_str("          neighbors:\n            cnd-1: { next_hop_self: true }\n            cnd-2: { next_hop_self: true }\n");
    if several {
        text.push_str("            carrier.pe: {}\n");
    }
    if site.hub {
        for region in &plan.regions {
            let _ = writeln!(
                text,
                "            {}-{}: {{ import: from-region, export: to-region }}",
                region.zone, site.name
            );
        }
    }
}
