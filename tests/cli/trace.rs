//! `outpath trace`.

use outpath::exit;

use crate::support::{Folder, Untouched, with_error};

#[test]
fn the_exit_code_is_the_verdict() {
    let folder = Folder::new();
    let ran = folder.run_with(&["trace", "plant.yaml", "web -> db tcp/5432"], &mut Untouched);
    assert_eq!((ran.code, ran.err.as_str()), (exit::CLEAN, ""));
    assert!(ran.out.starts_with("reachable"), "{}", ran.out);
    let ran = folder.run(&["trace", "plant.yaml", "web -> internet(8.8.8.8) tcp/443"]);
    assert_eq!((ran.code, ran.err.as_str()), (exit::FINDINGS, ""));
    assert!(ran.out.starts_with("unreachable"), "{}", ran.out);
}

#[test]
fn a_wrong_flow_leaves_the_standard_output_empty() {
    let folder = Folder::new();
    for (flow, why) in [
        ("web -> db tpc/443", "did you mean `tcp`?"),
        ("web -> dbb", "dbb"),
        ("web ->", "the destination is missing"),
    ] {
        let ran = folder.run(&["trace", "plant.yaml", flow]);
        assert_eq!((ran.code, ran.out.as_str()), (exit::FAILED, ""));
        assert!(ran.err.contains(why), "{}", ran.err);
    }
}

#[test]
fn a_program_gets_a_wrong_flow_as_json() {
    let ran = Folder::new().run(&["trace", "plant.yaml", "web -> db tpc/443", "--format", "json"]);
    assert_eq!((ran.code, ran.err.as_str()), (exit::FAILED, ""));
    assert!(ran.out.contains("\"outcome\": \"invalid\""), "{}", ran.out);
}

#[test]
fn a_flow_that_the_shell_took_apart_never_waits_for_the_keyboard() {
    // What is left of: outpath trace plant.yaml web -> db tcp/443
    let arguments = ["trace", "plant.yaml", "web", "-", "tcp/443"];
    let ran = Folder::new().run_with(&arguments, &mut Untouched);
    assert_eq!((ran.code, ran.out.as_str()), (exit::FAILED, ""));
    assert!(ran.err.contains("in quotes"), "{}", ran.err);
}

#[test]
fn files_with_errors_are_traced_only_on_demand() {
    let folder = Folder::new();
    folder.write("plant.yaml", with_error());
    let ran = folder.run(&["trace", "plant.yaml", "web -> db tcp/443"]);
    assert_eq!((ran.code, ran.out.as_str()), (exit::FAILED, ""));
    assert!(ran.err.contains("colour"), "{}", ran.err);
    let ran = folder.run(&["trace", "plant.yaml", "web -> db tcp/443", "--keep-going"]);
    assert_eq!(ran.code, exit::CLEAN);
    assert!(ran.out.starts_with("reachable") && ran.err.contains("colour"));
}

#[test]
fn assumptions_are_taken_or_refused() {
    let folder = Folder::new();
    let trace = |assume| folder.run(&["trace", "plant.yaml", "web -> db", "--assume", assume]);
    assert_eq!(trace("UNK-03=deny").code, exit::CLEAN);
    for (assume, why) in [
        ("UNK-03=perhaps", "--assume UNK-03=perhaps: "),
        ("LGR-05=deny", "LGR-05 is no setting"),
        ("UNK-03", "write FACT=VALUE"),
    ] {
        let ran = trace(assume);
        assert_eq!((ran.code, ran.out.as_str()), (exit::FAILED, ""));
        assert!(ran.err.contains(why), "{}", ran.err);
    }
}
