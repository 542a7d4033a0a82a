//! What gateways of AWS and routers of the customer tell each other over VPN and Direct Connect.

use std::collections::BTreeMap;

use super::{
    Advertised, Heard, Knowledge, Known, Propagated, Propagation, Via,
    gateway::{allowed_blocks, interfaces, of_direct_connect, of_private_gateway},
    link::{customer_end, link_down, policy},
    propagation::propagation,
};
use crate::{
    addr::{Asn, Prefix},
    model::{
        AttachmentResource, Connectivity, Destination, DirectConnectEnd, DirectConnectGatewayId,
        DirectConnectInterfaceType, Generation, Link, Model, Outpost, OutpostForm, RouteState,
        RouterId, TransitGatewayAttachment, TransitGatewayAttachmentId, TransitGatewayRouteTableId,
        TransitGatewayRouteTarget, VirtualPrivateGatewayId, VpnRouting,
    },
};

/// What every gateway knows, and what every router learns from them.
#[derive(Debug, Clone, Default)]
pub struct Interconnect {
    private_gateways: BTreeMap<VirtualPrivateGatewayId, Knowledge>,
    direct_connect_gateways: BTreeMap<DirectConnectGatewayId, Knowledge>,
    tables: BTreeMap<TransitGatewayRouteTableId, Propagation>,
    learned: BTreeMap<RouterId, Vec<(Prefix, Link)>>,
    told: BTreeMap<Link, Vec<Told>>,
    uncertain: BTreeMap<RouterId, Vec<Link>>,
}

/// One prefix that AWS announces to the customer over a link.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Told {
    /// The prefix.
    pub prefix: Prefix,
    /// The AS path behind AWS's own number: empty, unless another router of the customer announced it.
    pub as_path: Vec<Asn>,
}

impl Interconnect {
    /// Computes what follows from a model.
    #[must_use]
    pub(super) fn build(model: &Model, heard: &Heard) -> Self {
        let mut built = Self::default();
        for id in model.virtual_private_gateways.ids() {
            built.private_gateways.insert(id, of_private_gateway(model, heard, id));
        }
        for id in model.direct_connect_gateways.ids() {
            let shared = shared_with_transit(model, id);
            let kind = if shared {
                DirectConnectInterfaceType::Transit
            } else {
                DirectConnectInterfaceType::Private
            };
            built.direct_connect_gateways.insert(id, of_direct_connect(model, heard, id, kind));
        }
        for id in model.transit_gateway_route_tables.ids() {
            built.tables.insert(id, propagation(model, heard, id));
        }
        built.announce(model, heard);
        built
    }

    /// Returns what a virtual private gateway knows of the customer.
    #[must_use]
    pub fn private_gateway(&self, id: VirtualPrivateGatewayId) -> &Knowledge {
        let found = self.private_gateways.get(&id);
        found.expect("invariant: every virtual private gateway has its knowledge")
    }

    /// Returns what a Direct Connect gateway knows of the customer.
    #[must_use]
    pub fn direct_connect_gateway(&self, id: DirectConnectGatewayId) -> &Knowledge {
        let found = self.direct_connect_gateways.get(&id);
        found.expect("invariant: every Direct Connect gateway has its knowledge")
    }

    /// Returns what a transit gateway route table learns.
    #[must_use]
    pub fn table(&self, id: TransitGatewayRouteTableId) -> &Propagation {
        self.tables.get(&id).expect("invariant: every table has its propagation")
    }

    /// Returns what a router learns over VPN connections and Direct Connect.
    #[must_use]
    pub fn learned_by_router(&self, router: RouterId) -> &[(Prefix, Link)] {
        self.learned.get(&router).map_or(&[], Vec::as_slice)
    }

    /// Returns what AWS announces over a link; nothing while it is down.
    #[must_use]
    pub fn told(&self, link: Link) -> &[Told] {
        self.told.get(&link).map_or(&[], Vec::as_slice)
    }

    /// Returns the links of a router of which the inputs do not say what it learns over them.
    #[must_use]
    pub fn uncertain_at_router(&self, router: RouterId) -> &[Link] {
        self.uncertain.get(&router).map_or(&[], Vec::as_slice)
    }

