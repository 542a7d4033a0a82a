//! VIF groups, virtual interfaces, LAGs, and virtual interfaces of service links.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    diagnostic::code,
    document::Node,
    text::{Span, Spanned},
};

use super::{
    call::{Family, Page, Reader},
    draft::Draft,
    kind::Kind,
    part::{Part, broken, plain, same, text},
    subnets::{name_outpost, outpost_of_arn},
};

pub(super) const FAMILY: Family = Family {
    readers: &[
        Reader {
            operation: "describe-local-gateway-virtual-interface-groups",
            one: "LocalGatewayVirtualInterfaceGroup",
            id: "LocalGatewayVirtualInterfaceGroupId",
            members: &["LocalGatewayVirtualInterfaceGroupId", "LocalGatewayVirtualInterfaceIds"],
            read: group,
            takes: "local gateway, virtual interfaces, AS number, state, tags",
        },
        Reader {
            operation: "describe-local-gateway-virtual-interfaces",
            one: "LocalGatewayVirtualInterface",
            id: "LocalGatewayVirtualInterfaceId",
            members: &["LocalGatewayVirtualInterfaceId", "Vlan"],
            read: interface,
            takes: "group, LAG, VLAN, addresses and AS numbers of both ends, state, tags",
        },
        Reader {
            operation: "describe-outpost-lags",
            one: "OutpostLag",
            id: "OutpostLagId",
            members: &["OutpostLagId", "ServiceLinkVirtualInterfaceIds"],
            read: lag,
            takes: "the virtual interfaces of each, and that the Outpost is of the second generation",
        },
        Reader {
            operation: "describe-service-link-virtual-interfaces",
            one: "ServiceLinkVirtualInterface",
            id: "ServiceLinkVirtualInterfaceId",
            members: &["ServiceLinkVirtualInterfaceId"],
            read: service_link,
            takes: "VLAN, addresses of both ends, AS number, LAG, state",
        },
    ],
    finish: Some(finish),
};

fn group<'a>(draft: &mut Draft<'a>, page: &Page<'a>, part: Part<'a>) {
    let Some(id) = draft.id(part, "LocalGatewayVirtualInterfaceGroupId") else { return };
    draft.describe(Kind::VifGroup, page, part);
    if let Some(gateway) = draft.id(part, "LocalGatewayId") {
        draft.place(Kind::VifGroup, id, (Kind::LocalGateway, gateway));
    }
    if let Some(asn) = asn(part, "LocalBgpAsnExtended", "LocalBgpAsn") {
        draft.set(Kind::VifGroup, id, "asn", asn);
    }
    state(draft, Kind::VifGroup, id, part);
    draft.keep("vif groups", page, part);
}

fn interface<'a>(draft: &mut Draft<'a>, page: &Page<'a>, part: Part<'a>) {
    let Some(id) = draft.id(part, "LocalGatewayVirtualInterfaceId") else { return };
    draft.describe(Kind::Vif, page, part);
    if let Some(group) = draft.id(part, "LocalGatewayVirtualInterfaceGroupId") {
        draft.place(Kind::Vif, id, (Kind::VifGroup, group));
        if let Some(gateway) = draft.id(part, "LocalGatewayId") {
            draft.place(Kind::VifGroup, group, (Kind::LocalGateway, gateway));
        }
    }
    if let Some(vlan) = part.text("Vlan") {
        draft.set(Kind::Vif, id, "vlan", plain(vlan.span, vlan.value));
    }
    let local = match part.text("LocalAddress") {
        Some(local) if placeholder(draft, local) => broken(local.span),
        Some(local) => same(local),
        None => broken(part.span()),
    };
    draft.set(Kind::Vif, id, "local", local);
    let peer = part.text("PeerAddress").filter(|peer| !is_placeholder(peer.value));
    if let Some(peer) = peer {
        let address = peer.value.split('/').next().unwrap_or(peer.value);
        draft.set(Kind::Vif, id, "peer_ip", text(peer.span, address));
    }
    if let Some(asn) = asn(part, "PeerBgpAsnExtended", "PeerBgpAsn") {
        draft.set(Kind::Vif, id, "peer_asn", asn);
    }
    if let Some(lag) = part.text("OutpostLagId") {
        draft.set(Kind::Vif, id, "lag", same(lag));
    }
    state(draft, Kind::Vif, id, part);
}

