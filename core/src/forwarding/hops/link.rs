//! VPN connections and virtual interfaces of Direct Connect, both ways (facts VGW-01 and DXG-07).

use super::public_interface;
use crate::{
    bgp::{customer_end, link_down},
    forwarding::{
        Arrival, Blocker, Cx, Move, Onward, Reason, Step, Stop,
        state::{end, go},
    },
    model::{DirectConnectEnd, Link},
};

/// The largest packet through the tunnel of a VPN connection (fact MTU-07).
const TUNNEL_MTU: u32 = 1446;

/// Takes a packet out of AWS to the router at the customer's end.
pub(super) fn out(cx: Cx<'_>, link: Link, arrival: Arrival, steps: &mut Vec<Step>) -> Onward {
    let network = cx.network;
    up(cx, link, arrival, steps)?;
    let Some(router) = customer_end(&network.model, link) else {
        let message = format!("the input names no router behind {}", network.name(link));
        let field = match link {
            Link::Vpn(_) => "Add `customer_gateway` to the VPN connection.",
            Link::DirectConnect(_) | Link::ServiceLink(_) => "Add `peer` to the virtual interface.",
        };
        return end(Blocker::new(Reason::LeftModel, message).help(field).key(link).unknown());
    };
    go(Move { on_premises: true, ..Move::to(Stop::Router(router), arrival.packet) })
}

/// Takes a packet from the customer into AWS.
pub(super) fn into(cx: Cx<'_>, link: Link, arrival: Arrival, steps: &mut Vec<Step>) -> Onward {
    let network = cx.network;
    let packet = arrival.packet;
    up(cx, link, arrival, steps)?;
    match link {
        Link::ServiceLink(id) => {
            let outpost = network.model.service_link_vifs[id].outpost;
            go(Move::to(Stop::ServiceLinkReceive(outpost), packet))
        }
        Link::Vpn(id) => {
            let attachment = network.attachment_of_vpn(id);
            match (network.model.vpn_connections[id].gateway, attachment) {
                (Some(gateway), _) => {
                    go(Move::to(Stop::PrivateGatewayIn(gateway, Some(link)), packet))
                }
                (None, Some(attachment)) => go(Move::to(Stop::AttachmentFrom(attachment), packet)),
                (None, None) => {
                    let message = format!("{} ends at no gateway of AWS", network.name(id));
                    let blocker = Blocker::new(Reason::AttachmentNotReady, message);
                    end(blocker.facts(&["TGW-01"]).key(id).dropped())
                }
            }
        }
        Link::DirectConnect(id) => match network.model.direct_connect_interfaces[id].end {
            DirectConnectEnd::VirtualPrivateGateway(gateway) => {
                go(Move::to(Stop::PrivateGatewayIn(gateway, Some(link)), packet))
            }
            DirectConnectEnd::DirectConnectGateway(gateway) => {
                go(Move::to(Stop::DirectConnectIn(gateway), packet))
            }
            DirectConnectEnd::Public => public_interface::into(cx, id, arrival, steps),
        },
    }
}

/// Ends a path at a link that carries nothing, or not this packet.
fn up(cx: Cx<'_>, link: Link, arrival: Arrival, steps: &mut Vec<Step>) -> Onward<()> {
    let network = cx.network;
    network.whole([link.into()])?;
    if let Link::DirectConnect(id) = link {
        network.whole([network.model.direct_connect_interfaces[id].connection.into()])?;
    }
    if let Some(why) = link_down(&network.model, link) {
        let message = format!("{} carries nothing: {}", network.name(link), why.words());
        let (reason, facts): (_, &[_]) = match link {
            Link::Vpn(_) => (Reason::VpnDown, &["VGW-01"]),
            Link::DirectConnect(_) => (Reason::BgpSessionDown, &["DXG-07"]),
            Link::ServiceLink(_) => (Reason::BgpSessionDown, &["BGP-01", "SL-11"]),
        };
        cx.block(steps, Blocker::new(reason, message).facts(facts).key(link))?;
    }
    let step = match link {
        Link::ServiceLink(_) => {
            let step = Step::passed("the session of the service link is established");
            step.facts(&["BGP-01", "SL-11", "SL-09"]).mtu(1500)
        }
        Link::Vpn(id) => {
            if arrival.packet.is_ipv6() && network.model.vpn_connections[id].gateway.is_some() {
                let message = format!("{} carries IPv4 only", network.name(id));
                let blocker = Blocker::new(Reason::Ipv6Unsupported, message).facts(&["VGW-07"]);
                cx.block(steps, blocker.help("Use IPv4, or a transit gateway.").key(id))?;
            }
            let step = Step::passed("a tunnel is up");
            step.facts(&["VGW-01", "MTU-07"]).mtu(TUNNEL_MTU)
        }
        Link::DirectConnect(id) => {
            let mtu = network.model.direct_connect_interfaces[id].mtu;
            let step = Step::passed("the virtual interface is in service");
            step.facts(&["DXG-07", "MTU-08", "MTU-11"]).mtu(mtu)
        }
    };
    cx.tell(steps, || step.key(link));
    Onward::Continue(())
}
