//! Quotas and sizes that a topology can exceed.

use super::fact::facts;

facts! {
    "Q-01" Documented [S04, N03]
        "A local gateway route table holds at most 100 routes to network interfaces.";
    "Q-02" Documented [S04]
        "A local gateway route table has at most 10 CoIP pools, with at most 100 CIDR blocks.";
    "Q-03" Documented [S07, S08, S05]
        "A CoIP block is a /26 or larger, public or private. AWS's examples show /26, /24 and \
         /16.";
    "Q-04" Documented [N05]
        "A second-generation Outpost has at most 10 routing domains."
        note "One domain on a first-generation Outpost is inferred.";
    "Q-05" Documented [N04, S03]
        "A virtual interface group has four virtual interfaces on second-generation racks and two \
         on first-generation racks.";
    "Q-06" Documented [S03]
        "An Outpost has one local gateway.";
    "Q-07" Documented [N05]
        "A VPC uses at most one local gateway route table of each Outpost.";
    "Q-08" Unknown []
        "AWS publishes no limit for VPC associations, static virtual interface group routes, \
         prefixes per BGP session, or route tables on first-generation racks. Outpath checks none \
         of them (UNK-01).";
    "Q-09" Documented [P04]
        "A subnet route table holds 500 routes by default, up to 1,000 on request, plus at most \
         100 propagated ones.";
    "Q-10" Documented [P04]
        "A prefix list counts against a route table with its maximum number of entries, not with \
         the entries that it has.";
    "Q-11" Documented [P04]
        "An account has 5 Elastic IP addresses per Region by default."
        note "Whether customer-owned addresses count is not stated.";
    "Q-12" Documented [S14]
        "For a private service link, fewer than 100 prefixes, or a default route, should be \
         announced over the Direct Connect private virtual interface.";
    "Q-13" Documented [S07, N06, N07, N08]
        "The service link's own address block is a /26 per compute rack on the first generation \
         and a /24 per Outpost on the second."
        note "For the second-generation single-rack configuration one table says /26 (DIS-15).";
    "Q-14" Documented [S10]
        "The service link needs a round trip of at most 175 ms and at least 500 Mbps per compute \
         rack, with redundancy.";
    "Q-15" Documented [R02]
        "RDS Multi-AZ on Outposts should see a round trip of at most 5 ms between its Outposts.";
    "Q-16" Documented [A06, A07, T03]
        "No largest size of a CoIP block is documented. S3 on Outposts takes four addresses from a \
         pool for each endpoint."
        note "Documented only by its absence from the guides and the API model.";
    "Q-17" Documented [T03]
        "S3 on Outposts allows one endpoint per VPC and Outpost and 100 per Outpost; its subnet \
         must be on the Outpost and have four free addresses.";
    "Q-18" Documented [VPC_A28]
        "By default an account has 5 VPCs per Region, hundreds on request, and as many internet \
         gateways. A VPC has 200 subnets, 200 route tables and 200 network ACLs, and 5 CIDR blocks \
         of each address family, up to 50 on request.";
    "Q-19" Documented [VPC_A28]
        "An account has 5 NAT gateways per Availability Zone by default. Only those that are \
         pending, available or being deleted count.";
    "Q-20" Documented [VPC_A28]
        "A network ACL has 20 rules in each direction by default, up to 40 on request; IPv4 and \
         IPv6 rules are counted apart."
        note "Earlier versions of the page say that the families are counted apart, and the default \
              denials with them; that of 2026 says neither.";
    "Q-21" Documented [VPC_A28]
        "By default an account has 2,500 security groups per Region, a group 60 rules in each \
         direction for each address family, and a network interface 5 groups, up to 16 on request. \
         Rules per group times groups per interface never exceed 1,000.";
    "Q-22" Documented [VPC_A17, VPC_A28]
        "A VPC has 50 active peering connections by default, up to 125 on request.";
    "Q-23" Documented [VPC_A44]
        "A prefix list of an AWS service counts with a weight: 55 for CloudFront, 25 for health checks \
         of Route 53, 10 for VPC Lattice, 6 for S3 Express One Zone, 5 for Ground Station, 2 for EC2 \
         Instance Connect, 1 for S3 and DynamoDB.";
}
