//! `outpath man`: manual pages.

use std::io;

use clap::CommandFactory;

use crate::{
    Io,
    args::{Args, Man},
    exit,
};

/// Prints the page of a command, or that of the program.
pub(crate) fn run(args: &Man, io: &mut Io<'_>) -> io::Result<u8> {
    let mut program = Args::command();
    program.build();
    let page = match &args.command {
        None => program,
        Some(name) => match program.find_subcommand(name) {
            Some(command) => command.clone(),
            None => {
                writeln!(io.stderr, "outpath: there is no command `{name}`; see `outpath help`")?;
                return Ok(exit::FAILED);
            }
        },
    };
    clap_mangen::Man::new(page).render(&mut io.stdout)?;
    Ok(exit::CLEAN)
}
