//! Rules of security groups that name a group by which they can never match.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    diagnostic::code,
    model::{
        AttachmentResource, Key, Model, OutpostId, PeeringConnectionId, PeeringState, Referencing,
        RouteTarget, SecurityGroup, SecurityGroupId, SecurityPeer, TransitGatewayAttachmentId,
        UnmodelledKind, VpcId,
    },
};

use super::Review;

/// Where the interfaces of a group stand: on which Outposts, or in the Region.
type Places = BTreeMap<SecurityGroupId, BTreeSet<Option<OutpostId>>>;

/// Why a reference never matches, and the facts that say so.
#[derive(Debug, Clone)]
struct Why {
    words: String,
    facts: &'static [&'static str],
}

pub(super) fn judge(review: &mut Review<'_, '_>) {
    let model = review.model;
    let places = places(model);
    let mut joins = Joins::of(model);
    for (id, group) in model.security_groups.iter() {
        for (field, rules) in [("inbound", &group.inbound), ("outbound", &group.outbound)] {
            for (index, rule) in rules.iter().enumerate() {
                let SecurityPeer::SecurityGroup(named) = rule.peer else { continue };
                let other = &model.security_groups[named];
                let apart = joins.apart((group, other), field == "inbound");
                let why = apart.or_else(|| on_outposts(review, &places, id, named));
                let Some(why) = why else { continue };
                let message =
                    format!("the rule never matches by security group `{}`", review.name(named));
                let place = review.span(Key::item(id, field, index));
                let mut found = review
                    .problem(code::GROUP_REFERENCE, id, place, message)
                    .because(why.words)
                    .help("Write the rule with the address range of the other side.");
                found.facts = why.facts.to_vec();
                review.report(found, &[]);
            }
        }
    }
}

fn places(model: &Model) -> Places {
    let mut found = Places::new();
    for interface in model.network_interfaces.values() {
        let place = model.subnets[interface.subnet].outpost();
        for group in &interface.security_groups {
            found.entry(*group).or_default().insert(place);
        }
    }
    found
}

/// Says so where the interfaces of two groups of one VPC stand on different Outposts throughout (fact SVC-02).
fn on_outposts(
    review: &Review<'_, '_>,
    places: &Places,
    own: SecurityGroupId,
    named: SecurityGroupId,
) -> Option<Why> {
    let groups = [own, named].map(|id| &review.model.security_groups[id]);
    let [one, other] = groups;
    if one.vpc != other.vpc || groups.iter().any(|group| !group.further_vpcs.is_empty()) {
        return None;
    }
    let (here, there) = (places.get(&own)?, places.get(&named)?);
    let everywhere = || here.iter().chain(there);
    if everywhere().any(Option::is_none) || !here.is_disjoint(there) {
        return None;
    }
    let names = |of: &BTreeSet<Option<OutpostId>>| {
        let names: Vec<&str> = of.iter().flatten().map(|outpost| review.name(*outpost)).collect();
        names.join(", ")
    };
    let (here, there) = (names(here), names(there));
    let words = format!(
        "Its interfaces stand on {here}, those of the other group on {there}; between two Outposts \
         only addresses are known."
    );
    Some(Why { words, facts: &["SVC-02"] })
}

/// What joins VPCs.
struct Joins<'m> {
    model: &'m Model,
    /// The peering connections of two VPCs.
    peered: BTreeMap<[VpcId; 2], Vec<PeeringConnectionId>>,
    attachments: BTreeMap<VpcId, Vec<TransitGatewayAttachmentId>>,
    /// VPCs with routes to transit gateways that are not described, and such as have errors.
    beyond: BTreeSet<VpcId>,
    judged: BTreeMap<(VpcId, VpcId, bool), Option<Why>>,
}

impl<'m> Joins<'m> {
    fn of(model: &'m Model) -> Self {
        let mut peered: BTreeMap<[VpcId; 2], Vec<PeeringConnectionId>> = BTreeMap::new();
        for (id, peering) in model.peering_connections.iter() {
            let [one, other] = peering.vpcs;
            peered.entry([one, other]).or_default().push(id);
            peered.entry([other, one]).or_default().push(id);
        }
        let mut attachments: BTreeMap<VpcId, Vec<TransitGatewayAttachmentId>> = BTreeMap::new();
        let all = model.transit_gateway_attachments.iter();
        for (id, attachment) in all.filter(|(_, one)| one.state.stands()) {
            if let AttachmentResource::Vpc { vpc, .. } = attachment.resource {
                attachments.entry(vpc).or_default().push(id);
            }
        }
        Self { model, peered, attachments, beyond: beyond(model), judged: BTreeMap::new() }
    }

