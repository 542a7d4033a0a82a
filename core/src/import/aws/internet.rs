//! Internet gateways, egress-only internet gateways and carrier gateways.

use crate::{diagnostic::code, text::Spanned};

use super::{
    call::{Family, Page, Reader},
    draft::Draft,
    kind::Kind,
    part::{Part, broken, plain},
    vpcs::not_understood,
};

pub(super) const FAMILY: Family = Family {
    readers: &[
        Reader {
            operation: "describe-internet-gateways",
            one: "InternetGateway",
            id: "InternetGatewayId",
            members: &["InternetGatewayId"],
            read: internet,
            takes: "the VPC that each is attached to, tags",
        },
        Reader {
            operation: "describe-egress-only-internet-gateways",
            one: "EgressOnlyInternetGateway",
            id: "EgressOnlyInternetGatewayId",
            members: &["EgressOnlyInternetGatewayId"],
            read: egress_only,
            takes: "the VPC that each is attached to, tags",
        },
        Reader {
            operation: "describe-carrier-gateways",
            one: "CarrierGateway",
            id: "CarrierGatewayId",
            members: &["CarrierGatewayId"],
            read: carrier,
            takes: "nothing: a path that meets one is unknown",
        },
    ],
    finish: None,
};

fn internet<'a>(draft: &mut Draft<'a>, page: &Page<'a>, part: Part<'a>) {
    gateway(draft, page, part, (Kind::InternetGateway, "InternetGatewayId"));
}

fn egress_only<'a>(draft: &mut Draft<'a>, page: &Page<'a>, part: Part<'a>) {
    gateway(draft, page, part, (Kind::EgressOnly, "EgressOnlyInternetGatewayId"));
}

/// Reads a gateway with its attachment. One without stands in no VPC, and routes to it lead nowhere.
fn gateway<'a>(
    draft: &mut Draft<'a>,
    page: &Page<'a>,
    part: Part<'a>,
    (kind, member): (Kind, &str),
) {
    let Some(id) = draft.id(part, member) else { return };
    let Some(attachment) = part.parts("Attachments").next() else {
        let message = format!("{} `{}` is attached to no VPC", kind.info().noun, id.value);
        draft.report(code::SNAPSHOT_STATE, message, id.span, |found| {
            found.because("It is left out.")
        });
        return;
    };
    let Some(vpc) = draft.id(attachment, "VpcId") else { return };
    draft.describe_as(kind, id, page, part);
    draft.place(kind, id, (Kind::Vpc, vpc));
    if kind == Kind::InternetGateway {
        attached(draft, kind, id, attachment);
    }
}

/// Says whether a gateway is attached, where that is not plain.
pub(super) fn attached(draft: &mut Draft<'_>, kind: Kind, id: Spanned<&str>, attachment: Part<'_>) {
    let Some(state) = attachment.text("State").filter(|state| !is_attached(*state)) else { return };
    let value = if matches!(state.value, "attaching" | "detaching" | "detached") {
        plain(state.span, false)
    } else {
        not_understood(draft, "the state of an attachment", state);
        broken(state.span)
    };
    draft.set(kind, id, "attached", value);
}

/// Returns whether an attachment is in force; internet gateways show `available` for it.
pub(super) fn is_attached(state: Spanned<&str>) -> bool {
    matches!(state.value, "attached" | "available")
}

fn carrier<'a>(draft: &mut Draft<'a>, _: &Page<'a>, part: Part<'a>) {
    let Some(id) = part.text("CarrierGatewayId") else { return };
    let message = "carrier gateways are not judged".to_owned();
    draft.report_once(code::SNAPSHOT_UNREAD, message, id.span, |found| {
        found.because("A path that meets one is unknown.")
    });
}
