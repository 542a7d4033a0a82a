//! Remarks on a way: nothing that stops the packet, but something to know.

/// One entry of the list of notes.
#[derive(Debug, PartialEq, Eq)]
pub struct NotePage {
    /// The stable id, in kebab-case.
    pub id: &'static str,
    /// What it means.
    pub meaning: &'static str,
    /// The codes of AWS Reachability Analyzer for the same thing.
    pub analyzer: &'static [&'static str],
}

/// Declares the notes, their pages and the list of all of them in one go.
macro_rules! notes {
    ($($variant:ident = $id:literal [$($analyzer:literal),*] $meaning:literal;)*) => {
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
                    $(Self::$variant => &NotePage {
                        id: $id, meaning: $meaning, analyzer: &[$($analyzer),*],
                    },)*
                }
            }
        }
    };
}

notes! {
    Assumed = "assumed" ["ASSUMPTION_PRESERVE_CLIENT_IP_IS_DISABLED", "ASSUMPTION_PRESERVE_CLIENT_IP_IS_ENABLED", "MISSING_TARGET_GROUP_ATTRIBUTES"]
        "A value that the input does not give is assumed; the assumptions of the answer list it.";
    AzCrossed = "az-crossed" ["AVAILABILITY_ZONE_CROSSED"]
        "The packet crosses from one Availability Zone to another, which costs money and time.";
    NotAnalysed = "not-analysed" ["FIREWALL_UNSUPPORTED_HIGHER_PRIORITY_RULE_GROUP_TYPE", "FIREWALL_UNSUPPORTED_HIGHER_PRIORITY_RULES", "FIREWALL_UNSUPPORTED_RULE_OPTIONS", "PATH_THROUGH_GWLB_NOT_CHECKED"]
        "Something on the way could change the result by rules of its own, which the input does not give.";
    TgwApplianceModeAdvised = "tgw-appliance-mode-advised" ["TRANSIT_GATEWAY_APPLIANCE_MODE_RECOMMENDED"]
        "A stateful appliance stands behind a transit gateway attachment without appliance mode, so the two directions may take different zones.";
    NamesResolved = "names-resolved" []
        "Who resolves names for the sender on an Outpost, and whether that goes on while the service link is down.";
    PortRemapped = "port-remapped" ["REMAP_EPHEMERAL_PORT"]
        "A translating device replaces the source port by one of 1024-65535.";
}

impl Note {
    /// Returns the stable id of the note.
    #[must_use]
    pub fn id(self) -> &'static str {
        self.page().id
    }
}
