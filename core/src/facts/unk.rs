//! What AWS does not document, and how Outpath models it by default.
//!
//! Every fact here reaches the user as an assumption. Those that the user may decide are
//! listed in [`super::SETTINGS`].

use super::fact::facts;

facts! {
    "UNK-01" Unknown []
        "AWS does not publish prefix limits, BFD, MD5 and timers of Outposts BGP sessions, nor \
         quotas for associations, static routes and first-generation route tables. Outpath applies \
         none and shows no AWS limit.";
    "UNK-02" Unknown [K02, CF2]
        "AWS's error texts for a local gateway route in a main or shared table and for conflicting \
         blocks are not documented. Outpath uses its own codes and words.";
    "UNK-03" Unknown [N05, S01, K05]
        "AWS does not document whether a local gateway forwards between two VPCs of one route \
         table. Outpath lets it (IV-07) unless the setting says `deny`.";
    "UNK-04" Unknown [S25, S24]
        "AWS does not document what happens to an instance without a customer-owned address that \
         sends to the local gateway in CoIP mode. Outpath drops the packet (COIP-24).";
    "UNK-05" Unknown []
        "AWS does not document whether the local gateway and the Outpost network devices decrement \
         the TTL or answer traceroute. Outpath does not count them as IP hops.";
    "UNK-06" Unknown [S04]
        "AWS does not say outright whether the range of a local gateway route to a network \
         interface is announced. Outpath does not announce it (DVR-15).";
    "UNK-07" Unknown [B01, T01]
        "AWS does not document whether an Application Load Balancer on an Outpost can be reached \
         from on-premises in direct VPC routing mode. Outpath treats it as reachable.";
    "UNK-08" Unknown [K02, T03]
        "AWS does not document at what grain it compares blocks when VPCs are associated with one \
         table. Outpath reports overlapping VPC blocks and overlapping Outpost subnets (LGW-32).";
    "UNK-09" Unknown [S04]
        "AWS does not document whether a subnet is announced when its only local gateway route is \
         to a single address. Outpath announces it if such a route exists and the table has both \
         associations (DVR-05, LGW-30).";
    "UNK-10" Unknown [N06]
        "AWS does not document how a second-generation rack splits its service link block in BGP. \
         Outpath announces one aggregate.";
    "UNK-11" Unknown [G01, X04]
        "AWS does not document the MTU inside one Outpost. Outpath does not check packet sizes \
         there.";
    "UNK-12" Unknown [W07, W02]
        "AWS does not document whether it accepts a peering between VPCs whose only subnets are on \
         two Outposts. Outpath accepts the configuration and drops the packets (IV-15).";
    "UNK-13" Unknown [A06]
        "AWS does not document whether MED or communities from the customer influence the Outpost. \
         Outpath ignores them and says so.";
    "UNK-14" Unknown [P07, P10]
        "AWS does not document transit gateway attachments in Outpost subnets. Outpath warns and \
         advises a subnet in the parent zone.";
    "UNK-15" Unknown [K01, K03, K04, K05, K06, K07, K09, K13]
        "Several AWS posts on local gateway ingress routing, inspection and routing domains could \
         be read only in their opening. Facts that rest on them say no more than that part does, \
         or are marked as inferred.";
    "UNK-16" Unknown []
        "AWS does not document whether instances on two Outposts reach each other by public \
         addresses, out of one internet gateway and in by another. Outpath answers unknown.";
    "UNK-17" Unknown [S01]
        "AWS does not document how the local gateway translates in CoIP mode when an appliance \
         forwards a host's packet, or when the source is a customer-owned address already. Outpath \
         answers unknown.";
    "UNK-18" Unknown [K05]
        "AWS does not document how its inspection design joins VPCs of different accounts to one \
         firewall on an Outpost. Outpath models no such join.";
    "UNK-19" Unknown [S04]
        "AWS does not document whether a static local gateway route in the state blackhole falls \
         back to an equal propagated route. Outpath drops the packet unless the setting says \
         `fall-back`.";
    "UNK-20" Unknown [S04, S01]
        "AWS does not document whether a packet for a range that the local gateway routes to a \
         network interface but never announced is delivered. Outpath delivers it unless the \
         setting says `deny`.";
}
