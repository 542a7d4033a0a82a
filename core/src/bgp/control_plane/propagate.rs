//! How a path gets from one end of a session to the other.

use super::{
    LearnedBy, NotSent, Refused,
    decision::Candidate,
    network::{Face, Network, position},
    policy::prepend,
    prefix_sets::Fits,
    route::{LOCAL_PREFERENCE, Route, Sources},
};
use crate::addr::Community;

/// What is the same for all prefixes of a class.
#[derive(Debug, Clone, Copy)]
pub(super) struct Class<'a> {
    pub(super) sources: Sources<'a>,
    pub(super) fits: &'a Fits,
}

impl Network<'_> {
    /// Returns what an end sends of the best path of its speaker, as the other end gets it.
    pub(super) fn export(
        &self,
        class: Class<'_>,
        face: &Face<'_>,
        best: Option<&Route>,
    ) -> Result<Route, NotSent> {
        if !face.up {
            return Err(NotSent::Down);
        }
        if !face.open {
            return Err(NotSent::Closed);
        }
        let best = best.ok_or(NotSent::NoPath)?;
        self.may_send(class, face, best)?;
        let node = self.speaker(face.speaker);
        let mut route = best.clone();
        route.from = Some(self.end(face.far).id);
        route.learned_by = if face.external { LearnedBy::Ebgp } else { LearnedBy::Ibgp };
        if face.external && best.learned_by != LearnedBy::Own {
            // The MED of another AS is not passed on (RFC 4271, section 5.1.4).
            route.med = None;
        }
        let changed = face.export.as_ref().map_or(Ok(Default::default()), |policy| {
            policy.apply(&mut route, class.sources, |set| class.fits.has(set))
        });
        let changed = changed.map_err(NotSent::RouteMap)?;
        if face.external {
            prepend(&mut route.added, node.taste.asn, 1 + face.prepend + changed.prepend);
            route.next_hop = Some(face.address);
            route.local_preference = LOCAL_PREFERENCE;
            route.originator_id = None;
            route.cluster_list = Vec::new();
            return Ok(route);
        }
        prepend(&mut route.added, node.taste.asn, changed.prepend);
        match best.from {
            // A reflector leaves the next hop as it is (RFC 4456, section 10).
            Some(from) if best.learned_by == LearnedBy::Ibgp => {
                let came = self.end(position(from));
                let origin = self.speaker(self.end(came.far).speaker).router_id;
                route.originator_id = route.originator_id.or(Some(origin));
                route.cluster_list.insert(0, node.cluster_id);
            }
            Some(_) if !face.next_hop_self => {}
            Some(_) | None => route.next_hop = Some(face.address),
        }
        if changed.next_hop_self {
            route.next_hop = Some(face.address);
        }
        Ok(route)
    }

    /// Says why an end does not send a path, route map aside.
    fn may_send(&self, class: Class<'_>, face: &Face<'_>, best: &Route) -> Result<(), NotSent> {
        let node = self.speaker(face.speaker);
        let holds = |set: Option<u32>| set.is_some_and(|set| class.fits.has(set));
        let carries = |community| best.communities.binary_search(&community).is_ok();
        let inside = !face.external && best.learned_by == LearnedBy::Ibgp;
        let reflected = || {
            let from = best.from.map(|from| self.end(position(from)));
            face.client || from.is_some_and(|from| from.client)
        };
        let reasons = [
            (best.from == Some(face.id), NotSent::CameFromThere),
            (best.from.is_some() && !node.passes_on, NotSent::PassesNothingOn),
            (carries(Community::NO_ADVERTISE), NotSent::NoAdvertise),
            (face.external && carries(Community::NO_EXPORT), NotSent::NoExport),
            (inside && !reflected(), NotSent::FromOwnAs),
            (holds(node.summarized), NotSent::SummaryOnly),
            (face.only.is_some() && !holds(face.only), NotSent::NotListed),
            (face.external && face.require_policy && face.export.is_none(), NotSent::NoPolicy),
        ];
        reasons.into_iter().find(|(applies, _)| *applies).map_or(Ok(()), |(_, why)| Err(why))
    }

    /// Returns what an end accepts of what it is sent.
    pub(super) fn import(
        &self,
        class: Class<'_>,
        face: &Face<'_>,
        sent: &Route,
    ) -> Result<Candidate, Refused> {
        let node = self.speaker(face.speaker);
        let far = self.end(face.far);
        let own = class.sources.as_path(sent).filter(|asn| *asn == node.taste.asn).count();
        let reasons = [
            (own > face.allowas_in, Refused::AsLoop),
            (sent.originator_id == Some(node.router_id), Refused::Originator),
            (sent.cluster_list.contains(&node.cluster_id), Refused::Cluster),
            (sent.next_hop.is_some_and(|hop| node.owns(hop)), Refused::OwnNextHop),
            (face.external && face.require_policy && face.import.is_none(), Refused::NoPolicy),
        ];
        if let Some((_, why)) = reasons.into_iter().find(|(applies, _)| *applies) {
            return Err(why);
        }
        let mut route = sent.clone();
        if face.external {
            route.local_preference = face.local_preference;
        }
        if let Some(policy) = &face.import {
            let changed = policy.apply(&mut route, class.sources, |set| class.fits.has(set));
            let changed = changed.map_err(Refused::RouteMap)?;
            prepend(&mut route.added, node.taste.asn, changed.prepend);
        }
        Ok(Candidate {
            cost: node.cost(route.next_hop),
            route,
            router_id: self.speaker(far.speaker).router_id,
            peer: Some(far.address),
        })
    }
}
