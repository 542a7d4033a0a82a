//! The targets of routes.

use std::collections::BTreeSet;

use crate::{
    addr::Prefix,
    diagnostic::{Diagnostic, code},
    document::{fields::Noun, suggest::listed},
    model::{
        Destination, LocalGatewayId, LocalGatewayRouteTarget, ObjectId, OutpostId, Place,
        RouteTableId, RouteTarget, SubnetId, UnmodelledKind,
    },
    text::{Span, Spanned},
};

use super::{
    context::{Context, ids},
    names::Found,
};

/// The table that a route stands in.
pub(super) struct Scope<'a> {
    /// The name of its VPC.
    pub(super) vpc: &'a str,
    pub(super) table: RouteTableId,
    /// The subnets that use it.
    pub(super) users: &'a [SubnetId],
}

/// The kinds of targets that a VPC route can name, with what they refer to.
const KINDS: &[(&str, Noun)] = &[
    ("nat_gateway", Noun::NatGateway),
    ("peering_connection", Noun::PeeringConnection),
    ("instance", Noun::Instance),
    ("network_interface", Noun::NetworkInterface),
];

/// The kinds of targets that are not judged yet.
const UNMODELLED: &[(&str, UnmodelledKind)] = &[
    ("transit_gateway", UnmodelledKind::TransitGateway),
    ("virtual_private_gateway", UnmodelledKind::VirtualPrivateGateway),
    ("vpc_endpoint", UnmodelledKind::VpcEndpoint),
    ("egress_only_internet_gateway", UnmodelledKind::EgressOnlyInternetGateway),
    ("carrier_gateway", UnmodelledKind::CarrierGateway),
    ("core_network", UnmodelledKind::CoreNetwork),
];

/// Returns the kind and name of a target that is not judged.
pub(super) fn unmodelled(text: &str) -> Option<(UnmodelledKind, &str)> {
    let (kind, name) = text.split_once('.')?;
    let (_, kind) = UNMODELLED.iter().find(|(word, _)| *word == kind)?;
    (!name.is_empty()).then_some((*kind, name))
}

/// Resolves the target of a VPC route.
pub(super) fn of_vpc_route(
    context: &mut Context<'_>,
    scope: &Scope<'_>,
    text: Spanned<&str>,
    (destination, place): (Destination, Span),
) -> Option<RouteTarget> {
    match text.value {
        "local" => return local(context, scope, destination, place),
        "igw" => return internet_gateway(context, scope, text.span),
        "lgw" => {
            return own_local_gateway(context, scope, text.span).map(RouteTarget::LocalGateway);
        }
        _named => {}
    }
    if let Some((kind, name)) = unmodelled(text.value) {
        let id = context.unmodelled.get(&(name.to_owned(), kind)).copied();
        return id.map(RouteTarget::Unmodelled);
    }
    let kind = text.value.split_once('.');
    let kind = kind.and_then(|(word, name)| {
        KINDS.iter().find(|(known, _)| *known == word).map(|(_, noun)| (*noun, name))
    });
    let object = match kind {
        Some((noun, name)) => {
            let shift = text.value.len() - name.len();
            let span = text.span.part(shift, text.value.len());
            context.resolve(Spanned { value: name, span }, &[noun], &[scope.vpc])?
        }
        None => plain(context, scope, text)?,
    };
    let target = target(object);
    if target.is_none() {
        report_bad(context, text, Noun::ALL);
    }
    foreign(context, scope, text, object).then_some(target).flatten()
}

/// Returns the route target that an object makes.
fn target(object: ObjectId) -> Option<RouteTarget> {
    ids::nat_gateway(object)
        .map(RouteTarget::NatGateway)
        .or_else(|| ids::peering_connection(object).map(RouteTarget::PeeringConnection))
        .or_else(|| ids::instance(object).map(RouteTarget::Instance))
        .or_else(|| ids::network_interface(object).map(RouteTarget::NetworkInterface))
        .or_else(|| ids::local_gateway(object).map(RouteTarget::LocalGateway))
        .or_else(|| match object {
            ObjectId::InternetGateway(id) => Some(RouteTarget::InternetGateway(id)),
            _other => None,
        })
}

