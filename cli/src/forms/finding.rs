//! What every form takes from the JSON answer.

use serde_json::Value;

/// Returns the answer as a value.
pub(super) fn parsed(answer: &str) -> Value {
    serde_json::from_str(answer).expect("invariant: the core writes JSON")
}

/// Returns the elements of a list, of which there may be none.
pub(super) fn list<'a>(value: &'a Value, key: &str) -> impl Iterator<Item = &'a Value> {
    value[key].as_array().into_iter().flatten()
}

/// Returns a text, empty if there is none.
pub(super) fn word<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}

/// Returns a number that counts from 1.
pub(super) fn number(value: &Value, key: &str) -> u64 {
    value[key].as_u64().unwrap_or(1).max(1)
}

/// Returns why a finding does not count, in words.
pub(super) fn accepted(suppression: &Value) -> String {
    let mut words = match word(suppression, "reason") {
        "" => format!("part of the {}", word(suppression, "by")),
        reason => reason.to_owned(),
    };
    for key in ["owner", "until"] {
        if let Some(value) = suppression[key].as_str() {
            words.push_str(&format!("; {key} {value}"));
        }
    }
    words
}

/// Returns how many findings the answer leaves out, how many of these fail the run, and how many
/// accepted ones it leaves out.
pub(super) fn omitted(json: &Value) -> [usize; 3] {
    let count = |key: &str| usize::try_from(json[key].as_u64().unwrap_or(0)).unwrap_or(usize::MAX);
    ["omitted", "omitted_failing", "omitted_suppressed"].map(count)
}

/// Returns a text without control characters, which a terminal, a log or a page would obey.
pub(super) fn visible(text: &str) -> String {
    text.replace(|one: char| one.is_control() && !['\n', '\t'].contains(&one), "\u{fffd}")
}

/// Returns how many findings of each severity there are, in words.
pub(super) fn counts(json: &Value) -> String {
    let count = |key: &str, noun: &str| {
        let count = json["summary"][key].as_u64().unwrap_or(0);
        format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
    };
    let all = [count("errors", "error"), count("warnings", "warning"), count("notes", "note")];
    all.join(", ")
}

/// Returns how bad a finding is, the worst first.
pub(super) fn rank(finding: &Value) -> u8 {
    match word(finding, "severity") {
        "error" => 0,
        "warning" => 1,
        _note => 2,
    }
}

/// Returns the message, the reason, and what to do.
pub(super) fn paragraphs(finding: &Value) -> Vec<String> {
    let because = word(finding, "because");
    let help = list(finding, "help");
    let mut all = vec![word(finding, "message").to_owned()];
    all.extend(Some(because).filter(|words| !words.is_empty()).map(str::to_owned));
    all.extend(help.filter_map(Value::as_str).map(|words| format!("Help: {words}")));
    all
}
