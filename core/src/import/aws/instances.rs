//! Instances, and which interface belongs to what.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    diagnostic::{Diagnostic, Severity, code},
    text::{Span, Spanned},
};

use super::{
    call::{Family, Page, Reader},
    draft::Draft,
    interfaces::{self, Found, groups},
    kind::Kind,
    part::{Part, broken, plain, same, text},
    route_tables::sorted,
    vpcs::not_understood,
};

pub(super) const FAMILY: Family = Family {
    readers: &[Reader {
        operation: "describe-instances",
        one: "Reservation",
        id: "ReservationId",
        members: &["Instances"],
        read: reservation,
        takes: "instances that are not terminated, with their state, interfaces, security groups and tags",
    }],
    finish: Some(finish),
};

fn reservation<'a>(draft: &mut Draft<'a>, page: &Page<'a>, part: Part<'a>) {
    for instance in part.parts("Instances") {
        let Some(id) = draft.id(instance, "InstanceId") else { continue };
        let state = instance.within("State", "Name");
        if state.is_some_and(|state| state.value == "terminated") {
            continue;
        }
        draft.describe_as(Kind::Instance, id, page, instance);
        if let Some(state) = state.filter(|state| state.value != "running") {
            let known = ["pending", "shutting-down", "stopping", "stopped"].contains(&state.value);
            let value = if known { text(state.span, "stopped") } else { broken(state.span) };
            if !known {
                not_understood(draft, "instance state", state);
            }
            draft.set(Kind::Instance, id, "state", value);
        }
        draft.keep("instances", page, instance);
    }
}

/// The interfaces that are no hosts: what they belong to has their address.
const NO_HOSTS: [&str; 4] = [
    "nat_gateway",
    "natGateway",
    "gateway_load_balancer_endpoint",
    "network_load_balancer_endpoint",
];

fn finish(draft: &mut Draft<'_>) {
    let kept = draft.take("interfaces");
    let instances = draft.take("instances");
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut all: Vec<(Page<'_>, Found<'_>)> = Vec::new();
    for (page, part) in kept {
        let Some(found) = interfaces::found(draft, part, None) else { continue };
        seen.insert(found.id.value);
        all.push((page, found));
    }
    for (page, instance) in &instances {
        let id = instance.text("InstanceId");
        for part in instance.parts("NetworkInterfaces") {
            let Some(found) = interfaces::found(draft, part, id) else { continue };
            if seen.insert(found.id.value) {
                all.push((page.clone(), found));
            }
        }
    }
    let idle = make(draft, &all);
    interfaces::elastic(draft);
    let mut primaries = attach(draft, &all);
    for (page, instance) in &instances {
        alone(draft, page, *instance, &mut primaries);
    }
    draft.addresses = draft.interfaces_by_address();
    report_idle(draft, &idle);
}

/// Makes every interface that a packet can meet; returns those that are attached to nothing.
fn make<'a>(draft: &mut Draft<'a>, all: &[(Page<'a>, Found<'a>)]) -> Vec<Spanned<&'a str>> {
    let mut idle = Vec::new();
    for (page, found) in all {
        if NO_HOSTS.contains(&found.part.word("InterfaceType")) {
            continue;
        }
        let attached = found.instance.is_some() || found.part.get("Attachment").is_some();
        let managed = found.part.flag("RequesterManaged") == Some(true);
        if !attached && !managed && found.part.word("Status") == "available" {
            idle.push(found.id);
            continue;
        }
        interfaces::make(draft, page, found);
    }
    idle
}

/// Joins interfaces to their instances; returns the instances that have a primary one.
fn attach(draft: &mut Draft<'_>, all: &[(Page<'_>, Found<'_>)]) -> BTreeSet<String> {
    let endpoints: BTreeMap<String, String> = draft.endpoints_of_interfaces();
    let mut primaries = BTreeSet::new();
    for (page, found) in all {
        let id = found.id.value;
        if draft.get(Kind::Interface, id).is_none() {
            continue;
        }
        let further: Vec<String> = further(draft, id);
        if let Some((instance, primary)) = found.instance {
            if !draft.is_described(Kind::Instance, instance.value) {
                undescribed(draft, page, instance);
            }
            let container = (Kind::Instance, instance.value.to_owned());
            for one in further {
                if let Some(one) = draft.get_mut(Kind::Interface, &one) {
                    one.container = Some(container.clone());
                }
            }
            if primary && primaries.insert(instance.value.to_owned()) {
                merge(draft, instance, found.id);
            } else if let Some(one) = draft.get_mut(Kind::Interface, id) {
                one.container = Some(container);
            }
        } else if let Some(endpoint) = endpoints.get(id) {
            for one in further.iter().map(String::as_str).chain([id]) {
                if let Some(one) = draft.get_mut(Kind::Interface, one) {
                    one.container = Some((Kind::Endpoint, endpoint.clone()));
                    one.fields.remove("source_dest_check");
                    one.fields.remove("public_ip");
                    one.fields.remove("coip");
                }
            }
        } else {
            for one in further.iter().map(String::as_str).chain([id]) {
                interfaces::of_service(draft, one, found.part);
            }
        }
    }
    primaries
}

