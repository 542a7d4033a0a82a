//! The goals: every bench that measures some, and one table of what they print.

use std::{fs, process::Command};

use crate::{
    say,
    step::{Failure, cargo, read, show, step, works},
    wasm,
};

/// The one that needs the browser module.
const BROWSER: &str = "browser";

/// The one that needs what only Debian has.
const DPDK: &str = "dpdk";

const HELP: &str = "\
Usage: cargo xtask bench [--dpdk] [BENCH...]

Runs the benches that measure goals, or those that are named, and prints one table of goals: what is not
shipped below, what would be remarkable, what was measured, and beside what. `--dpdk` installs Debian's DPDK
where it is missing, and measures beside it, too. It takes about half an hour, most of it compiling.";

/// The first columns of the table.
const HEAD: &str = "\
| # | goal | rival | floor | stretch | measured | | how |
| --- | --- | --- | --- | --- | --- | --- | --- |";

/// Runs benches and prints the table.
///
/// # Errors
/// Returns the bench that failed.
pub(crate) fn run(arguments: impl Iterator<Item = String>) -> Result<(), Failure> {
    let (mut named, mut rows) = (Vec::new(), Vec::new());
    for argument in arguments {
        match argument.as_str() {
            "--help" | "-h" => {
                say(HELP);
                return Ok(());
            }
            "--dpdk" => {
                install()?;
                named.push(DPDK.to_owned());
            }
            other if other.starts_with('-') => {
                return Err(Failure::new(format!("there is no option `{other}`\n\n{HELP}")));
            }
            bench => named.push(bench.to_owned()),
        }
    }
    if named.iter().all(|bench| bench == DPDK) {
        named.extend(with_goals()?);
    }
    for bench in named {
        if bench == BROWSER {
            step("the browser module", wasm::module)?;
        }
        let run = ["bench", "--quiet", "-p", "outpath-benches", "--bench", &bench];
        let printed = step(&bench, || read(&mut cargo(&run)))?;
        say(&printed);
        rows.extend(printed.lines().filter_map(|line| Some((goal(line)?, line.to_owned()))));
    }
    rows.sort_by_key(|(goal, _)| *goal);
    say(HEAD);
    rows.iter().for_each(|(_, row)| say(row));
    Ok(())
}

/// Returns the benches that print goals, but for the one that needs DPDK.
fn with_goals() -> Result<Vec<String>, Failure> {
    let folder = crate::root().join("benches");
    let failed = |why| Failure::of("the folder of benches", why);
    let mut found = Vec::new();
    for entry in fs::read_dir(&folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let name = path.file_name().and_then(|name| name.to_str());
        let Some(name) = name.and_then(|name| name.strip_suffix(".rs")) else { continue };
        let text = fs::read_to_string(&path).map_err(failed)?;
        if name != DPDK && text.contains("goals::table(") {
            found.push(name.to_owned());
        }
    }
    found.sort_unstable();
    Ok(found)
}

/// Returns the number of the goal that a line of a table is about.
fn goal(line: &str) -> Option<u8> {
    line.strip_prefix("| ")?.split(' ').next()?.parse().ok()
}

/// Installs DPDK, where it is not yet.
fn install() -> Result<(), Failure> {
    if works(Command::new("pkg-config").args(["--exists", "libdpdk"])) {
        return Ok(());
    }
    let packages = ["install", "-y", "--no-install-recommends", "libdpdk-dev", "pkg-config", "gcc"];
    step("install dpdk", || show(Command::new("apt-get").args(packages)))
}

#[cfg(test)]
mod tests {
    use super::goal;

    #[test]
    fn rows_are_told_from_what_else_is_printed() {
        assert_eq!(goal("| 10 | traces | own | 0.25x |"), Some(10));
        assert_eq!(goal("| # | goal | rival |"), None);
        assert_eq!(goal("| --- | --- |"), None);
        assert_eq!(goal("IPv4, inside, warm"), None);
    }
}
