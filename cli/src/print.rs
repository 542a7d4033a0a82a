//! Answers on their way out.

use std::{
    fs::File,
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
};

use outpath_core::analysis::{Answer, Status, Workspace};

use crate::{
    Io, Look,
    args::{Asking, Format},
    exit,
    files::Files,
    forms::{self, Names},
    save, style,
};

/// Reads inputs.
pub(crate) fn read(io: &mut Io<'_>, inputs: &[String]) -> (Workspace, Files) {
    let files = Files::new(io, inputs);
    let inputs = files.expand(inputs);
    let names: Vec<&str> = inputs.iter().map(String::as_str).collect();
    (Workspace::open(&files, &names), files)
}

/// Reads the inputs of a question and applies its assumptions.
///
/// `Err` is the exit code of a question that makes no sense; it has been explained.
pub(crate) fn open(
    io: &mut Io<'_>,
    inputs: &[String],
    asking: &Asking,
) -> io::Result<Result<(Workspace, Files), u8>> {
    let written: Vec<_> = asking.output.iter().map(|(_, path)| io.folder.join(path)).collect();
    open_assuming(io, inputs, &asking.assume, &written)
}

/// Reads inputs and applies assumptions, unless a file that will be written is one of them; see [`open`].
pub(crate) fn open_assuming(
    io: &mut Io<'_>,
    inputs: &[String],
    assume: &[(String, String)],
    written: &[PathBuf],
) -> io::Result<Result<(Workspace, Files), u8>> {
    let (mut workspace, files) = read(io, inputs);
    for (fact, value) in assume {
        if let Err(why) = workspace.assume(fact, value) {
            writeln!(io.stderr, "outpath: --assume {fact}={value}: {why}")?;
            return Ok(Err(exit::FAILED));
        }
    }
    if let Err(why) = save::apart(&files.opened(), written) {
        writeln!(io.stderr, "outpath: nothing was written: {why}")?;
        return Ok(Err(exit::FAILED));
    }
    Ok(Ok((workspace, files)))
}

/// Puts changes in force, if there are any: the network is built anew for them.
pub(crate) fn what_if(workspace: &mut Workspace, changes: &[String]) -> Result<(), Answer> {
    if changes.is_empty() { Ok(()) } else { workspace.what_if(changes) }
}

/// What is tried with inputs before something is made of them.
pub(crate) struct Trying<'a> {
    /// What is assumed.
    pub(crate) assume: &'a [(String, String)],
    /// The changes to put in force.
    pub(crate) what_if: &'a [String],
    /// Whether inputs with errors will do.
    pub(crate) keep_going: bool,
}

/// Reads inputs of which something is written, an answer or a picture, unless it would replace one of them.
///
/// `Err` is the exit code of what makes no sense; it has been explained.
pub(crate) fn open_trying(
    io: &mut Io<'_>,
    inputs: &[String],
    trying: &Trying<'_>,
    output: Option<&String>,
) -> io::Result<Result<Workspace, u8>> {
    let written: Vec<_> = output.into_iter().map(|name| io.folder.join(name)).collect();
    let (mut workspace, files) = match open_assuming(io, inputs, trying.assume, &written)? {
        Ok(opened) => opened,
        Err(code) => return Ok(Err(code)),
    };
    if workspace.has_errors() {
        let problems = workspace.problems();
        complain(io, &problems)?;
        if !trying.keep_going || files.any_missing() {
            return Ok(Err(code(&files, &problems)));
        }
    }
    if let Err(wrong) = what_if(&mut workspace, trying.what_if) {
        return complain(io, &wrong).map(Err);
    }
    Ok(Ok(workspace))
}

/// Says what is wrong with the question, beside the answers.
pub(crate) fn complain(io: &mut Io<'_>, answer: &Answer) -> io::Result<u8> {
    style::write(&mut *io.stderr, answer.text(), io.looks.1)?;
    Ok(exit::FAILED)
}

