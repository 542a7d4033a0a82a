//! Service links that the customer's network carries to their anchors.

use super::{Pair, pair};
use crate::stems::RACK;

pub(super) const PAIRS: &[Pair] = &[
    // A service link that does not reach its anchors is down, whatever breaks it: the announcement,
    Pair {
        fails: &[("announce: [0.0.0.0/0]", "announce: [10.0.0.0/8]")],
        ..pair("SL-20", public_link, "web -> app tcp/443", [BY_LINK, LINK_DOWN])
    },
    // the session,
    Pair {
        fails: &[("vlan: 11, local", "vlan: 12, local")],
        ..pair("SL-11", public_link, "web -> app tcp/443", [BY_LINK, LINK_DOWN])
    },
    // the translation to public addresses,
    Pair {
        fails: &[("from: 10.200.1.0/26, to", "from: 10.99.0.0/16, to")],
        ..pair("SL-03", private_block, "web -> app tcp/443", [BY_LINK, LINK_DOWN])
    },
    // the way back,
    Pair {
        fails: &[(", announce: [10.200.0.0/26]", ", announce: [10.201.0.0/26]")],
        ..pair("SL-04", private_link, "web -> app tcp/443", [BY_LINK, LINK_DOWN])
    },
    // the replies, by a stateless filter: to port 443 or to any port of UDP, and to any of TCP,
    Pair {
        both: &[ACL],
        holds: &[("100: OUT", "100: allow udp/443 to 0.0.0.0/0")],
        fails: &[("100: OUT", "100: allow udp/53 to 0.0.0.0/0")],
        ..pair("SL-07", private_link, "web -> app tcp/443", [BY_LINK, LINK_DOWN])
    },
    Pair {
        both: &[ACL],
        holds: &[("100: OUT", "100: allow udp/1024-65535 to 0.0.0.0/0")],
        fails: &[("100: OUT", "100: allow udp/53 to 0.0.0.0/0")],
        ..pair("SL-06", private_link, "web -> app tcp/443", [BY_LINK, LINK_DOWN])
    },
    // a filter at the anchors: both UDP and TCP are needed.
    Pair {
        fails: &[("udp/443 from 10.200.0.0/26, ", "")],
        ..pair("SL-06", private_link, "web -> app tcp/443", [BY_LINK, LINK_DOWN])
    },
    Pair {
        fails: &[("tcp/443 from 10.200.0.0/26, ", "")],
        ..pair("SL-07", private_link, "web -> app tcp/443", [BY_LINK, LINK_DOWN])
    },
    // A first-generation rack announces its block in halves, which beat a route for the whole;
    Pair {
        both: &[DISCARDED],
        fails: &[("zone: usw2-az1", "zone: usw2-az1\n    generation: 2")],
        by_reply: true,
        ..pair("SL-12", public_link, TO_ANCHOR, [LINK_BACK, BLOCK_DISCARDED])
    },
    // one of the second generation is taken to announce it as it is.
    Pair {
        both: &[DISCARDED],
        holds: &[("zone: usw2-az1", "zone: usw2-az1\n    generation: 2")],
        by_reply: true,
        ..pair("SL-13", public_link, TO_ANCHOR, [BLOCK_DISCARDED, LINK_BACK])
    },
    // Each device gives its own half the shorter path,
    Pair {
        both: &[SECOND_DEVICE, SECOND_UPLINK],
        holds: &[FIRST_HALF, SECOND_HALF],
        by_reply: true,
        ..pair("SL-12", public_link, TO_ANCHOR, [LINK_BACK, BOTH_BACK])
    },
    // which counts only while there is a choice.
    Pair {
        both: &[SECOND_DEVICE, SECOND_UPLINK, FIRST_HALF, SECOND_HALF],
        holds: &[("half: 192.0.2.0/27", "half: 192.0.2.0/27, session: down")],
        by_reply: true,
        ..pair("SL-12", public_link, TO_ANCHOR, [SECOND_BACK, LINK_BACK])
    },
    // By Direct Connect: what is announced there comes back there,
    Pair {
        fails: &[("announce: [192.0.2.0/26]", "announce: [192.0.2.128/26]")],
        ..pair(
            "DXG-10",
            by_direct_connect,
            TO_ANCHOR,
            [
                "delivered 1500: plant-1.service-link > plant-1.service-link.ond > campus.cnd.link > port.public > internet",
                "spoofed-source: plant-1.service-link > plant-1.service-link.ond > campus.cnd.link > port.public",
            ],
        )
    },
    // from public addresses.
    Pair {
        both: &[("announce: [192.0.2.0/26]", "announce: [192.0.2.0/26, 10.200.1.0/26]")],
        fails: &[("block: 192.0.2.0/26", "block: 10.200.1.0/26")],
        ..pair(
            "SL-03",
            by_direct_connect,
            TO_ANCHOR,
            [
                "delivered 1500: plant-1.service-link > plant-1.service-link.ond > campus.cnd.link > port.public > internet",
                "not-routable-on-internet: plant-1.service-link > plant-1.service-link.ond > campus.cnd.link > port.public",
            ],
        )
    },
    // Anchors answer the service link on port 443; what else they do, AWS does not say.
    Pair {
        fails_flow: "plant-1.service-link -> plant-1.anchor tcp/22",
        cites: &["SL-03"],
        ..pair("SL-07", public_link, TO_ANCHOR, ["delivered, delivered", "delivered, delivered"])
    },
    // What rides it: the Region, and not the own Outpost;
    Pair {
        fails: &[("region: { cidr: 10.0.2.0/24 }", "region: { cidr: 10.0.2.0/24, outpost: p }")],
        ..pair("SL-14", rack, "web -> app tcp/443", [RIDES, STAYS])
    },
    // not what goes from one Outpost to another.
    Pair {
        both: &[("outposts:\n", "outposts:\n  q: { zone: usw2-az2 }\n")],
        holds: &[("region: { cidr: 10.0.2.0/24 }", "region: { cidr: 10.0.2.0/24, outpost: q }")],
        ..pair(
            "SL-15",
            rack,
            "web -> app tcp/443",
            ["outpost-region-hairpin-blocked: web > a.rack", RIDES],
        )
    },
    // It leaves 1300 bytes, where the local gateway leaves 1500.
    Pair {
        fails_flow: "web -> app tcp/443 --size 1300",
        ..pair(
            "SL-09",
            rack,
            "web -> app tcp/443 --size 1301",
            ["mtu-exceeded", "delivered, delivered"],
        )
    },
    Pair {
        fails_flow: "web -> app tcp/443 --size 1500",
        ..pair(
            "SL-23",
            rack,
            "web -> db tcp/443 --size 1500",
            ["delivered, delivered", "mtu-exceeded"],
        )
    },
    // While it is down, the Region is lost,
    Pair {
        holds: &[(
            "    local_gateway:\n",
            "    service_link: { state: down }\n    local_gateway:\n",
        )],
        ..pair(
            "SL-16",
            rack,
            "web -> app tcp/443",
            ["service-link-down: web > a.rack > p.service-link", RIDES],
        )
    },
    // and the local gateway goes on.
    Pair {
        both: &[(
            "    local_gateway:\n",
            "    service_link: { state: down }\n    local_gateway:\n",
        )],
        fails_flow: "web -> app tcp/443",
        ..pair(
            "SL-16",
            rack,
            "web -> db tcp/443",
            [
                "delivered 1500: web > a.rack > p.lgw > p.lgw.main.ond > c.r > c.db",
                "service-link-down: web > a.rack > p.service-link",
            ],
        )
    },
    // Who resolves names changes no path; it stands in the answer.
    Pair {
        holds: &[(
            "    local_gateway:\n",
            "    service_link: { resolver: region }\n    local_gateway:\n",
        )],
        cites: &["SL-18"],
        ..pair("SL-18", rack, "web -> two tcp/443", [BESIDE, BESIDE])
    },
    Pair {
        holds: &[(
            "    local_gateway:\n",
            "    service_link: { resolver: local }\n    local_gateway:\n",
        )],
        fails: &[(
            "    local_gateway:\n",
            "    service_link: { resolver: region }\n    local_gateway:\n",
        )],
        cites: &["SVC-12", "SVC-17"],
        ..pair("SVC-12", rack, "web -> two tcp/443", [BESIDE, BESIDE])
    },
    // Where the files do not describe its way, its declared state holds.
    Pair {
        both: &[("announce: [0.0.0.0/0]", "announce: [10.0.0.0/8]")],
        holds: &[("      anchors: 198.51.100.200\n", "")],
        ..pair("SL-01", public_link, "web -> app tcp/443", [BY_LINK, LINK_DOWN])
    },
    // A public block that the internet sends to the customer needs no translation.
    Pair {
        both: &[("source_nat: [{ from: 192.0.2.0/26, to: 203.0.113.20 }]", "source_nat: []")],
        holds: &[("source_nat: []", "public: [192.0.2.0/26]")],
        by_reply: true,
        ..pair(
            "SL-03",
            public_link,
            "plant-1.service-link -> plant-1.anchor tcp/443",
            [
                "delivered 1500: internet > campus.edge > campus.cnd.link > plant-1.service-link.ond > plant-1.service-link",
                "wrong-destination: internet",
            ],
        )
    },
];

