//! AWS's guides, whitepapers, API models and handlers as far as they speak of Outposts.
//!
//! "gen1" and "gen2" are the guides of first- and second-generation racks.

use super::source::sources;

sources! {
    OUTPOSTS;
    S01 = "S01" "read 2026-10"
        "Local gateway route tables (gen1 guide)"
        "https://docs.aws.amazon.com/outposts/latest/userguide/routing.html";
    S02 = "S02" "read 2026-10"
        "How AWS Outposts works (gen1 guide)"
        "https://docs.aws.amazon.com/outposts/latest/userguide/how-outposts-works.html";
    S03 = "S03" "read 2026-10"
        "Local gateways for your Outposts racks (gen1 guide)"
        "https://docs.aws.amazon.com/outposts/latest/userguide/outposts-local-gateways.html";
    S04 = "S04" "read 2026-10"
        "Local gateway route table routes (gen1 guide)"
        "https://docs.aws.amazon.com/outposts/latest/userguide/manage-lgw-routes.html";
    S05 = "S05" "read 2026-10"
        "Create a CoIP pool"
        "https://docs.aws.amazon.com/outposts/latest/userguide/coip-pools.html";
    S06 = "S06" "read 2026-10"
        "Launch an instance on your Outposts rack"
        "https://docs.aws.amazon.com/outposts/latest/userguide/launch-instance.html";
    S07 = "S07" "read 2026-10"
        "Local network connectivity for Outposts racks (gen1 guide)"
        "https://docs.aws.amazon.com/outposts/latest/userguide/local-rack.html";
    S08 = "S08" "read 2026-10"
        "Site requirements for Outposts racks (gen1 guide)"
        "https://docs.aws.amazon.com/outposts/latest/userguide/outposts-requirements.html";
    S09 = "S09" "read 2026-10"
        "Site requirements for Outpost ACE racks"
        "https://docs.aws.amazon.com/outposts/latest/userguide/outposts-ace-requirements.html";
    S10 = "S10" "read 2026-10"
        "Connectivity through service link"
        "https://docs.aws.amazon.com/outposts/latest/userguide/service-links.html";
    S11 = "S11" "read 2026-10"
        "Service link public connectivity options"
        "https://docs.aws.amazon.com/outposts/latest/userguide/sl-public-connectivity.html";
    S12 = "S12" "read 2026-10"
        "Service link private connectivity options (gen1 guide)"
        "https://docs.aws.amazon.com/outposts/latest/userguide/private-connectivity.html";
    S13 = "S13" "read 2026-10"
        "Firewalls and the service link"
        "https://docs.aws.amazon.com/outposts/latest/userguide/firewalls-sl.html";
    S14 = "S14" "read 2026-10"
        "Outposts rack network troubleshooting checklist"
        "https://docs.aws.amazon.com/outposts/latest/userguide/network-troubleshoot.html";
    S15 = "S15" "read 2026-10"
        "Internet access for AWS Outposts workloads"
        "https://docs.aws.amazon.com/outposts/latest/userguide/internet-access.html";
    S16 = "S16" "read 2026-10"
        "Outposts rack maintenance (power and network events)"
        "https://docs.aws.amazon.com/outposts/latest/userguide/outpost-maintenance.html";
    S17 = "S17" "read 2026-10"
        "CloudWatch metrics for Outposts racks"
        "https://docs.aws.amazon.com/outposts/latest/userguide/outposts-cloudwatch-metrics.html";
    S18 = "S18" "read 2026-10"
        "Share your AWS Outposts resources"
        "https://docs.aws.amazon.com/outposts/latest/userguide/sharing-outposts.html";
    S19 = "S19" "read 2026-10"
        "Quotas for AWS Outposts"
        "https://docs.aws.amazon.com/outposts/latest/network-userguide/outposts-limits.html";
    S20 = "S20" "read 2026-10"
        "Document history for Outposts racks (gen1)"
        "https://docs.aws.amazon.com/outposts/latest/userguide/doc-history.html";
    S22 = "S22" "read 2026-10"
        "Resilience in AWS Outposts"
        "https://docs.aws.amazon.com/outposts/latest/userguide/disaster-recovery-resiliency.html";
    S23 = "S23" "read 2026-10"
        "Infrastructure security in AWS Outposts"
        "https://docs.aws.amazon.com/outposts/latest/userguide/infrastructure-security.html";
    S24 = "S24" "superseded page, undated copy"
        "AWS Outposts network components (superseded page)"
        "https://docs.aws.amazon.com/outposts/latest/userguide/outposts-networking-components.html";
    S25 = "S25" "superseded page, undated copy"
        "How local gateways for racks work (superseded page)"
        "https://docs.aws.amazon.com/outposts/latest/userguide/how-racks-work.html";
    N02 = "N02" "read 2026-10"
        "Local gateways (gen2 guide)"
        "https://docs.aws.amazon.com/outposts/latest/network-userguide/outposts-local-gateways.html";
    N03 = "N03" "read 2026-10"
        "Local gateway route table routes (gen2 guide)"
        "https://docs.aws.amazon.com/outposts/latest/network-userguide/manage-lgw-routes.html";
    N04 = "N04" "read 2026-10"
        "VIF and VIF groups (gen2 guide)"
        "https://docs.aws.amazon.com/outposts/latest/network-userguide/vif-vif-groups.html";
    N05 = "N05" "read 2026-10"
        "Multiple local gateway routing domains (gen2 guide)"
        "https://docs.aws.amazon.com/outposts/latest/network-userguide/routing-domains.html";
    N06 = "N06" "read 2026-10"
        "Local network connectivity for Outposts network racks (gen2 guide)"
        "https://docs.aws.amazon.com/outposts/latest/network-userguide/outposts-rack2ndgen-local-rack.html";
    N07 = "N07" "read 2026-10"
        "Site requirements for second-generation racks (multi-rack)"
        "https://docs.aws.amazon.com/outposts/latest/network-userguide/outposts-rack2ndgen-requirements.html";
    N08 = "N08" "read 2026-10"
        "Site requirements for second-generation racks (single-rack configuration)"
        "https://docs.aws.amazon.com/outposts/latest/network-userguide/outposts-rack2ndgen-requirements-single-rack.html";
    N09 = "N09" "read 2026-10"
        "Service link private connectivity options (gen2 guide)"
        "https://docs.aws.amazon.com/outposts/latest/network-userguide/private-connectivity.html";
    N10 = "N10" "read 2026-10"
        "How AWS Outposts works (gen2 guide)"
        "https://docs.aws.amazon.com/outposts/latest/network-userguide/how-outposts-works.html";
    N11 = "N11" "read 2026-10"
        "Outposts rack network troubleshooting checklist (gen2 guide)"
        "https://docs.aws.amazon.com/outposts/latest/network-userguide/network-troubleshoot.html";
    V01 = "V01" "read 2026-10"
        "Local network interfaces for Outposts servers"
        "https://docs.aws.amazon.com/outposts/latest/server-userguide/local-network-interface.html";
    V02 = "V02" "read 2026-10"
        "Local network connectivity for Outposts servers"
        "https://docs.aws.amazon.com/outposts/latest/server-userguide/local-server.html";
    V03 = "V03" "read 2026-10"
        "Site requirements for Outposts servers"
        "https://docs.aws.amazon.com/outposts/latest/server-userguide/outposts-requirements.html";
    V04 = "V04" "read 2026-10"
        "How AWS Outposts works (server guide)"
        "https://docs.aws.amazon.com/outposts/latest/server-userguide/how-outposts-works.html";
    P01 = "P01" "read 2026-10"
        "Example routing options (VPC)"
        "https://docs.aws.amazon.com/vpc/latest/userguide/route-table-options.html";
    P02 = "P02" "read 2026-10"
        "Subnet route tables (VPC)"
        "https://docs.aws.amazon.com/vpc/latest/userguide/subnet-route-tables.html";
    P03 = "P03" "read 2026-10"
        "How route priority works (VPC)"
        "https://docs.aws.amazon.com/vpc/latest/userguide/route-tables-priority.html";
    P04 = "P04" "read 2026-10"
        "Amazon VPC quotas"
        "https://docs.aws.amazon.com/vpc/latest/userguide/amazon-vpc-limits.html";
    P05 = "P05" "copy 2023"
        "Extend a VPC: subnets in AWS Outposts"
        "https://docs.aws.amazon.com/vpc/latest/userguide/Extend_VPCs.html";
    P06 = "P06" "read 2026-10"
        "Gateway endpoints"
        "https://docs.aws.amazon.com/vpc/latest/privatelink/gateway-endpoints.html";
    P07 = "P07" "read 2026-10"
        "Amazon VPC attachments in AWS Transit Gateway"
        "https://docs.aws.amazon.com/vpc/latest/tgw/tgw-vpc-attachments.html";
    P08 = "P08" "copy 2023"
        "Subnets for your VPC: subnet sizing"
        "https://docs.aws.amazon.com/vpc/latest/userguide/configure-subnets.html";
    P09 = "P09" "copy 2023"
        "Create a VPC"
        "https://docs.aws.amazon.com/vpc/latest/userguide/create-vpc.html";
    W01 = "W01" "read 2026-10"
        "Outposts High Availability whitepaper: application/workload routing"
        "https://docs.aws.amazon.com/whitepapers/latest/aws-outposts-high-availability-design/applicationworkload-routing.html";
    W02 = "W02" "read 2026-10"
        "Outposts High Availability whitepaper: Outposts rack intra-VPC routing"
        "https://docs.aws.amazon.com/whitepapers/latest/aws-outposts-high-availability-design/intra-vpc-routing.html";
    W03 = "W03" "read 2026-10"
        "Outposts High Availability whitepaper: Outposts rack inter-VPC routing"
        "https://docs.aws.amazon.com/whitepapers/latest/aws-outposts-high-availability-design/inter-vpc-routing.html";
    W04 = "W04" "read 2026-10"
        "Outposts High Availability whitepaper: anchor connectivity"
        "https://docs.aws.amazon.com/whitepapers/latest/aws-outposts-high-availability-design/anchor-connectivity.html";
    W05 = "W05" "read 2026-10"
        "Outposts High Availability whitepaper: network attachment"
        "https://docs.aws.amazon.com/whitepapers/latest/aws-outposts-high-availability-design/network-attachment.html";
    W06 = "W06" "read 2026-10"
        "Outposts High Availability whitepaper: EKS local cluster on Outposts"
        "https://docs.aws.amazon.com/whitepapers/latest/aws-outposts-high-availability-design/eks-local-cluster.html";
    G01 = "G01" "copy 2026"
        "Prescriptive guidance, hybrid cloud: networking at the edge"
        "https://docs.aws.amazon.com/prescriptive-guidance/latest/hybrid-cloud-best-practices/networking.html";
    G02 = "G02" "copy 2026"
        "Prescriptive guidance, hybrid cloud: resiliency at the edge"
        "https://docs.aws.amazon.com/prescriptive-guidance/latest/hybrid-cloud-best-practices/resiliency.html";
    L01 = "L01" "read 2026-10"
        "Data residency and hybrid cloud lens: network connectivity (DRHCOPS04-BP02)"
        "https://docs.aws.amazon.com/wellarchitected/latest/data-residency-hybrid-cloud-services-lens/";
    L02 = "L02" "read 2026-10"
        "Data residency and hybrid cloud lens: traffic inspection (DRHCSEC07-BP01)"
        "https://docs.aws.amazon.com/wellarchitected/latest/data-residency-hybrid-cloud-services-lens/";
    E01 = "E01" "read 2026-10"
        "Prepare local EKS clusters on Outposts for network disconnects"
        "https://docs.aws.amazon.com/eks/latest/userguide/eks-outposts-network-disconnects.html";
    E02 = "E02" "read 2026-10"
        "VPC and subnets for EKS clusters on Outposts"
        "https://docs.aws.amazon.com/eks/latest/userguide/eks-outposts-vpc-subnet-requirements.html";
    R01 = "R01" "read 2026-10"
        "Customer-owned IP addresses for RDS on Outposts"
        "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-on-outposts.coip.html";
    R02 = "R02" "copy 2026-04"
        "Multi-AZ deployments for RDS on Outposts"
        "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-on-outposts.maz.html";
    T01 = "T01" "copy 2026-04"
        "Networking for S3 on Outposts"
        "https://docs.aws.amazon.com/AmazonS3/latest/s3-outposts/S3OutpostsNetworking.html";
    T02 = "T02" "read 2026-10"
        "S3 on Outposts replication: prerequisites"
        "https://docs.aws.amazon.com/AmazonS3/latest/s3-outposts/outposts-replication-prerequisites-config.html";
    C01 = "C01" "read 2026-10"
        "Using Outposts with ElastiCache"
        "https://docs.aws.amazon.com/AmazonElastiCache/latest/dg/ElastiCache-Outposts.html";
    D01 = "D01" "read 2026-10"
        "What is Route 53 on Outposts"
        "https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/outpost-resolver.html";
    B01 = "B01" "read 2026-10"
        "Application Load Balancers (Outpost subnets)"
        "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/application-load-balancers.html";
    X01 = "X01" "copy 2026-04"
        "EC2 instance network bandwidth"
        "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-instance-network-bandwidth.html";
    X02 = "X02" "read 2026-10"
        "Bring your own IP (EC2)"
        "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-byoip.html";
    X03 = "X03" "read 2026-10"
        "Elastic IP transfer (EC2)"
        "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/transfer-eips-intro-ec2.html";
    A01 = "A01" "read 2026-10"
        "EC2 API: local gateway route actions and the LocalGatewayRoute type"
        "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateLocalGatewayRoute.html";
    A02 = "A02" "read 2026-10"
        "EC2 API: local gateway virtual interfaces and groups"
        "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateLocalGatewayVirtualInterface.html";
    A03 = "A03" "read 2026-10"
        "EC2 API: DescribeOutpostLags and service link virtual interfaces"
        "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeOutpostLags.html";
    A04 = "A04" "read 2026-10"
        "EC2 API: ModifySubnetAttribute, CreateSubnet, AllocateAddress"
        "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifySubnetAttribute.html";
    A05 = "A05" "read 2026-10"
        "EC2 API: local gateway route tables, their associations and CoIP pools"
        "https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateLocalGatewayRouteTable.html";
    CF1 = "CF1" "read 2026-10"
        "CloudFormation template reference: local gateway resources"
        "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ec2-localgatewayroute.html";
    CF2 = "CF2" "copy 2023-03-08"
        "AWS's open-source CloudFormation handlers for local gateway resources"
        "https://github.com/aws-cloudformation/aws-cloudformation-resource-providers-ec2-lgw";
    T03 = "T03" "copy 2026-04"
        "S3 on Outposts: restrictions and limitations"
        "https://docs.aws.amazon.com/AmazonS3/latest/s3-outposts/S3OnOutpostsRestrictionsLimitations.html";
    T04 = "T04" "copy 2026-04"
        "S3 on Outposts API: CreateEndpoint, DeleteEndpoint, Endpoint"
        "https://docs.aws.amazon.com/AmazonS3/latest/API/API_s3outposts_CreateEndpoint.html";
    R03 = "R03" "copy 2026-04"
        "Creating read replicas for RDS on Outposts"
        "https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/rds-on-outposts.rr.html";
    X04 = "X04" "copy 2026-04"
        "Network MTU for EC2 instances"
        "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/network_mtu.html";
    X05 = "X05" "copy 2026-04"
        "Multiple network interfaces for EC2 instances"
        "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/scenarios-enis.html";
    X06 = "X06" "copy 2026-04"
        "Configure EC2 instance bandwidth weighting"
        "https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configure-bandwidth-weighting.html";
    P10 = "P10" "copy 2026"
        "VPC attachments in AWS Transit Gateway (China edition)"
        "https://docs.amazonaws.cn/en_us/vpc/latest/tgw/tgw-vpc-attachments.html";
    W07 = "W07" "older edition, undated copy"
        "Outposts High Availability whitepaper: larger failure modes"
        "https://docs.aws.amazon.com/whitepapers/latest/aws-outposts-high-availability-design/larger-failure-modes.html";
    A06 = "A06" "copy 2026-08-07"
        "EC2 service model in the AWS SDK for Python"
        "https://github.com/boto/botocore";
    A07 = "A07" "copy 2026-07-23"
        "AWS CLI command examples for local gateways"
        "https://github.com/aws/aws-cli";
    E03 = "E03" "copy before mid-2023"
        "EKS on Outposts, superseded edition"
        "https://github.com/awsdocs/amazon-eks-user-guide";
    DRS = "DRS" "read 2026-11"
        "AWS Elastic Disaster Recovery user guide"
        "https://docs.aws.amazon.com/drs/latest/userguide/";
}
