//! What stands for a text: an id for an id, an account for an account, a word for a word.

use std::{
    collections::{BTreeMap, BTreeSet},
    net::IpAddr,
};

use super::{Key, address::Addresses, topology};
use crate::import::aws::legal;

/// Parts of the names of AWS that ids start with, as in `lgw-vif-grp-`.
const ID_WORDS: &[&str] = &[
    "acl", "aclassoc", "ami", "assoc", "attach", "carrier", "cagw", "cgw", "cidr", "coip",
    "connect", "dopt", "dxcon", "dxgw", "dxvif", "ec2", "eigw", "eipalloc", "eipassoc", "eni",
    "fl", "global", "grp", "h", "i", "igw", "ipam", "ipv4pool", "ipv6pool", "lag", "lgw", "nat",
    "network", "op", "os", "pcx", "peer", "pl", "plr", "pool", "r", "res", "rtb", "rtbassoc",
    "service", "sg", "sgr", "sl", "snap", "subnet", "svc", "tgw", "vgw", "vif", "vol", "vpc",
    "vpce", "vpn", "vpc2",
];

/// Texts that are words of AWS wherever they stand.
const CONSTANTS: &[&str] = &[
    "AWS",
    "Amazon",
    "Name",
    "amazon",
    "amazon-aws",
    "amazon-elasticache",
    "amazon-elb",
    "amazon-rds",
    "aws",
    "default",
    "local",
    "main",
];

/// Words of resource names, as in `arn:aws:outposts:us-west-2:…:outpost/op-…`.
const RESOURCES: &[&str] = &[
    "certificate",
    "coip-pool",
    "core-network",
    "customer-gateway",
    "dx-gateway",
    "instance",
    "local-gateway",
    "local-gateway-route-table",
    "local-gateway-virtual-interface",
    "local-gateway-virtual-interface-group",
    "natgateway",
    "network-interface",
    "outpost",
    "outpost-lag",
    "prefix-list",
    "route-table",
    "security-group",
    "security-group-rule",
    "service-link-virtual-interface",
    "site",
    "subnet",
    "transit-gateway",
    "transit-gateway-attachment",
    "transit-gateway-route-table",
    "vpc",
    "vpc-endpoint",
    "vpc-endpoint-service",
    "vpc-peering-connection",
    "vpn-connection",
];

/// The sort of thing that a text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sort {
    /// A number of an account.
    Account,
    /// An address or a prefix.
    Address,
    /// The number of an autonomous system.
    Asn,
    /// An id of AWS.
    Id,
    /// A name, a description, or anything else.
    Name,
}

/// What stands for what: each text once, and never two for one.
#[derive(Debug)]
pub(super) struct Words {
    key: Key,
    addresses: Addresses,
    /// The place of each point in time among all.
    times: BTreeMap<String, usize>,
    found: BTreeMap<(Sort, String), String>,
    taken: BTreeSet<(Sort, String)>,
}

impl Words {
    pub(super) fn new(key: Key, addresses: Addresses, times: BTreeSet<String>) -> Self {
        let times = times.into_iter().enumerate().map(|(at, time)| (time, at)).collect();
        Self { key, addresses, times, found: BTreeMap::new(), taken: BTreeSet::new() }
    }

    /// Returns every text with what stands for it.
    pub(super) fn into_found(self) -> BTreeMap<(Sort, String), String> {
        self.found
    }

    /// Returns what stands for any text.
    pub(super) fn text(&mut self, text: &str) -> String {
        if text.is_empty() || CONSTANTS.contains(&text) || topology::is_word(text) {
            return text.to_owned();
        }
        if is_time(text) {
            return self.time(text);
        }
        self.address(text)
            .or_else(|| self.account(text))
            .or_else(|| self.arn(text))
            .or_else(|| self.id(text))
            .or_else(|| self.service(text))
            .unwrap_or_else(|| self.name(text))
    }

    /// Returns what stands for a point in time: a day of its own, in the order of all of them.
    fn time(&self, text: &str) -> String {
        let day = self.times.get(text).copied().unwrap_or(0);
        let (year, month, day) = (2000 + day / 336, 1 + day / 28 % 12, 1 + day % 28);
        let hours = if text.contains('T') { "T00:00:00+00:00" } else { "" };
        format!("{year:04}-{month:02}-{day:02}{hours}")
    }

