//! Properties over generated networks.

mod agreement;
