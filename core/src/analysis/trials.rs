//! What-if: the network with changes in force, what could fail, and who could talk to whom.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a name can be that of anything, and few kinds of things fit"
)]

use serde::Serialize;

use super::{
    Answer, Workspace,
    workspace::{asked_problem, query_problem},
};
use crate::{
    forwarding::{Network, Verdict},
    graph::Node,
    model::{Model, NetworkInterfaceId, ObjectId},
    query::{self, parse_trial},
    reach::{Job, Question, Reached, Shard},
    scenario,
};

/// What the text of a trial is called where a problem of it is shown.
const WHAT_IF: &str = "what-if";

/// What became of the text of one trial.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Tried {
    /// The text.
    pub text: String,
    /// Why it is not in force.
    pub error: Option<String>,
}

/// One failure that can be tried.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// The text of the trial.
    pub text: String,
    /// What kind of thing it is about, in the plural.
    pub group: String,
    /// The node of the drawing that it is about, as `KIND NAME`; empty if there is none.
    pub object: String,
    /// What fails, in few words.
    pub label: String,
}

/// Something that a flow can start or end at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Endpoint {
    /// How a flow writes it.
    pub name: String,
    /// Its kind, as in the nodes of a trace.
    pub kind: &'static str,
    /// The node of the drawing, as `KIND NAME`.
    #[serde(rename = "box")]
    pub node: String,
}

/// A slice of the matrix of who reaches whom.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MatrixSlice {
    /// How many pairs there are.
    pub total: usize,
    /// The pairs of this slice.
    pub cells: Vec<MatrixCell>,
}

/// One pair.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MatrixCell {
    /// The start.
    pub from: String,
    /// The end.
    pub to: String,
    /// The flow that was traced.
    pub flow: String,
    /// Its verdict.
    pub verdict: &'static str,
}

impl Workspace {
    /// Puts trials in force, in the place of those that are; what is no trial is left out and says why.
    pub fn attempt<S: AsRef<str>>(&mut self, trials: &[S]) -> Vec<Tried> {
        let (model, tried) = attempted(&self.lowered.model, trials);
        self.set_model(model);
        tried
    }

    /// Puts trials in force, one after the other, in the place of those that are.
    ///
    /// # Errors
    /// Says what is wrong with the first that means nothing; then none is in force.
    pub fn what_if<S: AsRef<str>>(&mut self, trials: &[S]) -> Result<(), Answer> {
        let mut model = self.lowered.model.clone();
        for text in trials.iter().map(AsRef::as_ref) {
            let trial = parse_trial(text).map_err(|error| query_problem(text, WHAT_IF, &error))?;
            let change = scenario::understand(&model, &trial)
                .map_err(|why| asked_problem(text, WHAT_IF, (why.span, why.message, why.help)))?;
            model = scenario::apply(&model, &change).0;
        }
        self.set_model(model);
        Ok(())
    }

    /// Asks another model from now on, with the same assumptions.
    fn set_model(&mut self, mut model: Model) {
        model.assume = std::mem::take(&mut self.network.model.assume);
        self.network = Network::build(model);
        self.judged.take();
    }

    /// Returns the single failures that can be tried.
    #[must_use]
    pub fn failures(&self) -> Vec<Failure> {
        let shown = |one: scenario::Possible| Failure {
            text: one.trial.to_string(),
            group: one.group.to_string(),
            object: self.node_of(one.object).map_or_else(String::new, |node| self.node_id(node)),
            label: label(&one.trial),
        };
        scenario::possible(&self.lowered.model).into_iter().map(shown).collect()
    }

    /// Returns what a flow can start or end at: instances and services, hosts, the internet.
    #[must_use]
    pub fn endpoints(&self) -> Vec<Endpoint> {
        let model = &self.network.model;
        let interfaces = model.network_interfaces.ids().map(Node::NetworkInterface);
        let hosts = model.hosts.ids().map(Node::Host);
        let nodes = interfaces.chain(hosts).chain([Node::Internet]);
        let shown = |node: Node| {
            let name = written(&self.network.node_name(node));
            Endpoint { name, kind: node.kind(), node: self.node_id(node) }
        };
        nodes.map(shown).collect()
    }

    /// Prepares the matrix of all endpoints.
    #[must_use]
    pub fn pairs(&self) -> Job {
        let everything = Question::default();
        Job::new(&self.network, &everything, Shard::WHOLE)
            .expect("invariant: everything can be asked about, as nothing has to be read")
    }

