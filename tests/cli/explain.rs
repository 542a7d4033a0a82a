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
    assert_eq!(headings, ["Codes of findings", "Drop reasons", "Facts"]);
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
