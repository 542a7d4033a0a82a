//! Answers that are not as the service model has them, and what is said about each.

use std::{fs, path::PathBuf};

use outpath_core::diagnostic::Severity;
use outpath_tests::files::files;

use crate::snapshot::{Snapshot, Texts};

fn import(name: &str, text: &str) -> Snapshot {
    Texts::default().with(name, text).import()
}

/// Checks that a text is answered with a code and these words.
fn told(name: &str, text: &str, code: &str, words: &[&str]) {
    let snapshot = import(name, text);
    let told = snapshot.told();
    assert!(snapshot.problems.iter().any(|one| one.code.id == code), "{name}: {code}\n{told}");
    for word in words {
        assert!(told.contains(word), "{name}: {word}\n{told}");
    }
}

#[test]
fn a_query_result_is_told_with_the_right_command() {
    let subnets =
        r#"[{"SubnetId": "subnet-1", "AvailableIpAddressCount": 9, "CidrBlock": "10.0.0.0/24"}]"#;
    told("a.json", subnets, "OP9602", &["aws ec2 describe-subnets --output json", "--query"]);
    let one = r#"{"SubnetId": "subnet-1", "AvailableIpAddressCount": 9}"#;
    told("a.json", one, "OP9602", &["aws ec2 describe-subnets --output json"]);
    told("a.json", r#"["vpc-1", "vpc-2"]"#, "OP9602", &["`--query`"]);
    told("a.json", "[]", "OP9602", &["this is a list"]);
    let items = r#"{"Vpcs": ["vpc-1"]}"#;
    told("a.json", items, "OP9602", &["an item of `Vpcs` is no object", "aws ec2 describe-vpcs"]);
}

#[test]
fn other_outputs_and_errors_are_recognised() {
    told(
        "a.txt",
        "VPCS\t10.0.0.0/16\tdopt-1\tdefault\n",
        "OP9602",
        &["--output text", "describe-vpcs"],
    );
    let denied =
        "An error occurred (UnauthorizedOperation) when calling the DescribeVpcs operation: no\n";
    told("a.txt", denied, "OP9602", &["an error of AWS"]);
    told("a.json", r#"{"Hosts": []}"#, "OP9607", &["`Hosts`"]);
    told("a.json", r#"{"resource": {}}"#, "OP9602", &["neither a topology file nor an answer"]);
}

/// A gateway that leads nowhere, as far as the answers tell, leads to something that they do not.
#[test]
fn a_gateway_without_a_connection_is_not_known() {
    let gateway = |state: &str| {
        format!(
            r#"{{"VpnGateways": [{{"VpnGatewayId": "vgw-1", "State": "available",
                "VpcAttachments": [{{"VpcId": "vpc-1", "State": "{state}"}}]}}]}}"#
        )
    };
    told("a.json", &gateway("attached"), "OP9604", &["`vgw-1` leads to", "Direct Connect"]);
    let connection = r#"{"VpnConnections": [{"VpnConnectionId": "vpn-1", "State": "available",
        "CustomerGatewayId": "cgw-1", "VpnGatewayId": "vgw-1"}]}"#;
    let both = Texts::default().with("a.json", &gateway("attached")).with("b.json", connection);
    assert!(!both.import().told().contains("leads to"));
    assert!(!import("a.json", &gateway("detaching")).told().contains("leads to"));
}

#[test]
fn yaml_output_is_the_same_tree() {
    let text = "Vpcs:\n- VpcId: vpc-1\n  CidrBlock: 10.0.0.0/16\n  State: available\n";
    let snapshot = import("eu-west-1/describe-vpcs.yaml", text);
    assert_eq!(snapshot.model.vpcs.len(), 1, "{}", snapshot.told());
}

#[test]
fn what_is_cut_off_is_an_error() {
    let token = r#"{"Vpcs": [], "NextToken": "abc"}"#;
    told("a.json", token, "OP9601", &["`describe-vpcs` is cut off", "NextToken"]);
    let more = r#"{"Routes": [{"DestinationCidrBlock": "10.0.0.0/8", "Type": "static", "State": "active",
        "TransitGatewayAttachments": []}], "AdditionalRoutesAvailable": true}"#;
    told(
        "search-transit-gateway-routes--tgw-rtb-1.json",
        more,
        "OP9601",
        &["AdditionalRoutesAvailable"],
    );
    let whole = import("a.json", r#"{"Vpcs": [], "NextToken": null}"#);
    assert_eq!(whole.codes(Severity::Error), [""; 0]);
}

#[test]
fn the_four_calls_without_their_object_say_so() {
    for (operation, text) in [
        (
            "search-transit-gateway-routes",
            r#"{"Routes": [{"DestinationCidrBlock": "10.0.0.0/8", "Type": "static", "State": "active", "TransitGatewayAttachments": []}]}"#,
        ),
        ("get-managed-prefix-list-entries", r#"{"Entries": [{"Cidr": "10.0.0.0/8"}]}"#),
        (
            "get-transit-gateway-route-table-associations",
            r#"{"Associations": [{"TransitGatewayAttachmentId": "tgw-attach-1", "State": "associated"}]}"#,
        ),
        (
            "get-transit-gateway-route-table-propagations",
            r#"{"TransitGatewayRouteTablePropagations": [{"TransitGatewayAttachmentId": "tgw-attach-1", "State": "enabled"}]}"#,
        ),
    ] {
        told(
            "a.json",
            text,
            "OP9608",
            &[&format!("{operation}--ID.json"), "outpath snapshot-script"],
        );
        let named = import(&format!("{operation}--tgw-rtb-1.json"), text);
        assert!(named.problems.iter().all(|one| one.code.id != "OP9608"), "{}", named.told());
    }
    let bundle = r#"{"snapshotVersion": 1, "calls": [{"operation": "GetManagedPrefixListEntries",
        "parameters": {"PrefixListId": "pl-1"}, "output": {"Entries": [{"Cidr": "10.0.0.0/8"}]}}]}"#;
    let lists = import("b.json", bundle);
    assert_eq!(lists.codes(Severity::Error), [""; 0], "{}", lists.told());
    assert_eq!(lists.model.prefix_lists.len(), 1);
}

