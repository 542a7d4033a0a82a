//! What a value names.

use super::{noun, view::View};
use crate::{
    document::fields::{Kind, Noun},
    model::ObjectId,
};

/// The words before the names of targets.
const TARGETS: &[(&str, Noun)] = &[
    ("nat_gateway", Noun::NatGateway),
    ("peering_connection", Noun::PeeringConnection),
    ("instance", Noun::Instance),
    ("network_interface", Noun::NetworkInterface),
    ("vpc_endpoint", Noun::VpcEndpoint),
    ("transit_gateway", Noun::TransitGateway),
    ("virtual_private_gateway", Noun::VirtualPrivateGateway),
    ("vif_group", Noun::VifGroup),
    ("attachment", Noun::TransitGatewayAttachment),
    ("vpn_connection", Noun::VpnConnection),
    ("prefix_list", Noun::PrefixList),
];

/// Returns the object that a value of some kind names at a place.
pub(in crate::document) fn find(view: &View<'_>, kind: &Kind, text: &str) -> Option<ObjectId> {
    match kind {
        Kind::Reference(nouns) => named(view, nouns, text),
        Kind::Target => gateway(view, text).or_else(|| target(view, Noun::ALL, text)),
        Kind::LocalGatewayTarget => target(view, &[Noun::VifGroup, Noun::NetworkInterface], text),
        Kind::TransitGatewayTarget => target(view, &[Noun::TransitGatewayAttachment], text),
        Kind::NextHop => target(view, &[Noun::Router], text),
        Kind::Destination => target(view, &[], text),
        _other => None,
    }
}

/// Returns the gateway of the VPC that a word means.
fn gateway(view: &View<'_>, text: &str) -> Option<ObjectId> {
    let model = view.model;
    let vpc = view.vpc()?;
    let own = &model.vpcs[vpc];
    match text {
        "local" => Some(vpc.into()),
        "igw" => own.internet_gateway.map(Into::into),
        "eigw" => own.egress_only_internet_gateway.map(Into::into),
        "vgw" => own.virtual_private_gateway.map(Into::into),
        "lgw" => match view.outposts_by(view.table()?).as_slice() {
            [only] => model.outposts[*only].local_gateway.map(Into::into),
            _none_or_several => None,
        },
        _name => None,
    }
}

/// Returns the object of `kind.NAME`, or of a bare name of some kinds.
fn target(view: &View<'_>, nouns: &[Noun], text: &str) -> Option<ObjectId> {
    let kind = text.split_once('.');
    let kind = kind.and_then(|(word, name)| {
        TARGETS.iter().find(|(known, _)| *known == word).map(|(_, noun)| (*noun, name))
    });
    match kind {
        Some((noun, name)) => named(view, &[noun], name),
        None => named(view, nouns, text),
    }
}

/// Returns the object of some kinds that a name means: the nearest one, or that with an AWS id or tag.
fn named(view: &View<'_>, nouns: &[Noun], text: &str) -> Option<ObjectId> {
    let model = view.model;
    let of_kind = |object: &ObjectId| noun(*object).is_some_and(|noun| nouns.contains(&noun));
    let objects: Vec<ObjectId> = model.objects().filter(of_kind).collect();
    let within = |object: &&ObjectId| {
        let name = &model.identity(**object).name;
        let short = name.strip_suffix(text).and_then(|rest| rest.strip_suffix('.'));
        short.is_some_and(|container| {
            let own = view.vpc().is_some_and(|vpc| model.vpcs[vpc].identity.name == container);
            own || view.cursor.key(1) == Some(container) || view.written(**object) == text
        })
    };
    let same = |object: &&ObjectId| {
        let identity = model.identity(**object);
        let tag = identity.tags.get("Name").is_some_and(|tag| tag == text);
        identity.name == text || identity.aws_id.as_deref() == Some(text) || tag
    };
    objects.iter().find(within).or_else(|| objects.iter().find(same)).copied()
}