/// Returns what stands for the further addresses of an interface.
fn further(draft: &Draft<'_>, id: &str) -> Vec<String> {
    let start = format!("{id}-");
    let own = draft.beginning(Kind::Interface, &start).filter(|(_, one)| one.without_id);
    own.map(|(other, _)| other.to_owned()).collect()
}

/// Gives an instance the fields of its primary interface, which is then no object of its own.
fn merge(draft: &mut Draft<'_>, instance: Spanned<&str>, interface: Spanned<&str>) {
    for (field, node) in interfaces::primary(draft, interface.value) {
        draft.put(Kind::Instance, instance.value, field, node);
    }
    draft.put(Kind::Instance, instance.value, "interface_id", same(interface));
    if let Some(one) = draft.get_mut(Kind::Interface, interface.value) {
        one.merged = true;
    }
}

/// Makes an instance that only an interface speaks of.
fn undescribed(draft: &mut Draft<'_>, page: &Page<'_>, instance: Spanned<&str>) {
    let first = draft.get(Kind::Instance, instance.value).is_none();
    draft.mention(Kind::Instance, instance);
    if first && page.call.operation != "describe-instances" {
        let message = format!("instance `{}` is named, but not described", instance.value);
        draft.report(code::SNAPSHOT_GAP, message, instance.span, |found| {
            found
                .because("It is taken to run, as its interface is attached.")
                .help("Add `aws ec2 describe-instances` of its account and Region.")
        });
    }
}

/// Makes the primary interface of an instance whose interfaces no answer holds.
fn alone<'a>(
    draft: &mut Draft<'a>,
    page: &Page<'a>,
    part: Part<'a>,
    primaries: &mut BTreeSet<String>,
) {
    let (Some(id), Some(subnet)) = (part.text("InstanceId"), draft.id(part, "SubnetId")) else {
        return;
    };
    if primaries.contains(id.value) || page.call.operation != "describe-instances" {
        return;
    }
    primaries.insert(id.value.to_owned());
    if let Some(vpc) = draft.id(part, "VpcId") {
        draft.place(Kind::Subnet, subnet, (Kind::Vpc, vpc));
    }
    let said = |member: &str| part.text(member).map(same);
    for (field, member) in [
        ("subnet", "SubnetId"),
        ("ip", "PrivateIpAddress"),
        ("ipv6", "Ipv6Address"),
        ("public_ip", "PublicIpAddress"),
    ] {
        if let Some(node) = said(member) {
            draft.put(Kind::Instance, id.value, field, node);
        }
    }
    let groups = groups(draft, part, &["SecurityGroups"]);
    let span = part.get("SecurityGroups").map_or(part.span(), Part::span);
    draft.put(Kind::Instance, id.value, "security_groups", sorted(span, groups));
    if let (Some(false), Some(check)) = (part.flag("SourceDestCheck"), part.get("SourceDestCheck"))
    {
        draft.put(Kind::Instance, id.value, "source_dest_check", plain(check.span(), false));
    }
}

fn report_idle(draft: &mut Draft<'_>, idle: &[Spanned<&str>]) {
    let Some(first) = idle.first() else { return };
    let place: Span = first.span;
    let message = match idle.len() {
        1 => format!("network interface `{}` is attached to nothing and left out", first.value),
        count => format!("{count} network interfaces are attached to nothing and left out"),
    };
    draft.report(code::SNAPSHOT_STATE, message, place, |found| {
        let found = found.because("Nothing sends or receives by them.");
        Diagnostic { severity: Severity::Note, ..found }
    });
}
