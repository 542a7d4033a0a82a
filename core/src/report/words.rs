//! Steps and routes in words.

use std::net::IpAddr;

use crate::{
    addr::PortRange,
    forwarding::{Network, Step, Trace, Uplink, What},
    model::{
        LocalGatewayRouteTarget, Model, NextHop, RouteTarget, Router, RouterId,
        TransitGatewayRouteTarget,
    },
    routing::{Candidate, Choice, Loser, RouteRef, Selection, TableRef, Toward},
};

/// Returns a step in words: the first line, and lines that belong under it.
#[must_use]
pub(super) fn step(network: &Network, step: &Step) -> (String, Vec<String>) {
    match &step.what {
        What::Passed(words) => ((*words).to_owned(), Vec::new()),
        What::Routed { table, destination, selection } => {
            routed(network, *table, &destination.to_string(), selection)
        }
        What::SourceTranslated { from, to } => (format!("source {from} becomes {to}"), Vec::new()),
        What::DestinationTranslated { from, to } => {
            (format!("destination {from} becomes {to}"), Vec::new())
        }
        What::Uplinks { vifs } => {
            let lines = vifs.iter().map(|(vif, uplink)| {
                let name = &network.model.vifs[*vif].identity.name;
                format!("{name}: {}", uplink_words(*uplink))
            });
            ("uplinks compared by what their customer devices announce".to_owned(), lines.collect())
        }
        What::NoFilters(_) => ("no filters are given; none is applied".to_owned(), Vec::new()),
        What::Allowed { filter, rule } => {
            (format!("{} lets it pass: {rule}", network.name(*filter)), Vec::new())
        }
        What::Assumed { fact, value, default } => {
            let whose = if *default { "by default" } else { "as stated" };
            (format!("assuming {fact} = {value} ({whose})"), Vec::new())
        }
        What::Narrowed { source, destination } => (narrowed(*source, *destination), Vec::new()),
        What::Fragmented { size, mtu } => {
            (format!("{size} bytes do not fit into {mtu}: it goes on in fragments"), Vec::new())
        }
        What::Blocked(blocker) => (blocker.message.clone(), Vec::new()),
        What::Noted { text, .. } => (text.clone(), Vec::new()),
        What::Delivered => ("delivered".to_owned(), Vec::new()),
    }
}

/// Says why nothing comes back, where a packet asks for no answer.
#[must_use]
pub(super) fn unanswered(trace: &Trace) -> Option<String> {
    let icmp = trace.packet.icmp.filter(|_| !trace.packet.has_reply())?;
    Some(format!("nothing answers ICMP {icmp}, as that is no request"))
}

fn routed(
    network: &Network,
    table: TableRef,
    destination: &str,
    selection: &Selection,
) -> (String, Vec<String>) {
    let name = table_name(network, table);
    let model = &network.model;
    let losers = selection.losers.iter().map(|loser| loser_words(model, loser)).collect();
    let headline = match &selection.choice {
        Choice::Nothing => format!("{name}: nothing covers {destination}"),
        Choice::Routes(routes) => {
            let routes: Vec<String> = routes.iter().map(|one| route(model, one)).collect();
            format!("{name}: {}", routes.join(", and "))
        }
        Choice::Ambiguous(routes) => {
            let routes: Vec<String> = routes.iter().map(|one| route(model, one)).collect();
            format!("{name}: {}", routes.join(", or "))
        }
    };
    (headline, losers)
}

/// Returns the name of a table with its noun.
#[must_use]
pub(super) fn table_name(network: &Network, table: TableRef) -> String {
    match table {
        TableRef::Vpc(id) => {
            format!("route table {}", network.model.route_tables[id].identity.name)
        }
        TableRef::LocalGateway(id) => {
            let identity = &network.model.local_gateway_route_tables[id].identity;
            format!("local gateway route table {}", identity.name)
        }
        TableRef::Router(id) => format!("routes of {}", network.model.routers[id].identity.name),
        TableRef::TransitGateway(id) => {
            let identity = &network.model.transit_gateway_route_tables[id].identity;
            format!("transit gateway route table {}", identity.name)
        }
        TableRef::VirtualPrivateGateway(id) => {
            let identity = &network.model.virtual_private_gateways[id].identity;
            format!("routes of {}", identity.name)
        }
        TableRef::DirectConnectGateway(id, toward) => {
            let name = &network.model.direct_connect_gateways[id].identity.name;
            match toward {
                Toward::Customer => format!("routes of {name} toward the customer"),
                Toward::Aws => format!("routes of {name} toward AWS"),
            }
        }
    }
}

/// Returns a route as `prefix -> target (kind)`.
#[must_use]
pub(super) fn route(model: &Model, candidate: &Candidate) -> String {
    let kind = candidate.rank.words();
    let list = candidate.prefix_list.map(|list| &model.prefix_lists[list].identity.name);
    let kind = list.map_or_else(|| kind.to_owned(), |list| format!("{kind} {list}"));
    format!("{} -> {} ({kind})", candidate.prefix, target(model, candidate.route))
}

fn loser_words(model: &Model, loser: &Loser) -> String {
    format!("not {}: {}", route(model, &loser.candidate), loser.why.words())
}

