//! Whole paths: what happens to one packet, there and back.
//!
//! `PKT-01` to `PKT-48` are paths, `PKT-S` the steps of a packet that leaves an instance, and
//! `PKT-I` those of one that comes in from on-premises. A step has the mark of its documented
//! part; what is inferred in it has a fact of its own, which a trace cites besides.

use super::fact::facts;

facts! {
    "PKT-01" Documented [S02]
        "Between two instances of one VPC on one Outpost, packets follow the local route and stay \
         on the Outpost, also while it is disconnected.";
    "PKT-02" Documented [W01, S10]
        "From an Outpost instance to an instance of its VPC in the Region, packets follow the \
         local route over the service link, with 1300 bytes, and stop when it is down.";
    "PKT-03" Documented [W01, E02]
        "From an Outpost instance to an interface endpoint in the Region, packets follow the local \
         route over the service link.";
    "PKT-04" Documented [P06, W01]
        "From an Outpost instance to S3 or DynamoDB by a gateway endpoint, packets use the service \
         link."
        note "The path over the service link is put together from two documents.";
    "PKT-05" Documented [S01, S06]
        "From an Outpost instance to an on-premises host in direct VPC routing mode, packets leave \
         by the local gateway untranslated with up to 1500 bytes. The reply comes back by the \
         announced subnet, also while disconnected from the Region.";
    "PKT-06" Documented [S01, S06]
        "From an Outpost instance to an on-premises host in CoIP mode, the local gateway replaces \
         the source with the customer-owned address. The reply comes back by the announced pool \
         block and is translated back.";
    "PKT-07" Inferred [S06, S25]
        "From an Outpost instance without a customer-owned address to an on-premises host in CoIP \
         mode, packets are dropped at the local gateway."
        note "See COIP-24.";
    "PKT-08" Documented [S06, S07]
        "From an on-premises host to an instance's private address in CoIP mode, packets do not \
         arrive by the local gateway, because the subnet is not announced."
        note "That they may follow a wider route, such as Direct Connect, is inferred.";
    "PKT-09" Documented [S04]
        "From an on-premises host to an Outpost subnet that has no local gateway route, packets do \
         not arrive by the local gateway, because the subnet is not announced.";
    "PKT-10" Inferred [S04, W01]
        "From an on-premises host to an announced subnet that routes back by a transit or virtual \
         private gateway, packets arrive by the local gateway and the replies leave by service \
         link and Region: the path is asymmetric.";
    "PKT-11" Documented [S01]
        "From an Outpost instance to the internet by a default route to the local gateway in \
         direct VPC routing mode, the customer's edge translates the private address.";
    "PKT-12" Documented [S01]
        "From an Outpost instance to the internet by a default route to the local gateway in CoIP \
         mode, the local gateway translates to the customer-owned address and the customer's edge \
         to a public one.";
    "PKT-13" Documented [S01, W01]
        "From an Outpost instance with a public address to the internet by the internet gateway, \
         packets use the service link and are translated one to one in the Region.";
    "PKT-14" Documented [W01, S15]
        "From an Outpost instance to the internet by a NAT gateway, packets use the service link \
         and are translated in the Region, first by the NAT gateway and then by the internet \
         gateway.";
    "PKT-15" Documented [W02, S13]
        "Between two Outposts of one VPC with only the local route, packets are dropped, because \
         AWS blocks the way through the Region.";
    "PKT-16" Documented [P01]
        "Between two Outposts of one VPC with mirrored subnet routes to the own local gateways in \
         direct VPC routing mode, packets cross the customer network untranslated.";
    "PKT-17" Inferred [P01, W02]
        "Between two Outposts of one VPC with a subnet route on one side only, packets arrive, but \
         the reply follows the local route and is dropped.";
    "PKT-18" Inferred [R02, T02]
        "Between two Outposts in CoIP mode, a packet to the peer's customer-owned address is \
         translated at the source in the first local gateway and at the destination in the \
         second."
        note "That AWS services work this way is documented; the path is inferred.";
    "PKT-19" Documented [S02, W01]
        "Between two peered VPCs on one Outpost, packets stay on the Outpost.";
    "PKT-20" Inferred [N05, S01, K05]
        "Between two VPCs in one local gateway route table in direct VPC routing mode, packets \
         turn around at the local gateway if both sides route to it."
        note "See IV-07 and UNK-03.";
    "PKT-21" Inferred [S01]
        "Between two VPCs in one local gateway route table in CoIP mode, a packet to the peer's \
         customer-owned address turns around at the local gateway with source and destination \
         translated."
        note "See IV-08 and UNK-03.";
    "PKT-22" Inferred [W01]
        "Between two VPCs on one Outpost that only a transit gateway joins, packets use the \
         service link to the Region and back.";
    "PKT-23" Documented [W03]
        "Between VPCs on two Outposts with routes to the own local gateways in direct VPC routing \
         mode, packets cross the customer network untranslated.";
    "PKT-24" Documented [W07, W02, F25]
        "Between VPCs on two Outposts joined by peering or a transit gateway, packets are \
         dropped."
        note "For two VPCs the block is confirmed by a book (IV-15).";
    "PKT-25" Inferred [N05]
        "Between two routing domains of one Outpost, packets leave by one domain's virtual \
         interfaces and return by the other's, if the customer network joins them.";
    "PKT-26" Inferred [K04, S04]
        "From an on-premises host to a protected range that a static local gateway route sends to \
         a firewall's interface, packets reach the firewall untranslated. The return passes it \
         only if the hosts' table points to it."
        note "The way in is documented; the way back is inferred.";
    "PKT-27" Documented [S01, S04]
        "From an on-premises host to a customer-owned address that a static local gateway route \
         sends to a firewall's interface, packets keep that destination; the firewall must \
         translate by itself.";
    "PKT-28" Inferred [S04, S06, K02]
        "From a subnet in the Region, packets never use a local gateway.";
    "PKT-29" Documented [S01, S06]
        "From an on-premises host to a subnet in the Region, packets use Direct Connect or VPN; \
         the local gateway never announces such subnets.";
    "PKT-30" Inferred [T01]
        "From a client in the VPC to an S3 on Outposts endpoint with customer-owned access, \
         packets turn around at the local gateway and are translated."
        note "The use of the local gateway is documented; the details of the path are inferred.";
    "PKT-31" Inferred [R01]
        "From a client in the VPC to an RDS on Outposts endpoint with a customer-owned address, \
         packets turn around at the local gateway and are translated."
        note "The use of the address is documented; the path is inferred.";
    "PKT-32" Documented [V01, V02]
        "From a server instance by its local network interface to the LAN, packets are switched at \
         layer 2, without VPC routing or translation, also while disconnected.";
    "PKT-33" Documented [V01, V04]
        "From a server instance by its VPC interface to the Region or the internet, packets follow \
         the VPC's route table over the service link.";
    "PKT-34" Documented [V01]
        "Between two instances on one Outposts server, packets stay inside the server.";
    "PKT-35" Documented [S02, N10]
        "Between two instances on one Outpost, IPv6 packets follow the local route and stay on the \
         Outpost.";
    "PKT-36" Documented [S02, S03, N10]
        "IPv6 packets that would leave the Outpost are dropped: neither the local gateway nor the \
         service link nor an internet gateway carries them from there.";
    "PKT-37" Documented [S07, S11]
        "The service link to public anchors runs by its VLAN, the customer's service link VRF, and \
         a firewall or translation, to the internet or a Direct Connect public virtual \
         interface.";
    "PKT-38" Documented [S12, N09]
        "The service link to private anchors runs by its VLAN and a Direct Connect private or \
         transit virtual interface to the anchor interfaces, with no translation needed.";
    "PKT-39" Documented [S07, W05]
        "When one Outpost network device is down, flows move to the sessions of the others, which \
         announce the same prefixes."
        note "It is the documented intent of the design, not a promise about each flow.";
    "PKT-40" Documented [S16, S07]
        "An Outpost network device in maintenance announces its prefixes with an AS path of length \
         4, so that customers shift their traffic, and the Outpost steers its own away.";
    "PKT-41" Inferred [K02]
        "From an Outpost instance to a VPC in the Region by the local gateway, packets cross the \
         customer network and its VPN or Direct Connect, and need a route back to the announced \
         range."
        note "That AWS offers this path is an AWS blog's word; its details are inferred.";
    "PKT-42" Inferred [K05, S04, X05]
        "From an on-premises host to a VPC behind a firewall with an interface in each VPC, a \
         static local gateway route leads to the outer interface and the inner one delivers."
        note "The design is Outpath's reconstruction.";
    "PKT-43" Inferred [K05, X05]
        "Between two VPCs behind a firewall with an interface in each, packets pass from inner \
         interface to inner interface and do not touch the local gateway.";
    "PKT-44" Inferred [S04, K05]
        "Between two VPCs that both send everything to the local gateway, with routes to one \
         firewall interface, the packet that the firewall returns meets the same route again: a \
         loop.";
    "PKT-45" Inferred [S04]
        "From an on-premises host to a range whose firewall is stopped, packets are dropped at the \
         local gateway; an equal propagated route does not take over."
        note "See the setting UNK-19.";
    "PKT-46" Inferred [S04]
        "From an on-premises host to a protected subnet that is not announced, packets are dropped \
         or follow a wider prefix, and may then arrive without inspection by the service link.";
    "PKT-47" Inferred [R03]
        "Between an RDS database and its read replica on another Outpost, packets cross the \
         customer network by customer-owned addresses, translated at both local gateways."
        note "The support is documented; the path is inferred.";
    "PKT-48" Unknown [S01]
        "From a protected host to an on-premises host through an appliance in CoIP mode, it is not \
         documented how the local gateway treats a source that is not the appliance's own. Outpath \
         answers unknown (UNK-17).";
    "PKT-I1" Documented [S06, S07, S04]
        "Inbound, the customer network routes to a prefix that the local gateway announces. \
         Without one the packet follows a wider route, if any, or is dropped.";
    "PKT-I2" Documented [S07, N06]
        "Inbound, a customer network device hands the packet to the Outpost over the local gateway \
         VLAN of one of its sessions.";
    "PKT-I3" Documented [S01, S04]
        "Inbound, the local gateway route table decides: a static route to a network interface \
         delivers unchanged; otherwise direct VPC routing delivers to the owner of the address, \
         and CoIP translates first."
        note "A requester-managed interface is not reachable (LGW-18).";
    "PKT-I4" Documented [VPC_B01, VPC_B03]
        "Inbound, the network ACL of the subnet and then the security groups of the interface \
         check the packet."
        note "That they see it after the translation of CoIP mode is inferred (SVC-03).";
    "PKT-I5" Documented [VPC_A18, VPC_A01]
        "The reply is routed by its own lookups from the destination's subnet; that it returns the \
         way the packet came is never assumed.";
    "PKT-S1" Documented [VPC_B01, VPC_B03, V01]
        "Outbound, security groups and then the subnet's network ACL check the packet. Within a \
         subnet only security groups apply, and on a local network interface neither does.";
    "PKT-S2" Documented [P03, VPC_A03]
        "Outbound, the subnet's route table, its own or the main one, picks the route with the \
         longest prefix; without a route the packet is dropped.";
    "PKT-S3" Documented [S02, W01, S13]
        "When the local route wins, the packet stays on the Outpost, uses the service link to a \
         subnet in the Region, or is dropped if the subnet is on another Outpost.";
    "PKT-S4" Documented [S01, S04, N05]
        "When a route to the local gateway wins, it must be the subnet's own Outpost's gateway, \
         with an associated and forwarding table. In CoIP mode the source is translated, then the \
         longest prefix in that table decides."
        note "The drop without a customer-owned address (COIP-24) and turning around at the \
              gateway (IV-07, IV-08) are inferred.";
    "PKT-S5" Documented [S07, S06, N04]
        "A packet leaves by an available virtual interface with an established session and a \
         learned prefix that covers it: the longest prefix, then the shortest AS path, then equal \
         shares."
        note "That the learned prefix is needed (LGR-11) and the exact order (BGP-14) are \
              inferred.";
    "PKT-S6" Documented [S07, G01]
        "In the customer network ordinary routing, firewalls and translation apply, as the \
         topology describes them, with 1500 bytes.";
    "PKT-S7" Documented [S02, W01, W07]
        "When a peering connection wins, the packet stays on the Outpost if the peer's subnet is \
         there, uses the service link if it is in the Region, and is dropped if it is on another \
         Outpost."
        note "The way to the Region is inferred (IV-02).";
    "PKT-S8" Documented [W01, S02]
        "When an internet, NAT, virtual private or transit gateway or an endpoint wins, the packet \
         uses the service link and is then processed in the Region as usual.";
}
