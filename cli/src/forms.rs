//! Forms of the answer of `check` that other programs show: annotations of GitHub, and Markdown.

use serde_json::Value;

/// GitHub shows this many annotations of each kind for a step; the others would be lost silently.
const SHOWN: usize = 10;

/// Returns findings as workflow commands of GitHub Actions, which become annotations of the lines.
///
/// Only as many as GitHub shows are written, the first of each kind; a last line counts all.
pub(crate) fn github(answer: &str) -> String {
    let json = parsed(answer);
    let mut text = String::new();
    let mut hidden = 0;
    for (severity, command) in [("error", "error"), ("warning", "warning"), ("note", "notice")] {
        let of_kind = findings(&json).filter(|one| one["severity"] == severity);
        for (at, one) in of_kind.enumerate() {
            if at < SHOWN {
                text.push_str(&annotation(one, command));
            } else {
                hidden += 1;
            }
        }
    }
    text.push_str(&format!("outpath: {}", counts(&json)));
    if hidden > 0 {
        text.push_str(&format!(
            "; {hidden} of them not annotated, as GitHub shows {SHOWN} of a kind"
        ));
    }
    text.push('\n');
    text
}

fn annotation(finding: &Value, command: &str) -> String {
    let place = &finding["location"];
    let title = format!("{} {}", word(finding, "code"), word(finding, "name"));
    let mut properties = vec![format!("title={}", property(&title))];
    if let Some(file) = place["file"].as_str() {
        properties.insert(0, format!("file={}", property(file)));
        let numbers = [
            ("line", "line"),
            ("col", "column"),
            ("endLine", "end_line"),
            ("endColumn", "end_column"),
        ];
        for (name, key) in numbers {
            properties.push(format!("{name}={}", place[key].as_u64().unwrap_or(1)));
        }
    }
    format!("::{command} {}::{}\n", properties.join(","), message(&paragraphs(finding).join("\n")))
}

/// Returns findings as Markdown, for a comment or a summary of a step.
pub(crate) fn markdown(answer: &str) -> String {
    let json = parsed(answer);
    let mut text = format!("## Outpath: {}\n", counts(&json));
    for one in findings(&json) {
        let place = &one["location"];
        let at = place["file"].as_str().map_or_else(String::new, |file| {
            format!(", `{}:{}`", file.replace('`', "'"), place["line"])
        });
        let (severity, code) = (word(one, "severity"), word(one, "code"));
        text.push_str(&format!("\n- **{severity} {code}**{at}: {}\n", word(one, "message")));
        for line in paragraphs(one).iter().skip(1) {
            text.push_str(&format!("  {line}\n"));
        }
    }
    let omitted = json["omitted"].as_u64().unwrap_or(0);
    if omitted > 0 {
        text.push_str(&format!("\nand {omitted} more\n"));
    }
    text
}

/// Returns the message, the reason, and what to do.
fn paragraphs(finding: &Value) -> Vec<String> {
    let because = word(finding, "because");
    let help = finding["help"].as_array().into_iter().flatten();
    let mut all = vec![word(finding, "message").to_owned()];
    all.extend(Some(because).filter(|words| !words.is_empty()).map(str::to_owned));
    all.extend(help.filter_map(Value::as_str).map(|words| format!("Help: {words}")));
    all
}

fn parsed(answer: &str) -> Value {
    serde_json::from_str(answer).expect("invariant: the core writes JSON")
}

fn findings(json: &Value) -> impl Iterator<Item = &Value> {
    json["findings"].as_array().into_iter().flatten()
}

fn word<'a>(finding: &'a Value, key: &str) -> &'a str {
    finding[key].as_str().unwrap_or_default()
}

fn counts(json: &Value) -> String {
    let count = |key: &str, noun: &str| {
        let count = json["summary"][key].as_u64().unwrap_or(0);
        format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
    };
    let all = [count("errors", "error"), count("warnings", "warning"), count("notes", "note")];
    all.join(", ")
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
    use super::*;

    fn answer(errors: usize) -> String {
        let one = serde_json::json!({
            "severity": "error", "code": "OP3001", "name": "a-name", "message": "100% `a`: b,\nc",
            "because": "It is.", "help": ["Do."],
            "location": { "file": "a,b:c.yaml", "line": 3, "column": 5, "end_line": 3, "end_column": 9 },
        });
        let findings = vec![one; errors];
        let summary = serde_json::json!({ "errors": errors, "warnings": 1, "notes": 0 });
        serde_json::json!({ "findings": findings, "summary": summary }).to_string()
    }

    #[test]
    fn annotations_escape_what_has_a_meaning() {
        let text = github(&answer(1));
        let expected = "::error file=a%2Cb%3Ac.yaml,title=OP3001 a-name,line=3,col=5,endLine=3,\
                        endColumn=9::100%25 `a`: b,%0Ac%0AIt is.%0AHelp: Do.\n\
                        outpath: 1 error, 1 warning, 0 notes\n";
        assert_eq!(text, expected);
    }

    #[test]
    fn no_more_annotations_than_are_shown() {
        let text = github(&answer(12));
        assert_eq!(text.matches("::error ").count(), SHOWN);
        assert!(text.contains("; 2 of them not annotated"), "{text}");
    }

    #[test]
    fn markdown_lists_everything() {
        let text = markdown(&answer(12));
        assert!(text.starts_with("## Outpath: 12 errors, 1 warning, 0 notes\n"), "{text}");
        assert_eq!(text.matches("- **error OP3001**, `a,b:c.yaml:3`: ").count(), 12);
        assert!(text.contains("  Help: Do.\n"), "{text}");
    }
}
