//! What `outpath generate` takes.

use clap::Args as Group;
use outpath_core::analysis::{PRESETS, Size};

#[derive(Debug, Group)]
pub(crate) struct Generate {
    /// The new file; prints without one. A full table stands beside it, as in `FILE-routes.csv`
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<String>,
    /// Another seed gives another estate of the same size
    #[arg(long, value_name = "N", default_value_t = 1)]
    pub(crate) seed: u64,
    /// How much there is of everything that no other option says
    #[arg(long, value_name = "SIZE", value_parser = size, default_value = "small")]
    pub(crate) size: Size,
    /// Outposts
    #[arg(long, value_name = "N")]
    pub(crate) outposts: Option<usize>,
    /// VPCs; each Outpost has one at least
    #[arg(long, value_name = "N")]
    pub(crate) vpcs: Option<usize>,
    /// Subnets of all VPCs together
    #[arg(long, value_name = "N")]
    pub(crate) subnets: Option<usize>,
    /// Instances in all subnets together
    #[arg(long, value_name = "N")]
    pub(crate) instances: Option<usize>,
    /// Sites of the customer
    #[arg(long, value_name = "N")]
    pub(crate) sites: Option<usize>,
    /// Routes of the full table that the routers toward the internet have
    #[arg(long, value_name = "N")]
    pub(crate) routes: Option<usize>,
    /// Replaces the files if there are any
    #[arg(long)]
    pub(crate) force: bool,
}

fn size(text: &str) -> Result<Size, String> {
    let names = || PRESETS.map(|(name, _)| name).join(", ");
    Size::named(text).ok_or_else(|| format!("write one of {}", names()))
}
