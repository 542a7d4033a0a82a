//! What devices on the way remember of a connection.

use std::collections::BTreeMap;

use crate::{
    addr::Packet,
    model::{
        EgressOnlyInternetGatewayId, InstanceId, NatGatewayId, NetworkInterfaceId,
        RegionalNatGatewayId, RouterId, SubnetId, TransitGatewayAttachmentId, VpcEndpointId, VpcId,
    },
};

/// Everything that devices on the way remember.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Memory {
    /// The connections that devices translated.
    pub sessions: Vec<Session>,
    /// The connections that security groups let through.
    pub tracked: Vec<Tracked>,
    /// The VPCs that the packet came into from a transit gateway, and how (fact NAT-08).
    pub transit: BTreeMap<VpcId, Guest>,
    /// How those that NAT gateways translated for came to them (fact NAT-09).
    pub guests: BTreeMap<NatGatewayId, Guest>,
    /// The attachment that a NAT gateway returned the packet by without a route (fact TOP-55).
    pub returned: Option<TransitGatewayAttachmentId>,
    /// The subnets by which transit gateways handed the packet to VPCs (fact TGW-08).
    pub entered: Vec<(TransitGatewayAttachmentId, SubnetId)>,
}

/// How a packet came into a VPC from a transit gateway.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Guest {
    /// The attachment.
    pub by: TransitGatewayAttachmentId,
    /// Whether it passed no firewall and no appliance since.
    pub straight: bool,
}

/// A connection that the security groups of an interface let through.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Tracked {
    /// The interface.
    pub interface: NetworkInterfaceId,
    /// The packet that they let through.
    pub packet: Packet,
    /// Whether the connection is tracked; the reply of an untracked one is judged by the rules
    /// (fact SG-09).
    pub tracked: bool,
}

/// Where a [`Memory`] stood before a stop decided.
#[derive(Debug)]
pub(super) struct Mark {
    sessions: usize,
    tracked: usize,
    entered: usize,
    transit: BTreeMap<VpcId, Guest>,
    guests: BTreeMap<NatGatewayId, Guest>,
    returned: Option<TransitGatewayAttachmentId>,
}

impl Memory {
    /// Returns what [`Self::restore`] needs. Lists only grow; the rest is nearly always empty.
    pub(super) fn mark(&self) -> Mark {
        Mark {
            sessions: self.sessions.len(),
            tracked: self.tracked.len(),
            entered: self.entered.len(),
            transit: self.transit.clone(),
            guests: self.guests.clone(),
            returned: self.returned,
        }
    }

    /// Forgets everything since a mark.
    pub(super) fn restore(&mut self, mark: Mark) {
        self.sessions.truncate(mark.sessions);
        self.tracked.truncate(mark.tracked);
        self.entered.truncate(mark.entered);
        self.transit = mark.transit;
        self.guests = mark.guests;
        self.returned = mark.returned;
    }

    /// Notes that the packet passed a firewall or an appliance.
    pub(super) fn passed_appliance(&mut self) {
        for guest in self.transit.values_mut() {
            guest.straight = false;
        }
    }

    /// Returns what the security groups of an interface remember of the packet that this answers.
    #[must_use]
    pub fn answered(&self, interface: NetworkInterfaceId, reply: Packet) -> Option<Tracked> {
        let fits = |one: &&Tracked| one.interface == interface && reply.answers(one.packet);
        // What came in and went out again by one interface was let through twice.
        self.tracked.iter().filter(fits).max_by_key(|one| one.tracked).copied()
    }
}

/// The device that remembers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Translator {
    /// A NAT gateway.
    NatGateway(NatGatewayId),
    /// A regional NAT gateway.
    RegionalNatGateway(RegionalNatGatewayId),
    /// An egress-only internet gateway, which translates nothing.
    EgressOnly(EgressOnlyInternetGatewayId),
    /// A VPC endpoint, which translates nothing.
    Endpoint(VpcEndpointId),
    /// A router of the customer.
    Router(RouterId),
    /// An instance that forwards, whether or not it translates.
    Instance(InstanceId),
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
    let answers =
        |session: &&Session| session.device == device && reply.answers(session.translated);
    let session = sessions.iter().find(answers)?;
    let inside = session.original.reply();
    // What the device leaves as it is may be a part of what was sent. Whatever translates the source
    // chooses its port anew, so that the part that a reply comes for says nothing about the client's.
    let renumbered = session.original.source != session.translated.source;
    let source_ports = reply.source_ports;
    let destination_ports =
        if renumbered { inside.destination_ports } else { reply.destination_ports };
    Some(Packet { source_ports, destination_ports, ..inside })
}
