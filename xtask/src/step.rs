//! Steps: other programs, each with a name, a time and an end that is not overlooked.

use std::{
    fmt,
    process::{Command, Stdio},
    time::Instant,
};

/// Why a chore stopped.
#[derive(Debug)]
pub struct Failure(String);

impl Failure {
    /// Returns a failure of these words.
    pub(crate) fn new(words: impl Into<String>) -> Self {
        Self(words.into())
    }

    /// Returns a failure that says what was tried and how it ended.
    pub(crate) fn of(what: &str, why: impl fmt::Display) -> Self {
        Self(format!("{what}: {why}"))
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for Failure {}

/// Prints one line for the person who runs the chore.
#[expect(clippy::print_stdout, reason = "a chore talks to the person who started it")]
pub fn say(line: &str) {
    println!("{line}");
}

/// Runs something under a name, and says how long it took.
pub(crate) fn step<T>(name: &str, work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    say(&format!("==> {name}"));
    let start = Instant::now();
    let done = work();
    let ended = if done.is_ok() { "done" } else { "failed" };
    say(&format!("==> {name}: {ended} in {:.1} s", start.elapsed().as_secs_f64()));
    done
}

/// Returns the cargo that runs this chore.
pub(crate) fn cargo(arguments: &[&str]) -> Command {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(cargo);
    command.args(arguments).current_dir(crate::root());
    command
}

/// Runs a command whose output the person sees.
pub(crate) fn show(command: &mut Command) -> Result<(), Failure> {
    let line = format!("{command:?}");
    let status = command.status().map_err(|why| Failure::of(&line, why))?;
    if status.success() { Ok(()) } else { Err(Failure::of(&line, status)) }
}

/// Runs a command and returns what it prints; its complaints are shown.
pub(crate) fn read(command: &mut Command) -> Result<String, Failure> {
    let line = format!("{command:?}");
    let output =
        command.stderr(Stdio::inherit()).output().map_err(|why| Failure::of(&line, why))?;
    if !output.status.success() {
        return Err(Failure::of(&line, output.status));
    }
    String::from_utf8(output.stdout).map_err(|why| Failure::of(&line, why))
}

/// Returns whether a command runs and ends well; nothing of it is shown.
pub(crate) fn works(command: &mut Command) -> bool {
    let quiet = command.stdout(Stdio::null()).stderr(Stdio::null());
    quiet.status().is_ok_and(|status| status.success())
}
