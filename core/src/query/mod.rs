//! The small languages that people type: flows, expectations, rules of filters, names of nodes,
//! changes to try.
//!
//! This room reads `web -> 172.16.100.10 tcp/443` into data and prints it back. It never looks a
//! name up: which object `web` is, and whether there is one, is known only beside a model. It is the
//! only room that names `nom`.
//!
//! Every parser is total. It returns the value, or one [`QueryError`] that points at the bytes where
//! reading stopped and lists what would have been understood there.
//!
//! ```
//! use outpath_core::query::{Endpoint, parse_flow};
//!
//! let flow = parse_flow("web -> shop/10.0.3.112 tcp/443")?;
//! assert_eq!(flow.source.value, Endpoint::Name("web".to_owned()));
//! assert_eq!(flow.to_string(), "web -> shop/10.0.3.112 tcp/443");
//!
//! let error = parse_flow("web -> db tpc/443").unwrap_err();
//! assert_eq!((error.span, error.message.as_str()), (10..13, "no protocol is called `tpc`; did you mean `tcp`?"));
//! # Ok::<(), outpath_core::query::QueryError>(())
//! ```

mod clause;
mod endpoint;
mod error;
mod exchange;
mod expectation;
mod flow;
mod guarantee;
mod header;
mod prefix;
mod rule;
mod selector;
mod traffic;
mod trial;
mod word;

#[cfg(test)]
mod tests;

pub use clause::Clauses;
pub use endpoint::{Endpoint, parse_endpoint};
pub use error::{Placed, QueryError};
pub use exchange::{Exchange, ExpectedRoutes};
pub use expectation::{Demand, Expectation, ExpectedFlow, parse_expectation};
pub use flow::{Flow, parse_flow};
pub use guarantee::{Guarantees, Survives, TranslatedFrom};
pub use header::HeaderField;
pub use rule::{Rule, RulePeer, Side, parse_network_acl_rule, parse_security_group_rule};
pub use selector::{Selector, parse_selector};
pub use traffic::{Traffic, parse_traffic};
pub use trial::{Trial, parse_trial};
