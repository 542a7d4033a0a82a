//! OP2011: packets of a stated size that are cut into fragments on their way.

use crate::{
    diagnostic::{Code, Severity},
    forwarding::{Hop, Path, Trace, What, resolve, trace},
    graph::Node,
    model::ObjectId,
    query::Demand,
    rules::{Check, Context, Findings, Place, Rule},
    text::Span,
};

pub(in crate::rules) const RULE: Rule = Rule {
    code: &Code {
        id: "OP2011",
        name: "fragmented-packets",
        severity: Severity::Warning,
        page: "Packets of an expected flow have a size that does not fit somewhere on their way and are fragmented there.",
        facts: &["SL-09", "LGW-21", "TOP-11"],
    },
    docs: page!("op2011_fragmented_packets.md"),
    check: Check::Whole(check),
};

fn check(cx: &Context<'_>, found: &mut Findings) {
    for (span, line) in cx.expected() {
        if line.flow.clauses.size.is_none() || line.demand != Demand::Reaches {
            continue;
        }
        let Ok(intent) = resolve(cx.network, &line.flow) else { continue };
        let way = trace(cx.network, &intent);
        if let Some((hop, size, mtu)) = fragmented(&way) {
            report(cx, found, (*span, &line.to_string()), (hop.node, size, mtu));
        }
    }
}

/// Returns where packets are cut first, there or back.
fn fragmented(way: &Trace) -> Option<(&Hop, u32, u32)> {
    let back = way.replies.iter().flat_map(|reply| &reply.paths);
    let paths: Vec<&Path> = way.forward.iter().chain(back).collect();
    paths.into_iter().flat_map(|path| &path.hops).find_map(|hop| {
        hop.steps.iter().find_map(|step| {
            let What::Fragmented { size, mtu } = step.what else { return None };
            Some((hop, size, mtu))
        })
    })
}

fn report(
    cx: &Context<'_>,
    found: &mut Findings,
    (span, line): (Span, &str),
    (node, size, mtu): (Node, u32, u32),
) {
    let subject = if let Node::ServiceLink(outpost) = node {
        outpost.into()
    } else {
        node.object().unwrap_or(ObjectId::Topology)
    };
    let finding = found.report(
        subject,
        Place::Text(span),
        format!(
            "packets of `{line}` are fragmented at {}, which carries {mtu} bytes",
            cx.network.node_name(node)
        ),
    );
    if subject != ObjectId::Topology {
        finding.related(subject, format!("carries {mtu} bytes"));
    }
    finding
        .because(format!("A datagram of {size} bytes becomes several packets there: one lost fragment loses it all, and many firewalls let no fragments pass."))
        .help(format!("Let the application send at most {mtu} bytes, headers included, or set the MTU of the sender's interface to {mtu}."));
}
