//! What local gateways and customer devices announce to each other.

use std::{
    collections::{BTreeMap, BTreeSet},
    net::IpAddr,
    sync::Arc,
};

use super::{
    Advertised, Customer, Heard, Interconnect, Interior, PathAttributes, Session,
    customer::Outside, session::session,
};
use crate::{
    addr::{Asn, Prefix},
    model::{
        AssociationState, CoipPoolId, LocalGatewayRouteTable, LocalGatewayRouteTableId, Mode,
        Model, RouteTarget, RouterId, SubnetId, VifId, VpcId,
    },
};

/// So many rounds, and one for each router, AWS and the customer tell each other what they know before
/// what still differs counts as unsettled.
const LEAST_ROUNDS: usize = 4;

/// Why a local gateway announces a prefix.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Because {
    /// It is a subnet whose route table has a route to this local gateway (fact DVR-02).
    Subnet(SubnetId),
    /// It is a CIDR of a pool (fact COIP-06).
    CoipPool(CoipPoolId),
}

/// One prefix that a local gateway announces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Advertisement {
    /// The prefix.
    pub prefix: Prefix,
    /// Why it is announced.
    pub because: Because,
}

/// The state of BGP in a whole model.
#[derive(Debug, Clone)]
pub struct Bgp {
    sessions: BTreeMap<VifId, Session>,
    announced: BTreeMap<LocalGatewayRouteTableId, Vec<Advertisement>>,
    learned_by_routers: BTreeMap<RouterId, Vec<(Prefix, VifId)>>,
    heard: Heard,
    interconnect: Interconnect,
    interior: Interior,
    /// Shared with the tables of routers.
    customer: Arc<Customer>,
}

impl Bgp {
    /// Computes sessions and announcements of a model.
    #[must_use]
    pub fn build(model: &Model) -> Self {
        Self::build_from(model, None)
    }

    /// Computes the same as [`Self::build`] for a model that a change made of another: what BGP comes to
    /// among routers is computed anew only where the change touches it.
    #[must_use]
    pub fn update(&self, before: &Model, model: &Model) -> Self {
        Self::build_from(model, Some((before, self)))
    }

    fn build_from(model: &Model, previous: Option<(&Model, &Self)>) -> Self {
        let sessions: BTreeMap<VifId, Session> =
            model.vifs.ids().map(|vif| (vif, session(model, vif))).collect();
        let routed = subnets_with_gateway_routes(model);
        let mut announced = BTreeMap::new();
        let mut learned_by_routers: BTreeMap<RouterId, Vec<(Prefix, VifId)>> = BTreeMap::new();
        for (id, table) in model.local_gateway_route_tables.iter() {
            let advertisements = advertisements(model, table, &routed);
            for vif in table.vif_group.iter().flat_map(|group| &model.vif_groups[group.group].vifs)
            {
                if let Some(Session::Up(router)) = sessions.get(vif) {
                    let learned = learned_by_routers.entry(*router).or_default();
                    learned.extend(advertisements.iter().map(|one| (one.prefix, *vif)));
                }
            }
            announced.insert(id, advertisements);
        }
        let interior = Interior::build(model);
        let mut heard = Heard::default();
        let mut interconnect = Interconnect::build(model, &heard);
        let customer = |interconnect: &Interconnect| {
            let (sessions, announced, interior) = (&sessions, &announced, &interior);
            let previous = previous.map(|(model, bgp)| (model, &bgp.interior, &*bgp.customer));
            Customer::build(
                model,
                Outside { sessions, announced, interconnect, interior, previous },
            )
        };
        let mut customer_network = customer(&interconnect);
        // What AWS passes on from one router to another can change what that one announces to AWS.
        for round in 0.. {
            let now = Heard { over: customer_network.over_links(model) };
            if now == heard {
                break;
            }
            let last = round == model.routers.len() + LEAST_ROUNDS;
            let differs = last.then(|| heard.differing(&now));
            heard = now;
            interconnect = Interconnect::build(model, &heard);
            customer_network = customer(&interconnect);
            if let Some(differs) = differs {
                customer_network.unsettled = differs;
                break;
            }
        }
        let customer = Arc::new(customer_network);
        Self { sessions, announced, learned_by_routers, heard, interconnect, interior, customer }
    }

    /// Returns what AWS hears over VPN connections, Direct Connect and service links.
    #[must_use]
    pub fn heard(&self) -> &Heard {
        &self.heard
    }

    /// Returns what is told over VPN connections and Direct Connect.
    #[must_use]
    pub fn interconnect(&self) -> &Interconnect {
        &self.interconnect
    }

    /// Returns the session of a virtual interface.
    #[must_use]
    pub fn session(&self, vif: VifId) -> Session {
        let session = self.sessions.get(&vif).copied();
        session.expect("invariant: every virtual interface has a session")
    }

    /// Returns what a local gateway announces for one of its route tables, in order.
    #[must_use]
    pub fn announced(&self, table: LocalGatewayRouteTableId) -> &[Advertisement] {
        self.announced.get(&table).map_or(&[], Vec::as_slice)
    }

