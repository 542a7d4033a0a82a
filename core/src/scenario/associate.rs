//! Associations of tables and of customer-owned addresses, from the words of a trial.

#![expect(
    clippy::wildcard_enum_match_arm,
    reason = "a name can be that of anything, and few kinds of things fit"
)]

use std::net::IpAddr;

use super::{
    Change, Refused,
    trial::{TABLE, find, table_of},
};
use crate::{
    model::{
        AssociationState, LocalGatewayRouteTable, LocalGatewayRouteTableId, Model,
        NetworkInterfaceId, ObjectId, VifGroupAssociation,
    },
    query::{Placed, Selector},
};

/// Associates, or ends it: a VPC or VIF group with a table of a local gateway, a subnet with a table of its VPC,
/// a customer-owned address with an interface.
pub(super) fn associate(
    model: &Model,
    what: &Placed<Selector>,
    with: &Placed<Selector>,
    end: bool,
) -> Result<Change, Refused> {
    if let Ok(address) = what.value.name.value.parse() {
        let interface = find(model, with, "an instance or network interface", interface_of(model))?;
        return coip(model, (what, address), interface, end);
    }
    let kinds = "a VPC, a VIF group, a subnet or a customer-owned address";
    let part = find(model, what, kinds, |object| match object {
        ObjectId::Vpc(_) | ObjectId::VifGroup(_) | ObjectId::Subnet(_) => Some(object),
        _other => None,
    })?;
    let table = find(model, with, TABLE, table_of)?;
    let state = AssociationState::Associated;
    let change = match (part, table) {
        (ObjectId::Vpc(vpc), ObjectId::LocalGatewayRouteTable(table)) => {
            Some(Change::VpcAssociation { table, vpc, state: (!end).then_some(state) })
        }
        (ObjectId::VifGroup(group), ObjectId::LocalGatewayRouteTable(table)) => {
            let association = (!end).then_some(VifGroupAssociation { group, state });
            Some(Change::VifGroupAssociation { table, association })
        }
        (ObjectId::Subnet(subnet), ObjectId::RouteTable(table))
            if model.route_tables[table].vpc == model.subnets[subnet].vpc =>
        {
            Some(Change::SubnetAssociation { subnet, table: (!end).then_some(table) })
        }
        _others => None,
    };
    let known = is_known(model, part, table);
    let refused = |message: String, help: &str| {
        Err(Refused { span: what.span.clone(), message, help: help.to_owned() })
    };
    let taken = (!end).then(|| taken(model, part, table)).flatten();
    if let Some(other) = taken {
        let name = &model.local_gateway_route_tables[other].identity.name;
        return refused(
            format!("it is associated with `{name}` already"),
            "Disassociate it there first: it goes with one table of a local gateway.",
        );
    }
    match change {
        Some(_) if end && !known => {
            refused("these two are not associated".to_owned(), "Name an association that there is.")
        }
        Some(change) => Ok(change),
        None => refused(
            format!("a {} is not associated with a {}", model.noun(part), model.noun(table)),
            "A VPC or a VIF group goes with a table of a local gateway, a subnet with one of its VPC.",
        ),
    }
}

/// Returns whether two things are associated.
fn is_known(model: &Model, part: ObjectId, table: ObjectId) -> bool {
    match (part, table) {
        (ObjectId::Vpc(vpc), ObjectId::LocalGatewayRouteTable(table)) => {
            model.local_gateway_route_tables[table].vpcs.iter().any(|one| one.vpc == vpc)
        }
        (ObjectId::VifGroup(group), ObjectId::LocalGatewayRouteTable(table)) => {
            let own = model.local_gateway_route_tables[table].vif_group;
            own.is_some_and(|one| one.group == group)
        }
        (ObjectId::Subnet(subnet), ObjectId::RouteTable(table)) => {
            let one = &model.subnets[subnet];
            one.explicit_route_table && one.route_table == table
        }
        _others => false,
    }
}

/// Returns another table of the same local gateway that a VPC or a VIF group is associated with (facts LGW-05
/// and RD-01).
fn taken(model: &Model, part: ObjectId, table: ObjectId) -> Option<LocalGatewayRouteTableId> {
    let ObjectId::LocalGatewayRouteTable(table) = table else { return None };
    let gateway = model.local_gateway_route_tables[table].local_gateway;
    let mut others = model
        .local_gateway_route_tables
        .iter()
        .filter(|(id, one)| *id != table && one.local_gateway == gateway);
    let holds = |one: &LocalGatewayRouteTable| match part {
        ObjectId::Vpc(vpc) => one.vpcs.iter().any(|one| one.vpc == vpc),
        ObjectId::VifGroup(group) => one.vif_group.is_some_and(|one| one.group == group),
        _other => false,
    };
    others.find(|(_, one)| holds(one)).map(|(id, _)| id)
}

/// Gives an interface a customer-owned address of a pool, or takes it away.
fn coip(
    model: &Model,
    (what, address): (&Placed<Selector>, IpAddr),
    interface: NetworkInterfaceId,
    end: bool,
) -> Result<Change, Refused> {
    let refused = |message: String, help: &str| {
        Err(Refused { span: what.span.clone(), message, help: help.to_owned() })
    };
    let own = model.network_interfaces[interface].coip;
    let subnet = &model.subnets[model.network_interfaces[interface].subnet];
    if !end && subnet.outpost().is_none() {
        return refused(
            format!("`{}` does not lie on an Outpost", subnet.identity.name),
            "Name an instance in a subnet on an Outpost.",
        );
    }
    if end && own != Some(address) {
        return refused(format!("it does not have {address}"), "Name the address that it has.");
    }
    let mut pools = model.coip_pools.values().flat_map(|pool| &pool.prefixes);
    if !end && !pools.any(|prefix| prefix.contains(address)) {
        return refused(format!("no CoIP pool holds {address}"), "Name an address of a CoIP pool.");
    }
    let mut others = model.network_interfaces.iter();
    if let Some((_, other)) =
        others.find(|(id, one)| !end && *id != interface && one.coip == Some(address))
    {
        let message = format!("`{}` has {address} already", other.identity.name);
        return refused(message, "Disassociate it first.");
    }
    Ok(Change::Coip { interface, address: (!end).then_some(address) })
}

/// Returns what makes an interface of a name: the interface, or the first one of an instance.
fn interface_of(model: &Model) -> impl Fn(ObjectId) -> Option<NetworkInterfaceId> {
    move |object| match object {
        ObjectId::NetworkInterface(id) => Some(id),
        ObjectId::Instance(id) => model.instances[id].interfaces.first().copied(),
        _other => None,
    }
}
