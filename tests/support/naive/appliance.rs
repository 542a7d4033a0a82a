//! An instance that forwards gets a packet that is not for it (O).

use std::net::IpAddr;

use outpath_core::{
    addr::{Packet, PortRange},
    model::{Appliance, InstanceId, NetworkInterfaceId},
};

use super::walk::{At, Next, Rules, Session, Step, Stop, Walk, dropped, unknown};

impl Rules<'_> {
    /// O. The packet is already past the interface that it came in by.
    pub(super) fn forwarded(self, walk: &mut Walk, id: InstanceId, appliance: &Appliance) -> Step {
        walk.passed.push(id);
        walk.anonymous = true;
        if let Some(session) = walk.session(id.into()) {
            let leaving = self.leaving(walk, id, appliance, session.original.source)?;
            walk.once(id.into())?;
            walk.restore(session);
            return Ok(Next::Go(At::Forwards(leaving)));
        }
        let stateful =
            appliance.stateful || appliance.source_nat || !appliance.destination_nat.is_empty();
        if walk.back && stateful {
            return dropped("return-asymmetric");
        }
        let original = walk.packet;
        let mut rules = appliance.destination_nat.iter();
        let rule = rules.find(|rule| rule.from == original.destination);
        let to = rule.map_or(original.destination, |rule| rule.to);
        let leaving = self.leaving(walk, id, appliance, to)?;
        walk.once(id.into())?;
        if appliance.source_nat {
            self.translate_to_own(walk, leaving)?;
        }
        walk.packet.destination = to;
        walk.translations += u32::from(to != original.destination);
        if stateful {
            walk.sessions.push(Session {
                by: id.into(),
                original,
                translated: walk.packet,
                guest: None,
            });
        }
        Ok(Next::Go(At::Forwards(leaving)))
    }

    /// Chooses the interface that a forwarded packet leaves by. No instance stands both in the Region and on
    /// an Outpost, and what it does with a packet for itself that it rewrote, or took by another interface, is not known.
    fn leaving(
        self,
        walk: &Walk,
        id: InstanceId,
        appliance: &Appliance,
        to: IpAddr,
    ) -> Result<NetworkInterfaceId, Stop> {
        let own = self.model.instances[id].interfaces.iter();
        let mut own = own.flat_map(|own| &self.model.network_interfaces[*own].addresses);
        if own.any(|own| *own == to) {
            return unknown("unmodelled-state");
        }
        let leaving = self.by_route(id, appliance, to)?;
        let subnet = self.model.network_interfaces[leaving].subnet;
        // An instance has interfaces in VPCs of one account (fact IV-17).
        let interfaces = self.model.instances[id].interfaces.iter();
        let vpcs = interfaces.map(|id| {
            let subnet = self.model.network_interfaces[*id].subnet;
            &self.model.vpcs[self.model.subnets[subnet].vpc]
        });
        let accounts: Vec<_> = vpcs.filter_map(|vpc| vpc.account).collect();
        if accounts.windows(2).any(|pair| pair.first() != pair.last()) {
            return unknown("unmodelled-state");
        }
        if self.model.subnets[subnet].outpost() == walk.outpost {
            Ok(leaving)
        } else {
            unknown("unmodelled-state")
        }
    }

    /// Looks the destination up as the operating system does (facts TOP-41 and TOP-43).
    fn by_route(
        self,
        id: InstanceId,
        appliance: &Appliance,
        to: IpAddr,
    ) -> Result<NetworkInterfaceId, Stop> {
        let interfaces = &self.model.instances[id].interfaces;
        if let [only] = interfaces.as_slice() {
            return Ok(*only);
        }
        let mut ways = Vec::new();
        for interface in interfaces {
            let subnet = self.model.network_interfaces[*interface].subnet;
            let prefixes = &self.model.subnets[subnet].prefixes;
            ways.extend(prefixes.iter().map(|prefix| (*prefix, *interface)));
        }
        ways.extend(appliance.routes.iter().map(|route| (route.prefix, route.interface)));
        ways.retain(|(prefix, _)| prefix.contains(to));
        let longest = ways.iter().map(|(prefix, _)| prefix.length()).max();
        match ways.iter().find(|(prefix, _)| Some(prefix.length()) == longest) {
            Some((_, interface)) => Ok(*interface),
            None => unknown("left-model"),
        }
    }

    /// Gives the packet the address of the interface that it leaves by, and some source port.
    fn translate_to_own(self, walk: &mut Walk, id: NetworkInterfaceId) -> Result<(), Stop> {
        let Packet { source, source_ports, .. } = walk.packet;
        let addresses = &self.model.network_interfaces[id].addresses;
        let own = addresses.iter().find(|own| own.is_ipv4() == source.is_ipv4());
        let Some(own) = own else { return unknown("left-model") };
        walk.packet.source = *own;
        walk.packet.source_ports = source_ports.map(|_| PortRange { first: 1024, last: 65_535 });
        walk.translations += u32::from(source != *own);
        Ok(())
    }
}
