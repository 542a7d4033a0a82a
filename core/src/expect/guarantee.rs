//! What must be true of the ways of a packet that arrives: whose address it has, what fits, and that
//! the reply comes back as it went.

use std::collections::BTreeSet;

use super::{Word, names};
use crate::{
    addr::Prefix,
    forwarding::{Hop, Network, NoEndpoint, Path, Trace, What},
    graph::Node,
    model::ObjectId,
    query::{Guarantees, TranslatedFrom},
};

/// The guarantees of a line, with their names found.
#[derive(Debug, Default)]
pub(super) struct Asked {
    source: Option<Source>,
    mtu: Option<u32>,
    symmetric: bool,
}

/// Where the source of a translated packet comes from.
#[derive(Debug)]
struct Source {
    /// As the line has it.
    words: String,
    /// The addresses that it may be.
    prefixes: Vec<Prefix>,
    /// What translates, if that is what was named.
    by: BTreeSet<ObjectId>,
}

impl Asked {
    /// Finds what the guarantees of a line name.
    ///
    /// # Errors
    /// Says which name is not that of a pool or of something that translates.
    pub(super) fn find(network: &Network, guarantees: &Guarantees) -> Result<Self, NoEndpoint> {
        let Guarantees { translated, mtu, symmetric, survives: _ } = guarantees;
        let source = match translated.as_ref().map(|from| (&from.value, &from.span)) {
            None => None,
            Some((TranslatedFrom::Prefix(prefix), _)) => Some(Source {
                words: prefix.to_string(),
                prefixes: vec![*prefix],
                by: BTreeSet::new(),
            }),
            Some((TranslatedFrom::Named(name), span)) => {
                let name = crate::query::Placed { value: name.clone(), span: span.clone() };
                let what = "a pool, a gateway that translates, an instance or a router";
                let found =
                    names::find(&network.model, &name, what, |object| source(network, object))?;
                Some(Source { words: format!("`{}`", name.value.name.value), ..found })
            }
        };
        Ok(Self { source, mtu: *mtu, symmetric: *symmetric })
    }

    /// Returns what the way of a packet that arrives, and whose replies do, says about the guarantees.
    pub(super) fn hear(&self, network: &Network, trace: &Trace) -> (Word, Option<String>) {
        let translated = trace.forward.iter().map(|path| self.translated(path));
        let fits = trace.paths().map(|path| self.fits(network, path));
        let answered = std::iter::once(self.mirrored(network, trace));
        let heard = translated.chain(fits).chain(answered).flatten();
        // The first that is against counts before the first that does not know.
        heard
            .reduce(|first, other| if other.0 > first.0 { other } else { first })
            .map_or((Word::For, None), |(word, wrong)| (word, Some(wrong)))
    }

    fn translated(&self, path: &Path) -> Option<(Word, String)> {
        let asked = self.source.as_ref()?;
        let translating = |hop: &&Hop| {
            hop.steps.iter().any(|step| matches!(step.what, What::SourceTranslated { .. }))
        };
        let (first, last) = (path.hops.first()?, path.hops.last()?);
        let arrives = last.packet_out.source;
        let words = &asked.words;
        if !path.hops.iter().any(|hop| translating(&hop)) {
            let wrong = format!(
                "the packet arrives from {}, which nothing translated, and not from {words}",
                first.packet_in.source
            );
            return Some((Word::Against, wrong));
        }
        let by = |hop: &Hop| hop.node.object().is_some_and(|object| asked.by.contains(&object));
        let by = path.hops.iter().filter(translating).any(by);
        if by || asked.prefixes.iter().any(|prefix| prefix.contains(arrives)) {
            return None;
        }
        Some((Word::Against, format!("the packet arrives from {arrives}, and not from {words}")))
    }

    fn fits(&self, network: &Network, path: &Path) -> Option<(Word, String)> {
        let asked = self.mtu?;
        if let Some(mtu) = path.mtu.filter(|mtu| *mtu < asked) {
            let mut hops = path.hops.iter();
            let narrow = hops.find(|hop| hop.steps.iter().any(|step| step.mtu == Some(mtu)));
            let at = narrow
                .map_or_else(String::new, |hop| format!(" at `{}`", network.node_name(hop.node)));
            return Some((Word::Against, format!("packets of at most {mtu} bytes fit{at}")));
        }
        let name = |hop: &Hop| network.node_name(hop.node);
        let unknown = match path.mtu {
            None => format!("the way from `{}`", path.hops.first().map(name)?),
            Some(_) => format!("`{}`", path.hops.iter().find(|hop| is_unmeasured(hop)).map(name)?),
        };
        Some((Word::Neither, format!("nothing says how large a packet {unknown} carries")))
    }

