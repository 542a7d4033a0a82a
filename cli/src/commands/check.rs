//! `outpath check`: problems of the inputs, what the rules find, and expectations.

use std::io;

use outpath_core::analysis::{self, Checking};

use crate::{
    Io,
    args::{Check, FailOn},
    exit, print,
};

use super::fix;

/// Checks the inputs.
pub(crate) fn run(args: &Check, io: &mut Io<'_>) -> io::Result<u8> {
    let checking = Checking {
        fail_on: match args.fail_on {
            FailOn::Error => analysis::FailOn::Error,
            FailOn::Warning => analysis::FailOn::Warning,
            FailOn::Note => analysis::FailOn::Note,
            FailOn::Never => analysis::FailOn::Never,
        },
        select: args.select.clone(),
        ignore: args.ignore.clone(),
        most: args.max_findings,
        ..Checking::default()
    };
    if let Err(why) = checking.verify() {
        writeln!(io.stderr, "outpath: {why}")?;
        return Ok(exit::FAILED);
    }
    match print::open(io, &args.inputs, &args.asking)? {
        Ok((_, files)) if args.fix || args.diff => fix::run(args, io, &files, &checking),
        Ok((workspace, files)) => {
            print::print_findings(io, &files, &args.asking, &workspace.check(&checking))
        }
        Err(code) => Ok(code),
    }
}
