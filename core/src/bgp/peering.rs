//! BGP sessions between routers of the customer: up only if both ends agree.

use std::net::IpAddr;

use super::Interior;
use crate::{
    addr::Asn,
    model::{Bgp, Model, Neighbor, NeighborAt, Router, RouterId, RouterInterface, SessionState},
};

/// Why two routers have no session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PeeringDown {
    /// This router is down.
    NotUp(RouterId),
    /// The segments that they share are down.
    SegmentNotUp,
    /// The files hold it down at this end.
    ShutDown(RouterId),
    /// This router does not speak BGP.
    NotSpeaking(RouterId),
    /// This router has no neighbor of the other's name.
    NotConfigured(RouterId),
    /// The files give no AS number for this router.
    NoAsn(RouterId),
    /// This router expects another AS number of its neighbor.
    Asn {
        /// The router.
        at: RouterId,
        /// What it expects.
        expected: Asn,
        /// What the neighbor has.
        found: Asn,
    },
    /// This router expects an address that its neighbor does not have, or not on their segment.
    Address {
        /// The router.
        at: RouterId,
        /// What it expects.
        expected: IpAddr,
    },
    /// They share no segment, and no interior or multihop joins them.
    NoCommonSegment,
    /// The interfaces on their segment are in different VLANs.
    Vlan {
        /// That of the first.
        one: u16,
        /// That of the second.
        other: u16,
    },
    /// This router has no way to the address of its neighbor.
    Unreachable {
        /// The router.
        at: RouterId,
        /// The address.
        address: IpAddr,
    },
}

impl PeeringDown {
    /// Returns the reason in words.
    #[must_use]
    pub fn words(self, model: &Model) -> String {
        let name = |id: RouterId| format!("router `{}`", model.routers[id].identity.name);
        match self {
            Self::NotUp(at) => format!("{} is down", name(at)),
            Self::SegmentNotUp => "the segment that they share is down".to_owned(),
            Self::ShutDown(at) => format!("it is shut down at {}", name(at)),
            Self::NotSpeaking(at) => format!("{} does not speak BGP", name(at)),
            Self::NotConfigured(at) => format!("{} does not name the other as neighbor", name(at)),
            Self::NoAsn(at) => format!("{} has no AS number", name(at)),
            Self::Asn { at, expected, found } => {
                format!("{} expects {expected}, but its neighbor is {found}", name(at))
            }
            Self::Address { at, expected } => {
                format!(
                    "{} expects the address {expected}, which its neighbor does not have there",
                    name(at)
                )
            }
            Self::NoCommonSegment => "they share no segment".to_owned(),
            Self::Vlan { one, other } => {
                format!("their interfaces are in VLAN {one} and VLAN {other}")
            }
            Self::Unreachable { at, address } => format!("{} has no way to {address}", name(at)),
        }
    }
}

/// The state of the session of two routers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Peering {
    /// Established between these addresses, each router's own.
    Up([IpAddr; 2]),
    /// Not established.
    Down(PeeringDown),
}

/// Judges the session of two routers, of which at least one names the other.
#[must_use]
pub fn peering(model: &Model, interior: &Interior, ends: [RouterId; 2]) -> Peering {
    match held(model, ends).and_then(|()| agreed(model, interior, ends)) {
        Ok(addresses) => Peering::Up(addresses),
        Err(why) => Peering::Down(why),
    }
}

/// Returns the addresses between which two routers have a session, or would have one if nothing held
/// it down.
pub(super) fn meeting(
    model: &Model,
    interior: &Interior,
    ends: [RouterId; 2],
) -> Option<[IpAddr; 2]> {
    agreed(model, interior, ends).ok()
}

/// Says what holds a session down that both ends are configured with.
fn held(model: &Model, [one, other]: [RouterId; 2]) -> Result<(), PeeringDown> {
    if let Some(down) = [one, other].into_iter().find(|id| !model.router_is_up(*id)) {
        return Err(PeeringDown::NotUp(down));
    }
    let (near, _) = configured(model, one, other)?;
    let (far, _) = configured(model, other, one)?;
    for (at, neighbor) in [(one, near), (other, far)] {
        if neighbor.session == SessionState::Down {
            return Err(PeeringDown::ShutDown(at));
        }
    }
    Ok(())
}