/// Returns where a route leads, in the names of the files.
#[must_use]
pub(super) fn target(model: &Model, route: RouteRef) -> String {
    match route {
        RouteRef::Local(_) => "local".to_owned(),
        RouteRef::Vpc(table, at) => {
            let found = model.route_tables[table].routes.get(at as usize);
            found.map_or_else(String::new, |route| vpc_target(model, route.target))
        }
        RouteRef::LocalGateway(table, at) => {
            let found = model.local_gateway_route_tables[table].routes.get(at as usize);
            found.map_or_else(String::new, |route| match route.target {
                LocalGatewayRouteTarget::VifGroup(id) => {
                    format!("VIF group {}", model.vif_groups[id].identity.name)
                }
                LocalGatewayRouteTarget::NetworkInterface(id) => {
                    format!("network interface {}", model.network_interfaces[id].identity.name)
                }
            })
        }
        RouteRef::PropagatedSubnet(id) => format!("subnet {}", model.subnets[id].identity.name),
        RouteRef::PropagatedCoip(id) => format!("CoIP pool {}", model.coip_pools[id].identity.name),
        RouteRef::Connected(router, at) => {
            let interface = model.routers[router].interfaces.get(at as usize);
            interface
                .map_or_else(String::new, |one| model.segments[one.segment].identity.name.clone())
        }
        RouteRef::RouterStatic(router, at) => {
            let found = model.routers[router].routes.get(at as usize);
            found.map_or_else(String::new, |route| next_hop(model, route.next_hop))
        }
        RouteRef::Learned(_, vif) => model.vifs[vif].identity.name.clone(),
        RouteRef::LearnedOver(_, link) | RouteRef::Link(link) => {
            model.identity(link.into()).name.clone()
        }
        RouteRef::LearnedFrom(_, from, next) => learned_from(model, from, next),
        RouteRef::Interior(_, from) => model.routers[from].identity.name.clone(),
        RouteRef::Aggregate(_) => "discard".to_owned(),
        RouteRef::TransitGateway(table, at) => {
            let found = model.transit_gateway_route_tables[table].routes.get(at as usize);
            found.map_or_else(String::new, |route| match route.target {
                TransitGatewayRouteTarget::Attachment(id) => {
                    format!("attachment {}", model.transit_gateway_attachments[id].identity.name)
                }
                TransitGatewayRouteTarget::Blackhole => "blackhole".to_owned(),
            })
        }
        RouteRef::Attachment(id) => {
            format!("attachment {}", model.transit_gateway_attachments[id].identity.name)
        }
        RouteRef::VirtualPrivateGateway(id) => {
            let name = &model.virtual_private_gateways[id].identity.name;
            format!("virtual private gateway {name}")
        }
        RouteRef::DirectConnectGateway(id) => {
            let name = &model.direct_connect_gateways[id].identity.name;
            format!("Direct Connect gateway {name}")
        }
    }
}

fn next_hop(model: &Model, next: NextHop) -> String {
    match next {
        NextHop::Address(address) => address.to_string(),
        NextHop::Router(id) => model.routers[id].identity.name.clone(),
        NextHop::Vpn(id) => model.vpn_connections[id].identity.name.clone(),
        NextHop::Internet => "internet".to_owned(),
        NextHop::Discard => "discard".to_owned(),
    }
}

/// Returns where a path leads that a router told: to itself, or to a next hop that it passed on.
fn learned_from(model: &Model, from: RouterId, next: IpAddr) -> String {
    let has = |router: &Router| router.interfaces.iter().any(|one| one.address.address == next);
    let teller = &model.routers[from];
    if has(teller) {
        return teller.identity.name.clone();
    }
    let owner = model.routers.values().find(|router| has(router));
    let owner = owner.map_or_else(|| next.to_string(), |router| router.identity.name.clone());
    format!("{owner}, told by {}", teller.identity.name)
}

fn vpc_target(model: &Model, target: RouteTarget) -> String {
    let object: crate::model::ObjectId = match target {
        RouteTarget::Local => return "local".to_owned(),
        RouteTarget::InternetGateway(id) => id.into(),
        RouteTarget::EgressOnlyInternetGateway(id) => id.into(),
        RouteTarget::NatGateway(id) => id.into(),
        RouteTarget::RegionalNatGateway(id) => id.into(),
        RouteTarget::VpcEndpoint(id) => id.into(),
        RouteTarget::LocalGateway(id) => id.into(),
        RouteTarget::PeeringConnection(id) => id.into(),
        RouteTarget::NetworkInterface(id) => id.into(),
        RouteTarget::Instance(id) => id.into(),
        RouteTarget::TransitGateway(id) => id.into(),
        RouteTarget::VirtualPrivateGateway(id) => id.into(),
        RouteTarget::Unmodelled(id) => id.into(),
    };
    format!("{} {}", model.noun(object), model.identity(object).name)
}

fn uplink_words(uplink: Uplink) -> String {
    match uplink {
        Uplink::Used(prefix) => format!("used, {prefix} is learned over it"),
        Uplink::TooWide(prefix) => {
            format!("not used, {prefix} is larger than every route to the VIF group")
        }
        Uplink::ShorterPrefix(prefix) => format!("not used, only {prefix} is learned over it"),
        Uplink::Maintenance(prefix) => {
            format!("not used, its network device is in maintenance; {prefix} is learned over it")
        }
        Uplink::LongerAsPath(prefix) => {
            format!("not used, {prefix} is learned over it with a longer AS path")
        }
        Uplink::NotCovered => "not used, nothing learned over it covers the destination".to_owned(),
        Uplink::Down(why) => format!("not used, {}", why.words()),
    }
}

/// Returns the words for a part of the ports.
fn narrowed(source: Option<PortRange>, destination: Option<PortRange>) -> String {
    let ports = [("source", source), ("destination", destination)];
    let some = ports.iter().filter_map(|(side, range)| Some((side, (*range)?)));
    let words: Vec<String> = some.map(|(side, range)| format!("{side} ports {range}")).collect();
    format!("from here on only {}: other ports fare differently", words.join(" and "))
}
