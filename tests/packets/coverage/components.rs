//! What packets can meet, and what two other tools make of it.

/// One component.
pub(super) struct Component {
    pub(super) name: &'static str,
    /// The kinds of nodes that it is in answers, or the kind of objects that a filter is.
    pub(super) kinds: &'static [&'static str],
    pub(super) batfish: &'static str,
    pub(super) analyzer: &'static str,
}

const fn row(
    name: &'static str,
    kinds: &'static [&'static str],
    batfish: &'static str,
    analyzer: &'static str,
) -> Component {
    Component { name, kinds, batfish, analyzer }
}

const NOT_NAMED: &str = "not named [C01, C02, C03]";
const NOT_AWS: &str = "no: AWS components only [C02]";
const NO_OUTPOSTS: &str = "no [BF1, BF2]";

/// The rows of the table of components.
pub(super) const COMPONENTS: &[Component] = &[
    row(
        "Network interfaces, source/destination check, instances that forward",
        &["network-interface"],
        "yes, but the check cannot be off, and no instance forwards [BF1]",
        "yes [C01, C02]",
    ),
    row(
        "Subnets and VPC route tables",
        &["subnet"],
        "yes; no origin of routes, so that static and propagated ones share the load [BF1]",
        "yes [C02]",
    ),
    row(
        "Security groups",
        &["security group"],
        "yes; references match whatever the path [BF1]",
        "yes [C01, C02]",
    ),
    row("Network ACLs", &["network ACL"], "yes; in the order of the file [BF1]", "yes [C01, C02]"),
    row(
        "Internet gateways",
        &["internet-gateway"],
        "yes; no edge route tables [BF1]",
        "yes [C01, C02]",
    ),
    row(
        "Egress-only internet gateways",
        &["egress-only-internet-gateway"],
        "no: IPv6 routes are dropped [BF1]",
        "no: IPv4 only [C02]",
    ),
    row(
        "NAT gateways",
        &["nat-gateway", "regional-nat-gateway"],
        "one public address, no private or regional ones [BF1]",
        "yes [C01, C02]",
    ),
    row(
        "VPC peering connections",
        &["peering-connection"],
        "active ones [BF1]",
        "yes, one Region [C01, C02]",
    ),
    row(
        "Transit gateways",
        &["transit-gateway", "transit-gateway-attachment"],
        "yes; no ACLs of the attachment subnet, no appliance mode [BF1]",
        "yes; TCP through a route table forward only [C02]",
    ),
    row(
        "Virtual private gateways and VPN connections",
        &["virtual-private-gateway", "vpn-connection"],
        "yes; both tunnels share the load [BF1]",
        "as far as the VPN connection [C02]",
    ),
    row(
        "Direct Connect",
        &["direct-connect-interface", "direct-connect-gateway"],
        "private virtual interfaces; no IPv6, LAG, SiteLink [BF1]",
        "not named [C01, C02]",
    ),
    row(
        "VPC endpoints",
        &["vpc-endpoint"],
        "gateway endpoints, any protocol [BF1]",
        "yes [C01, C02]",
    ),
    row("Service links of Outposts", &["service-link"], NO_OUTPOSTS, NOT_NAMED),
    row("Local gateways, both modes", &["local-gateway"], NO_OUTPOSTS, NOT_NAMED),
    row(
        "Virtual interfaces and their BGP sessions",
        &["virtual-interface"],
        NO_OUTPOSTS,
        NOT_NAMED,
    ),
    row("Routers of the customer", &["router"], "yes, from their configuration [BF1]", NOT_AWS),
    row("LAN segments and hosts of the customer", &["segment", "host"], "yes [BF1]", NOT_AWS),
    row("The internet", &["internet"], "yes [BF1]", "an internet gateway is an end [C02]"),
];

/// What the keys of the sources stand for.
pub(super) const SOURCES: &[(&str, &str, &str)] = &[
    (
        "BF1",
        "Batfish, source and tests, commit cba1873338ae of 2026-08-21",
        "https://github.com/batfish/batfish",
    ),
    (
        "BF2",
        "Batfish, AWS network modeling",
        "https://github.com/batfish/batfish/blob/master/docs/aws_network_modeling.md",
    ),
    (
        "C01",
        "Reachability Analyzer explanation codes",
        "https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html",
    ),
    (
        "C02",
        "How Reachability Analyzer works",
        "https://docs.aws.amazon.com/vpc/latest/reachability/how-reachability-analyzer-works.html",
    ),
    (
        "C03",
        "Reachability Analyzer additional detail codes",
        "https://docs.aws.amazon.com/vpc/latest/reachability/additional-detail-codes.html",
    ),
];
