//! Addresses and what is computed from addresses alone.
//!
//! This room holds prefixes, the longest-prefix-match table, AS numbers, protocols, port ranges and
//! the packet in flight. It knows no AWS noun. It is the only room that names `ipnetwork`.
//!
//! ```
//! use outpath_core::addr::{Prefix, PrefixMap};
//!
//! let routes: [(Prefix, _); 2] = [("10.0.0.0/16".parse()?, "local"), ("0.0.0.0/0".parse()?, "igw")];
//! let table: PrefixMap<_> = routes.into_iter().collect();
//! let longest = table.longest("10.0.3.9".parse().unwrap());
//! assert_eq!(longest, Some(("10.0.0.0/16".parse()?, ["local"].as_slice())));
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
mod protocol;
mod special;
mod sweep;
mod table;

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
pub use protocol::Protocol;
pub use special::{
    RESERVED, four_of_six, is_global, is_global_prefix, is_private, is_shared_space, overlaps_any,
    six_of_four, special,
};
pub use sweep::{Answers, Line, Pieces, mark, sweep};
pub use table::{
    EntryId, ForwardingTable, PrefixMap, PrefixMaps, PrefixTable, PrefixTables, TableId,
};