    /// Lets every gateway announce to the routers at the other end of its links.
    fn announce(&mut self, model: &Model, heard: &Heard) {
        for (id, vpn) in model.vpn_connections.iter() {
            let link = Link::Vpn(id);
            if vpn.routing != VpnRouting::Bgp {
                continue;
            }
            let of_transit = model.transit_gateway_attachments.iter();
            let mut of_transit = of_transit.filter(|(_, one)| {
                one.resource == AttachmentResource::Vpn(id) && one.state.forwards()
            });
            match (vpn.gateway, of_transit.next()) {
                (Some(gateway), _) => self.tell_from_private_gateway(model, heard, gateway, link),
                (None, Some((attachment, found))) => {
                    self.tell_from_table((model, heard), (attachment, found), link);
                }
                (None, None) => {}
            }
        }
        for (id, interface) in model.direct_connect_interfaces.iter() {
            let link = Link::DirectConnect(id);
            match interface.end {
                DirectConnectEnd::VirtualPrivateGateway(gateway) => {
                    self.tell_from_private_gateway(model, heard, gateway, link);
                }
                DirectConnectEnd::DirectConnectGateway(gateway) => {
                    let prefixes = toward_customer(model, gateway, interface.kind);
                    self.tell(model, link, prefixes);
                }
                DirectConnectEnd::Public => self.doubt(model, link),
            }
        }
        for (id, vif) in model.service_link_vifs.iter() {
            let blocks = service_link_blocks(&model.outposts[vif.outpost]);
            self.tell(model, Link::ServiceLink(id), blocks);
        }
        self.announce_anchors(model);
        for told in self.told.values_mut() {
            told.sort_unstable();
            told.dedup_by_key(|one| one.prefix);
        }
        for learned in self.learned.values_mut() {
            learned.sort_unstable();
            learned.dedup();
            let all = learned.clone();
            learned.retain(|(prefix, link)| !has_shorter(model, &all, *prefix, *link));
        }
    }

    /// Lets the Region announce over public virtual interfaces what holds the public anchors (facts
    /// SL-03 and TOP-35).
    fn announce_anchors(&mut self, model: &Model) {
        let public =
            |outpost: &&Outpost| outpost.service_link.connectivity == Some(Connectivity::Public);
        let links = model.outposts.values().filter(public).map(|outpost| &outpost.service_link);
        let anchors: Vec<Prefix> =
            links.flat_map(|link| &link.anchors).map(|anchor| Prefix::host(*anchor)).collect();
        for (id, interface) in model.direct_connect_interfaces.iter() {
            if interface.end == DirectConnectEnd::Public {
                self.tell(model, Link::DirectConnect(id), anchors.iter().copied());
            }
        }
    }

    /// Tells a router what AWS has itself.
    fn tell(&mut self, model: &Model, link: Link, prefixes: impl IntoIterator<Item = Prefix>) {
        let told = prefixes.into_iter().map(|prefix| Told { prefix, as_path: Vec::new() });
        self.say(model, link, told);
    }

    /// Tells a router what AWS learned elsewhere from the customer. What the router announces over the link
    /// comes back with its own AS number, and is refused: one that speaks BGP sees to that itself.
    fn relay(&mut self, model: &Model, link: Link, told: impl IntoIterator<Item = Told>) {
        let Some(router) = customer_end(model, link) else { return };
        let router = &model.routers[router];
        let own = policy(model, link).announce.as_ref().unwrap_or(&router.announce);
        let own = own.iter().filter(|_| router.bgp.is_none()).collect::<Vec<_>>();
        self.say(model, link, told.into_iter().filter(|one| !own.contains(&&one.prefix)));
    }

    fn say(&mut self, model: &Model, link: Link, told: impl IntoIterator<Item = Told>) {
        let up = link_down(model, link).is_none();
        if let (true, Some(router)) = (up, customer_end(model, link)) {
            let told: Vec<Told> = told.into_iter().collect();
            let learned = self.learned.entry(router).or_default();
            learned.extend(told.iter().map(|one| (one.prefix, link)));
            self.told.entry(link).or_default().extend(told);
        }
    }

