//! What instances do with packets that are not for them.

use crate::{
    diagnostic::{Diagnostic, code},
    document::{
        fields::{APPLIANCE, DESTINATION_NAT, Family, Noun},
        record::{self, Record, entry_span},
        scalar,
        tree::Value,
    },
    model::{
        Appliance, ApplianceRoute, DestinationNat, InstanceId, Key, NetworkInterfaceId, ObjectId,
    },
    text::{Span, Spanned},
};

use super::{
    context::{Context, ids},
    gather::Item,
    names::Found,
};

/// Says of every instance whether and how it forwards.
pub(super) fn link(context: &mut Context<'_>) {
    for (name, _, item) in context.items(Noun::Instance) {
        let found = context.names.look_up(&name, &[Noun::Instance], &[]);
        let Found::Object(ObjectId::Instance(id)) = found else { continue };
        let forwards = appliance(context, id, &name, &item);
        context.model.instances[id].forwards = forwards;
    }
}

fn appliance<'a>(
    context: &mut Context<'a>,
    id: InstanceId,
    name: &str,
    item: &Item<'a>,
) -> Option<Appliance> {
    let node = item.record.get("forwards")?;
    match &node.value {
        Value::Scalar { text, .. } => scalar::boolean(text)?.then(Appliance::default),
        Value::Map(_) => {
            let record = Record::new(&APPLIANCE, node);
            let routes = routes(context, id, name, record);
            Some(Appliance {
                routes,
                source_nat: record.flag("source_nat").unwrap_or(false),
                destination_nat: destination_nat(context, id, record),
                stateful: record.flag("stateful").unwrap_or(false),
            })
        }
        Value::Null | Value::List(_) | Value::Broken => None,
    }
}

fn routes<'a>(
    context: &mut Context<'a>,
    id: InstanceId,
    name: &str,
    record: Record<'a>,
) -> Vec<ApplianceRoute> {
    let mut routes: Vec<(ApplianceRoute, Span)> = Vec::new();
    for entry in record.entries("routes") {
        let Ok(read) = scalar::prefix(&entry.key, Family::Any) else { continue };
        let Some(text) = record::spanned(&entry.value) else { continue };
        let Some(interface) = interface(context, id, name, text) else { continue };
        routes.push((ApplianceRoute { prefix: read.prefix, interface }, entry_span(entry)));
    }
    routes.sort();
    for pair in routes.windows(2) {
        if let [(one, first), (other, second)] = pair
            && one.prefix == other.prefix
        {
            let message = format!("destination `{}` has two routes", one.prefix);
            let found = Diagnostic::new(code::DUPLICATE_ROUTE, message, (*second).max(*first))
                .related((*first).min(*second), "the first one");
            context.problems.report_on(found, &[id.into()]);
        }
    }
    for (index, (_, span)) in routes.iter().enumerate() {
        context.origin(Key::item(id, "forwards", index), *span);
    }
    routes.into_iter().map(|(route, _)| route).collect()
}

/// Returns the interface of an instance that one of its routes names.
fn interface(
    context: &mut Context<'_>,
    id: InstanceId,
    name: &str,
    text: Spanned<&str>,
) -> Option<NetworkInterfaceId> {
    if text.value == "primary" {
        return context.model.instances[id].interfaces.first().copied();
    }
    let found = context.resolve(text, &[Noun::NetworkInterface], &[name])?;
    let interface = ids::network_interface(found)?;
    if context.model.network_interfaces[interface].instance == Some(id) {
        return Some(interface);
    }
    let message = format!("network interface `{}` is not one of instance `{name}`", text.value);
    let found = Diagnostic::new(code::WRONG_KIND, message, text.span)
        .because("An appliance sends out of its own interfaces.")
        .help("Write `primary`, or the name of one of its `interfaces`.");
    context.problems.report_on(found, &[id.into()]);
    None
}

fn destination_nat<'a>(
    context: &mut Context<'a>,
    id: InstanceId,
    record: Record<'a>,
) -> Vec<DestinationNat> {
    let rule = |node| {
        let rule = Record::new(&DESTINATION_NAT, node);
        let [from, to] = ["from", "to"].map(|field| rule.address(field));
        let (from, to) = (from?, to?);
        if from.value.is_ipv6() != to.value.is_ipv6() {
            let message = format!("{} and {} are not of one family", from.value, to.value);
            let found = Diagnostic::new(code::BAD_VALUE, message, to.span)
                .because("Translation of a destination keeps the version of IP.")
                .help("Give two IPv4 addresses, or two IPv6 addresses.");
            context.problems.report_on(found, &[id.into()]);
            return None;
        }
        Some((DestinationNat { from: from.value, to: to.value }, node.span))
    };
    let found = record.items("destination_nat").iter().filter_map(rule).collect();
    context.sorted(id, "destination_nat", found)
}
