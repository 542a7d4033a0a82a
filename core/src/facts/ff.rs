//! Form factors: racks and servers, their generations, and the subnets that live on them.
//!
//! Holds what an Outpost is made of and where its subnets stand. How packets leave a rack is told
//! by the families `LGW`, `SL` and `IV`.

use super::fact::facts;

facts! {
    "FF-01" Documented [S02, S22]
        "An Outpost belongs to one Availability Zone of one Region and extends that zone; the zone \
         hosts its control plane.";
    "FF-02" Documented [S02, A04]
        "A VPC reaches onto an Outpost by way of a new subnet that is given the Outpost and its \
         zone. One Outpost may carry many subnets of many VPCs.";
    "FF-03" Documented [P05]
        "A subnet lives on exactly one Outpost or in the Region; it never spans two Outposts, nor \
         an Outpost and the Region."
        note "Stated in a copy of 2023; nothing newer contradicts it.";
    "FF-04" Documented [S02, P08]
        "An Outpost subnet takes a /16 to /28 out of its VPC's CIDR blocks. Its first four \
         addresses and its last one are reserved, the second for the VPC router and the third for \
         DNS.";
    "FF-05" Inferred [A04]
        "The IPv4 block and the Outpost of a subnet cannot be changed later; the subnet has to be \
         deleted and created again."
        note "Read from the EC2 API, which has no parameter for such a change.";
    "FF-06" Documented [S02]
        "Outposts racks have a local gateway and Outposts servers do not, so only VPCs and subnets \
         on a rack may route to one.";
    "FF-07" Documented [V01, S02]
        "Outposts servers reach the local network through a local network interface. Such an \
         interface cannot exist on a rack or in the Region.";
    "FF-08" Documented [A04, V01]
        "A subnet attribute names the device index at which instances get their local network \
         interface; an instance has at most one, and it is never the primary interface.";
    "FF-09" Documented [V01]
        "A local network interface is a layer 2 port on the customer's LAN: security groups, \
         network ACLs, VPC route tables and flow logs do not apply to it. ARP and DHCP pass, other \
         broadcasts and foreign MAC addresses do not.";
    "FF-10" Documented [V02]
        "An Outposts server adds no VLAN tags. On a trunk port the guest operating system must \
         tag, and the switch port must accept several MAC addresses.";
    "FF-11" Documented [V02, V03]
        "An Outposts server splits one 10 Gbps port into two links without redundancy: one \
         untagged link for the service link, one for local network interfaces.";
    "FF-12" Documented [V02, V03]
        "Outposts servers do not support private connectivity for the service link. They need \
         public DNS and the ports TCP 443, UDP 443 and UDP 53.";
    "FF-13" Documented [S03, S07, K08]
        "A first-generation rack has two network devices with one LAG each. AWS creates one local \
         gateway virtual interface per LAG and one group that holds both."
        note "The count of four virtual interfaces per rack, two of them for the service link, is \
              from an AWS blog.";
    "FF-14" Documented [S07]
        "Several first-generation racks without an ACE rack connect to the customer network \
         devices with four LAGs.";
    "FF-15" Documented [S07, S09, W05]
        "An ACE rack, compulsory from four first-generation compute racks on, brings four network \
         devices that connect to two to four customer network devices. It has no 1 Gbps uplinks, \
         and AWS owns the VLANs between it and the racks."
        note "That four service link and four local gateway virtual interfaces follow from this is \
              inferred.";
    "FF-16" Documented [N06, N07, K08]
        "A second-generation multi-rack Outpost needs a network rack with four network devices and \
         four LAGs toward two to four customer network devices."
        note "The minimum of eight virtual interfaces, four for the service link and four for the \
              local gateway, is from an AWS blog.";
    "FF-17" Documented [N08, F09]
        "A second-generation rack in the single-rack configuration has no network rack and cannot \
         grow. Its two network devices connect to at least two customer devices each, four LAGs in \
         all, with up to 100 Gbps through the local gateway; losing one device halves that."
        note "Its launch date, September 2026, is from a third party.";
    "FF-18" Documented [N02, N04, S03]
        "On second-generation racks the customer creates the local gateway virtual interfaces and \
         their groups, with exactly four interfaces in a group, one per LAG. On first-generation \
         racks AWS creates both.";
    "FF-19" Documented [N05, S03]
        "A second-generation Outpost may have up to ten local gateway routing domains. \
         First-generation racks do not have the feature."
        note "That a first-generation rack counts as exactly one domain is inferred from its \
              single virtual interface group.";
    "FF-20" Blog [K07]
        "Multiple local gateway routing domains became available for second-generation racks on 16 \
         January 2026.";
    "FF-21" Documented [S07, S08]
        "A network device of a first-generation rack takes 1, 2, 4, 6 or 8 uplinks of 1 Gbps, 1, \
         2, 4, 8, 12 or 16 of 10 Gbps, or 1, 2 or 4 of 40 or 100 Gbps. All devices use the same \
         speed and count; 100 Gbps needs FEC CL91.";
    "FF-22" Documented [N07, N08]
        "Second-generation racks take uplinks of 10, 40 or 100 Gbps, never 1 Gbps. The permitted \
         counts differ between AWS's own lists (DIS-05).";
    "FF-23" Documented [S07, S08, N08, W05]
        "Uplinks always form an LACP LAG with fast timers, even when it is a single fiber, and \
         carry 802.1Q tags. A LAG joins one Outpost network device to one customer network device, \
         so MLAG across Outpost devices is not possible.";
    "FF-24" Documented [A03]
        "The EC2 call DescribeOutpostLags returns the LAGs of second-generation racks only.";
    "FF-25" Documented [S02, S03, N10]
        "Outpost subnets may be dual-stack, but IPv6 stays on its Outpost: it crosses neither the \
         local gateway nor the service link nor an internet gateway.";
    "FF-26" Documented [S18]
        "Availability Zone names differ between accounts; only the zone ID identifies an Outpost's \
         zone for everyone.";
    "FF-27" Documented [G02, S22]
        "Two Outposts that back each other up should belong to different Availability Zones of one \
         Region, so that one VPC can span both.";
    "FF-28" Documented [S19]
        "An account may have 100 Outposts sites per Region and 10 Outposts per site, both \
         adjustable; all other limits are those of VPC and EC2.";
    "FF-29" Documented [N10]
        "Bmn bare-metal instances on second-generation racks have extra local interfaces that \
         bypass the local gateway. Outpath does not model their routing."
        note "How those interfaces route was not found in what was read.";
}
