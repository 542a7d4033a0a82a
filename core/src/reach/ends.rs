//! Where packets end up from every table, for every destination.

use std::{
    collections::{BTreeMap, BTreeSet},
    net::IpAddr,
};

use super::{
    actions::{Lead, leads},
    solve::{Forwarding, Next, reaches},
};
use crate::{
    addr::{Answers, Line, Prefix, PrefixTable, PrefixTables, RESERVED, TableId},
    forwarding::Network,
    model::{ObjectId, SegmentId, VifGroupId, VpcId},
    parallel,
    routing::{TableRef, tables},
};

/// Where a packet may be when the next decision about it is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum At {
    /// At a table.
    Table(TableRef),
    /// At the border of a VPC, where its blocks count and no table.
    Vpc(VpcId),
    /// At the uplinks of a local gateway.
    Uplinks(VifGroupId),
}

/// Where a packet ends up, as far as routes decide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum End {
    /// In a VPC that has its destination.
    Vpc(VpcId),
    /// On a segment of the customer that has it.
    Segment(SegmentId),
    /// In the internet.
    Internet,
    /// With something that decides by more than routes, or translates: a NAT gateway, an endpoint, an appliance.
    Handed(ObjectId),
    /// At a route that drops it.
    BlackHole,
    /// At a table without a route for it.
    NoRoute,
    /// The inputs do not say.
    Unknown,
    /// Nowhere: it walks in circles.
    Circle,
}

/// Where packets end up from each table, each end with a destination for which they do. As nothing that may
/// happen is left out, an end may be one that no packet comes to; one that is not there is never come to.
pub type Ends = BTreeMap<TableRef, BTreeMap<End, IpAddr>>;

/// Returns where packets end up from every table, by every destination of both families.
#[must_use]
pub fn ends(network: &Network) -> Ends {
    let mut found = Ends::new();
    for one in [family::<u32>(network), family::<u128>(network)] {
        for (table, ends) in one {
            let known = found.entry(table).or_default();
            for (end, witness) in ends {
                known.entry(end).or_insert(witness);
            }
        }
    }
    found
}

fn family<A: Line>(network: &Network) -> Ends {
    let places: Vec<At> = places(network);
    let compiled = parallel::map(&places, |at| compile::<A>(network, *at));
    let mut numbers = Numbers::default();
    // Tables that do the same are solved once.
    let mut known: BTreeMap<Answers<A>, u32> = BTreeMap::new();
    let mut same: Vec<u32> = Vec::with_capacity(places.len());
    for intervals in compiled {
        let answers = intervals.into_iter().map(|(start, leads)| (start, numbers.of(leads)));
        let next = u32::try_from(known.len()).expect("invariant: fewer than 2^32 tables");
        same.push(*known.entry(answers.collect()).or_insert(next));
    }
    let mut distinct: Vec<(u32, Answers<A>)> =
        known.into_iter().map(|(one, at)| (at, one)).collect();
    distinct.sort_unstable_by_key(|(at, _)| *at);
    let distinct: Vec<Answers<A>> = distinct.into_iter().map(|(_, answers)| answers).collect();
    let at: BTreeMap<At, u32> = places.iter().copied().zip(same.iter().copied()).collect();
    let all: BTreeSet<End> = numbers.ends().collect();
    let all: Vec<End> = all.into_iter().collect();
    let actions = numbers.actions(&at, &all);
    let ends = u32::try_from(all.len()).expect("invariant: fewer than 2^32 ends");
    let (found, _) = reaches(&Forwarding { tables: &distinct, actions: &actions, ends });
    let of_table = places.iter().zip(&same).filter_map(|(place, at)| {
        let At::Table(table) = place else { return None };
        let ends = found.get(*at as usize)?.iter();
        let named = ends.map(|(end, witness)| {
            (all.get(*end as usize).copied().unwrap_or(End::Circle), witness.address())
        });
        Some((*table, named.collect()))
    });
    of_table.collect()
}

/// Returns every place.
fn places(network: &Network) -> Vec<At> {
    let model = &network.model;
    let vpcs = model.vpcs.ids().map(At::Vpc);
    tables(model)
        .map(At::Table)
        .chain(vpcs)
        .chain(model.vif_groups.ids().map(At::Uplinks))
        .collect()
}

/// Returns what is done at a place with addresses from each start on, where that changes.
fn compile<A: Line>(network: &Network, at: At) -> Vec<(A, Vec<Lead>)> {
    let prefixes = PrefixTables::build([told_apart(network, at)]);
    let mut found: Vec<(A, Vec<Lead>)> = Vec::new();
    for start in starts(prefixes.table(TableId::FIRST)) {
        let leads = leads(network, at, A::address(start));
        if found.last().is_none_or(|(_, last)| *last != leads) {
            found.push((start, leads));
        }
    }
    found
}

/// Returns the prefixes that a place tells addresses apart by.
fn told_apart(network: &Network, at: At) -> Vec<Prefix> {
    let (model, bgp) = (&network.model, &network.bgp);
    match at {
        At::Table(table) => {
            let lookup = network.tables.lookup().tables();
            let mut all: Vec<Prefix> = lookup.table(network.tables.id(table)).prefixes().collect();
            all.extend(RESERVED.iter().filter_map(|text| text.parse::<Prefix>().ok()));
            if let TableRef::Router(id) = table {
                all.extend(bgp.customer().prefixes(id));
            }
            all
        }
        At::Vpc(vpc) => model.vpcs[vpc].prefixes.clone(),
        At::Uplinks(group) => {
            let vifs = model.vif_groups[group].vifs.iter();
            vifs.flat_map(|vif| bgp.learned_over(model, *vif)).map(|one| one.prefix).collect()
        }
    }
}