/// What a target without a kind can be: a local gateway by name, or anything by its AWS id.
const PLAIN: &[Noun] = &[
    Noun::LocalGateway,
    Noun::InternetGateway,
    Noun::NatGateway,
    Noun::PeeringConnection,
    Noun::Instance,
    Noun::NetworkInterface,
];

fn plain(context: &mut Context<'_>, scope: &Scope<'_>, text: Spanned<&str>) -> Option<ObjectId> {
    let nouns = if text.value.ends_with(".lgw") { &[Noun::LocalGateway] } else { PLAIN };
    match context.names.look_up(text.value, nouns, &[]) {
        Found::Object(object) => Some(object),
        Found::Unmade => {
            context.problems.touch(text.span);
            context.problems.mark(scope.table);
            None
        }
        Found::Nothing if text.value.ends_with(".lgw") => {
            let found = context.names.unresolved(text, nouns, &[]);
            context.problems.report_on(found, &[scope.table.into()]);
            None
        }
        Found::Nothing => {
            report_bad(context, text, nouns);
            context.problems.mark(scope.table);
            None
        }
    }
}

/// Says what a target can be.
fn report_bad(context: &mut Context<'_>, text: Spanned<&str>, _nouns: &[Noun]) {
    let kinds = KINDS.iter().map(|(kind, _)| *kind).chain(UNMODELLED.iter().map(|(kind, _)| *kind));
    let words = ["local", "igw", "lgw"].into_iter();
    let message = format!("`{}` is not a target", text.value);
    let mut found = Diagnostic::new(code::BAD_TARGET, message, text.span);
    let (word, name) = match text.value.split_once('.') {
        Some((word, name)) => (word, format!(".{name}")),
        None => (text.value, String::new()),
    };
    let near = if name.is_empty() {
        context.names.suggest().nearest(word, words)
    } else {
        context.names.suggest().nearest(word, kinds.clone())
    };
    if let Some(near) = near {
        found = found.label(format!("did you mean `{near}{name}`?"));
    }
    let kinds: Vec<String> = kinds.map(|kind| format!("`{kind}.NAME`")).collect();
    found = found.help(format!(
        "A target is `local`, `igw`, `lgw`, `OUTPOST.lgw`, {}, or an AWS id.",
        kinds.join(", ")
    ));
    context.problems.report(found);
}

/// Refuses what belongs to another VPC than the table.
fn foreign(
    context: &mut Context<'_>,
    scope: &Scope<'_>,
    text: Spanned<&str>,
    object: ObjectId,
) -> bool {
    let model = &context.model;
    let own = model.route_tables[scope.table].vpc;
    let of = |subnet: SubnetId| model.subnets[subnet].vpc == own;
    let fits = match object {
        ObjectId::NatGateway(id) => of(model.nat_gateways[id].subnet),
        ObjectId::InternetGateway(id) => model.internet_gateways[id].vpc == own,
        ObjectId::PeeringConnection(id) => model.peering_connections[id].vpcs.contains(&own),
        _other => true,
    };
    if !fits {
        let message = format!("`{}` does not belong to VPC `{}`", text.value, scope.vpc);
        let found = Diagnostic::new(code::BAD_TARGET, message, text.span)
            .because(format!("A route leads to {} of its own VPC.", context.model.noun(object)));
        context.problems.report_on(found, &[scope.table.into()]);
    }
    fits
}

