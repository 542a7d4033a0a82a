//! `outpath schema`: what a topology file may say.

use std::io;

use outpath_core::analysis;

use crate::{
    Io,
    args::{Schema, SchemaFormat},
    exit,
};

/// Prints the schema.
pub(crate) fn run(args: &Schema, io: &mut Io<'_>) -> io::Result<u8> {
    let text = match args.format {
        SchemaFormat::Json => analysis::schema(),
        SchemaFormat::Markdown => analysis::reference(),
    };
    io.stdout.write_all(text.as_bytes())?;
    Ok(exit::CLEAN)
}
