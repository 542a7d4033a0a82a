//! Routers of the customer: plain longest-prefix match, and translation toward the internet (PKT-S6).

use std::net::IpAddr;

use super::{announcement, segment};
use crate::{
    addr::{Packet, PortRange, is_private, is_shared_space},
    bgp::{self, SessionDown, Toward},
    forwarding::{
        Arrival, Blocker, Cx, End, Memory, Move, Onward, Outcome, Reason, Session, Step, Stop,
        Translator, What,
        session::restore,
        state::{end, go},
    },
    graph::{Node, Wire},
    model::{
        DirectConnectEnd, Generation, Key, Link, Mode, NextHop, RouterId, ServiceLinkVifId,
        SubnetId, VifId,
    },
    routing::{Candidate, Choice, RouteRef, Selection, TableRef},
};

/// Lets a router receive or forward.
pub(super) fn forward(
    cx: Cx<'_>,
    id: RouterId,
    arrival: Arrival,
    steps: &mut Vec<Step>,
    memory: &mut Memory,
) -> Onward {
    let network = cx.network;
    let router = &network.model.routers[id];
    network.whole([id.into()])?;
    if !network.model.router_is_up(id) {
        let device = router.vrf_of.unwrap_or(id);
        let message = format!("{} is down", network.name(device));
        cx.block(steps, Blocker::new(Reason::RouterDown, message).key(device))?;
    }
    if router.firewall {
        let message = format!("{} filters by rules that the input does not give", network.name(id));
        return end(Blocker::new(Reason::UnsupportedObject, message).key(id).unknown());
    }
    if let Some(restored) = restore(cx.sessions(), Translator::Router(id), arrival.packet) {
        let from = arrival.packet.destination;
        let what = What::DestinationTranslated { from, to: restored.destination };
        steps.push(Step::new(what).key(id));
        return go(Move::to(Stop::Router(id), restored));
    }
    let destination = arrival.packet.destination;
    if router.interfaces.iter().any(|interface| interface.address.address == destination) {
        cx.tell(steps, || Step::new(What::Delivered).key(id));
        return end(Outcome::Delivered);
    }
    let table = TableRef::Router(id);
    let (choice, selection) = cx.look_up(table, destination);
    links_whole(cx, id)?;
    if network.bgp.customer().speaks(id) {
        super::settled(cx, id, &choice, destination)?;
    }
    if let Some(selection) = selection {
        let facts = routed_because(cx, id, &selection, arrival.packet);
        let what = What::Routed { table, destination, selection };
        steps.push(Step::new(what).facts(&facts).key(id));
    }
    untold(cx, id, &choice, steps)?;
    match choice {
        Choice::Routes(routes) => {
            let mut moves = Vec::new();
            for route in routes {
                match follow(cx, id, route, arrival, memory) {
                    Onward::Continue(onward) => moves.extend(onward),
                    Onward::Break(End::Outcome(outcome)) => {
                        moves.push(Move::ending(arrival.packet, outcome));
                    }
                    Onward::Break(End::Split(parts)) => return Onward::Break(End::Split(parts)),
                }
            }
            Onward::Continue(moves)
        }
        Choice::Nothing | Choice::Ambiguous(_) => {
            let message = format!("{} has no route for {destination}", network.name(id));
            let blocker = Blocker::new(Reason::NoRoute, message).key(id);
            end(missing_route(cx, id, blocker, destination).dropped())
        }
    }
}

/// Returns the facts behind what the table of a router says.
fn routed_because(
    cx: Cx<'_>,
    id: RouterId,
    selection: &Selection,
    packet: Packet,
) -> Vec<&'static str> {
    let mut facts = announced_because(cx, &selection.choice, packet.source);
    facts.extend(announcement::avoided(cx, selection));
    facts.extend(announcement::tied(selection));
    facts.extend(announcement::preferred(selection));
    if by_gateway_or_region(cx, id, selection, packet.destination) {
        facts.push("DVR-13");
    }
    facts
}

/// Ends a path at a router with a link that has an error in the input: what it learns is not known.
fn links_whole(cx: Cx<'_>, id: RouterId) -> Onward<()> {
    if cx.network.model.incomplete.is_empty() {
        return Onward::Continue(());
    }
    let neighbors = cx.network.graph.neighbors(Node::Router(id));
    let mut links = neighbors.iter().filter(|(_, wire)| *wire == Wire::Link);
    links.try_for_each(|(node, _)| cx.network.whole([node.object().unwrap_or(id.into())]))
}

