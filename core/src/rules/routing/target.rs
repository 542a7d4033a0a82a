//! What routes lead to.

use crate::{
    model::{RouteTableId, RouteTarget},
    routing::{Candidate, Choice, RouteRef, TableRef},
    rules::Context,
};

/// Returns the target of a written route of a VPC, and its position.
pub(super) fn written(cx: &Context<'_>, one: Candidate) -> Option<(usize, RouteTarget)> {
    let RouteRef::Vpc(table, at) = one.route else { return None };
    let at = at as usize;
    Some((at, cx.model().route_tables[table].routes.get(at)?.target))
}

/// Returns the routes that a table follows for what `select` asked about.
pub(super) fn winners(choice: Choice) -> Vec<Candidate> {
    match choice {
        Choice::Nothing => Vec::new(),
        Choice::Routes(routes) | Choice::Ambiguous(routes) => routes,
    }
}

/// Returns the written route by which a table sends to the internet, with its target.
pub(super) fn to_the_internet(
    cx: &Context<'_>,
    table: RouteTableId,
) -> Option<(usize, RouteTarget)> {
    let internet = cx.network.internet_address();
    let selection = cx.network.tables.select(cx.model(), TableRef::Vpc(table), internet);
    winners(selection.choice).into_iter().find_map(|one| written(cx, one))
}

/// Returns whether a table sends to the internet as a whole, or leads a part of it to an internet gateway.
pub(super) fn has_way_out(cx: &Context<'_>, table: RouteTableId) -> bool {
    let internet = cx.network.internet_address();
    let selection = cx.network.tables.select(cx.model(), TableRef::Vpc(table), internet);
    let mut routes = cx.model().route_tables[table].routes.iter();
    !winners(selection.choice).is_empty()
        || routes.any(|route| matches!(route.target, RouteTarget::InternetGateway(_)))
}
