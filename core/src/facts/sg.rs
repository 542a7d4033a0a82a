//! Security groups.

use super::fact::facts;

facts! {
    "SG-01" Documented [VPC_B01, VPC_BF1]
        "Security groups only allow. All groups of a network interface count together, in both \
         directions, and each interface of an instance has its own set.";
    "SG-02" Documented [VPC_B01]
        "A new security group allows nothing in and everything out; a VPC's default group also \
         allows everything in from its own members.";
    "SG-03" Documented [VPC_B01]
        "A security group rule names an IPv4 or IPv6 CIDR, a prefix list or a security group.";
    "SG-04" Documented [VPC_B01]
        "A security group in a rule means the private addresses of the interfaces that have it; a \
         packet with such an interface's public address does not match.";
    "SG-05" Documented [VPC_B01, VPC_A20, VPC_B05]
        "Inbound rules may name groups of the same VPC, of a peer in the Region, or of a VPC \
         behind a transit gateway with referencing on. Outbound rules may name groups of the same \
         VPC or of a peer.";
    "SG-06" Documented [VPC_B05]
        "A rule that names a deleted peer group or peering stays listed as stale and matches \
         nothing.";
    "SG-07" Documented [VPC_A04, VPC_A20, VPC_B01]
        "Security group references do not survive an appliance or the local gateway; rules must \
         use CIDRs there.";
    "SG-08" Documented [VPC_B01, VPC_B02]
        "Security groups are stateful: the reply of a tracked flow passes whatever the rules say, \
         also after they change.";
    "SG-09" Documented [VPC_B02]
        "A flow is not tracked if it matches a rule for all addresses and the opposite direction \
         allows everything. Its replies are then judged by the rules.";
    "SG-10" Documented [VPC_B02]
        "Flows through egress-only internet gateways, NAT gateways, Network Load Balancers, \
         PrivateLink, Global Accelerator, Network Firewall and some service interfaces are always \
         tracked.";
    "SG-11" Documented [VPC_B02]
        "Tracking ends after 432,000 seconds for an established TCP flow (350 on the newest \
         Nitro), 30 or 180 seconds for UDP and 600 seconds for other protocols.";
    "SG-12" Documented [VPC_B04]
        "Neither security groups nor network ACLs stop the VPC resolver, DHCP, instance and task \
         metadata, Windows activation, time sync and the VPC router.";
    "SG-13" Blog [VPC_BF1]
        "An ICMP rule has a type and a code, with -1 for any; a code without a type is not valid."
        note "As Batfish models it.";
    "SG-14" Inferred []
        "A security group may be used in several VPCs of its account, so Outpath does not assume \
         one VPC per group."
        note "Believed to be documented since late 2024; the page could not be read.";
}
