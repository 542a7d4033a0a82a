//! What AWS hears from the customer over each link.

use std::{
    collections::{BTreeMap, BTreeSet},
    net::IpAddr,
};

use super::{
    PathAttributes,
    link::{customer_end, link_down, policy},
};
use crate::{
    addr::{Asn, Prefix},
    model::{Link, Model, VpnRouting},
};

/// What AWS hears over the links of routers that pass on what they learn. What other routers say
/// stands in the model.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Heard {
    /// What is heard over each link of such a router that is up.
    pub(super) over: BTreeMap<Link, Vec<Advertised>>,
}

/// One prefix that is heard over a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Advertised {
    /// The prefix.
    pub prefix: Prefix,
    /// What decides among paths.
    pub path: PathAttributes,
    /// The AS path, the customer's router first.
    pub as_path: Vec<Asn>,
}

/// What the customer announces over a link.
pub(super) enum Announced {
    /// Nothing: it is down, or it is a static VPN connection.
    Nothing,
    /// The inputs do not say.
    Unknown,
    /// These.
    Prefixes(Vec<Advertised>),
}

impl Heard {
    /// Returns the prefixes that are heard otherwise in another round.
    pub(super) fn differing(&self, other: &Self) -> BTreeSet<Prefix> {
        let mut found = BTreeSet::new();
        for link in self.over.keys().chain(other.over.keys()) {
            let here = self.over.get(link).map_or(&[][..], Vec::as_slice);
            let there = other.over.get(link).map_or(&[][..], Vec::as_slice);
            found.extend(here.iter().filter(|one| !there.contains(one)).map(|one| one.prefix));
            found.extend(there.iter().filter(|one| !here.contains(one)).map(|one| one.prefix));
        }
        found
    }

    /// Returns what the customer announces over a link by BGP.
    pub(super) fn announced(&self, model: &Model, link: Link) -> Announced {
        if link_down(model, link).is_some() {
            return Announced::Nothing;
        }
        let usual_med = match link {
            Link::Vpn(id) => match model.vpn_connections[id].routing {
                VpnRouting::Static(_) => return Announced::Nothing,
                VpnRouting::Bgp => 100,
            },
            Link::DirectConnect(_) | Link::ServiceLink(_) => 0,
        };
        if let Some(sent) = self.over.get(&link) {
            return Announced::Prefixes(sent.clone());
        }
        let policy = policy(model, link);
        let router = customer_end(model, link).map(|router| &model.routers[router]);
        let own = router.filter(|router| router.bgp.is_none()).map(|router| &router.announce);
        let Some(prefixes) = policy.announce.as_ref().or(own) else {
            // One that speaks BGP has not been asked yet, and has said nothing so far.
            let asked = router.is_some_and(|router| router.bgp.is_some());
            return if asked { Announced::Nothing } else { Announced::Unknown };
        };
        let path = PathAttributes {
            preference: policy.local_preference,
            as_path: policy.prepend.saturating_add(1),
            med: policy.med.unwrap_or(usual_med),
        };
        let asn = router.and_then(|router| router.asn).into_iter();
        let as_path: Vec<Asn> = asn.cycle().take(usize::from(path.as_path)).collect();
        let advertised =
            |prefix: &Prefix| Advertised { prefix: *prefix, path, as_path: as_path.clone() };
        Announced::Prefixes(prefixes.iter().map(advertised).collect())
    }

    /// Returns what the customer announces over a link; `None` if the inputs do not say.
    #[must_use]
    pub fn over(&self, model: &Model, link: Link) -> Option<Vec<Advertised>> {
        match self.announced(model, link) {
            Announced::Nothing => Some(Vec::new()),
            Announced::Unknown => None,
            Announced::Prefixes(prefixes) => Some(prefixes),
        }
    }

    /// Returns, of what the customer announces over a link, the longest prefix that covers an address.
    #[must_use]
    pub fn longest(&self, model: &Model, link: Link, address: IpAddr) -> Option<Advertised> {
        let covering = self.over(model, link)?.into_iter();
        let covering = covering.filter(|one| one.prefix.contains(address));
        covering.max_by_key(|one| one.prefix.length())
    }
}
