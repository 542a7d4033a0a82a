//! Speakers made of a model.

use std::{
    collections::{BTreeMap, BTreeSet},
    net::{IpAddr, Ipv4Addr},
};

use super::{
    Customer, Outside,
    ends::{addresses, identifier, unknown_address, unknown_asn},
};
use crate::{
    addr::{Asn, Community, Prefix, PrefixMap},
    bgp::{
        Interior, Peering, Session as VifSession,
        control_plane::{
            End, MedComparison, Origin, Origination, Session, SessionId, Speaker, SpeakerId,
            Speakers, Underlay, solve,
        },
        link::{asn_at_aws, customer_end, link_down, policy},
        peering,
        peering::meeting,
    },
    model::{
        Bgp, DefaultOrigination, Id, Link, LocalPreference, Model, Multipath, Neighbor, NeighborAt,
        RouteMap, RouteMapEntry, RouteMapSet, RoutePolicy, RouterId, VpnRouting,
    },
};

/// How often an Outpost repeats its number to be avoided: the path is of length 4 then (facts BGP-07 and
/// SL-12).
const AVOIDED: u8 = 3;

impl Customer {
    /// Makes speakers of the routers that speak BGP, and of everything that they speak with.
    pub(super) fn speak(model: &Model, outside: Outside<'_>) -> Self {
        let route_maps = model.route_maps.values().cloned().collect();
        let speakers = Speakers { route_maps, ..Speakers::default() };
        let mut made = Self {
            ribs: solve(&Speakers::default(), &Nowhere),
            speakers,
            routers: BTreeMap::new(),
            ends: BTreeMap::new(),
            at: Vec::new(),
            numbers: vec![None; model.routers.len()],
            prefixes: PrefixMap::default(),
            unstable: BTreeSet::new(),
            over_vifs: BTreeMap::new(),
            unsettled: BTreeSet::new(),
        };
        for (id, router) in model.routers.iter() {
            if let Some(bgp) = &router.bgp {
                let speaker =
                    made.add(router_speaker(model, id, bgp, made.speakers.speakers.len()));
                made.routers.insert(id, speaker);
                if let Some(slot) = made.numbers.get_mut(id.index()) {
                    *slot = Some(speaker);
                }
            }
        }
        made.with_local_gateways(model, outside);
        made.with_links(model, outside);
        made.between_routers(model, outside.interior);
        made
    }

    fn add(&mut self, speaker: Speaker) -> SpeakerId {
        self.speakers.speakers.push(speaker);
        let at = self.speakers.speakers.len() - 1;
        SpeakerId(u32::try_from(at).expect("invariant: fewer than 2^32 speakers"))
    }

    /// Adds what local gateways say over their virtual interfaces (facts BGP-04 and BGP-07).
    fn with_local_gateways(&mut self, model: &Model, outside: Outside<'_>) {
        for (table, found) in model.local_gateway_route_tables.iter() {
            let announced = outside.announced.get(&table).map_or(&[][..], Vec::as_slice);
            let group = found.vif_group.map(|one| one.group);
            for vif in group.iter().flat_map(|group| &model.vif_groups[*group].vifs) {
                let Some(router) = model.vifs[*vif].router else { continue };
                let up = matches!(outside.sessions.get(vif), Some(VifSession::Up(_)));
                let prefixes: BTreeSet<Prefix> = announced.iter().map(|one| one.prefix).collect();
                let told = prefixes.into_iter().map(|prefix| originated(prefix, Vec::new()));
                let asn = group.and_then(|group| model.vif_groups[group].asn);
                let prepend = if model.vifs[*vif].maintenance { AVOIDED } else { 0 };
                let at = NeighborAt::Vif(*vif);
                let far = Far { at, asn, told: told.collect(), prepend, up };
                self.with_aws(model, router, far, &RoutePolicy::default());
            }
        }
    }

    /// Adds what AWS says over VPN connections, Direct Connect and service links.
    fn with_links(&mut self, model: &Model, outside: Outside<'_>) {
        let vpns = model.vpn_connections.iter();
        let vpns = vpns
            .filter(|(_, vpn)| vpn.routing == VpnRouting::Bgp)
            .map(|(id, _)| (Link::Vpn(id), NeighborAt::VpnConnection(id)));
        let interfaces = model.direct_connect_interfaces.ids();
        let interfaces =
            interfaces.map(|id| (Link::DirectConnect(id), NeighborAt::DirectConnectInterface(id)));
        let service_links = model.service_link_vifs.ids();
        let service_links =
            service_links.map(|id| (Link::ServiceLink(id), NeighborAt::ServiceLinkVif(id)));
        let all: Vec<_> = vpns.chain(interfaces).chain(service_links).collect();
        for (link, at) in all {
            let Some(router) = customer_end(model, link) else { continue };
            let up = link_down(model, link).is_none();
            let told = outside.interconnect.told(link).iter();
            let told = told.map(|one| {
                let mut as_path = one.as_path.clone();
                if avoided(model, link, one.prefix) {
                    as_path.extend(std::iter::repeat_n(OUTPOST, usize::from(AVOIDED)));
                }
                originated(one.prefix, as_path)
            });
            let asn = asn_at_aws(model, link);
            let far = Far { at, asn, told: told.collect(), prepend: 0, up };
            self.with_aws(model, router, far, policy(model, link));
        }
    }

