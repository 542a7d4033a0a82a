//! The tokens that all three languages share.

use nom::{
    Parser,
    branch::alt,
    bytes::complete::tag,
    character::complete::{char, multispace0, none_of, one_of, satisfy},
    combinator::{not, recognize, rest_len},
    multi::{fold_many0, many1_count},
    sequence::preceded,
};

use super::error::{Problem, Read};

/// The arrow of a flow.
pub(super) const ARROW: &str = "->";
/// The arrow of an expectation that nothing arrives.
pub(super) const CROSSED: &str = "-x->";

/// Skips spaces and line ends.
pub(super) fn spaces(input: &str) -> Read<'_, ()> {
    multispace0.map(|_| ()).parse(input)
}

/// Reads `->` or `-x->`.
pub(super) fn arrow(input: &str) -> Read<'_, &str> {
    alt((tag(ARROW), tag(CROSSED))).parse(input)
}

/// Reads a bare word: no spaces, quotes, brackets or commas, and no arrow inside.
pub(super) fn word(input: &str) -> Read<'_, &str> {
    let plain = |found: char| {
        !found.is_whitespace() && !found.is_control() && !"\"'`()[]{}<>,;".contains(found)
    };
    recognize(many1_count(preceded(not(arrow), satisfy(plain)))).parse(input)
}

/// Returns everything up to the next space, for pointing at it.
pub(super) fn token(input: &str) -> &str {
    input.split(char::is_whitespace).next().unwrap_or(input)
}

/// Reads a name in double quotes; `\"` and `\\` stand for the two characters that need it.
pub(super) fn quoted(input: &str) -> Read<'_, String> {
    let (inside, _) = char('"').parse(input)?;
    let letter = alt((none_of("\"\\"), preceded(char('\\'), one_of("\"\\"))));
    let collect = |mut name: String, letter| {
        name.push(letter);
        name
    };
    let (rest, name) = fold_many0(letter, String::new, collect).parse(inside)?;
    match char::<_, Problem>('"').parse(rest) {
        Ok((rest, _)) if !name.is_empty() => Ok((rest, name)),
        Ok(_) => Problem::new(input, 2, "the name between the quotes is empty")
            .expected(&["a name"])
            .stop(),
        Err(_) if rest.is_empty() => {
            Problem::new(rest, 0, "the quote is not closed").expected(&["`\"`"]).stop()
        }
        Err(_) => Problem::new(rest, 1, "a backslash stands only before `\"` or another backslash")
            .expected(&["`\\\"`", "`\\\\`"])
            .stop(),
    }
}

/// Prints a name so that [`quoted`] reads it back.
pub(super) fn quote(name: &str) -> String {
    format!("\"{}\"", name.replace('\\', "\\\\").replace('"', "\\\""))
}

/// Accepts the end of the text, and nothing else.
pub(super) fn end<'a>(input: &'a str, after: &str) -> Read<'a, ()> {
    let (_, left) = rest_len.parse(input)?;
    if left == 0 {
        return Ok((input, ()));
    }
    let extra = token(input);
    Problem::new(input, extra.len(), format!("nothing may follow {after}"))
        .expected(&["the end"])
        .stop()
}

/// Returns `; did you mean ...?` for the nearest of some words, or nothing.
pub(super) fn did_you_mean(word: &str, known: &[&str]) -> String {
    let word = word.to_lowercase();
    let near = known.iter().map(|known| (strsim::osa_distance(&word, known), known)).min();
    match near {
        Some((distance, known)) if distance <= 1 + known.len() / 4 && distance < known.len() => {
            format!("; did you mean `{known}`?")
        }
        Some(_) | None => String::new(),
    }
}
