//! Routing domains of second-generation racks: one route table, one virtual interface group.

use super::fact::facts;

facts! {
    "RD-01" Documented [N05]
        "A routing domain joins one local gateway route table to one virtual interface group; \
         neither can be in a second domain.";
    "RD-02" Documented [N05]
        "A virtual interface group can move to another domain only after its old route table and \
         association are deleted.";
    "RD-03" Documented [N05]
        "A routing domain forwards nothing until its route table has a static route to the virtual \
         interface group.";
    "RD-04" Documented [N05]
        "Routing domains are isolated on the Outpost: each has its own VLANs, BGP sessions and \
         table, and no routes leak between them."
        note "That a path between domains can only be built in the customer network is inferred \
              from this.";
    "RD-05" Documented [N05]
        "The customer must allow each new domain's VLAN on every physical uplink of the LAG.";
}
