//! Every kind of remark on the smallest topology that makes it, beside a twin without.

use std::collections::BTreeSet;

use outpath_core::{analysis::Workspace, forwarding::Note};
use outpath_tests::files::OneText;

use crate::{
    rules::{endpoint, tgw},
    stems::{Edits, RACK, REGION, edited},
};

struct Remarked {
    note: Note,
    stem: fn() -> String,
    both: Edits,
    remarked: Edits,
    twin: Edits,
    flow: &'static str,
}

fn region() -> String {
    REGION.to_owned()
}

fn rack() -> String {
    RACK.to_owned()
}

const EXTRA: (&str, &str) = (
    "instances:\n",
    "network_interfaces:\n  extra: { subnet: a.private, ip: 10.0.2.12, service: other }\ninstances:\n",
);
const ZONES: Edits = &[
    ("public: { cidr: 10.0.1.0/24,", "public: { cidr: 10.0.1.0/24, zone: usw2-az1,"),
    ("private: { cidr: 10.0.2.0/24,", "private: { cidr: 10.0.2.0/24, zone: usw2-az1,"),
];

const REMARKED: &[Remarked] = &[
    Remarked {
        note: Note::AzCrossed,
        stem: region,
        both: ZONES,
        remarked: &[(
            "private: { cidr: 10.0.2.0/24, zone: usw2-az1",
            "private: { cidr: 10.0.2.0/24, zone: usw2-az2",
        )],
        twin: &[],
        flow: "web -> app tcp/443",
    },
    Remarked {
        note: Note::PortRemapped,
        stem: region,
        both: &[("ip: 10.0.2.10 }", "ip: 10.0.2.10, public_ip: 198.51.100.9 }")],
        remarked: &[],
        twin: &[("0.0.0.0/0: nat_gateway.n", "0.0.0.0/0: igw")],
        flow: "app -> internet tcp/443 leaving source-port=5000",
    },
    // A load balancer opens connections of its own; another service ends the flow.
    Remarked {
        note: Note::NotAnalysed,
        stem: region,
        both: &[EXTRA],
        remarked: &[("service: other", "service: nlb")],
        twin: &[],
        flow: "web -> extra tcp/443",
    },
    // The policies of both kinds of endpoint, what is behind one that inspects, and an appliance.
    Remarked {
        note: Note::NotAnalysed,
        stem: endpoint::endpoints,
        both: &[],
        remarked: &[],
        twin: &[("prefix_list.s3: vpc_endpoint.s3", "52.218.0.0/17: igw")],
        flow: "app -> 52.218.0.1 tcp/443",
    },
    Remarked {
        note: Note::NotAnalysed,
        stem: endpoint::endpoints,
        both: &[],
        remarked: &[],
        twin: &[
            (
                "prefix_lists:",
                "network_interfaces: { other: { subnet: a.fw, ip: 10.0.3.20, service: other } }\nprefix_lists:",
            ),
            (
                "      api: { type: interface, interfaces: { one: { subnet: fw, ip: 10.0.3.20 } } }\n",
                "",
            ),
        ],
        flow: "app -> 10.0.3.20 tcp/443",
    },
    Remarked {
        note: Note::NotAnalysed,
        stem: endpoint::endpoints,
        both: &[],
        remarked: &[],
        twin: &[
            ("0.0.0.0/0: vpc_endpoint.gwlb", "0.0.0.0/0: igw"),
            ("10.0.1.0/24: vpc_endpoint.gwlb", "10.0.0.0/16: local"),
        ],
        flow: "app -> internet tcp/443",
    },
    Remarked {
        note: Note::NotAnalysed,
        stem: endpoint::on_premises_by_endpoint,
        both: &[],
        remarked: &[],
        twin: &[("52.0.0.0/8: network_interface.two", "52.0.0.0/8: vif_group.main")],
        flow: "db -> 52.218.0.1 tcp/443",
    },
    Remarked {
        note: Note::NamesResolved,
        stem: rack,
        both: &[],
        remarked: &[(
            "    zone: usw2-az1\n",
            "    zone: usw2-az1\n    service_link: { resolver: local }\n",
        )],
        twin: &[],
        flow: "web -> db tcp/443",
    },
    // Whether what was never announced is delivered is a setting (fact UNK-20).
    Remarked {
        note: Note::Assumed,
        stem: endpoint::on_premises_by_endpoint,
        both: &[],
        remarked: &[],
        twin: &[("52.0.0.0/8: network_interface.two", "52.0.0.0/8: vif_group.main")],
        flow: "db -> 52.218.0.1 tcp/443",
    },
    Remarked {
        note: Note::TgwApplianceModeAdvised,
        stem: tgw::inspected,
        both: &[],
        remarked: &[],
        twin: &[("appliance_mode: false", "appliance_mode: true")],
        flow: "x -> w tcp/443",
    },
];

fn notes(text: &str, flow: &str) -> BTreeSet<String> {
    let workspace = Workspace::open(&OneText(text), &["topology.yaml"]);
    assert!(!workspace.has_errors(), "{}\n{text}", workspace.problems().text());
    let answer = workspace.trace(flow).unwrap_or_else(|wrong| panic!("{}", wrong.text()));
    let json: serde_json::Value = serde_json::from_str(answer.json()).expect("an answer is JSON");
    let listed = json["notes"].as_array().expect("an answer lists notes");
    listed.iter().filter_map(|one| one["kind"].as_str()).map(str::to_owned).collect()
}

#[test]
fn every_remark_has_a_topology_and_a_twin_without_it() {
    for one in REMARKED {
        let common = edited((one.stem)(), one.both);
        let remarked = edited(common.clone(), one.remarked);
        let twin = edited(common, one.twin);
        let found = notes(&remarked, one.flow);
        assert!(found.contains(one.note.id()), "{}: {found:?}\n{remarked}", one.note.id());
        let found = notes(&twin, one.flow);
        assert!(!found.contains(one.note.id()), "{}: {found:?}\n{twin}", one.note.id());
    }
}

#[test]
fn no_remark_is_forgotten() {
    let listed: BTreeSet<&str> = REMARKED.iter().map(|one| one.note.id()).collect();
    let all: BTreeSet<&str> = Note::ALL.iter().map(|note| note.id()).collect();
    assert_eq!(listed, all);
}
