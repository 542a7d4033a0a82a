//! OP3021: an instance with interfaces of other accounts or zones.

use crate::{
    diagnostic::{Code, Severity},
    model::{InstanceId, NetworkInterfaceId},
    rules::{Check, Context, Findings, Rule},
};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP3021",
        name: "interfaces-across-accounts",
        severity: Severity::Error,
        page: "An instance has network interfaces in VPCs of different accounts, or in different Availability Zones.",
        facts: &["IV-17"],
    },
    docs: page!("op3021_interfaces_across_accounts.md"),
    check: Check::Parts(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    for (instance, one) in cx.model().instances.iter() {
        let Some((first, others)) = one.interfaces.split_first() else { continue };
        for other in others {
            if let Some(why) = apart(cx, *first, *other) {
                report(cx, found, (instance, *first, *other), &why);
            }
        }
    }
}

/// Says so if two interfaces stand in different accounts or zones, as far as the files tell.
fn apart(cx: &Context<'_>, one: NetworkInterfaceId, other: NetworkInterfaceId) -> Option<String> {
    let model = cx.model();
    let [here, there] = [one, other].map(|id| model.network_interfaces[id].subnet);
    let [here_account, there_account] =
        [here, there].map(|id| model.vpcs[model.subnets[id].vpc].account);
    if let (Some(one), Some(other)) = (here_account, there_account)
        && one != other
    {
        return Some(format!("accounts {} and {}", cx.name(one), cx.name(other)));
    }
    let (one, other) = (model.zone_of(here)?, model.zone_of(there)?);
    (one != other).then(|| format!("Availability Zones {} and {}", cx.name(one), cx.name(other)))
}

fn report(
    cx: &Context<'_>,
    found: &mut Findings,
    (instance, first, other): (InstanceId, NetworkInterfaceId, NetworkInterfaceId),
    why: &str,
) {
    let subnet = cx.model().network_interfaces[first].subnet;
    found
        .report(other, other, format!("{} has interfaces in {why}", cx.title(instance)))
        .related(subnet, "the subnet of its primary interface")
        .because("An instance holds interfaces of several VPCs only within its own account and its own Availability Zone.")
        .help("Share the subnet with the account of the appliance, or give each account an appliance of its own.");
}
