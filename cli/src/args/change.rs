//! What can be typed after `outpath diff` and `outpath what-if`.

use std::path::PathBuf;

use clap::Args as Group;

use super::Asking;

#[derive(Debug, Group)]
pub(crate) struct Diff {
    /// The network before: a topology file, an AWS snapshot, a folder of either
    #[arg(value_name = "BEFORE")]
    pub(crate) before: String,
    /// The network after
    #[arg(value_name = "AFTER")]
    pub(crate) after: String,
    /// An input that belongs to both sides; may be repeated
    #[arg(long, value_name = "INPUT")]
    pub(crate) with: Vec<String>,
    /// A file of expectations that say what is meant: `A -x-> B` allows losses, `A -> B` gains; may
    /// be repeated
    #[arg(long, value_name = "FILE")]
    pub(crate) allow: Vec<PathBuf>,
    /// Answers what it can about inputs that have errors
    #[arg(long)]
    pub(crate) keep_going: bool,
    #[command(flatten)]
    pub(crate) asking: Asking,
}

#[derive(Debug, Group)]
pub(crate) struct WhatIf {
    /// Topology files, AWS snapshots, folders of either, merged; `-` reads the standard input
    #[arg(value_name = "INPUT", required = true)]
    pub(crate) inputs: Vec<String>,
    /// What fails, as in `plant-1.service-link` or `campus.cnd-1`; may be repeated
    #[arg(long, value_name = "NAME")]
    pub(crate) fail: Vec<String>,
    /// A change to try, as in 'remove route 172.16.0.0/16 from shop.rack'; may be repeated
    #[arg(long = "change", value_name = "CHANGE")]
    pub(crate) changes: Vec<String>,
    /// An Outpost that loses the Region: its service link fails; may be repeated
    #[arg(long, value_name = "OUTPOST")]
    pub(crate) disconnect: Vec<String>,
    /// Tries every failure of up to so many things, 1 or 2, after the changes
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=2), conflicts_with = "allow")]
    pub(crate) sweep: Option<u8>,
    /// A file of expectations that say what is meant; may be repeated
    #[arg(long, value_name = "FILE")]
    pub(crate) allow: Vec<PathBuf>,
    /// Answers what it can about inputs that have errors
    #[arg(long)]
    pub(crate) keep_going: bool,
    #[command(flatten)]
    pub(crate) asking: Asking,
}
