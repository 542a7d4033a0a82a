//! Subnets.

use crate::{diagnostic::code, text::Spanned};

use super::{
    call::{Family, Page, Reader, Scope},
    draft::Draft,
    force::{BLOCK, Force, States, force, in_force},
    kind::Kind,
    part::{Part, broken, plain, same, text},
    vpcs::{note_zone, region_of_arn},
};

pub(super) const FAMILY: Family = Family {
    readers: &[Reader {
        operation: "describe-subnets",
        one: "Subnet",
        id: "SubnetId",
        members: &["SubnetId", "AvailableIpAddressCount"],
        read: subnet,
        takes: "CIDR blocks, zone, Outpost, CoIP pool, device position of local network interfaces, tags",
    }],
    finish: Some(finish),
};

fn subnet<'a>(draft: &mut Draft<'a>, page: &Page<'a>, part: Part<'a>) {
    let Some(id) = draft.id(part, "SubnetId") else { return };
    let states = States {
        on: &["available", "pending"],
        off: &["unavailable", "failed", "failed-insufficient-capacity"],
    };
    if !in_force(draft, (Kind::Subnet, id), part.text("State"), &states) {
        return;
    }
    draft.describe(Kind::Subnet, page, part);
    if let Some(vpc) = draft.id(part, "VpcId") {
        draft.place(Kind::Subnet, id, (Kind::Vpc, vpc));
    }
    note_zone(draft, page, (part.text("AvailabilityZone"), part.text("AvailabilityZoneId")));
    if let Some(cidr) = part.text("CidrBlock") {
        draft.set(Kind::Subnet, id, "cidr", same(cidr));
    }
    let sixth = part.parts("Ipv6CidrBlockAssociationSet");
    for block in sixth {
        let Some(prefix) = block.text("Ipv6CidrBlock") else { continue };
        let what = || format!("CIDR block `{}`", prefix.value);
        let state = block.within("Ipv6CidrBlockState", "State");
        match force(draft, state, &BLOCK, what) {
            Force::On => draft.set(Kind::Subnet, id, "ipv6_cidr", same(prefix)),
            Force::Off => {}
            Force::Unknown => draft.set(Kind::Subnet, id, "ipv6_cidr", broken(prefix.span)),
        }
    }
    if let Some(arn) = part.text("OutpostArn") {
        outpost(draft, id, arn);
    }
    let index = part.number("EnableLniAtDeviceIndex").filter(|index| (1..=15).contains(index));
    if let (Some(index), Some(place)) = (index, part.get("EnableLniAtDeviceIndex")) {
        draft.set(Kind::Subnet, id, "lni_device_index", plain(place.span(), index));
    }
}

fn outpost(draft: &mut Draft<'_>, id: Spanned<&str>, arn: Spanned<&str>) {
    let Some(outpost) = outpost_of_arn(arn) else {
        let message = format!("`{}` is no ARN of an Outpost", arn.value);
        draft.report(code::SNAPSHOT_VALUE, message, arn.span, |found| {
            found.because("Where the subnet lies decides about its packets.")
        });
        draft.set(Kind::Subnet, id, "outpost", broken(arn.span));
        return;
    };
    name_outpost(draft, outpost, arn);
    draft.set(Kind::Subnet, id, "outpost", same(outpost));
}

/// Mentions the Outpost of an ARN, which says its Region and its owner.
pub(super) fn name_outpost(draft: &mut Draft<'_>, outpost: Spanned<&str>, arn: Spanned<&str>) {
    if !draft.usable(outpost) {
        return;
    }
    draft.mention(Kind::Outpost, outpost);
    if let Some(region) = region_of_arn(arn) {
        draft.set(Kind::Outpost, outpost, "region", same(region));
    }
    let account = arn.value.split(':').nth(4).filter(|account| super::pages::is_account(account));
    if let Some(account) = account {
        let said = Spanned { value: account, span: arn.span };
        draft.mention(Kind::Account, said);
        draft.set(Kind::Outpost, outpost, "account", same(said));
    }
}

/// Returns the id of the Outpost in `arn:aws:outposts:us-west-2:111122223333:outpost/op-1`.
pub(super) fn outpost_of_arn(arn: Spanned<&str>) -> Option<Spanned<&str>> {
    let (_, id) = arn.value.rsplit_once("outpost/")?;
    (!id.is_empty()).then_some(Spanned { value: id, span: arn.span })
}

/// Returns the id of a zone: as it is said, else by its name.
pub(super) fn zone_id(
    draft: &Draft<'_>,
    part: Part<'_>,
    scope: &Scope,
) -> Option<crate::document::Node> {
    if let Some(id) = part.text("AvailabilityZoneId") {
        return Some(same(id));
    }
    let name = part.text("AvailabilityZone")?;
    let key = |account: Option<String>| (account, name.value.to_owned());
    let known =
        draft.zones.get(&key(scope.account.clone())).or_else(|| draft.zones.get(&key(None)));
    Some(text(name.span, known.map_or(name.value, String::as_str)))
}

/// Gives subnets their zone, or the Outpost's zone to it, and CoIP pools that are known.
fn finish(draft: &mut Draft<'_>) {
    for id in draft.ids(Kind::Subnet) {
        let Some(subnet) = draft.get(Kind::Subnet, &id) else { continue };
        let Some((part, scope)) = subnet.described.clone() else { continue };
        let outpost = subnet.text("outpost").map(|outpost| outpost.value.to_owned());
        let zone = zone_id(draft, part, &scope);
        match (outpost, zone) {
            (Some(outpost), Some(zone)) if !draft.is_described(Kind::Outpost, &outpost) => {
                draft.put_if_absent(Kind::Outpost, &outpost, "zone", zone);
            }
            (None, Some(zone))
                if !draft
                    .get(Kind::Subnet, &id)
                    .is_some_and(|subnet| subnet.fields.contains_key("outpost")) =>
            {
                draft.put(Kind::Subnet, &id, "zone", zone);
            }
            (Some(_) | None, _) => {}
        }
        let pool = part.text("CustomerOwnedIpv4Pool");
        let on = part.flag("MapCustomerOwnedIpOnLaunch") == Some(true);
        if let Some(pool) = pool.filter(|pool| on && draft.is_described(Kind::CoipPool, pool.value))
        {
            draft.put(Kind::Subnet, &id, "coip_on_launch", same(pool));
        }
    }
}