    fn mirrored(&self, network: &Network, trace: &Trace) -> Option<(Word, String)> {
        if !self.symmetric {
            return None;
        }
        for reply in &trace.replies {
            let answered = reply.answers.iter().filter_map(|at| trace.forward.get(*at));
            let there = turns(answered);
            let back = turns(&reply.paths);
            let differs = there.symmetric_difference(&back).next();
            if let Some(node) = differs {
                let name = network.node_name(*node);
                let wrong = if back.contains(node) {
                    format!("only the reply passes `{name}`")
                } else {
                    format!("the reply does not pass `{name}`, which the packet passes")
                };
                return Some((Word::Against, wrong));
            }
        }
        let turned = trace.symmetric == Some(false);
        turned.then(|| (Word::Against, "the reply takes another way than the packet".to_owned()))
    }
}

/// Returns the gateways and routers of some ways: where a way can turn.
fn turns<'a>(paths: impl IntoIterator<Item = &'a Path>) -> BTreeSet<Node> {
    let all = paths.into_iter().flat_map(Path::nodes);
    all.filter(|node| match node {
        Node::InternetGateway(_)
        | Node::NatGateway(_)
        | Node::RegionalNatGateway(_)
        | Node::EgressOnlyInternetGateway(_)
        | Node::VpcEndpoint(_)
        | Node::PeeringConnection(_)
        | Node::ServiceLink(_)
        | Node::LocalGateway(_)
        | Node::TransitGateway(_)
        | Node::VirtualPrivateGateway(_)
        | Node::DirectConnectGateway(_)
        | Node::Router(_) => true,
        Node::NetworkInterface(_)
        | Node::Subnet(_)
        | Node::Vif(_)
        | Node::ServiceLinkVif(_)
        | Node::TransitGatewayAttachment(_)
        | Node::VpnConnection(_)
        | Node::DirectConnectInterface(_)
        | Node::Segment(_)
        | Node::AwsService(_)
        | Node::Host(_)
        | Node::Internet => false,
    })
    .collect()
}

/// Returns whether a hop is of a kind that the inputs cannot give an MTU for: the customer's own
/// network and the internet.
fn is_unmeasured(hop: &Hop) -> bool {
    let measured = hop.steps.iter().any(|step| step.mtu.is_some());
    let outside = match hop.node {
        Node::Router(_) | Node::Segment(_) | Node::Host(_) | Node::Internet => true,
        Node::NetworkInterface(_)
        | Node::Subnet(_)
        | Node::InternetGateway(_)
        | Node::NatGateway(_)
        | Node::RegionalNatGateway(_)
        | Node::EgressOnlyInternetGateway(_)
        | Node::VpcEndpoint(_)
        | Node::AwsService(_)
        | Node::PeeringConnection(_)
        | Node::ServiceLink(_)
        | Node::ServiceLinkVif(_)
        | Node::LocalGateway(_)
        | Node::Vif(_)
        | Node::TransitGateway(_)
        | Node::TransitGatewayAttachment(_)
        | Node::VirtualPrivateGateway(_)
        | Node::VpnConnection(_)
        | Node::DirectConnectInterface(_)
        | Node::DirectConnectGateway(_) => false,
    };
    outside && !measured
}

/// Returns what an object gives packets as their source, if it does.
#[expect(clippy::wildcard_enum_match_arm, reason = "few kinds of objects translate")]
fn source(network: &Network, object: ObjectId) -> Option<Source> {
    let model = &network.model;
    let by = |by: Vec<ObjectId>| Source {
        words: String::new(),
        prefixes: Vec::new(),
        by: by.into_iter().collect(),
    };
    Some(match object {
        ObjectId::CoipPool(id) => {
            Source { prefixes: model.coip_pools[id].prefixes.clone(), ..by(Vec::new()) }
        }
        ObjectId::NatGateway(_)
        | ObjectId::RegionalNatGateway(_)
        | ObjectId::InternetGateway(_)
        | ObjectId::LocalGateway(_)
        | ObjectId::Router(_) => by(vec![object]),
        ObjectId::Instance(id) => {
            by(model.instances[id].interfaces.iter().map(|id| ObjectId::from(*id)).collect())
        }
        ObjectId::NetworkInterface(_) => by(vec![object]),
        _other => return None,
    })
}
