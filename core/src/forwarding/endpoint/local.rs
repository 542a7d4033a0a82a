//! Instances with a local network interface: which of their interfaces a flow uses (fact TOP-33).

use super::Place;
use crate::{
    forwarding::Network,
    model::{HostId, InstanceId},
};

/// Returns the local network interface of an instance.
pub(super) fn interface(network: &Network, instance: InstanceId) -> Option<HostId> {
    let mut hosts = network.model.hosts.iter();
    hosts.find(|(_, host)| host.instance == Some(instance)).map(|(id, _)| id)
}

/// Puts the local network interface in the place of an instance where the flow runs over the LAN:
/// from the customer's network, and to what is on the segment of that interface.
pub(super) fn by_lan(network: &Network, (source, destination): (Place, Place)) -> (Place, Place) {
    let on_lan = |place| primary_of(network, place).and_then(|id| interface(network, id));
    let premises = matches!(source, Place::Host(_) | Place::Segment(..) | Place::Router(..));
    if let (true, Some(host)) = (premises, on_lan(destination)) {
        return (source, Place::Host(host));
    }
    let Some(host) = on_lan(source) else { return (source, destination) };
    let prefix = network.model.segments[network.model.hosts[host].segment].prefix;
    let near = match destination {
        Place::Host(id) => prefix.contains(network.model.hosts[id].address),
        Place::Segment(_, address) | Place::Router(_, Some(address)) | Place::Address(address) => {
            prefix.contains(address)
        }
        Place::Router(id, None) => {
            let mut interfaces = network.model.routers[id].interfaces.iter();
            interfaces.any(|interface| prefix.contains(interface.address.address))
        }
        Place::Interface(_) | Place::Internet(_) | Place::Service(..) | Place::ServiceLink(..) => {
            false
        }
    };
    (if near { Place::Host(host) } else { source }, destination)
}

/// Returns the instance that a place is the primary interface of: its name means the instance.
fn primary_of(network: &Network, place: Place) -> Option<InstanceId> {
    let Place::Interface(id) = place else { return None };
    let instance = network.model.network_interfaces[id].instance?;
    let first = network.model.instances[instance].interfaces.first();
    (first == Some(&id)).then_some(instance)
}
