//! What transit gateway route tables hold: associations, propagations, routes, prefix lists.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    diagnostic::{Diagnostic, Severity, code},
    document::Node,
    text::{Span, Spanned},
};

use super::{
    call::{Family, Page, Reader},
    draft::Draft,
    force::{Force, States, force},
    kind::Kind,
    part::{Part, broken, entry, list, map, plain, same, text},
    transit_gateways::associate,
    vpcs::not_understood,
};

pub(super) const FAMILY: Family = Family {
    readers: &[
        Reader {
            operation: "search-transit-gateway-routes",
            one: "",
            id: "DestinationCidrBlock",
            members: &["TransitGatewayAttachments"],
            read: route,
            takes: "static routes with target and state; what VPN attachments propagate",
        },
        Reader {
            operation: "get-transit-gateway-route-table-associations",
            one: "",
            id: "TransitGatewayAttachmentId",
            members: &[],
            read: association,
            takes: "the attachments whose packets the table decides about",
        },
        Reader {
            operation: "get-transit-gateway-route-table-propagations",
            one: "",
            id: "TransitGatewayAttachmentId",
            members: &[],
            read: propagation,
            takes: "the attachments that the table learns from",
        },
        Reader {
            operation: "get-transit-gateway-prefix-list-references",
            one: "TransitGatewayPrefixListReference",
            id: "PrefixListId",
            members: &["TransitGatewayRouteTableId", "PrefixListId"],
            read: reference,
            takes: "routes to prefix lists",
        },
    ],
    finish: Some(finish),
};

fn route<'a>(draft: &mut Draft<'a>, page: &Page<'a>, part: Part<'a>) {
    draft.keep("transit gateway routes", page, part);
}

fn propagation<'a>(draft: &mut Draft<'a>, page: &Page<'a>, part: Part<'a>) {
    draft.keep("propagations", page, part);
}

fn reference<'a>(draft: &mut Draft<'a>, page: &Page<'a>, part: Part<'a>) {
    draft.keep("prefix list references", page, part);
}

fn association<'a>(draft: &mut Draft<'a>, page: &Page<'a>, part: Part<'a>) {
    let (Some(table), Some(id)) = (&page.about, draft.id(part, "TransitGatewayAttachmentId"))
    else {
        return;
    };
    let states = States { on: &["associated"], off: &["disassociated"] };
    let what = || format!("the association of attachment `{}`", id.value);
    match force(draft, part.text("State"), &states, what) {
        Force::On => associate(draft, id, Spanned { value: table, span: id.span }, None),
        Force::Off => {}
        Force::Unknown => draft.set(Kind::Attachment, id, "association", broken(id.span)),
    }
}

/// The routes of one table by destination.
type Routes = BTreeMap<String, (Span, Node)>;

fn finish(draft: &mut Draft<'_>) {
    let rows = draft.take("transit gateway routes");
    propagate(draft, &rows);
    let mut tables: BTreeMap<String, Routes> = BTreeMap::new();
    let mut asked: BTreeMap<String, Span> = BTreeMap::new();
    asked.extend(draft.empty_answers("search-transit-gateway-routes"));
    let mut propagated: BTreeSet<String> = BTreeSet::new();
    let mut learned: BTreeMap<String, BTreeMap<String, Span>> = BTreeMap::new();
    for (page, part) in rows {
        let Some(table) = page.about.clone() else { continue };
        asked.entry(table.clone()).or_insert(page.output.span());
        if part.word("Type") == "propagated" {
            propagated.insert(table);
            note_learned(part, &mut learned);
        } else if let Some((key, place, value)) = written(draft, part) {
            tables.entry(table).or_default().entry(key).or_insert((place, value));
        }
    }
    for (page, part) in draft.take("prefix list references") {
        let own = part.text("TransitGatewayRouteTableId").map(|table| table.value.to_owned());
        let Some(table) = own.or(page.about.clone()) else { continue };
        if let Some((key, place, value)) = referred(draft, part) {
            tables.entry(table).or_default().insert(key, (place, value));
        }
    }
    announce(draft, learned);
    write(draft, tables, &asked, &propagated);
}

