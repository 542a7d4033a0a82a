//! Answers of the AWS CLI on their way to a topology.
//!
//! Each file reads one family of calls by a table of [`call::Reader`]s. Reading never looks at what
//! another answer says; what follows from several is drawn in the family's `finish`, once everything
//! is read. [`render`] makes the tree.

mod call;
mod coip;
mod draft;
mod endpoints;
mod force;
mod gaps;
mod instances;
mod interfaces;
mod internet;
mod kind;
mod local_gateways;
mod local_routes;
mod nat_gateways;
mod network_acls;
mod outposts;
mod pages;
mod part;
mod peering;
mod prefix_lists;
mod render;
mod route_tables;
mod security_groups;
mod service_links;
mod shape;
mod subnets;
mod targets;
mod traffic;
mod transit_gateways;
mod transit_routes;
mod virtual_interfaces;
mod vpcs;
mod vpn;

use crate::{
    diagnostic::{Diagnostic, code},
    document::{Document, Syntax},
    import::calls::{CALLS, Call},
    text::Span,
};

pub(super) use draft::legal;
pub(super) use pages::is_bundle;
pub(super) use shape::{is_item, is_text_output, knows};

use call::{Family, Page, Reader};
use draft::Draft;

/// Every family. What follows from the answers is drawn in this order: interfaces before the routes
/// that lead to them, and last what holds for every VPC, however it came to be known.
const FAMILIES: &[&Family] = &[
    &interfaces::FAMILY,
    &instances::FAMILY,
    &security_groups::FAMILY,
    &internet::FAMILY,
    &nat_gateways::FAMILY,
    &vpn::FAMILY,
    &peering::FAMILY,
    &route_tables::FAMILY,
    &transit_gateways::FAMILY,
    &transit_routes::FAMILY,
    &prefix_lists::FAMILY,
    &endpoints::FAMILY,
    &subnets::FAMILY,
    &network_acls::FAMILY,
    &local_routes::FAMILY,
    &virtual_interfaces::FAMILY,
    &coip::FAMILY,
    &local_gateways::FAMILY,
    &outposts::FAMILY,
    &vpcs::FAMILY,
];

/// One text that may hold answers of AWS.
#[derive(Debug, Clone, Copy)]
pub(super) struct Input<'a> {
    /// The name that it was given by.
    pub(super) name: &'a str,
    /// Its tree.
    pub(super) document: &'a Document,
}

/// What answers of AWS become.
#[derive(Debug, Default)]
pub(super) struct Topology {
    /// A topology whose parts lie where AWS said them; none without answers.
    pub(super) document: Option<Document>,
    /// What is wrong, or worth knowing.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// What each part of the texts is, such as `describe-subnets subnet-1`; the innermost counts.
    pub(super) addresses: Vec<(Span, String)>,
}

/// Returns what is read of which call, as the page of the documentation.
#[must_use]
pub fn reference() -> String {
    let mut page = String::from(HEAD);
    page.push_str("\n| Call | What is read |\n|---|---|\n");
    for call in CALLS {
        let reader = readers().find(|(known, _)| known.operation == call.operation);
        let takes = reader.map_or("nothing", |(_, reader)| reader.takes);
        page.push_str(&format!("| `{} {}` | {takes} |\n", call.service, call.operation));
    }
    page
}

/// What stands above the table of calls.
const HEAD: &str = include_str!("reference.md");

/// Returns every reader with its call.
fn readers() -> impl Iterator<Item = (&'static Call, &'static Reader)> {
    let all = FAMILIES.iter().flat_map(|family| family.readers);
    all.filter_map(|reader| {
        Some((CALLS.iter().find(|call| call.operation == reader.operation)?, reader))
    })
}

/// Makes one topology of all answers of a run.
pub(super) fn import(inputs: &[Input<'_>]) -> Topology {
    let Some(first) = inputs.first() else { return Topology::default() };
    let mut draft = Draft::default();
    let mut addresses = Vec::new();
    let mut all = Vec::new();
    for input in inputs {
        let found = pages::pages(input);
        draft.problems.extend(found.problems);
        all.extend(found.all);
    }
    for page in &all {
        draft.answered.insert((page.call.operation, page.scope.clone()));
        addresses.push((page.output.span(), page.title()));
        nameless(&mut draft, page);
        read(&mut draft, page, &mut addresses);
    }
    for finish in FAMILIES.iter().filter_map(|family| family.finish) {
        finish(&mut draft);
    }
    let span = Span::new(first.document.file, 0, 0);
    let root = render::render(&mut draft, span);
    let (file, comments) = (first.document.file, Vec::new());
    let document = Document { file, syntax: Syntax::Json, root, comments };
    let document = Some(document).filter(|_| !all.is_empty());
    Topology { document, diagnostics: draft.problems, addresses }
}

/// Reports an answer that does not say which object it is about.
fn nameless(draft: &mut Draft<'_>, page: &Page<'_>) {
    let Some(per) = page.call.per else { return };
    let empty = pages::items(page).is_empty();
    if let Some(about) = &page.about {
        if empty {
            draft.empty.push((page.call.operation, about.clone(), page.output.span()));
        }
        return;
    }
    // Rows that name the object need no name around them.
    if per.echo.is_some() && !empty {
        return;
    }
    let operation = page.call.operation;
    let message = format!("nothing says which object this answer of `{operation}` is about");
    draft.report(code::SNAPSHOT_NAMELESS, message, page.output.span().part(0, 1), |found| {
        found
            .because(format!("AWS leaves out the `{}` that was asked for.", per.parameter()))
            .help(format!("Name the file `{operation}--ID.json`, with the id that was asked for."))
            .help("Or give a bundle, which keeps the parameters of each call; `outpath snapshot-script` prints a script that makes one.")
    });
}

fn read<'a>(draft: &mut Draft<'a>, page: &Page<'a>, addresses: &mut Vec<(Span, String)>) {
    for item in pages::items(page) {
        if !item.is_mapping() {
            let message = format!("an item of `{}` is no object", page.call.key);
            let command = call::command(page.call);
            draft.report(code::SNAPSHOT_SHAPE, message, item.span(), |found| {
                found.help(format!("`{command}` without `--query` gives objects."))
            });
            continue;
        }
        if let Some(id) = item.text(page.reader.id).filter(|_| page.call.per.is_none()) {
            addresses.push((item.span(), format!("{} {}", page.call.operation, id.value)));
        }
        (page.reader.read)(draft, page, item);
    }
}
