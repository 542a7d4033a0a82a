//! Lines no longer than the terminal is wide.

use outpath_core::analysis::{Role, Text};

/// Narrower terminals get lines that they have to break themselves.
const NARROWEST: usize = 40;

/// Returns a text with its lines broken between words; what follows stands under the words, not under
/// what introduces them. Source text stays as it is.
pub(crate) fn wrapped(text: &Text, width: usize) -> Text {
    let width = width.max(NARROWEST);
    let mut made = Text::default();
    let mut line: Vec<(Role, &str)> = Vec::new();
    for (role, words) in &text.spans {
        for (at, part) in words.split('\n').enumerate() {
            if at > 0 {
                break_line(&mut made, &line, width);
                made.push(Role::Plain, "\n");
                line.clear();
            }
            if !part.is_empty() {
                line.push((*role, part));
            }
        }
    }
    break_line(&mut made, &line, width);
    made
}

/// Adds one line, or several in its place.
fn break_line(made: &mut Text, line: &[(Role, &str)], width: usize) {
    let whole: String = line.iter().map(|(_, words)| *words).collect();
    let gutter = whole.trim_start_matches(|one: char| one == ' ' || one.is_ascii_digit());
    let source = line.iter().any(|(role, _)| *role == Role::Code) || gutter.starts_with("| ");
    if source || whole.chars().count() <= width {
        line.iter().for_each(|(role, words)| made.push(*role, *words));
        return;
    }
    let indent = whole.len() - whole.trim_start_matches(' ').len();
    let hanging = " ".repeat(indent + 2);
    let (mut column, mut gap, mut fresh) = (0, 0, true);
    for (role, words) in line {
        for word in words.split_inclusive(' ') {
            let length = word.trim_end_matches(' ').chars().count();
            let space = word.len() - word.trim_end_matches(' ').len();
            // Spaces wait for what comes after them: no line ends with one.
            if length == 0 {
                gap += space;
                continue;
            }
            if column + gap + length > width && gap > 0 && !fresh {
                made.push(Role::Plain, format!("\n{hanging}"));
                (column, gap) = (hanging.len(), 0);
            }
            made.push(*role, " ".repeat(gap));
            made.push(*role, word.trim_end_matches(' '));
            column += gap + length;
            (gap, fresh) = (space, false);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(parts: &[(Role, &str)]) -> String {
        let mut text = Text::default();
        parts.iter().for_each(|(role, words)| text.push(*role, *words));
        let made = wrapped(&text, 40).to_string();
        assert!(made.lines().all(|line| !line.ends_with(' ')), "{made}");
        // Nothing but spaces and line ends is different.
        let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
        assert_eq!(words(&made), words(&text.to_string()));
        made
    }

    #[test]
    fn lines_break_between_words_and_go_on_under_them() {
        let line = "  because: a route table can name a local gateway before it is associated\n";
        let expected =
            "  because: a route table can name a\n    local gateway before it is\n    associated\n";
        assert_eq!(of(&[(Role::Plain, line)]), expected);
        assert_eq!(of(&[(Role::Plain, "short\n\nlines\n")]), "short\n\nlines\n");
        let parts = [
            (Role::Bad, "error[OP3001]"),
            (Role::Plain, ": "),
            (Role::Strong, "a route leads to nowhere at all"),
        ];
        assert_eq!(of(&parts), "error[OP3001]: a route leads to nowhere\n  at all");
    }

    #[test]
    fn source_text_and_long_words_stay_whole() {
        let code = "10 | 172.16.100.0/24: lgw    # a long comment behind it\n";
        assert_eq!(of(&[(Role::Dim, "10 | "), (Role::Code, &code[5..])]), code);
        let under = "   |                  ^^^^^^^^^^^ what is under it is not broken\n";
        assert_eq!(of(&[(Role::Dim, under)]), under);
        let link = "  https://docs.example.com/a/very/long/address/of/a/page\n";
        assert_eq!(of(&[(Role::Dim, link)]), link);
    }
}
