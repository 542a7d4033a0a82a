//! `outpath check`: problems of the inputs, and expectations.

use std::io;

use crate::{Io, args::Check, print};

/// Checks the inputs.
pub(crate) fn run(args: &Check, io: &mut Io<'_>) -> io::Result<u8> {
    match print::open(io, &args.inputs, &args.asking)? {
        Ok((workspace, files)) => {
            print::print_findings(io, &files, &args.asking, &workspace.check())
        }
        Err(code) => Ok(code),
    }
}
