//! What all steps of lowering share.

use std::{
    collections::{BTreeMap, BTreeSet},
    net::IpAddr,
};

use crate::{
    addr::{Asn, Prefix},
    diagnostic::{Code, Diagnostic},
    document::{
        fields::{FIELDS, Noun},
        load::Known,
        record::{Record, unique},
        source_map::{Confidence, Origin, Rows},
        tree::{Document, Entry, Node},
    },
    model::{
        AccountId, Identity, Key, Model, ObjectId, RegionId, UnmodelledId, UnmodelledKind, VpcId,
        ZoneId,
    },
    text::{Span, Spanned},
};

use super::{
    gather::{Gathered, Item, gather},
    names::Names,
    problems::Problems,
};

/// The model in the making, and what the steps know of the files.
pub(super) struct Context<'a> {
    pub(super) documents: &'a [Document],
    /// What is known of the documents beside their trees.
    pub(super) known: Known<'a>,
    pub(super) gathered: Gathered<'a>,
    pub(super) names: Names,
    pub(super) problems: Problems,
    pub(super) model: Model,
    pub(super) origins: Vec<(Key, Origin)>,
    /// Where the items of fields stand that are files of their own.
    pub(super) rows: BTreeMap<(ObjectId, &'static str), Rows>,
    pub(super) doubts: BTreeMap<Key, Confidence>,
    pub(super) expectations: Vec<Spanned<String>>,
    pub(super) needs_disconnected: Vec<Spanned<String>>,
    /// What holds for a thing whose own file gives no default: that of the first file with one.
    defaults: BTreeMap<&'static str, Spanned<&'a str>>,
    pub(super) regions: BTreeMap<&'a str, RegionId>,
    pub(super) zones: BTreeMap<&'a str, ZoneId>,
    /// VPCs with a subnet that could not be made or whose table is not known: what follows from the
    /// subnets of a table is not known there either.
    pub(super) unsure: BTreeSet<VpcId>,
    /// Ids of what is not judged, by name and kind.
    pub(super) unmodelled: BTreeMap<(String, UnmodelledKind), UnmodelledId>,
}

impl<'a> Context<'a> {
    pub(super) fn new(documents: &'a [Document], known: Known<'a>) -> Self {
        let mut names = Names::default();
        let mut problems = Problems::new(known.elsewhere.cloned().unwrap_or_default());
        let gathered = gather(documents, &mut names, &mut problems);
        Self {
            documents,
            known,
            gathered,
            names,
            problems,
            model: Model::default(),
            origins: Vec::new(),
            rows: BTreeMap::new(),
            doubts: BTreeMap::new(),
            expectations: Vec::new(),
            needs_disconnected: Vec::new(),
            defaults: defaults(documents),
            regions: BTreeMap::new(),
            zones: BTreeMap::new(),
            unsure: BTreeSet::new(),
            unmodelled: BTreeMap::new(),
        }
    }

    /// Returns the tops of the documents.
    pub(super) fn files(&self) -> impl Iterator<Item = Record<'a>> + use<'a> {
        self.documents.iter().map(|document| Record::new(&FIELDS, &document.root))
    }

    /// Returns the things of one kind with their full names and those of their containers.
    pub(super) fn items(&self, noun: Noun) -> Vec<(String, String, Item<'a>)> {
        let family = self.gathered.of(noun).iter();
        family.map(|(name, (container, item))| (name.clone(), container.clone(), *item)).collect()
    }

