//! Project chores: `cargo xtask help`.

use std::process::ExitCode;

fn main() -> ExitCode {
    match xtask::run(std::env::args().skip(1)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            xtask::say(&format!("xtask: {failure}"));
            ExitCode::FAILURE
        }
    }
}
