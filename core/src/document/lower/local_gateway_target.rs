//! Local gateways as targets, and the targets of local gateway routes.

use std::collections::BTreeSet;

use crate::{
    diagnostic::{Diagnostic, code},
    document::{fields::Noun, suggest::listed},
    model::{LocalGatewayId, LocalGatewayRouteTarget, Model, OutpostId, Place, RouteTableId},
    text::{Span, Spanned},
};

use super::{
    context::{Context, ids},
    names::Found,
    target::Scope,
};

/// Returns the local gateway of the one Outpost that the table's subnets stand on.
pub(super) fn own(
    context: &mut Context<'_>,
    scope: &Scope<'_>,
    span: Span,
) -> Option<LocalGatewayId> {
    let model = &context.model;
    let unsure = context.unsure.contains(&model.route_tables[scope.table].vpc);
    let places: Vec<Place> = scope.users.iter().map(|id| model.subnets[*id].place).collect();
    let outposts: BTreeSet<OutpostId> = places
        .iter()
        .filter_map(|place| match place {
            Place::Outpost(outpost) => Some(*outpost),
            Place::Region(_) => None,
        })
        .collect();
    let outposts: Vec<OutpostId> = outposts.into_iter().collect();
    let found = match outposts.as_slice() {
        [only] => match model.outposts[*only].local_gateway {
            Some(gateway) => return Some(gateway),
            None => without_gateway(model, *only, span),
        },
        [] if unsure => {
            context.problems.mark(scope.table);
            return None;
        }
        [] if model.route_tables[scope.table].main => in_main(model, scope.table, span),
        [] => without_outpost(model, scope.table, span),
        [_, _, ..] => on_several(model, scope.table, &outposts, span),
    };
    context.problems.report_on(found, &[scope.table.into()]);
    None
}

const MEANING: &str = "`lgw` is the local gateway of the Outpost that the table's subnets lie on.";

fn without_gateway(model: &Model, outpost: OutpostId, span: Span) -> Diagnostic {
    let name = &model.outposts[outpost].identity.name;
    let message = format!("Outpost `{name}` has no local gateway");
    Diagnostic::new(code::DANGLING, message, span)
        .because(MEANING)
        .help("Add `local_gateway:` to the Outpost; a server has none.")
}

fn in_main(model: &Model, table: RouteTableId, span: Span) -> Diagnostic {
    let name = &model.route_tables[table].identity.name;
    let message = format!("main route table `{name}` has a route to a local gateway");
    Diagnostic::new(code::LOCAL_GATEWAY_ROUTE_IN_MAIN, message, span)
        .because("AWS refuses a route to a local gateway in the main route table.")
        .help("Put the route into a table of its own, and associate the Outpost's subnets with it.")
}

fn without_outpost(model: &Model, table: RouteTableId, span: Span) -> Diagnostic {
    let name = &model.route_tables[table].identity.name;
    let message = format!("no subnet of an Outpost uses table `{name}`, so `lgw` says nothing");
    let mut found = Diagnostic::new(code::AMBIGUOUS, message, span)
        .because(MEANING)
        .help("Name it, as in `plant-1.lgw`, or associate a subnet of the Outpost with the table.");
    found.facts.push("VRT-05");
    found
}

fn on_several(
    model: &Model,
    table: RouteTableId,
    outposts: &[OutpostId],
    span: Span,
) -> Diagnostic {
    let name = &model.route_tables[table].identity.name;
    let names = outposts.iter().map(|id| &model.outposts[*id].identity.name);
    let message = format!("subnets on {} use table `{name}`, so `lgw` may be any", listed(names));
    let mut found = Diagnostic::new(code::AMBIGUOUS, message, span)
        .because(
            "A table with a route to a local gateway should serve subnets of one Outpost only.",
        )
        .help("Name the local gateway, as in `plant-1.lgw`.")
        .help("Or give each Outpost's subnets a table of their own.");
    found.facts.push("VRT-05");
    found
}

/// Resolves the target of a local gateway route.
pub(super) fn of_route(
    context: &mut Context<'_>,
    gateway: &str,
    text: Spanned<&str>,
) -> Option<LocalGatewayRouteTarget> {
    let kind = text.value.split_once('.');
    let kind = kind.and_then(|(word, name)| match word {
        "vif_group" => Some((Noun::VifGroup, name)),
        "network_interface" => Some((Noun::NetworkInterface, name)),
        _other => None,
    });
    let object = match kind {
        Some((noun, name)) => {
            let shift = text.value.len() - name.len();
            let span = text.span.part(shift, text.value.len());
            context.resolve(Spanned { value: name, span }, &[noun], &[gateway])?
        }
        None => {
            match context.names.look_up(text.value, &[Noun::VifGroup, Noun::NetworkInterface], &[])
            {
                Found::Object(object) => object,
                Found::Unmade => {
                    context.problems.touch(text.span);
                    return None;
                }
                Found::Nothing => {
                    let message =
                        format!("`{}` is not a target of a local gateway route", text.value);
                    let found = Diagnostic::new(code::BAD_TARGET, message, text.span).help(
                        "A target is `vif_group.NAME`, `network_interface.NAME`, or an AWS id.",
                    );
                    context.problems.report(found);
                    return None;
                }
            }
        }
    };
    let group = ids::vif_group(object).map(LocalGatewayRouteTarget::VifGroup);
    let interface =
        || ids::network_interface(object).map(LocalGatewayRouteTarget::NetworkInterface);
    group.or_else(interface)
}
