//! Virtual interfaces of service links.

use std::collections::{BTreeMap, BTreeSet};

use crate::{document::Entry, text::Spanned};

use super::{
    draft::{Draft, name_tag},
    kind::Kind,
    part::{Part, broken, entry, map, plain, same, text},
    subnets::{name_outpost, outpost_of_arn},
    virtual_interfaces::placeholder,
};

/// Gives the service link of each Outpost its virtual interfaces.
pub(super) fn finish(draft: &mut Draft<'_>) {
    let mut found: BTreeMap<String, Vec<Part<'_>>> = BTreeMap::new();
    let mut seen = BTreeSet::new();
    for (_, part) in draft.take("service link virtual interfaces") {
        let arn = part.text("OutpostArn");
        if let Some((arn, outpost)) = arn.and_then(|arn| Some((arn, outpost_of_arn(arn)?))) {
            name_outpost(draft, outpost, arn);
        }
        let outpost = part.text("OutpostId").or_else(|| arn.and_then(outpost_of_arn));
        let id = part.text("ServiceLinkVirtualInterfaceId");
        let (Some(outpost), Some(id)) = (outpost, id) else { continue };
        if draft.usable(outpost) && draft.usable(id) && seen.insert(id.value) {
            found.entry(outpost.value.to_owned()).or_default().push(part);
        }
    }
    for (outpost, parts) in found {
        let Some(first) = parts.first().map(|part| part.span()) else { continue };
        let names: Vec<Option<String>> = parts.iter().map(|part| name_tag(*part)).collect();
        let mut entries = Vec::new();
        for (part, name) in parts.iter().zip(&names) {
            let unique = names.iter().filter(|other| *other == name).count() == 1;
            let name = name.clone().filter(|_| unique);
            let name =
                name.unwrap_or_else(|| part.word("ServiceLinkVirtualInterfaceId").to_owned());
            entries.push(entry(name, part.span(), map(part.span(), fields(draft, *part))));
        }
        let vifs = entry("vifs", first, map(first, entries));
        let said = Spanned { value: outpost.as_str(), span: first };
        draft.set(Kind::Outpost, said, "service_link", map(first, vec![vifs]));
    }
}

fn fields(draft: &mut Draft<'_>, part: Part<'_>) -> Vec<Entry> {
    let mut fields = Vec::new();
    if let Some(id) = part.text("ServiceLinkVirtualInterfaceId") {
        fields.push(entry("id", id.span, same(id)));
    }
    if let Some(vlan) = part.text("Vlan") {
        fields.push(entry("vlan", vlan.span, plain(vlan.span, vlan.value)));
    }
    let local = match part.text("LocalAddress") {
        Some(local) if placeholder(draft, local) => broken(local.span),
        Some(local) => same(local),
        None => broken(part.span()),
    };
    fields.push(entry("local", local.span, local));
    if let Some(peer) = part.text("PeerAddress").filter(|peer| !peer.value.starts_with("0.0.0.0")) {
        let address = peer.value.split('/').next().unwrap_or(peer.value);
        fields.push(entry("peer_ip", peer.span, text(peer.span, address)));
    }
    if let Some(asn) = part.text("PeerBgpAsn") {
        fields.push(entry("peer_asn", asn.span, plain(asn.span, asn.value)));
    }
    if let Some(lag) = part.text("OutpostLagId") {
        fields.push(entry("lag", lag.span, same(lag)));
    }
    if let Some(state) = part.text("ConfigurationState").filter(|state| state.value != "available")
    {
        fields.push(entry("session", state.span, text(state.span, "down")));
    }
    fields
}
