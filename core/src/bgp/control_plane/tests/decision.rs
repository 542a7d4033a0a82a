//! Each line of the decision process, by the section of its RFC.

use super::*;

/// Lets a speaker of AS 9 learn the prefix from one of AS 1 and one of AS 2, and returns from whom it
/// takes it, and why not from the other. Nothing changed, the lower identifier wins: AS 1.
fn two(change: impl Fn(&mut Net, [SpeakerId; 2], [EndId; 2])) -> (Vec<u32>, Option<Lost>) {
    let mut net = Net::default();
    let (one, two, judge) = (net.speaker(1), net.speaker(2), net.speaker(9));
    let ends = [net.session(judge, one), net.session(judge, two)];
    net.originate(one);
    net.originate(two);
    change(&mut net, [one, two], ends);
    judged(&net, judge)
}

fn judged(net: &Net, judge: SpeakerId) -> (Vec<u32>, Option<Lost>) {
    let decision = net.decision(judge);
    let winners = decision.winners.iter().map(|path| path.as_path[0].0).collect();
    (winners, decision.losers.first().map(|(_, lost)| *lost))
}

/// Like [`two`], but through speakers of the own AS.
fn inside(change: impl Fn(&mut Net, [SpeakerId; 2], SpeakerId)) -> (Vec<u32>, Option<Lost>) {
    let mut net = Net::default();
    let (one, two) = (net.speaker(1), net.speaker(2));
    let (left, right, judge) = (net.speaker(9), net.speaker(9), net.speaker(9));
    net.originate(one);
    net.originate(two);
    net.session(left, one);
    net.session(right, two);
    for border in [left, right] {
        let end = net.session(border, judge);
        net.end(end).next_hop_self = true;
    }
    change(&mut net, [left, right], judge);
    judged(&net, judge)
}

#[test]
fn rfc_4271_9_1_2_1_an_unreachable_next_hop_does_not_count() {
    let lost = two(|net, _, [left, _]| {
        let hop = net.end(other(left)).address;
        net.costs.insert((SpeakerId(2), hop), None);
    });
    assert_eq!(lost, (vec![2], Some(Lost::NextHop)));
}

#[test]
fn rfc_4271_9_1_2_an_as_loop_does_not_count() {
    let mut net = Net::default();
    let (one, two) = (net.speaker(1), net.speaker(2));
    let end = net.session(two, one);
    net.at(one).originations =
        vec![Origination { as_path: vec![Asn(7), Asn(2)], ..origination("203.0.113.0/24") }];
    assert_eq!(net.solve().best(two, p()), None);
    let refused = net.solve().received(end).remove(0).1.verdict;
    assert_eq!(refused, Verdict::Refused(Refused::AsLoop));
    net.end(end).allowas_in = 1;
    assert_eq!(way(&net.solve(), two), [1, 7, 2]);
}

#[test]
fn rfc_4271_9_1_1_the_highest_local_preference_wins() {
    let preferred = two(|net, [_, two], [_, right]| {
        net.end(right).local_preference = 101;
        net.at(two).originations[0].as_path = vec![Asn(70)];
    });
    assert_eq!(preferred, (vec![2], Some(Lost::LocalPreference)));
}

#[test]
fn rfc_4271_9_1_2_2_a_the_shortest_as_path_wins() {
    let shorter = two(|net, [one, two], _| {
        net.at(one).originations[0].as_path = vec![Asn(70)];
        net.at(two).originations[0].origin = Origin::Incomplete;
    });
    assert_eq!(shorter, (vec![2], Some(Lost::AsPathLength)));
}

#[test]
fn rfc_4271_9_1_2_2_b_the_lowest_origin_wins() {
    for (worse, better) in [(Origin::Incomplete, Origin::Egp), (Origin::Egp, Origin::Igp)] {
        let lower = two(|net, [one, two], _| {
            net.at(one).originations[0].origin = worse;
            net.at(two).originations[0].origin = better;
            net.at(two).originations[0].med = Some(5);
            net.at(SpeakerId(2)).med = MedComparison::Always;
        });
        assert_eq!(lower, (vec![2], Some(Lost::Origin)));
    }
}

#[test]
fn rfc_4271_9_1_2_2_c_the_lowest_med_of_one_neighboring_as_wins() {
    let meds = |asn: u32, med: MedComparison| {
        two(|net, [one, two], _| {
            net.at(two).asn = Asn(asn);
            net.at(one).originations[0].med = Some(5);
            net.at(two).originations[0].med = Some(4);
            net.at(SpeakerId(2)).med = med;
        })
    };
    assert_eq!(meds(1, MedComparison::SameNeighbor), (vec![1], Some(Lost::Med)));
    let first_of_two = |found: (Vec<u32>, Option<Lost>)| found.1;
    assert_eq!(first_of_two(meds(2, MedComparison::SameNeighbor)), Some(Lost::RouterId));
    assert_eq!(meds(2, MedComparison::Always), (vec![2], Some(Lost::Med)));
    assert_eq!(first_of_two(meds(1, MedComparison::Never)), Some(Lost::RouterId));
}

#[test]
fn rfc_4271_9_1_2_2_c_no_med_is_the_lowest() {
    let none = two(|net, [one, _], _| {
        net.at(one).originations[0].med = Some(1);
        net.at(SpeakerId(2)).med = MedComparison::Always;
    });
    assert_eq!(none, (vec![2], Some(Lost::Med)));
}