    /// Adds one speaker at AWS and its session with a router.
    fn with_aws(&mut self, model: &Model, id: RouterId, far: Far, policy: &RoutePolicy) {
        let Some(&speaker) = self.routers.get(&id) else { return };
        let router = &model.routers[id];
        let Some(bgp) = &router.bgp else { return };
        let number = self.speakers.speakers.len();
        let (address, own) = addresses(model, id, far.at);
        let asn = far.asn.unwrap_or_else(|| unknown_asn(number));
        let mut originations = far.told;
        for one in &mut originations {
            one.as_path.iter_mut().filter(|asn| **asn == OUTPOST).for_each(|slot| *slot = asn);
        }
        let aws = self.add(Speaker {
            asn,
            router_id: identifier(address, number),
            cluster_id: identifier(address, number),
            originations,
            aggregates: Vec::new(),
            multipath: Multipath { ebgp: u8::MAX, ibgp: 1, relax_as_path: true },
            med: MedComparison::Never,
            passes_on: false,
        });
        let neighbor = bgp.neighbors.iter().find(|one| one.at == far.at);
        let near = End {
            address: own.unwrap_or_else(|| unknown_address(number, true)),
            prepend: policy.prepend,
            only: policy.announce.clone(),
            export: self.export_with(neighbor, policy),
            ..end(speaker, neighbor, bgp)
        };
        let far_end = End {
            address: address.unwrap_or_else(|| unknown_address(number, false)),
            prepend: far.prepend,
            ..plain(aws)
        };
        let session = self.connect(far.up, [near, far_end]);
        self.connected(session, [Some((id, far.at)), None].map(|end| end.filter(|_| far.up)));
    }

    /// Adds the sessions between routers that agree, held down or not.
    fn between_routers(&mut self, model: &Model, interior: &Interior) {
        for (id, router) in model.routers.iter() {
            let Some(bgp) = &router.bgp else { continue };
            for near in &bgp.neighbors {
                let NeighborAt::Router(other) = near.at else { continue };
                let (Some(far_bgp), true) = (&model.routers[other].bgp, id < other) else {
                    continue;
                };
                let Some(addresses) = meeting(model, interior, [id, other]) else { continue };
                let up = matches!(peering(model, interior, [id, other]), Peering::Up(_));
                let far = far_bgp.neighbors.iter().find(|one| one.at == NeighborAt::Router(id));
                let speaker = |id| self.routers.get(&id).copied();
                let (Some(one), Some(two)) = (speaker(id), speaker(other)) else { continue };
                let [address, far_address] = addresses;
                let near_end = End { address, ..end(one, Some(near), bgp) };
                let far_end = End { address: far_address, ..end(two, far, far_bgp) };
                let session = self.connect(up, [near_end, far_end]);
                let ends = [(id, NeighborAt::Router(other)), (other, NeighborAt::Router(id))];
                self.connected(session, ends.map(|end| Some(end).filter(|_| up)));
            }
        }
    }

    fn connect(&mut self, up: bool, ends: [End; 2]) -> SessionId {
        let number = u32::try_from(self.speakers.sessions.len());
        self.speakers.sessions.push(Session { up, ends });
        SessionId(number.expect("invariant: fewer than 2^32 sessions"))
    }

    /// Returns the route map toward a neighbor, with what the link itself sets added to it.
    fn export_with(&mut self, neighbor: Option<&Neighbor>, policy: &RoutePolicy) -> Option<u32> {
        let own = neighbor.and_then(|one| one.export).map(|map| map.0);
        let mut sets = Vec::new();
        sets.extend(policy.med.map(RouteMapSet::Med));
        let community = match policy.local_preference {
            LocalPreference::High => Some(HIGH),
            LocalPreference::Medium => None,
            LocalPreference::Low => Some(LOW),
        };
        sets.extend(community.map(|one| RouteMapSet::AddCommunities(vec![one])));
        if sets.is_empty() {
            return own;
        }
        let all = || RouteMap {
            identity: crate::model::Identity::default(),
            entries: vec![RouteMapEntry { permit: true, matches: Vec::new(), sets: Vec::new() }],
        };
        let given = own.and_then(|own| self.speakers.route_maps.get(own as usize).cloned());
        let mut map = given.unwrap_or_else(all);
        for entry in map.entries.iter_mut().filter(|entry| entry.permit) {
            entry.sets.extend(sets.iter().cloned());
        }
        self.speakers.route_maps.push(map);
        u32::try_from(self.speakers.route_maps.len() - 1).ok()
    }
}

