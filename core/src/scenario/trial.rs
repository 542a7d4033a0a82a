//! From the words of a trial to a change of a model.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a name can be that of anything, and few kinds of things fit"
)]

use std::ops::Range;

use super::{Change, associate::associate};
use crate::{
    addr::Prefix,
    model::{
        Destination, DirectConnectInterfaceState, InstanceState, LocalGateway, LocalGatewayId,
        LocalGatewayRouteTarget, Model, NatGatewayState, NetworkInterfaceId, ObjectId, OutpostId,
        Route, RouteOrigin, RoutePolicy, RouteTarget, RouterId, SessionState,
        TransitGatewayAttachmentState, Vif, VifState, VpcId,
    },
    query::{Placed, Selector, Trial},
};

/// Why a trial means nothing to a model.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The place in the text of the trial.
    pub span: Range<usize>,
    /// What is wrong.
    pub message: String,
    /// What to write instead.
    pub help: String,
}

/// Returns the change that a trial means.
///
/// A virtual interface of a local gateway that fails is as one that was deleted; one of a service link
/// or of Direct Connect, a link that is down; a VPN connection, one without a tunnel that is up.
///
/// # Errors
/// Says which name fits nothing of the kind that the trial is about.
pub fn understand(model: &Model, trial: &Trial) -> Result<Change, Refused> {
    match trial {
        Trial::Fail { name, restore } => fail(model, name, *restore),
        Trial::Session { name, allow } => session(model, name, *allow),
        Trial::Instance { name, start } => {
            let state = if *start { InstanceState::Running } else { InstanceState::Stopped };
            let made = |object| match object {
                ObjectId::Instance(instance) => Some(Change::Instance { instance, state }),
                _other => None,
            };
            find(model, name, "an instance", made)
        }
        Trial::Announce { prefix, router, withdraw } => {
            let router = find(model, router, "a router", router_of)?;
            if *withdraw {
                return withdrawn(model, router, prefix);
            }
            Ok(Change::Announce { router, prefix: read_prefix(prefix)? })
        }
        Trial::AddRoute { destination, target, table } => {
            add_route(model, destination, target, table)
        }
        Trial::Associate { what, with, end } => associate(model, what, with, *end),
        Trial::RemoveRoute { destination, table } => {
            let (text, destination) = (destination, read_destination(model, destination)?);
            if !has_route(model, find(model, table, TABLE, table_of)?, destination) {
                let message = format!("that table has no route to `{}`", text.value);
                let help = "Name the destination as the table has it.".to_owned();
                return Err(Refused { span: text.span.clone(), message, help });
            }
            let made = |object| match object {
                ObjectId::RouteTable(table) => Some(Change::RemoveRoute { table, destination }),
                ObjectId::LocalGatewayRouteTable(table) => {
                    Some(Change::RemoveLocalGatewayRoute { table, destination })
                }
                _other => None,
            };
            find(model, table, TABLE, made)
        }
    }
}

pub(super) const TABLE: &str = "a route table of a VPC or of a local gateway";

/// What can fail, in words.
const FAILS: &str = "a service link, virtual interface, VIF group, LAG, router, segment, VPN connection, Direct \
                     Connect, NAT gateway, attachment, Outpost or Availability Zone";
/// The same without what nothing restores as a whole.
const WORKS_AGAIN: &str = "a service link, virtual interface, VIF group, LAG, router, segment, VPN connection, \
                           Direct Connect, NAT gateway or attachment";

fn nat_gateway_state(up: bool) -> NatGatewayState {
    if up { NatGatewayState::Available } else { NatGatewayState::Failed }
}

/// Returns the LAG of `OUTPOST.LAG`: the device behind it fails.
fn lag(model: &Model, selector: &Selector) -> Option<(LocalGatewayId, String)> {
    let (outpost, lag) = selector.name.value.rsplit_once('.')?;
    let named = |(_, one): &(LocalGatewayId, &LocalGateway)| {
        model.outposts[one.outpost].identity.name == outpost
    };
    let (gateway, _) = model.local_gateways.iter().find(named)?;
    let over = |vif: &Vif| vif.lag == lag && model.vif_groups[vif.group].local_gateway == gateway;
    let known = model.vifs.values().any(over);
    known.then(|| (gateway, lag.to_owned()))
}

