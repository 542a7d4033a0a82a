//! A drawn network, in the simulator.

use bgpsim::{
    bgp::Community as Mark,
    prelude::*,
    route_map::{
        RouteMapBuilder,
        RouteMapDirection::{Incoming, Outgoing},
    },
};
use outpath_core::addr::Community;

use super::drawn::{Drawn, Policy, Selected};

type Net = Network<SimplePrefix, BasicEventQueue<SimplePrefix>, GlobalOspf>;

/// A network that has converged.
pub(crate) struct Simulated {
    net: Net,
    routers: Vec<RouterId>,
}

/// Lets the simulator converge on some of the prefixes; `None` if it gives up.
pub(crate) fn converge(drawn: &Drawn, prefixes: &[usize]) -> Option<Simulated> {
    let mut net = Net::default();
    let speakers = &drawn.speakers.speakers;
    let routers: Vec<RouterId> = (speakers.iter().enumerate())
        .map(|(at, one)| net.add_router(format!("r{at}"), one.asn.0))
        .collect();
    let links = drawn.links.iter().map(|(one, other, _)| (routers[*one], routers[*other]));
    net.add_links_from(links).unwrap();
    let inside =
        drawn.links.iter().filter(|(one, other, _)| speakers[*one].asn == speakers[*other].asn);
    let weights = inside.flat_map(|(one, other, cost)| {
        let (one, other) = (routers[*one], routers[*other]);
        [(one, other, f64::from(*cost)), (other, one, f64::from(*cost))]
    });
    net.set_link_weights_from(weights.collect::<Vec<_>>()).unwrap();
    let sessions = drawn.speakers.sessions.iter().map(|session| {
        let [one, other] = &session.ends;
        let at = |end: &outpath_core::bgp::control_plane::End| routers[end.speaker.0 as usize];
        (at(one), at(other), Some(one.route_reflector_client))
    });
    net.set_bgp_session_from(sessions.collect::<Vec<_>>()).unwrap();
    for policy in &drawn.policies {
        set(&mut net, drawn, &routers, policy);
    }
    for at in prefixes {
        for (speaker, router) in speakers.iter().zip(&routers) {
            let ours = speaker.originations.iter().filter(|one| one.prefix == drawn.prefixes[*at]);
            for one in ours {
                let path: Vec<ASN> = one.as_path.iter().map(|asn| ASN(asn.0)).collect();
                let prefix = SimplePrefix::from(u32::try_from(*at).unwrap());
                match net.advertise_route(*router, prefix, path, one.med, None) {
                    Ok(()) => {}
                    Err(NetworkError::NoConvergence) => return None,
                    Err(other) => panic!("{other}"),
                }
            }
        }
    }
    Some(Simulated { net, routers })
}

fn mark(community: Community) -> Mark {
    Mark::new(community.0 >> 16, community.0 & 0xFFFF)
}

fn set(net: &mut Net, drawn: &Drawn, routers: &[RouterId], policy: &Policy) {
    let (router, neighbor) = (routers[policy.router], routers[policy.neighbor]);
    let asn = ASN(drawn.speakers.speakers[policy.router].asn.0);
    let mut add = |direction, map| {
        net.set_bgp_route_map(router, neighbor, direction, map).unwrap();
    };
    if asn.0 >= 90 {
        add(Incoming, RouteMapBuilder::new().order(10).deny().build());
        return;
    }
    // The simulator does not look for loops.
    add(Incoming, RouteMapBuilder::new().order(10).deny().match_as_path_contains(asn).build());
    let (through, lower) = policy.through;
    let through = ASN(through.0);
    let mut map = RouteMapBuilder::new();
    map.order(20).allow().match_as_path_contains(through).set_local_pref(lower);
    add(Incoming, map.set_community(mark(policy.mark)).exit().build());
    let mut map = RouteMapBuilder::new();
    map.order(30).allow().set_local_pref(policy.preference);
    add(Incoming, map.set_community(mark(policy.mark)).exit().build());
    if let Some(withheld) = policy.withheld {
        let mut map = RouteMapBuilder::new();
        add(Outgoing, map.order(10).deny().match_community(mark(withheld)).build());
    }
    let mut map = RouteMapBuilder::new();
    map.order(20).allow().prepend_as_path(vec![asn; usize::from(policy.prepend)]);
    if let Some(med) = policy.med {
        map.set_med(med);
    }
    add(Outgoing, map.exit().build());
}

impl Simulated {
    /// Returns what a router selects.
    pub(crate) fn selected(&self, router: usize, prefix: usize) -> Option<Selected> {
        let own = self.routers[router];
        let prefix = SimplePrefix::from(u32::try_from(prefix).unwrap());
        let entry = self.net.get_router(own).unwrap().bgp.get_exact(prefix)?;
        let from = self.routers.iter().position(|one| *one == entry.from_id);
        let communities = entry.route.community.iter();
        Some(Selected {
            from: from.filter(|from| *from != router),
            as_path: entry.route.as_path.iter().map(|asn| asn.0).collect(),
            local_preference: entry.route.local_pref.unwrap_or(100),
            med: entry.route.med.unwrap_or(0),
            communities: communities.map(|one| Community(one.asn.0 << 16 | one.num)).collect(),
        })
    }
}
