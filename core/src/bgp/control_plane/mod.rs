//! BGP between speakers, whoever they are: what each announces, receives, filters and selects.
//!
//! This part knows AS numbers, sessions, policies and prefixes, and no noun of AWS or of a customer:
//! the room around it makes speakers of a model and reads what comes of them. It forwards nothing.

mod speakers;

pub use speakers::{
    End, EndId, MedComparison, Origin, Origination, Session, SessionId, Speaker, SpeakerId,
    Speakers, Underlay,
};
