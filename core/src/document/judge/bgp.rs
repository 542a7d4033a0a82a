//! BGP on the customer's routers: what no session can be made of.

use crate::{
    addr::Asn,
    diagnostic::code,
    model::{Key, Neighbor, NeighborAt, ObjectId, RouterId, VpnRouting},
    text::Span,
};

use super::Review;

pub(super) fn judge(review: &mut Review<'_, '_>) {
    for (id, router) in review.model.routers.iter() {
        let Some(bgp) = router.bgp.as_deref() else { continue };
        if router.asn.is_none() {
            judge_own(review, id);
        }
        for (index, neighbor) in bgp.neighbors.iter().enumerate() {
            let place = review.span(Key::item(id, "neighbors", index));
            match neighbor.at {
                NeighborAt::Router(other) => judge_router(review, id, neighbor, other, place),
                NeighborAt::Vif(_)
                | NeighborAt::ServiceLinkVif(_)
                | NeighborAt::VpnConnection(_)
                | NeighborAt::DirectConnectInterface(_) => {
                    judge_aws(review, id, neighbor, place);
                }
            }
        }
    }
}

fn judge_own(review: &mut Review<'_, '_>, id: RouterId) {
    let message = format!("{} speaks BGP without an AS number", review.title(id));
    let place = review.span(Key::field(id, "bgp"));
    let device = review.model.routers[id].vrf_of.unwrap_or(id);
    let help = format!("Give router `{}` its `asn`.", review.name(device));
    let found = review
        .problem(code::BGP_ASN, id, place, message)
        .because("The AS number decides what is said to whom.")
        .help(help);
    review.report(found, &[id.into()]);
}

fn judge_router(
    review: &mut Review<'_, '_>,
    id: RouterId,
    neighbor: &Neighbor,
    other: RouterId,
    place: Span,
) {
    let own = review.model.routers[id].asn;
    let Some(asn) = neighbor.asn.or(review.model.routers[other].asn) else {
        let message = format!("neighbor `{}` has no AS number", review.name(other));
        let found = review
            .problem(code::BGP_ASN, id, place, message)
            .because("Neither the router nor this list of neighbors gives one.")
            .help(format!("Give router `{}` its `asn`.", review.name(other)));
        review.report(found, &[id.into()]);
        return;
    };
    let outside = own.filter(|own| *own != asn);
    if let (true, Some(own)) = (neighbor.route_reflector_client, outside) {
        report_client(review, id, other.into(), (own, Some(asn)), place);
    }
}

fn report_client(
    review: &mut Review<'_, '_>,
    id: RouterId,
    other: ObjectId,
    (own, asn): (Asn, Option<Asn>),
    place: Span,
) {
    let of = asn.map_or_else(|| "AWS".to_owned(), |asn| asn.to_string());
    let message =
        format!("{} is no client of a reflector in {own}, it is of {of}", review.title(other));
    let found = review
        .problem(code::REFLECTOR_CLIENT, id, place, message)
        .because("What another AS announces is passed on within the AS anyway.")
        .help("Take `route_reflector_client` out.");
    review.report(found, &[id.into()]);
}

/// Judges a neighbor at AWS: the link has to end at this very router, or nobody heeds the entry.
fn judge_aws(review: &mut Review<'_, '_>, id: RouterId, neighbor: &Neighbor, place: Span) {
    let model = review.model;
    let (object, router, field): (ObjectId, _, _) = match neighbor.at {
        NeighborAt::Router(_) => return,
        NeighborAt::Vif(vif) => (vif.into(), model.vifs[vif].router, "peer"),
        NeighborAt::ServiceLinkVif(vif) => {
            (vif.into(), model.service_link_vifs[vif].router, "peer")
        }
        NeighborAt::VpnConnection(vpn) => {
            (vpn.into(), model.vpn_connections[vpn].router, "customer_gateway")
        }
        NeighborAt::DirectConnectInterface(interface) => {
            (interface.into(), model.direct_connect_interfaces[interface].router, "peer")
        }
    };
    if router != Some(id) {
        let ends = router.map_or_else(
            || "names no router at its other end".to_owned(),
            |router| format!("ends at router `{}`", review.name(router)),
        );
        let message = format!("{} {ends}", review.title(object));
        let found = review
            .problem(code::BGP_NEIGHBOR, id, place, message)
            .related(review.head(object), "defined here")
            .because(format!("Router `{}` has no session over it.", review.name(id)))
            .help(format!("Write `{field}: {}` there, or remove the neighbor.", review.name(id)));
        review.report(found, &[id.into()]);
    }
    if let NeighborAt::VpnConnection(vpn) = neighbor.at
        && let VpnRouting::Static(_) = model.vpn_connections[vpn].routing
    {
        let message = format!("{} is static", review.title(vpn));
        let found = review
            .problem(code::BGP_NEIGHBOR, id, place, message)
            .because("A VPN connection with static routes does not speak BGP.")
            .help("Remove the neighbor, or `routing: static` of the connection.");
        review.report(found, &[id.into()]);
    }
    if let (true, Some(own)) = (neighbor.route_reflector_client, model.routers[id].asn) {
        report_client(review, id, object, (own, None), place);
    }
}
