//! OP5002: a VPC that does not suit private anchors.

use crate::{
    addr::Prefix,
    diagnostic::{Code, Severity},
    model::{Connectivity, Generation, Key, Outpost, OutpostId, SubnetId, VpcId},
    rules::{Check, Context, Findings, Place, Rule},
};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP5002",
        name: "unfit-anchor-vpc",
        severity: Severity::Warning,
        page: "The VPC of private anchors is not what AWS asks for: dedicated, in the Outpost's account and zone, large enough, clear of 10.1.0.0/16.",
        facts: &["SL-05"],
    },
    docs: page!("op5002_unfit_anchor_vpc.md"),
    check: Check::Parts(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    for (id, outpost) in cx.model().outposts.iter() {
        if outpost.service_link.connectivity != Some(Connectivity::Private) {
            continue;
        }
        let anchors = outpost.service_link.anchors.iter();
        let interfaces = anchors.flat_map(|anchor| cx.network.with_address(*anchor));
        let subnets = interfaces.map(|one| cx.model().network_interfaces[*one].subnet);
        let mut subnets: Vec<SubnetId> = subnets.collect();
        subnets.sort_unstable();
        subnets.dedup();
        let mut vpcs: Vec<VpcId> = subnets.iter().map(|one| cx.model().subnets[*one].vpc).collect();
        vpcs.dedup();
        for subnet in subnets {
            judge_subnet(cx, found, (id, outpost), subnet);
        }
        for vpc in vpcs {
            judge_vpc(cx, found, (id, outpost), vpc);
        }
    }
}

fn judge_subnet(
    cx: &Context<'_>,
    found: &mut Findings,
    (id, outpost): (OutpostId, &Outpost),
    subnet: SubnetId,
) {
    let most = match outpost.generation {
        Generation::First => 25,
        Generation::Second => 24,
    };
    let prefixes = cx.model().subnets[subnet].prefixes.iter();
    for prefix in prefixes.filter(|one| !one.is_ipv6() && one.length() > most) {
        let what =
            format!("subnet {} has {prefix}, which is smaller than /{most}", cx.name(subnet));
        let help = format!("Move the anchors to a subnet of /{most} or larger.");
        report(cx, found, id, (Key::field(subnet, "cidr").into(), what, help));
    }
    let zone = cx.model().zone_of(subnet);
    if zone.is_some_and(|zone| zone != outpost.zone) {
        let what = format!(
            "subnet {} lies in another Availability Zone than the Outpost",
            cx.name(subnet)
        );
        let help = format!("Place the anchors in {}.", cx.title(outpost.zone));
        report(cx, found, id, (Key::field(subnet, "zone").into(), what, help));
    }
}

fn judge_vpc(
    cx: &Context<'_>,
    found: &mut Findings,
    (id, outpost): (OutpostId, &Outpost),
    vpc: VpcId,
) {
    let model = cx.model();
    let kept: Option<Prefix> = "10.1.0.0/16".parse().ok();
    let clash =
        model.vpcs[vpc].prefixes.iter().find(|one| kept.is_some_and(|kept| kept.overlaps(**one)));
    if let Some(prefix) = clash {
        let what = format!("VPC {} has {prefix}, and 10.1.0.0/16 must be free", cx.name(vpc));
        let help = "Give the anchors a VPC with another range.".to_owned();
        report(cx, found, id, (Key::field(vpc, "cidrs").into(), what, help));
    }
    let mut others = model.instances.iter().filter(|(_, one)| {
        one.interfaces
            .iter()
            .any(|one| model.subnets[model.network_interfaces[*one].subnet].vpc == vpc)
    });
    if let Some((instance, _)) = others.next() {
        let what = format!("VPC {} also holds {}", cx.name(vpc), cx.title(instance));
        let help = "Move it to another VPC: that of the anchors serves nothing else.".to_owned();
        report(cx, found, id, (instance.into(), what, help));
    }
    if let (Some(own), Some(other)) = (outpost.account, model.vpcs[vpc].account)
        && own != other
    {
        let what = format!("VPC {} belongs to {}", cx.name(vpc), cx.title(other));
        let help = format!("Make the VPC of the anchors in {}.", cx.title(own));
        report(cx, found, id, (vpc.into(), what, help));
    }
}

fn report(
    cx: &Context<'_>,
    found: &mut Findings,
    outpost: OutpostId,
    (place, what, help): (Place, String, String),
) {
    found
        .report(outpost, place, format!("{what}, and the anchors of {} stand there", cx.title(outpost)))
        .related(Key::field(outpost, "anchors"), "its anchors")
        .because("AWS asks for a VPC of the Outpost's account that serves the anchors alone, in the Outpost's zone, large enough, and clear of 10.1.0.0/16.")
        .help(help);
}
