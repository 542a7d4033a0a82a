//! OP8002: a flow that is needed without the service link and does not do without it.

use crate::{
    diagnostic::{Code, Severity},
    expect::{Evidence, Judgement, judge},
    forwarding::{Network, Trace, resolve, trace},
    graph::Node,
    model::{ObjectId, OutpostId},
    query::parse_expectation,
    rules::{Check, Context, Findings, Place, Rule},
    scenario::{Change, apply_all},
    text::Span,
};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP8002",
        name: "needed-while-disconnected",
        severity: Severity::Warning,
        page: "A flow that must go on while the Outpost has no service link needs the service link, or something in the Region behind it.",
        facts: &["SL-14", "SL-16"],
    },
    docs: page!("op8002_needed_while_disconnected.md"),
    check: Check::Whole(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    if cx.needs_disconnected.is_empty() {
        return;
    }
    let down: Vec<Change> = cx
        .model()
        .outposts
        .ids()
        .map(|outpost| Change::ServiceLink { outpost, up: false })
        .collect();
    let disconnected = cx.network.update(apply_all(cx.model(), &down));
    for line in cx.needs_disconnected {
        let Ok(expectation) = parse_expectation(&line.value) else { continue };
        // What does not hold on any day is no matter of the service link.
        if judge(cx.network, &expectation) != Judgement::Holds {
            continue;
        }
        if let Judgement::Refuted(evidence) = judge(&disconnected, &expectation) {
            report(cx, found, (line.span, &expectation.to_string()), &evidence);
        }
    }
}

fn report(cx: &Context<'_>, found: &mut Findings, (span, line): (Span, &str), lost: &Evidence) {
    let usual = resolve(cx.network, &lost.flow).ok().map(|intent| trace(cx.network, &intent));
    let nodes: Vec<Node> = usual.iter().flat_map(nodes).collect();
    let crossed = nodes.iter().find_map(|node| {
        let Node::ServiceLink(outpost) = node else { return None };
        Some(*outpost)
    });
    let subject = crossed.map_or(ObjectId::Topology, OutpostId::into);
    let end = ended(cx.network, &lost.trace);
    let finding = found.report(
        subject,
        Place::Text(span),
        format!("`{line}` does not go on without the service link{end}"),
    );
    if let Some(outpost) = crossed {
        finding.related(outpost, "its service link carries it");
    }
    let regional = nodes.iter().copied().find(|node| is_regional(cx, *node));
    if let Some(object) = regional.and_then(Node::object) {
        finding.related(object, "in the Region");
    }
    let by =
        regional.map_or_else(|| "the service link".to_owned(), |node| cx.network.node_name(node));
    finding
        .because(format!("On other days it is carried by {by}, which nothing on the Outpost reaches while the service link is down."))
        .help("Serve it on the Outpost or at the site, by routes to the local gateway; the same route tables must do on both kinds of days.")
        .help("Or take it out of `needs_disconnected`, if the application can wait.");
}

/// Returns where the ways there and back lead.
fn nodes(trace: &Trace) -> Vec<Node> {
    let back = trace.replies.iter().flat_map(|reply| &reply.paths);
    trace.forward.iter().chain(back).flat_map(|path| path.nodes()).collect()
}

/// Says why the packet ends, as answers do.
fn ended(network: &Network, trace: &Trace) -> String {
    let back = trace.replies.iter().flat_map(|reply| &reply.paths);
    let mut all = trace.forward.iter().chain(back);
    let found = all.find_map(|path| Some((path.outcome.blocker()?, path.hops.last()?)));
    found.map_or_else(String::new, |(blocker, hop)| {
        format!(": {} at {}", blocker.reason.id(), network.node_name(hop.node))
    })
}

/// Returns whether a node stands in the Region.
fn is_regional(cx: &Context<'_>, node: Node) -> bool {
    let model = cx.model();
    match node {
        Node::InternetGateway(_)
        | Node::NatGateway(_)
        | Node::RegionalNatGateway(_)
        | Node::EgressOnlyInternetGateway(_)
        | Node::VpcEndpoint(_)
        | Node::AwsService(_)
        | Node::TransitGateway(_)
        | Node::VirtualPrivateGateway(_) => true,
        Node::NetworkInterface(id) => {
            model.subnets[model.network_interfaces[id].subnet].outpost().is_none()
        }
        Node::Subnet(_)
        | Node::PeeringConnection(_)
        | Node::ServiceLink(_)
        | Node::LocalGateway(_)
        | Node::Vif(_)
        | Node::ServiceLinkVif(_)
        | Node::TransitGatewayAttachment(_)
        | Node::VpnConnection(_)
        | Node::DirectConnectInterface(_)
        | Node::DirectConnectGateway(_)
        | Node::Router(_)
        | Node::Segment(_)
        | Node::Host(_)
        | Node::Internet => false,
    }
}
