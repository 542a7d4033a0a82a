//! Networks that are known not to come to an end, or to come to several.

use super::*;

/// Speakers around one that originates the prefix, in which each likes the way over the next.
fn around(likes: &[bool]) -> (Net, Vec<SpeakerId>) {
    let mut net = Net::default();
    let center = net.speaker(100);
    net.originate(center);
    let rim: Vec<_> = (1..=likes.len()).map(|at| net.speaker(u32::try_from(at).unwrap())).collect();
    for (at, one) in rim.iter().enumerate() {
        net.session(*one, center);
        let next = rim[(at + 1) % rim.len()];
        let end = net.session(*one, next);
        if likes[at] {
            net.end(end).local_preference = 200;
        }
    }
    // Nobody takes a way of more than two.
    let short = vec![entry(
        true,
        vec![RouteMapMatch::AsPath(vec!["^. 100$".parse().unwrap()])],
        vec![RouteMapSet::LocalPreference(200)],
    )];
    let map = net.map(short);
    for (at, likes) in likes.iter().enumerate() {
        let end = EndId { session: SessionId(u32::try_from(at * 2 + 1).unwrap()), second: false };
        if *likes {
            net.end(end).import = map;
        }
    }
    (net, rim)
}

#[test]
fn a_good_gadget_has_one_end() {
    let (net, rim) = around(&[true, true, false]);
    let ribs = net.solve();
    assert_eq!(ribs.stable(p()), &Stability::Stable);
    assert_eq!(way(&ribs, rim[2]), [100]);
    assert_eq!(way(&ribs, rim[1]), [3, 100]);
    assert_eq!(way(&ribs, rim[0]), [100]);
}

#[test]
fn a_bad_gadget_never_ends() {
    let (net, rim) = around(&[true, true, true]);
    let speakers = rim;
    assert_eq!(net.solve().stable(p()), &Stability::Oscillates { speakers, always: true });
}

#[test]
fn disagreement_has_two_ends() {
    let (net, rim) = around(&[true, true]);
    assert_eq!(net.solve().stable(p()), &Stability::Several { speakers: rim });
}
