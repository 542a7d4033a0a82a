//! `outpath completions`: what a shell needs to complete commands.

use std::io;

use clap::CommandFactory;

use crate::{
    Io,
    args::{Args, Completions},
    exit,
};

/// Prints the script.
pub(crate) fn run(args: &Completions, io: &mut Io<'_>) -> io::Result<u8> {
    // The generator panics where it cannot write, so it gets a buffer.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "outpath", &mut script);
    io.stdout.write_all(&script)?;
    Ok(exit::CLEAN)
}
