//! Remarks on a way: nothing that stops the packet, but something to know.

/// One entry of the list of notes.
#[derive(Debug, PartialEq, Eq)]
pub struct NotePage {
    /// The stable id, in kebab-case.
    pub id: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// What to do about it.
    pub advice: &'static str,
    /// The facts that it rests on.
    pub facts: &'static [&'static str],
}

/// Declares the notes, their pages and the list of all of them in one go.
macro_rules! notes {
    ($($variant:ident = $id:literal [$($fact:literal),*] $meaning:literal $advice:literal;)*) => {
        /// A kind of remark.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Note {
            $(#[doc = $meaning] $variant,)*
        }

        impl Note {
            /// Every kind, in the order of the list.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// Returns the page of the note.
            #[must_use]
            pub fn page(self) -> &'static NotePage {
                match self {
                    $(Self::$variant => const { &NotePage {
                        id: $id, meaning: on_page!($meaning), advice: on_page!($advice), facts: &[$($fact),*],
                    } },)*
                }
            }
        }
    };
}

notes! {
    Assumed = "assumed" ["TOP-01"]
        "A value that the input does not give is assumed; the assumptions of the answer list it."
        "State the value in the input, or set it with `assume`, where it decides.";
    AzCrossed = "az-crossed" []
        "The packet crosses from one Availability Zone to another. What that costs, and how long it takes, is not judged."
        "Keep both ends in one zone where cost or delay matters.";
    NotAnalysed = "not-analysed" ["TOP-40", "TOP-46", "TOP-47", "TOP-48"]
        "Something on the way could change the result by rules of its own, which the input does not give."
        "Look at the rules of what is named: an appliance, a firewall, the policy of an endpoint, the listeners of a load balancer.";
    TgwApplianceModeAdvised = "tgw-appliance-mode-advised" ["TGW-08"]
        "A stateful appliance stands behind a transit gateway attachment without appliance mode, so the two directions may take different zones."
        "Turn appliance mode on for the attachment.";
    NamesResolved = "names-resolved" ["SVC-12", "SVC-17"]
        "Who resolves names for the sender on an Outpost, and whether that goes on while the service link is down."
        "Use a Resolver on the Outpost, or DNS servers of the site, where names must resolve without the Region.";
    PortRemapped = "port-remapped" ["NAT-07", "ACL-03"]
        "A translating device replaces the source port by one of 1024-65535."
        "Let filters behind the device expect any port of 1024-65535.";
}

impl Note {
    /// Returns the stable id of the note.
    #[must_use]
    pub fn id(self) -> &'static str {
        self.page().id
    }
}
