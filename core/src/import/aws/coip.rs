//! CoIP pools.

use crate::{
    diagnostic::code,
    text::{Span, Spanned},
};

use super::{
    call::{Family, Page, Reader},
    draft::Draft,
    kind::Kind,
    part::{Part, broken},
    route_tables::sorted,
    virtual_interfaces::placeholder,
};

pub(super) const FAMILY: Family = Family {
    readers: &[
        Reader {
            operation: "describe-coip-pools",
            one: "CoipPool",
            id: "PoolId",
            members: &["PoolId", "PoolCidrs"],
            read: pool,
            takes: "local gateway route table, CIDR blocks, tags",
        },
        Reader {
            operation: "get-coip-pool-usage",
            one: "",
            id: "CoIp",
            members: &["CoIp"],
            read: usage,
            takes: "the pool's local gateway route table; addresses come from interfaces",
        },
    ],
    finish: None,
};

fn pool<'a>(draft: &mut Draft<'a>, page: &Page<'a>, part: Part<'a>) {
    let Some(id) = draft.id(part, "PoolId") else { return };
    draft.describe(Kind::CoipPool, page, part);
    if !id.value.starts_with("ipv4pool-coip-") {
        let message = format!("`{}` is not the id of a CoIP pool", id.value);
        draft.report(code::SNAPSHOT_NOTE, message, id.span, |found| {
            found.because("Those start with `ipv4pool-coip-`. It is read as one all the same.")
        });
    }
    in_table(draft, id, part);
    let cidrs: Vec<Spanned<&str>> = part.texts("PoolCidrs").collect();
    let span: Span = part.get("PoolCidrs").map_or(part.span(), Part::span);
    let fine = !cidrs.is_empty() && !cidrs.iter().any(|cidr| placeholder(draft, *cidr));
    let cidrs = if fine { sorted(span, cidrs) } else { broken(span) };
    draft.set(Kind::CoipPool, id, "cidrs", cidrs);
}

fn in_table(draft: &mut Draft<'_>, pool: Spanned<&str>, part: Part<'_>) {
    if let Some(table) = draft.id(part, "LocalGatewayRouteTableId") {
        draft.place(Kind::CoipPool, pool, (Kind::LocalRouteTable, table));
    }
}

fn usage<'a>(draft: &mut Draft<'a>, page: &Page<'a>, _: Part<'a>) {
    let Some(pool) = page.output.text("CoipPoolId").filter(|pool| draft.usable(*pool)) else {
        return;
    };
    in_table(draft, pool, page.output);
}
