//! What fills VPCs: their subnets, and the instances in these.

use std::collections::BTreeMap;

use super::{
    plan::{Bits, ELASTIC, Instance, POOLS, Plan, Subnet, Tier, Vpc, bits, racks, share},
    size::Size,
};

/// Where the addresses of instances begin in a subnet.
const FIRST: Bits = 10;

impl Tier {
    /// Returns what instances here are called.
    fn role(self) -> &'static str {
        match self {
            Self::Rack => "edge",
            Self::Public => "web",
            Self::App => "app",
            Self::Data => "db",
        }
    }
}

impl Vpc {
    pub(super) fn add_subnets(&mut self, count: usize, zones: usize, outpost_zone: Option<usize>) {
        let on_rack = outpost_zone.map_or(0, |_| racks(count));
        let rack = (0..on_rack).map(|at| Subnet {
            name: format!("rack-{}", at + 1),
            tier: Tier::Rack,
            zone: outpost_zone.unwrap_or(1),
            base: self.rack_block.0 + bits(at) * 256,
            instances: Vec::new(),
        });
        let in_region = (0..count - on_rack).map(|at| {
            let (zone, row) = (at % zones + 1, at / zones);
            let (tier, word, number) = match row {
                1 => (Tier::Public, "public", 1),
                row if row % 2 == 0 => (Tier::App, "app", row / 2 + 1),
                row => (Tier::Data, "data", row / 2),
            };
            let number = if number > 1 { format!("{number}-") } else { String::new() };
            Subnet {
                name: format!("{word}-{number}az{zone}"),
                tier,
                zone,
                base: self.block.0 + bits(at) * 256,
                instances: Vec::new(),
            }
        });
        self.subnets = rack.chain(in_region).collect();
    }
}

impl Plan {
    pub(super) fn add_instances(&mut self, size: Size) {
        let mut number = 0;
        for vpc in &mut self.vpcs {
            // How many there are so far of each role.
            let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
            for subnet in &mut vpc.subnets {
                let here = share(size.instances, size.subnets, number);
                number += 1;
                let role = subnet.tier.role();
                let count = counts.entry(role).or_default();
                let names = (*count + 1..).map(|at| format!("{}-{role}-{at}", vpc.name));
                *count += here;
                let addresses = (subnet.base + FIRST..).zip(names);
                let instance = |(ip, name)| Instance { name, ip, coip: None, public_ip: None };
                subnet.instances = addresses.take(here).map(instance).collect();
            }
        }
        self.give_public_addresses();
        self.give_customer_owned_addresses();
    }

    /// Gives each instance in a public subnet an Elastic IP address.
    fn give_public_addresses(&mut self) {
        let mut next = ELASTIC + bits(self.vpcs.len());
        for vpc in &mut self.vpcs {
            let public = vpc.subnets.iter_mut().filter(|subnet| subnet.tier == Tier::Public);
            for instance in public.flat_map(|subnet| &mut subnet.instances) {
                instance.public_ip = Some(next);
                next += 1;
            }
        }
    }

    /// Gives each instance on an Outpost with a pool an address out of it.
    fn give_customer_owned_addresses(&mut self) {
        let mut start = POOLS;
        for outpost in &mut self.outposts {
            let Some(pool) = &mut outpost.pool else { continue };
            let mut racks: Vec<&mut Instance> = Vec::new();
            for vpc in self.vpcs.iter_mut().enumerate() {
                if outpost.vpcs.contains(&vpc.0) {
                    let here = vpc.1.subnets.iter_mut().filter(|subnet| subnet.tier == Tier::Rack);
                    racks.extend(here.flat_map(|subnet| &mut subnet.instances));
                }
            }
            // AWS keeps some of a pool.
            let addresses = (racks.len() + 16).next_power_of_two().max(64);
            let addresses = bits(addresses);
            start = start.next_multiple_of(addresses);
            *pool = (start, 32 - addresses.ilog2());
            for (instance, address) in racks.into_iter().zip(start + FIRST..) {
                instance.coip = Some(address);
            }
            start += addresses;
        }
    }
}
