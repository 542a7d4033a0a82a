//! VPC endpoints, AWS services, and VPC Block Public Access.

use super::{Pair, appliance, edits, nat, pair};
use crate::stems::{RACK, REGION, edited};

pub(super) const PAIRS: &[Pair] = &[
    // A service may have a list for each family of addresses.
    edits(
        "VPCE-02",
        dual,
        "app -> 2600:1fa0::1 tcp/443",
        &[],
        &[(", service: s3 }, s3:", ", service: dynamodb }, s3:")],
        [
            "delivered -: app > a.app > a.s3 > aws-service:six",
            "vpce-source-not-in-list: app > a.app > a.s3",
        ],
    ),
    // What no service has may be one of this service.
    edits(
        "RT-26",
        dual,
        "app -> 2600:1fa0::1 tcp/443",
        &[(", service: s3 }, s3:", " }, s3:")],
        &[(", service: s3 }, s3:", ", service: dynamodb }, s3:")],
        ["unmodelled-state: app > a.app > a.s3", "vpce-source-not-in-list: app > a.app > a.s3"],
    ),
    // The route with the prefix list of a service wins over the default, and leads to it.
    edits(
        "RT-26",
        endpoints,
        "app -> aws-service:s3 tcp/443",
        &[],
        &[("prefix_list.s3: vpc_endpoint.s3, ", "")],
        [
            "delivered -: app > a.app > a.s3 > aws-service:s3",
            "delivered 1500: app > a.app > a.gwlb > a.fw > a.igw (source 10.0.1.10 = 198.51.100.7) > internet > aws-service:s3",
        ],
    ),
    // The answer comes back by the endpoint.
    Pair {
        by_reply: true,
        fails: &[("prefix_list.s3: vpc_endpoint.s3, ", "")],
        ..pair(
            "RT-26",
            endpoints,
            "app -> aws-service:s3 tcp/443",
            [
                "delivered 9001: aws-service:s3 > a.s3 > a.app > app",
                "delivered 1500: aws-service:s3 > internet > a.igw (destination 198.51.100.7 = 10.0.1.10) > a.gwlb > a.fw > a.app > app",
            ],
        )
    },
    // It carries TCP and echo requests,
    Pair {
        fails_flow: "app -> aws-service:s3 udp/443",
        ..pair(
            "VPCE-01",
            endpoints,
            "app -> aws-service:s3 icmp/echo",
            [
                "delivered -: app > a.app > a.s3 > aws-service:s3",
                "protocol-unsupported: app > a.app > a.s3",
            ],
        )
    },
    // to the addresses of its list only,
    Pair {
        both: &[("prefix_list.s3: vpc_endpoint.s3", "52.0.0.0/8: vpc_endpoint.s3")],
        holds: &[("[52.218.0.0/17]", "[52.192.0.0/11]")],
        ..pair(
            "VPCE-02",
            endpoints,
            "app -> 52.200.0.1 tcp/443",
            [
                "delivered -: app > a.app > a.s3 > aws-service:s3",
                "vpce-source-not-in-list: app > a.app > a.s3",
            ],
        )
    },
    // and from its own VPC only.
    edits(
        "VPCE-05",
        on_premises_by_endpoint,
        "c.db -> 52.218.0.1 tcp/443",
        &[("forwards: true", "forwards: { source_nat: true }")],
        &[],
        [
            "delivered 1300: c.db > c.r > p.lgw > a.rack > two (source 172.16.0.10 = 10.0.1.11) > a.rack > p.service-link > a.s3 > aws-service:s3",
            "spoofed-source: c.db > c.r > p.lgw > a.rack > two > a.rack > p.service-link > a.s3",
        ],
    ),
    // A service answers, and opens nothing.
    Pair {
        fails_flow: "a.api -> app tcp/443",
        ..pair(
            "VPCE-03",
            endpoints,
            "app -> a.api tcp/443",
            ["delivered 9001: app > a.app > a.fw > a.api.one", "vpce-cannot-initiate: a.api.one"],
        )
    },
    // Only one in service answers.
    edits(
        "VPCE-03",
        endpoints,
        "app -> a.api tcp/443",
        &[("type: interface", "state: pending, type: interface")],
        &[],
        [
            "component-not-ready: app > a.app > a.fw > a.api.one",
            "delivered 9001: app > a.app > a.fw > a.api.one",
        ],
    ),
    // The table of the endpoint's subnet decides where a packet goes that passed it.
    edits(
        "VPCE-04",
        endpoints,
        "app -> internet tcp/443",
        &[],
        &[("fw: { routes: { 0.0.0.0/0: igw } }", "fw: {}")],
        [THROUGH, "no-route: app > a.app > a.gwlb > a.fw"],
    ),
    // A firewall lets no reply pass of which it did not see the packet.
    edits(
        "RT-54",
        endpoints,
        "internet -> app tcp/443",
        &[
            ("type: gateway-load-balancer", "type: network-firewall, passes: true"),
            ("edge: { routes: { 10.0.1.0/24: vpc_endpoint.gwlb } }", "edge: {}"),
        ],
        &[("type: gateway-load-balancer", "type: network-firewall, passes: true")],
        ["delivered, return-asymmetric", "delivered, delivered"],
    ),
    // What is for that subnet itself asks no table.
    Pair {
        both: &[
            ("instances: {", "instances: { near: { subnet: a.fw, ip: 10.0.3.30 },"),
            (
                "      fw: { cidr",
                "      mid: { cidr: 10.0.5.0/24, route_table: mid }\n      fw: { cidr",
            ),
            (
                "      fw: { routes: {",
                "      mid: { routes: { 10.0.3.0/24: vpc_endpoint.gwlb } }\n      fw: { routes: { 10.0.3.0/24: vpc_endpoint.gwlb,",
            ),
            ("app: { routes: {", "app: { routes: { 10.0.3.0/24: vpc_endpoint.gwlb,"),
        ],
        fails: &[(
            "type: gateway-load-balancer, subnet: fw",
            "type: gateway-load-balancer, subnet: mid",
        )],
        ..pair("RT-07", endpoints, "app -> near tcp/443", ["delivered, delivered", "loop"])
    },
    // What a firewall lets pass is for the input to say.
    edits(
        "VPCE-04",
        endpoints,
        "app -> internet tcp/443",
        &[("type: gateway-load-balancer", "type: network-firewall, passes: true")],
        &[("type: gateway-load-balancer", "type: network-firewall")],
        [THROUGH, "unsupported-object: app > a.app > a.gwlb"],
    ),
    // A firewall sees both directions, or the connection is lost.
    Pair {
        by_reply: true,
        both: &[("type: gateway-load-balancer", "type: network-firewall, passes: true")],
        holds: &[("{ edge_route_table: edge }", "true")],
        ..pair(
            "RT-57",
            endpoints,
            "app -> internet tcp/443",
            [
                "return-asymmetric: internet > a.igw (destination 198.51.100.7 = 10.0.1.10) > a.app > app",
                "delivered 1500: internet > a.igw (destination 198.51.100.7 = 10.0.1.10) > a.gwlb > a.fw > a.app > app",
            ],
        )
    },
    // A gateway route table may lead to such an endpoint,
    edits(
        "RT-51",
        endpoints,
        "internet -> app tcp/443",
        &[],
        &[("{ edge_route_table: edge }", "true")],
        [
            "delivered 1500: internet > a.igw (destination 198.51.100.7 = 10.0.1.10) > a.gwlb > a.fw > a.app > app",
            "delivered 1500: internet > a.igw (destination 198.51.100.7 = 10.0.1.10) > a.app > app",
        ],
    ),
    // and then what goes out passes it, too.
    edits(
        "RT-54",
        endpoints,
        "app -> internet tcp/443",
        &[],
        &[("0.0.0.0/0: vpc_endpoint.gwlb", "0.0.0.0/0: igw")],
        [THROUGH, "edge-asymmetry: app > a.app > a.igw"],
    ),
    // A route for a whole subnet may lead to one.
    edits(
        "RT-41",
        endpoints,
        "app -> a.api tcp/443",
        &[("app: { routes: {", "app: { routes: { 10.0.3.0/24: vpc_endpoint.gwlb,")],
        &[],
        [
            "delivered 9001: app > a.app > a.gwlb > a.fw > a.api.one",
            "delivered 9001: app > a.app > a.fw > a.api.one",
        ],
    ),
    // Block Public Access stops what passes an internet gateway,
    edits(
        "NAT-13",
        region,
        "web -> internet tcp/443",
        &[("us-west-2\n", "us-west-2\nblock_public_access: bidirectional\n")],
        &[],
        ["vpc-bpa: web > a.public > a.igw", OUT],
    ),
    // in both directions or in one: then NAT gateways still let connections out.
    edits(
        "NAT-13",
        region,
        "app -> internet tcp/443",
        &[("us-west-2\n", "us-west-2\nblock_public_access: bidirectional\n")],
        &[("us-west-2\n", "us-west-2\nblock_public_access: ingress-only\n")],
        [
            "vpc-bpa: app > a.private > a.n (source 10.0.2.10 = 10.0.1.5) > a.public > a.igw",
            "delivered 1500: app > a.private > a.n (source 10.0.2.10 = 10.0.1.5) > a.public > a.igw (source 10.0.1.5 = 203.0.113.5) > internet",
        ],
    ),
    // A subnet or a VPC may be excluded,
    Pair {
        both: &[("us-west-2\n", "us-west-2\nblock_public_access: ingress-only\n")],
        fails: &[(
            "cidr: 10.0.1.0/24",
            "cidr: 10.0.1.0/24, block_public_access_exclusion: bidirectional",
        )],
        ..pair(
            "NAT-13",
            region,
            "internet -> web tcp/443",
            [
                "vpc-bpa: internet > a.igw",
                "delivered 1500: internet > a.igw (destination 198.51.100.7 = 10.0.1.10) > a.public > web",
            ],
        )
    },
    // or only what it opens.
    Pair {
        both: &[
            ("us-west-2\n", "us-west-2\nblock_public_access: bidirectional\n"),
            (
                "    internet_gateway: true",
                "    block_public_access_exclusion: egress-only\n    internet_gateway: true",
            ),
        ],
        fails_flow: "web -> internet tcp/443",
        ..pair("NAT-13", region, "internet -> web tcp/443", ["vpc-bpa: internet > a.igw", OUT])
    },
    // A VPC may differ from the rest of its file.
    Pair {
        both: &[("us-west-2\n", "us-west-2\nblock_public_access: bidirectional\n")],
        fails: &[(
            "    internet_gateway: true",
            "    block_public_access: off\n    internet_gateway: true",
        )],
        ..pair(
            "NAT-13",
            region,
            "web -> internet tcp/443",
            ["vpc-bpa: web > a.public > a.igw", OUT],
        )
    },
    // For a public pool only an exclusion of the whole VPC counts.
    Pair {
        both: &[("us-west-2\n", "us-west-2\nblock_public_access: bidirectional\n")],
        holds: &[(
            "    cidrs: [10.0.0.0/16]",
            "    block_public_access_exclusion: bidirectional\n    cidrs: [10.0.0.0/16]",
        )],
        fails: &[(
            "fw: { cidr: 10.0.3.0/24",
            "fw: { block_public_access_exclusion: bidirectional, cidr: 10.0.3.0/24",
        )],
        ..pair(
            "RT-56",
            appliance::pool,
            "internet -> 192.0.2.1 tcp/443",
            [
                "delivered 1500: internet > a.igw > a.fw > fw (destination 192.0.2.1 = 10.0.1.10) > a.fw > a.web > web",
                "vpc-bpa: internet > a.igw",
            ],
        )
    },
    // It holds for egress-only internet gateways,
    edits(
        "NAT-13",
        nat::six_only,
        "six -> internet(2600::1) tcp/443",
        &[("us-west-2\n", "us-west-2\nblock_public_access: bidirectional\n")],
        &[("us-west-2\n", "us-west-2\nblock_public_access: ingress-only\n")],
        ["vpc-bpa: six > a.six > a.eigw", "delivered 1500: six > a.six > a.eigw > internet"],
    ),
];