fn fail(model: &Model, name: &Placed<Selector>, up: bool) -> Result<Change, Refused> {
    if let Some(outpost) = service_link(model, &name.value) {
        return Ok(Change::ServiceLink { outpost, up });
    }
    let session = if up { SessionState::Up } else { SessionState::Down };
    if let Some((gateway, lag)) = lag(model, &name.value) {
        return Ok(Change::Lag { gateway, lag, state: session });
    }
    let made = |object| {
        Some(match object {
            // What was down on it before cannot be told once it fails, so nothing restores it.
            ObjectId::Outpost(outpost) if !up => Change::OutpostFails(outpost),
            ObjectId::Zone(zone) if !up => Change::ZoneFails(zone),
            ObjectId::NatGateway(gateway) => {
                Change::NatGateway { gateway, state: nat_gateway_state(up) }
            }
            ObjectId::RegionalNatGateway(gateway) => {
                Change::RegionalNatGateway { gateway, state: nat_gateway_state(up) }
            }
            ObjectId::TransitGatewayAttachment(attachment) => {
                use TransitGatewayAttachmentState::{Available, Failed};
                Change::Attachment { attachment, state: if up { Available } else { Failed } }
            }
            ObjectId::VifGroup(group) => {
                let state = if up { VifState::Available } else { VifState::Deleted };
                Change::VifGroup { group, state }
            }
            ObjectId::Vif(vif) => {
                let state = if up { VifState::Available } else { VifState::Deleted };
                Change::Vif { vif, state }
            }
            ObjectId::ServiceLinkVif(vif) => Change::ServiceLinkSession { vif, state: session },
            ObjectId::Router(router) => Change::Router { router, up },
            ObjectId::Segment(segment) => Change::Segment { segment, up },
            ObjectId::VpnConnection(connection) => {
                let all = model.vpn_connections[connection].tunnels.len();
                Change::Tunnels { connection, up: if up { all } else { 0 } }
            }
            ObjectId::DirectConnectConnection(connection) => {
                Change::DirectConnectPort { connection, up }
            }
            ObjectId::DirectConnectInterface(interface) => {
                use DirectConnectInterfaceState::{Available, Down};
                let state = if up { Available } else { Down };
                Change::DirectConnectInterface { interface, state }
            }
            _other => return None,
        })
    };
    let what = if up { WORKS_AGAIN } else { FAILS };
    find(model, name, what, made)
}

fn session(model: &Model, name: &Placed<Selector>, allow: bool) -> Result<Change, Refused> {
    let state = if allow { SessionState::Up } else { SessionState::Down };
    let made = |object| {
        Some(match object {
            ObjectId::Vif(vif) => Change::Session { vif, state },
            ObjectId::ServiceLinkVif(vif) => Change::ServiceLinkSession { vif, state },
            ObjectId::DirectConnectInterface(interface) => {
                Change::DirectConnectSession { interface, state }
            }
            _other => return None,
        })
    };
    find(model, name, "a virtual interface", made)
}

/// Withdraws a prefix that a router announces. Where a link has a list of its own, withdrawing it from the
/// router would change nothing there, and an answer that stays the same would be taken for a proof.
fn withdrawn(model: &Model, router: RouterId, text: &Placed<String>) -> Result<Change, Refused> {
    let prefix = read_prefix(text)?;
    let name = &model.routers[router].identity.name;
    let refused = |message, help: &str| {
        Err(Refused { span: text.span.clone(), message, help: help.to_owned() })
    };
    let listed = |of: Option<RouterId>, policy: &RoutePolicy| {
        let own = policy.announce.as_ref().is_some_and(|list| list.contains(&prefix));
        of == Some(router) && own
    };
    let vpns = model.vpn_connections.values().map(|one| (one.router, &one.policy, &one.identity));
    let direct = model.direct_connect_interfaces.values();
    let direct = direct.map(|one| (one.router, &one.policy, &one.identity));
    let vifs = model.service_link_vifs.values();
    let vifs = vifs.map(|one| (one.router, &one.policy, &one.identity));
    let own = vpns.chain(direct).chain(vifs).find(|(of, policy, _)| listed(*of, policy));
    if let Some((_, _, link)) = own {
        let link = &link.name;
        let message =
            format!("`{name}` announces `{prefix}` over `{link}` by a list of that link's own");
        return refused(message, "Take it out of that list in the text.");
    }
    if !model.routers[router].announce.contains(&prefix) {
        let message = format!("`{name}` has no `{prefix}` under `announce`");
        return refused(message, "Name a prefix as the router has it.");
    }
    Ok(Change::Withdraw { router, prefix })
}

