//! VPN connections, Direct Connect and service links at a node, for the answer of `routes`.

use serde::Serialize;

use super::{Role, Text};
use crate::{
    bgp::{customer_end, link_down},
    forwarding::Network,
    model::{AttachmentResource, DirectConnectEnd, Link, Model, ObjectId, RouterId, VpnRouting},
    routing::TableRef,
};

/// One link with what both sides say over it.
#[derive(Debug, Serialize)]
pub(super) struct LinkView {
    link: String,
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    peer: Option<String>,
    /// How both sides know each other's prefixes.
    routing: &'static str,
    state: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    why: Option<String>,
    /// What AWS hears from the customer; nothing where the inputs do not say.
    #[serde(skip_serializing_if = "Option::is_none")]
    from_customer: Option<Vec<String>>,
    /// What the customer's router hears from AWS.
    to_customer: Vec<String>,
}

/// Returns the links at an object, or at the tables that decide there.
pub(super) fn links(network: &Network, object: ObjectId, tables: &[TableRef]) -> Vec<LinkView> {
    let model = &network.model;
    let at_tables = |link: &Link| tables.iter().any(|table| ends_at_table(model, *link, *table));
    let here = |link: &Link| ends_at(model, *link, object) || at_tables(link);
    every(model).into_iter().filter(here).map(|link| view(network, link)).collect()
}

fn every(model: &Model) -> Vec<Link> {
    let vpns = model.vpn_connections.ids().map(Link::Vpn);
    let interfaces = model.direct_connect_interfaces.ids().map(Link::DirectConnect);
    let service_links = model.service_link_vifs.ids().map(Link::ServiceLink);
    vpns.chain(interfaces).chain(service_links).collect()
}

/// Returns whether an object is a link, holds it, or is what it ends at.
fn ends_at(model: &Model, link: Link, object: ObjectId) -> bool {
    if ObjectId::from(link) == object {
        return true;
    }
    match (link, object) {
        (Link::DirectConnect(id), ObjectId::DirectConnectConnection(port)) => {
            model.direct_connect_interfaces[id].connection == port
        }
        (Link::ServiceLink(id), ObjectId::Outpost(outpost)) => {
            model.service_link_vifs[id].outpost == outpost
        }
        (Link::Vpn(id), ObjectId::TransitGateway(gateway)) => {
            let mut attachments = model.transit_gateway_attachments.values();
            attachments.any(|one| {
                one.transit_gateway == gateway && one.resource == AttachmentResource::Vpn(id)
            })
        }
        (Link::Vpn(id), ObjectId::TransitGatewayAttachment(attachment)) => {
            model.transit_gateway_attachments[attachment].resource == AttachmentResource::Vpn(id)
        }
        (link, ObjectId::Router(router)) => customer_end(model, link) == Some(router),
        (_, _) => false,
    }
}

/// Returns whether a link ends at the gateway of a table, or tells a table of a transit gateway.
fn ends_at_table(model: &Model, link: Link, table: TableRef) -> bool {
    match (link, table) {
        (Link::Vpn(id), TableRef::VirtualPrivateGateway(gateway)) => {
            model.vpn_connections[id].gateway == Some(gateway)
        }
        (Link::DirectConnect(id), TableRef::VirtualPrivateGateway(gateway)) => {
            model.direct_connect_interfaces[id].end
                == DirectConnectEnd::VirtualPrivateGateway(gateway)
        }
        (Link::DirectConnect(id), TableRef::DirectConnectGateway(gateway, _)) => {
            model.direct_connect_interfaces[id].end
                == DirectConnectEnd::DirectConnectGateway(gateway)
        }
        (Link::Vpn(id), TableRef::TransitGateway(table)) => {
            let mut attachments = model.transit_gateway_attachments.values();
            attachments.any(|one| {
                one.resource == AttachmentResource::Vpn(id) && one.propagates_to.contains(&table)
            })
        }
        (_, _) => false,
    }
}

fn view(network: &Network, link: Link) -> LinkView {
    let model = &network.model;
    let down = link_down(model, link);
    let name = |router: RouterId| model.routers[router].identity.name.clone();
    let router = customer_end(model, link);
    let interconnect = network.bgp.interconnect();
    let learned = router.map(|router| interconnect.learned_by_router(router)).unwrap_or_default();
    let own = learned.iter().filter(|(_, over)| *over == link);
    let routing = match link {
        Link::Vpn(id) => match model.vpn_connections[id].routing {
            VpnRouting::Static(_) => "static",
            VpnRouting::Bgp => "bgp",
        },
        Link::DirectConnect(_) | Link::ServiceLink(_) => "bgp",
    };
    let heard = || {
        let over = network.bgp.heard().over(model, link)?;
        Some(over.into_iter().map(|one| one.prefix).collect::<Vec<_>>())
    };
    let of_customer = match link {
        Link::Vpn(id) => match &model.vpn_connections[id].routing {
            VpnRouting::Static(prefixes) => Some(prefixes.clone()),
            VpnRouting::Bgp => heard(),
        },
        Link::DirectConnect(_) | Link::ServiceLink(_) => heard(),
    };
    LinkView {
        link: model.identity(link.into()).name.clone(),
        kind: model.noun(link.into()),
        peer: router.map(name),
        routing,
        state: if down.is_some() { "down" } else { "up" },
        why: down.map(crate::bgp::LinkDown::words),
        from_customer: of_customer
            .map(|prefixes| prefixes.iter().map(ToString::to_string).collect()),
        to_customer: own.map(|(prefix, _)| prefix.to_string()).collect(),
    }
}

impl LinkView {
    pub(super) fn write(&self, text: &mut Text) {
        let role = if self.state == "up" { Role::Good } else { Role::Bad };
        text.push(Role::Plain, format!("  {}  ", self.link));
        text.push(role, self.state);
        text.push(Role::Plain, format!("  {}", self.kind));
        match &self.peer {
            Some(peer) => text.push(Role::Plain, format!(" with {peer}")),
            None => text.push(Role::Plain, ", the input names no router behind it"),
        }
        if self.routing == "static" {
            text.push(Role::Plain, ", static");
        }
        if let Some(why) = &self.why {
            text.push(Role::Plain, format!(": {why}"));
        }
        text.push(Role::Plain, "\n");
        let listed = |prefixes: &[String]| {
            if prefixes.is_empty() { "nothing".to_owned() } else { prefixes.join(", ") }
        };
        let heard = match &self.from_customer {
            Some(prefixes) => listed(prefixes),
            None => "the input does not say".to_owned(),
        };
        text.line(Role::Dim, format!("      from the customer: {heard}"));
        text.line(Role::Dim, format!("      to the customer: {}", listed(&self.to_customer)));
    }
}
