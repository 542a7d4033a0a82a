//! VPC endpoints.

use crate::{
    diagnostic::{Diagnostic, code},
    document::{fields::Noun, record::Record},
    model::{
        GatewayService, NetworkInterfaceId, VpcEndpoint, VpcEndpointKind, VpcEndpointState, VpcId,
    },
};

use super::{
    context::{Context, ids},
    gather::Item,
    instance, vpc,
};

/// Makes every endpoint; the interfaces of interface endpoints are made with those of instances.
pub(super) fn make(context: &mut Context<'_>) {
    for (name, vpc_name, item) in context.items(Noun::VpcEndpoint) {
        let vpc = vpc::named(context, &vpc_name);
        let kind = vpc.and_then(|vpc| kind(context, &name, (&vpc_name, vpc), &item));
        let (Some(vpc), Some(kind)) = (vpc, kind) else {
            context.unmade(&item, None);
            continue;
        };
        let identity = context.identity(Noun::VpcEndpoint, &name, item.record);
        let state = state(item.record.word("state"));
        let id = context.model.vpc_endpoints.push(VpcEndpoint { identity, vpc, kind, state });
        context.made(Noun::VpcEndpoint, &name, id, &item);
    }
}

fn kind<'a>(
    context: &mut Context<'a>,
    name: &str,
    (vpc_name, vpc): (&str, VpcId),
    item: &Item<'a>,
) -> Option<VpcEndpointKind> {
    let of_type = item.record.word("type")?;
    let own: &[&str] = match of_type {
        "gateway" => &["service", "prefix_list"],
        "interface" => &["interfaces"],
        _inspection => &["subnet", "passes"],
    };
    superfluous(context, name, item, of_type, own);
    let required = own.iter().filter(|field| **field != "passes");
    let missing: Vec<&&str> = required.filter(|field| !item.record.is_written(field)).collect();
    for field in missing {
        let message = format!("VPC endpoint `{name}` lacks `{field}`");
        let found = Diagnostic::new(code::MISSING_FIELD, message, item.name_span)
            .because(format!("An endpoint of type `{of_type}` has one."))
            .help(format!("Add `{field}:`."));
        context.problems.report(found);
    }
    match of_type {
        "gateway" => gateway(context, item.record),
        "interface" => {
            Some(VpcEndpointKind::Interface { interfaces: interfaces(context, name, item) })
        }
        _inspection => {
            let scopes = [vpc_name];
            let record = item.record;
            let subnet = context.reference(record, "subnet", Noun::Subnet, &scopes, ids::subnet)?;
            if context.model.subnets[subnet].vpc != vpc {
                let place = record.text("subnet").map_or(item.name_span, |text| text.span);
                let message = format!("VPC endpoint `{name}` stands in a subnet of another VPC");
                context.error(code::WRONG_KIND, message, place);
            }
            let firewall = of_type == "network-firewall";
            let passes = record.flag("passes").unwrap_or(!firewall);
            Some(VpcEndpointKind::Inspection { subnet, firewall, passes })
        }
    }
}

/// Reports the fields that an endpoint of this type does not have.
fn superfluous(
    context: &mut Context<'_>,
    name: &str,
    item: &Item<'_>,
    of_type: &str,
    own: &[&str],
) {
    for field in ["service", "prefix_list", "interfaces", "subnet", "passes"] {
        let Some(node) = item.record.get(field).filter(|_| !own.contains(&field)) else { continue };
        let message = format!("VPC endpoint `{name}` is of type `{of_type}` and has no `{field}`");
        let found = Diagnostic::new(code::CONFLICTING_FIELDS, message, node.span)
            .help(format!("Remove `{field}`, or correct `type`."));
        context.problems.report(found);
    }
}

fn gateway<'a>(context: &mut Context<'a>, record: Record<'a>) -> Option<VpcEndpointKind> {
    let prefix_list =
        context.reference(record, "prefix_list", Noun::PrefixList, &[], ids::prefix_list);
    let service = match record.word("service")? {
        "s3" => GatewayService::S3,
        _dynamodb => GatewayService::DynamoDb,
    };
    let prefix_list = prefix_list?;
    let name = match service {
        GatewayService::S3 => "s3",
        GatewayService::DynamoDb => "dynamodb",
    };
    let list = &mut context.model.prefix_lists[prefix_list];
    list.service.get_or_insert_with(|| name.to_owned());
    Some(VpcEndpointKind::Gateway { service, prefix_list })
}

fn interfaces<'a>(
    context: &mut Context<'a>,
    name: &str,
    item: &Item<'a>,
) -> Vec<NetworkInterfaceId> {
    let entries = item.record.entries("interfaces").into_iter();
    let names = entries.map(|entry| format!("{name}.{}", entry.key));
    let found = names.filter_map(|name| instance::interface(context, &name));
    let mut found: Vec<NetworkInterfaceId> = found.map(|(id, _)| id).collect();
    found.sort_unstable();
    found
}

fn state(word: Option<&str>) -> VpcEndpointState {
    match word {
        Some("pending-acceptance") => VpcEndpointState::PendingAcceptance,
        Some("pending") => VpcEndpointState::Pending,
        Some("rejected") => VpcEndpointState::Rejected,
        Some("failed") => VpcEndpointState::Failed,
        Some("deleting") => VpcEndpointState::Deleting,
        Some("deleted") => VpcEndpointState::Deleted,
        Some(_) | None => VpcEndpointState::Available,
    }
}
