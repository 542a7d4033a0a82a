//! The command line as scripts and people meet it.
//!
//! Most tests call `run` with buffers for streams. What only a process has, its exit code and its
//! pipes, is tested with the real binary in `process`.

mod check;
mod explain;
mod format;
mod help;
mod process;
mod routes;
mod schema;
mod support;
mod trace;