/// No ways at all, for no speakers.
struct Nowhere;

impl Underlay for Nowhere {
    fn cost(&self, _: SpeakerId, _: IpAddr) -> Option<u32> {
        None
    }
}

/// The community that asks AWS for a high local preference (facts VGW-05 and DXG-09).
pub(super) const HIGH: Community = Community(7224 << 16 | 7300);
/// The community that asks AWS for a low local preference.
pub(super) const LOW: Community = Community(7224 << 16 | 7100);

/// Stands for an Outpost's own number until that is known.
const OUTPOST: Asn = Asn(0);

/// The far end of a session with AWS.
struct Far {
    at: NeighborAt,
    asn: Option<Asn>,
    told: Vec<Origination>,
    prepend: u8,
    /// Whether the session is established.
    up: bool,
}

fn originated(prefix: Prefix, as_path: Vec<Asn>) -> Origination {
    let (origin, med, communities) = (Origin::Igp, None, Vec::new());
    Origination { prefix, origin, as_path, med, communities, condition: None }
}

/// Returns whether an Outpost announces a block with the longer AS path (facts SL-12 and BGP-07).
fn avoided(model: &Model, link: Link, prefix: Prefix) -> bool {
    let Link::ServiceLink(id) = link else { return false };
    model.service_link_vifs[id].avoids(prefix)
}

/// Returns an end that does nothing to what passes it.
fn plain(speaker: SpeakerId) -> End {
    End {
        speaker,
        address: unknown_address(0, false),
        import: None,
        export: None,
        route_reflector_client: false,
        next_hop_self: false,
        allowas_in: 0,
        max_prefixes: None,
        prepend: 0,
        local_preference: 100,
        require_policy: false,
        only: None,
    }
}

/// Returns an end at a router, as it is configured.
fn end(speaker: SpeakerId, neighbor: Option<&Neighbor>, bgp: &Bgp) -> End {
    let mut end = End { require_policy: bgp.require_policy, ..plain(speaker) };
    if let Some(one) = neighbor {
        end.import = one.import.map(|map| map.0);
        end.export = one.export.map(|map| map.0);
        end.route_reflector_client = one.route_reflector_client;
        end.next_hop_self = one.next_hop_self;
        end.allowas_in = one.allowas_in;
        end.max_prefixes = one.max_prefixes;
    }
    end
}

/// Makes the speaker of a router.
fn router_speaker(model: &Model, id: RouterId, bgp: &Bgp, number: usize) -> Speaker {
    let router = &model.routers[id];
    let highest = router.interfaces.iter().map(|one| one.address.address);
    let highest = highest.filter(|address| !address.is_ipv6()).max();
    let router_id = bgp.router_id.unwrap_or_else(|| identifier(highest, number));
    let mut originations: BTreeMap<Prefix, Origination> = BTreeMap::new();
    let mut add = |prefix: Prefix, origin, condition| {
        let one = Origination { origin, condition, ..originated(prefix, Vec::new()) };
        // What is written wins over what is taken over.
        originations.entry(prefix).or_insert(one);
    };
    for prefix in &router.announce {
        add(*prefix, Origin::Igp, None);
    }
    match bgp.default {
        None => {}
        Some(DefaultOrigination::Always) => {
            add(Prefix::default_for(Ipv4Addr::UNSPECIFIED.into()), Origin::Igp, None)
        }
        Some(DefaultOrigination::While(known)) => {
            add(Prefix::default_for(known.network()), Origin::Igp, Some(known));
        }
    }
    let interfaces = router.interfaces.iter().filter(|one| model.segments[one.segment].up);
    for interface in interfaces.filter(|_| bgp.redistribute_connected) {
        add(interface.address.prefix, Origin::Incomplete, None);
    }
    let routes = router.routes.iter().filter(|route| model.is_in_force(id, route));
    for route in routes.filter(|_| bgp.redistribute_static) {
        add(route.prefix, Origin::Incomplete, None);
    }
    if !model.router_is_up(id) {
        originations.clear();
    }
    Speaker {
        asn: router.asn.unwrap_or_else(|| unknown_asn(number)),
        router_id,
        cluster_id: bgp.cluster_id.unwrap_or(router_id),
        originations: originations.into_values().collect(),
        aggregates: bgp.aggregates.clone(),
        multipath: bgp.multipath,
        med: if bgp.always_compare_med {
            MedComparison::Always
        } else {
            MedComparison::SameNeighbor
        },
        passes_on: true,
    }
}