    /// Returns what stands for a name. Texts that give the same name in a topology file are the same.
    pub(super) fn name(&mut self, text: &str) -> String {
        let name = legal(text).unwrap_or_else(|| text.to_owned());
        let image = self.once(Sort::Name, &name, syllables);
        self.found.insert((Sort::Name, text.to_owned()), image.clone());
        image
    }

    /// Returns what stands for an address, a prefix, or an address with the length of its link.
    pub(super) fn address(&mut self, text: &str) -> Option<String> {
        let (address, length) = match text.split_once('/') {
            Some((address, length)) => (address, Some(length)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().ok()?;
        let most = if address.is_ipv4() { 32 } else { 128 };
        let image = match length {
            None => self.addresses.address(address).to_string(),
            Some(length) => {
                let length: u8 = length.parse().ok().filter(|length| *length <= most)?;
                let prefix = crate::addr::Prefix::holding(address, length)?;
                let image = if prefix.network() == address {
                    self.addresses.first(address, length)
                } else {
                    self.addresses.address(address)
                };
                format!("{image}/{length}")
            }
        };
        self.found.insert((Sort::Address, text.to_owned()), image.clone());
        Some(image)
    }

    /// Returns what stands for the number of an account.
    pub(super) fn account(&mut self, text: &str) -> Option<String> {
        let account = text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit());
        account.then(|| {
            let digits = |number: u64| format!("{}", 100_000_000_000 + number % 900_000_000_000);
            self.once(Sort::Account, text, digits)
        })
    }

    /// Returns what stands for the number of an autonomous system: another that nobody has, unless
    /// it is one of AWS or says nothing about its owner.
    pub(super) fn asn(&mut self, text: &str) -> Option<String> {
        if is_asn_of_nobody(text)? {
            return Some(text.to_owned());
        }
        // IANA keeps these numbers back; they are not private, and neither was the one that goes.
        Some(self.once(Sort::Asn, text, |number| (65_552 + number % 65_520).to_string()))
    }

    /// Returns what stands for a community: another one of numbers for documentation, unless its AS is
    /// one that says nothing about its owner.
    pub(super) fn community(&mut self, text: &str) -> String {
        let half = text.split_once(':').map_or(text, |(half, _)| half).to_owned();
        let known = text.parse::<crate::addr::Community>().is_ok();
        match is_asn_of_nobody(&half) {
            _ if !known => self.text(text),
            Some(true) => text.to_owned(),
            Some(false) => self.once(Sort::Asn, text, |number| {
                format!("{}:{}", 64_496 + number % 16, number / 16 % 65_536)
            }),
            // A community with a name.
            None => text.to_owned(),
        }
    }

    /// Returns what stands for the name of a resource.
    fn arn(&mut self, text: &str) -> Option<String> {
        let parts: Vec<&str> = text.splitn(6, ':').collect();
        let [start, partition, service, region, account, resource] = parts.as_slice() else {
            return None;
        };
        if *start != "arn" || ![*partition, *service, *region].iter().all(|part| is_plain(part)) {
            return None;
        }
        let account = if account.is_empty() { String::new() } else { self.text(account) };
        let mut out = format!("{start}:{partition}:{service}:{region}:{account}:");
        let mut rest = *resource;
        while !rest.is_empty() {
            let end = rest.find(['/', ':']).unwrap_or(rest.len());
            let (part, after) = rest.split_at(end);
            out.push_str(&if RESOURCES.contains(&part) {
                part.to_owned()
            } else {
                self.text(part)
            });
            let (mark, after) = after.split_at(after.len().min(1));
            out.push_str(mark);
            rest = after;
        }
        Some(out)
    }

    /// Returns what stands for an id of AWS; its kind stays.
    pub(super) fn id(&mut self, text: &str) -> Option<String> {
        if is_uuid(text) {
            let image = self.once(Sort::Id, text, |number| {
                let hex = format!("{number:016x}");
                let (one, other) = hex.split_at(8);
                format!("{one}-0000-4000-8000-0000{other}")
            });
            return Some(image);
        }
        let (kind, rest) = text.rsplit_once('-')?;
        let known = kind.split('-').all(|word| ID_WORDS.contains(&word));
        if !known || rest.is_empty() || !rest.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            return None;
        }
        let length = rest.len().clamp(8, 17);
        let image = self.once(Sort::Id, text, |number| {
            let hex = format!("{number:016x}{:x}", number >> 3 & 15);
            format!("{kind}-{}", hex.get(..length).unwrap_or(&hex))
        });
        Some(image)
    }

