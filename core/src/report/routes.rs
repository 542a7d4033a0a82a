//! The answer of `routes`: the effective tables of a node, and what BGP announces and learns there.

use std::{collections::BTreeSet, net::IpAddr};

use serde::Serialize;

use super::{
    Role, Text,
    bgp::{self, BgpView},
    links::{self, LinkView},
    words,
};
use crate::{
    addr::Prefix,
    bgp::{Because, Session},
    forwarding::Network,
    model::{InternetGateway, LocalGatewayRouteTableId, ObjectId, RouterId, VifGroupId},
    routing::{Candidate, Choice, Selection, TableRef, Tables, Toward},
};

/// The effective tables of one node.
#[derive(Debug, Serialize)]
pub struct Routes {
    version: u32,
    node: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    to: Option<String>,
    tables: Vec<TableView>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    announced: Vec<AnnouncedView>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sessions: Vec<SessionView>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    links: Vec<LinkView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    bgp: Option<BgpView>,
}

#[derive(Debug, Serialize)]
struct TableView {
    table: String,
    routes: Vec<RouteView>,
}

#[derive(Debug, Serialize)]
struct RouteView {
    prefix: String,
    target: String,
    kind: &'static str,
    /// Whether it decides; without an address, about what no more specific route covers.
    wins: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
}

#[derive(Debug, Serialize)]
struct AnnouncedView {
    by: String,
    prefix: String,
    because: String,
    facts: Vec<&'static str>,
}

#[derive(Debug, Serialize)]
struct SessionView {
    virtual_interface: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    peer: Option<String>,
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
    learned: Vec<String>,
}

/// Returns the tables of an object; `None` if that kind of object has none.
#[must_use]
pub fn routes(network: &Network, object: ObjectId, to: Option<IpAddr>) -> Option<Routes> {
    let model = &network.model;
    let tables = tables_of(network, object)?;
    let gateway_tables: Vec<LocalGatewayRouteTableId> = tables
        .iter()
        .filter_map(|table| if let TableRef::LocalGateway(id) = table { Some(*id) } else { None })
        .collect();
    let groups: Vec<VifGroupId> = gateway_tables
        .iter()
        .filter_map(|id| model.local_gateway_route_tables[*id].vif_group.map(|one| one.group))
        .collect();
    let routers: Vec<RouterId> = tables
        .iter()
        .filter_map(|table| if let TableRef::Router(id) = table { Some(*id) } else { None })
        .collect();
    Some(Routes {
        version: 1,
        node: format!("{} {}", model.noun(object), model.identity(object).name),
        to: to.map(|to| to.to_string()),
        tables: tables.iter().map(|table| table_view(network, *table, to)).collect(),
        announced: announced(network, &gateway_tables, &routers),
        sessions: sessions(network, &groups, &routers),
        links: links::links(network, object, &tables),
        bgp: routers.first().and_then(|router| {
            bgp::view(network, *router, |prefix| to.is_none_or(|to| prefix.contains(to)))
        }),
    })
}

/// Returns the tables of what joins VPCs with each other and with the customer.
fn joined_tables(network: &Network, object: ObjectId) -> Option<Vec<TableRef>> {
    let model = &network.model;
    if let ObjectId::TransitGatewayRouteTable(id) = object {
        return Some(vec![TableRef::TransitGateway(id)]);
    }
    if let ObjectId::TransitGateway(id) = object {
        let tables = model.transit_gateway_route_tables.iter();
        let own = tables.filter(|(_, table)| table.transit_gateway == id);
        return Some(own.map(|(id, _)| TableRef::TransitGateway(id)).collect());
    }
    if let ObjectId::TransitGatewayAttachment(id) = object {
        let table = model.transit_gateway_attachments[id].route_table?;
        return Some(vec![TableRef::TransitGateway(table)]);
    }
    if let ObjectId::VirtualPrivateGateway(id) = object {
        let edge = model.virtual_private_gateways[id].edge_route_table.map(TableRef::Vpc);
        return Some(std::iter::once(TableRef::VirtualPrivateGateway(id)).chain(edge).collect());
    }
    let ObjectId::DirectConnectGateway(id) = object else { return None };
    let both = [Toward::Customer, Toward::Aws];
    Some(both.map(|toward| TableRef::DirectConnectGateway(id, toward)).to_vec())
}

/// Returns the gateway route tables of an internet gateway.
fn edge_tables(gateway: &InternetGateway) -> Vec<TableRef> {
    let pools = gateway.public_pools.iter().map(|pool| pool.route_table);
    gateway.edge_route_table.into_iter().chain(pools).map(TableRef::Vpc).collect()
}

