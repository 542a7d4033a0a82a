//! Route tables of VPCs, their associations and their routes.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    diagnostic::code,
    document::{Entry, Node, Value},
    text::{Span, Spanned},
};

use super::{
    call::{Family, Page, Reader},
    draft::Draft,
    force::{Force, States, force},
    kind::Kind,
    part::{Part, broken, entry, list, map, plain, same, text},
};

pub(super) const FAMILY: Family = Family {
    readers: &[Reader {
        operation: "describe-route-tables",
        one: "RouteTable",
        id: "RouteTableId",
        members: &["RouteTableId", "PropagatingVgws"],
        read: table,
        takes: "routes with their state, associations with subnets and gateways, route propagation, tags",
    }],
    finish: Some(finish),
};

/// The states of an association that is no more.
const OVER: States = States { on: &["associated"], off: &["disassociated", "failed"] };

fn table<'a>(draft: &mut Draft<'a>, page: &Page<'a>, part: Part<'a>) {
    let Some(id) = draft.id(part, "RouteTableId") else { return };
    draft.describe(Kind::RouteTable, page, part);
    let Some(vpc) = draft.id(part, "VpcId") else { return };
    draft.place(Kind::RouteTable, id, (Kind::Vpc, vpc));
    let mut main = false;
    for association in part.parts("Associations") {
        let state = association.within("AssociationState", "State");
        let what = || format!("an association of route table `{}`", id.value);
        let over = state.filter(|state| matches!(state.value, "disassociated" | "failed"));
        let changing = state.filter(|state| over.is_none() && state.value != "associated");
        if let Some(state) = changing {
            let message = format!("{} is `{}`", what(), state.value);
            draft.report(code::SNAPSHOT_STATE, message, state.span, |found| {
                found.because(
                    "Whether it is in force is not known. Paths that depend on it are unknown.",
                )
            });
            associate(draft, (id, true), vpc, association);
        } else if force(draft, over, &OVER, what) == Force::On {
            main |= association.flag("Main") == Some(true);
            associate(draft, (id, false), vpc, association);
        }
    }
    draft.set(Kind::RouteTable, id, "main", plain(part.span(), main));
    let mut propagating = part.parts("PropagatingVgws");
    if let Some(gateway) = propagating.next() {
        draft.set(Kind::RouteTable, id, "propagate", plain(gateway.span(), true));
    }
    draft.keep("route tables", page, part);
}

/// Associates a table with a subnet or a gateway (fact RT-04).
fn associate(
    draft: &mut Draft<'_>,
    (table, unclear): (Spanned<&str>, bool),
    vpc: Spanned<&str>,
    part: Part<'_>,
) {
    let said = |span: Span| if unclear { broken(span) } else { text(span, table.value) };
    if let Some(subnet) = part.text("SubnetId").filter(|subnet| draft.usable(*subnet)) {
        draft.place(Kind::Subnet, subnet, (Kind::Vpc, vpc));
        draft.set(Kind::Subnet, subnet, "route_table", said(subnet.span));
    }
    let gateway = part.text("GatewayId").filter(|gateway| draft.usable(*gateway));
    if let Some((gateway, kind)) = gateway.and_then(|gateway| Some((gateway, edge(gateway.value)?)))
    {
        draft.place(kind, gateway, (Kind::Vpc, vpc));
        draft.set(kind, gateway, "edge_route_table", said(gateway.span));
    }
    if let Some(pool) = part.text("PublicIpv4Pool") {
        let message = format!("public pool `{}` is not read", pool.value);
        draft.report(code::SNAPSHOT_GAP, message, pool.span, |found| {
            found.because("No answer that is read holds the addresses of public pools.").help(
                "Write the pool at the internet gateway, in a topology file beside the snapshot.",
            )
        });
    }
}

/// Returns the kind of a gateway that can have a table.
fn edge(id: &str) -> Option<Kind> {
    match id.split('-').next() {
        Some("igw") => Some(Kind::InternetGateway),
        Some("vgw") => Some(Kind::PrivateGateway),
        Some(_) | None => None,
    }
}

