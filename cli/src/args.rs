//! What can be typed: one table that help, completions and manual pages are made of.

mod change;
mod generate;
mod matrix;

use std::path::PathBuf;

use clap::{Args as Group, Parser, Subcommand, ValueEnum};
use outpath_core::analysis::Date;

pub(crate) use change::{Diff, WhatIf};
pub(crate) use generate::Generate;
pub(crate) use matrix::{Matrix, MatrixFormat};

/// Can this packet get from here to there and back through my AWS Outposts?
#[derive(Debug, Parser)]
#[command(name = "outpath", version, term_width = 80, after_help = EXIT_CODES)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
    /// When to use colors; `auto` is on a terminal, unless `NO_COLOR` is set
    #[arg(long, global = true, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: Color,
}

const EXIT_CODES: &str = "\
Exit codes:
  0  clean, or reachable there and back
  1  findings, or not reachable
  2  the arguments or the input cannot be understood, or an internal error
  3  no input found";

/// When to use colors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
}

/// A form of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For reading
    Human,
    /// As few lines as possible
    Concise,
    /// For programs
    Json,
    /// Annotations of GitHub Actions; not of `trace`, `routes` and `rules`
    Github,
    /// For a comment or a summary; not of `trace`, `routes` and `rules`
    Markdown,
    /// SARIF 2.1.0, for code scanning; not of `trace`, `routes` and `rules`
    Sarif,
    /// JUnit XML, for test reports; not of `trace`, `routes` and `rules`
    Junit,
    /// A Code Quality report of GitLab; not of `trace`, `routes` and `rules`
    Gitlab,
}

impl Format {
    /// Returns whether only `check` answers in this form.
    fn is_of_check(self) -> bool {
        match self {
            Self::Human | Self::Concise | Self::Json => false,
            Self::Github | Self::Markdown | Self::Sarif | Self::Junit | Self::Gitlab => true,
        }
    }
}

impl Asking {
    /// Returns whether a form is asked for that is a list of findings.
    pub(crate) fn lists_findings(&self) -> bool {
        let lists = |format: &Format| format.is_of_check() && *format != Format::Markdown;
        lists(&self.format) || self.output.iter().any(|(format, _)| lists(format))
    }

    /// Returns whether a form is asked for that only `check` has.
    pub(crate) fn needs_check(&self) -> bool {
        self.format.is_of_check() || self.output.iter().any(|(format, _)| format.is_of_check())
    }
}

impl Rules {
    /// Returns whether a form is asked for that only `check` has.
    pub(crate) fn needs_check(&self) -> bool {
        self.format.is_of_check()
    }
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Reads the inputs, reports every problem, asks the rules, proves the expectations
    Check(Check),
    /// Follows one flow there and back, with every decision explained
    Trace(Trace),
    /// Prints the effective routes of a node: winners, losers and why
    Routes(Routes),
    /// Answers who reaches whom, for all ports and every pair, or for those that are asked about
    Matrix(Box<Matrix>),
    /// Says what a change does: what is written otherwise, and which packets fare otherwise
    Diff(Diff),
    /// Tries failures and edits: which packets fare otherwise, which expectations break
    WhatIf(WhatIf),
    /// Draws the network, with the way of a flow over it
    Render(Render),
    /// Writes the inputs as one topology file, as a person would have written it
    Import(Import),
    /// Writes a topology file to start from; asks on a terminal what no option says
    Init(Init),
    /// Writes the topology file of a made-up estate of any size; the same options give the same bytes
    Generate(Generate),
    /// Prints topology files in the one canonical way, keeping comments
    Format(FormatFiles),
    /// Prints the JSON Schema or the reference of the topology file
    Schema(Schema),
    /// Prints a read-only collector for the AWS CLI, or the policy that it needs
    SnapshotScript(SnapshotScript),
    /// Copies answers of AWS so that they can be shared: nothing tells whose they are, and packets
    /// go the same ways
    Redact(Redact),
    /// Serves the playground on this machine only, with the inputs opened
    Playground(Playground),
    /// Lists the rules that `check` asks
    Rules(Rules),
    /// Explains a fact, a drop reason or a code; lists them all without one
    Explain(Explain),
    /// Prints completions for a shell
    Completions(Completions),
    /// Prints a manual page
    Man(Man),
}

