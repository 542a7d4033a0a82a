//! A file to start from.

use std::{collections::BTreeMap, net::Ipv4Addr};

use super::{Answer, Checking, Status, Workspace};
use crate::{
    addr::Prefix,
    document::{Loaded, Loader},
};

/// One thing that a starter can be told.
#[derive(Debug)]
pub struct Question {
    /// Its name, that of the option of the command line.
    pub name: &'static str,
    /// The question.
    pub words: &'static str,
    /// What holds without an answer.
    pub default: &'static str,
    check: fn(&str) -> Result<(), &'static str>,
}

impl Question {
    /// Checks an answer by itself.
    ///
    /// # Errors
    /// Says what an answer looks like.
    pub fn check(&self, answer: &str) -> Result<(), &'static str> {
        (self.check)(answer)
    }
}

/// What a starter can be told, in the order of asking.
pub const QUESTIONS: &[Question] = &[
    Question {
        name: "region",
        words: "The Region that the Outpost belongs to?",
        default: "us-west-2",
        check: |text| zone(text).map(drop).ok_or("a Region is written as in us-west-2"),
    },
    Question {
        name: "vpc-cidr",
        words: "The CIDR block of the VPC?",
        default: "10.0.0.0/16",
        check: |text| {
            block(text, 16, 24)
                .map(drop)
                .ok_or("write an IPv4 block from /16 to /24, as in 10.0.0.0/16")
        },
    },
    Question {
        name: "outpost",
        words: "What do you call the Outpost?",
        default: "plant-1",
        check: |text| {
            let plain = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
            let fits = text.starts_with(char::is_alphabetic) && text.chars().all(plain);
            if fits { Ok(()) } else { Err("a name has letters, digits and dashes") }
        },
    },
    Question {
        name: "mode",
        words: "How does its local gateway address the instances: direct-vpc-routing (by their own \
                addresses) or coip (by customer-owned ones)?",
        default: "direct-vpc-routing",
        check: |text| match text {
            "direct-vpc-routing" | "coip" => Ok(()),
            _other => Err("write direct-vpc-routing or coip"),
        },
    },
    Question {
        name: "on-premises",
        words: "The network at your site that it should reach?",
        default: "172.16.100.0/24",
        check: |text| {
            block(text, 8, 28)
                .map(drop)
                .ok_or("write an IPv4 network from /8 to /28, as in 172.16.100.0/24")
        },
    },
];

/// The customer-owned addresses of the starter.
const POOL: &str = "192.168.250.0/26";

/// Returns a topology file to start from; what is not answered has its default.
///
/// # Errors
/// Says what the answers have against each other, as `outpath check` would of the file.
pub fn starter(answers: &BTreeMap<&str, String>) -> Result<String, Answer> {
    let answer = |name: &str| {
        let question = QUESTIONS.iter().find(|question| question.name == name);
        let default = question.map_or("", |question| question.default);
        answers.get(name).map_or(default, String::as_str).to_owned()
    };
    let vpc = block(&answer("vpc-cidr"), 16, 24).unwrap_or((Ipv4Addr::UNSPECIFIED, 0));
    let site = block(&answer("on-premises"), 8, 28).unwrap_or((Ipv4Addr::UNSPECIFIED, 0));
    let within =
        |(start, _): (Ipv4Addr, u8), at: u32| Ipv4Addr::from(u32::from(start).wrapping_add(at));
    let length = (vpc.1 + 8).min(28);
    let size = 1 << (32 - u32::from(length));
    let subnet = |at: u32| format!("{}/{length}", within(vpc, at * size));
    let lan = |at: u32| format!("{}/{}", within(site, at), site.1);
    let region = answer("region");
    let values = [
        ("$REGION_SUBNET", subnet(1)),
        ("$RACK_SUBNET", subnet(2)),
        ("$REGION", region.clone()),
        ("$VPC", answer("vpc-cidr")),
        ("$ZONE", zone(&region).unwrap_or_default()),
        ("$OUTPOST", answer("outpost")),
        ("$MODE", answer("mode")),
        ("$SITE", answer("on-premises")),
        ("$BATCH", within(vpc, size + 10).to_string()),
        ("$WEB", within(vpc, 2 * size + 10).to_string()),
        ("$LAN_ONE", lan(2)),
        ("$LAN_TWO", lan(3)),
        ("$DB", within(site, 10).to_string()),
    ];
    let mut text = include_str!("starter.txt").to_owned();
    for (word, value) in values {
        text = text.replace(word, &value);
    }
    if answer("mode") == "coip" {
        text = with_pool(&text);
    }
    let workspace = Workspace::open(&Starter(&text), &["starter.yaml"]);
    let checked = workspace.check(&Checking::default());
    if checked.status() == Status::Clean { Ok(text) } else { Err(checked) }
}

