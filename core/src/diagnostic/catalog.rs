//! Every code of the project that a diagnostic may carry.

use super::Severity;

/// One stable code. A code is never given a second meaning.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// `OP` and four digits; the thousands name the family.
    pub id: &'static str,
    /// A name that reads well after "allow", in kebab-case.
    pub name: &'static str,
    /// The usual severity.
    pub severity: Severity,
    /// What it means and what to do: the page of `outpath explain`.
    pub page: &'static str,
    /// The facts that it rests on.
    pub facts: &'static [&'static str],
}

/// Declares the codes and the list of all of them in one go.
macro_rules! codes {
    ($($(#[$doc:meta])* $constant:ident = $id:literal $name:literal $severity:ident [$($fact:literal),*] $page:literal;)*) => {
        /// The codes as constants, for the places that raise them.
        pub mod code {
            use super::{Code, Severity};
            $(
                #[doc = $page]
                pub const $constant: &Code = &Code {
                    id: $id, name: $name, severity: Severity::$severity, page: on_page!($page), facts: &[$($fact),*],
                };
            )*
        }
        /// All codes of this catalog. Rules that ask the engine bring codes of their own.
        pub const CODES: &[&Code] = &[$(code::$constant),*];
    };
}

codes! {
    UNREADABLE = "OP9001" "unreadable-file" Error []
        "The file could not be opened or read. Check the name and the permissions.";
    NOT_TEXT = "OP9002" "binary-file" Error []
        "The file is not UTF-8 text. A topology file is YAML or JSON in UTF-8; convert the file, or name the one that was meant.";
    EMPTY = "OP9003" "empty-file" Error []
        "The file holds nothing but spaces and comments. A topology file starts with `outpath: 1`.";
    TOO_LARGE = "OP9004" "too-large" Error []
        "The file is larger, nests deeper or refers to itself more often than any topology does. The limits keep hostile input from exhausting memory.";
    SYNTAX = "OP9005" "syntax-error" Error []
        "The text is not well-formed YAML or JSON. The place named is where the reader lost track; the mistake often stands just before it.";
    DUPLICATE_KEY = "OP9006" "duplicate-key" Error []
        "A key stands twice in one mapping. Only one can be meant; the second is ignored until one is removed.";
    UNKNOWN_KEY = "OP9101" "unknown-key" Error []
        "This place has no field of that name. The message lists those that it has.";
    WRONG_TYPE = "OP9102" "wrong-type" Error []
        "The value has another form than this field takes, for example a list where one address is expected.";
    MISSING_FIELD = "OP9103" "missing-field" Error []
        "A field that cannot be guessed is absent.";
    BAD_VALUE = "OP9104" "bad-value" Error []
        "The value has the right form but cannot be read: an address, a prefix, a number, a word from a list, a flow.";
    UNSUPPORTED_VERSION = "OP9105" "unsupported-version" Error []
        "The file does not state a format version that this program reads. The first line is `outpath: 1`.";
    INCLUDE = "OP9106" "include-problem" Error []
        "A file named by `include` could not be loaded, or files include each other too deeply.";
    ROUTE_FILE = "OP9107" "unreadable-route-file" Error []
        "A file named by `routes_from` could not be loaded or is not text. Its routes are not known, and a path through the router is unknown.";
    UNKNOWN_VALUE = "OP9108" "value-not-known" Warning []
        "The file says of a value that nobody knows it, with the mark `!unknown`. `outpath import` writes it where the answers of AWS did not tell. A path that depends on the value is unknown.";
    DANGLING = "OP9201" "dangling-reference" Error []
        "The name refers to something that the files do not define.";
    WRONG_KIND = "OP9202" "wrong-kind-of-reference" Error []
        "The name is defined, but as another kind of thing than this field needs.";
    AMBIGUOUS = "OP9203" "ambiguous-reference" Error []
        "The name or address fits several things; a longer name picks one.";
    DUPLICATE_NAME = "OP9204" "duplicate-name" Error []
        "Two things carry the same name or AWS id where only one can, such as an instance and a network interface. Things of several inputs merge instead.";
    CONFLICTING_INPUTS = "OP9205" "conflicting-inputs" Error []
        "Several inputs are one topology: things merge by AWS id, else by name. Two inputs say different things of one of them, and only one can be right. The first input counts until one is corrected.";
    REFUTED = "OP9501" "broken-expectation" Error []
        "The network does not do what the file expects of it. The trace of the flow shows where it ends and what would fix it.";
    UNDECIDED = "OP9502" "undecided-expectation" Error []
        "Nobody can say whether the network does what the file expects: the way meets something that the files do not describe or that is not judged yet.";
    BAD_EXPECTATION = "OP9503" "unreadable-expectation" Error []
        "The line is no expectation. Three forms are understood: `A -> B tcp/443` must work there and back, `A -x-> B tcp/443` must never arrive, and `X announces only P` is about BGP. What may follow is told where reading stopped.";
    LATER_EXPECTATION = "OP9504" "unsupported-expectation" Error []
        "The line is an expectation that this version cannot judge, so it cannot pass either. Since all forms of the language are judged, nothing raises this code.";
    EXPECTATION_END = "OP9505" "expectation-without-end" Error []
        "Something that the expectation names is not in the files, fits several things, or is not of the kind that belongs there.";
    BAD_FLOW = "OP9506" "unreadable-flow" Error []
        "The flow, node or setting that was asked about cannot be understood or found.";
    NOT_JUDGED = "OP9507" "expectation-not-judged" Error []
        "Expectations were not judged, because errors of the inputs leave parts of the topology out, and all of these errors are accepted or left out. Nobody can accept this: a run must not pass for a proof that never took place. It counts as a broken expectation does.";
    HOST_BITS_IN_DESTINATION = "OP9301" "host-bits-in-destination" Warning ["RT-06"]
        "The destination of a route has bits set after its length. AWS clears them without a word, so the route may cover more than was meant.";
    HOST_BITS = "OP9302" "host-bits" Error []
        "A prefix has bits set after its length, so either the address or the length is mistyped. AWS does not ask which: of such a CIDR block of a VPC or a subnet it clears the bits.";
    PREFIX_SIZE = "OP1020" "prefix-size" Error ["RT-12", "FF-04"]
        "IPv4 CIDR blocks of VPCs and subnets are no larger than /16 and no smaller than /28. AWS refuses others.";
    SUBNET_OUTSIDE_VPC = "OP1021" "subnet-outside-vpc" Error ["FF-04", "RT-58"]
        "A subnet is carved from a CIDR block of its VPC. Add the block to the VPC, or correct the subnet.";
    OVERLAPPING_SUBNETS = "OP1022" "overlapping-subnets" Error ["RT-58"]
        "Two subnets of one VPC share addresses. AWS refuses the second one.";
    OVERLAPPING_CIDRS = "OP1023" "overlapping-cidrs" Error ["RT-13"]
        "Two CIDR blocks of one VPC share addresses. AWS refuses the second one.";
    ADDRESS_OUTSIDE_SUBNET = "OP1024" "address-outside-subnet" Error ["RT-60"]
        "An interface has an address that does not lie in the CIDR block of its subnet.";
    RESERVED_ADDRESS = "OP1025" "reserved-address" Error ["RT-12"]
        "AWS keeps the first four addresses and the last one of every IPv4 subnet. No interface can have one.";
    ADDRESS_TWICE = "OP1026" "address-given-twice" Error ["ERR-21"]
        "Two interfaces of one VPC have the same private address.";
    PUBLIC_ADDRESS_TWICE = "OP1027" "public-address-given-twice" Error ["NAT-01"]
        "A public address belongs to one interface or NAT gateway at a time.";
    COIP_OUTSIDE_POOLS = "OP4002" "coip-outside-pools" Error ["COIP-03"]
        "A customer-owned address comes from a CoIP pool of a local gateway route table of the instance's Outpost, and the instance's VPC is associated with that table.";
    COIP_TWICE = "OP4003" "coip-given-twice" Error ["COIP-04"]
        "A customer-owned address is translated one to one, so it belongs to one interface at a time.";
    COIP_IN_REGION = "OP4004" "coip-in-region" Error ["COIP-03"]
        "A customer-owned address belongs to an interface on an Outpost. One in a Region subnet cannot have it.";
    OVERLAPPING_POOLS = "OP9315" "overlapping-coip-pools" Error []
        "Two CoIP blocks of one local gateway share addresses, so nothing tells which pool an address comes from.";
    COIP_BLOCK_TOO_SMALL = "OP4005" "coip-block-too-small" Error ["Q-03"]
        "The smallest block that a CoIP pool takes is a /26.";
    COIP_OVERLAPS_VPC = "OP4006" "coip-overlaps-vpc" Warning ["COIP-12"]
        "A CoIP block shares addresses with a VPC that is associated with its table. Within the VPC the local route wins, so its instances cannot reach those customer-owned addresses.";
    OVERLAPPING_ASSOCIATIONS = "OP1001" "overlapping-associations" Error ["LGW-10", "LGW-25"]
        "VPCs whose CIDR blocks conflict cannot be associated with one local gateway route table. An AWS post of 2022 says so for whole VPCs; whether AWS looks at anything finer is not known.";
    OVERLAPPING_PEERS = "OP1028" "overlapping-peers" Error ["PCX-02"]
        "VPCs with overlapping CIDR blocks cannot be peered, whichever of their blocks overlap.";
    RESERVED_DESTINATION = "OP2030" "reserved-destination" Error ["RT-14"]
        "A route table takes no destination within 169.254.168.0/22 or fd00:ec2::/32: AWS's own services live there.";
    VIF_OVERLAP = "OP3011" "overlapping-virtual-interfaces" Error ["VIF-03"]
        "The local address of a virtual interface must not overlap an address of another one on the same LAG or in the same group.";
    PEER_OFF_LINK = "OP3012" "peer-off-link" Error ["VIF-01"]
        "Both ends of a virtual interface lie in one prefix, or they cannot speak BGP to each other.";
    ROUTER_OVERLAP = "OP9323" "overlapping-router-interfaces" Error []
        "Two interfaces of one router lie in overlapping prefixes, so the router cannot tell which one leads where.";
    HOST_OUTSIDE_SEGMENT = "OP9324" "host-outside-segment" Error []
        "A host or a router has an address that does not lie in the segment that it stands on, or no segment of the site holds it.";
    SITE_ADDRESS_TWICE = "OP9325" "site-address-given-twice" Error []
        "Two hosts or router interfaces on one segment have the same address.";
    TWO_MAIN_TABLES = "OP9401" "two-main-tables" Error ["RT-01"]
        "A VPC has exactly one main route table.";
    TWO_ASSOCIATIONS = "OP3004" "two-associations-on-one-outpost" Error ["LGW-07"]
        "A VPC can be associated with one local gateway route table of each Outpost.";
    GROUP_IN_TWO_TABLES = "OP3005" "vif-group-in-two-tables" Error ["RD-01"]
        "A VIF group serves one local gateway route table, and a table has one group.";
    LOCAL_GATEWAY_ON_SERVER = "OP3007" "local-gateway-on-server" Error ["FF-06"]
        "An Outposts server has no local gateway. It has local network interfaces instead.";
    LOCAL_GATEWAY_ROUTE_IN_MAIN = "OP3002" "local-gateway-route-in-main-table" Error ["VRT-04"]
        "AWS refuses a route to a local gateway in the main route table. Put it into a table of its own and associate the Outpost's subnets with that one.";
    LOCAL_GATEWAY_ROUTE_SHARED = "OP3003" "local-gateway-route-in-shared-table" Error ["VRT-03"]
        "AWS refuses a route to a local gateway in a table that a subnet in the Region uses too. Give the Outpost's subnets a table of their own.";
    POOL_ON_DIRECT_TABLE = "OP4001" "coip-pool-on-direct-table" Error ["COIP-01"]
        "CoIP pools belong to tables in mode `coip`. A table in mode `direct-vpc-routing` has none.";
    LOCAL_TARGET = "OP2031" "local-target-elsewhere" Error ["RT-10"]
        "The target `local` belongs to the CIDR blocks of the VPC. It cannot be given to another destination.";
    SPECIFIC_ROUTE = "OP2001" "slice-of-a-subnet" Warning ["RT-40"]
        "A route that is more specific than the local one needs the whole CIDR block of a subnet as its destination. AWS refuses a slice of a subnet, or several subnets at once.";
    DUPLICATE_ROUTE = "OP9410" "duplicate-route" Error []
        "A router or an instance has two routes for one destination, and nothing says which of them it uses.";
    DESTINATION_TWICE = "OP2032" "destination-twice" Error ["ERR-22", "ERR-07", "RT-06"]
        "A route table of AWS has one static route for a destination. After AWS clears the host bits these two are the same.";
    SELF_PEERING = "OP2033" "peering-with-itself" Error ["PCX-02"]
        "A peering connection joins two different VPCs.";
    NAT_ON_OUTPOST = "OP2003" "nat-gateway-on-outpost" Warning ["SVC-04"]
        "A NAT gateway is a thing of the Region. Nothing says that one can stand on an Outpost.";
    IPV6_TO_LOCAL_GATEWAY = "OP3009" "ipv6-to-local-gateway" Warning ["VRT-22"]
        "A local gateway carries IPv4 only, so such a route cannot carry traffic. Whether AWS refuses to make it is not documented.";
    IPV6_LIST_TO_LOCAL_GATEWAY = "OP3010" "ipv6-list-to-local-gateway" Error ["VRT-15", "FF-25"]
        "A local gateway carries IPv4 only, so a prefix list with IPv6 entries is taken not to be a destination of routes to it. That AWS refuses such a route is inferred, not documented; the table counts as incomplete until the list has IPv4 only.";
    OUTPOST_ASN = "OP6001" "public-outpost-asn" Error ["VIF-08"]
        "The AS number on the Outpost's side is a private one: 64512 to 65534, or 4200000000 to 4294967294.";
    NEXT_HOP_OFF_SEGMENT = "OP9415" "next-hop-off-segment" Error []
        "A next hop must stand on a segment with what sends to it.";
    CONFLICTING_FIELDS = "OP9416" "conflicting-fields" Error []
        "Two fields of one thing contradict each other; at most one can hold.";
    UNKNOWN_SETTING = "OP9417" "unknown-setting" Error []
        "`assume` takes the ids of facts that are settings. `outpath explain` lists them.";
    ZONE_IN_TWO_REGIONS = "OP9418" "zone-in-two-regions" Error ["FF-01"]
        "An Availability Zone lies in one Region, but the files place it in two.";
    OUTPOST_IN_OTHER_REGION = "OP2034" "outpost-in-another-region" Error ["FF-02"]
        "A VPC lies in one Region and extends only to Outposts that are anchored there.";
    BAD_TARGET = "OP9420" "bad-target" Error []
        "The route's target is not one that this table can have.";
    LOCAL_GATEWAY_ROUTE_INSIDE = "OP2002" "local-gateway-route-inside-vpc" Warning ["VRT-09", "VRT-10", "VRT-11", "VRT-19", "COIP-14"]
        "A route to a local gateway that is more specific than the local route is documented for one thing: the whole CIDR block of a subnet of the VPC on another Outpost, in direct VPC routing on both. What any other one does is not known, and a path that follows it is unknown.";
    GATEWAY_TABLE = "OP2035" "gateway-route-table" Error ["RT-03", "RT-51", "RT-52", "RT-56"]
        "A gateway route table is not the main table. It has whole CIDR blocks of the VPC or of its subnets as destinations, and `local`, network interfaces or Gateway Load Balancer endpoints as targets; the table of a public pool serves the pool alone and leads it to network interfaces.";
    TARGET_INSIDE = "OP2036" "target-inside-vpc" Error ["RT-41", "RT-44"]
        "A route to a subnet of the VPC, or in place of its local route, leads to a NAT gateway, a network interface or a Gateway Load Balancer endpoint; to a subnet on another Outpost also to the local gateway. AWS refuses other targets.";
    INSTANCE_TARGET = "OP2037" "instance-with-several-interfaces" Error ["RT-59"]
        "An instance that is the target of a route has one network interface. Name the interface of an instance with several.";
    IPV4_TO_EGRESS_ONLY = "OP2038" "ipv4-to-egress-only-gateway" Error ["NAT-14"]
        "An egress-only internet gateway carries IPv6 only, so no IPv4 route can lead to it.";
    DIRECT_CONNECT_END = "OP2048" "direct-connect-end" Error ["DXG-05", "DXG-07"]
        "A private virtual interface of Direct Connect ends at a virtual private gateway or a Direct Connect gateway, a transit one at a Direct Connect gateway, a public one at none.";
    TWO_SUBNETS_IN_ZONE = "OP2040" "attachment-subnets-in-one-zone" Error ["IV-05"]
        "A transit gateway attachment has one subnet in each Availability Zone.";
    ATTACHMENT_IPV6_ONLY = "OP2041" "attachment-in-ipv6-only-subnet" Error ["TGW-09"]
        "A transit gateway attachment cannot be placed in an IPv6-only subnet.";
    ATTACHMENT_ON_OUTPOST = "OP2042" "attachment-on-outpost" Warning ["UNK-14", "IV-19"]
        "AWS does not document transit gateway attachments in subnets of Outposts. Attach a subnet of the Region in the Outpost's Availability Zone.";
    PEERING_PROPAGATES = "OP2043" "peering-propagates" Error ["TGW-04"]
        "Routes to the peering of transit gateways and to network functions are static only; such an attachment propagates nothing.";
    DIRECT_CONNECT_MIXED = "OP2049" "mixed-direct-connect-gateway" Error ["DXG-05"]
        "A Direct Connect gateway serves virtual private gateways with private virtual interfaces or transit gateways with transit ones, not both.";
    DIRECT_CONNECT_ASN = "OP6020" "same-as-number" Error ["DXG-06"]
        "A Direct Connect gateway and a transit gateway that is attached to it have different AS numbers.";
    ATTACHED_TWICE = "OP2044" "vpc-attached-twice" Error ["TGW-15"]
        "A VPC is attached to a transit gateway twice. A transit gateway has one attachment to a VPC at most, and AWS refuses the second. Further subnets belong to the first one.";
    PEERS_DISAGREE = "OP9458" "peers-disagree" Error []
        "The two attachments of a peering between transit gateways name each other. Here one names another attachment, or none.";
    ATTACHED_ELSEWHERE = "OP2045" "vpc-in-another-region" Error ["TGW-16"]
        "A transit gateway takes VPCs of its own Region. Transit gateways of several Regions are peered.";
    VPN_ENDS = "OP2047" "vpn-with-two-ends" Error ["VGW-09"]
        "A VPN connection ends at one virtual private gateway, or by one attachment at one transit gateway.";
    PEERED_TWICE = "OP2046" "vpcs-peered-twice" Error ["PCX-02"]
        "Two VPCs have at most one peering connection. One that was refused, has expired, failed or is deleted does not count.";
    DIRECT_CONNECT_ASSOCIATION = "OP2050" "direct-connect-association" Error ["DXG-08"]
        "A virtual private gateway belongs to one Direct Connect gateway at most and is attached to its VPC; VPCs behind one Direct Connect gateway do not overlap.";
    DIRECT_CONNECT_MTU = "OP2051" "direct-connect-mtu" Error ["MTU-08", "MTU-11"]
        "A virtual interface carries packets of 1500 bytes, or jumbo frames: 9001 bytes on a private one (8500 in newer pages of AWS), 8500 on a transit one. A public one has none.";
    GROUP_REFERENCE = "OP7001" "group-reference-without-effect" Warning ["SG-05", "SG-06", "SVC-02", "TGW-11", "IV-06"]
        "A rule names a security group that can never match: nothing joins the two VPCs in a way that keeps groups, or the two groups of one VPC stand on different Outposts, between which only addresses are known. Write the rule with address ranges.";
    ENDPOINT_DESTINATION = "OP2039" "endpoint-route-without-its-list" Warning ["RT-26", "VPCE-02"]
        "A route to a gateway endpoint has the prefix list of the endpoint's service as its destination. With another one packets get there that the endpoint does not take.";
    LOAD_BALANCER_ON_OUTPOST = "OP2004" "load-balancer-on-outpost" Error ["SVC-07"]
        "AWS was seen to refuse subnets of Outposts for Network and Classic Load Balancers; its documentation does not say so. An Application Load Balancer can use one.";
    BGP_NEIGHBOR = "OP9467" "bgp-neighbor" Error ["BGP-01"]
        "A router's neighbor is another router, or an end of AWS that speaks BGP and has this router as its customer device. Each stands once among its neighbors.";
    BGP_ASN = "OP9468" "as-number-missing" Error ["VIF-09"]
        "BGP needs the AS numbers of both ends: they decide whether a session is within one AS or between two. Give the router, or the neighbor in the router's list, its `asn`.";
    REFLECTOR_CLIENT = "OP6021" "reflector-client-of-another-as" Error []
        "A route reflector has clients of its own AS (RFC 4456). A neighbor of another AS, such as AWS, is none.";
    SERVICE_LINK_OF_SERVER = "OP5020" "service-link-of-server" Error ["FF-11", "FF-12"]
        "The service link of an Outposts server is one untagged port with public anchors. It has neither virtual interfaces nor a VPC for anchors.";
    LNI_ELSEWHERE = "OP3008" "local-network-interface-elsewhere" Error ["FF-07", "FF-08"]
        "A local network interface belongs to an instance on an Outposts server, in a subnet that says at which device position such interfaces are. Racks and the Region have none.";
    FLOW_LOST = "OP9511" "flow-lost" Error []
        "Packets that got there and back, or may have, do no longer, or fewer of them. The message names the ends, protocols and ports of the class; where the ways part is said with it. If that is meant, say so in a file for `--allow`: `A -x-> B`.";
    NEWLY_EXPOSED = "OP9512" "newly-exposed" Error []
        "The internet or the customer's network reaches something in a VPC that it did not reach before. If that is meant, say so in a file for `--allow`: `A -> B`.";
    FLOW_CHANGED = "OP9513" "flow-changed" Note []
        "Packets fare otherwise without getting lost: more of them arrive, they take another way, arrive with other addresses, or another size fits.";
    SNAPSHOT_TRUNCATED = "OP9601" "truncated-snapshot" Error []
        "An answer of AWS is one page of several. What is not in it may be on the next page, and that something is absent decides about packets. Call again without limits, or give all pages.";
    SNAPSHOT_SHAPE = "OP9602" "not-an-answer-of-aws" Error []
        "The file is not what a call of the AWS CLI prints. A filter such as `--query`, another `--output` than JSON or YAML, or an error of AWS gives other forms; the message names the command to run.";
    SNAPSHOT_NOTE = "OP9603" "unusual-answer" Note []
        "An answer of AWS has another form than the service model gives it, and its meaning is clear. Some of AWS's own example pages are like that.";
    SNAPSHOT_GAP = "OP9604" "not-described" Warning []
        "The answers of AWS name something that none of them describes. A path that depends on it is unknown; the message names the call that describes it.";
    SNAPSHOT_CONFLICT = "OP9605" "contradicting-answers" Error []
        "Two answers of AWS say different things of one object, perhaps because they were asked for at different times. What depends on it is unknown until both agree.";
    SNAPSHOT_STATE = "OP9606" "not-in-force" Warning []
        "AWS lists something with a state in which it has no effect, or a state that contradicts the rest of the snapshot. The message says what was done with it.";
    SNAPSHOT_UNREAD = "OP9607" "not-read" Note []
        "The snapshot holds an answer, or a part of one, that this program does not use.";
    SNAPSHOT_NAMELESS = "OP9608" "answer-without-its-object" Error []
        "The answers of some calls do not name the object that was asked about. Name the file `OPERATION--ID.json`, or use a bundle, which keeps the parameters.";
    SNAPSHOT_VALUE = "OP9609" "value-not-understood" Warning []
        "A value in an answer of AWS is not one that this program knows. What depends on it is unknown or left out, as the message says.";
    BAD_CONFIGURATION = "OP9610" "bad-configuration" Error []
        "`outpath.toml`, or a file that it names, cannot be understood. Nothing is checked until it can: it may say what is to be looked for.";
    UNREADABLE_SUPPRESSION = "OP9620" "unreadable-suppression" Error []
        "A comment that is meant to accept a finding cannot be read, so that it accepts nothing. Write `# outpath: ignore[OP3004] until=2027-03-31 the reason`: codes, names of codes or families such as `OP3` in the brackets, the last day if there is one, and the reason. It stands on the line of the finding, or of the thing that the finding is about, or alone on the line above.";
    UNREASONED_SUPPRESSION = "OP9621" "suppression-without-reason" Error []
        "A comment accepts a finding and does not say why. Whoever reads it in a year has to know whether the reason still holds, so that it accepts nothing without one.";
    EXPIRED_SUPPRESSION = "OP9622" "expired-suppression" Error []
        "A finding was accepted until a day that is over, by a comment with `until` or by a waiver with `expires`. It counts again. Put it right, or accept it anew with a later day.";
    UNUSED_SUPPRESSION = "OP9623" "unused-suppression" Warning []
        "A comment or a waiver accepts something that is not found. It may have been put right, or the comment stands at the wrong line, or the waiver names another subject. Left where it is it would hide the next mistake.";
    STALE_BASELINE = "OP9624" "stale-baseline" Note []
        "The baseline holds findings that are gone. Write it anew with `--write-baseline`, so that they are new if they come back.";
    NOT_REDACTED = "OP9690" "not-redacted" Error []
        "What stands here cannot be redacted, so that it would either leak or be lost. Answers of the AWS CLI are redacted (single files, bundles and folders), and topology files that name no other files.";
}
