//! How the answers of one call are read.

use crate::import::calls::Call;

use super::{draft::Draft, part::Part};

/// Reads one item of an answer.
pub(super) type Read = for<'a> fn(&mut Draft<'a>, &Page<'a>, Part<'a>);

/// How the answers of one call are read.
#[derive(Debug)]
pub(super) struct Reader {
    /// The operation, as in [`crate::import::CALLS`].
    pub(super) operation: &'static str,
    /// The key of one item alone, as calls that create have it, and some of AWS's own examples.
    pub(super) one: &'static str,
    /// The member that identifies an item.
    pub(super) id: &'static str,
    /// Members that no items of other calls have together.
    pub(super) members: &'static [&'static str],
    /// Reads one item.
    pub(super) read: Read,
    /// What is taken from it, for the documentation.
    pub(super) takes: &'static str,
}

/// Calls that belong together, with what follows from all their answers.
#[derive(Debug)]
pub(super) struct Family {
    /// How each is read.
    pub(super) readers: &'static [Reader],
    /// Draws conclusions once everything is read.
    pub(super) finish: Option<for<'a> fn(&mut Draft<'a>)>,
}

/// Where an answer was asked for.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Scope {
    /// The account, if the folder or the bundle says.
    pub(super) account: Option<String>,
    /// The Region, if the folder or the bundle says.
    pub(super) region: Option<String>,
}

/// One answer.
#[derive(Debug, Clone)]
pub(super) struct Page<'a> {
    pub(super) call: &'static Call,
    pub(super) reader: &'static Reader,
    /// The whole answer.
    pub(super) output: Part<'a>,
    /// The object that it is about, where the answer, a file name or the parameters say.
    pub(super) about: Option<String>,
    pub(super) scope: Scope,
}

impl Page<'_> {
    /// Returns the answer in words: `describe-subnets`, `search-transit-gateway-routes tgw-rtb-1`.
    pub(super) fn title(&self) -> String {
        match &self.about {
            Some(about) => format!("{} {about}", self.call.operation),
            None => self.call.operation.to_owned(),
        }
    }
}

/// Returns the command that gives the answer of a call.
pub(super) fn command(call: &Call) -> String {
    let mut words = vec!["aws".to_owned(), call.service.to_owned(), call.operation.to_owned()];
    words.extend(call.per.map(|per| format!("--{} ID", per.option)));
    words.extend(call.arguments.iter().map(|word| (*word).to_owned()));
    words.push("--output json".to_owned());
    words.join(" ")
}
