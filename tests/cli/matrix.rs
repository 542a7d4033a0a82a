//! `outpath matrix`: who reaches whom, in every form, and in parts.

use outpath::exit;

use crate::support::{Folder, with_error};

/// An estate of one VPC in which groups part the ports.
const ESTATE: &str = "\
outpath: 1
region: us-west-2
vpcs:
  shop:
    cidrs: [10.0.0.0/16]
    internet_gateway: true
    subnets:
      a: { cidr: 10.0.1.0/24 }
      b: { cidr: 10.0.2.0/24 }
    security_groups:
      front: { inbound: [ 'tcp/443 from 0.0.0.0/0' ] }
      back: { inbound: [ 'tcp/5432 from security_group.front' ] }
instances:
  web-1: { subnet: shop.a, ip: 10.0.1.10, security_groups: [shop.front] }
  web-2: { subnet: shop.a, ip: 10.0.1.11, security_groups: [shop.front] }
  db: { subnet: shop.b, ip: 10.0.2.10, security_groups: [shop.back] }
groups:
  front: [web-1, web-2]
  back: [db]
";

fn estate() -> Folder {
    let folder = Folder::new();
    folder.write("plant.yaml", ESTATE);
    folder
}

#[test]
fn every_pair_is_answered_with_its_ports() {
    let folder = estate();
    let ran = folder.run(&["matrix", "plant.yaml", "--format", "concise"]);
    assert_eq!((ran.code, ran.err.as_str()), (exit::CLEAN, ""));
    let line = |begin: &str| ran.out.lines().find(|line| line.starts_with(begin)).unwrap_or("");
    assert_eq!(
        line("web-1 -> db: "),
        "web-1 -> db: partly: tcp/5432 both ways; tcp/0-5431, tcp/5433-65535, udp, icmp/echo never (sg-deny-in)"
    );
    assert_eq!(line("db -> internet: "), "db -> internet: never");
    assert_eq!(ran.out.lines().count(), 4 * 4 - 4, "nobody sends to itself: {}", ran.out);
}

#[test]
fn rows_and_columns_are_chosen_and_summed_up() {
    let folder = estate();
    let ask = |rest: &[&str]| {
        let all: Vec<&str> = ["matrix", "plant.yaml", "--format", "concise"]
            .into_iter()
            .chain(rest.iter().copied())
            .collect();
        let ran = folder.run(&all);
        assert_eq!((ran.code, ran.err.as_str()), (exit::CLEAN, ""), "{all:?}");
        ran.out
    };
    let back = ask(&["--from", "front", "--to", "db", "--by", "group", "--traffic", "tcp/5432"]);
    assert_eq!(back, "front -> back: both ways\n");
    let subnets =
        ask(&["--by", "subnet", "--traffic", "tcp/443", "--from", "vpc:shop", "--to", "shop"]);
    assert!(subnets.contains("shop.b -> shop.a: both ways\n"), "{subnets}");
    assert!(subnets.contains("shop.a -> shop.b: never\n"), "{subnets}");
    let prefix = ask(&["--from", "db", "--to", "10.0.1.0/28", "--traffic", "tcp/443"]);
    assert_eq!(prefix, "db -> 10.0.1.0/28: both ways\n");
}

/// One of those that are alike is asked about by its address, so it cannot speak for the others.
#[test]
fn an_address_is_asked_about_as_an_address() {
    let folder = estate();
    let stopped = ESTATE.replace("ip: 10.0.1.10,", "ip: 10.0.1.10, state: stopped,");
    folder.write("plant.yaml", stopped);
    let asked = ["matrix", "plant.yaml", "--traffic", "tcp/443", "--format", "concise"];
    let ask = |rest: &[&str]| {
        let all: Vec<&str> = asked.into_iter().chain(rest.iter().copied()).collect();
        folder.run(&all).out
    };
    let both = ask(&["--from", "db", "--to", "10.0.1.11"]);
    assert_eq!(both, "db -> 10.0.1.11: both ways\n");
    assert_eq!(ask(&["--from", "db", "--to", "10.0.1.10"]), "db -> 10.0.1.10: never\n");
    let prefix = ask(&["--from", "db", "--to", "10.0.1.0/24"]);
    assert!(
        prefix.starts_with("db -> 10.0.1.0/24: partly: tcp/443 both ways to 10.0.1.11;"),
        "{prefix}"
    );
}

