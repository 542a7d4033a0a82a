//! Lowering: from trees to the model.
//!
//! It happens in steps. *Gather* names everything, so that ids follow the order of names and any
//! thing may refer to any other. One file for each family of nouns then *makes* objects, the
//! required references first, and *links* the optional ones. What cannot be made is left out, and
//! what it stands in is incomplete. At the end [`super::judge`] looks at the model as a whole.
//!
//! Lowering says nothing about what form checking has said already.

mod appliance;
mod bgp;
mod context;
mod endpoint;
mod filter;
mod gateway;
mod gather;
mod host;
mod hybrid;
mod instance;
mod internet;
mod lni;
mod local_gateway;
mod local_gateway_target;
pub(super) mod names;
mod other;
mod outpost;
pub(super) mod problems;
mod region;
mod regional_nat;
mod rib;
mod route;
mod route_map;
mod site;
mod subnet;
mod target;
mod transit_gateway;
mod vif;
mod vpc;

use crate::{
    diagnostic::{Diagnostic, Severity},
    model::{Model, ObjectId},
    text::Spanned,
};

use super::{
    check, judge,
    load::Known,
    source_map::SourceMap,
    tree::{Document, Node, Value},
};

use context::Context;

/// What the files say, as a model.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lowered {
    /// The model.
    pub model: Model,
    /// Where each part of it was said.
    pub source_map: SourceMap,
    /// The lines of `expect` and of `needs_disconnected`, as they are written.
    pub expectations: Vec<Spanned<String>>,
    /// Those of `needs_disconnected` alone.
    pub needs_disconnected: Vec<Spanned<String>>,
    /// Everything that is wrong, in the order of the files.
    pub diagnostics: Vec<Diagnostic>,
}

/// Lowers a file and those that it includes, the file itself first.
///
/// Problems that the reader found are not repeated; [`super::Opened::lower`] counts them in.
#[must_use]
pub fn lower(documents: &[Document]) -> Lowered {
    lower_with(documents, &[], Known::default())
}

/// Lowers documents that the reader found these problems in.
pub(super) fn lower_with(
    documents: &[Document],
    reading: &[Diagnostic],
    known: Known<'_>,
) -> Lowered {
    let mut context = Context::new(documents, known);
    for document in documents {
        for finding in check::check(document, context.names.suggest()) {
            context.problems.report_at(finding.diagnostic, finding.at);
        }
        note_broken(&mut context, &document.root);
    }
    for problem in reading {
        let place = problem.primary.as_ref().map(|primary| primary.span);
        match place.filter(|place| known.is_addressed(*place)) {
            Some(place) if problem.severity == Severity::Error => context.problems.touch(place),
            Some(_) => {}
            None => context.problems.note_reading(problem),
        }
    }
    region::make(&mut context);
    site::make(&mut context);
    route_map::make(&mut context);
    host::make(&mut context);
    vpc::make(&mut context);
    filter::make(&mut context);
    outpost::make(&mut context);
    vif::make(&mut context);
    local_gateway::make(&mut context);
    subnet::make(&mut context);
    instance::make(&mut context);
    lni::make(&mut context);
    appliance::link(&mut context);
    gateway::make(&mut context);
    endpoint::make(&mut context);
    hybrid::make(&mut context);
    transit_gateway::make(&mut context);
    other::make_unmodelled(&mut context);
    subnet::link(&mut context);
    filter::link(&mut context);
    local_gateway::link(&mut context);
    host::link(&mut context);
    hybrid::link(&mut context);
    bgp::link(&mut context);
    transit_gateway::link(&mut context);
    route::link(&mut context);
    other::link(&mut context);
    finish(context)
}

fn finish(context: Context<'_>) -> Lowered {
    let Context {
        mut model,
        origins,
        rows,
        doubts,
        mut problems,
        expectations,
        needs_disconnected,
        ..
    } = context;
    let source_map = SourceMap::new(origins, doubts).with_rows(rows);
    judge::judge(&model, &source_map, &mut problems);
    model.incomplete = problems.incomplete();
    bgp::spread(&mut model);
    let diagnostics = problems.finish(&model);
    Lowered { model, source_map, expectations, needs_disconnected, diagnostics }
}

/// Notes the parts of a tree that could not be read. In a text that a person wrote nobody knows what
/// else they hide; in one that a program wrote, they spoil the object around them.
fn note_broken(context: &mut Context<'_>, node: &Node) {
    match &node.value {
        Value::Broken if context.known.hides_a_value_only(node.span) => {
            context.problems.touch(node.span);
        }
        Value::Broken => context.problems.mark(ObjectId::Topology),
        Value::Null | Value::Scalar { .. } => {}
        Value::List(items) => items.iter().for_each(|item| note_broken(context, item)),
        Value::Map(entries) => {
            entries.iter().for_each(|entry| note_broken(context, &entry.value));
        }
    }
}

#[cfg(test)]
mod tests;
