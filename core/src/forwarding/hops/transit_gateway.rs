//! Transit gateways: the table of the attachment that a packet came by (facts TGW-02 to TGW-05).

use std::net::IpAddr;

use crate::{
    forwarding::{
        Arrival, Blocker, Cx, Entered, Memory, Move, Onward, Reason, Step, Stop, What, state::end,
    },
    model::{
        Key, RouteState, TransitGatewayAttachmentId, TransitGatewayId, TransitGatewayRouteTableId,
        TransitGatewayRouteTarget,
    },
    routing::{Candidate, Choice, Rank, RouteRef, TableRef},
};

/// Looks the destination up in the associated table, and leaves by the winners.
pub(super) fn forward(
    cx: Cx<'_>,
    id: TransitGatewayId,
    entered: Entered,
    arrival: Arrival,
    steps: &mut Vec<Step>,
    memory: &Memory,
) -> Onward {
    let network = cx.network;
    network.whole([id.into()])?;
    let by = entered.by;
    if memory.returned == Some(by) {
        returned(cx, by, arrival.packet.destination)?;
    }
    let Some(table) = network.model.transit_gateway_attachments[by].route_table else {
        let message = format!("{} is associated with no route table", network.name(by));
        return end(Blocker::new(Reason::TgwNoAssociation, message).key(by).dropped());
    };
    network.whole([table.into()])?;
    if !network.model.transit_gateway_route_tables[table].known {
        let message = format!("the input does not tell the routes of {}", network.name(table));
        return end(Blocker::new(Reason::UnknownTgwRoutes, message).key(table).unknown());
    }
    sources_whole(cx, table)?;
    let winners = look_up(cx, table, arrival, steps)?;
    let mut moves = Vec::new();
    for winner in winners {
        let attachment = target(cx, winner, steps)?;
        moves.push(Move::to(Stop::AttachmentOut(attachment, entered), arrival.packet));
    }
    Onward::Continue(moves)
}

/// Ends a path of a reply that a NAT gateway returned as the packet came, where the table leads nowhere:
/// whether it is asked about such a reply is not known (facts NAT-09 and TOP-55).
fn returned(cx: Cx<'_>, by: TransitGatewayAttachmentId, to: IpAddr) -> Onward<()> {
    let network = cx.network;
    let leads = |table| {
        let at = TableRef::TransitGateway(table);
        match network.tables.choose(&network.model, at, to) {
            // The lookup itself says why.
            Choice::Nothing => !network.bgp.interconnect().table(table).uncertain.is_empty(),
            Choice::Ambiguous(_) => true,
            Choice::Routes(routes) => !routes.iter().any(|one| blackhole(cx, *one)),
        }
    };
    let table = network.model.transit_gateway_attachments[by].route_table;
    if let Some(table) = table {
        network.whole([table.into()])?;
        if !network.model.transit_gateway_route_tables[table].known || leads(table) {
            return Onward::Continue(());
        }
    }
    let message = format!(
        "a NAT gateway returns a reply to {to} as the packet came, and the transit gateway has no route for it"
    );
    let blocker = Blocker::new(Reason::UnmodelledState, message).facts(&["NAT-09", "TOP-55"]);
    let help = "Propagate the sender's attachment to the table, or add a static route.";
    let blocker = blocker.help(help).key(by);
    end(table.into_iter().fold(blocker, Blocker::key).unknown())
}

/// Returns whether a route is written to drop what matches it.
fn blackhole(cx: Cx<'_>, one: Candidate) -> bool {
    let RouteRef::TransitGateway(table, at) = one.route else { return false };
    let routes = &cx.network.model.transit_gateway_route_tables[table].routes;
    let route = routes.get(at as usize);
    route.is_some_and(|route| route.target == TransitGatewayRouteTarget::Blackhole)
}

/// Ends a path that asks a table of which a source has an error in the input.
fn sources_whole(cx: Cx<'_>, table: TransitGatewayRouteTableId) -> Onward<()> {
    let network = cx.network;
    let routes = &network.model.transit_gateway_route_tables[table].routes;
    let mut lists = routes.iter().filter_map(|route| route.destination.list());
    lists.try_for_each(|list| network.whole([list.into()]))?;
    let attachments = network.model.transit_gateway_attachments.iter();
    let mut sources = attachments.filter(|(_, one)| one.propagates_to.contains(&table));
    sources.try_for_each(|(id, _)| network.whole([id.into()]))
}

