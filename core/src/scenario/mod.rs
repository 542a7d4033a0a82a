//! Changes as data: failures and edits, and what each of them touches.
//!
//! This room turns a model and a change into another model, understands the words for a change that a
//! person types, lists what could fail, and names the objects that differ, so
//! that what is computed from the model can be updated rather than rebuilt. It never computes
//! anything from the model itself.
//!
//! ```
//! use outpath_core::{model::Model, scenario::{Change, apply}};
//!
//! let (same, touched) = apply(&Model::default(), &Change::Nothing);
//! assert_eq!(same, Model::default());
//! assert!(touched.objects.is_empty());
//! ```

mod apply;
mod associate;
mod change;
mod place;
mod possible;
mod several;
mod trial;

pub use apply::{Touched, apply, apply_all};
pub use change::Change;
pub use possible::{Group, Possible, possible};
pub use trial::{Refused, understand};
