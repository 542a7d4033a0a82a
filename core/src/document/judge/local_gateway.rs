//! The associations of local gateway route tables.

use std::collections::BTreeMap;

use crate::{
    diagnostic::code,
    model::{
        AssociationState, Key, LocalGatewayId, LocalGatewayRouteTable, LocalGatewayRouteTableId,
        VifGroupId, VpcId,
    },
    text::Span,
};

use super::{Pair, Review, overlap::between};

pub(super) fn judge(review: &mut Review<'_, '_>) {
    let mut of_vpc: BTreeMap<(LocalGatewayId, VpcId), (LocalGatewayRouteTableId, Span)> =
        BTreeMap::new();
    let mut of_group: BTreeMap<VifGroupId, (LocalGatewayRouteTableId, Span)> = BTreeMap::new();
    for (id, table) in review.model.local_gateway_route_tables.iter() {
        for (index, association) in table.vpcs.iter().enumerate() {
            if association.state == AssociationState::Disassociated {
                continue;
            }
            let here = (id, review.span(Key::item(id, "vpcs", index)));
            let key = (table.local_gateway, association.vpc);
            if let Some(earlier) = of_vpc.insert(key, here) {
                report_two_tables(review, association.vpc, earlier, here);
            }
        }
        judge_overlaps(review, id, table);
        let Some(group) = table.vif_group else { continue };
        if group.state == AssociationState::Disassociated {
            continue;
        }
        let here = (id, review.span(Key::field(id, "vif_group")));
        if let Some(earlier) = of_group.insert(group.group, here) {
            report_two_domains(review, group.group, earlier, here);
        }
    }
}

type At = (LocalGatewayRouteTableId, Span);

fn report_two_tables(review: &mut Review<'_, '_>, vpc: VpcId, one: At, other: At) {
    let pair = Pair::new(one, other);
    let message =
        format!("VPC `{}` is associated with two tables of one Outpost", review.name(vpc));
    let found = review
        .problem(code::TWO_ASSOCIATIONS, pair.second.0, pair.second.1, message)
        .related(pair.first.1, format!("associated with `{}` here", review.name(pair.first.0)))
        .because("A VPC can be associated with one local gateway route table of each Outpost.");
    review.report(found, &[one.0.into(), other.0.into()]);
}

fn report_two_domains(review: &mut Review<'_, '_>, group: VifGroupId, one: At, other: At) {
    let pair = Pair::new(one, other);
    let message = format!("VIF group `{}` serves two tables", review.name(group));
    let found = review
        .problem(code::GROUP_IN_TWO_TABLES, pair.second.0, pair.second.1, message)
        .related(pair.first.1, format!("`{}` has it already", review.name(pair.first.0)))
        .because("A VIF group and a table belong to each other, one to one.")
        .help("Give the second table a VIF group of its own.");
    review.report(found, &[one.0.into(), other.0.into()]);
}

/// Looks for associated VPCs that share addresses.
fn judge_overlaps(
    review: &mut Review<'_, '_>,
    id: LocalGatewayRouteTableId,
    table: &LocalGatewayRouteTable,
) {
    let mut prefixes = Vec::new();
    for (index, association) in table.vpcs.iter().enumerate() {
        if association.state != AssociationState::Disassociated {
            let own = review.model.vpcs[association.vpc].prefixes.iter();
            let own = own.filter(|prefix| !prefix.is_ipv6());
            prefixes.extend(own.map(|prefix| (*prefix, (association.vpc, index))));
        }
    }
    for ((outer, one), (inner, other)) in between(prefixes) {
        let place = |(_, index): (VpcId, usize)| review.span(Key::item(id, "vpcs", index));
        let pair = Pair::new(((outer, one.0), place(one)), ((inner, other.0), place(other)));
        let ((first, first_vpc), first_place) = pair.first;
        let ((second, second_vpc), second_place) = pair.second;
        let (one, other) = (review.name(first_vpc), review.name(second_vpc));
        let message =
            format!("VPCs `{one}` and `{other}` overlap and are associated with one table");
        let found = review
            .problem(code::OVERLAPPING_ASSOCIATIONS, id, second_place, message)
            .label(format!("`{other}` has {second}"))
            .related(first_place, format!("`{one}` has {first}"))
            .because("Refused according to an AWS post of 2022; whether AWS looks at anything finer than the VPC is not known.")
            .help("Associate one of the two with a table of another local gateway, or change its CIDR blocks.");
        review.report(found, &[id.into()]);
    }
}
