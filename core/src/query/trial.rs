//! A change to try: `fail plant-1.service-link`, `withdraw 10.0.0.0/8 from campus.cnd-1`.

use std::fmt;

use super::{
    Placed, QueryError, Selector,
    error::{Problem, Read, finish, placed},
    selector::selector,
    word::{ARROW, end, spaces, token},
};
use nom::Parser;

/// What the first word may be, with an example of the rest.
const VERBS: [&str; 12] = [
    "fail NAME",
    "restore NAME",
    "shut NAME",
    "allow NAME",
    "stop INSTANCE",
    "start INSTANCE",
    "announce PREFIX from ROUTER",
    "withdraw PREFIX from ROUTER",
    "add route PREFIX -> TARGET to TABLE",
    "remove route PREFIX from TABLE",
    "associate NAME with TABLE",
    "disassociate NAME from TABLE",
];

/// Something to try out, as a person writes it; names are not looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Trial {
    /// Something fails, or works again.
    Fail {
        /// What.
        name: Placed<Selector>,
        /// Whether it works from now on.
        restore: bool,
    },
    /// A BGP session is shut down, or allowed again.
    Session {
        /// The virtual interface that it runs over.
        name: Placed<Selector>,
        /// Whether it may come up from now on.
        allow: bool,
    },
    /// An instance stops or starts.
    Instance {
        /// The instance.
        name: Placed<Selector>,
        /// Whether it runs from now on.
        start: bool,
    },
    /// A router announces a prefix, or no longer.
    Announce {
        /// The prefix.
        prefix: Placed<String>,
        /// The router.
        router: Placed<Selector>,
        /// Whether it no longer does.
        withdraw: bool,
    },
    /// A route table gets a route.
    AddRoute {
        /// A prefix, or the name of a prefix list.
        destination: Placed<String>,
        /// What it leads to.
        target: Placed<Selector>,
        /// The table of a VPC or of a local gateway.
        table: Placed<Selector>,
    },
    /// A route table loses its route to a destination.
    RemoveRoute {
        /// A prefix, or the name of a prefix list.
        destination: Placed<String>,
        /// The table of a VPC or of a local gateway.
        table: Placed<Selector>,
    },
    /// A VPC, VIF group or subnet is associated with a table, or a customer-owned address with an instance.
    Associate {
        /// The VPC, VIF group, subnet or address.
        what: Placed<Selector>,
        /// The table, instance or network interface.
        with: Placed<Selector>,
        /// Whether it is no longer so.
        end: bool,
    },
}

impl fmt::Display for Trial {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fail { name, restore } => {
                write!(out, "{} {}", if *restore { "restore" } else { "fail" }, name.value)
            }
            Self::Session { name, allow } => {
                write!(out, "{} {}", if *allow { "allow" } else { "shut" }, name.value)
            }
            Self::Instance { name, start } => {
                write!(out, "{} {}", if *start { "start" } else { "stop" }, name.value)
            }
            Self::Announce { prefix, router, withdraw } => {
                let verb = if *withdraw { "withdraw" } else { "announce" };
                write!(out, "{verb} {} from {}", prefix.value, router.value)
            }
            Self::AddRoute { destination, target, table } => {
                let to = &destination.value;
                write!(out, "add route {to} {ARROW} {} to {}", target.value, table.value)
            }
            Self::Associate { what, with, end: true } => {
                write!(out, "disassociate {} from {}", what.value, with.value)
            }
            Self::Associate { what, with, end: false } => {
                write!(out, "associate {} with {}", what.value, with.value)
            }
            Self::RemoveRoute { destination, table } => {
                write!(out, "remove route {} from {}", destination.value, table.value)
            }
        }
    }
}

/// Reads a change to try.
///
/// # Errors
///
/// Returns the place where the text stops being one.
pub fn parse_trial(text: &str) -> Result<Trial, QueryError> {
    finish(text, |input| {
        let (rest, ()) = spaces(input)?;
        let (rest, trial) = trial(text.len(), rest)?;
        let (rest, ()) = spaces(rest)?;
        let (rest, ()) = end(rest, "a change")?;
        Ok((rest, trial))
    })
}

