//! What happens to a packet at one hop.

use std::net::IpAddr;

use super::{Blocker, Note};
use crate::{
    addr::{PortRange, Prefix},
    bgp::SessionDown,
    model::{Key, ObjectId, VifId},
    routing::{Selection, TableRef},
};

/// One decision at a hop, with the facts and the parts of the model that it rests on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What is decided.
    pub what: What,
    /// The facts that say so.
    pub facts: Vec<&'static str>,
    /// The parts of the model that it rests on.
    pub keys: Vec<Key>,
    /// The largest packet that fits here, where that is known.
    pub mtu: Option<u32>,
}

/// What a step decides.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// Something is as it must be; the words say what.
    Passed(&'static str),
    /// A table is asked for the destination.
    Routed {
        /// The table.
        table: TableRef,
        /// The destination that was looked up.
        destination: IpAddr,
        /// Winner and losers.
        selection: Selection,
    },
    /// The source address is rewritten.
    SourceTranslated {
        /// Before.
        from: IpAddr,
        /// After.
        to: IpAddr,
    },
    /// The destination address is rewritten.
    DestinationTranslated {
        /// Before.
        from: IpAddr,
        /// After.
        to: IpAddr,
    },
    /// The uplinks of a local gateway are compared.
    Uplinks {
        /// Each virtual interface of the group with its verdict.
        vifs: Vec<(VifId, Uplink)>,
    },
    /// No filter is given for these interfaces; they are taken to let the packet pass.
    NoFilters(ObjectId),
    /// A rule of a filter lets the packet pass.
    Allowed {
        /// The security group or network ACL.
        filter: ObjectId,
        /// The rule.
        rule: String,
    },
    /// A setting decides what AWS leaves open.
    Assumed {
        /// The fact that is a setting.
        fact: &'static str,
        /// The value in force.
        value: String,
        /// Whether that is the default.
        default: bool,
    },
    /// A filter judges other ports differently: from here on the path stands for these only.
    Narrowed {
        /// The source ports, if they are fewer than before.
        source: Option<PortRange>,
        /// The destination ports, if they are fewer than before.
        destination: Option<PortRange>,
    },
    /// The packet does not fit and is cut into fragments.
    Fragmented {
        /// Its size in bytes.
        size: u32,
        /// What fits, in bytes.
        mtu: u32,
    },
    /// The packet would end here; on the intended way it goes on, to find what else stands in it.
    Blocked(Blocker),
    /// Something to know that does not stop the packet; answers collect it under *Notes*.
    Noted {
        /// The kind of remark.
        note: Note,
        /// The remark, in the user's names.
        text: String,
    },
    /// The packet has arrived.
    Delivered,
}

/// Why an uplink takes part, or does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Uplink {
    /// It takes its share; its customer device announces this prefix.
    Used(Prefix),
    /// Its prefix is shorter than the one that is used.
    ShorterPrefix(Prefix),
    /// Its AS path is longer than the one that is used (fact BGP-14).
    LongerAsPath(Prefix),
    /// Its network device is in maintenance, and another one is not (fact PKT-40).
    Maintenance(Prefix),
    /// Its prefix is larger than every static route to the VIF group, and no default (fact LGR-10).
    TooWide(Prefix),
    /// Nothing that its customer device announces covers the destination.
    NotCovered,
    /// Its session is not up.
    Down(SessionDown),
}

impl Step {
    /// Returns a step without facts.
    #[must_use]
    pub fn new(what: What) -> Self {
        Self { what, facts: Vec::new(), keys: Vec::new(), mtu: None }
    }

    /// Returns a step that says that something is as it must be.
    #[must_use]
    pub fn passed(words: &'static str) -> Self {
        Self::new(What::Passed(words))
    }

    /// Returns a step that remarks on something. A hop that knows something worth telling pushes it;
    /// what follows from a path as a whole is added by `remarks`.
    #[must_use]
    pub fn note(note: Note, text: impl Into<String>) -> Self {
        Self::new(What::Noted { note, text: text.into() })
    }

    /// Adds facts that say so.
    #[must_use]
    pub fn facts(mut self, facts: &[&'static str]) -> Self {
        self.facts.extend_from_slice(facts);
        self
    }

    /// Adds a part of the model that it rests on.
    #[must_use]
    pub fn key(mut self, key: impl Into<Key>) -> Self {
        self.keys.push(key.into());
        self
    }

    /// States the largest packet that fits, in bytes.
    #[must_use]
    pub fn mtu(mut self, mtu: u32) -> Self {
        self.mtu = Some(mtu);
        self
    }
}
