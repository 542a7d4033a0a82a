//! OP1005: an endpoint of S3 on Outposts where it cannot be.

use std::collections::BTreeMap;

use crate::{
    addr::Prefix,
    diagnostic::{Code, Severity},
    model::{Key, NetworkInterfaceId, OutpostId, Service, VpcId},
    rules::{Check, Context, Findings, Rule},
};

/// What the blocks of such a VPC lie in.
const PRIVATE: [&str; 3] = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"];

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP1005",
        name: "unusable-s3-endpoint",
        severity: Severity::Error,
        page: "An endpoint of S3 on Outposts stands where it cannot: not on an Outpost, twice in a VPC, or in a VPC with other than private addresses.",
        facts: &["SVC-16", "Q-17"],
    },
    docs: page!("op1005_unusable_s3_endpoint.md"),
    check: Check::Parts(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    let model = cx.model();
    let mut first: BTreeMap<(OutpostId, VpcId), NetworkInterfaceId> = BTreeMap::new();
    let all = model.network_interfaces.iter();
    for (id, one) in all.filter(|(_, one)| one.service == Some(Service::S3Outposts)) {
        let subnet = &model.subnets[one.subnet];
        let Some(outpost) = subnet.outpost() else {
            found
                .report(
                    id,
                    Key::field(id, "subnet"),
                    format!("{} stands in the Region", cx.title(id)),
                )
                .related(one.subnet, "lies in the Region")
                .because("An endpoint of S3 on Outposts stands in a subnet of the Outpost.")
                .help("Place it in a subnet of the Outpost.")
                .facts(&["Q-17"]);
            continue;
        };
        if let Some(earlier) = first.insert((outpost, subnet.vpc), id) {
            twice(cx, found, (earlier, id), subnet.vpc);
        } else {
            blocks(cx, found, id, subnet.vpc);
        }
    }
}

fn twice(
    cx: &Context<'_>,
    found: &mut Findings,
    (earlier, id): (NetworkInterfaceId, NetworkInterfaceId),
    vpc: VpcId,
) {
    found
        .report(
            id,
            id,
            format!(
                "{} is the second endpoint of S3 on this Outpost in VPC {}",
                cx.title(id),
                cx.name(vpc)
            ),
        )
        .related(earlier, "the first one")
        .because("AWS takes one for each VPC and Outpost.")
        .help("Use the one that is there: it serves the whole VPC.")
        .facts(&["Q-17"]);
}

/// Looks for blocks of the VPC outside the private ranges.
fn blocks(cx: &Context<'_>, found: &mut Findings, id: NetworkInterfaceId, vpc: VpcId) {
    let private: Vec<Prefix> = PRIVATE.iter().filter_map(|text| text.parse().ok()).collect();
    let own = cx.model().vpcs[vpc].prefixes.iter().enumerate();
    let mut outside = own.filter(|(_, prefix)| {
        !prefix.is_ipv6() && !private.iter().any(|range| range.covers(**prefix))
    });
    let Some((at, prefix)) = outside.next() else { return };
    found
        .report(
            id,
            id,
            format!("{} stands in VPC {}, which has {prefix}", cx.title(id), cx.name(vpc)),
        )
        .related(Key::item(vpc, "cidrs", at), "no private range")
        .because("S3 on Outposts takes endpoints from VPCs within 10.0.0.0/8, 172.16.0.0/12 and 192.168.0.0/16 only.")
        .help("Place the endpoint in another VPC.")
        .facts(&["SVC-16"]);
}