/// Says what is taken for granted where the inputs do not tell what a router learns over a link, or
/// that nobody knows where it sends a packet (fact TOP-53).
fn untold(cx: Cx<'_>, id: RouterId, choice: &Choice, steps: &mut Vec<Step>) -> Onward<()> {
    let network = cx.network;
    let link = network.bgp.interconnect().uncertain_at_router(id).first().copied();
    let Some(link) = link else { return Onward::Continue(()) };
    if let Choice::Routes(_) = choice {
        let words = "over a link whose announcements are not told it is taken to learn nothing \
                     more specific";
        cx.tell(steps, || Step::passed(words).facts(&["TOP-53"]).key(link));
        return Onward::Continue(());
    }
    let message = format!(
        "the input does not tell what {} learns over {}",
        network.name(id),
        network.name(link),
    );
    end(Blocker::new(Reason::LeftModel, message).key(link).unknown())
}

/// Returns the facts behind the announcements that win: that there are any, and, where no route of
/// the announced subnet leads back to the sender, that any route counts (facts DVR-05 and UNK-09).
fn announced_because(cx: Cx<'_>, choice: &Choice, sender: IpAddr) -> Vec<&'static str> {
    let (Choice::Routes(routes) | Choice::Ambiguous(routes)) = choice else { return Vec::new() };
    let mut facts = Vec::new();
    for route in routes {
        if let RouteRef::LearnedOver(_, Link::ServiceLink(vif)) = route.route {
            facts.push(service_link_block(cx, vif));
            continue;
        }
        if let RouteRef::LearnedOver(router, _) = route.route
            && routes.len() > 1
            && !cx.network.bgp.customer().speaks(router)
        {
            facts.push("TOP-54");
        }
        let RouteRef::Learned(_, vif) = route.route else { continue };
        facts.push("BGP-04");
        facts.extend(announcement::rests_on(cx, vif, route.prefix, sender));
    }
    facts.sort_unstable();
    facts.dedup();
    facts
}

/// Returns whether a router has, or would have, the choice between the local gateway and a wider prefix
/// by Direct Connect or VPN: it knows both, or the subnet is one that the local gateway does not announce
/// (fact DVR-13).
fn by_gateway_or_region(
    cx: Cx<'_>,
    id: RouterId,
    selection: &Selection,
    destination: IpAddr,
) -> bool {
    let Choice::Routes(winners) = &selection.choice else { return false };
    let region = |route: RouteRef| {
        matches!(route, RouteRef::LearnedOver(_, Link::Vpn(_) | Link::DirectConnect(_)))
    };
    if winners.iter().any(|one| matches!(one.route, RouteRef::Learned(..))) {
        return selection.losers.iter().any(|loser| region(loser.candidate.route));
    }
    let mut vifs = vifs(cx, id).into_iter();
    winners.iter().any(|one| region(one.route))
        && vifs.any(|vif| unannounced(cx, vif, destination).is_some())
}

/// Returns the fact behind the announcement of an infrastructure block.
fn service_link_block(cx: Cx<'_>, vif: ServiceLinkVifId) -> &'static str {
    let model = &cx.network.model;
    match model.outposts[model.service_link_vifs[vif].outpost].generation {
        Generation::First => "SL-12",
        Generation::Second => "UNK-10",
    }
}

/// Says what a router without a route may be missing, and the facts behind it.
fn missing_route(cx: Cx<'_>, id: RouterId, blocker: Blocker, destination: IpAddr) -> Blocker {
    let vifs = vifs(cx, id);
    if let Some((vif, why)) = vifs.iter().find_map(|vif| silent(cx, *vif, destination)) {
        let vif_name = cx.network.short(vif);
        let help = format!(
            "Bring up the BGP session of {vif_name}, which would announce {destination}: {}.",
            why.words(),
        );
        return blocker.help(help).facts(&["BGP-01", "VIF-07"]).key(Key::field(vif, "session"));
    }
    if let Some(subnet) = vifs.iter().find_map(|vif| unannounced(cx, *vif, destination)) {
        let name = cx.network.name(subnet);
        let message = format!("{}: {name} is not announced to it", blocker.message);
        let table = cx.network.model.subnets[subnet].route_table;
        return Blocker::new(Reason::SubnetNotAdvertised, message).key(id).key(table);
    }
    if let Some(subnet) = vifs.iter().find_map(|vif| in_region(cx, *vif, destination)) {
        let name = cx.network.name(subnet);
        let help = format!(
            "Reach {name} by Direct Connect or VPN: it is in the Region, and no local gateway announces \
             it.",
        );
        return blocker.help(help).facts(&["DVR-03"]).key(subnet);
    }
    if vifs.is_empty() {
        return blocker.help("Add a route for the destination to this router.").facts(&[]);
    }
    let help = "Add a route, or let the local gateway announce the prefix: a subnet is announced only \
                while its own route table has a route to the local gateway, a pool while its table is \
                associated.";
    blocker.help(help).facts(&["DVR-02", "COIP-06"])
}

/// Returns the virtual interfaces that end at a router.
fn vifs(cx: Cx<'_>, id: RouterId) -> Vec<VifId> {
    let neighbors = cx.network.graph.neighbors(Node::Router(id)).iter();
    neighbors
        .filter_map(|(node, _)| if let Node::Vif(vif) = node { Some(*vif) } else { None })
        .collect()
}

/// Returns the subnet of a destination in the Region, in a VPC of the local gateway behind a virtual
/// interface (fact DVR-03).
fn in_region(cx: Cx<'_>, vif: VifId, destination: IpAddr) -> Option<SubnetId> {
    let model = &cx.network.model;
    let (table, _) = cx.network.table_of_group(model.vifs[vif].group)?;
    let mut vpcs = model.local_gateway_route_tables[table].vpcs.iter().map(|one| one.vpc);
    vpcs.find_map(|vpc| {
        let subnet = cx.network.subnet_of(vpc, destination)?;
        model.subnets[subnet].outpost().is_none().then_some(subnet)
    })
}

/// Returns the subnet of a destination that the local gateway behind a virtual interface would
/// announce if the subnet's own table had a route to it (fact DVR-02).
fn unannounced(cx: Cx<'_>, vif: VifId, destination: IpAddr) -> Option<SubnetId> {
    let model = &cx.network.model;
    let (table, _) = cx.network.table_of_group(model.vifs[vif].group)?;
    let table = &model.local_gateway_route_tables[table];
    let outpost = model.local_gateways[table.local_gateway].outpost;
    let direct = table.mode == Some(Mode::DirectVpcRouting);
    let mut vpcs = table.vpcs.iter().filter(|_| direct).map(|one| one.vpc);
    vpcs.find_map(|vpc| {
        let subnet = cx.network.subnet_of(vpc, destination)?;
        (model.subnets[subnet].outpost() == Some(outpost)).then_some(subnet)
    })
}

/// Returns a virtual interface over which a destination would be announced, and why its session is
/// down.
fn silent(cx: Cx<'_>, vif: VifId, destination: IpAddr) -> Option<(VifId, SessionDown)> {
    let network = cx.network;
    let bgp::Session::Down(why) = network.bgp.session(vif) else { return None };
    let (table, _) = network.table_of_group(network.model.vifs[vif].group)?;
    let mut announced = network.bgp.announced(table).iter();
    announced.any(|one| one.prefix.contains(destination)).then_some((vif, why))
}

/// Follows one winning route of a router.
fn follow(
    cx: Cx<'_>,
    id: RouterId,
    route: Candidate,
    arrival: Arrival,
    memory: &mut Memory,
) -> Onward {
    let packet = arrival.packet;
    let network = cx.network;
    let router = &network.model.routers[id];
    match route.route {
        RouteRef::Connected(_, at) => {
            let interface = router.interfaces.get(at as usize);
            let interface = interface.expect("invariant: candidates name interfaces of the router");
            segment::on_segment(cx, interface.segment, arrival)
        }
        RouteRef::RouterStatic(_, at) => {
            let found = router.routes.get(at as usize);
            let found = found.expect("invariant: candidates name routes of the router");
            let key = Key::item(id, "routes", at as usize);
            next_hop(cx, id, found.next_hop, key, arrival, memory)
        }
        RouteRef::Learned(_, vif) => go(Move::to(Stop::LocalGatewayIn(vif), packet)),
        RouteRef::LearnedOver(_, link) => {
            let (packet, steps) = if reaches_public(cx, link) {
                translate(cx, id, packet, memory, "SL-03")
            } else {
                (packet, Vec::new())
            };
            go(Move { steps, ..Move::to(Stop::LinkIn(link), packet) })
        }
        RouteRef::Interior(_, next) => go(Move::to(Stop::Router(next), packet)),
        RouteRef::LearnedFrom(_, from, next) => by_bgp(cx, id, (from, next), arrival, memory),
        RouteRef::Aggregate(_) => {
            let message = format!(
                "{} knows nothing more specific than its aggregate {} for {}",
                network.name(id),
                route.prefix,
                packet.destination,
            );
            end(Blocker::new(Reason::RouteBlackhole, message).facts(&[]).key(id).dropped())
        }
        RouteRef::Local(_)
        | RouteRef::Vpc(..)
        | RouteRef::LocalGateway(..)
        | RouteRef::PropagatedSubnet(_)
        | RouteRef::PropagatedCoip(_)
        | RouteRef::TransitGateway(..)
        | RouteRef::Attachment(_)
        | RouteRef::VirtualPrivateGateway(_)
        | RouteRef::Link(_)
        | RouteRef::DirectConnectGateway(_) => {
            unreachable!("invariant: a router's table holds connected, static and learned routes")
        }
    }
}

/// Follows a route learned from another router to its next hop: by what leads there without BGP.
fn by_bgp(
    cx: Cx<'_>,
    id: RouterId,
    (from, next): (RouterId, IpAddr),
    arrival: Arrival,
    memory: &mut Memory,
) -> Onward {
    let network = cx.network;
    let packet = arrival.packet;
    match network.bgp.interior().toward(&network.model, id, next) {
        Some((Toward::Connected, _)) => {
            let stop = neighbor(cx, id, next).unwrap_or(Stop::Router(from));
            go(Move::to(stop, packet))
        }
        Some((Toward::Interior(route), _)) => {
            let moves = route.hops.iter().map(|hop| Move::to(Stop::Router(*hop), packet));
            Onward::Continue(moves.collect())
        }
        Some((Toward::Static(prefix), _)) => {
            let routes = network.model.routers[id].routes.iter().enumerate();
            let mut moves = Vec::new();
            for (at, route) in routes.filter(|(_, route)| route.prefix == prefix) {
                let key = Key::item(id, "routes", at);
                match next_hop(cx, id, route.next_hop, key, arrival, memory) {
                    Onward::Continue(onward) => moves.extend(onward),
                    Onward::Break(end) => return Onward::Break(end),
                }
            }
            Onward::Continue(moves)
        }
        None => {
            let message = format!("{} has no way to the next hop {next}", network.name(id));
            end(Blocker::new(Reason::NoRoute, message).key(id).dropped())
        }
    }
}

/// Follows a static route to its next hop.
fn next_hop(
    cx: Cx<'_>,
    id: RouterId,
    next: NextHop,
    key: Key,
    arrival: Arrival,
    memory: &mut Memory,
) -> Onward {
    let network = cx.network;
    let packet = arrival.packet;
    match next {
        NextHop::Internet => to_internet(cx, id, arrival, memory),
        NextHop::Discard => {
            let message =
                format!("{} discards packets for {}", network.name(id), packet.destination);
            end(Blocker::new(Reason::RouteBlackhole, message).facts(&[]).key(key).dropped())
        }
        NextHop::Router(next) => {
            let mut neighbors = network.graph.on_link(Node::Router(id));
            let leaks = next != id && network.model.one_device(id, next);
            if leaks || neighbors.any(|(_, node)| node == Node::Router(next)) {
                return go(Move::to(Stop::Router(next), packet));
            }
            let message =
                format!("{} shares no segment with {}", network.name(id), network.name(next));
            end(Blocker::new(Reason::LeftModel, message).key(key).unknown())
        }
        NextHop::Vpn(vpn) if network.model.vpn_connections[vpn].router == Some(id) => {
            go(Move::to(Stop::LinkIn(Link::Vpn(vpn)), packet))
        }
        NextHop::Vpn(vpn) => {
            let message = format!("{} does not end at {}", network.name(vpn), network.name(id));
            end(Blocker::new(Reason::LeftModel, message).key(key).unknown())
        }
        NextHop::Address(address) => match neighbor(cx, id, address) {
            Some(stop) => go(Move::to(stop, packet)),
            None => {
                let message =
                    format!("{} has no neighbor {address} in the input", network.name(id));
                let help = "Add the neighbor; if it is at another site, let both interfaces name \
                            one segment, as in `segment: north.wan`.";
                end(Blocker::new(Reason::LeftModel, message).help(help).key(key).unknown())
            }
        },
    }
}

/// Returns the neighbor of a router that has an address.
fn neighbor(cx: Cx<'_>, id: RouterId, address: IpAddr) -> Option<Stop> {
    let network = cx.network;
    let model = &network.model;
    let own = &model.routers[id].interfaces;
    let others = network.routers_with(address).iter().filter(|other| **other != id);
    let shared = others.filter_map(|other| {
        let there = &model.routers[*other].interfaces;
        let stands = |segment| there.iter().any(|one| one.segment == segment);
        let segments = own.iter().map(|one| one.segment).filter(|one| stands(*one));
        Some((segments.min()?, *other))
    });
    if let Some((_, other)) = shared.min() {
        return Some(Stop::Router(other));
    }
    let mut neighbors = network.graph.neighbors(Node::Router(id)).iter();
    neighbors.find_map(|(node, _)| {
        if let Node::Vif(vif) = *node {
            let here = model.vifs[vif].local.address == address;
            return here.then_some(Stop::LocalGatewayIn(vif));
        }
        let Node::ServiceLinkVif(vif) = *node else { return None };
        let here = model.service_link_vifs[vif].local.address == address;
        here.then_some(Stop::LinkIn(Link::ServiceLink(vif)))
    })
}

/// Sends a packet to the internet, translated where the router does that.
fn to_internet(cx: Cx<'_>, id: RouterId, arrival: Arrival, memory: &mut Memory) -> Onward {
    let network = cx.network;
    let (packet, steps) = translate(cx, id, arrival.packet, memory, "DVR-08");
    if hidden(packet.source) || hidden(packet.destination) {
        let message =
            format!("{} sends {packet} to the internet with a private address", network.name(id),);
        let outcome = Blocker::new(Reason::NotRoutableOnInternet, message).key(id).dropped();
        return go(Move { steps, ..Move::ending(packet, outcome) });
    }
    go(Move { steps, ..Move::to(Stop::Internet, packet) })
}

fn hidden(address: IpAddr) -> bool {
    is_private(address) || is_shared_space(address)
}

/// Returns whether a link leads to public addresses: there, too, a router translates (fact SL-03).
fn reaches_public(cx: Cx<'_>, link: Link) -> bool {
    let Link::DirectConnect(id) = link else { return false };
    cx.network.model.direct_connect_interfaces[id].end == DirectConnectEnd::Public
}

/// Returns a packet as a router sends it to public addresses, and the step that says so.
fn translate(
    cx: Cx<'_>,
    id: RouterId,
    packet: Packet,
    memory: &mut Memory,
    fact: &'static str,
) -> (Packet, Vec<Step>) {
    let mut rules = cx.network.model.routers[id].source_nat.iter();
    let rule = rules.find(|rule| {
        let applies = match rule.from.as_slice() {
            [] => hidden(packet.source),
            from => from.iter().any(|prefix| prefix.contains(packet.source)),
        };
        // Translation keeps the version of IP.
        applies && rule.to.is_ipv6() == packet.is_ipv6()
    });
    let Some(rule) = rule else { return (packet, Vec::new()) };
    let source_ports = packet.source_ports.map(|_| PortRange::EPHEMERAL);
    let translated = Packet { source: rule.to, source_ports, ..packet };
    let device = Translator::Router(id);
    memory.sessions.push(Session { device, original: packet, translated });
    let what = What::SourceTranslated { from: packet.source, to: rule.to };
    (translated, vec![Step::new(what).facts(&[fact]).key(Key::field(id, "source_nat"))])
}
