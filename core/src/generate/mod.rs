//! Estates: topology files of any size, for tests, benches and whoever wants to see what the program
//! does with a network like their own.
//!
//! A [`Size`] and a seed give an [`Estate`]: always the same bytes. The plan (who there is, with which
//! addresses) is drawn up first (`plan`, `fill`), then written down part by part (`cloud`, `premises`,
//! `expectations`, `full_table`). Nothing in it is wrong, and what it expects holds.

mod cloud;
mod expectations;
mod fill;
mod full_table;
mod names;
mod plan;
mod premises;
mod random;
mod size;

use std::fmt::Write as _;

pub use size::{PRESETS, Preset, Size, SizeError};

use crate::{
    document,
    text::{FileId, Sources},
};
use names::{NETWORK, Region};
use plan::{Bits, Plan};
use random::Random;

/// The texts of an estate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Estate {
    /// The topology file.
    pub topology: String,
    /// The file with the full table, if the size has routes.
    pub routes: Option<String>,
}

/// Returns the estate of a seed and a size; the topology refers to the file with the full table by the
/// name `routes_file`.
///
/// # Errors
/// Says why there is none of this size.
pub fn generate(seed: u64, size: Size, routes_file: &str) -> Result<Estate, SizeError> {
    let plan = Plan::new(seed, size)?;
    let mut text = head(seed, size);
    let regions = plan.regions.first().map_or("", |region| region.name);
    let _ = write!(text, "outpath: 1\nregion: {regions}\naccount: {NETWORK}\n");
    cloud::accounts(&mut text, &mut Random::new(seed, 2));
    cloud::vpcs(&mut text, &plan);
    cloud::transit_gateways(&mut text, &plan);
    cloud::outposts(&mut text, &plan);
    cloud::instances(&mut text, &plan);
    premises::sites(&mut text, &plan, (size.routes > 0).then_some(routes_file));
    expectations::expectations(&mut text, &plan, &mut Random::new(seed, 3));
    let routes =
        (size.routes > 0).then(|| full_table::full_table(size.routes, &mut Random::new(seed, 4)));
    Ok(Estate { topology: canonical(&text), routes })
}

fn head(seed: u64, size: Size) -> String {
    let Size { outposts, vpcs, subnets, instances, sites, routes } = size;
    format!(
        "# An estate that nobody has, made by
# outpath generate --seed {seed} --outposts {outposts} --vpcs {vpcs} --subnets {subnets} --instances {instances} --sites {sites} --routes {routes}
#
# 10.0.0.0/9 is in the Regions, 10.128.0.0/9 on racks, 100.64.0.0/10 customer-owned, 172.16.0.0/12 at the sites.
"
    )
}

/// Prints a text as `outpath format` does.
fn canonical(text: &str) -> String {
    let mut sources = Sources::default();
    let (document, _) = document::read_bytes(&mut sources, "estate.yaml", text.as_bytes());
    document::format(&document, sources.get(FileId(0)).map_or("", |source| source.text.as_str()))
}

impl Plan {
    fn region(&self, at: usize) -> Region {
        self.regions.get(at).copied().unwrap_or(names::REGIONS[0])
    }

    /// Returns the field that says a Region, which the file says of the first one.
    fn region_field(&self, at: usize) -> String {
        if at == 0 { String::new() } else { format!("    region: {}\n", self.region(at).name) }
    }

    /// Returns the id of a zone.
    fn zone(&self, region: usize, zone: usize) -> String {
        format!("{}-az{zone}", self.region(region).zone)
    }

    /// Returns the blocks of a Region: what is in it, and what is on racks that belong to it.
    fn of_region(&self, at: usize) -> [(Bits, u32); 2] {
        plan::of_region(at, self.regions.len())
    }
}

#[cfg(test)]
mod tests;
