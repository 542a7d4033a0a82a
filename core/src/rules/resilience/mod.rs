//! What stops working when one thing fails.

pub(super) mod op8001_single_uplink;
