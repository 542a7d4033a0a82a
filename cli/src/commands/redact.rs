//! `outpath redact`: a copy of a snapshot that can be shared.

use std::{
    collections::BTreeSet,
    fs::{self, OpenOptions},
    io::{self, ErrorKind, Write},
    path::{Path, PathBuf},
};

use outpath_core::analysis::{File, Key, Loader, Redacted, redact};

use crate::{
    Io,
    args::Redact,
    exit,
    files::{Files, STDIN},
    style,
};

/// How deep folders nest, and how many files one run reads.
const DEPTH: usize = 16;
const FILES: usize = 100_000;

/// What is read, and what is left.
#[derive(Debug, Default)]
struct Gathered {
    files: Vec<File>,
    /// Files that are neither JSON nor YAML.
    others: Vec<String>,
}

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
    let redacted = match redact::redact(&gathered.files, key) {
        Ok(redacted) => redacted,
        Err(answer) => {
            style::write(&mut *io.stderr, answer.text(), io.colors.1)?;
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
    tell(args, io, &gathered, &redacted)?;
    Ok(Ok(()))
}

/// Says what was done, and what is left to weigh.
fn tell(args: &Redact, io: &mut Io<'_>, gathered: &Gathered, made: &Redacted) -> io::Result<()> {
    let out = args.out.display();
    writeln!(io.stdout, "`{out}` is made: {}, of which were replaced", count(made.files.len()))?;
    writeln!(io.stdout, "  {}", redact::replaced(made))?;
    if !gathered.others.is_empty() {
        writeln!(io.stdout, "Left out, as neither JSON nor YAML:")?;
        for name in &gathered.others {
            writeln!(io.stdout, "  {name}")?;
        }
    }
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
fn gather(args: &Redact, io: &mut Io<'_>) -> Result<Gathered, Refused> {
    let files = Files::new(io, &args.inputs);
    let several = args.inputs.len() > 1;
    let mut gathered = Gathered::default();
    for input in &args.inputs {
        let path = Path::new(input);
        let own = path.file_name().map(PathBuf::from).unwrap_or_default();
        if is_folder(io, Some(input)) {
            let inside = if several { own } else { PathBuf::new() };
            walk(&io.folder.join(path), &inside, 0, &mut gathered)?;
        } else {
            let loaded = files.load(input, None).map_err(|why| {
                let code = if files.any_missing() { exit::NO_INPUT } else { exit::FAILED };
                (code, format!("`{input}` cannot be read: {why}"))
            })?;
            let path = if input == STDIN { loaded.name } else { slashed(&own) };
            gathered.files.push(File { path, bytes: loaded.bytes });
        }
    }
    if gathered.files.is_empty() {
        return Err((exit::NO_INPUT, "there is no JSON or YAML file in the inputs".to_owned()));
    }
    Ok(gathered)
}

/// Reads the files of a folder and those below it, in the order of their names.
fn walk(folder: &Path, inside: &Path, depth: usize, into: &mut Gathered) -> Result<(), Refused> {
    let failed = |why: &str| (exit::FAILED, format!("`{}`: {why}", folder.display()));
    if depth > DEPTH {
        return Err(failed(&format!("folders nest more than {DEPTH} deep")));
    }
    let entries = fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>);
    let mut entries = entries.map_err(|failure| failed(&failure.to_string()))?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let (path, shown) = (entry.path(), inside.join(entry.file_name()));
        if path.is_dir() {
            walk(&path, &shown, depth + 1, into)?;
            continue;
        }
        let end = path.extension().and_then(|end| end.to_str()).unwrap_or_default();
        if !["json", "yaml", "yml"].contains(&end) {
            into.others.push(slashed(&shown));
            continue;
        }
        if into.files.len() >= FILES {
            return Err(failed(&format!("there are more than {FILES} files")));
        }
        let bytes = fs::File::open(&path).map_err(|why| why.to_string());
        let bytes = bytes.and_then(crate::files::read_to_end);
        let bytes = bytes.map_err(|why| (exit::FAILED, format!("`{}`: {why}", path.display())))?;
        into.files.push(File { path: slashed(&shown), bytes });
    }
    Ok(())
}

/// Returns a path with `/` between its parts, whatever the system writes.
fn slashed(path: &Path) -> String {
    let parts = path.components().map(|part| part.as_os_str().to_string_lossy());
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
