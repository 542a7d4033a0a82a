//! The targets of routes.

use crate::{
    diagnostic::{Diagnostic, code},
    document::{fields::Noun, suggest::listed},
    model::{Destination, ObjectId, RouteTableId, RouteTarget, SubnetId, UnmodelledKind},
    text::{Span, Spanned},
};

use super::{
    context::{Context, ids},
    local_gateway_target,
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
    ("vpc_endpoint", Noun::VpcEndpoint),
    ("transit_gateway", Noun::TransitGateway),
    ("virtual_private_gateway", Noun::VirtualPrivateGateway),
];

/// The kinds of targets that are not judged yet.
const UNMODELLED: &[(&str, UnmodelledKind)] = &[
    ("transit_gateway", UnmodelledKind::TransitGateway),
    ("virtual_private_gateway", UnmodelledKind::VirtualPrivateGateway),
    ("vpc_endpoint", UnmodelledKind::VpcEndpoint),
    ("carrier_gateway", UnmodelledKind::CarrierGateway),
    ("core_network", UnmodelledKind::CoreNetwork),
    ("deleted", UnmodelledKind::Deleted),
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
        "vgw" => return private_gateway(context, scope, text.span),
        "eigw" => return egress_only(context, scope, text.span),
        "lgw" => {
            return local_gateway_target::own(context, scope, text.span)
                .map(RouteTarget::LocalGateway);
        }
        _named => {}
    }
    if let Some((kind, name)) = unmodelled(text.value)
        && !described(context, kind)
    {
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
    let Some(target) = target(object) else {
        report_bad(context, text);
        return None;
    };
    belongs(context, scope, text, target).then_some(target)
}

/// Returns whether the files describe things of this kind, so that each must be one of them.
pub(super) fn described(context: &Context<'_>, kind: UnmodelledKind) -> bool {
    match kind {
        UnmodelledKind::TransitGateway => !context.gathered.of(Noun::TransitGateway).is_empty(),
        UnmodelledKind::VirtualPrivateGateway => !context.model.virtual_private_gateways.is_empty(),
        UnmodelledKind::VpcEndpoint => !context.gathered.of(Noun::VpcEndpoint).is_empty(),
        UnmodelledKind::CarrierGateway | UnmodelledKind::CoreNetwork | UnmodelledKind::Deleted => {
            false
        }
    }
}

/// Returns the route target that an object makes.
fn target(object: ObjectId) -> Option<RouteTarget> {
    let nat_gateway = ids::nat_gateway(object).map(RouteTarget::NatGateway);
    nat_gateway
        .or_else(|| ids::regional_nat_gateway(object).map(RouteTarget::RegionalNatGateway))
        .or_else(|| ids::vpc_endpoint(object).map(RouteTarget::VpcEndpoint))
        .or_else(|| ids::egress_only(object).map(RouteTarget::EgressOnlyInternetGateway))
        .or_else(|| ids::internet_gateway(object).map(RouteTarget::InternetGateway))
        .or_else(|| ids::peering_connection(object).map(RouteTarget::PeeringConnection))
        .or_else(|| ids::instance(object).map(RouteTarget::Instance))
        .or_else(|| ids::network_interface(object).map(RouteTarget::NetworkInterface))
        .or_else(|| ids::local_gateway(object).map(RouteTarget::LocalGateway))
        .or_else(|| ids::transit_gateway(object).map(RouteTarget::TransitGateway))
        .or_else(|| ids::virtual_private_gateway(object).map(RouteTarget::VirtualPrivateGateway))
}

/// What a target without a kind can be: a local gateway by name, or anything by its AWS id.
const PLAIN: &[Noun] = &[
    Noun::LocalGateway,
    Noun::InternetGateway,
    Noun::EgressOnlyInternetGateway,
    Noun::VpcEndpoint,
    Noun::NatGateway,
    Noun::PeeringConnection,
    Noun::Instance,
    Noun::NetworkInterface,
    Noun::TransitGateway,
    Noun::VirtualPrivateGateway,
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
            report_bad(context, text);
            context.problems.mark(scope.table);
            None
        }
    }
}

/// Says what a target can be.
fn report_bad(context: &mut Context<'_>, text: Spanned<&str>) {
    let others = UNMODELLED.iter().map(|(kind, _)| *kind);
    let others = others.filter(|kind| KINDS.iter().all(|(known, _)| known != kind));
    let kinds = KINDS.iter().map(|(kind, _)| *kind).chain(others);
    let words = ["local", "igw", "eigw", "vgw", "lgw"].into_iter();
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
        found = found.did_you_mean(format!("{near}{name}"));
    }
    let kinds: Vec<String> = kinds.map(|kind| format!("`{kind}.NAME`")).collect();
    found = found.help(format!(
        "A target is `local`, `igw`, `eigw`, `vgw`, `lgw`, `OUTPOST.lgw`, {}, or an AWS id.",
        kinds.join(", ")
    ));
    context.problems.report(found);
}

