//! Virtual private gateways, Site-to-Site VPN and Direct Connect.

use super::fact::facts;

facts! {
    "VGW-01" Documented [VPC_A08, VPC_A09]
        "A virtual private gateway picks the longest prefix among healthy paths, then Direct \
         Connect, static VPN and VPN by BGP in that order, then the shorter AS path and the lower \
         MED. It uses one path at a time.";
    "VGW-02" Documented [VPC_A09]
        "A virtual private gateway forwards only to prefixes that it knows by BGP, static route or \
         its attached VPC.";
    "VGW-03" Documented [VPC_C01]
        "A virtual private gateway rejects packets whose source is no interface of its VPC, and \
         inbound ones whose destination is none, so a VPC is no transit to it.";
    "VGW-04" Documented [VPC_A08, VPC_A09]
        "Routes of a virtual private gateway are propagated table by table, and a VPN route in the \
         state blackhole is not propagated.";
    "VGW-05" Documented [DX_07, VPC_BF1, VPC_BF2]
        "The Direct Connect communities 7224:7100, 7224:7200 and 7224:7300 mean low, medium and \
         high local preference.";
    "VGW-06" Documented [VPC_A38]
        "A virtual private gateway can hand packets from one VPN or Direct Connect site on to \
         another (VPN CloudHub): it announces the prefixes of each site to the others."
        note "Outpath does not follow such packets and answers unknown.";
    "VGW-07" Documented [VPC_A39]
        "VPN connections of a virtual private gateway carry IPv4 only; those of a transit gateway \
         can carry IPv6.";
    "VGW-08" Inferred [VPC_A09]
        "A virtual private gateway announces the blocks of its VPC to the customer over BGP.";
    "VGW-09" Documented [VPC_A40]
        "A VPN connection is made for one virtual private gateway or for one transit gateway, not for \
         both.";
}
