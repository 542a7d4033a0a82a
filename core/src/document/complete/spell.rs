//! How a route of some table writes its target.

use super::{find, targets, view::View};
use crate::{
    document::{
        cursor::{Cursor, Slot, Step},
        fields::Kind,
    },
    model::{Model, ObjectId},
};

/// Returns how the routes of a table write a target; nothing if none of them can lead there.
#[must_use]
pub fn spelled(model: &Model, table: ObjectId, target: ObjectId) -> Option<String> {
    let name = &model.identity(table).name;
    let (container, local) = name.rsplit_once('.')?;
    let (path, kind) = match table {
        ObjectId::RouteTable(_) => (vec!["vpcs", container, "route_tables", local], Kind::Target),
        ObjectId::LocalGatewayRouteTable(_) => {
            let outpost = container.strip_suffix(".lgw")?;
            let path = vec!["outposts", outpost, "local_gateway", "route_tables", local];
            (path, Kind::LocalGatewayTarget)
        }
        _other => return None,
    };
    let path = path.into_iter().map(|key| Step::Key(key.to_owned())).collect();
    let cursor = Cursor::of(path, Slot::Value);
    let view = View { model, cursor: &cursor };
    let offers = match &kind {
        Kind::Target => targets::of_vpc(&view),
        _local => targets::of_local_gateway(&view),
    };
    let leads = |label: &String| find(&view, &kind, label) == Some(target);
    offers.into_iter().map(|offer| offer.label).find(leads)
}
