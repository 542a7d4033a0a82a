//! Who announces what to whom over BGP.
//!
//! This room holds sessions, the prefixes that local gateways announce, and what each side learns.
//! Today routers announce configured prefixes; policy, path selection and propagation between the
//! customer's routers belong here too. It never forwards packets and never picks a route of a table.

mod advertisement;
mod session;

pub use advertisement::{Advertisement, Because, Bgp};
pub use session::{Session, SessionDown};
