//! VPC peering connections.

use crate::{
    diagnostic::{Diagnostic, Severity, code},
    text::Spanned,
};

use super::{
    call::{Family, Page, Reader},
    draft::Draft,
    kind::Kind,
    part::{Part, list, same},
    route_tables::sorted,
};

pub(super) const FAMILY: Family = Family {
    readers: &[Reader {
        operation: "describe-vpc-peering-connections",
        one: "VpcPeeringConnection",
        id: "VpcPeeringConnectionId",
        members: &["VpcPeeringConnectionId", "AccepterVpcInfo"],
        read: connection,
        takes: "both VPCs with their CIDR blocks, owners and Regions, status, tags",
    }],
    finish: None,
};

/// The states that a connection never leaves.
const ENDED: [&str; 4] = ["deleted", "rejected", "failed", "expired"];

fn connection<'a>(draft: &mut Draft<'a>, page: &Page<'a>, part: Part<'a>) {
    let Some(id) = draft.id(part, "VpcPeeringConnectionId") else { return };
    let status = part.within("Status", "Code");
    if let Some(status) = status.filter(|status| ENDED.contains(&status.value)) {
        let message =
            format!("peering connection `{}` is `{}` and left out", id.value, status.value);
        draft.report(code::SNAPSHOT_STATE, message, status.span, |found| {
            let found = found
                .because("AWS lists such connections for a while; routes to one are black holes.");
            Diagnostic { severity: Severity::Note, facts: vec!["PCX-01"], ..found }
        });
        return;
    }
    let sides = ["RequesterVpcInfo", "AccepterVpcInfo"].map(|member| part.get(member));
    let mut vpcs = Vec::new();
    for side in sides.into_iter().flatten() {
        let Some(vpc) = draft.id(side, "VpcId") else { continue };
        other_end(draft, vpc, side);
        vpcs.push(vpc);
    }
    draft.describe(Kind::Peering, page, part);
    if vpcs.len() == 2 {
        draft.set(Kind::Peering, id, "vpcs", sorted(part.span(), vpcs));
    } else {
        draft.set(Kind::Peering, id, "vpcs", super::part::broken(id.span));
    }
    if let Some(status) = status.filter(|status| status.value != "active") {
        draft.set(Kind::Peering, id, "state", same(status));
    }
}

/// Mentions the VPC at one end. Where no other answer describes it, these blocks are what is known.
fn other_end(draft: &mut Draft<'_>, vpc: Spanned<&str>, side: Part<'_>) {
    draft.mention(Kind::Vpc, vpc);
    let mut blocks: Vec<Spanned<&str>> =
        side.parts("CidrBlockSet").filter_map(|block| block.text("CidrBlock")).collect();
    if blocks.is_empty() {
        blocks.extend(side.text("CidrBlock"));
    }
    let sixth = side.parts("Ipv6CidrBlockSet");
    blocks.extend(sixth.filter_map(|block| block.text("Ipv6CidrBlock")));
    if !blocks.is_empty() {
        let said = list(vpc.span, blocks.into_iter().map(same).collect());
        draft.peer_blocks.entry(vpc.value.to_owned()).or_insert(said);
    }
    if let Some(region) = side.text("Region") {
        draft.set(Kind::Vpc, vpc, "region", same(region));
    }
    if let Some(owner) = side.text("OwnerId").filter(|owner| super::pages::is_account(owner.value))
    {
        draft.mention(Kind::Account, owner);
        draft.set(Kind::Vpc, vpc, "account", same(owner));
    }
}
