//! Virtual interfaces.

use std::{collections::BTreeMap, net::IpAddr};

use crate::{
    addr::Prefix,
    diagnostic::code,
    model::{Key, LocalGatewayId, Vif, VifGroupId, VifId, VifState},
};

use super::{Pair, Review, overlap::overlaps};

pub(super) fn judge(review: &mut Review<'_, '_>) {
    for (id, group) in review.model.vif_groups.iter() {
        let Some(asn) = group.asn.filter(|asn| !asn.is_private()) else { continue };
        let message = format!("VIF group `{}` has {asn}, which is not private", review.name(id));
        let found = review
            .problem(code::OUTPOST_ASN, id, review.span(Key::field(id, "asn")), message)
            .because("The Outpost's side takes 64512 to 65534, or 4200000000 to 4294967294.");
        review.report(found, &[id.into()]);
    }
    let mut by_lag: BTreeMap<(LocalGatewayId, &str), Vec<(Prefix, VifId)>> = BTreeMap::new();
    let mut by_group: BTreeMap<VifGroupId, Vec<VifId>> = BTreeMap::new();
    let model = review.model;
    for (id, vif) in model.vifs.iter() {
        judge_family(review, id, vif);
        judge_peer(review, id, vif);
        if vif.state == VifState::Deleted {
            continue;
        }
        let gateway = model.vif_groups[vif.group].local_gateway;
        by_lag.entry((gateway, vif.lag.as_str())).or_default().push((vif.local.prefix, id));
        by_group.entry(vif.group).or_default().push(id);
    }
    let mut reported = std::collections::BTreeSet::new();
    for vifs in by_lag.into_values() {
        for ((_, one), (_, other)) in overlaps(vifs) {
            reported.insert((one.min(other), one.max(other)));
            report(review, one, other, "on one LAG");
        }
    }
    for vifs in by_group.into_values() {
        judge_group(review, vifs, &reported);
    }
}

/// Refuses IPv6, which local gateways do not speak.
fn judge_family(review: &mut Review<'_, '_>, id: VifId, vif: &Vif) {
    if vif.local.address.is_ipv4() {
        return;
    }
    let message = format!("virtual interface `{}` has an IPv6 address", review.name(id));
    let mut found = review
        .problem(code::BAD_VALUE, id, review.span(Key::field(id, "local")), message)
        .because("Local gateways and their virtual interfaces carry IPv4 only.");
    found.facts.push("LGW-20");
    review.report(found, &[id.into()]);
}

fn judge_peer(review: &mut Review<'_, '_>, id: VifId, vif: &Vif) {
    let Some(peer) = vif.peer_address else { return };
    if vif.local.prefix.contains(peer) && peer != vif.local.address {
        return;
    }
    let why = if peer == vif.local.address {
        "the address of the Outpost's own end".to_owned()
    } else {
        format!("outside {}", vif.local.prefix)
    };
    let message =
        format!("virtual interface `{}` has peer `{peer}`, which is {why}", review.name(id));
    let found = review
        .problem(code::PEER_OFF_LINK, id, review.span(Key::field(id, "peer_ip")), message)
        .related(review.span(Key::field(id, "local")), "the Outpost's own end")
        .because("The two ends of a virtual interface have different addresses of one prefix.");
    review.report(found, &[id.into()]);
}

/// Looks at the interfaces of one group on different LAGs. They may share one prefix, such as a /29
/// for a VLAN (fact VIF-05), but neither an address nor a part of a prefix.
fn judge_group(
    review: &mut Review<'_, '_>,
    vifs: Vec<VifId>,
    reported: &std::collections::BTreeSet<(VifId, VifId)>,
) {
    let mut addresses: BTreeMap<IpAddr, VifId> = BTreeMap::new();
    let mut prefixes: BTreeMap<Prefix, VifId> = BTreeMap::new();
    let mut pairs = Vec::new();
    for id in vifs {
        let local = review.model.vifs[id].local;
        prefixes.entry(local.prefix).or_insert(id);
        pairs.extend(addresses.insert(local.address, id).map(|first| (first, id)));
    }
    let prefixes = prefixes.into_iter().collect();
    pairs.extend(overlaps(prefixes).into_iter().map(|((_, one), (_, other))| (one, other)));
    for (one, other) in pairs {
        if !reported.contains(&(one.min(other), one.max(other))) {
            report(review, one, other, "in one group");
        }
    }
}

fn report(review: &mut Review<'_, '_>, one: VifId, other: VifId, whereabouts: &str) {
    let place = |id| review.span(Key::field(id, "local"));
    let pair = Pair::new((one, place(one)), (other, place(other)));
    let (first, second) = (review.name(pair.first.0), review.name(pair.second.0));
    let message = format!("virtual interfaces `{first}` and `{second}` {whereabouts} overlap");
    let found = review
        .problem(code::VIF_OVERLAP, pair.second.0, pair.second.1, message)
        .related(pair.first.1, format!("`{first}`"))
        .because("Its local address must not overlap an address of another one on its LAG or in its group.");
    review.report(found, &[one.into(), other.into()]);
}
