//! `cargo xtask soak`: as many random flows as one likes, asked of the engine and of the naive forwarder,
//! and as many random networks as one likes, looked at by the rules as they are and after mutations.

use std::{
    env,
    io::{self, IsTerminal, Write},
    num::NonZero,
    process::ExitCode,
    sync::Mutex,
    time::Instant,
};

use outpath_tests::{
    mutate::{self, Fired},
    soak::{BATCH, Soak, Tally, run},
};

const HELP: &str = "\
Usage: cargo xtask soak [--flows N] [--networks N] [--seed N] [--threads N] [--all]

  --flows N     how many flows at least; 10_000_000 if not given
  --networks N  how many sound networks the rules look at, each also after three mutations; 30_000 if
                not given
  --seed N      the seed of the first batch; each batch of flows has the next one
  --threads N   as many as there are processors if not given
  --all         goes on after a difference, and shows one of each batch";

fn main() -> ExitCode {
    let (soak, networks) = match soak(env::args().skip(1)) {
        Ok(Some(both)) => both,
        Ok(None) => return say(HELP, ExitCode::SUCCESS),
        Err(why) => return say(&format!("{why}\n\n{HELP}"), ExitCode::from(2)),
    };
    let begin = Instant::now();
    let shown = Mutex::new(0);
    let show = io::stderr().is_terminal();
    let progress = |flows: u64| {
        let seconds = begin.elapsed().as_secs();
        if show
            && let Ok(mut last) = shown.lock()
            && *last < seconds
        {
            *last = seconds;
            // Whoever does not see the progress loses nothing.
            let _ = write!(io::stderr(), "\r{flows} of {} flows, {seconds} s ", soak.flows);
        }
    };
    let ended = run(soak, &progress);
    if show {
        let _ = write!(io::stderr(), "\r\x1b[K");
    }
    match ended {
        Ok(tally) => {
            say(&summary(soak, &tally, begin), ExitCode::SUCCESS);
        }
        Err(differences) => {
            let texts: Vec<String> = differences.iter().map(ToString::to_string).collect();
            return say(&texts.join("\n"), ExitCode::FAILURE);
        }
    }
    rules(mutate::Run { seed: soak.seed, networks, threads: soak.threads })
}

/// Lets the rules look at sound networks, and at mutations of them.
fn rules(run: mutate::Run) -> ExitCode {
    let begin = Instant::now();
    match mutate::run(run) {
        Ok(fired) => say(&found(&fired, begin), ExitCode::SUCCESS),
        Err(why) => say(&why, ExitCode::FAILURE),
    }
}

fn found(fired: &Fired, begin: Instant) -> String {
    let seconds = begin.elapsed().as_secs_f64();
    let mutations: u64 = fired.mutations.values().sum();
    let mut text = format!(
        "{} sound networks have no error, and rules found {mutations} mutations of them: {seconds:.1} s",
        fired.networks
    );
    for (code, count) in &fired.mutations {
        text.push_str(&format!("\n  {code}: {count}"));
    }
    text
}

/// Reads the arguments; `None` if help is asked for.
fn soak(mut arguments: impl Iterator<Item = String>) -> Result<Option<(Soak, u64)>, String> {
    let mut soak = Soak { seed: 20_261_124, flows: 10_000_000, threads: None, all: false };
    let mut networks = 30_000;
    while let Some(name) = arguments.next() {
        let mut number = || {
            let text = arguments.next().ok_or_else(|| format!("{name} wants a number"))?;
            text.replace('_', "").parse().map_err(|_| format!("`{text}` is no number"))
        };
        match name.as_str() {
            "--flows" => soak.flows = number()?,
            "--networks" => networks = number()?,
            "--seed" => soak.seed = number()?,
            "--threads" => soak.threads = usize::try_from(number()?).ok().and_then(NonZero::new),
            "--all" => soak.all = true,
            "--help" | "-h" => return Ok(None),
            other => return Err(format!("there is no option `{other}`")),
        }
    }
    Ok(Some((soak, networks)))
}

fn summary(soak: Soak, tally: &Tally, begin: Instant) -> String {
    let seconds = begin.elapsed().as_secs_f64();
    let last = soak.seed.wrapping_add(soak.flows.div_ceil(BATCH).saturating_sub(1));
    let mut text = format!(
        "{} flows over {} networks agree: seeds {} to {last}, {seconds:.1} s",
        tally.flows, tally.networks, soak.seed,
    );
    for (verdict, count) in &tally.verdicts {
        text.push_str(&format!("\n  {verdict}: {count}"));
    }
    text
}

fn say(text: &str, code: ExitCode) -> ExitCode {
    match writeln!(io::stdout(), "{text}") {
        Ok(()) => code,
        Err(_) => ExitCode::from(2),
    }
}
