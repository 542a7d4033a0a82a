//! Instances and network interfaces.

use std::collections::BTreeMap;

use crate::{
    diagnostic::{Diagnostic, code},
    document::{
        fields::{ENDPOINT_INTERFACE, INTERFACE, Noun, SERVICE_INTERFACE},
        record::Record,
    },
    model::{
        Identity, Instance, InstanceState, NetworkInterface, NetworkInterfaceId, ObjectId, Service,
        SubnetId,
    },
};

use super::{
    context::{Context, address, ids},
    gather::Item,
    names::Found,
    vpc,
};

/// Makes interfaces, then the instances that have them.
pub(super) fn make(context: &mut Context<'_>) {
    let mut of_instances: BTreeMap<String, Vec<(NetworkInterfaceId, bool)>> = BTreeMap::new();
    for (name, instance, item) in context.items(Noun::NetworkInterface) {
        let Some(id) = make_interface(context, &name, &item) else { continue };
        if !instance.is_empty() {
            of_instances.entry(instance.clone()).or_default().push((id, instance == name));
        }
    }
    for (name, _, item) in context.items(Noun::Instance) {
        let mut interfaces = of_instances.remove(&name).unwrap_or_default();
        interfaces.sort_by_key(|(id, primary)| (!primary, *id));
        make_instance(context, &name, &item, &interfaces);
    }
    link_standbys(context);
}

/// Names the primary databases of standbys; all interfaces are there by now.
fn link_standbys(context: &mut Context<'_>) {
    for (name, _, item) in context.items(Noun::NetworkInterface) {
        let record = item.record;
        if record.shape != &SERVICE_INTERFACE {
            continue;
        }
        let Some((id, _)) = interface(context, &name) else { continue };
        let noun = Noun::NetworkInterface;
        let primary = context.reference(record, "standby_of", noun, &[], ids::network_interface);
        context.model.network_interfaces[id].standby_of = primary;
    }
}

/// Makes an interface; the primary one of an instance shares the instance's fields.
fn make_interface<'a>(
    context: &mut Context<'a>,
    name: &str,
    item: &Item<'a>,
) -> Option<NetworkInterfaceId> {
    let record = item.record;
    // The interface of an endpoint stands in the endpoint's VPC.
    let vpc = name.split_once('.').filter(|_| record.shape == &ENDPOINT_INTERFACE);
    let scopes: Vec<&str> = vpc.into_iter().map(|(vpc, _)| vpc).collect();
    let subnet = context.reference(record, "subnet", Noun::Subnet, &scopes, ids::subnet);
    let addresses = addresses(context, name, item);
    let (Some(subnet), false) = (subnet, addresses.is_empty()) else {
        let instead = subnet.map_or_else(|| around(context, item), ObjectId::Subnet);
        context.unmade(item, Some(instead));
        return None;
    };
    let of_endpoint = record.shape == &ENDPOINT_INTERFACE;
    let own = of_endpoint || record.shape == &INTERFACE || record.shape == &SERVICE_INTERFACE;
    let identity = if own {
        context.identity(Noun::NetworkInterface, name, record)
    } else {
        primary(name, record)
    };
    let of_service = Some(record).filter(|record| record.shape == &SERVICE_INTERFACE);
    let service = of_service.and_then(|record| record.word("service")).map(service);
    let service = if of_endpoint { Some(Service::InterfaceEndpoint) } else { service };
    let flag = |field| of_service.and_then(|record| record.flag(field)) == Some(true);
    let managed = flag("requester_managed") || service.is_some();
    let id = context.model.network_interfaces.push(NetworkInterface {
        identity,
        subnet,
        addresses,
        public_address: if of_endpoint { None } else { address(record, "public_ip") },
        coip: if of_endpoint { None } else { address(record, "coip") },
        instance: None,
        up: true,
        requester_managed: managed,
        service,
        instance_attached: flag("instance_attached"),
        standby_of: None,
        load_balancer: of_service
            .and_then(|record| record.text("load_balancer"))
            .map(|name| name.value.to_owned()),
        source_dest_check: of_endpoint || record.flag("source_dest_check").unwrap_or(true),
        security_groups: Vec::new(),
    });
    context.made(Noun::NetworkInterface, name, id, item);
    Some(id)
}

