//! The local gateway as the VPC pages see it: only what VPC routing needs.

use super::fact::facts;

facts! {
    "VLG-01" Documented [VPC_A29]
        "A local gateway route table has one mode, direct VPC routing by default or CoIP, until it \
         is deleted. It needs a virtual interface group association and a VPC association.";
    "VLG-02" Documented [VPC_A29, VPC_A30]
        "Direct VPC routing does not translate, announces a subnet only if its own route table \
         points to the local gateway, and allows no overlapping ranges.";
    "VLG-03" Documented [VPC_A29]
        "CoIP mode translates one to one at the local gateway; an instance without a \
         customer-owned address is not reachable there.";
    "VLG-04" Documented [VPC_A30]
        "A local gateway route table is searched for the longest prefix, then static before \
         propagated.";
    "VLG-05" Documented [VPC_A30]
        "A local gateway route to a network interface delivers without translation; the interface \
         is on that Outpost, attached to a running instance, with the source/destination check \
         off.";
    "VLG-06" Documented [VPC_A30]
        "Requester-managed interfaces cannot be reached through the local gateway, and interfaces \
         attached to instances in the Region cannot use it.";
    "VLG-07" Documented [VPC_A31]
        "A local gateway route has a CIDR or prefix list as destination, a virtual interface group \
         or network interface as target, and may name a CoIP pool or a subnet.";
}
