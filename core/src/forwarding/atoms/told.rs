//! The prefixes that tell addresses apart by themselves.

use std::collections::BTreeSet;

use crate::{
    addr::{Prefix, special},
    forwarding::Network,
    model::Link,
    routing::{TableRef, tables},
};

/// Returns every prefix of which an address's membership is asked, sorted: those that the model mentions,
/// those that AWS learns of the customer or has in a table, and the special ranges. What is only a
/// route of the customer's routers is not among them, as long as it is settled what BGP makes of it.
pub(super) fn told(network: &Network) -> Vec<Prefix> {
    let (model, bgp) = (&network.model, &network.bgp);
    let mut found = model.mentions_but_of_routers();
    found.extend(special());
    let of_aws = tables(model).filter(|table| !matches!(table, TableRef::Router(_)));
    for table in of_aws {
        let lookup = network.tables.lookup().tables();
        found.extend(lookup.table(network.tables.id(table)).prefixes());
    }
    for vif in model.vifs.ids() {
        found.extend(bgp.learned_over(model, vif).into_iter().map(|one| one.prefix));
    }
    let vpn = model.vpn_connections.ids().map(Link::Vpn);
    let direct = model.direct_connect_interfaces.ids().map(Link::DirectConnect);
    let service_link = model.service_link_vifs.ids().map(Link::ServiceLink);
    for link in vpn.chain(direct).chain(service_link) {
        let heard = bgp.heard().over(model, link).unwrap_or_default();
        found.extend(heard.into_iter().map(|one| one.prefix));
    }
    // There it counts how long the prefix of a route is.
    let unstable: BTreeSet<Prefix> = bgp.customer().all_unstable().collect();
    if !unstable.is_empty() {
        let routed = model.routers.values().flat_map(|router| router.routed());
        let all = routed.chain(bgp.customer().ribs().all());
        let near = all.filter(|prefix| unstable.iter().any(|one| one.overlaps(*prefix)));
        let near: Vec<Prefix> = near.collect();
        found.extend(near);
        found.extend(unstable);
    }
    found.into_iter().collect()
}