#[test]
fn who_is_asked_about_by_address_does_not_speak_for_others() {
    let asked = ["matrix", "plant.yaml", "--from", "web-1", "--from", "web-2", "--to", "10.0.1.10"];
    let all: Vec<&str> =
        asked.into_iter().chain(["--traffic", "tcp/443", "--format", "concise"]).collect();
    assert_eq!(estate().run(&all).out, "web-2 -> 10.0.1.10: both ways\n");
}

#[test]
fn what_aws_does_not_document_is_named() {
    let ran = Folder::new().run(&["matrix", "plant.yaml"]);
    assert!(
        ran.out.contains("Taken for granted where AWS documents nothing: TOP-01"),
        "{}",
        ran.out
    );
    let json = Folder::new().run(&["matrix", "plant.yaml", "--format", "json"]).out;
    assert!(json.contains("\"assumptions\": [\n    \"TOP-01\""), "{json}");
}

/// A private address behind a local gateway in CoIP mode is not reached, whatever its interface's other
/// address is (fact COIP-04).
#[test]
fn a_prefix_means_its_own_addresses() {
    let rack = concat!(env!("CARGO_MANIFEST_DIR"), "/../topologies/ra-03-customer-owned-ip");
    let ask = |prefix: &str| {
        let asked = ["matrix", rack, "--from", "campus.db", "--to", prefix, "--format", "concise"];
        Folder::new().run(&asked).out
    };
    assert_eq!(ask("10.0.3.0/24"), "campus.db -> 10.0.3.0/24: never\n");
    assert_eq!(ask("10.1.0.0/26"), "campus.db -> 10.1.0.0/26: both ways\n");
}

#[test]
fn each_part_has_a_packet_whose_trace_shows_it() {
    let folder = estate();
    let ran = folder.run(&["matrix", "plant.yaml", "--format", "json"]);
    let answer: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let mut traced = 0;
    for portion in answer["cells"]
        .as_array()
        .unwrap()
        .iter()
        .flat_map(|cell| cell["portions"].as_array().unwrap())
    {
        let witness = portion["witness"].as_str().unwrap();
        let trace = folder.run(&["trace", "plant.yaml", witness, "--format", "json"]);
        let trace: serde_json::Value = serde_json::from_str(&trace.out).unwrap();
        let expected = match portion["reached"].as_str().unwrap() {
            "both ways" => "reachable",
            "never" => "unreachable",
            other => panic!("{other}"),
        };
        assert_eq!(trace["verdict"], expected, "{witness}");
        traced += 1;
    }
    assert!(traced > 20, "{traced}");
}

#[test]
fn the_ending_of_the_file_names_the_form() {
    let folder = estate();
    for (name, form, begin) in [
        ("a.json", "json", "{\n  \"version\": 1,"),
        ("a.csv", "csv", "from,to,reached,pairs,"),
        ("a.md", "markdown", "Who reaches whom by tcp, udp, icmp/echo\n\n|  | db |"),
        ("a.svg", "svg", "<svg "),
    ] {
        let ran = folder.run(&["matrix", "plant.yaml", "-o", name]);
        assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (exit::CLEAN, "", ""));
        let text = folder.read(name);
        assert!(text.starts_with(begin), "{text}");
        assert_eq!(folder.run(&["matrix", "plant.yaml", "--format", form]).out, text);
    }
    let ran = folder.run(&["matrix", "plant.yaml", "-o", "a.png"]);
    assert_eq!(ran.code, exit::FAILED);
    assert!(ran.err.contains("`a.png` names no form"), "{}", ran.err);
}

