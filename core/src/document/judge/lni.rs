//! Local network interfaces: on servers only, and where their subnet says so (facts FF-07 and FF-08).

use crate::{
    diagnostic::code,
    model::{HostId, InstanceId, Key, OutpostForm, SubnetId},
};

use super::Review;

pub(super) fn judge(review: &mut Review<'_, '_>) {
    for (id, host) in review.model.hosts.iter() {
        if let Some(instance) = host.instance {
            judge_one(review, id, instance);
        }
    }
    for (id, subnet) in review.model.subnets.iter() {
        if subnet.lni_device_index.is_some() && !on_server(review, id) {
            let message = format!("subnet `{}` is on no Outposts server", review.name(id));
            let place = review.span(Key::field(id, "lni_device_index"));
            let found = review
                .problem(code::LNI_ELSEWHERE, id, place, message)
                .because("Only servers have local network interfaces; racks have a local gateway.")
                .help("Remove `lni_device_index`.");
            review.report(found, &[id.into()]);
        }
    }
}

fn on_server(review: &Review<'_, '_>, subnet: SubnetId) -> bool {
    let outpost = review.model.subnets[subnet].outpost();
    outpost.is_some_and(|outpost| review.model.outposts[outpost].form == OutpostForm::Server)
}

fn judge_one(review: &mut Review<'_, '_>, id: HostId, instance: InstanceId) {
    let model = review.model;
    let first = model.instances[instance].interfaces.first();
    let Some(subnet) = first.map(|first| model.network_interfaces[*first].subnet) else { return };
    let name = review.name(subnet);
    let (message, because, help) = if !on_server(review, subnet) {
        (
            format!("instance `{}` stands on no Outposts server", review.name(instance)),
            "Only servers have local network interfaces; racks have a local gateway.",
            format!("Remove `lni`, or write `form: server` if the Outpost of `{name}` is one."),
        )
    } else if model.subnets[subnet].lni_device_index.is_none() {
        (
            format!("subnet `{name}` has no local network interfaces"),
            "A subnet says which device position is a local network interface.",
            format!("Add `lni_device_index: 1` to subnet `{name}`."),
        )
    } else {
        return;
    };
    let found = review
        .problem(code::LNI_ELSEWHERE, id, review.span(id.into()), message)
        .related(review.head(subnet), "the subnet of the instance")
        .because(because)
        .help(help);
    review.report(found, &[id.into()]);
}
