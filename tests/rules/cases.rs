//! What the examples of a page cannot show: advice, and findings beside those that an example is about.

use outpath_core::rules::ALL;

use crate::{
    found,
    page::{Example, examples},
    words,
};

fn page(code: &str, heading: &str) -> Vec<Example> {
    examples(ALL.iter().find(|rule| rule.code.id == code).unwrap(), heading)
}

#[test]
fn multipath_over_two_ases_is_advised_with_what_it_needs() {
    let advice = page("OP6006", "Fails").into_iter().map(|example| {
        let two = example.text.contains("asn: 65011");
        (two, words(&example.text).contains("relax_as_path: true"))
    });
    assert_eq!(advice.collect::<Vec<_>>(), [(false, false), (true, true)]);
}

#[test]
fn a_subnet_is_not_cut_off_while_a_line_that_needs_more_does_not_hold() {
    let group = "inbound: [tcp/5432 from 10.0.3.0/24]";
    let mut all = page("OP3025", "Passes").into_iter().map(|example| example.text);
    let text = all.find(|text| text.contains("orders -> internet")).unwrap();
    let text = text.replacen(group, &format!("{group}, outbound: []"), 1);
    let codes: Vec<String> = found(&text).into_iter().map(|(_, _, code)| code).collect();
    assert!(codes.iter().any(|code| code.starts_with("OP95")), "{}", words(&text));
    assert!(!codes.iter().any(|code| code == "OP3025"), "{}", words(&text));
}
