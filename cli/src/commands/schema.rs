//! `outpath schema`: what a topology file or a configuration may say.

use std::io;

use outpath_core::analysis;

use crate::{
    Io,
    args::{Schema, SchemaFormat},
    exit,
};

/// Prints the schema.
pub(crate) fn run(args: &Schema, io: &mut Io<'_>) -> io::Result<u8> {
    let text = match (args.config, args.format) {
        (false, SchemaFormat::Json) => analysis::schema(),
        (false, SchemaFormat::Markdown) => analysis::reference(),
        (true, SchemaFormat::Json) => analysis::configuration_schema(),
        (true, SchemaFormat::Markdown) => analysis::configuration_reference(),
    };
    io.stdout.write_all(text.as_bytes())?;
    Ok(exit::CLEAN)
}
