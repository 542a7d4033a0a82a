//! A JUnit report: each finding and each line of `expect` is a test.

use std::{collections::BTreeMap, fmt::Write};

use serde_json::Value;

use super::{
    Names,
    finding::{accepted, list, number, omitted, paragraphs, parsed, word},
};

/// One test of the report.
struct Case {
    name: String,
    class: String,
    line: u64,
    end: End,
}

/// How a test ends.
enum End {
    /// It passes, with something to say or not.
    Passed(String),
    /// The finding fails the run: the severity, the message, and all of it.
    Failed(String, String, String),
    /// The same of an input that cannot be understood.
    Broken(String, String, String),
    /// Nobody looked, for a reason.
    Skipped(String),
}

/// Returns findings and expectations as tests, a suite for each file. What does not fail the run
/// passes, with the finding as its output.
pub(crate) fn junit(answer: &str, names: &Names) -> String {
    let json = parsed(answer);
    let mut suites: BTreeMap<String, Vec<Case>> = BTreeMap::new();
    let inputs = names.inputs().collect::<Vec<_>>().join(" ");
    for (place, case) in cases(&json) {
        let file = place["file"].as_str();
        let suite = file.map_or_else(|| inputs.clone(), |file| names.shown(file));
        suites.entry(suite).or_default().push(case);
    }
    for case in more(&json) {
        suites.entry(inputs.clone()).or_default().push(case);
    }
    if suites.is_empty() {
        let end = End::Passed(String::new());
        let case = Case { name: "no findings".to_owned(), class: "check".to_owned(), line: 1, end };
        suites.insert(inputs, vec![case]);
    }
    let [tests, failures, errors, _] = tally(suites.values().flatten());
    let mut text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned();
    let counts = format!("tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\"");
    line(&mut text, &format!("<testsuites name=\"outpath\" {counts}>"));
    for (file, cases) in &suites {
        let [tests, failures, errors, skipped] = tally(cases.iter());
        let file = escaped(file);
        let counts = format!("tests=\"{tests}\" failures=\"{failures}\" errors=\"{errors}\"");
        line(&mut text, &format!("  <testsuite name=\"{file}\" {counts} skipped=\"{skipped}\">"));
        cases.iter().for_each(|case| write(&mut text, &file, case));
        line(&mut text, "  </testsuite>");
    }
    line(&mut text, "</testsuites>");
    text
}

/// Returns the expectations that were not found broken, and the findings, each with its place.
fn cases(json: &Value) -> impl Iterator<Item = (&Value, Case)> {
    let all = list(json, "findings").chain(list(json, "suppressed"));
    let of_lines = all.filter(|one| word(one, "code").starts_with("OP95"));
    let shown: Vec<&Value> =
        of_lines.filter(|one| one["code"] != "OP9507").map(|one| &one["location"]).collect();
    let expected = list(json, "expectations").filter_map(move |one| {
        let end = match word(one, "outcome") {
            "holds" => End::Passed(String::new()),
            "not-judged" => End::Skipped("errors of the inputs come first".to_owned()),
            _finding if shown.iter().any(|place| is_within(place, &one["location"])) => {
                return None;
            }
            outcome => End::Skipped(format!("{outcome}, and not selected or not shown")),
        };
        let name = word(one, "expectation").to_owned();
        let line = number(&one["location"], "line");
        Some((&one["location"], Case { name, class: "expect".to_owned(), line, end }))
    });
    let found = list(json, "findings").map(|one| (&one["location"], of_finding(one)));
    let accepted = list(json, "suppressed").map(|one| {
        let end = End::Skipped(format!("accepted: {}", accepted(&one["suppression"])));
        (&one["location"], Case { end, ..of_finding(one) })
    });
    expected.chain(found).chain(accepted)
}

/// Returns whether a place lies within another one.
fn is_within(inner: &Value, outer: &Value) -> bool {
    let start = |place| (number(place, "line"), number(place, "column"));
    let end = |place| (number(place, "end_line"), number(place, "end_column"));
    inner["file"] == outer["file"] && start(inner) >= start(outer) && end(inner) <= end(outer)
}