    /// Answers about some of the pairs of endpoints, in a fixed order, so that a caller can stop between
    /// slices.
    #[must_use]
    pub fn matrix(&self, job: &mut Job, from: usize, count: usize) -> MatrixSlice {
        let ends = self.endpoints();
        let others = ends.len().saturating_sub(1);
        let total = ends.len() * others;
        let pairs: Vec<(usize, usize)> = (from..total)
            .take(count)
            .map(|pair| {
                let (row, column) = (pair / others, pair % others);
                (row, if column < row { column } else { column + 1 })
            })
            .collect();
        job.fill(&self.network, &pairs);
        let cell = |(row, column): (usize, usize)| {
            let (from, to) = (ends.get(row)?, ends.get(column)?);
            let cell = job.cell(job.rows().get(row)?, job.columns().get(column)?);
            let first = cell.portions.first();
            let traffic = first.map_or(String::new(), |portion| format!(" {}", portion.example()));
            let flow = format!("{} -> {}{traffic}", from.name, to.name);
            let verdict = verdict(cell.reached).word();
            Some(MatrixCell { from: from.name.clone(), to: to.name.clone(), flow, verdict })
        };
        MatrixSlice { total, cells: pairs.into_iter().filter_map(cell).collect() }
    }

    /// Returns the id that a node has in drawings.
    pub(super) fn node_id(&self, node: Node) -> String {
        format!("{} {}", node.kind(), self.network.node_name(node))
    }

    /// Returns the node that stands for an object in drawings.
    pub(super) fn node_of(&self, object: ObjectId) -> Option<Node> {
        Some(match object {
            ObjectId::Outpost(id) => Node::ServiceLink(id),
            ObjectId::Vif(id) => Node::Vif(id),
            ObjectId::ServiceLinkVif(id) => Node::ServiceLinkVif(id),
            ObjectId::DirectConnectInterface(id) => Node::DirectConnectInterface(id),
            ObjectId::VpnConnection(id) => Node::VpnConnection(id),
            ObjectId::Router(id) => Node::Router(id),
            ObjectId::Segment(id) => Node::Segment(id),
            ObjectId::Instance(id) => {
                let mut interfaces = self.network.model.network_interfaces.iter();
                let own =
                    |(interface, one): (NetworkInterfaceId, &crate::model::NetworkInterface)| {
                        (one.instance == Some(id)).then_some(interface)
                    };
                Node::NetworkInterface(interfaces.find_map(own)?)
            }
            _other => return None,
        })
    }
}

/// Returns the verdict of a trace that says the same.
fn verdict(reached: Option<Reached>) -> Verdict {
    match reached {
        Some(Reached::BothWays) => Verdict::Reachable,
        Some(Reached::OneWay) => Verdict::OneWay,
        Some(Reached::Partly) => Verdict::Partial,
        Some(Reached::Never) => Verdict::Unreachable,
        Some(Reached::Unknown) | None => Verdict::Unknown,
    }
}

/// Returns a name as a flow writes it.
fn written(name: &str) -> String {
    let plain = query::Endpoint::Name(name.to_owned());
    if name == "internet" { name.to_owned() } else { plain.to_string() }
}

/// Returns what a trial is about, without its verb.
fn label(trial: &query::Trial) -> String {
    let text = trial.to_string();
    text.split_once(' ').map_or(text.clone(), |(_, rest)| rest.to_owned())
}

