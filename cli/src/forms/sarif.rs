//! SARIF 2.1.0, as code scanning of GitHub and others take it.

use serde_json::{Map, Value, json};

use outpath_core::analysis;

use super::{
    Names,
    finding::{accepted, list, number, omitted, paragraphs, parsed, rank, word},
};

/// GitHub refuses a run with more results.
const RESULTS: usize = 25_000;
/// GitHub shows no more places of a result.
const PLACES: usize = 100;
/// GitHub refuses a rule with more tags.
const TAGS: usize = 20;

/// Returns findings as one run; the worst of them, if there are more than a run may have.
pub(crate) fn sarif(answer: &str, names: &Names) -> String {
    let json = parsed(answer);
    let accepted = list(&json, "suppressed");
    let mut findings: Vec<&Value> = list(&json, "findings").chain(accepted).collect();
    let [left_out, _, accepted_ones] = omitted(&json);
    let omitted = left_out + accepted_ones + findings.len().saturating_sub(RESULTS);
    if findings.len() > RESULTS {
        findings.sort_by_key(|finding| (!finding["suppression"].is_null(), rank(finding)));
        findings.truncate(RESULTS);
    }
    let rules = rules(&findings);
    let inputs: Vec<String> = names.inputs().collect();
    let results: Vec<Value> =
        findings.iter().map(|finding| result(finding, &rules, names)).collect();
    let mut invocation = json!({ "executionSuccessful": json["outcome"] != "invalid" });
    if omitted > 0 {
        let words = format!("{omitted} more findings are not in this file");
        invocation["toolExecutionNotifications"] =
            json!([{ "level": "warning", "message": { "text": words } }]);
    }
    let run = json!({
        "tool": { "driver": {
            "name": "Outpath",
            "version": env!("CARGO_PKG_VERSION"),
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "rules": rules.iter().map(|id| rule(id)).collect::<Vec<Value>>(),
        } },
        "automationDetails": { "id": format!("outpath/{}/", inputs.join(",")) },
        "columnKind": "unicodeCodePoints",
        "invocations": [invocation],
        "results": results,
    });
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    });
    let mut text = serde_json::to_string_pretty(&log).expect("invariant: keys are texts");
    text.push('\n');
    text
}

/// Returns the codes of findings, each once, in order.
fn rules<'a>(findings: &[&'a Value]) -> Vec<&'a str> {
    let mut codes: Vec<&str> = findings.iter().map(|finding| word(finding, "code")).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

/// Returns what is to say of a code.
fn rule(id: &str) -> Value {
    let Some(page) = analysis::page(id) else { return json!({ "id": id }) };
    let code = page.code;
    let sure = if code.severity == analysis::Severity::Error { "very-high" } else { "high" };
    let facts = code.facts.iter().map(|fact| (*fact).to_owned());
    let tags: Vec<String> =
        ["aws-outposts", "networking"].map(str::to_owned).into_iter().chain(facts).collect();
    let mut rule = Map::new();
    rule.insert("id".to_owned(), json!(code.id));
    rule.insert("name".to_owned(), json!(code.name));
    rule.insert("shortDescription".to_owned(), json!({ "text": code.name.replace('-', " ") }));
    rule.insert("fullDescription".to_owned(), json!({ "text": code.page }));
    let help = json!({ "text": page.text.to_string().trim_end(), "markdown": page.markdown });
    rule.insert("help".to_owned(), help);
    if let Some(link) = page.link {
        rule.insert("helpUri".to_owned(), json!(link));
    }
    rule.insert("defaultConfiguration".to_owned(), json!({ "level": code.severity.word() }));
    let properties = json!({
        "tags": tags.into_iter().take(TAGS).collect::<Vec<String>>(),
        "precision": sure,
        "problem.severity": match code.severity {
            analysis::Severity::Error => "error",
            analysis::Severity::Warning => "warning",
            analysis::Severity::Note => "recommendation",
        },
    });
    rule.insert("properties".to_owned(), properties);
    Value::Object(rule)
}

