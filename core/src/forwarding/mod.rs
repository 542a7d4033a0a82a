//! The way of a packet: stop by stop, decision by decision, there and back.
//!
//! This room is the engine. Each kind of stop decides in a file of its own under `hops`; the
//! engine only moves packets between them. It never chooses among routes (that is
//! [`crate::routing`]), never prints, and knows nothing of files. The order of checks follows the
//! decision procedure PKT-S1 to PKT-S8 and PKT-I1 to PKT-I5.

mod analyzer;
mod apart;
mod atoms;
mod blockers;
mod conditions;
mod endpoint;
mod engine;
mod explained;
mod filter;
mod hops;
mod index;
mod judged;
mod network;
mod note;
mod outcome;
mod reason;
mod remarks;
mod round_trip;
mod service_link_path;
mod session;
mod size;
mod state;
mod step;
mod trace;

pub use analyzer::{ANALYZER_CODES, Counterpart, codes_of};
pub use conditions::Conditions;
pub use endpoint::{
    Case, Cases, Common, Extent, Missing, NoEndpoint, Place, Point, case, in_common, points,
    resolve, resolve_every,
};
pub use engine::Cx;
pub use explained::{EXPLAINED, shadowed};
pub use filter::Way;
pub use judged::{Ending, Fate, Judged, trace_all, verdict, verdict_all};
pub use network::{Network, PublicOwner, Resident};
pub use note::{Note, NotePage};
pub use outcome::{Blocker, Outcome};
pub use reason::{Reason, ReasonPage};
pub use round_trip::{Intent, trace};
use service_link_path::sources as service_link_sources;
pub use service_link_path::{Carried, Failure, ServiceLinkPath, service_link_intents};
pub use session::{Guest, Memory, Session, Tracked, Translator};
pub use state::{
    Arrival, Arriving, Associated, End, Entered, Left, Location, Move, Onward, Part, Sender, Stop,
};
pub use step::{Step, Uplink, What};
pub use trace::{Block, Hop, Path, Reply, Share, Trace, Verdict};
