//! Local gateway virtual interfaces and their groups: VLANs, addresses, AS numbers, states.

use super::fact::facts;

facts! {
    "VIF-01" Documented [A02]
        "A local gateway virtual interface has a group, a LAG, a VLAN, a local and a peer address \
         and the peer's AS number, of 16 or 32 bits. The Outpost's own AS number belongs to the \
         group.";
    "VIF-02" Documented [S08, N05]
        "VLAN ids run from 1 to 4094. On one LAG the service link and the local gateway need \
         different VLANs; local gateway virtual interfaces may share one if their addresses do not \
         clash.";
    "VIF-03" Documented [N05]
        "The local address of a virtual interface must not overlap any address of another virtual \
         interface on its LAG or in its group.";
    "VIF-04" Documented [N04, N05]
        "A virtual interface stands for one VLAN on one LAG, and a group has one on each LAG: four \
         on second-generation racks.";
    "VIF-05" Documented [S07, N06, N07, S09]
        "Point-to-point subnets are /30 or /31 on first-generation racks and /31 on \
         second-generation racks. With an ACE rack one /29 may be shared per VLAN.";
    "VIF-06" Documented [S07, W05]
        "VLANs of the Outpost must not be bridged between customer network devices: layer 2, IP \
         and BGP end on the device at the other end of the cable.";
    "VIF-07" Documented [A02, N04, N05]
        "Only a virtual interface in the state `available` carries traffic, and a group in the \
         state `incomplete` cannot be associated with a route table. Creation may take ten \
         minutes.";
    "VIF-08" Documented [S08, N07, N08]
        "The AS number of the Outpost is a private one, 64512 to 65534 or 4200000000 to \
         4294967294. Second-generation racks use the same on all network devices.";
    "VIF-09" Documented [S07, N05]
        "The customer's AS number may be any from 1 to 4294967294, and peers may share one.";
    "VIF-10" Documented [CF1, N09]
        "No property of a virtual interface or group can be changed in place except its tags. \
         Customers cannot change service link virtual interfaces at all.";
    "VIF-11" Documented [S07]
        "In AWS's first-generation example the Outpost takes the first host address of a /30 and \
         the customer the second. It is an example, not a rule.";
    "VIF-12" Documented [N04]
        "Each virtual interface must sit on the LAG that is cabled to its peer; a mismatch is a \
         typical reason for BGP being down.";
    "VIF-13" Documented [S17]
        "The BGP status metric counts 1 Idle, 2 Connect, 3 Active, 4 OpenSent, 5 OpenConfirm and 6 \
         Established, every five minutes; connection and LAG status are 0 or 1.";
    "VIF-14" Documented [A07]
        "Virtual interfaces on different LAGs may use the same VLAN id; AWS's own sample of a \
         first-generation group shows it.";
    "VIF-15" Blog [F26]
        "Point-to-point subnets may be link-local: a first-generation readiness sheet uses /30 \
         blocks of 169.254.0.0/16.";
    "VIF-16" Blog [F26]
        "The Outpost may use one private AS number for the service link and another for the local \
         gateway; a first-generation readiness form asks for both.";
}
