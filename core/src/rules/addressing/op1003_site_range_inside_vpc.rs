//! OP1003: a range of the site inside an associated VPC.

use crate::{
    bgp::Because,
    diagnostic::{Code, Severity},
    model::{Key, SegmentId, SiteId, VpcId},
    rules::{Check, Context, Findings, Rule},
};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP1003",
        name: "site-range-inside-vpc",
        severity: Severity::Warning,
        page: "A LAN of the customer lies inside the CIDR block of a VPC that uses the local gateway there.",
        facts: &["COIP-12"],
    },
    docs: page!("op1003_site_range_inside_vpc.md"),
    check: Check::Parts(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    let model = cx.model();
    for (table, one) in model.local_gateway_route_tables.iter() {
        let site = model.outposts[model.local_gateways[one.local_gateway].outpost].site;
        for association in one.vpcs.iter().filter(|vpc| vpc.state.is_meant()) {
            for segment in segments(cx, association.vpc, site) {
                let announced = cx.network.bgp.announced(table).iter().any(|one| {
                    matches!(one.because, Because::Subnet(_))
                        && one.prefix.overlaps(model.segments[segment].prefix)
                });
                if !announced {
                    report(cx, found, association.vpc, segment);
                }
            }
        }
    }
}

/// Returns the LAN segments of a site, or of all if it is not known, that lie in a VPC.
fn segments(cx: &Context<'_>, vpc: VpcId, site: Option<SiteId>) -> Vec<SegmentId> {
    let model = cx.model();
    let inside = |prefix| model.vpcs[vpc].prefixes.iter().any(|own| own.overlaps(prefix));
    let segments = model.segments.iter();
    let here = segments.filter(|(_, one)| site.is_none_or(|site| site == one.site));
    here.filter(|(_, one)| inside(one.prefix)).map(|(id, _)| id).collect()
}

fn report(cx: &Context<'_>, found: &mut Findings, vpc: VpcId, segment: SegmentId) {
    let prefix = cx.model().segments[segment].prefix;
    found
        .report(
            segment,
            Key::field(segment, "cidr"),
            format!("{} ({prefix}) lies inside VPC {}", cx.title(segment), cx.name(vpc)),
        )
        .related(Key::field(vpc, "cidrs"), "the CIDR blocks of the VPC")
        .because("Inside the VPC the local route wins, so no instance reaches this range over the local gateway, in CoIP mode either.")
        .help("Let hosts in this range be reached by a translated address outside the VPC's blocks, or renumber.");
}
