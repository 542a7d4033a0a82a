//! Route maps and what else decides what is sent and accepted.

use super::*;

/// AS 1, which originates the prefix, tells AS 2, which tells AS 3.
struct Line {
    net: Net,
    speakers: [SpeakerId; 3],
    /// The end of the teller on each session.
    ends: [EndId; 2],
}

fn line() -> Line {
    let mut net = Net::default();
    let speakers = [net.speaker(1), net.speaker(2), net.speaker(3)];
    let [one, two, three] = speakers;
    let ends = [net.session(one, two), net.session(two, three)];
    net.originate(one);
    Line { net, speakers, ends }
}

fn sent(net: &Net, end: EndId) -> Option<Path> {
    net.solve().sent(end).into_iter().find(|(prefix, _)| *prefix == p()).map(|(_, path)| path)
}

fn refused(net: &Net, end: EndId) -> Option<Refused> {
    match net.solve().received(end).into_iter().next()?.1.verdict {
        Verdict::Refused(why) => Some(why),
        Verdict::Accepted(_) => None,
    }
}

#[test]
fn a_path_is_sent_with_the_own_number_address_and_no_med_of_others() {
    let Line { mut net, speakers: [one, ..], ends: [first, second] } = line();
    net.at(one).originations[0].med = Some(30);
    assert_eq!(sent(&net, first).unwrap().med, Some(30));
    let path = sent(&net, second).unwrap();
    assert_eq!(path.as_path, [Asn(2), Asn(1)]);
    assert_eq!(path.med, None);
    assert_eq!(path.next_hop, Some(net.end(second).address));
    assert_eq!(path.learned_by, LearnedBy::Ebgp);
    // Not back to where it came from.
    assert_eq!(net.solve().not_sent(other(first), p()), Some(NotSent::CameFromThere));
    assert_eq!(net.solve().not_sent(second, p()), None);
    assert_eq!(net.solve().not_sent(second, prefix("10.0.0.0/8")), Some(NotSent::NoPath));
}

#[test]
fn the_first_entry_that_matches_decides() {
    let Line { mut net, speakers: [one, ..], ends: [first, second] } = line();
    let seven = community("1:7");
    let matches = [
        exactly("203.0.113.0/24"),
        RouteMapMatch::AsPath(vec!["^$".parse().unwrap()]),
        RouteMapMatch::Communities(vec![community("1:6"), seven]),
    ];
    net.at(one).originations[0].communities = vec![seven];
    for one in &matches {
        net.end(first).export = net.map(vec![
            entry(false, vec![exactly("10.0.0.0/8")], vec![]),
            entry(true, vec![one.clone()], vec![RouteMapSet::Med(5)]),
            entry(true, vec![], vec![RouteMapSet::Med(6)]),
        ]);
        assert_eq!(sent(&net, first).unwrap().med, Some(5));
    }
    net.end(first).export = net.map(vec![entry(true, matches.to_vec(), vec![])]);
    assert!(sent(&net, first).is_some(), "all of them hold");
    net.at(one).originations[0].communities = vec![];
    assert_eq!(net.solve().not_sent(first, p()), Some(NotSent::RouteMap(None)));
    net.end(first).export = net.map(vec![entry(false, vec![], vec![])]);
    assert_eq!(net.solve().not_sent(first, p()), Some(NotSent::RouteMap(Some(0))));
    // A route map that is not there permits nothing.
    net.end(first).export = Some(99);
    assert_eq!(net.solve().not_sent(first, p()), Some(NotSent::RouteMap(None)));
    net.end(first).export = None;
    net.end(other(second)).import = net.map(vec![entry(false, vec![], vec![])]);
    assert_eq!(refused(&net, other(second)), Some(Refused::RouteMap(Some(0))));
}

