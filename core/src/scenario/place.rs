//! What goes down with a whole Outpost or Availability Zone.

use std::collections::BTreeSet;

use crate::model::{
    AttachmentResource, InstanceState, Model, NatGatewayState, ObjectId, OutpostId, Place,
    SessionState, SubnetId, ZoneId,
};

/// Takes an Outpost down: its service link, the sessions of its local gateway, and whatever has an address on
/// it. Returns what changed.
pub(super) fn fail_outpost(model: &mut Model, outpost: OutpostId) -> BTreeSet<ObjectId> {
    let mut changed = BTreeSet::from([outpost.into()]);
    model.outposts[outpost].service_link.up = false;
    let groups: Vec<_> =
        model.local_gateways.iter().filter(|(_, one)| one.outpost == outpost).collect();
    let gateways: BTreeSet<_> = groups.into_iter().map(|(id, _)| id).collect();
    let vifs: Vec<_> = model.vifs.ids().collect();
    for id in vifs {
        let gateway = model.vif_groups[model.vifs[id].group].local_gateway;
        if gateways.contains(&gateway) {
            model.vifs[id].session = SessionState::Down;
            changed.insert(id.into());
        }
    }
    let links: Vec<_> = model.service_link_vifs.ids().collect();
    for id in links {
        if model.service_link_vifs[id].outpost == outpost {
            model.service_link_vifs[id].session = SessionState::Down;
            changed.insert(id.into());
        }
    }
    let on_it = model.subnets.iter().filter(|(_, one)| one.place == Place::Outpost(outpost));
    let on_it: BTreeSet<SubnetId> = on_it.map(|(id, _)| id).collect();
    changed.extend(empty(model, &on_it));
    changed
}

/// Takes a zone of the Region down: whatever has an address in its subnets, NAT gateways, attachments of transit
/// gateways there, and the service links that end in it (fact FF-01). Returns what changed.
pub(super) fn fail_zone(model: &mut Model, zone: ZoneId) -> BTreeSet<ObjectId> {
    let mut changed = BTreeSet::from([zone.into()]);
    let here = model.subnets.iter().filter(|(_, one)| one.place == Place::Region(Some(zone)));
    let here: BTreeSet<SubnetId> = here.map(|(id, _)| id).collect();
    changed.extend(empty(model, &here));
    let outposts: Vec<OutpostId> = model.outposts.ids().collect();
    for id in outposts {
        if model.outposts[id].zone == zone {
            model.outposts[id].service_link.up = false;
            changed.insert(id.into());
        }
    }
    let regional: Vec<_> = model.regional_nat_gateways.ids().collect();
    for id in regional {
        if model.regional_nat_gateways[id].zones.remove(&zone).is_some() {
            changed.insert(id.into());
        }
    }
    let attachments: Vec<_> = model.transit_gateway_attachments.ids().collect();
    for id in attachments {
        if let AttachmentResource::Vpc { subnets, .. } =
            &mut model.transit_gateway_attachments[id].resource
            && subnets.iter().any(|subnet| here.contains(subnet))
        {
            subnets.retain(|subnet| !here.contains(subnet));
            changed.insert(id.into());
        }
    }
    changed
}

/// Stops everything in some subnets: instances, NAT gateways, and interfaces that AWS manages, which answer no more.
fn empty(model: &mut Model, subnets: &BTreeSet<SubnetId>) -> BTreeSet<ObjectId> {
    let mut changed = BTreeSet::new();
    let interfaces: Vec<_> = model.network_interfaces.ids().collect();
    for id in interfaces {
        let one = &mut model.network_interfaces[id];
        if !subnets.contains(&one.subnet) {
            continue;
        }
        match one.instance {
            Some(instance) => {
                model.instances[instance].state = InstanceState::Stopped;
                changed.insert(instance.into());
            }
            None => {
                one.up = false;
                changed.insert(id.into());
            }
        }
    }
    let gateways: Vec<_> = model.nat_gateways.ids().collect();
    for id in gateways {
        let one = &mut model.nat_gateways[id];
        if subnets.contains(&one.subnet) {
            one.state = NatGatewayState::Failed;
            changed.insert(id.into());
        }
    }
    changed
}

