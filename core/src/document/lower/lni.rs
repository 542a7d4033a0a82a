//! Local network interfaces of instances on Outposts servers: they stand on a LAN segment of the
//! customer, as a host does (facts FF-07 to FF-09).

use crate::{
    document::fields::{LNI, Noun},
    model::{Host, ObjectId},
};

use super::{
    context::{Context, address, ids},
    host,
    names::Found,
};

/// Makes them; instances and segments are there already.
pub(super) fn make(context: &mut Context<'_>) {
    for (name, owner, item) in context.items(Noun::Host) {
        if item.record.shape != &LNI {
            continue;
        }
        let found = context.names.look_up(&owner, &[Noun::Instance], &[]);
        let Found::Object(ObjectId::Instance(instance)) = found else {
            context.unmade(&item, None);
            continue;
        };
        let segment = context.reference(item.record, "segment", Noun::Segment, &[], ids::segment);
        let (Some(segment), Some(address)) = (segment, address(item.record, "ip")) else {
            context.unmade(&item, Some(instance.into()));
            continue;
        };
        let identity = Context::bare(&name);
        let site = context.model.segments[segment].site;
        let site_name = context.model.sites[site].identity.name.clone();
        let next_hops = Vec::new();
        let instance = Some(instance);
        let host = Host { identity, site, address, segment, next_hops, instance };
        let id = context.model.hosts.push(host);
        context.made(Noun::Host, &name, id, &item);
        let next_hops = host::next_hops(context, id.into(), &site_name, item.record);
        context.model.hosts[id].next_hops = next_hops;
    }
}