/// What every question about a topology takes.
#[derive(Debug, Group)]
pub(crate) struct Asking {
    /// The form of the answer on the standard output
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(crate) format: Format,
    /// Also writes the answer to a file, in a form of its own; may be repeated
    #[arg(long, value_name = "FORMAT=PATH", value_parser = output)]
    pub(crate) output: Vec<(Format, PathBuf)>,
    /// Decides what AWS does not document, over what the files say, as in `UNK-03=deny`; may be
    /// repeated
    #[arg(long, value_name = "FACT=VALUE", value_parser = assumption)]
    pub(crate) assume: Vec<(String, String)>,
}

#[derive(Debug, Group)]
pub(crate) struct Check {
    /// Topology files, AWS snapshots, folders of either, merged; `-` reads the standard input
    #[arg(value_name = "INPUT", required = true)]
    pub(crate) inputs: Vec<String>,
    /// A file of expectations, one a line, that are proved beside those of the inputs; may be repeated
    #[arg(long, value_name = "FILE")]
    pub(crate) expect: Vec<String>,
    /// Says how much of the network the packets of the expectations consult, and what none does
    #[arg(long)]
    pub(crate) coverage: bool,
    /// The least severity that makes the exit code 1; `error` if nothing else is said
    #[arg(long, value_name = "SEVERITY")]
    pub(crate) fail_on: Option<FailOn>,
    /// Shows only findings with these codes: `OP3001`, its name, or a family such as `OP3`; may be
    /// repeated
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    pub(crate) select: Vec<String>,
    /// Leaves findings with these codes out; may be repeated
    #[arg(long, value_name = "CODE", value_delimiter = ',')]
    pub(crate) ignore: Vec<String>,
    /// How many findings are shown at most; all are counted. Without it 5000 on the standard output,
    /// and all in the files of `--output`
    #[arg(long, value_name = "COUNT")]
    pub(crate) max_findings: Option<usize>,
    /// The configuration; without it the nearest `outpath.toml` of this folder or those above, up to
    /// the top of the repository
    #[arg(long, value_name = "FILE")]
    pub(crate) config: Option<String>,
    /// Looks for no configuration
    #[arg(long, conflicts_with = "config")]
    pub(crate) no_config: bool,
    /// Findings that this file holds are not new, and fail nothing
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<String>,
    /// Writes what is found to such a file, and answers nothing else
    #[arg(long, value_name = "FILE", conflicts_with_all = ["baseline", "fix", "diff", "format", "output"])]
    pub(crate) write_baseline: Option<String>,
    /// The day that `until` and `expires` are compared with; that of the clock without it
    #[arg(long, value_name = "YYYY-MM-DD", value_parser = day)]
    pub(crate) today: Option<Date>,
    /// Corrects what has one right answer in the topology files, and checks the result
    #[arg(long)]
    pub(crate) fix: bool,
    /// Prints what `--fix` would change, and changes nothing; exits with 1 if there is anything
    #[arg(long, conflicts_with_all = ["fix", "format", "output"])]
    pub(crate) diff: bool,
    #[command(flatten)]
    pub(crate) asking: Asking,
}

/// The least severity that fails a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum FailOn {
    Error,
    Warning,
    Note,
    Never,
}

#[derive(Debug, Group)]
pub(crate) struct Rules {
    /// The form of the list
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(crate) format: Format,
}

#[derive(Debug, Group)]
pub(crate) struct Trace {
    /// Topology files, AWS snapshots, folders of either, merged; `-` reads the standard input
    #[arg(value_name = "INPUT", required = true)]
    pub(crate) inputs: Vec<String>,
    /// The flow, in quotes: 'web -> 172.16.100.10 tcp/443'
    #[arg(value_name = "FLOW", required = true)]
    pub(crate) flow: String,
    /// A node that both directions must pass, as in `plant-1.lgw`; may be repeated
    #[arg(long, value_name = "NODE")]
    pub(crate) via: Vec<String>,
    /// A node that neither direction may pass, as in `plant-1.service-link`; may be repeated
    #[arg(long, value_name = "NODE")]
    pub(crate) not_via: Vec<String>,
    /// The size of the packets in bytes: fits, is fragmented, or is dropped
    #[arg(long, value_name = "BYTES")]
    pub(crate) size: Option<String>,
    /// What the header must be as a packet leaves, as in `source-port=5000-6000`; may be repeated
    #[arg(long, value_name = "FIELD=VALUE")]
    pub(crate) leaving: Vec<String>,
    /// What the header must be as a packet arrives, as in `source=10.1.0.0/26`; may be repeated
    #[arg(long, value_name = "FIELD=VALUE")]
    pub(crate) arriving: Vec<String>,
    /// A change to try out, as in 'fail plant-1.service-link'; may be repeated
    #[arg(long, value_name = "CHANGE")]
    pub(crate) what_if: Vec<String>,
    /// Traces what it can of inputs that have errors
    #[arg(long)]
    pub(crate) keep_going: bool,
    #[command(flatten)]
    pub(crate) asking: Asking,
}

