//! `outpath render`: the picture of the inputs.

use std::{io, path::Path};

use outpath_core::analysis::{Drawing, Form, Theme};

use crate::{
    Io,
    args::{PictureForm, PictureTheme, Render},
    exit,
    print::{self, Trying},
    save,
};

/// Draws the inputs.
pub(crate) fn run(args: &Render, io: &mut Io<'_>) -> io::Result<u8> {
    let Some(form) = form(args) else {
        let name = args.output.as_deref().unwrap_or_default();
        writeln!(
            io.stderr,
            "outpath: the ending of `{name}` names no form; use .svg, .dot, .mmd or .d2, or --form"
        )?;
        return Ok(exit::FAILED);
    };
    let trying =
        Trying { assume: &args.assume, what_if: &args.what_if, keep_going: args.keep_going };
    let workspace = match print::open_trying(io, &args.inputs, &trying, args.output.as_ref())? {
        Ok(workspace) => workspace,
        Err(code) => return Ok(code),
    };
    let drawing = Drawing { flow: args.flow.clone(), open: args.open.clone(), focus: Vec::new() };
    let theme = match args.theme {
        PictureTheme::Light => Theme::Light,
        PictureTheme::Dark => Theme::Dark,
    };
    let text = match workspace.draw(&drawing, form, theme) {
        Ok(text) => text,
        Err(wrong) => return print::complain(io, &wrong),
    };
    match &args.output {
        None => io.stdout.write_all(text.as_bytes())?,
        Some(name) if save::new_file(io, name, true, &text)? => {}
        Some(_) => return Ok(exit::FAILED),
    }
    Ok(exit::CLEAN)
}

/// Returns the form that is asked for; none if the ending of the file names none.
fn form(args: &Render) -> Option<Form> {
    let of_ending = |name: &String| match Path::new(name).extension()?.to_str()? {
        "svg" => Some(Form::Svg),
        "dot" | "gv" => Some(Form::Dot),
        "mmd" | "mermaid" => Some(Form::Mermaid),
        "d2" => Some(Form::D2),
        _other => None,
    };
    match (args.form, &args.output) {
        (Some(PictureForm::Svg), _) | (None, None) => Some(Form::Svg),
        (Some(PictureForm::Dot), _) => Some(Form::Dot),
        (Some(PictureForm::Mermaid), _) => Some(Form::Mermaid),
        (Some(PictureForm::D2), _) => Some(Form::D2),
        (None, Some(name)) => of_ending(name),
    }
}
