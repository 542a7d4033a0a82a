//! Outposts and sites.

use crate::text::Spanned;

use super::{
    call::{Family, Page, Reader},
    draft::{Draft, legal},
    kind::Kind,
    pages::is_account,
    part::{Part, broken, same, text},
    vpcs::region_of_arn,
};

pub(super) const FAMILY: Family = Family {
    readers: &[
        Reader {
            operation: "list-outposts",
            one: "",
            id: "OutpostId",
            members: &["OutpostId", "LifeCycleStatus"],
            read: outpost,
            takes: "name, zone, form, site, owner, tags",
        },
        Reader {
            operation: "get-outpost",
            one: "",
            id: "OutpostId",
            members: &[],
            read: outpost,
            takes: "the same of one Outpost",
        },
        Reader {
            operation: "list-sites",
            one: "Site",
            id: "SiteId",
            members: &["SiteId", "AccountId"],
            read: site,
            takes: "name, tags",
        },
        Reader {
            operation: "get-outpost-instance-types",
            one: "",
            id: "InstanceType",
            members: &[],
            read: nothing,
            takes: "nothing: no packet depends on it",
        },
        Reader {
            operation: "list-assets",
            one: "",
            id: "AssetId",
            members: &["AssetId", "AssetType"],
            read: nothing,
            takes: "nothing: no packet depends on it",
        },
    ],
    finish: Some(finish),
};

fn outpost<'a>(draft: &mut Draft<'a>, page: &Page<'a>, part: Part<'a>) {
    let Some(id) = draft.id(part, "OutpostId") else { return };
    draft.describe(Kind::Outpost, page, part);
    if let Some(outpost) = draft.get_mut(Kind::Outpost, id.value) {
        outpost.wish = legal(part.word("Name")).or(outpost.wish.take());
    }
    let place = part.span();
    let zone = part.text("AvailabilityZoneId").or_else(|| part.text("AvailabilityZone"));
    draft.set(Kind::Outpost, id, "zone", zone.map_or_else(|| broken(place), same));
    if let Some(region) = part.text("OutpostArn").and_then(region_of_arn) {
        draft.set(Kind::Outpost, id, "region", same(region));
    }
    if let Some(owner) = part.text("OwnerId").filter(|owner| is_account(owner.value)) {
        draft.mention(Kind::Account, owner);
        draft.set(Kind::Outpost, id, "account", same(owner));
    }
    if let Some(form) = part.text("SupportedHardwareType").filter(|form| form.value == "SERVER") {
        draft.set(Kind::Outpost, id, "form", text(form.span, "server"));
    }
}

fn site<'a>(draft: &mut Draft<'a>, page: &Page<'a>, part: Part<'a>) {
    let Some(id) = draft.id(part, "SiteId") else { return };
    draft.describe(Kind::Site, page, part);
    if let Some(site) = draft.get_mut(Kind::Site, id.value) {
        site.wish = legal(part.word("Name")).or(site.wish.take());
    }
}

fn nothing<'a>(_: &mut Draft<'a>, _: &Page<'a>, _: Part<'a>) {}

/// Gives Outposts their site, where the sites are known, and their generation.
fn finish(draft: &mut Draft<'_>) {
    for id in draft.ids(Kind::Outpost) {
        let described = draft.get(Kind::Outpost, &id).and_then(|outpost| outpost.described.clone());
        let Some((part, _)) = described else { continue };
        let site = part.text("SiteId").filter(|site| draft.is_described(Kind::Site, site.value));
        if let Some(site) = site {
            draft.put(Kind::Outpost, &id, "site", same(site));
        }
    }
    let used: std::collections::BTreeSet<String> = draft
        .all(Kind::Outpost)
        .filter_map(|(_, outpost)| Some(outpost.text("site")?.value.to_owned()))
        .collect();
    // A site of no Outpost is nothing that a packet meets.
    for id in draft.ids(Kind::Site) {
        if let Some(site) = draft.get_mut(Kind::Site, &id) {
            site.merged = !used.contains(&id);
        }
    }
    for (outpost, place) in std::mem::take(&mut draft.with_lags) {
        let said = Spanned { value: outpost.as_str(), span: place };
        draft.set(Kind::Outpost, said, "generation", super::part::plain(place, 2));
    }
}