/// Gives attachments the tables that learn from them.
///
/// A propagated route proves as much, where the call about propagations was not made.
fn propagate(draft: &mut Draft<'_>, rows: &[(Page<'_>, Part<'_>)]) {
    let mut found: BTreeMap<String, BTreeMap<String, (Span, bool)>> = BTreeMap::new();
    for (page, part) in rows.iter().filter(|(_, part)| part.word("Type") == "propagated") {
        let Some(table) = page.about.clone() else { continue };
        for attachment in part.parts("TransitGatewayAttachments") {
            let Some(id) = draft.id(attachment, "TransitGatewayAttachmentId") else { continue };
            draft.mention(Kind::Attachment, id);
            let found = found.entry(id.value.to_owned()).or_default();
            found.insert(table.clone(), (id.span, true));
        }
    }
    for (page, part) in draft.take("propagations") {
        let Some(table) = page.about.clone() else { continue };
        let Some(id) = draft.id(part, "TransitGatewayAttachmentId") else { continue };
        let states = States { on: &["enabled"], off: &["disabled"] };
        let what = || format!("the propagation of attachment `{}`", id.value);
        let clear = match force(draft, part.text("State"), &states, what) {
            Force::On => true,
            Force::Off => continue,
            Force::Unknown => false,
        };
        draft.mention(Kind::Attachment, id);
        draft.mention(Kind::TransitRouteTable, Spanned { value: &table, span: id.span });
        let found = found.entry(id.value.to_owned()).or_default();
        if clear {
            found.insert(table, (id.span, true));
        } else {
            found.entry(table).or_insert((id.span, false));
        }
    }
    for (id, tables) in found {
        let Some((span, _)) = tables.values().next().copied() else { continue };
        let item = |(table, (span, clear))| if clear { text(span, table) } else { broken(span) };
        let items = tables.into_iter().map(item).collect();
        draft.put(Kind::Attachment, &id, "propagate_to", list(span, items));
    }
}

/// Notes what a VPN connection must have brought: the customer's side is not in the answers.
fn note_learned(part: Part<'_>, learned: &mut BTreeMap<String, BTreeMap<String, Span>>) {
    let Some(prefix) = part.text("DestinationCidrBlock") else { return };
    for attachment in part.parts("TransitGatewayAttachments") {
        let resource =
            attachment.text("ResourceId").filter(|_| attachment.word("ResourceType") == "vpn");
        // A VPN resource is shown with the addresses of its tunnels behind the id.
        let vpn = resource.and_then(|resource| resource.value.split('(').next());
        if let Some(vpn) = vpn {
            learned.entry(vpn.to_owned()).or_default().insert(prefix.value.to_owned(), prefix.span);
        }
    }
}

fn announce(draft: &mut Draft<'_>, learned: BTreeMap<String, BTreeMap<String, Span>>) {
    for (vpn, prefixes) in learned {
        let bgp = draft.get(Kind::Vpn, &vpn).is_some_and(|one| !one.fields.contains_key("routing"));
        let Some(span) = prefixes.values().next().copied().filter(|_| bgp) else { continue };
        let items = prefixes.into_iter().map(|(prefix, span)| text(span, prefix)).collect();
        draft.put_if_absent(Kind::Vpn, &vpn, "announce", list(span, items));
    }
}

/// Returns a static route, unless it is not in force.
fn written(draft: &mut Draft<'_>, part: Part<'_>) -> Option<(String, Span, Node)> {
    let (key, place) = match part.text("PrefixListId").filter(|list| draft.usable(*list)) {
        Some(list) => {
            draft.mention(Kind::PrefixList, list);
            (format!("prefix_list.{}", list.value), list.span)
        }
        None => {
            let prefix = part.text("DestinationCidrBlock")?;
            (prefix.value.to_owned(), prefix.span)
        }
    };
    let state = part.word("State");
    if matches!(state, "pending" | "deleting" | "deleted") {
        let message = format!("the route to `{key}` is `{state}` and left out");
        draft.report(code::SNAPSHOT_STATE, message, part.span(), |found| {
            let found = found
                .because("Only a route that is `active` or `blackhole` decides about packets.");
            Diagnostic { severity: Severity::Note, ..found }
        });
        return None;
    }
    if !matches!(state, "active" | "blackhole" | "") {
        return Some((key.clone(), place, unclear(draft, &key, part)));
    }
    let attachment = part.parts("TransitGatewayAttachments").next();
    Some((key, place, target(draft, part, attachment, state == "blackhole")))
}

