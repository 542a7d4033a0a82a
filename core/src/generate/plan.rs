//! The plan: what there is, what it is called, and which addresses it has.
//!
//! | Block | Of what |
//! | --- | --- |
//! | 10.0.0.0/9 | what VPCs have in Regions: a part for each Region, in it a block for each VPC, in it a /24 for each subnet |
//! | 10.128.0.0/9 | the same for what VPCs have on Outposts |
//! | 100.64.0.0/10 | customer-owned addresses, a pool for each Outpost |
//! | 172.16.0.0/12 | sites: a /20 each; in it two LANs and the network between routers |
//! | 172.31.0.0/16 | uplinks of Outposts, two /30 each |
//! | 192.168.0.0/16 | the carrier between the sites, a /30 each |
//! | 198.51.100.0/24 | public addresses of sites |
//!
//! So two routes tell what is in the Region from what is on a rack.

use super::{
    names::{self, OWNERS, REGIONS, Region},
    random::Random,
    size::{Size, SizeError},
};

/// An address or the start of a block.
pub(super) type Bits = u32;

/// The first address of Regions, racks, pools, sites, uplinks, the carrier.
const IN_REGIONS: Bits = 0x0A00_0000;
const ON_RACKS: Bits = 0x0A80_0000;
pub(super) const POOLS: Bits = 0x6440_0000;
const SITES: Bits = 0xAC10_0000;
const UPLINKS: Bits = 0xAC1F_0000;
const CARRIER: Bits = 0xC0A8_0000;

/// How many /24 a /9 has.
const TWENTY_FOURS: usize = 1 << 15;

/// The sites with a way to the internet and to the Regions.
const HUBS: usize = 2;

/// What a subnet is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tier {
    /// On the Outpost.
    Rack,
    /// With a way to the internet, for load balancers and NAT gateways.
    Public,
    /// For applications; the first one in each zone holds the transit gateway's interfaces.
    App,
    /// For databases.
    Data,
}

#[derive(Debug)]
pub(super) struct Subnet {
    pub(super) name: String,
    pub(super) tier: Tier,
    /// Which zone of the Region, from 1; that of the Outpost for one on it.
    pub(super) zone: usize,
    pub(super) base: Bits,
    pub(super) instances: Vec<Instance>,
}

#[derive(Debug)]
pub(super) struct Instance {
    pub(super) name: String,
    pub(super) ip: Bits,
    pub(super) coip: Option<Bits>,
    pub(super) public_ip: Option<Bits>,
}

#[derive(Debug)]
pub(super) struct Vpc {
    pub(super) name: String,
    pub(super) owner: &'static str,
    pub(super) region: usize,
    pub(super) outpost: Option<usize>,
    /// Its block in the Region, and that on the rack, each with a length.
    pub(super) block: (Bits, u32),
    pub(super) rack_block: (Bits, u32),
    pub(super) subnets: Vec<Subnet>,
    /// The Elastic IP address of its NAT gateway.
    pub(super) nat_address: Bits,
    /// Whether its racks reach the internet through the site, not through the Region.
    pub(super) out_by_site: bool,
}

#[derive(Debug)]
pub(super) struct Outpost {
    pub(super) name: String,
    pub(super) region: usize,
    pub(super) site: usize,
    pub(super) zone: usize,
    /// The pool of customer-owned addresses with its length; none where VPC addresses are used directly.
    pub(super) pool: Option<(Bits, u32)>,
    /// Its two uplinks: the Outpost has the first address of each, the site's device the second one.
    pub(super) uplinks: [Bits; 2],
    pub(super) vpcs: Vec<usize>,
}

#[derive(Debug)]
pub(super) struct Site {
    pub(super) name: String,
    pub(super) base: Bits,
    pub(super) outposts: Vec<usize>,
    /// Whether it has a way to the internet and to the Regions.
    pub(super) hub: bool,
    /// The link to the carrier: the carrier has the first address, the site's router the second one.
    pub(super) link: Bits,
}

#[derive(Debug)]
pub(super) struct Plan {
    pub(super) regions: Vec<Region>,
    pub(super) vpcs: Vec<Vpc>,
    pub(super) outposts: Vec<Outpost>,
    pub(super) sites: Vec<Site>,
}

impl Plan {
    /// Draws up the plan of an estate.
    pub(super) fn new(seed: u64, size: Size) -> Result<Self, SizeError> {
        size.verify()?;
        let random = &mut Random::new(seed, 1);
        let regions = match size.outposts.min(size.sites) {
            0..4 => 1,
            4..32 => 2,
            _many => 4,
        };
        let sites = sites(size, regions, random);
        let outposts = outposts(size, regions, &sites, random);
        let mut plan = Self {
            regions: REGIONS.iter().take(regions).copied().collect(),
            vpcs: Vec::new(),
            outposts,
            sites,
        };
        plan.add_vpcs(size, random)?;
        for (at, outpost) in plan.outposts.iter().enumerate() {
            if let Some(site) = plan.sites.get_mut(outpost.site) {
                site.outposts.push(at);
            }
        }
        Ok(plan)
    }

