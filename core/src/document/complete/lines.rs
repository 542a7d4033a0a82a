//! Lines of several words: expectations, and the rules of filters.

use super::{Offer, Spec, describe::describe, view::View};
use crate::{
    document::fields::{Form, Kind},
    model::{Model, ObjectId, VpcId},
    query::{Endpoint, Side},
};

const PROTOCOLS: &[(&str, &str)] = &[
    ("tcp/443", "TCP to a port; `tcp/1024-65535` is a range."),
    ("udp/53", "UDP to a port."),
    ("icmp/echo", "Pings."),
    ("icmp", "ICMP of every type."),
    ("any", "Every protocol."),
];

const CLAUSES: &[(&str, &str)] = &[
    ("via", "Both directions must pass a node, VPC, Outpost or site."),
    ("not via", "Neither direction may pass it."),
    ("size", "The size of the packets in bytes."),
    ("leaving", "What the header must have at the source, as in `leaving source=10.0.0.5`."),
    ("arriving", "What the header must have at the destination."),
    ("survives", "It also holds while something is down, or through `any single failure`."),
    ("translated from", "The packet arrives with a source out of a pool, or from what translates."),
    ("mtu >=", "So many bytes fit into a packet, both ways."),
    ("symmetric", "The replies pass the same gateways and routers."),
];

const FIELDS: [&str; 5] =
    ["source=", "destination=", "source-port=", "destination-port=", "protocol="];

/// Returns what may follow in a line of some kind, and where the word begins that it replaces;
/// nothing if the kind is not made of several words.
pub(super) fn offers(view: &View<'_>, spec: &Spec, typed: &str) -> Option<(usize, Vec<Offer>)> {
    let from = typed.rfind(' ').map_or(0, |space| space + 1);
    let before: Vec<&str> = typed.get(..from).unwrap_or_default().split_whitespace().collect();
    let slot_is_key = view.cursor.slot == crate::document::cursor::Slot::Key;
    let kind = match spec.kind.form() {
        Form::List(item) if view.cursor.dash => item,
        _itself => spec.kind,
    };
    let offers = match kind {
        _ if slot_is_key => return None,
        Kind::Expectation => expectation(view.model, &before),
        Kind::SecurityGroupRule(side) => rule(view, &before, *side, true),
        Kind::NetworkAclRule(side) => match before.split_first() {
            None => ["allow", "deny"].map(|word| Offer::value(word, "")).into(),
            Some((_, before)) => rule(view, before, *side, false),
        },
        _single => return None,
    };
    Some((from, offers))
}

fn words(words: &[(&str, &str)]) -> Vec<Offer> {
    words.iter().map(|(word, doc)| Offer::value(*word, *doc)).collect()
}

fn expectation(model: &Model, before: &[&str]) -> Vec<Offer> {
    if let Some(verb) = before.iter().position(|word| matches!(*word, "announces" | "learns")) {
        return told(model, before.get(verb + 1..).unwrap_or_default());
    }
    let arrow = before.iter().position(|word| matches!(*word, "->" | "-x->"));
    let after = arrow.map(|arrow| before.get(arrow + 1..).unwrap_or_default());
    match (before, after) {
        ([], _) => ends(model),
        (_, None) => words(&[
            ("->", "It arrives, and so does the answer."),
            ("-x->", "Not one packet of it arrives."),
            ("announces", "What it announces over BGP."),
            ("learns", "What it learns over BGP, and accepts."),
        ]),
        (_, Some([])) => ends(model),
        (_, Some([_])) => {
            let over = ("over ipv6", "By IPv6, where both ends have both.");
            [words(PROTOCOLS), words(CLAUSES), words(&[over])].concat()
        }
        (_, Some([.., last])) => match *last {
            "via" => nodes(model),
            "survives" | "and" => {
                let any = Offer::value("any single failure", "Each that there is, one at a time.");
                failing(model).into_iter().chain([any]).collect()
            }
            "translated" => words(&[("from", "A pool, a prefix, or what translates.")]),
            "from" => translating(model),
            "mtu" => words(&[(">=", "At least so many bytes.")]),
            ">=" => words(&[("1300", "The service link."), ("1500", ""), ("9001", "")]),
            "not" => words(&[("via", "Neither direction may pass it.")]),
            "leaving" | "arriving" => FIELDS.map(|field| Offer::value(field, "")).into(),
            "size" => words(&[("1500", ""), ("9001", "")]),
            "over" => words(&[("ipv4", ""), ("ipv6", "")]),
            _word => words(CLAUSES),
        },
    }
}

/// Returns what may follow `announces` or `learns`.
fn told(model: &Model, after: &[&str]) -> Vec<Offer> {
    match after {
        [] => words(&[
            ("only", "These, and no other."),
            ("at least", "These, and perhaps others."),
            ("nothing", ""),
        ]),
        [.., "to" | "from"] => nodes(model),
        [.., last] if last.contains('/') => {
            words(&[("to", "Who it is announced to."), ("from", "Who it is learned from.")])
        }
        _prefix => Vec::new(),
    }
}