fn result(finding: &Value, rules: &[&str], names: &Names) -> Value {
    let id = word(finding, "code");
    let place = &finding["location"];
    let mut result = json!({
        "ruleId": id,
        "ruleIndex": rules.binary_search(&id).unwrap_or_default(),
        "level": word(finding, "severity"),
        "message": { "text": sentences(finding) },
        "locations": [if place.is_null() { first_line(names) } else { location(place, names) }],
        "partialFingerprints": { "outpathFinding/v1": word(finding, "fingerprint") },
    });
    let related: Vec<Value> = list(finding, "related")
        .take(PLACES)
        .enumerate()
        .map(|(at, one)| {
            let mut location = location(&one["location"], names);
            location["id"] = json!(at + 1);
            location["message"] = json!({ "text": word(one, "text") });
            location
        })
        .collect();
    if !related.is_empty() {
        result["relatedLocations"] = Value::Array(related);
    }
    if !finding["suppression"].is_null() {
        result["suppressions"] = json!([suppression(&finding["suppression"], names)]);
    }
    if !finding["fix"].is_null() {
        result["fixes"] = json!([fix(&finding["fix"], names)]);
    }
    result
}

/// Returns why a finding does not count: a comment in the input, a waiver, or a baseline.
fn suppression(suppression: &Value, names: &Names) -> Value {
    let kind = if word(suppression, "by") == "comment" { "inSource" } else { "external" };
    let mut made =
        json!({ "kind": kind, "status": "accepted", "justification": accepted(suppression) });
    if !suppression["location"].is_null() {
        made["location"] = location(&suppression["location"], names);
    }
    made
}

fn fix(fix: &Value, names: &Names) -> Value {
    let change = |edit: &Value| {
        let place = location(&edit["location"], names);
        json!({
            "artifactLocation": place["physicalLocation"]["artifactLocation"],
            "replacements": [{
                "deletedRegion": place["physicalLocation"]["region"],
                "insertedContent": { "text": word(edit, "text") },
            }],
        })
    };
    json!({
        "description": { "text": word(fix, "title") },
        "artifactChanges": list(fix, "edits").map(change).collect::<Vec<Value>>(),
    })
}

/// Returns the message as sentences: the first one is the title of the result.
fn sentences(finding: &Value) -> String {
    let mut all = paragraphs(finding);
    if let Some(headline) = all.first_mut()
        && !headline.ends_with(['.', '?', '!'])
    {
        headline.push('.');
    }
    all.join("\n")
}

fn location(place: &Value, names: &Names) -> Value {
    let mut location = json!({ "physicalLocation": {
        "artifactLocation": { "uri": names.uri(word(place, "file")) },
        "region": {
            "startLine": number(place, "line"),
            "startColumn": number(place, "column"),
            "endLine": number(place, "end_line"),
            "endColumn": number(place, "end_column"),
        },
    } });
    if let Some(address) = place["address"].as_str() {
        location["logicalLocations"] =
            json!([{ "fullyQualifiedName": address, "kind": "resource" }]);
    }
    location
}

/// Returns the place of a finding that has none: results without one are shown nowhere.
fn first_line(names: &Names) -> Value {
    json!({ "physicalLocation": {
        "artifactLocation": { "uri": names.first_uri() },
        "region": { "startLine": 1, "startColumn": 1 },
    } })
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    fn made(findings: usize, suppressed: &Value) -> Value {
        let one = |severity: &str| {
            json!({
                "code": "OP3001", "severity": severity, "message": "it is", "fingerprint": "f",
                "location": { "file": "a.yaml", "line": 2, "column": 3, "end_line": 2, "end_column": 4 },
            })
        };
        let mut all = vec![one("note"); findings];
        all.push(one("error"));
        let answer = json!({ "findings": all, "suppressed": suppressed, "outcome": "findings" });
        let text = sarif(&answer.to_string(), &Names::new(Path::new(""), &[]));
        serde_json::from_str::<Value>(&text).unwrap()["runs"][0].take()
    }

    #[test]
    fn a_run_holds_the_worst_of_too_many_results() {
        let run = made(RESULTS, &json!([]));
        let results = run["results"].as_array().unwrap();
        assert_eq!(results.len(), RESULTS);
        assert_eq!(results[0]["level"], "error");
        let note = &run["invocations"][0]["toolExecutionNotifications"][0];
        assert_eq!(note["message"]["text"], "1 more findings are not in this file");
    }

    #[test]
    fn what_is_accepted_says_why() {
        let comment = json!({ "by": "comment", "reason": "agreed", "until": "2027-03-31" });
        let waived = json!({ "code": "OP3001", "severity": "error", "message": "it is",
            "location": null, "suppression": comment });
        let run = made(0, &json!([waived]));
        let results = run["results"].as_array().unwrap();
        assert!(results[0]["suppressions"].is_null());
        let suppression = &results[1]["suppressions"][0];
        assert_eq!(suppression["kind"], "inSource");
        assert_eq!(suppression["justification"], "agreed; until 2027-03-31");
    }
}
