//! Judging: what AWS refuses, or what cannot be, seen over the whole model.
//!
//! Form checking sees one value at a time and lowering one thing at a time; here the checks stand
//! that compare things with each other. They read the model and the source map only, so they would
//! say the same of a model from any other source. They never change the model.
//!
//! Every check costs no more than sorting what it compares.

mod address;
mod between_outposts;
mod bgp;
mod coip;
mod direct_connect;
mod gateway_table;
mod joined;
mod lni;
mod local_gateway;
mod overlap;
mod reference;
mod route;
mod service;
mod service_link;
mod site;
mod vif;
mod vpc;

#[cfg(test)]
mod configuration;
#[cfg(test)]
mod tests;

use crate::{
    addr::Prefix,
    diagnostic::{Code, Diagnostic},
    model::{Key, Model, ObjectId},
    text::{FileId, Span},
};

use super::{
    lower::{names::head, problems::Problems},
    source_map::SourceMap,
};

/// Looks for everything that is wrong with a model.
pub(super) fn judge(model: &Model, sources: &SourceMap, problems: &mut Problems) {
    let mut review = Review { model, sources, problems };
    vpc::judge(&mut review);
    address::judge(&mut review);
    coip::judge(&mut review);
    local_gateway::judge(&mut review);
    route::judge(&mut review);
    service::judge(&mut review);
    service_link::judge(&mut review);
    gateway_table::judge(&mut review);
    joined::judge(&mut review);
    direct_connect::judge(&mut review);
    reference::judge(&mut review);
    vif::judge(&mut review);
    site::judge(&mut review);
    bgp::judge(&mut review);
    lni::judge(&mut review);
}

/// What every check reads, and where it reports to.
struct Review<'a, 'b> {
    model: &'a Model,
    sources: &'a SourceMap,
    problems: &'b mut Problems,
}

/// Two places of one kind, in the order of the files.
struct Pair<T> {
    first: (T, Span),
    second: (T, Span),
}

impl<T> Pair<T> {
    fn new(one: (T, Span), other: (T, Span)) -> Self {
        if one.1 <= other.1 {
            Self { first: one, second: other }
        } else {
            Self { first: other, second: one }
        }
    }
}

impl<'a> Review<'a, '_> {
    /// Returns the name of an object.
    fn name(&self, object: impl Into<ObjectId>) -> &'a str {
        &self.model.identity(object.into()).name
    }

    /// Returns the noun and name of an object, as headlines have them.
    fn title(&self, object: impl Into<ObjectId>) -> String {
        let object = object.into();
        format!("{} `{}`", self.model.noun(object), self.name(object))
    }

    /// Returns where a key was said, else where its object was.
    fn span(&self, key: Key) -> Span {
        let own = self.sources.span(key);
        own.unwrap_or_else(|| self.head(key.object))
    }

    /// Returns the name of an object where it is defined.
    fn head(&self, object: impl Into<ObjectId>) -> Span {
        let object = object.into();
        let whole = self.sources.span(object);
        let nowhere = Span::new(FileId(0), 0, 0);
        whole.map_or(nowhere, |whole| head(whole, self.name(object)))
    }

    /// Returns a problem of an object at a place.
    fn problem(
        &self,
        code: &'static Code,
        object: impl Into<ObjectId>,
        span: Span,
        message: String,
    ) -> Diagnostic {
        let object = object.into();
        let subject = format!("{} {}", self.model.noun(object), self.name(object));
        let mut problem = Diagnostic::new(code, message, span).subject(subject);
        problem.head = self.sources.head(object, self.name(object));
        problem
    }

    /// Reports a problem that touches some objects.
    fn report(&mut self, problem: Diagnostic, objects: &[ObjectId]) {
        self.problems.report_on(problem, objects);
    }
}

/// Returns the field of a subnet that has a prefix of this family.
fn cidr_field(prefix: Prefix) -> &'static str {
    if prefix.is_ipv6() { "ipv6_cidr" } else { "cidr" }
}
