//! The customer's network.

use std::{
    collections::{BTreeMap, BTreeSet},
    net::IpAddr,
};

use crate::{
    addr::PrefixMap,
    diagnostic::code,
    model::{Key, NextHop, ObjectId, Router, RouterId, SegmentId},
    text::Span,
};

use super::{Pair, Review, overlap::overlaps};

/// Which routers stand on which segments.
type OnSegment = BTreeSet<(SegmentId, RouterId)>;

pub(super) fn judge(review: &mut Review<'_, '_>) {
    let mut on_segment = OnSegment::new();
    for (id, router) in review.model.routers.iter() {
        let interfaces = router.interfaces.iter();
        on_segment.extend(interfaces.map(|interface| (interface.segment, id)));
        judge_interfaces(review, id, router);
    }
    judge_addresses(review);
    for (id, segment) in review.model.segments.iter() {
        judge_next_hops(review, id.into(), id, &segment.next_hops, &on_segment);
    }
    for (id, host) in review.model.hosts.iter() {
        judge_next_hops(review, id.into(), host.segment, &host.next_hops, &on_segment);
    }
    for (id, router) in review.model.routers.iter() {
        judge_routes(review, id, router, &on_segment);
    }
}

fn judge_interfaces(review: &mut Review<'_, '_>, id: RouterId, router: &Router) {
    let interfaces = router.interfaces.iter().map(|interface| interface.address.prefix);
    for ((outer, one), (inner, other)) in overlaps::<usize>(interfaces.zip(0..).collect()) {
        let place = |index| review.span(Key::item(id, "interfaces", index));
        let pair = Pair::new((outer, place(one)), (inner, place(other)));
        let message = format!(
            "router `{}` has two interfaces in `{}` and `{}`, which overlap",
            review.name(id),
            pair.first.0,
            pair.second.0
        );
        let found = review
            .problem(code::ROUTER_OVERLAP, id, pair.second.1, message)
            .related(pair.first.1, "the other interface")
            .because("A router could not tell which of the two leads where.");
        review.report(found, &[id.into()]);
    }
}

/// Looks whether hosts and interfaces fit their segments and have addresses of their own.
fn judge_addresses(review: &mut Review<'_, '_>) {
    let mut all: Vec<(ObjectId, SegmentId, IpAddr, Span)> = Vec::new();
    for (id, host) in review.model.hosts.iter() {
        let place = review.span(Key::field(id, "ip"));
        all.push((id.into(), host.segment, host.address, place));
    }
    for (id, router) in review.model.routers.iter() {
        for (index, interface) in router.interfaces.iter().enumerate() {
            let place = review.span(Key::item(id, "interfaces", index));
            all.push((id.into(), interface.segment, interface.address.address, place));
        }
    }
    let mut given: BTreeMap<(SegmentId, IpAddr), (ObjectId, Span)> = BTreeMap::new();
    for (object, segment, address, place) in all {
        let prefix = review.model.segments[segment].prefix;
        if !prefix.contains(address) {
            let name = review.name(segment);
            let message = format!(
                "{} has `{address}`, which is not in segment `{name}`",
                review.title(object)
            );
            let found = review
                .problem(code::HOST_OUTSIDE_SEGMENT, object, place, message)
                .related(review.head(segment), format!("the segment has {prefix}"));
            review.report(found, &[object]);
        }
        if let Some(earlier) = given.insert((segment, address), (object, place)) {
            report_twice(review, address, earlier, (object, place));
        }
    }
}

fn report_twice(
    review: &mut Review<'_, '_>,
    address: IpAddr,
    one: (ObjectId, Span),
    other: (ObjectId, Span),
) {
    let pair = Pair::new(one, other);
    let message = format!(
        "{} has `{address}`, which {} has already",
        review.title(pair.second.0),
        review.title(pair.first.0)
    );
    let found = review
        .problem(code::SITE_ADDRESS_TWICE, pair.second.0, pair.second.1, message)
        .related(pair.first.1, "given here first")
        .because("Two things on one segment cannot have the same address.");
    review.report(found, &[one.0, other.0]);
}

fn judge_next_hops(
    review: &mut Review<'_, '_>,
    object: ObjectId,
    segment: SegmentId,
    next_hops: &[RouterId],
    on_segment: &OnSegment,
) {
    for (index, router) in next_hops.iter().enumerate() {
        if on_segment.contains(&(segment, *router)) {
            continue;
        }
        let name = review.name(segment);
        let message =
            format!("next hop `{}` does not stand on segment `{name}`", review.name(*router));
        let place = review.span(Key::item(object, "next_hop", index));
        let found = review
            .problem(code::NEXT_HOP_OFF_SEGMENT, object, place, message)
            .related(review.head(*router), "none of its interfaces stands on that segment")
            .because("A host sends to routers on its own segment.")
            .help(format!(
                "Give the router an interface in {}.",
                review.model.segments[segment].prefix
            ));
        review.report(found, &[object]);
    }
}

fn judge_routes(
    review: &mut Review<'_, '_>,
    id: RouterId,
    router: &Router,
    on_segment: &OnSegment,
) {
    let links = router.interfaces.iter().map(|interface| (interface.address.prefix, ()));
    let links: PrefixMap<()> = links.collect();
    let mut neighbors: BTreeMap<RouterId, bool> = BTreeMap::new();
    for (index, route) in router.routes.iter().enumerate() {
        let (fits, shown) = match route.next_hop {
            NextHop::Internet | NextHop::Discard => continue,
            NextHop::Address(address) => (links.longest(address).is_some(), address.to_string()),
            NextHop::Vpn(vpn) => {
                let own = review.model.vpn_connections[vpn].router == Some(id);
                (own, review.name(vpn).to_owned())
            }
            NextHop::Router(next) => {
                let fits = *neighbors.entry(next).or_insert_with(|| {
                    let mut interfaces = router.interfaces.iter();
                    let shares = |segment| on_segment.contains(&(segment, next));
                    next != id
                        && (review.model.one_device(id, next)
                            || interfaces.any(|interface| shares(interface.segment)))
                });
                (fits, review.name(next).to_owned())
            }
        };
        if fits {
            continue;
        }
        let message =
            format!("next hop `{shown}` is on no segment of router `{}`", review.name(id));
        let place = review.span(Key::item(id, "routes", index));
        let found = review
            .problem(code::NEXT_HOP_OFF_SEGMENT, id, place, message)
            .because("A router sends to neighbors that share a segment with it.");
        review.report(found, &[id.into()]);
    }
}
