//! OP3006: more routing domains than the racks take.

use crate::{
    diagnostic::{Code, Severity},
    model::{Generation, Key, LocalGatewayId},
    rules::{Check, Context, Findings, Rule},
};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP3006",
        name: "too-many-routing-domains",
        severity: Severity::Error,
        page: "A local gateway has more routing domains than its generation of racks takes.",
        facts: &["Q-04"],
    },
    docs: page!("op3006_too_many_routing_domains.md"),
    check: Check::Parts(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    let model = cx.model();
    for (gateway, one) in model.local_gateways.iter() {
        let domains = domains(cx, gateway);
        let generation = model.outposts[one.outpost].generation;
        let (most, word) = match generation {
            Generation::First => (1, "first"),
            Generation::Second => (10, "second"),
        };
        let Some(beyond) = domains.get(most) else { continue };
        let finding = found.report(
            gateway,
            *beyond,
            format!(
                "{} has {} routing domains, and racks of the {word} generation have {most}",
                cx.title(gateway),
                domains.len()
            ),
        );
        finding
            .whole()
            .because("A routing domain is a local gateway route table with a VIF group.");
        match generation {
            Generation::First => finding
                .severity(Severity::Warning)
                .help("Write `generation: 2` if the racks are of the second generation; else associate both VPCs with one table.")
                .because("AWS describes several routing domains for second-generation racks only; that older ones have one is inferred."),
            Generation::Second => finding.help("Join domains whose VPCs may see each other's routes, or ask AWS for a higher limit."),
        };
    }
}

/// Returns where the tables of a local gateway that have a VIF group say so, in the order of the files.
fn domains(cx: &Context<'_>, gateway: LocalGatewayId) -> Vec<Key> {
    let tables = cx.model().local_gateway_route_tables.iter();
    let own = tables.filter(|(_, one)| one.local_gateway == gateway);
    let with = own.filter(|(_, one)| one.vif_group.is_some_and(|group| group.state.is_meant()));
    let mut keys: Vec<Key> = with.map(|(id, _)| Key::field(id, "vif_group")).collect();
    keys.sort_by_key(|key| cx.span((*key).into()));
    keys
}