fn trial(total: usize, input: &str) -> Read<'_, Trial> {
    let verb = token(input);
    let after = |word: &str| spaces(input.get(word.len()..).unwrap_or_default());
    let (rest, ()) = after(verb)?;
    match verb {
        "fail" | "restore" => {
            let (rest, name) = name(total, rest)?;
            Ok((rest, Trial::Fail { name, restore: verb == "restore" }))
        }
        "shut" | "allow" => {
            let (rest, name) = name(total, rest)?;
            Ok((rest, Trial::Session { name, allow: verb == "allow" }))
        }
        "stop" | "start" => {
            let (rest, name) = name(total, rest)?;
            Ok((rest, Trial::Instance { name, start: verb == "start" }))
        }
        "announce" | "withdraw" => {
            let (rest, prefix) = destination(total, rest)?;
            let (rest, router) = name(total, keyword(rest, "from")?.0)?;
            Ok((rest, Trial::Announce { prefix, router, withdraw: verb == "withdraw" }))
        }
        "add" => {
            let (rest, destination) = destination(total, keyword(rest, "route")?.0)?;
            let (rest, target) = name(total, keyword(rest, ARROW)?.0)?;
            let (rest, table) = name(total, keyword(rest, "to")?.0)?;
            Ok((rest, Trial::AddRoute { destination, target, table }))
        }
        "remove" => {
            let (rest, destination) = destination(total, keyword(rest, "route")?.0)?;
            let (rest, table) = name(total, keyword(rest, "from")?.0)?;
            Ok((rest, Trial::RemoveRoute { destination, table }))
        }
        "associate" | "disassociate" => {
            let end = verb == "disassociate";
            let (rest, what) = name(total, rest)?;
            let (rest, with) = name(total, keyword(rest, if end { "from" } else { "with" })?.0)?;
            Ok((rest, Trial::Associate { what, with, end }))
        }
        "" => Problem::new(input, 0, "the change is missing").expected(&VERBS).stop(),
        _ => {
            let message = format!("no change begins with `{verb}`");
            Problem::new(input, verb.len(), message).expected(&VERBS).stop()
        }
    }
}

fn name(total: usize, input: &str) -> Read<'_, Placed<Selector>> {
    let (rest, found) = placed(total, |input| selector(total, input)).parse(input)?;
    let (rest, ()) = spaces(rest)?;
    Ok((rest, found))
}

/// Reads a prefix or the name of a prefix list, by its characters only.
fn destination(total: usize, input: &str) -> Read<'_, Placed<String>> {
    let found = token(input);
    if found.is_empty() {
        return Problem::new(input, 0, "the prefix is missing")
            .expected(&["a prefix, as in 10.0.0.0/8"])
            .stop();
    }
    let start = total - input.len();
    let (rest, ()) = spaces(input.get(found.len()..).unwrap_or_default())?;
    Ok((rest, Placed { value: found.to_owned(), span: start..start + found.len() }))
}

/// Reads one word, and returns what is left as the rest and as the value.
fn keyword<'a>(input: &'a str, word: &'static str) -> Read<'a, ()> {
    let found = token(input);
    if found != word {
        let message = format!("`{word}` is missing");
        return Problem::new(input, found.len(), message).expected(&[word]).stop();
    }
    spaces(input.get(found.len()..).unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_is_read_and_printed_back() {
        for text in [
            "fail plant-1.service-link",
            "restore campus.cnd-1",
            "shut plant-1.lgw.main.ond-1",
            "allow virtual_interface:plant-1.lgw.main.ond-1",
            "stop web",
            "start \"my instance\"",
            "withdraw 10.0.0.0/8 from campus.cnd-1",
            "announce 2001:db8::/32 from campus.cnd-1",
            "add route 0.0.0.0/0 -> plant-1.lgw to shop.rack",
            "remove route pl-63a5400a from shop.rack",
            "associate shop with plant-1.lgw.campus",
            "disassociate 10.1.0.5 from web",
        ] {
            assert_eq!(parse_trial(text).unwrap().to_string(), text);
        }
        assert_eq!(parse_trial("  fail   a.b ").unwrap().to_string(), "fail a.b");
    }

    #[test]
    fn what_is_no_change_is_refused_at_its_place() {
        for (text, span, message) in [
            ("", 0..0, "the change is missing"),
            ("break web", 0..5, "no change begins with `break`"),
            ("fail", 4..4, "the name of a node is missing"),
            ("fail web db", 9..11, "nothing may follow a change"),
            ("withdraw 10.0.0.0/8 to r", 20..22, "`from` is missing"),
            ("add 10.0.0.0/8", 4..14, "`route` is missing"),
            ("add route 10.0.0.0/8 lgw", 21..24, "`->` is missing"),
            ("remove route", 12..12, "the prefix is missing"),
        ] {
            let error = parse_trial(text).unwrap_err();
            assert_eq!((error.span, error.message.as_str()), (span, message), "{text}");
        }
    }
}
