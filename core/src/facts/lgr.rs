//! Routes in local gateway route tables: kinds, targets, states, which one wins.

use super::fact::facts;

facts! {
    "LGR-01" Documented [A01]
        "Local gateway routes are static, made by users, or propagated, made by AWS.";
    "LGR-02" Documented [A01]
        "A local gateway route is `pending`, `active`, `blackhole`, `deleting` or `deleted`.";
    "LGR-03" Documented [A01, CF2]
        "A static local gateway route has exactly one target, a virtual interface group or a \
         network interface.";
    "LGR-04" Documented [A01, CF1]
        "The destination of a local gateway route is an IPv4 CIDR or a prefix list, never both. \
         CloudFormation accepts only a CIDR.";
    "LGR-05" Documented [S04]
        "In a local gateway route table the longest prefix wins. Between equal prefixes a static \
         route beats a propagated one.";
    "LGR-06" Documented [CF2]
        "A local gateway route table cannot hold two static routes to one destination; AWS refuses \
         the second.";
    "LGR-07" Documented [S01, A01]
        "In CoIP mode each CIDR of the table's pools appears as a propagated route.";
    "LGR-08" Inferred [A01, F07]
        "In direct VPC routing mode each Outpost subnet with a route to the local gateway appears \
         as a propagated route."
        note "Read from the API's subnet field and from one field report.";
    "LGR-09" Documented [S03, S06, N05]
        "Nothing leaves an Outpost by its local gateway without a static route to the virtual \
         interface group, to 0.0.0.0/0 or to the on-premises range."
        note "First-generation text asks for a default route; the how-to accepts either \
              (DIS-16).";
    "LGR-10" Documented [S06]
        "Prefixes that the customer network announces have to equal a static route to the virtual \
         interface group or lie inside one; a BGP default may be announced instead."
        note "That a narrower static route still bounds what a default reaches is inferred. What \
              becomes of a prefix that is wider than every static route is not documented.";
    "LGR-11" Inferred [S06]
        "To leave by the local gateway a packet needs both a static route to the virtual interface \
         group and a prefix, or a default, learned by BGP that covers its destination. Without the \
         second it is dropped at the edge."
        note "Follows from LGR-10; no page states it outright.";
    "LGR-12" Documented [S04, N03]
        "A network interface that is the target of a local gateway route must belong to an Outpost \
         subnet of an associated VPC and be attached to an instance on this Outpost. It is never \
         an endpoint or a gateway.";
    "LGR-13" Documented [S04, CF2]
        "A local gateway route to a network interface is active only while the interface is \
         attached to a running instance; otherwise it is a blackhole. It may be created in that \
         state.";
    "LGR-14" Documented [S01, S04]
        "A packet that matches a local gateway route to a network interface is not translated. Its \
         destination stays as it is, in both modes, even when it is a customer-owned address.";
    "LGR-15" Documented [S04]
        "The network interface that a local gateway route points to must have its \
         source/destination check off, and its operating system must accept the destination.";
    "LGR-16" Inferred [S04]
        "The destination of a local gateway route to a network interface may be any IPv4 range, \
         even one outside the VPC."
        note "Whether such a range is announced: DVR-15 and UNK-06.";
    "LGR-17" Documented [A01]
        "Changing the target of a static local gateway route, or deleting it, takes its exact \
         CIDR.";
    "LGR-18" Documented [A01]
        "The EC2 API can search local gateway routes by exact match, longest match, subnets, \
         supernets, state, type and prefix list.";
    "LGR-19" Documented [A07]
        "A deleted local gateway route may be listed for a while as `deleted`; Outpath ignores \
         routes in the states `deleting` and `deleted`."
        note "That readers of a snapshot should skip these rows is inferred from AWS's sample \
              output.";
    "LGR-20" Documented [CF1, TFP]
        "CloudFormation names a local gateway route by table and CIDR joined with a vertical bar, \
         Terraform with an underscore."
        note "Terraform's form is read in the provider's source.";
    "LGR-21" Inferred [P01, T02]
        "Traffic to another Outpost needs a static route to the virtual interface group that \
         covers the peer's range, but none of its own: an existing 0.0.0.0/0 route is enough."
        note "Inferred from two step lists that ask for no such route.";
    "LGR-22" Documented [CF2]
        "AWS's CloudFormation handler waits while a new local gateway route is pending, takes \
         active or blackhole as success and anything else as failure.";
}
