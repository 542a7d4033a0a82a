//! The ends of sessions at AWS: numbers and addresses that the inputs may leave out.

use std::net::{IpAddr, Ipv4Addr};

use crate::{
    addr::Asn,
    model::{Model, NeighborAt, RouterId},
};

/// Returns the AS number for a speaker of which the inputs give none: one of a range that is
/// reserved, so that it is nobody's own.
pub(super) fn unknown_asn(at: usize) -> Asn {
    Asn(UNKNOWN.0 + u32::try_from(at % 65_000).expect("invariant: the remainder is small"))
}

/// The first and the last number of speakers of which the inputs give none.
const UNKNOWN: (u32, u32) = (65_552, 65_552 + 64_999);

/// Returns whether a number stands for one that the inputs do not give.
#[must_use]
pub fn is_unknown(asn: Asn) -> bool {
    (UNKNOWN.0..=UNKNOWN.1).contains(&asn.0)
}

/// Returns an address for an end of which the inputs give none: one that no interface can have.
pub(super) fn unknown_address(at: usize, router: bool) -> IpAddr {
    let number = u32::try_from(at % 0x7F_FFFF).expect("invariant: the remainder is small");
    IpAddr::V4(Ipv4Addr::from(number * 2 + u32::from(router)))
}

/// Returns an identifier for a speaker: its address, if it is of version 4.
pub(super) fn identifier(address: Option<IpAddr>, at: usize) -> u32 {
    match address {
        Some(IpAddr::V4(address)) => address.to_bits(),
        Some(IpAddr::V6(_)) | None => {
            0xF000_0000 + u32::try_from(at % 0xFFF_FFFF).expect("invariant: the remainder is small")
        }
    }
}

/// Returns the address of AWS's end of a session, and of the router's, as far as the inputs give them.
pub(super) fn addresses(
    model: &Model,
    router: RouterId,
    at: NeighborAt,
) -> (Option<IpAddr>, Option<IpAddr>) {
    let local = match at {
        NeighborAt::Vif(id) => Some(model.vifs[id].local),
        NeighborAt::ServiceLinkVif(id) => Some(model.service_link_vifs[id].local),
        NeighborAt::DirectConnectInterface(id) => model.direct_connect_interfaces[id].local,
        NeighborAt::VpnConnection(_) | NeighborAt::Router(_) => None,
    };
    let peer = match at {
        NeighborAt::DirectConnectInterface(id) => model.direct_connect_interfaces[id].peer_address,
        NeighborAt::Vif(_)
        | NeighborAt::ServiceLinkVif(_)
        | NeighborAt::VpnConnection(_)
        | NeighborAt::Router(_) => None,
    };
    let Some(local) = local else { return (None, peer) };
    let interfaces = model.routers[router].interfaces.iter().map(|one| one.address.address);
    let mut facing = interfaces.filter(|one| local.prefix.contains(*one) && *one != local.address);
    (Some(local.address), facing.next().or(peer))
}
