//! Network ACLs: rules by number, without memory (facts ACL-01 to ACL-05).

use super::{Way, parts};
use crate::{
    addr::{Packet, Taken},
    forwarding::{Blocker, Cx, Onward, Reason, Step, What, state::end},
    model::{Key, NetworkAcl, NetworkAclId, NetworkAclRule, SubnetId},
};

/// What an ACL says about a packet.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Verdict {
    /// A rule allows it, by its position.
    Allowed(usize),
    /// A rule denies it, by its position; `None` is the last rule, which every ACL has.
    Denied(Option<usize>),
    /// Rules treat the protocols or messages that the packet stands for differently.
    Unclear,
}

/// Asks the network ACL of a subnet about a packet that enters or leaves it (fact ACL-04).
pub(in crate::forwarding) fn network_acl(
    cx: Cx<'_>,
    subnet: SubnetId,
    way: Way,
    packet: Packet,
    steps: &mut Vec<Step>,
) -> Onward<()> {
    let network = cx.network;
    let Some(id) = network.model.subnets[subnet].network_acl else { return Onward::Continue(()) };
    network.whole([id.into()])?;
    let rules = ordered(&network.model.network_acls[id], way, packet);
    let verdict =
        parts::judge(packet, &rules, |(_, rule)| rule.matcher, |part, rules| ask(rules, part))?;
    match verdict {
        Verdict::Allowed(at) => {
            let facts: &[&'static str] = match network.model.network_acls[id].assumed {
                true => &["ACL-02", "TOP-75"],
                false => &["ACL-02"],
            };
            cx.tell(steps, || {
                let what = What::Allowed { filter: id.into(), rule: rule_text(cx, id, way, at) };
                Step::new(what).facts(facts).key(Key::item(id, way.field(), at))
            });
            Onward::Continue(())
        }
        Verdict::Denied(by) => cx.block(steps, denied(cx, id, way, packet, by)),
        Verdict::Unclear => {
            let message = format!(
                "rules of {} let some of what `{}` stands for pass and stop the rest",
                network.name(id),
                packet.protocol,
            );
            let blocker = Blocker::new(Reason::UnmodelledState, message).facts(&["ACL-02"]);
            let help = "Name the protocol and port, or the ICMP message, in the flow.";
            end(blocker.help(help).key(id).unknown())
        }
    }
}

/// Returns whether the network ACL of a subnet lets a packet pass.
pub(in crate::forwarding) fn network_acl_passes(
    cx: Cx<'_>,
    subnet: SubnetId,
    way: Way,
    packet: Packet,
) -> bool {
    let Some(id) = cx.network.model.subnets[subnet].network_acl else { return true };
    let rules = ordered(&cx.network.model.network_acls[id], way, packet);
    matches!(ask(&mut rules.iter(), packet), Verdict::Allowed(_))
}

/// Returns the rules of one direction that are about the other end of a packet, by number, with
/// their positions.
fn ordered(acl: &NetworkAcl, way: Way, packet: Packet) -> Vec<(usize, NetworkAclRule)> {
    let (rules, other_end) = match way {
        Way::In => (&acl.inbound, packet.source),
        Way::Out => (&acl.outbound, packet.destination),
    };
    let rules = rules.iter().copied().enumerate();
    let mut rules: Vec<(usize, NetworkAclRule)> =
        rules.filter(|(_, rule)| rule.prefix.contains(other_end)).collect();
    rules.sort_by_key(|(_, rule)| rule.number);
    rules
}

fn ask(rules: &mut dyn Iterator<Item = &(usize, NetworkAclRule)>, packet: Packet) -> Verdict {
    let mut of_some = None;
    for (at, rule) in rules {
        match rule.matcher.on(packet) {
            Taken::Nothing => {}
            Taken::All => return decided(of_some, rule.allow, Some(*at)),
            Taken::Some | Taken::Ports(_) => match of_some {
                None => of_some = Some(rule.allow),
                Some(action) if action == rule.allow => {}
                Some(_) => return Verdict::Unclear,
            },
        }
    }
    decided(of_some, false, None)
}

/// Returns the verdict of the rule that takes all, after rules that took a part of the packet.
fn decided(of_some: Option<bool>, allow: bool, at: Option<usize>) -> Verdict {
    match (of_some, at) {
        (Some(action), _) if action != allow => Verdict::Unclear,
        (_, Some(at)) if allow => Verdict::Allowed(at),
        (_, at) => Verdict::Denied(at),
    }
}

fn rule_text(cx: Cx<'_>, id: NetworkAclId, way: Way, at: usize) -> String {
    let acl = &cx.network.model.network_acls[id];
    let (rules, word) = match way {
        Way::In => (&acl.inbound, "from"),
        Way::Out => (&acl.outbound, "to"),
    };
    rules.get(at).map_or_else(String::new, |rule| {
        let action = if rule.allow { "allow" } else { "deny" };
        format!("{}: {action} {} {word} {}", rule.number, rule.matcher, rule.prefix)
    })
}

fn denied(cx: Cx<'_>, id: NetworkAclId, way: Way, packet: Packet, by: Option<usize>) -> Blocker {
    let name = cx.network.name(id);
    let (reason, word) = match way {
        Way::In => (Reason::NaclDenyIn, "in"),
        Way::Out => (Reason::NaclDenyOut, "out"),
    };
    let message = match by {
        Some(at) => {
            format!("rule `{}` of {name} does not let {packet} {word}", rule_text(cx, id, way, at))
        }
        None => format!("no rule of {name} lets {packet} {word}, so its last rule denies it"),
    };
    let key = by.map_or(Key::field(id, way.field()), |at| Key::item(id, way.field(), at));
    Blocker::new(reason, message).key(key)
}
