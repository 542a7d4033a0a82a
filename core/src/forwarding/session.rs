//! What translating devices remember of a connection.

use crate::{
    addr::Packet,
    model::{NatGatewayId, RouterId},
};

/// The device that remembers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Translator {
    /// A NAT gateway.
    NatGateway(NatGatewayId),
    /// A router of the customer.
    Router(RouterId),
}

/// One connection that a device translated on the way there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Session {
    /// The device.
    pub device: Translator,
    /// The packet before.
    pub original: Packet,
    /// The packet after.
    pub translated: Packet,
}

/// Returns the reply as the inside sees it, if the device has a session for it.
#[must_use]
pub(super) fn restore(sessions: &[Session], device: Translator, reply: Packet) -> Option<Packet> {
    let answers = |session: &&Session| {
        let expected = session.translated.reply();
        session.device == device && expected == reply
    };
    let session = sessions.iter().find(answers)?;
    let inside = session.original.reply();
    Some(Packet { source: reply.source, source_ports: reply.source_ports, ..inside })
}
