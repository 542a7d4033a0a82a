//! VPCs and zones.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    diagnostic::code,
    text::{Span, Spanned},
};

use super::{
    call::{Family, Page, Reader, Scope},
    draft::Draft,
    force::{BLOCK, Force, force},
    kind::Kind,
    pages::{is_account, is_region},
    part::{Part, broken, list, plain, same, text},
};

pub(super) const FAMILY: Family = Family {
    readers: &[
        Reader {
            operation: "describe-vpcs",
            one: "Vpc",
            id: "VpcId",
            members: &["VpcId", "DhcpOptionsId"],
            read: vpc,
            takes: "CIDR blocks in state `associated`, Block Public Access, tags, owner",
        },
        Reader {
            operation: "describe-availability-zones",
            one: "",
            id: "ZoneName",
            members: &["ZoneName", "ZoneId"],
            read: zone,
            takes: "the ids of zones that other answers name",
        },
    ],
    finish: Some(finish),
};

fn vpc<'a>(draft: &mut Draft<'a>, page: &Page<'a>, part: Part<'a>) {
    let Some(id) = draft.id(part, "VpcId") else { return };
    draft.describe(Kind::Vpc, page, part);
    if let Some(cidrs) = blocks(draft, part) {
        draft.set(Kind::Vpc, id, "cidrs", cidrs);
    }
    own(draft, Kind::Vpc, id, page, part, None);
    let mode = part.within("BlockPublicAccessStates", "InternetGatewayBlockMode");
    if let Some(mode) = mode {
        block_public_access(draft, id, mode);
    }
}

fn block_public_access(draft: &mut Draft<'_>, id: Spanned<&str>, mode: Spanned<&str>) {
    let word = match mode.value {
        "off" => return,
        "block-bidirectional" => text(mode.span, "bidirectional"),
        "block-ingress" => text(mode.span, "ingress-only"),
        _other => {
            not_understood(draft, "mode of Block Public Access", mode);
            broken(mode.span)
        }
    };
    draft.set(Kind::Vpc, id, "block_public_access", word);
}

/// Returns the blocks that are in force (fact RT-11).
fn blocks(draft: &mut Draft<'_>, part: Part<'_>) -> Option<crate::document::Node> {
    let mut found = Vec::new();
    for (set, member, state) in [
        ("CidrBlockAssociationSet", "CidrBlock", "CidrBlockState"),
        ("Ipv6CidrBlockAssociationSet", "Ipv6CidrBlock", "Ipv6CidrBlockState"),
    ] {
        for block in part.parts(set) {
            let Some(prefix) = block.text(member) else { continue };
            match force(draft, block.within(state, "State"), &BLOCK, || {
                format!("CIDR block `{}`", prefix.value)
            }) {
                Force::On => found.push(same(prefix)),
                Force::Off => {}
                Force::Unknown => found.push(broken(prefix.span)),
            }
        }
    }
    let listed = part.get("CidrBlockAssociationSet").is_some();
    if let Some(only) = part.text("CidrBlock").filter(|_| !listed) {
        found.insert(0, same(only));
    }
    (!found.is_empty()).then(|| list(part.span(), found))
}

/// Says that a value is not one that this program knows.
pub(super) fn not_understood(draft: &mut Draft<'_>, what: &str, value: Spanned<&str>) {
    let message = format!("{what} `{}` is not understood", value.value);
    draft.report(code::SNAPSHOT_VALUE, message, value.span, |found| {
        found.because("Paths that depend on it are unknown.")
    });
}

fn zone<'a>(draft: &mut Draft<'a>, page: &Page<'a>, part: Part<'a>) {
    note_zone(draft, page, (part.text("ZoneName"), part.text("ZoneId")));
}

/// Notes which id a zone has in an account (its name means another zone in another account).
pub(super) fn note_zone(
    draft: &mut Draft<'_>,
    page: &Page<'_>,
    (name, id): (Option<Spanned<&str>>, Option<Spanned<&str>>),
) {
    if let (Some(name), Some(id)) = (name, id) {
        let key = (page.scope.account.clone(), name.value.to_owned());
        draft.zones.insert(key, id.value.to_owned());
    }
}

/// Notes the owner and the Region of an object; an ARN says both.
pub(super) fn own(
    draft: &mut Draft<'_>,
    kind: Kind,
    id: Spanned<&str>,
    page: &Page<'_>,
    part: Part<'_>,
    arn: Option<Spanned<&str>>,
) {
    let place = part.span();
    let owner = part.text("OwnerId").map(|owner| (owner.value.to_owned(), owner.span));
    let scope = page.scope.account.clone().map(|account| (account, place));
    let account = owner.filter(|(owner, _)| is_account(owner)).or(scope);
    if let Some((account, span)) = account {
        let said = Spanned { value: account.as_str(), span };
        draft.mention(Kind::Account, said);
        draft.set(kind, id, "account", same(said));
    }
    let region = arn.and_then(region_of_arn);
    let scope = page.scope.region.as_deref().map(|value| Spanned { value, span: place });
    if let Some(region) = region.or(scope) {
        draft.set(kind, id, "region", same(region));
    }
}

