//! From what a piece of text is to how it looks.

use std::io::{self, Write};

use anstyle::{AnsiColor, Style};
use outpath_core::analysis::{Role, Text};

use crate::{Look, wrap};

/// Writes a text, in color and no wider than wanted.
pub(crate) fn write(out: &mut dyn Write, text: &Text, look: Look) -> io::Result<()> {
    let wrapped = look.width.map(|width| wrap::wrapped(text, width));
    let text = wrapped.as_ref().unwrap_or(text);
    if !look.color {
        return write!(out, "{text}");
    }
    for (role, words) in &text.spans {
        let style = style(*role);
        write!(out, "{}{words}{}", style.render(), style.render_reset())?;
    }
    Ok(())
}

fn style(role: Role) -> Style {
    let plain = Style::new();
    match role {
        Role::Plain => plain,
        Role::Strong => plain.bold(),
        Role::Dim => plain.dimmed(),
        Role::Good => plain.bold().fg_color(Some(AnsiColor::Green.into())),
        Role::Bad => plain.bold().fg_color(Some(AnsiColor::Red.into())),
        Role::Warn => plain.bold().fg_color(Some(AnsiColor::Yellow.into())),
        Role::Code => plain.fg_color(Some(AnsiColor::Cyan.into())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn color_is_only_added_around_the_words() {
        let mut text = Text::default();
        text.push(Role::Bad, "no");
        text.push(Role::Plain, " way");
        let (mut plain, mut colored) = (Vec::new(), Vec::new());
        write(&mut plain, &text, Look::default()).unwrap();
        write(&mut colored, &text, Look { color: true, width: None }).unwrap();
        assert_eq!(plain, b"no way");
        assert_eq!(colored, b"\x1b[1m\x1b[31mno\x1b[0m way");
    }
}
