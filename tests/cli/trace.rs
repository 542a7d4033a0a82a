//! `outpath trace`.

use outpath::exit;

use crate::support::{Folder, Untouched, with_error};

#[test]
fn the_exit_code_is_the_verdict() {
    let folder = Folder::new();
    let ran = folder.run_with(&["trace", "plant.yaml", "web -> db tcp/5432"], &mut Untouched);
    assert_eq!((ran.code, ran.err.as_str()), (exit::CLEAN, ""));
    assert!(ran.out.starts_with("reachable"), "{}", ran.out);
    let ran = folder.run(&["trace", "plant.yaml", "web -> internet(8.8.8.8) tcp/443"]);
    assert_eq!((ran.code, ran.err.as_str()), (exit::FINDINGS, ""));
    assert!(ran.out.starts_with("unreachable"), "{}", ran.out);
}

#[test]
fn a_what_if_changes_the_answer_and_is_refused_at_its_place() {
    let folder = Folder::new();
    let trace = |change: &str| {
        folder.run(&["trace", "plant.yaml", "web -> db tcp/5432", "--what-if", change])
    };
    let ran = trace("stop web");
    assert_eq!((ran.code, ran.err.as_str()), (exit::FINDINGS, ""));
    assert!(ran.out.contains("is stopped"), "{}", ran.out);
    let ran = trace("stop wep");
    assert_eq!((ran.code, ran.out.as_str()), (exit::FAILED, ""));
    assert!(ran.err.contains("<what-if>:1:6") && ran.err.contains("wep"), "{}", ran.err);
}

#[test]
fn a_wrong_flow_leaves_the_standard_output_empty() {
    let folder = Folder::new();
    for (flow, why) in [
        ("web -> db tpc/443", "did you mean `tcp`?"),
        ("web -> dbb", "dbb"),
        ("web ->", "the destination is missing"),
    ] {
        let ran = folder.run(&["trace", "plant.yaml", flow]);
        assert_eq!((ran.code, ran.out.as_str()), (exit::FAILED, ""));
        assert!(ran.err.contains(why), "{}", ran.err);
    }
}

#[test]
fn a_program_gets_a_wrong_flow_as_json() {
    let ran = Folder::new().run(&["trace", "plant.yaml", "web -> db tpc/443", "--format", "json"]);
    assert_eq!((ran.code, ran.err.as_str()), (exit::FAILED, ""));
    assert!(ran.out.contains("\"outcome\": \"invalid\""), "{}", ran.out);
}

#[test]
fn a_flow_that_the_shell_took_apart_never_waits_for_the_keyboard() {
    // What is left of: outpath trace plant.yaml web -> db tcp/443
    let arguments = ["trace", "plant.yaml", "web", "-", "tcp/443"];
    let ran = Folder::new().run_with(&arguments, &mut Untouched);
    assert_eq!((ran.code, ran.out.as_str()), (exit::FAILED, ""));
    assert!(ran.err.contains("in quotes"), "{}", ran.err);
}

#[test]
fn files_with_errors_are_traced_only_on_demand() {
    let folder = Folder::new();
    folder.write("plant.yaml", with_error());
    let ran = folder.run(&["trace", "plant.yaml", "web -> db tcp/443"]);
    assert_eq!((ran.code, ran.out.as_str()), (exit::FAILED, ""));
    assert!(ran.err.contains("colour"), "{}", ran.err);
    let ran = folder.run(&["trace", "plant.yaml", "web -> db tcp/443", "--keep-going"]);
    assert_eq!(ran.code, exit::CLEAN);
    assert!(ran.out.starts_with("reachable") && ran.err.contains("colour"));
}

#[test]
fn assumptions_are_taken_or_refused() {
    let folder = Folder::new();
    let trace = |assume| folder.run(&["trace", "plant.yaml", "web -> db", "--assume", assume]);
    assert_eq!(trace("UNK-03=deny").code, exit::CLEAN);
    for (assume, why) in [
        ("UNK-03=perhaps", "--assume UNK-03=perhaps: "),
        ("LGR-05=deny", "LGR-05 is no setting"),
        ("UNK-03", "write FACT=VALUE"),
    ] {
        let ran = trace(assume);
        assert_eq!((ran.code, ran.out.as_str()), (exit::FAILED, ""));
        assert!(ran.err.contains(why), "{}", ran.err);
    }
}