    fn doubt(&mut self, model: &Model, link: Link) {
        let up = link_down(model, link).is_none();
        if let (true, Some(router)) = (up, customer_end(model, link)) {
            self.uncertain.entry(router).or_default().push(link);
        }
    }

    /// Announces the VPC, and the other sites that the gateway knows (facts VGW-06 and VGW-08).
    fn tell_from_private_gateway(
        &mut self,
        model: &Model,
        heard: &Heard,
        id: VirtualPrivateGatewayId,
        link: Link,
    ) {
        let gateway = &model.virtual_private_gateways[id];
        if !gateway.attached {
            return;
        }
        let vpn = matches!(link, Link::Vpn(_));
        let carries = |prefix: &Prefix| !vpn || !prefix.is_ipv6();
        let vpc = model.vpcs[gateway.vpc].prefixes.iter().copied().filter(carries);
        let router = customer_end(model, link);
        let other = |one: &&Known| match one.via {
            Via::Link(from) => {
                from != link && (customer_end(model, from) != router || router.is_none())
            }
            Via::DirectConnectGateway(_) => false,
        };
        let known = &self.private_gateway(id).known;
        let sites = known.iter().filter(other).filter(|one| carries(&one.prefix));
        let sites: Vec<Told> = sites
            .map(|one| Told {
                prefix: one.prefix,
                as_path: match one.via {
                    Via::Link(from) => as_path(model, heard, [from], |it| {
                        (it.prefix, it.path) == (one.prefix, one.path)
                    }),
                    Via::DirectConnectGateway(_) => Vec::new(),
                },
            })
            .collect();
        self.tell(model, link, vpc);
        self.relay(model, link, sites);
    }

    /// Announces what the associated table of a VPN attachment holds (fact TGW-14).
    fn tell_from_table(
        &mut self,
        (model, heard): (&Model, &Heard),
        (id, attachment): (TransitGatewayAttachmentId, &TransitGatewayAttachment),
        link: Link,
    ) {
        let Some(table) = attachment.route_table else { return };
        if !model.transit_gateway_route_tables[table].known {
            self.doubt(model, link);
            return;
        }
        let mut prefixes = Vec::new();
        for route in &model.transit_gateway_route_tables[table].routes {
            let usable = route.declared_state != Some(RouteState::Blackhole);
            let elsewhere = match route.target {
                TransitGatewayRouteTarget::Attachment(to) => to != id,
                TransitGatewayRouteTarget::Blackhole => false,
            };
            if usable && elsewhere {
                match route.destination {
                    Destination::Prefix(prefix) => prefixes.push(prefix),
                    Destination::PrefixList(list) => {
                        prefixes.extend(&model.prefix_lists[list].prefixes);
                    }
                }
            }
        }
        let propagation = self.table(table);
        let uncertain = !propagation.uncertain.is_empty() || !propagation.undecided.is_empty();
        let others = propagation.routes.iter().filter(|route| route.attachment != id);
        let (of_vpcs, of_customer): (Vec<&Propagated>, Vec<&Propagated>) =
            others.partition(|route| {
                let from = &model.transit_gateway_attachments[route.attachment];
                matches!(from.resource, AttachmentResource::Vpc { .. })
            });
        prefixes.extend(of_vpcs.iter().map(|route| route.prefix));
        let relayed: Vec<Told> = of_customer
            .iter()
            .map(|route| Told {
                prefix: route.prefix,
                as_path: as_path(model, heard, links_of(model, route.attachment), |it| {
                    (it.prefix, it.path) == (route.prefix, route.path)
                }),
            })
            .collect();
        self.tell(model, link, prefixes);
        self.relay(model, link, relayed);
        if uncertain {
            self.doubt(model, link);
        }
    }
}

/// Returns the AS path of what is heard over some links; nothing for static routes.
fn as_path(
    model: &Model,
    heard: &Heard,
    links: impl IntoIterator<Item = Link>,
    it: impl Fn(&Advertised) -> bool,
) -> Vec<Asn> {
    let mut all = links.into_iter().filter_map(|link| heard.over(model, link)).flatten();
    all.find(|one| it(one)).map(|one| one.as_path).unwrap_or_default()
}