#[derive(Debug, Group)]
pub(crate) struct Routes {
    /// Topology files, AWS snapshots, folders of either, merged; `-` reads the standard input
    #[arg(value_name = "INPUT", required = true)]
    pub(crate) inputs: Vec<String>,
    /// The node, as in `shop.rack`, or `route_table:shop.rack` where kinds share a name
    #[arg(value_name = "NODE", required = true)]
    pub(crate) node: String,
    /// Shows only what decides about this address
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) to: Option<String>,
    /// Answers what it can about inputs that have errors
    #[arg(long)]
    pub(crate) keep_going: bool,
    #[command(flatten)]
    pub(crate) asking: Asking,
}

#[derive(Debug, Group)]
pub(crate) struct Playground {
    /// Topology files, AWS snapshots, folders of either, merged; without one the page opens an example
    #[arg(value_name = "INPUT")]
    pub(crate) inputs: Vec<String>,
    /// The port; any free one without it
    #[arg(long, value_name = "PORT", default_value_t = 0, hide_default_value = true)]
    pub(crate) port: u16,
}

#[derive(Debug, Group)]
pub(crate) struct Render {
    /// Topology files, AWS snapshots, folders of either, merged; `-` reads the standard input
    #[arg(value_name = "INPUT", required = true)]
    pub(crate) inputs: Vec<String>,
    /// A flow whose way there and back is drawn, in quotes: 'web -> 172.16.100.10 tcp/443'
    #[arg(long, value_name = "FLOW")]
    pub(crate) flow: Option<String>,
    /// A change to try out, as in 'fail plant-1.service-link'; may be repeated
    #[arg(long, value_name = "CHANGE")]
    pub(crate) what_if: Vec<String>,
    /// The form; that of the file's ending if nothing else is said, else `svg`
    #[arg(long, value_name = "FORM")]
    pub(crate) form: Option<PictureForm>,
    /// The colors of the SVG
    #[arg(long, value_name = "THEME", default_value = "light")]
    pub(crate) theme: PictureTheme,
    /// Unfolds an Outpost or a VPC of a large estate, as in `vpc shop` or `outpost plant-1`; may be
    /// repeated
    #[arg(long, value_name = "BAND")]
    pub(crate) open: Vec<String>,
    /// The file, replaced if there is one: `.svg`, `.dot`, `.mmd` or `.d2`; prints without one
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<String>,
    /// Draws what it can of inputs that have errors
    #[arg(long)]
    pub(crate) keep_going: bool,
    /// Decides what AWS does not document, over what the files say, as in `UNK-03=deny`; may be
    /// repeated
    #[arg(long, value_name = "FACT=VALUE", value_parser = assumption)]
    pub(crate) assume: Vec<(String, String)>,
}

/// A form of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PictureForm {
    /// A picture that needs nothing else
    Svg,
    /// Text for Graphviz
    Dot,
    /// Text for Mermaid
    Mermaid,
    /// Text for D2
    D2,
}

/// The colors of a picture.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum PictureTheme {
    Light,
    Dark,
}

#[derive(Debug, Group)]
pub(crate) struct Import {
    /// Topology files, AWS snapshots, folders of either, merged; `-` reads the standard input
    #[arg(value_name = "INPUT", required = true)]
    pub(crate) inputs: Vec<String>,
    /// The new file; prints without one
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<String>,
    /// Replaces the file if there is one
    #[arg(long)]
    pub(crate) force: bool,
    /// Writes what it can of inputs that have errors, with comments for what is not known
    #[arg(long)]
    pub(crate) keep_going: bool,
}

#[derive(Debug, Group)]
pub(crate) struct Init {
    /// The new file; `-` prints it
    #[arg(value_name = "FILE", default_value = "topology.yaml")]
    pub(crate) file: String,
    /// The Region that the Outpost belongs to
    #[arg(long, value_name = "REGION")]
    pub(crate) region: Option<String>,
    /// The CIDR block of the VPC
    #[arg(long, value_name = "CIDR")]
    pub(crate) vpc_cidr: Option<String>,
    /// What the Outpost is called
    #[arg(long, value_name = "NAME")]
    pub(crate) outpost: Option<String>,
    /// How its local gateway addresses instances: `direct-vpc-routing` or `coip`
    #[arg(long, value_name = "MODE")]
    pub(crate) mode: Option<String>,
    /// The network at the customer's site that it should reach
    #[arg(long, value_name = "CIDR")]
    pub(crate) on_premises: Option<String>,
    /// Replaces the file if there is one
    #[arg(long)]
    pub(crate) force: bool,
}

