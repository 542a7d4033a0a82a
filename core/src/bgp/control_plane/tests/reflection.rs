//! Inside one AS.

use super::*;

/// Two clients and a neighbor of a reflector, which all are of AS 9; AS 1 tells the first client.
fn cluster() -> (Net, [SpeakerId; 5], [EndId; 4]) {
    let mut net = Net::default();
    let outside = net.speaker(1);
    net.originate(outside);
    let [client, second, reflector, neighbor] =
        [net.speaker(9), net.speaker(9), net.speaker(9), net.speaker(9)];
    let ends = [
        net.session(client, outside),
        net.session(reflector, client),
        net.session(reflector, second),
        net.session(reflector, neighbor),
    ];
    (net, [outside, client, second, reflector, neighbor], ends)
}

#[test]
fn rfc_4271_9_2_what_came_from_inside_stays_with_its_hearer() {
    let (net, [_, _, second, reflector, _], [_, _, to_second, _]) = cluster();
    assert_eq!(way(&net.solve(), reflector), [1]);
    assert_eq!(net.solve().not_sent(to_second, p()), Some(NotSent::FromOwnAs));
    assert_eq!(net.solve().best(second, p()), None);
}

#[test]
fn rfc_4456_6_a_reflector_tells_all_what_a_client_says_and_clients_what_others_say() {
    let (mut net, [_, _, second, _, neighbor], [_, to_client, to_second, _]) = cluster();
    net.end(to_client).route_reflector_client = true;
    let ribs = net.solve();
    assert_eq!((way(&ribs, second), way(&ribs, neighbor)), (vec![1], vec![1]));
    net.end(to_client).route_reflector_client = false;
    net.end(to_second).route_reflector_client = true;
    let ribs = net.solve();
    assert_eq!((way(&ribs, second), way(&ribs, neighbor)), (vec![1], vec![]));
}

#[test]
fn rfc_4456_8_and_10_a_reflected_path_names_its_origin_and_keeps_its_next_hop() {
    let (mut net, [outside, client, second, reflector, _], [to_outside, to_client, ..]) = cluster();
    net.end(to_client).route_reflector_client = true;
    net.end(to_client).next_hop_self = true;
    net.at(reflector).cluster_id = 77;
    let path = net.decision(second).winners.remove(0);
    assert_eq!(path.originator_id, Some(net.at(client).router_id));
    assert_eq!(path.cluster_list, [77]);
    assert_eq!(path.next_hop, Some(net.end(other(to_outside)).address));
    let _ = outside;
    net.end(other(to_client)).next_hop_self = true;
    let path = net.decision(second).winners.remove(0);
    assert_eq!(path.next_hop, Some(net.end(other(to_client)).address));
}

#[test]
fn rfc_4456_8_a_path_does_not_come_back_to_its_originator_or_cluster() {
    let (mut net, [_, client, second, reflector, _], [_, to_client, to_second, _]) = cluster();
    net.end(to_client).route_reflector_client = true;
    net.end(to_second).route_reflector_client = true;
    // A second way from the second client back to the first, which reflects, too.
    let back = net.session(second, client);
    net.end(back).route_reflector_client = true;
    let heard = |net: &Net, end: EndId| {
        let received = net.solve().received(end);
        received.into_iter().next().map(|(_, received)| received.verdict)
    };
    let at_second = heard(&net, back);
    assert!(matches!(at_second, Some(Verdict::Accepted(_))), "{at_second:?}");
    // The second client takes the way over the reflector, if that over the first is worse.
    net.end(other(back)).export =
        net.map(vec![entry(true, vec![], vec![RouteMapSet::LocalPreference(50)])]);
    assert_eq!(heard(&net, other(back)), Some(Verdict::Refused(Refused::Originator)));
    net.at(client).cluster_id = net.speakers.speakers[reflector.0 as usize].cluster_id;
    net.at(second).cluster_id = net.speakers.speakers[reflector.0 as usize].cluster_id;
    assert_eq!(heard(&net, other(to_second)), Some(Verdict::Refused(Refused::Cluster)));
}

#[test]
fn rfc_4456_9_the_originator_stands_for_the_identifier_and_fewer_clusters_win() {
    let mut net = Net::default();
    let outside = net.speaker(1);
    net.originate(outside);
    let client = net.speaker(9);
    net.session(client, outside);
    let (near, middle, far, judge) =
        (net.speaker(9), net.speaker(9), net.speaker(9), net.speaker(9));
    for (reflector, from) in [(near, client), (middle, client), (far, middle)] {
        let end = net.session(reflector, from);
        net.end(end).route_reflector_client = true;
    }
    net.session(judge, far);
    let direct = net.session(judge, near);
    let decision = net.decision(judge);
    assert_eq!(decision.winners[0].from, Some(direct));
    assert_eq!(decision.losers[0].1, Lost::ClusterListLength);
    assert_eq!(decision.losers[0].0.originator_id, decision.winners[0].originator_id);
}

#[test]
fn rfc_4271_5_1_5_the_local_preference_goes_around_inside_only() {
    let (mut net, [_, client, .., neighbor], [to_outside, to_client, ..]) = cluster();
    net.end(to_client).route_reflector_client = true;
    net.end(to_outside).local_preference = 250;
    assert_eq!(net.decision(neighbor).winners[0].local_preference, 250);
    let two = net.speaker(2);
    let out = net.session(neighbor, two);
    assert_eq!(net.decision(two).winners[0].local_preference, 100);
    assert!(net.solve().sent(out)[0].1.cluster_list.is_empty());
    let _ = client;
}
