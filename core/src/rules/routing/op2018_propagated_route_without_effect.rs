//! OP2018: propagated route without effect.

use super::target::written;
use crate::{
    diagnostic::{Code, Severity},
    model::{Key, RouteTarget},
    routing::{RouteRef, TableRef, Tables},
    rules::{Check, Context, Findings, Rule},
};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP2018",
        name: "propagated-route-without-effect",
        severity: Severity::Note,
        page: "A route to a local gateway has the same destination as a propagated one, which therefore never takes over.",
        facts: &["RT-21"],
    },
    docs: page!("op2018_propagated_route_without_effect.md"),
    check: Check::Parts(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    let model = cx.model();
    for (id, _) in model.route_tables.iter().filter(|(_, table)| table.propagates) {
        let all = Tables::all(model, &cx.network.bgp, TableRef::Vpc(id));
        let mut pairs = all.chunk_by(|one, other| one.prefix == other.prefix).filter_map(|group| {
            let mut written = group.iter().filter_map(|one| written(cx, *one));
            let gateway = written.find_map(|(at, target)| {
                let RouteTarget::LocalGateway(gateway) = target else { return None };
                Some((at, gateway))
            })?;
            let lost = group.iter().find(|one| one.rank.is_vpn_or_direct_connect())?;
            Some((gateway, *lost))
        });
        let Some(((at, gateway), lost)) = pairs.next() else { continue };
        let others = match pairs.count() {
            0 => String::new(),
            others => format!(" (and {others} more like it)"),
        };
        let finding = found.report(
            id,
            Key::item(id, "routes", at),
            format!(
                "the route for {} to {} also wins while the local gateway leads nowhere{others}",
                lost.prefix,
                cx.title(gateway)
            ),
        );
        if let RouteRef::VirtualPrivateGateway(private) = lost.route {
            finding.related(private, format!("{} is propagated from here", lost.prefix));
        }
        finding
            .because("A written route wins over a propagated one of the same destination, and stays in its table when the uplinks of the Outpost fail.")
            .help("If the propagated route is meant as the backup, replace the written one by hand or by automation when the uplinks fail; else let the table not propagate.");
    }
}