const THROUGH: &str = "delivered 1500: app > a.app > a.gwlb > a.fw > a.igw \
                       (source 10.0.1.10 = 198.51.100.7) > internet";
const OUT: &str =
    "delivered 1500: web > a.public > a.igw (source 10.0.1.10 = 198.51.100.7) > internet";

fn region() -> String {
    REGION.to_owned()
}

/// One host, an endpoint of each type, and inspection between the host and the internet.
pub(crate) fn endpoints() -> String {
    ENDPOINTS.to_owned()
}

/// An endpoint of a service with a list for each family.
fn dual() -> String {
    edited(
        ENDPOINTS.to_owned(),
        &[
            ("cidrs: [10.0.0.0/16]", "cidrs: [10.0.0.0/16, \"2001:db8:1::/56\"]"),
            (
                "app: { cidr: 10.0.1.0/24,",
                "app: { cidr: 10.0.1.0/24, ipv6_cidr: \"2001:db8:1:1::/64\",",
            ),
            (
                "prefix_list.s3: vpc_endpoint.s3,",
                "prefix_list.s3: vpc_endpoint.s3, prefix_list.six: vpc_endpoint.s3,",
            ),
            (
                "prefix_lists: {",
                "prefix_lists: { six: { entries: [\"2600:1fa0::/28\"], service: s3 },",
            ),
            ("ip: 10.0.1.10,", "ip: 10.0.1.10, ipv6: \"2001:db8:1:1::10\","),
        ],
    )
}

