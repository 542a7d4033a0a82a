//! OP3026: the VLAN toward an Outpost network device that two customer devices stand in.

use std::collections::BTreeMap;

use crate::{
    addr::InterfaceAddress,
    diagnostic::{Code, Severity},
    model::{Generation, Key, ObjectId, OutpostId, RouterId, SegmentId},
    rules::{Check, Context, Findings, Place, Rule},
};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP3026",
        name: "bridged-uplinks",
        severity: Severity::Warning,
        page: "Two customer devices stand in the VLAN of one virtual interface, so that it is bridged between them.",
        facts: &["VIF-06", "VIF-05"],
    },
    docs: page!("op3026_bridged_uplinks.md"),
    check: Check::Parts(check),
};

/// The interfaces of routers on each segment: the router, and the position among its interfaces.
type Faces = BTreeMap<SegmentId, Vec<(RouterId, usize)>>;

fn check(cx: &Context<'_>, found: &mut Findings) {
    let mut faces = Faces::new();
    for (router, one) in cx.model().routers.iter() {
        for (at, interface) in one.interfaces.iter().enumerate() {
            faces.entry(interface.segment).or_default().push((router, at));
        }
    }
    let model = cx.model();
    let gateways = model.vifs.iter().filter(|(_, vif)| {
        let group = &model.vif_groups[vif.group];
        !may_be_ace(cx, model.local_gateways[group.local_gateway].outpost, group.vifs.len())
    });
    let mut links_of: BTreeMap<OutpostId, usize> = BTreeMap::new();
    for link in model.service_link_vifs.values() {
        *links_of.entry(link.outpost).or_default() += 1;
    }
    let links = model.service_link_vifs.iter().filter(|(_, link)| {
        let count = links_of.get(&link.outpost).copied().unwrap_or_default();
        !may_be_ace(cx, link.outpost, count)
    });
    let gateways = gateways.map(|(id, vif)| (id.into(), vif.local, vif.router));
    let links = links.map(|(id, vif)| (id.into(), vif.local, vif.router));
    for (id, local, router) in gateways.chain(links) {
        if let Some(router) = router {
            judge(cx, found, &faces, (id, local, router));
        }
    }
}

/// Returns whether an ACE rack may stand in front of an Outpost: its devices may share one subnet with all
/// customer devices (fact VIF-05), and there are four of them.
fn may_be_ace(cx: &Context<'_>, outpost: OutpostId, vifs: usize) -> bool {
    cx.model().outposts[outpost].generation == Generation::First && vifs > 2
}

fn judge(
    cx: &Context<'_>,
    found: &mut Findings,
    faces: &Faces,
    (vif, local, router): (ObjectId, InterfaceAddress, RouterId),
) {
    let model = cx.model();
    let own = model.routers[router].interfaces.iter().find(|one| {
        local.prefix.contains(one.address.address) && one.address.address != local.address
    });
    let Some(own) = own else { return };
    let all = faces.get(&own.segment).into_iter().flatten();
    let other = all.copied().find(|(other, at)| {
        let interface = model.routers[*other].interfaces.get(*at);
        let same_link = interface.is_some_and(|one| {
            match (one.vlan, own.vlan) {
                // Each may have a subnet of its own in it.
                (Some(one), Some(own)) => one == own,
                (None, _) | (_, None) => local.prefix.contains(one.address.address),
            }
        });
        same_link && !model.one_device(router, *other)
    });
    let Some((other, at)) = other else { return };
    found
        .report(
            vif,
            Place::Head(vif),
            format!(
                "the link of {} is bridged between {} and {}",
                cx.title(vif),
                cx.name(router),
                cx.name(other)
            ),
        )
        .related(Key::item(other, "interfaces", at), "stands in the same VLAN")
        .because("The VLAN of a virtual interface runs between one Outpost network device and the customer device that it is cabled to. Stretched to a second one, it takes a detour, and fails with the device in between.")
        .help("End the VLAN, its address and its BGP session on the device at the other end of the cable, and give the other device a virtual interface of its own.");
}