    /// Returns a default of a file for one of its things, else that of the first file that has one.
    pub(super) fn default_text(&self, field: &str, item: &Item<'a>) -> Option<Spanned<&'a str>> {
        let file = self.documents.get(item.document);
        let own = file.and_then(|file| Record::new(&FIELDS, &file.root).text(field));
        own.or_else(|| self.defaults.get(field).copied())
    }

    /// Returns the identity of a thing, and notes its AWS id.
    pub(super) fn identity(&mut self, noun: Noun, name: &str, record: Record<'a>) -> Identity {
        let aws_id = record.text("id");
        if let Some(id) = aws_id {
            self.names.identify(noun, name, id, &mut self.problems);
        }
        let tags = record.entries("tags").into_iter();
        let tags = tags.filter_map(|tag| Some((tag.key.clone(), tag.value.text()?.to_owned())));
        let tags: BTreeMap<String, String> = tags.collect();
        if let Some(tag) = tags.get("Name") {
            self.names.tag(noun, name, tag);
        }
        Identity { name: name.to_owned(), aws_id: aws_id.map(|id| id.value.to_owned()), tags }
    }

    /// Returns the identity of a thing that no mapping describes.
    pub(super) fn bare(name: &str) -> Identity {
        Identity { name: name.to_owned(), ..Identity::default() }
    }

    /// Notes where a new object was said, and what its name stands for.
    pub(super) fn made(
        &mut self,
        noun: Noun,
        name: &str,
        object: impl Into<ObjectId>,
        item: &Item<'a>,
    ) {
        let object = object.into();
        self.names.define(noun, name, object);
        self.problems.region(item.span, Some(object));
        let others = self.problems.elsewhere(item.span).to_vec();
        for place in std::iter::once(item.span).chain(others) {
            self.origin(Key::from(object), place);
        }
        for (field, span) in item.record.set_fields() {
            self.origin(Key::field(object, field.name), span);
        }
    }

    /// Notes where something was said.
    pub(super) fn origin(&mut self, key: Key, span: Span) {
        self.origins.push((key, Origin::Text(span)));
    }

    /// Returns where something was said.
    pub(super) fn said(&self, key: Key) -> Option<Span> {
        let found = self.origins.iter().find(|(other, _)| *other == key);
        found.and_then(|(_, origin)| match origin {
            Origin::Text(span) => Some(*span),
            Origin::Resource { .. } => None,
        })
    }

    /// Sorts items, drops repeated ones and notes where each was said.
    pub(super) fn sorted<T: Ord>(
        &mut self,
        object: impl Into<ObjectId>,
        field: &'static str,
        mut items: Vec<(T, Span)>,
    ) -> Vec<T> {
        let object = object.into();
        items.sort();
        items.dedup_by(|later, first| later.0 == first.0);
        let mut sorted = Vec::with_capacity(items.len());
        for (index, (item, span)) in items.into_iter().enumerate() {
            self.origin(Key::item(object, field, index), span);
            sorted.push(item);
        }
        sorted
    }

    /// Returns the sorted prefixes of a list.
    pub(super) fn prefixes(
        &mut self,
        object: impl Into<ObjectId>,
        record: Record<'a>,
        field: &'static str,
    ) -> Vec<Prefix> {
        let found = record.prefixes(field).into_iter();
        self.sorted(object, field, found.map(|prefix| (prefix.value, prefix.span)).collect())
    }

    /// Resolves a reference, or reports why it cannot be.
    pub(super) fn resolve(
        &mut self,
        text: Spanned<&str>,
        nouns: &[Noun],
        scopes: &[&str],
    ) -> Option<ObjectId> {
        self.names.resolve(text, nouns, scopes, &mut self.problems)
    }

    /// Resolves the reference in a field.
    pub(super) fn reference<I>(
        &mut self,
        record: Record<'a>,
        field: &str,
        noun: Noun,
        scopes: &[&str],
        pick: impl Fn(ObjectId) -> Option<I>,
    ) -> Option<I> {
        let text = record.text(field)?;
        self.resolve(text, &[noun], scopes).and_then(pick)
    }

    /// Resolves each reference of a list.
    pub(super) fn references<I: Ord>(
        &mut self,
        texts: Vec<Spanned<&str>>,
        noun: Noun,
        scopes: &[&str],
        pick: impl Fn(ObjectId) -> Option<I>,
    ) -> Vec<(I, Span)> {
        let mut found = Vec::new();
        for text in texts {
            let id = self.resolve(text, &[noun], scopes).and_then(&pick);
            found.extend(id.map(|id| (id, text.span)));
        }
        found
    }

    /// Returns the account of a thing: its own, else that of its file.
    pub(super) fn account(&mut self, item: &Item<'a>) -> Option<AccountId> {
        let own = item.record.text("account");
        let text = own.or_else(|| self.default_text("account", item))?;
        self.resolve(text, &[Noun::Account], &[]).and_then(ids::account)
    }

    /// Reports an error at a place.
    pub(super) fn error(&mut self, code: &'static Code, message: impl Into<String>, span: Span) {
        self.problems.report(Diagnostic::new(code, message, span));
    }

    /// Notes that a thing could not be made: what is wrong inside belongs to another object.
    pub(super) fn unmade(&mut self, item: &Item<'a>, instead: Option<ObjectId>) {
        if instead.is_some() {
            self.problems.region(item.span, instead);
        }
        self.problems.touch(item.name_span);
    }
}

/// Returns the defaults of the first files that give any.
fn defaults(documents: &[Document]) -> BTreeMap<&'static str, Spanned<&str>> {
    let mut defaults = BTreeMap::new();
    for document in documents {
        for field in ["region", "account", "block_public_access"] {
            if let Some(text) = Record::new(&FIELDS, &document.root).text(field) {
                defaults.entry(field).or_insert(text);
            }
        }
    }
    defaults
}

