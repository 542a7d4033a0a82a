//! The façade: everything that the command line and the browser may ask, as plain data.
//!
//! This room ties the others together. Nothing imports it but the rims; it knows no terminal, no
//! browser and no file system: texts come through a [`Loader`].

mod answer;
mod check;
mod checking;
mod complete;
mod configured;
mod coverage;
mod diff;
mod draw;
mod expected;
mod explain;
mod fingerprint;
mod fix;
mod import;
mod inputs;
mod listing;
mod matrix;
mod noted;
pub mod redact;
mod starter;
mod to_file;
mod trials;
mod unjudged;
mod workspace;

pub use answer::{Answer, Status};
pub use checking::Checking;
pub use configured::{Configured, configuration_reference, configuration_schema};
pub use diff::{Sweeping, diff};
pub use draw::{Drawing, Form};
pub use explain::{Page, explain, explainable, page, pages};
pub use fix::{Corrected, Rewritten, correct};
pub use inputs::read;
pub use listing::rules;
pub use matrix::Matrix;
pub use noted::{Noted, Piece, Place};
pub use starter::{QUESTIONS, Question, starter};
pub use to_file::Written;
pub use trials::{Endpoint, Failure, MatrixCell, MatrixSlice, Tried};
pub use workspace::{Workspace, format, reference, schema};

#[cfg(feature = "generate")]
pub use crate::generate::{Estate, PRESETS, Preset, Size, SizeError, generate};
pub use crate::{
    diagnostic::{Code, Severity},
    document::{Completion, Hover, Loaded, Loader, Offer, OfferKind},
    import::{
        collector,
        redact::{File, Key, Redacted, Shared},
    },
    policy::{Date, FailOn, Level, is_baseline},
    reach::{By, Job, Question as ReachQuestion, Shard},
    report::{Role, Text, plural},
    rules::{LIMITS, Limit, Limits},
    scene::Theme,
};