const BY_LINK: &str = "delivered 1300: web > shop.rack > plant-1.service-link > shop.region > app";
const LINK_DOWN: &str = "service-link-down: web > shop.rack > plant-1.service-link";

const TO_ANCHOR: &str = "plant-1.service-link -> plant-1.anchor tcp/443";
const LINK_BACK: &str = "delivered 1500: internet > campus.edge (destination 203.0.113.20 = 192.0.2.1) > campus.cnd.link > plant-1.service-link.ond > plant-1.service-link";
const SECOND_BACK: &str = "delivered 1500: internet > campus.edge (destination 203.0.113.20 = 192.0.2.1) > campus.cnd.link > plant-1.service-link.ond-2 > plant-1.service-link";
const BOTH_BACK: &str = "delivered 1500: internet > campus.edge (destination 203.0.113.20 = 192.0.2.1) > campus.cnd.link > plant-1.service-link.ond > plant-1.service-link | delivered 1500: internet > campus.edge (destination 203.0.113.20 = 192.0.2.1) > campus.cnd.link > plant-1.service-link.ond-2 > plant-1.service-link";
const BLOCK_DISCARDED: &str = "route-blackhole: internet > campus.edge (destination 203.0.113.20 = 192.0.2.1) > campus.cnd.link";
const DISCARDED: (&str, &str) =
    ("routes: { 0.0.0.0/0: edge }", "routes: { 0.0.0.0/0: edge, 192.0.2.0/26: discard }");
