//! The part of the files that a place belongs to, as objects.

use crate::{
    document::cursor::Cursor,
    model::{
        Arena, Id, Identity, LocalGatewayId, LocalGatewayRouteTableId, Model, ObjectId, OutpostId,
        Place, RouteTableId, RouterId, TransitGatewayId, VpcId,
    },
};

/// What the files describe, seen from a place in them.
pub(in crate::document) struct View<'a> {
    pub(in crate::document) model: &'a Model,
    pub(in crate::document) cursor: &'a Cursor,
}

impl<'a> View<'a> {
    fn section(&self) -> &'a str {
        self.cursor.key(0).unwrap_or_default()
    }

    fn vpc_named(&self, name: &str) -> Option<VpcId> {
        named(&self.model.vpcs, |one| &one.identity, name)
    }

    /// Returns the VPC that the place belongs to: by what it stands in, or by the subnet beside it.
    pub(super) fn vpc(&self) -> Option<VpcId> {
        match self.section() {
            "vpcs" => self.vpc_named(self.cursor.key(1)?),
            "transit_gateways" => self.vpc_named(self.cursor.sibling("vpc")?),
            "instances" | "network_interfaces" => {
                let subnet = self.cursor.sibling("subnet")?;
                let found = named(&self.model.subnets, |one| &one.identity, subnet);
                found.map(|subnet| self.model.subnets[subnet].vpc)
            }
            _other => None,
        }
    }

    /// Returns the name of the VPC, also of one that could not be made.
    fn vpc_name(&self) -> Option<&'a str> {
        match (self.section(), self.vpc()) {
            (_, Some(vpc)) => Some(&self.model.vpcs[vpc].identity.name),
            ("vpcs", None) => self.cursor.key(1),
            (_other, None) => None,
        }
    }

    /// Returns the route table that the place stands in.
    pub(super) fn table(&self) -> Option<RouteTableId> {
        let name = format!("{}.{}", self.vpc_name()?, self.cursor.key(3)?);
        named(&self.model.route_tables, |one| &one.identity, &name)
    }

    /// Returns the local gateway that the place stands in.
    pub(super) fn gateway(&self) -> Option<LocalGatewayId> {
        let name = self.cursor.key(1).filter(|_| self.section() == "outposts")?;
        let outposts = self.model.outposts.values();
        outposts.into_iter().find(|one| one.identity.name == name)?.local_gateway
    }

    /// Returns the local gateway route table that the place stands in.
    pub(super) fn gateway_table(&self) -> Option<LocalGatewayRouteTableId> {
        let gateway = &self.model.local_gateways[self.gateway()?].identity.name;
        let name = format!("{gateway}.{}", self.cursor.key(4)?);
        named(&self.model.local_gateway_route_tables, |one| &one.identity, &name)
    }

    /// Returns the transit gateway that the place stands in.
    pub(super) fn transit_gateway(&self) -> Option<TransitGatewayId> {
        let name = self.cursor.key(1).filter(|_| self.section() == "transit_gateways")?;
        named(&self.model.transit_gateways, |one| &one.identity, name)
    }

    /// Returns the router or VRF that the place stands in.
    pub(super) fn router(&self) -> Option<RouterId> {
        let name = self.router_name()?;
        named(&self.model.routers, |one| &one.identity, &name)
    }

    fn router_name(&self) -> Option<String> {
        let site = self.site()?;
        let router = self.cursor.key(3).filter(|_| self.cursor.key(2) == Some("routers"))?;
        let vrf = self.cursor.key(5).filter(|_| self.cursor.key(4) == Some("vrfs"));
        let vrf = vrf.map_or(String::new(), |vrf| format!(".{vrf}"));
        Some(format!("{site}.{router}{vrf}"))
    }

    fn site(&self) -> Option<&'a str> {
        self.cursor.key(1).filter(|_| self.section() == "on_premises")
    }

    /// Returns the names of containers within which a name may be short, the first one first, and
    /// whether only what stands in them is meant.
    pub(super) fn scopes(&self, object: ObjectId) -> (Vec<String>, bool) {
        let one = |name: Option<String>, only: bool| (name.into_iter().collect(), only);
        match object {
            ObjectId::Subnet(_) if self.is_outside() => (Vec::new(), false),
            ObjectId::Subnet(_)
            | ObjectId::RouteTable(_)
            | ObjectId::SecurityGroup(_)
            | ObjectId::NetworkAcl(_)
            | ObjectId::NatGateway(_)
            | ObjectId::RegionalNatGateway(_) => {
                let name = self.vpc_name().map(str::to_owned);
                let known = name.is_some();
                one(name, known)
            }
            ObjectId::VifGroup(_) => {
                let gateway = self.gateway().map(|id| &self.model.local_gateways[id].identity.name);
                let known = gateway.is_some();
                one(gateway.cloned(), known)
            }
            ObjectId::TransitGatewayRouteTable(_) => {
                let gateway = self.cursor.key(1).filter(|_| self.section() == "transit_gateways");
                one(gateway.map(str::to_owned), true)
            }
            ObjectId::Router(_) | ObjectId::Segment(_) | ObjectId::RouteMap(_) => {
                (self.site_scopes(), false)
            }
            _other => (Vec::new(), false),
        }
    }

    /// Returns whether the subnets of every VPC may be named here, in full.
    fn is_outside(&self) -> bool {
        matches!(self.section(), "instances" | "network_interfaces")
    }

    fn site_scopes(&self) -> Vec<String> {
        let Some(site) = self.site() else { return Vec::new() };
        let mut scopes: Vec<String> = self.router_name().into_iter().collect();
        if let Some(router) = self.cursor.key(3).filter(|_| self.cursor.key(4) == Some("vrfs")) {
            scopes.push(format!("{site}.{router}"));
        }
        scopes.push(site.to_owned());
        scopes
    }

    /// Returns how an object is written here: short where a container makes that possible.
    pub(super) fn written(&self, object: ObjectId) -> String {
        let name = &self.model.identity(object).name;
        let (scopes, _) = self.scopes(object);
        let short = |scope: &String| name.strip_prefix(scope.as_str())?.strip_prefix('.');
        let Some(short) = scopes.iter().find_map(short) else { return name.clone() };
        if scopes.len() == 1 {
            return short.to_owned();
        }
        // What stands nearer may have the short name, too.
        let first = scopes.iter().find_map(|scope| {
            let full = format!("{scope}.{short}");
            let same = |one: &ObjectId| {
                one.noun() == object.noun() && self.model.identity(*one).name == full
            };
            self.model.objects().find(same)
        });
        if first == Some(object) { short.to_owned() } else { name.clone() }
    }

    /// Returns whether only things of some containers are meant, and an object is in none of them.
    pub(super) fn is_elsewhere(&self, object: ObjectId) -> bool {
        let (scopes, only) = self.scopes(object);
        let name = &self.model.identity(object).name;
        let within = |scope: &String| {
            name.strip_prefix(scope.as_str()).is_some_and(|rest| rest.starts_with('.'))
        };
        only && !scopes.iter().any(within)
    }

    /// Returns the Outposts that subnets of a VPC stand on.
    pub(super) fn outposts_of(&self, vpc: VpcId) -> Vec<OutpostId> {
        let of = self.model.subnets.values().filter(|subnet| subnet.vpc == vpc);
        outposts(of.map(|subnet| subnet.place))
    }

    /// Returns the Outposts that subnets with a route table stand on.
    pub(super) fn outposts_by(&self, table: RouteTableId) -> Vec<OutpostId> {
        let of = self.model.subnets.values().filter(|subnet| subnet.route_table == table);
        outposts(of.map(|subnet| subnet.place))
    }
}

/// Returns what has a name or AWS id.
fn named<I: Id, T>(all: &Arena<I, T>, of: fn(&T) -> &Identity, name: &str) -> Option<I> {
    let is = |one: &T| of(one).name == name || of(one).aws_id.as_deref() == Some(name);
    all.iter().find(|(_, one)| is(one)).map(|(id, _)| id)
}

fn outposts(places: impl Iterator<Item = Place>) -> Vec<OutpostId> {
    let on = |place| match place {
        Place::Outpost(outpost) => Some(outpost),
        Place::Region(_) => None,
    };
    let found: std::collections::BTreeSet<OutpostId> = places.filter_map(on).collect();
    found.into_iter().collect()
}