/// Gives the instance on the Outpost an address that the site knows it by.
fn with_pool(text: &str) -> String {
    let address = block(POOL, 26, 26).map(|(start, _)| u32::from(start) + 2).unwrap_or_default();
    let coip = Ipv4Addr::from(address);
    text.replace(
        "          routes: { ",
        &format!("          coip_pools: {{ pool: [{POOL}] }}  # announced to the site as a whole\n          routes: {{ "),
    )
    .replace(
        ", security_groups: [web] }",
        &format!(", coip: {coip}, security_groups: [web] }}"),
    )
}

struct Starter<'a>(&'a str);

impl Loader for Starter<'_> {
    fn load(&self, name: &str, _from: Option<&str>) -> Result<Loaded, String> {
        Ok(Loaded { name: name.to_owned(), bytes: self.0.as_bytes().to_vec() })
    }
}

/// Returns an IPv4 block whose length lies between two.
fn block(text: &str, shortest: u8, longest: u8) -> Option<(Ipv4Addr, u8)> {
    // Without host bits, and canonical.
    text.parse::<Prefix>().ok()?;
    let (address, length) = text.split_once('/')?;
    let length: u8 = length.parse().ok()?;
    (shortest..=longest).contains(&length).then_some((address.parse().ok()?, length))
}

/// Returns the id of the first Availability Zone of a Region, such as `usw2-az1`.
fn zone(region: &str) -> Option<String> {
    let parts: Vec<&str> = region.split('-').collect();
    let (number, words) = parts.split_last()?;
    let (area, sides) = words.split_first()?;
    let letters = |side: &&str| match *side {
        "northeast" => Some("ne"),
        "northwest" => Some("nw"),
        "southeast" => Some("se"),
        "southwest" => Some("sw"),
        "north" => Some("n"),
        "south" => Some("s"),
        "east" => Some("e"),
        "west" => Some("w"),
        "central" => Some("c"),
        "gov" => Some("g"),
        _other => None,
    };
    let sides: String = sides.iter().map(letters).collect::<Option<_>>()?;
    let fine = !sides.is_empty()
        && !area.is_empty()
        && area.bytes().all(|c| c.is_ascii_lowercase())
        && !number.is_empty()
        && number.bytes().all(|c| c.is_ascii_digit());
    fine.then(|| format!("{area}{sides}{number}-az1"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn started(answers: &[(&'static str, &str)]) -> Result<String, Answer> {
        starter(&answers.iter().map(|(name, text)| (*name, (*text).to_owned())).collect())
    }

    #[test]
    fn every_answer_gives_a_clean_and_canonical_file() {
        for mode in ["direct-vpc-routing", "coip"] {
            for vpc in ["10.0.0.0/16", "10.20.0.0/20", "192.168.4.0/24"] {
                for site in ["172.16.100.0/24", "172.16.0.0/12", "198.51.100.16/28"] {
                    let text = started(&[("mode", mode), ("vpc-cidr", vpc), ("on-premises", site)]);
                    let text = text
                        .unwrap_or_else(|wrong| panic!("{mode} {vpc} {site}: {}", wrong.text()));
                    let bytes = text.as_bytes();
                    assert_eq!(super::super::format("a.yaml", bytes).ok().as_ref(), Some(&text));
                    assert!(!text.contains('$'), "{text}");
                }
            }
        }
    }

    #[test]
    fn answers_that_contradict_each_other_are_told() {
        let wrong = started(&[("vpc-cidr", "10.0.0.0/16"), ("on-premises", "10.0.0.0/24")]);
        assert!(wrong.is_err());
    }

    #[test]
    fn wrong_answers_are_told_one_by_one() {
        for (name, wrong) in [
            ("region", "narnia"),
            ("region", "us-west-"),
            ("vpc-cidr", "10.0.0.1/16"),
            ("vpc-cidr", "10.0.0.0/8"),
            ("vpc-cidr", "2001:db8::/32"),
            ("outpost", "plant 1"),
            ("outpost", ""),
            ("mode", "CoIP"),
            ("on-premises", "172.16.100.0"),
        ] {
            let question = QUESTIONS.iter().find(|question| question.name == name).unwrap();
            assert!(question.check(wrong).is_err(), "{name} {wrong}");
        }
        assert!(QUESTIONS.iter().all(|question| question.check(question.default).is_ok()));
    }

    #[test]
    fn zones_are_named_after_their_regions() {
        for (region, expected) in [
            ("us-west-2", "usw2-az1"),
            ("eu-central-1", "euc1-az1"),
            ("ap-southeast-2", "apse2-az1"),
            ("us-gov-west-1", "usgw1-az1"),
        ] {
            assert_eq!(zone(region).as_deref(), Some(expected));
        }
    }
}
