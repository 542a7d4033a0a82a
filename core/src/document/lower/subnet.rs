//! Subnets.

use crate::{
    diagnostic::{Diagnostic, code},
    document::fields::Noun,
    model::{ObjectId, Place, Subnet, VpcId},
};

use super::{
    context::{Context, ids},
    filter,
    gather::Item,
    region, vpc,
};

/// Makes every subnet, in the main table for now.
pub(super) fn make(context: &mut Context<'_>) {
    for (name, vpc_name, item) in context.items(Noun::Subnet) {
        let Some(vpc) = vpc::named(context, &vpc_name) else {
            context.unmade(&item, None);
            continue;
        };
        let cidr = item.record.prefix("cidr");
        let ipv6 = item.record.prefix("ipv6_cidr").filter(|prefix| prefix.value.is_ipv6());
        let cidr = cidr.filter(|prefix| !prefix.value.is_ipv6());
        if cidr.is_none() && ipv6.is_none() {
            if !item.record.is_written("cidr") && !item.record.is_written("ipv6_cidr") {
                let message = format!("subnet `{name}` lacks `cidr`");
                let found = Diagnostic::new(code::MISSING_FIELD, message, item.name_span)
                    .because("A subnet has an IPv4 CIDR block, an IPv6 one, or both.")
                    .help("Add `cidr:` with an IPv4 prefix such as 10.0.3.0/24.");
                context.problems.report(found);
            }
            context.unsure.insert(vpc);
            context.unmade(&item, None);
            continue;
        }
        let Some(place) = place(context, &name, vpc, &item) else {
            context.unsure.insert(vpc);
            context.unmade(&item, None);
            continue;
        };
        let identity = context.identity(Noun::Subnet, &name, item.record);
        let route_table = context.model.vpcs[vpc].main_route_table;
        let prefixes = cidr.into_iter().chain(ipv6).map(|prefix| prefix.value).collect();
        let subnet = context.model.subnets.push(Subnet {
            identity,
            vpc,
            prefixes,
            place,
            route_table,
            explicit_route_table: false,
            network_acl: None,
            public_access_exclusion: vpc::exclusion(item.record),
            coip_pool_on_launch: None,
            lni_device_index: item
                .record
                .integer("lni_device_index")
                .and_then(|index| u8::try_from(index).ok()),
        });
        context.made(Noun::Subnet, &name, subnet, &item);
    }
}

/// Returns where a subnet lies; nothing if its Outpost is not known.
fn place<'a>(context: &mut Context<'a>, name: &str, vpc: VpcId, item: &Item<'a>) -> Option<Place> {
    let zone = item.record.text("zone");
    let Some(text) = item.record.text("outpost") else {
        let zone = zone.and_then(|zone| region::zone(context, zone.value));
        return Some(Place::Region(zone));
    };
    if let Some(zone) = zone {
        let message = format!("subnet `{name}` gives both `zone` and `outpost`");
        let found = Diagnostic::new(code::CONFLICTING_FIELDS, message, zone.span)
            .related(text.span, "the Outpost says which zone it is")
            .because("A subnet lies on one Outpost or in the Region, not in both.")
            .help("Remove `zone` if the subnet lies on the Outpost, else `outpost`.");
        context.problems.report(found);
    }
    let outpost = context.resolve(text, &[Noun::Outpost], &[]).and_then(ids::outpost)?;
    let [here, there] = {
        let zone = context.model.outposts[outpost].zone;
        [context.model.vpcs[vpc].region, context.model.zones[zone].region]
    };
    if here != there {
        let [here, there] = [here, there].map(|id| &context.model.regions[id].identity.name);
        let message =
            format!("subnet `{name}` of a VPC in `{here}` cannot lie on an Outpost in `{there}`");
        let found = Diagnostic::new(code::OUTPOST_IN_OTHER_REGION, message, text.span)
            .because("A VPC extends only to Outposts that are anchored in its own Region.")
            .help(format!(
                "Make the subnet in a VPC of {there}, or correct `region` of the Outpost."
            ));
        context.problems.report(found);
    }
    Some(Place::Outpost(outpost))
}

/// Gives every subnet its route table and the rest.
pub(super) fn link(context: &mut Context<'_>) {
    for (name, vpc_name, item) in context.items(Noun::Subnet) {
        let found = context.names.look_up(&name, &[Noun::Subnet], &[]);
        let super::names::Found::Object(object @ ObjectId::Subnet(subnet)) = found else {
            continue;
        };
        let scopes = [vpc_name.as_str()];
        let record = item.record;
        let table =
            context.reference(record, "route_table", Noun::RouteTable, &scopes, ids::route_table);
        if table.is_none() && record.get("route_table").is_some() {
            let vpc = context.model.subnets[subnet].vpc;
            context.unsure.insert(vpc);
        }
        if table.is_none() && record.is_written("route_table") {
            // An answer of AWS may say so elsewhere than where it describes the subnet.
            context.problems.mark(subnet);
        }
        if let Some(table) = table {
            if context.model.route_tables[table].vpc == context.model.subnets[subnet].vpc {
                context.model.subnets[subnet].route_table = table;
                context.model.subnets[subnet].explicit_route_table = true;
            } else {
                foreign_table(context, &name, &item, object);
            }
        }
        let pool = context.reference(record, "coip_on_launch", Noun::CoipPool, &[], ids::coip_pool);
        context.model.subnets[subnet].coip_pool_on_launch = pool;
        filter::give_acl(context, &item, &vpc_name, subnet);
    }
}

fn foreign_table(context: &mut Context<'_>, name: &str, item: &Item<'_>, subnet: ObjectId) {
    let Some(text) = item.record.text("route_table") else { return };
    let message =
        format!("route table `{}` belongs to another VPC than subnet `{name}`", text.value);
    let found = Diagnostic::new(code::WRONG_KIND, message, text.span)
        .because("A subnet uses a route table of its own VPC.");
    context.problems.report_on(found, &[subnet]);
}
