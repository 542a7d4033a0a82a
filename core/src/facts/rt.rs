//! VPC route tables: which one is consulted, what it holds, which route wins.
//!
//! Holds the rules that Outpost subnets share with subnets in the Region. What is special about
//! a local gateway as target is the family `VRT`.

use super::fact::facts;

facts! {
    "RT-01" Documented [VPC_A01, VPC_A02]
        "Every VPC has one main route table, which serves all subnets without an association of \
         their own.";
    "RT-02" Documented [VPC_A02]
        "A subnet uses exactly one route table; a route table may serve many subnets.";
    "RT-03" Documented [VPC_A01, VPC_A02]
        "Another table may be made the main one. The main table can be neither deleted nor used \
         for a gateway, and a custom table can be deleted only while nothing is associated with \
         it.";
    "RT-04" Documented [VPC_A12]
        "A route table association names a subnet, a gateway or a public address pool, or marks \
         the table as main.";
    "RT-05" Documented [VPC_A02]
        "IPv4 and IPv6 routes are separate: 0.0.0.0/0 covers no IPv6 address and ::/0 no IPv4 \
         address.";
    "RT-06" Documented [VPC_A11]
        "AWS stores the destination of a route with its host bits cleared, so 100.68.0.18/18 \
         becomes 100.68.0.0/18.";
    "RT-07" Documented [VPC_A05, VPC_B03, VPC_BF1]
        "Two hosts in one subnet talk directly; neither a route table nor a network ACL is \
         consulted.";
    "RT-08" Documented [VPC_A05, VPC_A20, VPC_A15]
        "The route table that applies depends on where a packet enters the VPC: that of the \
         sending interface's subnet, that of the gateway it came through, or that of the subnet \
         which holds the attachment, endpoint, NAT gateway or appliance."
        note "Put together from several pages; no single page states it whole.";
    "RT-10" Documented [VPC_A02, VPC_A07, VPC_A10]
        "Every route table has a local route for each CIDR block of the VPC, IPv4 and IPv6; a new \
         block adds one to all tables.";
    "RT-11" Blog [VPC_BF1]
        "Only CIDR blocks in the state `associated` belong to a VPC; real API answers keep listing \
         `disassociated` ones.";
    "RT-12" Documented [VPC_A07]
        "IPv4 blocks of VPCs and subnets are /16 to /28, and AWS reserves the first four addresses \
         and the last one of each subnet.";
    "RT-13" Documented [VPC_A07]
        "A secondary VPC block must not equal or contain a destination in any of the VPC's route \
         tables, must not overlap a block of the VPC or of a peer, and may not come from certain \
         ranges next to certain primaries."
        note "The table of ranges was read in an edition of 2023.";
    "RT-14" Documented [VPC_A02]
        "Routes to 169.254.168.0/22, fd00:ec2::/32 or parts of them cannot be added, and a wider \
         route does not forward those addresses.";
    "RT-20" Documented [VPC_A03]
        "In a VPC route table the longest prefix wins before the kind of route is looked at. The \
         one exception is RT-22.";
    "RT-21" Documented [VPC_A03]
        "Between equal prefixes a static CIDR route beats a prefix list entry, and that beats a \
         propagated route. Propagated routes rank as Direct Connect, static VPN, then VPN by \
         BGP.";
    "RT-22" Documented [VPC_A08]
        "A route propagated from a VPN or Direct Connect that overlaps the local route never wins, \
         even if it is more specific.";
    "RT-23" Documented [VPC_A03]
        "Where the entries of two prefix lists overlap and their targets differ, AWS chooses \
         either and stays with it; Outpath reports such a table as ambiguous.";
    "RT-24" Documented [VPC_A08]
        "A static route beats an equal propagated one when its target is an internet, virtual \
         private, NAT or transit gateway, a network interface, an instance, a peering connection \
         or a gateway endpoint.";
    "RT-25" Documented [VPC_A11, VPC_BF1]
        "A VPC route table does not share traffic between equal routes: only the winner \
         forwards.";
    "RT-26" Documented [VPC_A23]
        "The route of a gateway endpoint has the service's prefix list as destination. It beats \
         0.0.0.0/0 and loses to any equal or more specific CIDR route.";
    "RT-27" Documented [VPC_A10]
        "A route's origin is the creation of the table, a user, propagation from a virtual private \
         gateway, or an advertisement by VPC Route Server.";
    "RT-28" Inferred []
        "A route from VPC Route Server is ranked like a propagated one."
        note "The pages read do not give its priority against an equal static or local route.";
    "RT-30" Inferred [VPC_A10, VPC_BF1]
        "A blackhole route, whose target is gone or unusable, still takes part in longest-prefix \
         match and drops what it matches; no shorter prefix takes over."
        note "The state is documented; that there is no fall-back is inferred, and Batfish models \
              it so too.";
    "RT-31" Documented [VPC_A15]
        "The routes of a deleted NAT gateway stay in their tables, as blackholes.";
    "RT-32" Documented [VPC_A19]
        "A transit gateway route table may hold static blackhole routes that drop what they \
         match.";
    "RT-33" Documented [VPC_A30, VPC_A31]
        "A local gateway route to a network interface works only while a running instance on that \
         Outpost has the interface; otherwise it is a blackhole.";
    "RT-34" Inferred []
        "The state of a route is derived from its target when the topology has it; a declared \
         state counts only when it does not."
        note "A modeling choice of Outpath.";
    "RT-40" Documented [VPC_A02, VPC_A04]
        "The destination of a route more specific than local is exactly one subnet's CIDR, not a \
         part of it and not several subnets.";
    "RT-41" Documented [VPC_A02, VPC_A04]
        "A route more specific than local may point to a NAT gateway, a network interface, a \
         Gateway Load Balancer endpoint, or, for a subnet on another Outpost, the local gateway.";
    "RT-42" Documented [VPC_A04]
        "Traffic between two Outposts of one VPC needs direct VPC routing, a customer network that \
         routes between them, a route to the own local gateway on each side, and security group \
         rules by CIDR.";
    "RT-43" Documented [VPC_A33]
        "Without such routes, traffic between two Outposts of one VPC does not fall back to the \
         Region: AWS blocks it.";
    "RT-44" Documented [VPC_A02]
        "The target of a local route can be replaced by a NAT gateway, a network interface or a \
         Gateway Load Balancer endpoint and restored later; the route cannot be deleted.";
    "RT-50" Documented [VPC_A05]
        "A route table associated with an internet or virtual private gateway steers traffic that \
         enters the VPC through that gateway.";
    "RT-51" Documented [VPC_A05]
        "A gateway route table may point to local, a network interface or a Gateway Load Balancer \
         endpoint."
        note "An edition of 2023 excluded such endpoints for a virtual private gateway.";
    "RT-52" Documented [VPC_A05]
        "A gateway route table's destinations are the whole VPC block or a whole subnet; prefix \
         lists, foreign ranges and propagation are not allowed.";
    "RT-53" Documented [VPC_A05, VPC_C01]
        "The appliance interface in a gateway route table must be in the same VPC and attached to \
         a running instance; for an internet gateway it also needs a public address.";
    "RT-54" Documented [VPC_A05]
        "Traffic that a gateway route table sends through an appliance must return through the \
         same appliance.";
    "RT-55" Documented [VPC_A05]
        "Gateway route tables do not see traffic from a transit gateway.";
    "RT-56" Documented [VPC_A06]
        "A public IPv4 pool associated with an internet gateway may be routed to a network \
         interface without translation, in a table of its own, unless VPC Block Public Access \
         prevents it.";
    "RT-57" Documented [VPC_A04, VPC_A05, VPC_B01]
        "An appliance stands in another subnet than the hosts it serves, has its \
         source/destination check off, and hides security group identities, so that rules must \
         name CIDRs.";
    "RT-58" Documented [VPC_A41]
        "The CIDR block of a subnet lies within one of its VPC, and overlaps that of no other subnet \
         of the VPC.";
    "RT-59" Documented [VPC_A11]
        "AWS takes an instance as the target of a route only while exactly one network interface is \
         attached to it.";
    "RT-60" Documented [VPC_A42]
        "The private address that is asked for an instance comes from the range of its subnet.";
}
