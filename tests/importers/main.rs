//! Foreign inputs: what the AWS CLI prints.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on ends where it stands")]

mod again;
mod batfish;
mod doubtful;
mod estate;
mod mutated;
mod own;
mod rebuilt;
mod redacted;
mod shapes;
mod snapshot;
