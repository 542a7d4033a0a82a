//! What can be typed after `outpath matrix`.

use clap::{Args as Group, ValueEnum};
use outpath_core::analysis::{By, Shard};

use super::{PictureTheme, assumption};

#[derive(Debug, Group)]
pub(crate) struct Matrix {
    /// Topology files, AWS snapshots, folders of either, merged; `-` reads the standard input
    #[arg(value_name = "INPUT", required = true)]
    pub(crate) inputs: Vec<String>,
    /// A row, or several: an end of a flow, a group, subnet, VPC, Outpost, Region or site, a prefix,
    /// `internet`; may be repeated; everything without one
    #[arg(long, value_name = "WHO")]
    pub(crate) from: Vec<String>,
    /// A column, or several; as `--from`
    #[arg(long, value_name = "WHO")]
    pub(crate) to: Vec<String>,
    /// What one row or column stands for
    #[arg(long, value_name = "KIND", default_value = "endpoint", value_parser = by)]
    pub(crate) by: By,
    /// Protocol and ports, as in `tcp/443`, `udp`, `icmp/echo`, `'tcp/22 over ipv6'`; may be repeated;
    /// every port of TCP and UDP, and echo requests, without one
    #[arg(long, value_name = "TRAFFIC")]
    pub(crate) traffic: Vec<String>,
    /// A change to try out, as in 'fail plant-1.service-link'; may be repeated
    #[arg(long, value_name = "CHANGE")]
    pub(crate) what_if: Vec<String>,
    /// The form; that of the ending of `--output` if nothing else is said, else `human`
    #[arg(long, value_name = "FORMAT")]
    pub(crate) format: Option<MatrixFormat>,
    /// The colors of the SVG
    #[arg(long, value_name = "THEME", default_value = "light")]
    pub(crate) theme: PictureTheme,
    /// The file, replaced if there is one: `.json`, `.csv`, `.md` or `.svg`; prints without one
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<String>,
    /// Does the Ith of N parts of the work and writes a part for `--merge`, as in `2/8`
    #[arg(long, value_name = "I/N", value_parser = shard, conflicts_with_all = ["merge", "format"])]
    pub(crate) shard: Option<Shard>,
    /// Joins the parts that `--shard` wrote for the same question and inputs; may be repeated
    #[arg(long, value_name = "FILE", num_args = 1..)]
    pub(crate) merge: Vec<String>,
    /// Answers what it can about inputs that have errors
    #[arg(long)]
    pub(crate) keep_going: bool,
    /// Decides what AWS does not document, over what the files say, as in `UNK-03=deny`; may be
    /// repeated
    #[arg(long, value_name = "FACT=VALUE", value_parser = assumption)]
    pub(crate) assume: Vec<(String, String)>,
}

/// A form of a matrix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum MatrixFormat {
    /// A table for reading
    Human,
    /// One line for each field
    Concise,
    /// For programs
    Json,
    /// For spreadsheets, one line for each part of each field
    Csv,
    /// A table for a comment or a page
    Markdown,
    /// A picture
    Svg,
}

fn by(text: &str) -> Result<By, String> {
    let words: Vec<&str> = By::ALL.iter().map(|(word, _)| *word).collect();
    let found = By::ALL.iter().find(|(word, _)| *word == text);
    found.map(|(_, by)| *by).ok_or_else(|| format!("possible values: {}", words.join(", ")))
}

fn shard(text: &str) -> Result<Shard, String> {
    Shard::parse(text).ok_or_else(|| "write I/N with I from 1 to N, as in 2/8".to_owned())
}