#[test]
fn parts_of_the_work_join_to_the_same_bytes() {
    let folder = estate();
    let whole = folder.run(&["matrix", "plant.yaml", "--format", "json"]).out;
    for of in [1, 3, 7, 100] {
        let mut merge =
            vec!["matrix".to_owned(), "plant.yaml".into(), "--format".into(), "json".into()];
        for number in 1..=of {
            let (part, shard) = (format!("part-{number}.json"), format!("{number}/{of}"));
            let ran = folder.run(&["matrix", "plant.yaml", "--shard", &shard, "-o", &part]);
            assert_eq!((ran.code, ran.err.as_str()), (exit::CLEAN, ""));
            merge.extend(["--merge".to_owned(), part]);
        }
        let merge: Vec<&str> = merge.iter().map(String::as_str).collect();
        let ran = folder.run(&merge);
        assert_eq!((ran.code, ran.err.as_str()), (exit::CLEAN, ""));
        assert_eq!(ran.out, whole, "{of} parts");
    }
}

#[test]
fn parts_that_do_not_fit_are_refused() {
    let folder = estate();
    for (shard, part) in [("1/2", "one.json"), ("2/2", "two.json")] {
        folder.run(&["matrix", "plant.yaml", "--shard", shard, "-o", part]);
    }
    let refused = |arguments: &[&str], words: &str| {
        let ran = folder.run(arguments);
        assert_eq!((ran.code, ran.out.as_str()), (exit::FAILED, ""));
        assert!(ran.err.contains(words), "{}", ran.err);
    };
    refused(&["matrix", "plant.yaml", "--merge", "one.json"], "part 2/2 is missing");
    refused(
        &["matrix", "plant.yaml", "--merge", "one.json", "one.json"],
        "part 1/2 is there twice: one.json, one.json",
    );
    let other = ["matrix", "plant.yaml", "--by", "vpc", "--merge", "one.json", "two.json"];
    refused(&other, "one.json: it is a part of another question or of other inputs");
    refused(&["matrix", "plant.yaml", "--merge", "plant.yaml"], "this is no part of a matrix");
    refused(&["matrix", "plant.yaml", "--merge", "none.json"], "none.json: ");
    folder.write("plant.yaml", ESTATE.replace("tcp/443", "tcp/80"));
    let changed = ["matrix", "plant.yaml", "--merge", "one.json", "two.json"];
    refused(&changed, "of other inputs");
}

#[test]
fn what_cannot_be_asked_is_said_all_at_once() {
    let folder = estate();
    let ran =
        folder.run(&["matrix", "plant.yaml", "--from", "wbe", "--to", "d b", "--traffic", "tpc"]);
    assert_eq!((ran.code, ran.out.as_str()), (exit::FAILED, ""));
    for word in ["wbe", "d b", "did you mean `tcp`?", "3 errors"] {
        assert!(ran.err.contains(word), "{word}: {}", ran.err);
    }
    folder.write("broken.yaml", with_error());
    let ran = folder.run(&["matrix", "broken.yaml"]);
    assert_eq!((ran.code, ran.out.as_str()), (exit::FAILED, ""));
    let ran = folder.run(&["matrix", "broken.yaml", "--keep-going", "--format", "concise"]);
    assert_eq!(ran.code, exit::CLEAN);
    assert!(ran.out.contains("web -> db: "), "{}", ran.out);
}

#[test]
fn a_what_if_changes_the_answer() {
    let folder = estate();
    let asked = ["matrix", "plant.yaml", "--from", "web-1", "--to", "db", "--format", "concise"];
    let stopped: Vec<&str> = asked.into_iter().chain(["--what-if", "stop db"]).collect();
    assert!(folder.run(&asked).out.starts_with("web-1 -> db: partly"));
    assert_eq!(folder.run(&stopped).out, "web-1 -> db: never\n");
}

#[test]
fn the_table_for_people_is_as_reviewed() {
    insta::assert_snapshot!(estate().run(&["matrix", "plant.yaml"]).out);
}
