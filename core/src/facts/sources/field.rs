//! AWS blogs and samples, books, and what others met in the field.

use super::source::{NO_LINK, sources};

sources! {
    FIELD;
    K01 = "K01" "published 2023-02-10"
        "AWS blog: How to choose between CoIP and direct VPC routing modes (opening only)"
        "https://aws.amazon.com/blogs/compute/how-to-choose-between-coip-and-direct-vpc-routing-modes-on-aws-outposts-rack/";
    K02 = "K02" "published 2022"
        "AWS blog: Configuring low latency connectivity between Outposts rack using CoIP and \
         on-premises data"
        "https://aws.amazon.com/blogs/compute/configuring-low-latency-connectivity-between-aws-outposts-rack-using-coip-and-on-premises-data/";
    K03 = "K03" "published 2023-08-30"
        "AWS blog: Introducing Intra-VPC Communication Across Multiple Outposts with DVR (opening \
         only)"
        "https://aws.amazon.com/blogs/compute/introducing-intra-vpc-communication-across-multiple-outposts-with-direct-vpc-routing/";
    K04 = "K04" "undated, read 2026-11"
        "AWS blog: Deploying Local Gateway Ingress Routing on AWS Outposts (opening only)"
        "https://aws.amazon.com/blogs/compute/deploying-local-gateway-ingress-routing-on-aws-outposts/";
    K05 = "K05" "undated, read 2026-11"
        "AWS blog: Implementing network traffic inspection on AWS Outposts rack (opening only)"
        "https://aws.amazon.com/blogs/compute/implementing-network-traffic-inspection-on-aws-outposts-rack/";
    K06 = "K06" "undated, read 2026-11"
        "AWS blog: Implementing network traffic inspection on AWS Outposts rack, second post \
         (opening only)"
        "https://aws.amazon.com/blogs/compute/implementing-network-traffic-inspection-on-aws-outposts-rack-2/";
    K07 = "K07" "published 2026-01-16"
        "AWS blog: multiple local gateway routing domains (by way of a third-party summary)"
        "https://aws.amazon.com/blogs/compute/simplify-network-segmentation-for-aws-outposts-racks-with-multiple-local-gateway-routing-domains/";
    K08 = "K08" "published 2026-04-30"
        "AWS blog: Enhancing network observability with new Outposts racks LAG metrics"
        "https://aws.amazon.com/blogs/compute/enhancing-network-observability-with-new-aws-outposts-racks-lag-metrics/";
    K09 = "K09" "undated, read 2026-11"
        "AWS blog: Configuring an Application Load Balancer on AWS Outposts (opening only)"
        "https://aws.amazon.com/blogs/networking-and-content-delivery/configuring-an-application-load-balancer-on-aws-outposts/";
    F01 = "F01" "read 2026-11"
        "terraform-aws-modules/terraform-aws-vpc issue 697"
        "https://github.com/terraform-aws-modules/terraform-aws-vpc/issues/697";
    F04 = "F04" "read 2026-11"
        "ekristen/aws-nuke pull request 957"
        "https://github.com/ekristen/aws-nuke/pull/957";
    F06 = "F06" "read 2026-11"
        "OpenShift on Outposts: working notes and the related documentation change"
        "https://github.com/openshift/openshift-docs/pull/71263";
    F07 = "F07" "read 2026-11"
        "Ahmed-1399/EKS-Outpost, Outpost/README.md"
        "https://github.com/Ahmed-1399/EKS-Outpost";
    F08 = "F08" "read 2026-11"
        "Public Terraform for EKS on Outposts, comment and console text"
        NO_LINK;
    F09 = "F09" "verified 2026-10-10"
        "Third-party AWS connectivity reference, edge and data-movement paths"
        NO_LINK;
    F10 = "F10" "published 2023-12-27"
        "Flentas: Load balancer on AWS Outposts"
        "https://www.flentas.com/blog/load-balancer-on-aws-outposts";
    K13 = "K13" "undated, after 2023-08, read 2026-11"
        "AWS blog: Deploy an Amazon EKS cluster across AWS Outposts with intra-VPC communication \
         (opening only)"
        "https://aws.amazon.com/blogs/containers/deploy-an-amazon-eks-cluster-across-aws-outposts-with-intra-vpc-communication/";
    F11 = "F11" "copy 2026-05-21"
        "Terraform AWS provider, pull request 48013 (local gateway route table)"
        "https://github.com/hashicorp/terraform-provider-aws/pull/48013";
    F12 = "F12" "copy 2026-05-21"
        "Terraform AWS provider, pull request 48014 (virtual interface group association)"
        "https://github.com/hashicorp/terraform-provider-aws/pull/48014";
    F13 = "F13" "copy 2020-09-01"
        "Terraform AWS provider, pull request 14864 (local gateway route, run on a real Outpost)"
        "https://github.com/hashicorp/terraform-provider-aws/pull/14864";
    F14 = "F14" "copy 2020-06-18"
        "Terraform AWS provider, pull request 13822 (VPC association, run on a real Outpost)"
        "https://github.com/hashicorp/terraform-provider-aws/pull/13822";
    F15 = "F15" "copy 2020, 2023"
        "Terraform AWS provider, pull requests 14014 and 32794 (route tests)"
        "https://github.com/hashicorp/terraform-provider-aws/pull/14014";
    F16 = "F16" "copy 2020-09-15"
        "Terraform AWS provider, issue 15147 (load balancer with CoIP pool)"
        "https://github.com/hashicorp/terraform-provider-aws/issues/15147";
    F17 = "F17" "copy 2020 to 2021"
        "AWS Load Balancer Controller, pull request 1803, issues 1761 and 1511"
        "https://github.com/kubernetes-sigs/aws-load-balancer-controller/pull/1803";
    F18 = "F18" "copy 2022-03-15"
        "nttcom/outposts-infra-sample"
        "https://github.com/nttcom/outposts-infra-sample";
    F19 = "F19" "copy 2021-12-22"
        "AWS sample: ECS on Outposts"
        "https://github.com/aws-samples/aws-ecs-on-outposts";
    F20 = "F20" "copy 2024-06-10"
        "AWS sample: Outposts Test Lab service launcher"
        "https://github.com/aws-samples/otl-service-launcher";
    F21 = "F21" "copy 2022-02-15"
        "AWS sample: Outposts Test Lab getting started"
        "https://github.com/aws-samples/otl-getting-started";
    F22 = "F22" "copy 2024-01-29"
        "AWS sample: EMR on Outposts"
        "https://github.com/aws-samples/amazon-emr-on-outposts-blogpost";
    F23 = "F23" "copy 2026-06-02"
        "Landing Zone Accelerator on AWS: configuration validator"
        "https://github.com/awslabs/landing-zone-accelerator-on-aws";
    F24 = "F24" "copy 2026-08-20"
        "AWS agent toolkit: Route 53 Resolver on Outposts"
        "https://github.com/aws/agent-toolkit-for-aws";
    F25 = "F25" "undated copy, text of about 2023"
        "Book chapter on Outposts, web edition: high availability across deployments"
        "https://krististop.com/ha-across-deployments-incorporating-aws-outposts-into-your-on-premises-data-center";
    F26 = "F26" "undated copy, read 2026-11"
        "Book chapter on VMware Cloud on AWS Outposts, web edition: network readiness checklist"
        "https://www.choudhrystop.com/network-readiness-checklist-vmware-cloud-on-aws-outposts";
    F27 = "F27" "published 2024-01-03"
        "Flentas: CoIP and direct VPC (opening only)"
        "https://www.flentas.com/coip-and-direct-vpc";
    F28 = "F28" "copy 2022-09"
        "AWS SDK for Go v2: change log"
        "https://github.com/aws/aws-sdk-go-v2";
    F29 = "F29" "copy 2019-11"
        "Terraform AWS provider, issue 10852 (a second attachment of one VPC is refused)"
        "https://github.com/hashicorp/terraform-provider-aws/issues/10852";
    TFP = "TFP" "read 2026"
        "Terraform AWS provider: source of aws_ec2_local_gateway_route"
        "https://github.com/hashicorp/terraform-provider-aws";
}
