//! Whole snapshots, redacted.

use proptest::prelude::*;

use super::*;

fn key() -> Key {
    Key::new("a key for the tests").unwrap()
}

fn file(path: &str, text: &str) -> File {
    File { path: path.to_owned(), bytes: text.as_bytes().to_vec() }
}

fn one(text: &str) -> String {
    of("describe-vpcs.json", text)
}

fn of(path: &str, text: &str) -> String {
    redact(&[file(path, text)], key()).unwrap().files.remove(0).text
}

const SUBNETS: &str = r#"{
    // Acme's network
    "Subnets": [{
        "SubnetId": "subnet-0a1b2c3d4e5f60718",
        "SubnetArn": "arn:aws:ec2:us-west-2:123456789012:subnet/subnet-0a1b2c3d4e5f60718",
        "OwnerId": "123456789012",
        "CidrBlock": "10.20.30.0/24",
        "State": "available",
        "AvailabilityZone": "us-west-2a",
        "AvailableIpAddressCount": 17,
        "EnableLniAtDeviceIndex": 1,
        "MapPublicIpOnLaunch": false,
        "Tags": [{"Key": "Name", "Value": "Acme rack"}, {"Key": "acme:owner", "Value": "ann@acme.example"}],
        "AcmeSecret": {"acme": ["acme"], "State": "acme", "Count": 7}
    }]
}"#;

#[test]
fn a_snapshot_keeps_its_form_and_loses_its_owner() {
    let redacted = one(SUBNETS);
    insta::assert_snapshot!(redacted);
    for word in ["acme", "Acme rack", "123456789012", "0a1b2c3d", "10.20.30", "17"] {
        assert!(!redacted.contains(word), "{word}");
    }
}

#[test]
fn files_match_each_other_and_runs_under_one_key_do_too() {
    let tables =
        r#"{"RouteTables": [{"Associations": [{"SubnetId": "subnet-0a1b2c3d4e5f60718"}]}]}"#;
    let files = [
        file("123456789012/us-west-2/describe-subnets.json", SUBNETS),
        file("123456789012/us-west-2/describe-route-tables.json", tables),
    ];
    let redacted = redact(&files, key()).unwrap();
    let image = |text: &str| {
        let id = text
            .split('"')
            .find(|part| part.starts_with("subnet-0") || part.starts_with("subnet-"));
        id.unwrap().to_owned()
    };
    assert_eq!(image(&redacted.files[0].text), image(&redacted.files[1].text));
    assert_eq!(redacted, redact(&files, key()).unwrap());
    let account = &redacted.replaced[&(Sort::Account, "123456789012".to_owned())];
    assert_eq!(redacted.files[0].path, format!("{account}/us-west-2/describe-subnets.json"));
    assert_ne!(redacted, redact(&files, Key::new("another key altogether").unwrap()).unwrap());
}

#[test]
fn names_of_files_say_only_what_they_answer() {
    let paths = [
        ("aws_configs/accounts/123456789012/us-east-1/Vpcs.json", "Vpcs.json"),
        (
            "search-local-gateway-routes--lgw-rtb-0a1b2c3d.json",
            "search-local-gateway-routes--lgw-rtb-",
        ),
        ("Acme plant/acme.json", ".json"),
    ];
    for (path, part) in paths {
        let redacted = redact(&[file(path, "{}")], key()).unwrap();
        let found = &redacted.files[0].path;
        assert!(found.contains(part) && !found.to_lowercase().contains("acme"), "{found}");
        assert!(!found.contains("123456789012") && !found.contains("0a1b2c3d"), "{found}");
    }
}

#[test]
fn what_is_not_understood_is_refused() {
    for text in
        ["{\"outpath\": 1, \"include\": [\"a\"]}", "[]", "", "{\"Vpcs\": [", "word", "\u{0}"]
    {
        let refused = redact(&[file("x.json", text)], key()).unwrap_err();
        assert!(!refused.problems.is_empty(), "{text}");
    }
}

#[test]
fn yaml_is_read_and_words_in_it_are_no_numbers() {
    let text =
        "Outposts:\n- OwnerId: '123456789012'\n  Name: Acme\n  Tags: {Acme: plant}\n  Vlan: 7\n";
    let redacted = of("list-outposts.yaml", text);
    assert!(redacted.contains("\"Vlan\": 7"), "{redacted}");
    assert!(!redacted.to_lowercase().contains("acme"), "{redacted}");
    assert!(!redacted.contains("123456789012") && !redacted.contains("plant"), "{redacted}");
}

#[test]
fn a_bundle_keeps_its_calls() {
    for call in crate::import::CALLS {
        let text = format!("{{\"calls\": [{{\"operation\": \"{}\"}}]}}", call.api());
        assert!(one(&text).contains(&format!("\"{}\"", call.api())), "{}", call.operation);
    }
    assert!(!one("{\"calls\": [{\"operation\": \"describe acme\"}]}").contains("acme"));
}

#[test]
fn secrets_of_vpn_connections_go() {
    let text = r#"{"VpnConnections": [{
        "CustomerGatewayConfiguration": "<xml><pre_shared_key>hush</pre_shared_key></xml>",
        "Options": {"TunnelOptions": [{"PreSharedKey": "hush", "OutsideIpAddress": "52.1.2.3"}]},
        "Type": "ipsec.1"}]}"#;
    let redacted = one(text);
    assert!(!redacted.contains("hush") && !redacted.contains("52.1.2.3"), "{redacted}");
    assert!(redacted.contains("ipsec.1"), "{redacted}");
}