/// Returns the target of a route with a state that nobody knows.
fn unclear(draft: &mut Draft<'_>, key: &str, part: Part<'_>) -> Node {
    let state = part.text("State").unwrap_or(Spanned { value: "", span: part.span() });
    not_understood(draft, &format!("the state of the route to `{key}`"), state);
    broken(state.span)
}

/// Returns a route to a prefix list.
fn referred(draft: &mut Draft<'_>, part: Part<'_>) -> Option<(String, Span, Node)> {
    let list = draft.id(part, "PrefixListId")?;
    let key = format!("prefix_list.{}", list.value);
    draft.mention(Kind::PrefixList, list);
    let states = States { on: &["available", "modifying"], off: &["pending", "deleting"] };
    match force(draft, part.text("State"), &states, || format!("the route to `{key}`")) {
        Force::On => {}
        Force::Off => return None,
        Force::Unknown => return Some((key, list.span, broken(list.span))),
    }
    let blackhole = part.flag("Blackhole") == Some(true);
    let value = target(draft, part, part.get("TransitGatewayAttachment"), blackhole);
    Some((key, list.span, value))
}

fn target(
    draft: &mut Draft<'_>,
    part: Part<'_>,
    attachment: Option<Part<'_>>,
    blackhole: bool,
) -> Node {
    let id = attachment.and_then(|one| one.text("TransitGatewayAttachmentId"));
    let Some(id) = id.filter(|id| draft.usable(*id)) else {
        return if blackhole { text(part.span(), "blackhole") } else { broken(part.span()) };
    };
    if draft.get(Kind::Attachment, id.value).is_none_or(|one| one.merged) && blackhole {
        return text(id.span, "blackhole");
    }
    draft.mention(Kind::Attachment, id);
    if !blackhole {
        return same(id);
    }
    let state = text(part.span(), "blackhole");
    map(part.span(), vec![entry("target", id.span, same(id)), entry("state", part.span(), state)])
}

/// Gives tables their routes; one whose routes no answer holds is not known.
fn write(
    draft: &mut Draft<'_>,
    mut tables: BTreeMap<String, Routes>,
    asked: &BTreeMap<String, Span>,
    propagated: &BTreeSet<String>,
) {
    for (table, span) in asked {
        draft.mention(Kind::TransitRouteTable, Spanned { value: table, span: *span });
    }
    for id in draft.ids(Kind::TransitRouteTable) {
        let Some(place) = draft.get(Kind::TransitRouteTable, &id).and_then(|table| table.mentioned)
        else {
            continue;
        };
        let routes = tables.remove(&id).unwrap_or_default();
        let only_static = !routes.is_empty() && !propagated.contains(&id);
        let routes =
            routes.into_iter().map(|(key, (place, value))| entry(key, place, value)).collect();
        let Some(span) = asked.get(&id).copied() else {
            draft.put_if_absent(Kind::TransitRouteTable, &id, "known", plain(place, false));
            let message =
                format!("no answer holds the routes of transit gateway route table `{id}`");
            draft.report(code::SNAPSHOT_GAP, message, place, |found| {
                found.because("A path that asks it is unknown.").help(format!(
                    "Add `aws ec2 search-transit-gateway-routes --transit-gateway-route-table-id {id} --filters Name=type,Values=static,propagated`."
                ))
            });
            continue;
        };
        draft.put_if_absent(Kind::TransitRouteTable, &id, "routes", map(span, routes));
        if only_static {
            let message = format!("every route of transit gateway route table `{id}` is static");
            draft.report(code::SNAPSHOT_NOTE, message, span.part(0, 1), |found| {
                found
                    .because("A search for static routes alone gives the same, and leaves out what is propagated.")
                    .help("Search with `Name=type,Values=static,propagated`, unless it is so.")
            });
        }
    }
}
