//! The service link: what rides it, what it needs, what stops when it is down.

use super::fact::facts;

facts! {
    "SL-01" Documented [S10, S13, W04]
        "The service link is a set of encrypted VPN connections that the Outpost itself opens to \
         anchors in its zone. It carries management traffic and VPC traffic between Outpost and \
         Region.";
    "SL-02" Documented [W04, S10, S12]
        "The anchors of a service link are either public or private, as chosen with the order.";
    "SL-03" Documented [S11, S08]
        "A public service link runs over the internet or a Direct Connect public virtual interface \
         to the Region's public ranges; address translation on the way is fine.";
    "SL-04" Documented [S12, S20]
        "A private service link runs over a Direct Connect private or transit virtual interface to \
         a VPC that is dedicated to it.";
    "SL-05" Documented [S12, N09, P09]
        "The VPC of private anchors is in the Outpost's account, serves nothing else, does not \
         conflict with 10.1.0.0/16 and has default tenancy. Its subnet is in the Outpost's zone \
         and at least a /25, or a /24 on second-generation racks."
        note "The sizes differ between guides (DIS-06). Second-generation racks also need an \
              interface endpoint for the Outposts service, with private DNS off.";
    "SL-06" Documented [S12, S14]
        "For private anchors, security groups and network ACLs must allow ICMP, TCP 443 and UDP \
         443. The VPC block must be announced to the site and the service link block to AWS.";
    "SL-07" Documented [S08, S13]
        "A rack's service link needs outbound UDP 443 and TCP 443 from its block to the Region's \
         public ranges or the anchor VPC. A stateful firewall opens outbound only; a stateless one \
         must also admit the replies."
        note "Pages disagree about the UDP source port (DIS-07).";
    "SL-08" Documented [V03]
        "A server's service link needs outbound UDP 443 and TCP 443 from ports 1024 to 65535, UDP \
         also from port 443, and UDP 53 for DNS.";
    "SL-09" Documented [S10]
        "The service link needs a path MTU of 1500 bytes and leaves 1300 bytes to instances.";
    "SL-10" Documented [S10, W04, G02]
        "The service link needs at least 500 Mbps per compute rack, redundant, and a round trip of \
         at most 175 ms. AWS's guidance calls 1 Gbps better.";
    "SL-11" Documented [S07, W04]
        "The service link has its own VLAN and point-to-point subnet on each LAG and may be kept \
         in its own VRF; its block needs to reach the anchors only.";
    "SL-12" Documented [S07]
        "A first-generation rack announces its service link block as two halves. Each network \
         device gives its own half an AS path of length 1 and the other half a length of 4, which \
         customers must honor.";
    "SL-13" Unknown [N06]
        "Second-generation racks use a /24 for the service link; AWS does not document how it is \
         split in BGP. Outpath announces it whole (UNK-10)."
        note "The size is documented.";
    "SL-14" Documented [W01, S02]
        "The service link carries traffic between Outpost and Region in one VPC, and everything \
         that uses an internet, NAT, virtual private or transit gateway or a VPC endpoint."
        note "Peering with a VPC that is not on the same Outpost is inferred (IV-02).";
    "SL-15" Documented [S13, W02]
        "AWS blocks traffic from one Outpost to another through the Region. It has to use the \
         local gateways or local network interfaces.";
    "SL-16" Documented [S16, W01]
        "While the service link is down, running instances, the local gateway and local traffic go \
         on. Paths through the Region are dead, and neither instances nor routes can be changed.";
    "SL-17" Documented [S23, E01]
        "While the service link is down, VPC flow logs are not delivered and IAM cannot be \
         reached.";
    "SL-18" Documented [S02, D01]
        "DNS of the VPC is answered in the Region, so it needs the service link, unless Route 53 \
         Resolver on Outposts is enabled: that answers local and cached names on its own."
        note "Two AWS pages differ (DIS-08).";
    "SL-19" Documented [S14, N11]
        "A service link whose traffic crosses two firewalls asymmetrically fails; connection \
         tracking of UDP 443 is the usual reason.";
    "SL-20" Documented [S14]
        "The service link may be isolated from the local gateway network. The usual internet \
         design is a default route in the service link VRF plus address translation.";
    "SL-21" Documented [V03]
        "The service link of an Outposts server carries at most 500 Mbps.";
    "SL-22" Blog [F26]
        "A book on Outposts repeats that a first-generation service link announces a /26 as two \
         /27, needs 500 Mbps and is better with 1 Gbps.";
    "SL-23" Documented [G01, X04]
        "An Outpost instance has 1300 bytes toward the Region and 1500 through the local gateway."
        note "That 9001 bytes, the VPC default, hold inside an Outpost is inferred; Outpath does \
              not check sizes there (UNK-11).";
    "SL-24" Documented [X06, X01]
        "With EC2 bandwidth weighting, the local gateway limit of LGW-22 is half of the weighted \
         baseline, or 5 Gbps where that applies.";
}