fn local(
    context: &mut Context<'_>,
    scope: &Scope<'_>,
    destination: Destination,
    place: Span,
) -> Option<RouteTarget> {
    let vpc = context.model.route_tables[scope.table].vpc;
    let own = &context.model.vpcs[vpc].prefixes;
    let fits = |prefix: &Prefix| own.contains(prefix);
    let right = match destination {
        Destination::Prefix(prefix) => fits(&prefix) || is_subnet(context, scope, prefix),
        Destination::PrefixList(_) => false,
    };
    if !right {
        let list: Vec<String> = own.iter().map(ToString::to_string).collect();
        let found = Diagnostic::new(code::LOCAL_TARGET, "`local` cannot be the target here", place)
            .because("Local routes belong to the CIDR blocks of the VPC and need not be written.")
            .help(format!("VPC `{}` has {}.", scope.vpc, listed(list.iter().map(String::as_str))));
        context.problems.report_on(found, &[scope.table.into()]);
        return None;
    }
    Some(RouteTarget::Local)
}

/// Returns whether a prefix is the whole block of a subnet, whose local route can be restored.
fn is_subnet(context: &Context<'_>, scope: &Scope<'_>, prefix: Prefix) -> bool {
    let vpc = context.model.route_tables[scope.table].vpc;
    let mut subnets = context.model.subnets.values();
    subnets.any(|subnet| subnet.vpc == vpc && subnet.prefixes.contains(&prefix))
}

fn internet_gateway(
    context: &mut Context<'_>,
    scope: &Scope<'_>,
    span: Span,
) -> Option<RouteTarget> {
    let vpc = context.model.route_tables[scope.table].vpc;
    if let Some(gateway) = context.model.vpcs[vpc].internet_gateway {
        return Some(RouteTarget::InternetGateway(gateway));
    }
    let message = format!("VPC `{}` has no internet gateway", scope.vpc);
    let found = Diagnostic::new(code::DANGLING, message, span)
        .because("`igw` is the internet gateway of the table's own VPC.")
        .help("Add `internet_gateway: true` to the VPC, or choose another target.");
    context.problems.report_on(found, &[scope.table.into()]);
    None
}

/// Returns the local gateway of the one Outpost that the table's subnets stand on.
fn own_local_gateway(
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
    let name = &model.route_tables[scope.table].identity.name;
    let found = match outposts.iter().copied().collect::<Vec<_>>().as_slice() {
        [only] => match model.outposts[*only].local_gateway {
            Some(gateway) => return Some(gateway),
            None => {
                let outpost = &model.outposts[*only].identity.name;
                let message = format!("Outpost `{outpost}` has no local gateway");
                Diagnostic::new(code::DANGLING, message, span)
                    .because("`lgw` is the local gateway of the Outpost that the table's subnets lie on.")
                    .help("Add `local_gateway:` to the Outpost; a server has none.")
            }
        },
        [] if unsure => {
            context.problems.mark(scope.table);
            return None;
        }
        [] if model.route_tables[scope.table].main => {
            let message = format!("main route table `{name}` has a route to a local gateway");
            Diagnostic::new(code::LOCAL_GATEWAY_ROUTE_IN_MAIN, message, span)
                .because("AWS refuses a route to a local gateway in the main route table.")
                .help("Put the route into a table of its own, and associate the Outpost's subnets with it.")
        }
        [] => {
            let message =
                format!("no subnet of an Outpost uses table `{name}`, so `lgw` says nothing");
            Diagnostic::new(code::AMBIGUOUS, message, span)
                .because("`lgw` is the local gateway of the Outpost that the table's subnets lie on.")
                .help("Name it, as in `plant-1.lgw`, or associate a subnet of the Outpost with the table.")
        }
        [..] => {
            let names = outposts.iter().map(|id| model.outposts[*id].identity.name.as_str());
            let message =
                format!("subnets on {} use table `{name}`, so `lgw` may be any", listed(names));
            Diagnostic::new(code::AMBIGUOUS, message, span)
                .because("A table with a route to a local gateway should serve subnets of one Outpost only.")
                .help("Name the local gateway, as in `plant-1.lgw`, or give each Outpost's subnets a table of their own.")
        }
    };
    let mut found = found;
    if found.code == code::AMBIGUOUS {
        found.facts.push("VRT-05");
    }
    context.problems.report_on(found, &[scope.table.into()]);
    None
}

/// Resolves the target of a local gateway route.
pub(super) fn of_local_gateway_route(
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
