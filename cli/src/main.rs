//! The `outpath` binary.
fn main() {}
