//! Direct Connect gateways: allowed prefixes, and no transit (facts DXG-01 to DXG-04 and DXG-09).

use crate::{
    forwarding::{
        Arrival, Associated, Blocker, Cx, Move, Onward, Reason, Step, Stop, What,
        state::{end, go},
    },
    model::DirectConnectGatewayId,
    routing::{Candidate, Choice, RouteRef, TableRef, Toward},
};

/// Takes a packet from a gateway of AWS toward the customer.
pub(super) fn out(
    cx: Cx<'_>,
    id: DirectConnectGatewayId,
    from: Associated,
    arrival: Arrival,
    steps: &mut Vec<Step>,
) -> Onward {
    let network = cx.network;
    network.whole([id.into()])?;
    let packet = arrival.packet;
    let Some(routes) = look_up(cx, id, Toward::Customer, arrival, steps)? else {
        let knowledge = network.bgp.interconnect().direct_connect_gateway(id);
        if let Some(link) = knowledge.uncertain.first() {
            let message =
                format!("the input does not say what is announced over {}", network.name(*link));
            return end(Blocker::new(Reason::LeftModel, message).key(*link).unknown());
        }
        return no_route(cx, id, arrival, "DXG-09");
    };
    let mut moves = Vec::new();
    for route in routes {
        match (route.route, from) {
            (RouteRef::Link(link), _) => moves.push(Move::to(Stop::LinkOut(link), packet)),
            (RouteRef::VirtualPrivateGateway(to), Associated::VirtualPrivateGateway(_)) => {
                let words = "the customer announces a wider prefix, so the VPCs reach each other";
                let step = Step::passed(words).facts(&["DXG-04"]).key(id).key(to);
                let onward = Move::to(Stop::PrivateGatewayIn(to, None), packet);
                moves.push(Move { steps: vec![step], ..onward });
            }
            (RouteRef::VirtualPrivateGateway(_), Associated::Attachment(_)) => {
                return no_transit(cx, id, "it does not join a transit gateway with VPCs");
            }
            (other, _) => unreachable!("invariant: no {other:?} in the table of {id:?}"),
        }
    }
    Onward::Continue(moves)
}

/// Takes a packet from the customer toward AWS.
pub(super) fn into(
    cx: Cx<'_>,
    id: DirectConnectGatewayId,
    arrival: Arrival,
    steps: &mut Vec<Step>,
) -> Onward {
    let network = cx.network;
    network.whole([id.into()])?;
    let packet = arrival.packet;
    let model = &network.model;
    let mut associations = model.direct_connect_gateways[id].associations.iter();
    let hairpin = associations.any(|one| {
        let vpc = model.virtual_private_gateways[one.gateway].vpc;
        model.vpc_contains(vpc, packet.source)
    });
    if hairpin {
        return no_transit(cx, id, "the sender stands in a VPC behind it");
    }
    let Some(routes) = look_up(cx, id, Toward::Aws, arrival, steps)? else {
        return no_route(cx, id, arrival, "DXG-01");
    };
    let [first] = routes.as_slice() else {
        let message = format!(
            "{} allows a prefix for {} at several gateways, and which gets the packet is not documented",
            network.name(id),
            packet.destination,
        );
        let blocker = Blocker::new(Reason::UnmodelledState, message).facts(&["DXG-02", "DXG-08"]);
        let help = "Allow prefixes that do not overlap.";
        return end(blocker.help(help).key(id).unknown());
    };
    if let RouteRef::VirtualPrivateGateway(to) = first.route {
        return go(Move::to(Stop::PrivateGatewayIn(to, None), packet));
    }
    let RouteRef::Attachment(attachment) = first.route else {
        unreachable!("invariant: toward AWS there are gateways and attachments only")
    };
    go(Move::to(Stop::AttachmentFrom(attachment), packet))
}

fn look_up(
    cx: Cx<'_>,
    id: DirectConnectGatewayId,
    toward: Toward,
    arrival: Arrival,
    steps: &mut Vec<Step>,
) -> Onward<Option<Vec<Candidate>>> {
    let destination = arrival.packet.destination;
    let table = TableRef::DirectConnectGateway(id, toward);
    let (choice, selection) = cx.look_up(table, destination);
    let facts: &[_] = match toward {
        Toward::Customer => &["DXG-09"],
        Toward::Aws => &["DXG-01", "DXG-02"],
    };
    if let Some(selection) = selection {
        let routed = Step::new(What::Routed { table, destination, selection });
        steps.push(routed.facts(facts).key(id));
    }
    if toward == Toward::Customer {
        super::settled(cx, id, &choice, destination)?;
    }
    Onward::Continue(match choice {
        Choice::Routes(routes) => Some(routes),
        Choice::Nothing | Choice::Ambiguous(_) => None,
    })
}

fn no_route(
    cx: Cx<'_>,
    id: DirectConnectGatewayId,
    arrival: Arrival,
    fact: &'static str,
) -> Onward {
    let destination = arrival.packet.destination;
    let message = format!("{} carries nothing for {destination}", cx.network.name(id));
    let help = "Allow the prefix at the association, or announce it over a virtual interface.";
    let blocker = Blocker::new(Reason::NoRoute, message).help(help).facts(&[fact]);
    end(blocker.key(id).dropped())
}

/// Ends a path that would use a Direct Connect gateway as a transit (fact DXG-03).
fn no_transit(cx: Cx<'_>, id: DirectConnectGatewayId, why: &str) -> Onward {
    let message = format!("{} is no transit: {why}", cx.network.name(id));
    end(Blocker::new(Reason::DxgwNoTransit, message).key(id).dropped())
}
