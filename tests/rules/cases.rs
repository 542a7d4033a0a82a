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

#[test]
fn a_pool_without_a_free_address_is_a_warning() {
    let bases = crate::page::bases();
    let (_, base) = bases.iter().find(|(name, _)| name == "multi-az.yaml").unwrap();
    let with = |count: usize| {
        // Two of the 64 are taken already.
        let free = (64..128).filter(|host| ![74, 84].contains(host)).take(count);
        let more = free.map(|host| {
            format!(
                "  app-{host}: {{ subnet: shop.line-2, ip: 10.0.2.{host}, coip: 10.1.0.{host} }}\n"
            )
        });
        let instances = format!("instances:\n{}", more.collect::<String>());
        let found = found(&base.replacen("instances:\n", &instances, 1));
        found
            .into_iter()
            .map(|(_, severity, code)| format!("{severity} {code}"))
            .collect::<Vec<_>>()
    };
    assert_eq!(with(61), Vec::<String>::new());
    assert_eq!(with(62), ["warning OP4011"]);
}
