//! What the page about expectations says is so.

use std::fs;

use crate::support::Folder;

/// Returns the blocks of a language.
fn blocks<'a>(text: &'a str, language: &str) -> Vec<&'a str> {
    let fence = format!("```{language}\n");
    text.split(&fence).skip(1).map(|block| block.split("```").next().unwrap()).collect()
}

#[test]
fn the_page_about_expectations_is_true() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let page = fs::read_to_string(root.join("docs/expectations.md")).unwrap();
    let example = fs::read_to_string(root.join("docs/examples/plant.expect")).unwrap();
    assert_eq!(blocks(&page, "text")[0], example, "the page shows the file");
    let folder = Folder::new();
    let mut told = 0;
    for block in blocks(&page, "console") {
        let (command, answer) = block.split_once('\n').unwrap();
        let words: Vec<&str> = command.trim_start_matches("$ outpath ").split(' ').collect();
        for word in words.iter().filter(|word| root.join(word).is_file()) {
            fs::create_dir_all(folder.path(word).parent().unwrap()).unwrap();
            folder.write(word, fs::read(root.join(word)).unwrap());
        }
        let ran = folder.run(&words);
        for line in answer.lines().filter(|line| *line != "...") {
            assert!(ran.out.lines().any(|ours| ours == line), "{command}: {line}\n{}", ran.out);
            told += 1;
        }
    }
    assert!(told >= 6, "{told}");
}
