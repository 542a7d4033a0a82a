//! Whether the customer's network carries a service link, told by what rides it.

use outpath_core::analysis::Workspace;
use outpath_tests::files::OneText;
use serde_json::Value;

use crate::stems::{Edits, edited};

/// A public service link by two customer devices, each of which translates and sends to the internet.
const TWO: &str = "\
outpath: 1
region: us-west-2

vpcs:
  shop:
    cidrs: [10.0.0.0/16]
    subnets:
      rack: { cidr: 10.0.3.0/24, outpost: plant-1 }
      region: { cidr: 10.0.1.0/24 }

outposts:
  plant-1:
    zone: usw2-az1
    service_link:
      connectivity: public
      block: 10.200.0.0/26
      anchors: [198.51.100.200]
      vifs:
        ond-1: { vlan: 11, local: 172.31.9.1/30, peer: campus.r }
        ond-2: { vlan: 12, local: 172.31.9.5/30, peer: campus.s }

instances:
  web: { subnet: shop.rack, ip: 10.0.3.112 }
  app: { subnet: shop.region, ip: 10.0.1.10 }

on_premises:
  campus:
    routers:
      r:
        interfaces: { ond: { address: 172.31.9.2/30, vlan: 11 } }
        announce: [0.0.0.0/0]
        routes: { 0.0.0.0/0: internet }
        source_nat: [{ from: 10.200.0.0/26, to: 203.0.113.7 }]
      s:
        interfaces: { ond: { address: 172.31.9.6/30, vlan: 12 } }
        announce: [0.0.0.0/0]
        routes: { 0.0.0.0/0: internet  }
        source_nat: [{ from: 10.200.0.0/26, to: 203.0.113.8 }]
";
const BY_DIRECT_CONNECT: &str = include_str!("files/service-link-by-direct-connect.yaml");
const PRIVATE: &str = include_str!("files/service-link-private.yaml");

/// Edits of a topology, and what becomes of `web -> app` then.
struct Case {
    stem: &'static str,
    edits: Edits,
    /// The verdict, and what the blocker says if there is one.
    found: (&'static str, &'static str),
    /// Facts that the answer lists as assumed, apart from those of the flow itself.
    assumed: &'static [&'static str],
}

