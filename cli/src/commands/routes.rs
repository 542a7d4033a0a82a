//! `outpath routes`: the effective tables of a node.

use std::io;

use crate::{Io, args::Routes, print};

/// Prints the routes of the node.
pub(crate) fn run(args: &Routes, io: &mut Io<'_>) -> io::Result<u8> {
    let opened = match print::open(io, &args.inputs, &args.asking)? {
        Ok(opened) => opened,
        Err(code) => return Ok(code),
    };
    let answer = print::answer_if_sound(io, &opened, args.keep_going, |workspace| {
        workspace.routes(&args.node, args.to.as_deref())
    })?;
    print::print(io, &opened.1, &args.asking, &answer)
}
