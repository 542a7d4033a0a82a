//! VIF groups and virtual interfaces.

use crate::{
    document::fields::Noun,
    model::{SessionState, Vif, VifGroup, VifGroupId, VifGroupState, VifState},
};

use super::{
    context::{Context, address, asn, ids},
    gather::Item,
    names::Found,
};

/// Makes them.
pub(super) fn make(context: &mut Context<'_>) {
    for (name, gateway, item) in context.items(Noun::VifGroup) {
        let found = context.names.look_up(&gateway, &[Noun::LocalGateway], &[]);
        let Found::Object(object) = found else {
            context.unmade(&item, None);
            continue;
        };
        let Some(local_gateway) = ids::local_gateway(object) else { continue };
        let identity = context.identity(Noun::VifGroup, &name, item.record);
        let group = context.model.vif_groups.push(VifGroup {
            identity,
            local_gateway,
            asn: asn(item.record, "asn"),
            state: match item.record.word("state") {
                Some("pending") => VifGroupState::Pending,
                Some("incomplete") => VifGroupState::Incomplete,
                Some("deleting") => VifGroupState::Deleting,
                Some("deleted") => VifGroupState::Deleted,
                Some(_) | None => VifGroupState::Available,
            },
            vifs: Vec::new(),
        });
        context.made(Noun::VifGroup, &name, group, &item);
    }
    for (name, group, item) in context.items(Noun::Vif) {
        let found = context.names.look_up(&group, &[Noun::VifGroup], &[]);
        let Found::Object(object) = found else {
            context.unmade(&item, None);
            continue;
        };
        if let Some(group) = ids::vif_group(object) {
            make_one(context, &name, group, &item);
        }
    }
}

fn make_one<'a>(context: &mut Context<'a>, name: &str, group: VifGroupId, item: &Item<'a>) {
    let record = item.record;
    let Some(local) = record.interface_address("local") else {
        context.unmade(item, None);
        return;
    };
    let identity = context.identity(Noun::Vif, name, record);
    let router = context.reference(record, "peer", Noun::Router, &[], ids::router);
    let vif = context.model.vifs.push(Vif {
        identity,
        group,
        lag: record.text("lag").map_or(item.local, |lag| lag.value).to_owned(),
        vlan: record.integer("vlan").and_then(|vlan| u16::try_from(vlan).ok()),
        local: local.value,
        peer_address: address(record, "peer_ip"),
        peer_asn: asn(record, "peer_asn"),
        router,
        state: match record.word("state") {
            Some("pending") => VifState::Pending,
            Some("deleting") => VifState::Deleting,
            Some("deleted") => VifState::Deleted,
            Some(_) | None => VifState::Available,
        },
        session: match record.word("session") {
            Some("down") => SessionState::Down,
            Some(_) | None => SessionState::Up,
        },
        maintenance: record.flag("maintenance").unwrap_or(false),
    });
    context.made(Noun::Vif, name, vif, item);
    context.model.vif_groups[group].vifs.push(vif);
}
