//! Rows about appliances behind a local gateway, hairpins, routing domains, AWS services on Outposts,
//! and servers.

use super::{
    Disconnected::{Cut, Same},
    Row,
};

const INSPECTED: &str = "../../../topologies/ra-08-ingress-routing/topology";
const CENTRAL: &str = "../../../topologies/ra-09a-central-inspection/topology";
const LOOP: &str = "../../../topologies/broken/inspection-loop/topology";
const NOT_ANNOUNCED: &str = "../../../topologies/broken/inspected-subnet-not-announced/topology";

pub(super) const ROWS: &[Row] = &[
    Row {
        id: "PKT-21",
        file: "by-gateway-customer-owned",
        flow: "web -> 10.1.0.3 tcp/443",
        there: "delivered 1500: web > shop.rack > plant-1.lgw (source 10.0.3.112 = 10.1.0.2) \
                (destination 10.1.0.3 = 10.20.1.10) > other.kim > kim",
        back: "delivered 1500: kim > other.kim > plant-1.lgw (source 10.20.1.10 = 10.1.0.3) \
               (destination 10.1.0.2 = 10.0.3.112) > shop.rack > web",
        verdict: "reachable",
        disconnected: Same,
        opposite: "kim -> 10.1.0.2 tcp/443",
    },
    Row {
        id: "PKT-25",
        file: "two-domains",
        flow: "web -> kay tcp/443",
        there: "delivered 1500: web > it.rack > p.lgw (source 10.10.1.10 = 100.64.10.10) \
                > p.lgw.it.v1 > c.r.it > c.r.ot > p.lgw > ot.rack > kay",
        back: "delivered 1500: kay > ot.rack > p.lgw > p.lgw.ot.v1 > c.r.ot > c.r.it \
               > p.lgw (destination 100.64.10.10 = 10.10.1.10) > it.rack > web",
        verdict: "reachable",
        disconnected: Same,
        opposite: "kay -> 100.64.10.10 tcp/443",
    },
    Row {
        id: "PKT-26",
        file: INSPECTED,
        flow: "p -> host tcp/443",
        there: "delivered 1500: campus.p > campus.cnd > plant-1.lgw > plant.firewall > fw \
                > plant.firewall > plant.protected > host",
        back: "delivered 1500: host > plant.protected > plant.firewall > fw > plant.firewall \
               > plant-1.lgw > plant-1.lgw.main.ond > campus.cnd > campus.p",
        verdict: "reachable",
        disconnected: Same,
        opposite: "host -> p tcp/443",
    },
    Row {
        id: "PKT-27",
        file: "inspected-customer-owned",
        flow: "db -> 10.1.0.9 tcp/443",
        there: "delivered 1500: c.db > c.r > p.lgw > shop.firewall \
                > fw (destination 10.1.0.9 = 10.0.3.112) > shop.firewall > shop.protected > host",
        // The firewall gives the reply its customer-owned source back, and then sends a packet whose
        // source is such an address already (UNK-17).
        back: "unmodelled-state: host > shop.protected > shop.firewall \
               > fw (source 10.0.3.112 = 10.1.0.9) > shop.firewall > p.lgw",
        verdict: "unknown",
        disconnected: Same,
        opposite: "",
    },
    Row {
        id: "PKT-30",
        file: "services",
        flow: "web -> bucket tcp/443",
        there: "delivered 1500: web > shop.rack > plant-1.lgw (source 10.0.3.112 = 10.1.0.2) \
                (destination 10.1.0.30 = 10.0.4.30) > shop.data > bucket",
        back: "delivered 1500: bucket > shop.data > plant-1.lgw (source 10.0.4.30 = 10.1.0.30) \
               (destination 10.1.0.2 = 10.0.3.112) > shop.rack > web",
        verdict: "reachable",
        disconnected: Same,
        opposite: "",
    },
    Row {
        id: "PKT-31",
        file: "services",
        flow: "web -> orders tcp/5432",
        there: "delivered 1500: web > shop.rack > plant-1.lgw (source 10.0.3.112 = 10.1.0.2) \
                (destination 10.1.0.20 = 10.0.4.20) > shop.data > orders",
        back: "delivered 1500: orders > shop.data > plant-1.lgw (source 10.0.4.20 = 10.1.0.20) \
               (destination 10.1.0.2 = 10.0.3.112) > shop.rack > web",
        verdict: "reachable",
        disconnected: Same,
        opposite: "",
    },
    // On the LAN directly, and over it.
    Row {
        id: "PKT-32",
        file: "server",
        flow: "cam -> plc tcp/443",
        there: "delivered -: cam.lni > campus.plc",
        back: "delivered -: campus.plc > cam.lni",
        verdict: "reachable",
        disconnected: Same,
        opposite: "plc -> cam tcp/443",
    },
    Row {
        id: "PKT-32",
        file: "server",
        flow: "cam.lni -> db tcp/443",
        there: "delivered -: cam.lni > campus.core > campus.db",
        back: "delivered -: campus.db > campus.core > cam.lni",
        verdict: "reachable",
        disconnected: Same,
        opposite: "db -> cam tcp/443",
    },
    Row {
        id: "PKT-33",
        file: "server",
        flow: "cam -> app tcp/443",
        there: "delivered 1300: cam > shop.edge > server.service-link > shop.region > app",
        back: "delivered 1300: app > shop.region > server.service-link > shop.edge > cam",
        verdict: "reachable",
        disconnected: Cut("service-link-down: cam > shop.edge > server.service-link"),
        opposite: "app -> cam tcp/443",
    },
    Row {
        id: "PKT-33",
        file: "server",
        flow: "cam -> internet tcp/443",
        there: "delivered 1300: cam > shop.edge > server.service-link \
                > shop.igw (source 10.0.5.10 = 198.51.100.7) > internet",
        back: "delivered 1300: internet > shop.igw (destination 198.51.100.7 = 10.0.5.10) \
               > server.service-link > shop.edge > cam",
        verdict: "reachable",
        disconnected: Cut("service-link-down: cam > shop.edge > server.service-link"),
        opposite: "internet -> cam tcp/443",
    },
    // By either kind of interface, inside the server.
    Row {
        id: "PKT-34",
        file: "server",
        flow: "cam -> eye tcp/443",
        there: "delivered -: cam > shop.edge > eye",
        back: "delivered -: eye > shop.edge > cam",
        verdict: "reachable",
        disconnected: Same,
        opposite: "eye -> cam tcp/443",
    },
    Row {
        id: "PKT-34",
        file: "server",
        flow: "cam.lni -> eye.lni tcp/443",
        there: "delivered -: cam.lni > eye.lni",
        back: "delivered -: eye.lni > cam.lni",
        verdict: "reachable",
        disconnected: Same,
        opposite: "eye.lni -> cam.lni tcp/443",
    },
    // IPv6 inside one Outpost, and anywhere else.
    Row {
        id: "PKT-35",
        file: "ipv6",
        flow: "web -> shelf tcp/443 over ipv6",
        there: "delivered -: web > shop.rack > shop.bare > shelf",
        back: "delivered -: shelf > shop.bare > shop.rack > web",
        verdict: "reachable",
        disconnected: Same,
        opposite: "shelf -> web tcp/443 over ipv6",
    },
    Row {
        id: "PKT-36",
        file: "ipv6",
        flow: "web -> app tcp/443 over ipv6",
        there: "ipv6-unsupported: web > shop.rack > plant-1.service-link",
        back: "",
        verdict: "unreachable",
        disconnected: Same,
        opposite: "",
    },
    Row {
        id: "PKT-36",
        file: "ipv6",
        flow: "app -> web tcp/443 over ipv6",
        there: "ipv6-unsupported: app > shop.region > plant-1.service-link",
        back: "",
        verdict: "unreachable",
        disconnected: Same,
        opposite: "",
    },
    Row {
        id: "PKT-36",
        file: "ipv6",
        flow: "web -> far tcp/443 over ipv6",
        there: "ipv6-unsupported: web > shop.rack",
        back: "",
        verdict: "unreachable",
        disconnected: Same,
        opposite: "",
    },
    Row {
        id: "PKT-36",
        file: "ipv6",
        flow: "web -> internet tcp/443 over ipv6",
        there: "ipv6-unsupported: web > shop.rack > plant-1.lgw",
        back: "",
        verdict: "unreachable",
        disconnected: Same,
        opposite: "",
    },
    Row {
        id: "PKT-36",
        file: "ipv6",
        flow: "shelf -> internet tcp/443 over ipv6",
        there: "ipv6-unsupported: shelf > shop.bare > plant-1.service-link",
        back: "",
        verdict: "unreachable",
        disconnected: Same,
        opposite: "",
    },
    Row {
        id: "PKT-36",
        file: "ipv6",
        flow: "internet -> shelf tcp/443 over ipv6",
        there: "ipv6-unsupported: internet > shop.igw > plant-1.service-link",
        back: "",
        verdict: "unreachable",
        disconnected: Same,
        opposite: "",
    },
    // The service link itself, as the customer's network carries it.
    Row {
        id: "PKT-37",
        file: "service-link-public",
        flow: "plant-1.service-link -> plant-1.anchor udp/443",
        there: "delivered 1500: plant-1.service-link > plant-1.service-link.ond > campus.cnd.link \
                > campus.edge (source 192.0.2.1 = 203.0.113.20) > internet",
        back: "delivered 1500: internet > campus.edge (destination 203.0.113.20 = 192.0.2.1) \
               > campus.cnd.link > plant-1.service-link.ond > plant-1.service-link",
        verdict: "reachable",
        disconnected: Same,
        opposite: "",
    },
    Row {
        id: "PKT-37",
        file: "service-link-by-direct-connect",
        flow: "plant-1.service-link -> plant-1.anchor udp/443",
        there: "delivered 1500: plant-1.service-link > plant-1.service-link.ond > campus.cnd.link \
                > port.public > internet",
        back: "delivered 1500: internet > port.public > campus.cnd.link > plant-1.service-link.ond \
               > plant-1.service-link",
        verdict: "reachable",
        disconnected: Same,
        opposite: "",
    },
    Row {
        id: "PKT-38",
        file: "service-link-private",
        flow: "plant-1.service-link -> plant-1.anchor udp/443",
        there: "delivered 1500: plant-1.service-link > plant-1.service-link.ond > campus.cnd.link \
                > port.anchors > anchors.vgw > anchors.a > anchor",
        back: "delivered 1500: anchor > anchors.a > anchors.vgw > port.anchors > campus.cnd.link \
               > plant-1.service-link.ond > plant-1.service-link",
        verdict: "reachable",
        disconnected: Same,
        opposite: "",
    },
    Row {
        id: "PKT-42",
        file: CENTRAL,
        flow: "p -> office tcp/443",
        there: "delivered 1500: campus.p > campus.cnd > plant-1.lgw > fw.out > firewall \
                > firewall.it > it.fw > it.hosts > office",
        back: "delivered 1500: office > it.hosts > it.fw > firewall.it > firewall > fw.out \
               > plant-1.lgw > plant-1.lgw.main.ond > campus.cnd > campus.p",
        verdict: "reachable",
        disconnected: Same,
        opposite: "office -> p tcp/443",
    },
    Row {
        id: "PKT-43",
        file: CENTRAL,
        flow: "office -> machine tcp/443",
        there: "delivered -: office > it.hosts > it.fw > firewall.it > firewall.ot > ot.fw \
                > ot.hosts > machine",
        back: "delivered -: machine > ot.hosts > ot.fw > firewall.ot > firewall.it > it.fw \
               > it.hosts > office",
        verdict: "reachable",
        disconnected: Same,
        opposite: "machine -> office tcp/443",
    },
    Row {
        id: "PKT-44",
        file: LOOP,
        flow: "office -> machine tcp/443",
        there: "lgw-eni-route-loop: office > it.hosts > plant-1.lgw > fw.out > firewall > fw.out \
                > plant-1.lgw > fw.out",
        back: "",
        verdict: "unreachable",
        disconnected: Same,
        opposite: "",
    },
    Row {
        id: "PKT-45",
        file: "inspected-stopped",
        flow: "p -> host tcp/443",
        there: "lgw-route-blackhole: campus.p > campus.cnd > plant-1.lgw",
        back: "",
        verdict: "unreachable",
        disconnected: Same,
        opposite: "",
    },
    Row {
        id: "PKT-46",
        file: NOT_ANNOUNCED,
        flow: "p -> host tcp/443",
        there: "subnet-not-advertised: campus.p > campus.cnd",
        back: "",
        verdict: "unreachable",
        disconnected: Same,
        opposite: "",
    },
    Row {
        id: "PKT-47",
        file: "services",
        flow: "orders -> replica tcp/5432",
        there: "delivered 1500: orders > shop.data > plant-1.lgw (source 10.0.4.20 = 10.1.0.20) \
                > plant-1.lgw.main.ond > campus.cnd-1 > campus.cnd-2 \
                > plant-2.lgw (destination 10.1.0.84 = 10.0.6.20) > shop.far > replica",
        back: "delivered 1500: replica > shop.far > plant-2.lgw (source 10.0.6.20 = 10.1.0.84) \
               > plant-2.lgw.main.ond > campus.cnd-2 > campus.cnd-1 \
               > plant-1.lgw (destination 10.1.0.20 = 10.0.4.20) > shop.data > orders",
        verdict: "reachable",
        disconnected: Same,
        opposite: "replica -> orders tcp/5432",
    },
    Row {
        id: "PKT-48",
        file: "inspected-customer-owned",
        flow: "host -> db tcp/443",
        there: "unmodelled-state: host > shop.protected > shop.firewall > fw > shop.firewall \
                > p.lgw",
        back: "",
        verdict: "unknown",
        disconnected: Same,
        opposite: "",
    },
    // The Region sees the protected host without the firewall, and dies with the service link.
    Row {
        id: "RA-08",
        file: INSPECTED,
        flow: "neighbor -> host tcp/443",
        there: "delivered 1300: neighbor > plant.region > plant-1.service-link \
                > plant.protected > host",
        back: "delivered 1300: host > plant.protected > plant-1.service-link > plant.region \
               > neighbor",
        verdict: "reachable",
        disconnected: Cut("service-link-down: neighbor > plant.region > plant-1.service-link"),
        opposite: "host -> neighbor tcp/443",
    },
];
