//! What each reference architecture does after something failed or was changed.
//!
//! A file in `changed/` starts with lines `$ with CHANGE` and `$ outpath COMMAND`. Below stands what becomes
//! of each expectation after the changes, then what the commands answer, above the words that a person
//! wrote first.

use std::fs;

use outpath_core::{
    document,
    forwarding::{self, Network},
    model::{Id, Model, ObjectId, SessionState},
    query::parse_flow,
    report,
    scenario::{Change, apply},
};
use outpath_tests::files::{Folder, files};

use crate::{disconnected::fate, holds, reference_folders};

#[test]
fn what_changes_do_is_as_written() {
    let mut checked = 0;
    for folder in reference_folders() {
        let lowered = document::open(&Folder(folder.clone()), &["topology.yaml"]).lower();
        for file in files(&folder.join("changed"), "txt") {
            let text = fs::read_to_string(&file).unwrap();
            let head: Vec<&str> = text.lines().take_while(|line| line.starts_with("$ ")).collect();
            let changes = head.iter().filter_map(|line| line.strip_prefix("$ with "));
            let model = changes.fold(lowered.model.clone(), |model, words| {
                let change = change(&model, words);
                let (after, touched) = apply(&model, &change);
                assert!(!touched.objects.is_empty(), "{}: {words} changes nothing", file.display());
                after
            });
            let network = Network::build(model);
            let fates = lowered.expectations.iter().map(|line| fate(&network, &line.value));
            let mut answer = fates.collect::<String>();
            for command in head.iter().filter_map(|line| line.strip_prefix("$ outpath ")) {
                answer.push_str(&format!("\n$ outpath {command}\n{}", ask(&network, command)));
            }
            let head = head.join("\n");
            let rest = text.strip_prefix(&head).unwrap().trim_start_matches('\n');
            holds(&file, &head, rest, &answer);
            checked += 1;
        }
    }
    assert!(checked >= 4, "only {checked} changes");
}

fn ask(network: &Network, command: &str) -> String {
    match command.split_once(" topology.yaml ").unwrap() {
        ("trace", flow) => {
            let parsed = parse_flow(flow.trim_matches('\'')).unwrap();
            let intent = forwarding::resolve(network, &parsed).unwrap();
            let trace = forwarding::trace(network, &intent);
            report::traces::human(network, &parsed.to_string(), &trace).to_string()
        }
        ("routes", node) => match node.parse() {
            Ok(prefix) => report::spread(network, prefix).human().to_string(),
            Err(_) => {
                let (node, to) = node
                    .split_once(" --to ")
                    .map_or((node, None), |(node, to)| (node, Some(to.parse().unwrap())));
                let all = named(&network.model, node);
                let found = all.into_iter().find_map(|one| report::routes(network, one, to));
                found.unwrap().human().to_string()
            }
        },
        other => panic!("unknown command {other:?}"),
    }
}

fn named(model: &Model, name: &str) -> Vec<ObjectId> {
    let all: Vec<_> = model.objects().filter(|one| model.identity(*one).name == name).collect();
    assert!(!all.is_empty(), "nothing is called {name}");
    all
}

/// Returns the id of one kind of object that has a name.
fn id<I: Id + Into<ObjectId>>(model: &Model, ids: impl Iterator<Item = I>, name: &str) -> I {
    let mut ids = ids.filter(|id| model.identity((*id).into()).name == name);
    ids.next().unwrap_or_else(|| panic!("nothing of this kind is called {name}"))
}

/// Reads a change such as `lag plant-1.lgw ond-1 down`.
fn change(model: &Model, words: &str) -> Change {
    let words: Vec<&str> = words.split(' ').collect();
    let state = SessionState::Down;
    let up = false;
    match words.as_slice() {
        ["lag", gateway, lag, "down"] => {
            let gateway = id(model, model.local_gateways.ids(), gateway);
            Change::Lag { gateway, lag: (*lag).to_owned(), state }
        }
        ["maintenance", gateway, lag] => {
            let gateway = id(model, model.local_gateways.ids(), gateway);
            Change::Maintenance { gateway, lag: (*lag).to_owned(), begins: true }
        }
        ["router", router, "down"] => {
            Change::Router { router: id(model, model.routers.ids(), router), up }
        }
        ["segment", segment, "down"] => {
            Change::Segment { segment: id(model, model.segments.ids(), segment), up }
        }
        ["session", vif, "down"] => {
            Change::Session { vif: id(model, model.vifs.ids(), vif), state }
        }
        ["peering", one, other, "down"] => {
            let routers = [one, other].map(|name| id(model, model.routers.ids(), name));
            Change::Peering { routers, state }
        }
        ["port", connection, "down"] => {
            let connection = id(model, model.direct_connect_connections.ids(), connection);
            Change::DirectConnectPort { connection, up }
        }
        ["withdraw", router, prefix] => {
            let router = id(model, model.routers.ids(), router);
            Change::Withdraw { router, prefix: prefix.parse().unwrap() }
        }
        other => panic!("unknown change {other:?}"),
    }
}