const ENDPOINTS: &str = "\
outpath: 1
region: us-west-2
vpcs:
  a:
    cidrs: [10.0.0.0/16]
    internet_gateway: { edge_route_table: edge }
    subnets:
      app: { cidr: 10.0.1.0/24, route_table: app }
      fw: { cidr: 10.0.3.0/24, route_table: fw }
    route_tables:
      app: { routes: { prefix_list.s3: vpc_endpoint.s3, 0.0.0.0/0: vpc_endpoint.gwlb } }
      fw: { routes: { 0.0.0.0/0: igw } }
      edge: { routes: { 10.0.1.0/24: vpc_endpoint.gwlb } }
    vpc_endpoints:
      s3: { type: gateway, service: s3, prefix_list: s3 }
      api: { type: interface, interfaces: { one: { subnet: fw, ip: 10.0.3.20 } } }
      gwlb: { type: gateway-load-balancer, subnet: fw }
prefix_lists: { s3: { entries: [52.218.0.0/17] } }
instances: { app: { subnet: a.app, ip: 10.0.1.10, public_ip: 198.51.100.7 } }
";

/// What the campus sends to S3 by way of the Outpost meets an appliance, then a gateway endpoint.
pub(crate) fn on_premises_by_endpoint() -> String {
    edited(
        RACK.to_owned(),
        &[
            (
                "cidrs: [10.0.0.0/16]",
                "cidrs: [10.0.0.0/16]\n    vpc_endpoints: { s3: { type: gateway, service: s3, prefix_list: s3 } }",
            ),
            ("172.16.0.0/16: lgw", "172.16.0.0/16: lgw, prefix_list.s3: vpc_endpoint.s3"),
            ("outposts:\n", "prefix_lists: { s3: { entries: [52.218.0.0/17] } }\noutposts:\n"),
            (
                "0.0.0.0/0: vif_group.main",
                "0.0.0.0/0: vif_group.main, 52.0.0.0/8: network_interface.two",
            ),
            ("ip: 10.0.1.11", "ip: 10.0.1.11, source_dest_check: false, forwards: true"),
            (
                "announce: [172.16.0.0/24]",
                "announce: [172.16.0.0/24], routes: { 52.0.0.0/8: 172.31.0.1 }",
            ),
        ],
    )
}
