//! What random flows found: the smallest topology that once went wrong, one test each.

use outpath_core::forwarding::{Network, Path};

use crate::way::{read_text, trace};

/// Returns the outcomes of paths with their parts of the load, in parts of a million.
fn parts<'a>(paths: impl Iterator<Item = &'a Path>) -> Vec<(&'static str, u32)> {
    let parts = paths.map(|path| {
        let million = path.share.numerator * 1_000_000 / path.share.denominator;
        (path.outcome.id(), u32::try_from(million).expect("invariant: a part is no more than all"))
    });
    let mut parts: Vec<_> = parts.collect();
    parts.sort_unstable();
    parts
}

/// A reply that a NAT gateway translates back is judged with the port of the client, whichever port
/// the gateway itself had.
#[test]
fn a_filter_parts_a_reply_that_was_translated_back() {
    let text = "\
outpath: 1
region: us-west-2
vpcs:
  v:
    cidrs: [10.2.0.0/16]
    internet_gateway: true
    subnets:
      app: { cidr: 10.2.1.0/24 }
      public: { cidr: 10.2.0.0/24, route_table: public, network_acl: guard }
    route_tables:
      main: { routes: { 0.0.0.0/0: nat_gateway.nat } }
      public: { routes: { 0.0.0.0/0: igw } }
    nat_gateways:
      nat: { subnet: public, ip: 10.2.0.5, public_ip: 203.0.113.102 }
    network_acls:
      guard:
        inbound: { 100: allow tcp/443 from 0.0.0.0/0, 200: allow tcp/32768-65535 from 0.0.0.0/0 }
        outbound: { 100: allow tcp/443 to 0.0.0.0/0, 200: allow tcp/32768-65535 to 0.0.0.0/0 }
instances:
  app: { subnet: v.app, ip: 10.2.1.10 }
";
    let (model, errors) = read_text(text);
    assert_eq!(errors, [""; 0]);
    let network = Network::build(model);
    let trace = trace(&network, "app -> internet tcp/443");
    assert_eq!(parts(trace.forward.iter()), [("delivered", 1_000_000)]);
    // Of 64,512 ports that the gateway may choose 32,768 are let in, and of those that the client may
    // have chosen as many are let out.
    let back = trace.replies.iter().flat_map(|reply| &reply.paths);
    let (some, other) = ("delivered", "return-nacl-deny");
    let expected = [(some, 257_999), (other, 249_937), (other, 492_063)];
    assert_eq!(parts(back), expected);
}

/// A static route to an interface delivers into a VPC only once that is associated (LGR-12, LGW-05).
#[test]
fn an_association_in_the_making_lets_nothing_in() {
    let text = "\
outpath: 1
region: us-west-2
vpcs:
  v:
    cidrs: [10.0.0.0/16]
    subnets:
      rack: { cidr: 10.0.6.0/24, outpost: o }
instances:
  fw: { subnet: v.rack, ip: 10.0.6.11, source_dest_check: false, forwards: true }
  host: { subnet: v.rack, ip: 10.0.6.12 }
outposts:
  o:
    zone: usw2-az1
    local_gateway:
      vif_groups:
        main: { vifs: { i: { local: 172.31.0.1/30, peer: s.r } } }
      route_tables:
        campus:
          mode: direct-vpc-routing
          vif_group: main
          vpcs: { v: { state: associated } }
          routes: { 10.0.6.12/32: network_interface.fw, 0.0.0.0/0: vif_group.main }
on_premises:
  s:
    segments:
      lan: { cidr: 172.16.1.0/24 }
    routers:
      r:
        interfaces: { lan: 172.16.1.1/24, ond: 172.31.0.2/30 }
        routes: { 10.0.0.0/8: 172.31.0.1 }
    hosts:
      pc: { ip: 172.16.1.77 }
";
    let outcomes = |text: &str| {
        let (model, errors) = read_text(text);
        assert_eq!(errors, [""; 0]);
        let network = Network::build(model);
        parts(trace(&network, "s.pc -> host tcp/443").forward.iter())
    };
    assert_eq!(outcomes(text), [("delivered", 1_000_000)]);
    let making = text.replace("state: associated", "state: associating");
    assert_eq!(outcomes(&making), [("lgw-eni-not-eligible", 1_000_000)]);
}

/// Two transit gateways that a Direct Connect gateway allows the same prefix: nobody says which gets what
/// is for it (DXG-02).
#[test]
fn of_two_gateways_with_one_allowed_prefix_none_is_picked() {
    let text = "\
outpath: 1
region: us-west-2
transit_gateways:
  one:
    attachments: { dx: { direct_connect_gateway: dxgw, allowed_prefixes: [10.0.0.0/8] } }
  two:
    attachments:
      dx: { direct_connect_gateway: dxgw, allowed_prefixes: [10.0.0.0/8], association: main }
    route_tables: { main: {} }
direct_connect:
  port: { virtual_interfaces: { dx: { type: transit, gateway: dxgw, peer: c.r } } }
direct_connect_gateways: { dxgw: {} }
on_premises:
  c:
    segments: { lan: { cidr: 172.16.0.0/24 } }
    routers: { r: { interfaces: { lan: 172.16.0.1/24 } } }
    hosts: { db: { ip: 172.16.0.10 } }
";
    let (model, _) = read_text(text);
    let network = Network::build(model);
    let trace = trace(&network, "db -> 10.0.1.10 tcp/443");
    assert_eq!(parts(trace.forward.iter()), [("unmodelled-state", 1_000_000)]);
}

/// What an appliance with one interface forwards is let through twice by it: once in, where rules for
/// everybody leave it untracked, and once out, where it is tracked. Its reply passes (SG-08, SG-09).
#[test]
fn a_connection_tracked_on_its_way_out_is_answered_on_its_way_in() {
    let text = "\
outpath: 1
region: us-west-2
vpcs:
  v:
    cidrs: [10.0.0.0/16]
    subnets:
      one: { cidr: 10.0.1.0/24, route_table: by-fw }
      two: { cidr: 10.0.2.0/24, route_table: by-fw }
      fw: { cidr: 10.0.9.0/24 }
    route_tables:
      by-fw: { routes: { 10.0.1.0/24: instance.fw, 10.0.2.0/24: instance.fw } }
    security_groups: { web: { inbound: [tcp/443 from 0.0.0.0/0] } }
instances:
  fw:
    subnet: v.fw
    ip: 10.0.9.5
    source_dest_check: false
    security_groups: [web]
    forwards: true
  x: { subnet: v.one, ip: 10.0.1.10 }
  y: { subnet: v.two, ip: 10.0.2.10 }
";
    let (model, errors) = read_text(text);
    assert_eq!(errors, [""; 0]);
    let network = Network::build(model);
    let trace = trace(&network, "x -> y tcp/443");
    assert_eq!(parts(trace.forward.iter()), [("delivered", 1_000_000)]);
    let back = trace.replies.iter().flat_map(|reply| &reply.paths);
    assert_eq!(parts(back), [("delivered", 1_000_000)]);
}