/// Merged paths are counted, and replies name the paths that the answer shows.
#[test]
fn replies_name_the_merged_paths_that_they_answer() {
    let links = 70;
    let vif = |at: usize| {
        format!("v{at}: {{ vlan: {at}, lag: l{at}, local: 172.31.{at}.1/30, peer: c.r }}")
    };
    let vifs: Vec<String> = (1..=links).map(vif).collect();
    let own = |at: usize| format!("i{at}: 172.31.{at}.2/30");
    let interfaces: Vec<String> = (1..=links).map(own).collect();
    let text = format!(
        "outpath: 1\nregion: us-west-2\nvpcs:\n  a:\n    cidrs: [10.0.0.0/16]\n    subnets: {{ rack: {{ cidr: 10.0.1.0/24, outpost: p, route_table: rack }} }}\n    route_tables: {{ rack: {{ routes: {{ 172.16.0.0/16: lgw }} }} }}\noutposts:\n  p:\n    zone: usw2-az1\n    local_gateway:\n      vif_groups: {{ main: {{ asn: 64512, vifs: {{ {} }} }} }}\n      route_tables: {{ t: {{ mode: direct-vpc-routing, vif_group: main, vpcs: [a], routes: {{ 0.0.0.0/0: vif_group.main }} }} }}\non_premises:\n  c:\n    segments: {{ lan: {{ cidr: 172.16.0.0/24 }} }}\n    routers: {{ r: {{ interfaces: {{ lan: 172.16.0.1/24, {} }}, announce: [172.16.0.0/24] }} }}\n    hosts: {{ db: {{ ip: 172.16.0.10 }} }}\ninstances: {{ web: {{ subnet: a.rack, ip: 10.0.1.10 }} }}\n",
        vifs.join(", "),
        interfaces.join(", "),
    );
    let folder = Folder::new();
    folder.write("plant.yaml", text);
    let ran = folder.run(&["trace", "plant.yaml", "web -> db tcp/5432", "--format", "json"]);
    assert_eq!(ran.code, exit::CLEAN, "{}{}", ran.out, ran.err);
    let answer: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    for (direction, answers) in [("forward", None), ("return", Some("[0]"))] {
        let paths = answer[direction]["paths"].as_array().unwrap();
        assert_eq!(paths.len(), 1);
        assert_eq!(paths[0]["merged"], links);
        let share = paths[0]["share"].as_f64().unwrap();
        assert!((share - 1.0).abs() < 1e-9);
        assert_eq!(paths[0].get("answers").map(ToString::to_string).as_deref(), answers);
    }
}

/// The options are the clauses of the flow: the same question either way.
#[test]
fn options_are_clauses_of_the_flow() {
    let folder = Folder::new();
    let trace = |arguments: &[&str]| folder.run(&[&["trace", "plant.yaml"], arguments].concat());
    let options =
        ["web -> db tcp/443", "--via", "shop.a", "--not-via", "internet", "--size", "1500"];
    let ran = trace(&options);
    let flow = "web -> db tcp/443 via shop.a not via internet size 1500";
    assert_eq!(ran.out, trace(&[flow]).out);
    assert!(ran.out.starts_with(&format!("reachable: {flow}")), "{}", ran.out);
    let excluded = trace(&["web -> db", "--not-via", "shop.b", "--format", "json"]);
    assert_eq!(excluded.code, exit::FINDINGS);
    assert!(excluded.out.contains("\"reason\": \"waypoint-excluded\""), "{}", excluded.out);
    let header =
        trace(&["web -> db tcp", "--leaving", "source-port=80", "--arriving", "protocol=udp"]);
    assert!(header.out.contains("header-filter-at-source"), "{}", header.out);
    for (arguments, why) in [
        (["web -> db", "--size", "big"], "a size is a number of bytes"),
        (["web -> db", "--via", "shop.z"], "nothing is called `shop.z`"),
        (["web -> db", "--leaving", "port=80"], "no field of the header is called `port`"),
    ] {
        let ran = trace(&arguments);
        assert_eq!((ran.code, ran.out.as_str()), (exit::FAILED, ""));
        assert!(ran.err.contains(why), "{}", ran.err);
    }
}