fn has_route(model: &Model, table: ObjectId, destination: Destination) -> bool {
    match table {
        ObjectId::RouteTable(table) => {
            model.route_tables[table].routes.iter().any(|one| one.destination == destination)
        }
        ObjectId::LocalGatewayRouteTable(table) => {
            let routes = &model.local_gateway_route_tables[table].routes;
            routes.iter().any(|one| one.destination == destination)
        }
        _other => false,
    }
}

pub(super) fn table_of(object: ObjectId) -> Option<ObjectId> {
    match object {
        ObjectId::RouteTable(_) | ObjectId::LocalGatewayRouteTable(_) => Some(object),
        _other => None,
    }
}

fn add_route(
    model: &Model,
    destination: &Placed<String>,
    target: &Placed<Selector>,
    table: &Placed<Selector>,
) -> Result<Change, Refused> {
    let to = read_destination(model, destination)?;
    match find(model, table, TABLE, table_of)? {
        ObjectId::RouteTable(table) => {
            let own = model.route_tables[table].vpc;
            if let Some((noun, other)) = foreign(model, target, own)? {
                let message = format!("that {noun} belongs to {other}");
                let help = "A route of a VPC leads to something of that VPC.".to_owned();
                return Err(Refused { span: target.span.clone(), message, help });
            }
            let route = Route {
                destination: to,
                target: find(model, target, "a target of a route", target_of)?,
                origin: RouteOrigin::Static,
                declared_state: None,
            };
            Ok(Change::AddRoute { table, route })
        }
        ObjectId::LocalGatewayRouteTable(table) => {
            let what = "a VIF group or network interface";
            let route = Route {
                destination: to,
                target: find(model, target, what, local_gateway_target_of)?,
                origin: RouteOrigin::Static,
                declared_state: None,
            };
            Ok(Change::AddLocalGatewayRoute { table, route })
        }
        _other => unreachable!("invariant: only tables were looked for"),
    }
}

/// Returns what a target is and the VPC that it belongs to, if that is another one.
fn foreign(
    model: &Model,
    target: &Placed<Selector>,
    own: VpcId,
) -> Result<Option<(&'static str, String)>, Refused> {
    let object = find(model, target, "a target of a route", |one| target_of(one).map(|_| one))?;
    let of_interface =
        |id: NetworkInterfaceId| Some(model.subnets[model.network_interfaces[id].subnet].vpc);
    let vpc = match object {
        ObjectId::InternetGateway(id) => Some(model.internet_gateways[id].vpc),
        ObjectId::EgressOnlyInternetGateway(id) => {
            Some(model.egress_only_internet_gateways[id].vpc)
        }
        ObjectId::NatGateway(id) => Some(model.subnets[model.nat_gateways[id].subnet].vpc),
        ObjectId::RegionalNatGateway(id) => Some(model.regional_nat_gateways[id].vpc),
        ObjectId::NetworkInterface(id) => of_interface(id),
        ObjectId::Instance(id) => {
            model.instances[id].interfaces.first().copied().and_then(of_interface)
        }
        _other => None,
    };
    let other = vpc.filter(|vpc| *vpc != own);
    Ok(other.map(|vpc| (model.noun(object), format!("VPC `{}`", model.vpcs[vpc].identity.name))))
}

