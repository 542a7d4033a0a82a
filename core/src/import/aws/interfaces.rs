//! Network interfaces, with the public and customer-owned addresses that are associated with them.

use std::collections::{BTreeMap, BTreeSet};

use crate::{diagnostic::code, document::Node, text::Spanned};

use super::{
    call::{Family, Page, Reader},
    draft::{Draft, name_tag},
    kind::Kind,
    part::{Part, plain, same, text},
    route_tables::sorted,
};

pub(super) const FAMILY: Family = Family {
    readers: &[
        Reader {
            operation: "describe-network-interfaces",
            one: "NetworkInterface",
            id: "NetworkInterfaceId",
            members: &["NetworkInterfaceId", "InterfaceType"],
            read: interface,
            takes: "addresses with their associations, subnet, security groups, source/destination check, attachment, owner service",
        },
        Reader {
            operation: "describe-addresses",
            one: "Address",
            id: "AllocationId",
            members: &["AllocationId", "Domain"],
            read: address,
            takes: "the Elastic IP and customer-owned addresses of interfaces",
        },
    ],
    finish: None,
};

/// One interface, and what it belongs to.
pub(super) struct Found<'a> {
    pub(super) part: Part<'a>,
    pub(super) id: Spanned<&'a str>,
    /// The instance, and whether this is its primary interface.
    pub(super) instance: Option<(Spanned<&'a str>, bool)>,
}

fn interface<'a>(draft: &mut Draft<'a>, page: &Page<'a>, part: Part<'a>) {
    draft.keep("interfaces", page, part);
}

fn address<'a>(draft: &mut Draft<'a>, page: &Page<'a>, part: Part<'a>) {
    draft.keep("addresses", page, part);
}

/// Returns an interface with its instance, if it is attached to one.
pub(super) fn found<'a>(
    draft: &mut Draft<'a>,
    part: Part<'a>,
    instance: Option<Spanned<&'a str>>,
) -> Option<Found<'a>> {
    let id = draft.id(part, "NetworkInterfaceId")?;
    let attachment = part.get("Attachment");
    let own = attachment.and_then(|attachment| attachment.text("InstanceId"));
    let own = instance.or(own).filter(|instance| draft.usable(*instance));
    let instance = own.map(|instance| {
        let zero = |member| attachment.and_then(|one| one.number(member)).unwrap_or(0) == 0;
        (instance, zero("DeviceIndex") && zero("NetworkCardIndex"))
    });
    Some(Found { part, id, instance })
}

/// Makes an interface with its fields, and one more for each further address.
pub(super) fn make<'a>(draft: &mut Draft<'a>, page: &Page<'a>, found: &Found<'a>) {
    let Found { part, id, .. } = *found;
    draft.describe_as(Kind::Interface, id, page, part);
    let Some(subnet) = stand(draft, id, part) else { return };
    let groups: Vec<Spanned<&str>> = groups(draft, part, &["Groups"]);
    let checked = part.flag("SourceDestCheck");
    let shared = |draft: &mut Draft<'a>, id: Spanned<&str>| {
        draft.set(Kind::Interface, id, "subnet", same(subnet));
        let span = part.get("Groups").map_or(part.span(), Part::span);
        draft.set(Kind::Interface, id, "security_groups", sorted(span, groups.clone()));
        if let (Some(false), Some(check)) = (checked, part.get("SourceDestCheck")) {
            draft.set(Kind::Interface, id, "source_dest_check", plain(check.span(), false));
        }
    };
    shared(draft, id);
    let addresses = addresses(part);
    // Two answers may hold the same interface, so what it has already says nothing.
    let mut own: BTreeSet<&str> = BTreeSet::new();
    for (at, (address, association)) in addresses.iter().enumerate() {
        let sixth = address.value.contains(':');
        let field = if sixth { "ipv6" } else { "ip" };
        if own.insert(field) {
            draft.set(Kind::Interface, id, field, same(*address));
            associate(draft, id, *association);
            continue;
        }
        let name = format!("{}-{}", id.value, at + 1);
        let further = Spanned { value: name.as_str(), span: address.span };
        draft.mention(Kind::Interface, further).without_id = true;
        shared(draft, further);
        draft.set(Kind::Interface, further, field, same(*address));
        associate(draft, further, *association);
    }
    prefixes(draft, id, part);
}

