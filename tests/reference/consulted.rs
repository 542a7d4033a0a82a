//! What the expectations of the reference topologies consult, beside taking away what they do not.

use std::collections::BTreeSet;

use outpath_core::{
    document,
    expect::{Judgement, Thing, consulted, judge, things},
    forwarding::Network,
    model::{Field, Model, ObjectId},
    query::{Expectation, parse_expectation},
    routing::RouteRef,
};
use outpath_tests::files::Folder;

use crate::reference_folders;

fn lines(network: &Network, lines: &[String]) -> Vec<Expectation> {
    let read = lines.iter().map(|line| parse_expectation(line).unwrap());
    read.filter(|one| judge(network, one) == Judgement::Holds).collect()
}

/// Everything that is consulted is something that can be: a key that nothing has would count for nothing.
/// And what is not consulted can go without a line noticing it.
#[test]
fn what_is_not_consulted_can_go() {
    let mut taken = 0;
    for folder in &reference_folders() {
        let lowered = document::open(&Folder(folder.clone()), &["topology.yaml"]).lower();
        let network = Network::build(lowered.model);
        let texts: Vec<String> = lowered.expectations.into_iter().map(|one| one.value).collect();
        let lines = lines(&network, &texts);
        let all = things(&network);
        let used: BTreeSet<Thing> =
            lines.iter().flat_map(|line| consulted(&network, line)).collect();
        let unknown: Vec<&Thing> = used.difference(&all).collect();
        assert!(unknown.is_empty(), "{}: {unknown:?}", folder.display());
        for thing in all.difference(&used) {
            let Some(model) = without(&network.model, *thing) else { continue };
            taken += 1;
            let after = network.update(model);
            for line in lines.iter().filter(|line| line.flow().is_some()) {
                let judgement = judge(&after, line);
                assert_eq!(judgement, Judgement::Holds, "{}: {line} {thing:?}", folder.display());
            }
        }
    }
    assert!(taken > 20, "{taken}");
}

/// Takes a thing away that nothing else follows from, as announcements follow from routes of subnets.
fn without(model: &Model, thing: Thing) -> Option<Model> {
    let mut model = model.clone();
    match thing {
        Thing::Route(RouteRef::RouterStatic(router, at)) => {
            model.routers[router].routes.remove(at as usize);
        }
        Thing::Rule(key) => match (key.object, key.field) {
            (ObjectId::SecurityGroup(id), Field::Item(way, at)) => {
                let group = &mut model.security_groups[id];
                let rules = if way == "inbound" { &mut group.inbound } else { &mut group.outbound };
                rules.remove(at as usize);
            }
            _other => return None,
        },
        _other => return None,
    }
    Some(model)
}
