//! The customer's routers that are configured to speak BGP: speakers made of them and of all that they
//! speak with, and what comes of that.

mod ends;
mod speakers;

pub use ends::is_unknown;

use std::{
    collections::{BTreeMap, BTreeSet},
    net::IpAddr,
};

use super::{
    Advertised, Advertisement, Interconnect, Interior, PathAttributes, Session,
    control_plane::{
        Decision, EndId, Path, Ribs, SessionId, SpeakerId, Speakers, Stability, Underlay, Used,
        Verdict, solve, update,
    },
};
use crate::{
    addr::{Prefix, PrefixMap},
    model::{
        Id, Link, LocalGatewayRouteTableId, LocalPreference, Model, NeighborAt, RouterId, VifId,
    },
};

/// What the rest of the world tells the customer's routers.
#[derive(Clone, Copy)]
pub(super) struct Outside<'a> {
    /// The sessions of local gateways.
    pub(super) sessions: &'a BTreeMap<VifId, Session>,
    /// What local gateways announce, by route table.
    pub(super) announced: &'a BTreeMap<LocalGatewayRouteTableId, Vec<Advertisement>>,
    /// What AWS announces over links.
    pub(super) interconnect: &'a Interconnect,
    /// The ways inside the customer's ASes.
    pub(super) interior: &'a Interior,
    /// What came of another model of the same objects, with that.
    pub(super) previous: Option<(&'a Model, &'a Interior, &'a Customer)>,
}

/// BGP among the customer's routers that are configured to speak it.
#[derive(Debug, Clone)]
pub struct Customer {
    speakers: Speakers,
    ribs: Ribs,
    routers: BTreeMap<RouterId, SpeakerId>,
    /// The same, by the position of the router.
    numbers: Vec<Option<SpeakerId>>,
    /// The ends of the sessions that are up, by a router and what it is configured with.
    ends: BTreeMap<(RouterId, NeighborAt), EndId>,
    /// What the first and the second end of each session are configured with, of those of a router.
    at: Vec<[Option<NeighborAt>; 2]>,
    /// Every prefix that any of them knows, in the order of [`Ribs::all`].
    prefixes: PrefixMap<()>,
    /// The prefixes of which nobody can say what they come to.
    unstable: BTreeSet<Prefix>,
    /// What local gateways hear over their virtual interfaces.
    over_vifs: BTreeMap<VifId, Vec<Advertised>>,
    /// Prefixes on which what AWS and the customer tell each other does not settle.
    pub(super) unsettled: BTreeSet<Prefix>,
}

impl Customer {
    /// Computes what comes of BGP.
    pub(super) fn build(model: &Model, outside: Outside<'_>) -> Self {
        let mut built = Self::speak(model, outside);
        let now = Ways::new(model, outside.interior, &built);
        built.ribs = match outside.previous {
            None => solve(&built.speakers, &now),
            Some((model, interior, customer)) => {
                let before = Ways::new(model, interior, customer);
                let (old, new) = ((&customer.speakers, &before), (&built.speakers, &now));
                update(&customer.ribs, old, new)
            }
        };
        built.prefixes = built.ribs.all().map(|prefix| (prefix, ())).collect();
        built.unstable = built.ribs.unstable().collect();
        built.over_vifs = built.heard_over_vifs();
        built
    }

    /// Returns whether a router is configured to speak BGP.
    #[must_use]
    pub fn speaks(&self, router: RouterId) -> bool {
        self.speaker(router).is_some()
    }

    /// Returns what comes of BGP at every speaker.
    #[must_use]
    pub fn ribs(&self) -> &Ribs {
        &self.ribs
    }

    /// Returns the speaker that a router is.
    #[must_use]
    pub fn speaker(&self, router: RouterId) -> Option<SpeakerId> {
        self.numbers.get(router.index()).copied().flatten()
    }

    /// Returns the router's end of a session that is up.
    #[must_use]
    pub fn end(&self, router: RouterId, at: NeighborAt) -> Option<EndId> {
        self.ends.get(&(router, at)).copied()
    }

