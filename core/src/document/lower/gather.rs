//! The first step: every named thing of every file, sorted by full name.
//!
//! Ids follow from this order, and names are known before anything refers to them, so the order of a
//! file never shows.

use std::collections::BTreeMap;

use crate::{
    diagnostic::{Diagnostic, code},
    document::{
        fields::{
            ACCOUNT, COIP_POOL, DIRECT_CONNECT, DIRECT_CONNECT_GATEWAY, DIRECT_CONNECT_INTERFACE,
            ENDPOINT_INTERFACE, FIELDS, GROUP, HOST, INSTANCE, INTERFACE, LNI, LOCAL_GATEWAY,
            LOCAL_GATEWAY_ROUTE_TABLE, NAT_GATEWAY, NETWORK_ACL, Noun, OUTPOST, PEERING_CONNECTION,
            PREFIX_LIST, ROUTE_MAP_ENTRY, ROUTE_TABLE, ROUTER, SECURITY_GROUP, SEGMENT,
            SERVICE_INTERFACE, SERVICE_LINK, SERVICE_LINK_VIF, SITE, SUBNET, Shape,
            TRANSIT_GATEWAY, TRANSIT_GATEWAY_ATTACHMENT, TRANSIT_GATEWAY_ROUTE_TABLE, VIF,
            VIF_GROUP, VPC, VPC_ENDPOINT, VPN_CONNECTION, VRF,
        },
        record::{Record, entry_span},
        scalar,
        tree::{Document, Entry, Node, Value},
    },
    text::Span,
};

use super::{
    names::{Names, head},
    problems::Problems,
};

/// One named thing of the files.
#[derive(Clone, Copy)]
pub(super) struct Item<'a> {
    /// Its fields.
    pub(super) record: Record<'a>,
    /// The value, which may have a short form.
    pub(super) node: &'a Node,
    /// Name and value.
    pub(super) span: Span,
    /// The name.
    pub(super) name_span: Span,
    /// The name within its container.
    pub(super) local: &'a str,
    /// Which document it stands in.
    pub(super) document: usize,
}

/// The things of one kind by full name, each with the full name of its container.
pub(super) type Family<'a> = BTreeMap<String, (String, Item<'a>)>;

/// Every named thing.
#[derive(Default)]
pub(super) struct Gathered<'a> {
    pub(super) all: BTreeMap<Noun, Family<'a>>,
    none: Family<'a>,
}

impl<'a> Gathered<'a> {
    /// Returns the things of one kind.
    pub(super) fn of(&self, noun: Noun) -> &Family<'a> {
        self.all.get(&noun).unwrap_or(&self.none)
    }
}

/// Collects and declares every named thing.
pub(super) fn gather<'a>(
    documents: &'a [Document],
    names: &mut Names,
    problems: &mut Problems,
) -> Gathered<'a> {
    let mut gatherer = Gatherer { found: Gathered::default(), names, problems, document: 0 };
    for (index, document) in documents.iter().enumerate() {
        gatherer.document = index;
        gatherer.file(Record::new(&FIELDS, &document.root));
    }
    gatherer.found
}

struct Gatherer<'a, 'b> {
    found: Gathered<'a>,
    names: &'b mut Names,
    problems: &'b mut Problems,
    document: usize,
}

