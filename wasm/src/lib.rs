//! The browser module of Outpath.
