//! What an expectation must survive: failures are tried, each on the network as it is.

use std::collections::BTreeSet;

use super::{
    Judgement, Word,
    flow::{Heard, Ready},
    names,
};
use crate::{
    forwarding::{Case, Missing, Network, NoEndpoint, Outcome, Place, Reason},
    graph::Node,
    model::{NetworkInterfaceId, ObjectId},
    parallel,
    query::{Guarantees, Placed, Selector, Survives, Trial},
    scenario::{self, Change, Group, apply_all},
};

/// Failures that happen at the same time.
pub(super) struct Failures {
    trials: Vec<Trial>,
    changes: Vec<Change>,
    /// Whether they are one of any that can happen.
    any: bool,
}

impl Failures {
    /// Returns the network through them, and which kinds of packets count there: nothing survives that its
    /// own end fails, and nobody expects it to, unless that very failure is named.
    pub(super) fn after<'a>(
        &'a self,
        network: &'a Network,
    ) -> (Network, impl Fn(&Case) -> bool + Sync + 'a) {
        let after = network.update(apply_all(&network.model, &self.changes));
        let failed = touched(network, self);
        let counts = move |case: &Case| {
            !self.any || !case.ends().iter().any(|end| is_gone(network, *end, &failed))
        };
        (after, counts)
    }
}

/// Finds what a line must survive.
///
/// # Errors
/// Says which name is not that of something that can fail.
pub(super) fn find(
    network: &Network,
    guarantees: &Guarantees,
) -> Result<Vec<Failures>, NoEndpoint> {
    let mut found = Vec::new();
    for survives in &guarantees.survives {
        match survives {
            Survives::Failure(names) => {
                let all = names.iter().map(|name| understood(network, name));
                let all = all.collect::<Result<Vec<_>, _>>()?;
                let (trials, changes) = all.into_iter().unzip();
                found.push(Failures { trials, changes, any: false });
            }
            Survives::AnySingleFailure => found.extend(single(network)),
        }
    }
    Ok(found)
}

/// Returns the failure of what has a name. What can only stop does that.
fn understood(network: &Network, name: &Placed<Selector>) -> Result<(Trial, Change), NoEndpoint> {
    let model = &network.model;
    let fail = Trial::Fail { name: name.clone(), restore: false };
    let wrong = match scenario::understand(model, &fail) {
        Ok(change) => return Ok((fail, change)),
        Err(wrong) => wrong,
    };
    let stop = Trial::Instance { name: name.clone(), start: false };
    if let Ok(change) = scenario::understand(model, &stop) {
        return Ok((stop, change));
    }
    let unknown = names::find(model, name, "", Some).is_err();
    let missing = unknown.then(|| Missing::Name(name.value.name.value.clone()));
    Err(NoEndpoint { span: wrong.span, message: wrong.message, help: wrong.help, missing })
}

/// Returns every single thing that can fail, in the order of kinds and names. What a person does is no
/// failure.
fn single(network: &Network) -> Vec<Failures> {
    let all = scenario::possible(&network.model).into_iter();
    let fails = all.filter(|one| match one.group {
        Group::ServiceLinks
        | Group::VirtualInterfaces
        | Group::Sessions
        | Group::Routers
        | Group::Segments
        | Group::Links
        | Group::Gateways
        | Group::Places
        | Group::Instances => true,
        Group::Prefixes => false,
    });
    fails
        .filter_map(|one| {
            let change = scenario::understand(&network.model, &one.trial).ok()?;
            Some(Failures { trials: vec![one.trial], changes: vec![change], any: true })
        })
        .collect()
}

/// What a failure does to a line.
struct Broken {
    /// Which of the failures.
    at: usize,
    heard: Heard,
    how: How,
}

/// The kinds of packets that a failure breaks, and where and why the first of them ends.
type How = (Vec<usize>, Option<(Node, Reason)>);

/// Tries failures, and returns the judgement if the line does not hold through one of them. What breaks it
/// counts before what nobody can say.
pub(super) fn judge(network: &Network, ready: &Ready<'_>, all: &[Failures]) -> Option<Judgement> {
    let numbered: Vec<(usize, &Failures)> = all.iter().enumerate().collect();
    let tried = parallel::map(&numbered, |(at, failures)| through(network, ready, *at, failures));
    let tried: Vec<Broken> = tried.into_iter().flatten().collect();
    let mut alone: Vec<(&How, Vec<Trial>)> = Vec::new();
    for one in tried.iter().filter(|one| one.heard.word == Word::Against) {
        let Some(failures) = all.get(one.at).filter(|failures| failures.any) else { continue };
        match alone.iter_mut().find(|(how, _)| **how == one.how) {
            Some((_, trials)) => trials.extend(failures.trials.iter().cloned()),
            None => alone.push((&one.how, failures.trials.clone())),
        }
    }
    let alone = alone.into_iter().map(|(_, trials)| trials).collect();
    let against = tried.iter().position(|one| one.heard.word == Word::Against);
    let Broken { at, heard, .. } = tried.into_iter().nth(against.unwrap_or(0))?;
    let failures = all.get(at)?;
    let after = network.update(apply_all(&network.model, &failures.changes));
    let mut judgement = heard.judgement(ready, &after, &failures.trials);
    if let Judgement::Refuted(evidence) = &mut judgement
        && failures.any
    {
        evidence.alone = alone;
    }
    Some(judgement)
}

fn through(network: &Network, ready: &Ready<'_>, at: usize, failures: &Failures) -> Option<Broken> {
    let (after, counts) = failures.after(network);
    let heard = ready.first(&after, &counts)?;
    let mut broken = Vec::new();
    if failures.any && heard.word == Word::Against {
        let is_against = |at: &usize| {
            ready.hear(&after, *at, &counts).is_some_and(|one| one.word == Word::Against)
        };
        broken.extend((0..ready.cases.cases.len()).filter(is_against));
    }
    let ended = heard.trace.paths().find(|path| path.outcome != Outcome::Delivered);
    let ended =
        ended.and_then(|path| Some((path.hops.last()?.node, path.outcome.blocker()?.reason)));
    Some(Broken { at, heard, how: (broken, ended) })
}

/// Returns the objects that fail.
fn touched(network: &Network, failures: &Failures) -> BTreeSet<ObjectId> {
    let changes = failures.changes.iter();
    changes.flat_map(|change| scenario::apply(&network.model, change).1.objects).collect()
}

/// Returns whether an end is, or stands on, something that fails.
fn is_gone(network: &Network, end: Place, failed: &BTreeSet<ObjectId>) -> bool {
    let model = &network.model;
    let gone = |object: ObjectId| failed.contains(&object);
    let interface = |id: NetworkInterfaceId| {
        let instance = model.network_interfaces[id].instance;
        gone(id.into()) || instance.is_some_and(|one| gone(one.into()))
    };
    match end {
        Place::Interface(id) => interface(id),
        Place::Host(id) => {
            let host = &model.hosts[id];
            gone(host.segment.into()) || host.instance.is_some_and(|one| gone(one.into()))
        }
        Place::Segment(id, _) => gone(id.into()),
        Place::Router(id, _) => gone(id.into()),
        Place::ServiceLink(id, _) => gone(id.into()),
        Place::Address(address) => {
            let owners = network.with_address(address).iter().chain(network.coip_owners(address));
            owners.copied().any(interface)
        }
        Place::Internet(_) | Place::Service(..) => false,
    }
}
