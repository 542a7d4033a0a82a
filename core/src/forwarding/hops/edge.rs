//! Gateway route tables: what comes into a VPC may have to pass an appliance (facts RT-50 to RT-56).

use std::net::IpAddr;

use super::{subnet, table, vpc};
use crate::{
    forwarding::{Arrival, Blocker, Cx, Onward, Reason, Sender, Step, state::end},
    model::{NetworkInterfaceId, ObjectId, RouteTableId, RouteTarget, VpcId},
    routing::{Choice, RouteRef, TableRef},
};

/// Takes a packet that a gateway brings into a VPC, by the gateway's route table if it has one.
///
/// `public` says whether an appliance needs a public address, as behind an internet gateway.
pub(super) fn enter(
    cx: Cx<'_>,
    (vpc, table): (VpcId, Option<RouteTableId>),
    public: bool,
    arrival: Arrival,
    steps: &mut Vec<Step>,
) -> Onward {
    let Some(table) = table else { return vpc::deliver(cx, vpc, None, arrival, steps) };
    let winner = table::select(cx, table, arrival.packet.destination, steps)?;
    if let Some(step) = steps.last_mut() {
        step.facts.push("RT-50");
    }
    let Some((route, key)) = table::written(cx, winner) else {
        return vpc::deliver(cx, vpc, None, arrival, steps);
    };
    if let Some(step) = steps.last_mut() {
        step.keys.push(key);
    }
    subnet::usable(cx, route.target, key, steps)?;
    subnet::declared(cx.network, route.declared_state, route.target, key)?;
    if route.target == RouteTarget::Local {
        return vpc::deliver(cx, vpc, None, arrival, steps);
    }
    if let RouteTarget::VpcEndpoint(id) = route.target {
        return subnet::to_endpoint(cx, id, None, arrival, steps);
    }
    let Some(appliance) = appliance(cx, route.target) else {
        let message = format!("{} leads to what it cannot lead to", cx.network.name(table));
        let blocker = Blocker::new(Reason::UnmodelledState, message).facts(&["RT-51"]);
        return end(blocker.key(key).unknown());
    };
    if public {
        public_appliance(cx, appliance, steps)?;
    }
    subnet::to_interface(cx, appliance, None, arrival, steps)
}

/// Ends a path to an appliance behind an internet gateway that has no public address (fact RT-53).
fn public_appliance(
    cx: Cx<'_>,
    appliance: NetworkInterfaceId,
    steps: &mut Vec<Step>,
) -> Onward<()> {
    if cx.network.model.network_interfaces[appliance].public_address.is_some() {
        let words = "the appliance runs and has a public address";
        cx.tell(steps, || Step::passed(words).facts(&["RT-53"]).key(appliance));
        return Onward::Continue(());
    }
    let message = format!("{} has no public address", cx.network.name(appliance));
    cx.block(steps, Blocker::new(Reason::EdgeApplianceNoPublicIp, message).key(appliance))
}

/// Returns the interface that a target stands for.
pub(super) fn appliance(cx: Cx<'_>, target: RouteTarget) -> Option<NetworkInterfaceId> {
    if let RouteTarget::Instance(id) = target {
        return cx.network.model.instances[id].interfaces.first().copied();
    }
    if let RouteTarget::NetworkInterface(id) = target { Some(id) } else { None }
}

/// Ends a path out of a subnet whose incoming packets the gateway's table sends to an appliance,
/// unless that appliance sends it (fact RT-54).
pub(super) fn leave(
    cx: Cx<'_>,
    table: Option<RouteTableId>,
    sender: Sender,
    source: IpAddr,
    steps: &mut Vec<Step>,
) -> Onward<()> {
    let network = cx.network;
    let Some(table) = table else { return Onward::Continue(()) };
    network.whole([table.into()])?;
    let at = TableRef::Vpc(table);
    let winner = match network.tables.choose(&network.model, at, source) {
        Choice::Routes(routes) => routes.first().copied(),
        Choice::Nothing | Choice::Ambiguous(_) => None,
    };
    let winner = winner.filter(|winner| matches!(winner.route, RouteRef::Vpc(..)));
    let Some((route, key)) = winner.and_then(|winner| table::written(cx, winner)) else {
        return Onward::Continue(());
    };
    let endpoint = if let RouteTarget::VpcEndpoint(id) = route.target { Some(id) } else { None };
    let interface = appliance(cx, route.target);
    let name: Option<ObjectId> = endpoint.map(Into::into).or_else(|| interface.map(Into::into));
    let Some(name) = name else { return Onward::Continue(()) };
    let instance = |id: NetworkInterfaceId| network.model.network_interfaces[id].instance;
    let same = match sender {
        Sender::Interface(id) => interface.is_some_and(|through| {
            id == through || (instance(id).is_some() && instance(id) == instance(through))
        }),
        Sender::Endpoint(id) => endpoint == Some(id),
        Sender::NatGateway(_) | Sender::RegionalNatGateway(_) | Sender::Attachment(_) => false,
    };
    if same {
        let words = "it comes from the appliance that what comes in passes, too";
        cx.tell(steps, || Step::passed(words).facts(&["RT-54"]).key(key));
        return Onward::Continue(());
    }
    let message = format!(
        "{} sends what comes in for {source} to {}, so what {source} sends must pass it, too",
        network.name(table),
        network.name(name),
    );
    cx.block(steps, Blocker::new(Reason::EdgeAsymmetry, message).key(key))
}
