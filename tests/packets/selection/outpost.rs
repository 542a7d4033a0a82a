//! Tables of subnets on an Outpost and of its local gateway: the rules VRT-07 to VRT-20 and LGR-01
//! to LGR-16. What shows in the way of a packet only stands in `followed.rs`.

use super::Pick;
use crate::stems::{RACK, REGION};

pub(super) const PICKS: &[Pick] = &[
    Pick {
        rule: "VRT-07",
        stem: RACK,
        edits: &[
            (
                "172.16.0.0/16: lgw",
                "172.16.0.0/16: lgw, prefix_list.x: transit_gateway.t, \
                 172.16.0.1/16: { target: virtual_private_gateway.v, origin: direct-connect }, \
                 172.16.0.2/16: { target: virtual_private_gateway.v, origin: vpn-static }, \
                 172.16.0.3/16: { target: virtual_private_gateway.v, origin: vpn-bgp }, \
                 172.16.0.0/12: { target: virtual_private_gateway.v, origin: vpn-bgp }",
            ),
            ("outposts:\n", "prefix_lists: { x: { entries: [172.16.0.0/16] } }\noutposts:\n"),
        ],
        node: "a.rack",
        to: "172.16.0.10",
        expected: &[
            "* 172.16.0.0/16 local gateway p.lgw (static)",
            "- 172.16.0.0/16 transit gateway t (prefix list): a static route of the same prefix wins",
            "- 172.16.0.0/16 virtual private gateway v (propagated from Direct Connect): \
             a static route of the same prefix wins",
            "- 172.16.0.0/16 virtual private gateway v (propagated from VPN static routes): \
             a static route of the same prefix wins",
            "- 172.16.0.0/16 virtual private gateway v (propagated from VPN by BGP): \
             a static route of the same prefix wins",
            "- 172.16.0.0/12 virtual private gateway v (propagated from VPN by BGP): \
             172.16.0.0/16 is longer",
        ],
    },
    Pick {
        rule: "VRT-08",
        stem: RACK,
        edits: &[("cidrs: [10.0.0.0/16]", "cidrs: [10.0.0.0/16, 10.8.0.0/16]")],
        node: "a.rack",
        to: "10.8.3.4",
        expected: &["* 10.8.0.0/16 local (local)"],
    },
    Pick {
        rule: "VRT-09",
        stem: REGION,
        edits: &[(super::region::PRIVATE, "10.0.1.0/24: instance.app")],
        node: "a.private",
        to: "10.0.1.10",
        expected: &[
            "* 10.0.1.0/24 instance app (static)",
            "- 10.0.0.0/16 local (local): 10.0.1.0/24 is longer",
        ],
    },
    Pick {
        rule: "VRT-09",
        stem: REGION,
        edits: &[("0.0.0.0/0: igw", "10.0.2.0/24: nat_gateway.n, 10.0.3.0/24: vpc_endpoint.gwlb")],
        node: "a.public",
        to: "10.0.2.10",
        expected: &[
            "* 10.0.2.0/24 NAT gateway a.n (static)",
            "- 10.0.0.0/16 local (local): 10.0.2.0/24 is longer",
        ],
    },
    Pick {
        rule: "VRT-10",
        stem: RACK,
        edits: &[
            ("outposts:\n", "outposts:\n  q: { zone: usw2-az2, local_gateway: {} }\n"),
            ("region: { cidr: 10.0.2.0/24 }", "far: { cidr: 10.0.2.0/24, outpost: q }"),
            ("a.region", "a.far"),
            ("172.16.0.0/16: lgw", "10.0.2.0/24: lgw"),
        ],
        node: "a.rack",
        to: "10.0.2.10",
        expected: &[
            "* 10.0.2.0/24 local gateway p.lgw (static)",
            "- 10.0.0.0/16 local (local): 10.0.2.0/24 is longer",
        ],
    },
    Pick {
        rule: "VRT-13",
        stem: RACK,
        edits: &[("172.16.0.0/16: lgw", "0.0.0.0/0: lgw")],
        node: "a.rack",
        to: "52.94.76.10",
        expected: &["* 0.0.0.0/0 local gateway p.lgw (static)"],
    },
    Pick {
        rule: "VRT-15",
        stem: RACK,
        edits: &[
            ("172.16.0.0/16: lgw", "prefix_list.x: lgw"),
            (
                "outposts:\n",
                "prefix_lists: { x: { entries: [172.16.0.0/16, 192.168.0.0/16] } }\noutposts:\n",
            ),
        ],
        node: "a.rack",
        to: "192.168.3.4",
        expected: &["* 192.168.0.0/16 local gateway p.lgw (prefix list)"],
    },
    Pick {
        rule: "VRT-15",
        stem: RACK,
        edits: &[
            ("0.0.0.0/0: vif_group.main", "prefix_list.x: vif_group.main"),
            ("outposts:\n", "prefix_lists: { x: { entries: [172.16.0.0/16] } }\noutposts:\n"),
        ],
        node: "p.lgw.t",
        to: "172.16.0.10",
        expected: &["* 172.16.0.0/16 VIF group p.lgw.main (prefix list)"],
    },
    Pick {
        rule: "VRT-16",
        stem: RACK,
        edits: &[("172.16.0.0/16: lgw", "169.254.0.0/16: lgw, 0.0.0.0/0: lgw")],
        node: "a.rack",
        to: "169.254.169.253",
        expected: &[
            "- 169.254.0.0/16 local gateway p.lgw (static): \
             no route forwards 169.254.168.0/22 or fd00:ec2::/32",
            "- 0.0.0.0/0 local gateway p.lgw (static): \
             no route forwards 169.254.168.0/22 or fd00:ec2::/32",
        ],
    },
    Pick {
        rule: "VRT-16",
        stem: RACK,
        edits: &[("172.16.0.0/16: lgw", "169.254.0.0/16: lgw, 0.0.0.0/0: lgw")],
        node: "a.rack",
        to: "169.254.172.1",
        expected: &[
            "* 169.254.0.0/16 local gateway p.lgw (static)",
            "- 0.0.0.0/0 local gateway p.lgw (static): 169.254.0.0/16 is longer",
        ],
    },
    Pick {
        rule: "VRT-19",
        stem: RACK,
        edits: &[("172.16.0.0/16: lgw", "0.0.0.0/0: lgw")],
        node: "a.rack",
        to: "10.0.2.10",
        expected: &[
            "* 10.0.0.0/16 local (local)",
            "- 0.0.0.0/0 local gateway p.lgw (static): 10.0.0.0/16 is longer",
        ],
    },
    Pick {
        rule: "VRT-20",
        stem: RACK,
        edits: &[
            ("172.16.0.0/16: lgw", "0.0.0.0/0: lgw, prefix_list.s3: vpc_endpoint.s3"),
            ("outposts:\n", "prefix_lists: { s3: { entries: [52.218.0.0/17] } }\noutposts:\n"),
        ],
        node: "a.rack",
        to: "52.218.1.1",
        expected: &[
            "* 52.218.0.0/17 VPC endpoint s3 (prefix list)",
            "- 0.0.0.0/0 local gateway p.lgw (static): 52.218.0.0/17 is longer",
        ],
    },
    Pick {
        rule: "LGR-01",
        stem: RACK,
        edits: &[],
        node: "p.lgw.t",
        to: "10.0.1.10",
        expected: &[
            "* 10.0.1.0/24 subnet a.rack (propagated)",
            "- 0.0.0.0/0 VIF group p.lgw.main (static): 10.0.1.0/24 is longer",
        ],
    },
    Pick {
        rule: "LGR-04",
        stem: RACK,
        edits: &[
            (
                "0.0.0.0/0: vif_group.main",
                "172.16.0.0/16: network_interface.two, prefix_list.x: vif_group.main",
            ),
            (
                "outposts:\n",
                "prefix_lists: { x: { entries: [172.16.0.0/16, 172.16.0.0/24] } }\noutposts:\n",
            ),
        ],
        node: "p.lgw.t",
        to: "172.16.0.10",
        expected: &[
            "* 172.16.0.0/24 VIF group p.lgw.main (prefix list)",
            "- 172.16.0.0/16 network interface two (static): 172.16.0.0/24 is longer",
            "- 172.16.0.0/16 VIF group p.lgw.main (prefix list): 172.16.0.0/24 is longer",
        ],
    },
    Pick {
        rule: "LGR-05",
        stem: RACK,
        edits: &[(
            "0.0.0.0/0: vif_group.main",
            "0.0.0.0/0: vif_group.main, 10.0.1.0/24: network_interface.two",
        )],
        node: "p.lgw.t",
        to: "10.0.1.10",
        expected: &[
            "* 10.0.1.0/24 network interface two (static)",
            "- 10.0.1.0/24 subnet a.rack (propagated): a static route of the same prefix wins",
            "- 0.0.0.0/0 VIF group p.lgw.main (static): 10.0.1.0/24 is longer",
        ],
    },
    Pick {
        rule: "LGR-05",
        stem: RACK,
        edits: &[(
            "0.0.0.0/0: vif_group.main",
            "0.0.0.0/0: vif_group.main, 10.0.0.0/23: network_interface.two",
        )],
        node: "p.lgw.t",
        to: "10.0.1.10",
        expected: &[
            "* 10.0.1.0/24 subnet a.rack (propagated)",
            "- 10.0.0.0/23 network interface two (static): 10.0.1.0/24 is longer",
            "- 0.0.0.0/0 VIF group p.lgw.main (static): 10.0.1.0/24 is longer",
        ],
    },
    Pick {
        rule: "LGR-07",
        stem: RACK,
        edits: &[(
            "mode: direct-vpc-routing",
            "mode: coip, coip_pools: { x: [10.1.0.0/26, 10.1.1.0/26] }",
        )],
        node: "p.lgw.t",
        to: "10.1.1.9",
        expected: &[
            "* 10.1.1.0/26 CoIP pool p.lgw.t.x (propagated)",
            "- 0.0.0.0/0 VIF group p.lgw.main (static): 10.1.1.0/26 is longer",
        ],
    },
    Pick {
        rule: "LGR-07",
        stem: RACK,
        edits: &[("mode: direct-vpc-routing", "mode: coip, coip_pools: { x: [10.1.0.0/26] }")],
        node: "p.lgw.t",
        to: "10.0.1.10",
        expected: &["* 0.0.0.0/0 VIF group p.lgw.main (static)"],
    },
    Pick {
        rule: "LGR-08",
        stem: RACK,
        edits: &[],
        node: "p",
        to: "10.0.1.10",
        expected: &[
            "* 10.0.1.0/24 subnet a.rack (propagated)",
            "- 0.0.0.0/0 VIF group p.lgw.main (static): 10.0.1.0/24 is longer",
        ],
    },
    Pick {
        rule: "LGR-08",
        stem: RACK,
        edits: &[("172.16.0.0/16: lgw", "")],
        node: "p",
        to: "10.0.1.10",
        expected: &["* 0.0.0.0/0 VIF group p.lgw.main (static)"],
    },
    Pick {
        rule: "LGR-16",
        stem: RACK,
        edits: &[(
            "0.0.0.0/0: vif_group.main",
            "0.0.0.0/0: vif_group.main, 192.168.50.0/24: network_interface.two",
        )],
        node: "p.lgw.t",
        to: "192.168.50.1",
        expected: &[
            "* 192.168.50.0/24 network interface two (static)",
            "- 0.0.0.0/0 VIF group p.lgw.main (static): 192.168.50.0/24 is longer",
        ],
    },
    Pick {
        // Such a range is not announced (UNK-06), so the customer's device has no route to it.
        rule: "LGR-16",
        stem: RACK,
        edits: &[(
            "0.0.0.0/0: vif_group.main",
            "0.0.0.0/0: vif_group.main, 192.168.50.0/24: network_interface.two",
        )],
        node: "c.r",
        to: "192.168.50.1",
        expected: &[],
    },
];
