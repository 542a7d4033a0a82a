//! Local gateways: their tables, associations, routes and virtual interfaces.

pub(super) mod op3001_route_to_unassociated_gateway;
pub(super) mod op3006_too_many_routing_domains;
pub(super) mod op3013_table_without_way_out;
pub(super) mod op3014_foreign_local_gateway;
pub(super) mod op3015_unusable_interface_target;
pub(super) mod op3016_too_many_interface_routes;
pub(super) mod op3017_dropping_interface_target;
pub(super) mod op3018_appliance_beside_its_hosts;
pub(super) mod op3019_one_way_inspection;
pub(super) mod op3020_forwarding_interface_with_check;
pub(super) mod op3021_interfaces_across_accounts;
pub(super) mod op3022_inspection_loop;
pub(super) mod op3023_incomplete_vif_group;
