//! Who announces what to whom over BGP.
//!
//! This room holds sessions, the prefixes that local gateways announce, what each side learns, and
//! the same for VPN connections, Direct Connect and the route tables of transit gateways.
//! Today routers announce configured prefixes; policy, path selection and propagation between the
//! customer's routers belong here too. It never forwards packets and never picks a route of a table.

mod advertisement;
mod agreement;
pub mod control_plane;
mod customer;
mod gateway;
mod heard;
mod interconnect;
mod interior;
mod link;
mod peering;
mod propagation;
mod session;

pub use advertisement::{Advertisement, Because, Bgp};
pub use customer::{Customer, is_unknown};
pub use gateway::{Knowledge, Known, Via, allowed_blocks};
pub use heard::{Advertised, Heard};
pub use interconnect::{Interconnect, Told, service_link_blocks};
pub use interior::{Interior, InteriorRoute, Toward};
pub use link::{LinkDown, PathAttributes, customer_end, link_down};
pub use peering::{Peering, PeeringDown, peering};
pub use propagation::{Propagated, PropagatedFrom, Propagation};
pub use session::{Session, SessionDown, different_vlans, service_link_session};