impl Init {
    /// Returns the option that answers a question.
    pub(crate) fn option(&self, question: &str) -> Option<&String> {
        let option = match question {
            "region" => &self.region,
            "vpc-cidr" => &self.vpc_cidr,
            "outpost" => &self.outpost,
            "mode" => &self.mode,
            "on-premises" => &self.on_premises,
            _unknown => return None,
        };
        option.as_ref()
    }
}

#[derive(Debug, Group)]
pub(crate) struct FormatFiles {
    /// Topology files, rewritten in place; `-` reads the standard input and prints
    #[arg(value_name = "FILE", required = true)]
    pub(crate) files: Vec<String>,
    /// Changes nothing: lists the files that would change, and exits with 1 if there are any
    #[arg(long)]
    pub(crate) check: bool,
    /// Changes nothing: prints the canonical text
    #[arg(long, conflicts_with = "check")]
    pub(crate) stdout: bool,
}

#[derive(Debug, Group)]
pub(crate) struct Schema {
    /// That of the configuration, `outpath.toml`, in place of the topology file
    #[arg(long)]
    pub(crate) config: bool,
    /// The JSON Schema for editors, or the reference for people
    #[arg(long, value_name = "FORMAT", default_value = "json")]
    pub(crate) format: SchemaFormat,
}

/// A form of the description of the topology file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SchemaFormat {
    Json,
    Markdown,
}

#[derive(Debug, Group)]
pub(crate) struct SnapshotScript {
    /// Prints the IAM policy that allows the calls of the script and nothing else
    #[arg(long)]
    pub(crate) policy: bool,
    /// Prints the list of all calls that are read, as Markdown
    #[arg(long, conflicts_with = "policy")]
    pub(crate) calls: bool,
}

#[derive(Debug, Group)]
pub(crate) struct Redact {
    /// Folders, bundles and answers of the AWS CLI, and topology files beside them; `-` reads the
    /// standard input
    #[arg(value_name = "INPUT", required = true)]
    pub(crate) inputs: Vec<String>,
    /// What to make: a file for one file, else a folder; it must not exist
    #[arg(short, long, value_name = "OUT", required = true)]
    pub(crate) out: PathBuf,
    /// A file with the key that decides what stands for what; made if it does not exist. Without
    /// one a key is made and forgotten, and no two runs match
    #[arg(long, value_name = "FILE")]
    pub(crate) key: Option<PathBuf>,
    /// Writes what stands for what, which must not be shared; it must not exist
    #[arg(long, value_name = "FILE")]
    pub(crate) map: Option<PathBuf>,
}

#[derive(Debug, Group)]
pub(crate) struct Explain {
    /// What to explain, as in `LGR-05`, `no-route` or `OP9101`
    #[arg(value_name = "ID")]
    pub(crate) id: Option<String>,
    /// Prints every page as JSON
    #[arg(long, conflicts_with = "id")]
    pub(crate) json: bool,
}

#[derive(Debug, Group)]
pub(crate) struct Completions {
    #[arg(value_name = "SHELL")]
    pub(crate) shell: clap_complete::Shell,
}

#[derive(Debug, Group)]
pub(crate) struct Man {
    /// The command that the page is about; the whole program without one
    #[arg(value_name = "COMMAND")]
    pub(crate) command: Option<String>,
}

fn output(text: &str) -> Result<(Format, PathBuf), String> {
    let (format, path) = text.split_once('=').ok_or("write FORMAT=PATH, as in json=trace.json")?;
    let format = Format::from_str(format, false).map_err(|_| {
        let all = Format::value_variants().iter().filter_map(ValueEnum::to_possible_value);
        let all: Vec<String> = all.map(|known| known.get_name().to_owned()).collect();
        format!("`{format}` is no format; there are {}", all.join(", "))
    })?;
    if path.is_empty() {
        return Err("the path after `=` is missing".to_owned());
    }
    Ok((format, PathBuf::from(path)))
}

fn day(text: &str) -> Result<Date, String> {
    Date::parse(text).ok_or_else(|| format!("`{text}` is no day, as in 2027-03-31"))
}

fn assumption(text: &str) -> Result<(String, String), String> {
    let (fact, value) = text.split_once('=').ok_or("write FACT=VALUE, as in UNK-03=deny")?;
    Ok((fact.to_owned(), value.to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_table_is_sound() {
        Args::command().debug_assert();
    }
}
