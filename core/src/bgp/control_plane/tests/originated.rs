//! What speakers originate only if they know something else.

use super::*;

#[test]
fn rfc_4271_9_2_2_2_an_aggregate_is_there_while_a_longer_prefix_is() {
    let mut net = Net::default();
    let (one, two, three) = (net.speaker(1), net.speaker(2), net.speaker(3));
    let (_, out) = (net.session(one, two), net.session(two, three));
    let aggregate = |text: &str, summary_only| Aggregate { prefix: prefix(text), summary_only };
    net.at(two).aggregates = vec![aggregate("203.0.112.0/22", false), p_itself()];
    assert_eq!(net.solve().best(three, prefix("203.0.112.0/22")), None);
    net.originate(one);
    net.at(one).originations[0].origin = Origin::Incomplete;
    let ribs = net.solve();
    let path = &ribs.best(three, prefix("203.0.112.0/22")).unwrap().winners[0];
    assert_eq!(path.as_path, [Asn(2)]);
    assert!(path.atomic_aggregate);
    assert_eq!(path.origin, Origin::Incomplete);
    // A prefix is not inside itself.
    assert_eq!(ribs.best(two, p()).unwrap().winners[0].as_path, [Asn(1)]);
    assert_eq!(ribs.sent(out).len(), 2);
    net.at(two).aggregates = vec![aggregate("203.0.112.0/22", true)];
    let ribs = net.solve();
    assert_eq!(ribs.not_sent(out, p()), Some(NotSent::SummaryOnly));
    assert_eq!(ribs.sent(out).len(), 1);
    // An aggregate may hold another.
    net.at(three).aggregates = vec![aggregate("203.0.0.0/16", false)];
    assert!(net.solve().best(three, prefix("203.0.0.0/16")).is_some());
}

fn p_itself() -> Aggregate {
    Aggregate { prefix: p(), summary_only: false }
}

#[test]
fn a_condition_is_met_while_its_prefix_is_known() {
    let mut net = Net::default();
    let (one, two, three) = (net.speaker(1), net.speaker(2), net.speaker(3));
    let (first, _) = (net.session(one, two), net.session(two, three));
    let default = Origination { condition: Some(p()), ..origination("0.0.0.0/0") };
    net.at(two).originations = vec![default];
    let default = prefix("0.0.0.0/0");
    assert_eq!(net.solve().best(three, default), None);
    net.originate(one);
    assert!(net.solve().best(three, default).is_some());
    let hop = net.end(first).address;
    net.costs.insert((two, hop), None);
    assert_eq!(net.solve().best(three, default), None, "the path is not usable");
    // A condition that is not longer is never met.
    net.at(two).originations =
        vec![Origination { condition: Some(default), ..origination("0.0.0.0/0") }];
    assert_eq!(net.solve().best(three, default), None);
}

#[test]
fn what_hangs_on_an_undecided_prefix_is_undecided() {
    let (mut net, rim) = super::gadgets::around(&[true, true]);
    let default = |condition| Origination { condition, ..origination("0.0.0.0/0") };
    net.at(rim[0]).originations = vec![default(Some(p()))];
    let undecided = net.solve();
    assert!(matches!(undecided.stable(prefix("0.0.0.0/0")), Stability::Several { .. }));
    net.at(rim[0]).originations = vec![default(None)];
    assert_eq!(net.solve().stable(prefix("0.0.0.0/0")), &Stability::Stable);
}
