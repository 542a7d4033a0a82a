//! Markdown, for a comment or a summary of a step.

use serde_json::Value;

use super::{
    Names,
    finding::{counts, list, paragraphs, parsed, visible, word},
};

/// Returns findings as Markdown, for a comment or a summary of a step.
pub(crate) fn markdown(answer: &str, names: &Names) -> String {
    let json = parsed(answer);
    let mut text = format!("## Outpath: {}\n", counts(&json));
    for one in list(&json, "findings") {
        let place = &one["location"];
        let at = place["file"].as_str().map_or_else(String::new, |file| {
            format!(", `{}:{}`", names.shown(file).replace('`', "'"), place["line"])
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
    coverage(&json["coverage"], names, &mut text);
    visible(&text)
}

/// Adds what the expectations cover, if that was asked.
fn coverage(json: &Value, names: &Names, text: &mut String) {
    let Some(kinds) = json["kinds"].as_array() else { return };
    text.push_str("\n### Coverage\n\n| Kind | Consulted | Of |\n| --- | --- | --- |\n");
    for kind in kinds {
        let (name, consulted, total) = (word(kind, "kind"), &kind["consulted"], &kind["total"]);
        text.push_str(&format!("| {name} | {consulted} | {total} |\n"));
    }
    let missed: Vec<&Value> = list(json, "unconsulted").collect();
    if !missed.is_empty() {
        text.push_str("\nConsulted by no packet of any expectation that holds:\n\n");
    }
    for one in missed {
        let place = &one["location"];
        let at = place["file"].as_str().map_or_else(String::new, |file| {
            format!(", `{}:{}`", names.shown(file).replace('`', "'"), place["line"])
        });
        text.push_str(&format!("- {}{at}\n", word(one, "thing")));
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn markdown_lists_everything() {
        let one = serde_json::json!({
            "severity": "error", "code": "OP3001", "message": "it\u{1b}[2J is", "help": ["Do."],
            "location": { "file": "/a.yaml", "line": 3 },
        });
        let summary = serde_json::json!({ "errors": 12, "warnings": 1, "notes": 0 });
        let answer = serde_json::json!({ "findings": vec![one; 12], "summary": summary });
        let text = markdown(&answer.to_string(), &Names::new(Path::new(""), &[]));
        assert!(text.starts_with("## Outpath: 12 errors, 1 warning, 0 notes\n"), "{text}");
        assert_eq!(text.matches("- **error OP3001**, `/a.yaml:3`: it\u{fffd}[2J is").count(), 12);
        assert!(text.contains("  Help: Do.\n"), "{text}");
    }
}
