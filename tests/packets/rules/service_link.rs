//! Service links that the customer's network carries to their anchors.

use super::{Pair, pair};

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
    // a filter at the anchors: both UDP and TCP are needed.
    Pair {
        fails: &[("udp/443 from 10.200.0.0/26, ", "")],
        ..pair("SL-06", private_link, "web -> app tcp/443", [BY_LINK, LINK_DOWN])
    },
    Pair {
        fails: &[("tcp/443 from 10.200.0.0/26, ", "")],
        ..pair("SL-07", private_link, "web -> app tcp/443", [BY_LINK, LINK_DOWN])
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
