//! There and back.

use std::net::IpAddr;

use outpath_core::{
    addr::Packet,
    model::{Model, ObjectId},
};

use super::{
    Class, NaiveFlow, NaivePath, NaiveTrip, Place,
    walk::{Before, Rules, Walk},
};

/// Follows a flow one way.
#[must_use]
pub fn forward(model: &Model, flow: &NaiveFlow) -> Vec<NaivePath> {
    ways(model, flow).into_iter().map(|(path, _)| path).collect()
}

/// Follows a flow there and, for every different arrival, back.
#[must_use]
pub fn round_trip(model: &Model, flow: &NaiveFlow) -> NaiveTrip {
    let there = ways(model, flow);
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (index, (path, walk)) in there.iter().enumerate() {
        if path.class != Class::Delivered || !asks(path.packet) {
            continue;
        }
        // What was remembered on the way decides where a reply goes, as much as the packet does.
        let same = |group: &&mut Vec<usize>| {
            let first = group.first().and_then(|first| there.get(*first));
            first.is_some_and(|(first, before)| {
                (first.end, first.packet) == (path.end, path.packet)
                    && before.sessions == walk.sessions
                    && before.flows == walk.flows
                    && before.pins == walk.pins
            })
        };
        match groups.iter_mut().find(same) {
            Some(group) => group.push(index),
            None => groups.push(vec![index]),
        }
    }
    let mut replies = Vec::new();
    for group in groups {
        let first = group.first().and_then(|first| there.get(*first));
        if let Some((path, walk)) = first {
            replies.push((group, reply(model, flow, path, walk)));
        }
    }
    let forward: Vec<NaivePath> = there.into_iter().map(|(path, _)| path).collect();
    let verdict = verdict(&forward, &replies);
    NaiveTrip { forward, replies, verdict }
}

/// Returns whether a packet asks for an answer: of ICMP messages only requests do.
fn asks(packet: Packet) -> bool {
    let Some(message) = packet.icmp else { return true };
    match packet.destination {
        IpAddr::V4(_) => [8, 13, 15, 17, 42].contains(&message.kind),
        IpAddr::V6(_) => [128, 139, 160].contains(&message.kind),
    }
}

fn ways(model: &Model, flow: &NaiveFlow) -> Vec<(NaivePath, Walk)> {
    let mut ends = Rules { model }.follow(flow.source, flow.packet, None);
    for (path, _) in &mut ends {
        let elsewhere = flow.intended.is_some() && path.end != flow.intended;
        if path.class == Class::Delivered && elsewhere {
            (path.class, path.reason) = (Class::Dropped, "wrong-destination");
        }
    }
    ends
}

fn reply(model: &Model, flow: &NaiveFlow, there: &NaivePath, before: &Walk) -> Vec<NaivePath> {
    let Some(far_end) = there.end else { return Vec::new() };
    let seen = Before { sessions: &before.sessions, flows: &before.flows, pins: &before.pins };
    let mut ends = Rules { model }.follow(far_end, there.packet.reply(), Some(seen));
    for (path, walk) in &mut ends {
        path.reason = match path.reason {
            "no-route" => "return-no-route",
            "nacl-deny-in" | "nacl-deny-out" => "return-nacl-deny",
            other => other,
        };
        if path.class != Class::Delivered {
            continue;
        }
        // Who keeps the state of a connection has to see its replies (fact TOP-42).
        let around = before.sessions.iter().any(|session| match session.by {
            ObjectId::Instance(id) => !walk.passed.contains(&id),
            ObjectId::VpcEndpoint(id) if model.vpc_endpoints[id].inspects_in().is_some() => {
                !walk.inspected.contains(&id)
            }
            _ => false,
        });
        let wrong = if path.end.is_some_and(|end| other_vpc(model, flow.source, end)) {
            Some("return-wrong-vpc")
        } else if path.end != Some(flow.source) || path.packet.destination != flow.packet.source {
            Some("wrong-destination")
        } else if path.packet.source != flow.packet.destination {
            Some("return-source-mismatch")
        } else if around {
            Some("return-asymmetric")
        } else {
            None
        };
        if let Some(reason) = wrong {
            (path.class, path.reason) = (Class::Dropped, reason);
        }
    }
    ends.into_iter().map(|(path, _)| path).collect()
}

/// Returns whether two interfaces stand in different VPCs (fact PCX-06).
fn other_vpc(model: &Model, here: Place, there: Place) -> bool {
    let vpc = |place| match place {
        Place::Interface(id) => {
            Some(ObjectId::Vpc(model.subnets[model.network_interfaces[id].subnet].vpc))
        }
        Place::Host(_)
        | Place::Segment(_)
        | Place::Router(_)
        | Place::Service(_)
        | Place::Internet => None,
    };
    match (vpc(here), vpc(there)) {
        (Some(here), Some(there)) => here != there,
        (None, _) | (_, None) => false,
    }
}

fn verdict(there: &[NaivePath], replies: &[(Vec<usize>, Vec<NaivePath>)]) -> &'static str {
    let back: Vec<&NaivePath> = replies.iter().flat_map(|(_, paths)| paths).collect();
    let is = |class: Class| move |path: &NaivePath| path.class == class;
    if there.iter().all(is(Class::Dropped)) {
        return "unreachable";
    }
    let mut all = there.iter().chain(back.iter().copied());
    if all.any(is(Class::Unknown)) {
        return "unknown";
    }
    if there.iter().all(is(Class::Delivered)) {
        if back.iter().all(|path| path.class == Class::Delivered) {
            return "reachable";
        }
        if back.iter().all(|path| path.class == Class::Dropped) {
            return "one-way";
        }
    }
    "partial"
}
