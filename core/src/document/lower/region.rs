//! Accounts, Regions, zones, prefix lists and sites: what needs nothing else.

use std::collections::BTreeMap;

use crate::{
    diagnostic::{Diagnostic, code},
    document::fields::Noun,
    model::{Account, PrefixList, Region, RegionId, Site, Zone, ZoneId},
    text::{Span, Spanned},
};

use super::{context::Context, gather::Item};

/// Makes them.
pub(super) fn make(context: &mut Context<'_>) {
    for (name, _, item) in context.items(Noun::Account) {
        let identity = context.identity(Noun::Account, &name, item.record);
        let id = context.model.accounts.push(Account { identity });
        context.made(Noun::Account, &name, id, &item);
    }
    for (name, _, item) in context.items(Noun::Site) {
        let identity = context.identity(Noun::Site, &name, item.record);
        let id = context.model.sites.push(Site { identity });
        context.made(Noun::Site, &name, id, &item);
    }
    for (name, _, item) in context.items(Noun::PrefixList) {
        let identity = context.identity(Noun::PrefixList, &name, item.record);
        let id = context.model.prefix_lists.push(PrefixList {
            identity,
            prefixes: Vec::new(),
            service: None,
            max_entries: item
                .record
                .integer("max_entries")
                .and_then(|most| u32::try_from(most).ok()),
        });
        context.made(Noun::PrefixList, &name, id, &item);
        let prefixes = context.prefixes(id, item.record, "entries");
        context.model.prefix_lists[id].prefixes = prefixes;
        let service = item.record.text("service").map(|text| text.value.to_owned());
        context.model.prefix_lists[id].service = service;
    }
    make_regions(context);
    make_zones(context);
}

/// Returns the Region of a VPC or an Outpost, as it is written.
fn region_name<'a>(context: &Context<'a>, item: &Item<'a>) -> Option<Spanned<&'a str>> {
    item.record.text("region").or_else(|| context.default_text("region", item))
}

fn make_regions(context: &mut Context<'_>) {
    let mut regions = BTreeMap::new();
    for noun in [Noun::Vpc, Noun::TransitGateway, Noun::Outpost] {
        for (name, _, item) in context.items(noun) {
            match region_name(context, &item) {
                Some(region) => {
                    regions.entry(region.value).or_insert(region.span);
                }
                None if item.record.is_written("region") => {}
                None => {
                    let message = format!("{} `{name}` lacks `region`", noun.word());
                    let found = Diagnostic::new(code::MISSING_FIELD, message, item.name_span)
                        .because("Neither it nor the file says which Region it lies in.")
                        .help("Add `region:` here, or at the top of the file for all.")
                        .subject(format!("{} {name}", noun.word()));
                    context.problems.report(found);
                }
            }
        }
    }
    for (name, span) in regions {
        let id = context.model.regions.push(Region { identity: Context::bare(name) });
        context.regions.insert(name, id);
        context.origin(id.into(), span);
    }
}

/// Returns the Region of a VPC or an Outpost.
pub(super) fn region_of<'a>(context: &Context<'a>, item: &Item<'a>) -> Option<RegionId> {
    context.regions.get(region_name(context, item)?.value).copied()
}

/// Makes the zones that Outposts and subnets name, each in the Region that most of them mean.
fn make_zones(context: &mut Context<'_>) {
    let mut uses: BTreeMap<&str, Vec<(RegionId, Span)>> = BTreeMap::new();
    let mut named = Vec::new();
    for (_, _, item) in context.items(Noun::Outpost) {
        named.push((item, region_of(context, &item)));
    }
    let vpcs: BTreeMap<String, Option<RegionId>> = {
        let items = context.items(Noun::Vpc).into_iter();
        items.map(|(name, _, item)| (name, region_of(context, &item))).collect()
    };
    for (_, vpc, item) in context.items(Noun::Subnet) {
        named.push((item, vpcs.get(&vpc).copied().flatten()));
    }
    for (_, vpc, item) in context.items(Noun::NatGateway) {
        let Some(region) = vpcs.get(&vpc).copied().flatten() else { continue };
        for zone in item.record.entries("zones") {
            uses.entry(zone.key.as_str()).or_default().push((region, zone.key_span));
        }
    }
    for (item, region) in named {
        if let (Some(zone), Some(region)) = (item.record.text("zone"), region) {
            uses.entry(zone.value).or_default().push((region, zone.span));
        }
    }
    for (name, uses) in uses {
        let region = usual(&uses);
        let zone = Zone { identity: Context::bare(name), region };
        let id = context.model.zones.push(zone);
        context.zones.insert(name, id);
        let place = uses.iter().filter(|(other, _)| *other == region).map(|(_, span)| *span).min();
        if let Some(place) = place {
            context.origin(id.into(), place);
            report_other_regions(context, name, (region, place), &uses);
        }
    }
}

/// Returns the Region that occurs most often; of several, the first by name.
fn usual(uses: &[(RegionId, Span)]) -> RegionId {
    let mut count: BTreeMap<RegionId, usize> = BTreeMap::new();
    for (region, _) in uses {
        *count.entry(*region).or_default() += 1;
    }
    let most = count.into_iter().max_by_key(|(region, count)| (*count, std::cmp::Reverse(*region)));
    most.map_or(RegionId(0), |(region, _)| region)
}

fn report_other_regions(
    context: &mut Context<'_>,
    zone: &str,
    (usual, usual_place): (RegionId, Span),
    uses: &[(RegionId, Span)],
) {
    for (region, place) in uses.iter().filter(|(region, _)| *region != usual) {
        let regions = &context.model.regions;
        let [here, there] = [*region, usual].map(|id| regions[id].identity.name.clone());
        let message = format!("zone `{zone}` lies in `{here}` here and in `{there}` elsewhere");
        let found = Diagnostic::new(code::ZONE_IN_TWO_REGIONS, message, *place)
            .related(usual_place, format!("in `{there}` here"))
            .because("An Availability Zone lies in one Region.");
        context.problems.report(found);
    }
}

/// Returns a zone by its name.
pub(super) fn zone(context: &Context<'_>, name: &str) -> Option<ZoneId> {
    context.zones.get(name).copied()
}
