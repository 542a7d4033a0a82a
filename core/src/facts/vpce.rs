//! VPC endpoints.

use super::fact::facts;

facts! {
    "VPCE-01" Documented [VPC_A23, VPC_C01]
        "Gateway endpoints exist for Amazon S3 and DynamoDB, in the Region of the VPC. They carry \
         TCP and ICMP echo only.";
    "VPCE-02" Documented [VPC_A23, VPC_C01]
        "A gateway endpoint leads to the addresses of its service's prefix list, and answers from \
         them only.";
    "VPCE-03" Documented [VPC_C01]
        "A service behind a VPC endpoint answers, but opens no connections into the VPC.";
    "VPCE-04" Documented [VPC_A05, VPC_A11]
        "What a route leads to a Gateway Load Balancer endpoint passes the appliances behind it \
         and comes back; then the table of the endpoint's subnet decides.";
    "VPCE-05" Documented [VPC_A17]
        "A gateway endpoint serves its own VPC only.";
}
