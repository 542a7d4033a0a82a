//! Which Rust files hold answers, and what their structs and fields are called and mean in TypeScript.

/// A file whose structs are serialized.
#[derive(Debug)]
pub(super) struct Source {
    pub(super) file: &'static str,
    /// Names in Rust and in TypeScript, where dropping `View` is not enough.
    pub(super) names: &'static [(&'static str, &'static str)],
}

/// Every file with structs that the module serializes, in the order of the types.
pub(super) const SOURCES: &[Source] = &[
    Source {
        file: "core/src/report/trace_json.rs",
        names: &[("Answer", "Trace"), ("NodeView", "NodeRef")],
    },
    Source {
        file: "core/src/report/problems.rs",
        names: &[
            ("FixView", "FindingFix"),
            ("EditView", "FindingEdit"),
            ("RelatedView", "FindingRelated"),
            ("SourceView", "FactSource"),
        ],
    },
    Source { file: "core/src/report/check.rs", names: &[("Answer", "Check")] },
    Source {
        file: "core/src/report/coverage.rs",
        names: &[("KindView", "CoverageKind"), ("ThingView", "UncoveredThing")],
    },
    Source { file: "core/src/report/routes.rs", names: &[("RouteView", "TableRoute")] },
    Source { file: "core/src/report/links.rs", names: &[] },
    Source {
        file: "core/src/report/bgp.rs",
        names: &[("PrefixView", "BgpPrefix"), ("PathView", "BgpPath")],
    },
    Source {
        file: "core/src/scene/types.rs",
        names: &[("Line", "SceneLine"), ("SceneWire", "Wire"), ("Label", "WireLabel")],
    },
    Source { file: "core/src/analysis/trials.rs", names: &[("Failure", "Possible")] },
    Source { file: "wasm/src/utf16.rs", names: &[("Range", "Place")] },
    Source { file: "wasm/src/views.rs", names: &[] },
];

/// Files with structs that are serialized and are no answers of the module: the file of a baseline, and
/// the list of rules that the command line prints.
#[cfg(test)]
pub(super) const OTHERS: &[&str] = &[
    "core/src/analysis/listing.rs",
    "core/src/policy/baseline.rs",
    "core/src/reach/shard.rs",
    "core/src/report/diff/mod.rs",
    "core/src/report/resilience.rs",
    "core/src/report/matrix.rs",
];

/// A set of words that one function tells.
#[derive(Debug)]
pub(super) struct Words {
    pub(super) name: &'static str,
    pub(super) file: &'static str,
    /// `function` or `Type::method`: every text in it is a word of the set.
    pub(super) function: &'static str,
}

const fn words(name: &'static str, file: &'static str, function: &'static str) -> Words {
    Words { name, file, function }
}

/// The sets of words.
pub(super) const WORDS: &[Words] = &[
    words("Verdict", "core/src/forwarding/trace.rs", "Verdict::word"),
    words("Way", "core/src/report/trace_json.rs", "direction"),
    words("OutcomeClass", "core/src/report/trace_json.rs", "outcome"),
    words("StepKind", "core/src/report/trace_json.rs", "kind"),
    words("NodeKind", "core/src/graph/node.rs", "Node::kind"),
    words("RouteKind", "core/src/routing/candidate.rs", "Rank::words"),
    words("Mark", "core/src/facts/fact.rs", "Mark::words"),
    words("Severity", "core/src/diagnostic/problem.rs", "Severity::word"),
    words("CheckOutcome", "core/src/analysis/check.rs", "answer"),
    words("ExpectedOutcome", "core/src/analysis/expected.rs", "Found::word"),
    words("Acceptance", "core/src/policy/sift.rs", "Acceptance::word"),
    words("Group", "core/src/scenario/possible.rs", "Group::fmt"),
    words("OfferKind", "core/src/document/complete/mod.rs", "OfferKind::word"),
];

/// Fields that are texts in Rust, and whose values are known better.
pub(super) const MEANT: &[(&str, &str)] = &[
    ("Trace.verdict", "Verdict"),
    ("Outcome.class", "OutcomeClass"),
    ("NodeRef.kind", "NodeKind"),
    ("Step.kind", "StepKind"),
    ("Route.kind", "RouteKind"),
    ("Blocker.direction", "Way"),
    ("Note.direction", "Way"),
    ("Assumption.mark", "Mark"),
    ("Invalid.outcome", "'invalid'"),
    ("Finding.severity", "Severity"),
    ("Reference.mark", "Mark"),
    ("Check.outcome", "CheckOutcome"),
    ("Check.fail_on", "Severity | 'never'"),
    ("Suppression.by", "Acceptance"),
    ("Expected.outcome", "ExpectedOutcome"),
    ("TableRoute.kind", "RouteKind"),
    ("Band.kind", "'place' | 'vpc'"),
    ("Overlay.verdict", "Verdict"),
    ("Possible.group", "Group"),
    ("Endpoint.kind", "NodeKind"),
    ("MatrixCell.verdict", "Verdict"),
    ("Problem.severity", "Severity"),
    ("Offer.kind", "OfferKind"),
];
