//! What a router that speaks BGP is told, selects and tells, for the answer of `routes`; and the way of
//! one prefix through the network.

use serde::Serialize;

use super::{Role, Text};
use crate::{
    addr::Prefix,
    bgp::{
        Customer, Peering,
        control_plane::{Decision, EndId, LearnedBy, Lost, NotSent, Origin, Path, Verdict},
        is_unknown, peering,
    },
    forwarding::Network,
    model::{Model, NeighborAt, ObjectId, RouterId},
};

/// So many prefixes are listed at most; an address or a prefix narrows them down.
const LISTED: usize = 100;

/// BGP at one router.
#[derive(Debug, Serialize)]
pub(super) struct BgpView {
    neighbors: Vec<NeighborView>,
    prefixes: Vec<PrefixView>,
    /// How many more prefixes there are.
    #[serde(skip_serializing_if = "is_zero")]
    more: usize,
}

/// One session that is configured.
#[derive(Debug, Serialize)]
struct NeighborView {
    neighbor: String,
    kind: &'static str,
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    external: Option<bool>,
    /// How many prefixes it tells us, and how many of them we accept.
    received: usize,
    accepted: usize,
    sent: usize,
}

/// What a router makes of one prefix.
#[derive(Debug, Serialize)]
struct PrefixView {
    #[serde(skip_serializing_if = "Option::is_none")]
    router: Option<String>,
    prefix: String,
    /// `stable`, or that nobody can say what it comes to.
    state: &'static str,
    paths: Vec<PathView>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sent_to: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    not_sent: Vec<NotSentView>,
}

/// One path: used, lost or refused.
#[derive(Debug, Serialize)]
struct PathView {
    verdict: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
    from: String,
    learned: &'static str,
    /// Nothing in place of a number that the inputs do not give.
    as_path: Vec<Option<u32>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    next_hop: Option<String>,
    local_preference: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    med: Option<u32>,
    origin: &'static str,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    communities: Vec<String>,
}