const SECOND_DEVICE: (&str, &str) = (
    "peer: campus.cnd.link } }",
    "peer: campus.cnd.link }, ond-2: { vlan: 12, local: 10.200.0.5/30, peer: campus.cnd.link } }",
);
const SECOND_UPLINK: (&str, &str) =
    ("vlan: 11 }, edge", "vlan: 11 }, ond-2: { address: 10.200.0.6/30, vlan: 12 }, edge");
const FIRST_HALF: (&str, &str) =
    ("peer: campus.cnd.link }, ond-2", "peer: campus.cnd.link, half: 192.0.2.0/27 }, ond-2");
const SECOND_HALF: (&str, &str) =
    ("peer: campus.cnd.link } }", "peer: campus.cnd.link, half: 192.0.2.32/27 } }");
const ACL: (&str, &str) = (
    "    virtual_private_gateway: true\n",
    "    virtual_private_gateway: true\n    network_acls: { default: { inbound: { 100: allow any from 0.0.0.0/0 }, outbound: { 100: OUT, 110: allow tcp/1024-65535 to 0.0.0.0/0 } } }\n",
);
const RIDES: &str = "delivered 1300: web > a.rack > p.service-link > a.region > app";
const STAYS: &str = "delivered -: web > a.rack > a.region > app";
const BESIDE: &str = "delivered -: web > a.rack > two";

fn rack() -> String {
    RACK.to_owned()
}

fn by_direct_connect() -> String {
    include_str!("../files/service-link-by-direct-connect.yaml").to_owned()
}

fn public_link() -> String {
    include_str!("../files/service-link-public.yaml").to_owned()
}

/// The block is private here, so that without translation nothing comes back.
fn private_block() -> String {
    public_link().replace("192.0.2.0/26", "10.200.1.0/26")
}

fn private_link() -> String {
    include_str!("../files/service-link-private.yaml").to_owned()
}
