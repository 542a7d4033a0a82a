//! Local gateways: their tables, associations, routes and virtual interfaces.

mod op3001_route_to_unassociated_gateway;
mod op3006_too_many_routing_domains;
mod op3013_table_without_way_out;
mod op3014_foreign_local_gateway;
mod op3015_unusable_interface_target;
mod op3016_too_many_interface_routes;
mod op3017_dropping_interface_target;
mod op3018_appliance_beside_its_hosts;
mod op3019_one_way_inspection;
mod op3020_forwarding_interface_with_check;
mod op3021_interfaces_across_accounts;
mod op3022_inspection_loop;
mod op3023_incomplete_vif_group;
mod op3024_inspected_range_not_announced;
mod op3025_announced_and_kept_in;
mod op3026_bridged_uplinks;
mod op3027_uplink_without_fast_lacp;
mod op3030_table_not_shared;
mod op3031_mixed_peer_asns;
mod op3032_subnet_left_on_the_main_table;

use super::{Rule, rule::judged};
use crate::diagnostic::code;

/// The rules of this family, in the order of the codes.
#[rustfmt::skip] // One rule, one line.
pub(super) const RULES: &[&Rule] = &[
    &op3001_route_to_unassociated_gateway::RULE,
    &judged(code::LOCAL_GATEWAY_ROUTE_IN_MAIN, page!("op3002_local_gateway_route_in_main_table.md")),
    &judged(code::LOCAL_GATEWAY_ROUTE_SHARED, page!("op3003_local_gateway_route_in_shared_table.md")),
    &judged(code::TWO_ASSOCIATIONS, page!("op3004_two_associations_on_one_outpost.md")),
    &judged(code::GROUP_IN_TWO_TABLES, page!("op3005_vif_group_in_two_tables.md")),
    &op3006_too_many_routing_domains::RULE,
    &judged(code::LOCAL_GATEWAY_ON_SERVER, page!("op3007_local_gateway_on_server.md")),
    &judged(code::LNI_ELSEWHERE, page!("op3008_local_network_interface_elsewhere.md")),
    &judged(code::IPV6_TO_LOCAL_GATEWAY, page!("op3009_ipv6_to_local_gateway.md")),
    &judged(code::IPV6_LIST_TO_LOCAL_GATEWAY, page!("op3010_ipv6_list_to_local_gateway.md")),
    &judged(code::VIF_OVERLAP, page!("op3011_overlapping_virtual_interfaces.md")),
    &judged(code::PEER_OFF_LINK, page!("op3012_peer_off_link.md")),
    &op3013_table_without_way_out::RULE,
    &op3014_foreign_local_gateway::RULE,
    &op3015_unusable_interface_target::RULE,
    &op3016_too_many_interface_routes::RULE,
    &op3017_dropping_interface_target::RULE,
    &op3018_appliance_beside_its_hosts::RULE,
    &op3019_one_way_inspection::RULE,
    &op3020_forwarding_interface_with_check::RULE,
    &op3021_interfaces_across_accounts::RULE,
    &op3022_inspection_loop::RULE,
    &op3023_incomplete_vif_group::RULE,
    &op3024_inspected_range_not_announced::RULE,
    &op3025_announced_and_kept_in::RULE,
    &op3026_bridged_uplinks::RULE,
    &op3027_uplink_without_fast_lacp::RULE,
    &op3030_table_not_shared::RULE,
    &op3031_mixed_peer_asns::RULE,
    &op3032_subnet_left_on_the_main_table::RULE,
];