fn is_placeholder(address: &str) -> bool {
    address.starts_with("0.0.0.0")
}

/// Returns whether an address is what AWS's example page has in its place; says so once.
pub(super) fn placeholder(draft: &mut Draft<'_>, address: Spanned<&str>) -> bool {
    let found = is_placeholder(address.value);
    if found {
        let message = format!("`{}` stands where an address belongs", address.value);
        draft.report(code::SNAPSHOT_VALUE, message, address.span, |found| {
            found.because("AWS's own example pages have such placeholders; what depends on the address is unknown.")
        });
    }
    found
}

/// Returns an AS number: the long member where there is one, and a signed one as it was meant.
fn asn(part: Part<'_>, extended: &str, short: &str) -> Option<Node> {
    let said = part.text(extended).or_else(|| part.text(short))?;
    let number: i64 = said.value.parse().ok()?;
    let number = if number < 0 { number + (1 << 32) } else { number };
    Some(plain(said.span, number))
}

fn state(draft: &mut Draft<'_>, kind: Kind, id: Spanned<&str>, part: Part<'_>) {
    if let Some(state) = part.text("ConfigurationState").filter(|state| state.value != "available")
    {
        draft.set(kind, id, "state", same(state));
    }
}

fn lag<'a>(draft: &mut Draft<'a>, page: &Page<'a>, part: Part<'a>) {
    let arn = part.text("OutpostArn");
    if let (Some(arn), Some(outpost)) = (arn, arn.and_then(outpost_of_arn)) {
        name_outpost(draft, outpost, arn);
        draft.with_lags.insert(outpost.value.to_owned(), part.span());
    }
    draft.keep("lags", page, part);
}

fn service_link<'a>(draft: &mut Draft<'a>, page: &Page<'a>, part: Part<'a>) {
    draft.keep("service link virtual interfaces", page, part);
}

/// Joins virtual interfaces with their groups and LAGs, from whichever side says it.
fn finish(draft: &mut Draft<'_>) {
    let mut listed: BTreeMap<String, (String, Span)> = BTreeMap::new();
    for (_, part) in draft.take("vif groups") {
        let Some(group) = part.text("LocalGatewayVirtualInterfaceGroupId") else { continue };
        for vif in part.texts("LocalGatewayVirtualInterfaceIds") {
            if !draft.usable(vif) {
                continue;
            }
            // Where both sides say it and differ, placing it reports the conflict.
            draft.place(Kind::Vif, vif, (Kind::VifGroup, group));
            listed.insert(vif.value.to_owned(), (group.value.to_owned(), vif.span));
        }
    }
    let mut seen = BTreeSet::new();
    for (_, part) in draft.take("lags") {
        let Some(lag) = part.text("OutpostLagId") else { continue };
        for vif in part.texts("LocalGatewayVirtualInterfaceIds") {
            if draft.get(Kind::Vif, vif.value).is_some() && seen.insert((vif.value, lag.value)) {
                draft.set(Kind::Vif, vif, "lag", text(vif.span, lag.value));
            }
        }
    }
    asns(draft);
    super::service_links::finish(draft);
}

/// Gives groups whose answer is too old to tell the AS number that of their virtual interfaces.
fn asns(draft: &mut Draft<'_>) {
    for id in draft.ids(Kind::Vif) {
        let Some(vif) = draft.get(Kind::Vif, &id) else { continue };
        let (Some((part, _)), Some((_, group))) = (&vif.described, vif.container.clone()) else {
            continue;
        };
        if let Some(asn) = asn(*part, "LocalBgpAsnExtended", "LocalBgpAsn") {
            draft.put_if_absent(Kind::VifGroup, &group, "asn", asn);
        }
    }
}