#[derive(Debug, Serialize)]
struct NotSentView {
    to: String,
    why: String,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for a reference")]
fn is_zero(count: &usize) -> bool {
    *count == 0
}

/// Returns what comes of BGP at a router that speaks it; for one prefix, or for all that fit.
pub(super) fn view(
    network: &Network,
    router: RouterId,
    fits: impl Fn(Prefix) -> bool,
) -> Option<BgpView> {
    let customer = network.bgp.customer();
    customer.speaker(router)?;
    let neighbors = neighbors(network, router);
    let all: Vec<Prefix> =
        customer.known(router).into_iter().filter(|prefix| fits(*prefix)).collect();
    let listed = all.iter().take(LISTED);
    let prefixes = listed.map(|prefix| prefix_view(network, router, *prefix)).collect();
    Some(BgpView { neighbors, prefixes, more: all.len().saturating_sub(LISTED) })
}

/// The way of one prefix through the network.
#[derive(Debug, Serialize)]
pub struct Spread {
    version: u32,
    prefix: String,
    routers: Vec<PrefixView>,
}

/// Returns what every router that speaks BGP makes of one prefix.
#[must_use]
pub fn spread(network: &Network, prefix: Prefix) -> Spread {
    let customer = network.bgp.customer();
    let routers = network.model.routers.iter();
    let informed = routers.filter(|(id, _)| customer.known(*id).binary_search(&prefix).is_ok());
    let views = informed.map(|(id, router)| PrefixView {
        router: Some(router.identity.name.clone()),
        ..prefix_view(network, id, prefix)
    });
    Spread { version: 1, prefix: prefix.to_string(), routers: views.collect() }
}

fn neighbors(network: &Network, router: RouterId) -> Vec<NeighborView> {
    let model = &network.model;
    let customer = network.bgp.customer();
    let up = customer.sessions(router).map(|(at, _)| at);
    let configured = model.routers[router].bgp.iter().flat_map(|bgp| &bgp.neighbors);
    let mut all: Vec<NeighborAt> = up.chain(configured.map(|one| one.at)).collect();
    all.sort_unstable();
    all.dedup();
    all.into_iter().map(|at| neighbor(network, router, at)).collect()
}

fn neighbor(network: &Network, router: RouterId, at: NeighborAt) -> NeighborView {
    let model = &network.model;
    let customer = network.bgp.customer();
    let ribs = customer.ribs();
    let object = object(at);
    let end = customer.end(router, at);
    let closed = |end: EndId| ribs.closed().iter().find(|(one, _)| one.session == end.session);
    let why = match end {
        Some(end) => closed(end).map(|(_, count)| {
            format!("{count} prefixes came over it, more than `max_prefixes` allows")
        }),
        None => Some(down(network, router, at)),
    };
    let received = end.map(|end| ribs.received(end)).unwrap_or_default();
    let accepted = received.iter();
    let accepted = accepted.filter(|(_, one)| matches!(one.verdict, Verdict::Accepted(_))).count();
    let external = match at {
        NeighborAt::Router(other) => model.routers[router].asn != model.routers[other].asn,
        NeighborAt::Vif(_)
        | NeighborAt::ServiceLinkVif(_)
        | NeighborAt::VpnConnection(_)
        | NeighborAt::DirectConnectInterface(_) => true,
    };
    NeighborView {
        neighbor: model.identity(object).name.clone(),
        kind: model.noun(object),
        state: if why.is_some() { "down" } else { "established" },
        why,
        external: Some(external),
        received: received.len(),
        accepted,
        sent: end.map_or(0, |end| ribs.sent(end).len()),
    }
}

fn object(at: NeighborAt) -> ObjectId {
    match at {
        NeighborAt::Router(id) => id.into(),
        NeighborAt::Vif(id) => id.into(),
        NeighborAt::ServiceLinkVif(id) => id.into(),
        NeighborAt::VpnConnection(id) => id.into(),
        NeighborAt::DirectConnectInterface(id) => id.into(),
    }
}

/// Says why a configured session is not up.
fn down(network: &Network, router: RouterId, at: NeighborAt) -> String {
    let model = &network.model;
    let link = match at {
        NeighborAt::Router(other) => {
            return match peering(model, network.bgp.interior(), [router, other]) {
                Peering::Down(why) => why.words(model),
                Peering::Up(_) => "it is not used".to_owned(),
            };
        }
        NeighborAt::Vif(id) => {
            return match network.bgp.session(id) {
                crate::bgp::Session::Down(why) => why.words(),
                crate::bgp::Session::Up(_) => "another router is behind it".to_owned(),
            };
        }
        NeighborAt::ServiceLinkVif(id) => crate::model::Link::ServiceLink(id),
        NeighborAt::VpnConnection(id) => crate::model::Link::Vpn(id),
        NeighborAt::DirectConnectInterface(id) => crate::model::Link::DirectConnect(id),
    };
    let why = crate::bgp::link_down(model, link).map(crate::bgp::LinkDown::words);
    why.unwrap_or_else(|| "it does not use BGP, or another router is behind it".to_owned())
}

fn prefix_view(network: &Network, router: RouterId, prefix: Prefix) -> PrefixView {
    let model = &network.model;
    let customer = network.bgp.customer();
    let mut paths = Vec::new();
    if let Some(Decision { winners, losers }) = customer.decision(router, prefix) {
        paths.extend(winners.iter().map(|path| path_view(model, customer, path, None)));
        paths.extend(
            losers.iter().map(|(path, lost)| path_view(model, customer, path, Some(*lost))),
        );
    }
    let (mut sent_to, mut not_sent) = (Vec::new(), Vec::new());
    for (at, end) in customer.sessions(router) {
        let name = model.identity(object(at)).name.clone();
        if let Some(received) = customer.ribs().received_for(end, prefix)
            && let Verdict::Refused(why) = received.verdict
        {
            paths.push(PathView {
                verdict: "refused",
                why: Some(why.words()),
                from: name.clone(),
                ..path_view(model, customer, &received.sent, None)
            });
        }
        match customer.ribs().not_sent(end, prefix) {
            None => sent_to.push(name),
            // That it is not told what it told us goes without saying.
            Some(NotSent::CameFromThere | NotSent::NoPath) => {}
            Some(why) => not_sent.push(NotSentView { to: name, why: why.words() }),
        }
    }
    let state = if customer.unstable(prefix) { "unsettled" } else { "stable" };
    PrefixView { router: None, prefix: prefix.to_string(), state, paths, sent_to, not_sent }
}

fn path_view(model: &Model, customer: &Customer, path: &Path, lost: Option<Lost>) -> PathView {
    let from = path.from.and_then(|end| customer.neighbor(end));
    let from = from.map(|at| model.identity(object(at)).name.clone());
    PathView {
        verdict: if lost.is_some() { "lost" } else { "used" },
        why: lost.map(|lost| lost.words().to_owned()),
        from: from.unwrap_or_else(|| "itself".to_owned()),
        learned: match path.learned_by {
            LearnedBy::Own => "own",
            LearnedBy::Ebgp => "ebgp",
            LearnedBy::Ibgp => "ibgp",
        },
        as_path: path.as_path.iter().map(|asn| (!is_unknown(*asn)).then_some(asn.0)).collect(),
        next_hop: path.next_hop.filter(|next| !placeholder(*next)).map(|next| next.to_string()),
        local_preference: path.local_preference,
        med: path.med,
        origin: match path.origin {
            Origin::Igp => "igp",
            Origin::Egp => "egp",
            Origin::Incomplete => "incomplete",
        },
        communities: path.communities.iter().map(ToString::to_string).collect(),
    }
}

/// Returns whether an address stands for one that the inputs do not give.
fn placeholder(address: std::net::IpAddr) -> bool {
    matches!(address, std::net::IpAddr::V4(address) if address.octets()[0] == 0)
}

impl BgpView {
    pub(super) fn write(&self, text: &mut Text) {
        if !self.neighbors.is_empty() {
            text.line(Role::Strong, "\nBGP neighbors");
        }
        for one in &self.neighbors {
            let role = if one.why.is_none() { Role::Good } else { Role::Bad };
            text.push(Role::Plain, format!("  {}  ", one.neighbor));
            text.push(role, one.state);
            let kind = if one.external == Some(false) { "internal" } else { "external" };
            text.push(Role::Plain, format!("  {kind}, {}", one.kind));
            match &one.why {
                Some(why) => text.line(Role::Plain, format!(": {why}")),
                None => text.line(
                    Role::Plain,
                    format!(
                        ", {} received, {} accepted, {} sent",
                        one.received, one.accepted, one.sent
                    ),
                ),
            }
        }
        if !self.prefixes.is_empty() {
            text.line(Role::Strong, "\nBGP prefixes");
        }
        for one in &self.prefixes {
            one.write(text);
        }
        if self.more > 0 {
            let more = format!("  and {} more; `--to ADDRESS` narrows them down", self.more);
            text.line(Role::Dim, more);
        }
    }
}

impl PrefixView {
    fn write(&self, text: &mut Text) {
        let name = self.router.as_ref().unwrap_or(&self.prefix);
        text.push(Role::Strong, format!("  {name}"));
        if self.state != "stable" {
            text.push(Role::Bad, "  nobody can say what it comes to");
        }
        text.push(Role::Plain, "\n");
        for path in &self.paths {
            path.write(text);
        }
        if !self.sent_to.is_empty() {
            text.line(Role::Plain, format!("    sent to {}", self.sent_to.join(", ")));
        }
        for one in &self.not_sent {
            text.line(Role::Dim, format!("    not sent to {}: {}", one.to, one.why));
        }
    }
}

impl PathView {
    fn write(&self, text: &mut Text) {
        let role = if self.verdict == "used" { Role::Good } else { Role::Dim };
        text.push(Role::Plain, "    ");
        text.push(role, self.verdict);
        text.push(Role::Plain, format!("  from {}", self.from));
        if self.as_path.is_empty() {
            text.push(Role::Plain, ", no AS path");
        } else {
            let path: Vec<String> = self
                .as_path
                .iter()
                .map(|asn| asn.map_or_else(|| "?".to_owned(), |asn| asn.to_string()))
                .collect();
            text.push(Role::Plain, format!(", AS path {}", path.join(" ")));
        }
        if let Some(next_hop) = &self.next_hop {
            text.push(Role::Plain, format!(", next hop {next_hop}"));
        }
        text.push(Role::Plain, format!(", local preference {}", self.local_preference));
        if let Some(med) = self.med {
            text.push(Role::Plain, format!(", MED {med}"));
        }
        if !self.communities.is_empty() {
            text.push(Role::Plain, format!(", communities {}", self.communities.join(" ")));
        }
        if let Some(why) = &self.why {
            text.push(Role::Dim, format!(": {why}"));
        }
        text.push(Role::Plain, "\n");
    }
}

impl Spread {
    /// Returns the answer for people.
    #[must_use]
    pub fn human(&self) -> Text {
        let mut text = Text::default();
        text.line(Role::Strong, format!("{} in BGP", self.prefix));
        for one in &self.routers {
            one.write(&mut text);
        }
        if self.routers.is_empty() {
            text.line(Role::Plain, "  no router that speaks BGP knows it");
        }
        text
    }
}
