//! One file for each command.
//!
//! A command reads what it needs, asks the core once, and prints. It returns its exit code, or the
//! failure of a stream; the caller knows what a broken pipe means.

mod check;
mod completions;
mod diff;
mod explain;
mod fix;
mod format;
mod generate;
mod import;
mod init;
mod man;
mod matrix;
mod playground;
mod redact;
mod render;
mod routes;
mod rules;
mod schema;
mod snapshot_script;
mod trace;
mod what_if;

use std::io;

use crate::{Io, args::Command, exit};

/// Runs a command and returns its exit code.
pub(crate) fn run(command: Command, io: &mut Io<'_>) -> io::Result<u8> {
    let needs_check = match &command {
        Command::Trace(args) => args.asking.needs_check(),
        Command::Routes(args) => args.asking.needs_check(),
        Command::Rules(args) => args.needs_check(),
        Command::Check(_)
        | Command::Diff(_)
        | Command::WhatIf(_)
        | Command::Matrix(_)
        | Command::Render(_)
        | Command::Import(_)
        | Command::Init(_)
        | Command::Generate(_)
        | Command::Format(_)
        | Command::Schema(_)
        | Command::Redact(_)
        | Command::SnapshotScript(_)
        | Command::Playground(_)
        | Command::Explain(_)
        | Command::Completions(_)
        | Command::Man(_) => false,
    };
    if needs_check {
        writeln!(
            io.stderr,
            "outpath: only `check`, `diff` and `what-if` answer in other formats than human, concise and json"
        )?;
        return Ok(exit::FAILED);
    }
    match command {
        Command::Check(args) => check::run(&args, io),
        Command::Trace(args) => trace::run(&args, io),
        Command::Routes(args) => routes::run(&args, io),
        Command::Diff(args) => diff::run(&args, io),
        Command::WhatIf(args) => what_if::run(&args, io),
        Command::Matrix(args) => matrix::run(&args, io),
        Command::Render(args) => render::run(&args, io),
        Command::Import(args) => import::run(&args, io),
        Command::Init(args) => init::run(&args, io),
        Command::Generate(args) => generate::run(&args, io),
        Command::Format(args) => format::run(&args, io),
        Command::Schema(args) => schema::run(&args, io),
        Command::Redact(args) => redact::run(&args, io),
        Command::SnapshotScript(args) => snapshot_script::run(&args, io),
        Command::Playground(args) => playground::run(&args, io),
        Command::Rules(args) => rules::run(&args, io),
        Command::Explain(args) => explain::run(&args, io),
        Command::Completions(args) => completions::run(&args, io),
        Command::Man(args) => man::run(&args, io),
    }
}