    /// Returns what stands for the name of a service: that of AWS's own stays.
    fn service(&mut self, text: &str) -> Option<String> {
        if !(text.starts_with("com.amazonaws.") || text.starts_with("aws.sagemaker.")) {
            return None;
        }
        let parts: Vec<String> = text
            .split('.')
            .map(|part| match self.id(part) {
                Some(image) => image,
                None if is_plain(part) => part.to_owned(),
                None => self.name(part),
            })
            .collect();
        Some(parts.join("."))
    }

    /// Returns what stands for a text, made of a number that the key draws.
    fn once(&mut self, sort: Sort, text: &str, make: impl Fn(u64) -> String) -> String {
        if let Some(image) = self.found.get(&(sort, text.to_owned())) {
            return image.clone();
        }
        let draw = |again: u64| {
            let parts: [&[u8]; 2] = [text.as_bytes(), &again.to_le_bytes()];
            make(self.key.number(sort.purpose(), &parts))
        };
        let free = |image: &String| image != text && !self.taken.contains(&(sort, image.clone()));
        let image = (0..1_000).map(draw).find(free);
        // More texts than there are images: the last resort is a word, of which there are enough.
        let image = image.unwrap_or_else(|| syllables(self.key.number("more", &[text.as_bytes()])));
        self.taken.insert((sort, image.clone()));
        self.found.insert((sort, text.to_owned()), image.clone());
        image
    }
}

impl Sort {
    fn purpose(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Address => "address",
            Self::Asn => "asn",
            Self::Id => "id",
            Self::Name => "name",
        }
    }

    /// Returns the word for many of them.
    #[must_use]
    pub fn plural(self) -> &'static str {
        match self {
            Self::Account => "accounts",
            Self::Address => "addresses and prefixes",
            Self::Asn => "AS numbers",
            Self::Id => "ids",
            Self::Name => "names and other texts",
        }
    }
}

/// Returns whether an AS number says nothing about its owner, or is one of AWS.
fn is_asn_of_nobody(text: &str) -> Option<bool> {
    const AWS: [u32; 7] = [7224, 8987, 9059, 10124, 14618, 16509, 17493];
    let number: u32 = text.parse().ok()?;
    let reserved = matches!(number, 0 | 23456 | 64_496..=131_071 | 4_200_000_000..);
    Some(reserved || AWS.contains(&number))
}

/// Returns a word that can be said, such as `tamiko-valeso`.
fn syllables(mut number: u64) -> String {
    const CONSONANTS: &[u8; 16] = b"bdfghjklmnprstvz";
    const VOWELS: &[u8; 5] = b"aeiou";
    let mut out = String::new();
    for at in 0..6 {
        if at == 3 {
            out.push('-');
        }
        let letters = (number % 16, number / 16 % 5);
        let letter = |from: &[u8], at: u64| {
            usize::try_from(at)
                .ok()
                .and_then(|at| from.get(at))
                .map_or('x', |byte| char::from(*byte))
        };
        out.push(letter(CONSONANTS, letters.0));
        out.push(letter(VOWELS, letters.1));
        number /= 80;
    }
    out
}

/// Returns whether a text is a word of AWS by its form: short, and of few signs.
pub(super) fn is_plain(text: &str) -> bool {
    let signs = text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
    let account = |part: &str| part.len() >= 12 && part.bytes().all(|byte| byte.is_ascii_digit());
    text.len() <= 40 && signs && !text.split(['-', '_', '.']).any(account)
}

/// Returns whether a text surely is an id of AWS, and no word such as `tgw-peering`.
pub(super) fn is_id(text: &str) -> bool {
    let digits = |rest: &str| rest.len() >= 8 && rest.bytes().any(|byte| byte.is_ascii_digit());
    text.rsplit_once('-').is_some_and(|(_, rest)| digits(rest))
}

