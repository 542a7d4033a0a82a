//! VPC peering connections.

use super::fact::facts;

facts! {
    "PCX-01" Documented [VPC_A17]
        "A VPC peering connection forwards only in the state `active`.";
    "PCX-02" Documented [VPC_A17]
        "Two VPCs have at most one peering connection, and none if any of their blocks overlap.";
    "PCX-03" Documented [VPC_A17]
        "Peering is not transitive: a VPC does not reach the peers of its peer.";
    "PCX-04" Documented [VPC_A17]
        "A VPC cannot use its peer's internet gateway, NAT gateway, VPN, Direct Connect or gateway \
         endpoints.";
    "PCX-05" Documented [VPC_C01]
        "A packet crosses a peering connection only if its destination lies in the peer VPC's \
         blocks.";
    "PCX-06" Documented [VPC_A18]
        "A reply over peering follows the responder's own route table. Where several peers have \
         overlapping blocks it may go to the wrong VPC.";
    "PCX-07" Documented [VPC_A17, VPC_A26, VPC_B05]
        "Peering carries 9001 bytes inside a Region and 8500 between Regions. References to a \
         peer's security groups work only inside a Region.";
}
