//! Several inputs as one topology, and folders as inputs.

use std::fmt::Write as _;

use outpath::exit;

use crate::support::{Folder, TOPOLOGY, Untouched};

/// The topology in two files, neither of which would do alone.
fn in_two() -> (String, String) {
    let (network, rest) = TOPOLOGY.split_once("instances:\n").unwrap();
    (network.to_owned(), format!("outpath: 1\ninstances:\n{rest}"))
}

fn folder_of_two() -> Folder {
    let folder = Folder::new();
    let (network, instances) = in_two();
    std::fs::create_dir_all(folder.path("plants/deep")).unwrap();
    folder.write("plants/deep/instances.yaml", instances);
    folder.write("plants/network.YML", network);
    folder.write("plants/notes.txt", "not for us: [");
    folder.write("plants/.hidden.yaml", "not for us: [");
    folder
}

#[test]
fn every_question_takes_several_files_in_any_order() {
    let folder = folder_of_two();
    let (one, two) = ("plants/network.YML", "plants/deep/instances.yaml");
    for question in [&["check"][..], &["trace", "web -> db"], &["routes", "shop.a"]] {
        let ask = |inputs: &[&str]| {
            let (command, rest) = question.split_first().unwrap();
            let ran = folder.run_with(&[&[*command], inputs, rest].concat(), &mut Untouched);
            assert_eq!((ran.code, ran.err.as_str()), (exit::CLEAN, ""), "{}", ran.out);
            ran.out
        };
        let whole = ask(&["plant.yaml"]);
        for inputs in [&[one, two][..], &[two, one], &["plants"], &[one, "./plants", two]] {
            assert_eq!(ask(inputs), whole, "{inputs:?}");
        }
    }
}

#[test]
fn the_standard_input_is_one_of_several() {
    let folder = folder_of_two();
    let (network, _) = in_two();
    let inputs = ["check", "plants/deep", "-"];
    let ran = folder.run_with(&inputs, &mut network.as_bytes());
    assert_eq!(ran.code, exit::CLEAN, "{}", ran.out);
}

#[test]
fn what_contradicts_is_shown_with_both_places() {
    let folder = Folder::new();
    folder.write(
        "more.yaml",
        "outpath: 1\nvpcs: { shop: { subnets: { a: { cidr: 10.0.9.0/24 } } } }\n",
    );
    let ran = folder.run(&["check", "plant.yaml", "more.yaml"]);
    assert_eq!(ran.code, exit::FAILED);
    for part in ["OP9205", "--> plant.yaml:7:18", "--> more.yaml:2:39", "subnet `shop.a`"] {
        assert!(ran.out.contains(part), "{part}: {}", ran.out);
    }
    let json = folder.run(&["check", "plant.yaml", "more.yaml", "--format", "json"]).out;
    assert!(json.contains("\"subject\": \"subnet shop.a\""), "{json}");
}

#[test]
fn a_folder_without_inputs_is_no_input_and_hides_no_other_error() {
    let folder = Folder::new();
    std::fs::create_dir_all(folder.path("plants/empty")).unwrap();
    folder.write("bad.yaml", "outpath: 1\ncolour: red\n");
    let ran = folder.run(&["check", "plants", "bad.yaml", "gone"]);
    assert_eq!(ran.code, exit::NO_INPUT);
    for part in ["`plants` cannot be read", "without a .yaml", "colour", "`gone` cannot be read"] {
        assert!(ran.out.contains(part), "{part}: {}", ran.out);
    }
}

#[cfg(unix)]
#[test]
fn links_that_lead_in_circles_end() {
    let folder = folder_of_two();
    std::os::unix::fs::symlink("..", folder.path("plants/deep/up")).unwrap();
    std::os::unix::fs::symlink(".", folder.path("plants/again")).unwrap();
    std::os::unix::fs::symlink("nowhere", folder.path("plants/gone.yaml")).unwrap();
    let ran = folder.run(&["check", "plants"]);
    assert!(ran.out.contains("`plants/gone.yaml` cannot be read"), "{}", ran.out);
    std::fs::remove_file(folder.path("plants/gone.yaml")).unwrap();
    let ran = folder.run(&["check", "plants"]);
    assert_eq!(ran.code, exit::CLEAN, "{}", ran.out);
}

