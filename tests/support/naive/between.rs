//! Routes to a local gateway that are more specific than the local route (facts VRT-09 to VRT-12).

use outpath_core::{
    addr::Prefix,
    model::{LocalGatewayId, LocalGatewayRouteTable, Mode, OutpostId, SubnetId},
};

use super::walk::{Rules, Stop, Walk, unknown};

impl Rules<'_> {
    /// Ends the path unless a route for an address of the sender's own VPC is one that AWS documents:
    /// to the own local gateway, for a whole subnet on another Outpost, in direct VPC routing at both
    /// ends. A foreign local gateway refuses the packet itself.
    pub(super) fn inside(
        self,
        walk: &Walk,
        gateway: LocalGatewayId,
        from: SubnetId,
        length: u8,
    ) -> Result<(), Stop> {
        let to = walk.packet.destination;
        let sender = &self.model.subnets[from];
        let blocks = &self.model.vpcs[sender.vpc].prefixes;
        let own = self.model.local_gateways[gateway].outpost;
        if !blocks.iter().any(|block| block.contains(to)) || sender.outpost() != Some(own) {
            return Ok(());
        }
        let Some(prefix) = Prefix::holding(to, length) else { return Ok(()) };
        let equal = |subnet: SubnetId| {
            let subnet = &self.model.subnets[subnet];
            subnet.vpc == sender.vpc && subnet.prefixes.contains(&prefix)
        };
        let whole = self.model.subnets.ids().find(|id| equal(*id) && !blocks.contains(&prefix));
        let Some(whole) = whole else { return unknown("unmodelled-state") };
        self.consult(&[whole.into()])?;
        let far = match self.model.subnets[whole].outpost() {
            Some(far) if far != own => far,
            Some(_) | None => return unknown("unmodelled-state"),
        };
        let tables = self.model.local_gateway_route_tables.values();
        let at = |table: &LocalGatewayRouteTable, outpost: OutpostId| {
            self.model.local_gateways[table.local_gateway].outpost == outpost
        };
        let mut tables = tables.filter(|table| at(table, own) || at(table, far));
        let coip = tables.any(|table| {
            table.mode == Some(Mode::Coip) && table.vpcs.iter().any(|one| one.vpc == sender.vpc)
        });
        if coip { unknown("unmodelled-state") } else { Ok(()) }
    }
}