const CASES: &[Case] = &[
    Case { stem: TWO, edits: &[], found: ("reachable", ""), assumed: &["TOP-05"] },
    // One device discards what it gets: half of the connections are lost.
    Case {
        stem: TWO,
        edits: &[("internet  }", "discard }")],
        found: ("unknown", "with a part of its connections only, route-blackhole at campus.s"),
        assumed: &["TOP-05", "TOP-80"],
    },
    // The other device loses every reply: then none is left.
    Case {
        stem: TWO,
        edits: &[
            ("internet  }", "discard }"),
            ("from: 10.200.0.0/26, to: 203.0.113.7", "from: 10.9.0.0/26, to: 203.0.113.7"),
        ],
        found: ("unreachable", "does not reach its anchors, not-routable-on-internet at campus.r"),
        assumed: &["TOP-04"],
    },
    // What one device filters is not known, and the other one lets it pass: it is taken to be up.
    Case {
        stem: TWO,
        edits: &[("    routers:\n      r:\n", "    routers:\n      r:\n        firewall: true\n")],
        found: ("reachable", ""),
        assumed: &["TOP-05", "TOP-34"],
    },
    // But not where the other one discards it.
    Case {
        stem: TWO,
        edits: &[
            ("    routers:\n      r:\n", "    routers:\n      r:\n        firewall: true\n"),
            ("internet  }", "discard }"),
        ],
        found: ("unknown", "with a part of its connections only, route-blackhole at campus.s"),
        assumed: &["TOP-80"],
    },
    // What fails for sure counts, whichever is found first: UDP is not known to pass, TCP does not.
    Case {
        stem: PRIVATE,
        edits: &[
            (
                "security_groups: [anchor] }",
                "security_groups: [anchor] }\n  other: { subnet: anchors.a, ip: 10.3.0.11, service: other }",
            ),
            ("[tcp/443 from 10.200.0.0/26, ", "["),
        ],
        found: ("unreachable", "does not reach its anchors, sg-deny-in at anchor"),
        assumed: &[],
    },
    // A filter lets only one of the source ports through that AWS's pages give for UDP.
    Case {
        stem: PRIVATE,
        edits: &[ACL, ("100: OUT", "100: allow udp/443 to 0.0.0.0/0")],
        found: ("reachable", ""),
        assumed: &["DIS-07"],
    },
    Case {
        stem: PRIVATE,
        edits: &[ACL, ("100: OUT", "100: allow udp/443-65535 to 0.0.0.0/0")],
        found: ("reachable", ""),
        assumed: &[],
    },
    // Ports below 1025 are not used.
    Case {
        stem: PRIVATE,
        edits: &[
            ACL,
            (
                "100: OUT, 110: allow tcp/1024-",
                "100: allow udp/443 to 0.0.0.0/0, 110: allow tcp/1025-",
            ),
        ],
        found: ("reachable", ""),
        assumed: &["DIS-07"],
    },
    // A filter that lets only the upper half of the ports through loses some connections.
    Case {
        stem: PRIVATE,
        edits: &[
            ACL,
            (
                "100: OUT, 110: allow tcp/1024-",
                "100: allow udp/443 to 0.0.0.0/0, 110: allow tcp/32768-",
            ),
        ],
        found: ("unknown", "with a part of its connections only, return-nacl-deny at anchors.a"),
        assumed: &["DIS-07", "TOP-80"],
    },
    // Replies find only the half of the block that is announced.
    Case {
        stem: PRIVATE,
        edits: &[(", announce: [10.200.0.0/26]", ", announce: [10.200.0.0/27]")],
        found: ("unknown", "with a part of its connections only, return-no-route at anchors.a"),
        assumed: &["TOP-80"],
    },
    // Nor does a second block reach its anchors by itself.
    Case {
        stem: PRIVATE,
        edits: &[("block: 10.200.0.0/26", "block: [10.200.0.0/26, 10.200.1.0/26]")],
        found: ("unknown", "with a part of its connections only"),
        assumed: &["TOP-80"],
    },
    // Something else on the way has the address of the anchor.
    Case {
        stem: PRIVATE,
        edits: &[
            (
                "vlan: 11 } }\n            announce",
                "vlan: 11 }, lan: 10.3.0.1/24 }\n            announce",
            ),
            ("    routers:\n", "    segments: { lan: { cidr: 10.3.0.0/24 } }\n    routers:\n"),
        ],
        found: ("unreachable", "does not reach its anchors, wrong-destination at campus.lan"),
        assumed: &["TOP-02"],
    },
    // What has the address of the anchor, the file need not say.
    Case { stem: PRIVATE, edits: &[NO_ANCHOR], found: ("reachable", ""), assumed: &["TOP-34"] },
    Case {
        stem: PRIVATE,
        edits: &[NO_ANCHOR, ("{ cidr: 10.3.0.0/24,", "{ cidr: 10.3.1.0/24,")],
        found: ("reachable", ""),
        assumed: &["TOP-34"],
    },
    // But it lies in the VPC that the customer reaches.
    Case {
        stem: PRIVATE,
        edits: &[
            NO_ANCHOR,
            ("cidrs: [10.3.0.0/16]", "cidrs: [10.4.0.0/16]"),
            ("{ cidr: 10.3.0.0/24,", "{ cidr: 10.4.0.0/24,"),
        ],
        found: ("unreachable", "does not reach its anchors, no-route at campus.cnd.link"),
        assumed: &[],
    },
    // What the file says of its anchors has to fit their place,
    Case {
        stem: PRIVATE,
        edits: &[("connectivity: private", "connectivity: public")],
        found: ("unknown", "its anchors are public, and it leads to private ones"),
        assumed: &[],
    },
    Case {
        stem: TWO,
        edits: &[("connectivity: public", "connectivity: private")],
        found: ("unknown", "its anchors are private, and it leads to public ones"),
        assumed: &["TOP-05"],
    },
    // and its way has to carry whole packets: a VPN does not.
    Case {
        stem: PRIVATE,
        edits: &[BY_VPN],
        found: ("unknown", "its way carries packets of 1446 bytes, and it needs 1500"),
        assumed: &[],
    },
    // Over a public virtual interface nothing private goes, whatever is announced there.
    Case {
        stem: BY_DIRECT_CONNECT,
        edits: &[],
        found: ("reachable", ""),
        assumed: &["TOP-35", "TOP-53"],
    },
    Case {
        stem: BY_DIRECT_CONNECT,
        edits: &[PRIVATE_BLOCK, ("[192.0.2.0/26]", "[10.200.1.0/26]")],
        found: (
            "unreachable",
            "does not reach its anchors, not-routable-on-internet at port.public",
        ),
        assumed: &["TOP-53"],
    },
    Case {
        stem: BY_DIRECT_CONNECT,
        edits: &[
            ("block: 192.0.2.0/26", "block: 100.64.0.0/26"),
            ("[192.0.2.0/26]", "[100.64.0.0/26]"),
        ],
        found: (
            "unreachable",
            "does not reach its anchors, not-routable-on-internet at port.public",
        ),
        assumed: &["TOP-53"],
    },
    // The router may translate it first, to what it announces.
    Case {
        stem: BY_DIRECT_CONNECT,
        edits: &[PRIVATE_BLOCK, TRANSLATED],
        found: ("reachable", ""),
        assumed: &["TOP-35", "TOP-53"],
    },
    Case {
        stem: BY_DIRECT_CONNECT,
        edits: &[PRIVATE_BLOCK, TRANSLATED, ("[192.0.2.0/26]", "[192.0.2.64/26, 10.200.1.0/26]")],
        found: ("unreachable", "does not reach its anchors, spoofed-source at port.public"),
        assumed: &["TOP-53"],
    },
    // Nobody owns a prefix with private addresses in it.
    Case {
        stem: BY_DIRECT_CONNECT,
        edits: &[(", announce: [192.0.2.0/26]", "")],
        found: ("unreachable", "does not reach its anchors, spoofed-source at port.public"),
        assumed: &["TOP-53"],
    },
];

