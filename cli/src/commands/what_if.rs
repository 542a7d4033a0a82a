//! `outpath what-if`: failures and edits, tried.

use std::io;

use outpath_core::analysis::{Answer, Workspace};

use crate::{Io, args::WhatIf, commands::diff::allowed, exit, print};

/// Tries changes.
pub(crate) fn run(args: &WhatIf, io: &mut Io<'_>) -> io::Result<u8> {
    let fail = args.fail.iter().map(|name| format!("fail {name}"));
    let disconnect = args.disconnect.iter().map(|name| format!("fail {name}.service-link"));
    let changes: Vec<String> = fail.chain(disconnect).chain(args.changes.iter().cloned()).collect();
    if changes.is_empty() && args.sweep.is_none() {
        writeln!(
            io.stderr,
            "outpath: nothing is tried: give --fail, --change, --disconnect or --sweep"
        )?;
        return Ok(exit::FAILED);
    }
    if args.sweep.is_some() && args.asking.lists_findings() {
        writeln!(
            io.stderr,
            "outpath: --sweep answers as human, concise, json or markdown; it lists no findings"
        )?;
        return Ok(exit::FAILED);
    }
    let mut opened = match print::open(io, &args.inputs, &args.asking)? {
        Ok(opened) => opened,
        Err(code) => return Ok(code),
    };
    let Some(allow) = allowed(io, &args.allow)? else { return Ok(exit::FAILED) };
    if opened.0.has_errors() && !print::goes_on(io, &opened, args.keep_going)? {
        let problems = opened.0.problems();
        return print::print(io, &opened.1, &args.asking, &problems);
    }
    let answer = match args.sweep {
        None => opened.0.try_out(&changes, &allow).unwrap_or_else(|wrong| wrong),
        Some(depth) => match print::what_if(&mut opened.0, &changes) {
            Ok(()) => sweep(io, &opened.0, depth)?,
            Err(wrong) => wrong,
        },
    };
    print::print(io, &opened.1, &args.asking, &answer)
}

/// So many scenarios are tried between two looks of whoever waits.
const SLICE: usize = 16;

/// Tries everything that can break, and says on a terminal how far it is.
fn sweep(io: &mut Io<'_>, workspace: &Workspace, depth: u8) -> io::Result<Answer> {
    let mut sweeping = match workspace.sweep(depth) {
        Ok(sweeping) => sweeping,
        Err(wrong) => return Ok(wrong),
    };
    let watched = io.looks.1.width.is_some();
    let mut told = false;
    while !workspace.advance_sweep(&mut sweeping, SLICE) {
        if watched {
            let (done, all) = sweeping.progress();
            write!(io.stderr, "\r{done} of {all} scenarios; Ctrl-C stops ")?;
            io.stderr.flush()?;
            told = true;
        }
    }
    if told {
        write!(io.stderr, "\r{:60}\r", "")?;
    }
    Ok(workspace.resilience(&sweeping))
}
