//! Local gateways: their tables, associations, routes and virtual interfaces.

pub(super) mod op3001_route_to_unassociated_gateway;
pub(super) mod op3006_too_many_routing_domains;
pub(super) mod op3013_table_without_way_out;
pub(super) mod op3014_foreign_local_gateway;
