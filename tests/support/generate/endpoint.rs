//! VPC endpoints and Block Public Access of wild models.

use outpath_core::model::{
    BlockPublicAccess, Destination, GatewayService, PrefixListId, PublicAccessExclusion, Route,
    RouteOrigin, RouteTarget, Service, SubnetId, VpcEndpoint, VpcEndpointId, VpcEndpointKind,
    VpcEndpointState, VpcId,
};
use proptest::{bool::weighted, collection::vec, option, prelude::*};

use super::{Pick, pick, transit, wild::mostly};
use crate::build::{Build, named, prefix};

/// The endpoints of a model, and what it blocks.
#[derive(Debug, Clone)]
pub(super) struct EndpointSpec {
    endpoints: Vec<OneSpec>,
    /// Whether no table leads to gateway endpoints.
    loose: bool,
    blocked: Vec<(Pick, BlockPublicAccess, Option<PublicAccessExclusion>)>,
    excluded: Vec<(Pick, PublicAccessExclusion)>,
}

#[derive(Debug, Clone)]
struct OneSpec {
    vpc: Pick,
    kind: Kind,
    subnets: Vec<Pick>,
    firewall: bool,
    odd: bool,
    state: VpcEndpointState,
}

#[derive(Debug, Clone, Copy)]
enum Kind {
    Gateway,
    Interface,
    Inspection,
}

/// Returns endpoints, often none.
pub(super) fn endpoints() -> impl Strategy<Value = EndpointSpec> {
    let one = (
        any::<Pick>(),
        prop_oneof![Just(Kind::Gateway), Just(Kind::Interface), Just(Kind::Inspection)],
        vec(any::<Pick>(), 1..=2),
        weighted(0.3),
        weighted(0.1),
        mostly(
            VpcEndpointState::Available,
            9,
            vec![VpcEndpointState::Pending, VpcEndpointState::Failed, VpcEndpointState::Deleted],
        ),
    );
    let one = one.prop_map(|(vpc, kind, subnets, firewall, odd, state)| OneSpec {
        vpc,
        kind,
        subnets,
        firewall,
        odd,
        state,
    });
    let exclusion = || {
        prop_oneof![
            Just(PublicAccessExclusion::Bidirectional),
            Just(PublicAccessExclusion::EgressOnly)
        ]
    };
    let mode =
        prop_oneof![Just(BlockPublicAccess::Bidirectional), Just(BlockPublicAccess::IngressOnly)];
    let blocked = (any::<Pick>(), mode, option::weighted(0.4, exclusion()));
    let blocked = prop_oneof![2 => Just(Vec::new()), 1 => vec(blocked, 1..=2)];
    let excluded = vec((any::<Pick>(), exclusion()), 0..=2);
    (vec(one, 0..=3), weighted(0.2), blocked, excluded).prop_map(
        |(endpoints, loose, blocked, excluded)| EndpointSpec {
            endpoints,
            loose,
            blocked,
            excluded,
        },
    )
}

/// Adds endpoints, which need VPCs and subnets, and what is blocked.
pub(super) fn make(b: &mut Build, spec: &EndpointSpec) {
    for (index, one) in spec.endpoints.iter().enumerate() {
        endpoint(b, index, one);
    }
    let vpcs: Vec<VpcId> = b.model.vpcs.ids().collect();
    for (vpc, mode, exclusion) in &spec.blocked {
        if let Some(id) = pick(&vpcs, *vpc) {
            b.model.vpcs[id].block_public_access = *mode;
            b.model.vpcs[id].public_access_exclusion = *exclusion;
        }
    }
    let subnets: Vec<SubnetId> = b.model.subnets.ids().collect();
    for (subnet, exclusion) in spec.excluded.iter().filter(|_| !spec.blocked.is_empty()) {
        if let Some(id) = pick(&subnets, *subnet) {
            b.model.subnets[id].public_access_exclusion = Some(*exclusion);
        }
    }
}

