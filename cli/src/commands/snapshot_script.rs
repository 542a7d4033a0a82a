//! `outpath snapshot-script`: how a snapshot of AWS is collected.

use std::io;

use outpath_core::analysis::collector;

use crate::{Io, args::SnapshotScript, exit};

/// Prints the script, its policy or its calls.
pub(crate) fn run(args: &SnapshotScript, io: &mut Io<'_>) -> io::Result<u8> {
    let text = if args.policy {
        collector::policy()
    } else if args.calls {
        collector::page()
    } else {
        collector::script()
    };
    io.stdout.write_all(text.as_bytes())?;
    Ok(exit::CLEAN)
}