/// Returns an AS number.
pub(super) fn asn(record: Record<'_>, field: &str) -> Option<Asn> {
    record.integer(field).and_then(|number| u32::try_from(number).ok()).map(Asn)
}

/// Returns an address without its place.
pub(super) fn address(record: Record<'_>, field: &str) -> Option<IpAddr> {
    record.address(field).map(|address| address.value)
}

/// Returns the entries of a node, each key once.
pub(super) fn entries(node: &Node) -> Vec<&Entry> {
    unique(node)
}

/// From the id of any object to that of one kind.
pub(super) mod ids {
    use crate::model::{
        AccountId, CoipPoolId, DirectConnectGatewayId, DirectConnectInterfaceId,
        EgressOnlyInternetGatewayId, InstanceId, InternetGatewayId, LocalGatewayId, NatGatewayId,
        NetworkAclId, NetworkInterfaceId, ObjectId, OutpostId, PeeringConnectionId, PrefixListId,
        RegionalNatGatewayId, RouteMapId, RouteTableId, RouterId, SecurityGroupId, SegmentId,
        ServiceLinkVifId, SiteId, SubnetId, TransitGatewayAttachmentId, TransitGatewayId,
        TransitGatewayRouteTableId, VifGroupId, VifId, VirtualPrivateGatewayId, VpcEndpointId,
        VpcId, VpnConnectionId,
    };

    macro_rules! pick {
        ($($name:ident $variant:ident $id:ident;)*) => {$(
            pub(in crate::document::lower) fn $name(object: ObjectId) -> Option<$id> {
                if let ObjectId::$variant(id) = object { Some(id) } else { None }
            }
        )*};
    }

    pick! {
        account Account AccountId;
        vpc Vpc VpcId;
        subnet Subnet SubnetId;
        route_table RouteTable RouteTableId;
        internet_gateway InternetGateway InternetGatewayId;
        nat_gateway NatGateway NatGatewayId;
        regional_nat_gateway RegionalNatGateway RegionalNatGatewayId;
        egress_only EgressOnlyInternetGateway EgressOnlyInternetGatewayId;
        peering_connection PeeringConnection PeeringConnectionId;
        vpc_endpoint VpcEndpoint VpcEndpointId;
        prefix_list PrefixList PrefixListId;
        instance Instance InstanceId;
        security_group SecurityGroup SecurityGroupId;
        network_acl NetworkAcl NetworkAclId;
        network_interface NetworkInterface NetworkInterfaceId;
        outpost Outpost OutpostId;
        local_gateway LocalGateway LocalGatewayId;
        vif_group VifGroup VifGroupId;
        vif Vif VifId;
        service_link_vif ServiceLinkVif ServiceLinkVifId;
        coip_pool CoipPool CoipPoolId;
        site Site SiteId;
        segment Segment SegmentId;
        router Router RouterId;
        route_map RouteMap RouteMapId;
        transit_gateway TransitGateway TransitGatewayId;
        attachment TransitGatewayAttachment TransitGatewayAttachmentId;
        transit_gateway_route_table TransitGatewayRouteTable TransitGatewayRouteTableId;
        virtual_private_gateway VirtualPrivateGateway VirtualPrivateGatewayId;
        vpn_connection VpnConnection VpnConnectionId;
        direct_connect_gateway DirectConnectGateway DirectConnectGatewayId;
        direct_connect_interface DirectConnectInterface DirectConnectInterfaceId;
    }
}
