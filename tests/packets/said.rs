//! What answers say in words, where other words would mislead.

use outpath_core::analysis::{Answer, Workspace};
use outpath_tests::files::OneText;

use crate::stems::{Edits, RACK, edited};

/// A flow over an edited text, with what the answer says and what it does not.
struct Said {
    edits: Edits,
    flow: &'static str,
    says: &'static [&'static str],
    never: &'static [&'static str],
}

const COIP: (&str, &str) =
    ("mode: direct-vpc-routing", "mode: coip, coip_pools: { x: [10.1.0.0/26] }");
const WITH_COIP: (&str, &str) = ("ip: 10.0.1.10", "ip: 10.0.1.10, coip: 10.1.0.2");

const STATIC: (&str, &str) = (
    "announce: [172.16.0.0/24] }",
    "announce: [172.16.0.0/24], routes: { 10.1.0.0/26: 172.31.0.1 } }",
);

const SAID: &[Said] = &[
    // A message that reports an error asks for no answer; a request does.
    Said {
        edits: &[],
        flow: "web -> db icmp/3.4",
        says: &[
            "reachable: web -> db icmp/3.4, there; it has no reply",
            "nothing answers ICMP 3.4",
        ],
        never: &["there and back"],
    },
    Said {
        edits: &[],
        flow: "db -> web icmp/11.0",
        says: &["nothing answers ICMP 11.0"],
        never: &["172.16.0.10 icmp/11.0   MTU"],
    },
    Said {
        edits: &[],
        flow: "web -> db icmp/echo",
        says: &["there and back", "172.16.0.10 > 10.0.1.10 icmp/echo-reply"],
        never: &["no reply"],
    },
    Said {
        edits: &[],
        flow: "web -> db icmp/13",
        says: &["172.16.0.10 > 10.0.1.10 icmp/14.0"],
        never: &["no reply"],
    },
    // The address has an interface; what is missing is the association.
    Said {
        edits: &[
            COIP,
            WITH_COIP,
            STATIC,
            ("vpcs: [a]", "vpcs: { a: { state: disassociating }, b: {} }"),
            ("outposts:\n", "  b: { cidrs: [10.9.0.0/16] }\noutposts:\n"),
        ],
        flow: "db -> 10.1.0.2 tcp/443",
        says: &[
            "`web` has 10.1.0.2, but the association of its VPC with local gateway route table `p.lgw.t` is disassociating",
        ],
        never: &["no interface on this Outpost has it"],
    },
    Said {
        edits: &[COIP, STATIC],
        flow: "db -> 10.1.0.2 tcp/443",
        says: &["no interface on this Outpost has it"],
        never: &["disassociating"],
    },
    // A rule that translates to the other version of IP does not apply.
    Said {
        edits: &[(
            "lan: 172.16.0.1/24 }",
            "lan: 172.16.0.1/24 }, source_nat: [{ to: \"2001:db8::1\" }], routes: { 0.0.0.0/0: internet }",
        )],
        flow: "db -> internet tcp/443",
        says: &["with a private address"],
        never: &["becomes 2001:db8::1"],
    },
    Said {
        edits: &[(
            "lan: 172.16.0.1/24 }",
            "lan: 172.16.0.1/24 }, source_nat: [{ to: 198.51.100.9 }], routes: { 0.0.0.0/0: internet }",
        )],
        flow: "db -> internet tcp/443",
        says: &["becomes 198.51.100.9"],
        never: &["with a private address"],
    },
    // What stops both ways is one thing to change.
    Said {
        edits: &[(
            "    zone: usw2-az1\n",
            "    zone: usw2-az1\n    service_link: { state: down }\n",
        )],
        flow: "web -> app tcp/443",
        says: &["What would fix it\n"],
        never: &["2 things", "  back, "],
    },
    Said {
        edits: &[
            ("vif_group: main, vpcs", "vif_group: { group: main, state: disassociating }, vpcs"),
            (
                "announce: [172.16.0.0/24] }",
                "announce: [172.16.0.0/24], routes: { 10.0.0.0/16: 172.31.0.1 } }",
            ),
        ],
        flow: "web -> db tcp/443",
        says: &["its association with VIF group `p.lgw.main` is disassociating"],
        never: &["because of lgw-table-inactive"],
    },
    // A name with an error is not a name that nobody gave.
    Said {
        edits: &[("subnet: a.region, ip: 10.0.2.10", "subnet: a.regoin, ip: 10.0.2.10")],
        flow: "web -> app tcp/443",
        says: &["`app` stands in the inputs, but nothing of that name could be made"],
        never: &["nothing is called"],
    },
    Said {
        edits: &[("subnet: a.region, ip: 10.0.2.10", "subnet: a.regoin, ip: 10.0.2.10")],
        flow: "web -> apq tcp/443",
        says: &["nothing is called `apq`"],
        never: &["stands in the inputs"],
    },
];

#[test]
fn answers_say_what_is_the_case() {
    for one in SAID {
        let text = edited(RACK.to_owned(), one.edits);
        let workspace = Workspace::open(&OneText(&text), &["topology.yaml"]);
        let answer: Answer = workspace.trace(one.flow).unwrap_or_else(|wrong| wrong);
        let found = answer.text().to_string();
        for words in one.says {
            assert!(found.contains(words), "{}: {words}\n{found}", one.flow);
        }
        for words in one.never {
            assert!(!found.contains(words), "{}: {words}\n{found}", one.flow);
        }
    }
}
