//! The Code Quality report of GitLab.

use serde_json::{Value, json};

use super::{
    Names,
    finding::{list, number, omitted, parsed, word},
};

/// Returns findings as a report that a merge request shows beside its lines.
pub(crate) fn gitlab(answer: &str, names: &Names) -> String {
    let json = parsed(answer);
    let first = names.inputs().next().unwrap_or_default();
    let mut issues: Vec<Value> =
        list(&json, "findings").map(|finding| issue(finding, names, &first)).collect();
    let [left_out, failing, _] = omitted(&json);
    if left_out > 0 {
        issues.push(json!({
            "type": "issue",
            "description": format!("{left_out} more findings are not in this report"),
            "check_name": "more-findings",
            "fingerprint": "outpath/more-findings",
            "severity": if failing > 0 { "critical" } else { "info" },
            "location": { "path": first, "lines": { "begin": 1 } },
        }));
    }
    let mut text = serde_json::to_string_pretty(&issues).expect("invariant: keys are texts");
    text.push('\n');
    text
}

fn issue(finding: &Value, names: &Names, first: &str) -> Value {
    let place = &finding["location"];
    let path = place["file"].as_str().map_or_else(|| first.to_owned(), |file| names.shown(file));
    let description = format!("{}: {}", word(finding, "code"), word(finding, "message"));
    json!({
        "type": "issue",
        "description": description,
        "check_name": word(finding, "name"),
        "fingerprint": word(finding, "fingerprint"),
        "severity": match word(finding, "severity") {
            "error" => "critical",
            "warning" => "major",
            _note => "info",
        },
        "location": { "path": path, "lines": { "begin": number(place, "line") } },
    })
}