/// Returns where another prefix becomes the longest match, the lowest address first.
fn starts<A: Line>(table: PrefixTable<'_>) -> impl Iterator<Item = A> {
    let v4 = table.intervals_v4().map(|(start, _)| IpAddr::from(start));
    let v6 = table.intervals_v6().map(|(start, _)| IpAddr::from(start));
    v4.chain(v6).filter_map(A::of)
}

/// Numbers for actions.
#[derive(Default)]
struct Numbers {
    known: BTreeMap<Vec<Lead>, u32>,
}

impl Numbers {
    fn of(&mut self, leads: Vec<Lead>) -> u32 {
        let next = u32::try_from(self.known.len()).expect("invariant: fewer than 2^32 actions");
        *self.known.entry(leads).or_insert(next)
    }

    fn ends(&self) -> impl Iterator<Item = End> {
        let all = self.known.keys().flatten();
        all.filter_map(|lead| if let Lead::Ends(end) = lead { Some(*end) } else { None })
    }

    fn actions(&self, at: &BTreeMap<At, u32>, ends: &[End]) -> Vec<Vec<Next>> {
        let next = |lead: &Lead| match lead {
            Lead::To(to) => at.get(to).copied().map(Next::Table),
            Lead::Ends(end) => {
                let place = ends.binary_search(end).ok()?;
                u32::try_from(place).ok().map(Next::End)
            }
        };
        let mut all: Vec<(u32, Vec<Next>)> = self
            .known
            .iter()
            .map(|(leads, number)| (*number, leads.iter().filter_map(next).collect()))
            .collect();
        all.sort_unstable_by_key(|(number, _)| *number);
        all.into_iter().map(|(_, next)| next).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Loaded, Loader, open};

    struct OneText(&'static str);

    impl Loader for OneText {
        fn load(&self, name: &str, _from: Option<&str>) -> Result<Loaded, String> {
            Ok(Loaded { name: name.to_owned(), bytes: self.0.as_bytes().to_vec() })
        }
    }

    fn network(text: &'static str) -> Network {
        Network::build(open(&OneText(text), &["topology.yaml"]).lower().model)
    }

    /// Follows one destination from one place, decision by decision.
    fn follow(network: &Network, at: At, to: IpAddr, way: &mut Vec<At>) -> BTreeSet<End> {
        if way.contains(&at) {
            return BTreeSet::from([End::Circle]);
        }
        way.push(at);
        let mut found = BTreeSet::new();
        for lead in leads(network, at, to) {
            match lead {
                Lead::Ends(end) => _ = found.insert(end),
                Lead::To(next) => found.extend(follow(network, next, to, way)),
            }
        }
        way.pop();
        found
    }

    /// Two routers that send each other what neither has.
    const CIRCLE: &str = "\
outpath: 1
on_premises:
  campus:
    segments: { link: { cidr: 172.31.0.0/30 } }
    routers:
      one:
        interfaces: { link: 172.31.0.1/30 }
        routes: { 172.16.0.0/12: 172.31.0.2, 172.16.9.0/24: discard }
      other:
        interfaces: { link: 172.31.0.2/30 }
        routes: { 172.16.0.0/16: 172.31.0.1, 0.0.0.0/0: internet }
";

    #[test]
    fn every_destination_followed_on_its_own_ends_where_it_is_said() {
        let texts = [
            include_str!("../rules/base/bgp.yaml"),
            include_str!("../rules/base/coip.yaml"),
            include_str!("../rules/base/direct.yaml"),
            include_str!("../rules/base/firewall.yaml"),
            include_str!("../rules/base/multi-az.yaml"),
            include_str!("../rules/base/private-service-link.yaml"),
            include_str!("../rules/base/two-outposts.yaml"),
            CIRCLE,
        ];
        for text in texts {
            let network = network(text);
            let mentioned = network.model.mentions();
            let asked: BTreeSet<IpAddr> = mentioned
                .iter()
                .flat_map(|prefix| [prefix.network(), prefix.last()])
                .chain([IpAddr::from([0; 4]), IpAddr::from([0; 16]), IpAddr::from([8, 8, 8, 8])])
                .chain([IpAddr::from([169, 254, 168, 1])])
                .collect();
            for (table, found) in ends(&network) {
                let follow = |to: IpAddr| follow(&network, At::Table(table), to, &mut Vec::new());
                let expected: BTreeSet<End> = asked.iter().flat_map(|to| follow(*to)).collect();
                assert_eq!(found.keys().copied().collect::<BTreeSet<_>>(), expected, "{table:?}");
                for (end, witness) in found {
                    assert!(follow(witness).contains(&end), "{table:?} {witness} {end:?}");
                }
            }
        }
    }

    #[test]
    fn routers_that_send_to_each_other_make_a_circle() {
        let network = network(CIRCLE);
        let found = ends(&network);
        let circles: Vec<IpAddr> =
            found.values().filter_map(|ends| ends.get(&End::Circle)).copied().collect();
        assert_eq!(circles, [IpAddr::from([172, 16, 0, 0]), IpAddr::from([172, 16, 0, 0])]);
        assert!(found.values().all(|ends| ends.contains_key(&End::BlackHole)));
    }
}
