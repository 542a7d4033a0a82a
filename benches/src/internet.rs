//! The prefixes of the internet, and addresses to look up among them.

use std::{
    collections::BTreeMap,
    env,
    io::{BufRead, BufReader},
    net::{IpAddr, Ipv4Addr, Ipv6Addr},
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use outpath_core::addr::Prefix;

/// Prefixes of both families, sorted, all different.
#[derive(Debug, Clone)]
pub struct Internet {
    /// Where they come from, in words.
    pub source: String,
    /// IPv4.
    pub v4: Vec<Prefix>,
    /// IPv6.
    pub v6: Vec<Prefix>,
}

impl Internet {
    /// Reads a table of 2023 from the directory that the variable `OUTPATH_DATA` names, or else beside the
    /// repository, and makes one of the same shape if it is not there.
    #[must_use]
    pub fn load() -> Self {
        let name = "internet-prefixes-2023-02-04.txt.gz";
        let beside = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data");
        let directory = env::var_os("OUTPATH_DATA").map_or_else(beside, PathBuf::from);
        match read(&directory.join(name)) {
            Some(all) => Self::of(name.to_owned(), all),
            None => Self::generate(900_000),
        }
    }

    /// Makes a table of the shape of the real one, with about as many IPv4 prefixes and a sixth of
    /// them for IPv6.
    #[must_use]
    pub fn generate(count: usize) -> Self {
        let mut random = Random(1);
        let mut all = Vec::new();
        let mut add = |lengths: &[(u8, u64)], count: usize, address: &dyn Fn(u64) -> IpAddr| {
            for _ in 0..count {
                let (length, near) = (random.weighted(lengths), random.next());
                all.extend(Prefix::holding(address(near), length));
            }
        };
        // Of 1,000 prefixes.
        let v4 = [
            (24, 596),
            (23, 104),
            (22, 119),
            (21, 56),
            (20, 49),
            (19, 28),
            (18, 15),
            (17, 9),
            (16, 15),
            (14, 9),
        ];
        let v6 = [
            (48, 482),
            (32, 113),
            (44, 92),
            (40, 88),
            (36, 56),
            (29, 50),
            (46, 50),
            (42, 29),
            (47, 25),
            (64, 15),
        ];
        // From 1.0.0.0 to 223.255.255.255, and in the 4,096 blocks of /20 that registries hand out first.
        add(&v4, count, &|near| {
            Ipv4Addr::from_bits(0x0100_0000 + (near % 0xDF00_0000) as u32).into()
        });
        add(&v6, count / 6, &|near| {
            let (block, rest) = (u128::from(near % 4096), u128::from(near / 4096));
            Ipv6Addr::from_bits((0x2000 << 112) + (block << 108) + (rest << 56)).into()
        });
        Self::of(format!("generated, as the real one is not there ({count} IPv4)"), all)
    }

    fn of(source: String, mut all: Vec<Prefix>) -> Self {
        all.sort_unstable();
        all.dedup();
        let v6 = all.split_off(all.partition_point(|prefix| !prefix.is_ipv6()));
        Self { source, v4: all, v6 }
    }
}

fn read(path: &Path) -> Option<Vec<Prefix>> {
    if !path.is_file() {
        return None;
    }
    let unpack = Command::new("gzip").arg("-dc").arg(path).stdout(Stdio::piped()).spawn();
    let mut unpack = unpack.ok()?;
    let lines = BufReader::new(unpack.stdout.take()?).lines().map_while(Result::ok);
    let all = lines.map(|line| line.trim().parse().ok()).collect::<Option<Vec<Prefix>>>()?;
    unpack.wait().ok()?.success().then_some(all)
}

/// Numbers that look random and are always the same (SplitMix64).
#[derive(Debug, Clone)]
pub struct Random(pub u64);

impl Random {
    /// Returns the next one.
    #[expect(clippy::should_implement_trait, reason = "it never ends")]
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// Returns a number below another.
    pub fn below(&mut self, bound: usize) -> usize {
        (self.next() % bound.max(1) as u64) as usize
    }

    fn weighted(&mut self, all: &[(u8, u64)]) -> u8 {
        let sum: u64 = all.iter().map(|(_, weight)| weight).sum();
        let mut left = self.next() % sum.max(1);
        for (value, weight) in all {
            match left.checked_sub(*weight) {
                Some(rest) => left = rest,
                None => return *value,
            }
        }
        0
    }

    /// Returns an address inside a prefix.
    pub fn inside(&mut self, prefix: Prefix) -> IpAddr {
        match (prefix.network(), prefix.last()) {
            (IpAddr::V4(first), IpAddr::V4(last)) => {
                let host = first.to_bits() ^ last.to_bits();
                Ipv4Addr::from_bits(first.to_bits() | self.next() as u32 & host).into()
            }
            (first, last) => {
                let bits = |address| if let IpAddr::V6(one) = address { one.to_bits() } else { 0 };
                let host = bits(first) ^ bits(last);
                let random = u128::from(self.next()) << 64 | u128::from(self.next());
                Ipv6Addr::from_bits(bits(first) | random & host).into()
            }
        }
    }

    /// Returns addresses inside prefixes that are all as likely.
    pub fn inside_any(&mut self, prefixes: &[Prefix], count: usize) -> Vec<IpAddr> {
        let one = |_| {
            let at = self.below(prefixes.len());
            prefixes.get(at).map(|prefix| self.inside(*prefix))
        };
        (0..count).filter_map(one).collect()
    }

    /// Returns addresses of which few are frequent: prefixes in an order of their own, the k-th as often as
    /// 1/k of the first, four hosts in each.
    pub fn zipf(&mut self, prefixes: &[Prefix], count: usize) -> Vec<IpAddr> {
        let mut order: Vec<usize> = (0..prefixes.len()).collect();
        for at in (1..order.len()).rev() {
            order.swap(at, self.below(at + 1));
        }
        let mut sum = 0.0;
        let sums: Vec<f64> = (1..=order.len())
            .map(|rank| {
                sum += 1.0 / rank as f64;
                sum
            })
            .collect();
        let mut hosts: BTreeMap<usize, [IpAddr; 4]> = BTreeMap::new();
        let mut one = || {
            let drawn = self.next() as f64 / u64::MAX as f64 * sum;
            let prefix = order.get(sums.partition_point(|sum| *sum < drawn))?;
            let own = *prefixes.get(*prefix)?;
            let hosts = hosts.entry(*prefix).or_insert_with(|| [(); 4].map(|()| self.inside(own)));
            hosts.get(self.below(4)).copied()
        };
        (0..count).filter_map(|_| one()).collect()
    }
}
