//! The path matrix of the rulebook (12.2), row by row, each on a topology file.
//!
//! A row says the whole way by the names of the file, with every translation where it happens, and
//! what becomes of it while the service link of every Outpost is down.

mod complete;
mod joined;
mod outposts;

use outpath_core::{
    forwarding::Network,
    model::Model,
    scenario::{Change, apply},
};
use outpath_tests::files::{files, root};

use crate::way::{back, read_file, there, trace};

/// One row of the matrix.
struct Row {
    id: &'static str,
    file: &'static str,
    flow: &'static str,
    there: &'static str,
    /// Empty if nothing arrives.
    back: &'static str,
    verdict: &'static str,
    disconnected: Disconnected,
    /// The flow that the other end opens, where its way is the way back and the way back its way.
    opposite: &'static str,
}

/// The column "Disconnected?".
enum Disconnected {
    /// Nothing changes.
    Same,
    /// The way there ends at the service link.
    Cut(&'static str),
    /// The way back ends at the service link.
    Lost(&'static str),
}

use Disconnected::{Cut, Lost, Same};

/// Every row.
fn rows() -> impl Iterator<Item = &'static Row> {
    ROWS.iter().chain(joined::ROWS).chain(outposts::ROWS)
}

const ROWS: &[Row] = &[
    Row {
        id: "PKT-01",
        file: "local-route",
        flow: "web -> shelf tcp/443",
        there: "delivered -: web > shop.rack > shop.bare > shelf",
        back: "delivered -: shelf > shop.bare > shop.rack > web",
        verdict: "reachable",
        disconnected: Same,
        opposite: "shelf -> web tcp/443",
    },
    Row {
        id: "PKT-02",
        file: "local-route",
        flow: "web -> app tcp/443",
        there: "delivered 1300: web > shop.rack > plant-1.service-link > shop.region > app",
        back: "delivered 1300: app > shop.region > plant-1.service-link > shop.rack > web",
        verdict: "reachable",
        disconnected: Cut("service-link-down: web > shop.rack > plant-1.service-link"),
        opposite: "app -> web tcp/443",
    },
    Row {
        id: "PKT-03",
        file: "endpoints",
        flow: "web -> shop.ssm.a tcp/443",
        there: "delivered 1300: web > shop.rack > plant-1.service-link > shop.region > shop.ssm.a",
        back: "delivered 1300: shop.ssm.a > shop.region > plant-1.service-link > shop.rack > web",
        verdict: "reachable",
        disconnected: Cut("service-link-down: web > shop.rack > plant-1.service-link"),
        opposite: "",
    },
    Row {
        id: "PKT-04",
        file: "endpoints",
        flow: "web -> 52.218.128.17 tcp/443",
        there: "delivered 1300: web > shop.rack > plant-1.service-link > shop.s3 > aws-service:s3",
        back: "delivered 1300: aws-service:s3 > shop.s3 > plant-1.service-link > shop.rack > web",
        verdict: "reachable",
        disconnected: Cut("service-link-down: web > shop.rack > plant-1.service-link"),
        opposite: "",
    },
    Row {
        id: "PKT-05",
        file: "local-route",
        flow: "web -> db tcp/5432",
        there: "delivered 1500: web > shop.rack > plant-1.lgw > plant-1.lgw.main.ond \
                > campus.cnd-1 > campus.db",
        back: "delivered 1500: campus.db > campus.cnd-1 > plant-1.lgw > shop.rack > web",
        verdict: "reachable",
        disconnected: Same,
        opposite: "db -> web tcp/443",
    },
    Row {
        id: "PKT-06",
        file: "customer-owned",
        flow: "web -> db tcp/5432",
        there: "delivered 1500: web > shop.rack > plant-1.lgw (source 10.0.3.112 = 10.1.0.2) \
                > plant-1.lgw.main.ond > campus.cnd-1 > campus.db",
        back: "delivered 1500: campus.db > campus.cnd-1 \
               > plant-1.lgw (destination 10.1.0.2 = 10.0.3.112) > shop.rack > web",
        verdict: "reachable",
        disconnected: Same,
        opposite: "db -> web tcp/443",
    },
    Row {
        id: "PKT-07",
        file: "customer-owned",
        flow: "lonely -> db tcp/5432",
        there: "coip-not-allocated: lonely > shop.rack > plant-1.lgw",
        back: "",
        verdict: "unreachable",
        disconnected: Same,
        opposite: "",
    },
    Row {
        id: "PKT-08",
        file: "customer-owned",
        flow: "db -> 10.0.3.112 tcp/443",
        there: "route-blackhole: campus.db > campus.cnd-1 > campus.edge",
        back: "",
        verdict: "unreachable",
        disconnected: Same,
        opposite: "",
    },
    Row {
        id: "PKT-09",
        file: "local-route",
        flow: "db -> shelf tcp/443",
        there: "route-blackhole: campus.db > campus.cnd-1 > campus.edge",
        back: "",
        verdict: "unreachable",
        disconnected: Same,
        opposite: "",
    },
    Row {
        id: "PKT-11",
        file: "default-direct",
        flow: "web -> internet tcp/443",
        there: "delivered 1500: web > shop.rack > plant-1.lgw > plant-1.lgw.main.ond \
                > campus.cnd-1 > campus.edge (source 10.0.3.112 = 203.0.113.10) > internet",
        back: "delivered 1500: internet > campus.edge (destination 203.0.113.10 = 10.0.3.112) \
               > campus.cnd-1 > plant-1.lgw > shop.rack > web",
        verdict: "reachable",
        disconnected: Same,
        opposite: "",
    },
    Row {
        id: "PKT-12",
        file: "default-customer-owned",
        flow: "web -> internet tcp/443",
        there: "delivered 1500: web > shop.rack > plant-1.lgw (source 10.0.3.112 = 10.1.0.2) \
                > plant-1.lgw.main.ond > campus.cnd-1 \
                > campus.edge (source 10.1.0.2 = 203.0.113.10) > internet",
        back: "delivered 1500: internet > campus.edge (destination 203.0.113.10 = 10.1.0.2) \
               > campus.cnd-1 > plant-1.lgw (destination 10.1.0.2 = 10.0.3.112) \
               > shop.rack > web",
        verdict: "reachable",
        disconnected: Same,
        opposite: "",
    },
    Row {
        id: "PKT-13",
        file: "internet-gateway",
        flow: "web -> internet tcp/443",
        there: "delivered 1300: web > shop.rack > plant-1.service-link \
                > shop.igw (source 10.0.3.112 = 198.51.100.7) > internet",
        back: "delivered 1300: internet > shop.igw (destination 198.51.100.7 = 10.0.3.112) \
               > plant-1.service-link > shop.rack > web",
        verdict: "reachable",
        disconnected: Cut("service-link-down: web > shop.rack > plant-1.service-link"),
        opposite: "internet -> web tcp/443",
    },
    Row {
        id: "PKT-14",
        file: "nat-gateway",
        flow: "web -> internet tcp/443",
        there: "delivered 1300: web > shop.rack > plant-1.service-link \
                > shop.nat (source 10.0.3.112 = 10.0.0.5) > shop.public \
                > shop.igw (source 10.0.0.5 = 203.0.113.5) > internet",
        back: "delivered 1300: internet > shop.igw (destination 203.0.113.5 = 10.0.0.5) \
               > shop.public > shop.nat (destination 10.0.0.5 = 10.0.3.112) \
               > shop.public > plant-1.service-link > shop.rack > web",
        verdict: "reachable",
        disconnected: Cut("service-link-down: web > shop.rack > plant-1.service-link"),
        opposite: "",
    },
    Row {
        id: "PKT-15",
        file: "local-route",
        flow: "web -> far tcp/443",
        there: "outpost-region-hairpin-blocked: web > shop.rack",
        back: "",
        verdict: "unreachable",
        disconnected: Same,
        opposite: "",
    },
    Row {
        id: "PKT-16",
        file: "both-sides",
        flow: "web -> far tcp/443",
        there: "delivered 1500: web > shop.rack > plant-1.lgw > plant-1.lgw.main.ond \
                > campus.cnd-1 > campus.cnd-2 > plant-2.lgw > shop.far > far",
        back: "delivered 1500: far > shop.far > plant-2.lgw > plant-2.lgw.main.ond \
               > campus.cnd-2 > campus.cnd-1 > plant-1.lgw > shop.rack > web",
        verdict: "reachable",
        disconnected: Same,
        opposite: "far -> web tcp/443",
    },
    Row {
        id: "PKT-17",
        file: "one-side",
        flow: "web -> far tcp/443",
        there: "delivered 1500: web > shop.rack > plant-1.lgw > plant-1.lgw.main.ond \
                > campus.cnd-1 > campus.cnd-2 > plant-2.lgw > shop.far > far",
        back: "outpost-peer-route-missing: far > shop.far",
        verdict: "one-way",
        disconnected: Same,
        opposite: "",
    },
    Row {
        id: "PKT-18",
        file: "both-pools",
        flow: "web -> 10.1.0.66 tcp/443",
        there: "delivered 1500: web > shop.rack > plant-1.lgw (source 10.0.3.112 = 10.1.0.2) \
                > plant-1.lgw.main.ond > campus.cnd-1 > campus.cnd-2 \
                > plant-2.lgw (destination 10.1.0.66 = 10.0.6.10) > shop.far > far",
        back: "delivered 1500: far > shop.far > plant-2.lgw (source 10.0.6.10 = 10.1.0.66) \
               > plant-2.lgw.main.ond > campus.cnd-2 > campus.cnd-1 \
               > plant-1.lgw (destination 10.1.0.2 = 10.0.3.112) > shop.rack > web",
        verdict: "reachable",
        disconnected: Same,
        opposite: "far -> 10.1.0.2 tcp/443",
    },
    Row {
        id: "PKT-19",
        file: "peering",
        flow: "web -> kim tcp/443",
        there: "delivered -: web > shop.rack > ab > other.kim > kim",
        back: "delivered -: kim > other.kim > ab > shop.rack > web",
        verdict: "reachable",
        disconnected: Same,
        opposite: "kim -> web tcp/443",
    },
    Row {
        id: "PKT-20",
        file: "by-gateway",
        flow: "web -> kim tcp/443",
        there: "delivered 1500: web > shop.rack > plant-1.lgw > other.kim > kim",
        back: "delivered 1500: kim > other.kim > plant-1.lgw > shop.rack > web",
        verdict: "reachable",
        disconnected: Same,
        opposite: "kim -> web tcp/443",
    },
    Row {
        id: "PKT-23",
        file: "by-gateway",
        flow: "web -> jay tcp/443",
        there: "delivered 1500: web > shop.rack > plant-1.lgw > plant-1.lgw.main.ond \
                > campus.cnd-1 > campus.cnd-2 > plant-2.lgw > other.jay > jay",
        back: "delivered 1500: jay > other.jay > plant-2.lgw > plant-2.lgw.main.ond \
               > campus.cnd-2 > campus.cnd-1 > plant-1.lgw > shop.rack > web",
        verdict: "reachable",
        disconnected: Same,
        opposite: "jay -> web tcp/443",
    },
    Row {
        id: "PKT-24",
        file: "peering",
        flow: "web -> jay tcp/443",
        there: "outpost-region-hairpin-blocked: web > shop.rack > ab",
        back: "",
        verdict: "unreachable",
        disconnected: Same,
        opposite: "",
    },
    Row {
        id: "PKT-28",
        file: "region-without-route",
        flow: "app -> db tcp/5432",
        there: "no-route: app > shop.region",
        back: "",
        verdict: "unreachable",
        disconnected: Same,
        opposite: "",
    },
];

#[test]
fn every_row_goes_the_way_of_the_rulebook() {
    for row in rows() {
        let model = without_errors(row.file);
        holds(row, &model, row.verdict, row.there, row.back);
    }
}

#[test]
fn only_what_crosses_a_service_link_changes_without_it() {
    for row in rows() {
        let model = disconnected(without_errors(row.file));
        match row.disconnected {
            Same => holds(row, &model, row.verdict, row.there, row.back),
            Cut(there) => holds(row, &model, "unreachable", there, ""),
            Lost(back) => holds(row, &model, "one-way", row.there, back),
        }
    }
}

#[test]
fn the_other_end_may_open_the_connection_too() {
    for row in rows().filter(|row| !row.opposite.is_empty()) {
        let network = Network::build(without_errors(row.file));
        let trace = trace(&network, row.opposite);
        assert_eq!(there(&network, &trace), [row.back], "{} opposite", row.id);
        assert_eq!(back(&network, &trace), [row.there], "{} opposite, back", row.id);
        assert_eq!(trace.verdict.word(), "reachable", "{} opposite", row.id);
    }
}

#[test]
fn a_region_subnet_cannot_use_a_local_gateway_even_where_a_table_says_so() {
    // PKT-28 once more: AWS refuses the table, so the answer rests on an error of the input.
    let (mut model, errors) = read_file("region-by-gateway");
    assert_eq!(errors, ["OP3003"]);
    let flow = "app -> db tcp/5432";
    let network = Network::build(model.clone());
    let answer = trace(&network, flow);
    assert_eq!(there(&network, &answer), ["unknown-object: app > shop.region"]);
    // An inventory that has such a table all the same: the local gateway does not take the packet.
    model.incomplete.clear();
    for model in [model.clone(), disconnected(model)] {
        let network = Network::build(model);
        let answer = trace(&network, flow);
        let expected = "lgw-subnet-not-on-outpost: app > shop.region > plant-1.lgw";
        assert_eq!(there(&network, &answer), [expected]);
        assert_eq!(answer.verdict.word(), "unreachable");
    }
}

#[test]
fn every_file_serves_a_row() {
    let included = ["direct", "coip", "other", "region-by-gateway"];
    for file in files(&root().join("tests/packets/files"), "yaml") {
        let name = file.file_stem().unwrap().to_string_lossy().into_owned();
        let used = included.contains(&name.as_str()) || rows().any(|row| row.file == name);
        assert!(used, "{name}");
    }
}

fn holds(row: &Row, model: &Model, verdict: &str, way_there: &str, way_back: &str) {
    let network = Network::build(model.clone());
    let trace = trace(&network, row.flow);
    assert_eq!(there(&network, &trace), [way_there], "{} there", row.id);
    let expected: Vec<&str> = Some(way_back).filter(|way| !way.is_empty()).into_iter().collect();
    assert_eq!(back(&network, &trace), expected, "{} back", row.id);
    assert_eq!(trace.verdict.word(), verdict, "{}", row.id);
}

fn without_errors(file: &str) -> Model {
    let (model, errors) = read_file(file);
    assert!(errors.is_empty(), "{file}: {errors:?}");
    model
}

/// Takes the service link of every Outpost down.
fn disconnected(mut model: Model) -> Model {
    for outpost in model.outposts.ids() {
        let (after, touched) = apply(&model, &Change::ServiceLink { outpost, up: false });
        assert!(!touched.objects.is_empty());
        model = after;
    }
    model
}
