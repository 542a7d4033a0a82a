//! The lookup in a VPC route table, whoever asks it.

use std::net::IpAddr;

use crate::{
    forwarding::{Blocker, Cx, Onward, Reason, Step, What, state::end},
    model::{Key, Route, RouteTableId},
    routing::{Candidate, Choice, RouteRef, TableRef},
};

/// Returns the winner of a table for a destination, and notes the lookup.
pub(super) fn select(
    cx: Cx<'_>,
    table: RouteTableId,
    destination: IpAddr,
    steps: &mut Vec<Step>,
) -> Onward<Candidate> {
    let network = cx.network;
    network.whole([table.into()])?;
    let mut lists =
        network.model.route_tables[table].routes.iter().filter_map(|r| r.destination.list());
    lists.try_for_each(|list| network.whole([list.into()]))?;
    let (choice, selection) = cx.look_up(TableRef::Vpc(table), destination);
    if let Some(selection) = selection {
        let what = What::Routed { table: TableRef::Vpc(table), destination, selection };
        steps.push(Step::new(what).facts(&["RT-20", "VRT-07"]).key(table));
    }
    if network.model.route_tables[table].propagates {
        super::settled(cx, table, &choice, destination)?;
    }
    match choice {
        Choice::Nothing => {
            let message = format!("{} has no route for {destination}", network.name(table));
            end(Blocker::new(Reason::NoRoute, message).key(table).dropped())
        }
        Choice::Ambiguous(_) => {
            let message =
                format!("prefix lists of {} overlap at {destination}", network.name(table));
            let blocker = Blocker::new(Reason::AmbiguousPrefixLists, message);
            end(blocker.key(table).unknown())
        }
        Choice::Routes(routes) => {
            let first = routes.into_iter().next();
            Onward::Continue(first.expect("invariant: a choice of routes is not empty"))
        }
    }
}

/// Returns the written route that a winner stands for, with its key; none for a local route.
pub(super) fn written<'n>(cx: Cx<'n>, winner: Candidate) -> Option<(&'n Route, Key)> {
    match winner.route {
        RouteRef::Vpc(table, at) => {
            let route = cx.network.model.route_tables[table].routes.get(at as usize);
            let route = route.expect("invariant: candidates name routes of their table");
            Some((route, Key::item(table, "routes", at as usize)))
        }
        RouteRef::Local(_)
        | RouteRef::LocalGateway(..)
        | RouteRef::PropagatedSubnet(_)
        | RouteRef::PropagatedCoip(_)
        | RouteRef::Connected(..)
        | RouteRef::RouterStatic(..)
        | RouteRef::Learned(..)
        | RouteRef::LearnedOver(..)
        | RouteRef::LearnedFrom(..)
        | RouteRef::Interior(..)
        | RouteRef::Aggregate(_)
        | RouteRef::TransitGateway(..)
        | RouteRef::Attachment(_)
        | RouteRef::VirtualPrivateGateway(_)
        | RouteRef::Link(_)
        | RouteRef::DirectConnectGateway(_) => None,
    }
}
