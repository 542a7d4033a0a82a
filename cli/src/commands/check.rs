//! `outpath check`: problems of the inputs, what the rules find, and expectations.

use std::{
    fs, io,
    time::{SystemTime, UNIX_EPOCH},
};

use outpath_core::analysis::{self, Checking, Configured, Date, Workspace};

use crate::{
    Io,
    args::{Check, FailOn},
    config, exit,
    files::STDIN,
    print, save,
};

use super::fix;

/// Checks the inputs.
pub(crate) fn run(args: &Check, io: &mut Io<'_>) -> io::Result<u8> {
    let found = match config::find(io, args)? {
        Ok(found) => found,
        Err(code) => return Ok(code),
    };
    let checking = checking(args, &found.configured);
    if let Err(why) = checking.verify() {
        writeln!(io.stderr, "outpath: {why}")?;
        return Ok(exit::FAILED);
    }
    let (mut workspace, files) = match print::open(io, &args.inputs, &args.asking)? {
        Ok(opened) => opened,
        Err(code) => return Ok(code),
    };
    if args.expect.iter().any(|name| name == STDIN) {
        writeln!(io.stderr, "outpath: `--expect` reads files, not the standard input")?;
        return Ok(exit::FAILED);
    }
    args.expect.iter().for_each(|name| workspace.expect(&files, name));
    let outputs = args.asking.output.iter().map(|(_, path)| io.folder.join(path));
    let new = args.write_baseline.iter().map(|name| io.folder.join(name));
    let read = [files.opened(), found.paths.clone()].concat();
    if let Err(why) = save::apart(&read, &outputs.chain(new).collect::<Vec<_>>()) {
        writeln!(io.stderr, "outpath: nothing was written: {why}")?;
        return Ok(exit::FAILED);
    }
    if let Err(answer) = found.apply(&mut workspace) {
        return print::print(io, &files, &args.asking, &answer);
    }
    match &args.write_baseline {
        _ if args.fix || args.diff => fix::run(args, io, &files, (&checking, &found)),
        None => print::print_findings(io, &files, &args.asking, &workspace.check(&checking)),
        Some(name) => write_baseline(io, args, (&workspace, &files), (&checking, name)),
    }
}

/// Writes what is found; what cannot be understood is answered in its place.
fn write_baseline(
    io: &mut Io<'_>,
    args: &Check,
    (workspace, files): (&Workspace, &crate::files::Files),
    (checking, name): (&Checking, &str),
) -> io::Result<u8> {
    let path = io.folder.join(name);
    // A pipe or a device is written to, and never read.
    let there = if path.is_file() { fs::read(path)? } else { Vec::new() };
    let there = String::from_utf8_lossy(&there);
    if !there.trim().is_empty() && !analysis::is_baseline(&there) {
        writeln!(io.stderr, "outpath: `{name}` cannot be written: it is there, and no baseline")?;
        return Ok(exit::FAILED);
    }
    match workspace.new_baseline(checking) {
        Ok(text) => {
            let written = save::new_file(io, name, true, &text)?;
            Ok(if written { exit::CLEAN } else { exit::FAILED })
        }
        Err(answer) => print::print_findings(io, files, &args.asking, &answer),
    }
}

/// Returns what to look for: what the arguments say counts, else the configuration.
fn checking(args: &Check, configured: &Configured) -> Checking {
    let mut checking = configured.checking();
    if let Some(fail_on) = args.fail_on {
        checking.fail_on = match fail_on {
            FailOn::Error => analysis::FailOn::Error,
            FailOn::Warning => analysis::FailOn::Warning,
            FailOn::Note => analysis::FailOn::Note,
            FailOn::Never => analysis::FailOn::Never,
        };
    }
    if !args.select.is_empty() {
        checking.select.clone_from(&args.select);
    }
    if !args.ignore.is_empty() {
        checking.ignore.clone_from(&args.ignore);
    }
    checking.coverage = args.coverage;
    checking.most = args.max_findings.or(checking.most);
    checking.today = args.today.or_else(today);
    checking
}

/// Returns the day by the clock, in UTC; none if the clock is out of its mind.
fn today() -> Option<Date> {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    Date::after_1970(u32::try_from(since.as_secs() / 86_400).ok()?)
}
