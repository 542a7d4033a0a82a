//! Rules of security groups that name a group by which they can never match.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    diagnostic::code,
    model::{
        AttachmentResource, Key, Model, OutpostId, PeeringState, SecurityGroup, SecurityGroupId,
        SecurityPeer, TransitGatewayAttachmentId, VpcId,
    },
};

use super::Review;

/// Where the interfaces of a group stand: on which Outposts, or in the Region.
type Places = BTreeMap<SecurityGroupId, BTreeSet<Option<OutpostId>>>;

pub(super) fn judge(review: &mut Review<'_, '_>) {
    let model = review.model;
    let places = places(model);
    let joins = Joins::of(model);
    for (id, group) in model.security_groups.iter() {
        for (field, rules) in [("inbound", &group.inbound), ("outbound", &group.outbound)] {
            for (index, rule) in rules.iter().enumerate() {
                let SecurityPeer::SecurityGroup(named) = rule.peer else { continue };
                let other = &model.security_groups[named];
                let apart = joins.apart(review, (group, other), field == "inbound");
                let why = apart.or_else(|| on_outposts(review, &places, id, named));
                let Some(why) = why else { continue };
                let message =
                    format!("the rule never matches by security group `{}`", review.name(named));
                let place = review.span(Key::item(id, field, index));
                let found = review
                    .problem(code::GROUP_REFERENCE, id, place, message)
                    .because(why)
                    .help("Write the rule with the address range of the other side.");
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

/// Says so where the interfaces of two groups stand on different Outposts throughout (fact SVC-02).
fn on_outposts(
    review: &Review<'_, '_>,
    places: &Places,
    own: SecurityGroupId,
    named: SecurityGroupId,
) -> Option<String> {
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
    Some(format!(
        "Its interfaces stand on {here}, those of the other group on {there}; between two Outposts \
         only addresses are known."
    ))
}

/// What joins VPCs.
struct Joins<'m> {
    model: &'m Model,
    peered: BTreeSet<[VpcId; 2]>,
    attachments: BTreeMap<VpcId, Vec<TransitGatewayAttachmentId>>,
    /// VPCs with subnets on Outposts.
    extended: BTreeSet<VpcId>,
}

impl<'m> Joins<'m> {
    fn of(model: &'m Model) -> Self {
        let mut peered = BTreeSet::new();
        for peering in model.peering_connections.values() {
            let [one, other] = peering.vpcs;
            let same_region = model.vpcs[one].region == model.vpcs[other].region;
            if peering.state == PeeringState::Active && same_region {
                peered.extend([[one, other], [other, one]]);
            }
        }
        let mut attachments: BTreeMap<VpcId, Vec<TransitGatewayAttachmentId>> = BTreeMap::new();
        for (id, attachment) in model.transit_gateway_attachments.iter() {
            if let AttachmentResource::Vpc { vpc, .. } = attachment.resource {
                attachments.entry(vpc).or_default().push(id);
            }
        }
        let extended = model.subnets.values().filter(|subnet| subnet.outpost().is_some());
        let extended = extended.map(|subnet| subnet.vpc).collect();
        Self { model, peered, attachments, extended }
    }

    /// Says so where nothing that keeps groups joins the VPCs of two groups (facts SG-05 and TGW-11).
    fn apart(
        &self,
        review: &Review<'_, '_>,
        (own, named): (&SecurityGroup, &SecurityGroup),
        inbound: bool,
    ) -> Option<String> {
        let vpcs = |group: &SecurityGroup| {
            std::iter::once(group.vpc).chain(group.further_vpcs.iter().copied()).collect::<Vec<_>>()
        };
        let mut why = None;
        for here in vpcs(own) {
            for there in vpcs(named) {
                if here == there || self.peered.contains(&[here, there]) {
                    return None;
                }
                let found = self.by_transit(here, there, inbound)?;
                let names = [here, there].map(|vpc| review.name(vpc));
                why.get_or_insert_with(|| {
                    let [here, there] = names;
                    match found {
                        "" => format!("Nothing in service joins VPC {here} with VPC {there}."),
                        found => format!("A transit gateway joins the two VPCs, and {found}."),
                    }
                });
            }
        }
        why
    }

    /// Returns why no transit gateway that joins two VPCs keeps groups, with nothing to say where none
    /// joins them; `None` if one does.
    fn by_transit(&self, here: VpcId, there: VpcId, inbound: bool) -> Option<&'static str> {
        let of = |vpc| self.attachments.get(&vpc).into_iter().flatten();
        let model = self.model;
        let mut why = "";
        for one in of(here).map(|id| &model.transit_gateway_attachments[*id]) {
            for other in of(there).map(|id| &model.transit_gateway_attachments[*id]) {
                if one.transit_gateway != other.transit_gateway {
                    continue;
                }
                let gateway = &model.transit_gateways[one.transit_gateway];
                let on = gateway.security_group_referencing
                    && one.security_group_referencing
                    && other.security_group_referencing;
                why = if !inbound {
                    "outbound rules name groups of their own VPC or of a peer only"
                } else if self.extended.contains(&here) || self.extended.contains(&there) {
                    "keeps no groups for a VPC with subnets on Outposts"
                } else if on {
                    return None;
                } else {
                    "security group referencing is off on it or on an attachment"
                };
            }
        }
        Some(why)
    }
}
