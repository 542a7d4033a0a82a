//! What a rule says, as data.

use super::Context;
use crate::{
    diagnostic::{Change, Code, Diagnostic, Fix, Severity},
    model::{Key, ObjectId},
    text::Span,
};

/// A place in the inputs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// The name of a thing, where it is defined.
    Head(ObjectId),
    /// A field or an item of a thing, else the thing itself.
    Key(Key),
    /// A place in a text, such as a line of `expect`.
    Text(Span),
}

impl<I: Into<ObjectId>> From<I> for Place {
    fn from(object: I) -> Self {
        Self::Head(object.into())
    }
}

impl From<Key> for Place {
    fn from(key: Key) -> Self {
        Self::Key(key)
    }
}

impl Place {
    fn object(self) -> Option<ObjectId> {
        match self {
            Self::Head(object) => Some(object),
            Self::Key(key) => Some(key.object),
            Self::Text(_) => None,
        }
    }
}

/// A field of a thing that gets a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remedy {
    /// The thing.
    pub of: ObjectId,
    /// The keys that lead from there to the value.
    pub path: Vec<String>,
    /// The value.
    pub value: &'static str,
}

/// One thing that a rule found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// The rule's code.
    pub code: &'static Code,
    /// How bad it is; the rule's own severity, unless the rule says less.
    pub severity: Severity,
    /// What it is about.
    pub subject: ObjectId,
    /// A lower-case fragment that names the thing and the problem.
    pub headline: String,
    /// The place that is wrong.
    pub place: Place,
    /// The words under that place; may be empty.
    pub label: String,
    /// Places that explain it.
    pub related: Vec<(Place, String)>,
    /// Why it is wrong.
    pub because: String,
    /// What to do about it, one sentence each.
    pub help: Vec<String>,
    /// What would remove it, if only one answer is right.
    pub remedy: Option<Remedy>,
    /// The facts that it rests on; the rule's own, unless it names fewer or others.
    pub facts: Vec<&'static str>,
    /// Whether it is about the subject as a whole, and the place is only where it first shows.
    pub is_whole: bool,
}

impl Finding {
    /// Puts words under the place.
    pub fn label(&mut self, text: impl Into<String>) -> &mut Self {
        self.label = text.into();
        self
    }

    /// Adds a place that explains it.
    pub fn related(&mut self, place: impl Into<Place>, text: impl Into<String>) -> &mut Self {
        self.related.push((place.into(), text.into()));
        self
    }

    /// Says why it is wrong.
    pub fn because(&mut self, text: impl Into<String>) -> &mut Self {
        self.because = text.into();
        self
    }

    /// Says what to do; may be called more than once.
    pub fn help(&mut self, text: impl Into<String>) -> &mut Self {
        self.help.push(text.into());
        self
    }

    /// Says which field gets which value, where nothing else can be right: the keys lead from the thing
    /// to the value.
    pub fn remedy(
        &mut self,
        of: impl Into<ObjectId>,
        path: &[&str],
        value: &'static str,
    ) -> &mut Self {
        let path = path.iter().map(|key| (*key).to_owned()).collect();
        self.remedy = Some(Remedy { of: of.into(), path, value });
        self
    }

    /// Names the facts of this very case, in place of the rule's.
    pub fn facts(&mut self, facts: &[&'static str]) -> &mut Self {
        self.facts = facts.to_vec();
        self
    }

    /// Says that it is less bad than usual.
    pub fn severity(&mut self, severity: Severity) -> &mut Self {
        self.severity = severity;
        self
    }

    /// Says that it is about the subject as a whole, such as a count of what it has: the place is only
    /// where it first shows, and changes with the order of the lines.
    pub fn whole(&mut self) -> &mut Self {
        self.is_whole = true;
        self
    }

    /// Returns the things that it speaks of.
    pub(super) fn objects(&self) -> impl Iterator<Item = ObjectId> + '_ {
        let places = self.related.iter().map(|(place, _)| *place);
        let places = std::iter::once(self.place).chain(places).filter_map(Place::object);
        std::iter::once(self.subject).chain(places)
    }

    /// Returns it with the places of the texts.
    pub(super) fn diagnostic(&self, context: &Context<'_>) -> Diagnostic {
        let model = context.model();
        let mut found = Diagnostic::new(self.code, &self.headline, context.span(self.place));
        found.severity = self.severity;
        found = found.label(&self.label).because(&self.because);
        for (place, text) in &self.related {
            found = found.related(context.span(*place), text);
        }
        found.help.clone_from(&self.help);
        found.facts.clone_from(&self.facts);
        found.fix = self.remedy.as_ref().and_then(|remedy| remedy.fix(context));
        let name = &model.identity(self.subject).name;
        found.is_whole = self.is_whole;
        found.head = context.sources.head(self.subject, name);
        found.subject(format!("{} {name}", model.noun(self.subject)))
    }
}

impl Remedy {
    /// Returns it as a change of the text that says something of the thing.
    fn fix(&self, context: &Context<'_>) -> Option<Fix> {
        let entry = context.sources.span(self.of)?;
        let (path, value) = (self.path.clone(), self.value.to_owned());
        let name = context.name(self.of);
        let (key, above) = path.split_last()?;
        let under = above.iter().rev().fold(String::new(), |way, one| format!("{way}`{one}` of "));
        let title = format!("write `{key}: {value}` in {under}{name}");
        Some(Fix::new(title, Change::Set { entry, path, value }))
    }
}

/// What one rule found so far.
#[derive(Debug)]
pub struct Findings {
    code: &'static Code,
    found: Vec<Finding>,
}

impl Findings {
    pub(super) fn of(code: &'static Code) -> Self {
        Self { code, found: Vec::new() }
    }

    pub(super) fn into_vec(self) -> Vec<Finding> {
        self.found
    }

    /// Reports something about a subject at a place, and returns it for more words.
    pub fn report(
        &mut self,
        subject: impl Into<ObjectId>,
        place: impl Into<Place>,
        headline: impl Into<String>,
    ) -> &mut Finding {
        self.found.push(Finding {
            code: self.code,
            severity: self.code.severity,
            subject: subject.into(),
            headline: headline.into(),
            place: place.into(),
            label: String::new(),
            related: Vec::new(),
            because: String::new(),
            help: Vec::new(),
            remedy: None,
            facts: self.code.facts.to_vec(),
            is_whole: false,
        });
        self.found.last_mut().expect("invariant: one was just pushed")
    }
}
