//! Traffic between VPCs and between Outposts.

use super::fact::facts;

facts! {
    "IV-01" Documented [S02, W01]
        "Traffic over a VPC peering connection between two subnets on one Outpost stays on the \
         Outpost and does not use the service link.";
    "IV-02" Inferred [W01]
        "Peering traffic between an Outpost subnet and a subnet in the Region uses the service \
         link.";
    "IV-03" Documented [W02, S13]
        "Peering or a transit gateway does not connect subnets on two Outposts, because AWS blocks \
         traffic that would pass from Outpost to Region to Outpost."
        note "The general block is documented; for two VPCs a book confirms it (IV-15).";
    "IV-04" Inferred [W01]
        "Two VPCs on one Outpost that are joined only by a transit gateway reach each other \
         through the Region, over the service link both ways."
        note "Follows from the transit gateway being an object of the Region.";
    "IV-05" Documented [P07]
        "A transit gateway attachment has one subnet per zone, and only zones with one can send to \
         the transit gateway."
        note "The advice to attach a subnet in the Region, in the Outpost's own zone, is inferred: \
              the page does not mention Outpost subnets.";
    "IV-06" Documented [P07]
        "Security group references across a transit gateway are not supported for VPCs with \
         Outpost subnets.";
    "IV-07" Inferred [N05, S01, K05]
        "Two VPCs in one local gateway route table reach each other through the local gateway when \
         each side's subnet routes the other's range there."
        note "AWS states it nowhere; several documents only make sense if it is so. The setting \
              UNK-03 turns it off.";
    "IV-08" Inferred [S01]
        "Between two VPCs in one local gateway route table in CoIP mode, the peer is addressed by \
         its customer-owned address, and both source and destination are translated.";
    "IV-09" Documented [N05]
        "Two VPCs in different routing domains have no path on the Outpost."
        note "That the customer network can join the two domains is inferred.";
    "IV-10" Documented [W03]
        "VPCs on different Outposts reach each other by local gateway, customer network and the \
         other local gateway, if each side has routes to the other's subnets.";
    "IV-11" Documented [P01, W02, K03, S20]
        "Subnets of one VPC on two Outposts reach each other by private address only with the \
         routes of VRT-10 in direct VPC routing mode. Otherwise the local route wins and AWS drops \
         the packet.";
    "IV-12" Documented [W03]
        "Against large failures AWS recommends a VPC per Outpost and several Outposts in several \
         zones or Regions.";
    "IV-13" Documented [S02]
        "Traffic inside one VPC on one Outpost follows the local route and stays on the Outpost.";
    "IV-14" Inferred [VPC_A17]
        "A VPC cannot use the local gateway of a VPC that it peers with."
        note "Peering forbids it for other gateways (PCX-04); the local gateway is not named.";
    "IV-15" Documented [W07, W02, F25]
        "No kind of connection between VPCs lets two Outposts exchange traffic through the \
         Region."
        note "For two VPCs it is confirmed by a book. That AWS accepts such a peering or \
              attachment is inferred.";
    "IV-16" Blog [K03, K13]
        "Before August 2023 CoIP mode was AWS's named way for traffic between Outposts of one \
         VPC.";
    "IV-17" Documented [X05]
        "An instance may hold network interfaces of several VPCs of its own account in its own \
         zone, but not of another account."
        note "That this works on an Outpost is inferred.";
    "IV-18" Inferred [VPC_A17, VPC_C01]
        "Peering cannot bring inspected traffic back: it carries only packets between addresses of \
         its two VPCs, so an appliance in a middle VPC would have to translate the source.";
    "IV-19" Inferred [P10, G01]
        "Attach a transit gateway in a subnet of the Region in the Outpost's zone. AWS bars Local \
         Zone subnets from attachments and does not mention Outpost subnets."
        note "The bar for Local Zones is documented; the advice is an analogy.";
}