/// Makes trials one after the other: each sees what those before it did.
fn attempted<S: AsRef<str>>(model: &Model, trials: &[S]) -> (Model, Vec<Tried>) {
    let mut model = model.clone();
    let mut tried = Vec::new();
    for text in trials.iter().map(AsRef::as_ref) {
        let read = parse_trial(text).map_err(|error| error.to_string());
        let change = read.and_then(|trial| {
            let refused = |why: scenario::Refused| format!("{}. {}", why.message, why.help);
            scenario::understand(&model, &trial).map_err(refused)
        });
        let error = match change {
            Ok(change) => {
                model = scenario::apply(&model, &change).0;
                None
            }
            Err(error) => Some(error),
        };
        tried.push(Tried { text: text.to_owned(), error });
    }
    (model, tried)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        analysis::Checking,
        document::{Loaded, Loader},
    };

    struct Text(String);

    impl Loader for Text {
        fn load(&self, name: &str, _: Option<&str>) -> Result<Loaded, String> {
            Ok(Loaded { name: name.to_owned(), bytes: self.0.clone().into_bytes() })
        }
    }

    fn open(text: &str) -> Workspace {
        Workspace::open(&Text(text.to_owned()), &["a.yaml"])
    }

    fn workspace() -> Workspace {
        open(include_str!("../rules/base/coip.yaml"))
    }

    #[test]
    fn a_prefix_that_a_link_lists_itself_is_not_withdrawn_for_nothing() {
        let text = include_str!("../rules/base/private-service-link.yaml");
        let router = "campus.cnd-1.link";
        let trial = format!("withdraw 10.77.0.0/16 from {router}");
        let own = text.replacen(
            "          vlan: 11\n",
            "          vlan: 11\n          announce: [10.77.0.0/16]\n",
            1,
        );
        let mut workspace = open(&own);
        let tried = workspace.attempt(&[&trial]).remove(0);
        assert!(
            tried.error.as_deref().is_some_and(|why| why.contains("by a list of")),
            "{tried:?}"
        );
        assert!(workspace.failures().iter().all(|one| one.text != trial));
    }

    #[test]
    fn every_failure_offered_can_be_tried_and_changes_something() {
        let mut workspace = workspace();
        assert!(!workspace.has_errors());
        let before = workspace.network.model.clone();
        let failures = workspace.failures();
        let groups: std::collections::BTreeSet<&str> =
            failures.iter().map(|one| one.group.as_str()).collect();
        assert!(groups.len() >= 5, "{groups:?}");
        for one in &failures {
            let tried = workspace.attempt(&[&one.text]);
            assert_eq!(tried, [Tried { text: one.text.clone(), error: None }]);
            assert_ne!(workspace.network.model, before, "{}", one.text);
        }
        workspace.attempt::<&str>(&[]);
        assert_eq!(workspace.network.model, before);
    }

    #[test]
    fn what_was_judged_is_forgotten_when_the_network_changes() {
        let base = include_str!("../rules/base/coip.yaml");
        let text = format!("{base}\nexpect: [web -> campus.db tcp/5432]\n");
        let checked = |workspace: &Workspace| workspace.check(&Checking::default());
        let mut workspace = open(&text);
        let before = checked(&workspace);
        let trial = ["fail campus.cnd-1", "fail campus.cnd-2"];
        workspace.attempt(&trial);
        let after = checked(&workspace);
        assert_ne!(after, before);
        let mut fresh = open(&text);
        fresh.attempt(&trial);
        assert_eq!(after, checked(&fresh));
        workspace.attempt::<&str>(&[]);
        assert_eq!(checked(&workspace), before);

        let mut strict = Checking::default();
        strict.limits.set("vpcs-per-region", 1000).unwrap();
        assert_eq!(workspace.check(&strict), open(&text).check(&strict));
    }

    #[test]
    fn a_trial_that_means_nothing_is_left_out_and_says_why() {
        let mut workspace = workspace();
        let nothing =
            ["withdraw 10.99.0.0/16 from campus.cnd-1", "remove route 10.99.0.0/16 from shop.rack"];
        for (text, why) in nothing.iter().zip(["has no `10.99.0.0/16` under", "has no route to"]) {
            let error = workspace.attempt(&[text]).remove(0).error.unwrap();
            assert!(error.contains(why), "{error}");
        }
        let after = workspace.attempt(&["announce 10.99.0.0/16 from campus.cnd-1", nothing[0]]);
        assert!(after.iter().all(|one| one.error.is_none()), "{after:?}");
        let tried = workspace.attempt(&["fail nowhere", "stop web", "shut web"]);
        let errors: Vec<Option<&str>> = tried.iter().map(|one| one.error.as_deref()).collect();
        assert!(errors[0].unwrap().contains("nothing is called `nowhere`"), "{errors:?}");
        assert_eq!(errors[1], None);
        assert!(errors[2].unwrap().contains("`web` is a"), "{errors:?}");
    }

    #[test]
    fn the_matrix_is_the_same_in_any_slices() {
        let workspace = workspace();
        let whole = workspace.matrix(&mut workspace.pairs(), 0, usize::MAX);
        let mut job = workspace.pairs();
        let count = workspace.endpoints().len();
        assert_eq!((whole.total, whole.cells.len()), (count * (count - 1), whole.total));
        let mut cells = Vec::new();
        while cells.len() < whole.total {
            cells.extend(workspace.matrix(&mut job, cells.len(), 3).cells);
        }
        assert_eq!(cells, whole.cells);
        for cell in &whole.cells {
            assert_ne!(cell.from, cell.to);
            let json = workspace.trace(&cell.flow).unwrap().json().to_owned();
            assert!(json.contains(&format!("\"verdict\": \"{}\"", cell.verdict)), "{}", cell.flow);
        }
    }
}
