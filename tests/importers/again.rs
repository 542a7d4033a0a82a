//! What `outpath import` writes means what it was made from.

use std::{fs, path::Path};

use outpath_core::{
    analysis::{self, Loader, Workspace},
    document::Opened,
    model::Model,
};
use outpath_tests::files::{Folder, OneText, folders, root};

use crate::snapshot::Texts;

/// Returns a model without what a written file leaves out: tags that only repeat the name.
fn without_name_tags(opened: &Opened) -> Model {
    let mut model = opened.lower().model;
    macro_rules! strip {
        ($($arena:ident),*) => {$(
            for id in model.$arena.ids() {
                let identity = &mut model.$arena[id].identity;
                let local = identity.name.rsplit('.').next().map(str::to_owned);
                if identity.tags.get("Name").cloned() == local {
                    identity.tags.remove("Name");
                }
            }
        )*};
    }
    strip!(
        vpcs,
        subnets,
        route_tables,
        security_groups,
        network_acls,
        instances,
        network_interfaces,
        nat_gateways,
        peering_connections,
        prefix_lists,
        outposts,
        vif_groups,
        vifs,
        coip_pools,
        local_gateway_route_tables,
        transit_gateways,
        transit_gateway_attachments,
        transit_gateway_route_tables,
        vpn_connections,
        vpc_endpoints
    );
    model
}

/// Writes the inputs as one file, and checks that it means the same and is stable.
fn check(loader: &dyn Loader, names: &[&str], label: &str) {
    let text = Workspace::open(loader, names).topology().unwrap();
    let again = OneText(&text);
    let (before, after) = (analysis::read(loader, names), analysis::read(&again, &["a.yaml"]));
    if before.lower().model.incomplete.is_empty() {
        assert_eq!(after.diagnostics, [], "{label}\n{text}");
        assert!(
            without_name_tags(&before) == without_name_tags(&after),
            "{label} differs:\n{text}"
        );
    }
    assert_eq!(analysis::format("a.yaml", text.as_bytes()).ok(), Some(text.clone()), "{label}");
    let twice = Workspace::open(&again, &["a.yaml"]).topology().unwrap();
    let uncommented = |text: &str| -> Vec<String> {
        let lines = text.lines().filter(|line| !line.trim_start().starts_with('#'));
        lines.map(str::to_owned).collect()
    };
    assert_eq!(uncommented(&twice), uncommented(&text), "{label}");
}

#[test]
fn every_shipped_topology_written_again_is_the_same() {
    let shipped = folders(&root().join("topologies"));
    let mut checked = 0;
    for folder in shipped.iter().filter(|folder| folder.join("topology.yaml").is_file()) {
        let label = folder.display().to_string();
        check(&Folder(folder.clone()), &["topology.yaml"], &label);
        checked += 1;
    }
    assert!(checked > 20, "{checked}");
}

#[test]
fn a_snapshot_written_as_a_topology_is_the_same() {
    let below = concat!(env!("CARGO_MANIFEST_DIR"), "/../../shared/data/batfish-aws");
    for entry in fs::read_dir(Path::new(below)).into_iter().flatten() {
        let folder = entry.unwrap().path();
        if !folder.is_dir() {
            continue;
        }
        let texts = Texts::folder(&folder);
        let names: Vec<&str> = texts.0.keys().map(String::as_str).collect();
        check(&texts, &names, &folder.display().to_string());
    }
}