#[test]
fn an_entry_changes_what_it_says() {
    let Line { mut net, ends: [first, second], .. } = line();
    let (kept, gone) = (community("1:1"), community("1:2"));
    net.end(first).export = net.map(vec![entry(
        true,
        vec![],
        vec![
            RouteMapSet::AddCommunities(vec![gone, kept]),
            RouteMapSet::RemoveCommunities(vec![gone]),
            RouteMapSet::Prepend(2),
        ],
    )]);
    net.end(first).prepend = 1;
    let path = sent(&net, first).unwrap();
    assert_eq!(path.communities, [kept]);
    assert_eq!(path.as_path, [Asn(1); 4]);
    net.end(other(second)).import =
        net.map(vec![entry(true, vec![], vec![RouteMapSet::LocalPreference(70)])]);
    net.end(other(second)).local_preference = 300;
    assert_eq!(net.decision(SpeakerId(2)).winners[0].local_preference, 70);
}

#[test]
fn communities_that_everybody_knows() {
    let Line { mut net, speakers: [one, two, _], ends: [first, second] } = line();
    let inner = net.speaker(2);
    let inside = net.session(two, inner);
    let marked = vec![RouteMapSet::AddCommunities(vec![Community::NO_EXPORT])];
    net.end(other(first)).import = net.map(vec![entry(true, vec![], marked)]);
    assert_eq!(net.solve().not_sent(second, p()), Some(NotSent::NoExport));
    assert_eq!(net.solve().not_sent(inside, p()), None);
    net.end(other(first)).import = None;
    net.at(one).originations[0].communities = vec![Community::NO_ADVERTISE];
    assert_eq!(net.solve().not_sent(first, p()), Some(NotSent::NoAdvertise));
}

#[test]
fn rfc_8212_nothing_without_a_policy() {
    let Line { mut net, ends: [first, second], .. } = line();
    net.end(first).require_policy = true;
    assert_eq!(net.solve().not_sent(first, p()), Some(NotSent::NoPolicy));
    let all = net.map(vec![entry(true, vec![], vec![])]);
    net.end(first).export = all;
    net.end(other(second)).require_policy = true;
    assert_eq!(refused(&net, other(second)), Some(Refused::NoPolicy));
    net.end(other(second)).import = all;
    assert_eq!(refused(&net, other(second)), None);
}

#[test]
fn some_ends_send_less() {
    let Line { mut net, speakers: [_, two, _], ends: [_, second] } = line();
    net.end(second).only = Some(vec![prefix("10.0.0.0/8")]);
    assert_eq!(net.solve().not_sent(second, p()), Some(NotSent::NotListed));
    net.end(second).only = Some(vec![p()]);
    assert_eq!(net.solve().not_sent(second, p()), None);
    net.at(two).passes_on = false;
    assert_eq!(net.solve().not_sent(second, p()), Some(NotSent::PassesNothingOn));
    net.originate(two);
    assert_eq!(net.solve().not_sent(second, p()), None);
}

#[test]
fn too_many_prefixes_close_the_session_for_good() {
    let Line { mut net, speakers: [one, two, three], ends: [first, second] } = line();
    net.at(one).originations.push(origination("10.1.0.0/16"));
    net.end(other(first)).max_prefixes = Some(2);
    assert_eq!(net.solve().closed(), []);
    net.at(one).originations.push(origination("10.2.0.0/16"));
    net.originate(two);
    let ribs = net.solve();
    assert_eq!(ribs.closed(), [(other(first), 3)]);
    assert_eq!(ribs.not_sent(first, p()), Some(NotSent::Closed));
    assert_eq!(ribs.prefixes(two).collect::<Vec<_>>(), [p()]);
    // What is refused does not count, and what comes after it is told less.
    net.end(other(second)).max_prefixes = Some(1);
    let ribs = net.solve();
    assert_eq!(ribs.closed(), [(other(first), 3), (other(second), 3)]);
    net.end(other(first)).import = net.map(vec![entry(true, vec![exactly("10.1.0.0/16")], vec![])]);
    let ribs = net.solve();
    assert_eq!(ribs.closed(), [(other(second), 2)]);
    assert_eq!(ribs.prefixes(three).count(), 0);
}
