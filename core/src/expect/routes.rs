//! Expectations of BGP: what somebody announces, or learns and accepts.

use std::collections::BTreeSet;

use super::{Judgement, Told, names};
use crate::{
    addr::Prefix,
    bgp::{Session, control_plane::Verdict, customer_end, link_down},
    forwarding::{Network, NoEndpoint},
    model::{Link, NeighborAt, ObjectId, OutpostId, RouterId, VifId},
    query::{Exchange, ExpectedRoutes, Placed, Selector},
};

const WHO: &str = "a router, or an Outpost, local gateway, VIF group, virtual interface or VPN \
                   connection that has sessions with one";

/// One session, seen from one of its ends.
#[derive(Debug, Clone, Copy)]
pub(super) enum Seen {
    /// From the local gateway.
    Gateway(VifId),
    /// From AWS, over a VPN connection, Direct Connect or a service link.
    Aws(Link),
    /// From a router of the customer.
    Router(RouterId, NeighborAt),
}

/// What is told over some sessions.
#[derive(Debug, Default)]
struct Heard {
    prefixes: BTreeSet<Prefix>,
    /// Sessions of which nobody can say what is told over them.
    unknown: Vec<ObjectId>,
}

/// Judges a line.
pub(super) fn judge(network: &Network, line: &ExpectedRoutes) -> Judgement {
    let (object, sessions) = match sessions(network, line) {
        Ok(found) => found,
        Err(wrong) => return Judgement::NoEndpoint(wrong),
    };
    let mut heard = Heard::default();
    for seen in sessions.iter().copied() {
        match told(network, seen, line.verb) {
            Some(prefixes) => heard.prefixes.extend(prefixes),
            None => heard.unknown.push(over(seen)),
        }
    }
    let verb = match line.verb {
        Exchange::Announces => "announce",
        Exchange::Learns => "learn",
    };
    let expected: BTreeSet<Prefix> = line.prefixes.iter().map(|one| one.value).collect();
    let shaky = |prefix: &Prefix| network.bgp.customer().unstable(*prefix);
    let missing: Vec<Prefix> = expected.difference(&heard.prefixes).copied().collect();
    let more: Vec<Prefix> = if line.only {
        heard.prefixes.difference(&expected).copied().collect()
    } else {
        Vec::new()
    };
    let tell = |refuted, wrong, keys| Judgement::Told(Box::new(Told { refuted, wrong, keys }));
    if let Some(first) = more.iter().find(|one| !shaky(one)) {
        let others = counted(more.len() - 1);
        return tell(true, format!("it {verb}s {first}{others}, too"), vec![object.into()]);
    }
    let lost = missing.iter().find(|one| !shaky(one)).filter(|_| heard.unknown.is_empty());
    if let Some(first) = lost {
        let wrong = if sessions.iter().all(|seen| !is_up(network, *seen)) {
            "none of its sessions is established".to_owned()
        } else {
            format!("it does not {verb} {first}{}", counted(missing.len() - 1))
        };
        return tell(true, wrong, vec![object.into()]);
    }
    if let Some(first) = expected.iter().chain(&more).find(|one| shaky(one)) {
        let wrong = format!("what comes of {first} depends on the order in which routers speak");
        return tell(false, wrong, vec![object.into()]);
    }
    let unknown = heard.unknown.first().filter(|_| line.only || !missing.is_empty());
    if let Some(session) = unknown {
        let name = network.name(*session);
        let wrong = format!("the input does not say what is announced over {name}");
        return tell(false, wrong, vec![(*session).into()]);
    }
    Judgement::Holds
}

fn counted(more: usize) -> String {
    if more == 0 { String::new() } else { format!(" and {more} more") }
}

/// Finds who a line is about, with its sessions.
pub(super) fn sessions(
    network: &Network,
    line: &ExpectedRoutes,
) -> Result<(ObjectId, Vec<Seen>), NoEndpoint> {
    let (object, mut all) = of_name(network, &line.who)?;
    let Some(peer) = &line.peer else { return Ok((object, all)) };
    let (other, _) = of_name(network, peer)?;
    all.retain(|seen| is_toward(network, *seen, other));
    if all.is_empty() {
        let (who, other) = (network.name(object), network.name(other));
        return Err(NoEndpoint {
            span: peer.span.clone(),
            message: format!("{who} has no session with {other}"),
            help: "Name what is at the other end of one of its sessions.".to_owned(),
            missing: None,
        });
    }
    Ok((object, all))
}

