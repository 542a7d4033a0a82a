//! Transit gateways.

use super::fact::facts;

facts! {
    "TGW-01" Documented [VPC_A19]
        "A transit gateway attaches VPCs, VPNs, Direct Connect gateways, Connect and Client VPN, \
         other transit gateways and network functions.";
    "TGW-02" Documented [VPC_A19, VPC_BF1]
        "A transit gateway attachment has one associated route table for what it sends and may \
         propagate to many. Without an association it can receive, but what it sends is dropped.";
    "TGW-03" Documented [VPC_A19]
        "In a transit gateway route table the longest prefix wins, then static, prefix list, VPC, \
         Direct Connect gateway, Connect, private VPN, VPN and peering routes in that order. Ties \
         go to the shorter AS path and the lower MED.";
    "TGW-04" Documented [VPC_A19]
        "Routes to transit gateway peerings and network functions are static only, and a static \
         route hides an equal propagated one.";
    "TGW-05" Documented [VPC_A19]
        "A transit gateway shares traffic over equal VPN, Connect or Direct Connect gateway routes \
         of one kind, never over VPC or peering attachments.";
    "TGW-06" Documented [VPC_A20, VPC_BF1]
        "A subnet whose zone has no attachment subnet cannot send to the transit gateway, though \
         it can be reached through the attachment in another zone.";
    "TGW-07" Documented [VPC_A20]
        "A packet from a transit gateway is routed in the VPC by the route table of the \
         attachment's subnet.";
    "TGW-08" Documented [VPC_A20]
        "Appliance mode keeps both directions of a flow in one zone. Without it the sender's zone \
         decides, and stateful appliances in several zones see half of a flow.";
    "TGW-09" Documented [VPC_A20]
        "IPv6 is off in a transit gateway attachment unless enabled. An attachment cannot be \
         placed in an IPv6-only subnet or in a Local Zone.";
    "TGW-10" Documented [VPC_A20]
        "When VPCs with overlapping blocks are attached, the later one's block is not \
         propagated.";
    "TGW-11" Documented [VPC_A20]
        "Security group references across a transit gateway work for inbound rules on one transit \
         gateway, if enabled on it and on the attachment. They are not supported for Outposts and \
         are lost behind appliances.";
    "TGW-12" Documented [VPC_A22]
        "An account has 5 transit gateways by default, and one of them 20 route tables and 10,000 \
         routes, static and dynamic together. A VPC has 5 and a transit gateway 5,000 attachments, \
         and more is not granted.";
    "TGW-13" Documented [VPC_A20]
        "AWS's page on attachments excludes subnets that are in Local Zones or IPv6-only, and is \
         silent about Outpost subnets."
        note "The advice to use a Region subnet of the Outpost's zone is inferred (IV-19).";
    "TGW-14" Inferred [VPC_A36, VPC_A37]
        "A transit gateway announces over BGP to a VPN connection what its associated route table \
         holds. What lies behind a static VPN connection needs static routes in the table."
        note "That static routes are needed is documented, and that nothing is announced without a \
              route table; what exactly is announced is inferred.";
    "TGW-15" Documented [VPC_A22, F29]
        "A transit gateway has one attachment to a VPC at most.";
    "TGW-16" Documented [VPC_A19]
        "A transit gateway is a router of one Region. It takes VPCs of that Region; those of others \
         are reached over a peering of transit gateways.";
    "TGW-17" Documented [VPC_A20, VPC_A45]
        "Subnets in a Local Zone send to a transit gateway by the attachment's subnet in the parent \
         zone."
        note "No topology file says which zone that is.";
}