/// Returns the tables that decide at an object.
fn tables_of(network: &Network, object: ObjectId) -> Option<Vec<TableRef>> {
    let model = &network.model;
    let of_subnet = |subnet| TableRef::Vpc(model.subnets[subnet].route_table);
    let of_interface = |interface| of_subnet(model.network_interfaces[interface].subnet);
    let of_gateway = |gateway| {
        let tables = model.local_gateway_route_tables.iter();
        let own = tables.filter(move |(_, table)| table.local_gateway == gateway);
        own.map(|(id, _)| TableRef::LocalGateway(id)).collect()
    };
    Some(match object {
        ObjectId::Subnet(id) => vec![of_subnet(id)],
        ObjectId::RouteTable(id) => vec![TableRef::Vpc(id)],
        ObjectId::NetworkInterface(id) => vec![of_interface(id)],
        ObjectId::Instance(id) => model.instances[id]
            .interfaces
            .iter()
            .map(|interface| of_interface(*interface))
            .collect(),
        ObjectId::NatGateway(id) => vec![of_subnet(model.nat_gateways[id].subnet)],
        ObjectId::RegionalNatGateway(id) => {
            vec![TableRef::Vpc(model.regional_nat_gateways[id].route_table)]
        }
        ObjectId::InternetGateway(id) => {
            let tables = edge_tables(&model.internet_gateways[id]);
            return Some(tables).filter(|tables| !tables.is_empty());
        }
        ObjectId::LocalGatewayRouteTable(id) => vec![TableRef::LocalGateway(id)],
        ObjectId::LocalGateway(id) => of_gateway(id),
        ObjectId::Outpost(id) => of_gateway(model.outposts[id].local_gateway?),
        ObjectId::Router(id) => vec![TableRef::Router(id)],
        // They have no table, but say what is known over them.
        ObjectId::VpnConnection(_)
        | ObjectId::DirectConnectConnection(_)
        | ObjectId::DirectConnectInterface(_)
        | ObjectId::ServiceLinkVif(_) => Vec::new(),
        ObjectId::TransitGatewayRouteTable(_)
        | ObjectId::TransitGateway(_)
        | ObjectId::TransitGatewayAttachment(_)
        | ObjectId::VirtualPrivateGateway(_)
        | ObjectId::DirectConnectGateway(_) => return joined_tables(network, object),
        ObjectId::Topology
        | ObjectId::Region(_)
        | ObjectId::Zone(_)
        | ObjectId::Account(_)
        | ObjectId::Vpc(_)
        | ObjectId::EgressOnlyInternetGateway(_)
        | ObjectId::VpcEndpoint(_)
        | ObjectId::PeeringConnection(_)
        | ObjectId::PrefixList(_)
        | ObjectId::SecurityGroup(_)
        | ObjectId::NetworkAcl(_)
        | ObjectId::VifGroup(_)
        | ObjectId::Vif(_)
        | ObjectId::CoipPool(_)
        | ObjectId::Site(_)
        | ObjectId::RouteMap(_)
        | ObjectId::Segment(_)
        | ObjectId::Host(_)
        | ObjectId::Group(_)
        | ObjectId::Unmodelled(_) => return None,
    })
}

fn table_view(network: &Network, table: TableRef, to: Option<IpAddr>) -> TableView {
    let model = &network.model;
    let view = |candidate: &Candidate, wins, why| RouteView {
        prefix: candidate.prefix.to_string(),
        target: words::target(model, candidate.route),
        kind: candidate.rank.words(),
        wins,
        why,
    };
    let judged = |selection: &Selection| -> Vec<(Candidate, RouteView)> {
        let (won, word) = match &selection.choice {
            Choice::Nothing => (Vec::new(), None),
            Choice::Routes(routes) => (routes.clone(), None),
            Choice::Ambiguous(routes) => {
                (routes.clone(), Some("AWS picks one of these arbitrarily".to_owned()))
            }
        };
        let won = won.into_iter().map(|one| (one, view(&one, true, word.clone())));
        let lost = selection
            .losers
            .iter()
            .map(|loser| (loser.candidate, view(&loser.candidate, false, Some(loser.why.words()))));
        won.chain(lost).collect()
    };
    let routes = match to {
        Some(to) => judged(&network.tables.select(model, table, to)),
        None => {
            let all = Tables::all(model, &network.bgp, table);
            let prefixes: BTreeSet<Prefix> = all.iter().map(|one| one.prefix).collect();
            let of_prefix = |prefix: Prefix| {
                let judged = judged(&network.tables.select_for(model, table, prefix));
                judged.into_iter().filter(move |(one, _)| one.prefix == prefix)
            };
            prefixes.into_iter().flat_map(of_prefix).collect()
        }
    };
    let routes = routes.into_iter().map(|(_, view)| view).collect();
    TableView { table: words::table_name(network, table), routes }
}

