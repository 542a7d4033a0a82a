//! Mistakes around gateway route tables and targets inside a VPC.

use super::Case;

pub(super) const GATEWAYS: &[Case] = &[
    (
        "OP9430",
        "main",
        "edge_route_table: edge",
        "edge_route_table: main",
        "edge_route_table: edge",
    ),
    (
        "OP9430",
        "10.40.2.0/25: instance.fw",
        "10.40.2.0/24: instance.fw",
        "10.40.2.0/25: instance.fw",
        "10.40.0.0/16: instance.fw",
    ),
    (
        "OP9430",
        "10.40.2.0/24: igw",
        "10.40.2.0/24: instance.fw",
        "10.40.2.0/24: igw",
        "10.40.2.0/24: network_interface.fw",
    ),
    (
        "OP9430",
        "192.0.2.0/24: instance.fw",
        "192.0.2.128/25: instance.fw",
        "192.0.2.0/24: instance.fw",
        "192.0.2.128/26: instance.fw",
    ),
    (
        "OP9430",
        "pool: { cidrs: [192.0.2.128/25], route_table: edge }",
        "route_table: pool }",
        "route_table: edge }",
        "route_table: pool }",
    ),
    (
        "OP9431",
        "10.0.3.0/24: igw",
        "{ 0.0.0.0/0: igw }",
        "{ 10.0.3.0/24: igw }",
        "{ 10.0.3.0/24: nat_gateway.a }",
    ),
    (
        "OP9431",
        "10.0.0.0/16: igw",
        "{ 0.0.0.0/0: igw }",
        "{ 10.0.0.0/16: igw }",
        "{ 10.0.0.0/16: nat_gateway.a }",
    ),
    (
        "OP9432",
        "0.0.0.0/0: instance.two",
        "0.0.0.0/0: instance.fw",
        "0.0.0.0/0: instance.two",
        "0.0.0.0/0: network_interface.two",
    ),
    (
        "OP9104",
        "2001:db8:40:2::10",
        "forwards: true",
        "forwards: { destination_nat: [{ from: 192.0.2.1, to: 2001:db8:40:2::10 }] }",
        "forwards: { destination_nat: [{ from: 192.0.2.1, to: 10.40.2.10 }] }",
    ),
    (
        "OP9434",
        "prefix_list.both: lgw",
        "  rack: { routes: { 172.16.100.0/24: lgw",
        "  rack: { routes: { prefix_list.both: lgw",
        "  rack: { routes: { prefix_list.onprem: lgw",
    ),
    (
        "OP9434",
        "prefix_list.both: vif_group.main",
        "routes: { 0.0.0.0/0: vif_group.main }",
        "routes: { prefix_list.both: vif_group.main }",
        "routes: { prefix_list.onprem: vif_group.main }",
    ),
    (
        "OP9433",
        "10.99.0.0/16: eigw",
        "\"::/0\": eigw",
        "10.99.0.0/16: eigw",
        "\"2001:db8:9::/48\": eigw",
    ),
];
