//! Ids of objects, and the arenas that they index.

use std::{marker::PhantomData, ops};

/// The id of one kind of object: a position in its arena.
pub trait Id: Copy + Ord {
    /// Returns the id of a position.
    fn from_index(index: usize) -> Self;
    /// Returns the position.
    fn index(self) -> usize;
}

/// All objects of one kind, in the order of their names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Arena<I, T> {
    all: Vec<T>,
    id: PhantomData<I>,
}

impl<I, T> Default for Arena<I, T> {
    fn default() -> Self {
        Self { all: Vec::new(), id: PhantomData }
    }
}

impl<I: Id, T> Arena<I, T> {
    /// Adds an object and returns its id.
    pub fn push(&mut self, object: T) -> I {
        self.all.push(object);
        I::from_index(self.all.len() - 1)
    }

    /// Returns every object with its id.
    pub fn iter(&self) -> impl Iterator<Item = (I, &T)> {
        let all = self.all.iter().enumerate();
        all.map(|(index, object)| (I::from_index(index), object))
    }

    /// Returns every id.
    pub fn ids(&self) -> impl Iterator<Item = I> + use<I, T> {
        (0..self.all.len()).map(I::from_index)
    }

    /// Returns every object, without ids.
    pub fn values(&self) -> impl Iterator<Item = &T> {
        self.all.iter()
    }

    /// Returns how many objects there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Returns whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }
}

impl<I: Id, T> ops::Index<I> for Arena<I, T> {
    type Output = T;

    fn index(&self, id: I) -> &T {
        self.all.get(id.index()).expect("invariant: an id comes from the model that made it")
    }
}

impl<I: Id, T> ops::IndexMut<I> for Arena<I, T> {
    fn index_mut(&mut self, id: I) -> &mut T {
        self.all.get_mut(id.index()).expect("invariant: an id comes from the model that made it")
    }
}

/// Declares the id newtypes, the id of any object, and the word for each kind.
macro_rules! ids {
    ($($name:ident $variant:ident $word:literal;)*) => {
        $(
            #[doc = concat!("The id of one ", $word, ".")]
            #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
            pub struct $name(pub u32);

            impl Id for $name {
                fn from_index(index: usize) -> Self {
                    Self(u32::try_from(index).expect("invariant: fewer than 2^32 objects"))
                }

                fn index(self) -> usize {
                    self.0 as usize
                }
            }

            impl From<$name> for ObjectId {
                fn from(id: $name) -> Self {
                    Self::$variant(id)
                }
            }
        )*

        /// The id of an object of any kind.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum ObjectId {
            /// The topology as a whole: its settings, and what could not be read.
            Topology,
            $(#[doc = concat!("One ", $word, ".")] $variant($name),)*
        }

        impl ObjectId {
            /// Returns the noun of this kind of object, as AWS or the field writes it.
            #[must_use]
            pub fn noun(self) -> &'static str {
                match self {
                    Self::Topology => "topology",
                    $(Self::$variant(_) => $word,)*
                }
            }
        }
    };
}

ids! {
    RegionId Region "Region";
    ZoneId Zone "Availability Zone";
    AccountId Account "account";
    VpcId Vpc "VPC";
    SubnetId Subnet "subnet";
    RouteTableId RouteTable "route table";
    InternetGatewayId InternetGateway "internet gateway";
    NatGatewayId NatGateway "NAT gateway";
    RegionalNatGatewayId RegionalNatGateway "regional NAT gateway";
    EgressOnlyInternetGatewayId EgressOnlyInternetGateway "egress-only internet gateway";
    VpcEndpointId VpcEndpoint "VPC endpoint";
    PeeringConnectionId PeeringConnection "VPC peering connection";
    PrefixListId PrefixList "prefix list";
    SecurityGroupId SecurityGroup "security group";
    NetworkAclId NetworkAcl "network ACL";
    NetworkInterfaceId NetworkInterface "network interface";
    InstanceId Instance "instance";
    OutpostId Outpost "Outpost";
    LocalGatewayId LocalGateway "local gateway";
    LocalGatewayRouteTableId LocalGatewayRouteTable "local gateway route table";
    VifGroupId VifGroup "VIF group";
    VifId Vif "virtual interface";
    ServiceLinkVifId ServiceLinkVif "service link virtual interface";
    CoipPoolId CoipPool "CoIP pool";
    SiteId Site "site";
    RouterId Router "router";
    RouteMapId RouteMap "route map";
    SegmentId Segment "LAN segment";
    HostId Host "host";
    TransitGatewayId TransitGateway "transit gateway";
    TransitGatewayAttachmentId TransitGatewayAttachment "transit gateway attachment";
    TransitGatewayRouteTableId TransitGatewayRouteTable "transit gateway route table";
    VirtualPrivateGatewayId VirtualPrivateGateway "virtual private gateway";
    VpnConnectionId VpnConnection "VPN connection";
    DirectConnectConnectionId DirectConnectConnection "Direct Connect connection";
    DirectConnectInterfaceId DirectConnectInterface "Direct Connect virtual interface";
    DirectConnectGatewayId DirectConnectGateway "Direct Connect gateway";
    GroupId Group "group";
    UnmodelledId Unmodelled "object";
}

/// Names one object, or one part of it; the source map gives each key its origins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// The object.
    pub object: ObjectId,
    /// The part of it.
    pub field: Field,
}

/// A part of an object.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    /// All of it.
    Whole,
    /// The field of a name, as the topology file calls it.
    Named(&'static str),
    /// One item of a field, such as the third route, counted from 0.
    Item(&'static str, u32),
}

impl Key {
    /// Returns the key of one named field of an object.
    #[must_use]
    pub fn field(object: impl Into<ObjectId>, field: &'static str) -> Self {
        Self { object: object.into(), field: Field::Named(field) }
    }

    /// Returns the key of one item of a field, counted from 0.
    #[must_use]
    pub fn item(object: impl Into<ObjectId>, field: &'static str, index: usize) -> Self {
        let index = u32::try_from(index).expect("invariant: fewer than 2^32 items");
        Self { object: object.into(), field: Field::Item(field, index) }
    }

    /// Returns the name of the field, unless the key names the whole object.
    #[must_use]
    pub fn field_name(self) -> Option<&'static str> {
        match self.field {
            Field::Whole => None,
            Field::Named(field) | Field::Item(field, _) => Some(field),
        }
    }
}

impl<I: Into<ObjectId>> From<I> for Key {
    fn from(object: I) -> Self {
        Self { object: object.into(), field: Field::Whole }
    }
}

/// What every object carries beside its own data.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Identity {
    /// The name in the files, container first: `shop.rack`.
    pub name: String,
    /// The id that AWS gave it, if known.
    pub aws_id: Option<String>,
    /// Tags, as in AWS.
    pub tags: std::collections::BTreeMap<String, String>,
}
