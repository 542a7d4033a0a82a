//! Addresses and what is computed from addresses alone.
//!
//! This room holds prefixes, the longest-prefix-match table, AS numbers, protocols, port ranges and
//! the packet in flight. It knows no AWS noun. It is the only room that names `ipnetwork`.
//!
//! ```
//! use outpath_core::addr::{Prefix, PrefixMap};
//!
//! let mut table = PrefixMap::default();
//! table.insert("10.0.0.0/16".parse::<Prefix>()?, "local");
//! table.insert("0.0.0.0/0".parse()?, "igw");
//! let covering: Vec<_> = table.covering("10.0.3.9".parse().unwrap()).collect();
//! assert_eq!(covering.last().map(|(_, name)| **name), Some("local"));
//! # Ok::<(), outpath_core::addr::PrefixError>(())
//! ```

mod as_path;
mod asn;
mod atoms;
mod community;
mod family;
mod icmp;
mod matcher;
mod packet;
mod port;
mod prefix;
mod prefix_map;
mod protocol;
mod special;

pub use as_path::{AsPathPattern, AsPathPatternError};
pub use asn::Asn;
pub use atoms::{Atom, atoms};
pub use community::{Community, CommunityError};
pub use family::Family;
pub use icmp::Icmp;
pub use matcher::{Matcher, Taken};
pub use packet::Packet;
pub use port::PortRange;
pub use prefix::{InterfaceAddress, Prefix, PrefixError};
pub use prefix_map::PrefixMap;
pub use protocol::Protocol;
pub use special::{
    RESERVED, four_of_six, is_global, is_global_prefix, is_private, is_shared_space, overlaps_any,
    six_of_four, special,
};
