//! Foreign formats on their way to a topology: what the AWS CLI prints.
//!
//! This room knows the calls of AWS by one table, [`CALLS`]: the collector, the policy that it
//! needs, the documentation and the importer are walks over it. It builds trees of the `document`
//! room and leaves judging them to the lowering; it never holds what a packet does.
//!
//! ```
//! use outpath_core::import::call;
//!
//! let call = call("search-local-gateway-routes").expect("a call of the table");
//! assert_eq!(call.key, "Routes");
//! assert_eq!(call.action(), "ec2:SearchLocalGatewayRoutes");
//! ```

mod calls;

pub use calls::{CALLS, Call, Per, call, calls_of, pascal};
