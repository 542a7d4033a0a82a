//! What fails, as a change of the model: the flow before and after, and what was touched.

use outpath_core::{
    forwarding::{Network, Trace},
    model::{DirectConnectInterfaceState, Model, ObjectId, SessionState},
    scenario::{Change, apply},
};

use crate::{
    joined::HYBRID,
    stems::RACK,
    way::{read_text, trace},
};

fn model(text: &str) -> Model {
    let (model, errors) = read_text(text);
    assert!(errors.is_empty(), "{errors:?}\n{text}");
    model
}

fn outcomes(model: &Model, flow: &str) -> Vec<&'static str> {
    let trace: Trace = trace(&Network::build(model.clone()), flow);
    trace.forward.iter().map(|path| path.outcome.id()).collect()
}

/// Applies a change, which names what it touches, and is the same when it is applied twice.
fn after(model: &Model, change: &Change, touched: &[ObjectId]) -> Model {
    let (changed, objects) = apply(model, change);
    assert_eq!(objects.objects.into_iter().collect::<Vec<_>>(), touched, "{change:?}");
    let (again, nothing) = apply(&changed, change);
    assert_eq!(again, changed, "{change:?}");
    assert!(nothing.objects.is_empty(), "{change:?}");
    changed
}

#[test]
fn one_tunnel_carries_a_vpn_connection_and_none_does_not() {
    let before = model(HYBRID);
    let flow = "x -> db tcp/443";
    assert_eq!(outcomes(&before, flow), ["delivered"]);
    let connection = before.vpn_connections.ids().next().unwrap();
    let tunnels = |up| Change::Tunnels { connection, up };
    let one = after(&before, &tunnels(1), &[connection.into()]);
    assert_eq!(outcomes(&one, flow), ["delivered"]);
    let none = after(&one, &tunnels(0), &[connection.into()]);
    // What the gateway knew of the site is gone with the tunnels.
    let both = after(&none, &tunnels(2), &[connection.into()]);
    assert_eq!(both, before);
}

/// A gateway that knows nothing because its link is down says which.
#[test]
fn a_gateway_names_its_link_that_is_down() {
    let written = HYBRID.replacen("propagate: true", "routes: { 172.16.0.0/24: vgw }", 1);
    let help = |text: &str| {
        let trace = trace(&Network::build(model(text)), "x -> db tcp/443");
        let blocker = trace.forward.first().and_then(|path| path.outcome.blocker()).unwrap();
        assert_eq!(blocker.reason.id(), "no-route");
        blocker.help.clone()
    };
    let without = written.replace("announce: [172.16.0.0/24]", "announce: [172.16.9.0/24]");
    assert!(help(&without).starts_with("Announce the prefix"), "{}", help(&without));
    let down = written.replace("customer_gateway: c.r", "customer_gateway: c.r, tunnels: [down]");
    assert_eq!(help(&down), "Bring VPN connection `wan` up: no tunnel is up.");
}

#[test]
fn a_port_takes_its_virtual_interfaces_with_it() {
    let before = model(HYBRID);
    let flow = "log -> y tcp/443";
    assert_eq!(outcomes(&before, flow), ["delivered"]);
    let connection = before.direct_connect_connections.ids().next().unwrap();
    let port = Change::DirectConnectPort { connection, up: false };
    assert_ne!(outcomes(&after(&before, &port, &[connection.into()]), flow), ["delivered"]);
    let interface = before.direct_connect_interfaces.ids().next().unwrap();
    let state = DirectConnectInterfaceState::Down;
    let down = Change::DirectConnectInterface { interface, state };
    assert_ne!(outcomes(&after(&before, &down, &[interface.into()]), flow), ["delivered"]);
}

#[test]
fn a_lag_takes_every_session_over_it() {
    let both = "vifs: { ond: { lag: one, local: 172.31.0.1/30, peer: c.r }, \
                two: { lag: two, local: 172.31.0.9/30, peer: c.s } }";
    let text = RACK.replace("vifs: { ond: { local: 172.31.0.1/30, peer: c.r } }", both).replace(
        "    routers:\n",
        "    routers:\n      s: { interfaces: { ond: 172.31.0.10/30, lan: 172.16.0.2/24 }, announce: [172.16.0.0/24] }\n",
    );
    let before = model(&text);
    let flow = "web -> db tcp/443";
    assert_eq!(outcomes(&before, flow), ["delivered", "delivered"]);
    let gateway = before.local_gateways.ids().next().unwrap();
    let down = |lag: &str| Change::Lag { gateway, lag: lag.to_owned(), state: SessionState::Down };
    let vifs: Vec<ObjectId> = before.vifs.ids().map(ObjectId::from).collect();
    let one = after(&before, &down("one"), &vifs[..1]);
    assert_eq!(outcomes(&one, flow), ["delivered"]);
    let none = after(&one, &down("two"), &vifs[1..]);
    assert_eq!(outcomes(&none, flow), ["bgp-session-down"]);
    let nothing = after(&before, &down("three"), &[]);
    assert_eq!(nothing, before);
}
