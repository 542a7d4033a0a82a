//! Single values of a kind.

use super::{Offer, Spec, describe::describe, noun, targets, view::View};
use crate::{
    document::fields::{Kind, Noun},
    facts::{SETTINGS, fact, setting},
    model::ObjectId,
};

/// Returns the values that a kind may have at a place; none where any number, address or text may
/// stand.
pub(super) fn offers(view: &View<'_>, spec: &Spec) -> Vec<Offer> {
    match spec.kind {
        Kind::Version => vec![Offer::value("1", "The version of this format.")],
        Kind::Bool => vec![Offer::value("true", ""), Offer::value("false", "")],
        Kind::Word(words) => words.iter().map(|(word, doc)| Offer::value(*word, *doc)).collect(),
        Kind::Reference(nouns) => references(view, nouns, spec),
        Kind::Target => targets::of_vpc(view),
        Kind::LocalGatewayTarget => targets::of_local_gateway(view),
        Kind::TransitGatewayTarget => targets::of_transit_gateway(view),
        Kind::NextHop => targets::next_hops(view),
        Kind::Destination => targets::destinations(view, true),
        Kind::RouterDestination => targets::destinations(view, false),
        Kind::Prefix(_) if is_announced(spec) => targets::segments(view),
        Kind::Setting => settings(),
        Kind::Text => texts(view, spec),
        Kind::Integer { min: 1, max: 2 } => {
            vec![Offer::value("1", ""), Offer::value("2", "")]
        }
        Kind::Community => ["no-export", "no-advertise"].map(|word| Offer::value(word, "")).into(),
        Kind::Name
        | Kind::AccountNumber
        | Kind::Integer { .. }
        | Kind::Prefix(_)
        | Kind::Address(_)
        | Kind::InterfaceAddress
        | Kind::Expectation
        | Kind::SecurityGroupRule(_)
        | Kind::NetworkAclRule(_)
        | Kind::PrefixRange
        | Kind::AsPath
        | Kind::List(_)
        | Kind::OneOrMany(_)
        | Kind::Map { .. }
        | Kind::Object(_)
        | Kind::Either(_) => Vec::new(),
    }
}

fn is_announced(spec: &Spec) -> bool {
    spec.owner.is_some_and(|(_, field)| field.name == "announce")
}

fn settings() -> Vec<Offer> {
    let offer = |one: &crate::facts::Setting| {
        let doc = fact(one.fact).map_or("", |fact| fact.text);
        Offer { detail: format!("without it: {}", one.default), ..Offer::value(one.fact, doc) }
    };
    SETTINGS.iter().map(offer).collect()
}

/// Returns the texts that the files have already where only some make sense.
fn texts(view: &View<'_>, spec: &Spec) -> Vec<Offer> {
    let model = view.model;
    let Some((_, field)) = spec.owner else { return Vec::new() };
    match field.name {
        "assume" => {
            let fact = view.cursor.key(1).and_then(setting);
            let values = fact.into_iter().flat_map(|one| one.values);
            values.map(|(value, meaning)| Offer::value(*value, *meaning)).collect()
        }
        "region" => {
            let names = model.regions.values().map(|one| &one.identity.name);
            names.map(|name| Offer::name(name, "Region")).collect()
        }
        "zone" | "zones" => {
            let names = model.zones.values().map(|one| &one.identity.name);
            names.map(|name| Offer::name(name, "Availability Zone")).collect()
        }
        _other => Vec::new(),
    }
}

/// Returns the names of things of some kinds that may be meant.
fn references(view: &View<'_>, nouns: &[Noun], spec: &Spec) -> Vec<Offer> {
    let model = view.model;
    let name = spec.owner.map_or("", |(_, field)| field.name);
    let shape = spec.owner.map_or("", |(shape, _)| shape.name);
    if shape == "appliance" {
        return own_interfaces(view);
    }
    let itself = |object: ObjectId| match object {
        ObjectId::TransitGatewayAttachment(id) => {
            Some(model.transit_gateway_attachments[id].transit_gateway) == view.transit_gateway()
        }
        ObjectId::Router(id) => {
            matches!(name, "neighbors" | "shares_state_with") && view.router() == Some(id)
        }
        ObjectId::Outpost(id) => {
            name == "backup_of" && view.cursor.key(1) == Some(&model.outposts[id].identity.name)
        }
        // Links that end at another router have no session with this one.
        ObjectId::Vif(id) => name == "neighbors" && view.router() != model.vifs[id].router,
        ObjectId::ServiceLinkVif(id) => {
            name == "neighbors" && view.router() != model.service_link_vifs[id].router
        }
        ObjectId::VpnConnection(id) => {
            name == "neighbors" && view.router() != model.vpn_connections[id].router
        }
        ObjectId::DirectConnectInterface(id) => {
            name == "neighbors" && view.router() != model.direct_connect_interfaces[id].router
        }
        _other => false,
    };
    let fits = |object: &ObjectId| {
        noun(*object).is_some_and(|noun| nouns.contains(&noun))
            && !itself(*object)
            && !view.is_elsewhere(*object)
    };
    let mut offers: Vec<Offer> = model
        .objects()
        .filter(fits)
        .map(|object| Offer::name(view.written(object), describe(model, object)))
        .collect();
    // What has a short name stands nearer.
    offers.sort_by_key(|offer| nouns.len() == 1 && offer.label.contains('.'));
    offers
}

/// Returns the interfaces of an appliance, as its routes name them.
fn own_interfaces(view: &View<'_>) -> Vec<Offer> {
    let mut offers = vec![Offer::value("primary", "The primary network interface.")];
    let Some(instance) = view.cursor.key(1) else { return offers };
    let model = view.model;
    for (id, interface) in model.network_interfaces.iter() {
        let name = interface.identity.name.strip_prefix(instance);
        if let Some(name) = name.and_then(|rest| rest.strip_prefix('.')) {
            offers.push(Offer::name(name, describe(model, id.into())));
        }
    }
    offers
}
