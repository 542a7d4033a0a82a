//! Pages of what ends no path: why a route is not the one that wins, and what a whole answer says.

use super::ReasonPage;
use crate::routing::{TableRef, Why};

/// The pages, in the order of the tables that they are about.
pub const EXPLAINED: &[ReasonPage] = &[
    ReasonPage {
        id: "route-does-not-match",
        meaning: "The route is not among those that are compared: its destination, or no entry of its prefix list, covers the packet's.",
        fix: "Widen the destination of the route, or add the address to its prefix list.",
        facts: &["RT-20"],
    },
    ReasonPage {
        id: "route-shadowed-longer-prefix",
        meaning: "Another route covers the destination with a longer prefix, and wins.",
        fix: "Delete the longer route, or write one that is longer still.",
        facts: &["RT-20"],
    },
    ReasonPage {
        id: "route-shadowed-same-prefix",
        meaning: "Another route with the same prefix comes first in the order of origins or of BGP attributes, and wins.",
        fix: "Delete the other route, or write this one as a static route.",
        facts: &["RT-21"],
    },
    ReasonPage {
        id: "local-route-out-of-cidr",
        meaning: "The local route covers the CIDR blocks of the VPC and nothing else; the destination lies outside them.",
        fix: "Add a route for the destination, or the block to the VPC.",
        facts: &["RT-10"],
    },
    ReasonPage {
        id: "tgw-route-does-not-match",
        meaning: "The route of the transit gateway route table is not among those that are compared: it does not cover the destination.",
        fix: "Widen the destination of the route, or propagate the attachment that has the prefix.",
        facts: &["TGW-03"],
    },
    ReasonPage {
        id: "tgw-route-shadowed-longer-prefix",
        meaning: "Another route of the transit gateway route table covers the destination with a longer prefix, and wins.",
        fix: "Delete the longer route, or write one that is longer still.",
        facts: &["TGW-03"],
    },
    ReasonPage {
        id: "tgw-route-shadowed-same-prefix",
        meaning: "Another route of the transit gateway route table has the same prefix and comes first, and wins.",
        fix: "Delete the other route, or write this one as a static route.",
        facts: &["TGW-03"],
    },
    ReasonPage {
        id: "no-path",
        meaning: "Nothing of the flow arrives: the verdict is `unreachable`. The answer lists everything that stands in the way, each with a reason of its own.",
        fix: "See to each thing that the answer lists.",
        facts: &[],
    },
    ReasonPage {
        id: "not-in-a-vpc",
        meaning: "An end of the flow has no address of the family, or stands in no VPC and on no LAN segment. The question is refused.",
        fix: "Name an end with an address, or give it one.",
        facts: &[],
    },
    ReasonPage {
        id: "bgp-filtered",
        meaning: "A prefix is announced over BGP, and a filter keeps it out. The input tells what a router announces over a session, so such a prefix is simply not announced there, and a path ends with `prefix-not-received`.",
        fix: "Let the filter of the customer's device pass the prefix.",
        facts: &["LGR-10"],
    },
    ReasonPage {
        id: "lgw-overlapping-cidr",
        meaning: "VPCs with overlapping CIDR blocks are associated with one local gateway route table. The file is refused (OP1001), and a path through the table is unknown.",
        fix: "Give the VPCs tables of different Outposts, or other blocks.",
        facts: &["LGW-10", "LGW-25"],
    },
    ReasonPage {
        id: "coip-pool-overlap",
        meaning: "Two CoIP blocks of one local gateway share addresses. The file is refused (OP9315), and a path through the table is unknown.",
        fix: "Choose blocks that share nothing.",
        facts: &["COIP-03"],
    },
];

/// Returns the id of the page that tells why a route of a table lost, if there is one.
#[must_use]
pub fn shadowed(table: TableRef, why: Why) -> Option<&'static str> {
    let transit = matches!(table, TableRef::TransitGateway(_));
    let (of_vpc, of_transit_gateway) = match why {
        Why::LongerPrefix(_) => {
            ("route-shadowed-longer-prefix", "tgw-route-shadowed-longer-prefix")
        }
        Why::BetterRank(_)
        | Why::HigherPreference
        | Why::ShorterAsPath
        | Why::LowerMed
        | Why::Equal => ("route-shadowed-same-prefix", "tgw-route-shadowed-same-prefix"),
        Why::InsideLocal(_) | Why::AttachedLater(_) | Why::ReservedRange | Why::Bgp(_) => {
            return None;
        }
    };
    Some(if transit { of_transit_gateway } else { of_vpc })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::forwarding::Reason;

    #[test]
    fn every_page_cites_and_has_an_id_of_its_own() {
        let all = Reason::ALL.iter().map(|reason| reason.id());
        let mut ids: Vec<&str> = EXPLAINED.iter().map(|page| page.id).chain(all).collect();
        let count = ids.len();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), count);
        for page in EXPLAINED {
            assert!(
                page.facts.iter().all(|fact| crate::facts::fact(fact).is_some()),
                "{}",
                page.id
            );
        }
    }
}