fn announced(
    network: &Network,
    tables: &[LocalGatewayRouteTableId],
    routers: &[RouterId],
) -> Vec<AnnouncedView> {
    let model = &network.model;
    let mut found = Vec::new();
    for table in tables {
        for one in network.bgp.announced(*table) {
            let (because, fact) = match one.because {
                Because::Subnet(id) => (network.name(id), "DVR-02"),
                Because::CoipPool(id) => (network.name(id), "COIP-06"),
            };
            found.push(AnnouncedView {
                by: model.local_gateway_route_tables[*table].identity.name.clone(),
                prefix: one.prefix.to_string(),
                because,
                facts: vec![fact],
            });
        }
    }
    for router in routers {
        for prefix in &model.routers[*router].announce {
            found.push(AnnouncedView {
                by: model.routers[*router].identity.name.clone(),
                prefix: prefix.to_string(),
                because: "the input says so".to_owned(),
                facts: Vec::new(),
            });
        }
    }
    found
}

fn sessions(network: &Network, groups: &[VifGroupId], routers: &[RouterId]) -> Vec<SessionView> {
    let model = &network.model;
    let shown = model.vifs.iter().filter(|(_, vif)| {
        groups.contains(&vif.group) || vif.router.is_some_and(|router| routers.contains(&router))
    });
    shown
        .map(|(id, vif)| {
            let (state, why) = match network.bgp.session(id) {
                Session::Up(_) => ("established", None),
                Session::Down(why) => ("down", Some(why.words())),
            };
            let by_gateway = groups.contains(&vif.group);
            let learned = if by_gateway {
                let learned = network.bgp.learned_over(model, id).into_iter();
                learned.map(|one| one.prefix.to_string()).collect()
            } else {
                let learned = vif.router.map(|router| network.bgp.learned_by_router(router));
                let own = learned.unwrap_or_default().iter().filter(|(_, over)| *over == id);
                own.map(|(prefix, _)| prefix.to_string()).collect()
            };
            SessionView {
                virtual_interface: vif.identity.name.clone(),
                peer: vif.router.map(|router| model.routers[router].identity.name.clone()),
                state,
                why,
                learned,
            }
        })
        .collect()
}

impl Routes {
    /// Returns the answer for people.
    #[must_use]
    pub fn human(&self) -> Text {
        let mut text = Text::default();
        text.push(Role::Strong, self.node.clone());
        if let Some(to) = &self.to {
            text.push(Role::Plain, format!(" to {to}"));
        }
        text.push(Role::Plain, "\n");
        for table in &self.tables {
            table.write(&mut text);
        }
        if !self.announced.is_empty() {
            text.line(Role::Strong, "\nAnnounced over BGP");
            for one in &self.announced {
                text.push(
                    Role::Plain,
                    format!("  {}  by {}, because of {}", one.prefix, one.by, one.because),
                );
                text.line(
                    Role::Dim,
                    if one.facts.is_empty() {
                        String::new()
                    } else {
                        format!("  [{}]", one.facts.join(", "))
                    },
                );
            }
        }
        if !self.sessions.is_empty() {
            text.line(Role::Strong, "\nBGP sessions");
            for session in &self.sessions {
                session.write(&mut text);
            }
        }
        if !self.links.is_empty() {
            text.line(Role::Strong, "\nVPN, Direct Connect and service links");
            for link in &self.links {
                link.write(&mut text);
            }
        }
        if let Some(bgp) = &self.bgp {
            bgp.write(&mut text);
        }
        text
    }

    /// Returns the answer as JSON.
    #[must_use]
    pub fn json(&self) -> String {
        super::to_json(self)
    }
}

impl TableView {
    fn write(&self, text: &mut Text) {
        text.line(Role::Strong, format!("\n{}", self.table));
        if self.routes.is_empty() {
            text.line(Role::Plain, "  no route");
        }
        let width = self.routes.iter().map(|route| route.prefix.len()).max().unwrap_or(0);
        for route in &self.routes {
            let (role, mark) = if route.wins { (Role::Good, "  * ") } else { (Role::Dim, "    ") };
            text.push(role, mark);
            text.push(
                Role::Plain,
                format!("{:width$}  {}  ({})", route.prefix, route.target, route.kind),
            );
            let why = route.why.as_ref().map(|why| format!("  {why}")).unwrap_or_default();
            text.line(Role::Dim, why);
        }
    }
}

impl SessionView {
    fn write(&self, text: &mut Text) {
        let role = if self.state == "established" { Role::Good } else { Role::Bad };
        text.push(Role::Plain, format!("  {}  ", self.virtual_interface));
        text.push(role, self.state);
        if let Some(peer) = &self.peer {
            text.push(Role::Plain, format!(" with {peer}"));
        }
        if let Some(why) = &self.why {
            text.push(Role::Plain, format!(": {why}"));
        }
        if !self.learned.is_empty() {
            text.push(Role::Plain, format!("; learned {}", self.learned.join(", ")));
        }
        text.push(Role::Plain, "\n");
    }
}
