//! `outpath check --fix` and `--diff`: findings with one right answer, corrected.

use std::{fs, io};

use outpath_core::analysis::{Checking, Corrected, Role, Status, Text, Workspace, correct, plural};
use similar::TextDiff;

use crate::{
    Io, Look,
    args::Check,
    config::Found,
    exit,
    files::{Files, STDIN},
    print,
    save::{self, BYTE_ORDER_MARK},
    style,
};

/// Corrects the files, and checks what came of it.
pub(super) fn run(
    args: &Check,
    io: &mut Io<'_>,
    files: &Files,
    (checking, found): (&Checking, &Found),
) -> io::Result<u8> {
    if args.fix && args.inputs.iter().any(|input| input == STDIN) {
        let why = "the standard input cannot be corrected; `--diff` shows what would change";
        writeln!(io.stderr, "outpath: {why}")?;
        return Ok(exit::FAILED);
    }
    let inputs = files.expand(&args.inputs);
    let names: Vec<&str> = inputs.iter().map(String::as_str).collect();
    let prepare = |workspace: &mut Workspace| {
        for (fact, value) in &args.asking.assume {
            // Whether it is one has been looked at.
            let _ = workspace.assume(fact, value);
        }
        args.expect.iter().for_each(|name| workspace.expect(files, name));
        // So has whether the baseline is one.
        let _ = found.apply(workspace);
    };
    let corrected = correct(files, &names, checking, &prepare);
    if args.fix
        && let Err(why) = save::replace(&corrected, |name| files.path(name))
    {
        writeln!(io.stderr, "outpath: {why}")?;
        return Ok(exit::FAILED);
    }
    let answer = {
        let mut workspace = Workspace::open(&corrected, &names);
        prepare(&mut workspace);
        workspace.check(checking)
    };
    if args.fix {
        say(io, &corrected)?;
    }
    let refused = corrected.refused();
    if refused > 0 {
        let why = "it would bring up something that was not wrong before";
        writeln!(io.stderr, "outpath: {} left: {why}", plural(refused, "correction"))?;
    }
    if args.fix {
        return print::print_findings(io, files, &args.asking, &answer);
    }
    if !corrected.files().is_empty() {
        let look = Look { width: None, ..io.looks.0 };
        style::write(&mut *io.stdout, &diff(&corrected, files), look)?;
        return Ok(exit::FINDINGS);
    }
    if answer.status() == Status::Invalid {
        style::write(&mut *io.stderr, answer.text(), io.looks.1)?;
        return Ok(print::code(files, &answer));
    }
    Ok(exit::CLEAN)
}

/// Says what was done, beside the answer.
fn say(io: &mut Io<'_>, corrected: &Corrected<'_>) -> io::Result<()> {
    let names: Vec<&str> = corrected.files().keys().map(String::as_str).collect();
    if names.is_empty() {
        return Ok(());
    }
    let fixed = plural(corrected.fixed(), "finding");
    writeln!(io.stderr, "outpath: corrected {fixed} in {}", names.join(", "))
}

/// Returns the changes as `git apply` and `patch -p1` take them at the top of the repository.
fn diff(corrected: &Corrected<'_>, files: &Files) -> Text {
    let mut text = Text::default();
    for (name, file) in corrected.files() {
        // The mark that some editors put before a text is a part of the first line.
        let marked =
            fs::read(files.path(name)).is_ok_and(|bytes| bytes.starts_with(BYTE_ORDER_MARK));
        let mark = if marked { "\u{feff}" } else { "" };
        let (before, after) = (format!("{mark}{}", file.before), format!("{mark}{}", file.after));
        let name = files.names().shown(name);
        let name = name.trim_start_matches('/');
        let changes = TextDiff::from_lines(&before, &after);
        let mut changes = changes.unified_diff();
        let changes = changes.header(&format!("a/{name}"), &format!("b/{name}")).to_string();
        for (at, line) in changes.split_inclusive('\n').enumerate() {
            let role = match line.as_bytes().first() {
                _ if at < 2 => Role::Strong,
                Some(b'+') => Role::Good,
                Some(b'-') => Role::Bad,
                Some(b'@') => Role::Dim,
                _ => Role::Plain,
            };
            text.push(role, line);
        }
    }
    text
}