/// Returns the Region of an ARN.
pub(super) fn region_of_arn(arn: Spanned<&str>) -> Option<Spanned<&str>> {
    let region = arn.value.strip_prefix("arn:")?.split(':').nth(2)?;
    is_region(region).then_some(Spanned { value: region, span: arn.span })
}

/// Returns the Region of a zone's name, such as `us-west-2a` or `us-west-2-lax-1a`.
pub(super) fn region_of_zone(zone: Spanned<&str>) -> Option<Spanned<&str>> {
    let ends = zone.value.char_indices().filter(|(_, letter)| letter.is_ascii_digit());
    let mut regions = ends.filter_map(|(at, _)| zone.value.get(..=at));
    let region = regions.find(|region| is_region(region))?;
    Some(Spanned { value: region, span: zone.span })
}

/// Finds the Region of VPCs that do not say: that of their subnets, else the only one there is.
fn finish(draft: &mut Draft<'_>) {
    let mut regions: BTreeSet<String> = BTreeSet::new();
    let mut votes: BTreeMap<String, (String, Span)> = BTreeMap::new();
    for (_, subnet) in draft.all(Kind::Subnet) {
        let Some((part, scope)) = &subnet.described else { continue };
        let region = region_of_item(*part, scope);
        if let (Some((region, span)), Some((Kind::Vpc, vpc))) = (region, &subnet.container) {
            votes.entry(vpc.clone()).or_insert((region, span));
        }
    }
    for kind in [Kind::Vpc, Kind::TransitGateway, Kind::Outpost] {
        let said = draft.all(kind).filter_map(|(_, object)| object.text("region"));
        regions.extend(said.map(|region| region.value.to_owned()));
    }
    regions.extend(votes.values().map(|(region, _)| region.clone()));
    let scopes = draft.answered.iter().filter_map(|(_, scope)| scope.region.clone());
    regions.extend(scopes.collect::<Vec<_>>());
    let only = regions.iter().next().filter(|_| regions.len() == 1).cloned();
    for kind in [Kind::Vpc, Kind::TransitGateway, Kind::Outpost] {
        for id in draft.ids(kind) {
            let Some(object) = draft.get(kind, &id) else { continue };
            let Some(place) = object.place() else { continue };
            let vote = votes.get(&id).filter(|_| kind == Kind::Vpc).cloned();
            let found = vote.or_else(|| only.clone().map(|only| (only, place)));
            let described = object.described.is_some();
            match found {
                Some((region, span)) => {
                    draft.put_if_absent(kind, &id, "region", text(span, region));
                }
                None if described => {}
                None => draft.put_if_absent(kind, &id, "region", broken(place)),
            }
        }
    }
    main_tables(draft);
    // What a peering connection shows of a VPC that no answer describes: not every block, so that it
    // does not count where the subnets are known.
    let subnets = draft.all(Kind::Subnet).filter_map(|(_, subnet)| subnet.container.clone());
    let with_subnets: BTreeSet<String> = subnets.map(|(_, vpc)| vpc).collect();
    for (id, blocks) in std::mem::take(&mut draft.peer_blocks) {
        if with_subnets.contains(&id) {
            continue;
        }
        draft.put_if_absent(Kind::Vpc, &id, "cidrs", blocks);
    }
}

fn region_of_item(part: Part<'_>, scope: &Scope) -> Option<(String, Span)> {
    let arn = part.text("SubnetArn").and_then(region_of_arn);
    let zone = || part.text("AvailabilityZone").and_then(region_of_zone);
    let said = arn.or_else(zone).map(|said| (said.value.to_owned(), said.span));
    said.or_else(|| scope.region.clone().map(|region| (region, part.span())))
}

/// Gives a VPC whose main route table no answer holds one that nobody knows (fact RT-01).
fn main_tables(draft: &mut Draft<'_>) {
    let mains = draft.all(Kind::RouteTable).filter_map(|(_, table)| {
        let main = table.text("main").is_some_and(|main| main.value == "true");
        table.container.clone().filter(|_| main).map(|(_, vpc)| vpc)
    });
    let mains: BTreeSet<String> = mains.collect();
    for id in draft.ids(Kind::Vpc) {
        if mains.contains(&id) {
            continue;
        }
        let Some((place, described)) = draft
            .get(Kind::Vpc, &id)
            .and_then(|vpc| Some((vpc.mentioned?, vpc.described.is_some())))
        else {
            continue;
        };
        let name = format!("{id}-main");
        let said = Spanned { value: name.as_str(), span: place };
        let vpc = Spanned { value: id.as_str(), span: place };
        draft.place(Kind::RouteTable, said, (Kind::Vpc, vpc));
        draft.put(Kind::RouteTable, &name, "main", plain(place, true));
        draft.put(Kind::RouteTable, &name, "routes", broken(place));
        if let Some(table) = draft.get_mut(Kind::RouteTable, &name) {
            (table.without_id, table.wish) = (true, Some("main".to_owned()));
        }
        if described {
            let message = format!("no answer holds the main route table of VPC `{id}`");
            draft.report(code::SNAPSHOT_GAP, message, place, |found| {
                found
                    .because("Subnets without a table of their own use it, and where it leads is unknown.")
                    .help("Add `aws ec2 describe-route-tables` of its account and Region.")
            });
        }
    }
}
