//! `outpath init`: a file to start from, by questions or by options.

use std::{
    collections::BTreeMap,
    io::{self, Read},
};

use outpath_core::analysis::{QUESTIONS, Question, starter};

use crate::{Io, args::Init, exit, files::STDIN, save, style};

/// Answers longer than this are none.
const LONGEST: usize = 1_000;

/// Asks what the options do not say, where somebody can answer, and writes the file.
pub(crate) fn run(args: &Init, io: &mut Io<'_>) -> io::Result<u8> {
    if args.file != STDIN && save::stands_in_the_way(io, &args.file, args.force)? {
        return Ok(exit::FAILED);
    }
    let Some(answers) = answers(args, io)? else { return Ok(exit::FAILED) };
    let text = match starter(&answers) {
        Ok(text) => text.replace("FILE", &args.file),
        Err(wrong) => {
            style::write(&mut *io.stderr, wrong.text(), io.looks.1)?;
            writeln!(
                io.stderr,
                "outpath: these answers contradict each other; nothing is written"
            )?;
            return Ok(exit::FAILED);
        }
    };
    if args.file == STDIN {
        io.stdout.write_all(text.as_bytes())?;
        return Ok(exit::CLEAN);
    }
    if !save::new_file(io, &args.file, args.force, &text)? {
        return Ok(exit::FAILED);
    }
    writeln!(io.stderr, "{} is written; `outpath check {0}` proves what it expects.", args.file)?;
    Ok(exit::CLEAN)
}

/// Returns the answer to each question; none if an option is wrong, and that has been said.
fn answers(args: &Init, io: &mut Io<'_>) -> io::Result<Option<BTreeMap<&'static str, String>>> {
    let mut answers = BTreeMap::new();
    let mut wrong = false;
    for question in QUESTIONS {
        let given = args.option(question.name);
        if let Some(given) = &given
            && let Err(why) = question.check(given)
        {
            writeln!(io.stderr, "outpath: --{} {given}: {why}", question.name)?;
            wrong = true;
        }
        answers.extend(given.map(|given| (question.name, given.clone())));
    }
    if wrong {
        return Ok(None);
    }
    for question in QUESTIONS {
        if io.asks && !answers.contains_key(question.name) {
            answers.insert(question.name, ask(question, io)?);
        }
    }
    Ok(Some(answers))
}

/// Asks until the answer can be used; an empty one, or the end of the input, means the default.
fn ask(question: &Question, io: &mut Io<'_>) -> io::Result<String> {
    loop {
        write!(io.stderr, "{} [{}] ", question.words, question.default)?;
        io.stderr.flush()?;
        let (answer, ended) = line(&mut *io.stdin)?;
        if answer.is_empty() {
            if ended {
                writeln!(io.stderr)?;
            }
            return Ok(question.default.to_owned());
        }
        match question.check(&answer) {
            Ok(()) => return Ok(answer),
            Err(why) => writeln!(io.stderr, "  {why}")?,
        }
    }
}

/// Reads one line, and whether the input has ended, without taking anything of the next.
fn line(input: &mut dyn Read) -> io::Result<(String, bool)> {
    let mut bytes = Vec::new();
    let mut one = [0];
    let ended = loop {
        if input.read(&mut one)? == 0 {
            break true;
        }
        if one == [b'\n'] {
            break false;
        }
        if bytes.len() < LONGEST {
            bytes.extend(one);
        }
    };
    Ok((String::from_utf8_lossy(&bytes).trim().to_owned(), ended))
}
