//! Internet gateways, NAT gateways and Block Public Access.

use super::fact::facts;

facts! {
    "NAT-01" Documented [VPC_A13]
        "An internet gateway translates one to one between a private address and its public or \
         Elastic IP address; only interfaces that have one, or a global IPv6 address, can use \
         it.";
    "NAT-02" Documented [VPC_A13, VPC_A28]
        "A VPC has at most one internet gateway; while it is detached its routes are blackholes.";
    "NAT-03" Documented [VPC_C01]
        "Through an internet gateway the source must be an attached interface with a public \
         address and the destination must be neither RFC 1918 nor 100.64.0.0/10. Inbound, the \
         destination must be the public address of an interface of the VPC.";
    "NAT-04" Documented [VPC_C01]
        "A packet to a public address of its own VPC leaves through the internet gateway and comes \
         back through it."
        note "Reachability Analyzer does not model it; Outpath does, in two stages.";
    "NAT-05" Documented [VPC_A15]
        "A public NAT gateway translates the source to its own private address, which the internet \
         gateway then translates to its Elastic IP address. If its subnet routes elsewhere, the \
         private address is what the other side sees.";
    "NAT-06" Documented [VPC_A15]
        "A private NAT gateway has no Elastic IP address; an internet gateway drops what it sends \
         there.";
    "NAT-07" Documented [VPC_A15]
        "A NAT gateway handles TCP, UDP and ICMP, with source ports 1024 to 65535 and 55,000 \
         connections per address and destination. It has no security group, and accepts no \
         connections from outside.";
    "NAT-08" Documented [VPC_A15, VPC_C01]
        "A NAT gateway serves senders in its own VPC or behind a transit gateway, but not senders \
         behind peering, VPN or Direct Connect.";
    "NAT-09" Documented [VPC_A15]
        "Replies to a NAT gateway session return to the original sender even if the VPC they reach \
         has no route back. It is the only case in which a missing return route does no harm.";
    "NAT-10" Blog [VPC_BF1]
        "A NAT gateway cannot serve its own subnet: if the default route there points to it, \
         packets loop."
        note "From Batfish's source, which says that it was tested by hand.";
    "NAT-11" Documented [VPC_A16]
        "A regional NAT gateway is in no subnet, has its own route table, is always public, and \
         uses up to 32 addresses per zone.";
    "NAT-12" Documented [VPC_A15]
        "A NAT gateway forwards only in the state `available`.";
    "NAT-13" Documented [VPC_A25]
        "VPC Block Public Access stops traffic of internet gateways and egress-only internet \
         gateways, with exclusions per VPC or subnet. Local gateways, transit gateways and VPN are \
         not affected.";
    "NAT-14" Documented [VPC_A14]
        "An egress-only internet gateway takes IPv6 connections out of a VPC and brings their \
         replies back. It is stateful, has no security group, and drops connections that the \
         internet opens.";
    "NAT-15" Documented [VPC_A15]
        "A NAT gateway translates IPv6 packets for 64:ff9b::/96 to IPv4 (NAT64), with the IPv4 \
         address that the last 32 bits hold as destination.";
}