/// Returns the winners of a table.
fn look_up(
    cx: Cx<'_>,
    table: TransitGatewayRouteTableId,
    arrival: Arrival,
    steps: &mut Vec<Step>,
) -> Onward<Vec<Candidate>> {
    let network = cx.network;
    let destination = arrival.packet.destination;
    let at = TableRef::TransitGateway(table);
    let (choice, selection) = cx.look_up(at, destination);
    super::settled(cx, table, &choice, destination)?;
    if let Some(selection) = selection {
        let equal = match &choice {
            Choice::Routes(routes) if routes.len() > 1 => equal_facts(cx, routes),
            Choice::Routes(_) | Choice::Nothing | Choice::Ambiguous(_) => &[],
        };
        let step = Step::new(What::Routed { table: at, destination, selection });
        steps.push(step.facts(equal).facts(&["TGW-03"]).key(table));
    }
    let uncertain = network.bgp.interconnect().table(table).uncertain.first().copied();
    match choice {
        Choice::Routes(routes) => {
            if let Some(attachment) = uncertain {
                let words = "an attachment is taken to propagate nothing more specific";
                cx.tell(steps, || Step::passed(words).facts(&["TOP-52"]).key(attachment));
            }
            Onward::Continue(routes)
        }
        Choice::Nothing => {
            if let Some(attachment) = uncertain {
                let message = format!(
                    "the input does not tell what {} propagates into {}",
                    network.name(attachment),
                    network.name(table),
                );
                return end(Blocker::new(Reason::UnknownTgwRoutes, message).key(table).unknown());
            }
            let message = format!("{} has no route for {destination}", network.name(table));
            end(Blocker::new(Reason::TgwNoRoute, message).key(table).dropped())
        }
        Choice::Ambiguous(routes) => end(ambiguous(cx, table, &routes).key(table).unknown()),
    }
}

/// Returns the facts behind several winners: they share the load, or nobody knows which is used.
fn equal_facts(cx: Cx<'_>, routes: &[Candidate]) -> &'static [&'static str] {
    let vpn = |one: &Candidate| matches!(one.rank, Rank::AttachedVpn | Rank::AttachedPrivateVpn);
    let ecmp = |one: &Candidate| match one.route {
        RouteRef::Attachment(id) => {
            let gateway = cx.network.model.transit_gateway_attachments[id].transit_gateway;
            cx.network.model.transit_gateways[gateway].vpn_ecmp
        }
        RouteRef::Local(_)
        | RouteRef::Vpc(..)
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
        | RouteRef::VirtualPrivateGateway(_)
        | RouteRef::Link(_)
        | RouteRef::DirectConnectGateway(_) => true,
    };
    let one_only = routes.iter().any(|one| vpn(one) && !ecmp(one));
    if one_only { &["TGW-05", "TOP-51"] } else { &["TGW-05"] }
}

fn ambiguous(cx: Cx<'_>, table: TransitGatewayRouteTableId, routes: &[Candidate]) -> Blocker {
    let name = cx.network.name(table);
    if routes.iter().all(|one| one.rank == Rank::AttachedVpcPerhaps) {
        let message = format!(
            "VPCs that overlap propagate to {name}, and the input does not say which was attached first"
        );
        let help = "Add `created` to the attachments, or remove the overlap.";
        return Blocker::new(Reason::UnmodelledState, message).facts(&["TGW-10"]).help(help);
    }
    let message = format!("prefix lists of {name} overlap at the destination");
    Blocker::new(Reason::AmbiguousPrefixLists, message)
}

/// Returns the attachment that a winner leads to, if it can be used (facts RT-32 and RT-34).
fn target(
    cx: Cx<'_>,
    winner: Candidate,
    steps: &mut Vec<Step>,
) -> Onward<TransitGatewayAttachmentId> {
    let network = cx.network;
    match winner.route {
        RouteRef::Attachment(id) => Onward::Continue(id),
        RouteRef::TransitGateway(table, at) => {
            let routes = &network.model.transit_gateway_route_tables[table].routes;
            let route = routes.get(at as usize);
            let route = route.expect("invariant: candidates name routes of their table");
            let key = Key::item(table, "routes", at as usize);
            let TransitGatewayRouteTarget::Attachment(id) = route.target else {
                let message = format!("{} drops what matches the route", network.name(table));
                let blocker = Blocker::new(Reason::TgwRouteBlackhole, message);
                return end(blocker.key(key).dropped());
            };
            network.whole([id.into()])?;
            let forwards = network.model.transit_gateway_attachments[id].state.forwards();
            if !forwards {
                let message =
                    format!("the route leads to {}, which is not in service", network.name(id));
                let blocker = Blocker::new(Reason::TgwRouteBlackhole, message).facts(&["RT-30"]);
                cx.block(steps, blocker.key(key))?;
            } else if route.declared_state == Some(RouteState::Blackhole) {
                let message =
                    "the input declares the route a blackhole, but its target is in service";
                let blocker = Blocker::new(Reason::UnmodelledState, message).facts(&["RT-34"]);
                return end(blocker.key(key).unknown());
            }
            Onward::Continue(id)
        }
        RouteRef::Local(_)
        | RouteRef::Vpc(..)
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
        | RouteRef::VirtualPrivateGateway(_)
        | RouteRef::Link(_)
        | RouteRef::DirectConnectGateway(_) => {
            unreachable!("invariant: a transit gateway table leads to attachments")
        }
    }
}
