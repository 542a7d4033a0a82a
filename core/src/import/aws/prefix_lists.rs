//! Prefix lists and their entries.

use crate::text::Spanned;

use super::{
    call::{Family, Page, Reader},
    draft::{Draft, legal},
    kind::Kind,
    part::{Part, plain, text},
    route_tables::sorted,
};

pub(super) const FAMILY: Family = Family {
    readers: &[
        Reader {
            operation: "describe-managed-prefix-lists",
            one: "PrefixList",
            id: "PrefixListId",
            members: &["PrefixListId", "PrefixListArn"],
            read: managed,
            takes: "name, the AWS service that owns it, how many entries it may have, tags",
        },
        Reader {
            operation: "get-managed-prefix-list-entries",
            one: "",
            id: "Cidr",
            members: &["Cidr", "Description"],
            read: entry,
            takes: "the entries",
        },
        Reader {
            operation: "describe-prefix-lists",
            one: "",
            id: "PrefixListId",
            members: &["PrefixListId", "Cidrs"],
            read: of_service,
            takes: "the entries of the lists of AWS services",
        },
    ],
    finish: Some(finish),
};

fn managed<'a>(draft: &mut Draft<'a>, page: &Page<'a>, part: Part<'a>) {
    let Some(id) = draft.id(part, "PrefixListId") else { return };
    draft.describe(Kind::PrefixList, page, part);
    named(draft, id, part);
    if let Some(most) = part.text("MaxEntries").filter(|most| most.value != "0") {
        draft.set(Kind::PrefixList, id, "max_entries", plain(most.span, most.value));
    }
}

/// Takes the name of a list, and of one like `com.amazonaws.eu-west-1.s3` the service.
fn named(draft: &mut Draft<'_>, id: Spanned<&str>, part: Part<'_>) {
    let Some(name) = part.text("PrefixListName") else { return };
    let service =
        name.value.strip_prefix("com.amazonaws.").and_then(|rest| rest.rsplit('.').next());
    if let Some(service) = service {
        draft.set(Kind::PrefixList, id, "service", text(name.span, service));
    }
    if let Some(list) = draft.get_mut(Kind::PrefixList, id.value) {
        let wish = legal(name.value).or_else(|| service.and_then(legal));
        list.wish = list.wish.take().or(wish);
    }
}

fn entry<'a>(draft: &mut Draft<'a>, page: &Page<'a>, part: Part<'a>) {
    draft.keep("prefix list entries", page, part);
}

fn of_service<'a>(draft: &mut Draft<'a>, page: &Page<'a>, part: Part<'a>) {
    let Some(id) = draft.id(part, "PrefixListId") else { return };
    draft.describe(Kind::PrefixList, page, part);
    named(draft, id, part);
    let cidrs = part.texts("Cidrs").collect();
    let span = part.get("Cidrs").map_or(part.span(), Part::span);
    draft.set(Kind::PrefixList, id, "entries", sorted(span, cidrs));
}

/// Gathers the entries of each list; the pages of one list are one.
fn finish(draft: &mut Draft<'_>) {
    let mut lists: std::collections::BTreeMap<String, (crate::text::Span, Vec<Spanned<&str>>)> =
        std::collections::BTreeMap::new();
    for (page, part) in draft.take("prefix list entries") {
        let Some(about) = &page.about else { continue };
        let list = lists.entry(about.clone()).or_insert((page.output.span(), Vec::new()));
        list.1.extend(part.text("Cidr"));
    }
    for (id, span) in draft.empty_answers("get-managed-prefix-list-entries") {
        lists.entry(id).or_insert((span, Vec::new()));
    }
    for (id, (span, cidrs)) in lists {
        let said = Spanned { value: id.as_str(), span };
        draft.set(Kind::PrefixList, said, "entries", sorted(span, cidrs));
    }
    for id in draft.ids(Kind::PrefixList) {
        let Some(list) = draft.get(Kind::PrefixList, &id) else { continue };
        let described = list.described.is_some();
        let place = list.mentioned.filter(|_| described && !list.fields.contains_key("entries"));
        let Some(place) = place else { continue };
        draft.put(Kind::PrefixList, &id, "entries", super::part::broken(place));
        let message = format!("no answer holds the entries of prefix list `{id}`");
        draft.report(crate::diagnostic::code::SNAPSHOT_GAP, message, place, |found| {
            found.because("Which destinations it stands for is unknown.").help(format!(
                "Add `aws ec2 get-managed-prefix-list-entries --prefix-list-id {id}`."
            ))
        });
    }
}