/// Answers a question that needs inputs without errors, unless the user wants to go on.
pub(crate) fn answer_if_sound(
    io: &mut Io<'_>,
    (workspace, files): &(Workspace, Files),
    keep_going: bool,
    ask: impl FnOnce(&Workspace) -> Result<Answer, Answer>,
) -> io::Result<Answer> {
    if !workspace.has_errors() {
        return Ok(ask(workspace).unwrap_or_else(|wrong| wrong));
    }
    let problems = workspace.problems();
    if !keep_going || files.any_missing() {
        return Ok(problems);
    }
    style::write(&mut *io.stderr, problems.text(), io.looks.1)?;
    Ok(ask(workspace).unwrap_or_else(|wrong| wrong))
}

/// Says what is wrong with inputs, and returns whether the user wants to go on with them all the same.
pub(crate) fn goes_on(
    io: &mut Io<'_>,
    (workspace, files): &(Workspace, Files),
    keep_going: bool,
) -> io::Result<bool> {
    if !keep_going || files.any_missing() {
        return Ok(false);
    }
    style::write(&mut *io.stderr, workspace.problems().text(), io.looks.1)?;
    Ok(true)
}

/// Prints an answer in every form that was asked for, and returns its exit code. What is wrong with
/// the question is no answer to it: it goes beside the answers, where no script takes it for one.
pub(crate) fn print(
    io: &mut Io<'_>,
    files: &Files,
    asking: &Asking,
    answer: &Answer,
) -> io::Result<u8> {
    let complaint = answer.status() == Status::Invalid && asking.format != Format::Json;
    put(io, files, asking, (answer, complaint))
}

/// Prints an answer for which problems of the inputs are what was asked for.
pub(crate) fn print_findings(
    io: &mut Io<'_>,
    files: &Files,
    asking: &Asking,
    answer: &Answer,
) -> io::Result<u8> {
    put(io, files, asking, (answer, false))
}

fn put(
    io: &mut Io<'_>,
    files: &Files,
    asking: &Asking,
    (answer, complaint): (&Answer, bool),
) -> io::Result<u8> {
    let mut failed = false;
    for (format, path) in &asking.output {
        if let Err(failure) = store(&io.folder.join(path), *format, answer.whole(), files.names()) {
            writeln!(io.stderr, "outpath: {} cannot be written: {failure}", path.display())?;
            failed = true;
        }
    }
    if complaint {
        write(&mut *io.stderr, asking.format, (answer, files.names()), io.looks.1)?;
    } else {
        let answer = (answer, files.names());
        write(&mut *io.stdout, asking.format, answer, io.looks.0)?;
    }
    Ok(if failed { exit::FAILED } else { code(files, answer) })
}

/// Returns the exit code of an answer.
pub(crate) fn code(files: &Files, answer: &Answer) -> u8 {
    match answer.status() {
        Status::Invalid if files.any_missing() => exit::NO_INPUT,
        status => exit::of(status),
    }
}

fn store(path: &Path, format: Format, answer: &Answer, names: &Names) -> io::Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    write(&mut file, format, (answer, names), Look::default())?;
    file.flush()
}

/// Writes an answer in one form.
pub(crate) fn write(
    out: &mut dyn Write,
    format: Format,
    (answer, names): (&Answer, &Names),
    look: Look,
) -> io::Result<()> {
    match format {
        Format::Human => style::write(out, answer.text(), look),
        Format::Concise => style::write(out, answer.concise(), Look { width: None, ..look }),
        Format::Json => out.write_all(answer.json().as_bytes()),
        Format::Github => out.write_all(forms::github(answer.json(), names).as_bytes()),
        Format::Markdown => {
            let list = || forms::markdown(answer.json(), names);
            let own = answer.markdown().map_or_else(list, str::to_owned);
            out.write_all(own.as_bytes())
        }
        Format::Sarif => out.write_all(forms::sarif(answer.json(), names).as_bytes()),
        Format::Junit => out.write_all(forms::junit(answer.json(), names).as_bytes()),
        Format::Gitlab => out.write_all(forms::gitlab(answer.json(), names).as_bytes()),
    }
}