    fn add_vpcs(&mut self, size: Size, random: &mut Random) -> Result<(), SizeError> {
        let regions = self.regions.len();
        let zones = zones(size);
        let largest = size.subnets.div_ceil(size.vpcs);
        // How many /24 the blocks of a VPC have, and how many one Region has for all of its VPCs.
        let in_region = largest.next_power_of_two();
        let on_rack = racks(largest).next_power_of_two();
        let of_region = TWENTY_FOURS / regions;
        let mut taken = vec![0; regions];
        for (at, name) in names::vpcs(size.vpcs, random).into_iter().enumerate() {
            // Beyond the first of each Outpost every other VPC has a rack, too.
            let further = at.checked_sub(size.outposts);
            let outpost = further.is_none_or(|at| at % 2 == 1).then_some(at % size.outposts);
            let of_outpost = outpost.and_then(|at| self.outposts.get_mut(at));
            let region = of_outpost.as_ref().map_or(at % regions, |outpost| outpost.region);
            let slot = taken.get_mut(region).map_or(0, |slot| {
                *slot += 1;
                *slot - 1
            });
            if (slot + 1) * in_region > of_region {
                let words = "so many VPCs with so many subnets do not fit into 10.0.0.0/8";
                return Err(SizeError::new(words));
            }
            let mut vpc = Vpc {
                name,
                owner: random.one(&OWNERS).copied().unwrap_or(OWNERS[0]),
                region,
                outpost,
                block: block(IN_REGIONS, region * of_region + slot * in_region, in_region),
                rack_block: block(ON_RACKS, region * of_region + slot * on_rack, on_rack),
                subnets: Vec::new(),
                nat_address: ELASTIC + bits(at),
                out_by_site: random.below(2) == 0,
            };
            let count = share(size.subnets, size.vpcs, at);
            let zone = of_outpost.as_ref().map(|outpost| outpost.zone);
            vpc.add_subnets(count, zones, zone);
            if let Some(outpost) = of_outpost {
                outpost.vpcs.push(at);
            }
            self.vpcs.push(vpc);
        }
        self.add_instances(size);
        Ok(())
    }
}

/// Elastic IP addresses: first those of NAT gateways, then those of instances.
pub(super) const ELASTIC: Bits = 0x2CE0_0010;

/// Returns a number of a plan as part of an address; numbers of plans are small.
pub(super) fn bits(number: usize) -> Bits {
    Bits::try_from(number).unwrap_or(0)
}

/// Returns a block of this many /24, which begins this many /24 after a place.
fn block(start: Bits, at: usize, count: usize) -> (Bits, u32) {
    (start + bits(at) * 256, 24 - count.ilog2())
}

/// Returns how many of some things the part with this number gets of `parts` that are as equal as can be.
pub(super) fn share(things: usize, parts: usize, at: usize) -> usize {
    things / parts + usize::from(at < things % parts)
}

/// Returns how many subnets of a VPC are on its Outpost.
pub(super) fn racks(subnets: usize) -> usize {
    (subnets / 4).max(1)
}

/// Returns how many zones every VPC has subnets in.
fn zones(size: Size) -> usize {
    let least = size.subnets / size.vpcs;
    ((least - racks(least)) / 2).clamp(1, 3)
}

fn sites(size: Size, regions: usize, random: &mut Random) -> Vec<Site> {
    let names = names::sites(size.sites, regions, random);
    let sites = names.into_iter().enumerate().map(|(at, name)| Site {
        name,
        base: SITES + (bits(at) << 12),
        outposts: Vec::new(),
        hub: at < HUBS,
        link: CARRIER + bits(at) * 4,
    });
    sites.collect()
}

fn outposts(size: Size, regions: usize, sites: &[Site], random: &mut Random) -> Vec<Outpost> {
    let zones = bits(zones(size));
    let outposts = (0..size.outposts).map(|at| {
        let site = at % size.sites;
        let name = sites.get(site).map_or("", |site| site.name.as_str());
        let pool = random.below(3) == 0 && at > 0;
        Outpost {
            name: format!("{name}-{}", at / size.sites + 1),
            region: site % regions,
            site,
            zone: usize::try_from(random.below(zones.into())).unwrap_or(0) + 1,
            // Its place is known when its instances are.
            pool: pool.then_some((POOLS, 26)),
            uplinks: [UPLINKS + bits(at) * 8, UPLINKS + bits(at) * 8 + 4],
            vpcs: Vec::new(),
        }
    });
    outposts.collect()
}

/// Returns the blocks of one of some Regions.
pub(super) fn of_region(at: usize, regions: usize) -> [(Bits, u32); 2] {
    let count = TWENTY_FOURS / regions;
    [IN_REGIONS, ON_RACKS].map(|start| block(start, at * count, count))
}
