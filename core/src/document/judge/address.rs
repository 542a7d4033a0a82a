//! The addresses of network interfaces and NAT gateways.

use std::{collections::BTreeMap, net::IpAddr};

use crate::{
    diagnostic::code,
    model::{Key, NatConnectivity, NatGatewayState, ObjectId, SubnetId, VpcId},
    text::Span,
};

use super::{Pair, Review};

/// One address of a thing, and where it is written.
#[derive(Clone, Copy)]
struct Given {
    object: ObjectId,
    /// The subnet that a private address belongs to.
    subnet: Option<SubnetId>,
    address: IpAddr,
    span: Span,
}

pub(super) fn judge(review: &mut Review<'_, '_>) {
    let mut private: BTreeMap<(VpcId, IpAddr), Given> = BTreeMap::new();
    let mut public: BTreeMap<IpAddr, Given> = BTreeMap::new();
    for given in private_addresses(review) {
        let Some(subnet) = given.subnet else { continue };
        judge_place(review, given, subnet);
        let vpc = review.model.subnets[subnet].vpc;
        if let Some(earlier) = private.insert((vpc, given.address), given) {
            report_twice(review, earlier, given, false);
        }
    }
    for given in public_addresses(review) {
        if let Some(earlier) = public.insert(given.address, given) {
            report_twice(review, earlier, given, true);
        }
    }
}

fn private_addresses(review: &Review<'_, '_>) -> Vec<Given> {
    let mut all = Vec::new();
    for (id, interface) in review.model.network_interfaces.iter() {
        for address in &interface.addresses {
            let field = if address.is_ipv6() { "ipv6" } else { "ip" };
            let span = review.span(Key::field(id, field));
            all.push(Given {
                object: id.into(),
                subnet: Some(interface.subnet),
                address: *address,
                span,
            });
        }
    }
    let gateways = review.model.nat_gateways.iter();
    for (id, gateway) in gateways.filter(|(_, gateway)| gateway.state != NatGatewayState::Deleted) {
        let span = review.span(Key::field(id, "ip"));
        let (subnet, address) = (Some(gateway.subnet), gateway.address);
        all.push(Given { object: id.into(), subnet, address, span });
    }
    all
}

fn public_addresses(review: &Review<'_, '_>) -> Vec<Given> {
    let mut all = Vec::new();
    for (id, interface) in review.model.network_interfaces.iter() {
        let Some(address) = interface.public_address else { continue };
        let span = review.span(Key::field(id, "public_ip"));
        all.push(Given { object: id.into(), subnet: None, address, span });
    }
    let gateways = review.model.nat_gateways.iter();
    for (id, gateway) in gateways.filter(|(_, gateway)| gateway.state.holds_addresses()) {
        let NatConnectivity::Public(address) = gateway.connectivity else { continue };
        let span = review.span(Key::field(id, "public_ip"));
        all.push(Given { object: id.into(), subnet: None, address, span });
    }
    let regional = review.model.regional_nat_gateways.iter();
    for (id, gateway) in regional.filter(|(_, gateway)| gateway.state.holds_addresses()) {
        let span = review.span(Key::field(id, "zones"));
        let addresses = gateway.zones.values().flatten();
        all.extend(addresses.map(|address| Given {
            object: id.into(),
            subnet: None,
            address: *address,
            span,
        }));
    }
    all
}

/// Looks whether an address can stand in its subnet.
fn judge_place(review: &mut Review<'_, '_>, given: Given, stands_in: SubnetId) {
    let subnet = &review.model.subnets[stands_in];
    let name = review.name(stands_in);
    let same_family = |prefix: &&crate::addr::Prefix| prefix.is_ipv6() == given.address.is_ipv6();
    let prefix = subnet.prefixes.iter().find(same_family).copied();
    let title = review.title(given.object);
    let Some(prefix) = prefix.filter(|prefix| prefix.contains(given.address)) else {
        let has = match prefix {
            Some(prefix) => format!("`{name}` has {prefix}"),
            None => format!("`{name}` has no CIDR block of this family"),
        };
        let message = format!("{title} has `{}`, which is not in subnet `{name}`", given.address);
        let found = review
            .problem(code::ADDRESS_OUTSIDE_SUBNET, given.object, given.span, message)
            .related(review.head(stands_in), has)
            .because("An interface has addresses of the subnet that it stands in.")
            .help("Correct the subnet, or give it an address of this one.");
        return review.report(found, &[given.object]);
    };
    if prefix.reserves(given.address) {
        let message = format!("{title} has `{}`, which AWS keeps for itself", given.address);
        let usable = [prefix.nth(4), before(prefix.last())]
            .map(|address| address.map_or_else(String::new, |address| address.to_string()));
        let [first, last] = usable;
        let found = review
            .problem(code::RESERVED_ADDRESS, given.object, given.span, message)
            .because(format!("AWS keeps the first four addresses and the last one of {prefix}."))
            .help(format!("Addresses from {first} to {last} can be given."));
        review.report(found, &[given.object]);
    }
}

/// Returns the address before another one.
fn before(address: IpAddr) -> Option<IpAddr> {
    match address {
        IpAddr::V4(v4) => v4.to_bits().checked_sub(1).map(|bits| IpAddr::from(bits.to_be_bytes())),
        IpAddr::V6(v6) => v6.to_bits().checked_sub(1).map(|bits| IpAddr::from(bits.to_be_bytes())),
    }
}

fn report_twice(review: &mut Review<'_, '_>, one: Given, other: Given, public: bool) {
    let pair = Pair::new((one, one.span), (other, other.span));
    let ((first, _), (second, _)) = (pair.first, pair.second);
    let message = format!(
        "{} has `{}`, which {} has already",
        review.title(second.object),
        second.address,
        review.title(first.object)
    );
    let (code, because, help) = if public {
        (
            code::PUBLIC_ADDRESS_TWICE,
            "A public address belongs to one thing at a time.",
            "Allocate another address for one of the two.",
        )
    } else {
        (
            code::ADDRESS_TWICE,
            "A private address belongs to one interface of a VPC.",
            "Give one of the two another address of its subnet.",
        )
    };
    let found = review
        .problem(code, second.object, second.span, message)
        .related(first.span, "given here first")
        .because(because)
        .help(help);
    review.report(found, &[first.object, second.object]);
}