    /// Says so where nothing that keeps groups joins the VPCs of two groups (facts SG-05 and TGW-11).
    fn apart(
        &mut self,
        (own, named): (&SecurityGroup, &SecurityGroup),
        inbound: bool,
    ) -> Option<Why> {
        let vpcs = |group: &SecurityGroup| {
            std::iter::once(group.vpc).chain(group.further_vpcs.iter().copied()).collect::<Vec<_>>()
        };
        let mut why = None;
        for here in vpcs(own) {
            for there in vpcs(named) {
                let key = (here, there, inbound);
                let judged = self.judged.get(&key).cloned();
                let found = judged.unwrap_or_else(|| self.between(here, there, inbound));
                self.judged.insert(key, found.clone());
                why = why.or(Some(found?));
            }
        }
        why
    }

    /// Returns why groups of one VPC are not known in another; `None` if they are, or may be.
    fn between(&self, here: VpcId, there: VpcId, inbound: bool) -> Option<Why> {
        let model = self.model;
        let peered = self.peered.get(&[here, there]).into_iter().flatten();
        let peered: Vec<_> = peered.map(|id| model.peering_connections[*id].state).collect();
        let active = peered.contains(&PeeringState::Active);
        let same_region = model.vpcs[here].region == model.vpcs[there].region;
        if here == there || active && same_region {
            return None;
        }
        let across = self.across(here, there);
        let names = [here, there].map(|id| model.identity(id.into()).name.as_str());
        let [one, other] = names;
        let (words, facts): (_, &[_]) = match across {
            Some(_) if !inbound => (
                "A transit gateway joins the two VPCs, and outbound rules name groups of their own VPC or \
                 of a peer only."
                    .to_owned(),
                &["SG-05"],
            ),
            Some(Referencing::On) => return None,
            Some(Referencing::OnOutposts) => (
                "A transit gateway joins the two VPCs, and keeps no groups for a VPC with subnets on \
                 Outposts."
                    .to_owned(),
                &["TGW-11", "IV-06"],
            ),
            Some(Referencing::Off | Referencing::None) => (
                "A transit gateway joins the two VPCs, and security group referencing is off on it or on \
                 an attachment."
                    .to_owned(),
                &["TGW-11"],
            ),
            None if inbound && [here, there].iter().any(|vpc| self.beyond.contains(vpc)) => {
                return None;
            }
            None if active => (
                format!(
                    "The peering connection of VPCs {one} and {other} joins two Regions, and rules name \
                     groups of peers in their own Region only."
                ),
                &["SG-05"],
            ),
            None if peered.contains(&PeeringState::Deleted) => (
                format!("The peering connection of VPCs {one} and {other} is deleted."),
                &["SG-06"],
            ),
            None => (
                format!("Nothing in service joins VPC {one} with VPC {other}."),
                &["SG-05"],
            ),
        };
        Some(Why { words, facts })
    }

    /// Returns what a transit gateway that joins two VPCs does with groups, the best of several.
    fn across(&self, here: VpcId, there: VpcId) -> Option<Referencing> {
        let of = |vpc| self.attachments.get(&vpc).into_iter().flatten();
        let both = |one| of(there).map(move |other| self.model.referencing(one, *other));
        let all = of(here).flat_map(|one| both(*one));
        all.filter(|found| *found != Referencing::None).min()
    }
}

/// Lists the VPCs of which it is not known what they are joined with.
fn beyond(model: &Model) -> BTreeSet<VpcId> {
    let unknown = |target: &RouteTarget| match target {
        RouteTarget::Unmodelled(id) => match model.unmodelled[*id].kind {
            UnmodelledKind::TransitGateway | UnmodelledKind::CoreNetwork => true,
            UnmodelledKind::VirtualPrivateGateway
            | UnmodelledKind::VpcEndpoint
            | UnmodelledKind::CarrierGateway
            | UnmodelledKind::Deleted => false,
        },
        RouteTarget::TransitGateway(id) => model.incomplete.contains(&(*id).into()),
        RouteTarget::Local
        | RouteTarget::InternetGateway(_)
        | RouteTarget::EgressOnlyInternetGateway(_)
        | RouteTarget::NatGateway(_)
        | RouteTarget::RegionalNatGateway(_)
        | RouteTarget::LocalGateway(_)
        | RouteTarget::PeeringConnection(_)
        | RouteTarget::VirtualPrivateGateway(_)
        | RouteTarget::VpcEndpoint(_)
        | RouteTarget::NetworkInterface(_)
        | RouteTarget::Instance(_) => false,
    };
    let tables = model.route_tables.values();
    let tables = tables.filter(|table| table.routes.iter().any(|route| unknown(&route.target)));
    let broken = model.vpcs.ids().filter(|id| model.incomplete.contains(&(*id).into()));
    tables.map(|table| table.vpc).chain(broken).collect()
}
