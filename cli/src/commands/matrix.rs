//! `outpath matrix`: who reaches whom.

use std::{fs, io, path::Path};

use outpath_core::analysis::{self, Job, ReachQuestion, Shard, Theme, Workspace};

use crate::{
    Io,
    args::{Matrix, MatrixFormat, PictureTheme},
    exit,
    print::{self, Trying},
    save, style,
};

/// So many traces are made between two looks at the clock of whoever waits.
const SLICE: usize = 2000;

/// Answers about all pairs, or does a part of that work.
pub(crate) fn run(args: &Matrix, io: &mut Io<'_>) -> io::Result<u8> {
    let Some(format) = format(args) else {
        let name = args.output.as_deref().unwrap_or_default();
        writeln!(
            io.stderr,
            "outpath: the ending of `{name}` names no form; use .json, .csv, .md or .svg, or --format"
        )?;
        return Ok(exit::FAILED);
    };
    let trying =
        Trying { assume: &args.assume, what_if: &args.what_if, keep_going: args.keep_going };
    let workspace = match print::open_trying(io, &args.inputs, &trying, args.output.as_ref())? {
        Ok(workspace) => workspace,
        Err(code) => return Ok(code),
    };
    let question = ReachQuestion {
        from: args.from.clone(),
        to: args.to.clone(),
        by: args.by,
        traffic: args.traffic.clone(),
    };
    let shard = args.shard.unwrap_or(Shard::WHOLE);
    let mut job = match workspace.matrix_job(&question, shard) {
        Ok(job) => job,
        Err(wrong) => return print::complain(io, &wrong),
    };
    if args.merge.is_empty() {
        work(io, &workspace, &mut job)?;
    } else if !merge(args, io, &workspace, (&question, &mut job))? {
        return Ok(exit::FAILED);
    }
    if args.shard.is_some() {
        let share = workspace.share(&job, &question, &args.what_if).unwrap_or_default();
        return put(args, io, &share);
    }
    tell(args, io, format, &workspace.matrix_of(&job))
}

/// Writes the answer in its form.
fn tell(
    args: &Matrix,
    io: &mut Io<'_>,
    format: MatrixFormat,
    matrix: &analysis::Matrix,
) -> io::Result<u8> {
    let theme = match args.theme {
        PictureTheme::Light => Theme::Light,
        PictureTheme::Dark => Theme::Dark,
    };
    let answer = matrix.answer();
    match format {
        MatrixFormat::Human if args.output.is_none() => {
            style::write(&mut *io.stdout, answer.text(), io.looks.0)?;
            Ok(exit::CLEAN)
        }
        MatrixFormat::Human => put(args, io, &answer.text().to_string()),
        MatrixFormat::Concise => put(args, io, &answer.concise().to_string()),
        MatrixFormat::Json => put(args, io, answer.json()),
        MatrixFormat::Csv => put(args, io, &matrix.csv()),
        MatrixFormat::Markdown => put(args, io, &matrix.markdown()),
        MatrixFormat::Svg => put(args, io, &matrix.svg(theme)),
    }
}

/// Does the work in slices, and says on a terminal how far it is.
fn work(io: &mut Io<'_>, workspace: &Workspace, job: &mut Job) -> io::Result<()> {
    let watched = io.looks.1.width.is_some();
    let mut told = false;
    while !workspace.advance(job, SLICE) {
        if watched {
            let (done, all) = job.progress();
            write!(io.stderr, "\r{done} of {all} traces; Ctrl-C stops ")?;
            io.stderr.flush()?;
            told = true;
        }
    }
    if told {
        write!(io.stderr, "\r{:60}\r", "")?;
    }
    Ok(())
}

/// Reads the parts and joins them; returns whether they fit.
fn merge(
    args: &Matrix,
    io: &mut Io<'_>,
    workspace: &Workspace,
    (question, job): (&ReachQuestion, &mut Job),
) -> io::Result<bool> {
    let mut parts = Vec::new();
    let mut wrong = Vec::new();
    for name in &args.merge {
        match fs::read_to_string(io.folder.join(name)) {
            Ok(text) => parts.push((name.clone(), text)),
            Err(failure) => wrong.push(format!("{name}: {failure}")),
        }
    }
    if wrong.is_empty() {
        wrong = workspace.join(job, question, &args.what_if, &parts).err().unwrap_or_default();
    }
    for why in &wrong {
        writeln!(io.stderr, "outpath: --merge {why}")?;
    }
    Ok(wrong.is_empty())
}

fn put(args: &Matrix, io: &mut Io<'_>, text: &str) -> io::Result<u8> {
    match &args.output {
        None => io.stdout.write_all(text.as_bytes())?,
        Some(name) if save::new_file(io, name, true, text)? => {}
        Some(_) => return Ok(exit::FAILED),
    }
    Ok(exit::CLEAN)
}

/// Returns the form that is asked for; none if the ending of the file names none.
fn format(args: &Matrix) -> Option<MatrixFormat> {
    let of_ending = |name: &String| match Path::new(name).extension()?.to_str()? {
        "json" => Some(MatrixFormat::Json),
        "csv" => Some(MatrixFormat::Csv),
        "md" | "markdown" => Some(MatrixFormat::Markdown),
        "svg" => Some(MatrixFormat::Svg),
        "txt" => Some(MatrixFormat::Human),
        _other => None,
    };
    match (args.format, &args.output) {
        (Some(format), _) => Some(format),
        (None, Some(_)) if args.shard.is_some() => Some(MatrixFormat::Json),
        (None, Some(name)) => of_ending(name),
        (None, None) => Some(MatrixFormat::Human),
    }
}
