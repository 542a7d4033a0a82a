//! Networks of many tables: routers with full tables of the internet, and a cloud side that leads there.

use std::{
    env,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use outpath_core::{
    addr::{Answers, EntryId, Prefix, PrefixMaps, TableId},
    reach::Next,
};

use crate::internet::{Internet, Random};

/// Prefixes of the internet, each with the AS that it belongs to.
#[derive(Debug, Clone)]
pub struct Origins {
    /// Where they come from, in words.
    pub source: String,
    /// Sorted, all different.
    pub prefixes: Vec<(Prefix, u32)>,
}

impl Origins {
    /// Reads a table with origins from the directory that `OUTPATH_DATA` names, or else beside the
    /// repository; makes one of the shape of a real one if it is not there.
    #[must_use]
    pub fn load() -> Self {
        let name = "ipv4-prefix-origin-asn.csv.gz";
        let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data");
        let directory = env::var_os("OUTPATH_DATA").map_or_else(beside, PathBuf::from);
        match read(&directory.join(name)) {
            Some(prefixes) => Self { source: name.to_owned(), prefixes },
            None => Self::generate(900_000),
        }
    }

    /// Makes a table of about so many prefixes; neighbors often belong to one AS.
    #[must_use]
    pub fn generate(count: usize) -> Self {
        let mut random = Random(7);
        let mut asn = 0;
        let mut of = |prefix: &Prefix| {
            if random.below(3) == 0 {
                asn = u32::try_from(random.below(70_000)).unwrap_or(0);
            }
            (*prefix, asn)
        };
        let internet = Internet::generate(count);
        let prefixes = internet.v4.iter().map(&mut of).collect();
        Self { source: internet.source, prefixes }
    }
}

fn read(path: &Path) -> Option<Vec<(Prefix, u32)>> {
    if !path.is_file() {
        return None;
    }
    let unpack = Command::new("gzip").arg("-dc").arg(path).stdout(Stdio::piped()).spawn();
    let mut unpack = unpack.ok()?;
    let lines = BufReader::new(unpack.stdout.take()?).lines().map_while(Result::ok).skip(1);
    let one = |line: String| {
        let mut parts = line.split(',');
        let prefix = format!("{}/{}", parts.next()?, parts.next()?).parse().ok()?;
        Some((prefix, parts.next()?.parse().ok()?))
    };
    let mut all = lines.map(one).collect::<Option<Vec<(Prefix, u32)>>>()?;
    unpack.wait().ok()?.success().then_some(())?;
    all.sort_unstable();
    all.dedup_by_key(|(prefix, _)| *prefix);
    Some(all)
}

/// Routers with full tables.
pub const ROUTERS: u32 = 8;
/// Ways out of each router.
const EXITS: u32 = 8;

/// A network as tables, by number: the routers, a hub, one table for each Outpost, those of subnets.
#[derive(Debug)]
pub struct Backbone {
    /// The routes of each, with the number of an action.
    pub maps: PrefixMaps<u32>,
    /// Where the actions lead: first to the ends, then to the tables that others point at.
    pub actions: Vec<Vec<Next>>,
    /// How many ends there are.
    pub ends: u32,
    /// How many tables there are.
    pub tables: u32,
    /// How many Outposts there are.
    pub outposts: u32,
}

impl Backbone {
    /// Makes a network with so many tables of subnets.
    #[must_use]
    pub fn new(origins: &Origins, subnets: u32) -> Self {
        let outposts = (subnets / 10).clamp(1, 100);
        let ends = ROUTERS * EXITS + subnets + 1;
        let pointed = ROUTERS + 1 + outposts;
        let to_ends = (0..ends).map(|end| vec![Next::End(end)]);
        let to_tables = (0..pointed).map(|table| vec![Next::Table(table)]);
        let actions: Vec<Vec<Next>> = to_ends.chain(to_tables).collect();
        let to = |table: u32| ends + table;
        let subnet = |at: u32| Prefix::holding([10, (at >> 8) as u8, at as u8, 0].into(), 24);
        let all = Prefix::holding([0; 4].into(), 0);
        let cloud = Prefix::holding([10, 0, 0, 0].into(), 8);
        let mut random = Random(11);
        let mut any =
            || origins.prefixes.get(random.below(origins.prefixes.len())).map(|one| one.0);
        let pool: Vec<Prefix> = (0..10_000).filter_map(|_| any()).collect();
        let mut random = Random(13);
        let tables = pointed + subnets;
        let table = |at: u32| -> Vec<(Prefix, u32)> {
            if at < ROUTERS {
                let exit = |asn: u32| asn.wrapping_mul(0x9E37_79B1) >> 26;
                let of = |exit: u32| if exit / EXITS == at { exit } else { to(exit / EXITS) };
                let routes = origins.prefixes.iter().map(|(prefix, asn)| (*prefix, of(exit(*asn))));
                return routes.chain(cloud.map(|cloud| (cloud, to(ROUTERS)))).collect();
            }
            let end = |at: u32| ROUTERS * EXITS + at;
            if at == ROUTERS {
                let own = (0..subnets).filter_map(|at| Some((subnet(at)?, end(at))));
                return own.chain(all.map(|all| (all, to(0)))).collect();
            }
            if at < pointed {
                let outpost = at - ROUTERS - 1;
                let own = (outpost..subnets).step_by(outposts as usize);
                let own = own.filter_map(|at| Some((subnet(at)?, end(at))));
                return own.chain(all.map(|all| (all, to(outpost % ROUTERS)))).collect();
            }
            let at = at - pointed;
            let gateway = to(ROUTERS + 1 + at % outposts);
            let mut routes: Vec<(Prefix, u32)> = (0..75)
                .filter_map(|_| Some((*pool.get(random.below(pool.len()))?, gateway)))
                .collect();
            routes.sort_unstable();
            routes.dedup();
            routes.extend(subnet(at).map(|prefix| (prefix, end(at))));
            routes.extend(all.map(|all| (all, to(ROUTERS))));
            routes
        };
        let maps = PrefixMaps::build((0..tables).map(table));
        Self { maps, actions, ends, tables, outposts }
    }

    /// Returns what each table does from each address on.
    #[must_use]
    pub fn answers(&self) -> Vec<Answers<u32>> {
        (0..self.tables as usize).map(|at| self.of(TableId::new(at))).collect()
    }

    fn of(&self, id: TableId) -> Answers<u32> {
        let intervals = self.maps.tables().table(id).intervals_v4();
        let mut answers: Answers<u32> =
            intervals.map(|(start, entry)| (start.to_bits(), self.action(id, entry))).collect();
        answers.dedup_by_key(|(_, action)| *action);
        answers
    }

    fn action(&self, id: TableId, entry: Option<EntryId>) -> u32 {
        let found = entry.and_then(|entry| self.maps.values(id, entry).first());
        found.copied().unwrap_or(self.ends - 1)
    }

    /// Follows one address from one table; returns the end, and how many tables were asked.
    #[must_use]
    pub fn follow(&self, table: u32, address: u32) -> (u32, usize) {
        let mut at = table;
        for asked in 1..64 {
            let id = TableId::new(at as usize);
            let entry =
                self.maps.tables().table(id).longest(std::net::Ipv4Addr::from_bits(address));
            match self.actions.get(self.action(id, entry) as usize).map(Vec::as_slice) {
                Some([Next::Table(next)]) => at = *next,
                Some([Next::End(end)]) => return (*end, asked),
                _ => break,
            }
        }
        (self.ends, 64)
    }
}
