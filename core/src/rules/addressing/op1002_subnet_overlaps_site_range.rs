//! OP1002: a subnet in direct VPC routing that overlaps the site.

use crate::{
    bgp::Because,
    diagnostic::{Code, Severity},
    model::{Key, LocalGatewayRouteTableId, SegmentId, SubnetId},
    rules::{Check, Context, Findings, Rule},
};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP1002",
        name: "subnet-overlaps-site-range",
        severity: Severity::Error,
        page: "A subnet that a local gateway announces shares addresses with a LAN of the customer.",
        facts: &["LGW-10", "DVR-07"],
    },
    docs: page!("op1002_subnet_overlaps_site_range.md"),
    check: Check::Parts(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    for table in cx.model().local_gateway_route_tables.ids() {
        for one in cx.network.bgp.announced(table) {
            if let Because::Subnet(subnet) = one.because {
                judge(cx, found, table, subnet);
            }
        }
    }
}

fn judge(
    cx: &Context<'_>,
    found: &mut Findings,
    table: LocalGatewayRouteTableId,
    subnet: SubnetId,
) {
    let model = cx.model();
    let shares = |segment: &SegmentId| {
        let other = model.segments[*segment].prefix;
        model.subnets[subnet].prefixes.iter().any(|prefix| prefix.overlaps(other))
    };
    for segment in model.segments.ids().filter(shares) {
        let prefix = model.segments[segment].prefix;
        found
            .report(
                subnet,
                Key::field(subnet, "cidr"),
                format!(
                    "subnet {} shares addresses with {} ({prefix})",
                    cx.name(subnet),
                    cx.title(segment)
                ),
            )
            .related(Key::field(segment, "cidr"), "the range of the site")
            .related(table, "the table that announces the subnet")
            .because("In direct VPC routing both sides use their own addresses, so a shared one could be on either side; AWS supports no overlap.")
            .help("Give the subnet another range, or the VPC a table in CoIP mode, where the site sees customer-owned addresses.");
    }
}
