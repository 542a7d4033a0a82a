//! A forwarder that is slow and plain on purpose.
//!
//! It answers the same question as the engine, from the same rules, by scanning every object of the
//! model at every step: no trie, no cache, no graph, no table built ahead. Where both agree on random
//! networks, a mistake would have to be made twice. So this room uses only the nouns of `model` and
//! the arithmetic of `addr`, and it never looks at how the engine does its work.
//!
//! The letters A to N in comments are those of the decision procedure: A an interface sends, B the
//! route table of a VPC, C delivery in a VPC, D peering, E the internet gateway, F the internet, G a
//! NAT gateway, H a local gateway outward, I its uplinks, J a router, K a local gateway inward, L a
//! source on premises, M an interface receives, N announcements, O an instance forwards, P filters, Q an
//! egress-only internet gateway, R a transit gateway, S a virtual private gateway, T a VPN connection or
//! virtual interface of Direct Connect, U a Direct Connect gateway, V a VPC
//! endpoint.

mod appliance;
mod between;
mod direct_connect;
mod endpoint;
mod filter;
mod flow;
mod gateway;
mod link;
mod local_gateway;
mod nat;
mod premises;
mod round_trip;
mod table;
mod transit;
mod uplink;
mod vpc;
mod walk;

pub use flow::{Class, NaiveFlow, NaivePath, NaiveTrip, Place};
pub use round_trip::{forward, round_trip};
pub use uplink::{announced, session_up};
