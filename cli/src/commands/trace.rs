//! `outpath trace`: one flow there and back.

use std::io;

use outpath_core::analysis::{Role, Text, Workspace};

use crate::{Io, args::Trace, files::Files, print, style};

/// Traces the flow.
pub(crate) fn run(args: &Trace, io: &mut Io<'_>) -> io::Result<u8> {
    if !args.flow.contains("->") {
        return without_arrow(args, io);
    }
    let mut opened = match print::open(io, &args.inputs, &args.asking)? {
        Ok(opened) => opened,
        Err(code) => return Ok(code),
    };
    let flow = whole_flow(args);
    let wrong = print::what_if(&mut opened.0, &args.what_if).err();
    let ask = |workspace: &Workspace| wrong.map_or_else(|| workspace.trace(&flow), Err);
    let answer = print::answer_if_sound(io, &opened, args.keep_going, ask)?;
    print::print(io, &opened.1, &args.asking, &answer)
}

/// Returns the flow with the clauses that the options stand for.
fn whole_flow(args: &Trace) -> String {
    let clauses = [
        ("via", &args.via),
        ("not via", &args.not_via),
        ("leaving", &args.leaving),
        ("arriving", &args.arriving),
    ];
    let mut flow = args.flow.clone();
    for (word, values) in clauses {
        for value in values {
            flow.push_str(&format!(" {word} {value}"));
        }
    }
    if let Some(size) = &args.size {
        flow.push_str(&format!(" size {size}"));
    }
    flow
}

/// Refuses a flow without an arrow before anything is read: a shell has most likely taken the `>`
/// for itself, and one of the words that are left may be `-`, which would wait for the keyboard.
fn without_arrow(args: &Trace, io: &mut Io<'_>) -> io::Result<u8> {
    let files = Files::new(io, &[]);
    let workspace = Workspace::open(&files, &[]);
    let answer = workspace.trace(&args.flow).unwrap_or_else(|wrong| wrong);
    let code = print::print(io, &files, &args.asking, &answer)?;
    let mut hint = Text::default();
    hint.line(
        Role::Strong,
        "The flow is the last argument, in quotes: outpath trace topology.yaml 'web -> db tcp/443'",
    );
    style::write(&mut *io.stderr, &hint, io.looks.1)?;
    Ok(code)
}