/// Returns the addresses of two routers that agree.
fn agreed(
    model: &Model,
    interior: &Interior,
    [one, other]: [RouterId; 2],
) -> Result<[IpAddr; 2], PeeringDown> {
    let (near, near_bgp) = configured(model, one, other)?;
    let (far, far_bgp) = configured(model, other, one)?;
    let asn = |id: RouterId| model.routers[id].asn.ok_or(PeeringDown::NoAsn(id));
    let (near_asn, far_asn) = (asn(one)?, asn(other)?);
    for (at, neighbor, found) in [(one, near, far_asn), (other, far, near_asn)] {
        if let Some(expected) = neighbor.asn.filter(|expected| *expected != found) {
            return Err(PeeringDown::Asn { at, expected, found });
        }
    }
    let far_away = near_asn == far_asn || (near.multihop && far.multihop);
    match on_segment(model, (one, near), (other, far)) {
        Ok(Some(addresses)) => return Ok(addresses),
        Err(why) if !far_away => return Err(why),
        Ok(None) if !far_away => return Err(PeeringDown::NoCommonSegment),
        Ok(None) | Err(_) => {}
    }
    let far_address = reached(model, interior, (one, near), (other, far_bgp))?;
    let near_address = reached(model, interior, (other, far), (one, near_bgp))?;
    Ok([near_address, far_address])
}

/// Returns how a router is configured toward another.
fn configured(
    model: &Model,
    at: RouterId,
    toward: RouterId,
) -> Result<(&Neighbor, &Bgp), PeeringDown> {
    let bgp = model.routers[at].bgp.as_deref().ok_or(PeeringDown::NotSpeaking(at))?;
    let mut neighbors = bgp.neighbors.iter();
    let found = neighbors.find(|one| one.at == NeighborAt::Router(toward));
    Ok((found.ok_or(PeeringDown::NotConfigured(at))?, bgp))
}

/// Returns the addresses of two routers on a segment that they share.
fn on_segment(
    model: &Model,
    (one, near): (RouterId, &Neighbor),
    (other, far): (RouterId, &Neighbor),
) -> Result<Option<[IpAddr; 2]>, PeeringDown> {
    let mut why = Ok(None);
    let mut pairs = pairs(&model.routers[one], &model.routers[other]);
    pairs.sort_by_key(|(own, its)| (own.address.address, its.address.address));
    for (own, its) in pairs {
        if !model.segments[own.segment].up {
            why = why.and(Err(PeeringDown::SegmentNotUp));
            continue;
        }
        if let (Some(one), Some(other)) = (own.vlan, its.vlan)
            && one != other
        {
            why = why.and(Err(PeeringDown::Vlan { one, other }));
            continue;
        }
        let wrong = [(one, near, its), (other, far, own)].into_iter().find_map(|(at, is, has)| {
            let expected = is.address?;
            (expected != has.address.address).then_some(PeeringDown::Address { at, expected })
        });
        match wrong {
            None => return Ok(Some([own.address.address, its.address.address])),
            Some(wrong) => why = why.and(Err(wrong)),
        }
    }
    why
}

/// Returns the interfaces of two routers that stand on one segment.
fn pairs<'m>(
    one: &'m Router,
    other: &'m Router,
) -> Vec<(&'m RouterInterface, &'m RouterInterface)> {
    let of_other = |own: &'m RouterInterface| {
        let same = move |its: &&RouterInterface| {
            its.segment == own.segment
                && its.address.address.is_ipv6() == own.address.address.is_ipv6()
                && its.address.address != own.address.address
        };
        other.interfaces.iter().filter(same).map(move |its| (own, its))
    };
    one.interfaces.iter().flat_map(of_other).collect()
}

/// Returns the address at which one router reaches another that shares no segment with it: the one
/// that it expects, else one of a network of its own, such as a loopback, else any.
fn reached(
    model: &Model,
    interior: &Interior,
    (at, neighbor): (RouterId, &Neighbor),
    (other, _): (RouterId, &Bgp),
) -> Result<IpAddr, PeeringDown> {
    let interfaces = &model.routers[other].interfaces;
    let reaches = |address: IpAddr| interior.toward(model, at, address).is_some();
    if let Some(expected) = neighbor.address {
        if !interfaces.iter().any(|one| one.address.address == expected) {
            return Err(PeeringDown::Address { at, expected });
        }
        return if reaches(expected) {
            Ok(expected)
        } else {
            Err(PeeringDown::Unreachable { at, address: expected })
        };
    }
    let mut addresses: Vec<_> = interfaces.iter().map(|one| one.address).collect();
    addresses.sort_by_key(|one| (std::cmp::Reverse(one.prefix.length()), one.address));
    let first = addresses.first().map(|one| one.address);
    let mut ways = addresses.into_iter().map(|one| one.address).filter(|one| reaches(*one));
    match (ways.next(), first) {
        (Some(address), _) => Ok(address),
        (None, Some(address)) => Err(PeeringDown::Unreachable { at, address }),
        (None, None) => Err(PeeringDown::NoCommonSegment),
    }
}