fn of_name(
    network: &Network,
    name: &Placed<Selector>,
) -> Result<(ObjectId, Vec<Seen>), NoEndpoint> {
    let model = &network.model;
    let link = name.value.name.value.strip_suffix(".service-link");
    if let Some(outpost) = link.filter(|_| name.value.kind.is_none()) {
        let mut outposts = model.outposts.iter();
        if let Some((id, _)) = outposts.find(|(_, one)| one.identity.name == outpost) {
            let vifs = model.service_link_vifs.iter().filter(|(_, one)| one.outpost == id);
            return Ok((id.into(), vifs.map(|(id, _)| Seen::Aws(Link::ServiceLink(id))).collect()));
        }
    }
    names::find(model, name, WHO, |object| Some((object, of_object(network, object)?)))
}

/// Returns the sessions of an object, if it is one that has any.
#[expect(clippy::wildcard_enum_match_arm, reason = "few kinds of objects have sessions")]
fn of_object(network: &Network, object: ObjectId) -> Option<Vec<Seen>> {
    let model = &network.model;
    let vifs = |fits: &dyn Fn(VifId) -> bool| -> Vec<Seen> {
        model.vifs.ids().filter(|id| fits(*id)).map(Seen::Gateway).collect()
    };
    let gateway_of = |vif: VifId| model.vif_groups[model.vifs[vif].group].local_gateway;
    Some(match object {
        ObjectId::Router(id) => of_router(network, id),
        ObjectId::Vif(id) => vec![Seen::Gateway(id)],
        ObjectId::VifGroup(id) => vifs(&|vif| model.vifs[vif].group == id),
        ObjectId::LocalGateway(id) => vifs(&|vif| gateway_of(vif) == id),
        ObjectId::Outpost(id) => {
            let own = |outpost: OutpostId| outpost == id;
            vifs(&|vif| own(model.local_gateways[gateway_of(vif)].outpost))
        }
        ObjectId::LocalGatewayRouteTable(id) => {
            let group = model.local_gateway_route_tables[id].vif_group.map(|one| one.group);
            vifs(&|vif| Some(model.vifs[vif].group) == group)
        }
        ObjectId::VpnConnection(id) => vec![Seen::Aws(Link::Vpn(id))],
        ObjectId::DirectConnectInterface(id) => vec![Seen::Aws(Link::DirectConnect(id))],
        ObjectId::ServiceLinkVif(id) => vec![Seen::Aws(Link::ServiceLink(id))],
        _other => return None,
    })
}

/// Returns the sessions of a router, those that are down included where it is no speaker itself.
fn of_router(network: &Network, id: RouterId) -> Vec<Seen> {
    let model = &network.model;
    let customer = network.bgp.customer();
    if customer.speaks(id) {
        return customer.sessions(id).map(|(at, _)| Seen::Router(id, at)).collect();
    }
    let vifs = model.vifs.iter().filter(|(_, vif)| vif.router == Some(id));
    let vifs = vifs.map(|(id, _)| NeighborAt::Vif(id));
    let links = model.vpn_connections.ids().map(Link::Vpn);
    let links = links.chain(model.direct_connect_interfaces.ids().map(Link::DirectConnect));
    let links = links.chain(model.service_link_vifs.ids().map(Link::ServiceLink));
    let links = links.filter(|link| customer_end(model, *link) == Some(id)).map(neighbor_at);
    vifs.chain(links).map(|at| Seen::Router(id, at)).collect()
}

fn neighbor_at(link: Link) -> NeighborAt {
    match link {
        Link::Vpn(id) => NeighborAt::VpnConnection(id),
        Link::DirectConnect(id) => NeighborAt::DirectConnectInterface(id),
        Link::ServiceLink(id) => NeighborAt::ServiceLinkVif(id),
    }
}

/// Returns what is told over a session in one direction; `None` if nobody can say.
fn told(network: &Network, seen: Seen, verb: Exchange) -> Option<Vec<Prefix>> {
    let model = &network.model;
    let bgp = &network.bgp;
    let heard = |link| {
        let over = bgp.heard().over(model, link)?;
        Some(over.into_iter().map(|one| one.prefix).collect())
    };
    match (seen, verb) {
        (Seen::Gateway(vif), Exchange::Announces) => Some(by_gateway(network, vif)),
        (Seen::Gateway(vif), Exchange::Learns) => Some(by_router(network, vif)),
        (Seen::Aws(link), Exchange::Announces) => {
            Some(bgp.interconnect().told(link).iter().map(|one| one.prefix).collect())
        }
        (Seen::Aws(link), Exchange::Learns) => heard(link),
        (Seen::Router(router, at), verb) if bgp.customer().speaks(router) => {
            Some(by_speaker(network, router, at, verb))
        }
        (Seen::Router(router, at), verb) => match (link_of(at), at, verb) {
            (Some(link), _, Exchange::Announces) => heard(link),
            (Some(link), _, Exchange::Learns) => {
                if bgp.interconnect().uncertain_at_router(router).contains(&link) {
                    return None;
                }
                let all = bgp.interconnect().learned_by_router(router).iter();
                Some(all.filter(|(_, over)| *over == link).map(|(prefix, _)| *prefix).collect())
            }
            (None, NeighborAt::Vif(vif), Exchange::Announces) => Some(by_router(network, vif)),
            (None, NeighborAt::Vif(vif), Exchange::Learns) => Some(by_gateway(network, vif)),
            (None, _, _) => Some(Vec::new()),
        },
    }
}

