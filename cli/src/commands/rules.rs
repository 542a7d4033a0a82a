//! `outpath rules`: the list of all rules.

use std::io;

use outpath_core::analysis;

use crate::{Io, args::Rules, exit, forms::Names, print};

/// Prints the list.
pub(crate) fn run(args: &Rules, io: &mut Io<'_>) -> io::Result<u8> {
    let names = Names::new(io.folder, &[]);
    print::write(&mut *io.stdout, args.format, (&analysis::rules(), &names), io.looks.0)?;
    Ok(exit::CLEAN)
}