/// A path that loses by its MED takes none with it: the order of comparisons must not show.
#[test]
fn rfc_4271_9_1_2_2_c_meds_are_compared_before_anything_after() {
    let mut net = Net::default();
    // From AS 1 with a low MED but far, from AS 1 near, and from AS 2 in between.
    let (far, near, between) = (net.speaker(1), net.speaker(1), net.speaker(2));
    let judge = net.speaker(9);
    for (at, (speaker, med, cost)) in
        [(far, 0, 30), (near, 5, 10), (between, 0, 20)].into_iter().enumerate()
    {
        net.originate(speaker);
        net.at(speaker).originations[0].med = Some(med);
        net.session(judge, speaker);
        let hop = IpAddr::from([10, 255, u8::try_from(at).unwrap(), 2]);
        net.costs.insert((judge, hop), Some(cost));
    }
    let decision = net.decision(judge);
    assert_eq!(decision.winners[0].as_path, [Asn(2)]);
    let lost: Vec<Lost> = decision.losers.iter().map(|(_, lost)| *lost).collect();
    assert_eq!(lost, [Lost::InteriorCost, Lost::Med]);
}

#[test]
fn rfc_4271_9_1_2_2_d_outside_comes_before_inside() {
    let outside = inside(|net, [left, _], judge| {
        net.at(left).router_id = 0;
        let three = net.speaker(3);
        net.originate(three);
        net.session(judge, three);
        let hop = IpAddr::from([10, 255, 4, 2]);
        net.costs.insert((judge, hop), Some(50));
    });
    assert_eq!(outside, (vec![3], Some(Lost::LearnedInside)));
}

#[test]
fn rfc_4271_9_1_2_2_e_the_nearest_next_hop_wins() {
    let near = inside(|net, _, judge| {
        net.costs.insert((judge, IpAddr::from([10, 255, 2, 1])), Some(3));
        net.costs.insert((judge, IpAddr::from([10, 255, 3, 1])), Some(2));
    });
    assert_eq!(near, (vec![2], Some(Lost::InteriorCost)));
}

#[test]
fn rfc_4271_9_1_2_2_f_the_lowest_identifier_wins() {
    assert_eq!(two(|_, _, _| {}), (vec![1], Some(Lost::RouterId)));
    let swapped = two(|net, [one, _], _| net.at(one).router_id = 77);
    assert_eq!(swapped, (vec![2], Some(Lost::RouterId)));
}

#[test]
fn rfc_4271_9_1_2_2_g_the_lowest_address_wins() {
    let mut net = Net::default();
    let (one, judge) = (net.speaker(1), net.speaker(9));
    net.originate(one);
    let (low, high) = (net.session(judge, one), net.session(judge, one));
    let lost = net.decision(judge);
    assert_eq!(lost.winners[0].from, Some(low));
    assert_eq!(lost.losers[0].1, Lost::PeerAddress);
    net.end(other(low)).address = IpAddr::from([10, 255, 9, 9]);
    assert_eq!(net.decision(judge).winners[0].from, Some(high));
}

#[test]
fn rfc_4271_9_1_1_what_a_speaker_originates_comes_first() {
    let mut net = Net::default();
    let (one, judge) = (net.speaker(1), net.speaker(9));
    let end = net.session(judge, one);
    net.originate(one);
    net.originate(judge);
    net.end(end).local_preference = 900;
    let decision = net.decision(judge);
    assert_eq!((decision.winners[0].from, decision.winners[0].next_hop), (None, None));
    assert_eq!(decision.losers[0].1, Lost::NotOwn);
}

#[test]
fn of_two_paths_of_its_own_a_speaker_takes_the_better() {
    let mut net = Net::default();
    let one = net.speaker(1);
    let offer = |origin| Origination { origin, ..origination("203.0.113.0/24") };
    net.at(one).originations = vec![offer(Origin::Incomplete), offer(Origin::Igp)];
    let decision = net.decision(one);
    assert_eq!(decision.winners[0].origin, Origin::Igp);
    assert_eq!(decision.losers[0].1, Lost::Origin);
}

#[test]
fn equal_paths_share_the_load_up_to_a_number() {
    let shared = |ebgp, relax_as_path| {
        two(|net, _, _| {
            net.at(SpeakerId(2)).multipath = Multipath { ebgp, ibgp: 1, relax_as_path };
        })
    };
    assert_eq!(shared(1, true), (vec![1], Some(Lost::RouterId)));
    assert_eq!(shared(2, true), (vec![1, 2], None));
    assert_eq!(shared(2, false), (vec![1], Some(Lost::OtherAsPath)));
    let same = two(|net, [_, two], _| {
        net.at(two).asn = Asn(1);
        net.at(SpeakerId(2)).multipath = Multipath { ebgp: 2, ibgp: 1, relax_as_path: false };
    });
    assert_eq!(same, (vec![1, 1], None));
    let inner = |ibgp| {
        inside(|net, _, judge| {
            net.at(judge).multipath = Multipath { ebgp: 1, ibgp, relax_as_path: true };
        })
    };
    assert_eq!(inner(1), (vec![1], Some(Lost::RouterId)));
    assert_eq!(inner(2), (vec![1, 2], None));
    let mut net = Net::default();
    let judge = net.speaker(9);
    for asn in 1..=3 {
        let speaker = net.speaker(asn);
        net.originate(speaker);
        net.session(judge, speaker);
    }
    net.at(judge).multipath = Multipath { ebgp: 2, ibgp: 1, relax_as_path: true };
    assert_eq!(judged(&net, judge), (vec![1, 2], Some(Lost::EnoughPaths)));
}