fn finish(draft: &mut Draft<'_>) {
    draft.learned = learned(draft);
    let mut seen = BTreeSet::new();
    for (_, part) in draft.take("route tables") {
        let (Some(id), Some(vpc)) = (part.text("RouteTableId"), part.text("VpcId")) else {
            continue;
        };
        let routes = routes(draft, (id, vpc), part);
        if seen.insert(id.value) {
            draft.put(Kind::RouteTable, id.value, "routes", routes);
        } else {
            draft.set(Kind::RouteTable, id, "routes", routes);
        }
        let main = draft.get(Kind::RouteTable, id.value);
        let main =
            main.is_some_and(|table| table.text("main").is_some_and(|main| main.value == "true"));
        if let Some(table) = draft.get_mut(Kind::RouteTable, id.value).filter(|_| main) {
            table.named_so = true;
            table.wish.get_or_insert_with(|| "main".to_owned());
        }
    }
    announce(draft);
}

/// Returns the routes of a table, those of one destination together.
fn routes(
    draft: &mut Draft<'_>,
    (table, vpc): (Spanned<&str>, Spanned<&str>),
    part: Part<'_>,
) -> Node {
    let mut found: BTreeMap<String, (Span, Vec<Node>)> = BTreeMap::new();
    for route in part.parts("Routes") {
        if let Some((key, place, value)) = one_route(draft, (table, vpc), route) {
            found.entry(key).or_insert((place, Vec::new())).1.push(value);
        }
    }
    let entries = found.into_iter().map(|(key, (place, mut routes))| match routes.pop() {
        Some(only) if routes.is_empty() => entry(key, place, only),
        Some(last) => {
            routes.push(last);
            entry(key, place, Node::new(place, Value::List(routes)))
        }
        None => entry(key, place, broken(place)),
    });
    let entries: Vec<Entry> = entries.collect();
    map(part.get("Routes").map_or(part.span(), Part::span), entries)
}

fn one_route(
    draft: &mut Draft<'_>,
    (table, vpc): (Spanned<&str>, Spanned<&str>),
    route: Part<'_>,
) -> Option<(String, Span, Node)> {
    let (key, place) = destination(draft, route)?;
    let state = route.word("State");
    if state == "filtered" {
        let message =
            format!("the route to `{key}` in `{}` is `filtered` and left out", table.value);
        draft.report(code::SNAPSHOT_STATE, message, route.span(), |found| {
            found.because("AWS does not use it.")
        });
        return None;
    }
    let origin = route.word("Origin");
    if let (Some(list), Some(endpoint)) =
        (key.strip_prefix("prefix_list."), route.text("GatewayId"))
        && endpoint.value.starts_with("vpce-")
    {
        let known = (list.to_owned(), place);
        draft.endpoint_lists.entry(endpoint.value.to_owned()).or_insert(known);
    }
    let target = target(draft, (vpc, state), route)?;
    let Target::Written(target) = target else { return None };
    let propagated = origin == "EnableVgwRoutePropagation";
    if propagated {
        let vgw = route.text("GatewayId")?;
        return propagated_route(draft, vgw, (key, place), (target, state), route);
    }
    let mut fields = vec![entry("target", target.span, target)];
    if matches!(state, "active" | "blackhole") && (state == "blackhole") {
        fields.push(entry("state", route.span(), text(route.span(), state)));
    }
    if origin == "Advertisement" {
        fields.push(entry("origin", route.span(), text(route.span(), "route-server")));
    }
    let value = match (fields.pop(), fields.is_empty()) {
        (Some(only), true) => only.value,
        (Some(last), false) => {
            fields.push(last);
            map(route.span(), fields)
        }
        (None, _) => return None,
    };
    Some((key, place, value))
}

/// What became of a target.
enum Target {
    /// It is written in the topology.
    Written(Node),
    /// The route is one that every table has.
    Implied,
}

/// Returns where a route leads.
fn target(
    draft: &mut Draft<'_>,
    (vpc, state): (Spanned<&str>, &str),
    route: Part<'_>,
) -> Option<Target> {
    const MEMBERS: [&str; 12] = [
        "GatewayId",
        "EgressOnlyInternetGatewayId",
        "NatGatewayId",
        "TransitGatewayId",
        "LocalGatewayId",
        "CarrierGatewayId",
        "VpcPeeringConnectionId",
        "NetworkInterfaceId",
        "InstanceId",
        "CoreNetworkArn",
        "OdbNetworkArn",
        "IpAddress",
    ];
    let found = MEMBERS.iter().find_map(|member| Some((*member, route.text(member)?)));
    let Some((member, said)) = found else {
        super::vpcs::not_understood(
            draft,
            "a route",
            Spanned { value: "without a target", span: route.span() },
        );
        return Some(Target::Written(broken(route.span())));
    };
    if said.value == "local" {
        return Some(Target::Implied);
    }
    if member == "OdbNetworkArn" {
        super::vpcs::not_understood(draft, "target", said);
        return Some(Target::Written(broken(said.span)));
    }
    if !draft.usable(Spanned { value: &said.value.replace([':', '/', '.'], "-"), ..said }) {
        return Some(Target::Written(broken(said.span)));
    }
    Some(Target::Written(super::targets::named(draft, (vpc, state), member, said)))
}

