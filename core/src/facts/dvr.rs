//! Direct VPC routing: private addresses end to end, and which subnets are announced.

use super::fact::facts;

facts! {
    "DVR-01" Documented [S01]
        "In direct VPC routing mode the local gateway does not translate addresses: instances use \
         their private addresses end to end and need no Elastic IP address.";
    "DVR-02" Documented [S01, S04, S07]
        "In direct VPC routing mode the local gateway announces each subnet of this Outpost that \
         is in an associated VPC and whose route table has a route to this local gateway. Other \
         subnets are not announced.";
    "DVR-03" Documented [S01, S06]
        "The local gateway never announces subnets in the Region or whole VPC blocks.";
    "DVR-04" Documented [S06]
        "The local gateway announces the exact CIDR of the subnet, neither larger nor smaller.";
    "DVR-05" Inferred [S04]
        "Any route to the local gateway, whatever its destination, makes a subnet announced; there \
         is no other export policy."
        note "The condition is documented; that the destination does not matter is Outpath's \
              reading.";
    "DVR-06" Documented [S01]
        "Direct VPC routing reaches interfaces of instances only, not requester-managed \
         interfaces."
        note "Interfaces of a service that are attached to an instance count as interfaces of \
              instances (DVR-18).";
    "DVR-07" Documented [S01, S06, S15]
        "Direct VPC routing supports no overlapping address ranges, including those of on-premises \
         networks.";
    "DVR-08" Documented [S01]
        "For internet access through the customer network in direct VPC routing mode, the \
         customer's router must translate the private source address.";
    "DVR-09" Documented [S01, S15]
        "Outpost instances can use the internet by the Region's internet gateway while only \
         on-premises ranges are routed to the local gateway. They then need a public address or a \
         NAT gateway in the Region.";
    "DVR-10" Documented [S20]
        "Direct VPC routing exists since 14 September 2022, and between subnets of one VPC on \
         several Outposts since 30 August 2023.";
    "DVR-11" Documented [X02, S24]
        "Addresses brought to EC2 by BYOIP are not supported on Outposts."
        note "A superseded page said otherwise (DIS-09).";
    "DVR-12" Inferred [S01, W01]
        "A public IPv4 address from AWS helps an Outpost instance only by the internet gateway, \
         over the service link; the local gateway ignores it.";
    "DVR-13" Inferred [S04, W01]
        "Where on-premises routers know the VPC block by Direct Connect or VPN and an Outpost \
         subnet by the local gateway, the more specific subnet wins. If the subnet is not \
         announced, its traffic enters by the Region and the service link.";
    "DVR-14" Documented [DRS]
        "AWS Elastic Disaster Recovery on Outposts requires direct VPC routing, with replication \
         and recovery subnets on one Outpost.";
    "DVR-15" Documented [S04, S01]
        "A local gateway route to a network interface is not announced and does not make the \
         subnet announced that it covers; that takes a route to the local gateway in the subnet's \
         own table."
        note "Documented by exclusion. That such a subnet can be delivered to without a local \
              gateway route of its own is inferred (UNK-20).";
    "DVR-16" Inferred [S04]
        "A route to the local gateway for an unused address such as 192.0.2.1/32 makes a subnet \
         announced while its real traffic follows other routes."
        note "Rests on DVR-05 and UNK-09; not verified.";
    "DVR-17" Blog [K01]
        "Whether a subnet is announced depends on the subnet's own route table.";
    "DVR-18" Inferred [T01, S01]
        "A service's interface that is attached to an EC2 instance on the Outpost can be reached \
         in direct VPC routing mode. The attachment counts, not who manages the interface."
        note "Documented for S3 on Outposts; the general rule is inferred.";
}