/// Places the subnet of an interface in its VPC.
fn stand<'a>(draft: &mut Draft<'a>, id: Spanned<&str>, part: Part<'a>) -> Option<Spanned<&'a str>> {
    let subnet = draft.id(part, "SubnetId")?;
    if let Some(vpc) = draft.id(part, "VpcId") {
        draft.place(Kind::Subnet, subnet, (Kind::Vpc, vpc));
    } else {
        draft.mention(Kind::Subnet, subnet);
    }
    draft.usable(id).then_some(subnet)
}

/// Returns the security groups of an interface or instance, each placed in the VPC.
pub(super) fn groups<'a>(
    draft: &mut Draft<'a>,
    part: Part<'a>,
    members: &[&str],
) -> Vec<Spanned<&'a str>> {
    let vpc = draft.id(part, "VpcId");
    let listed = members.iter().find(|member| part.get(member).is_some());
    let Some(member) = listed else { return Vec::new() };
    let mut groups = Vec::new();
    for group in part.parts(member) {
        let Some(group) = draft.id(group, "GroupId") else { continue };
        match vpc {
            Some(vpc) if draft.get(Kind::SecurityGroup, group.value).is_none() => {
                draft.place(Kind::SecurityGroup, group, (Kind::Vpc, vpc));
            }
            Some(_) | None => {
                draft.mention(Kind::SecurityGroup, group);
            }
        }
        groups.push(group);
    }
    groups
}

type Addressed<'a> = (Spanned<&'a str>, Option<Part<'a>>);

