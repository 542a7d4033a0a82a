//! The rules of filters: `tcp/443 from 10.0.0.0/8`, `allow any to 0.0.0.0/0`.

use nom::{Parser, branch::alt, bytes::complete::tag, combinator::opt};

use super::{
    Placed, QueryError,
    error::{Problem, Read, finish, placed},
    traffic::{PROTOCOLS, matcher},
    word::{end, spaces, token, word},
};
use crate::addr::{Matcher, Prefix};

/// The direction of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Side {
    /// An inbound rule: `from`.
    From,
    /// An outbound rule: `to`.
    To,
}

impl Side {
    /// Returns the word before the other end.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::From => "from",
            Self::To => "to",
        }
    }
}

/// The other end of a rule, as it was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RulePeer {
    /// A prefix, or one address.
    Prefix(Prefix),
    /// `prefix_list.NAME`.
    PrefixList(String),
    /// `security_group.NAME`.
    SecurityGroup(String),
}

/// A rule of a filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// Whether it allows; always so in a security group.
    pub allow: bool,
    /// Protocol, ports, message types.
    pub matcher: Matcher,
    /// The other end.
    pub peer: Placed<RulePeer>,
}

const PEERS: [&str; 3] = ["a prefix", "prefix_list.NAME", "security_group.NAME"];
const ACL_PEERS: [&str; 1] = ["a prefix"];

/// Reads a rule of a security group.
///
/// # Errors
///
/// Returns the place where the text stops being one.
pub fn parse_security_group_rule(text: &str, side: Side) -> Result<Rule, QueryError> {
    finish(text, |input| {
        let (rest, ()) = spaces(input)?;
        if let Ok((_, found)) = action(rest) {
            let message = "security groups only allow; leave the word out";
            return Problem::new(rest, found.len(), message).expected(&PROTOCOLS).stop();
        }
        after_action(text.len(), rest, true, side, &PEERS)
    })
}

/// Reads a rule of a network ACL.
///
/// # Errors
///
/// Returns the place where the text stops being one.
pub fn parse_network_acl_rule(text: &str, side: Side) -> Result<Rule, QueryError> {
    finish(text, |input| {
        let (rest, ()) = spaces(input)?;
        let Ok((after, found)) = action(rest) else {
            let message = "a rule of a network ACL starts with `allow` or `deny`";
            return Problem::new(rest, token(rest).len(), message)
                .expected(&["`allow`", "`deny`"])
                .stop();
        };
        let (rest, ()) = spaces(after)?;
        after_action(text.len(), rest, found == "allow", side, &ACL_PEERS)
    })
}

fn action(input: &str) -> Read<'_, &str> {
    alt((tag("allow"), tag("deny"))).parse(input)
}

fn after_action<'a>(
    total: usize,
    input: &'a str,
    allow: bool,
    side: Side,
    peers: &[&'static str],
) -> Read<'a, Rule> {
    let (rest, matcher) = matcher(input)?;
    let (rest, ()) = spaces(rest)?;
    let (rest, found) = opt(tag::<_, _, Problem>(side.word())).parse(rest)?;
    if found.is_none() {
        let message = format!("`{}` and the other end are missing", side.word());
        return Problem::new(rest, token(rest).len(), message).stop();
    }
    let (rest, ()) = spaces(rest)?;
    let (rest, peer) = placed(total, |input| peer(input, peers)).parse(rest)?;
    let (rest, ()) = spaces(rest)?;
    let (rest, ()) = end(rest, "the other end of a rule")?;
    Ok((rest, Rule { allow, matcher, peer }))
}

fn peer<'a>(input: &'a str, peers: &[&'static str]) -> Read<'a, RulePeer> {
    let Ok((rest, text)) = word(input) else {
        let message = "the other end is missing";
        return Problem::new(input, token(input).len(), message).expected(peers).stop();
    };
    let named = |kind: &str| text.strip_prefix(kind).filter(|name| !name.is_empty());
    let groups = peers.len() > 1;
    if let Some(name) = named("prefix_list.").filter(|_| groups) {
        return Ok((rest, RulePeer::PrefixList(name.to_owned())));
    }
    if let Some(name) = named("security_group.").filter(|_| groups) {
        return Ok((rest, RulePeer::SecurityGroup(name.to_owned())));
    }
    let whole = match text.parse::<std::net::IpAddr>() {
        Ok(address) => Some(Prefix::host(address)),
        Err(_) => text.parse::<Prefix>().ok(),
    };
    match whole {
        Some(prefix) => Ok((rest, RulePeer::Prefix(prefix))),
        None => {
            let message = format!("`{text}` is not a prefix without host bits");
            Problem::new(input, text.len(), message).expected(peers).stop()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_read() {
        let rule = parse_security_group_rule("tcp/443 from 10.0.0.0/8", Side::From).unwrap();
        assert_eq!(rule.matcher.to_string(), "tcp/443");
        assert_eq!(rule.peer.value, RulePeer::Prefix("10.0.0.0/8".parse().unwrap()));
        let rule = parse_security_group_rule("any to security_group.db", Side::To).unwrap();
        assert_eq!(rule.peer.value, RulePeer::SecurityGroup("db".to_owned()));
        assert_eq!(rule.peer.span, 7..24);
        let rule = parse_network_acl_rule("deny icmp/echo from 10.0.0.1", Side::From).unwrap();
        assert_eq!((rule.allow, rule.matcher.icmp), (false, Some((8, None))));
    }

    #[test]
    fn wrong_rules_point_at_the_character() {
        let wrong = |text| {
            let error = parse_security_group_rule(text, Side::From).unwrap_err();
            (error.span, error.message)
        };
        assert_eq!(wrong("tcp/443 to 10.0.0.0/8").0, 8..10);
        assert_eq!(wrong("allow tcp/443 from 10.0.0.0/8").0, 0..5);
        assert_eq!(wrong("tcp/443 from 10.0.0.1/8").0, 13..23);
        let error = parse_network_acl_rule("allow any from prefix_list.a", Side::From);
        assert!(error.is_err(), "network ACLs take no prefix lists (ACL-05)");
    }
}