/// The shapes of AWS's own example pages that contradict the service model, in our own words.
#[test]
fn broken_examples_are_explained() {
    let route = r#"{"Route": {"DestinationCidrBlock": "0.0.0.0/0", "Type": "static", "State": "deleted",
        "LocalGatewayVirtualInterfaceGroupId": "lgw-vif-grp-1", "LocalGatewayRouteTableId": "lgw-rtb-1"}}"#;
    told(
        "a.json",
        route,
        "OP9603",
        &["one object where `Routes` has a list", "search-local-gateway-routes"],
    );
    told("a.json", route, "OP9606", &["`deleted` and left out"]);
    let association = r#"{"LocalGatewayRouteTableVpcAssociation": {"LocalGatewayRouteTableVpcAssociationId": "lgw-vpc-assoc-1",
        "LocalGatewayRouteTableId": "lgw-rtb-1", "LocalGatewayId": "lgw-1", "VpcId": "vpc-1", "State": "associated"}}"#;
    told("a.json", association, "OP9603", &["LocalGatewayRouteTableVpcAssociations"]);
    let colon =
        "{\"Subnets\": [{\"SubnetId\": \"subnet-1\", \"CustomerOwnedIpv4Pool:\" 'pool-2'}]}";
    told("describe-subnets.json", colon, "OP9005", &[]);
    let vif = r#"{"LocalGatewayVirtualInterfaces": [{"LocalGatewayVirtualInterfaceId": "lgw-vif-1", "LocalGatewayId": "lgw-1",
        "LocalGatewayVirtualInterfaceGroupId": "lgw-vif-grp-1", "Vlan": 10, "LocalAddress": "0.0.0.0/0", "PeerAddress": "0.0.0.0/0"}]}"#;
    told("a.json", vif, "OP9609", &["`0.0.0.0/0` stands where an address belongs"]);
    let pool = r#"{"CoipPools": [{"PoolId": "ipv4pool-ec2-1", "PoolCidrs": ["0.0.0.0/0"], "LocalGatewayRouteTableId": "lgw-rtb-1"}]}"#;
    told("a.json", pool, "OP9609", &["`0.0.0.0/0` stands where"]);
    told("a.json", pool, "OP9603", &["`ipv4pool-ec2-1` is not the id of a CoIP pool"]);
    let table = r#"{"LocalGatewayRouteTables": [{"LocalGatewayRouteTableId": "lgw-rtb-1", "LocalGatewayId": "lgw-1",
        "OutpostArn": "arn:aws:outposts:us-west-2:111122223333:outpost/op-1", "State": "available"}]}"#;
    told("a.json", table, "OP9604", &["does not say its mode"]);
}

/// Every file of AWS's example pages gives a model or a message, never silence about an error.
#[test]
#[expect(clippy::print_stdout, reason = "a skipped test says so")]
fn examples_of_the_cli_are_read() {
    let folder =
        PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/data/aws-cli-outposts"));
    if !folder.is_dir() {
        println!("skipped: the examples of the AWS CLI are not at hand");
        return;
    }
    const EXPECTED: &[(&str, &[&str])] = &[
        ("create-local-gateway-route-table", &["OP9603"]),
        ("describe-coip-pools", &["OP9604", "OP9609"]),
        ("describe-local-gateway-route-table-virtual-interface-group-associations", &["OP9604"]),
        ("describe-local-gateway-route-table-vpc-associations", &["OP9603", "OP9604"]),
        ("describe-local-gateway-route-tables", &["OP9604"]),
        ("describe-local-gateway-virtual-interface-groups", &["OP9604"]),
        ("describe-local-gateway-virtual-interfaces", &["OP9604", "OP9609"]),
        ("describe-local-gateways", &["OP9604"]),
        ("get-coip-pool-usage", &["OP9604"]),
        ("get-outpost", &[]),
        ("list-outposts", &[]),
        ("list-sites", &[]),
        ("search-local-gateway-routes", &["OP9603", "OP9606"]),
    ];
    let found = files(&folder, "json");
    assert_eq!(found.len(), EXPECTED.len());
    for (path, (name, codes)) in found.iter().zip(EXPECTED) {
        assert_eq!(path.file_stem().unwrap().to_string_lossy(), **name);
        let snapshot = import(&format!("{name}.json"), &fs::read_to_string(path).unwrap());
        for code in *codes {
            let has = snapshot.problems.iter().any(|one| one.code.id == *code);
            assert!(has, "{name}: {code}\n{}", snapshot.told());
        }
        assert_eq!(snapshot.codes(Severity::Error), [""; 0], "{name}\n{}", snapshot.told());
    }
    let together = Texts::folder(&folder).import();
    assert!(together.model.outposts.len() >= 2, "{}", together.told());
}

/// The page about snapshots is made from the tables of readers; `OUTPATH_BLESS=1` writes it.
#[test]
fn the_page_about_snapshots_is_current() {
    let page = outpath_core::import::reference();
    let file = outpath_tests::files::root().join("docs/aws-snapshots.md");
    if std::env::var_os("OUTPATH_BLESS").is_some() {
        fs::write(&file, &page).unwrap();
    }
    assert_eq!(fs::read_to_string(file).unwrap(), page);
    assert!(!page.contains("| nothing |"), "every call of the table has a reader");
}
