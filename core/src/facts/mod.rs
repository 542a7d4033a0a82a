//! Every fact about AWS that code, traces and rules may cite.
//!
//! This room holds one table: the id of each fact, a sentence or two, how sure we are of it, and
//! where it was read. `outpath explain LGR-05` prints an entry, and an answer that rests on a fact
//! which AWS does not state lists it as an assumption. Where AWS leaves a choice open and the user
//! may take it, the fact is also a [`Setting`].
//!
//! It never holds behavior: the rooms below decide what a packet does and only cite. Nor does it
//! hold lint rules, which have codes of their own (`OP3004`) and name the facts they rest on.
//! An id is never renumbered and never reused; a new fact takes the next number of its family.
//!
//! The families, one file each:
//!
//! | Family | About |
//! |---|---|
//! | `FF` | forms and generations of Outposts, their subnets |
//! | `LGW` `VIF` `RD` `LGR` | local gateway, its virtual interfaces, routing domains and routes |
//! | `Q` | quotas and sizes |
//! | `DVR` `COIP` | the two modes: direct VPC routing and customer-owned addresses |
//! | `VRT` | VPC route tables that point to a local gateway |
//! | `SL` `IV` `BGP` | service link, traffic between VPCs and Outposts, BGP |
//! | `SVC` `ERR` | other AWS services, AWS's error codes and states |
//! | `DIS` `UNK` | where AWS's documents disagree, and where they are silent |
//! | `PKT` | whole paths, and the steps of a packet |
//! | `VPCE` | VPC endpoints |
//! | `RT` `NAT` `PCX` `TGW` `VGW` `DXG` `VLG` | VPC routing and gateways |
//! | `SG` `ACL` `MTU` | filters and packet sizes |
//! | `TOP` | what Outpath takes for granted where the inputs are silent |
//!
//! ```
//! use outpath_core::facts::{Mark, fact, setting};
//!
//! let fact = fact("LGR-05").expect("a fact of the table");
//! assert!(fact.text.contains("the longest prefix wins"));
//! assert_eq!(fact.mark.words(), "documented by AWS");
//! assert_eq!(fact.sources[0].key, "S04");
//!
//! let hairpin = setting("UNK-03").expect("a gap that the user may decide");
//! assert_eq!(hairpin.default, "allow");
//! ```

mod acl;
mod bgp;
mod coip;
mod dis;
mod dvr;
mod dxg;
mod err;
mod fact;
mod ff;
mod iv;
mod lgr;
mod lgw;
mod mtu;
mod nat;
mod pcx;
mod pkt;
mod q;
mod rd;
mod rt;
mod setting;
mod sg;
mod sl;
mod sources;
mod svc;
mod table;
mod tgw;
mod top;
mod unk;
mod vgw;
mod vif;
mod vlg;
mod vpce;
mod vrt;

pub use fact::{Fact, Mark};
pub use setting::{SETTINGS, Setting, setting};
pub use sources::{NO_LINK, SOURCES, Source};
pub use table::{ALL, all, fact};
