//! The inputs of one run, read once and asked often.

use std::{net::IpAddr, sync::OnceLock};

use super::{
    Answer, Checking, Loader, Status,
    check::{self, Judged},
    import, inputs,
};
use crate::{
    addr::Prefix,
    diagnostic::{Diagnostic, Severity, code},
    document::{self, Comment, Document, Lowered, Opened},
    facts,
    forwarding::{self, Intent, Missing, Network, Verdict},
    model::{Model, ObjectId},
    policy::{Baseline, Waiver},
    query::{Flow, QueryError, parse_flow, parse_selector},
    report::{self, Places, diagnostics, traces},
    text::{FileId, Sources, Span},
};

/// The inputs of one run with everything that was made of them.
#[derive(Debug)]
pub struct Workspace {
    pub(super) sources: Sources,
    pub(super) lowered: Lowered,
    pub(super) network: Network,
    /// Problems of reading and lowering, in the order of the texts.
    pub(super) problems: Vec<Diagnostic>,
    /// The inputs as one tree.
    pub(super) document: Option<Document>,
    /// The comments that speak to this program.
    pub(super) comments: Vec<Comment>,
    /// What the project has accepted.
    pub(super) waivers: Vec<Waiver>,
    /// What was found before.
    pub(super) baseline: Option<Baseline>,
    /// Whether that tree has all that the inputs say.
    whole: bool,
    /// What there was to say about parts of the inputs that a program wrote.
    pub(super) remarks: Vec<Diagnostic>,
    lacks_import: bool,
    /// What was judged of the network as it is; forgotten when it changes.
    pub(super) judged: OnceLock<Judged>,
}

impl Workspace {
    /// Reads inputs and what they include. It never fails: problems are kept for [`Self::problems`].
    #[must_use]
    pub fn open(loader: &dyn Loader, names: &[&str]) -> Self {
        let (opened, lacks_import) = inputs::read_known(loader, names);
        let mut lowered = opened.lower();
        let Opened { sources, documents, diagnostics: mut problems, comments, .. } = opened;
        let of_machines = |one: &&Diagnostic| {
            let place = one.primary.as_ref().map(|label| label.span);
            place.is_some_and(|place| sources.address(place).is_some())
        };
        let remarks = problems.iter().filter(of_machines).cloned().collect();
        let whole = problems.iter().all(|one| one.severity < Severity::Error);
        let document = documents.into_iter().next();
        problems.append(&mut lowered.diagnostics);
        let place = |one: &Diagnostic| one.primary.as_ref().map(|label| label.span);
        problems
            .sort_by(|one, other| (place(one), one.code.id).cmp(&(place(other), other.code.id)));
        let network = Network::build(lowered.model.clone());
        Self {
            sources,
            lowered,
            network,
            problems,
            document,
            comments,
            waivers: Vec::new(),
            baseline: None,
            whole,
            remarks,
            lacks_import,
            judged: OnceLock::new(),
        }
    }

    /// Adds the expectations of a file of their own to those of the inputs. What is wrong with the file is
    /// one of the problems.
    pub fn expect(&mut self, loader: &dyn Loader, name: &str) {
        let read = match loader.load(name, None) {
            Ok(file) => document::expectations(&mut self.sources, &file.name, &file.bytes),
            Err(why) => {
                let message = format!("`{name}` cannot be read");
                Err(Box::new(Diagnostic::unplaced(code::UNREADABLE, message).because(why)))
            }
        };
        match read {
            Ok(lines) => self.lowered.expectations.extend(lines),
            Err(problem) => self.problems.push(*problem),
        }
        self.judged.take();
    }

    /// Sets what is assumed where AWS documents nothing, over what the files say.
    ///
    /// # Errors
    /// Says which settings there are, or which values one has.
    pub fn assume(&mut self, fact: &str, value: &str) -> Result<(), String> {
        let Some(setting) = facts::setting(fact) else {
            let known: Vec<&str> = facts::SETTINGS.iter().map(|setting| setting.fact).collect();
            return Err(format!("{fact} is no setting; settings are {}", known.join(", ")));
        };
        if setting.meaning(value).is_none() {
            let values: Vec<&str> = setting.values.iter().map(|(value, _)| *value).collect();
            return Err(format!("{fact} takes {}, not {value}", values.join(" or ")));
        }
        self.network.model.assume.insert(fact.to_owned(), value.to_owned());
        self.judged.take();
        Ok(())
    }

