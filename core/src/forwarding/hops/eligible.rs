//! Which interfaces may use a local gateway: those of instances on its Outpost (LGW-17), and some of
//! AWS services (LGW-18, DVR-06, DVR-18 and COIP-15 to COIP-19).

use super::local_gateway::mode_unknown;
use crate::{
    forwarding::{Blocker, Cx, Onward, Reason, Resident, Step, state::end},
    model::{
        LocalGatewayId, LocalGatewayRouteTableId, Mode, NetworkInterface, NetworkInterfaceId,
        OutpostId, Service,
    },
};

/// Why an interface may use a local gateway, or why not.
struct Ruling {
    may: bool,
    words: &'static str,
    facts: &'static [&'static str],
}

const fn yes(words: &'static str, facts: &'static [&'static str]) -> Ruling {
    Ruling { may: true, words, facts }
}

const fn no(words: &'static str, facts: &'static [&'static str]) -> Ruling {
    Ruling { may: false, words, facts }
}

/// Ends a path from or to something that may not use a local gateway.
pub(super) fn may_use(
    cx: Cx<'_>,
    gateway: LocalGatewayId,
    resident: Resident,
    steps: &mut Vec<Step>,
) -> Onward<NetworkInterfaceId> {
    let network = cx.network;
    let outpost = network.model.local_gateways[gateway].outpost;
    let id = match resident {
        Resident::Interface(id) => id,
        Resident::NatGateway(id) => {
            let message =
                format!("{} is not an instance on {}", network.name(id), network.name(outpost));
            return end(Blocker::new(Reason::LgwEniNotEligible, message).key(gateway).dropped());
        }
    };
    let interface = &network.model.network_interfaces[id];
    if let Some(instance) = interface.instance {
        network.whole([instance.into()])?;
    }
    let ruling = match interface.instance {
        Some(_) if on_outpost(cx, id, outpost) => {
            yes("the interface is attached to an instance on this Outpost", &["LGW-17"])
        }
        None if interface.requester_managed && stands_on(cx, interface, outpost) => {
            let (table, mode) = mode(cx, gateway, interface);
            if let (Some(table), None, true) = (table, mode, depends_on_mode(interface)) {
                return end(mode_unknown(cx, table));
            }
            of_service(interface, mode, coip_fits(cx, gateway, interface))
        }
        Some(_) | None => no("it is not attached to an instance there", &["LGW-17"]),
    };
    if ruling.may {
        cx.tell(steps, || Step::passed(ruling.words).facts(ruling.facts).key(id));
    } else {
        let message = format!(
            "{} may not use the local gateway of {}: {}",
            network.name(id),
            network.name(outpost),
            ruling.words
        );
        let blocker = Blocker::new(Reason::LgwEniNotEligible, message).facts(ruling.facts);
        cx.block(steps, blocker.key(id).key(gateway))?;
    }
    Onward::Continue(id)
}

/// Decides about the interface of an AWS service that stands on the Outpost.
fn of_service(interface: &NetworkInterface, mode: Option<Mode>, coip: bool) -> Ruling {
    const MANAGED: Ruling =
        no("it belongs to an AWS service, not to an instance", &["LGW-18", "DVR-06"]);
    const ATTACHED: Ruling =
        yes("the service attached the interface to an instance on this Outpost", &["DVR-18"]);
    match (interface.service, mode) {
        (Some(Service::InterfaceEndpoint), _) => {
            no("an interface endpoint is reached from inside the VPC only", &["LGW-18"])
        }
        (Some(Service::NetworkLoadBalancer | Service::ClassicLoadBalancer), _) => {
            no("such a load balancer does not stand on an Outpost", &["SVC-07"])
        }
        (Some(Service::ElastiCache), Some(Mode::Coip)) => {
            no("ElastiCache has no customer-owned addresses", &["COIP-18"])
        }
        (Some(service), Some(Mode::Coip)) if coip => {
            let facts: &'static [&'static str] = match service {
                Service::S3Outposts => &["COIP-17"],
                Service::LoadBalancer => &["COIP-19"],
                Service::Rds
                | Service::NetworkLoadBalancer
                | Service::ClassicLoadBalancer
                | Service::ElastiCache
                | Service::InterfaceEndpoint
                | Service::Other => &["COIP-15"],
            };
            yes("the service behind the interface has a customer-owned address here", facts)
        }
        (None, Some(Mode::Coip)) if coip => {
            yes("the service behind the interface has a customer-owned address here", &["COIP-15"])
        }
        (Some(Service::Rds), Some(Mode::DirectVpcRouting)) => no(
            "RDS is reached over a local gateway by customer-owned address only",
            &["COIP-15", "DVR-06"],
        ),
        (Some(Service::S3Outposts), Some(Mode::DirectVpcRouting)) => ATTACHED,
        (Some(Service::LoadBalancer), Some(Mode::DirectVpcRouting)) => {
            yes("a load balancer on the Outpost is taken to be reachable", &["UNK-07"])
        }
        (Some(Service::ElastiCache), Some(Mode::DirectVpcRouting)) => {
            yes("a cache on the Outpost is taken to be reachable", &["TOP-31"])
        }
        (Some(Service::Other) | None, Some(Mode::DirectVpcRouting))
            if interface.instance_attached =>
        {
            ATTACHED
        }
        (_, Some(Mode::Coip | Mode::DirectVpcRouting) | None) => MANAGED,
    }
}

fn depends_on_mode(interface: &NetworkInterface) -> bool {
    match interface.service {
        Some(
            Service::InterfaceEndpoint
            | Service::NetworkLoadBalancer
            | Service::ClassicLoadBalancer,
        ) => false,
        Some(
            Service::Rds
            | Service::S3Outposts
            | Service::LoadBalancer
            | Service::ElastiCache
            | Service::Other,
        )
        | None => true,
    }
}

/// Returns the table that an interface's VPC uses, and its mode.
fn mode(
    cx: Cx<'_>,
    gateway: LocalGatewayId,
    interface: &NetworkInterface,
) -> (Option<LocalGatewayRouteTableId>, Option<Mode>) {
    let vpc = cx.network.model.subnets[interface.subnet].vpc;
    let table = cx.network.gateway_table(gateway, vpc).map(|(table, _)| table);
    (table, table.and_then(|table| cx.network.model.local_gateway_route_tables[table].mode))
}

/// Returns whether an interface has a customer-owned address of its VPC's table.
fn coip_fits(cx: Cx<'_>, gateway: LocalGatewayId, interface: &NetworkInterface) -> bool {
    let vpc = cx.network.model.subnets[interface.subnet].vpc;
    let Some((table, _)) = cx.network.gateway_table(gateway, vpc) else { return false };
    interface.coip.is_some_and(|coip| cx.network.model.coip_pool_of(table, coip).is_some())
}

fn stands_on(cx: Cx<'_>, interface: &NetworkInterface, outpost: OutpostId) -> bool {
    cx.network.model.subnets[interface.subnet].outpost() == Some(outpost)
}

/// Returns whether an interface is attached to an instance that stands on an Outpost.
fn on_outpost(cx: Cx<'_>, interface: NetworkInterfaceId, outpost: OutpostId) -> bool {
    let model = &cx.network.model;
    let Some(instance) = model.network_interfaces[interface].instance else { return false };
    let primary = model.instances[instance].interfaces.first();
    primary.is_some_and(|id| stands_on(cx, &model.network_interfaces[*id], outpost))
}
