//! Network ACLs.

use super::fact::facts;

facts! {
    "ACL-01" Documented [VPC_B03]
        "A subnet has exactly one network ACL. A VPC's default one allows everything, a new custom \
         one denies everything.";
    "ACL-02" Documented [VPC_B03, VPC_BF1]
        "Network ACL rules are tried by ascending number, from 1 to 32766, and the first match \
         decides; what matches none is denied.";
    "ACL-03" Documented [VPC_B03]
        "Network ACLs are stateless: a reply is judged on its own, normally with an ephemeral port \
         as destination, such as 32768 to 61000 on Linux or 1024 to 65535 behind a NAT gateway.";
    "ACL-04" Documented [VPC_B03]
        "A network ACL is consulted when a packet enters or leaves the subnet, never between two \
         hosts inside it.";
    "ACL-05" Documented [VPC_B03, VPC_A23]
        "IPv4 and IPv6 rules of a network ACL are separate, and neither may use prefix lists.";
}
