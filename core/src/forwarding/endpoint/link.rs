//! Service links as ends of flows: a set of addresses, as the infrastructure blocks are.

use super::{Place, find};
use crate::{
    addr::Prefix,
    forwarding::{Network, service_link_sources},
    query::{Clauses, HeaderField},
};

/// Returns the parts of the service link that a name means, one address for each; nothing where it means
/// something else.
pub(super) fn named(network: &Network, name: &str) -> Vec<Place> {
    match find::of_outpost(network, name) {
        Some(Ok(Place::ServiceLink(id, _))) => {
            let sources = service_link_sources(network, id).into_iter();
            sources.map(|source| Place::ServiceLink(id, Some(source))).collect()
        }
        Some(Ok(_) | Err(_)) | None => Vec::new(),
    }
}

/// Narrows service links at the ends of a flow to the addresses that its header asks for.
pub(super) fn narrowed(network: &Network, ends: [Place; 2], clauses: &Clauses) -> [Place; 2] {
    let [source, destination] = ends;
    let one_of = |place: Place, is_source| {
        let (Place::ServiceLink(id, None), Some(within)) = (place, asked(clauses, is_source))
        else {
            return place;
        };
        let told = service_link_sources(network, id).into_iter();
        let blocks = network.model.outposts[id].service_link.blocks.iter();
        let mut inside = blocks.filter(|block| block.contains(within.network()));
        let first = inside.next().map(|_| within.network());
        Place::ServiceLink(id, told.into_iter().find(|one| within.contains(*one)).or(first))
    };
    [one_of(source, true), one_of(destination, false)]
}

/// Returns the addresses of one end that the header of a flow asks for.
pub(super) fn asked(clauses: &Clauses, is_source: bool) -> Option<Prefix> {
    clauses.leaving.iter().find_map(|field| match field.value {
        HeaderField::Source(prefix) if is_source => Some(prefix),
        HeaderField::Destination(prefix) if !is_source => Some(prefix),
        HeaderField::Source(_)
        | HeaderField::Destination(_)
        | HeaderField::SourcePort(_)
        | HeaderField::DestinationPort(_)
        | HeaderField::Protocol(_) => None,
    })
}
