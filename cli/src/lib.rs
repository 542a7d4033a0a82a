//! The command line of Outpath.
//!
//! This package reads arguments and files, asks [`outpath_core::analysis`], and prints what comes
//! back: colors, exit codes and standard streams are its own. It never decides anything about
//! networks, and never words an answer about them.
//!
//! Everything goes through [`run`], which touches the world only by the [`Io`] that it is given:
//!
//! ```
//! use std::path::Path;
//! use outpath::{Io, exit, run};
//!
//! let (mut input, mut out, mut err) = (std::io::empty(), Vec::new(), Vec::new());
//! let mut io = Io::plain(Path::new("."), &mut input, &mut out, &mut err);
//! assert_eq!(run(["outpath", "explain", "LGR-05"], &mut io), exit::CLEAN);
//! assert!(String::from_utf8(out).unwrap().starts_with("LGR-05"));
//! ```

mod args;
mod commands;
mod config;
pub mod exit;
mod files;
mod forms;
mod io;
mod print;
mod save;
mod serve;
mod style;
mod walk;
mod wrap;

use std::{ffi::OsString, io::Write, path::Path, process::ExitCode};

use clap::Parser;

pub use io::{Io, Look};

use args::{Args, Color};
use io::Patient;

/// Runs the process: the standard streams, the current folder, the environment's wish for colors.
#[must_use]
pub fn main() -> ExitCode {
    report_bugs();
    let (mut stdin, mut stdout, mut stderr) =
        (std::io::stdin().lock(), std::io::stdout().lock(), std::io::stderr());
    let mut io = Io::plain(Path::new(""), &mut stdin, &mut stdout, &mut stderr);
    io.notice_terminal();
    ExitCode::from(run(std::env::args_os(), &mut io))
}

/// Runs one command; the first argument is the name of the program. Returns the exit code.
pub fn run<A: Into<OsString> + Clone>(
    arguments: impl IntoIterator<Item = A>,
    io: &mut Io<'_>,
) -> u8 {
    let (mut stdout, mut stderr) = (Patient(&mut *io.stdout), Patient(&mut *io.stderr));
    let io = &mut Io {
        folder: io.folder,
        stdin: &mut *io.stdin,
        stdout: &mut stdout,
        stderr: &mut stderr,
        looks: io.looks,
        asks: io.asks,
    };
    let done = match Args::try_parse_from(arguments) {
        Ok(args) => {
            match args.color {
                Color::Auto => {}
                Color::Always => (io.looks.0.color, io.looks.1.color) = (true, true),
                Color::Never => (io.looks.0.color, io.looks.1.color) = (false, false),
            }
            commands::run(args.command, io)
        }
        Err(usage) => explain_usage(&usage, io),
    };
    let done = done.and_then(|code| io.stdout.flush().map(|()| code));
    match done {
        Ok(code) => code,
        Err(failure) => {
            // If the complaint cannot be written either, the exit code is all that is left.
            let _ = writeln!(io.stderr, "outpath: the answer cannot be written: {failure}");
            exit::FAILED
        }
    }
}

/// Prints what clap says: help and version on the standard output, complaints beside it.
fn explain_usage(usage: &clap::Error, io: &mut Io<'_>) -> std::io::Result<u8> {
    let words = usage.render();
    let (out, color): (&mut dyn Write, bool) = if usage.use_stderr() {
        (&mut *io.stderr, io.looks.1.color)
    } else {
        (&mut *io.stdout, io.looks.0.color)
    };
    if color {
        write!(out, "{}", words.ansi())?;
    } else {
        write!(out, "{words}")?;
    }
    Ok(if usage.use_stderr() { exit::FAILED } else { exit::CLEAN })
}

/// Makes a bug end with the documented exit code and a word on what it is.
fn report_bugs() {
    #[expect(clippy::exit, clippy::print_stderr, reason = "nothing can be returned from here")]
    std::panic::set_hook(Box::new(|bug| {
        eprintln!("outpath: {bug}\nThis is a bug of Outpath, not of your files. Please report it.");
        std::process::exit(i32::from(exit::FAILED));
    }));
}