    /// Returns whether the inputs have errors, so that answers about them may be unknown.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.problems.iter().any(|one| one.severity == Severity::Error)
    }

    /// Returns whether inputs are left out that a build with the feature `import` reads, or that it would at
    /// least look at: no answer about them is whole.
    #[must_use]
    pub fn lacks_import(&self) -> bool {
        self.lacks_import
    }

    /// Returns whether the inputs surely hold nothing of a name, errors or not: all of them could be
    /// read, and none has it as a key.
    pub(super) fn surely_lacks(&self, name: &str) -> bool {
        // What comes with an Outpost or a VPC is no key of its own.
        const IMPLIED: [&str; 5] = ["igw", "eigw", "vgw", "lgw", "service-link"];
        let last = name.rsplit('.').find(|part| !IMPLIED.contains(part)).unwrap_or(name);
        self.whole && self.document.as_ref().is_some_and(|document| !document.has_key(last))
    }

    /// Says of a name that nothing has, although it is a key of the inputs, that an error is why.
    fn spoiled(&self, name: &str) -> Option<(String, String)> {
        if !self.has_errors() || self.surely_lacks(name) {
            return None;
        }
        let message = if self.whole {
            format!("`{name}` stands in the inputs, but nothing of that name could be made")
        } else {
            format!("nothing is called `{name}` in what could be read")
        };
        Some((message, "Correct the errors of the inputs; `outpath check` lists them.".to_owned()))
    }

    /// Returns every problem of the inputs.
    #[must_use]
    pub fn problems(&self) -> Answer {
        let answer = Answer::invalid(&self.sources, &self.problems);
        if self.has_errors() {
            return answer;
        }
        let text = diagnostics::human(&self.sources, &self.problems);
        let concise = diagnostics::concise(&self.sources, &self.problems);
        Answer::new(Status::Clean, text, concise, answer.json().to_owned())
    }

    /// Returns the inputs as one topology file that a person would have written; none if they give
    /// nothing.
    #[must_use]
    pub fn topology(&self) -> Option<String> {
        import::topology(self)
    }

    /// Returns every problem of the inputs, what the rules find, and every expectation that does not
    /// hold.
    #[must_use]
    pub fn check(&self, checking: &Checking) -> Answer {
        check::check(self, checking)
    }

    /// Returns the way of a flow there and back.
    ///
    /// # Errors
    /// Says what is wrong with the flow itself.
    pub fn trace(&self, flow: &str) -> Result<Answer, Answer> {
        let (parsed, intent) = self.intent(flow)?;
        let trace = forwarding::trace(&self.network, &intent);
        let places = Places { sources: &self.sources, map: &self.lowered.source_map };
        let flow = parsed.to_string();
        let status =
            if trace.verdict == Verdict::Reachable { Status::Clean } else { Status::Findings };
        Ok(Answer::new(
            status,
            traces::human(&self.network, &flow, &trace),
            traces::concise(&self.network, &flow, &trace),
            traces::json(&self.network, &places, &flow, &trace),
        ))
    }

    /// Returns what a flow asks for.
    pub(super) fn intent(&self, flow: &str) -> Result<(Flow, Intent), Answer> {
        let parsed = parse_flow(flow).map_err(|error| query_problem(flow, "flow", &error))?;
        let intent = forwarding::resolve(&self.network, &parsed).map_err(|wrong| {
            let spoiled = match &wrong.missing {
                Some(Missing::Name(name)) => self.spoiled(name),
                Some(Missing::Address) | None => None,
            };
            let (message, help) = spoiled.unwrap_or((wrong.message, wrong.help));
            asked_problem(flow, "flow", (wrong.span, message, help))
        })?;
        Ok((parsed, intent))
    }

    /// Returns the effective tables of a node: all routes, or winner and losers for one address. In
    /// place of a node a prefix may stand: then what every router makes of it over BGP.
    ///
    /// # Errors
    /// Says what is wrong with the node or the address.
    pub fn routes(&self, node: &str, to: Option<&str>) -> Result<Answer, Answer> {
        if let Some(prefix) = asked_prefix(node, to)? {
            let spread = report::spread(&self.network, prefix);
            let text = spread.human();
            return Ok(Answer::new(Status::Clean, text.clone(), text, report::to_json(&spread)));
        }
        let selector = parse_selector(node).map_err(|error| query_problem(node, "node", &error))?;
        let to = to.map(|text| {
            text.parse::<IpAddr>().map_err(|_| {
                let message = format!("`{text}` is not an IP address");
                asked_problem(text, "address", (0..text.len(), message, String::new()))
            })
        });
        let to = to.transpose()?;
        let kind = selector.kind.as_ref().map(|kind| kind.value.as_str());
        let named = named(&self.network.model, kind, &selector.name.value);
        let found = named.iter().find_map(|object| report::routes(&self.network, *object, to));
        let Some(found) = found else {
            let name = &selector.name.value;
            if let Some((message, help)) = self.spoiled(name).filter(|_| named.is_empty()) {
                return Err(asked_problem(node, "node", (selector.name.span, message, help)));
            }
            let message = match named.first() {
                Some(object) => {
                    let noun = self.network.model.noun(*object);
                    format!("`{name}` is a {noun}, which has no routes of its own")
                }
                None => format!("nothing is called `{name}`"),
            };
            let help = "Name a subnet, route table, instance, NAT gateway, local gateway, \
                        local gateway route table, Outpost or router; or a prefix, for its way through \
                        BGP.";
            let error = (selector.name.span, message, help.to_owned());
            return Err(asked_problem(node, "node", error));
        };
        let text = found.human();
        Ok(Answer::new(Status::Clean, text.clone(), text, found.json()))
    }
}