/// Returns the identity of the primary interface of an instance, which has an AWS id of its own.
fn primary(name: &str, record: Record<'_>) -> Identity {
    let id = record.text("interface_id");
    Identity { aws_id: id.map(|id| id.value.to_owned()), ..Context::bare(name) }
}

fn service(word: &str) -> Service {
    match word {
        "rds" => Service::Rds,
        "s3-outposts" => Service::S3Outposts,
        "alb" => Service::LoadBalancer,
        "nlb" => Service::NetworkLoadBalancer,
        "clb" => Service::ClassicLoadBalancer,
        "elasticache" => Service::ElastiCache,
        "interface-endpoint" => Service::InterfaceEndpoint,
        _other => Service::Other,
    }
}

/// Returns what is incomplete without an interface whose subnet could not be made.
fn around(context: &Context<'_>, item: &Item<'_>) -> ObjectId {
    let text = item.record.text("subnet").map_or("", |text| text.value);
    let unmade = matches!(context.names.look_up(text, &[Noun::Subnet], &[]), Found::Unmade);
    let vpc = text.split_once('.').filter(|_| unmade).and_then(|(vpc, _)| vpc::named(context, vpc));
    vpc.map_or(ObjectId::Topology, ObjectId::Vpc)
}

/// Returns the private addresses of an interface.
fn addresses<'a>(context: &mut Context<'a>, name: &str, item: &Item<'a>) -> Vec<std::net::IpAddr> {
    let [ip, ipv6] = ["ip", "ipv6"].map(|field| address(item.record, field));
    if !item.record.is_written("ip") && !item.record.is_written("ipv6") {
        let noun = item.record.shape.name;
        let message = format!("{noun} `{name}` lacks `ip`");
        let found = Diagnostic::new(code::MISSING_FIELD, message, item.name_span)
            .because("An interface has a private IPv4 address, an IPv6 address, or both.")
            .help("Add `ip:` with an address of its subnet.")
            .subject(format!("{noun} {name}"));
        context.problems.report(found);
    }
    ip.into_iter().chain(ipv6).collect()
}

fn make_instance<'a>(
    context: &mut Context<'a>,
    name: &str,
    item: &Item<'a>,
    interfaces: &[(NetworkInterfaceId, bool)],
) {
    let primary = interfaces.first().is_some_and(|(_, primary)| *primary);
    if !primary {
        // What is left of it would look like the interface of a service.
        for (id, _) in interfaces {
            context.problems.mark(*id);
        }
        return;
    }
    let identity = context.identity(Noun::Instance, name, item.record);
    let state = match item.record.word("state") {
        Some("stopped") => InstanceState::Stopped,
        Some(_) | None => InstanceState::Running,
    };
    let ids: Vec<NetworkInterfaceId> = interfaces.iter().map(|(id, _)| *id).collect();
    let instance = Instance { identity, state, interfaces: ids.clone(), forwards: None };
    let instance = context.model.instances.push(instance);
    context.made(Noun::Instance, name, instance, item);
    for id in ids {
        context.model.network_interfaces[id].instance = Some(instance);
    }
}

/// Returns the interface of a full name.
pub(super) fn interface(
    context: &Context<'_>,
    name: &str,
) -> Option<(NetworkInterfaceId, SubnetId)> {
    match context.names.look_up(name, &[Noun::NetworkInterface], &[]) {
        Found::Object(ObjectId::NetworkInterface(id)) => {
            Some((id, context.model.network_interfaces[id].subnet))
        }
        Found::Object(_) | Found::Unmade | Found::Nothing => None,
    }
}
