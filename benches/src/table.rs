//! A customer network that carries a full table of the internet.

use std::{
    io::{BufRead, BufReader},
    net::{IpAddr, Ipv4Addr},
    path::Path,
    process::{Command, Stdio},
};

use outpath_core::{
    addr::{Asn, Community, Prefix},
    bgp::control_plane::{
        End, MedComparison, Origin, Origination, Session, Speaker, SpeakerId, Speakers, Underlay,
    },
    model::{
        Identity, Multipath, PrefixRange, RouteMap, RouteMapEntry, RouteMapMatch, RouteMapSet,
    },
};

/// The AS number of the customer.
pub const CUSTOMER: Asn = Asn(64_600);

/// The AS numbers of the two providers.
pub const PROVIDERS: [Asn; 2] = [Asn(3356), Asn(1299)];

/// How many routers the customer has: two borders, two reflectors, the others behind them.
pub const ROUTERS: u32 = 20;

/// Prefixes, each with the AS that it belongs to.
#[derive(Debug, Clone)]
pub struct Table {
    /// Where they come from, in words.
    pub source: String,
    /// The prefixes, all different.
    pub prefixes: Vec<(Prefix, Asn)>,
}

impl Table {
    /// Reads the table of 2021 beside the repository if it is there, and makes one of the same shape if not.
    #[must_use]
    pub fn load() -> Self {
        let name = "../shared/data/ipv4-prefix-origin-asn.csv.gz";
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        match read(&root.join(name)) {
            Some(prefixes) => Self { source: name.to_owned(), prefixes },
            None => Self {
                source: format!("generated, as {name} is not there"),
                prefixes: generate(900_000),
            },
        }
    }

    /// Returns prefixes taken evenly from the whole table.
    #[must_use]
    pub fn some(&self, count: usize) -> Vec<(Prefix, Asn)> {
        let all = self.prefixes.len();
        let count = count.min(all);
        (0..count).filter_map(|at| self.prefixes.get(at * all / count).copied()).collect()
    }
}

fn read(path: &Path) -> Option<Vec<(Prefix, Asn)>> {
    if !path.is_file() {
        return None;
    }
    let unpack = Command::new("gzip").arg("-dc").arg(path).stdout(Stdio::piped()).spawn();
    let mut unpack = unpack.ok()?;
    let mut found: Vec<(Prefix, Asn)> = Vec::new();
    for line in BufReader::new(unpack.stdout.take()?).lines().map_while(Result::ok).skip(1) {
        let mut cells = line.split(',');
        let network: IpAddr = cells.next()?.parse().ok()?;
        let prefix = Prefix::holding(network, cells.next()?.parse().ok()?)?;
        // A prefix with several origins has several rows; the first will do.
        if found.last().is_none_or(|(last, _)| *last != prefix) {
            found.push((prefix, Asn(cells.next()?.parse().ok()?)));
        }
    }
    unpack.wait().ok()?.success().then_some(found)
}

fn mix(number: u32) -> u32 {
    let mixed = (number ^ (number >> 15)).wrapping_mul(0x85EB_CA6B);
    (mixed ^ (mixed >> 13)).wrapping_mul(0xC2B2_AE35) ^ (mixed >> 16)
}

/// Makes prefixes of which, as in a real table, most are /24, /23 and /22, of some 70,000 ASes.
fn generate(count: u32) -> Vec<(Prefix, Asn)> {
    let made = (0..count).filter_map(|at| {
        let length = match mix(at) % 100 {
            0..=59 => 24,
            60..=70 => 23,
            71..=82 => 22,
            83..=88 => 21,
            89..=93 => 20,
            94..=96 => 19,
            other => 20 - u8::try_from(100 - other).unwrap_or(1) * 2,
        };
        let base = 0x0100_0000 + at * 3900;
        let prefix = Prefix::holding(IpAddr::V4(Ipv4Addr::from_bits(base)), length)?;
        Some((prefix, Asn(1 + mix(base >> 14) % 70_000)))
    });
    let mut made: Vec<_> = made.collect();
    made.sort_unstable();
    made.dedup_by_key(|(prefix, _)| *prefix);
    made
}

/// Returns the ASes between a provider and an origin: none to four, always the same ones.
#[must_use]
pub fn transit(provider: Asn, origin: Asn) -> Vec<Asn> {
    let seed = mix(origin.0.wrapping_mul(31) ^ provider.0);
    let between = match seed % 16 {
        0..=2 => 0,
        3..=9 => 1,
        10..=13 => 2,
        14 => 3,
        _ => 4,
    };
    let mut path: Vec<Asn> = (0..between).map(|at| Asn(100_000 + mix(seed + at) % 3000)).collect();
    path.push(origin);
    path
}

