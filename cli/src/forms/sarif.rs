//! SARIF 2.1.0, as code scanning of GitHub and others take it.

use serde_json::{Map, Value, json};

use outpath_core::analysis;

use super::{
    Names,
    finding::{list, number, paragraphs, parsed, rank, word},
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
    let mut findings: Vec<&Value> = list(&json, "findings").collect();
    let omitted = json["omitted"].as_u64().unwrap_or(0) as usize;
    let omitted = omitted + findings.len().saturating_sub(RESULTS);
    if findings.len() > RESULTS {
        findings.sort_by_key(|finding| rank(finding));
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
    result
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