#[test]
fn the_order_of_times_stays() {
    let redacted = one(r#"{"TransitGatewayVpcAttachments": [
        {"CreationTime": "2024-05-01T10:00:00+00:00"}, {"CreationTime": "2023-01-01T00:00:00Z"},
        {"CreationTime": "2024-05-01T10:00:01+00:00"}, {"CreationTime": "2024-05-01T10:00:00+00:00"}]}"#);
    let times: Vec<&str> = redacted.split('"').filter(|part| part.starts_with("20")).collect();
    let days: Vec<&str> = times.iter().filter_map(|time| time.get(8..10)).collect();
    assert_eq!(days, ["02", "01", "03", "02"], "{redacted}");
}

const TOPOLOGY: &str = "\
outpath: 1 # of Acme
region: us-west-2
vpcs:
  shop:
    cidrs: [10.20.0.0/16]
    tags: { acme: Acme }
    subnets: { rack: { cidr: 10.20.30.0/24, outpost: plant-1, route_table: acme } }
    route_tables: { acme: { routes: { 172.20.0.0/16: lgw, prefix_list.acme: igw } } }
    security_groups: { acme: { inbound: [tcp/443 from 10.20.0.0/16, any from security_group.acme] } }
prefix_lists: { acme: { entries: [198.51.100.0/24] } }
assume: { UNK-03: deny }
expect:
  - acme -> shop/10.20.30.7 tcp/443 via plant-1.lgw not via plant-1.service-link
  - internet(8.8.8.8) -x-> acme
  - onprem:172.20.0.0/16 -> acme udp/53
";

#[test]
fn a_topology_file_keeps_its_words() {
    let redacted = of("plant.yaml", TOPOLOGY);
    insta::assert_snapshot!(redacted);
    for word in ["acme", "Acme", "shop", "plant", "10.20.", "172.20.", "8.8.8.8"] {
        assert!(!redacted.contains(word), "{word}");
    }
}

#[test]
fn policies_of_bgp_mean_the_same_of_other_numbers() {
    let text = "outpath: 1
on_premises:
  acme:
    route_maps:
      acme-in:
        - match: { prefixes: [10.20.0.0/16 le 24], as_path: [^3356_, \"^$\", _7224$], communities: [\"3356:77\", \"65000:1\", no-export] }
        - action: deny
    routers:
      acme-1:
        asn: 3356
        interfaces: { a: { address: 10.20.0.1/24, cost: 10 } }
        bgp: { default: always, aggregates: { 10.20.0.0/16: summary-only }, neighbors: { plant.lgw.main.acme: { import: acme-in, asn: 3356 } } }
";
    let redacted = of("plant.yaml", text);
    for word in ["acme", "3356", "10.20.", "plant", "77\""] {
        assert!(!redacted.contains(word), "{word}: {redacted}");
    }
    for word in
        [" le 24", "_7224$", "\"^$\"", "65000:1", "no-export", "deny", "always", "summary-only"]
    {
        assert!(redacted.contains(word), "{word}: {redacted}");
    }
    let words = redacted.split(|c: char| !c.is_ascii_alphanumeric());
    let number = words.skip_while(|word| *word != "asn").find(|word| word.parse::<u32>().is_ok());
    let number = number.expect("the router keeps an AS number");
    assert_eq!(redacted.matches(number).count(), 3, "one number for one: {redacted}");
}

/// A tree of any members, known and unknown, with the mark `zqx` in every text that a person may
/// have written.
fn any_value() -> impl Strategy<Value = serde_json::Value> {
    let key = prop_oneof![
        Just("State".to_owned()),
        Just("Tags".to_owned()),
        Just("Vpcs".to_owned()),
        Just("Description".to_owned()),
        Just("CidrBlock".to_owned()),
        Just("Unknown".to_owned()),
        Just("zqx:own".to_owned()),
    ];
    let leaf = prop_oneof![
        Just(serde_json::Value::Null),
        any::<bool>().prop_map(Into::into),
        Just(0.into()),
        "zqx[ -~]{0,12} zqx".prop_map(Into::into),
        "(vpc|lgw-rtb)-0zqx[0-9a-f]{8}".prop_map(Into::into),
        "arn:aws:ec2:eu-west-1:123456789012:zqx/vpc-0zqx1".prop_map(Into::into),
        "[ -~]{0,9}zqx@[ -~]{0,9}".prop_map(Into::into),
    ];
    leaf.prop_recursive(5, 60, 6, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Into::into),
            prop::collection::vec((key.clone(), inner), 0..5)
                .prop_map(|entries| serde_json::Value::Object(entries.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn nothing_that_a_person_wrote_stays(value in any_value()) {
        let whole = serde_json::json!({ "Vpcs": value });
        let redacted = one(&whole.to_string());
        prop_assert!(!redacted.contains("zqx"), "{}", redacted);
        prop_assert!(!redacted.contains("123456789012"), "{}", redacted);
        // It is JSON of the same form.
        let parsed: serde_json::Value = serde_json::from_str(&redacted).unwrap();
        prop_assert_eq!(shape(&parsed), shape(&whole));
    }
}

fn shape(value: &serde_json::Value) -> Vec<usize> {
    match value {
        serde_json::Value::Array(items) => {
            std::iter::once(items.len()).chain(items.iter().flat_map(shape)).collect()
        }
        serde_json::Value::Object(entries) => {
            std::iter::once(entries.len()).chain(entries.values().flat_map(shape)).collect()
        }
        _single => vec![usize::MAX],
    }
}
