//! VPC endpoints: to a service by a gateway endpoint, or through what is behind one (facts VPCE-01 to
//! VPCE-05).

use super::vpc;
use crate::{
    addr::{Icmp, Packet, Protocol},
    forwarding::{
        Arrival, Arriving, Blocker, Cx, Memory, Move, Note, Onward, Outcome, Reason, Sender,
        Session, Step, Stop, Translator, Way, What,
        filter::network_acl,
        state::{end, go},
    },
    model::{GatewayService, PrefixListId, RouteTarget, SubnetId, VpcEndpointId, VpcEndpointKind},
};

/// Takes a packet into an endpoint that a route leads to.
pub(super) fn enter(
    cx: Cx<'_>,
    (id, from): (VpcEndpointId, Option<SubnetId>),
    arrival: Arrival,
    steps: &mut Vec<Step>,
    memory: &mut Memory,
) -> Onward {
    let network = cx.network;
    network.whole([id.into()])?;
    let packet = arrival.packet;
    match network.model.vpc_endpoints[id].kind {
        VpcEndpointKind::Gateway { service, prefix_list } => {
            to_service(cx, (id, service, prefix_list), packet, steps, memory)
        }
        VpcEndpointKind::Inspection { subnet, firewall, passes } => {
            network.whole([subnet.into()])?;
            if from != Some(subnet) {
                network_acl(cx, subnet, Way::In, packet, steps)?;
            }
            inspect(cx, (id, firewall, passes), steps)?;
            let device = Translator::Endpoint(id);
            memory.passed_appliance();
            if firewall {
                began(cx, id, packet, steps)?;
            }
            memory.sessions.push(Session { device, original: packet, translated: packet });
            let own = &network.model.subnets[subnet].prefixes;
            let next = if own.iter().any(|prefix| prefix.contains(packet.destination)) {
                let words = "the destination is in the endpoint's own subnet: no table is asked";
                cx.tell(steps, || Step::passed(words).facts(&["RT-07"]).key(subnet));
                Stop::Arrive(Arriving { same_subnet: true, ..Arriving::into(subnet) })
            } else {
                Stop::Route(subnet, Sender::Endpoint(id))
            };
            go(Move::to(next, packet).anonymous())
        }
        VpcEndpointKind::Interface { .. } => {
            let message = format!("a route leads to {}, which is no target", network.name(id));
            end(Blocker::new(Reason::NoNextHop, message).key(id).dropped())
        }
    }
}

/// Says what becomes of a packet behind an endpoint that it passes (facts VPCE-04 and TOP-47).
fn inspect(
    cx: Cx<'_>,
    (id, firewall, passes): (VpcEndpointId, bool, bool),
    steps: &mut Vec<Step>,
) -> Onward<()> {
    if passes {
        let text =
            format!("what is behind {} is taken to let the packet pass", cx.network.name(id));
        let note = Step::note(Note::NotAnalysed, text);
        cx.tell(steps, || note.facts(&["VPCE-04", "TOP-47"]).key(id));
        return Onward::Continue(());
    }
    let what = if firewall { "the rules of the firewall" } else { "the appliances" };
    let message = format!("the input does not give {what} behind {}", cx.network.name(id));
    let help = "Write `passes: true` at the endpoint to follow what they let pass.";
    end(Blocker::new(Reason::UnsupportedObject, message).help(help).key(id).unknown())
}

/// Stops a reply at a firewall that did not see the packet that it answers (facts RT-54 and TOP-42).
fn began(cx: Cx<'_>, id: VpcEndpointId, packet: Packet, steps: &mut Vec<Step>) -> Onward<()> {
    let Some(remembered) = cx.remembered else { return Onward::Continue(()) };
    let device = Translator::Endpoint(id);
    let seen = |one: &Session| one.device == device && packet.answers(one.translated);
    if remembered.sessions.iter().any(seen) {
        return Onward::Continue(());
    }
    let message = format!(
        "the firewall behind {} drops the reply from {}: the packet that it answers took another way",
        cx.network.name(id),
        packet.source,
    );
    let blocker = Blocker::new(Reason::ReturnAsymmetric, message).facts(&["RT-54", "TOP-42"]);
    cx.block(steps, blocker.key(id))
}

/// Takes a packet to the service of a gateway endpoint (facts VPCE-01, VPCE-02 and VPCE-05).
fn to_service(
    cx: Cx<'_>,
    (id, service, list): (VpcEndpointId, GatewayService, PrefixListId),
    packet: Packet,
    steps: &mut Vec<Step>,
    memory: &mut Memory,
) -> Onward {
    let network = cx.network;
    let mut lists = network.model.lists_of_service(list);
    lists.try_for_each(|list| network.whole([list.into()]))?;
    let vpc = network.model.vpc_endpoints[id].vpc;
    if !network.model.vpc_contains(vpc, packet.source) {
        let message = format!(
            "{} serves sources of {} only, not {}",
            network.name(id),
            network.name(vpc),
            packet.source,
        );
        let blocker = Blocker::new(Reason::SpoofedSource, message).facts(&["VPCE-05"]);
        return end(blocker.key(id).dropped());
    }
    carries(cx, id, packet, steps)?;
    let mut lists = network.model.lists_of_service(list);
    let Some(list) = lists.find(|list| holds(cx, *list, packet.destination)) else {
        by_another_list(cx, id, packet.destination)?;
        let message = format!(
            "{} leads to the addresses of {} only, and {} is none of them",
            network.name(id),
            network.name(list),
            packet.destination,
        );
        return end(Blocker::new(Reason::VpceSourceNotInList, message).key(id).dropped());
    };
    if service == GatewayService::DynamoDb {
        // Security groups track what passes here, whatever their rules (fact SG-10).
        let device = Translator::Endpoint(id);
        memory.sessions.push(Session { device, original: packet, translated: packet });
    }
    cx.tell(steps, || policy(cx, id));
    let words = "the destination is one of the addresses of the service";
    cx.tell(steps, || Step::passed(words).facts(&["VPCE-01", "VPCE-02"]).key(id).key(list));
    go(Move::to(Stop::ServiceReceive(list, Some(id)), packet))
}

