//! `outpath redact`: copies that can be shared.

use std::fs;

use outpath::exit;

use crate::support::Folder;

const VPCS: &str = r#"{"Vpcs": [{"VpcId": "vpc-0123456789abcdef0", "OwnerId": "123456789012",
    "CidrBlock": "10.7.0.0/16", "Tags": [{"Key": "Name", "Value": "Acme"}]}]}"#;
const SUBNETS: &str =
    r#"{"Subnets": [{"VpcId": "vpc-0123456789abcdef0", "CidrBlock": "10.7.1.0/24"}]}"#;

fn folder() -> Folder {
    let folder = Folder::new();
    fs::create_dir_all(folder.path("shot/123456789012/us-west-2")).unwrap();
    folder.write("shot/123456789012/us-west-2/describe-vpcs.json", VPCS);
    folder.write("shot/123456789012/us-west-2/describe-subnets.json", SUBNETS);
    folder.write("shot/notes.txt", "of Acme");
    folder
}

/// Returns the id after a key in a text of JSON.
fn member<'a>(text: &'a str, key: &str) -> &'a str {
    let (_, rest) = text.split_once(&format!("\"{key}\": \"")).unwrap();
    rest.split('"').next().unwrap()
}

#[test]
fn a_folder_becomes_a_folder_that_matches_itself() {
    let folder = folder();
    let ran = folder.run(&["redact", "shot", "-o", "shared", "--map", "map.json"]);
    assert_eq!((ran.code, ran.err.as_str()), (exit::CLEAN, ""));
    assert!(
        ran.out.starts_with("`shared` is made: 2 files, of which were replaced\n"),
        "{}",
        ran.out
    );
    assert!(
        ran.out.contains("1 ids, 1 accounts, 2 addresses and prefixes, 1 names"),
        "{}",
        ran.out
    );
    assert!(ran.out.ends_with("Do not share `map.json`: with it this can be turned round.\n"));
    let map: serde_json::Value = serde_json::from_str(&folder.read("map.json")).unwrap();
    let account = map["replaced"]["accounts"]["123456789012"].as_str().unwrap();
    let vpcs = folder.read(&format!("shared/{account}/us-west-2/describe-vpcs.json"));
    let subnets = folder.read(&format!("shared/{account}/us-west-2/describe-subnets.json"));
    assert_eq!(member(&vpcs, "VpcId"), member(&subnets, "VpcId"));
    let all = format!("{vpcs}{subnets}");
    for word in ["Acme", "123456789012", "vpc-0123456789abcdef0", "10.7.0.0", "10.7.1.0"] {
        assert!(!all.contains(word), "{word}");
    }
    assert_eq!(fs::read_dir(folder.path("shared")).unwrap().count(), 1);
}

#[test]
fn a_key_makes_runs_match_and_none_makes_them_differ() {
    let folder = folder();
    let input = "shot/123456789012/us-west-2/describe-vpcs.json";
    let run = |out: &str, key: &[&str]| {
        let ran = folder.run(&[&["redact", input, "-o", out], key].concat());
        assert_eq!((ran.code, ran.err.as_str()), (exit::CLEAN, ""));
        (folder.read(out), ran.out)
    };
    let (one, told) = run("1.json", &["--key", "secret"]);
    assert!(told.ends_with("Do not share `secret`: with it this can be turned round.\n"), "{told}");
    assert_eq!(folder.read("secret").trim().len(), 32);
    assert_eq!(run("2.json", &["--key", "secret"]).0, one);
    let (other, told) = run("3.json", &[]);
    assert!(told.ends_with("The key is forgotten: nobody can turn this round.\n"), "{told}");
    assert_ne!(other, one);
    assert_ne!(run("4.json", &[]).0, other);
}

#[cfg(unix)]
#[test]
fn keys_and_maps_are_private() {
    use std::os::unix::fs::PermissionsExt;
    let folder = folder();
    folder.run(&["redact", "shot", "-o", "shared", "--map", "map.json", "--key", "key"]);
    for name in ["map.json", "key"] {
        let mode = fs::metadata(folder.path(name)).unwrap().permissions().mode();
        assert_eq!(mode & 0o77, 0, "{name}");
    }
}

#[test]
fn nothing_is_overwritten_and_nothing_is_half_done() {
    let folder = folder();
    folder.write("more.yaml", "outpath: 1\ninclude: [plant.yaml]\n");
    for (arguments, why) in [
        (&["shot", "-o", "plant.yaml"][..], "plant.yaml` exists"),
        (&["shot", "-o", "shared", "--map", "plant.yaml"], "plant.yaml` exists"),
        (&["shot", "more.yaml", "-o", "shared"], "files that `include` names are not redacted"),
        (&["shot", "-o", "shared", "--key", "shot/notes.txt"], "a key needs 16 characters"),
        (&["shot", "-o", "no/such/folder"], "cannot be made"),
        (&["shot", "shot", "-o", "shared"], "two files would be called"),
    ] {
        let ran = folder.run(&[&["redact"], arguments].concat());
        assert_eq!((ran.code, ran.out.as_str()), (exit::FAILED, ""), "{arguments:?}");
        assert!(ran.err.contains(why), "{}", ran.err);
        assert!(!folder.path("shared").exists());
    }
    for missing in ["none.json", "empty"] {
        fs::create_dir_all(folder.path("empty")).unwrap();
        let ran = folder.run(&["redact", missing, "-o", "shared"]);
        assert_eq!((ran.code, ran.out.as_str()), (exit::NO_INPUT, ""), "{missing}");
    }
}

/// A snapshot with the customer's side beside it: names and addresses match.
#[test]
fn a_topology_file_is_redacted_with_the_snapshot() {
    let folder = folder();
    let ran = folder.run(&["redact", "shot", "plant.yaml", "-o", "shared"]);
    assert_eq!((ran.code, ran.err.as_str()), (exit::CLEAN, ""));
    let files = fs::read_dir(folder.path("shared")).unwrap();
    let names: Vec<String> =
        files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    let name = names.iter().find(|name| name.ends_with(".yaml")).unwrap();
    let ran = folder.run(&["check", &format!("shared/{name}")]);
    assert_eq!(ran.code, exit::CLEAN, "{}", ran.out);
    assert!(ran.out.contains("2 of 2 expectations hold"), "{}", ran.out);
}

#[test]
fn the_standard_input_becomes_a_file() {
    let folder = folder();
    let ran = folder.run_with(&["redact", "-", "-o", "out.json"], &mut VPCS.as_bytes());
    assert_eq!((ran.code, ran.err.as_str()), (exit::CLEAN, ""));
    assert!(folder.read("out.json").contains("CidrBlock"));
}