/// Returns tests that stand for what the answer leaves out.
fn more(json: &Value) -> impl Iterator<Item = Case> {
    let [left_out, failing, accepted] = omitted(json);
    let words = format!("{left_out} more findings");
    let all = format!("{failing} of them fail the run; `--max-findings` shows more.");
    let end = if failing > 0 {
        End::Failed("error".to_owned(), words.clone(), all)
    } else {
        End::Passed(words.clone())
    };
    let skipped = End::Skipped("accepted, and not shown".to_owned());
    let of = |name: String, end| Case { name, class: "check".to_owned(), line: 1, end };
    let found = (left_out > 0).then(|| of(words, end));
    let accepted =
        (accepted > 0).then(|| of(format!("{accepted} more accepted findings"), skipped));
    found.into_iter().chain(accepted)
}

fn of_finding(finding: &Value) -> Case {
    let (severity, message) = (word(finding, "severity"), word(finding, "message"));
    let all = paragraphs(finding).join("\n");
    let name = format!("{} {message}", word(finding, "code"));
    let end = match (finding["fails"].as_bool(), finding["about_input"].as_bool()) {
        (Some(true), Some(true)) => End::Broken(severity.to_owned(), message.to_owned(), all),
        (Some(true), _) => End::Failed(severity.to_owned(), message.to_owned(), all),
        (_, _) => End::Passed(format!("{severity}: {all}")),
    };
    let line = number(&finding["location"], "line");
    Case { name, class: word(finding, "name").to_owned(), line, end }
}

/// Counts all tests, failures, errors, and those that were skipped.
fn tally<'a>(cases: impl Iterator<Item = &'a Case>) -> [usize; 4] {
    let mut counts = [0; 4];
    for case in cases {
        let [tests, failures, errors, skipped] = &mut counts;
        *tests += 1;
        match case.end {
            End::Passed(_) => {}
            End::Failed(..) => *failures += 1,
            End::Broken(..) => *errors += 1,
            End::Skipped(_) => *skipped += 1,
        }
    }
    counts
}

fn write(text: &mut String, file: &str, case: &Case) {
    let Case { name, class, line: at, end } = case;
    let (name, class) = (escaped(name), escaped(class));
    let head = format!(
        "    <testcase name=\"{name}\" classname=\"{class}\" file=\"{file}\" line=\"{at}\""
    );
    let inner = match end {
        End::Passed(words) if words.is_empty() => return line(text, &format!("{head}/>")),
        End::Passed(words) => format!("<system-out>{}</system-out>", escaped(words)),
        End::Failed(kind, message, all) => problem("failure", (kind, message, all)),
        End::Broken(kind, message, all) => problem("error", (kind, message, all)),
        End::Skipped(why) => format!("<skipped message=\"{}\"/>", escaped(why)),
    };
    line(text, &format!("{head}>"));
    line(text, &format!("      {inner}"));
    line(text, "    </testcase>");
}

fn problem(element: &str, (kind, message, all): (&str, &str, &str)) -> String {
    let (message, all) = (escaped(message), escaped(all));
    format!("<{element} type=\"{kind}\" message=\"{message}\">{all}</{element}>")
}

fn line(text: &mut String, words: &str) {
    text.push_str(words);
    text.push('\n');
}

/// Escapes a text for an element or an attribute; what XML cannot hold is replaced.
fn escaped(text: &str) -> String {
    let mut safe = String::new();
    for one in text.chars() {
        match one {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\n' | '\r' | '\t' => {
                let _ = write!(safe, "&#{};", u32::from(one));
            }
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => safe.push('\u{fffd}'),
            _ => safe.push(one),
        }
    }
    safe
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_a_meaning_in_xml_is_escaped() {
        let text = escaped("a<b> & \"c\"\n\u{1}d\u{ffff}");
        assert_eq!(text, "a&lt;b&gt; &amp; &quot;c&quot;&#10;\u{fffd}d\u{fffd}");
    }
}
