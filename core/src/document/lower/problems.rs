//! What is wrong, and which objects that leaves incomplete.

use std::collections::BTreeSet;

use crate::{
    diagnostic::{Diagnostic, Severity, code},
    document::compose::Elsewhere,
    model::{Model, ObjectId},
    text::Span,
};

/// The diagnostics of one lowering, and what they touch.
#[derive(Default)]
pub(in crate::document) struct Problems {
    pub(in crate::document) diagnostics: Vec<Diagnostic>,
    /// Objects that an error names.
    marked: BTreeSet<ObjectId>,
    /// Places of errors whose objects are to be found.
    places: Vec<Span>,
    /// Which object each place of the files belongs to; none for what no packet depends on.
    regions: Vec<(Span, Option<ObjectId>)>,
    /// Where else things are described, by their places.
    elsewhere: Elsewhere,
}

impl Problems {
    pub(super) fn new(elsewhere: Elsewhere) -> Self {
        Self { elsewhere, ..Self::default() }
    }

    /// Returns where else a thing is described.
    pub(super) fn elsewhere(&self, place: Span) -> &[Span] {
        self.elsewhere.get(&place).map(Vec::as_slice).unwrap_or_default()
    }

    /// Reports a problem. The object at its place is incomplete, if it is an error.
    pub(in crate::document) fn report(&mut self, diagnostic: Diagnostic) {
        self.report_on(diagnostic, &[]);
    }

    /// Reports a problem that touches some objects beside the one at its place.
    pub(in crate::document) fn report_on(&mut self, diagnostic: Diagnostic, objects: &[ObjectId]) {
        if diagnostic.severity == Severity::Error {
            self.marked.extend(objects);
            self.places.extend(diagnostic.primary.as_ref().map(|primary| primary.span));
        }
        self.diagnostics.push(diagnostic);
    }

    /// Reports a problem of form, and the place whose object suffers from it.
    pub(super) fn report_at(&mut self, diagnostic: Diagnostic, place: Span) {
        if diagnostic.severity == Severity::Error {
            self.places.push(place);
        }
        self.diagnostics.push(diagnostic);
    }

    /// Counts a problem of the reader in. A repeated key or a conflict spoils what it is about, all
    /// else the whole.
    pub(super) fn note_reading(&mut self, problem: &Diagnostic) {
        let place = problem.primary.as_ref().map(|primary| primary.span);
        match place {
            _ if problem.severity < Severity::Error => {}
            Some(place) if problem.code == code::DUPLICATE_KEY => self.places.push(place),
            Some(place) if problem.code == code::CONFLICTING_INPUTS => {
                self.places.push(place);
                self.places.extend(problem.related.iter().map(|label| label.span));
            }
            Some(_) | None => self.mark(ObjectId::Topology),
        }
    }

    /// Notes an error that is reported already, and the place that suffers from it.
    pub(in crate::document) fn touch(&mut self, place: Span) {
        self.places.push(place);
    }

    /// Notes an object that an error reported elsewhere leaves incomplete.
    pub(in crate::document) fn mark(&mut self, object: impl Into<ObjectId>) {
        self.marked.insert(object.into());
    }

    /// Notes whose place a part of the files is.
    pub(super) fn region(&mut self, place: Span, object: Option<ObjectId>) {
        self.regions.push((place, object));
        let others = self.elsewhere(place).to_vec();
        self.regions.extend(others.into_iter().map(|other| (other, object)));
    }

    /// Returns the objects that errors leave incomplete.
    pub(in crate::document) fn incomplete(&mut self) -> BTreeSet<ObjectId> {
        let mut incomplete = self.marked.clone();
        let regions = Regions::new(&mut self.regions);
        for place in &self.places {
            regions.mark(*place, &mut incomplete);
        }
        incomplete
    }

    /// Returns every problem once, in the order of the files, each with its subject.
    pub(super) fn finish(mut self, model: &Model) -> Vec<Diagnostic> {
        let regions = Regions::new(&mut self.regions);
        for problem in &mut self.diagnostics {
            let place = problem.primary.as_ref().map(|primary| primary.span);
            let object = place.and_then(|place| regions.innermost(place));
            if let (true, Some(object)) = (problem.subject.is_empty(), object) {
                let name = &model.identity(object).name;
                problem.subject = format!("{} {name}", model.noun(object));
            }
        }
        self.diagnostics.sort_by(|one, other| order(one).cmp(&order(other)));
        // A value that several things share is wrong once, whoever suffers.
        self.diagnostics.dedup_by(|later, first| order(later) == order(first));
        self.diagnostics
    }
}

/// Problems stand in the order of the text, then of their codes.
fn order(problem: &Diagnostic) -> (Option<Span>, &str, &str) {
    let span = problem.primary.as_ref().map(|primary| primary.span);
    (span, problem.code.id, &problem.message)
}

/// The places of objects, each with the one around it.
struct Regions<'a> {
    sorted: &'a [(Span, Option<ObjectId>)],
    around: Vec<Option<usize>>,
}

impl<'a> Regions<'a> {
    fn new(regions: &'a mut [(Span, Option<ObjectId>)]) -> Self {
        regions.sort_by_key(|(span, object)| {
            (span.file, span.start, std::cmp::Reverse(span.end), *object)
        });
        let mut open: Vec<(usize, Span)> = Vec::new();
        let mut around = Vec::with_capacity(regions.len());
        for (index, (span, _)) in regions.iter().enumerate() {
            while open.last().is_some_and(|(_, outer)| !holds(*outer, *span)) {
                open.pop();
            }
            around.push(open.last().map(|(index, _)| *index));
            open.push((index, *span));
        }
        Self { sorted: regions, around }
    }

    /// Returns the innermost object around a place.
    fn innermost(&self, place: Span) -> Option<ObjectId> {
        let mut found = BTreeSet::new();
        self.mark(place, &mut found);
        found.into_iter().find(|object| *object != ObjectId::Topology)
    }

    /// Marks the innermost object around a place, and those that have the very same place.
    fn mark(&self, place: Span, incomplete: &mut BTreeSet<ObjectId>) {
        let after = self
            .sorted
            .partition_point(|(span, _)| (span.file, span.start) <= (place.file, place.start));
        let mut next = after.checked_sub(1);
        let mut found: Option<Span> = None;
        while let Some(index) = next {
            let Some((span, object)) = self.sorted.get(index) else { break };
            if found.is_some_and(|found| found != *span) {
                break;
            }
            if holds(*span, place) {
                found = Some(*span);
                incomplete.extend(object);
            }
            next = self.around.get(index).copied().flatten();
        }
        if found.is_none() {
            incomplete.insert(ObjectId::Topology);
        }
    }
}

fn holds(outer: Span, inner: Span) -> bool {
    outer.file == inner.file && outer.start <= inner.start && inner.end <= outer.end
}
