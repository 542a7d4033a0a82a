//! `outpath import`.

use outpath::exit;

use crate::support::{Folder, TOPOLOGY, with_error};

#[test]
fn several_files_become_one_that_means_the_same() {
    let folder = Folder::new();
    folder.write(
        "more.yaml",
        "outpath: 1\nvpcs: { shop: { subnets: { c: { cidr: 10.0.3.0/24 } } } }\n",
    );
    let ran = folder.run(&["import", "plant.yaml", "more.yaml", "-o", "all.yaml"]);
    assert_eq!((ran.code, ran.out.as_str(), ran.err.as_str()), (exit::CLEAN, "", ""));
    let all = folder.read("all.yaml");
    assert!(all.starts_with("# Made by `outpath import` from plant.yaml, more.yaml.\n"), "{all}");
    assert!(all.contains("c: { cidr: 10.0.3.0/24 }"), "{all}");
    assert_eq!(folder.run(&["check", "all.yaml"]).code, exit::CLEAN);
    assert_eq!(folder.run(&["format", "--check", "all.yaml"]).code, exit::CLEAN);
    let again = folder.run(&["import", "all.yaml"]).out;
    let without_head = |text: &str| text.split_once('\n').unwrap().1.to_owned();
    assert_eq!(without_head(&again), without_head(&all));
}

#[test]
fn a_file_that_is_there_is_replaced_only_by_force() {
    let folder = Folder::new();
    let ran = folder.run(&["import", "plant.yaml", "-o", "plant.yaml"]);
    assert_eq!((ran.code, folder.read("plant.yaml").as_str()), (exit::FAILED, TOPOLOGY));
    assert!(ran.err.contains("--force replaces it"), "{}", ran.err);
    let ran = folder.run(&["import", "plant.yaml", "-o", "plant.yaml", "--force"]);
    assert_eq!(ran.code, exit::CLEAN, "{}", ran.err);
    let ran = folder.run(&["import", "plant.yaml", "-o", "none/plant.yaml"]);
    assert_eq!(ran.code, exit::FAILED, "{}", ran.err);
}

#[test]
fn errors_go_beside_the_file_and_stop_it_unless_told_otherwise() {
    let folder = Folder::new();
    folder.write("plant.yaml", with_error());
    let ran = folder.run(&["import", "plant.yaml"]);
    assert_eq!((ran.code, ran.out.as_str()), (exit::FAILED, ""));
    assert!(ran.err.contains("colour"), "{}", ran.err);
    let ran = folder.run(&["import", "plant.yaml", "--keep-going"]);
    assert_eq!(ran.code, exit::FINDINGS);
    assert!(ran.out.contains("web: { subnet: shop.a"), "{}", ran.out);
    let ran = folder.run(&["import", "gone.yaml"]);
    assert_eq!((ran.code, ran.out.as_str()), (exit::NO_INPUT, ""));
}