/// Returns what can fail.
fn failing(model: &Model) -> Vec<Offer> {
    let objects = model.objects().filter(|object| match object {
        ObjectId::Vif(_)
        | ObjectId::ServiceLinkVif(_)
        | ObjectId::Router(_)
        | ObjectId::Segment(_)
        | ObjectId::VpnConnection(_)
        | ObjectId::DirectConnectConnection(_)
        | ObjectId::DirectConnectInterface(_)
        | ObjectId::Instance(_) => true,
        _other => false,
    });
    service_links(model).into_iter().chain(objects.map(|object| offer(model, object))).collect()
}

/// Returns what can give packets another source.
fn translating(model: &Model) -> Vec<Offer> {
    let objects = model.objects().filter(|object| match object {
        ObjectId::CoipPool(_)
        | ObjectId::NatGateway(_)
        | ObjectId::RegionalNatGateway(_)
        | ObjectId::InternetGateway(_)
        | ObjectId::LocalGateway(_)
        | ObjectId::Router(_) => true,
        _other => false,
    });
    objects.map(|object| offer(model, object)).collect()
}

fn service_links(model: &Model) -> Vec<Offer> {
    let links = model.outposts.values().map(|outpost| {
        Offer::name(format!("{}.service-link", outpost.identity.name), "service link")
    });
    links.collect()
}

/// Returns what a flow can start or end at.
fn ends(model: &Model) -> Vec<Offer> {
    let objects = model.objects().filter(|object| match object {
        ObjectId::NetworkInterface(_) | ObjectId::Host(_) | ObjectId::Segment(_) => true,
        _other => false,
    });
    let named = objects.map(|object| offer(model, object));
    let internet = Offer::value("internet", "Every public address that the file does not use.");
    let services = model.prefix_lists.values().filter_map(|list| list.service.as_deref());
    let services = services.map(|name| Offer::name(format!("aws-service:{name}"), "AWS service"));
    named.chain([internet]).chain(services).collect()
}

/// Returns what a flow can pass.
fn nodes(model: &Model) -> Vec<Offer> {
    let objects = model.objects().filter(|object| match object {
        ObjectId::LocalGateway(_)
        | ObjectId::InternetGateway(_)
        | ObjectId::NatGateway(_)
        | ObjectId::RegionalNatGateway(_)
        | ObjectId::EgressOnlyInternetGateway(_)
        | ObjectId::VirtualPrivateGateway(_)
        | ObjectId::TransitGateway(_)
        | ObjectId::PeeringConnection(_)
        | ObjectId::VpcEndpoint(_)
        | ObjectId::VpnConnection(_)
        | ObjectId::DirectConnectGateway(_)
        | ObjectId::DirectConnectInterface(_)
        | ObjectId::Vif(_)
        | ObjectId::VifGroup(_)
        | ObjectId::Router(_)
        | ObjectId::Instance(_)
        | ObjectId::Vpc(_)
        | ObjectId::Outpost(_)
        | ObjectId::Site(_)
        | ObjectId::Segment(_)
        | ObjectId::Group(_) => true,
        _other => false,
    });
    objects.map(|object| offer(model, object)).chain(service_links(model)).collect()
}

fn offer(model: &Model, object: ObjectId) -> Offer {
    let name = Endpoint::Name(model.identity(object).name.clone()).to_string();
    Offer::name(name, describe(model, object))
}

fn rule(view: &View<'_>, before: &[&str], side: Side, groups: bool) -> Vec<Offer> {
    match before {
        [] => words(PROTOCOLS),
        [_] => words(&[(side.word(), "")]),
        [_, _] => peers(view, groups),
        [_, _, _, ..] => Vec::new(),
    }
}

/// Returns what the other end of a rule can be.
fn peers(view: &View<'_>, groups: bool) -> Vec<Offer> {
    let model = view.model;
    let own: Option<VpcId> = view.vpc();
    let mut offers = Vec::new();
    if groups {
        let of_own =
            |id: &crate::model::SecurityGroupId| Some(model.security_groups[*id].vpc) == own;
        let ids = model.security_groups.ids().filter(of_own).map(ObjectId::from);
        let groups = ids.map(|object| {
            Offer::name(format!("security_group.{}", view.written(object)), describe(model, object))
        });
        offers.extend(groups);
        let lists = model.prefix_lists.ids().map(ObjectId::from);
        offers.extend(lists.map(|object| {
            Offer::name(format!("prefix_list.{}", view.written(object)), describe(model, object))
        }));
    }
    let whole = super::targets::destinations(view, false);
    let subnets = model.subnets.values().filter(|subnet| Some(subnet.vpc) == own);
    let subnets = subnets.flat_map(|subnet| {
        let detail = format!("subnet {}", subnet.identity.name);
        subnet.prefixes.iter().map(move |prefix| Offer::name(prefix.to_string(), detail.clone()))
    });
    offers.extend(subnets);
    offers.extend(whole);
    offers
}
