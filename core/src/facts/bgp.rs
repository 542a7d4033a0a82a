//! BGP between the Outpost and the customer network: sessions, announcements, preferences.

use super::fact::facts;

facts! {
    "BGP-01" Documented [S07, N06]
        "The Outpost runs external BGP with each customer network device over each virtual \
         interface, in separate sessions for the service link and the local gateway.";
    "BGP-02" Inferred [S03, N05, S09]
        "A first-generation rack has two local gateway and two service link sessions; an ACE rack \
         or a second-generation rack has four of each, and four more for each further routing \
         domain."
        note "The parts are documented; the counts are derived.";
    "BGP-03" Documented [S07, S08]
        "The customer chooses the Outpost's AS number from the private ranges; there is no \
         default.";
    "BGP-04" Documented [S06]
        "Toward the customer the local gateway announces Outpost subnets in direct VPC routing \
         mode and pool blocks in CoIP mode, and nothing else that is documented.";
    "BGP-05" Documented [S06, S07]
        "Customer network devices must announce the on-premises prefixes or a default, with equal \
         attributes, on all sessions.";
    "BGP-06" Documented [S07, W05]
        "The Outpost spreads outbound traffic over all its uplinks, and customers should enable \
         multipath for the other direction.";
    "BGP-07" Documented [S07, S16]
        "An announcement with an AS path of length 1 is normal and one of length 4 asks to be \
         avoided, for maintenance or as a backup. Customers must prefer the shorter path and leave \
         the attributes alone.";
    "BGP-08" Documented [S07]
        "For maintenance on the customer side, AS path prepending toward the Outpost moves its \
         traffic away from a link."
        note "Whether MED or other attributes influence the Outpost is not documented (UNK-13).";
    "BGP-09" Documented [S16]
        "Firmware updates of Outpost network devices may interrupt BGP sessions.";
    "BGP-10" Documented [S14]
        "When a BGP session stays down, AWS advises to check TCP 179, the AS numbers, the peer \
         addresses and the exchanged routes; a session that flaps between Active and Connect \
         suggests a filtered port.";
    "BGP-11" Blog [K08]
        "With a LAG up and only one of local gateway and service link down, that one's BGP \
         configuration is at fault; with the LAG down, the LAG or the cable is.";
    "BGP-12" Unknown []
        "AWS does not document BFD, MD5, timers, multihop, graceful restart, prefix limits or \
         communities for Outposts sessions. Outpath gives them no AWS meaning (UNK-01).";
    "BGP-13" Documented [S06, S17]
        "A guide asks for the BGP session to be ACTIVE. It means working, which in BGP is the \
         state Established (DIS-10).";
    "BGP-14" Inferred [S07]
        "Outpath simulates standard BGP best path selection on customer routers, and on the \
         Outpost the longest prefix, then the shortest AS path, then equal sharing by flow.";
    "BGP-15" Documented [A06]
        "No object of the EC2 API lets a customer set BFD, a password, timers, prefix limits, MED \
         or communities on the Outposts side."
        note "Documented by absence; the devices' defaults are unpublished.";
    "BGP-16" Blog [F26]
        "AWS's first-generation readiness form asks for uplinks, VLANs, addresses and AS numbers, \
         but for no BFD, MD5, timer or prefix limit.";
    "BGP-17" Blog [F21]
        "In AWS's own test lab a VPC behind a Direct Connect gateway plays the on-premises \
         network, and the customer network carries its prefix and the Outpost's ranges.";
    "BGP-18" Inferred [A06]
        "BGP timers, BFD and prefix limits come from the topology file and describe the customer's \
         side only."
        note "Follows from BGP-15.";
}