/// Returns the links to the customer behind an attachment.
fn links_of(model: &Model, attachment: TransitGatewayAttachmentId) -> Vec<Link> {
    match &model.transit_gateway_attachments[attachment].resource {
        AttachmentResource::Vpn(vpn) => vec![Link::Vpn(*vpn)],
        AttachmentResource::DirectConnectGateway { gateway, .. } => {
            let transit = DirectConnectInterfaceType::Transit;
            interfaces(model, *gateway, transit).map(Link::DirectConnect).collect()
        }
        AttachmentResource::Vpc { .. }
        | AttachmentResource::Peering(_)
        | AttachmentResource::Connect
        | AttachmentResource::ClientVpn
        | AttachmentResource::VpnConcentrator
        | AttachmentResource::NetworkFunction => Vec::new(),
    }
}

/// Returns what an Outpost announces of its infrastructure blocks: a first-generation rack the halves
/// of a /26, any other one the blocks as they are (facts SL-12 and UNK-10).
#[must_use]
pub fn service_link_blocks(outpost: &Outpost) -> Vec<Prefix> {
    let halved = outpost.form == OutpostForm::Rack && outpost.generation == Generation::First;
    let of_block = |block: &Prefix| {
        let halves = [Some(block.network()), block.nth(32)].map(|start| {
            start.filter(|_| halved && block.length() == 26).and_then(|at| Prefix::holding(at, 27))
        });
        let halves: Vec<Prefix> = halves.into_iter().flatten().collect();
        if halves.is_empty() { vec![*block] } else { halves }
    };
    outpost.service_link.blocks.iter().flat_map(of_block).collect()
}

/// Returns whether a router hears a half of a service link block with the longer AS path, and over
/// another link with the shorter one (facts SL-12 and BGP-07).
fn has_shorter(model: &Model, all: &[(Prefix, Link)], prefix: Prefix, link: Link) -> bool {
    let Link::ServiceLink(id) = link else { return false };
    let vif = &model.service_link_vifs[id];
    vif.avoids(prefix)
        && all.iter().any(|(other, link)| {
            let Link::ServiceLink(id) = link else { return false };
            let one = &model.service_link_vifs[*id];
            *other == prefix && one.outpost == vif.outpost && !one.avoids(prefix)
        })
}

/// Returns whether a transit gateway is attached to a Direct Connect gateway.
fn shared_with_transit(model: &Model, id: DirectConnectGatewayId) -> bool {
    let interfaces = interfaces(model, id, DirectConnectInterfaceType::Transit).next().is_some();
    let attached = model.transit_gateway_attachments.values().any(|one| {
        matches!(&one.resource, AttachmentResource::DirectConnectGateway { gateway, .. } if *gateway == id)
    });
    interfaces || attached
}

/// Returns what a Direct Connect gateway announces over a virtual interface of a type (facts DXG-01
/// and DXG-02).
fn toward_customer(
    model: &Model,
    gateway: DirectConnectGatewayId,
    kind: DirectConnectInterfaceType,
) -> Vec<Prefix> {
    match kind {
        DirectConnectInterfaceType::Private => {
            let associations = model.direct_connect_gateways[gateway].associations.iter();
            let blocks = |one: &crate::model::DirectConnectGatewayAssociation| {
                allowed_blocks(model, one.gateway, &one.allowed)
            };
            associations.flat_map(blocks).collect()
        }
        DirectConnectInterfaceType::Transit => {
            let attachments = model.transit_gateway_attachments.values();
            let allowed =
                attachments.filter(|one| one.state.forwards()).filter_map(|one| {
                    match &one.resource {
                        AttachmentResource::DirectConnectGateway { gateway: own, allowed } => {
                            (*own == gateway).then_some(allowed)
                        }
                        AttachmentResource::Vpc { .. }
                        | AttachmentResource::Vpn(_)
                        | AttachmentResource::Peering(_)
                        | AttachmentResource::Connect
                        | AttachmentResource::ClientVpn
                        | AttachmentResource::VpnConcentrator
                        | AttachmentResource::NetworkFunction => None,
                    }
                });
            allowed.flatten().copied().collect()
        }
        DirectConnectInterfaceType::Public => Vec::new(),
    }
}