fn link_of(at: NeighborAt) -> Option<Link> {
    match at {
        NeighborAt::VpnConnection(id) => Some(Link::Vpn(id)),
        NeighborAt::DirectConnectInterface(id) => Some(Link::DirectConnect(id)),
        NeighborAt::ServiceLinkVif(id) => Some(Link::ServiceLink(id)),
        NeighborAt::Router(_) | NeighborAt::Vif(_) => None,
    }
}

/// Returns what a local gateway announces over a virtual interface.
fn by_gateway(network: &Network, vif: VifId) -> Vec<Prefix> {
    let Session::Up(router) = network.bgp.session(vif) else { return Vec::new() };
    let all = network.bgp.learned_by_router(router).iter();
    all.filter(|(_, over)| *over == vif).map(|(prefix, _)| *prefix).collect()
}

/// Returns what a local gateway learns over a virtual interface.
fn by_router(network: &Network, vif: VifId) -> Vec<Prefix> {
    let learned = network.bgp.learned_over(&network.model, vif);
    learned.into_iter().map(|one| one.prefix).collect()
}

fn by_speaker(network: &Network, router: RouterId, at: NeighborAt, verb: Exchange) -> Vec<Prefix> {
    let customer = network.bgp.customer();
    let Some(end) = customer.end(router, at) else { return Vec::new() };
    match verb {
        Exchange::Announces => {
            customer.ribs().sent(end).into_iter().map(|(prefix, _)| prefix).collect()
        }
        Exchange::Learns => {
            let received = customer.ribs().received(end).into_iter();
            let accepted = received.filter(|(_, one)| matches!(one.verdict, Verdict::Accepted(_)));
            accepted.map(|(prefix, _)| prefix).collect()
        }
    }
}

/// Returns what routers of the customer learn from AWS over links.
pub(super) fn told_to_routers(network: &Network) -> Vec<(Link, Prefix)> {
    let mut found = Vec::new();
    for router in network.model.routers.ids() {
        for seen in of_router(network, router) {
            let Seen::Router(_, at) = seen else { continue };
            let Some(link) = link_of(at) else { continue };
            let told = told(network, seen, Exchange::Learns).into_iter().flatten();
            found.extend(told.map(|prefix| (link, prefix)));
        }
    }
    found
}

fn is_up(network: &Network, seen: Seen) -> bool {
    let vif_up = |vif| matches!(network.bgp.session(vif), Session::Up(_));
    match seen {
        Seen::Gateway(vif) | Seen::Router(_, NeighborAt::Vif(vif)) => vif_up(vif),
        Seen::Aws(link) => link_down(&network.model, link).is_none(),
        Seen::Router(router, at) => match link_of(at) {
            Some(link) => link_down(&network.model, link).is_none(),
            None => network.bgp.customer().end(router, at).is_some(),
        },
    }
}

/// Returns the object that a session runs over.
fn over(seen: Seen) -> ObjectId {
    match seen {
        Seen::Gateway(vif) => vif.into(),
        Seen::Aws(link) => link.into(),
        Seen::Router(_, at) => match at {
            NeighborAt::Router(id) => id.into(),
            NeighborAt::Vif(id) => id.into(),
            NeighborAt::ServiceLinkVif(id) => id.into(),
            NeighborAt::VpnConnection(id) => id.into(),
            NeighborAt::DirectConnectInterface(id) => id.into(),
        },
    }
}

/// Returns whether an object is at the other end of a session, or is what it runs over.
fn is_toward(network: &Network, seen: Seen, other: ObjectId) -> bool {
    let model = &network.model;
    if over(seen) == other {
        return true;
    }
    let router = match seen {
        Seen::Gateway(vif) => model.vifs[vif].router,
        Seen::Aws(link) => customer_end(model, link),
        Seen::Router(_, NeighborAt::Vif(vif)) => {
            let group = model.vifs[vif].group;
            let gateway = model.vif_groups[group].local_gateway;
            let outpost = model.local_gateways[gateway].outpost;
            return [group.into(), gateway.into(), outpost.into()].contains(&other);
        }
        Seen::Router(_, NeighborAt::ServiceLinkVif(vif)) => {
            return ObjectId::from(model.service_link_vifs[vif].outpost) == other;
        }
        Seen::Router(..) => return false,
    };
    router.is_some_and(|router| ObjectId::from(router) == other)
}
