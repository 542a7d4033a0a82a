//! Tables of a VPC in the Region: the rules RT-20 to RT-28.

use super::Pick;
use crate::stems::REGION;

/// The routes of the table that the rows rewrite.
pub(super) const PRIVATE: &str = "10.9.0.0/16: peering_connection.ab, 0.0.0.0/0: nat_gateway.n";
const ONE_LIST: &str = "prefix_lists:\n  x: { entries: [10.9.0.0/16] }\npeering_connections:";

pub(super) const PICKS: &[Pick] = &[
    Pick {
        rule: "RT-20",
        stem: REGION,
        edits: &[],
        node: "a.private",
        to: "10.9.1.10",
        expected: &[
            "* 10.9.0.0/16 VPC peering connection ab (static)",
            "- 0.0.0.0/0 NAT gateway a.n (static): 10.9.0.0/16 is longer",
        ],
    },
    Pick {
        rule: "RT-20",
        stem: REGION,
        edits: &[(
            PRIVATE,
            "10.9.0.0/16: peering_connection.ab, \
             10.9.0.0/17: { target: virtual_private_gateway.v, origin: vpn-bgp }",
        )],
        node: "a.private",
        to: "10.9.1.10",
        expected: &[
            "* 10.9.0.0/17 virtual private gateway v (propagated from VPN by BGP)",
            "- 10.9.0.0/16 VPC peering connection ab (static): 10.9.0.0/17 is longer",
        ],
    },
    Pick {
        rule: "RT-21",
        stem: REGION,
        edits: &[
            (
                PRIVATE,
                "prefix_list.x: transit_gateway.t, 10.9.0.0/16: [peering_connection.ab, \
                 { target: virtual_private_gateway.v, origin: vpn-bgp }, \
                 { target: virtual_private_gateway.v, origin: vpn-static }, \
                 { target: virtual_private_gateway.v, origin: direct-connect }]",
            ),
            ("peering_connections:", ONE_LIST),
        ],
        node: "a.private",
        to: "10.9.1.10",
        expected: &[
            "* 10.9.0.0/16 VPC peering connection ab (static)",
            "- 10.9.0.0/16 transit gateway t (prefix list): a static route of the same prefix wins",
            "- 10.9.0.0/16 virtual private gateway v (propagated from Direct Connect): \
             a static route of the same prefix wins",
            "- 10.9.0.0/16 virtual private gateway v (propagated from VPN static routes): \
             a static route of the same prefix wins",
            "- 10.9.0.0/16 virtual private gateway v (propagated from VPN by BGP): \
             a static route of the same prefix wins",
        ],
    },
    Pick {
        rule: "RT-21",
        stem: REGION,
        edits: &[
            (
                PRIVATE,
                "prefix_list.x: transit_gateway.t, \
                 10.9.0.3/16: { target: virtual_private_gateway.v, origin: direct-connect }",
            ),
            ("peering_connections:", ONE_LIST),
        ],
        node: "a.private",
        to: "10.9.1.10",
        expected: &[
            "* 10.9.0.0/16 transit gateway t (prefix list)",
            "- 10.9.0.0/16 virtual private gateway v (propagated from Direct Connect): \
             a prefix list route of the same prefix wins",
        ],
    },
    Pick {
        rule: "RT-21",
        stem: REGION,
        edits: &[(
            PRIVATE,
            "10.9.0.1/16: { target: virtual_private_gateway.v, origin: vpn-static }, \
             10.9.0.0/16: { target: virtual_private_gateway.v, origin: direct-connect }",
        )],
        node: "a.private",
        to: "10.9.1.10",
        expected: &[
            "* 10.9.0.0/16 virtual private gateway v (propagated from Direct Connect)",
            "- 10.9.0.0/16 virtual private gateway v (propagated from VPN static routes): \
             a propagated from Direct Connect route of the same prefix wins",
        ],
    },
    Pick {
        rule: "RT-21",
        stem: REGION,
        edits: &[(
            PRIVATE,
            "10.9.0.0/16: { target: virtual_private_gateway.v, origin: vpn-bgp }, \
             10.9.0.1/16: { target: virtual_private_gateway.v, origin: vpn-static }",
        )],
        node: "a.private",
        to: "10.9.1.10",
        expected: &[
            "* 10.9.0.0/16 virtual private gateway v (propagated from VPN static routes)",
            "- 10.9.0.0/16 virtual private gateway v (propagated from VPN by BGP): \
             a propagated from VPN static routes route of the same prefix wins",
        ],
    },
    Pick {
        rule: "RT-22",
        stem: REGION,
        edits: &[(
            PRIVATE,
            "10.0.9.0/24: { target: virtual_private_gateway.v, origin: vpn-bgp }, \
             10.0.8.0/22: { target: virtual_private_gateway.v, origin: vpn-static }, \
             10.0.0.0/16: { target: virtual_private_gateway.v, origin: direct-connect }, \
             10.0.0.0/8: { target: virtual_private_gateway.w, origin: direct-connect }",
        )],
        node: "a.private",
        to: "10.0.9.1",
        expected: &[
            "* 10.0.0.0/16 local (local)",
            "- 10.0.9.0/24 virtual private gateway v (propagated from VPN by BGP): \
             a propagated route inside the local route 10.0.0.0/16 never wins",
            "- 10.0.8.0/22 virtual private gateway v (propagated from VPN static routes): \
             a propagated route inside the local route 10.0.0.0/16 never wins",
            "- 10.0.0.0/16 virtual private gateway v (propagated from Direct Connect): \
             a propagated route inside the local route 10.0.0.0/16 never wins",
            "- 10.0.0.0/8 virtual private gateway w (propagated from Direct Connect): \
             10.0.0.0/16 is longer",
        ],
    },
    Pick {
        rule: "RT-23",
        stem: REGION,
        edits: &[
            (PRIVATE, "prefix_list.x: transit_gateway.t, prefix_list.y: peering_connection.ab"),
            (
                "peering_connections:",
                "prefix_lists:\n  x: { entries: [10.8.0.0/14] }\n  y: { entries: [10.9.0.0/16] }\n\
                 peering_connections:",
            ),
        ],
        node: "a.private",
        to: "10.9.1.10",
        expected: &[
            "* 10.9.0.0/16 VPC peering connection ab (prefix list): \
             AWS picks one of these arbitrarily",
            "* 10.8.0.0/14 transit gateway t (prefix list): AWS picks one of these arbitrarily",
        ],
    },
    Pick {
        rule: "RT-23",
        stem: REGION,
        edits: &[
            (PRIVATE, "prefix_list.x: transit_gateway.t, prefix_list.y: transit_gateway.t"),
            (
                "peering_connections:",
                "prefix_lists:\n  x: { entries: [10.8.0.0/14] }\n  y: { entries: [10.9.0.0/16] }\n\
                 peering_connections:",
            ),
        ],
        node: "a.private",
        to: "10.9.1.10",
        expected: &[
            "* 10.9.0.0/16 transit gateway t (prefix list)",
            "- 10.8.0.0/14 transit gateway t (prefix list): 10.9.0.0/16 is longer",
        ],
    },
    Pick {
        rule: "RT-26",
        stem: REGION,
        edits: &[
            (PRIVATE, "prefix_list.s3: vpc_endpoint.s3, 0.0.0.0/0: nat_gateway.n"),
            (
                "peering_connections:",
                "prefix_lists: { s3: { entries: [52.218.0.0/17] } }\npeering_connections:",
            ),
        ],
        node: "a.private",
        to: "52.218.1.1",
        expected: &[
            "* 52.218.0.0/17 VPC endpoint s3 (prefix list)",
            "- 0.0.0.0/0 NAT gateway a.n (static): 52.218.0.0/17 is longer",
        ],
    },
    Pick {
        rule: "RT-26",
        stem: REGION,
        edits: &[
            (
                PRIVATE,
                "prefix_list.s3: vpc_endpoint.s3, 52.218.0.0/17: nat_gateway.n, \
                 52.218.64.0/18: transit_gateway.t",
            ),
            (
                "peering_connections:",
                "prefix_lists: { s3: { entries: [52.218.0.0/17] } }\npeering_connections:",
            ),
        ],
        node: "a.private",
        to: "52.218.1.1",
        expected: &[
            "* 52.218.0.0/17 NAT gateway a.n (static)",
            "- 52.218.0.0/17 VPC endpoint s3 (prefix list): a static route of the same prefix wins",
        ],
    },
    Pick {
        rule: "RT-26",
        stem: REGION,
        edits: &[
            (PRIVATE, "prefix_list.s3: vpc_endpoint.s3, 52.218.64.0/18: transit_gateway.t"),
            (
                "peering_connections:",
                "prefix_lists: { s3: { entries: [52.218.0.0/17] } }\npeering_connections:",
            ),
        ],
        node: "a.private",
        to: "52.218.65.1",
        expected: &[
            "* 52.218.64.0/18 transit gateway t (static)",
            "- 52.218.0.0/17 VPC endpoint s3 (prefix list): 52.218.64.0/18 is longer",
        ],
    },
    Pick {
        rule: "RT-28",
        stem: REGION,
        edits: &[(
            PRIVATE,
            "10.9.0.0/16: peering_connection.ab, \
             10.9.0.1/16: { target: network_interface.web, origin: route-server }, \
             10.9.0.2/16: { target: virtual_private_gateway.v, origin: vpn-bgp }",
        )],
        node: "a.private",
        to: "10.9.1.10",
        expected: &[
            "* 10.9.0.0/16 VPC peering connection ab (static)",
            "- 10.9.0.0/16 virtual private gateway v (propagated from VPN by BGP): \
             a static route of the same prefix wins",
            "- 10.9.0.0/16 network interface web (advertised by Route Server): \
             a static route of the same prefix wins",
        ],
    },
    Pick {
        rule: "RT-28",
        stem: REGION,
        edits: &[(PRIVATE, "10.0.0.0/16: { target: network_interface.web, origin: route-server }")],
        node: "a.private",
        to: "10.0.1.10",
        expected: &[
            "* 10.0.0.0/16 local (local)",
            "- 10.0.0.0/16 network interface web (advertised by Route Server): \
             a local route of the same prefix wins",
        ],
    },
];
