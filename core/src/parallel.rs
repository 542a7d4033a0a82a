//! The one door to rayon: the same work over many items.
//!
//! Results come back in the order of the items, so that the number of threads never shows. Without the
//! feature `threads` the work runs where it is called.
//!
//! ```
//! let squares = outpath_core::parallel::map(&[1, 2, 3], |number| number * number);
//! assert_eq!(squares, [1, 4, 9]);
//! ```

#[cfg(feature = "threads")]
use rayon::prelude::*;

/// Returns what a function makes of each item, in the order of the items.
pub fn map<T: Sync, R: Send>(items: &[T], work: impl Fn(&T) -> R + Sync + Send) -> Vec<R> {
    #[cfg(feature = "threads")]
    let items = items.par_iter();
    #[cfg(not(feature = "threads"))]
    let items = items.iter();
    items.map(work).collect()
}