#[cfg(test)]
mod tests {
    use crate::{
        analysis::Workspace,
        document::{Loaded, Loader},
    };

    struct Text(&'static str);

    impl Loader for Text {
        fn load(&self, name: &str, _: Option<&str>) -> Result<Loaded, String> {
            Ok(Loaded { name: name.to_owned(), bytes: self.0.as_bytes().to_vec() })
        }
    }

    /// Two zones with an instance and a NAT gateway each, and an Outpost that one of them anchors.
    const ESTATE: &str = "
outpath: 1
region: us-west-2
vpcs:
  shop:
    cidrs: [10.0.0.0/16]
    internet_gateway: true
    subnets:
      a: { cidr: 10.0.1.0/24, zone: usw2-az1, route_table: public }
      b: { cidr: 10.0.2.0/24, zone: usw2-az2, route_table: public }
      rack: { cidr: 10.0.3.0/24, outpost: plant-1, route_table: by-a }
    nat_gateways: { nat-a: { subnet: a, ip: 10.0.1.5, public_ip: 198.51.100.5 } }
    route_tables:
      main: {}
      public: { routes: { 0.0.0.0/0: igw } }
      by-a: { routes: { 0.0.0.0/0: nat_gateway.nat-a } }
outposts:
  plant-1: { zone: usw2-az2, service_link: { connectivity: public } }
instances:
  one: { subnet: shop.a, ip: 10.0.1.10 }
  two: { subnet: shop.b, ip: 10.0.2.10 }
  local: { subnet: shop.rack, ip: 10.0.3.10 }
  other: { subnet: shop.rack, ip: 10.0.3.11 }
network_interfaces:
  cache: { subnet: shop.rack, ip: 10.0.3.20, service: other }
";

    fn verdict(trial: &str, flow: &str) -> String {
        let mut workspace = Workspace::open(&Text(ESTATE), &["a.yaml"]);
        assert!(!workspace.has_errors(), "{}", workspace.problems().text());
        workspace.what_if(&[trial]).unwrap();
        workspace.trace(flow).unwrap().concise().to_string()
    }

    #[test]
    fn a_zone_takes_what_stands_in_it_and_the_service_links_that_end_there() {
        let reached = |trial: &str, flow: &str| verdict(trial, flow).starts_with("reachable");
        let up = "restore plant-1.service-link";
        for flow in ["one -> two tcp/443", "local -> internet tcp/443", "local -> two tcp/443"] {
            assert!(reached(up, flow), "{}", verdict(up, flow));
        }
        let zone = |number: u8| format!("fail usw2-az{number}");
        assert!(!reached(&zone(1), "one -> two tcp/443"));
        assert!(verdict(&zone(1), "local -> internet tcp/443").contains("component-not-ready"));
        assert!(reached(&zone(1), "local -> two tcp/443"));
        assert!(reached(&zone(2), "local -> other tcp/443"));
        assert!(verdict(&zone(2), "local -> one tcp/443").contains("service-link-down"));
    }

    #[test]
    fn an_outpost_takes_what_stands_on_it() {
        let down = "fail plant-1";
        assert!(verdict(down, "local -> other tcp/443").starts_with("unreachable"));
        assert!(verdict(down, "one -> local tcp/443").starts_with("unreachable"));
        assert!(verdict(down, "one -> two tcp/443").starts_with("reachable"));
        // What AWS runs there keeps its address, and does not answer.
        assert!(verdict("start one", "local -> cache tcp/443").starts_with("reachable"));
        assert!(verdict(down, "one -> cache tcp/443").starts_with("unreachable"));
    }
}