/// Returns the destination of a route as the topology writes it.
fn destination(draft: &mut Draft<'_>, route: Part<'_>) -> Option<(String, Span)> {
    for member in ["DestinationCidrBlock", "DestinationIpv6CidrBlock"] {
        if let Some(prefix) = route.text(member) {
            return Some((prefix.value.to_owned(), prefix.span));
        }
    }
    let list = route.text("DestinationPrefixListId")?;
    if !draft.usable(list) {
        return None;
    }
    draft.mention(Kind::PrefixList, list);
    Some((format!("prefix_list.{}", list.value), list.span))
}

/// Returns a route that AWS propagated from a virtual private gateway.
///
/// What follows from the VPN connections of the gateway is not written: the topology derives it, from
/// their static routes, or from what the only one of them must have learned. AWS does not say where
/// another one comes from.
fn propagated_route(
    draft: &mut Draft<'_>,
    gateway: Spanned<&str>,
    (key, place): (String, Span),
    (target, state): (Node, &str),
    route: Part<'_>,
) -> Option<(String, Span, Node)> {
    let origin = match draft.learned.get_mut(gateway.value) {
        Some(known) if known.prefixes.contains(&key) => return None,
        Some(Learned { only: Some(only), prefixes }) if state != "blackhole" => {
            prefixes.insert(key.clone());
            let vpn = only.clone();
            draft.announced.entry(vpn).or_default().push((key, place));
            return None;
        }
        Some(_) => "vpn-bgp",
        None => "direct-connect",
    };
    let mut fields = vec![entry("target", target.span, target)];
    if state == "blackhole" {
        fields.push(entry("state", route.span(), text(route.span(), state)));
    }
    fields.push(entry("origin", place, text(place, origin)));
    Some((key, place, map(route.span(), fields)))
}

/// What a virtual private gateway knows by its VPN connections.
#[derive(Debug, Default)]
pub(super) struct Learned {
    /// Its only VPN connection, if that speaks BGP.
    only: Option<String>,
    /// The prefixes that it is known to know.
    prefixes: BTreeSet<String>,
}

/// Returns what each virtual private gateway knows by its VPN connections.
fn learned(draft: &Draft<'_>) -> BTreeMap<String, Learned> {
    let mut found: BTreeMap<String, Learned> = BTreeMap::new();
    for (id, vpn) in draft.all(Kind::Vpn) {
        let Some(gateway) = vpn.text("gateway") else { continue };
        let bgp = vpn.text("routing").is_none_or(|routing| routing.value != "static");
        let first = !found.contains_key(gateway.value);
        let known = found.entry(gateway.value.to_owned()).or_default();
        known.only = (first && bgp).then(|| id.to_owned());
        if let Some(Value::List(routes)) = vpn.fields.get("routes").map(|node| &node.value) {
            known.prefixes.extend(routes.iter().filter_map(Node::text).map(str::to_owned));
        }
    }
    found
}

/// Gives VPN connections what their gateways must have learned over them.
fn announce(draft: &mut Draft<'_>) {
    for (vpn, mut prefixes) in std::mem::take(&mut draft.announced) {
        prefixes.sort();
        prefixes.dedup_by(|one, other| one.0 == other.0);
        let Some(place) = prefixes.first().map(|(_, place)| *place) else { continue };
        let items = prefixes.into_iter().map(|(prefix, place)| text(place, prefix)).collect();
        draft.put_if_absent(Kind::Vpn, &vpn, "announce", list(place, items));
    }
}

/// Returns a list of texts that say the same in any order.
pub(super) fn sorted(span: Span, mut said: Vec<Spanned<&str>>) -> Node {
    said.sort_by_key(|one| one.value);
    said.dedup_by(|one, other| one.value == other.value);
    list(span, said.into_iter().map(same).collect())
}
