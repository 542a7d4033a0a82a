//! OP4015: pool not shared.

use std::collections::BTreeSet;

use crate::{
    addr::PrefixMap,
    diagnostic::{Code, Severity},
    model::{CoipPoolId, Key},
    rules::{Check, Context, Findings, Rule},
};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP4015",
        name: "pool-not-shared",
        severity: Severity::Warning,
        page: "An interface has a customer-owned address of a pool that is not shared with its account.",
        facts: &["COIP-21", "LGW-13"],
    },
    docs: page!("op4015_pool_not_shared.md"),
    check: Check::Parts(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    let model = cx.model();
    let pools = model.coip_pools.iter();
    let pools: PrefixMap<CoipPoolId> = pools
        .flat_map(|(id, pool)| pool.prefixes.iter().map(move |prefix| (*prefix, id)))
        .collect();
    let mut told = BTreeSet::new();
    for (id, interface) in model.network_interfaces.iter() {
        let subnet = &model.subnets[interface.subnet];
        let (Some(coip), Some(outpost)) = (interface.coip, subnet.outpost()) else { continue };
        let Some(account) = model.vpcs[subnet.vpc].account else { continue };
        let own = pools.covering(coip).map(|(_, pool)| *pool);
        let mut own = own.filter(|pool| {
            let table = &model.local_gateway_route_tables[model.coip_pools[*pool].table];
            model.local_gateways[table.local_gateway].outpost == outpost
        });
        let Some(pool) = own.next_back() else { continue };
        let shared = (pool, model.coip_pools[pool].shared_with.as_slice());
        if cx.may_use(outpost, account, shared) || !told.insert((pool, account)) {
            continue;
        }
        found
            .report(
                id,
                Key::field(id, "coip"),
                format!(
                    "{} has an address of {}, which is not shared with {}",
                    cx.title(id),
                    cx.title(pool),
                    cx.title(account)
                ),
            )
            .related(pool, "the pool")
            .because("Accounts allocate customer-owned addresses from pools that the owner of the Outpost shares with them, and addresses do not move between accounts.")
            .help(format!("Share the pool with AWS RAM and add {} to `shared_with`, or correct the account.", cx.name(account)));
    }
}
