//! Services of AWS that do not stand on Outposts.

use crate::{
    diagnostic::code,
    model::{Key, Service},
};

use super::Review;

pub(super) fn judge(review: &mut Review<'_, '_>) {
    judge_nat_gateways(review);
    judge_load_balancers(review);
}

fn judge_nat_gateways(review: &mut Review<'_, '_>) {
    for (id, gateway) in review.model.nat_gateways.iter() {
        let subnet = gateway.subnet;
        if review.model.subnets[subnet].outpost().is_none() {
            continue;
        }
        let message = format!("NAT gateway `{}` stands on an Outpost", review.name(id));
        let found = review
            .problem(code::NAT_ON_OUTPOST, id, review.span(Key::field(id, "subnet")), message)
            .related(review.head(subnet), "this subnet lies on an Outpost")
            .because("A NAT gateway is a thing of the Region.")
            .help("Put it into a public subnet of the Outpost's Availability Zone.");
        review.report(found, &[]);
    }
}

/// Looks for load balancers of a kind that has no place on an Outpost (fact SVC-07).
fn judge_load_balancers(review: &mut Review<'_, '_>) {
    for (id, interface) in review.model.network_interfaces.iter() {
        let kind = match interface.service {
            Some(Service::NetworkLoadBalancer) => "Network",
            Some(Service::ClassicLoadBalancer) => "Classic",
            Some(
                Service::LoadBalancer
                | Service::Rds
                | Service::S3Outposts
                | Service::ElastiCache
                | Service::InterfaceEndpoint
                | Service::Other,
            )
            | None => continue,
        };
        let subnet = interface.subnet;
        if review.model.subnets[subnet].outpost().is_none() {
            continue;
        }
        let name = review.name(id);
        let message = format!("`{name}`, of a {kind} Load Balancer, stands on an Outpost");
        let found = review
            .problem(
                code::LOAD_BALANCER_ON_OUTPOST,
                id,
                review.span(Key::field(id, "subnet")),
                message,
            )
            .related(review.head(subnet), "this subnet lies on an Outpost")
            .because("AWS was seen to refuse subnets of Outposts for Network and Classic Load Balancers.")
            .help("Use an Application Load Balancer, or a subnet of the Region.");
        review.report(found, &[id.into()]);
    }
}
