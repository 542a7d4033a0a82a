//! `outpath rules`: the list of all rules.

use std::io;

use outpath_core::analysis;

use crate::{Io, args::Rules, exit, print};

/// Prints the list.
pub(crate) fn run(args: &Rules, io: &mut Io<'_>) -> io::Result<u8> {
    print::write(&mut *io.stdout, args.format, &analysis::rules(), io.colors.0)?;
    Ok(exit::CLEAN)
}