impl<'a> Gatherer<'a, '_> {
    fn file(&mut self, file: Record<'a>) {
        self.section(file, "accounts", "", Noun::Account, &ACCOUNT);
        self.section(file, "prefix_lists", "", Noun::PrefixList, &PREFIX_LIST);
        self.section(file, "peering_connections", "", Noun::PeeringConnection, &PEERING_CONNECTION);
        self.section(file, "groups", "", Noun::Group, &GROUP);
        for (name, vpc) in self.section(file, "vpcs", "", Noun::Vpc, &VPC) {
            self.vpc(&name, vpc);
        }
        self.interconnect(file);
        for (name, outpost) in self.section(file, "outposts", "", Noun::Outpost, &OUTPOST) {
            self.outpost(&name, outpost);
        }
        for (name, instance) in self.section(file, "instances", "", Noun::Instance, &INSTANCE) {
            self.add(Noun::NetworkInterface, name.clone(), &name, instance);
            let record = instance.record;
            self.section(record, "interfaces", &name, Noun::NetworkInterface, &INTERFACE);
            if let Some(entry) = record.entry("lni")
                && matches!(entry.value.value, Value::Map(_))
            {
                let item = self.item(entry, &LNI);
                self.add(Noun::Host, format!("{name}.lni"), &name, item);
            }
        }
        let interfaces = (Noun::NetworkInterface, &SERVICE_INTERFACE);
        self.section(file, "network_interfaces", "", interfaces.0, interfaces.1);
        for (name, site) in self.section(file, "on_premises", "", Noun::Site, &SITE) {
            self.section(site.record, "segments", &name, Noun::Segment, &SEGMENT);
            for (router, item) in self.section(site.record, "routers", &name, Noun::Router, &ROUTER)
            {
                self.section(item.record, "vrfs", &router, Noun::Router, &VRF);
            }
            self.section(site.record, "hosts", &name, Noun::Host, &HOST);
            self.section(site.record, "route_maps", &name, Noun::RouteMap, &ROUTE_MAP_ENTRY);
        }
    }

    fn vpc(&mut self, name: &str, vpc: Item<'a>) {
        self.section(vpc.record, "subnets", name, Noun::Subnet, &SUBNET);
        self.section(vpc.record, "route_tables", name, Noun::RouteTable, &ROUTE_TABLE);
        self.section(vpc.record, "security_groups", name, Noun::SecurityGroup, &SECURITY_GROUP);
        self.section(vpc.record, "network_acls", name, Noun::NetworkAcl, &NETWORK_ACL);
        let endpoints = (Noun::VpcEndpoint, &VPC_ENDPOINT);
        for (endpoint, item) in
            self.section(vpc.record, "vpc_endpoints", name, endpoints.0, endpoints.1)
        {
            let interfaces = (Noun::NetworkInterface, &ENDPOINT_INTERFACE);
            self.section(item.record, "interfaces", &endpoint, interfaces.0, interfaces.1);
        }
        self.section(vpc.record, "nat_gateways", name, Noun::NatGateway, &NAT_GATEWAY);
    }

    fn interconnect(&mut self, file: Record<'a>) {
        let gateways = (Noun::TransitGateway, &TRANSIT_GATEWAY);
        for (name, gateway) in self.section(file, "transit_gateways", "", gateways.0, gateways.1) {
            let record = gateway.record;
            let attachments = (Noun::TransitGatewayAttachment, &TRANSIT_GATEWAY_ATTACHMENT);
            self.section(record, "attachments", &name, attachments.0, attachments.1);
            let tables = (Noun::TransitGatewayRouteTable, &TRANSIT_GATEWAY_ROUTE_TABLE);
            self.section(record, "route_tables", &name, tables.0, tables.1);
        }
        self.section(file, "vpn_connections", "", Noun::VpnConnection, &VPN_CONNECTION);
        let connections = (Noun::DirectConnect, &DIRECT_CONNECT);
        for (name, item) in self.section(file, "direct_connect", "", connections.0, connections.1) {
            let interfaces = (Noun::DirectConnectInterface, &DIRECT_CONNECT_INTERFACE);
            let record = item.record;
            self.section(record, "virtual_interfaces", &name, interfaces.0, interfaces.1);
        }
        let gateways = (Noun::DirectConnectGateway, &DIRECT_CONNECT_GATEWAY);
        self.section(file, "direct_connect_gateways", "", gateways.0, gateways.1);
    }

    fn outpost(&mut self, name: &str, outpost: Item<'a>) {
        if let Some(node) = outpost.record.get("service_link") {
            let link = Record::new(&SERVICE_LINK, node);
            let container = format!("{name}.service-link");
            self.section(link, "vifs", &container, Noun::ServiceLinkVif, &SERVICE_LINK_VIF);
        }
        let Some(entry) = outpost.record.entry("local_gateway") else { return };
        if !matches!(entry.value.value, Value::Map(_) | Value::Null) {
            return;
        }
        let gateway = self.item(entry, &LOCAL_GATEWAY);
        let full = format!("{name}.lgw");
        self.add(Noun::LocalGateway, full.clone(), name, gateway);
        let record = gateway.record;
        for (group, item) in self.section(record, "vif_groups", &full, Noun::VifGroup, &VIF_GROUP) {
            self.section(item.record, "vifs", &group, Noun::Vif, &VIF);
        }
        let tables = (Noun::LocalGatewayRouteTable, &LOCAL_GATEWAY_ROUTE_TABLE);
        for (table, item) in self.section(record, "route_tables", &full, tables.0, tables.1) {
            self.section(item.record, "coip_pools", &table, Noun::CoipPool, &COIP_POOL);
        }
    }

    /// Adds every well-named entry of a section and returns them.
    fn section(
        &mut self,
        record: Record<'a>,
        field: &str,
        container: &str,
        noun: Noun,
        shape: &'static Shape,
    ) -> Vec<(String, Item<'a>)> {
        let mut added = Vec::new();
        for entry in record.entries(field) {
            if scalar::name(&entry.key).is_err() {
                continue;
            }
            let dot = if container.is_empty() { "" } else { "." };
            let full = format!("{container}{dot}{}", entry.key);
            let item = self.item(entry, shape);
            if self.add(noun, full.clone(), container, item) {
                added.push((full, item));
            }
        }
        added
    }

    fn item(&self, entry: &'a Entry, shape: &'static Shape) -> Item<'a> {
        Item {
            record: Record::new(shape, &entry.value),
            node: &entry.value,
            span: entry_span(entry),
            name_span: entry.key_span,
            local: &entry.key,
            document: self.document,
        }
    }

    /// Notes the AWS id of a thing, so that references find it even if it cannot be made.
    fn identify(&mut self, noun: Noun, full: &str, item: Item<'a>) {
        let shape = item.record.shape;
        let primary = noun == Noun::NetworkInterface && shape == &INSTANCE;
        let field = if primary { "interface_id" } else { "id" };
        if shape.field(field).is_none() {
            return;
        }
        if let Some(id) = item.record.text(field) {
            self.names.identify(noun, full, id, self.problems);
        }
    }

    /// Adds one thing, unless another one has its name.
    fn add(&mut self, noun: Noun, full: String, container: &str, item: Item<'a>) -> bool {
        if let Some(first) = self.names.place(noun, &full) {
            let message = format!("{} `{full}` is defined twice", noun.word());
            let found = Diagnostic::new(code::DUPLICATE_NAME, message, item.name_span)
                .related(head(first, &full), "defined here first")
                .because("Instances and network interfaces share one set of names.")
                .help("Rename one of the two, or remove it; the first one is used until then.");
            self.problems.report(found.subject(format!("{} {full}", noun.word())));
            self.problems.touch(first);
            return false;
        }
        self.names.declare(noun, &full, item.span);
        self.identify(noun, &full, item);
        let family = self.found.all.entry(noun).or_default();
        family.insert(full, (container.to_owned(), item));
        true
    }
}
