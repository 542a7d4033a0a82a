//! `outpath render`.

use outpath::exit;

use crate::support::{Folder, with_error};

#[test]
fn the_picture_is_printed_or_written() {
    let folder = Folder::new();
    let ran = folder.run(&["render", "plant.yaml"]);
    assert_eq!((ran.code, ran.err.as_str()), (exit::CLEAN, ""));
    assert!(ran.out.starts_with("<svg ") && ran.out.ends_with("</svg>\n"), "{}", ran.out);
    let written = folder.run(&["render", "plant.yaml", "-o", "plant.svg"]);
    assert_eq!((written.code, written.out.as_str(), written.err.as_str()), (exit::CLEAN, "", ""));
    assert_eq!(folder.read("plant.svg"), ran.out);
    let again = folder.run(&["render", "plant.yaml", "-o", "plant.svg", "--theme", "dark"]);
    assert_eq!(again.code, exit::CLEAN, "{}", again.err);
    assert_ne!(folder.read("plant.svg"), ran.out);
}

#[test]
fn the_ending_of_the_file_names_the_form() {
    let folder = Folder::new();
    for (name, form, begin) in [
        ("a.svg", "svg", "<svg "),
        ("a.dot", "dot", "graph network {"),
        ("a.mmd", "mermaid", "flowchart LR"),
        ("a.d2", "d2", "direction: right"),
    ] {
        assert_eq!(folder.run(&["render", "plant.yaml", "-o", name]).code, exit::CLEAN);
        let text = folder.read(name);
        assert!(text.starts_with(begin), "{text}");
        assert_eq!(folder.run(&["render", "plant.yaml", "--form", form]).out, text);
    }
    let ran = folder.run(&["render", "plant.yaml", "-o", "a.png"]);
    assert_eq!(ran.code, exit::FAILED);
    assert!(ran.err.contains("`a.png` names no form"), "{}", ran.err);
    assert!(!folder.path("a.png").exists());
}

#[test]
fn a_flow_is_drawn_over_the_same_picture() {
    let folder = Folder::new();
    let plain = folder.run(&["render", "plant.yaml"]).out;
    let ran = folder.run(&["render", "plant.yaml", "--flow", "web -> db tcp/5432"]);
    assert_eq!(ran.code, exit::CLEAN, "{}", ran.err);
    let ways = ran.out.lines().filter(|line| line.contains("marker-end")).count();
    assert_eq!(ways, 2, "there and back");
    for line in plain.lines().filter(|line| line.starts_with("<rect ")) {
        assert!(ran.out.contains(line), "{line}");
    }
    let lost = folder.run(&["render", "plant.yaml", "--flow", "internet -> web tcp/443"]);
    assert_eq!(lost.code, exit::CLEAN, "a picture of a failure is a picture: {}", lost.err);
    assert!(lost.out.contains(">igw-no-public-association</text>"), "{}", lost.out);
}

#[test]
fn a_what_if_is_drawn_as_what_has_failed() {
    let folder = Folder::new();
    let failed = |text: &str| text.matches("url(#down)").count();
    let plain = folder.run(&["render", "plant.yaml", "--flow", "web -> db tcp/5432"]).out;
    let arguments = ["render", "plant.yaml", "--flow", "web -> db tcp/5432", "--what-if"];
    let ran = folder.run(&[&arguments[..], &["stop web"]].concat());
    assert_eq!((ran.code, ran.err.as_str()), (exit::CLEAN, ""));
    assert!(failed(&ran.out) > failed(&plain), "{}", ran.out);
    let back = ["stop web", "--what-if", "start web"];
    assert_eq!(folder.run(&[&arguments[..], &back].concat()).out, plain);
    for (change, place, why) in [
        ("fail nowhere", "<what-if>:1:6", "nothing is called `nowhere`"),
        ("break web", "<what-if>:1:1", "no change begins with `break`"),
    ] {
        let ran = folder.run(&[&arguments[..], &[change]].concat());
        assert_eq!((ran.code, ran.out.as_str()), (exit::FAILED, ""));
        assert!(ran.err.contains(place) && ran.err.contains(why), "{}", ran.err);
    }
}

#[test]
fn what_cannot_be_drawn_is_refused() {
    let folder = Folder::new();
    let ran = folder.run(&["render", "plant.yaml", "--flow", "web -> nobody tcp/443"]);
    assert_eq!((ran.code, ran.out.as_str()), (exit::FAILED, ""));
    assert!(ran.err.contains("nobody"), "{}", ran.err);
    let ran = folder.run(&["render", "none.yaml"]);
    assert_eq!((ran.code, ran.out.as_str()), (exit::NO_INPUT, ""));
    folder.write("plant.yaml", with_error());
    let ran = folder.run(&["render", "plant.yaml"]);
    assert_eq!((ran.code, ran.out.as_str()), (exit::FAILED, ""));
    assert!(ran.err.contains("colour"), "{}", ran.err);
    let ran = folder.run(&["render", "plant.yaml", "--keep-going"]);
    assert_eq!(ran.code, exit::CLEAN);
    assert!(ran.out.starts_with("<svg "));
    let ran =
        folder.run(&["render", "plant.yaml", "--keep-going", "-o", "plant.yaml", "--form", "svg"]);
    assert_eq!(ran.code, exit::FAILED, "an input is never replaced");
}

/// Pictures that a person has looked at.
#[test]
fn pictures_are_as_reviewed() {
    let folder = Folder::new();
    let flow = "web -> db tcp/5432";
    for form in ["svg", "dot", "mermaid", "d2"] {
        let ran = folder.run(&["render", "plant.yaml", "--flow", flow, "--form", form]);
        assert_eq!(ran.code, exit::CLEAN, "{}", ran.err);
        insta::assert_snapshot!(format!("plant_{form}"), ran.out);
    }
    let shipped =
        concat!(env!("CARGO_MANIFEST_DIR"), "/../topologies/ra-03-customer-owned-ip/topology.yaml");
    for form in ["svg", "dot"] {
        let ran = folder.run(&[
            "render",
            shipped,
            "--flow",
            "web -> db tcp/5432",
            "--form",
            form,
            "--theme",
            "dark",
        ]);
        assert_eq!(ran.code, exit::CLEAN, "{}", ran.err);
        insta::assert_snapshot!(format!("customer_owned_{form}"), ran.out);
    }
}
