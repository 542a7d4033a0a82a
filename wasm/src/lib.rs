//! The browser module of Outpath.
//!
//! This package turns JavaScript's values into questions to [`outpath_core::analysis`] and hands back
//! texts: where the command line has the same answer, its bytes. Places in texts are counted in UTF-16
//! here and nowhere else. It never reads a file or a network (the page gives the texts), and it decides
//! nothing about networks.

mod files;
mod utf16;
mod views;

use outpath_core::analysis::{
    Answer, Checking, Date, Drawing, Form, Job, Theme, Workspace as Inputs, format,
};
use serde::{Deserialize, Serialize};
use wasm_bindgen::prelude::wasm_bindgen;

use files::Files;
use utf16::Texts;

/// What a page has open: texts, and the network that they describe, perhaps with changes tried out.
///
/// Every answer is JSON unless its method says otherwise.
#[wasm_bindgen]
#[derive(Debug)]
pub struct Workspace {
    inputs: Inputs,
    checking: Checking,
    /// The matrix under way.
    pairs: Option<Job>,
}

/// What [`Workspace::open`] takes.
#[derive(Debug, Deserialize)]
struct Request {
    /// Texts by name.
    files: Files,
    /// The names of those to start from.
    inputs: Vec<String>,
    /// Changes to try out.
    #[serde(default)]
    changes: Vec<String>,
    /// The day as `2027-03-31`, for what is accepted until a day; without one nothing expires.
    #[serde(default)]
    today: String,
}

/// What [`Workspace::scene`] and [`Workspace::export`] take.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Picture {
    flow: Option<String>,
    open: Vec<String>,
    focus: Vec<String>,
    theme: String,
}

impl Picture {
    fn read(request: &str) -> Result<Self, views::Failed> {
        serde_json::from_str(request)
            .map_err(|why| views::Failed { error: format!("the request is not understood: {why}") })
    }

    fn drawing(&self) -> Drawing {
        let Self { flow, open, focus, .. } = self;
        Drawing { flow: flow.clone(), open: open.clone(), focus: focus.clone() }
    }
}

#[wasm_bindgen]
impl Workspace {
    /// Returns a workspace with nothing open.
    #[wasm_bindgen(constructor)]
    #[must_use]
    pub fn new() -> Self {
        Self {
            inputs: Inputs::open(&Files::default(), &[]),
            checking: Checking::default(),
            pairs: None,
        }
    }

    /// Opens texts in the place of those that are open. Takes `{files: {NAME: TEXT}, inputs: [NAME],
    /// changes: [TEXT], today}` and returns what became of the changes, or `{error}`.
    pub fn open(&mut self, request: &str) -> String {
        let request: Request = match serde_json::from_str(request) {
            Ok(request) => request,
            Err(why) => {
                return json(&views::Failed {
                    error: format!("the request is not understood: {why}"),
                });
            }
        };
        let names: Vec<&str> = request.inputs.iter().map(String::as_str).collect();
        self.inputs = Inputs::open(&request.files, &names);
        self.pairs = None;
        self.checking = Checking { today: Date::parse(&request.today), ..Checking::default() };
        let changes = if request.changes.is_empty() {
            Vec::new()
        } else {
            self.inputs.attempt(&request.changes)
        };
        json(&views::Opened {
            valid: !self.inputs.has_errors(),
            changes,
            files: self.inputs.files(),
            lacks_import: self.inputs.lacks_import(),
        })
    }

    /// Returns what `outpath check --format json` prints.
    #[must_use]
    pub fn check(&self) -> String {
        self.inputs.check(&self.checking).json().to_owned()
    }

    /// Returns what `check` finds as an editor shows it.
    #[must_use]
    pub fn problems(&self) -> String {
        let texts = Texts::new(&self.inputs);
        let noted = self.inputs.noted(&self.checking);
        let problems: Vec<_> = noted.into_iter().map(|one| views::problem(&texts, one)).collect();
        json(&problems)
    }

    /// Returns what `outpath trace FLOW --format json` prints.
    #[must_use]
    pub fn trace(&self, flow: &str) -> String {
        self.traced(flow).json().to_owned()
    }

    /// Returns what `outpath trace FLOW` prints, as plain text.
    #[must_use]
    pub fn trace_text(&self, flow: &str) -> String {
        self.traced(flow).text().to_string()
    }

