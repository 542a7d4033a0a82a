//! Each line of the decision process, by the section of its RFC.

use super::*;

/// Two speakers of AS 1 and AS 2, of which one of AS 9 learns the same prefix; changed, and judged.
fn two(change: impl Fn(&mut Net, [SpeakerId; 2], [EndId; 2])) -> (Vec<u32>, Option<Lost>) {
    let mut net = Net::default();
    let (one, two, judge) = (net.speaker(1), net.speaker(2), net.speaker(9));
    let (left, right) = (net.session(judge, one), net.session(judge, two));
    net.originate(one);
    net.originate(two);
    change(&mut net, [one, two], [left, right]);
    let decision = net.decision(judge);
    let winners = decision.winners.iter().map(|path| path.as_path[0].0).collect();
    (winners, decision.losers.first().map(|(_, lost)| *lost))
}

#[test]
fn rfc_4271_9_1_2_2_f_the_lowest_identifier_wins() {
    assert_eq!(two(|_, _, _| {}), (vec![1], Some(Lost::RouterId)));
    let swapped = two(|net, [one, _], _| net.at(one).router_id = 77);
    assert_eq!(swapped, (vec![2], Some(Lost::RouterId)));
}
