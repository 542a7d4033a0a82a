//! The `outpath` binary.

use std::process::ExitCode;

fn main() -> ExitCode {
    outpath::main()
}
