//! Other AWS services on Outposts, as far as they touch the network.

use super::fact::facts;

facts! {
    "SVC-01" Documented [S06, L02, V01]
        "Security groups and network ACLs work on Outpost subnets as in the Region, but not on \
         local network interfaces.";
    "SVC-02" Documented [P01]
        "Between two Outposts of one VPC, security group rules must name CIDRs; references to \
         security groups do not match.";
    "SVC-03" Inferred [R01, VPC_A29, VPC_B03]
        "In CoIP mode network ACLs and security groups see an inbound packet after translation, \
         with the private destination and the sender's real address, which their rules must \
         admit."
        note "For RDS the guide also asks to admit the CoIP block; the general rule is inferred.";
    "SVC-04" Documented [E02]
        "The NAT gateway for an Outpost is in a public subnet of its parent zone in the Region."
        note "That a NAT gateway cannot be on an Outpost is inferred.";
    "SVC-05" Documented [L02]
        "AWS WAF, Network Firewall and Shield do not protect Outposts workloads directly; an \
         appliance has to.";
    "SVC-06" Documented [B01]
        "An Application Load Balancer on an Outpost uses exactly one Outpost subnet and ignores \
         targets in the Region. It becomes `active_impaired` when it cannot scale.";
    "SVC-07" Blog [F06]
        "Network and Classic Load Balancers cannot use Outpost subnets; the API refuses them.";
    "SVC-08" Documented [E02, W01]
        "Interface endpoints stand in the Region, in the parent zone, and Outposts reach them by \
         the local route over the service link.";
    "SVC-09" Documented [E02]
        "An EKS local cluster needs private subnets on one logical Outpost with three free \
         addresses, a route to the local gateway for access from on-premises, and a NAT gateway or \
         VPC endpoints for the AWS services that it calls.";
    "SVC-10" Documented [W06]
        "The control plane of an EKS extended cluster is in the Region, so a lost service link \
         cuts the nodes off from it.";
    "SVC-11" Documented [T02]
        "For S3 on Outposts replication, each endpoint's subnet routes the other endpoint's range \
         to its own local gateway. The range is the subnet for private access and the CoIP block \
         for customer-owned access.";
    "SVC-12" Documented [D01]
        "Route 53 on Outposts is a local caching Resolver for both generations of racks. Resolver \
         endpoints exist on first-generation racks only and are IPv4 only.";
    "SVC-13" Documented [S02]
        "DHCP options belong to the whole VPC: pointing them at on-premises DNS also affects \
         subnets in the Region, which then need a path there.";
    "SVC-14" Documented [R01, C01]
        "RDS on Outposts follows COIP-15 and COIP-16. An ElastiCache cluster stays on one Outpost \
         and has no customer-owned addresses.";
    "SVC-15" Documented [S23]
        "VPC flow logs work on Outposts but are published through the Region.";
    "SVC-16" Documented [T03]
        "S3 on Outposts takes endpoints only from VPCs whose blocks do not overlap each other and \
         lie inside 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16.";
    "SVC-17" Documented [F24]
        "While disconnected, Route 53 Resolver on Outposts serves cached answers for up to seven \
         days, then SERVFAIL. Its outbound endpoints need TCP and UDP 53 in their security \
         groups.";
    "SVC-18" Blog [F17]
        "The Kubernetes load balancer controller once rejected an Application Load Balancer with a \
         single Outpost subnet; version 2.0.1 corrected it.";
    "SVC-19" Blog [F19]
        "An AWS sample admits both the on-premises ranges and the CoIP block in a load balancer's \
         security group."
        note "The reason, that clients in the VPC arrive with their own customer-owned addresses, \
              is inferred.";
    "SVC-20" Blog [F20]
        "AWS's test lab puts the NAT gateway into a public subnet of the Outpost's parent zone, \
         and private Outpost subnets default to it.";
    "SVC-21" Documented [T01]
        "An S3 on Outposts endpoint with customer-owned access spreads requests over several \
         interfaces, each with an address of its own.";
}
