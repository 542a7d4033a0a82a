//! Where AWS's documents disagree with each other, and which side Outpath takes.

use super::fact::facts;

facts! {
    "DIS-01" Documented [S24, S01, S04]
        "A superseded page says that Outpost subnets are never announced; current guides say that \
         direct VPC routing announces them. Outpath follows the current ones.";
    "DIS-02" Documented [P05, S02, S06]
        "A page of 2023 lets Outpost subnets inherit a local gateway route from the main table; \
         the current how-to asks for a custom table. Outpath follows the how-to (VRT-04).";
    "DIS-03" Documented [P02, P01]
        "One VPC page leaves the local gateway out of the targets for routes more specific than \
         local, another includes it. Outpath allows it for whole subnets on another Outpost.";
    "DIS-04" Documented [S07, S08, N07, N08]
        "One page ends the private AS numbers at 65535, the others at 65534. Outpath accepts up to \
         65534, since 65535 is reserved.";
    "DIS-05" Documented [N07, N08]
        "The second-generation guides list different counts of uplinks. Outpath only warns.";
    "DIS-06" Documented [S12, N09]
        "The subnet of private anchors is at least a /25 by the first-generation guide and a /24 \
         by the second-generation one. Outpath goes by the generation.";
    "DIS-07" Inferred [S08, S13, N07, S14, N11, V03]
        "Pages give UDP 443, ports from 1025, or both as the source port of the service link. \
         Outpath accepts either and asks only for destination port 443."
        note "No page settles it.";
    "DIS-08" Documented [S02, V04, D01]
        "General pages put DNS into the Region only; the Route 53 guide describes a local \
         Resolver. Outpath treats the local Resolver as a feature that may be enabled.";
    "DIS-09" Documented [S24, X02]
        "A superseded page allows BYOIP addresses on Outposts; the EC2 guide does not. Outpath \
         follows the EC2 guide.";
    "DIS-10" Documented [S06, S17]
        "One page wants the BGP session ACTIVE, the metrics page shows Established as working. \
         Outpath takes Established as up.";
    "DIS-11" Documented [S06, A01]
        "A how-to shows both a virtual interface group and a local gateway as target of a local \
         gateway route. It is the group, as in the API.";
    "DIS-12" Documented [S01, S06, P01]
        "One page says that subnets route to virtual interface groups; the others name the local \
         gateway as target. It is the local gateway.";
    "DIS-13" Inferred [S01, T01]
        "One page limits direct VPC routing to interfaces of instances, another reaches S3 on \
         Outposts endpoints. Both hold if what counts is that an interface is attached to an \
         instance.";
    "DIS-14" Documented [S02, V04, N10]
        "First-generation guides list gateway endpoints for S3 and DynamoDB, the second-generation \
         guide lists DynamoDB only. Outpath warns about S3 on the second generation.";
    "DIS-15" Inferred [S07, N06, N07, N08]
        "The service link block is a /26, a /24, a /26 again or, by a slip, a /31, depending on \
         page and generation. Outpath goes by the generation and does not insist for the \
         single-rack configuration.";
    "DIS-16" Documented [S03, S06]
        "One guide demands a default route to the virtual interfaces, another accepts the \
         on-premises range. Outpath does not demand a default.";
    "DIS-17" Documented [N05]
        "An earlier copy allowed a VPC one routing domain, the newest one domain per Outpost. \
         Outpath follows the newest.";
    "DIS-18" Documented [L01, V01, S01]
        "A Well-Architected lens says that local network interfaces use the local gateway and that \
         direct VPC routing reaches VPCs in the Region. The guides contradict both, and Outpath \
         follows the guides.";
    "DIS-19" Documented [G02, R02]
        "Pages list different database engines for RDS Multi-AZ on Outposts; it makes no \
         difference to the network.";
    "DIS-20" Documented [S10]
        "A round trip limit of 200 ms for the service link circulates, but AWS's page says 175 \
         ms.";
    "DIS-21" Inferred [N06]
        "A second-generation page speaks of both BGP sessions where four exist. Outpath announces \
         on all of them.";
    "DIS-22" Documented [N05, F11, CF2]
        "A guide shows a local gateway route table as inactive until it is associated, a test saw \
         it available from the start. Outpath decides by the associations (LGW-30).";
    "DIS-23" Documented [W07, F25, P01, W02, K03, R03]
        "Older texts rule out one VPC across two Outposts over the customer network; newer ones \
         allow it by private or customer-owned address. Outpath follows the newer.";
    "DIS-24" Blog [F10, F16, B01]
        "One report ties CoIP to internet-facing load balancers, another shows it with the \
         internal scheme, the guide says nothing. Outpath does not check the scheme.";
    "DIS-25" Blog [K02, F14]
        "An AWS blog says that VPCs with conflicting blocks are refused on one table; a test of \
         2020 associated three equal ones. Outpath follows the blog (LGW-32).";
}
