//! The largest packet of each kind of link; the smallest on a path counts.

use super::fact::facts;

facts! {
    "MTU-01" Documented [VPC_A26]
        "Inside a VPC, and over peering within a Region, packets may have 9001 bytes if the \
         instances support jumbo frames.";
    "MTU-02" Documented [VPC_A26]
        "Peering between Regions carries 8500 bytes.";
    "MTU-03" Documented [VPC_A19, VPC_A22]
        "A transit gateway carries 8500 bytes between VPC, Direct Connect, Connect and peering \
         attachments.";
    "MTU-04" Documented [VPC_A22]
        "A VPN attachment of a transit gateway carries 1500 bytes.";
    "MTU-05" Documented [VPC_A15]
        "A NAT gateway carries 8500 bytes and supports path MTU discovery.";
    "MTU-06" Documented [VPC_A26]
        "An internet gateway, and any traffic between Regions other than peering and transit \
         gateways, carries 1500 bytes.";
    "MTU-07" Documented [VPC_A27]
        "A Site-to-Site VPN tunnel carries 1446 bytes, a TCP segment of 1406, and does not support \
         path MTU discovery.";
    "MTU-08" Documented [VPC_A26]
        "A Direct Connect private virtual interface carries 9001 bytes, a transit virtual \
         interface 8500.";
    "MTU-09" Documented [VPC_A32]
        "Between an Outpost instance and the Region packets have at most 1300 bytes; the service \
         link itself must carry 1500.";
    "MTU-10" Documented [G01]
        "Between an Outpost instance and on-premises networks the local gateway carries 1500 \
         bytes.";
    "MTU-11" Documented [DX_05]
        "A Direct Connect virtual interface carries 1500 bytes unless jumbo frames are set for \
         it."
        note "For private virtual interfaces the newest API pages name 8500 instead of 9001 bytes \
              for jumbo frames.";
}
