//! `outpath routes`.

use outpath::exit;

use crate::support::{Folder, TOPOLOGY, with_error};

#[test]
fn tables_are_printed_in_every_form() {
    let folder = Folder::new();
    let ran = folder.run(&["routes", "plant.yaml", "shop.a"]);
    assert_eq!((ran.code, ran.err.as_str()), (exit::CLEAN, ""));
    assert!(ran.out.contains("10.0.0.0/16"), "{}", ran.out);
    let to = ["routes", "plant.yaml", "subnet:shop.a", "--to", "10.0.2.10", "--format", "json"];
    let ran = folder.run(&to);
    assert_eq!(ran.code, exit::CLEAN);
    assert!(ran.out.contains("\"version\": 1"), "{}", ran.out);
}

#[test]
fn wrong_nodes_and_addresses_are_refused() {
    let folder = Folder::new();
    for (arguments, why) in [
        (&["routes", "plant.yaml", "shop.z"][..], "shop.z"),
        (&["routes", "plant.yaml", "shop.a", "--to", "10.0.0"], "`10.0.0` is not an IP address"),
    ] {
        let ran = folder.run(arguments);
        assert_eq!((ran.code, ran.out.as_str()), (exit::FAILED, ""));
        assert!(ran.err.contains(why), "{}", ran.err);
    }
    folder.write("plant.yaml", with_error());
    assert_eq!(folder.run(&["routes", "plant.yaml", "shop.a"]).code, exit::FAILED);
    let ran = folder.run(&["routes", "plant.yaml", "shop.a", "--keep-going"]);
    assert_eq!(ran.code, exit::CLEAN, "{}", ran.err);
}

/// A pair: the same table, with and without a route of the same prefix that loses.
#[test]
fn equal_prefixes_show_which_route_wins() {
    let folder = Folder::new();
    let table = "cidrs: [10.0.0.0/16]\n    internet_gateway: true\n    route_tables: { main: { routes: { 10.9.0.0/16: igw, prefix_list.far: nat_gateway.n } } }\n    nat_gateways: { n: { subnet: a, ip: 10.0.1.5, private: true } }";
    let text = TOPOLOGY.replace("cidrs: [10.0.0.0/16]", table);
    let list = "prefix_lists: { far: { entries: [10.9.0.0/16, 10.8.0.0/16] } }\ninstances:";
    folder.write("plant.yaml", text.replace("instances:", list));
    let ran = folder.run(&["routes", "plant.yaml", "shop.a"]);
    assert_eq!(ran.code, exit::CLEAN, "{}", ran.err);
    for line in [
        "  * 10.8.0.0/16  NAT gateway shop.n  (prefix list)\n",
        "  * 10.9.0.0/16  internet gateway shop.igw  (static)\n",
        "    10.9.0.0/16  NAT gateway shop.n  (prefix list)  a static route of the same prefix wins\n",
    ] {
        assert!(ran.out.contains(line), "{line}{}", ran.out);
    }
    let json = folder.run(&["routes", "plant.yaml", "shop.a", "--format", "json"]).out;
    assert_eq!(json.matches("\"wins\": false").count(), 1, "{json}");
}

/// A node with a VPN connection shows what both sides say over it; one without shows none.
#[test]
fn links_are_listed_where_a_node_has_them() {
    let folder = Folder::new();
    let gateway = "cidrs: [10.0.0.0/16]\n    virtual_private_gateway: true";
    let text = TOPOLOGY.replace("cidrs: [10.0.0.0/16]", gateway).replace(
        "instances:",
        "vpn_connections: { wan: { gateway: shop.vgw, customer_gateway: far.edge } }\non_premises: { far: { routers: { edge: { announce: [192.168.0.0/16] } } } }\ninstances:",
    );
    folder.write("plant.yaml", text);
    for node in ["shop.vgw", "far.edge", "wan"] {
        let ran = folder.run(&["routes", "plant.yaml", node]);
        assert_eq!(ran.code, exit::CLEAN, "{}", ran.err);
        for words in [
            "VPN, Direct Connect and service links\n  wan  up  VPN connection with far.edge\n",
            "      from the customer: 192.168.0.0/16\n",
            "      to the customer: 10.0.0.0/16\n",
        ] {
            assert!(ran.out.contains(words), "{node}: {words}{}", ran.out);
        }
    }
    assert!(!folder.run(&["routes", "plant.yaml", "shop.a"]).out.contains("VPN"));
}
