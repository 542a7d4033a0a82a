//! Rows about transit gateways, VPN and Direct Connect.

use super::{
    Disconnected::{Cut, Lost, Same},
    Row,
};

pub(super) const ROWS: &[Row] = &[
    Row {
        id: "PKT-10",
        file: "by-region",
        flow: "db -> web tcp/443",
        there: "delivered 1500: campus.db > campus.cnd-1 > plant-1.lgw > shop.rack > web",
        back: "delivered 1300: web > shop.rack > plant-1.service-link > shop.vgw > wan \
               > campus.cnd-1 > campus.db",
        verdict: "reachable",
        disconnected: Lost("service-link-down: web > shop.rack > plant-1.service-link"),
        opposite: "",
    },
    Row {
        id: "PKT-22",
        file: "transit",
        flow: "web -> kim tcp/443",
        there: "delivered 1300: web > shop.rack > plant-1.service-link > core.shop > core \
                > core.other > other.edge-1 > plant-1.service-link > other.kim > kim",
        back: "delivered 1300: kim > other.kim > plant-1.service-link > core.other > core \
               > core.shop > shop.edge > plant-1.service-link > shop.rack > web",
        verdict: "reachable",
        disconnected: Cut("service-link-down: web > shop.rack > plant-1.service-link"),
        opposite: "",
    },
    Row {
        id: "PKT-24",
        file: "transit",
        flow: "web -> jay tcp/443",
        there: "outpost-region-hairpin-blocked: web > shop.rack > plant-1.service-link > core.shop \
                > core > core.other > other.edge-1 > plant-2.service-link",
        back: "",
        verdict: "unreachable",
        disconnected: Cut("service-link-down: web > shop.rack > plant-1.service-link"),
        opposite: "",
    },
    Row {
        id: "PKT-29",
        file: "by-region",
        flow: "db -> app tcp/443",
        there: "delivered 1446: campus.db > campus.cnd-1 > wan > shop.vgw > shop.region > app",
        back: "delivered 1446: app > shop.region > shop.vgw > wan > campus.cnd-1 > campus.db",
        verdict: "reachable",
        disconnected: Same,
        opposite: "app -> db tcp/5432",
    },
    Row {
        id: "PKT-41",
        file: "by-campus",
        flow: "web -> sky tcp/443",
        there: "delivered 1500: web > shop.rack > plant-1.lgw > plant-1.lgw.main.ond \
                > campus.cnd-1 > port.cloud > cloud.vgw > cloud.app > sky",
        back: "delivered 1500: sky > cloud.app > cloud.vgw > port.cloud > campus.cnd-1 \
               > plant-1.lgw > shop.rack > web",
        verdict: "reachable",
        disconnected: Same,
        opposite: "sky -> web tcp/443",
    },
    Row {
        id: "PKT-41",
        file: "by-campus-customer-owned",
        flow: "web -> sky tcp/443",
        there: "delivered 1500: web > shop.rack > plant-1.lgw (source 10.0.3.112 = 10.1.0.2) \
                > plant-1.lgw.main.ond > campus.cnd-1 > port.cloud > cloud.vgw > cloud.app > sky",
        back: "delivered 1500: sky > cloud.app > cloud.vgw > port.cloud > campus.cnd-1 \
               > plant-1.lgw (destination 10.1.0.2 = 10.0.3.112) > shop.rack > web",
        verdict: "reachable",
        disconnected: Same,
        opposite: "",
    },
];
