//! NAT gateways: public, private, regional.

use std::collections::BTreeMap;

use crate::{
    diagnostic::code,
    text::{Span, Spanned},
};

use super::{
    call::{Family, Page, Reader},
    draft::Draft,
    force::{States, in_force},
    kind::Kind,
    part::{Part, broken, entry, list, map, plain, same, text},
};

pub(super) const FAMILY: Family = Family {
    readers: &[Reader {
        operation: "describe-nat-gateways",
        one: "NatGateway",
        id: "NatGatewayId",
        members: &["NatGatewayId", "NatGatewayAddresses"],
        read: gateway,
        takes: "subnet, primary addresses, connectivity, state; zones and route table of regional ones; tags",
    }],
    finish: None,
};

fn gateway<'a>(draft: &mut Draft<'a>, page: &Page<'a>, part: Part<'a>) {
    let Some(id) = draft.id(part, "NatGatewayId") else { return };
    let states = States { on: &["pending", "failed", "available", "deleting"], off: &["deleted"] };
    if !in_force(draft, (Kind::NatGateway, id), part.text("State"), &states) {
        return;
    }
    draft.describe(Kind::NatGateway, page, part);
    let Some(vpc) = draft.id(part, "VpcId") else { return };
    draft.place(Kind::NatGateway, id, (Kind::Vpc, vpc));
    if let Some(state) = part.text("State").filter(|state| state.value != "available") {
        draft.set(Kind::NatGateway, id, "state", same(state));
    }
    if part.word("AvailabilityMode") == "regional" {
        regional(draft, id, vpc, part);
    } else {
        zonal(draft, id, vpc, part);
    }
}

fn zonal(draft: &mut Draft<'_>, id: Spanned<&str>, vpc: Spanned<&str>, part: Part<'_>) {
    if let Some(subnet) = draft.id(part, "SubnetId") {
        draft.place(Kind::Subnet, subnet, (Kind::Vpc, vpc));
        draft.set(Kind::NatGateway, id, "subnet", same(subnet));
    }
    let primary =
        part.parts("NatGatewayAddresses").find(|one| one.flag("IsPrimary") != Some(false));
    let primary = primary.or_else(|| part.parts("NatGatewayAddresses").next());
    let private = part.word("ConnectivityType") == "private";
    let said = |member: &str| primary.and_then(|one| one.text(member)).map(same);
    let missing = || broken(id.span);
    draft.set(Kind::NatGateway, id, "ip", said("PrivateIp").unwrap_or_else(missing));
    if private {
        draft.set(Kind::NatGateway, id, "private", plain(part.span(), true));
    } else {
        draft.set(Kind::NatGateway, id, "public_ip", said("PublicIp").unwrap_or_else(missing));
    }
    let further = part.parts("NatGatewayAddresses").count();
    if further > 1 {
        let message = format!("further addresses of NAT gateway `{}` are not read", id.value);
        draft.report(code::SNAPSHOT_UNREAD, message, id.span, |found| {
            found.because("It translates to its primary address here, and to any of them in AWS.")
        });
    }
}

/// A regional one serves zones, each with Elastic IP addresses (fact NAT-11).
fn regional(draft: &mut Draft<'_>, id: Spanned<&str>, vpc: Spanned<&str>, part: Part<'_>) {
    let mut zones: BTreeMap<String, (Span, Vec<(String, Span)>)> = BTreeMap::new();
    for address in part.parts("NatGatewayAddresses") {
        let zone = address.text("AvailabilityZoneId").or_else(|| address.text("AvailabilityZone"));
        let (Some(zone), Some(public)) = (zone, address.text("PublicIp")) else { continue };
        let known = zones.entry(zone.value.to_owned()).or_insert((zone.span, Vec::new()));
        known.1.push((public.value.to_owned(), public.span));
    }
    let zones = zones.into_iter().map(|(zone, (span, mut addresses))| {
        addresses.sort();
        let items = addresses.into_iter().map(|(address, span)| text(span, address)).collect();
        entry(zone, span, list(span, items))
    });
    let zones = map(part.span(), zones.collect());
    draft.set(Kind::NatGateway, id, "zones", zones);
    match part.text("RouteTableId").filter(|table| draft.usable(*table)) {
        Some(table) => {
            draft.place(Kind::RouteTable, table, (Kind::Vpc, vpc));
            draft.set(Kind::NatGateway, id, "route_table", same(table));
        }
        None => draft.set(Kind::NatGateway, id, "route_table", broken(id.span)),
    }
}
