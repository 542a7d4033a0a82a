//! Positions in texts: byte offsets inside, lines and columns outside.
//!
//! This room holds sources and spans. It never holds messages ([`crate::diagnostic`]) or syntax
//! ([`crate::document`]), and knows nothing of UTF-16: only the browser glue does.
//!
//! ```
//! use outpath_core::text::{Sources, Span};
//!
//! let mut sources = Sources::default();
//! let file = sources.add("plant.yaml", "outpath: 1\nregion: eu-west-1\n");
//! let place = sources.position(Span::new(file, 11, 17));
//! assert_eq!((place.line, place.column), (2, 1));
//! ```

mod source;
mod span;

pub use source::{Position, Source, Sources};
pub use span::{FileId, Span, Spanned};
