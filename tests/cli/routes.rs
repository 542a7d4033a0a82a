//! `outpath routes`.

use outpath::exit;

use crate::support::{Folder, with_error};

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
