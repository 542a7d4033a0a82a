//! Every rule, in the order of the codes.

use super::{Rule, local_gateway};

/// Every rule, in the order of the codes.
pub const ALL: &[&Rule] = &[&local_gateway::op3001_route_to_unassociated_gateway::RULE];
