//! OP6022: same number by default.

use crate::{
    addr::Asn,
    diagnostic::{Code, Severity},
    model::{AttachmentResource, Identity, Key},
    rules::{Check, Context, Findings, Rule},
};

/// The number on AWS's side if nobody gives one (fact DXG-06).
const DEFAULT: Asn = Asn(64_512);

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP6022",
        name: "same-number-by-default",
        severity: Severity::Note,
        page: "A Direct Connect gateway and a transit gateway that is attached to it get the same AS number, because AWS gives its default.",
        facts: &["DXG-06"],
    },
    docs: page!("op6022_same_number_by_default.md"),
    check: Check::Parts(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    let model = cx.model();
    for (id, attachment) in model.transit_gateway_attachments.iter() {
        let AttachmentResource::DirectConnectGateway { gateway, .. } = attachment.resource else {
            continue;
        };
        let direct = &model.direct_connect_gateways[gateway];
        let transit = &model.transit_gateways[attachment.transit_gateway];
        let numbers =
            [number(direct.asn, &direct.identity), number(transit.asn, &transit.identity)];
        // Where both are written the same, that is an error.
        let written = direct.asn.is_some() && transit.asn.is_some();
        if written || numbers != [Some(DEFAULT); 2] {
            continue;
        }
        let both = format!("{} and {}", cx.title(gateway), cx.title(attachment.transit_gateway));
        found
            .report(
                id,
                Key::field(id, "direct_connect_gateway"),
                format!("{both} get one AS number, {}", DEFAULT.0),
            )
            .related(gateway, "the Direct Connect gateway")
            .related(attachment.transit_gateway, "the transit gateway")
            .because("AWS gives this number to a gateway that is made without one, and refuses the association unless the two differ.")
            .help("Give one of them another `asn`; if they exist already, write the numbers that they have.");
    }
}

/// Returns the number that a gateway gets; that of one that exists is not known unless it is written.
fn number(written: Option<Asn>, identity: &Identity) -> Option<Asn> {
    written.or_else(|| identity.aws_id.is_none().then_some(DEFAULT))
}
