//! Whole files through lowering.

use super::*;
use crate::{document::read_bytes, text::Sources};

fn lowered(text: &str) -> Lowered {
    let (document, problems) = read_bytes(&mut Sources::default(), "t.yaml", text.as_bytes());
    assert_eq!(problems, [], "the reader finds nothing wrong");
    lower(&[document])
}

const SKETCH: &str = include_str!("sketch.yaml");

#[test]
fn the_sketch_lowers_without_a_word() {
    let lowered = lowered(SKETCH);
    assert_eq!(lowered.diagnostics, []);
    assert!(lowered.model.incomplete.is_empty());
    assert_eq!(lowered.expectations.len(), 2);
    let names: Vec<_> = lowered
        .model
        .objects()
        .map(|object| {
            format!("{} {}", lowered.model.noun(object), lowered.model.identity(object).name)
        })
        .collect();
    insta::assert_snapshot!(names.join("\n"));
}