/// Returns the addresses of an interface, the primary one first, each with its association.
fn addresses(part: Part<'_>) -> Vec<Addressed<'_>> {
    let mut found: Vec<Addressed<'_>> = Vec::new();
    let mut listed: Vec<Part<'_>> = part.parts("PrivateIpAddresses").collect();
    listed.sort_by_key(|one| one.flag("Primary") != Some(true));
    for one in listed {
        let Some(address) = one.text("PrivateIpAddress") else { continue };
        found.push((address, one.get("Association")));
    }
    if let Some(primary) = part.text("PrivateIpAddress") {
        match found.iter_mut().find(|(address, _)| address.value == primary.value) {
            Some((_, association)) => {
                *association = association.or_else(|| part.get("Association"));
            }
            None => found.insert(0, (primary, part.get("Association"))),
        }
    }
    let mut sixth: Vec<Part<'_>> = part.parts("Ipv6Addresses").collect();
    sixth.sort_by_key(|one| one.flag("IsPrimaryIpv6") != Some(true));
    found.extend(sixth.iter().filter_map(|one| Some((one.text("Ipv6Address")?, None))));
    found.truncate(256);
    found
}

/// Notes the public or customer-owned address of an interface (facts NAT-01 and COIP-03).
fn associate(draft: &mut Draft<'_>, id: Spanned<&str>, association: Option<Part<'_>>) {
    let Some(association) = association else { return };
    let owned = association.text("CustomerOwnedIp");
    if let Some(owned) = owned {
        draft.set(Kind::Interface, id, "coip", same(owned));
    }
    let same_as_owned = |public: &Spanned<&str>| owned.is_some_and(|own| own.value == public.value);
    let public = association.text("PublicIp").filter(|public| !same_as_owned(public));
    if let Some(public) = public {
        draft.set(Kind::Interface, id, "public_ip", same(public));
    }
    if let Some(carrier) = association.text("CarrierIp") {
        let message = format!("carrier address `{}` is not read", carrier.value);
        draft.report(code::SNAPSHOT_UNREAD, message, carrier.span, |found| {
            found.because("Carrier gateways of Wavelength are not judged.")
        });
    }
}

fn prefixes(draft: &mut Draft<'_>, id: Spanned<&str>, part: Part<'_>) {
    let mut delegated = part.parts("Ipv4Prefixes");
    if let Some(first) = delegated.next() {
        let message = format!("the prefixes delegated to `{}` are not read", id.value);
        draft.report(code::SNAPSHOT_VALUE, message, first.span(), |found| {
            found.because("A flow to one of their addresses finds no host.")
        });
    }
}

/// Gives interfaces the addresses that `describe-addresses` shows, where they do not say themselves.
pub(super) fn elastic(draft: &mut Draft<'_>) {
    for (_, part) in draft.take("addresses") {
        let Some(interface) = part.text("NetworkInterfaceId") else { continue };
        let private = part.text("PrivateIpAddress");
        let Some(id) = with_address(draft, interface.value, private) else { continue };
        let said = Spanned { value: id.as_str(), span: interface.span };
        for (member, field) in [("CustomerOwnedIp", "coip"), ("PublicIp", "public_ip")] {
            let Some(address) = part.text(member) else { continue };
            let owned = part.text("CustomerOwnedIp").is_some();
            if field == "coip" || !owned {
                draft.set(Kind::Interface, said, field, same(address));
            }
        }
    }
}

/// Returns the interface, or what stands for a further address of it.
fn with_address(
    draft: &Draft<'_>,
    interface: &str,
    private: Option<Spanned<&str>>,
) -> Option<String> {
    draft.get(Kind::Interface, interface)?;
    let Some(private) = private else { return Some(interface.to_owned()) };
    let own = |id: &str, one: &super::draft::Object<'_>| id == interface || one.without_id;
    let mut all = draft.beginning(Kind::Interface, interface).filter(|(id, one)| own(id, one));
    let own = all.find(|(_, one)| one.text("ip").is_some_and(|ip| ip.value == private.value));
    own.map(|(id, _)| id.to_owned())
}

/// The services that own interfaces, told by the type and the words of the interface.
pub(super) fn service(part: Part<'_>) -> &'static str {
    let description = part.word("Description").to_ascii_lowercase();
    let requester = part.word("RequesterId");
    let starts = |word: &str| description.starts_with(word);
    match part.word("InterfaceType") {
        "vpc_endpoint" => "interface-endpoint",
        "load_balancer" => "alb",
        _other if starts("elb app/") => "alb",
        _other if requester == "amazon-rds" || starts("rdsnetworkinterface") => "rds",
        _other if requester == "amazon-elasticache" || starts("elasticache") => "elasticache",
        _other if starts("s3 on outposts") || starts("amazon s3 on outposts") => "s3-outposts",
        _other => "other",
    }
}

/// Returns the name of the load balancer that an interface is a node of, from `ELB app/NAME/ID`.
fn load_balancer(part: Part<'_>) -> Option<&str> {
    let (_, behind) = part.word("Description").split_once('/')?;
    behind.split('/').next().filter(|name| !name.is_empty())
}

/// Makes the interfaces that belong to no instance and no endpoint those of services.
pub(super) fn of_service(draft: &mut Draft<'_>, id: &str, part: Part<'_>) {
    let span = part.span();
    let managed = part.flag("RequesterManaged") == Some(true) || part.text("RequesterId").is_some();
    let word = service(part);
    if managed || word != "other" {
        draft.put(Kind::Interface, id, "service", text(span, word));
    }
    if let (Some(name), "alb") = (load_balancer(part), word) {
        draft.put(Kind::Interface, id, "load_balancer", text(span, name));
    }
    if let Some(interface) = draft.get_mut(Kind::Interface, id) {
        interface.wish = name_tag(part);
    }
}

/// Returns the fields that an instance has in common with its primary interface.
pub(super) fn primary(draft: &Draft<'_>, id: &str) -> BTreeMap<&'static str, Node> {
    let fields = draft.get(Kind::Interface, id).map(|one| one.fields.clone());
    let mut fields = fields.unwrap_or_default();
    fields.remove("tags");
    fields
}
