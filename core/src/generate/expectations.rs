//! What holds in an estate: some flows of each kind.

use std::fmt::Write as _;

use super::{
    cloud::ip,
    plan::{Instance, Plan, Tier, Vpc},
    premises::HOSTS,
    random::Random,
};

/// VPCs about which something is expected, at most.
const VPCS: usize = 12;

/// Some flows that work or are refused, and those that work also without service links.
struct Expected {
    always: Vec<String>,
    disconnected: Vec<String>,
}

pub(super) fn expectations(text: &mut String, plan: &Plan, random: &mut Random) {
    let mut asked: Vec<usize> = (0..plan.vpcs.len()).collect();
    random.shuffle(&mut asked);
    let mut all = Expected { always: Vec::new(), disconnected: Vec::new() };
    for at in asked.into_iter().take(VPCS) {
        if let Some(vpc) = plan.vpcs.get(at) {
            all.about(plan, vpc, random);
        }
    }
    for (field, mut lines) in [("expect", all.always), ("needs_disconnected", all.disconnected)] {
        lines.sort_unstable();
        lines.dedup();
        if !lines.is_empty() {
            let _ = writeln!(text, "{field}:");
        }
        for line in lines {
            let _ = writeln!(text, "  - {line}");
        }
    }
}

/// Returns an instance of a VPC.
fn some<'p>(vpc: &'p Vpc, tier: Tier, random: &mut Random) -> Option<&'p Instance> {
    let subnets = vpc.subnets.iter().filter(|subnet| subnet.tier == tier);
    let found: Vec<&Instance> = subnets.flat_map(|subnet| &subnet.instances).collect();
    random.one(&found).copied()
}

impl Expected {
    fn about(&mut self, plan: &Plan, vpc: &Vpc, random: &mut Random) {
        let hosts = HOSTS.map(|(name, _)| name);
        let host = random.one(&hosts).copied().unwrap_or_default();
        let site = random.one(&plan.sites).map_or("", |site| site.name.as_str());
        let mut of = |tier| some(vpc, tier, random).map(|one| one.name.as_str());
        let (web, app) = (of(Tier::Public), of(Tier::App));
        let (db, edge) = (of(Tier::Data), of(Tier::Rack));
        if let (Some(web), Some(app)) = (web, app) {
            self.always.push(format!("{web} -> {app} tcp/8080"));
        }
        if let (Some(app), Some(db)) = (app, db) {
            self.always.push(format!("{app} -> {db} tcp/5432"));
        }
        if let Some(web) = web {
            self.always.push(format!("internet(9.9.9.9) -> {web} tcp/443"));
        }
        if let Some(app) = app {
            self.always.push(format!("{app} -> 8.8.8.8 tcp/443"));
            self.always.push(format!("{site}.{host} -> {app} tcp/8443"));
            let other = random.one(&plan.vpcs).and_then(|other| some(other, Tier::App, random));
            let other = other.map(|other| &other.name);
            if let Some(other) = other.filter(|other| *other != app) {
                self.always.push(format!("{other} -> {app} tcp/8443"));
            }
        }
        if let Some(db) = db {
            self.always.push(format!("{site}.{host} -x-> {db} tcp/5432"));
            if let Some(edge) = edge {
                self.always.push(format!("{edge} -> {db} tcp/5432"));
            }
        }
        let outpost = vpc.outpost.and_then(|at| plan.outposts.get(at));
        if let (Some(edge), Some(outpost)) = (edge, outpost) {
            let own = plan.sites.get(outpost.site).map_or("", |site| site.name.as_str());
            self.disconnected.push(format!("{edge} -> {own}.{host} tcp/443"));
            self.disconnected.push(format!("{own}.{host} -> {edge} tcp/443"));
            self.always.push(format!("{site}.{host} -> {edge} tcp/443"));
            self.always.push(format!("{edge} -> 8.8.8.8 tcp/443"));
            self.between_racks(plan, vpc, edge, random);
        }
    }

    /// Racks of different VPCs reach each other by the customer's network.
    fn between_racks(&mut self, plan: &Plan, vpc: &Vpc, edge: &str, random: &mut Random) {
        let racks: Vec<&Vpc> = plan
            .vpcs
            .iter()
            .filter(|one| one.outpost.is_some() && one.outpost != vpc.outpost)
            .collect();
        let Some(other) = random.one(&racks) else { return };
        match some(other, Tier::Rack, random) {
            Some(Instance { coip: Some(address), .. }) => {
                self.always.push(format!("{edge} -> {} tcp/443", ip(*address)));
            }
            Some(other) => self.always.push(format!("{edge} -> {} tcp/443", other.name)),
            None => {}
        }
    }
}
