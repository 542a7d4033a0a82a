//! What things are called.

use super::random::Random;

/// A Region with what is named after it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Region {
    /// Its name.
    pub(super) name: &'static str,
    /// What the ids of its Availability Zones begin with.
    pub(super) zone: &'static str,
    /// Cities near it.
    cities: &'static [&'static str],
}

/// The Regions that estates lie in.
pub(super) const REGIONS: [Region; 4] = [
    Region {
        name: "us-west-2",
        zone: "usw2",
        cities: &[
            "seattle", "portland", "tacoma", "spokane", "boise", "eugene", "salem", "reno",
            "fresno", "helena", "yakima", "provo",
        ],
    },
    Region {
        name: "eu-central-1",
        zone: "euc1",
        cities: &[
            "munich", "leipzig", "bremen", "vienna", "zurich", "prague", "mainz", "ulm", "kassel",
            "linz", "basel", "brno",
        ],
    },
    Region {
        name: "us-east-2",
        zone: "use2",
        cities: &[
            "columbus", "dayton", "toledo", "akron", "detroit", "lansing", "erie", "buffalo",
            "albany", "lima", "canton", "flint",
        ],
    },
    Region {
        name: "ap-southeast-2",
        zone: "apse2",
        cities: &[
            "sydney",
            "newcastle",
            "canberra",
            "geelong",
            "hobart",
            "cairns",
            "darwin",
            "perth",
            "albury",
            "dubbo",
            "ballarat",
            "bendigo",
        ],
    },
];

/// What VPCs are called after: the work that is done in them.
const WORK: [&str; 24] = [
    "orders",
    "billing",
    "payroll",
    "catalog",
    "search",
    "returns",
    "shipping",
    "pricing",
    "loyalty",
    "claims",
    "ledger",
    "fleet",
    "assembly",
    "quality",
    "imaging",
    "records",
    "telemetry",
    "forecast",
    "identity",
    "messaging",
    "archive",
    "reports",
    "stock",
    "portal",
];

/// The accounts that own VPCs.
pub(super) const OWNERS: [&str; 3] = ["retail", "finance", "plants"];

/// The account that owns Outposts and transit gateways.
pub(super) const NETWORK: &str = "network";

/// Returns names for this many VPCs.
pub(super) fn vpcs(count: usize, random: &mut Random) -> Vec<String> {
    let mut work = WORK;
    random.shuffle(&mut work);
    work.iter()
        .copied()
        .cycle()
        .zip(0..count)
        .map(|(name, at)| numbered(name, at / WORK.len()))
        .collect()
}

/// Returns names for this many sites, each in the Region with this number modulo `regions`.
pub(super) fn sites(count: usize, regions: usize, random: &mut Random) -> Vec<String> {
    let mut names = vec![String::new(); count];
    for (number, region) in REGIONS.iter().take(regions).enumerate() {
        let mut cities = region.cities.to_vec();
        random.shuffle(&mut cities);
        let here = names.iter_mut().skip(number).step_by(regions);
        for (at, (slot, city)) in here.zip(cities.iter().cycle()).enumerate() {
            *slot = numbered(city, at / cities.len());
        }
    }
    names
}

/// Returns a name, with a number from the second round on.
fn numbered(name: &str, round: usize) -> String {
    if round == 0 { name.to_owned() } else { format!("{name}-{}", round + 1) }
}
