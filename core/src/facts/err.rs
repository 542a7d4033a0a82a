//! Codes, states and messages of AWS that a user may meet. Only what was really seen is listed.

use super::fact::facts;

facts! {
    "ERR-01" Documented [CF2]
        "AWS answers `InvalidLocalGatewayRouteTableID.NotFound` for an unknown local gateway route \
         table.";
    "ERR-02" Documented [CF2]
        "AWS answers `InvalidLocalGatewayVirtualInterfaceGroupID.NotFound` for an unknown virtual \
         interface group.";
    "ERR-03" Documented [CF2]
        "AWS answers `InvalidLocalGatewayRouteTableVirtualInterfaceGroupAssociationID.NotFound` \
         for an unknown association of a route table with a virtual interface group."
        note "Also seen with `Id` for `ID`.";
    "ERR-04" Documented [CF2]
        "AWS answers `InvalidLocalGatewayRouteTableVpcAssociationID.NotFound` for an unknown \
         association of a route table with a VPC.";
    "ERR-05" Documented [CF2]
        "AWS answers `InvalidRoute.NotFound` for a missing local gateway route, `InvalidParameter` \
         for bad input, and `UnauthorizedOperation` for a caller who is not the owner.";
    "ERR-06" Documented [CF2]
        "CloudFormation refuses a local gateway route with both targets or with none.";
    "ERR-07" Documented [CF2]
        "CloudFormation refuses a second local gateway route with the same table and CIDR as \
         already existing.";
    "ERR-08" Blog [F06]
        "Elastic Load Balancing refuses Outpost subnets for a load balancer of type `classic`.";
    "ERR-09" Blog [F06]
        "Elastic Load Balancing refuses Outpost subnets for a load balancer of type `network`.";
    "ERR-10" Documented [R01]
        "The status `incompatible-network` of an RDS database on an Outpost means that no \
         customer-owned address could be allocated.";
    "ERR-11" Documented [B01]
        "The state `active_impaired` of a load balancer on an Outpost means that it lacks capacity \
         or addresses to scale.";
    "ERR-12" Blog [F08]
        "The console offers no CoIP pools for a table in direct VPC routing mode and asks for a \
         new table to change the mode.";
    "ERR-13" Documented [S04]
        "The state `blackhole` of a local gateway route means that its network interface is \
         detached or its instance stopped.";
    "ERR-14" Documented [N05, CF2]
        "A guide shows a local gateway route table as `inactive` while an association is missing; \
         it is not shown so everywhere (LGW-30, DIS-22).";
    "ERR-15" Documented [A02, N04]
        "The state `incomplete` of a virtual interface group means that it has fewer than four \
         virtual interfaces, on a second-generation rack.";
    "ERR-16" Blog [K02]
        "AWS refuses a local gateway route in the main table or in a table shared with the Region, \
         and VPCs with conflicting blocks on one table. Its exact words are not known, so Outpath \
         uses its own.";
    "ERR-17" Documented [CF2]
        "AWS answers `LocalGatewayRouteTableVpcAssociationAlreadyExists` when a VPC is associated \
         with the same table again.";
    "ERR-18" Documented [CF2, A06]
        "AWS's handlers know no code of their own for conflicting blocks, a main or shared route \
         table, or a second table for one VPC."
        note "Documented by absence.";
    "ERR-19" Documented [T04]
        "Creating or deleting an S3 on Outposts endpoint while the service link is down fails with \
         `OutpostOfflineException`, or leaves the endpoint in `Create_Failed` or \
         `Delete_Failed`.";
    "ERR-20" Documented [F24]
        "The local Resolver answers SERVFAIL for a name that it has not cached, or after more than \
         seven days of disconnection.";
    "ERR-21" Documented [VPC_A43]
        "AWS answers `InvalidIPAddress.InUse` for an address that something else has already.";
    "ERR-22" Documented [VPC_A43]
        "AWS answers `RouteAlreadyExists` for a second route to a CIDR block in one route table.";
}
