//! Routes of local gateway route tables.

use std::collections::BTreeMap;

use crate::{
    diagnostic::{Diagnostic, Severity, code},
    document::Node,
    text::{Span, Spanned},
};

use super::{
    call::{Family, Page, Reader},
    draft::Draft,
    kind::Kind,
    part::{Part, broken, entry, map, same},
    vpcs::not_understood,
};

pub(super) const FAMILY: Family = Family {
    readers: &[Reader {
        operation: "search-local-gateway-routes",
        one: "Route",
        id: "DestinationCidrBlock",
        members: &["LocalGatewayRouteTableId", "DestinationCidrBlock"],
        read: route,
        takes: "static routes with target and state; propagated ones follow from subnets and CoIP pools",
    }],
    finish: Some(finish),
};

fn route<'a>(draft: &mut Draft<'a>, page: &Page<'a>, part: Part<'a>) {
    draft.keep("local gateway routes", page, part);
}

fn finish(draft: &mut Draft<'_>) {
    let mut tables: BTreeMap<String, BTreeMap<String, (Span, Node)>> = BTreeMap::new();
    let mut asked: BTreeMap<String, Span> = BTreeMap::new();
    asked.extend(draft.empty_answers("search-local-gateway-routes"));
    for (page, part) in draft.take("local gateway routes") {
        let own = part.text("LocalGatewayRouteTableId").filter(|table| draft.usable(*table));
        let about = page.about.as_deref().map(|value| Spanned { value, span: part.span() });
        let Some(table) = own.or(about) else { continue };
        draft.mention(Kind::LocalRouteTable, table);
        asked.entry(table.value.to_owned()).or_insert(page.output.span());
        let Some((key, place, value)) = written(draft, table, part) else { continue };
        tables.entry(table.value.to_owned()).or_default().entry(key).or_insert((place, value));
    }
    for (table, span) in asked {
        let routes = tables.remove(&table).unwrap_or_default().into_iter();
        let routes = routes.map(|(key, (place, value))| entry(key, place, value));
        let routes = map(span, routes.collect());
        draft.put_if_absent(Kind::LocalRouteTable, &table, "routes", routes);
    }
    for id in draft.ids(Kind::LocalRouteTable) {
        let Some(table) = draft.get(Kind::LocalRouteTable, &id) else { continue };
        let (Some(place), false) = (table.mentioned, table.fields.contains_key("routes")) else {
            continue;
        };
        draft.put(Kind::LocalRouteTable, &id, "routes", broken(place));
        let message = format!("no answer holds the routes of local gateway route table `{id}`");
        draft.report(code::SNAPSHOT_GAP, message, place, |found| {
            found.because("Where it leads is unknown.").help(format!(
                "Add `aws ec2 search-local-gateway-routes --local-gateway-route-table-id {id}`."
            ))
        });
    }
}

/// Returns a route as it is written, if it is to be.
fn written(
    draft: &mut Draft<'_>,
    table: Spanned<&str>,
    part: Part<'_>,
) -> Option<(String, Span, Node)> {
    if part.word("Type") == "propagated" {
        return None;
    }
    let (key, place) = destination(draft, part)?;
    let state = part.text("State");
    if let Some(state) =
        state.filter(|state| matches!(state.value, "pending" | "deleting" | "deleted"))
    {
        let message = format!("the route to `{key}` is `{}` and left out", state.value);
        draft.report(code::SNAPSHOT_STATE, message, state.span, |found| {
            let found = found
                .because("Only a route that is `active` or `blackhole` decides about packets.");
            Diagnostic { severity: Severity::Note, facts: vec!["RT-33"], ..found }
        });
        return None;
    }
    if let Some(state) = state.filter(|state| !matches!(state.value, "active" | "blackhole")) {
        not_understood(draft, &format!("the state of the route to `{key}`"), state);
        return Some((key, place, broken(state.span)));
    }
    let group = part.text("LocalGatewayVirtualInterfaceGroupId").filter(|one| draft.usable(*one));
    let interface = part.text("NetworkInterfaceId").filter(|one| draft.usable(*one));
    let target = match (group, interface) {
        (Some(group), _) => {
            let gateway = draft.get(Kind::LocalRouteTable, table.value);
            let gateway = gateway.and_then(|table| table.container.clone());
            match gateway {
                Some((_, id)) => {
                    let gateway = Spanned { value: id.as_str(), span: group.span };
                    draft.place(Kind::VifGroup, group, (Kind::LocalGateway, gateway));
                }
                None => {
                    draft.mention(Kind::VifGroup, group);
                }
            }
            same(group)
        }
        (None, Some(interface)) if draft.is_described(Kind::Interface, interface.value) => {
            same(interface)
        }
        (None, Some(interface)) => {
            let message =
                format!("network interface `{}` is named, but not described", interface.value);
            draft.report(code::SNAPSHOT_GAP, message, interface.span, |found| {
                found.help("Add `aws ec2 describe-network-interfaces` of its account and Region.")
            });
            broken(interface.span)
        }
        (None, None) => broken(part.span()),
    };
    let blackhole = state.filter(|state| state.value == "blackhole");
    let value = match blackhole {
        None => target,
        Some(state) => map(
            part.span(),
            vec![entry("target", target.span, target), entry("state", state.span, same(state))],
        ),
    };
    Some((key, place, value))
}

fn destination(draft: &mut Draft<'_>, part: Part<'_>) -> Option<(String, Span)> {
    if let Some(prefix) = part.text("DestinationCidrBlock") {
        return Some((prefix.value.to_owned(), prefix.span));
    }
    let list = part.text("DestinationPrefixListId").filter(|list| draft.usable(*list))?;
    draft.mention(Kind::PrefixList, list);
    Some((format!("prefix_list.{}", list.value), list.span))
}