    /// Returns the sessions of a router that are up, each by what it is configured with.
    pub fn sessions(&self, router: RouterId) -> impl Iterator<Item = (NeighborAt, EndId)> + '_ {
        let all = self.ends.iter().filter(move |((one, _), _)| *one == router);
        all.map(|((_, at), end)| (*at, *end))
    }

    /// Returns what a router's end of a session is configured with.
    #[must_use]
    pub fn neighbor(&self, end: EndId) -> Option<NeighborAt> {
        let [first, second] = *self.at.get(end.session.0 as usize)?;
        if end.second { second } else { first }
    }

    /// Returns what a router makes of the paths that it knows to a prefix.
    #[must_use]
    pub fn decision(&self, router: RouterId, prefix: Prefix) -> Option<Decision> {
        self.ribs.best(self.speaker(router)?, prefix)
    }

    /// Returns the prefixes that a router has a path to and that cover an address, shortest first.
    pub fn covering(
        &self,
        router: RouterId,
        address: IpAddr,
    ) -> impl Iterator<Item = (Prefix, Decision)> + '_ {
        let speaker = self.speaker(router);
        let prefixes = self.prefixes.covering(address);
        prefixes.filter_map(move |(prefix, ())| Some((prefix, self.ribs.best(speaker?, prefix)?)))
    }

    /// Returns the prefixes that cover an address, the longest first, each with what forwarding asks of
    /// the paths that a router uses to it.
    pub fn used(
        &self,
        router: RouterId,
        address: IpAddr,
    ) -> impl Iterator<Item = (Prefix, impl Iterator<Item = Used> + '_)> + '_ {
        let speaker = self.speaker(router);
        let table = self.prefixes.table();
        let covering = speaker
            .into_iter()
            .flat_map(move |speaker| table.upward(address).map(move |entry| (speaker, entry)));
        covering.map(move |(speaker, entry)| {
            (table.prefix(entry), self.ribs.used(speaker, entry.index()))
        })
    }

    /// Returns the prefixes that a router has a usable path to, sorted.
    #[must_use]
    pub fn prefixes(&self, router: RouterId) -> Vec<Prefix> {
        let speaker = self.speaker(router).into_iter();
        speaker.flat_map(|speaker| self.ribs.prefixes(speaker)).collect()
    }

    /// Returns every prefix that a router originates or was told, sorted.
    #[must_use]
    pub fn known(&self, router: RouterId) -> Vec<Prefix> {
        let ends: Vec<EndId> = self.sessions(router).map(|(_, end)| end).collect();
        let speaker = self.speaker(router).into_iter();
        speaker.flat_map(|speaker| self.ribs.known(speaker, &ends)).collect()
    }

    /// Returns the prefixes of which nobody can say what comes of them.
    pub fn all_unstable(&self) -> impl Iterator<Item = Prefix> + '_ {
        let known = self.ribs.all().filter(|prefix| self.unstable(*prefix));
        known.chain(self.unsettled.iter().copied())
    }

    /// Returns how many of the prefixes that any router knows cover a whole prefix, and whether it is itself
    /// one of them.
    #[must_use]
    pub fn around(&self, prefix: Prefix) -> (usize, bool) {
        let covering = self.prefixes.covering(prefix.network()).map(|(one, ())| one);
        let covering = covering.filter(|one| one.length() <= prefix.length());
        covering.fold((0, false), |(count, itself), one| (count + 1, itself || one == prefix))
    }

    /// Returns whether nobody can say what comes of a prefix: the order in which routers speak decides,
    /// or they never come to an end.
    #[must_use]
    pub fn unstable(&self, prefix: Prefix) -> bool {
        *self.ribs.stable(prefix) != Stability::Stable || self.unsettled.contains(&prefix)
    }

    /// Returns the longest prefix that covers an address and of which nobody can say what comes of it.
    #[must_use]
    pub fn unstable_for(&self, address: IpAddr) -> Option<Prefix> {
        if self.unstable.is_empty() && self.unsettled.is_empty() {
            return None;
        }
        let covering = self.prefixes.covering(address).map(|(prefix, ())| prefix);
        // What does not settle between AWS and the customer may be known to nobody at the end.
        let unsettled = self.unsettled.iter().copied().filter(|prefix| prefix.contains(address));
        let all = covering.chain(unsettled).filter(|prefix| self.unstable(*prefix));
        all.max_by_key(|prefix| prefix.length())
    }

    /// Returns what a local gateway hears over a virtual interface from a router that speaks BGP.
    #[must_use]
    pub fn over_vif(&self, vif: VifId) -> &[Advertised] {
        self.over_vifs.get(&vif).map_or(&[], Vec::as_slice)
    }

    /// Returns what AWS hears over links from routers that speak BGP.
    pub(super) fn over_links(&self, model: &Model) -> BTreeMap<Link, Vec<Advertised>> {
        let links = self.ends.iter().filter_map(|((_, at), end)| match at {
            NeighborAt::VpnConnection(id) => Some((Link::Vpn(*id), *end)),
            NeighborAt::DirectConnectInterface(id) => Some((Link::DirectConnect(*id), *end)),
            NeighborAt::ServiceLinkVif(id) => Some((Link::ServiceLink(*id), *end)),
            NeighborAt::Vif(_) | NeighborAt::Router(_) => None,
        });
        let usual_med = |link| match link {
            Link::Vpn(_) => 100,
            Link::DirectConnect(_) | Link::ServiceLink(_) => 0,
        };
        let mut heard: BTreeMap<_, _> =
            links.map(|(link, end)| (link, self.heard(end, usual_med(link)))).collect();
        // A link that is down, or of a session that closed, is still one of a router that was asked.
        for (id, vpn) in model.vpn_connections.iter() {
            if vpn.router.is_some_and(|router| self.speaks(router)) {
                heard.entry(Link::Vpn(id)).or_default();
            }
        }
        heard
    }

    fn heard_over_vifs(&self) -> BTreeMap<VifId, Vec<Advertised>> {
        let vifs = self.ends.iter().filter_map(|((_, at), end)| match at {
            NeighborAt::Vif(id) => Some((*id, self.heard(*end, 0))),
            NeighborAt::Router(_)
            | NeighborAt::ServiceLinkVif(_)
            | NeighborAt::VpnConnection(_)
            | NeighborAt::DirectConnectInterface(_) => None,
        });
        vifs.collect()
    }

    /// Returns what the other end of a router's session accepts.
    fn heard(&self, end: EndId, usual_med: u32) -> Vec<Advertised> {
        let far = EndId { second: !end.second, ..end };
        let received = self.ribs.received(far).into_iter();
        let accepted = received.filter_map(|(prefix, received)| match received.verdict {
            Verdict::Accepted(path) => Some((prefix, path)),
            Verdict::Refused(_) => None,
        });
        accepted
            .map(|(prefix, path)| Advertised {
                prefix,
                path: attributes(&path, usual_med),
                as_path: path.as_path,
            })
            .collect()
    }
}

