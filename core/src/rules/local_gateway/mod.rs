//! Local gateways: their tables, associations, routes and virtual interfaces.

pub(super) mod op3001_route_to_unassociated_gateway;
