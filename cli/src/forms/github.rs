//! Annotations of GitHub Actions.

use serde_json::Value;

use super::{
    Names,
    finding::{counts, list, number, paragraphs, parsed, visible, word},
};

/// GitHub shows this many annotations of each kind for a step; the others would be lost silently.
const SHOWN: usize = 10;

/// Returns findings as workflow commands of GitHub Actions, which become annotations of the lines.
///
/// Only as many as GitHub shows are written, the first of each kind. The others are lines of the
/// log, and a last line counts all.
pub(crate) fn github(answer: &str, names: &Names) -> String {
    let json = parsed(answer);
    let (mut text, mut log) = (String::new(), String::new());
    let mut hidden = 0;
    for (severity, command) in [("error", "error"), ("warning", "warning"), ("note", "notice")] {
        let of_kind = list(&json, "findings").filter(|one| one["severity"] == severity);
        for (at, one) in of_kind.enumerate() {
            if at < SHOWN {
                text.push_str(&annotation(one, command, names));
            } else {
                log.push_str(&line(one, names));
                hidden += 1;
            }
        }
    }
    if hidden > 0 {
        text.push_str(&format!("::group::not annotated: {hidden}\n{log}::endgroup::\n"));
    }
    text.push_str(&format!("outpath: {}", counts(&json)));
    if hidden > 0 {
        text.push_str(&format!(
            "; {hidden} of them not annotated, as GitHub shows {SHOWN} of a kind"
        ));
    }
    let omitted = json["omitted"].as_u64().unwrap_or(0);
    if omitted > 0 {
        text.push_str(&format!("; {omitted} left out by --max-findings"));
    }
    text.push('\n');
    visible(&text)
}

/// Returns a finding as a line of the log, where no command may begin.
fn line(finding: &Value, names: &Names) -> String {
    let place = &finding["location"];
    let at = place["file"].as_str().map_or_else(String::new, |file| {
        format!("{}:{}: ", names.shown(file), number(place, "line"))
    });
    let (severity, code) = (word(finding, "severity"), word(finding, "code"));
    let message = word(finding, "message").replace(['\r', '\n'], " ");
    format!("{at}{severity}[{code}]: {message}\n")
}

fn annotation(finding: &Value, command: &str, names: &Names) -> String {
    let place = &finding["location"];
    let title = format!("{} {}", word(finding, "code"), word(finding, "name"));
    let mut properties = vec![format!("title={}", property(&title))];
    if let Some(file) = place["file"].as_str() {
        properties.insert(0, format!("file={}", property(&names.shown(file))));
        let numbers = [
            ("line", "line"),
            ("col", "column"),
            ("endLine", "end_line"),
            ("endColumn", "end_column"),
        ];
        for (name, key) in numbers {
            properties.push(format!("{name}={}", number(place, key)));
        }
    }
    format!("::{command} {}::{}\n", properties.join(","), message(&paragraphs(finding).join("\n")))
}

/// Escapes what would end a message.
fn message(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes what would end a property.
fn property(text: &str) -> String {
    message(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn made(errors: usize) -> String {
        let one = serde_json::json!({
            "severity": "error", "code": "OP3001", "name": "a-name", "message": "100% `a`: b,\nc",
            "because": "It is.", "help": ["Do."],
            "location": { "file": "/a,b:c.yaml", "line": 3, "column": 5, "end_line": 3, "end_column": 9 },
        });
        let findings = vec![one; errors];
        let summary = serde_json::json!({ "errors": errors, "warnings": 1, "notes": 0 });
        let answer = serde_json::json!({ "findings": findings, "summary": summary }).to_string();
        github(&answer, &Names::new(Path::new(""), &[]))
    }

    #[test]
    fn annotations_escape_what_has_a_meaning() {
        let expected = "::error file=/a%2Cb%3Ac.yaml,title=OP3001 a-name,line=3,col=5,endLine=3,\
                        endColumn=9::100%25 `a`: b,%0Ac%0AIt is.%0AHelp: Do.\n\
                        outpath: 1 error, 1 warning, 0 notes\n";
        assert_eq!(made(1), expected);
    }

    #[test]
    fn no_more_annotations_than_are_shown_and_the_others_in_the_log() {
        let text = made(12);
        assert_eq!(text.matches("::error ").count(), SHOWN);
        let log = "::group::not annotated: 2\n/a,b:c.yaml:3: error[OP3001]: 100% `a`: b, c\n";
        assert!(text.contains(log), "{text}");
        assert!(text.contains("; 2 of them not annotated"), "{text}");
    }
}