    /// Returns what `outpath routes NODE --format json` prints; an empty `to` is none.
    #[must_use]
    pub fn routes(&self, node: &str, to: &str) -> String {
        let to = Some(to).filter(|to| !to.is_empty());
        self.inputs.routes(node, to).unwrap_or_else(|wrong| wrong).json().to_owned()
    }

    /// Returns the failures that can be tried.
    #[must_use]
    pub fn failures(&self) -> String {
        json(&self.inputs.failures())
    }

    /// Returns what a flow can start or end at.
    #[must_use]
    pub fn endpoints(&self) -> String {
        json(&self.inputs.endpoints())
    }

    /// Returns what may be typed at a place of a text, counted in UTF-16.
    #[must_use]
    pub fn complete(&self, file: &str, utf16: usize) -> String {
        let text = self.inputs.text(file).unwrap_or_default();
        let found = self.inputs.complete(file, utf16::to_byte(text, utf16));
        json(&views::completion(text, found))
    }

    /// Returns what the word at a place of a text means, or `null`.
    #[must_use]
    pub fn hover(&self, file: &str, utf16: usize) -> String {
        let text = self.inputs.text(file).unwrap_or_default();
        let found = self.inputs.hover(file, utf16::to_byte(text, utf16));
        json(&found.map(|found| views::hover(text, found)))
    }

    /// Returns `{file, edits}`: what makes a text say what a trial does; or `{why}` it cannot.
    #[must_use]
    pub fn to_file(&self, change: &str) -> String {
        match self.inputs.to_file(change) {
            Ok(written) => json(&views::written(&Texts::new(&self.inputs), written)),
            Err(why) => json(&views::Refused { why }),
        }
    }

    /// Returns some of the pairs of endpoints with what becomes of their packets. A page asks for slice
    /// after slice, and stops when it likes.
    pub fn matrix(&mut self, from: usize, count: usize) -> String {
        let inputs = &self.inputs;
        let pairs = self.pairs.get_or_insert_with(|| inputs.pairs());
        json(&inputs.matrix(pairs, from, count))
    }

    /// Returns the open inputs as one topology file, as plain text; empty if they give nothing.
    #[must_use]
    pub fn topology(&self) -> String {
        self.inputs.topology().unwrap_or_default()
    }

    /// Returns `{text}`: a text as `outpath format` prints it; or what is wrong with it.
    #[must_use]
    pub fn format(&self, file: &str) -> String {
        let text = self.inputs.text(file).unwrap_or_default();
        match format(file, text.as_bytes()) {
            Ok(text) => json(&views::Formatted { text }),
            Err(wrong) => wrong.json().to_owned(),
        }
    }

    /// Returns the picture, with the way of a flow and unfolded parts as the request says: `{flow, open,
    /// focus}`; or what is wrong with the flow.
    #[must_use]
    pub fn scene(&self, request: &str) -> String {
        let drawn = Picture::read(request).map(|picture| self.inputs.scene(&picture.drawing()));
        match drawn {
            Ok(Ok(scene)) => scene,
            Ok(Err(wrong)) => wrong.json().to_owned(),
            Err(failed) => json(&failed),
        }
    }

    /// Returns the picture as a text of its own, as `outpath render` writes it: `svg`, `dot`, `mermaid` or
    /// `d2`. The request is that of [`Self::scene`], with `theme` as `light` or `dark`. What cannot be drawn
    /// gives an empty text.
    #[must_use]
    pub fn export(&self, form: &str, request: &str) -> String {
        let form = match form {
            "svg" => Form::Svg,
            "dot" => Form::Dot,
            "mermaid" => Form::Mermaid,
            "d2" => Form::D2,
            _other => return String::new(),
        };
        let drawn = Picture::read(request).ok().and_then(|picture| {
            let theme = if picture.theme == "dark" { Theme::Dark } else { Theme::Light };
            self.inputs.draw(&picture.drawing(), form, theme).ok()
        });
        drawn.unwrap_or_default()
    }

    fn traced(&self, flow: &str) -> Answer {
        if self.inputs.has_errors() {
            return self.inputs.problems();
        }
        self.inputs.trace(flow).unwrap_or_else(|wrong| wrong)
    }
}

impl Default for Workspace {
    fn default() -> Self {
        Self::new()
    }
}

fn json(answer: &impl Serialize) -> String {
    serde_json::to_string(answer).expect("invariant: answers are trees of texts and numbers")
}

#[cfg(test)]
mod tests;