/// Returns what AWS decides by: communities become a preference (facts VGW-05 and DXG-09).
fn attributes(path: &Path, usual_med: u32) -> PathAttributes {
    let preference = if path.communities.contains(&speakers::HIGH) {
        LocalPreference::High
    } else if path.communities.contains(&speakers::LOW) {
        LocalPreference::Low
    } else {
        LocalPreference::Medium
    };
    let as_path = u8::try_from(path.as_path.len()).unwrap_or(u8::MAX);
    PathAttributes { preference, as_path, med: path.med.unwrap_or(usual_med) }
}

/// How routers get to next hops; what speaks for AWS is told everything by its neighbor.
struct Ways<'a> {
    model: &'a Model,
    interior: &'a Interior,
    /// The router that each speaker is, by position; those of AWS are none.
    routers: Vec<Option<RouterId>>,
    /// The addresses of AWS's ends of the sessions of each speaker, up or not.
    beside: BTreeSet<(SpeakerId, IpAddr)>,
}

impl<'a> Ways<'a> {
    fn new(model: &'a Model, interior: &'a Interior, customer: &Customer) -> Self {
        let mut routers = vec![None; customer.speakers.speakers.len()];
        for (router, speaker) in &customer.routers {
            if let Some(slot) = routers.get_mut(speaker.0 as usize) {
                *slot = Some(*router);
            }
        }
        let is_router = |at: SpeakerId| routers.get(at.0 as usize).is_some_and(Option::is_some);
        let near_aws = customer.speakers.sessions.iter().filter_map(|session| {
            let [near, far] = &session.ends;
            (!is_router(far.speaker)).then_some((near.speaker, far.address))
        });
        let beside = near_aws.collect();
        Self { model, interior, routers, beside }
    }
}

impl Underlay for Ways<'_> {
    fn cost(&self, from: SpeakerId, to: IpAddr) -> Option<u32> {
        let Some(router) = self.routers.get(from.0 as usize).copied().flatten() else {
            return Some(0);
        };
        if self.beside.contains(&(from, to)) {
            return Some(0);
        }
        self.interior.toward(self.model, router, to).map(|(_, cost)| cost)
    }
}

impl Customer {
    /// Notes a session whose ends, of routers, are configured as given.
    fn connected(&mut self, session: SessionId, ends: [Option<(RouterId, NeighborAt)>; 2]) {
        for (second, end) in [false, true].into_iter().zip(ends) {
            let Some((router, at)) = end else { continue };
            let id = EndId { session, second };
            self.ends.insert((router, at), id);
            let session = session.0 as usize;
            self.at.resize(self.at.len().max(session + 1), [None; 2]);
            if let Some([first, other]) = self.at.get_mut(session) {
                *(if second { other } else { first }) = Some(at);
            }
        }
    }
}