/// Refuses what belongs to another VPC than the table.
fn belongs(
    context: &mut Context<'_>,
    scope: &Scope<'_>,
    text: Spanned<&str>,
    target: RouteTarget,
) -> bool {
    let model = &context.model;
    let own = model.route_tables[scope.table].vpc;
    let of = |subnet: SubnetId| model.subnets[subnet].vpc == own;
    let (fits, noun) = match target {
        RouteTarget::NatGateway(id) => (of(model.nat_gateways[id].subnet), Noun::NatGateway),
        RouteTarget::InternetGateway(id) => {
            (model.internet_gateways[id].vpc == own, Noun::InternetGateway)
        }
        RouteTarget::RegionalNatGateway(id) => {
            (model.regional_nat_gateways[id].vpc == own, Noun::NatGateway)
        }
        RouteTarget::VpcEndpoint(id) => (model.vpc_endpoints[id].vpc == own, Noun::VpcEndpoint),
        RouteTarget::EgressOnlyInternetGateway(id) => {
            let vpc = model.egress_only_internet_gateways[id].vpc;
            (vpc == own, Noun::EgressOnlyInternetGateway)
        }
        RouteTarget::PeeringConnection(id) => {
            (model.peering_connections[id].vpcs.contains(&own), Noun::PeeringConnection)
        }
        RouteTarget::VirtualPrivateGateway(id) => {
            (model.virtual_private_gateways[id].vpc == own, Noun::VirtualPrivateGateway)
        }
        RouteTarget::NetworkInterface(id) => {
            (of(model.network_interfaces[id].subnet), Noun::NetworkInterface)
        }
        RouteTarget::Instance(id) => {
            let interfaces = model.instances[id].interfaces.first();
            let own = interfaces.is_none_or(|first| of(model.network_interfaces[*first].subnet));
            (own, Noun::Instance)
        }
        RouteTarget::Local
        | RouteTarget::LocalGateway(_)
        | RouteTarget::TransitGateway(_)
        | RouteTarget::Unmodelled(_) => {
            return true;
        }
    };
    if !fits {
        let message = format!("`{}` does not belong to VPC `{}`", text.value, scope.vpc);
        let found = Diagnostic::new(code::BAD_TARGET, message, text.span)
            .because(format!("A route leads to {} of its own VPC.", noun.with_article()));
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
    let right = match destination {
        Destination::Prefix(prefix) => own.contains(&prefix),
        Destination::PrefixList(_) => false,
    };
    if !right {
        let found = Diagnostic::new(code::LOCAL_TARGET, "`local` cannot be the target here", place)
            .because("Local routes belong to the CIDR blocks of the VPC and need not be written.")
            .help(format!("VPC `{}` has {}.", scope.vpc, listed(own.iter())));
        context.problems.report_on(found, &[scope.table.into()]);
        return None;
    }
    Some(RouteTarget::Local)
}

fn egress_only(context: &mut Context<'_>, scope: &Scope<'_>, span: Span) -> Option<RouteTarget> {
    let vpc = context.model.route_tables[scope.table].vpc;
    if let Some(gateway) = context.model.vpcs[vpc].egress_only_internet_gateway {
        return Some(RouteTarget::EgressOnlyInternetGateway(gateway));
    }
    let message = format!("VPC `{}` has no egress-only internet gateway", scope.vpc);
    let found = Diagnostic::new(code::DANGLING, message, span)
        .because("`eigw` is the egress-only internet gateway of the table's own VPC.")
        .help("Add `egress_only_internet_gateway: true` to the VPC, or choose another target.");
    context.problems.report_on(found, &[scope.table.into()]);
    None
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
    let name = format!("{}.igw", scope.vpc);
    if let Found::Unmade = context.names.look_up(&name, &[Noun::InternetGateway], &[]) {
        context.problems.touch(span);
        return None;
    }
    let message = format!("VPC `{}` has no internet gateway", scope.vpc);
    let found = Diagnostic::new(code::DANGLING, message, span)
        .because("`igw` is the internet gateway of the table's own VPC.")
        .help("Add `internet_gateway: true` to the VPC, or choose another target.");
    context.problems.report_on(found, &[scope.table.into()]);
    None
}

fn private_gateway(
    context: &mut Context<'_>,
    scope: &Scope<'_>,
    span: Span,
) -> Option<RouteTarget> {
    let vpc = context.model.route_tables[scope.table].vpc;
    if let Some(gateway) = context.model.vpcs[vpc].virtual_private_gateway {
        return Some(RouteTarget::VirtualPrivateGateway(gateway));
    }
    let message = format!("VPC `{}` has no virtual private gateway", scope.vpc);
    let found = Diagnostic::new(code::DANGLING, message, span)
        .because("`vgw` is the virtual private gateway of the table's own VPC.")
        .help("Add `virtual_private_gateway: true` to the VPC, or choose another target.");
    context.problems.report_on(found, &[scope.table.into()]);
    None
}