/// Returns whether a text is a date, with or without a time, as AWS writes it.
pub(super) fn is_time(text: &str) -> bool {
    let (day, time) = text.split_once('T').unwrap_or((text, "0"));
    let of = |part: &str, signs: &str| {
        !part.is_empty() && part.chars().all(|c| c.is_ascii_digit() || signs.contains(c))
    };
    let parts: Vec<usize> = day.split('-').map(str::len).collect();
    parts == [4, 2, 2] && of(day, "-") && of(time, ":.+-Z")
}

/// Returns whether a text is a UUID, as Direct Connect calls its gateways.
fn is_uuid(text: &str) -> bool {
    let parts: Vec<usize> = text.split('-').map(str::len).collect();
    parts == [8, 4, 4, 4, 12] && text.bytes().all(|byte| byte == b'-' || byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> Words {
        let key = Key::new("a key for the tests").unwrap();
        Words::new(key, Addresses::new(key, &BTreeMap::new()), BTreeSet::new())
    }

    #[test]
    fn the_form_stays_and_the_rest_goes() {
        let mut words = words();
        for (text, start, length) in [
            ("vpc-0123456789abcdef0", "vpc-", 21),
            ("lgw-vif-grp-0123456789abcdef0", "lgw-vif-grp-", 29),
            ("vpc-07acbc61", "vpc-", 12),
            ("op-0ab23c4567EXAMPLE", "op-", 20),
            ("pl-1", "pl-", 11),
            ("123456789012", "", 12),
            (
                "arn:aws:outposts:us-west-2:123456789012:outpost/op-0ab23c4567EXAMPLE",
                "arn:aws:outposts:us-west-2:",
                68,
            ),
            ("2026-11-26T07:00:00.000Z", "2000-01-01T", 25),
        ] {
            let image = words.text(text);
            assert!(image.starts_with(start), "{image}");
            assert_eq!(image.len(), length, "{image}");
            assert_ne!(image, text);
            assert_eq!(words.text(text), image);
        }
        for text in ["default", "local", "com.amazonaws.us-west-2.s3", "127.0.0.1", "0.0.0.0/0"] {
            assert_eq!(words.text(text), text);
        }
        let image = words.text("com.amazonaws.vpce.us-west-2.vpce-svc-0123456789abcdef0");
        assert!(image.starts_with("com.amazonaws.vpce.us-west-2.vpce-svc-"), "{image}");
        assert!(!image.contains("0123456789"), "{image}");
    }

    #[test]
    fn parts_of_an_arn_are_those_that_stand_alone() {
        let mut words = words();
        let image = words.text("arn:aws:ec2:us-west-2:123456789012:acme/subnet-0a/Acme Inc");
        let parts = [words.text("123456789012"), words.text("subnet-0a"), words.text("Acme Inc")];
        assert!(parts.iter().all(|part| image.contains(part)), "{image}");
        assert!(!image.to_lowercase().contains("acme"), "{image}");
    }

    #[test]
    fn whatever_is_not_known_becomes_a_word() {
        let mut words = words();
        for text in ["acme-web-1", "acme-0123456789", "192.168.0", "10.0.0.0/33", "x T y", "vpc-"] {
            let image = words.text(text);
            let letters = image.bytes().all(|byte| byte == b'-' || byte.is_ascii_lowercase());
            assert!(letters && image.len() == 13, "{text}: {image}");
        }
    }

    #[test]
    fn texts_that_give_one_name_are_one() {
        let mut words = words();
        assert_eq!(words.text("Acme web (1)"), words.text("Acme-web-1"));
        assert_ne!(words.text("Acme web (1)"), words.text("Acme web 2"));
    }

    #[test]
    fn public_as_numbers_become_reserved_ones() {
        let mut words = words();
        for kept in ["64512", "65010", "4200000001", "7224", "16509"] {
            assert_eq!(words.asn(kept).unwrap(), kept);
        }
        let image: u32 = words.asn("3320").unwrap().parse().unwrap();
        assert!((65_552..131_072).contains(&image));
        assert_ne!(words.asn("3321"), words.asn("3320"));
        assert_eq!(words.asn("x"), None);
    }
}
