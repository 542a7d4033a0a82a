//! OP6004: sessions of one VIF group over which customer devices announce different things.

use std::collections::BTreeMap;

use crate::{
    addr::Prefix,
    bgp::{Advertised, PathAttributes},
    diagnostic::{Code, Severity},
    model::{RouterId, VifId},
    rules::{Check, Context, Findings, Rule},
};

use super::domain::{domains, listed};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP6004",
        name: "sessions-told-differently",
        severity: Severity::Warning,
        page: "Customer devices announce other prefixes or attributes over one session of a VIF group than over another.",
        facts: &["BGP-05", "BGP-09", "UNK-13"],
    },
    docs: page!("op6004_sessions_told_differently.md"),
    check: Check::Whole(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    for domain in domains(cx) {
        let sessions = domain.sessions(cx).unwrap_or_default();
        let heard: Vec<(Session, Heard)> =
            sessions.iter().map(|one| (*one, by_prefix(domain.heard(cx, one.0)))).collect();
        let differs = |(one, there): &(Session, Heard), (other, here): &(Session, Heard)| {
            differing(cx, (one.0, there), (other.0, here))
        };
        let like = |one| heard.iter().filter(|other| differs(one, other).is_none()).count();
        // The first of those that most others are like: `max_by_key` returns the last.
        let Some(usual) = heard.iter().rev().max_by_key(|one| like(one)) else { continue };
        let odd = heard.iter().filter(|one| differs(usual, one).is_some());
        let mut odd: Vec<&(Session, Heard)> = odd.collect();
        // Those that are told the same are one mistake, as both sessions of one device are.
        while let Some(first) = odd.first().copied() {
            let (alike, rest) = odd.into_iter().partition(|one| differs(first, one).is_none());
            odd = rest;
            let alike: Vec<&(Session, Heard)> = alike;
            let alike: Vec<VifId> = alike.iter().map(|one| one.0.0).collect();
            let words = differs(usual, first).unwrap_or_default();
            report(found, usual.0, (first.0, &alike), &words);
        }
    }
}

/// The virtual interface of a session, and the customer device.
type Session = (VifId, RouterId);

/// What is heard over a session, by prefix.
type Heard = BTreeMap<Prefix, PathAttributes>;

fn by_prefix(heard: Vec<Advertised>) -> Heard {
    heard.into_iter().map(|one| (one.prefix, one.path)).collect()
}

/// Says in words what is heard over two sessions and differs. Where nobody can say what comes of a
/// prefix, nothing is said of it.
fn differing(
    cx: &Context<'_>,
    (one, there): (VifId, &Heard),
    (other, here): (VifId, &Heard),
) -> Option<String> {
    let customer = cx.network.bgp.customer();
    let only = |these: &Heard, those: &Heard| -> Vec<Prefix> {
        let lacking = these.keys().filter(|prefix| !those.contains_key(prefix));
        lacking.copied().filter(|prefix| !customer.unstable(*prefix)).collect()
    };
    let (there_only, here_only) = (only(there, here), only(here, there));
    if !there_only.is_empty() {
        let not = cx.name(other);
        return Some(format!("{} over {} and not over {not}", listed(&there_only), cx.name(one)));
    }
    if !here_only.is_empty() {
        let not = cx.name(one);
        return Some(format!("{} over {} and not over {not}", listed(&here_only), cx.name(other)));
    }
    there.iter().find_map(|(prefix, path)| {
        let twin = here.get(prefix).filter(|_| !customer.unstable(*prefix))?;
        if twin.as_path != path.as_path {
            let words = format!(
                "{prefix} with an AS path of length {} over {} and {} over {}",
                path.as_path,
                cx.name(one),
                twin.as_path,
                cx.name(other)
            );
            return Some(words);
        }
        (twin.med != path.med).then(|| {
            format!(
                "{prefix} with a MED of {} over {} and {} over {}",
                path.med,
                cx.name(one),
                twin.med,
                cx.name(other)
            )
        })
    })
}

fn report(
    found: &mut Findings,
    (first, at_first): Session,
    ((other, at_other), alike): (Session, &[VifId]),
    differs: &str,
) {
    let finding = found.report(other, other, format!("the local gateway hears {differs}"));
    finding.related(first, "the other session").related(at_other, "announces over this one");
    if at_first != at_other {
        finding.related(at_first, "announces over the other one");
    }
    for one in alike.iter().filter(|one| **one != other) {
        finding.related(*one, "hears the same as this one");
    }
    finding
        .because("When a session goes down, as in a maintenance of an Outpost network device, packets go by the others, and may find other ways there.")
        .help("Announce the same prefixes with the same attributes over every session of the VIF group.");
}