#[test]
fn thousands_of_files_are_one_topology_and_more_are_one_error() {
    let folder = Folder::new();
    std::fs::create_dir(folder.path("plants")).unwrap();
    let (network, instances) = in_two();
    folder.write("plants/a.yaml", network);
    folder.write("plants/b.yaml", instances);
    let file = |at: usize| {
        let mut text = "outpath: 1\nvpcs:\n".to_owned();
        writeln!(text, "  v{at}: {{ region: r, cidrs: [10.0.0.0/16] }}").unwrap();
        folder.write(&format!("plants/v{at}.yaml"), text);
    };
    (0..2_000).for_each(file);
    let ran = folder.run(&["check", "plants"]);
    assert_eq!(ran.code, exit::CLEAN, "{}", ran.out);
    (2_000..4_200).for_each(file);
    let ran = folder.run(&["check", "plants"]);
    assert_eq!(ran.code, exit::FAILED);
    assert!(ran.out.starts_with("invalid: 1 error"), "{}", &ran.out[..200]);
    assert!(ran.out.contains("more than 4096 files are read"), "{}", &ran.out[..400]);
}

#[test]
fn deep_folders_end() {
    let folder = Folder::new();
    let deep = "d/".repeat(40);
    std::fs::create_dir_all(folder.path(&deep)).unwrap();
    folder.write(&format!("{deep}plant.yaml"), TOPOLOGY);
    folder.write("d/d/d/plant.yaml", TOPOLOGY);
    let ran = folder.run(&["check", "d"]);
    assert_eq!(ran.code, exit::FAILED, "{}", ran.out);
    assert!(ran.out.starts_with("invalid: 1 error"), "{}", ran.out);
    assert!(ran.out.contains("it lies deeper than folders are entered"), "{}", ran.out);
    std::fs::remove_dir_all(folder.path("d/d/d/d/d")).unwrap();
    assert_eq!(folder.run(&["check", "d"]).code, exit::CLEAN);
}

/// What is not looked at in a folder is not left out in silence.
#[cfg(target_os = "linux")]
#[test]
fn names_that_are_no_text_are_said() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt};
    let folder = Folder::new();
    std::fs::create_dir(folder.path("plants")).unwrap();
    folder.write("plants/a.yaml", TOPOLOGY);
    let name = |bytes: &[u8]| folder.path("plants").join(OsStr::from_bytes(bytes));
    std::fs::write(name(b"notes\xff.txt"), "").unwrap();
    std::fs::write(name(b".hidden\xff.yaml"), "").unwrap();
    assert_eq!(folder.run(&["check", "plants"]).code, exit::CLEAN);
    std::fs::write(name(b"b\xff.yaml"), "").unwrap();
    let ran = folder.run(&["check", "plants"]);
    assert_eq!(ran.code, exit::FAILED, "{}", ran.out);
    assert!(ran.out.contains("its name is not UTF-8"), "{}", ran.out);
}

const VPCS: &str = r#"{ "Vpcs": [ { "VpcId": "vpc-0a1b2c3d4e5f60718", "OwnerId": "111122223333",
    "CidrBlock": "10.0.0.0/16", "State": "available", "IsDefault": false,
    "CidrBlockAssociationSet": [ { "CidrBlock": "10.0.0.0/16", "AssociationId": "vpc-cidr-assoc-1",
      "CidrBlockState": { "State": "associated" } } ],
    "Tags": [ { "Key": "Name", "Value": "shop" } ] } ] }"#;

#[test]
fn a_place_in_machine_output_is_a_call_and_an_object() {
    let folder = Folder::new();
    folder.write("Vpcs.json", VPCS);
    let network = TOPOLOGY
        .replace("shop:", "vpc-0a1b2c3d4e5f60718:")
        .replace("shop.", "vpc-0a1b2c3d4e5f60718.");
    folder.write("hand.yaml", network.replace("10.0.0.0/16", "10.0.0.0/15"));
    let ran = folder.run(&["check", "hand.yaml", "Vpcs.json"]);
    let place = "Vpcs.json: describe-vpcs vpc-0a1b2c3d4e5f60718";
    assert!(ran.out.contains("OP9205") && ran.out.contains(&format!("--> {place}")), "{}", ran.out);
    let json = folder.run(&["check", "hand.yaml", "Vpcs.json", "--format", "json"]).out;
    assert!(json.contains("\"address\": \"describe-vpcs vpc-0a1b2c3d4e5f60718\""), "{json}");
}

#[test]
fn an_aws_id_that_no_input_describes_asks_for_the_input() {
    let folder = Folder::new();
    folder.write("hand.yaml", "outpath: 1\nregion: r\nvpcs: { vpc-0a1b2c3d4e5f60718: {} }\n");
    let ran = folder.run(&["check", "hand.yaml"]);
    assert!(ran.out.contains("add the input that describes it"), "{}", ran.out);
}
