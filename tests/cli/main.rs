//! The command line as scripts and people meet it.
//!
//! Most tests call `run` with buffers for streams. What only a process has, its exit code and its
//! pipes, is tested with the real binary in `process`.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends where it stands")]

mod accepting;
mod check;
mod diff;
mod documented;
mod expectations;
mod explain;
mod fix;
mod format;
mod forms;
mod generate;
mod help;
mod hostile;
mod import;
mod init;
mod inputs;
mod matrix;
mod playground;
mod process;
mod redact;
mod render;
mod routes;
mod schema;
mod snapshot_script;
mod support;
mod trace;
mod xsd;
