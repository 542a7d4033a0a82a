//! The command line of Outpath.
