//! What Outpath takes for granted where the inputs do not say. Never AWS's word.

use super::fact::facts;

facts! {
    "TOP-01" Inferred []
        "Where the inputs give no security groups and no network ACL, filters are taken to let the \
         packet pass.";
    "TOP-02" Inferred []
        "An address on a declared LAN segment that no declared host has is taken to be a host that \
         answers.";
    "TOP-03" Inferred []
        "A public address that the inputs do not use is taken to be a host on the internet that \
         answers.";
    "TOP-04" Inferred []
        "The internet is taken to drop packets with a private source or destination address, and to \
         have no hosts at link-local, loopback, multicast and other special addresses.";
    "TOP-05" Inferred []
        "The internet is taken to bring replies back to the router that translated the source \
         address.";
    "TOP-06" Inferred []
        "Where a flow names the internet, a prefix or a LAN segment, a trace follows one address of \
         it, and others may be routed differently. An expectation in the file is judged for all.";
    "TOP-10" Inferred []
        "The message that a packet is too big is judged by filters as if the destination had sent it; \
         the addresses of AWS's devices are not known.";
    "TOP-11" Inferred []
        "An IPv4 packet that may be fragmented is taken to be fragmented where it does not fit, unless \
         a rule says otherwise.";
    "TOP-20" Inferred []
        "A prefix of the customer's network stands for the addresses of declared LAN segments in it, \
         without the first and the last of each. What must work is judged for hosts; what must never \
         work is judged for the routers' own addresses too.";
    "TOP-21" Inferred []
        "The internet stands for every address that may be public and that lies in no prefix and is \
         no address of the inputs' own; ranges for documentation count as public.";
    "TOP-30" Inferred []
        "A NAT gateway in a subnet on an Outpost is taken to work as one in the Region does. AWS \
         says that a NAT gateway for an Outpost is in the Region (SVC-04), so there may be no such \
         thing.";
    "TOP-31" Inferred []
        "An ElastiCache node on an Outpost is taken to be reachable over the local gateway in direct \
         VPC routing, as its nodes run on instances; AWS says only that it has no customer-owned \
         addresses (COIP-18).";
    "TOP-32" Inferred []
        "An instance on an Outpost is taken to have interfaces in several VPCs of its account, as it \
         may in the Region (IV-17); AWS does not say so of Outposts.";
    "TOP-33" Inferred []
        "The operating system of an instance with a local network interface is taken to use it for \
         what is on the same LAN segment, and for what comes from the customer's network; for all \
         else it uses its interface in the VPC.";
    "TOP-34" Inferred []
        "A service link of which the inputs describe the beginning of its way but not the end is taken \
         to be in the state that they give it.";
    "TOP-35" Inferred []
        "Over a Direct Connect public virtual interface the Region is taken to announce a prefix for \
         each public anchor, and to answer over it what the customer announces there.";
    "TOP-36" Inferred []
        "What a local gateway does between two VPCs of one route table it is taken to do inside one VPC, \
         too, where a packet is sent to it for an address of its own Outpost (UNK-03).";
    "TOP-40" Inferred []
        "What an appliance filters is not known: an instance that the inputs let forward is taken to \
         pass every packet on.";
    "TOP-41" Inferred []
        "An appliance with one interface sends what it forwards out of that interface again.";
    "TOP-42" Inferred []
        "A stateful appliance drops the reply of a connection that it did not see begin, and loses a \
         connection whose reply goes around it.";
    "TOP-43" Inferred []
        "An appliance knows the subnets of its own interfaces, as operating systems do; the longest \
         prefix among them and its routes wins.";
    "TOP-44" Inferred []
        "A regional NAT gateway translates to an Elastic IP address of the sender's zone, which the \
         internet gateway leaves as it is; where the zone has several, the first one stands for \
         all.";
    "TOP-45" Inferred []
        "A connection that the internet opens over IPv6 enters a VPC by its internet gateway, \
         whatever the route tables of the subnets say.";
    "TOP-46" Inferred []
        "An AWS service is taken to answer, and the policy of an endpoint to allow it.";
    "TOP-47" Inferred []
        "What is behind a Gateway Load Balancer endpoint is not followed: its appliances are taken to \
         let every packet pass, and so is a firewall of which the inputs say so.";
    "TOP-48" Inferred []
        "A flow to a load balancer ends at the node that it arrives at: what the load balancer sends \
         to its targets is a connection of its own.";
    "TOP-49" Inferred []
        "For Block Public Access, the subnet counts whose interface or NAT gateway has the address on \
         the internet; an egress-only exclusion lets out what the VPC opens, and its replies in.";
    "TOP-50" Inferred [VPC_A20]
        "Where no zone of the sender decides, or the attachment has no subnet in it, a packet may \
         leave a transit gateway by any subnet of the attachment; each is followed."
        note "AWS picks one by a flow hash or as it likes.";
    "TOP-51" Inferred [VPC_A09]
        "Of several VPN paths that are equal in everything one is used, and nobody knows which; \
         each is followed as if they shared the load.";
    "TOP-52" Inferred []
        "Where the inputs do not tell all that an attachment propagates into a transit gateway \
         route table, it is taken to hold nothing more specific than what they tell.";
    "TOP-53" Inferred []
        "Where the inputs do not tell what a router learns over a VPN connection or Direct \
         Connect, it is taken to learn nothing more specific than what they tell.";
    "TOP-54" Inferred []
        "A router of the customer that learns one prefix over several links is taken to share the \
         load among them; what it prefers is not known.";
    "TOP-55" Inferred []
        "A NAT gateway returns what it translated for a sender beyond a transit gateway by a route \
         of its own subnet if that leads to that transit gateway or an appliance. Without a route it \
         returns it by the attachment that it came by (NAT-09), and the transit gateway looks up \
         where it goes.";
    "TOP-60" Inferred []
        "An outbound rule that names a security group is taken to match by the private address of \
         the destination, also where the way leads over a local gateway or an appliance."
        note "AWS says that rules must use CIDRs there (SG-07, RT-42), so such a rule may not match.";
    "TOP-75" Inferred []
        "Where a snapshot holds no network ACLs of a VPC, its subnets are taken to have the one that \
         AWS makes, which lets everything pass.";
    "TOP-80" Inferred []
        "A service link of which some connections arrive and others do not is taken to be neither up \
         nor down: AWS does not say which of them it needs.";
    "TOP-81" Inferred []
        "An anchor is taken to answer others than its service link, and on other ports than 443, as any \
         host on the internet does.";
    "TOP-82" Inferred [R02]
        "The addresses that RDS takes for replication between a database and its standby are taken to be \
         reached as those of the two databases are, and not to stand behind the security groups, network \
         ACLs and routes of these."
        note "RDS associates VPCs of its own with the local gateway route tables; no page names the \
              interfaces.";
    "TOP-95" Inferred []
        "Where the order in which routers speak decides what BGP comes to, or they never come to an \
         end, the way of a packet is not known.";
    "TOP-96" Inferred [A06]
        "An Outpost or a gateway of AWS is taken to have its address on a session as BGP identifier, \
         which only breaks ties between paths that are equal otherwise."
        note "No API tells the identifiers.";
    "TOP-97" Inferred []
        "Of several next hops of a host, and of several routers to which the internet sends one prefix, \
         one that is down is taken to be noticed and left out, as by any protocol for redundant gateways.";
    "TOP-98" Inferred []
        "A static route of a router is taken to stay while the segment to its next hop is up, whether \
         or not the next hop is: nothing tells it.";
    "TOP-99" Inferred []
        "Of routes for one prefix a router of the customer is taken to prefer BGP from another AS, then \
         the interior, then BGP from inside its AS."
        note "Vendors differ, and it can be configured.";
}
