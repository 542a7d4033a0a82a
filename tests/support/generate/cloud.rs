//! Outposts and VPCs of a wild model.

use std::net::IpAddr;

use outpath_core::{
    addr::Prefix,
    model::{Generation, LocalGatewayId, OutpostForm, SubnetId, VpcId},
};

use super::{
    filters, pick,
    spec::{Spec, SubnetSpec},
};
use crate::build::{Build, prefix};

/// Adds Outposts, VPCs, and what stands in VPCs without addresses of its own.
pub(super) fn add(b: &mut Build, spec: &Spec) {
    outposts(b, spec);
    vpcs(b, spec);
    let vpcs: Vec<VpcId> = b.model.vpcs.ids().collect();
    for (index, vpc) in spec.cloud.tables.iter().enumerate() {
        if let Some(vpc) = pick(&vpcs, *vpc) {
            b.table(vpc, &format!("t{index}"));
        }
    }
    for (index, subnet) in spec.cloud.subnets.iter().enumerate() {
        raise_subnet(b, index, subnet);
    }
    acls(b, spec);
    peerings(b, spec);
}

fn outposts(b: &mut Build, spec: &Spec) {
    for (index, outpost) in spec.cloud.outposts.iter().enumerate() {
        let (id, gateway) = b.outpost(&format!("o{index}"));
        let object = &mut b.model.outposts[id];
        object.service_link.up = !outpost.link_down;
        if outpost.second_generation {
            object.generation = Generation::Second;
        }
        if outpost.server && index + 1 == spec.cloud.outposts.len() && index > 0 {
            object.form = OutpostForm::Server;
            object.local_gateway = None;
            drop_last_gateway(b, gateway);
        }
    }
}

fn vpcs(b: &mut Build, spec: &Spec) {
    for (index, vpc) in spec.cloud.vpcs.iter().enumerate() {
        let second = if vpc.overlaps { 0 } else { index };
        let mut prefixes = vec![format!("10.{second}.0.0/16")];
        if vpc.second_prefix {
            prefixes.push(format!("10.{}.0.0/20", 100 + index));
        }
        let ipv6 = |subnet: &SubnetSpec| usize::from(subnet.vpc) % spec.cloud.vpcs.len() == index;
        if spec.cloud.subnets.iter().any(|subnet| subnet.ipv6 && ipv6(subnet)) {
            prefixes.push(format!("2001:db8:{index}::/56"));
        }
        let texts: Vec<&str> = prefixes.iter().map(String::as_str).collect();
        let id = b.vpc(&format!("v{index}"), &texts);
        if vpc.other_region {
            b.model.vpcs[id].region = b.region("eu-west-1");
        }
        if let Some(attached) = vpc.internet_gateway {
            let gateway = b.internet_gateway(id);
            b.model.internet_gateways[gateway].attached = attached;
        }
    }
}

fn acls(b: &mut Build, spec: &Spec) {
    filters::make(b, &spec.filters);
    let subnets: Vec<SubnetId> = b.model.subnets.ids().collect();
    for id in subnets {
        let number = b.model.subnets[id].identity.name.rsplit_once(".n");
        let number = number.and_then(|(_, number)| number.parse::<usize>().ok());
        let acl =
            number.and_then(|number| spec.cloud.subnets.get(number)).and_then(|spec| spec.acl);
        b.model.subnets[id].network_acl = filters::acl_of(b, b.model.subnets[id].vpc, acl);
    }
}

fn peerings(b: &mut Build, spec: &Spec) {
    let vpcs: Vec<VpcId> = b.model.vpcs.ids().collect();
    for (index, peering) in spec.cloud.peerings.iter().enumerate() {
        let ends = peering.ends.map(|end| pick(&vpcs, end));
        let known = |other: &outpath_core::model::PeeringConnection| {
            ends.iter().all(|end| end.is_some_and(|end| other.vpcs.contains(&end)))
        };
        if let [Some(from), Some(to)] = ends
            && from != to
            && !b.model.peering_connections.values().any(known)
        {
            let id = b.peering(&format!("p{index}"), [from, to]);
            b.model.peering_connections[id].state = peering.state;
        }
    }
}

/// Takes back the local gateway that was made last.
fn drop_last_gateway(b: &mut Build, last: LocalGatewayId) {
    let all = std::mem::take(&mut b.model.local_gateways);
    for (id, gateway) in all.iter().filter(|(id, _)| *id != last) {
        let new = b.model.local_gateways.push(gateway.clone());
        assert_eq!(id, new, "invariant: only the last one goes");
    }
}

fn raise_subnet(b: &mut Build, index: usize, spec: &SubnetSpec) {
    let vpcs: Vec<VpcId> = b.model.vpcs.ids().collect();
    let Some(vpc) = pick(&vpcs, spec.vpc) else { return };
    let mut places = vec![None];
    // An Outpost takes subnets of VPCs of its own Region only.
    if b.model.regions[b.model.vpcs[vpc].region].identity.name == "us-west-2" {
        places.extend(b.model.outposts.ids().map(Some));
    }
    let tables = b.model.route_tables.iter().filter(|(_, table)| table.vpc == vpc);
    let tables: Vec<_> = tables.map(|(id, table)| (!table.main).then_some(id)).collect();
    let second = match b.model.vpcs[vpc].prefixes.first().map(|prefix| prefix.network()) {
        Some(IpAddr::V4(network)) => network.octets()[1],
        Some(IpAddr::V6(_)) | None => return,
    };
    let free = |cidr: &Prefix| {
        !b.model.subnets.values().any(|other| other.vpc == vpc && other.prefixes.contains(cidr))
    };
    let clash = prefix(&format!("10.{second}.1.0/24"));
    let own = format!("10.{second}.{}.0/24", index + 1);
    let cidr = if spec.clashes && free(&clash) { clash.to_string() } else { own };
    if !free(&prefix(&cidr)) {
        return;
    }
    let place = pick(&places, spec.place).flatten();
    let table = pick(&tables, spec.table).flatten();
    let id = b.subnet(vpc, &format!("n{index}"), &cidr, place, table);
    if spec.ipv6 {
        let number = b.model.vpcs[vpc].identity.name.trim_start_matches('v').to_owned();
        let cidr = prefix(&format!("2001:db8:{number}:{:x}::/64", index + 1));
        b.model.subnets[id].prefixes.push(cidr);
    }
}