fn target_of(object: ObjectId) -> Option<RouteTarget> {
    Some(match object {
        ObjectId::InternetGateway(id) => RouteTarget::InternetGateway(id),
        ObjectId::EgressOnlyInternetGateway(id) => RouteTarget::EgressOnlyInternetGateway(id),
        ObjectId::NatGateway(id) => RouteTarget::NatGateway(id),
        ObjectId::RegionalNatGateway(id) => RouteTarget::RegionalNatGateway(id),
        ObjectId::LocalGateway(id) => RouteTarget::LocalGateway(id),
        ObjectId::VpcEndpoint(id) => RouteTarget::VpcEndpoint(id),
        ObjectId::PeeringConnection(id) => RouteTarget::PeeringConnection(id),
        ObjectId::Instance(id) => RouteTarget::Instance(id),
        ObjectId::NetworkInterface(id) => RouteTarget::NetworkInterface(id),
        ObjectId::TransitGateway(id) => RouteTarget::TransitGateway(id),
        ObjectId::VirtualPrivateGateway(id) => RouteTarget::VirtualPrivateGateway(id),
        _other => return None,
    })
}

fn local_gateway_target_of(object: ObjectId) -> Option<LocalGatewayRouteTarget> {
    match object {
        ObjectId::VifGroup(id) => Some(LocalGatewayRouteTarget::VifGroup(id)),
        ObjectId::NetworkInterface(id) => Some(LocalGatewayRouteTarget::NetworkInterface(id)),
        _other => None,
    }
}

fn router_of(object: ObjectId) -> Option<RouterId> {
    match object {
        ObjectId::Router(id) => Some(id),
        _other => None,
    }
}

/// Returns the Outpost of `OUTPOST.service-link`.
fn service_link(model: &Model, selector: &Selector) -> Option<OutpostId> {
    let outpost = selector.name.value.strip_suffix(".service-link")?;
    let named = |(id, one): (OutpostId, &crate::model::Outpost)| {
        (one.identity.name == outpost).then_some(id)
    };
    model.outposts.iter().find_map(named)
}

/// Returns the object of a name that something can be made of.
pub(super) fn find<T>(
    model: &Model,
    selector: &Placed<Selector>,
    what: &str,
    made: impl Fn(ObjectId) -> Option<T>,
) -> Result<T, Refused> {
    let name = selector.value.name.value.as_str();
    let kind = selector.value.kind.as_ref().map(|kind| kind.value.as_str());
    let fits = |object: &ObjectId| {
        let identity = model.identity(*object);
        let named = identity.name == name || identity.aws_id.as_deref() == Some(name);
        let word = || model.noun(*object).to_lowercase().replace([' ', '-'], "_");
        named && kind.is_none_or(|kind| word() == kind)
    };
    let named: Vec<ObjectId> = model.objects().filter(fits).collect();
    if let Some(found) = named.iter().copied().find_map(made) {
        return Ok(found);
    }
    let message = match named.first() {
        Some(object) => {
            let noun = model.noun(*object);
            let article = if noun.starts_with(['a', 'A', 'i', 'O']) { "an" } else { "a" };
            format!("`{name}` is {article} {noun}, not {what}")
        }
        None => format!("nothing is called `{name}`"),
    };
    Err(Refused { span: selector.span.clone(), message, help: format!("Name {what}.") })
}

fn read_prefix(text: &Placed<String>) -> Result<Prefix, Refused> {
    text.value.parse().map_err(|error| Refused {
        span: text.span.clone(),
        message: format!("`{}` is not a prefix: {error}", text.value),
        help: "Write a prefix, as in 10.0.0.0/8.".to_owned(),
    })
}

fn read_destination(model: &Model, text: &Placed<String>) -> Result<Destination, Refused> {
    let listed = model.prefix_lists.iter().find(|(_, list)| {
        list.identity.name == text.value || list.identity.aws_id.as_ref() == Some(&text.value)
    });
    match listed {
        Some((list, _)) => Ok(Destination::PrefixList(list)),
        None => read_prefix(text).map(Destination::Prefix),
    }
}
