//! Patterns of names.

/// Returns whether a pattern covers a text: `*` stands for anything, `?` for one character.
pub(super) fn covers(pattern: &str, text: &str) -> bool {
    let pattern: Vec<char> = pattern.chars().collect();
    let text: Vec<char> = text.chars().collect();
    let (mut at, mut next) = (0, 0);
    // Where to go on if the last `*` has to take one character more.
    let mut again = None;
    while next < text.len() {
        match pattern.get(at) {
            Some('*') => {
                again = Some((at, next));
                at += 1;
            }
            Some(one) if *one == '?' || text.get(next) == Some(one) => {
                at += 1;
                next += 1;
            }
            Some(_) | None => {
                let Some((star, taken)) = again else { return false };
                again = Some((star, taken + 1));
                (at, next) = (star + 1, taken + 1);
            }
        }
    }
    pattern.iter().skip(at).all(|one| *one == '*')
}

/// Returns whether a pattern covers a subject such as `route table shop.rack`, with or without the
/// noun before the name. Part of a noun would be another one: `route table` is no `local gateway route
/// table`.
pub(super) fn covers_subject(pattern: &str, subject: &str) -> bool {
    // A flow has no noun: what is said of one into `web` is not said of `web`. No name has spaces.
    let thing = Some(subject).filter(|subject| !subject.contains(" -> "));
    let name = thing.and_then(|subject| subject.rsplit_once(' '));
    covers(pattern, subject) || name.is_some_and(|(_, name)| covers(pattern, name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_and_question_marks_stand_for_others() {
        for (pattern, text) in [
            ("*", ""),
            ("a*", "a"),
            ("a*c*e", "abcde"),
            ("a?c", "abc"),
            ("*.rack", "shop.rack"),
            ("ä*", "äb"),
            ("**", "x"),
        ] {
            assert!(covers(pattern, text), "{pattern} {text}");
        }
        for (pattern, text) in
            [("", "a"), ("a", ""), ("a?", "a"), ("*.rack", "shop.racks"), ("a*b", "ac"), ("A", "a")]
        {
            assert!(!covers(pattern, text), "{pattern} {text}");
        }
        assert!(!covers(&"*a".repeat(20), &"a".repeat(19)));
    }

    #[test]
    fn a_subject_is_named_with_or_without_its_noun() {
        assert!(covers_subject("shop.*", "route table shop.rack"));
        assert!(covers_subject("route table *", "route table shop.rack"));
        assert!(!covers_subject("shop", "route table shop.rack"));
        assert!(!covers_subject("route table *", "local gateway route table plant.rack"));
        assert!(covers_subject("*", ""));
        assert!(!covers_subject("shop", ""));
        assert!(!covers_subject("web tcp/22", "internet -> web tcp/22"));
        assert!(covers_subject("* -> web tcp/22", "internet -> web tcp/22"));
    }
}
