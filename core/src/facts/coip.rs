//! Customer-owned IP addresses: pools, the translation at the local gateway, what is announced.

use super::fact::facts;

facts! {
    "COIP-01" Documented [S05, A05]
        "A CoIP pool belongs to one local gateway route table in CoIP mode and holds one or more \
         CIDR blocks. A table in direct VPC routing mode has no pools.";
    "COIP-02" Documented [S01]
        "Customer-owned addresses must be routable in the customer network, and announcing them \
         further is up to the customer.";
    "COIP-03" Documented [S05, A04]
        "An instance gets a customer-owned address by an Elastic IP address allocated from the \
         pool, or automatically at launch when its subnet has both the pool and the mapping \
         switched on.";
    "COIP-04" Documented [S01, S25]
        "In CoIP mode the local gateway translates one to one, like an internet gateway: the \
         private source to the customer-owned address on the way out, and back on the way in.";
    "COIP-05" Documented [S07, S06]
        "In CoIP mode on-premises hosts address Outpost instances by their customer-owned \
         addresses; private VPC addresses are not used across the local gateway.";
    "COIP-06" Documented [S06, S07]
        "In CoIP mode the local gateway announces the whole blocks of its pools on all its BGP \
         sessions, and never VPC subnets.";
    "COIP-07" Inferred [S06]
        "In CoIP mode an instance without a customer-owned address cannot send through the local \
         gateway; its packets are dropped there."
        note "That the address is needed is documented; the drop is inferred (COIP-24).";
    "COIP-08" Inferred [S06]
        "Pool blocks are announced once the pool, a VPC and a virtual interface group are \
         associated with the table, whether or not a subnet routes to the local gateway."
        note "No page ties the announcement of pools to subnet routes, nor excludes it.";
    "COIP-09" Documented [S01]
        "In CoIP mode an inbound packet that matches a static route to a network interface goes \
         there with its destination unchanged; the translation to the private address is \
         skipped.";
    "COIP-10" Documented [S01]
        "For internet access through the customer network in CoIP mode, the local gateway \
         translates to the customer-owned address and the customer's router translates that to a \
         public one."
        note "That a public, announced CoIP block needs no second translation is inferred.";
    "COIP-11" Documented [S01]
        "CoIP mode does not exclude internet access by the Region: 0.0.0.0/0 goes to the internet \
         gateway and only on-premises ranges to the local gateway.";
    "COIP-12" Inferred [S01, P03]
        "CoIP hides the VPC's range from on-premises networks, but within the VPC's own block an \
         instance reaches no on-premises address, because the local route wins."
        note "The first half is documented; the second follows from route priority.";
    "COIP-13" Documented [X03, S18]
        "Elastic IP addresses from a CoIP pool cannot be transferred to another account. The pool \
         is shared instead, and consumers allocate from it.";
    "COIP-14" Documented [P01, R02]
        "Routes to the local gateway more specific than local, for a subnet of the VPC on another \
         Outpost, are not available in CoIP mode. Such traffic is sent to the peer's \
         customer-owned address."
        note "That AWS services support this is documented, the exact path is inferred.";
    "COIP-15" Documented [R01]
        "RDS on Outposts takes a customer-owned address from the pool by itself, and every \
         connection to the endpoint then uses it. Security groups must admit the CoIP range, \
         public access must be off, and an exhausted pool leads to the status \
         `incompatible-network`.";
    "COIP-16" Documented [R02]
        "RDS Multi-AZ on Outposts needs at least two Outposts, anchored to different Availability \
         Zones, CoIP and a VPC association on each of them, pools routed between the sites, spare \
         addresses, and UDP 500 and 4500 open.";
    "COIP-17" Documented [T01]
        "An S3 on Outposts endpoint is reached by private address (direct VPC routing) or by \
         customer-owned address. With the latter even clients in the VPC pass the local gateway \
         and share its bandwidth.";
    "COIP-18" Documented [C01]
        "ElastiCache on Outposts does not support customer-owned addresses.";
    "COIP-19" Blog [F10, F16, B01]
        "A CoIP pool may be given to an Application Load Balancer of either scheme. One field \
         report ties pools to internet-facing load balancers, which other sources do not support \
         (COIP-25).";
    "COIP-20" Documented [S02]
        "Instances of one VPC talk by private address over the local route, without translation, \
         unless they address a customer-owned address.";
    "COIP-21" Blog [K02, S18]
        "Other accounts of the organization may use a shared CoIP pool: they allocate addresses \
         from it and associate them.";
    "COIP-22" Documented [A06]
        "The usage of a CoIP pool lists, for each address, its allocation, account and AWS \
         service.";
    "COIP-23" Blog [F17, F18]
        "Creating an Application Load Balancer with a CoIP pool takes permission to describe CoIP \
         pools and to read their usage.";
    "COIP-24" Inferred [S25, S24]
        "AWS likens the translation of the local gateway to that of an internet gateway, which \
         passes nothing for an instance without a public address. So an instance without a \
         customer-owned address is dropped at the local gateway."
        note "The likeness is documented, the drop is not.";
    "COIP-25" Blog [F16, F19, F10]
        "Neither the API nor the load balancer guide ties CoIP pools to a load balancer scheme; \
         reports show pools with both.";
    "COIP-26" Inferred [E03]
        "A pool may be announced although a subnet has no route to the local gateway. A packet \
         then arrives, but the reply is dropped or goes another way."
        note "A superseded EKS page asks for that return route; the reading is Outpath's.";
    "COIP-27" Blog [F27]
        "A CoIP block must not be in use on premises already.";
    "COIP-28" Documented [R03]
        "RDS read replicas on Outposts need CoIP pools and may be on another Outpost of the same \
         VPC, so traffic between Outposts of one VPC by customer-owned address is supported.";
    "COIP-29" Documented [R02]
        "For Multi-AZ, RDS allocates the customer-owned addresses itself, one more for each of the two \
         databases, and replicates inside an IPsec tunnel over UDP 500 and 4500, which the local \
         network has to let pass. The VPC must be associated with both local gateway route tables, \
         each of which needs a pool.";
    "COIP-30" Documented [G01]
        "AWS names CoIP as the mode for overlapping address ranges. What remains impossible is \
         told by COIP-12 and SVC-16.";
}
