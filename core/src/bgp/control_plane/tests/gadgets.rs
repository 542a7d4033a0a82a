//! Networks that are known not to come to an end, or to come to several.

use super::*;

/// Speakers around one that originates the prefix, in which each likes the way over the next.
pub(super) fn around(likes: &[bool]) -> (Net, Vec<SpeakerId>) {
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

/// RFC 4264, section 3: a customer asks its second provider to use it only as a backup. Which way is
/// used depends on which came first.
#[test]
fn rfc_4264_a_wedgie_has_two_ends() {
    let mut net = Net::default();
    let [customer, backup, top, primary] =
        [net.speaker(1), net.speaker(2), net.speaker(3), net.speaker(4)];
    net.originate(customer);
    let likes = |net: &mut Net, one, other, preference| {
        let end = net.session(one, other);
        net.end(end).local_preference = preference;
        end
    };
    // Customers come before peers, peers before providers; the backup comes after all of them.
    likes(&mut net, primary, customer, 300);
    likes(&mut net, backup, customer, 10);
    let up = likes(&mut net, backup, top, 100);
    net.end(other(up)).local_preference = 300;
    let across = likes(&mut net, top, primary, 200);
    net.end(other(across)).local_preference = 200;
    let speakers = vec![backup, top];
    assert_eq!(net.solve().stable(p()), &Stability::Several { speakers });
}

/// RFC 3345, section 2.2: two clusters, MEDs that are compared between paths of one AS only, and
/// interior costs. If MEDs are always compared, or never, all comes to rest.
#[test]
fn rfc_3345_meds_and_reflectors_may_never_end() {
    let mut net = Net::default();
    let [six, ten, tens] = [net.speaker(6), net.speaker(10), net.speaker(10)];
    for (outside, med) in [(six, 0), (ten, 1), (tens, 0)] {
        net.originate(outside);
        net.at(outside).originations[0].med = Some(med);
    }
    // Reflector A with clients of its own for AS 6 and AS 10, reflector B with one for AS 10.
    let [a, b] = [net.speaker(1), net.speaker(1)];
    let [c6, c10, d10] = [net.speaker(1), net.speaker(1), net.speaker(1)];
    for (border, outside) in [(c6, six), (c10, ten), (d10, tens)] {
        net.session(border, outside);
    }
    let mut client = |reflector, border, cost| {
        let end = net.session(reflector, border);
        net.end(end).route_reflector_client = true;
        net.end(other(end)).next_hop_self = true;
        let hop = net.end(other(end)).address;
        net.costs.insert((reflector, hop), Some(cost));
        hop
    };
    // To A, AS 6 is nearer than B's AS 10 but further than its own AS 10.
    let six_hop = client(a, c6, 5);
    client(a, c10, 4);
    let far_hop = client(b, d10, 12);
    net.costs.insert((a, far_hop), Some(13));
    net.costs.insert((b, six_hop), Some(6));
    net.session(a, b);
    let speakers = vec![a, b];
    assert_eq!(net.solve().stable(p()), &Stability::Oscillates { speakers, always: true });
    for med in [MedComparison::Always, MedComparison::Never] {
        for at in 0..net.speakers.speakers.len() {
            net.speakers.speakers[at].med = med;
        }
        assert_eq!(net.solve().stable(p()), &Stability::Stable);
    }
}

/// Two ASes that each like what the other says better than what their customer says: who was first
/// keeps both.
#[test]
fn who_speaks_first_may_decide() {
    let mut net = Net::default();
    let [left, right] = [net.speaker(1), net.speaker(2)];
    let customers = [net.speaker(3), net.speaker(4)];
    let between = net.session(left, right);
    net.end(between).local_preference = 110;
    net.end(other(between)).local_preference = 110;
    for (one, customer) in [left, right].into_iter().zip(customers) {
        net.session(one, customer);
        net.originate(customer);
    }
    let speakers = vec![left, right];
    assert_eq!(net.solve().stable(p()), &Stability::Several { speakers });
}
