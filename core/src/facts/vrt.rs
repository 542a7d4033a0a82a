//! VPC route tables of Outpost subnets: what may point to a local gateway, and what wins.

use super::fact::facts;

facts! {
    "VRT-01" Documented [P02]
        "Route tables of Outpost subnets may have the local gateway as target, besides all that \
         subnets in the Region may use.";
    "VRT-02" Documented [S06, K02]
        "A VPC's route tables can name a local gateway only after the VPC is associated with one \
         of that gateway's route tables.";
    "VRT-03" Documented [S06, K02]
        "A route to the local gateway must stand in a custom route table that serves only Outpost \
         subnets. AWS refuses it in a table that also serves a subnet in the Region."
        note "The separate table is documented; the refusal is shown in an AWS blog.";
    "VRT-04" Documented [K02, S06, F07, F01]
        "A route to the local gateway is not supported in a VPC's main route table; AWS refuses \
         it."
        note "The refusal is shown in an AWS blog. A page of 2023 read otherwise (DIS-02).";
    "VRT-05" Inferred [S04]
        "A route table with a route to the local gateway of one Outpost should serve subnets of \
         that Outpost only."
        note "Follows from LGW-17.";
    "VRT-06" Documented [S02]
        "An Outpost subnet without a route table association of its own uses the VPC's main route \
         table.";
    "VRT-07" Documented [P03]
        "In a VPC route table the longest prefix wins, then a static CIDR route, then a prefix \
         list route, then a propagated one. Where overlapping prefix lists have different targets \
         AWS picks one at random and keeps it, so Outpath reports the choice as ambiguous.";
    "VRT-08" Documented [P02]
        "A VPC route table has one local route for each CIDR block of the VPC, and together they \
         cover all of it.";
    "VRT-09" Documented [P01, P02]
        "A route more specific than local must be for exactly one whole subnet of the VPC. Its \
         target is a NAT gateway, a network interface, a Gateway Load Balancer endpoint, or the \
         local gateway for a subnet on another Outpost."
        note "Only one of two AWS pages lists the local gateway (DIS-03).";
    "VRT-10" Documented [P01]
        "For traffic between two Outposts inside one VPC, each side's route table sends the exact \
         CIDR of the subnet on the other Outpost to its own local gateway.";
    "VRT-11" Documented [P01]
        "Traffic between two Outposts inside one VPC by private address needs direct VPC routing \
         on both, a customer network that routes between the sites, and security group rules by \
         CIDR. Older racks may need an update by AWS first.";
    "VRT-12" Documented [P01, T02]
        "A route from one Outpost to another names the sender's own local gateway, never the \
         remote one.";
    "VRT-13" Documented [S15, S01]
        "0.0.0.0/0 may point to the local gateway. Public AWS endpoints are then reached through \
         the customer network, or not at all, unless VPC endpoints are used.";
    "VRT-14" Documented [S03]
        "A local gateway carries no IPv6, so an IPv6 route to one never carries traffic."
        note "Nothing says that AWS refuses to create such a route (VRT-22).";
    "VRT-15" Documented [A01, P02, S06]
        "A prefix list may be the destination of a route to a local gateway and of a local gateway \
         route."
        note "That a list with IPv6 entries cannot point there is inferred.";
    "VRT-16" Documented [P02]
        "Routes to 169.254.168.0/22 or to a part of it cannot be created, and a wider route does \
         not forward that range.";
    "VRT-17" Documented [S02, W01]
        "An Outpost subnet's route table may also point to internet, NAT, virtual private and \
         transit gateways, peering connections and gateway endpoints. All of these are in the \
         Region and use the service link."
        note "Peering between VPCs on one Outpost is the exception (IV-01).";
    "VRT-18" Documented [W01]
        "A disconnected Outpost's route tables are frozen, so one set of routes must serve both \
         normal operation and disconnection.";
    "VRT-19" Documented [W01, P01]
        "Traffic between an Outpost subnet and the Region inside one VPC, interface endpoints \
         included, follows the local route over the service link."
        note "That it cannot be moved to the local gateway is inferred: the more specific route is \
              documented only for subnets on another Outpost.";
    "VRT-20" Documented [P06, S02, N10]
        "The route of a gateway endpoint is more specific than 0.0.0.0/0, so S3 or DynamoDB \
         traffic uses the service link even where the default route points to the local gateway."
        note "Both halves are documented; their combination is inferred. Second-generation text \
              lists DynamoDB only (DIS-14).";
    "VRT-21" Blog [K02]
        "AWS advises one route table per subnet on Outposts. A route to the local gateway may be \
         for a CIDR, a single address or a prefix list.";
    "VRT-22" Inferred [S03, F15]
        "An IPv6 route to a local gateway cannot carry traffic, but whether AWS refuses to create \
         it is unknown."
        note "That IPv6 is unsupported is documented; the rest is the silence of the documents.";
    "VRT-23" Inferred [K02, CF2, A06]
        "AWS refuses a route to the local gateway in a main or shared route table when the route \
         is created. Whether it also refuses to turn a table that has such a route into a main or \
         shared one is not documented; Outpath reports both."
        note "The refusal at creation is shown in an AWS blog; no text of either refusal was \
              found.";
    "VRT-24" Blog [F15]
        "Terraform's tests include a prefix list as destination of a subnet route to a local \
         gateway."
        note "Skipped in the recorded runs.";
    "VRT-25" Blog [F22]
        "An AWS sample puts one S3 gateway endpoint into the Region's and the Outpost's route \
         tables, keeps interface endpoints in the Region, and sends only on-premises ranges to the \
         local gateway.";
}