fn endpoint(b: &mut Build, index: usize, spec: &OneSpec) {
    let vpcs: Vec<VpcId> = b.model.vpcs.ids().collect();
    let Some(vpc) = pick(&vpcs, spec.vpc) else { return };
    let subnets = b.model.subnets.iter().filter(|(_, subnet)| subnet.vpc == vpc);
    let subnets: Vec<SubnetId> = subnets.map(|(id, _)| id).collect();
    let picked: Vec<SubnetId> =
        spec.subnets.iter().filter_map(|number| pick(&subnets, *number)).collect();
    let Some(first) = picked.first().copied() else { return };
    let name = format!("{}.e{index}", b.model.vpcs[vpc].identity.name);
    let kind = match spec.kind {
        Kind::Gateway => {
            let prefix_list = services(b, spec.firewall);
            let service = if spec.firewall { GatewayService::DynamoDb } else { GatewayService::S3 };
            VpcEndpointKind::Gateway { service, prefix_list }
        }
        Kind::Interface => {
            let mut interfaces = Vec::new();
            for subnet in picked {
                if interfaces.iter().any(|id| b.model.network_interfaces[*id].subnet == subnet) {
                    continue;
                }
                let address = super::raise::host(b, subnet, index + 60);
                let name = format!("{name}.p{}", interfaces.len());
                let id = b.interface(&name, subnet, address);
                let groups = super::filters::groups(b, vpc, &spec.subnets);
                let interface = &mut b.model.network_interfaces[id];
                interface.requester_managed = true;
                interface.service = Some(Service::InterfaceEndpoint);
                interface.security_groups = groups;
                interfaces.push(id);
            }
            VpcEndpointKind::Interface { interfaces }
        }
        Kind::Inspection => VpcEndpointKind::Inspection {
            subnet: first,
            firewall: spec.firewall,
            passes: spec.firewall == spec.odd,
        },
    };
    let identity = named(name);
    b.model.vpc_endpoints.push(VpcEndpoint { identity, vpc, kind, state: spec.state });
}

/// Returns the prefix list of a service, made if it is not there.
fn services(b: &mut Build, dynamo: bool) -> PrefixListId {
    let (name, cidrs) = if dynamo {
        ("dynamodb", vec!["3.218.180.0/22"])
    } else {
        ("s3", vec!["52.216.0.0/15", "54.231.0.0/16"])
    };
    let found = b.model.prefix_lists.iter().find(|(_, list)| list.identity.name == name);
    if let Some((id, _)) = found {
        return id;
    }
    let id = b.prefix_list(name, cidrs.into_iter().map(prefix).collect());
    b.model.prefix_lists[id].service = Some(name.to_owned());
    if !dynamo {
        let six = b.prefix_list("s3-six", vec![prefix("2600:1fa0::/28")]);
        b.model.prefix_lists[six].service = Some(name.to_owned());
    }
    id
}

/// Leads the tables of VPCs to their gateway endpoints.
pub(super) fn fill(b: &mut Build, spec: &EndpointSpec) {
    if spec.loose {
        return;
    }
    let all: Vec<(VpcEndpointId, VpcEndpoint)> =
        b.model.vpc_endpoints.iter().map(|(id, one)| (id, one.clone())).collect();
    for (id, endpoint) in all {
        let VpcEndpointKind::Gateway { prefix_list, .. } = endpoint.kind else { continue };
        let lists: Vec<_> = b.model.lists_of_service(prefix_list).collect();
        for list in lists {
            lead(b, id, endpoint.vpc, list);
        }
    }
}

/// Leads the tables of a VPC to a gateway endpoint by a prefix list.
fn lead(b: &mut Build, id: VpcEndpointId, vpc: VpcId, list: PrefixListId) {
    let destination = Destination::PrefixList(list);
    for table in b.model.route_tables.ids().collect::<Vec<_>>() {
        let found = &mut b.model.route_tables[table];
        let has = found.routes.iter().any(|route| route.destination == destination);
        if found.vpc == vpc && transit::serves_subnets(found) && !has {
            let target = RouteTarget::VpcEndpoint(id);
            let (origin, declared_state) = (RouteOrigin::Static, None);
            found.routes.push(Route { destination, target, origin, declared_state });
        }
    }
}
