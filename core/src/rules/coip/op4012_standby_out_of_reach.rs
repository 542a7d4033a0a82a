//! OP4012: a Multi-AZ standby of RDS that the primary cannot replicate to.

use crate::{
    diagnostic::{Code, Severity},
    forwarding::{Blocker, Reason, Verdict, resolve, trace},
    graph::Node,
    model::{Key, NetworkInterfaceId},
    query::parse_flow,
    rules::{Check, Context, Findings, Rule},
};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP4012",
        name: "standby-out-of-reach",
        severity: Severity::Warning,
        page: "Replication between a database and its Multi-AZ standby on another Outpost, UDP 500 and 4500, does not get through.",
        facts: &["COIP-16", "COIP-29", "PKT-18", "TOP-82"],
    },
    docs: page!("op4012_standby_out_of_reach.md"),
    check: Check::Whole(check),
};

/// The ports of IPsec, which carries replication.
const PORTS: [u16; 2] = [500, 4500];

fn check(cx: &Context<'_>, found: &mut Findings) {
    let model = cx.model();
    for (standby, one) in model.network_interfaces.iter() {
        let Some(primary) = one.standby_of else { continue };
        let outpost = |id: NetworkInterfaceId| {
            let subnet = model.network_interfaces[id].subnet;
            model.subnets[subnet].outpost().filter(|_| model.network_interfaces[id].coip.is_some())
        };
        let (Some(here), Some(there)) = (outpost(primary), outpost(standby)) else { continue };
        let ways = [(primary, standby), (standby, primary)];
        let asked = ways.into_iter().flat_map(|way| PORTS.map(|port| (way, port)));
        let lost = asked.filter(|_| here != there).find_map(|(way, port)| lost(cx, way, port));
        if let Some(lost) = lost {
            report(cx, found, (primary, standby), &lost);
        }
    }
}

/// A connection of replication that does not get from one local gateway to the other.
struct Lost {
    flow: String,
    at: String,
    blocker: Blocker,
}

fn lost(
    cx: &Context<'_>,
    (from, to): (NetworkInterfaceId, NetworkInterfaceId),
    port: u16,
) -> Option<Lost> {
    let name = |id: NetworkInterfaceId| cx.model().identity(id.into()).name.clone();
    let text = format!("{} -> {} udp/{port}>{port}", name(from), name(to));
    let intent = resolve(cx.network, &parse_flow(&text).ok()?).ok()?;
    let way = trace(cx.network, &intent);
    match way.verdict {
        Verdict::Reachable | Verdict::Unknown => return None,
        Verdict::Unreachable | Verdict::OneWay | Verdict::Partial => {}
    }
    // What filters and routes say beside the databases does not concern the addresses of RDS itself.
    let beyond = |node: Node| !matches!(node, Node::NetworkInterface(_) | Node::Subnet(_));
    let back = way.replies.iter().flat_map(|reply| &reply.paths);
    let ends = way
        .forward
        .iter()
        .chain(back)
        .filter_map(|path| Some((path.hops.last()?.node, path.outcome.blocker()?)));
    let all = ends.chain(way.blockers.iter().map(|one| (one.node, &one.blocker)));
    let said = |reason| {
        use Reason::{LeftModel, TooManyPaths, UnknownObject, UnmodelledState, UnsupportedObject};
        let open = [LeftModel, TooManyPaths, UnknownObject, UnmodelledState, UnsupportedObject];
        !open.contains(&reason)
    };
    let (node, blocker) =
        all.into_iter().find(|(node, blocker)| beyond(*node) && said(blocker.reason))?;
    Some(Lost { flow: text, at: cx.network.node_name(node), blocker: blocker.clone() })
}

fn report(
    cx: &Context<'_>,
    found: &mut Findings,
    (primary, standby): (NetworkInterfaceId, NetworkInterfaceId),
    lost: &Lost,
) {
    let finding = found.report(
        standby,
        Key::field(standby, "standby_of"),
        format!("standby {} of {} gets no replication", cx.name(standby), cx.name(primary)),
    );
    finding.related(primary, "the primary");
    finding
        .because(format!(
            "`{}` is stopped at {}, {}: {}.",
            lost.flow,
            lost.at,
            lost.blocker.reason.id(),
            lost.blocker.message.trim_end_matches('.')
        ))
        .help(lost.blocker.help.clone())
        .help(format!("`outpath trace` with '{}' shows every hop.", lost.flow));
}
