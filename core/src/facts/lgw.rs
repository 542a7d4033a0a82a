//! The local gateway and its route tables: owner, mode, associations, who may use it.
//!
//! Holds the gateway itself. Its routes are the family `LGR`, its virtual interfaces `VIF`, and
//! its two modes have families of their own, `DVR` and `COIP`.

use super::fact::facts;

facts! {
    "LGW-01" Documented [S03]
        "Every Outposts rack has exactly one local gateway. AWS creates it, and the account that \
         owns the Outpost owns it.";
    "LGW-02" Documented [S01, S03]
        "Only the owner of a local gateway may create or change its route tables, their routes, \
         their virtual interface associations and their CoIP pools.";
    "LGW-03" Documented [S01, S04, CF1]
        "A local gateway route table works in direct VPC routing mode (the default) or in CoIP \
         mode for its whole life. Changing the mode means deleting and recreating the table, which \
         interrupts traffic.";
    "LGW-04" Documented [S01, N05]
        "One local gateway route table has one mode. A second-generation Outpost may mix the modes \
         in different routing domains; a first-generation one cannot.";
    "LGW-05" Documented [N05, S01, CF2, F11]
        "A local gateway route table forwards once its VPC association and its virtual interface \
         group association are both `associated` and it has a static route to the group. The \
         table's own state proves nothing (LGW-30)."
        note "That the state is no safe sign rests on a recorded test as well as on documents.";
    "LGW-06" Documented [S06, S18]
        "A VPC is not associated with a local gateway route table until the owner, or an account \
         the table is shared with, creates the association.";
    "LGW-07" Documented [N05]
        "A VPC may be associated with at most one local gateway route table of each Outpost, \
         whatever the mode.";
    "LGW-08" Documented [R02]
        "One VPC may be associated with local gateway route tables of several Outposts.";
    "LGW-09" Documented [S25, N05]
        "Several VPCs may share one local gateway route table.";
    "LGW-10" Documented [S01, N05, S06, S15]
        "Within one routing domain no two address ranges may overlap, and direct VPC routing \
         tolerates no overlap at all, neither between associated VPCs nor with on-premises \
         networks."
        note "Whether AWS checks whole VPC blocks or only Outpost subnets is not documented. \
              Outpath reports both (LGW-32).";
    "LGW-11" Documented [N05]
        "Between different routing domains AWS only recommends that address ranges do not \
         overlap.";
    "LGW-12" Documented [N09]
        "CoIP pools and subnets announced in direct VPC routing mode must not overlap the service \
         link's ranges or the VPC that holds its private anchors; otherwise BGP upstream may cut \
         the service link.";
    "LGW-13" Documented [S18]
        "Owners may share local gateway route tables and CoIP pools within their AWS organization. \
         A consumer may manage VPC associations and add subnet routes to the local gateway, but \
         not routes in the local gateway's own table.";
    "LGW-14" Documented [S18]
        "Ending the share of a local gateway route table only prevents new associations; existing \
         ones keep forwarding until the consumer removes them.";
    "LGW-15" Documented [S04, N04]
        "A local gateway route table can be deleted only after its virtual interface group \
         association is gone, and an associated group cannot be deleted. Deleting a group deletes \
         its virtual interfaces.";
    "LGW-16" Blog [F04]
        "Deleting a VPC gets stuck while an association with a local gateway route table still \
         exists.";
    "LGW-17" Documented [S04]
        "Only network interfaces attached to instances on the same Outpost may use its local \
         gateway. An interface of an Outpost subnet that is attached to an instance in the Region \
         may not.";
    "LGW-18" Documented [S01, S04]
        "Requester-managed interfaces, such as interface endpoints, cannot be reached from \
         on-premises networks through the local gateway, and an endpoint cannot be the target of \
         one of its routes.";
    "LGW-19" Documented [S03]
        "Traffic that leaves by the local gateway may still reach AWS services of the Region over \
         the customer's internet access or Direct Connect. Control traffic always uses the service \
         link.";
    "LGW-20" Documented [S03, A02]
        "The local gateway carries IPv4 only, and its virtual interfaces have IPv4 addresses \
         only.";
    "LGW-21" Documented [G01]
        "The path between an Outpost instance and on-premises networks through the local gateway \
         has an MTU of 1500 bytes.";
    "LGW-22" Documented [X01, S03]
        "EC2 limits traffic through a local gateway as through an internet gateway: 5 Gbps per \
         instance, or half of the instance bandwidth where that is more and the instance has at \
         least 32 vCPUs. One flow gets up to 5 Gbps outside a cluster placement group.";
    "LGW-23" Documented [CF2, A05]
        "The stable working state of both kinds of local gateway route table association is \
         `associated`.";
    "LGW-24" Documented [A05, N05]
        "A routing domain is no object of the EC2 API; it is the association of a local gateway \
         route table with a virtual interface group. The API's name for the default mode is \
         `direct-vpc-routing`.";
    "LGW-25" Blog [K02]
        "AWS does not associate VPCs with conflicting CIDR blocks with the same local gateway \
         route table.";
    "LGW-26" Blog [K02]
        "Nothing that the customer announces by BGP appears in VPC route tables: Outpost subnets \
         need static routes to the local gateway. BGP carries Outpost ranges to the customer.";
    "LGW-27" Blog [K02]
        "Internet access by an internet gateway or a NAT gateway makes Outpost traffic use the \
         service link. Internet access by the local gateway does not, and follows the customer's \
         own routing.";
    "LGW-28" Blog [K02]
        "A Site-to-Site VPN or Direct Connect between the LAN and the Region can serve behind the \
         local gateway as a private path from Outpost to Region.";
    "LGW-29" Blog [F13]
        "On a real Outpost AWS accepted a local gateway route in a custom table of an associated \
         VPC that had no Outpost subnet. The refusals of VRT-03 and VRT-04 depend on the kind of \
         route table, not on an Outpost subnet being there.";
    "LGW-30" Documented [N05, CF2, F11]
        "The state that AWS shows for a local gateway route table does not tell whether it \
         forwards: a guide shows `inactive` until both associations exist, a recorded test saw \
         `available` without any. Outpath decides by the associations and the static route."
        note "The contrary observation is from a field test of May 2026; AWS's CloudFormation \
              handler accepts either state.";
    "LGW-31" Documented [A06]
        "A local gateway route table can carry a state reason with a code and a message; the list \
         of codes is not published.";
    "LGW-32" Inferred [K02, T03, F14, F20]
        "Overlapping VPC blocks in one local gateway route table are reported as an error, because \
         an AWS post of 2022 says that AWS refuses them. At what finer grain it refuses is \
         unknown, so overlapping Outpost subnets are reported on their own."
        note "The refusal is an AWS blog's word; the reading of four partly contradicting sources \
              is Outpath's.";
    "LGW-33" Documented [F28]
        "The direct VPC routing mode and routes to network interfaces entered the EC2 API in one \
         release of September 2022. An inventory taken with an older client lacks both, so a \
         missing mode is read as unknown."
        note "The reading of a missing mode is inferred.";
    "LGW-34" Documented [F23]
        "AWS's landing zone validator lets a VPC use several Outposts and rejects a subnet route \
         to a local gateway that the VPC is not associated with.";
    "LGW-35" Documented [A07, F11, F12]
        "Associations pass from `associating` to `associated` and from `disassociating` to gone; a \
         local gateway route table passes from `pending` to `available` and from `deleting` to \
         gone."
        note "Seen in AWS's sample outputs and in a provider's source; no page lists the \
              transitions.";
}
