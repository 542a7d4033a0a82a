//! What lies in AWS: accounts, VPCs, transit gateways, VPN connections, Outposts.

use std::{fmt::Write as _, net::Ipv4Addr};

use super::{
    names::{NETWORK, OWNERS},
    plan::{Bits, Outpost, Plan, Tier, Vpc},
    random::Random,
};

/// Writes an address.
pub(super) fn ip(bits: Bits) -> Ipv4Addr {
    Ipv4Addr::from_bits(bits)
}

/// Writes a block.
pub(super) fn cidr((base, length): (Bits, u32)) -> String {
    format!("{}/{length}", ip(base))
}

pub(super) fn accounts(text: &mut String, random: &mut Random) {
    text.push_str("accounts:\n");
    for name in [NETWORK].iter().chain(&OWNERS) {
        let id = 100_000_000_000 + random.below(900_000_000_000);
        let _ = writeln!(text, "  {name}: {{ id: \"{id}\" }}");
    }
}

pub(super) fn vpcs(text: &mut String, plan: &Plan) {
    text.push_str("vpcs:\n");
    for vpc in &plan.vpcs {
        let outpost = vpc.outpost.and_then(|at| plan.outposts.get(at));
        let region = plan.region(vpc.region);
        let blocks = if outpost.is_some() {
            format!("{}, {}", cidr(vpc.block), cidr(vpc.rack_block))
        } else {
            cidr(vpc.block)
        };
        let _ = write!(
            text,
            "  {}:\n{}    account: {}\n    cidrs: [{blocks}]\n    internet_gateway: true\n",
            vpc.name,
            plan.region_field(vpc.region),
            vpc.owner
        );
        subnets(text, plan, vpc, outpost);
        let _ = write!(
            text,
            "    route_tables:
      main: {{}}
      public: {{ routes: {{ 0.0.0.0/0: igw, 10.0.0.0/8: transit_gateway.{hub} }} }}
      private:
        routes:
          0.0.0.0/0: nat_gateway.out
          10.0.0.0/8: transit_gateway.{hub}
          172.16.0.0/12: transit_gateway.{hub}
",
            hub = region.zone
        );
        if outpost.is_some() {
            rack_table(text, vpc, region.zone);
        }
        filters(text, vpc);
        if let Some(public) = vpc.subnets.iter().find(|subnet| subnet.tier == Tier::Public) {
            let _ = write!(
                text,
                "    nat_gateways:\n      out: {{ subnet: {}, ip: {}, public_ip: {} }}\n",
                public.name,
                ip(public.base + 5),
                ip(vpc.nat_address)
            );
        }
    }
}

fn subnets(text: &mut String, plan: &Plan, vpc: &Vpc, outpost: Option<&Outpost>) {
    text.push_str("    subnets:\n");
    for subnet in &vpc.subnets {
        let zone = format!("zone: {}", plan.zone(vpc.region, subnet.zone));
        let rest = match subnet.tier {
            Tier::Rack => {
                let name = outpost.map_or("", |outpost| outpost.name.as_str());
                format!("outpost: {name}, route_table: rack")
            }
            Tier::Public => format!("{zone}, route_table: public"),
            Tier::App => format!("{zone}, route_table: private"),
            Tier::Data => format!("{zone}, route_table: private, network_acl: data"),
        };
        let base = ip(subnet.base);
        let _ = writeln!(text, "      {}: {{ cidr: {base}/24, {rest} }}", subnet.name);
    }
}

/// What is in the Region goes over the service link, the rest by the local gateway.
fn rack_table(text: &mut String, vpc: &Vpc, hub: &str) {
    let _ = write!(
        text,
        "      rack:
        routes:
          0.0.0.0/0: {}
          10.0.0.0/9: transit_gateway.{hub}
",
        if vpc.out_by_site { "lgw" } else { "nat_gateway.out" }
    );
    if !vpc.out_by_site {
        for block in ["10.128.0.0/9", "100.64.0.0/10", "172.16.0.0/12"] {
            let _ = writeln!(text, "          {block}: lgw");
        }
    }
}

fn filters(text: &mut String, vpc: &Vpc) {
    let has = |tier| vpc.subnets.iter().any(|one| one.tier == tier && !one.instances.is_empty());
    text.push_str("    security_groups:\n");
    if !vpc.subnets.iter().all(|subnet| subnet.instances.is_empty()) {
        text.push_str(
            "      base: { inbound: [tcp/22 from 172.16.0.0/12, icmp/echo from 10.0.0.0/8] }\n",
        );
    }
    if has(Tier::Public) {
        text.push_str("      web: { inbound: [tcp/443 from 0.0.0.0/0] }\n");
    }
    if has(Tier::App) {
        text.push_str("      app:\n        inbound:\n          - tcp/8443 from 10.0.0.0/9\n          - tcp/8443 from 172.16.0.0/12\n");
        if has(Tier::Public) {
            text.push_str("          - tcp/8080 from security_group.web\n");
        }
    }
    if has(Tier::Data) {
        text.push_str(
            "      db:\n        inbound:\n          - tcp/5432 from security_group.app\n",
        );
        if has(Tier::Rack) {
            text.push_str("          - tcp/5432 from security_group.edge\n");
        }
    }
    if has(Tier::Rack) {
        text.push_str("      edge:\n        inbound:\n          - tcp/443 from 10.0.0.0/8\n          - tcp/443 from 100.64.0.0/10\n          - tcp/443 from 172.16.0.0/12\n");
    }
    if vpc.subnets.iter().any(|subnet| subnet.tier == Tier::Data) {
        text.push_str(
            "    network_acls:
      data:
        inbound:
          100: allow tcp/22 from 172.16.0.0/12
          110: allow tcp/1024-65535 from 0.0.0.0/0
        outbound:
          100: allow tcp/443 to 0.0.0.0/0
          110: allow tcp/1024-65535 to 0.0.0.0/0
",
        );
    }
}

