//! Random flows, asked of the engine and of the naive forwarder; random networks, looked at by the rules.

use crate::step::{Failure, cargo, show};

/// Runs the soak in a profile that computes fast and checks its arithmetic.
pub(crate) fn run(arguments: impl Iterator<Item = String>) -> Result<(), Failure> {
    let program = ["run", "--quiet", "--profile", "soak", "-p", "outpath-tests", "--bin", "soak"];
    show(cargo(&program).arg("--").args(arguments))
}
