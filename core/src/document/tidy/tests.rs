//! Trees come out in the form that a person would write, and mean the same.

use crate::{
    document::{Lowered, format, lower, read_bytes, tidy},
    model::Model,
    text::Sources,
};

/// Returns a text as a person would have written it.
fn tidied(text: &str) -> String {
    let (mut document, problems) = read_bytes(&mut Sources::default(), "a.yaml", text.as_bytes());
    assert_eq!(problems, []);
    tidy(&mut document);
    format(&document, "")
}

fn lowered(text: &str) -> Lowered {
    let (document, problems) = read_bytes(&mut Sources::default(), "a.yaml", text.as_bytes());
    assert_eq!(problems, []);
    lower(&[document])
}

/// Returns a model without the tags that only repeat a name.
fn without_names(mut model: Model) -> Model {
    for vpc in model.vpcs.ids() {
        model.vpcs[vpc].identity.tags.remove("Name");
    }
    for instance in model.instances.ids() {
        model.instances[instance].identity.tags.remove("Name");
    }
    for interface in model.network_interfaces.ids() {
        model.network_interfaces[interface].identity.tags.remove("Name");
    }
    model
}

const MACHINE: &str = r#"
outpath: 1
instances:
  web:
    ip: 10.0.3.9
    subnet: subnet-1
    security_groups: [sg-1]
    id: i-1
    source_dest_check: true
    tags: { Name: web, team: shop }
vpcs:
  shop:
    id: vpc-1
    region: us-west-2
    tags: { Name: shop }
    cidrs: [10.0.0.0/16]
    internet_gateway: { id: igw-1, attached: true }
    subnets:
      rack: { id: subnet-1, cidr: 10.0.3.0/24, outpost: op-1, route_table: rtb-1 }
      a: { id: subnet-2, cidr: 10.0.4.0/24, tags: {} }
    route_tables:
      rack:
        id: rtb-1
        routes: { 0.0.0.0/0: igw-1, 10.9.0.0/16: lgw-1, prefix_list.pl-1: nat_gateway.nat-1 }
      rtb-2: { id: rtb-2, main: true, routes: {} }
    nat_gateways:
      nat-1: { id: nat-1, subnet: subnet-2, ip: 10.0.4.9, public_ip: 198.51.100.9, state: available }
    security_groups:
      web: { id: sg-1, inbound: [any from security_group.sg-1, tcp/443 from prefix_list.pl-1], outbound: [] }
prefix_lists:
  corp: { id: pl-1, entries: [10.7.0.0/16] }
outposts:
  plant:
    id: op-1
    zone: usw2-az1
    region: us-west-2
    local_gateway:
      id: lgw-1
      vif_groups: { main: { id: grp-1, vifs: { one: { vlan: 7, local: 172.31.0.1/30 } } } }
      route_tables:
        campus: { id: ltb-1, mode: direct-vpc-routing, vif_group: grp-1, vpcs: [vpc-1], routes: { 10.9.0.0/16: vif_group.grp-1 } }
"#;

#[test]
fn ids_become_names_and_noise_goes() {
    insta::assert_snapshot!(tidied(MACHINE));
}

#[test]
fn nothing_is_lost_and_doing_it_twice_changes_nothing() {
    let once = tidied(MACHINE);
    let (before, after) = (lowered(MACHINE), lowered(&once));
    assert_eq!((before.diagnostics, after.diagnostics), (Vec::new(), Vec::new()));
    assert_eq!(without_names(before.model), without_names(after.model));
    assert_eq!(tidied(&once), once);
}

#[test]
fn the_region_that_most_have_stands_at_the_top() {
    let text = "outpath: 1\nregion: r1\nvpcs:\n  a: { cidrs: [10.0.0.0/16] }\n  b: { region: r2, cidrs: [10.1.0.0/16] }\n  c: { region: r2, cidrs: [10.2.0.0/16] }\n";
    assert_eq!(lowered(text).model, lowered(&tidied(text)).model);
    assert!(tidied(text).starts_with("outpath: 1\nregion: r2\n"), "{}", tidied(text));
    assert!(tidied(text).contains("a: { region: r1, "), "{}", tidied(text));
}

#[test]
fn a_name_is_short_only_within_its_own_container() {
    let text = "
outpath: 1
region: r
vpcs:
  shop:
    cidrs: [10.0.0.0/16]
    subnets: { a: { id: s-1, cidr: 10.0.1.0/24 } }
    nat_gateways: { n: { id: n-1, subnet: s-1, ip: 10.0.1.9, private: true } }
  shop2:
    id: vpc-2
    cidrs: [10.1.0.0/16]
    route_tables: { main: { routes: { 10.0.0.0/16: pcx-1 } } }
peering_connections: { p: { id: pcx-1, vpcs: [shop, vpc-2] } }
instances: { web: { subnet: s-1, ip: 10.0.1.10 } }
";
    let tidied = tidied(text);
    for part in ["subnet: a,", "subnet: shop.a", "peering_connection.p", "vpcs: [shop, shop2]"] {
        assert!(tidied.contains(part), "{part}: {tidied}");
    }
    assert_eq!(lowered(text).model, lowered(&tidied).model);
}

#[test]
fn ids_in_bgp_become_names_and_it_means_the_same() {
    let text = include_str!("../judge/bgp.yaml").replace("core: { route", "r-core: { route");
    let tidied = tidied(&text);
    assert!(tidied.contains("            core: { route_reflector_client: true }"), "{tidied}");
    assert_eq!(lowered(&text).model, lowered(&tidied).model);
}
