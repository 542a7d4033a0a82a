//! Every code of the project that a diagnostic may carry.

use super::Severity;

/// One stable code. A code is never given a second meaning.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// `OP` and four digits; the thousands name the family.
    pub id: &'static str,
    /// A name that reads well after "allow", in kebab-case.
    pub name: &'static str,
    /// The usual severity.
    pub severity: Severity,
    /// What it means and what to do: the page of `outpath explain`.
    pub page: &'static str,
    /// The facts that it rests on.
    pub facts: &'static [&'static str],
}

/// Declares the codes and the list of all of them in one go.
macro_rules! codes {
    ($($(#[$doc:meta])* $constant:ident = $id:literal $name:literal $severity:ident [$($fact:literal),*] $page:literal;)*) => {
        /// The codes as constants, for the places that raise them.
        pub mod code {
            use super::{Code, Severity};
            $(
                #[doc = $page]
                pub const $constant: &Code = &Code {
                    id: $id, name: $name, severity: Severity::$severity, page: $page, facts: &[$($fact),*],
                };
            )*
        }
        /// All codes, in numerical order.
        pub const CODES: &[&Code] = &[$(code::$constant),*];
    };
}

codes! {
    UNREADABLE = "OP9001" "unreadable-file" Error []
        "The file could not be opened or read. Check the name and the permissions.";
    NOT_TEXT = "OP9002" "binary-file" Error []
        "The file is not UTF-8 text. A topology file is YAML or JSON in UTF-8; convert the file, or name the one that was meant.";
    EMPTY = "OP9003" "empty-file" Error []
        "The file holds nothing but spaces and comments. A topology file starts with `outpath: 1`.";
    TOO_LARGE = "OP9004" "too-large" Error []
        "The file is larger, nests deeper or refers to itself more often than any topology does. The limits keep hostile input from exhausting memory.";
    SYNTAX = "OP9005" "syntax-error" Error []
        "The text is not well-formed YAML or JSON. The place named is where the reader lost track; the mistake often stands just before it.";
    DUPLICATE_KEY = "OP9006" "duplicate-key" Error []
        "A key stands twice in one mapping. Only one can be meant; the second is ignored until one is removed.";
    UNKNOWN_KEY = "OP9101" "unknown-key" Error []
        "This place has no field of that name. The message lists those that it has.";
    WRONG_TYPE = "OP9102" "wrong-type" Error []
        "The value has another form than this field takes, for example a list where one address is expected.";
    MISSING_FIELD = "OP9103" "missing-field" Error []
        "A field that cannot be guessed is absent.";
    BAD_VALUE = "OP9104" "bad-value" Error []
        "The value has the right form but cannot be read: an address, a prefix, a number, a word from a list, a flow.";
    UNSUPPORTED_VERSION = "OP9105" "unsupported-version" Error []
        "The file does not state a format version that this program reads. The first line is `outpath: 1`.";
    INCLUDE = "OP9106" "include-problem" Error []
        "A file named by `include` could not be loaded, or files include each other too deeply.";
    DANGLING = "OP9201" "dangling-reference" Error []
        "The name refers to something that the files do not define.";
    WRONG_KIND = "OP9202" "wrong-kind-of-reference" Error []
        "The name is defined, but as another kind of thing than this field needs.";
    AMBIGUOUS = "OP9203" "ambiguous-reference" Error []
        "The name or address fits several things; a longer name picks one.";
    DUPLICATE_NAME = "OP9204" "duplicate-name" Error []
        "Two things of one kind carry the same name, for example in a file and in the file that it includes.";
    REFUTED = "OP9501" "broken-expectation" Error []
        "The network does not do what the file expects of it. The trace of the flow shows where it ends and what would fix it.";
    UNDECIDED = "OP9502" "undecided-expectation" Error []
        "Nobody can say whether the network does what the file expects: the way meets something that the files do not describe or that is not judged yet.";
    BAD_EXPECTATION = "OP9503" "unreadable-expectation" Error []
        "The line is no expectation. Two forms are understood: `A -> B tcp/443` must work there and back, `A -x-> B tcp/443` must never arrive.";
    LATER_EXPECTATION = "OP9504" "unsupported-expectation" Error []
        "The line is an expectation that this version cannot judge, so it cannot pass either.";
    EXPECTATION_END = "OP9505" "expectation-without-end" Error []
        "One end of the expected flow is not in the files, or fits several things.";
    BAD_FLOW = "OP9506" "unreadable-flow" Error []
        "The flow, node or setting that was asked about cannot be understood or found.";
}
