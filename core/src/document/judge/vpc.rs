//! VPCs, subnets and peering connections.

use std::collections::BTreeMap;

use crate::{
    addr::Prefix,
    diagnostic::code,
    document::suggest::listed,
    model::{Key, ObjectId, PeeringState, Subnet, SubnetId, Vpc, VpcId},
};

use super::{
    Pair, Review, cidr_field,
    overlap::{Blocks, between, overlaps},
};

pub(super) fn judge(review: &mut Review<'_, '_>) {
    for (id, vpc) in review.model.vpcs.iter() {
        judge_vpc(review, id, vpc);
    }
    let mut by_vpc: BTreeMap<VpcId, Vec<(Prefix, SubnetId)>> = BTreeMap::new();
    let model = review.model;
    let blocks: BTreeMap<VpcId, Blocks<'_>> =
        model.vpcs.iter().map(|(id, vpc)| (id, Blocks::new(&vpc.prefixes))).collect();
    for (id, subnet) in model.subnets.iter() {
        judge_subnet(review, id, subnet, blocks.get(&subnet.vpc));
        let prefixes = subnet.prefixes.iter().map(|prefix| (*prefix, id));
        by_vpc.entry(subnet.vpc).or_default().extend(prefixes);
    }
    for subnets in by_vpc.into_values() {
        judge_overlaps(review, subnets);
    }
    judge_peering(review);
}

/// What a prefix of a VPC or a subnet must be like.
fn judge_size(review: &mut Review<'_, '_>, object: ObjectId, prefix: Prefix, key: Key) {
    if prefix.is_ipv6() || (16..=28).contains(&prefix.length()) {
        return;
    }
    let word = if prefix.length() < 16 { "larger than /16" } else { "smaller than /28" };
    let message = format!("{} has `{prefix}`, which is {word}", review.title(object));
    let found = review
        .problem(code::PREFIX_SIZE, object, review.span(key), message)
        .because("AWS takes IPv4 CIDR blocks from /16 to /28.")
        .help("Choose a length from /16 to /28.");
    review.report(found, &[object]);
}

fn judge_vpc(review: &mut Review<'_, '_>, id: VpcId, vpc: &Vpc) {
    for (index, prefix) in vpc.prefixes.iter().enumerate() {
        judge_size(review, id.into(), *prefix, Key::item(id, "cidrs", index));
    }
    let items = vpc.prefixes.iter().copied().zip(0..).collect();
    for ((outer, one), (inner, other)) in overlaps::<usize>(items) {
        let place = |index| review.span(Key::item(id, "cidrs", index));
        let pair = Pair::new((outer, place(one)), (inner, place(other)));
        let message = format!(
            "VPC `{}` has `{}` and `{}`, which overlap",
            review.name(id),
            pair.first.0,
            pair.second.0
        );
        let found = review
            .problem(code::OVERLAPPING_CIDRS, id, pair.second.1, message)
            .related(pair.first.1, "overlaps this one")
            .because("AWS refuses a block that overlaps another one of the VPC.")
            .help(format!(
                "Remove one of them, or take a range that `{}` does not have.",
                review.name(id)
            ));
        review.report(found, &[id.into()]);
    }
}

fn judge_subnet(
    review: &mut Review<'_, '_>,
    id: SubnetId,
    subnet: &Subnet,
    blocks: Option<&Blocks<'_>>,
) {
    let vpc = &review.model.vpcs[subnet.vpc];
    for prefix in &subnet.prefixes {
        let key = Key::field(id, cidr_field(*prefix));
        judge_size(review, id.into(), *prefix, key);
        let inside = blocks.is_some_and(|blocks| blocks.around(*prefix, true).is_some());
        if inside || vpc.prefixes.is_empty() {
            continue;
        }
        let own = listed(vpc.prefixes.iter());
        let name = review.name(subnet.vpc);
        let message = format!("subnet `{}` lies outside VPC `{name}`", review.name(id));
        let found = review
            .problem(code::SUBNET_OUTSIDE_VPC, id, review.span(key), message)
            .label(format!("not within {own}"))
            .related(
                review.span(Key::field(subnet.vpc, "cidrs")),
                format!("the CIDR blocks of `{name}`"),
            )
            .because("A subnet is carved from a CIDR block of its VPC.")
            .help(format!("Choose a block within {own}, or add one to `cidrs`."));
        review.report(found, &[id.into()]);
    }
}

fn judge_overlaps(review: &mut Review<'_, '_>, subnets: Vec<(Prefix, SubnetId)>) {
    for ((outer, one), (inner, other)) in overlaps(subnets) {
        let place = |prefix, id| review.span(Key::field(id, cidr_field(prefix)));
        let pair =
            Pair::new(((outer, one), place(outer, one)), ((inner, other), place(inner, other)));
        let ((first, first_id), first_place) = pair.first;
        let ((_, second_id), second_place) = pair.second;
        let (first_name, second_name) = (review.name(first_id), review.name(second_id));
        let message = format!("subnets `{first_name}` and `{second_name}` overlap");
        let found = review
            .problem(code::OVERLAPPING_SUBNETS, second_id, second_place, message)
            .related(first_place, format!("`{first_name}` has {first}"))
            .because("An address belongs to one subnet of a VPC, so AWS refuses the second one.")
            .help("Give one of them a block that no other subnet has.");
        review.report(found, &[first_id.into(), second_id.into()]);
    }
}

fn judge_peering(review: &mut Review<'_, '_>) {
    for (id, peering) in review.model.peering_connections.iter() {
        let gone = match peering.state {
            PeeringState::Failed
            | PeeringState::Expired
            | PeeringState::Rejected
            | PeeringState::Deleting
            | PeeringState::Deleted => true,
            PeeringState::InitiatingRequest
            | PeeringState::PendingAcceptance
            | PeeringState::Provisioning
            | PeeringState::Active => false,
        };
        let [one, other] = peering.vpcs;
        if gone || one == other {
            continue;
        }
        let both = [one, other].into_iter();
        let prefixes = both.flat_map(|vpc| {
            review.model.vpcs[vpc].prefixes.iter().map(move |prefix| (*prefix, vpc))
        });
        let pairs = between(prefixes.collect());
        let Some(((outer, a), (inner, b))) = pairs.first().copied() else { continue };
        let (first, second) = (review.name(a), review.name(b));
        let message = format!("peering connection `{}` joins VPCs that overlap", review.name(id));
        let found = review
            .problem(code::OVERLAPPING_PEERS, id, review.span(Key::field(id, "vpcs")), message)
            .related(review.span(Key::field(a, "cidrs")), format!("`{first}` has {outer}"))
            .related(review.span(Key::field(b, "cidrs")), format!("`{second}` has {inner}"))
            .because("AWS refuses to peer VPCs if any of their CIDR blocks overlap.")
            .help("Remove the block of one of them if nothing uses it, or offer the service by an interface endpoint.");
        review.report(found, &[id.into()]);
    }
}
