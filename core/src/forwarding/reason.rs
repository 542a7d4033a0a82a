//! Why a packet does not arrive, or why nobody can say.

/// One entry of the list of reasons.
#[derive(Debug, PartialEq, Eq)]
pub struct ReasonPage {
    /// The stable id, in kebab-case.
    pub id: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// What usually fixes it.
    pub fix: &'static str,
    /// The facts that it rests on.
    pub facts: &'static [&'static str],
}

/// Declares the reasons, their pages and the list of all of them in one go.
macro_rules! reasons {
    ($($variant:ident = $id:literal [$($fact:literal),*] $meaning:literal $fix:literal;)*) => {
        /// Why a path ends without delivery.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Reason {
            $(#[doc = $meaning] $variant,)*
        }

        impl Reason {
            /// Every reason, in the order of the list.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// Returns the page of the reason.
            #[must_use]
            pub fn page(self) -> &'static ReasonPage {
                match self {
                    $(Self::$variant => const { &ReasonPage {
                        id: $id, meaning: on_page!($meaning), fix: $fix, facts: &[$($fact),*],
                    } },)*
                }
            }
        }
    };
}

reasons! {
    ComponentNotReady = "component-not-ready" ["NAT-12", "PCX-01"]
        "A component on the way is not operational: an instance is stopped, an interface is not attached, a NAT gateway or peering connection is not in service."
        "Start, attach or finish creating the component.";
    AttachmentNotReady = "attachment-not-ready" ["NAT-02"]
        "The attachment between two components is not operational, for example an internet gateway that is not attached to its VPC, or a transit gateway attachment that waits to be accepted."
        "Attach the gateway, or finish creating the attachment.";
    RouteBlackhole = "route-blackhole" ["RT-30"]
        "The route that wins leads to something that cannot be used. It drops; no shorter prefix takes over."
        "Repair or replace the target of the route, or delete the route.";
    SrcDstCheck = "src-dst-check" ["LGR-15"]
        "The network interface refuses a packet that is not addressed to it, or would send one that is not from it."
        "Turn the source/destination check off on an interface that forwards; otherwise correct the route that leads there.";
    NoRoute = "no-route" ["RT-20"]
        "No route of the table covers the destination."
        "Add a route for the destination to the table that is named.";
    NoSuchSubnet = "no-such-subnet" ["RT-10"]
        "The destination lies inside the VPC, but in none of its subnets."
        "Correct the address, or create the subnet.";
    NoSuchHost = "no-such-host" []
        "The packet reaches the right subnet or segment, but nobody there has the address."
        "Correct the address, or add the instance or host.";
    SgDenyIn = "sg-deny-in" ["SG-01"]
        "No inbound rule of the security groups of the destination's interface lets the packet in."
        "Add an inbound rule for the source and port to one of the groups that are named.";
    SgDenyOut = "sg-deny-out" ["SG-01"]
        "No outbound rule of the security groups of the sending interface lets the packet out."
        "Add an outbound rule for the destination and port to one of the groups that are named.";
    SgEmpty = "sg-empty" ["SG-01", "SG-02"]
        "The security groups of the interface have no rule at all in this direction, and they only allow."
        "Add a rule, or give the interface another group.";
    SgRefLost = "sg-ref-lost" ["SG-07", "TGW-11"]
        "A rule names a security group, but something on the way keeps only the address of the sender: a local gateway, an appliance, a transit gateway without referencing."
        "Write the rule with the address range of the sender.";
    SgRefUnknownPeer = "sg-ref-unknown-peer" ["SG-05", "SG-06"]
        "A rule names a security group of a VPC that no peering connection in service joins with this one, so it matches nothing."
        "Write the rule with the address range, or repair the peering connection.";
    NaclDenyIn = "nacl-deny-in" ["ACL-02"]
        "The network ACL of a subnet does not let the packet in."
        "Add an inbound rule that allows it, with a lower number than the rule that denies it. Replies need rules of their own.";
    NaclDenyOut = "nacl-deny-out" ["ACL-02"]
        "The network ACL of a subnet does not let the packet out."
        "Add an outbound rule that allows it, with a lower number than the rule that denies it. Replies need rules of their own.";
    ReturnNaclDeny = "return-nacl-deny" ["ACL-03"]
        "The packet arrives, but a network ACL on the way back stops the reply. Network ACLs remember nothing, so they need rules for replies, which go to ephemeral ports."
        "Allow the reply: from the service's port to ports 1024-65535 of the client.";
    ReturnNoRoute = "return-no-route" ["RT-20"]
        "The packet arrives, but a table on the way back has no route for the reply."
        "Add a route back to the source to the table that is named.";
    MtuExceeded = "mtu-exceeded" ["LGW-21", "SL-09"]
        "A packet of the stated size does not fit a link on the way. The device there drops it and tells the sender, who then sends smaller ones."
        "Set the MTU of the sender's interface to what the path carries.";
    PmtudBlocked = "pmtud-blocked" ["MTU-06"]
        "A packet of the stated size does not fit a link on the way, and the message that says so does not reach the sender. Connections open, then hang on the first full packet."
        "Let ICMP type 3 code 4 (IPv6: type 2) through to the sender, or set the MTU of its interface to what the path carries.";
    IgwPrivateDst = "igw-private-dst" ["NAT-03"]
        "An internet gateway does not forward to private addresses (RFC 1918) or to 100.64.0.0/10."
        "Route private destinations to a local gateway, transit gateway, peering connection or VPN instead.";
    IgwPrivateSrc = "igw-private-src" ["NAT-03"]
        "An internet gateway does not accept packets from private addresses."
        "Translate the source to a public address before it reaches the internet.";
    IgwNoPublicAssociation = "igw-no-public-association" ["NAT-01", "NAT-03"]
        "The interface has no public or Elastic IP address, so an internet gateway cannot translate for it. A customer-owned address does not count."
        "Give the interface a public or Elastic IP address, or route through a NAT gateway.";
    IgwDstNotInVpc = "igw-dst-not-in-vpc" ["RT-56"]
        "A packet from the internet has a destination that is not in the VPC, and no route of a public pool leads it to an interface."
        "Add a route for the address to the route table of the pool.";
    EdgeApplianceNoPublicIp = "edge-appliance-no-public-ip" ["RT-53"]
        "The gateway route table of an internet gateway leads to an appliance without a public address."
        "Give the interface of the appliance a public or Elastic IP address.";
    EdgeAsymmetry = "edge-asymmetry" ["RT-54"]
        "The gateway route table sends what comes in for this subnet to an appliance, but the subnet sends to the internet gateway directly."
        "Lead the subnet's route to the internet to the same appliance.";
    VpcBpa = "vpc-bpa" ["NAT-13", "TOP-49"]
        "VPC Block Public Access stops traffic between the VPC and the internet. Local gateways, transit gateways and VPN are not affected."
        "Exclude the VPC or the subnet, or change the mode.";
    VpceSourceNotInList = "vpce-source-not-in-list" ["VPCE-02"]
        "A gateway endpoint leads to the addresses of its service's prefix list and answers from no other, but the packet is for another one."
        "Lead the route to the endpoint with the prefix list of its service as destination.";
    VpceCannotInitiate = "vpce-cannot-initiate" ["VPCE-03"]
        "The source is a service behind a VPC endpoint, and such a service only answers."
        "Ask about the flow in the other direction.";
    SpoofedSource = "spoofed-source" ["VPCE-05"]
        "A gateway refuses traffic from the VPC whose source does not belong there."
        "Let the appliance that sends it translate the source.";
    NoNextHop = "no-next-hop" []
        "A component cannot hand the packet to anything: the route leads to something that is no next hop."
        "Correct the target of the route.";
    EgressOnlyInbound = "egress-only-inbound" ["NAT-14", "TOP-45"]
        "An egress-only internet gateway lets only the VPC open connections."
        "Use an internet gateway for what the internet has to reach.";
    NatAzNotCovered = "nat-az-not-covered" ["NAT-11"]
        "The regional NAT gateway has not expanded to the Availability Zone of the sender."
        "Wait until it has expanded there, or add an address for the zone.";
    NatSourceNotInVpc = "nat-source-not-in-vpc" ["NAT-08"]
        "A NAT gateway serves only sources of its own VPC."
        "Use a NAT gateway in the VPC of the source.";
    NatNoSession = "nat-no-session" ["NAT-07"]
        "A packet reaches a translating device that has no session for it: nothing inside opened this connection."
        "Connections through address translation must be opened from the inside.";
    ProtocolUnsupported = "protocol-unsupported" ["NAT-07"]
        "A component on the way does not carry this protocol. A NAT gateway carries TCP, UDP and ICMP."
        "Use a path without the component, or another protocol.";
    TgwNoAssociation = "tgw-no-association" ["TGW-02"]
        "The attachment by which the packet enters the transit gateway is associated with no route table, so what it sends is dropped."
        "Associate the attachment with a transit gateway route table.";
    TgwNoRoute = "tgw-no-route" ["TGW-03"]
        "No route of the transit gateway route table covers the destination."
        "Propagate the destination's attachment to the table, or add a static route.";
    TgwRouteBlackhole = "tgw-route-blackhole" ["RT-32"]
        "The transit gateway route that wins is a blackhole, or leads to an attachment that is not in service. It drops; no shorter prefix takes over."
        "Remove the blackhole, or repair the attachment.";
    TgwAzNotAttached = "tgw-az-not-attached" ["TGW-06"]
        "The transit gateway attachment of the VPC has no subnet in the sender's Availability Zone."
        "Add a subnet of the zone to the attachment. For an Outpost subnet that is a Region subnet in the Outpost's zone.";
    TgwAzAffinity = "tgw-az-affinity" ["TGW-08"]
        "Without appliance mode the sender's zone decides by which zone a packet enters a VPC, so the reply reaches another zone than the appliance that knows the flow."
        "Turn appliance mode on for the attachment of the VPC with the appliances.";
    UnknownTgwRoutes = "unknown-tgw-routes" ["TGW-03"]
        "The input does not tell the routes of the transit gateway route table, for example because another account owns it."
        "Add the routes to the input.";
    VpnDown = "vpn-down" ["VGW-01"]
        "The VPN connection is not available, or none of its tunnels is up."
        "Bring a tunnel up.";
    VgwSourceNotInVpc = "vgw-source-not-in-vpc" ["VGW-03"]
        "A virtual private gateway takes packets only from private addresses of interfaces of its VPC; a VPC is no transit to it."
        "Use a transit gateway, or translate the source to an address of the VPC.";
    VgwDstNotEni = "vgw-dst-not-eni" ["VGW-03"]
        "From the customer a virtual private gateway hands over only to private addresses of interfaces of its VPC."
        "Correct the address, or use a transit gateway to reach what lies beyond the VPC.";
    DxgwNoTransit = "dxgw-no-transit" ["DXG-03"]
        "A Direct Connect gateway does not carry between VPCs by way of the customer's network, nor between virtual interfaces."
        "Join the VPCs by peering or a transit gateway.";
    PcxAddressNotInPeer = "pcx-address-not-in-peer" ["PCX-04", "PCX-05"]
        "A peering connection carries only packets for addresses of the VPC at its other end."
        "Route to the peering connection only what lies in the peer VPC's CIDRs.";
    LgwForeign = "lgw-foreign" ["LGW-17", "VRT-05"]
        "The route names the local gateway of another Outpost than the one that the subnet stands on."
        "Name the local gateway of the subnet's own Outpost.";
    LgwSubnetNotOnOutpost = "lgw-subnet-not-on-outpost" ["LGW-17", "VRT-03"]
        "A subnet in the Region cannot use a local gateway."
        "Give Region subnets a route table of their own, without the local gateway.";
    LgwVpcNotAssociated = "lgw-vpc-not-associated" ["VRT-02"]
        "The VPC is not associated with any route table of this local gateway."
        "Associate the VPC with a local gateway route table.";
    LgwNoVifGroup = "lgw-no-vif-group" ["LGW-05", "RD-03"]
        "The local gateway route table has no VIF group, so nothing can leave the Outpost through it."
        "Associate a VIF group with the local gateway route table.";
    LgwTableInactive = "lgw-table-inactive" ["LGW-05", "LGW-30"]
        "The local gateway route table does not forward: it needs its VPC and VIF-group associations in state associated, and a static route to the VIF group."
        "Complete the associations, and add a route to the VIF group.";
    LgwNoRoute = "lgw-no-route" ["LGR-05", "LGR-09"]
        "No route of the local gateway route table covers the destination."
        "Add a route for the destination to the VIF group in the local gateway route table.";
    LgwRouteBlackhole = "lgw-route-blackhole" ["LGR-13"]
        "The local gateway route that wins leads to an interface that is not attached to a running instance."
        "Start the instance, or point the route elsewhere.";
    LgwEniRouteLoop = "lgw-eni-route-loop" ["LGR-05", "LGR-14", "PKT-44"]
        "A local gateway route hands the packet to an appliance, the appliance sends it on to the local gateway, and there the same route hands it back."
        "Give the appliance another way to the destination, for example an interface in its VPC, or make the route to the appliance narrower.";
    LgwEniNotEligible = "lgw-eni-not-eligible" ["LGW-17", "LGW-18"]
        "The interface may not use the local gateway: it is not attached to an instance on this Outpost."
        "Use an interface of an instance on the Outpost.";
    CoipNotAllocated = "coip-not-allocated" ["COIP-07", "COIP-24", "UNK-04"]
        "The local gateway route table is in CoIP mode and the sender has no customer-owned address of its pools."
        "Allocate an Elastic IP address from the CoIP pool and associate it with the interface.";
    CoipUnknownDst = "coip-unknown-dst" ["COIP-04"]
        "The destination lies in a CoIP pool, but no interface has that customer-owned address."
        "Correct the address, or associate it with an interface.";
    BgpSessionDown = "bgp-session-down" ["VIF-07", "BGP-01"]
        "No virtual interface of the group has an established BGP session."
        "Make both ends of a session agree: addresses in one subnet, AS numbers, VLAN; and nothing shut down.";
    SubnetNotAdvertised = "subnet-not-advertised" ["DVR-02"]
        "A device of the customer does not know the subnet of the destination: the local gateway announces a subnet only while its own route table has a route to the local gateway."
        "Add a route to the local gateway to the route table of the subnet; any destination makes the subnet announced.";
    OutpostPeerRouteMissing = "outpost-peer-route-missing" ["RT-42", "VRT-10", "SL-15"]
        "Two Outposts of one VPC reach each other through their local gateways only if both sides have a route for the other side's subnet; here one of the two is missing, and the local route is blocked."
        "Add the mirror route: the whole CIDR of the other side's subnet to the own local gateway.";
    PrefixNotReceived = "prefix-not-received" ["LGR-10", "LGR-11"]
        "No customer device announces a prefix that covers the destination, so the local gateway has nowhere to send it."
        "Announce the prefix, or a default route, from the customer devices on every session.";
    OutpostRegionHairpinBlocked = "outpost-region-hairpin-blocked" ["SL-15", "RT-43", "IV-15"]
        "AWS blocks traffic that would go from one Outpost through the Region to another Outpost."
        "Send it through the local gateways: a route for the other side's subnet to the own local gateway, on both sides.";
    ServiceLinkDown = "service-link-down" ["SL-16"]
        "The path needs the service link of an Outpost, and it is down."
        "Restore the service link, or give the flow a path through the local gateway.";
    Ipv6Unsupported = "ipv6-unsupported" ["FF-25"]
        "IPv6 works only inside one Outpost: not over the local gateway, the service link or an internet gateway."
        "Use IPv4 for this flow.";
    NotRoutableOnInternet = "not-routable-on-internet" ["DVR-08", "TOP-04"]
        "A packet with a private source or destination address would leave to the internet."
        "Translate the source on the customer's edge router, or correct the destination.";
    WrongDestination = "wrong-destination" []
        "The packet is delivered, but to something else that has the same address."
        "Remove the overlap of addresses.";
    ReturnWrongVpc = "return-wrong-vpc" ["PCX-06"]
        "The reply is delivered to another VPC that has the same addresses."
        "Remove the overlap, or make the routes back more specific.";
    ReturnSourceMismatch = "return-source-mismatch" []
        "The reply arrives from another address than the one that the first packet was sent to, so the sender does not recognize it."
        "Let the reply pass the same translation as the first packet.";
    ReturnAsymmetric = "return-asymmetric" ["RT-54", "TOP-42"]
        "The reply does not pass the stateful appliance that the packet passed, or passes one that did not see the packet."
        "Let both directions pass the same appliance: routes on both sides of it that lead to its interfaces.";
    VpcsNotConnected = "vpcs-not-connected" []
        "The VPCs of the two ends share no connection, so that no route could join them."
        "Create a peering connection between the VPCs, or attach both to one transit gateway; then add routes on both sides.";
    WaypointNotOnPath = "waypoint-not-on-path" []
        "The packet arrives, but not by the node that the flow asks for."
        "Change the routes so that they lead there, or leave out `via`.";
    WaypointExcluded = "waypoint-excluded" []
        "The packet would arrive, but by a node that the flow excludes."
        "Change the routes so that they avoid it, or leave out `not via`.";
    HeaderFilterAtSource = "header-filter-at-source" []
        "The packet does not leave its source with the header that the flow asks for."
        "Ask for a header that the source sends.";
    HeaderFilterAtDestination = "header-filter-at-destination" []
        "The packet arrives with another header than the flow asks for."
        "Ask for the header that the source sends, or change what it sends.";
    HeaderImpossible = "header-impossible" ["NAT-01", "NAT-07"]
        "The packet cannot arrive with the header that the flow asks for: a translation on the way decides about it."
        "Ask for what the translation makes of it, or choose a way without the translation.";
    IgwExpectsPublicAddress = "igw-expects-public-address" ["NAT-03"]
        "The flow starts or ends at the internet and asks for a private address there."
        "Ask for the public address that stands for it.";
    RouterDown = "router-down" ["TOP-98"]
        "A router on the way is down."
        "Bring it up, or give those that send to it another way.";
    SegmentDown = "segment-down" []
        "A segment on the way is down."
        "Bring it up, or give the ends of the flow another way.";
    Loop = "loop" []
        "The packet comes back to a place where it has been."
        "Break the circle: one of the routes on it points the wrong way.";
    UnsupportedObject = "unsupported-object" []
        "The path meets something that is read but not judged yet, so nobody can say whether the packet passes."
        "Nothing to fix in the network: the answer is honest about what the tool does not know.";
    UnknownObject = "unknown-object" []
        "The path meets an object of which the input has an error, or lacks a part."
        "Correct or add what is reported for the input.";
    LeftModel = "left-model" []
        "The input does not say what comes next."
        "Describe the missing part in the topology file.";
    UnmodelledState = "unmodelled-state" []
        "AWS does not document what happens in this situation, or the input contradicts itself."
        "Avoid the situation, or test it on the real network.";
    AmbiguousPrefixLists = "ambiguous-prefix-lists" ["RT-23", "VRT-07"]
        "Prefix lists with different targets cover the destination; AWS picks one of them arbitrarily."
        "Remove the overlap between the prefix lists.";
    TooManyPaths = "too-many-paths" []
        "Shared load, or filters that part the ports, make more paths than are followed."
        "Ask about a smaller part of the network.";
}

impl Reason {
    /// Returns the stable id of the reason.
    #[must_use]
    pub fn id(self) -> &'static str {
        self.page().id
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_unique_and_in_kebab_case() {
        let mut ids: Vec<_> = Reason::ALL.iter().map(|reason| reason.id()).collect();
        ids.sort_unstable();
        ids.dedup();
        assert_eq!(ids.len(), Reason::ALL.len());
        assert!(ids.iter().all(|id| {
            id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        }));
    }

    #[test]
    fn every_cited_fact_exists() {
        for reason in Reason::ALL {
            for fact in reason.page().facts {
                assert!(crate::facts::fact(fact).is_some(), "{} cites {fact}", reason.id());
            }
        }
    }
}
