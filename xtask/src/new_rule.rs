//! The files of a new rule: its code, its page, and its line in the list of its family.

use std::{fs, path::Path};

use crate::{say, step::Failure};

const USAGE: &str = "\
Usage: cargo xtask new-rule CODE NAME

  CODE  `OP` and four digits; the thousands name the family, and it is not taken
  NAME  what the rule finds, in kebab-case, as it would read after `ignore`

  cargo xtask new-rule OP3024 vif-group-without-a-table";

/// The folders of the families, by the thousands of the codes.
const FAMILIES: [&str; 8] = [
    "addressing",
    "routing",
    "local_gateway",
    "coip",
    "service_link",
    "bgp",
    "filtering",
    "resilience",
];

/// Writes the files that the arguments ask for.
pub(crate) fn run(mut arguments: impl Iterator<Item = String>) -> Result<(), Failure> {
    let (Some(code), Some(name), None) = (arguments.next(), arguments.next(), arguments.next())
    else {
        return Err(Failure::new(USAGE));
    };
    let written = create(&crate::root(), &code, &name)?;
    for path in written {
        say(&format!("    written: {path}"));
    }
    say("Write the rule and its page, then: cargo test -p outpath-tests --test rules");
    Ok(())
}

/// Writes a rule that finds nothing yet into a copy of the project, and returns the three files.
///
/// # Errors
/// Says what is wrong with the code or the name, or that it is taken.
pub fn create(root: &Path, code: &str, name: &str) -> Result<[String; 3], Failure> {
    let family =
        family(code).ok_or_else(|| Failure::new(format!("`{code}` is no code\n\n{USAGE}")))?;
    let kebab = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if name.is_empty() || !name.chars().all(kebab) {
        return Err(Failure::new(format!("`{name}` is no name\n\n{USAGE}")));
    }
    let stem = format!("op{}_", code.trim_start_matches("OP"));
    let slug = format!("{stem}{}", name.replace('-', "_"));
    let folder = format!("core/src/rules/{family}");
    let list = format!("{folder}/mod.rs");
    let old = read(root, &list)?;
    if old.contains(&stem) {
        return Err(Failure::new(format!("{code} is taken in {list}")));
    }
    let (rust, page) = (format!("{folder}/{slug}.rs"), format!("{folder}/{slug}.md"));
    write(root, &rust, &rust_text(code, name, &slug))?;
    write(root, &page, &page_text(code, name))?;
    write(root, &list, &listed(&old, &slug))?;
    Ok([rust, page, list])
}

fn family(code: &str) -> Option<&'static str> {
    let digits = code.strip_prefix("OP").filter(|digits| digits.len() == 4)?;
    let number: usize = digits.parse().ok()?;
    FAMILIES.get((number / 1000).checked_sub(1)?).copied()
}

/// Adds a rule to the list of its family, in the order of the codes.
fn listed(old: &str, slug: &str) -> String {
    let module = format!("mod {slug};");
    let mut lines: Vec<String> = old.lines().map(str::to_owned).collect();
    let is_module = |line: &&String| line.starts_with("mod op");
    let earlier = lines.iter().filter(is_module).filter(|line| **line < module).count();
    let first = lines.iter().position(|line| is_module(&line));
    let at = first.or_else(|| lines.iter().position(|line| line.starts_with("use ")));
    let at = at.unwrap_or(lines.len()) + earlier;
    lines.insert(at, module);
    if first.is_none() {
        lines.insert(at + 1, String::new());
    }
    let end = lines.iter().position(|line| line == "];").unwrap_or(lines.len());
    let later = |at: &usize| lines.get(*at..end).is_some_and(|rest| code_of(rest) > Some(slug));
    let entries =
        (0..end).filter(|at| lines.get(*at).is_some_and(|line| line.starts_with("    &")));
    let at = entries.into_iter().find(later).unwrap_or(end);
    lines.insert(at, format!("    &{slug}::RULE,"));
    lines.join("\n") + "\n"
}

/// Returns what the first rule in some lines is called, and what follows it.
fn code_of(lines: &[String]) -> Option<&str> {
    let line = lines.iter().find(|line| line.contains("op"))?;
    line.get(line.find("op")?..)
}

