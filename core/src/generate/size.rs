//! How much there is of what, and how much there may be.

use std::fmt;

/// How much there is of what in a generated estate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Size {
    /// Outposts, racks with a local gateway each.
    pub outposts: usize,
    /// VPCs: each Outpost has one at least.
    pub vpcs: usize,
    /// Subnets of all VPCs together.
    pub subnets: usize,
    /// Instances in all subnets together.
    pub instances: usize,
    /// Sites of the customer.
    pub sites: usize,
    /// Routes of the full table that the routers toward the internet have.
    pub routes: usize,
}

/// A size with a name.
pub type Preset = (&'static str, Size);

/// The sizes that have names, the smallest first.
pub const PRESETS: [Preset; 4] = [
    ("small", Size { outposts: 2, vpcs: 3, subnets: 18, instances: 40, sites: 2, routes: 0 }),
    (
        "medium",
        Size { outposts: 10, vpcs: 15, subnets: 300, instances: 2_000, sites: 8, routes: 10_000 },
    ),
    (
        "large",
        Size {
            outposts: 100,
            vpcs: 150,
            subnets: 10_000,
            instances: 100_000,
            sites: 60,
            routes: 1_000_000,
        },
    ),
    (
        "huge",
        Size {
            outposts: 200,
            vpcs: 300,
            subnets: 15_000,
            instances: 150_000,
            sites: 120,
            routes: 1_000_000,
        },
    ),
];

/// Subnets of one VPC; AWS gives no more without being asked.
const SUBNETS_OF_VPC: usize = 200;
/// Instances of one subnet, which is a /24.
const INSTANCES_OF_SUBNET: usize = 200;

/// Why there is no estate of a size.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SizeError(String);

impl SizeError {
    pub(super) fn new(words: impl Into<String>) -> Self {
        Self(words.into())
    }
}

impl fmt::Display for SizeError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl std::error::Error for SizeError {}

impl Size {
    /// Returns the size with a name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        PRESETS.iter().find(|(one, _)| *one == name).map(|(_, size)| *size)
    }

    /// Checks that there is an estate of this size.
    ///
    /// # Errors
    /// Says which number is too small or too large, and what it may be.
    pub fn verify(&self) -> Result<(), SizeError> {
        let vpcs = self.vpcs;
        let bounds = [
            ("outposts", self.outposts, 1, 250),
            ("vpcs", vpcs, self.outposts, 500),
            ("subnets", self.subnets, 4 * vpcs, 15_000.min(SUBNETS_OF_VPC * vpcs)),
            ("instances", self.instances, 0, 150_000.min(INSTANCES_OF_SUBNET * self.subnets)),
            ("sites", self.sites, 1, 240),
            ("routes", self.routes, 0, 1_048_576),
        ];
        for (name, number, least, most) in bounds {
            if !(least..=most).contains(&number) {
                let message =
                    format!("--{name} {number}: with these sizes it is from {least} to {most}");
                return Err(SizeError::new(message));
            }
        }
        Ok(())
    }
}
