//! `outpath what-if`: failures and edits, tried.

use std::io;

use crate::{Io, args::WhatIf, commands::diff::allowed, exit, print};

/// Tries changes.
pub(crate) fn run(args: &WhatIf, io: &mut Io<'_>) -> io::Result<u8> {
    let fail = args.fail.iter().map(|name| format!("fail {name}"));
    let disconnect = args.disconnect.iter().map(|name| format!("fail {name}.service-link"));
    let changes: Vec<String> = fail.chain(disconnect).chain(args.changes.iter().cloned()).collect();
    if changes.is_empty() {
        writeln!(io.stderr, "outpath: nothing is tried: give --fail, --change or --disconnect")?;
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
    let answer = opened.0.try_out(&changes, &allow).unwrap_or_else(|wrong| wrong);
    print::print(io, &opened.1, &args.asking, &answer)
}