pub(super) fn instances(text: &mut String, plan: &Plan) {
    text.push_str("instances:\n");
    for vpc in &plan.vpcs {
        for subnet in &vpc.subnets {
            let group = match subnet.tier {
                Tier::Rack => "edge",
                Tier::Public => "web",
                Tier::App => "app",
                Tier::Data => "db",
            };
            for one in &subnet.instances {
                let _ = write!(
                    text,
                    "  {}: {{ subnet: {}.{}, ip: {}",
                    one.name,
                    vpc.name,
                    subnet.name,
                    ip(one.ip)
                );
                if let Some(public) = one.public_ip {
                    let _ = write!(text, ", public_ip: {}", ip(public));
                }
                if let Some(coip) = one.coip {
                    let _ = write!(text, ", coip: {}", ip(coip));
                }
                let _ = writeln!(text, ", security_groups: [base, {group}] }}");
            }
        }
    }
}

pub(super) fn transit_gateways(text: &mut String, plan: &Plan) {
    text.push_str("transit_gateways:\n");
    for (at, region) in plan.regions.iter().enumerate() {
        let _ = write!(
            text,
            "  {}:\n{}    asn: {}\n    attachments:\n",
            region.zone,
            plan.region_field(at),
            64_512 + at
        );
        for vpc in plan.vpcs.iter().filter(|vpc| vpc.region == at) {
            let mut zones: Vec<(usize, &str)> = Vec::new();
            for subnet in vpc.subnets.iter().filter(|subnet| subnet.tier == Tier::App) {
                if !zones.iter().any(|(zone, _)| *zone == subnet.zone) {
                    zones.push((subnet.zone, &subnet.name));
                }
            }
            let subnets: Vec<&str> = zones.into_iter().map(|(_, name)| name).collect();
            let _ = writeln!(
                text,
                "      {name}: {{ vpc: {name}, subnets: [{}], association: main, propagate_to: main }}",
                subnets.join(", "),
                name = vpc.name
            );
        }
        for hub in plan.sites.iter().filter(|site| site.hub) {
            let _ = writeln!(
                text,
                "      {site}: {{ vpn: {zone}-{site}, association: main, propagate_to: main }}",
                site = hub.name,
                zone = region.zone
            );
        }
        let others = || plan.regions.iter().enumerate().filter(|(other, _)| *other != at);
        for (_, other) in others() {
            let _ = writeln!(
                text,
                "      to-{}: {{ peer: {}.to-{}, association: main }}",
                other.zone, other.zone, region.zone
            );
        }
        let alone = plan.regions.len() == 1;
        text.push_str("    route_tables:\n      main:");
        text.push_str(if alone { " {}\n" } else { "\n        routes:\n" });
        for (other, to) in others() {
            for block in plan.of_region(other) {
                let _ = writeln!(text, "          {}: attachment.to-{}", cidr(block), to.zone);
            }
        }
    }
    text.push_str("vpn_connections:\n");
    for region in &plan.regions {
        for hub in plan.sites.iter().filter(|site| site.hub) {
            let _ = writeln!(
                text,
                "  {}-{site}: {{ customer_gateway: {site}.edge }}",
                region.zone,
                site = hub.name
            );
        }
    }
}

pub(super) fn outposts(text: &mut String, plan: &Plan) {
    text.push_str("outposts:\n");
    for (at, outpost) in plan.outposts.iter().enumerate() {
        let site = plan.sites.get(outpost.site).map_or("", |site| site.name.as_str());
        let zone = plan.zone(outpost.region, outpost.zone);
        let region = plan.region_field(outpost.region);
        let _ = write!(
            text,
            "  {}:\n{region}    zone: {zone}\n    site: {site}\n    service_link: {{ connectivity: public }}\n    local_gateway:\n      vif_groups:\n        main:\n          asn: {}\n          vifs:\n",
            outpost.name,
            4_200_000_000_u64 + at as u64
        );
        for (number, uplink) in (1..).zip(outpost.uplinks) {
            let _ = writeln!(
                text,
                "            ond-{number}: {{ vlan: {}, lag: lag-{number}, local: {}/30, peer: {site}.cnd-{number} }}",
                outpost.vlan(at),
                ip(uplink + 1)
            );
        }
        let vpcs: Vec<&Vpc> = outpost.vpcs.iter().filter_map(|at| plan.vpcs.get(*at)).collect();
        let names: Vec<&str> = vpcs.iter().map(|vpc| vpc.name.as_str()).collect();
        let mut owners: Vec<&str> = vpcs.iter().map(|vpc| vpc.owner).collect();
        owners.sort_unstable();
        owners.dedup();
        let owners = owners.join(", ");
        let mode = if outpost.pool.is_some() { "coip" } else { "direct-vpc-routing" };
        let _ = write!(
            text,
            "      route_tables:\n        {site}:\n          mode: {mode}\n          vif_group: main\n          vpcs: [{}]\n",
            names.join(", ")
        );
        if let Some(pool) = outpost.pool {
            let _ = writeln!(
                text,
                "          coip_pools: {{ {site}: {{ cidrs: [{}], shared_with: [{owners}] }} }}",
                cidr(pool)
            );
        }
        let _ = write!(
            text,
            "          routes: {{ 0.0.0.0/0: vif_group.main }}\n          shared_with: [{owners}]\n"
        );
    }
}
