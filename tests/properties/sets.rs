//! Exact answers about sets of addresses, beside trying every address.

use outpath_core::{
    addr::Prefix,
    expect::{Judgement, judge},
    forwarding::Network,
    model::{Model, NetworkInterfaceId, SegmentId},
    query::{Demand, Endpoint, Expectation, Placed, parse_expectation},
};
use outpath_tests::generate::{estate, working_estate};
use proptest::prelude::*;

fn expectation(
    model: &Model,
    interface: NetworkInterfaceId,
    end: Endpoint,
    line: Line,
) -> Expectation {
    let name = &model.network_interfaces[interface].identity.name;
    let mut read = parse_expectation("a -> b tcp/443").expect("invariant: this is an expectation");
    let own = Endpoint::Name(name.clone());
    let placed = |value| Placed { value, span: 0..0 };
    let (source, destination) = if line.from_set { (end, own) } else { (own, end) };
    let Expectation::Flow(of_flow) = &mut read else { unreachable!("invariant: it has an arrow") };
    (of_flow.flow.source, of_flow.flow.destination) = (placed(source), placed(destination));
    of_flow.demand = if line.never { Demand::NeverReaches } else { Demand::Reaches };
    read
}

#[derive(Debug, Clone, Copy)]
struct Line {
    never: bool,
    from_set: bool,
}

fn line() -> impl Strategy<Value = Line> {
    any::<(bool, bool)>().prop_map(|(never, from_set)| Line { never, from_set })
}

/// Returns a word for a judgement; one that refutes is told before one that does not know.
fn word(judgement: &Judgement) -> u8 {
    match judgement {
        Judgement::Refuted(_) => 0,
        Judgement::Undecided(_) => 1,
        Judgement::Holds => 2,
        Judgement::TooMany | Judgement::NoEndpoint(_) | Judgement::Told(_) => 3,
    }
}

/// Judges a line about each address of a segment alone, and returns the worst word.
fn one_by_one(network: &Network, segment: SegmentId, make: impl Fn(Endpoint) -> Expectation) -> u8 {
    let model = &network.model;
    let prefix = model.segments[segment].prefix;
    let hosts = (1..255).filter_map(|offset| prefix.nth(offset));
    let routers: Vec<_> = model.routers.values().flat_map(|router| &router.interfaces).collect();
    let words = hosts.filter_map(|address| {
        let expectation = make(Endpoint::OnPremises(Prefix::host(address)));
        let router = routers.iter().any(|one| one.address.address == address);
        let counts =
            expectation.flow().is_some_and(|line| line.demand == Demand::NeverReaches) || !router;
        counts.then(|| word(&judge(network, &expectation)))
    });
    words.min().unwrap_or(3)
}

fn compare(
    model: &Model,
    ends: (prop::sample::Index, prop::sample::Index),
    line: Line,
) -> Result<(), TestCaseError> {
    let interfaces: Vec<_> = model.network_interfaces.ids().collect();
    let segments: Vec<_> = model.segments.ids().collect();
    if interfaces.is_empty() || segments.is_empty() {
        return Ok(());
    }
    let (interface, segment) = (*ends.0.get(&interfaces), *ends.1.get(&segments));
    let link = |model: &Model| {
        let prefix = model.segments[segment].prefix;
        model.vifs.values().any(|vif| prefix.contains(vif.local.address))
    };
    if link(model) || model.segments[segment].prefix.length() != 24 {
        return Ok(());
    }
    let network = Network::build(model.clone());
    let make = |end| expectation(model, interface, end, line);
    let whole = judge(&network, &make(Endpoint::OnPremises(model.segments[segment].prefix)));
    prop_assert_eq!(word(&whole), one_by_one(&network, segment, make), "{:?}", whole);
    Ok(())
}

/// Which interface and which segment.
fn ends() -> impl Strategy<Value = (prop::sample::Index, prop::sample::Index)> {
    any::<(prop::sample::Index, prop::sample::Index)>()
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(100) })]

    #[test]
    fn a_segment_of_a_wild_network(model in estate(), ends in ends(), line in line()) {
        let mut model = Model::clone(&model);
        model.incomplete.clear();
        compare(&model, ends, line)?;
    }

    #[test]
    fn a_segment_of_a_working_network(model in working_estate(), ends in ends(), line in line()) {
        compare(&model, ends, line)?;
    }

    /// What holds for the internet holds for any address of it.
    #[test]
    fn the_internet(
        model in working_estate(),
        ends in ends(),
        line in line(),
        addresses in prop::collection::vec(any::<u32>(), 30),
    ) {
        let interfaces: Vec<_> = model.network_interfaces.ids().collect();
        if interfaces.is_empty() {
            return Ok(());
        }
        let interface = *ends.0.get(&interfaces);
        let network = Network::build(Model::clone(&model));
        let make = |end| expectation(&model, interface, end, line);
        let whole = word(&judge(&network, &make(Endpoint::Internet(None))));
        for bits in addresses {
            let address = std::net::IpAddr::from(bits.to_be_bytes());
            let ours = network.declares(address) || network.public_owner(address).is_some();
            if outpath_core::addr::is_global(address) && !ours {
                let one = word(&judge(&network, &make(Endpoint::Internet(Some(address)))));
                prop_assert!(whole <= one, "{address}: {one}, the internet: {whole}");
            }
        }
    }
}
