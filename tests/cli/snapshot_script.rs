//! `outpath snapshot-script`: the collector runs, with a stand-in for the AWS CLI.

#![cfg(unix)]

use std::{
    fs,
    os::unix::fs::PermissionsExt,
    path::PathBuf,
    process::{Command, Stdio},
};

use crate::support::{Folder, Ran};

/// A stand-in for `aws`: notes what it is asked, refuses the operations in `denied`, and answers
/// from `answers/OPERATION[--ID].json`, or that there is nothing.
const AWS: &str = r#"#!/bin/sh
here=${0%/*}
printf '%s\n' "$*" >>"$here/asked"
service=$1 operation=$2 id= form= profile=
shift 2
while [ $# -gt 0 ]; do
    case $1 in
    --output) form=$2; shift ;;
    --profile) profile=$2; shift ;;
    --*-id) id=--$2; shift ;;
    esac
    shift
done
case $service-$operation in
sts-*) case $profile in '') echo 111111111111 ;; 'the second') echo 222222222222 ;; esac; exit ;;
configure-get) echo us-west-2; exit ;;
esac
if grep -qx "$operation" "$here/denied"; then
    echo "An error occurred (UnauthorizedOperation) when calling $operation" >&2
    exit 254
fi
if [ "$form" = text ]; then cat "$here/ids/$operation" 2>/dev/null; exit 0; fi
cat "$here/answers/$operation$id.json" 2>/dev/null || echo '{}'
"#;

/// Makes a folder with the script and the stand-in.
fn folder() -> Folder {
    let folder = Folder::new();
    folder.write("snapshot.sh", folder.run(&["snapshot-script"]).out);
    for name in ["bin/answers", "bin/ids"] {
        fs::create_dir_all(folder.path(name)).unwrap();
    }
    folder.write("bin/denied", "");
    folder.write("bin/aws", AWS);
    fs::set_permissions(folder.path("bin/aws"), fs::Permissions::from_mode(0o755)).unwrap();
    folder.write("bin/answers/describe-vpcs.json", r#"{"Vpcs": []}"#);
    folder.write("bin/ids/describe-local-gateway-route-tables", "lgw-rtb-0a\tlgw-rtb-0b\nNone\n");
    let route = r#"{"Routes": [{"LocalGatewayRouteTableId": "lgw-rtb-0b"}]}"#;
    folder.write("bin/answers/search-local-gateway-routes--lgw-rtb-0b.json", route);
    folder
}

/// Runs the script in the folder.
fn collect(folder: &Folder, arguments: &[&str]) -> Ran {
    let path = std::env::var("PATH").unwrap();
    let output = Command::new("sh")
        .arg("snapshot.sh")
        .args(arguments)
        .current_dir(folder.path(""))
        .env("PATH", format!("{}:{path}", folder.path("bin").display()))
        .env_remove("AWS_REGION")
        .env_remove("AWS_DEFAULT_REGION")
        .stdin(Stdio::null())
        .output()
        .unwrap();
    let code = u8::try_from(output.status.code().unwrap()).unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { code, out: text(output.stdout), err: text(output.stderr) }
}

/// Returns the names of the files in a folder.
fn listed(path: PathBuf) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(path)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort_unstable();
    names
}

#[test]
fn a_snapshot_is_collected() {
    let folder = folder();
    let ran = collect(&folder, &["-o", "shot"]);
    assert_eq!((ran.code, ran.out.as_str()), (0, ""), "{}", ran.err);
    assert!(ran.err.ends_with("The snapshot is whole: outpath check shot\n"), "{}", ran.err);
    let place = "shot/111111111111/us-west-2";
    assert_eq!(folder.read(&format!("{place}/describe-vpcs.json")), r#"{"Vpcs": []}"#);
    let routes = folder.read(&format!("{place}/search-local-gateway-routes--lgw-rtb-0b.json"));
    assert!(routes.contains("lgw-rtb-0b"));
    let files = listed(folder.path(place));
    assert!(files.contains(&"search-local-gateway-routes--lgw-rtb-0a.json".to_owned()));
    assert!(!files.iter().any(|name| name.contains("None") || !name.ends_with(".json")));
    let asked = folder.read("bin/asked");
    let page = folder.run(&["snapshot-script", "--policy"]).out;
    for line in asked.lines().filter(|line| !line.starts_with("sts") && !line.starts_with("conf")) {
        let mut words = line.split(' ');
        let (service, operation) = (words.next().unwrap(), words.next().unwrap());
        let api = operation.replace('-', "");
        let allowed = format!("{service}:{api}");
        assert!(page.to_lowercase().contains(&allowed), "{line}");
        assert!(line.contains("--region us-west-2"), "{line}");
    }
    let mode = fs::metadata(folder.path("shot")).unwrap().permissions().mode();
    assert_eq!(mode & 0o77, 0, "others may not read it");
}

#[test]
fn what_is_denied_is_named_and_the_rest_is_collected() {
    let folder = folder();
    folder.write("bin/denied", "describe-vpcs\ndescribe-local-gateway-route-tables\n");
    let ran = collect(&folder, &["-o", "shot"]);
    assert_eq!(ran.code, 1);
    let (_, missing) = ran.err.split_once("Missing:\n").unwrap();
    let place = "shot/111111111111/us-west-2";
    let expected = [
        "describe-local-gateway-route-tables.json",
        "describe-vpcs.json",
        "search-local-gateway-routes--*.json",
    ];
    let expected: String = expected.map(|name| format!("{place}/{name}\n")).concat();
    assert_eq!(missing, expected);
    assert!(ran.err.contains("(UnauthorizedOperation) when calling describe-vpcs"), "{}", ran.err);
    let files = listed(folder.path(place));
    assert!(files.contains(&"describe-subnets.json".to_owned()));
    assert!(!files.iter().any(|name| name.starts_with("describe-vpcs.json")));
}

#[test]
fn several_profiles_and_regions_are_visited() {
    let folder = folder();
    let ran = collect(
        &folder,
        &["-p", "the second", "-p", "nobody", "-r", "eu-west-1", "-r", "us-east-1", "-o", "a b"],
    );
    assert_eq!(ran.code, 1);
    assert!(ran.err.ends_with("Missing:\nnobody\n"), "{}", ran.err);
    assert_eq!(listed(folder.path("a b")), ["222222222222"]);
    assert_eq!(listed(folder.path("a b/222222222222")), ["eu-west-1", "us-east-1"]);
    let asked = folder.read("bin/asked");
    assert!(
        asked.contains("describe-subnets --region us-east-1 --output json --profile the second")
    );
}

#[test]
fn nothing_is_overwritten() {
    let folder = folder();
    fs::create_dir(folder.path("shot")).unwrap();
    let ran = collect(&folder, &["-o", "shot"]);
    assert_eq!(ran.code, 2);
    assert!(ran.err.contains("shot cannot be made"), "{}", ran.err);
    assert!(!folder.path("bin/asked").exists());
    let ran = collect(&folder, &["-o", "new", "-r", "us-east-1", "-r", "us-east-1"]);
    assert_eq!(ran.code, 0);
    assert!(ran.err.contains("is there already"), "{}", ran.err);
}

#[test]
fn an_answer_that_goes_on_is_missing() {
    let folder = folder();
    folder.write("bin/answers/describe-outpost-lags.json", "{\n    \"NextToken\": \"more\"\n}\n");
    let ran = collect(&folder, &["-o", "shot"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.ends_with("/describe-outpost-lags.json\n"), "{}", ran.err);
}

#[test]
fn wrong_arguments_are_refused() {
    let folder = folder();
    for arguments in [&["shot"][..], &["-x"], &["-o"]] {
        let ran = collect(&folder, arguments);
        assert_eq!(ran.code, 2, "{arguments:?}");
        assert!(ran.err.contains("usage: sh snapshot.sh"), "{}", ran.err);
    }
    let ran = collect(&folder, &["-r", "../up", "-o", "shot"]);
    assert_eq!(ran.code, 1);
    assert!(ran.err.contains("this is no Region"), "{}", ran.err);
}
