//! What runs on one LAG.

use crate::{
    model::{Key, ServiceLinkVifId, VifId},
    rules::Context,
};

/// Whether a local gateway's virtual interface and a service link's share a LAG.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lag {
    /// The files say so.
    Same,
    /// The files do not say, but both end on one customer device.
    Perhaps,
    /// They do not, or belong to different Outposts.
    Other,
}

/// Returns whether two virtual interfaces share a LAG.
pub(super) fn lag(cx: &Context<'_>, vif: VifId, link: ServiceLinkVifId) -> Lag {
    let model = cx.model();
    let (one, other) = (&model.vifs[vif], &model.service_link_vifs[link]);
    let gateway = model.vif_groups[one.group].local_gateway;
    let said = cx.sources.span(Key::field(vif, "lag")).is_some()
        && cx.sources.span(Key::field(link, "lag")).is_some();
    let ends = one.router.zip(other.router);
    if model.local_gateways[gateway].outpost != other.outpost {
        Lag::Other
    } else if said {
        if one.lag == other.lag { Lag::Same } else { Lag::Other }
    } else if ends.is_some_and(|(one, other)| model.one_device(one, other)) {
        Lag::Perhaps
    } else {
        Lag::Other
    }
}