fn rust_text(code: &str, name: &str, slug: &str) -> String {
    format!(
        r#"//! {code}: {words}.

use crate::{{
    diagnostic::{{Code, Severity}},
    rules::{{Check, Context, Findings, Rule}},
}};

pub(in crate::rules) const RULE: Rule = Rule {{
    code: &Code {{
        id: "{code}",
        name: "{name}",
        severity: Severity::Warning,
        page: "One sentence that says what it finds.",
        facts: &[],
    }},
    docs: page!("{slug}.md"),
    check: Check::Parts(check),
}};

fn check(cx: &Context<'_>, found: &mut Findings) {{
    for id in cx.model().sites.ids() {{
        if cx.model().identity(id.into()).name == "nowhere" {{
            found
                .report(id, id, format!("{{}} is an example", cx.title(id)))
                .because("Say why it is wrong.")
                .help("Say what to do.");
        }}
    }}
}}
"#,
        words = name.replace('-', " ")
    )
}

fn page_text(code: &str, name: &str) -> String {
    format!(
        "# {code} {name}

## What it checks

What is looked at, and what it must be like.

## Why it matters

What happens otherwise, as the person on call sees it.

## Fails

In [direct.yaml](../base/direct.yaml), with a site that is an example:

```diff
 on_premises:
+  nowhere: {{}}  # warning: [{code}]
```

## Passes

In [direct.yaml](../base/direct.yaml), with another site:

```diff
 on_premises:
+  elsewhere: {{}}
```

## How to fix

What one does on Monday morning.

## References

"
    )
}

fn read(root: &Path, path: &str) -> Result<String, Failure> {
    fs::read_to_string(root.join(path)).map_err(|why| Failure::of(path, why))
}

fn write(root: &Path, path: &str, text: &str) -> Result<(), Failure> {
    fs::write(root.join(path), text).map_err(|why| Failure::of(path, why))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIST: &str = "//! Words.\n\nmod op3001_a;\nmod op3013_c;\n\nuse super::Rule;\n\npub(super) const RULES: &[&Rule] = &[\n    &op3001_a::RULE,\n    &judged(code::B, page!(\"op3002_b.md\")),\n    &op3013_c::RULE,\n];\n";

    #[test]
    fn a_rule_is_listed_in_the_order_of_the_codes() {
        for (slug, before, after) in [
            (
                "op3000_z",
                "//! Words.\n\nmod op3000_z;\nmod op3001_a;",
                "= &[\n    &op3000_z::RULE,\n    &op3001_a",
            ),
            (
                "op3005_z",
                "mod op3001_a;\nmod op3005_z;\nmod op3013_c;",
                "b.md\")),\n    &op3005_z::RULE,\n    &op3013_c",
            ),
            (
                "op3020_z",
                "mod op3013_c;\nmod op3020_z;\n",
                "&op3013_c::RULE,\n    &op3020_z::RULE,\n];",
            ),
        ] {
            let text = listed(LIST, slug);
            assert!(text.contains(before) && text.contains(after), "{text}");
            assert_eq!(text.lines().count(), LIST.lines().count() + 2, "{text}");
        }
    }

    #[test]
    fn a_family_without_code_of_its_own_gets_its_first() {
        let list = "//! Words.\n\nuse super::Rule;\n\npub(super) const RULES: &[&Rule] = &[\n    &judged(code::B, page!(\"op6001_b.md\")),\n];\n";
        let text = listed(list, "op6002_z");
        assert!(text.starts_with("//! Words.\n\nmod op6002_z;\n\nuse super::Rule;\n"), "{text}");
        assert!(text.contains("b.md\")),\n    &op6002_z::RULE,\n];"), "{text}");
    }

    #[test]
    fn a_rule_is_three_files() {
        let root = std::env::temp_dir().join(format!("outpath-new-rule-{}", std::process::id()));
        let list = "core/src/rules/resilience/mod.rs";
        fs::create_dir_all(root.join(list).parent().unwrap()).unwrap();
        fs::copy(crate::root().join(list), root.join(list)).unwrap();
        let written = create(&root, "OP8999", "lonely-rack").unwrap();
        let stem = "core/src/rules/resilience/op8999_lonely_rack";
        assert_eq!(written, [format!("{stem}.rs"), format!("{stem}.md"), list.to_owned()]);
        assert!(create(&root, "OP8999", "other-name").unwrap_err().to_string().contains("taken"));
        let text = |path: &str| fs::read_to_string(root.join(path)).unwrap();
        assert!(text(list).contains("    &op8999_lonely_rack::RULE,\n];\n"), "{}", text(list));
        assert!(text(&written[1]).starts_with("# OP8999 lonely-rack\n"));
        fs::remove_dir_all(root).unwrap();
    }

    #[test]
    fn codes_and_names_are_looked_at() {
        for (code, name) in
            [("OP9101", "a"), ("OP0001", "a"), ("3001", "a"), ("OP31", "a"), ("OP3999", "A b")]
        {
            assert!(create(Path::new("/nonexistent"), code, name).is_err(), "{code} {name}");
        }
    }
}