/// Interior costs: the further apart the numbers of two routers, the more.
#[derive(Debug, Clone, Copy)]
pub struct Costs;

impl Underlay for Costs {
    fn cost(&self, from: SpeakerId, to: IpAddr) -> Option<u32> {
        match to {
            IpAddr::V4(to) => Some(from.0.abs_diff(u32::from(to.octets()[2]))),
            IpAddr::V6(_) => None,
        }
    }
}

fn speaker(asn: Asn, number: u32) -> Speaker {
    Speaker {
        asn,
        router_id: number + 1,
        cluster_id: number + 1,
        originations: Vec::new(),
        aggregates: Vec::new(),
        multipath: Multipath { ebgp: 1, ibgp: 2, relax_as_path: true },
        med: MedComparison::SameNeighbor,
        passes_on: true,
    }
}

fn end(speaker: u32, number: u8) -> End {
    End {
        speaker: SpeakerId(speaker),
        address: IpAddr::from([10, number, u8::try_from(speaker).unwrap_or(255), 1]),
        import: None,
        export: None,
        route_reflector_client: false,
        next_hop_self: false,
        allowas_in: 0,
        max_prefixes: None,
        prepend: 0,
        local_preference: 100,
        require_policy: true,
        only: None,
    }
}

fn entry(permit: bool, matches: Vec<RouteMapMatch>, sets: Vec<RouteMapSet>) -> RouteMapEntry {
    RouteMapEntry { permit, matches, sets }
}

/// Returns the route maps: what is taken from providers, what is told to them, and everything.
fn route_maps() -> Vec<RouteMap> {
    let bogons = ["0.0.0.0/8", "10.0.0.0/8", "127.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];
    let range = |text: &&str| {
        let prefix: Prefix = text.parse().ok()?;
        Some(PrefixRange { prefix, shortest: prefix.length(), longest: 32 })
    };
    let all: Option<Prefix> = "0.0.0.0/0".parse().ok();
    let long = all.map(|prefix| PrefixRange { prefix, shortest: 25, longest: 32 });
    let pattern = |text: &str| text.parse().ok().into_iter().collect();
    let import = vec![
        entry(
            false,
            vec![RouteMapMatch::Prefixes(bogons.iter().filter_map(range).collect())],
            vec![],
        ),
        entry(false, vec![RouteMapMatch::Prefixes(long.into_iter().collect())], vec![]),
        entry(
            true,
            vec![RouteMapMatch::AsPath(pattern("_13335$"))],
            vec![RouteMapSet::LocalPreference(150)],
        ),
        entry(true, vec![], vec![RouteMapSet::AddCommunities(vec![Community(64_600 << 16 | 1)])]),
    ];
    let export = vec![entry(true, vec![RouteMapMatch::AsPath(pattern("^$"))], vec![])];
    let everything = vec![entry(true, vec![], vec![])];
    let named = |(name, entries): (&str, Vec<RouteMapEntry>)| {
        let identity = Identity { name: name.to_owned(), ..Identity::default() };
        RouteMap { identity, entries }
    };
    [("from-provider", import), ("to-provider", export), ("all", everything)]
        .into_iter()
        .map(named)
        .collect()
}

/// Makes the customer's routers, and two providers that tell the borders all these prefixes.
#[must_use]
pub fn network(prefixes: &[(Prefix, Asn)]) -> Speakers {
    let mut speakers: Vec<Speaker> = (0..ROUTERS).map(|at| speaker(CUSTOMER, at)).collect();
    let mut sessions = Vec::new();
    for (at, provider) in (0..).zip(PROVIDERS) {
        let mut one = speaker(provider, ROUTERS + at);
        let originations = prefixes.iter().map(|(prefix, origin)| Origination {
            prefix: *prefix,
            origin: Origin::Igp,
            as_path: transit(provider, *origin),
            med: None,
            communities: Vec::new(),
            condition: None,
        });
        one.originations = originations.collect();
        speakers.push(one);
        let mut border = end(at, 0);
        (border.import, border.export) = (Some(0), Some(1));
        let mut provider = end(ROUTERS + at, 0);
        (provider.import, provider.export) = (Some(2), Some(2));
        sessions.push(Session { up: true, ends: [border, provider] });
    }
    for reflector in [2, 3] {
        for client in (0..ROUTERS).filter(|at| !(2..=3).contains(at)) {
            let mut server = end(reflector, u8::try_from(client).unwrap_or(0));
            server.route_reflector_client = true;
            let mut client = end(client, u8::try_from(100 + reflector).unwrap_or(0));
            client.next_hop_self = true;
            sessions.push(Session { up: true, ends: [server, client] });
        }
    }
    sessions.push(Session { up: true, ends: [end(2, 200), end(3, 200)] });
    Speakers { speakers, sessions, route_maps: route_maps() }
}
