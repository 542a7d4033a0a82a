//! `outpath explain`.

use outpath::exit;
use outpath_core::analysis;

use crate::support::Folder;

#[test]
fn everything_that_is_listed_can_be_explained() {
    let folder = Folder::new();
    let list = folder.run(&["explain"]);
    assert_eq!((list.code, list.err.as_str()), (exit::CLEAN, ""));
    let headings = list.out.lines().filter(|line| line.starts_with(|first: char| first != ' '));
    let headings: Vec<&str> = headings.filter(|line| !line.is_empty()).collect();
    let analyzer = "Codes of AWS Reachability Analyzer, and what Outpath says";
    assert_eq!(headings, ["Codes of findings", "Reasons and remarks", "Facts", analyzer]);
    let widest = list.out.lines().map(|line| line.chars().count()).max();
    assert!(widest <= Some(100), "{widest:?}");
    for (id, _) in analysis::explainable() {
        assert!(list.out.contains(&format!("  {id}  ")), "{id} is not listed");
        let page = folder.run(&["explain", &id.to_lowercase()]);
        assert_eq!((page.code, page.err.as_str()), (exit::CLEAN, ""));
        assert!(page.out.starts_with(id), "{}", page.out);
    }
}

#[test]
fn an_unknown_id_gets_its_neighbours() {
    let ran = Folder::new().run(&["explain", "LGR-5"]);
    assert_eq!((ran.code, ran.out.as_str()), (exit::FAILED, ""));
    assert!(ran.err.contains("nothing is called `LGR-5`; did you mean LGR-05"), "{}", ran.err);
}

#[test]
fn a_page_says_what_the_analyzer_of_aws_says_and_where_it_was_read() {
    let page = Folder::new().run(&["explain", "nacl-deny-in"]).out;
    for words in ["SUBNET_ACL_RESTRICTION", "What fixes it: ", "ACL-02 (", "Sources", "https://"] {
        assert!(page.contains(words), "{words}\n{page}");
    }
    let note = Folder::new().run(&["explain", "not-analysed"]).out;
    for words in ["PATH_THROUGH_GWLB_NOT_CHECKED", "What to do about it: ", "TOP-47 ("] {
        assert!(note.contains(words), "{words}\n{note}");
    }
}

#[test]
fn a_code_of_the_analyzer_leads_to_every_reason_of_ours() {
    let page = Folder::new().run(&["explain", "SUBNET_ACL_RESTRICTION"]).out;
    for id in ["nacl-deny-in", "nacl-deny-out", "return-nacl-deny"] {
        assert!(page.contains(&format!("  {id}  ")), "{id}\n{page}");
    }
    let boundary = Folder::new().run(&["explain", "elbv2_listeners_mismatch"]).out;
    assert!(boundary.contains("Not modelled: "), "{boundary}");
}