/// Returns the prefix that stands in place of a node, if it is one or was meant as one.
fn asked_prefix(node: &str, to: Option<&str>) -> Result<Option<Prefix>, Answer> {
    let address = node.split_once('/').is_some_and(|(one, _)| one.parse::<IpAddr>().is_ok());
    if !address {
        return Ok(None);
    }
    let wrong = |message, help: &str| {
        Err(asked_problem(node, "node", (0..node.len(), message, help.to_owned())))
    };
    match (node.parse::<Prefix>(), to) {
        (Ok(prefix), None) => Ok(Some(prefix)),
        (Ok(_), Some(_)) => wrong(
            format!("`{node}` is a prefix, which has no route to an address"),
            "Leave out `--to`.",
        ),
        (Err(error), _) => wrong(format!("`{node}` is not a prefix: {error}"), ""),
    }
}

/// Returns the objects of a name, those of the kind first asked for.
fn named(model: &Model, kind: Option<&str>, name: &str) -> Vec<ObjectId> {
    let of_kind = |object: &ObjectId| {
        kind.is_none_or(|kind| model.noun(*object).to_lowercase().replace(' ', "_") == kind)
    };
    let fits = |object: &ObjectId| {
        let identity = model.identity(*object);
        identity.name == name || identity.aws_id.as_deref() == Some(name)
    };
    model.objects().filter(fits).filter(of_kind).collect()
}

/// Returns the answer to a question that cannot be read.
pub(super) fn query_problem(text: &str, what: &str, error: &QueryError) -> Answer {
    asked_problem(text, what, (error.span.clone(), error.message.clone(), expected(error)))
}

/// Returns what would have been understood at the place of an error.
pub(super) fn expected(error: &QueryError) -> String {
    match error.expected.split_last() {
        None => String::new(),
        Some((last, [])) => format!("Expected {last}."),
        Some((last, others)) => format!("Expected {} or {last}.", others.join(", ")),
    }
}

/// Returns the answer to a question that makes no sense, with the place underlined.
pub(super) fn asked_problem(
    text: &str,
    what: &str,
    (span, message, help): (std::ops::Range<usize>, String, String),
) -> Answer {
    asked_problems(what, [(text.to_owned(), span, message, help)])
}

/// Returns the answer to a question of which several texts make no sense, with the places underlined.
pub(super) fn asked_problems(
    what: &str,
    wrong: impl IntoIterator<Item = (String, std::ops::Range<usize>, String, String)>,
) -> Answer {
    let mut sources = Sources::default();
    let mut problems = Vec::new();
    for (text, span, message, help) in wrong {
        let file = sources.add(&format!("<{what}>"), &text);
        let whole = Span::new(file, 0, u32::try_from(text.len()).unwrap_or(u32::MAX));
        let mut problem =
            Diagnostic::new(code::BAD_FLOW, message, whole.part(span.start, span.end));
        if !help.is_empty() {
            problem = problem.help(help);
        }
        problems.push(problem);
    }
    Answer::invalid(&sources, &problems)
}

/// Prints a topology file canonically.
///
/// # Errors
/// Says why the text cannot be read whole: then nothing is printed, so that nothing is lost.
pub fn format(name: &str, bytes: &[u8]) -> Result<String, Answer> {
    let mut sources = Sources::default();
    let (document, problems) = document::read_bytes(&mut sources, name, bytes);
    if problems.iter().any(|problem| problem.severity == Severity::Error) {
        return Err(Answer::invalid(&sources, &problems));
    }
    let text = sources.get(FileId(0)).map_or("", |source| source.text.as_str());
    Ok(document::format(&document, text))
}

/// Returns the JSON Schema of the topology file.
#[must_use]
pub fn schema() -> String {
    report::to_json(&document::schema())
}

/// Returns the reference of the topology file, as Markdown.
#[must_use]
pub fn reference() -> String {
    document::reference()
}