fn holds(cx: Cx<'_>, list: PrefixListId, address: std::net::IpAddr) -> bool {
    cx.network.model.prefix_lists[list].prefixes.iter().any(|prefix| prefix.contains(address))
}

/// Ends a path where a prefix list without a service led to an endpoint: AWS makes such routes for lists of
/// the service only (fact RT-26), so that it may be one.
fn by_another_list(cx: Cx<'_>, id: VpcEndpointId, to: std::net::IpAddr) -> Onward<()> {
    let model = &cx.network.model;
    let tables = model.route_tables.values();
    let mut lists = tables.flat_map(|table| &table.routes).filter_map(|route| {
        let list = route.destination.list()?;
        (route.target == RouteTarget::VpcEndpoint(id)).then_some(list)
    });
    let other =
        lists.find(|list| model.prefix_lists[*list].service.is_none() && holds(cx, *list, to));
    let Some(list) = other else { return Onward::Continue(()) };
    let message = format!(
        "{} leads {to} to {}, and the input does not say of which service it is",
        cx.network.name(list),
        cx.network.name(id),
    );
    let blocker = Blocker::new(Reason::UnmodelledState, message).facts(&["RT-26", "VPCE-02"]);
    let help = "Add `service` to the prefix list if it is one of the endpoint's service.";
    end(blocker.help(help).key(list).key(id).unknown())
}

/// Ends a path of a protocol that gateway endpoints do not carry (fact VPCE-01).
fn carries(cx: Cx<'_>, id: VpcEndpointId, packet: Packet, steps: &mut Vec<Step>) -> Onward<()> {
    let name = cx.network.name(id);
    let echo = [Icmp::ECHO, Icmp::ECHO_REPLY, Icmp::ECHO_V6, Icmp::ECHO_REPLY_V6];
    let carried = match (packet.protocol, packet.icmp) {
        (Protocol::Tcp, _) => Some(true),
        (Protocol::Icmp, Some(icmp)) => Some(echo.contains(&icmp)),
        (Protocol::Udp | Protocol::Other(_), _) => Some(false),
        (Protocol::Any | Protocol::Icmp, _) => None,
    };
    match carried {
        Some(true) => Onward::Continue(()),
        Some(false) => {
            let message = format!("{name} carries TCP and ICMP echo only");
            let blocker = Blocker::new(Reason::ProtocolUnsupported, message).facts(&["VPCE-01"]);
            cx.block(steps, blocker.key(id))
        }
        None => {
            let message =
                format!("{name} carries TCP and ICMP echo only, and the flow does not say");
            let blocker = Blocker::new(Reason::UnmodelledState, message).facts(&["VPCE-01"]);
            let help = "Name a protocol in the flow, such as tcp/443 or icmp/echo.";
            end(blocker.help(help).key(id).unknown())
        }
    }
}

/// Remarks that an endpoint may have a policy, which the input does not give (fact TOP-46).
pub(super) fn policy(cx: Cx<'_>, id: VpcEndpointId) -> Step {
    let text = format!("a policy of {} is not looked at", cx.network.name(id));
    Step::note(Note::NotAnalysed, text).facts(&["TOP-46"]).key(id)
}

/// Takes the answer of a service back into the VPC (fact VPCE-02).
pub(super) fn back(
    cx: Cx<'_>,
    id: VpcEndpointId,
    arrival: Arrival,
    steps: &mut Vec<Step>,
) -> Onward {
    let network = cx.network;
    network.whole([id.into()])?;
    let vpc = network.model.vpc_endpoints[id].vpc;
    let words = "the service answers from an address of its prefix list";
    cx.tell(steps, || Step::passed(words).facts(&["VPCE-02"]).key(id));
    vpc::deliver(cx, vpc, None, arrival, steps)
}

/// Lets a service receive a packet.
pub(super) fn service_receives(cx: Cx<'_>, list: PrefixListId, steps: &mut Vec<Step>) -> Onward {
    cx.network.whole([list.into()])?;
    cx.tell(steps, || Step::new(What::Delivered).facts(&["TOP-46"]).key(list));
    end(Outcome::Delivered)
}

/// Lets a service answer, by the endpoint that the packet came through or by the internet.
pub(super) fn service_sends(via: Option<VpcEndpointId>, arrival: Arrival) -> Onward {
    let next = via.map_or(Stop::Internet, Stop::EndpointBack);
    go(Move::to(next, arrival.packet))
}