const PRIVATE_BLOCK: (&str, &str) = ("block: 192.0.2.0/26", "block: 10.200.1.0/26");
const TRANSLATED: (&str, &str) = (
    "            announce: [0.0.0.0/0]",
    "            announce: [0.0.0.0/0]\n            source_nat: [{ from: 10.200.1.0/26, to: 192.0.2.7 }]",
);
const BY_VPN: (&str, &str) = (
    "direct_connect:\n  port:\n    virtual_interfaces:\n      anchors: { type: private, gateway: anchors.vgw, peer: campus.cnd.link, announce: [10.200.0.0/26] }\n",
    "vpn_connections: { wan: { gateway: anchors.vgw, customer_gateway: campus.cnd.link, announce: [10.200.0.0/26] } }\n",
);
const NO_ANCHOR: (&str, &str) = (
    "network_interfaces:\n  anchor: { subnet: anchors.a, ip: 10.3.0.10, service: other, security_groups: [anchor] }\n",
    "",
);
const ACL: (&str, &str) = (
    "    virtual_private_gateway: true\n",
    "    virtual_private_gateway: true\n    network_acls: { default: { inbound: { 100: allow any from 0.0.0.0/0 }, outbound: { 100: OUT, 110: allow tcp/1024-65535 to 0.0.0.0/0 } } }\n",
);

fn answer(text: &str) -> Value {
    let workspace = Workspace::open(&OneText(text), &["topology.yaml"]);
    assert!(!workspace.has_errors(), "{}", workspace.problems().text());
    let answer = workspace.trace("web -> app tcp/443").unwrap_or_else(|no| panic!("{}", no.text()));
    serde_json::from_str(answer.json()).expect("an answer is JSON")
}

#[test]
fn what_rides_a_service_link_fares_as_the_service_link_does() {
    let mut wrong = Vec::new();
    for (number, case) in CASES.iter().enumerate() {
        let found = answer(&edited(case.stem.to_owned(), case.edits));
        let message = found["blockers"][0]["message"].as_str().unwrap_or_default();
        let listed = found["assumptions"].as_array().expect("an answer lists assumptions");
        let listed = listed.iter().filter_map(|one| one["fact"].as_str());
        // The ends of the flow have no security groups.
        let assumed: Vec<&str> = listed.filter(|fact| *fact != "TOP-01").collect();
        let (verdict, words) = case.found;
        if found["verdict"] != verdict || !message.contains(words) || assumed != case.assumed {
            wrong.push(format!("{number}: {} `{message}` {assumed:?}", found["verdict"]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn anchors_without_filters_are_named() {
    let text = edited(PRIVATE.to_owned(), &[(", security_groups: [anchor] }", " }")]);
    let found = answer(&text);
    let text = found["assumptions"][0]["text"].as_str().expect("an assumption has words");
    assert!(text.ends_with("Here: web, anchor, app."), "{text}");
}
