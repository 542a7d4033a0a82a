//! `outpath redact`: a copy of a snapshot that can be shared.

use std::{
    collections::BTreeSet,
    fs::{self, OpenOptions},
    io::{self, ErrorKind, Write},
    path::{Component, Path, PathBuf},
};

use outpath_core::analysis::{File, Key, Loader, Redacted, redact};

use crate::{
    Io,
    args::Redact,
    exit,
    files::{Files, STDIN},
    style,
};

/// How many files one run reads; folders are listed no further.
const FILES: usize = 4_096;

/// Why the command ends early: the exit code, and the words.
type Refused = (u8, String);

/// Redacts everything and writes it, or writes nothing.
pub(crate) fn run(args: &Redact, io: &mut Io<'_>) -> io::Result<u8> {
    match attempt(args, io)? {
        Ok(()) => Ok(exit::CLEAN),
        Err((code, why)) => {
            if !why.is_empty() {
                writeln!(io.stderr, "outpath: {why}")?;
            }
            Ok(code)
        }
    }
}

fn attempt(args: &Redact, io: &mut Io<'_>) -> io::Result<Result<(), Refused>> {
    let (out, map) = (io.folder.join(&args.out), args.map.as_ref().map(|map| io.folder.join(map)));
    for path in [Some(&out), map.as_ref()].into_iter().flatten() {
        if fs::symlink_metadata(path).is_ok() {
            let why = format!("`{}` exists, and nothing is overwritten", path.display());
            return Ok(Err((exit::FAILED, why)));
        }
    }
    let gathered = match gather(args, io) {
        Ok(gathered) => gathered,
        Err(refused) => return Ok(Err(refused)),
    };
    let key = match key(args.key.as_ref().map(|key| io.folder.join(key))) {
        Ok(key) => key,
        Err(why) => return Ok(Err((exit::FAILED, why))),
    };
    let redacted = match redact::redact(&gathered, key) {
        Ok(redacted) => redacted,
        Err(answer) => {
            style::write(&mut *io.stderr, answer.text(), io.looks.1)?;
            return Ok(Err((exit::of(answer.status()), String::new())));
        }
    };
    let single = args.inputs.len() == 1 && !is_folder(io, args.inputs.first());
    let written = save(&out, &redacted, single).and_then(|()| match &map {
        Some(path) => put_private(path, &redact::map(&redacted)),
        None => Ok(()),
    });
    if let Err(why) = written {
        return Ok(Err((exit::FAILED, why)));
    }
    tell(args, io, &redacted)?;
    Ok(Ok(()))
}

/// Says what was done, and what is left to weigh.
fn tell(args: &Redact, io: &mut Io<'_>, made: &Redacted) -> io::Result<()> {
    let out = args.out.display();
    writeln!(io.stdout, "`{out}` is made: {}, of which were replaced", count(made.files.len()))?;
    writeln!(io.stdout, "  {}", redact::replaced(made))?;
    writeln!(io.stdout, "Still visible:")?;
    for line in redact::VISIBLE {
        writeln!(io.stdout, "  {line}")?;
    }
    match (&args.key, &args.map) {
        (None, None) => writeln!(io.stdout, "The key is forgotten: nobody can turn this round."),
        (key, map) => {
            let secret =
                [key, map].into_iter().flatten().map(|path| format!("`{}`", path.display()));
            let secret: Vec<String> = secret.collect();
            writeln!(
                io.stdout,
                "Do not share {}: with it this can be turned round.",
                secret.join(" or ")
            )
        }
    }
}

fn count(files: usize) -> String {
    if files == 1 { "one file".to_owned() } else { format!("{files} files") }
}

fn is_folder(io: &Io<'_>, input: Option<&String>) -> bool {
    input.is_some_and(|input| input != STDIN && io.folder.join(input).is_dir())
}

/// Reads every input.
fn gather(args: &Redact, io: &mut Io<'_>) -> Result<Vec<File>, Refused> {
    let files = Files::new(io, &args.inputs);
    let several = args.inputs.len() > 1;
    let mut gathered = Vec::new();
    for input in &args.inputs {
        let above = match Path::new(input).parent() {
            Some(parent) if several || !is_folder(io, Some(input)) => parent,
            Some(_) | None => Path::new(input),
        };
        for name in files.expand(std::slice::from_ref(input)) {
            let loaded = files.load(&name, None).map_err(|why| {
                let code = if files.any_missing() { exit::NO_INPUT } else { exit::FAILED };
                (code, format!("`{name}` cannot be read: {why}"))
            })?;
            let inside = Path::new(&name).strip_prefix(above).unwrap_or(Path::new(&name));
            gathered.push(File { path: slashed(inside), bytes: loaded.bytes });
        }
    }
    if gathered.len() > FILES {
        let why =
            format!("there are more than {FILES} files; redact one Region at a time, with one key");
        return Err((exit::FAILED, why));
    }
    Ok(gathered)
}

/// Returns a path with `/` between its parts, whatever the system writes.
fn slashed(path: &Path) -> String {
    let plain = |part: &Component<'_>| matches!(part, Component::Normal(_));
    let parts = path.components().filter(plain).map(|part| part.as_os_str().to_string_lossy());
    parts.collect::<Vec<_>>().join("/")
}

/// Returns the key of a file, which is made if it is not there, or one that nobody keeps.
fn key(path: Option<PathBuf>) -> Result<Key, String> {
    let Some(path) = path else { return Key::new(&random()?) };
    let of = |why: String| format!("the key in `{}`: {why}", path.display());
    match fs::read_to_string(&path) {
        Ok(text) => Key::new(text.trim()).map_err(of),
        Err(failure) if failure.kind() == ErrorKind::NotFound => {
            let text = random()?;
            put_private(&path, &format!("{text}\n"))?;
            Key::new(&text)
        }
        Err(failure) => Err(of(failure.to_string())),
    }
}

/// Returns 128 bits that nobody can guess, in hexadecimal.
fn random() -> Result<String, String> {
    let mut bytes = [0; 16];
    getrandom::fill(&mut bytes).map_err(|why| format!("the system gives no random key: {why}"))?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Writes what is redacted: into the file that is named, or under their names into a folder.
fn save(out: &Path, redacted: &Redacted, single: bool) -> Result<(), String> {
    if single && let [file] = redacted.files.as_slice() {
        return put(out, &file.text);
    }
    let mut seen = BTreeSet::new();
    if let Some(twice) = redacted.files.iter().find(|file| !seen.insert(&file.path)) {
        return Err(format!("two files would be called `{}`; redact one folder", twice.path));
    }
    fs::create_dir(out).map_err(|why| format!("`{}` cannot be made: {why}", out.display()))?;
    for file in &redacted.files {
        let path = out.join(&file.path);
        let folder = path.parent().unwrap_or(out);
        fs::create_dir_all(folder).map_err(|why| format!("`{}`: {why}", folder.display()))?;
        put(&path, &file.text)?;
    }
    Ok(())
}

/// Writes a new file.
fn put(path: &Path, text: &str) -> Result<(), String> {
    put_with(OpenOptions::new(), path, text)
}

/// Writes a new file that only its owner may read.
fn put_private(path: &Path, text: &str) -> Result<(), String> {
    let mut options = OpenOptions::new();
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    put_with(options, path, text)
}

fn put_with(mut options: OpenOptions, path: &Path, text: &str) -> Result<(), String> {
    let written = options.write(true).create_new(true).open(path);
    let written = written.and_then(|mut file| file.write_all(text.as_bytes()));
    written.map_err(|why| format!("`{}` cannot be written: {why}", path.display()))
}