    /// Returns what a router learns from local gateways, and over which virtual interface.
    #[must_use]
    pub fn learned_by_router(&self, router: RouterId) -> &[(Prefix, VifId)] {
        self.learned_by_routers.get(&router).map_or(&[], Vec::as_slice)
    }

    /// Returns what a local gateway learns over a virtual interface; nothing while it is down.
    #[must_use]
    pub fn learned_over(&self, model: &Model, vif: VifId) -> Vec<Advertised> {
        self.learned_where(model, vif, |_| true)
    }

    /// Returns what a local gateway learns over a virtual interface for one address.
    #[must_use]
    pub fn learned_over_for(&self, model: &Model, vif: VifId, address: IpAddr) -> Vec<Advertised> {
        self.learned_where(model, vif, |prefix| prefix.contains(address))
    }

    fn learned_where(
        &self,
        model: &Model,
        vif: VifId,
        fits: impl Fn(Prefix) -> bool,
    ) -> Vec<Advertised> {
        let Session::Up(id) = self.session(vif) else { return Vec::new() };
        if self.customer.speaks(id) {
            let heard = self.customer.over_vif(vif).iter();
            return heard.filter(|one| fits(one.prefix)).cloned().collect();
        }
        let router = &model.routers[id];
        let path = PathAttributes { as_path: 1, ..PathAttributes::default() };
        let as_path: Vec<Asn> = router.asn.into_iter().collect();
        let fitting = router.announce.iter().copied().filter(|prefix| fits(*prefix));
        fitting.map(|prefix| Advertised { prefix, path, as_path: as_path.clone() }).collect()
    }

    /// Returns the routers of the customer that are configured to speak BGP.
    #[must_use]
    pub fn customer(&self) -> &Arc<Customer> {
        &self.customer
    }

    /// Returns the ways inside the customer's ASes.
    #[must_use]
    pub fn interior(&self) -> &Interior {
        &self.interior
    }
}

/// Returns the pairs of subnet and local gateway where the table in force has a route to it.
///
/// Any such route counts, whatever its destination (fact DVR-05).
fn subnets_with_gateway_routes(
    model: &Model,
) -> BTreeSet<(SubnetId, crate::model::LocalGatewayId)> {
    let subnets = model.subnets.iter();
    subnets
        .flat_map(|(id, subnet)| {
            let routes = &model.route_tables[subnet.route_table].routes;
            routes.iter().filter_map(move |route| match route.target {
                RouteTarget::LocalGateway(gateway) => Some((id, gateway)),
                RouteTarget::Local
                | RouteTarget::InternetGateway(_)
                | RouteTarget::NatGateway(_)
                | RouteTarget::RegionalNatGateway(_)
                | RouteTarget::EgressOnlyInternetGateway(_)
                | RouteTarget::VpcEndpoint(_)
                | RouteTarget::PeeringConnection(_)
                | RouteTarget::NetworkInterface(_)
                | RouteTarget::Instance(_)
                | RouteTarget::TransitGateway(_)
                | RouteTarget::VirtualPrivateGateway(_)
                | RouteTarget::Unmodelled(_) => None,
            })
        })
        .collect()
}

/// Returns what one table announces (facts DVR-02, COIP-06, LGW-30 and UNK-09).
fn advertisements(
    model: &Model,
    table: &LocalGatewayRouteTable,
    routed: &BTreeSet<(SubnetId, crate::model::LocalGatewayId)>,
) -> Vec<Advertisement> {
    let group_up = table.vif_group.is_some_and(|one| one.state == AssociationState::Associated);
    let vpcs: BTreeSet<VpcId> = table
        .vpcs
        .iter()
        .filter(|one| one.state == AssociationState::Associated)
        .map(|one| one.vpc)
        .collect();
    if !group_up || vpcs.is_empty() {
        return Vec::new();
    }
    let outpost = model.local_gateways[table.local_gateway].outpost;
    let mut found: Vec<Advertisement> = match table.mode {
        Some(Mode::Coip) => {
            let of_pool = |pool: &CoipPoolId| {
                let because = Because::CoipPool(*pool);
                let prefixes = model.coip_pools[*pool].prefixes.iter();
                prefixes.map(move |prefix| Advertisement { prefix: *prefix, because })
            };
            table.coip_pools.iter().flat_map(of_pool).collect()
        }
        Some(Mode::DirectVpcRouting) => {
            let ours = model.subnets.iter().filter(|(id, subnet)| {
                subnet.outpost() == Some(outpost)
                    && vpcs.contains(&subnet.vpc)
                    && routed.contains(&(*id, table.local_gateway))
            });
            ours.flat_map(|(id, subnet)| {
                let because = Because::Subnet(id);
                let v4 = subnet.prefixes.iter().filter(|prefix| !prefix.is_ipv6());
                v4.map(move |prefix| Advertisement { prefix: *prefix, because })
            })
            .collect()
        }
        None => Vec::new(),
    };
    found.sort_unstable();
    found
}
