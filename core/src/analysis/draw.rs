//! The picture of the inputs.

use std::collections::BTreeMap;

use super::{Answer, Checking, Workspace, check};
use crate::{
    diagnostic::{Diagnostic, Severity},
    forwarding::{self, Trace},
    model::ObjectId,
    scene::{self, Findings, Input, Line, Scene, Theme},
    text::Span,
};

/// What is to be drawn.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Drawing {
    /// The flow whose way is laid over the picture.
    pub flow: Option<String>,
    /// The ids of folded places and VPCs to unfold.
    pub open: Vec<String>,
    /// The ids of boxes whose surroundings are to be unfolded.
    pub focus: Vec<String>,
}

/// What a picture is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// A picture of its own.
    Svg,
    /// For Graphviz.
    Dot,
    /// For Mermaid.
    Mermaid,
    /// For D2.
    D2,
}

impl Workspace {
    /// Returns the picture of the inputs as JSON.
    ///
    /// # Errors
    /// Says what is wrong with the flow.
    pub fn scene(&self, drawing: &Drawing) -> Result<String, Answer> {
        self.picture(drawing).map(|scene| scene.json())
    }

    /// Returns the picture of the inputs as a text.
    ///
    /// # Errors
    /// Says what is wrong with the flow.
    pub fn draw(&self, drawing: &Drawing, form: Form, theme: Theme) -> Result<String, Answer> {
        let scene = self.picture(drawing)?;
        let title = drawing.flow.as_deref().unwrap_or("Network");
        Ok(match form {
            Form::Svg => scene::svg(&scene, theme, title),
            Form::Dot => scene::dot(&scene),
            Form::Mermaid => scene::mermaid(&scene),
            Form::D2 => scene::d2(&scene),
        })
    }

    /// Returns the picture of the inputs.
    ///
    /// # Errors
    /// Says what is wrong with the flow.
    pub fn picture(&self, drawing: &Drawing) -> Result<Scene, Answer> {
        let trace: Option<Trace> = match &drawing.flow {
            Some(flow) => Some(forwarding::trace(&self.network, &self.intent(flow)?.1)),
            None => None,
        };
        let input = Input {
            network: &self.network,
            trace: trace.as_ref(),
            findings: &self.findings_by_object(),
            lines: &self.lines(),
            open: &drawing.open,
            focus: &drawing.focus,
        };
        Ok(scene::scene(&input))
    }

    /// Returns where each object is defined.
    fn lines(&self) -> BTreeMap<ObjectId, Line> {
        let model = &self.network.model;
        let place = |object: ObjectId| {
            let name = &model.identity(object).name;
            let span = self.lowered.source_map.head(object, name)?;
            let position = self.sources.position(span);
            let line = Line { file: position.file, line: position.line, column: position.column };
            Some((object, line))
        };
        model.objects().filter_map(place).collect()
    }

    /// Returns how many findings are about each object.
    fn findings_by_object(&self) -> BTreeMap<ObjectId, Findings> {
        let checking = Checking::default();
        let seen = check::look(self, &checking, self.baseline.as_ref());
        let model = &self.network.model;
        let named: BTreeMap<String, ObjectId> = model
            .objects()
            .map(|object| {
                (format!("{} {}", model.noun(object), model.identity(object).name), object)
            })
            .collect();
        let places = self.places();
        let mut found: BTreeMap<ObjectId, Findings> = BTreeMap::new();
        for finding in &seen.findings {
            let about = named.get(&finding.subject).copied();
            let Some(object) = about.or_else(|| innermost(&places, finding)) else { continue };
            let counts = found.entry(object).or_default();
            match finding.severity {
                Severity::Error => counts.errors += 1,
                Severity::Warning | Severity::Note => counts.warnings += 1,
            }
        }
        found
    }

    /// Returns where the whole of each object stands.
    fn places(&self) -> Vec<(Span, ObjectId)> {
        let objects = self.network.model.objects();
        let spans = objects
            .filter_map(|object| self.lowered.source_map.span(object).map(|span| (span, object)));
        spans.collect()
    }
}

/// Returns the smallest object that a finding stands in.
fn innermost(places: &[(Span, ObjectId)], finding: &Diagnostic) -> Option<ObjectId> {
    let at = finding.primary.as_ref()?.span;
    let around = places
        .iter()
        .filter(|(span, _)| span.file == at.file && span.start <= at.start && at.end <= span.end);
    around.min_by_key(|(span, _)| span.end - span.start).map(|(_, object)| *object)
}
